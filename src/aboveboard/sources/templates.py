"""Template code in copy: Hugo's shortcodes, Liquid's tags, PHP and its kin.

What a template prints is not known here, so its code is masked; but its name may say that it
prints a disclosure, and parameters such as ``alt`` and ``caption`` are copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from aboveboard.document import Comment, Component
from aboveboard.sources.blocks import whole
from aboveboard.sources.elements import kebab
from aboveboard.sources.masks import Mask
from aboveboard.text import View

__all__ = ["Templates", "find_templates", "merge_tags"]


@dataclass
class Templates:
    """The template code of a text, in order."""

    masks: list[Mask] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    texts: list[tuple[str, str, View]] = field(default_factory=list)
    """Part, role and text of parameters that are copy."""


_OPEN = re.compile(
    r"\{\{[<%]|\{\{-?\s{0,9}(?:partial|partialCached|template|include|block)\s|\{\{>|\{%|<%|<\?|%%\[|\{:"
)
_CLOSERS = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "<%": "%>", "<?": "?>", "%%[": "]%%", "{:": "}"}
_LONGEST = 5_000  # "{%" far from a "%}" is no tag, but a slip of the pen

# Tags that print nothing themselves, and those of them that part what stands beside them.
_CONTROL = frozenset(
    "if elif elsif elseif else unless case when for cycle tablerow break continue assign capture "
    "set increment decrement raw verbatim liquid layout extends block macro import from filter "
    "with autoescape spaceless load paginate form section sections render_block".split()
)
_PARTING = frozenset({"else", "elif", "elsif", "elseif", "when", "for", "endfor", "case"})
_INCLUDE = frozenset(
    {"include", "include_relative", "include_cached", "render", "partial", "component"}
)
# What stands between these and their end is code.
_CODE = frozenset(
    "highlight code codeblock mermaid math katex comment style stylesheet javascript schema css js "
    "chart plantuml".split()
)
_NAME = re.compile(r"\s*+([\w./-]+)")
_ARGUMENT = re.compile(r"""\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'{}]++))""")
_TEXT = re.compile(
    r"""(?<![\w-])(alt|title|caption)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|`([^`]*+)`)"""
)
_CLOSING = re.compile(r"\{\{[<%]\s*/\s*([\w./-]+)")
_QUOTED = re.compile(r"""\s*+[\w-]++\s++(?:"([^"]*+)"|'([^']*+)')\s*+\Z""")


def _component(name: str) -> str:
    """``components/affiliate_disclosure.html`` as ``affiliate-disclosure``."""
    last = PurePosixPath(name).name
    return kebab(last.partition(".")[0])


class _Scan:
    def __init__(self, text: str, start: int, *, attribute_lists: bool) -> None:
        self.text = text
        self.found = Templates()
        self._attribute_lists = attribute_lists
        self._paired = {match[1] for match in _CLOSING.finditer(text, start)}
        self._next: dict[str, int] = {}
        # The code block under way: what ends it, where it began, and what was known then.
        self._code: tuple[str, int, int, int, int] | None = None
        position = start
        while match := _OPEN.search(text, position):
            position = self._take(match)

    def _find_closer(self, closer: str, start: int, opener: str) -> int:
        """Where the tag ends, or -1; each closer is looked for once, not once a tag."""
        if self._next.get(closer, 0) < start:
            found = self.text.find(closer, start)
            self._next[closer] = found if found >= 0 else len(self.text) + 1
        end = self._next[closer]
        if end > len(self.text) or self.text.find(opener, start, end) >= 0:
            return -1
        return end

    def _take(self, match: re.Match[str]) -> int:
        text = self.text
        opener = match[0] if match[0] in _CLOSERS else "{{"
        closer = _CLOSERS.get(opener, "}}")
        inside = match.start() + len(opener)
        end = self._find_closer(closer, inside, opener)
        if end < 0 or (opener[0] == "{" and end - inside > _LONGEST):
            return match.end()
        stop = end + len(closer)
        match opener:
            case "{{<" | "{{%":
                self._shortcode(match.start(), inside, end, stop)
            case "{%":
                self._tag(match.start(), inside, end, stop)
            case "{{":
                self._partial(match.start(), inside, end, stop)
            case "{:":
                if not self._attribute_lists or "\n" in text[inside:end]:
                    return match.end()
                self._mask(match.start(), stop, "gap")
            case _:
                prints = text.startswith("=", inside) or text.startswith("php echo", inside)
                self._mask(match.start(), stop, "placeholder" if prints else "gap")
        return stop

    def _mask(self, start: int, end: int, kind: str) -> None:
        self.found.masks.append(Mask(start, end, kind))

    def _begin_code(self, closing: str, start: int) -> None:
        if self._code is None:
            found = self.found
            counts = len(found.masks), len(found.components), len(found.texts)
            self._code = closing, start, *counts

    def _ends_code(self, name: str, start: int, stop: int) -> bool:
        """Whether ``name`` ends the code under way; what was found inside is forgotten."""
        if self._code is None or self._code[0] != name:
            return False
        _, begin, masks, components, texts = self._code
        self._code = None
        found = self.found
        del found.masks[masks:], found.components[components:], found.texts[texts:]
        self._mask(begin, stop, "placeholder")
        if name == "endcomment":
            opening_end = self.text.find("%}", begin) + 2
            inner = self.text[opening_end:start].strip()
            found.comments.append(Comment(inner, begin, stop))
            found.masks[-1] = Mask(begin, stop, "gap")
        return True

    def _shortcode(self, start: int, inside: int, end: int, stop: int) -> None:
        text = self.text
        inner = text[inside:end].strip()
        if inner.startswith("/*") or not inner:  # shown as it is written, not run
            self._mask(start, stop, "placeholder")
            return
        name_match = _NAME.match(inner.lstrip("/"))
        name = name_match[1] if name_match else ""
        if inner.startswith("/"):
            if not self._ends_code("/" + name, start, stop):
                self._mask(start, stop, "gap")
            return
        name = name.rstrip("/")
        if name in _CODE and name in self._paired:
            self._begin_code("/" + name, start)
        elif name:
            self.found.components.append(Component(_component(name), start, stop))
            self._parameters(inside, end)
        self._mask(start, stop, "gap" if name in self._paired else "placeholder")

    def _tag(self, start: int, inside: int, end: int, stop: int) -> None:
        text = self.text
        inside += text.startswith(("-", "+"), inside)
        name_match = _NAME.match(text, inside, end)
        name = name_match[1] if name_match else ""
        if name.startswith("end"):
            if not self._ends_code(name, start, stop):
                self._mask(start, stop, "line" if name in _PARTING else "gap")
            return
        if name in _CONTROL:
            self._mask(start, stop, "line" if name in _PARTING else "gap")
            return
        if name in _CODE:
            self._begin_code("end" + name, start)
        elif name in _INCLUDE and name_match:
            argument = _ARGUMENT.match(text, name_match.end(), end)
            if argument:
                what = _component(argument[argument.lastindex or 0])
                self.found.components.append(Component(what, start, stop))
            self._parameters(inside, end)
        elif name:
            self.found.components.append(Component(_component(name), start, stop))
            self._parameters(inside, end)
            # {% unsubscribe 'Leave this list' %}: the one argument is what is printed.
            quoted = _QUOTED.match(text, inside, end)
            if quoted:
                self._say("body", "line", *quoted.span(quoted.lastindex or 0))
        self._mask(start, stop, "placeholder")

    def _partial(self, start: int, inside: int, end: int, stop: int) -> None:
        inside += self.text.startswith((">", "-"), inside)
        name_match = _NAME.match(self.text, inside, end)
        if name_match is None:
            return
        what = name_match[1]
        if not self.text.startswith("{{>", start):
            argument = _ARGUMENT.match(self.text, name_match.end(), end)
            what = argument[argument.lastindex or 0] if argument else ""
        if _component(what):
            self.found.components.append(Component(_component(what), start, stop))
        self._mask(start, stop, "placeholder")

    def _parameters(self, start: int, end: int) -> None:
        for match in _TEXT.finditer(self.text, start, end):
            place = ("alt-text", "alt") if match[1] == "alt" else ("body", "line")
            self._say(*place, *match.span(match.lastindex or 0))

    def _say(self, part: str, role: str, start: int, end: int) -> None:
        self.found.texts.append((part, role, whole(self.text, start, end)))


def find_templates(text: str, start: int = 0, *, attribute_lists: bool = False) -> Templates:
    """The template code in ``text`` from ``start`` on.

    With ``attribute_lists`` kramdown's ``{: .class rel="..."}`` is masked too.
    """
    return _Scan(text, start, attribute_lists=attribute_lists).found


_MERGE_TAG = re.compile(
    r"\*\|([A-Za-z][\w:. -]{0,60})\|\*|%%([\w ]{2,60})%%|\{\{\{?-?\s{0,9}([A-Za-z_$][\w.$]{0,80})"
)


def merge_tags(text: str, start: int = 0) -> list[Component]:
    """The merge tags of an e-mail by name: ``*|LIST:ADDRESS|*`` is ``list-address``."""
    found = []
    for match in _MERGE_TAG.finditer(text, start):
        name = kebab(match[match.lastindex or 0])
        if name:
            found.append(Component(name, match.start(), match.end()))
    return found
