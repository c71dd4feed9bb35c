"""The configuration: every key, what it extends, and where it is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aboveboard.configfile import load_config
from aboveboard.findconfig import find_config
from aboveboard.rulebook.faults import FaultyFiles
from aboveboard.settings import COMPONENTS, Settings, SettingsByPath

Write = Callable[..., Path]


def faults(path: Path) -> list[str]:
    with pytest.raises(FaultyFiles) as caught:
        load_config(path)
    return [f"{Path(f.path).name}:{f.line}: {f.message}" for f in caught.value.faults]


def test_every_key(write: Write) -> None:
    path = write(
        "aboveboard.yaml",
        """
        rules: [house, ../shared]
        select: urgency
        ignore: [ai]
        severity: note
        fail-on: error
        jurisdictions: [US, uk]
        platform: TikTok
        facts: {connection: paid}
        accounts: {glow: {zone: Europe/London}}
        preset: buffer
        columns: {body: Post Content, offer.ends: "#3"}
        date-order: ymd
        encoding: cp1252
        exclude: ["*.draft.md", old/]
        components: [MyDisclosure]
        exceptions:
          - path: posts/a.md
            rule: urgency/x
            text: last  chance
            reason: real
            until: 2026-12-31
        overrides:
          - {paths: "*.csv", severity: error}
        """,
    )
    config = load_config(path)
    settings = config.settings(as_of=date(2026, 1, 2)).base
    assert config.root == path.parent
    assert config.files == (path,)
    assert config.rule_folders == [path.parent / "house", path.parent / "../shared"]
    assert config.exclude == ("*.draft.md", "old/")
    assert settings.select == ("urgency",)
    assert settings.ignore == ("ai",)
    assert (settings.severity, settings.fail_on) == ("note", "error")
    assert settings.facts == {
        "jurisdictions": ("us", "uk"),
        "platform": "tiktok",
        "connection": "paid",
    }
    assert settings.accounts == {"glow": {"zone": "Europe/London"}}
    assert settings.preset == "buffer"
    assert settings.columns == {"body": "Post Content", "offer.ends": "#3"}
    assert (settings.date_order, settings.cell_order) == (None, "ymd")
    assert settings.encoding == "cp1252"
    assert settings.components == {"mydisclosure"}
    [excuse] = settings.excuses
    assert (excuse.path, excuse.rule, excuse.text, excuse.reason, excuse.until) == (
        "posts/a.md", "urgency/x", "last  chance", "real", date(2026, 12, 31),
    )  # fmt: skip
    assert excuse.place == (str(path), 18)
    assert excuse.fits("posts/a.md")
    assert not excuse.fits("posts/b.md")
    assert settings.as_of == date(2026, 1, 2)
    assert config.settings()("x.csv").severity == "error"


def test_none_at_all(write: Write) -> None:
    config = load_config(None, root=write("x").parent)
    settings = config.settings().base
    assert settings == Settings(as_of=settings.as_of)
    assert settings.components == COMPONENTS
    assert isinstance(config.settings(), SettingsByPath)


@pytest.mark.parametrize("pattern", ["!", "[z-a]", "a\\"])
def test_a_pattern_that_cannot_be_read(write: Write, pattern: str) -> None:
    for text in (
        f"exclude: ['{pattern}']\n",
        f"overrides: [{{paths: ['{pattern}']}}]\n",
        f"exceptions: [{{path: '{pattern}', rule: a/b, reason: c}}]\n",
    ):
        [fault] = faults(write("aboveboard.yaml", text))
        message = f"'{pattern}' cannot be read as a pattern such as in .gitignore"
        assert fault == f"aboveboard.yaml:1: {message}"


def test_extends(write: Write) -> None:
    write(
        "shared/base.yaml",
        "severity: note\nselect: ai\nfacts: {brand: base, zone: UTC}\nrules: house\n"
        "accounts: {a: {zone: UTC}, b: {zone: UTC}}\nexclude: '*.old'\n"
        "exceptions: [{path: a, rule: a/b, reason: base}]\n",
    )
    write("more.yaml", "severity: error\nfail-on: error\n")
    path = write(
        "aboveboard.yaml",
        "extends: [shared/base.yaml, more.yaml]\nselect: urgency\nfacts: {brand: own}\n"
        "accounts: {a: {zone: Europe/Paris}}\nexclude: '*.new'\n"
        "exceptions: [{path: a, rule: a/b, reason: own}]\n",
    )
    config = load_config(path)
    here = path.parent
    assert config.files == (here / "shared/base.yaml", here / "more.yaml", path)
    settings = config.settings().base
    assert (settings.severity, settings.fail_on) == ("error", "error")  # the later one
    assert settings.select == ("urgency",)
    assert settings.facts == {"brand": "own", "zone": "UTC"}
    assert settings.accounts == {"a": {"zone": "Europe/Paris"}, "b": {"zone": "UTC"}}
    assert config.rule_folders == [here / "shared/house"]  # from where it is written
    assert config.exclude == ("*.old", "*.new")
    assert [(excuse.reason, excuse.root) for excuse in settings.excuses] == [
        ("base", str(here)),
        ("own", str(here)),
    ]


def test_what_two_extend_counts_once_and_stays_the_weakest(write: Write) -> None:
    write("base.yaml", "severity: note\nfail-on: note\nexclude: a\n")
    write("one.yaml", "extends: base.yaml\nseverity: error\n")
    write("two.yaml", "extends: base.yaml\nfail-on: error\n")
    config = load_config(write("aboveboard.yaml", "extends: [one.yaml, two.yaml]\n"))
    settings = config.settings().base
    assert (settings.severity, settings.fail_on) == ("error", "error")
    assert config.exclude == ("a",)
    assert [file.name for file in config.files] == [
        "base.yaml", "one.yaml", "two.yaml", "aboveboard.yaml",
    ]  # fmt: skip


def test_extends_itself(write: Write) -> None:
    one = write("one.yaml", "extends: two.yaml\n")
    write("two.yaml", "extends: one.yaml\n")
    assert faults(one) == ["one.yaml:1: this configuration extends itself"]
    assert faults(write("self.yaml", "extends: ./self.yaml\n")) == [
        "self.yaml:1: this configuration extends itself"
    ]


def test_extends_what_is_not_there(write: Write) -> None:
    path = write("aboveboard.yaml", "extends: gone.yaml\n")
    assert faults(path) == ["gone.yaml:1: cannot be read: No such file or directory"]
    path = write("aboveboard.yaml", "extends: .\n")
    assert faults(path)[0].endswith(":1: cannot be read: Is a directory")


# ---------------------------------------------------------------- found


def test_the_nearest_configuration_is_found(write: Write) -> None:
    top = write("aboveboard.yaml")
    assert find_config(write("a/b/x.md").parent) == top
    hidden = write("a/.aboveboard.yml")
    assert find_config(Path("a/b")) == hidden
    # of several in one folder, the hidden one
    write("a/aboveboard.yaml")
    assert find_config(Path("a/b")) == hidden


def test_the_search_stops_at_the_root_of_the_repository(write: Write) -> None:
    write("aboveboard.yaml")
    write("repo/.git/HEAD")
    write("repo/posts/a.md")
    assert find_config(Path("repo/posts")) is None
    inside = write("repo/aboveboard.yml")
    assert find_config(Path("repo/posts")) == inside
    write("worktree/.git", "gitdir: elsewhere\n")  # a worktree has a file there
    assert find_config(Path("worktree")) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[tool.aboveboard]\nseverity = 'note'\n", True),
        ("[ tool . aboveboard ]\n", True),
        ("[tool.aboveboard.facts]\n", True),
        ("[project]\n\n  [tool.aboveboard]\n", True),
        ("# [tool.aboveboard]\n", False),
        ("[tool.aboveboard-other]\n", False),
        ("[tool.ruff]\n", False),
        ("", False),
    ],
)
def test_pyproject(write: Write, text: str, found: bool) -> None:
    top = write("aboveboard.yaml")
    project = write("a/pyproject.toml", text)
    assert find_config(project.parent) == (project if found else top)


def test_settings_in_pyproject(write: Write) -> None:
    path = write(
        "pyproject.toml",
        '[tool.aboveboard]\nseverity = "note"\njurisdictions = ["us"]\n'
        '[[tool.aboveboard.overrides]]\npaths = ["*.md"]\nseverity = "error"\n'
        "[tool.aboveboard.facts]\noffer = {stock = 3}\n",
    )
    by_path = load_config(path).settings()
    assert by_path.base.severity == "note"
    assert by_path("a.md").severity == "error"
    assert by_path.base.facts == {"jurisdictions": ("us",), "offer.stock": 3}
