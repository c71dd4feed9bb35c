"""Front matter: the block of data at the top of a Markdown or HTML file.

YAML between ``---``, TOML between ``+++``, or JSON in braces.  It gives texts that are copy
(titles, descriptions, social texts), facts, and suppressions.  A block that cannot be read is
a problem that is reported; the body below it is read all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aboveboard.document import Block, Comment, Component, Problem, Source
from aboveboard.facts import Facts
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import MAX_CHARACTERS, Node, YamlError, parse_yaml
from aboveboard.sources.frontfacts import read_facts_of
from aboveboard.sources.frontfields import fields_of
from aboveboard.sources.jsx import Braces
from aboveboard.sources.yamlcomments import directives

__all__ = ["FrontMatter", "read_front_matter"]


@dataclass
class FrontMatter:
    """What a front matter says; ``body`` is the offset at which the text below it begins."""

    body: int = 0
    fields: list[tuple[str, Block]] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    components: list[Component] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    ignores: list[Comment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a front matter stands: the data between its fences, and the body after it."""

    syntax: str
    start: int
    end: int
    body: int


_LINE_END = r"[ \t]*+(?:\r\n|\r|\n|\Z)"
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*+(?:\r\n|\r|\n)")
_CLOSING = {
    "---": re.compile(rf"(?<=[\r\n])(?:---|\.\.\.){_LINE_END}"),
    "+++": re.compile(rf"(?<=[\r\n])\+\+\+{_LINE_END}"),
}
_SYNTAX = {"---": "yaml", "+++": "toml", "{": "json"}
_JSON = re.compile(r"\{\s*+(?:\"|\}\s*+\Z)")
_AFTER_JSON = re.compile(_LINE_END)
# A line that only data begins with; prose between two rules does not look like this.
_KEY = {
    "yaml": re.compile(r"(?<=[\r\n])[\w-]++:(?=[ \t\r\n]|\Z)"),
    "toml": re.compile(r"(?<=[\r\n])(?:[\w.-]++[ \t]*+=|\[)"),
    "json": re.compile(r"\"[^\"\r\n]++\"\s*+:"),
}
_NAME = re.compile(r"[\w.-]+")
# YAML has no surrogate pairs, and not every YAML parser takes a tab for a space.
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


def _find(text: str) -> tuple[_Place | None, str]:
    """Where the front matter stands; or None and, if it is never closed, its first mark."""
    opening = _OPENING.match(text)
    if opening is not None:
        fence = opening[1]
        close = _CLOSING[fence].search(text, opening.end())
        if close is None:
            meant = _KEY[_SYNTAX[fence]].match(text, opening.end())
            return None, fence if meant else ""
        return _Place(_SYNTAX[fence], opening.end(), close.start(), close.end()), ""
    if _JSON.match(text):
        end = Braces(text, min(len(text), MAX_CHARACTERS)).end(0)
        if end < 0:
            return None, "{"
        after = _AFTER_JSON.match(text, end)
        if after is not None:
            return _Place("json", 0, end, after.end()), ""
    return None, ""


def _parse(text: str, place: _Place) -> Node | None:
    """The data, with marks that count in the whole ``text``."""
    if place.syntax == "toml":
        from aboveboard.sources.tomlnodes import parse_toml  # few files need it

        return parse_toml(text, place.start, place.end)
    if place.syntax == "json":
        shown = text[: place.end].replace("\t", " ")
        return parse_yaml(_PAIR.sub(r"\\ufffd\\ufffd", shown))
    # As a comment the opening fence keeps its place, and all offsets stay.
    return parse_yaml("#" + text[1 : place.end])


def read_front_matter(text: str, name: str, source: Source) -> FrontMatter:
    """The front matter of ``text``, whose ``source`` this is; an empty one where none stands.

    ``name`` is the document's, for problems.
    """
    matter = FrontMatter()
    place, unclosed = _find(text)
    if place is None:
        if unclosed:
            closer = "}" if unclosed == "{" else unclosed
            matter.problems.append(
                Problem(
                    name,
                    1,
                    f"the front matter that begins here is never closed with '{closer}'; "
                    "it was read as text",
                    column=1,
                )
            )
        return matter

    def report(mark: Mark, message: str, level: str = "error") -> None:
        # Lines are counted as editors do; YAML knows more line ends than they.
        line, column = source.position(min(mark.offset, len(text)))
        matter.problems.append(Problem(name, line, message, level, column))

    try:
        root = _parse(text, place)
    except YamlError as error:
        if not _KEY[place.syntax].search(text, place.start, place.end):
            return matter  # prose between two thematic breaks
        matter.body = place.body
        message = f"{error.message}; {error.hint}" if error.hint else error.message
        report(error.mark, f"the front matter cannot be read: {message}")
        return matter
    if root is not None and not any(_NAME.fullmatch(key.text) for key, _ in root.pairs()):
        return matter  # a list, or a sentence with a colon: no data that a site could use
    matter.body = place.body
    if root is not None:
        matter.fields = list(fields_of(root, text, place.syntax))
        found = read_facts_of(root, report)
        matter.facts, matter.components, matter.ignores = (
            found.facts,
            found.components,
            found.ignores,
        )
        if place.syntax != "json":
            matter.comments = directives(text, [root], place.start, place.end)
    return matter
