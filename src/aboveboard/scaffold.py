"""A first configuration, and what to say of it, from what a survey found.

The same findings give the same text.  What cannot be found out stands there as a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from aboveboard.sources.roles import presets
from aboveboard.survey import Found, Sheet

__all__ = ["configuration", "hook_lines", "told"]

_HEAD = """\
# What aboveboard takes as known of the copy in this folder.
# 'aboveboard init' wrote it from what it found here; it is yours to change.
# 'aboveboard check --show-settings PATH' shows what results for a path.
"""

_UNKNOWN = """\
# Where copy appears that does not say so itself: instagram, tiktok, email, sms ...
# platform: instagram

# Who speaks in a sheet or a post, by account; 'zone' is where its clock times count.
# accounts:
#   our_handle: {zone: Europe/London, connection: owner}

# What ties the writer to the brand: none, paid, gifted, affiliate, employee, owner or family.
# facts: {connection: none}

# Findings that someone answers for, where a comment in the copy would be published.
# exceptions:
#   - {path: captions/june.txt, rule: urgency/last-chance, reason: "ends 30 June", until: 2026-06-30}
"""  # noqa: E501


def configuration(found: Found, jurisdictions: Sequence[str] = ()) -> str:
    """The text of the configuration: YAML with comments."""
    blocks = [_HEAD, _jurisdictions(jurisdictions)]
    blocks += ["".join(f"{line}\n" for line in lines) for lines in (
        list(_seen(found)), list(_exclude(found)), list(_overrides(found)),
    ) if lines]  # fmt: skip
    return "\n".join([*blocks, _UNKNOWN])


def _jurisdictions(names: Sequence[str]) -> str:
    said = "# Whose law the copy must satisfy: us, uk, eu, de ... "
    if names:
        return f"{said.rstrip(' .')}\njurisdictions: [{', '.join(map(_quoted, names))}]\n"
    return f"{said}Without it, wording is not graded.\n# jurisdictions: [us, uk]\n"


_PLAIN = re.compile(r"[A-Za-z/_][\w/.-]*", re.ASCII)
_RESERVED = frozenset("null true false yes no on off y n".split())


def _quoted(text: str) -> str:
    """A text as a YAML scalar inside of a list."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


def _pattern(path: str, *, is_folder: bool = True) -> str:
    """The pattern that names exactly this path, as a YAML scalar."""
    plain = re.sub(r"([\\*?\[\]!#])", r"\\\1", path)
    plain = re.sub(r" $", r"\\ ", plain)
    return _quoted(f"/{plain}{'/' if is_folder else ''}")


def _seen(found: Found) -> Iterator[str]:
    """What was found and needs no setting, as comments."""
    if not (found.folders or found.sheets or found.generators or not found.complete):
        return
    yield "# Found here:"
    for generator in found.generators:
        yield f"#   {generator.file}: a site made with {generator.name}"
    for folder in found.folders:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in folder.kinds)
        yield f"#   {folder.path + '/' if folder.path else 'this folder'}: {kinds}"
    for sheet in found.sheets:
        yield f"#   {sheet.path}: {_form(sheet)}"
    for language, count in found.languages:
        files = "1 file" if count == 1 else f"{count:,} files"
        yield f"#   language {language}: stated in the front matter of {files}"
    if not found.complete:
        yield "#   and more: not every file was looked at"


def _form(sheet: Sheet) -> str:
    if sheet.preset:
        return f"a schedule, {presets()[sheet.preset].title} (known by its header)"
    if sheet.has_header:
        return "a schedule"
    return "perhaps a schedule, without a header"


def _exclude(found: Found) -> Iterator[str]:
    lines = [
        f"  - {_pattern(path)}  # written by {generator.name}"
        for generator in found.generators
        for path in generator.output
    ]
    lines += [f"  - {_pattern(path)}  # other people's files" for path in found.vendored]
    if not lines:
        return
    yield "# Left out besides what .gitignore names; node_modules always is."
    yield "exclude:"
    seen: set[str] = set()
    for line in lines:
        pattern = line.partition("  #")[0]
        if pattern not in seen:
            seen.add(pattern)
            yield line


def _overrides(found: Found) -> Iterator[str]:
    lines = [f"  - {{paths: [{_pattern(path)}], facts: {{kind: email}}}}" for path in found.emails]
    if found.mjml:
        lines.append('  - {paths: ["*.mjml"], facts: {kind: email}}')
    lines += [
        f"  - {{paths: [{_pattern(path)}], platform: {name}}}" for path, name in found.platforms
    ]
    headless = [sheet.path for sheet in found.sheets if not sheet.has_header]
    if lines:
        yield "# What is known of some paths, by their names; later ones win."
        yield "overrides:"
        yield from lines
    if headless:
        yield "# Sheets without a header: say which tool they are for, or which column is copy."
        yield from () if lines else ("# overrides:",)
        for path in headless:
            yield f"#   - {{paths: [{_pattern(path, is_folder=False)}], preset: hootsuite}}"


def hook_lines(version: str) -> list[str]:
    """The entry of the list ``repos`` in a configuration of pre-commit."""
    return [
        "  - repo: https://github.com/aboveboard/aboveboard",
        f"    rev: v{version.partition('.dev')[0]}",
        "    hooks:",
        "      - id: aboveboard",
    ]


def told(found: Found, *, written: str, folder: str, version: str) -> list[str]:
    """What to say after ``written`` was written: what was found, and what to do next.

    The lines may hold names of files as they are.
    """
    lines = [f"Found {_in_short(found)}.", f"Wrote {written}." if written else "Wrote nothing.", ""]
    lines += ["Next:", f"  aboveboard check {folder}"]
    lines.append(
        "  and say in the configuration what nobody can find out: it stands there as comments"
    )
    hooks = found.hooks
    if hooks is not None and re.search(r"^\s*-?\s*id:\s*['\"]?aboveboard\b", hooks, re.MULTILINE):
        return [*lines, "", "The hook stands in .pre-commit-config.yaml already."]
    if hooks is not None:
        lines += ["", "For a check before every commit, add below 'repos:' in"]
        return [*lines, ".pre-commit-config.yaml:", "", *hook_lines(version)]
    said = "For a check before every commit with pre-commit, write a .pre-commit-config.yaml:"
    return [*lines, "", said, "", "repos:", *hook_lines(version)]


def _in_short(found: Found) -> str:
    said = [f"a site made with {name}" for name in dict.fromkeys(g.name for g in found.generators)]
    copy = [f"{folder.path}/" if folder.path else "this folder" for folder in found.folders]
    if copy:
        more = f" and {len(copy) - 6} more" if len(copy) > 6 else ""
        said.append(f"copy in {', '.join(copy[:6])}{more}")
    if found.sheets:
        count = len(found.sheets)
        said.append("1 schedule" if count == 1 else f"{count} schedules")
    if found.emails or found.mjml:
        said.append("e-mails")
    if found.platforms:
        said.append(f"posts for {', '.join(sorted({name for _, name in found.platforms}))}")
    return "; ".join(said) or "no copy"
