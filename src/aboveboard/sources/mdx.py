"""What MDX adds to Markdown: JSX tags, expressions in braces, imports and exports.

Found by one walk over the text, which steps over code, and never raises, however broken the
JSX is: what is no tag stays text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from aboveboard.document import Comment
from aboveboard.sources import attributes
from aboveboard.sources.elements import CODE, OBJECTS, UNSEEN, component_name, is_block
from aboveboard.sources.flow import Notice
from aboveboard.sources.htmltokens import Token, jsx_tag
from aboveboard.sources.jsx import Braces
from aboveboard.sources.markup import Markup
from aboveboard.sources.masks import Mask

__all__ = ["Jsx", "find_jsx"]


@dataclass
class Jsx:
    """The JSX of a text, in order."""

    masks: list[Mask] = field(default_factory=list)
    tags: list[Token] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def tell(self, flow: Markup) -> None:
        """Give a flow what the tags and comments say by themselves."""
        opened: list[int] = []  # links that wait for their end tag
        for token in self.tags:
            if token.kind == "start":
                if flow.collect(token, jsx=True) and not token.self_closing:
                    opened.append(token.start)
            elif opened and token.name == "a":
                flow.mark_link(opened.pop(), token.end)
        flow.comments += self.comments
        flow.notices += self.notices

    def cites(self) -> list[int]:
        """Where the source of a quotation is named."""
        return [token.start for token in self.tags if token.name in {"cite", "footer"}]


_FENCE = r"(?<![^\r\n])[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?+(?:`{3,}+|~{3,}+)"
# Prose may begin with "export" too; a statement goes on like this.
_STATEMENT = (
    r"(?<![^\r\n])(?:import(?=\s+[\w*{$][^\r\n]*|\s*[\"'{])"
    r"|export(?=\s+(?:const|let|var|function|default|class|async|type|interface|enum)\b|\s*[{*]))"
)
_NEXT = re.compile(
    rf"(?P<fence>{_FENCE})|(?P<esm>{_STATEMENT})|(?P<ticks>`++)|\\.|<(?=[A-Za-z_$/>!])|\{{",
    re.DOTALL,
)
_IMPORT = re.compile(r"import\s*+[\w$*,{}\s]{0,500}+[\"']")
_FENCE_END = re.compile(r"(?<![^\r\n])[ \t>]*+(`{3,}+|~{3,}+)[ \t]*+(?=[\r\n]|\Z)")
_TICKS = re.compile(r"`++")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*+(?=[\r\n]|\Z)")
_LINE_END = re.compile(r"[\r\n]|\Z")
_COMMENT = re.compile(r"\{\s*+/\*(.*)\*/\s*+\}", re.DOTALL)
_LITERAL = re.compile(r"""\{\s*+("[^"\\\r\n]*+"|'[^'\\\r\n]*+'|`[^`\\$]*+`)\s*+\}""")


class _Walk:
    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.found = Jsx()
        self._braces = Braces(text)
        self._ticks: dict[int, list[int]] = {}
        for run in _TICKS.finditer(text, start):
            self._ticks.setdefault(len(run[0]), []).append(run.start())
        self._blank = -1
        self._comments_close = True
        # The element under way whose content is not copy: name, start, how often it is open,
        # and how much was known when it opened.
        self._region: tuple[str, int, int, int, int] | None = None
        position = start
        while match := _NEXT.search(text, position):
            position = self._take(match)
        if self._braces.unclosed is not None:
            self.found.notices.append(
                Notice(self._braces.unclosed, "a '{' stands here that is never closed")
            )

    def _take(self, match: re.Match[str]) -> int:
        start = match.start()
        if match["fence"]:
            marks = match[0].lstrip(" \t>-*+.)0123456789")
            return self._fence_end(marks, match.end())
        if match["esm"]:
            return self._statement(start, match.end())
        if match["ticks"]:
            return self._code_end(start)
        match match[0]:
            case "{":
                return self._expression(start)
            case "<":
                return self._tag(start)
        return match.end()

    # --- code -----------------------------------------------------------------------------

    def _fence_end(self, marks: str, position: int) -> int:
        """Where the code that ``marks``, which end at ``position``, fence in ends."""
        line_end = _LINE_END.search(self.text, position)
        info_end = line_end.start() if line_end else len(self.text)
        if marks[0] == "`" and self.text.find("`", position, info_end) >= 0:
            return self._code_end(position - len(marks))  # no fence: code inside a line
        for close in _FENCE_END.finditer(self.text, info_end):
            if close[1][0] == marks[0] and len(close[1]) >= len(marks):
                return close.end()
        return len(self.text)

    def _code_end(self, start: int) -> int:
        """Where the code span that begins at ``start`` ends; or, if none does, its backticks."""
        run = _TICKS.match(self.text, start)
        if run is None:
            return start + 1
        starts = self._ticks.get(len(run[0]), [])
        index = bisect_right(starts, start)
        if index < len(starts) and starts[index] < self._next_blank(start):
            return starts[index] + len(run[0])
        return run.end()

    def _next_blank(self, position: int) -> int:
        if self._blank < position:
            found = _BLANK.search(self.text, position)
            self._blank = found.start() if found else len(self.text)
        return self._blank

    # --- JavaScript -----------------------------------------------------------------------

    def _statement(self, start: int, word_end: int) -> int:
        if self.text.startswith("import", start):
            clause = _IMPORT.match(self.text, start)
            if clause is None or not clause[0][:-1].rstrip().endswith(("from", "import")):
                return word_end  # prose: "import duties rose"
        end = self._braces.statement_end(start)
        self._mask(start, end, "block")
        return end

    def _expression(self, start: int) -> int:
        end = self._braces.end(start)
        if end < 0:
            return start + 1
        comment = _COMMENT.fullmatch(self.text, start, end)
        literal = _LITERAL.fullmatch(self.text, start, end)
        if comment is not None:
            self.found.comments.append(Comment(comment[1].strip(), start, end))
            self._mask(start, end, "gap")
        elif literal is not None:  # {" "} and {"words"} are text
            self._mask(start, literal.start(1) + 1, "gap")
            self._mask(literal.end(1) - 1, end, "gap")
        else:
            self._mask(start, end, "placeholder")
        return end

    # --- tags -----------------------------------------------------------------------------

    def _tag(self, start: int) -> int:
        if self.text.startswith("<!--", start):
            close = self.text.find("-->", start + 4) if self._comments_close else -1
            if close < 0:
                self._comments_close = False
                return start + 4
            inner = self.text[start + 4 : close].strip()
            self.found.comments.append(Comment(inner, start, close + 3))
            self._mask(start, close + 3, "gap")
            return close + 3
        token = jsx_tag(self.text, start, self._braces)
        if token is None:
            return start + 1
        if not self._in_region(token):
            self.found.tags.append(token)
            self._mask(token.start, token.end, _kind(token))
        return token.end

    def _in_region(self, token: Token) -> bool:
        """Begin, go on with or end an element whose content is not copy."""
        if self._region is None:
            hides = token.name in UNSEEN or token.name in CODE
            if (
                token.kind == "start"
                and not token.self_closing
                and (hides or attributes.is_hidden(self.text, token))
            ):
                found = self.found
                self._region = token.name, token.start, 1, len(found.masks), len(found.tags)
                return False
            return False
        name, start, depth, masks, tags = self._region
        if token.name == name and not token.self_closing:
            depth += 1 if token.kind == "start" else -1
            self._region = name, start, depth, masks, tags
            if depth == 0:
                self._region = None
                del self.found.masks[masks:], self.found.tags[tags:]
                kind = "object" if name in CODE or name in OBJECTS else "gap"
                self._mask(start, token.end, "block" if is_block(name) else kind)
                return True
        return False

    def _mask(self, start: int, end: int, kind: str) -> None:
        self.found.masks.append(Mask(start, end, kind))


def _kind(token: Token) -> str:
    """What stands in the place of a tag."""
    name = token.name
    if name == "br":
        return "line"
    if is_block(name):
        return "block"
    if name in OBJECTS or (token.self_closing and component_name(token.written, jsx=True)):
        return "object"
    return "gap"


def find_jsx(text: str, start: int = 0) -> Jsx:
    """The JSX, expressions and statements in the MDX ``text`` from ``start`` on."""
    return _Walk(text, start).found
