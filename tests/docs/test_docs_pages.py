"""Every command in the pages is run, every snippet works, every YAML block is what it claims."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from docs_blocks import ROOT, Block, blocks, commands, is_as_shown, pages, words
from docs_project import inside, prepare, session, wrong
from regenerate import renewed

from aboveboard.configfile import load_config
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.load import parse_rule

PAGES = pages()
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]


def of_language(*languages: str) -> list[tuple[str, Block]]:
    found = []
    for path, name in zip(PAGES, NAMES, strict=True):
        for block in blocks(path.read_text("utf-8")):
            if block.language in languages:
                found.append((name, block))
    return found


def named(cases: list[tuple[str, Block]]) -> list[str]:
    return [f"{name}:{block.line}" for name, block in cases]


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_commands_do_what_the_page_says(path: Path, tmp_path: Path) -> None:
    ran = list(session(path.read_text("utf-8"), tmp_path))
    said = [text for one in ran if (text := wrong(one))]
    assert not said, "\n".join(said)


PYTHON = of_language("python")


@pytest.mark.parametrize(("name", "block"), PYTHON, ids=named(PYTHON))
def test_snippets_run(name: str, block: Block, tmp_path: Path) -> None:
    prepare(tmp_path)
    with inside(tmp_path):
        exec(compile(block.text, f"{name}:{block.line}", "exec"), {"__name__": "snippet"})


YAML = of_language("yaml", "yml")

# What a fragment of a rule needs besides itself.
REST = {
    "title": "title: Sample\n",
    "severity": "severity: warning\n",
    "message": "message: found\n",
    "advice": "advice: Say it plainly.\n",
    "find": "find: {phrases: [last chance]}\n",
    "examples": "examples: {flag: ['[[last chance]]'], pass: [chance]}\n",
}
OF_RULES = {*REST, "messages", "except", "cleared-by", "applies-to", "in-force", "cites", "why"}
OF_OTHER_TOOLS = {"repos", "on", "jobs", "stages", "include"}


def complete(text: str, keys: set[str]) -> str:
    missing = {key: rest for key, rest in REST.items() if key not in keys}
    if "messages" in keys:
        del missing["message"]
    return text + "".join(missing.values())


@pytest.mark.parametrize(("name", "block"), YAML, ids=named(YAML))
def test_yaml_is_what_it_claims(name: str, block: Block, tmp_path: Path) -> None:
    data = yaml.safe_load(block.text)
    keys = {str(key) for key in data} if isinstance(data, dict) else set()
    if block.title.startswith("broken/"):
        faults = Faults(name, block.text)
        assert parse_rule("sample/rule", faults) is None
    elif "aboveboard" in keys:
        (tmp_path / "c.yaml").write_text(yaml.safe_dump(data["aboveboard"]), "utf-8")
        load_config(tmp_path / "c.yaml")
    elif block.title.startswith("house-rules/lexicons/") or "provisions" in block.title:
        assert block.text  # the commands on its page check it in its place
    elif keys & OF_RULES and not keys & {"overrides", "extends"}:
        faults = Faults(name, complete(block.text, keys))
        rule = parse_rule("sample/rule", faults)
        assert rule is not None, [str(fault) for fault in faults.found]
    elif keys & OF_OTHER_TOOLS or True in data:
        pass  # YAML reads a bare 'on' as true
    elif "offers" in block.title or block.text.startswith("# offers.yaml"):
        (tmp_path / "offers.yaml").write_text(block.text, "utf-8")
        (tmp_path / "c.yaml").write_text("offers: offers.yaml\n", "utf-8")
        load_config(tmp_path / "c.yaml")
    else:
        for other, text in (("offers.yaml", "{}\n"), ("shared.yaml", "{}\n")):
            (tmp_path / other).write_text(text, "utf-8")
        (tmp_path / "c.yaml").write_text(block.text, "utf-8")
        load_config(tmp_path / "c.yaml")


# ---------------------------------------------------------------- the reading of pages itself

PAGE = """Text.

    aboveboard one  # a remark

```console
$ aboveboard two \\
>   three
shown
$ aboveboard four
```

```yaml title="a/b.yaml"
    key: value
```
"""


def test_blocks_and_commands() -> None:
    found = blocks(PAGE)
    assert [(b.line, b.language, b.title) for b in found] == [
        (3, "sh", ""),
        (6, "console", ""),
        (13, "yaml", "a/b.yaml"),
    ]
    said = [(c.line, c.text, c.shown) for block in found[:2] for c in commands(block)]
    assert said == [
        (3, "aboveboard one  # a remark", None),
        (6, "aboveboard two three", ("shown",)),
        (9, "aboveboard four", ()),
    ]
    assert words("aboveboard - --column body='Post Content' < a.txt && b  # c") == [
        *("aboveboard", "-", "--column", "body=Post Content", "<", "a.txt", "&&", "b")
    ]
    assert words("aboveboard a.csv --column body=#2") == "aboveboard a.csv --column body=#2".split()


def test_dots_stand_for_lines_and_nothing_else_does() -> None:
    assert is_as_shown("a\nb\nc\n", ("a", "...", "c"))
    assert is_as_shown("a\nc\n", ("a", "...", "c"))
    assert not is_as_shown("a\nb\nc\n", ("a", "c"))
    assert not is_as_shown("a\nb\n", ("a",))
    assert not is_as_shown("a\n", ())


def test_what_is_wrong_is_seen_and_put_right(tmp_path: Path) -> None:
    page = "```console\n$ aboveboard --version\nold\n\n$ aboveboard nowhere.md\n```\n"
    ran = list(session(page, tmp_path))
    assert [bool(wrong(one)) for one in ran] == [True, True]
    assert "exit code 2" in wrong(ran[1])
    assert re.search(r"--version\naboveboard \d\S*\n\n\$", renewed(page))
    with pytest.raises(ValueError, match="'aboveborad' is no command"):
        list(session("    aboveborad x\n", tmp_path / "b"))
