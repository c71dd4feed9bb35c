"""Tweets in files, as twitter-together posts them from a repository.

A ``.tweet`` file may begin with front matter.  A line ``---`` ends a tweet and begins the next
of a thread, which may have front matter of its own.  Lines ``( ) option`` at the end of a tweet
are a poll.  A file is one document: a label in one tweet of a thread counts for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from aboveboard.document import Block, Comment, Document, Link, Part, Problem, Source
from aboveboard.facts import Facts
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node, YamlError, parse_yaml
from aboveboard.sources.blocks import pieces, whole
from aboveboard.sources.frontfacts import Found, read_facts_of
from aboveboard.sources.moments import read_moment
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.plain import part_from_view
from aboveboard.sources.scalars import node_view
from aboveboard.sources.yamlcomments import directives
from aboveboard.sources.yamlposts import moved

__all__ = ["read"]

_LINE_END = r"[ \t]*+(?:\r\n|\r|\n|\Z)"
_OPENING = re.compile(r"---[ \t]*+(?:\r\n|\r|\n)")
_CLOSING = re.compile(rf"(?<=[\r\n])---{_LINE_END}")
_LINE = re.compile(r"[^\r\n]++")
_OPTION = re.compile(r"\([ \t]?\)[ \t]++(?=\S)")


@dataclass
class _Thread:
    """A file on its way to a document."""

    text: str
    name: str
    source: Source
    date_order: str | None = None
    parts: dict[str, str | Part] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    ignores: list[Comment] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, mark: Mark, message: str, level: str = "error") -> None:
        line, column = self.source.position(min(mark.offset, len(self.text)))
        self.problems.append(Problem(self.name, line, message, level, column))

    def say(self, name: str, blocks: list[Block], links: tuple[Link, ...] = ()) -> None:
        """Add a part; of a thread the second is called ``body-2``."""
        if not blocks:
            return
        number = self.numbers[name] = self.numbers.get(name, 0) + 1
        free = name if number == 1 else f"{name}-{number}"
        self.parts[free] = Part(free, self.source, tuple(blocks), links)


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """A tweet or a thread: one document.

    Its parts are ``body``, ``body-2`` ..., ``poll`` and ``alt-text``.
    """
    thread = _Thread(text, name, Source(text), options.date_order)
    start = 0
    while start < len(text):
        start = _take_tweet(thread, start)
    yield from thread.problems
    parts = thread.parts
    if thread.comments and parts:
        first = next(iter(parts.values()))
        assert isinstance(first, Part)
        parts[first.name] = Part(
            first.name,
            first.source,
            first.blocks,
            first.links,
            comments=tuple(thread.comments),
        )
    facts = thread.facts.over(Facts({"platform": "x"}))
    if not parts:
        parts["body"] = Part("body", thread.source)
    yield Document(name, parts, facts, ignores=tuple(thread.ignores))


def _take_tweet(thread: _Thread, start: int) -> int:
    """Take the tweet that begins at ``start``, and say where the next one begins."""
    text = thread.text
    root, body = _front_matter(thread, start)
    delimiter, poll = "---", False
    if root is not None:
        _take_front(thread, root, start, body)
        poll = _take_options(thread, root.get("poll"))
        said = root.get("thread-delimiter")
        if said is not None and said.kind == "text" and said.text.strip():
            delimiter = said.text.strip()
    split = re.compile(rf"(?<=[\r\n]){re.escape(delimiter)}{_LINE_END}").search(text, body)
    end = split.start() if split else len(text)
    after = split.end() if split else len(text)
    first_option = end if poll else _first_option(text, body, end)
    part = part_from_view("body", thread.source, whole(text, body, first_option))
    thread.say("body", list(part.blocks), part.links)
    thread.say("poll", list(_options(text, first_option, end)))
    _take_media(thread, root)
    return after


def _front_matter(thread: _Thread, start: int) -> tuple[Node | None, int]:
    """The front matter at ``start``, and where the tweet after it begins."""
    text = thread.text
    opening = _OPENING.match(text, start)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None, start
    try:
        root = parse_yaml(text[opening.end() : closing.start()])
    except YamlError as error:
        message = f"{error.message}; {error.hint}" if error.hint else error.message
        place = Mark(1, 1, opening.end() + error.mark.offset)
        thread.report(place, f"the front matter cannot be read: {message}")
        return None, closing.end()
    if root is None:
        return None, closing.end()
    if root.kind != "mapping":
        return None, opening.end()  # copy between two lines
    return moved(root, opening.end(), thread.source), closing.end()


def _take_front(thread: _Thread, root: Node, start: int, end: int) -> None:
    """Facts and suppressions of a front matter; those of the first tweet weigh most."""
    found: Found = read_facts_of(root, thread.report)
    thread.facts = thread.facts.over(found.facts)
    thread.ignores += found.ignores
    thread.comments += directives(thread.text, [root], start, end)
    schedule = root.get("schedule")
    if schedule is None or schedule.kind != "text" or schedule.is_empty:
        return
    try:
        moment = read_moment(schedule.text, thread.date_order)
    except ValueError as error:
        thread.report(schedule.start, f"'schedule' is not read: it must be {error}", "notice")
    else:
        thread.facts = thread.facts.over(Facts({"published": moment}))


def _texts(nodes: list[Node], text: str, role: str) -> list[Block]:
    views = (node_view(text, node) for node in nodes if node.kind == "text" and not node.is_empty)
    return [Block(piece, role) for view in views for piece in pieces(view)]


def _take_options(thread: _Thread, poll: Node | None) -> bool:
    """The options of a poll in front matter; whether there are any."""
    if poll is None or poll.kind != "list":
        return False
    blocks = _texts(poll.items(), thread.text, "item")
    thread.say("poll", blocks)
    return bool(blocks)


def _take_media(thread: _Thread, root: Node | None) -> None:
    media = root.get("media") if root is not None else None
    if media is None:
        return
    alts = [item.get("alt") for item in media.items()]
    thread.say("alt-text", _texts([alt for alt in alts if alt], thread.text, "alt"))


# --- polls in the text --------------------------------------------------------------------


def _line_before(text: str, start: int, end: int) -> int:
    """Where the line begins that ends at ``end``."""
    return max(text.rfind("\n", start, end), text.rfind("\r", start, end), start - 1) + 1


def _first_option(text: str, start: int, end: int) -> int:
    """Where the options at the end of a tweet begin; its end where it has none."""
    first = reached = end
    while reached > start:
        while reached > start and text[reached - 1].isspace():
            reached -= 1
        begin = _line_before(text, start, reached)
        if not _OPTION.match(text, begin, reached):
            break
        first = reached = begin
    return first


def _options(text: str, start: int, end: int) -> Iterator[Block]:
    for line in _LINE.finditer(text, start, end):
        option = _OPTION.match(text, line.start(), line.end())
        if option is not None:
            for piece in pieces(whole(text, option.end(), line.end())):
                yield Block(piece, "item")
