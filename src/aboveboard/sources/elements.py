"""What the elements of HTML, MJML and component files mean to a reader of copy.

Names: the index of the HTML standard (https://html.spec.whatwg.org/multipage/indices.html)
and the MJML documentation (https://documentation.mjml.io/).
"""

from __future__ import annotations

import re

__all__ = [
    "BLOCK",
    "CODE",
    "IMPLIED_END",
    "OBJECTS",
    "OPTIONAL_END",
    "UNSEEN",
    "VOID",
    "component_name",
    "is_block",
    "kebab",
    "role_of",
]

BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "iframe legend li main menu nav noscript ol optgroup option p pre search section select "
    "summary table tbody td template textarea tfoot th thead title tr ul video audio".split()
)
"""Elements at whose edges a text ends; every MJML element is one too."""

VOID = frozenset(
    "area base br col embed hr img input keygen link meta param source track wbr "
    "mj-image mj-divider mj-spacer".split()
)
"""Elements that have no end tag."""

UNSEEN = frozenset(
    "script style template noscript textarea iframe noembed noframes xmp object audio video canvas "
    "datalist map mj-style mj-attributes mj-html-attributes mj-breakpoint".split()
)
"""Elements whose content a reader of the page does not see, or that is not the writer's copy.

``noscript`` holds counting pixels and "please enable JavaScript"; a ``textarea`` holds what
somebody will type, or code to be copied.
"""

CODE = frozenset({"code", "kbd", "samp", "pre", "tt", "listing", "plaintext"})
"""Elements whose content is seen, but is code."""

OBJECTS = frozenset(
    {"img", "input", "embed", "object", "svg", "canvas", "audio", "video", "iframe"}
)
"""Elements that are seen and are no words: what stands left and right of one is no phrase."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "legend", "summary"})
_ITEMS = frozenset({"li", "dt", "dd", "option", "mj-li"})
_CELLS = frozenset({"td", "th"})
_LINES = frozenset({"button", "title", "mj-button", "mj-title", "mj-navbar-link"})

# Which open elements a start tag ends, and which element it does not look beyond.
IMPLIED_END = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select", "optgroup"})),
}

OPTIONAL_END = frozenset(IMPLIED_END) | {"p", "thead", "tbody", "tfoot", "body", "html", "head"}
"""Elements that may end without an end tag."""

_INLINE = frozenset(
    "a abbr acronym area b base basefont bdi bdo big blink br canvas cite code col colgroup data "
    "datalist del dfn em embed font frame i image img input ins isindex kbd keygen label link "
    "map mark marquee math meta meter nobr object output param picture portal progress q rb rp "
    "rt rtc ruby s samp script slot small source span strike strong style sub sup svg tt track "
    "u var wbr".split()
)
# SVG and MathML names with a hyphen, which are no custom elements.
_RESERVED = frozenset(
    "annotation-xml color-profile font-face font-face-src font-face-uri font-face-format "
    "font-face-name missing-glyph".split()
)


def is_block(name: str) -> bool:
    """Whether a text ends where the element ``name`` begins or ends."""
    return name in BLOCK or name.startswith("mj-")


def role_of(name: str, around: str) -> str:
    """The role of a text directly inside the element ``name``, which stands in ``around``."""
    if name in _HEADINGS:
        return "heading"
    if name in _ITEMS:
        return "item"
    if name in _CELLS:
        return "cell"
    if name in _LINES:
        return "line"
    # A paragraph inside an item is still that item's text; inside a cell it is a paragraph,
    # because e-mails lay out whole letters in tables.
    return around if around in {"item", "heading"} else "paragraph"


_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def kebab(name: str) -> str:
    """``AffiliateDisclosure`` and ``affiliate_disclosure`` as ``affiliate-disclosure``."""
    return _SEPARATORS.sub("-", _HUMPS.sub("-", name).lower()).strip("-")


def component_name(written: str, *, jsx: bool = False) -> str:
    """The component's name, if a tag written like this is a component; else an empty text.

    In JSX a capital or a dot makes a component.  In HTML it is a custom element
    (``affiliate-disclosure``), or a name with a capital that HTML does not know.
    """
    if jsx:
        is_component = written[:1].isupper() or "." in written or "-" in written
    else:
        name = written.lower()
        known = name in BLOCK or name in _INLINE or name in _RESERVED or name.startswith("mj")
        camel = written[:1].isupper() and not written.isupper()
        is_component = not known and ("-" in written or camel)
    return kebab(written) if is_component else ""
