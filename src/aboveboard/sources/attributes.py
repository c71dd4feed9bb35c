"""What the attributes of a tag say: links, texts, and whether the element can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.document import Link
from aboveboard.sources.blocks import cut, whole
from aboveboard.sources.htmltokens import Attribute, Token
from aboveboard.sources.references import decoded
from aboveboard.text import View

__all__ = ["is_hidden", "is_preheader", "is_web", "links", "texts", "value", "word"]

# ``href`` of these points to a resource of the page, not to where a reader can go.
_NO_LINKS = frozenset({"link", "base", "use", "image", "mj-font", "mj-include", "mj-base"})
_NO_TITLES = frozenset({"link", "style", "script", "iframe", "frame", "meta", "abbr", "math"})
_BUTTONS = frozenset({"submit", "button", "reset"})
_META = {
    "description": "description",
    "og:description": "description",
    "twitter:description": "description",
    "og:title": "title",
    "twitter:title": "title",
    "title": "title",
}
_NOT_WEB = re.compile(r"(?:#|(?:mailto|tel|sms|javascript|data|cid|about|blob):)", re.IGNORECASE)

_INVISIBLE = re.compile(
    r"(?:^|[;\s\"'])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
# mcnPreviewText is Mailchimp's, "preview-text" and "preheader" are everybody's.
_PREHEADER = re.compile(r"preheader|pre-header|preview-?text|^preview$", re.IGNORECASE)

# A JSX expression that is only a text: alt={"Our shop"}
_LITERAL = re.compile(r"""\{\s*+(?:"([^"\\]*+)"|'([^'\\]*+)'|`([^`\\$]*+)`)\s*+\}""")


def value(text: str, attribute: Attribute) -> View | None:
    """The attribute's value, character references resolved; None if it is not a text."""
    if attribute.form == "text":
        return decoded(text, attribute.start, attribute.end, attribute=True)
    if attribute.form == "expression":
        literal = _LITERAL.fullmatch(text, attribute.start, attribute.end)
        if literal is not None:
            return whole(text, *literal.span(literal.lastindex or 0))
    return None


def _get(text: str, token: Token, name: str) -> View | None:
    attribute = token.get(name)
    return value(text, attribute) if attribute else None


def word(text: str, token: Token, name: str) -> str:
    """The value of the attribute ``name`` in lower case, or an empty text."""
    view = _get(text, token, name)
    return view.text.strip().lower() if view else ""


def is_hidden(text: str, token: Token) -> bool:
    """Whether the element is not shown, by ``hidden`` or by its own ``style``."""
    for attribute in token.attributes:
        if attribute.name == "hidden" and attribute.form != "expression":
            return True
        if attribute.name == "style" and attribute.form == "text":
            return _INVISIBLE.search(text[attribute.start : attribute.end]) is not None
    return False


def is_preheader(text: str, token: Token) -> bool:
    """Whether the element's class or id says that it is an e-mail's preheader."""
    for attribute in token.attributes:
        if attribute.name in {"class", "id"} and attribute.form == "text":
            names = text[attribute.start : attribute.end].split()
            if any(_PREHEADER.search(name) for name in names):
                return True
    return False


def _stripped(view: View) -> View:
    start = len(view.text) - len(view.text.lstrip())
    return cut(view, start, max(start, len(view.text.rstrip())))


def is_web(url: str) -> bool:
    """Whether a link leads to another page: not to a mailbox, a telephone, a place nearby."""
    return not _NOT_WEB.match(url)


def links(text: str, token: Token) -> Iterator[Link]:
    """Where a reader can go from this element; addresses of mail and telephone are left out."""
    name = token.name.lower()
    targets = []
    if name not in _NO_LINKS:
        targets.append("href")
    if name == "form":
        targets.append("action")
    elif name in {"button", "input"}:
        targets.append("formAction" if token.get("formAction") else "formaction")
    for target in targets:
        view = _get(text, token, target)
        if view is None:
            continue
        view = _stripped(view)
        if view.text and is_web(view.text):
            yield Link(view, frozenset(word(text, token, "rel").split()))


def texts(text: str, token: Token, *, component: bool = False) -> Iterator[tuple[str, str, View]]:
    """Part, role and text of the attributes that are copy.

    They are: ``alt``, ``title`` and ``aria-label``; a button's ``value`` and a field's
    ``placeholder``; the content of the ``meta`` elements that describe a page.  The title of
    a ``component`` is usually printed above what it holds, so it belongs to the body.
    """
    name = token.name.lower()
    if name == "meta":
        key = word(text, token, "property") or word(text, token, "name")
        content = _get(text, token, "content")
        if key in _META and content is not None:
            part = _META[key]
            yield part, "line" if part == "title" else "paragraph", content
        return
    for attribute in token.attributes:
        match attribute.name:
            case "alt" | "aria-label":
                place = "alt-text", "alt"
            case "title" if name not in _NO_TITLES:
                place = ("body", "line") if component else ("alt-text", "alt")
            case "placeholder" if name in {"input", "textarea"}:
                place = "body", "line"
            case "value" if name == "input" and word(text, token, "type") in _BUTTONS:
                place = "body", "line"
            case _:
                continue
        view = value(text, attribute)
        if view is not None:
            yield *place, view
