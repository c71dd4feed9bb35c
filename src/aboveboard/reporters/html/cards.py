"""The markup of a post: its copy with marked phrases, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aboveboard.reporters.html.copytext import Segment
from aboveboard.reporters.html.headings import heading, opening
from aboveboard.reporters.html.markup import Child, Html, joined, link, tag
from aboveboard.reporters.html.model import BlockView, Note, PartView, Post
from aboveboard.reporters.html.relations import Other
from aboveboard.reporters.html.words import LINKED, VERDICT_WORDS, rule_anchor
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import one_line
from aboveboard.severity import gravest

__all__ = ["card"]

_SHORT = 700  # characters of copy that surely fit on a screen, and stay in view beside long notes


def card(post: Post) -> Html:
    """A post; one without findings is folded to a line."""
    return _Card(post).drawn()


def _rows(blocks: Sequence[BlockView]) -> Iterable[tuple[list[BlockView], list[BlockView]]]:
    """Blocks that share a margin: the first with their notes, and those that follow without any.

    The cells of a table stay together.
    """
    first: list[BlockView] = []
    rest: list[BlockView] = []
    for block in blocks:
        in_table = bool(first) and not rest and {block.role, first[-1].role} == {"cell"}
        if not first or in_table:
            first.append(block)
        elif block.notes:
            yield first, rest
            first, rest = [block], []
        else:
            rest.append(block)
    if first:
        yield first, rest


class _Card:
    """Draws one post; knows which marks have been drawn, so that notes can point back."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.severities = {note.number: note.finding.severity for note in post.notes}
        self.incoming = _incoming(post)  # stands at the first margin that there is
        self.anchors: dict[int, str] = {}  # number of a note: the id of its first mark

    def drawn(self) -> Html:
        post = self.post
        body = joined([self._part(part) for part in post.parts], self._loose())
        if self.incoming:
            body = joined(body, tag("div", self.incoming, class_="notes"))
        head = heading(post)
        folded = not post.notes and not post.incoming
        inner: Child = [head, tag("div", body, class_="body")]
        if folded and post.parts:
            summary = tag("summary", head, opening(post))
            inner = tag("details", summary, tag("div", body, class_="body"))
        return tag(
            "article",
            inner,
            id=f"post-{post.number}",
            class_=f"card {post.status}{' folded' if folded else ''}",
            tabindex="-1",
            aria_labelledby=f"name-{post.number}",
            data_status=post.status,
            data_platform=post.platform or None,
            data_account=post.account or None,
        )

    def _part(self, part: PartView) -> Html:
        title = None
        if len(self.post.parts) > 1 or not part.is_body:
            title = tag("h4", tag("bdi", one_line(part.title)), class_="part-title")
        return tag("section", title, [self._row(*row) for row in _rows(part.blocks)], class_="part")

    def _row(self, first: Sequence[BlockView], rest: Sequence[BlockView]) -> Html:
        size = sum(len(segment.text) for block in first for segment in block.segments)
        kind = "text short" if size <= _SHORT else "text"
        text = tag("div", [self._block(block) for block in first], class_=kind)
        notes = [self._note(note) for block in first for note in block.notes]
        others = [self._block(block) for block in rest]
        if self.incoming:
            notes.append(self.incoming)
            self.incoming = None
        return tag(
            "div",
            text,
            tag("div", notes, class_="notes") if notes else None,
            tag("div", others, class_="text rest") if others else None,
            class_="row",
        )

    def _block(self, block: BlockView) -> Html:
        role = block.role if block.role in _ROLES else "paragraph"
        said = [self._segment(segment) for segment in block.segments]
        return tag("p", said, class_=f"block {role}", dir="auto")

    def _segment(self, segment: Segment) -> Child:
        text = tag("code", segment.text) if segment.code else segment.text
        if not segment.notes:
            return text
        ids = [self._id(number) for number in segment.notes]
        # Of several findings the link leads to the one that ends here, or to the innermost.
        target = self._id(segment.ends[0] if segment.ends else segment.notes[-1])
        return tag(
            "a",
            tag("mark", text),
            id=self._anchor(segment),
            href=f"#{target}",
            class_=f"hit s-{gravest(self.severities[number] for number in segment.notes)}",
            data_f=" ".join(ids),
            data_n=", ".join(str(number) for number in segment.ends) or None,
            aria_describedby=" ".join(f"{name}-m" for name in ids),
        )

    def _anchor(self, segment: Segment) -> str | None:
        """The id of a mark that is the first of a finding."""
        new = [number for number in segment.notes if number not in self.anchors]
        if not new:
            return None
        anchor = f"m{self.post.number}-{new[0]}"
        self.anchors |= dict.fromkeys(new, anchor)
        return anchor

    def _id(self, number: int) -> str:
        return f"f{self.post.number}-{number}"

    def _loose(self) -> Html | None:
        """The notes that stand beside no block, each with its phrase in the source."""
        if not self.post.loose:
            return None
        rows = []
        for note in self.post.loose:
            excerpt = None
            if note.excerpt:
                said = [self._segment(segment) for segment in note.excerpt]
                excerpt = tag("p", said, class_="block excerpt", dir="auto")
            rows.append(
                tag(
                    "div",
                    tag("div", tag("p", place_of(note), class_="place"), excerpt, class_="text"),
                    tag("div", self._note(note), class_="notes"),
                    class_="row",
                )
            )
        title = None
        if self.post.parts:
            title = tag("h4", "Besides the visible copy", class_="part-title")
        return tag("section", title, rows, class_="part loose")

    def _note(self, note: Note) -> Html:
        finding = note.finding
        name = self._id(note.number)
        anchor = self.anchors.get(note.number)
        number = tag("span", str(note.number), class_="number")
        if anchor:
            back = f"Note {note.number}: back to the phrase"
            number = tag("a", note.number, href=f"#{anchor}", class_="number", aria_label=back)
        return tag(
            "div",
            tag(
                "p",
                number,
                tag("strong", finding.severity.capitalize(), class_="severity"),
                tag("span", VERDICT_WORDS.get(finding.verdict, finding.verdict), class_="verdict"),
                class_="note-head",
            ),
            tag("p", one_line(finding.message), id=f"{name}-m", class_="message", dir="auto"),
            _advice(name, finding.advice, "Instead", "Copy advice", "advice"),
            _advice(name, finding.settles, "Settled by", "Copy fact line", "settles"),
            _others("Does not fit", note.others),
            _rests_on(note),
            id=name,
            class_=f"note s-{finding.severity}",
            tabindex="-1",
            role="note",
            aria_label=f"Note {note.number}, {finding.severity}",
            data_severity=finding.severity,
            data_category=finding.category,
            data_verdict=finding.verdict,
        )


_ROLES = frozenset({"paragraph", "heading", "item", "cell", "alt", "link", "line", "address"})


def place_of(note: Note) -> str:
    """Where in its file a finding stands."""
    finding = note.finding
    part = "" if finding.part in {"", "body"} else f", {finding.label or finding.part}"
    return f"line {finding.line}, column {finding.column}{part}"


def _advice(name: str, words: str, label: str, button: str, kind: str) -> Html | None:
    if not words:
        return None
    target = f"{name}-{kind[0]}"
    said = tag("code" if kind == "settles" else "span", words, id=target, class_="words")
    copy = tag(
        "button",
        tag("span", "Copy", aria_hidden="true"),
        type="button",
        class_="copy",
        data_copy=target,
        aria_label=button,
        hidden=True,
    )
    return tag("p", tag("b", label), " ", said, " ", copy, class_=kind)


def _rests_on(note: Note) -> Html:
    cited: list[Child] = []
    for cite in note.cites:
        cited += [link(cite.url, cite.title), "; "]
    if note.more_cites:
        cited += [f"{counted(note.more_cites, 'other')}; "]
    rule = note.finding.rule_id
    name: Child = tag("code", rule)
    if note.has_entry:
        name = tag("a", name, href=f"#{rule_anchor(rule)}", aria_label=f"Rule {rule}: why")
    return tag("p", cited, name, class_="cites")


# --- other posts ------------------------------------------------------------------------


def _incoming(post: Post) -> Html | None:
    one = len(post.incoming) == 1 and not post.incoming[0].more
    words = "Another post does not fit this one" if one else "Other posts do not fit this one"
    return _others(words, post.incoming)


def _others(words: str, others: Sequence[Other]) -> Html | None:
    if not others:
        return None
    said = [tag("li", _other(other)) for other in others]
    sign = tag("span", LINKED, aria_hidden="true", class_="sign")
    return tag("div", tag("p", sign, f" {words}:"), tag("ul", said), class_="others")


def _other(other: Other) -> Child:
    if other.more:
        return f"and {counted(other.more, 'other post')}"
    day = f", {other.day.day} {other.day:%b}" if other.day is not None else ""
    name = tag("bdi", one_line(other.name) + day)
    if other.number is not None:
        name = tag("a", name, href=f"#post-{other.number}")
    # What it says begins with its day, which stands in the link already.
    said = one_line(other.message)
    if other.day is not None:
        said = said.removeprefix(f"{other.day.isoformat()}: ")
    return [name, ": " if said else None, tag("bdi", said)]
