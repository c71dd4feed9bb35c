"""Suppressions: findings that someone answered for, with a rule and a reason.

A directive stands in a comment::

    <!-- aboveboard: ignore urgency/last-chance -- real, ends 30 Nov -->

``ignore`` covers its own line, or the block that follows when it stands alone;
``ignore-start`` and ``ignore-end`` what is between them; ``ignore-file`` the document.
``until 2026-12-31`` before the reason ends it.  A directive that is malformed, unused or
expired is a finding itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase

import regex

from aboveboard.document import Comment, Document, Part, Source
from aboveboard.findings import Finding
from aboveboard.settings import Excuse
from aboveboard.suggest import did_you_mean

__all__ = ["BUILT_IN", "Outcome", "excuse", "suppress"]

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

_DIRECTIVE = regex.compile(r"\s*aboveboard\s*:\s*(?P<body>.*)", regex.DOTALL)
_BODY = regex.compile(
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
    used: bool = field(default=False)

    def covers(self, finding: Finding) -> bool:
        if finding.rule_id != self.rule:
            return False
        if self.verb == "ignore-file":
            return True
        return finding.source is self.part.source and self.start <= finding.start < self.end


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left, what was suppressed (with the reason), and what is wrong with directives."""

    kept: list[Finding]
    suppressed: list[tuple[Finding, str]]
    complaints: list[Finding]


def _covered(source: Source, comment: Comment) -> tuple[int, int]:
    """The span that an ``ignore`` is about."""
    text = source.text
    line_start = max(text.rfind("\n", 0, comment.start), text.rfind("\r", 0, comment.start)) + 1
    found = regex.search(r"[\r\n]|$", text, pos=comment.end)
    line_end = found.start() if found else len(text)
    if text[line_start : comment.start].strip() or text[comment.end : line_end].strip():
        return line_start, line_end
    # It stands alone: the block after it, up to the next blank line.
    block = regex.compile(r"\s*(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\r|\n|$))*").match(text, line_end)
    return line_end, block.end() if block else len(text)


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


def _parse(comment: Comment, part: Part, known: Collection[str]) -> tuple[list[_Directive], str]:
    """The directives in a comment, or what is wrong with it."""
    found = _DIRECTIVE.match(comment.text)
    if not found:
        return [], ""
    body = _BODY.fullmatch(found["body"].rstrip())
    if not body:
        verb = found["body"].split(" ")[0] if found["body"].strip() else ""
        hint = did_you_mean(verb, ["ignore", "ignore-file", "ignore-start", "ignore-end"])
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
        directives.append(_Directive(rule, body["verb"], start, end, comment, part, until))
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
        directives += parsed
    _close(directives)
    kept: list[Finding] = []
    suppressed: list[tuple[Finding, str]] = []
    for finding in findings:
        by = [d for d in directives if d.verb != "ignore-end" and d.covers(finding)]
        live = [d for d in by if d.until is None or as_of <= d.until]
        for directive in by:
            directive.used = True
        if live:
            suppressed.append((finding, live[0].comment.text.strip()))
        else:
            kept.append(finding)
    for d in directives:
        if d.verb == "ignore-end":
            continue
        if d.until is not None and d.until < as_of:
            message = f"This suppression of {d.rule} ended on {d.until.isoformat()}."
            complaints.append(
                _complain(document, d.part, d.comment, "suppression/expired", message)
            )
        elif not d.used and running(d.rule):
            message = f"Nothing here needs this suppression of {d.rule}."
            complaints.append(_complain(document, d.part, d.comment, "suppression/unused", message))
    return Outcome(kept, suppressed, complaints)


def _close(directives: Sequence[_Directive]) -> None:
    """Let each ``ignore-start`` end where the next fitting ``ignore-end`` stands."""
    for opening in directives:
        if opening.verb != "ignore-start":
            continue
        for closing in directives:
            if (
                closing.verb == "ignore-end"
                and closing.part.source is opening.part.source
                and closing.rule in ("", opening.rule)
                and opening.comment.end <= closing.comment.start < opening.end
            ):
                opening.end = closing.comment.start


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
                and fnmatchcase(finding.document, entry.path)
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
