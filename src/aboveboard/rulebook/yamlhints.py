"""What is wrong with a YAML file, in words for someone who writes copy.

The parser's own words ("did not find expected key") help nobody who put an apostrophe into
quotes.  What went wrong is judged by what stands at and before the place, so that the answer
does not hang on which of PyYAML's two parsers is installed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Explanation", "explain", "must_be_quoted"]


class Explanation(NamedTuple):
    """One plain sentence, what to do, and the offset of the place that is meant."""

    message: str
    hint: str
    offset: int


_COLON = "a text with a colon and a space in it must stand in quotes"
# A key and the beginning of its value, or an item, before a second colon in the same line.
_VALUE_BEGUN = re.compile(r"\s*(?:- +)*[^\s:'\"][^:]*: +\S|\s*(?:- +)+[^\s:]+ ")


def must_be_quoted(text: str, index: int) -> Explanation:
    """What to say of a text at ``index`` whose first character means something to YAML."""
    line_end = re.compile(r"[\r\n]|\Z").search(text, index)
    rest = text[index : line_end.start() if line_end else len(text)].strip()
    char = rest[:1]
    shown = rest if len(rest) <= 40 else rest[:38].rstrip() + " ..."
    quote = "'" if '"' in shown else '"'
    return Explanation(
        f"a text that begins with {char} must stand in quotes",
        f"write {quote}{shown}{quote}",
        index,
    )


def explain(text: str, problem: str, index: int, begin: int) -> Explanation:
    """What the parser stumbled over.

    ``problem`` is what it says, ``index`` the offset of the place, ``begin`` that of the quote
    or bracket that it was in.
    """
    char = text[index : index + 1]
    line_start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    before = text[line_start:index]
    if "quoted scalar" in problem or "double-quoted" in problem:
        return _in_quotes(text, problem, index, begin)
    if char in {"@", "`"} or (char == "%" and before.strip(" -:")):
        return must_be_quoted(text, index)
    if char == "%" or "directive" in problem:
        return must_be_quoted(text, begin)
    if char == "\t" or (not before.strip() and "\t" in before):
        return Explanation("a tab stands here", "indent with spaces, not with tabs", index)
    if text[begin : begin + 1] in {"&", "*", "!"} and re.search("anchor|alias|tag", problem):
        return must_be_quoted(text, begin)
    if "block scalar" in problem:
        return Explanation(
            f"nothing may stand after {text[begin : begin + 1]} in its line",
            "begin the text in the next line; a text that begins with | or > must stand in quotes",
            index,
        )
    return (
        _after_quote_or_bracket(before, line_start, index, char)
        or _brackets(text, problem, index, begin, char)
        or _colons_and_dashes(text, problem, index, begin, before)
        or Explanation(
            "this line does not fit the lines above it",
            "check how far it is indented, and whether a quote, a dash or a colon is missing",
            index,
        )
    )


def _in_quotes(text: str, problem: str, index: int, begin: int) -> Explanation:
    quote = text[begin : begin + 1]
    if "escape" in problem:
        return Explanation(
            "a backslash in double quotes begins a special character",
            "put the text in single quotes, or write two backslashes",
            max(begin, text.rfind("\\", begin, index + 1)),
        )
    return Explanation(
        "this quote is never closed",
        f"end the text with {quote}, in the place where it ends",
        begin,
    )


def _after_quote_or_bracket(
    before: str, line_start: int, index: int, char: str
) -> Explanation | None:
    """A text that goes on after what looked like its end."""
    done = before.rstrip()
    if not done or not char.strip():
        return None
    last = done[-1]
    opening = done.find(last)
    if last in "'\"" and 0 <= opening < len(done) - 1:
        if last == "'" and done == before and char.isalpha():
            return Explanation(
                "the apostrophe ends this text",
                "write two of them inside single quotes (''), or use double quotes",
                index - 1,
            )
        other = "'" if last == '"' else '"'
        return Explanation(
            "the text goes on after its closing quote",
            f"put the whole text in quotes of the other kind: {other} ... {other}",
            index,
        )
    opener = {"}": "{", "]": "["}.get(last, "")
    if opener and opener in done and char not in "]}":
        return Explanation(
            f"a text that begins with {opener} must stand in quotes",
            "put quotes around the whole text",
            line_start + done.find(opener),
        )
    return None


def _brackets(text: str, problem: str, index: int, begin: int, char: str) -> Explanation | None:
    opener = text[begin : begin + 1]
    if "parsing a flow" in problem and opener in {"[", "{"}:
        return Explanation(
            f"this {opener} is never closed",
            f"end it with {']' if opener == '[' else '}'}; "
            f"a text that begins with {opener} must stand in quotes",
            begin,
        )
    if "parsing a flow" in problem:
        return Explanation(
            "something is missing inside the brackets",
            "close the bracket, and put texts with brackets or commas in quotes",
            index,
        )
    if char and char in "]},":
        return Explanation(
            f"a text that begins with {char} must stand in quotes",
            "or a bracket was closed that was never opened",
            index,
        )
    return None


def _colons_and_dashes(
    text: str, problem: str, index: int, begin: int, before: str
) -> Explanation | None:
    if "mapping values" in problem:
        if _VALUE_BEGUN.match(before):
            return Explanation("a second colon stands in this line", _COLON, index)
        return Explanation(
            "this key does not fit the line above it",
            "a colon may be missing in the line above, or this line may be indented too far",
            index - len(before.lstrip()),
        )
    if "sequence entries" in problem:
        return Explanation(
            "a list cannot begin in this line",
            "put the first dash in the next line; a text that begins with a dash must be quoted",
            index,
        )
    if "could not find expected ':'" in problem:
        return Explanation("a colon is missing after this key", f"write a colon; {_COLON}", begin)
    return None
