"""Suppressions: findings that someone answered for, with a rule and a reason.

A directive stands in a comment::

    <!-- aboveboard: ignore urgency/last-chance -- real, ends 30 Nov -->

``ignore`` covers its own line or, when it stands alone, what follows: an element with all
that is in it, else the lines up to the next blank one.  ``ignore-start`` and ``ignore-end``
cover what is between them, ``ignore-file`` the document.  ``until 2026-12-31`` before the
reason ends it.  A directive that is malformed, unused or expired is a finding itself; one
that is malformed covers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import regex

from aboveboard.document import Comment, Document, Part, Source
from aboveboard.findings import Finding
from aboveboard.latepattern import late_pattern
from aboveboard.settings import Excuse
from aboveboard.suggest import did_you_mean

__all__ = ["BUILT_IN", "Outcome", "Suppression", "excuse", "suppress"]

BUILT_IN = {
    "suppression/malformed": (
        "A suppression that cannot be read",
        "Write: aboveboard: ignore RULE -- reason.",
    ),
    "suppression/unused": (
        "A suppression that suppresses nothing",
        "Remove it, so that it cannot hide something later.",
    ),
    "suppression/expired": (
        "A suppression whose time is over",
        "Remove it, or look again and give it a new date.",
    ),
}
"""Rules of the engine itself: title and advice by id."""

_DIRECTIVE = late_pattern(r"\s*aboveboard\s*:\s*(?P<body>.*)", regex.DOTALL)
_BODY = late_pattern(
    r"""(?P<verb>ignore(?:-file|-start|-end)?)(?:\s+(?P<rules>[\w/-]+(?:\s*,\s*[\w/-]+)*))?
        (?:\s+until\s+(?P<until>\S+))?(?:\s+(?:--|—|–)\s*(?P<reason>.*\S))?\s*""",
    regex.VERBOSE | regex.DOTALL,
)


@dataclass(slots=True)
class _Directive:
    """One rule of one directive, and whether it was of use."""

    rule: str
    verb: str
    start: int
    end: int
    comment: Comment
    part: Part
    until: date | None
    reason: str = ""
    used: bool = field(default=False)

    def covers(self, finding: Finding) -> bool:
        if finding.rule_id != self.rule:
            return False
        if self.verb == "ignore-file":
            return True
        return finding.source is self.part.source and self.start <= finding.start < self.end

    def state(self, running: Callable[[str], bool], as_of: date) -> str:
        """What has become of it: ``expired``, ``used``, ``unused`` or ``off``."""
        if self.until is not None and self.until < as_of:
            return "expired"
        if self.used:
            return "used"
        return "unused" if running(self.rule) else "off"


@dataclass(frozen=True, slots=True)
class Suppression:
    """What a directive says of one rule, and what has become of it.

    ``state`` is ``used``, ``unused``, ``expired``, ``off`` (its rule was not run) or
    ``malformed``; then ``wrong`` says why, and ``rule`` and ``verb`` may be empty.  ``comment``
    is where it stands in ``source``; ``on_line`` says that it covers the line it stands in.
    """

    state: str
    comment: Comment
    source: Source
    rule: str = ""
    verb: str = ""
    reason: str = ""
    until: date | None = None
    wrong: str = ""
    on_line: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left, what was suppressed (with the reason), and what is wrong with directives.

    ``listed`` are all directives, the malformed ones too.
    """

    kept: list[Finding]
    suppressed: list[tuple[Finding, str]]
    complaints: list[Finding]
    listed: list[Suppression] = field(default_factory=list)


_LINES = late_pattern(r"\s*(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\r|\n|$))*")
_OPENING = late_pattern(r"\s*<(?P<name>[A-Za-z][\w.-]*)(?=[\s/>])")
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr mj-image mj-divider".split()
)


def _covered(source: Source, comment: Comment) -> tuple[int, int]:
    """The span that an ``ignore`` is about."""
    text = source.text
    line_start = max(text.rfind("\n", 0, comment.start), text.rfind("\r", 0, comment.start)) + 1
    found = regex.search(r"[\r\n]|$", text, pos=comment.end)
    line_end = found.start() if found else len(text)
    if text[line_start : comment.start].strip() or text[comment.end : line_end].strip():
        return line_start, line_end
    # It stands alone.
    block = _LINES.match(text, line_end)
    lines_end = block.end() if block else len(text)
    return line_end, _element_end(text, line_end) or lines_end


def _element_end(text: str, start: int) -> int | None:
    """Where the element ends that follows ``start`` after white space; None where none does."""
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    depth = 0
    name = opening["name"]
    tags = regex.compile(rf"<(/?){regex.escape(name)}(?=[\s/>])[^<>]*?(/?)>", regex.IGNORECASE)
    for tag in tags.finditer(text, opening.start()):
        if tag[1]:
            depth -= 1
        elif not tag[2] and name.lower() not in _VOID:
            depth += 1
        if depth <= 0:
            return int(tag.end())
    return None


def _complain(
    document: Document, part: Part, comment: Comment, rule_id: str, message: str
) -> Finding:
    return Finding(
        rule_id=rule_id,
        severity="warning",
        verdict="rewrite",
        message=message,
        advice=BUILT_IN[rule_id][1],
        document=document.name,
        part=part.name,
        start=comment.start,
        end=comment.end,
        source=part.source,
        row=document.row,
    )


_VERBS = ("ignore", "ignore-file", "ignore-start", "ignore-end")


def _parse(comment: Comment, part: Part, known: Collection[str]) -> tuple[list[_Directive], str]:
    """The directives in a comment, or what is wrong with it."""
    found = _DIRECTIVE.match(comment.text)
    if not found:
        return [], ""
    body = _BODY.fullmatch(found["body"].rstrip())
    if not body:
        words = found["body"].split()
        verb = words[0] if words else ""
        hint = "" if verb in _VERBS else did_you_mean(verb, _VERBS)
        return [], f"This suppression cannot be read{'; ' + hint if hint else '.'}"
    if body["verb"] == "ignore-end" and not body["rules"]:
        return [_Directive("", "ignore-end", comment.end, comment.end, comment, part, None)], ""
    if not body["rules"]:
        return [], "This suppression names no rule."
    if body["verb"] != "ignore-end" and not body["reason"]:
        return [], "This suppression gives no reason."
    until = None
    if body["until"]:
        try:
            until = date.fromisoformat(body["until"])
        except ValueError:
            return [], f"'{body['until']}' is not a date such as 2026-12-31."
    start, end = _covered(part.source, comment)
    if body["verb"] == "ignore-start":
        start, end = comment.end, len(part.source.text)
    directives = []
    for rule in (name.strip() for name in body["rules"].split(",")):
        if rule not in known:
            hint = did_you_mean(rule, known)
            return [], f"There is no rule '{rule}'{'; ' + hint if hint else '.'}"
        directives.append(
            _Directive(rule, body["verb"], start, end, comment, part, until, body["reason"] or "")
        )
    return directives, ""


def suppress(
    document: Document,
    findings: Iterable[Finding],
    *,
    known: Collection[str],
    running: Callable[[str], bool],
    as_of: date,
) -> Outcome:
    """Take out what the document's own directives answer for.

    ``known`` are all rule ids; ``running`` says whether a rule was run, for a directive for
    one that was not is no use and no harm.
    """
    parts = [part for part in document.parts.values() if isinstance(part, Part)]
    directives: list[_Directive] = []
    complaints: list[Finding] = []
    listed: list[Suppression] = []
    seen: set[tuple[int, int, int]] = set()
    home = parts[0] if parts else None
    places = [(part, comment) for part in parts for comment in part.comments]
    places += [(home, comment) for comment in document.ignores if home is not None]
    for part, comment in places:
        key = (id(part.source), comment.start, comment.end)
        if key in seen:
            continue
        seen.add(key)
        parsed, wrong = _parse(comment, part, known)
        if wrong:
            complaints.append(_complain(document, part, comment, "suppression/malformed", wrong))
            listed.append(Suppression("malformed", comment, part.source, wrong=wrong))
        directives += parsed
    directives, open_ends = _close(directives)
    complaints += [
        _complain(document, d.part, d.comment, "suppression/malformed", wrong)
        for d, wrong in open_ends
    ]
    listed += [
        Suppression("malformed", d.comment, d.part.source, d.rule, d.verb, d.reason, d.until, wrong)
        for d, wrong in open_ends
    ]
    kept: list[Finding] = []
    suppressed: list[tuple[Finding, str]] = []
    for finding in findings:
        by = [d for d in directives if d.covers(finding)]
        live = [d for d in by if d.until is None or as_of <= d.until]
        for directive in by:
            directive.used = True
        if live:
            suppressed.append((finding, live[0].comment.text.strip()))
        else:
            kept.append(finding)
    for d in directives:
        state = d.state(running, as_of)
        on_line = d.verb == "ignore" and d.start <= d.comment.start
        words = (d.rule, d.verb, d.reason, d.until)
        listed.append(Suppression(state, d.comment, d.part.source, *words, on_line=on_line))
        if d.until is not None and state == "expired":
            message = f"This suppression of {d.rule} ended on {d.until.isoformat()}."
            complaints.append(
                _complain(document, d.part, d.comment, "suppression/expired", message)
            )
        elif state == "unused":
            message = f"Nothing here needs this suppression of {d.rule}."
            complaints.append(_complain(document, d.part, d.comment, "suppression/unused", message))
    return Outcome(kept, suppressed, complaints, listed)


def _close(
    directives: Sequence[_Directive],
) -> tuple[list[_Directive], list[tuple[_Directive, str]]]:
    """Let each ``ignore-start`` end at the next fitting ``ignore-end``.

    Returns the directives that cover something, and those without their other half.
    """
    closing = [d for d in directives if d.verb == "ignore-end"]
    covering = []
    wrong = []
    used = set()
    for opening in directives:
        if opening.verb == "ignore-start":
            ends = [
                d
                for d in closing
                if d.part.source is opening.part.source
                and d.rule in ("", opening.rule)
                and opening.comment.end <= d.comment.start
            ]
            if not ends:
                message = f"This suppression of {opening.rule} is never ended; add ignore-end."
                wrong.append((opening, message))
                continue
            end = min(ends, key=lambda d: d.comment.start)
            opening.end = end.comment.start
            used.add(id(end))
        if opening.verb != "ignore-end":
            covering.append(opening)
    wrong += [
        (d, "There is nothing that this ends; it needs an ignore-start before it.")
        for d in closing
        if id(d) not in used
    ]
    return covering, wrong


def excuse(
    findings: Iterable[Finding], excuses: Sequence[Excuse], as_of: date, used: set[Excuse]
) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Take out what the configuration's exceptions answer for; ``used`` collects those."""
    kept = []
    suppressed = []
    for finding in findings:
        for entry in excuses:
            if (
                entry.rule == finding.rule_id
                and (entry.until is None or as_of <= entry.until)
                and entry.fits(finding.document)
                and (
                    not entry.text or " ".join(entry.text.split()) == " ".join(finding.text.split())
                )
            ):
                used.add(entry)
                suppressed.append((finding, entry.reason))
                break
        else:
            kept.append(finding)
    return kept, suppressed
