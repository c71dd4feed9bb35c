"""What the tags of HTML and MJML mean to a reader of copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aboveboard.document import Comment, Component
from aboveboard.sources import attributes
from aboveboard.sources.blocks import OBJECT
from aboveboard.sources.elements import (
    CODE,
    IMPLIED_END,
    OBJECTS,
    OPTIONAL_END,
    UNSEEN,
    VOID,
    component_name,
    is_block,
    role_of,
)
from aboveboard.sources.flow import Element, Flow, Notice
from aboveboard.sources.htmltokens import Token
from aboveboard.sources.masks import Mask

__all__ = ["Markup"]

_LOOK_BACK = 100  # open elements; an end is not implied for one further up
_NOTHING: frozenset[str] = frozenset()


class Markup(Flow):
    """A flow that understands tags.

    ``title`` is the part that a page's title belongs to.  With ``preheaders`` the first
    hidden text in front of all visible text is the preheader, as in e-mails.
    """

    def __init__(
        self,
        text: str,
        masks: Sequence[Mask] = (),
        *,
        bare_links: bool = False,
        title: str = "title",
        preheaders: bool = False,
    ) -> None:
        super().__init__(text, masks, bare_links=bare_links)
        self.title = title
        self.preheaders = preheaders
        self.language = ""

    def read(self, stream: Iterable[Token]) -> None:
        """Take the tokens of a piece of HTML."""
        for token in stream:
            match token.kind:
                case "text" | "rcdata":
                    self.add(token.start, token.end, references=True)
                case "start":
                    self._start_tag(token)
                case "end":
                    self._end_tag(token)
                case "comment":
                    self.comment(token)
                case "declaration" if not token.closed:
                    self._warn_unclosed("a tag", token.start)

    def comment(self, token: Token) -> None:
        """Take a comment."""
        inner = self.text[slice(*token.inner)].strip()
        self.comments.append(Comment(inner, token.start, token.end))
        self.darken(token.start, token.end)
        if not token.closed:
            self._warn_unclosed("a comment", token.start)

    def _warn_unclosed(self, what: str, start: int) -> None:
        self.notices.append(
            Notice(
                start,
                f"{what} begins here and is never closed; what comes after it was not checked",
            )
        )

    def collect(self, token: Token, *, jsx: bool = False) -> bool:
        """Take what a tag says by itself, name and attributes; whether it is a link."""
        component = component_name(token.written, jsx=jsx)
        if component:
            self.components.append(Component(component, token.start, token.end))
        if not token.attributes:
            return False
        found = list(attributes.links(self.text, token))
        self.links += found
        for part, role, view in attributes.texts(self.text, token, component=bool(component)):
            self.say(self.title if part == "title" else part, role, view)
        if token.name in {"html", "mjml"} and not self.language:
            self.language = attributes.word(self.text, token, "lang")
        return bool(found)

    # --- tags -----------------------------------------------------------------------------

    def _start_tag(self, token: Token) -> None:
        name = token.name
        block = is_block(name)
        if block:
            self._end_implied(name, token.start)
            self.flush()
        if name in {"cite", "footer"}:
            self.cite()
        elif name == "figure":
            self._last_quote = None  # a caption speaks of what is in its own figure
        elif name == "figcaption" and self.is_open("figure"):
            self.cite_last()
        is_link = not self.hidden and self.collect(token)
        unseen = attributes.is_hidden(self.text, token)
        if name == "br":
            self.put("\n", token.start, token.end, "line")
        elif name in OBJECTS and not unseen:
            self.put(OBJECT, token.start, token.end, "code")
        if name in VOID or token.self_closing:
            return
        effect, part = self._effect(token, unseen)
        if effect == "code" and not block:
            self.put(OBJECT, token.start, token.end, "code")
        element = Element(
            name,
            token.start,
            effect,
            part,
            is_link=is_link,
            ends_block=block,
            optional_end=name in OPTIONAL_END,
            # A text that is only hidden is a preheader if it says something.
            settled=not unseen if effect == "part" else token.get("cite") is not None,
        )
        self.enter(element, role_of(name, self._roles[-1]) if block else "")

    def _effect(self, token: Token, unseen: bool) -> tuple[str, str]:
        """What the element does to the text inside, and the part that this goes to."""
        name = token.name
        if name in UNSEEN:
            return "hidden", ""
        if name in CODE:
            return "code", ""
        if name in {"title", "desc", "metadata", "defs"} and self.is_open("svg"):
            return "hidden", ""
        if self.hidden or self.apart:
            return ("hidden" if unseen else ""), ""
        if name in {"title", "mj-title"}:
            return "part", self.title
        if name == "mj-preview" or (self.preheaders and attributes.is_preheader(self.text, token)):
            return "part", "preheader"
        if unseen:
            first = self.preheaders and not self.shown and "preheader" not in self.parts
            return ("part", "preheader") if first else ("hidden", "")
        return ("quote" if name == "blockquote" else ""), ""

    def _end_implied(self, name: str, position: int) -> None:
        """Close what the start tag ``name`` closes without an end tag: ``<p>``, ``<li>`` ..."""
        if self.is_open("p"):
            for element in reversed(self._open[-_LOOK_BACK:]):
                if element.name == "p":
                    self.leave("p", position)
                    break
                if element.ends_block:
                    break
        ends, barriers = IMPLIED_END.get(name, (_NOTHING, _NOTHING))
        if any(self.is_open(end) for end in ends):
            for element in reversed(self._open[-_LOOK_BACK:]):
                if element.name in ends:
                    self.leave(element.name, position)
                    break
                if element.name in barriers or element.name[0] == "#":
                    break

    def _end_tag(self, token: Token) -> None:
        if is_block(token.name):
            self.flush()
        if token.name == "br":  # "</br>" breaks a line too
            self.put("\n", token.start, token.end, "line")
        else:
            self.leave(token.name, token.end)
