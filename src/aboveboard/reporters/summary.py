"""What ends a report for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["counted", "summary", "summary_line"]


def counted(number: int, noun: str) -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summary(report: Report, options: ReportOptions) -> str:
    """Everything that ends a report: what was not judged, then what was found."""
    remarks = [f"note: {remark}" for remark in report.remarks]
    return "\n".join([*remarks, summary_line(report, options)]) + "\n"


def summary_line(report: Report, options: ReportOptions) -> str:
    """What a run found, in one sentence.

    "All clear" is never said when something could not be checked.
    """
    checked = len(report.documents)
    noun = _noun(report)
    errors = sum(problem.level == "error" for problem in report.problems)
    if report.findings:
        line = _found(report, checked, noun)
    elif not checked:
        return f"Nothing was checked: {counted(errors, 'problem')}." if errors else _NOTHING
    elif errors:
        line = f"No findings in {counted(checked, noun)}"
    else:
        line = f"All clear: {counted(checked, noun)} checked"
    line += _fixable(report)
    line += _held_back(report.held_back, options)
    if errors:
        line += f"; {counted(errors, 'problem')}: not everything was checked"
    return line + "."


_NOTHING = "Nothing was checked."


def _noun(report: Report) -> str:
    """What was checked: rows of a sheet are posts."""
    posts = bool(report.documents) and all(d.row is not None for d in report.documents)
    return "post" if posts else "document"


def _found(report: Report, checked: int, noun: str) -> str:
    counts = report.counts()
    by_severity = [
        counted(counts[severity], severity)
        for severity in ("error", "warning", "note")
        if counts[severity]
    ]
    line = f"Found {counted(len(report.findings), 'finding')} ({', '.join(by_severity)})"
    # A finding may stand elsewhere: an unused exception stands in the configuration.
    names = {(document.name, document.row) for document in report.documents}
    concerned = len(names & {(finding.document, finding.row) for finding in report.findings})
    if not concerned:
        return line
    if checked == 1:
        return f"{line} in 1 {noun}"
    return f"{line} in {concerned:,} of {counted(checked, noun)}"


def _fixable(report: Report) -> str:
    """How many findings have a fix; whether it settles them is seen when it is made."""
    fixable = [finding for finding in report.findings if finding.fixes]
    safe = sum(any(fix.safe for fix in finding.fixes) for finding in fixable)
    unsafe = len(fixable) - safe
    if safe and unsafe:
        return f"; --fix may settle {safe:,}, --unsafe-fixes {unsafe:,} more"
    if unsafe:
        return f"; --fix --unsafe-fixes may settle {unsafe:,}"
    return f"; --fix may settle {safe:,}" if safe else ""


def _held_back(number: int, options: ReportOptions) -> str:
    if not number:
        return ""
    # Below "error" lie warnings too, so "notes" would be too mild a word.
    noun = "note" if options.severity == "warning" else "milder finding"
    how = ""
    if options.show_notes:
        how = f" ({options.show_notes} shows {'it' if number == 1 else 'them'})"
    return f"; {counted(number, noun)} held back{how}"
