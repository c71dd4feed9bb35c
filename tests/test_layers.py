"""Imports point one way: a module may use what stands above it in the table, nothing else.

The table is the architecture. A new module gets its place here; an import that the table
forbids is a reason to think about where its code belongs before the table is changed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"
PACKAGE = "aboveboard"

# From the bottom up. A module may import what stands in a line above its own; those in one line
# know nothing of each other. ``name.*`` is a package that keeps its inner order to itself.
LAYERS = """
    aboveboard  latepattern  plaindata  severity  suggest  confusables  wordclasses
    text  language  findconfig  timings  fixes  fixes.edits
    facts  normalise
    document

    fixes.said  rulebook  rulebook.faults  rulebook.folders  rulebook.mark  rulebook.yamlhints
    rulebook.yamlfile
    rulebook.faultlist  rulebook.tomlnodes
    rulebook.values
    rulebook.shape
    rulebook.factsfile  rulebook.model
    rulebook.book
    rulebook.examplefile  rulebook.wordfile
    rulebook.claimfile  rulebook.fixfile
    rulebook.schema
    rulebook.lexicon
    rulebook.load  offers  offersfile

    nlp  screen
    passage  expressions.*
    guards
    claims.*
    matchers.*
    across.*  fixes.wording
    rulebook.checks.*  findings  settings
    report  rulebook.lint  suppress  clearing  scope
    fixes.propose
    cache  madewith  phrasing  matcherset  results  rulebook.compiled  ruleinfo  tracing  unjudged
    clauses  conflicts  engine  excuses  fixes.apply  rulenames
    prepared
    rulelist  tally

    sources.*  reporters.*
    blame  filekeys  gitdiff  ignorefiles
    config
    annotate  wordcomments  baseline  changes  configfile  examples  files  inputs  whynot.*
    resultcache
    rulebook.coverage  rulebook.jsonschema  rulebook.pages  linter  since
    fixes.files  ignoring.*  register  survey
    scaffold  localpage.*  server.*

    cli.*
    __main__
"""

# Packages that see less than their place would allow: readers know nothing of rules and findings,
# and reporters nothing of how a finding came about.
ONLY = {
    "sources.*": "document  facts  normalise  suggest  text  rulebook.mark  rulebook.yamlfile",
    "reporters.*": "aboveboard  document  findings  latepattern  report  severity  suggest",
}

ROWS = [line.split() for line in LAYERS.splitlines() if line.strip()]
LEVELS = {name: level for level, row in enumerate(ROWS) for name in row}


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its name, without ``aboveboard.`` before it."""
    found = {}
    for path in sorted((SOURCE / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name.removeprefix(f"{PACKAGE}.")] = path
    return found


def entry(name: str) -> str:
    """The entry of the table that stands for a module."""
    package = name
    while package and f"{package}.*" not in LEVELS:
        package = package.rpartition(".")[0]
    return f"{package}.*" if package else name


def _runs(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below ``node`` that run: all but what only a type checker reads."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            for other in child.orelse:
                yield other
                yield from _runs(other)
            continue
        yield child
        yield from _runs(child)


def imports_of(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The modules of this package that a module imports, anywhere in it, and the lines."""
    for node in _runs(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: write the import in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.partition(".")[0] != PACKAGE:
                continue
            inner = name.removeprefix(f"{PACKAGE}.")
            # ``from package import name``: a module, or a name that a module defines.
            while inner not in modules():
                inner = inner.rpartition(".")[0] or PACKAGE
            yield inner, node.lineno


@cache
def arrows() -> tuple[tuple[str, str, str], ...]:
    """Every import inside the package: who, whom, and the place."""
    return tuple(
        (name, other, f"{path.relative_to(SOURCE.parent)}:{line}")
        for name, path in modules().items()
        for other, line in imports_of(ast.parse(path.read_text("utf-8")))
    )


def test_every_module_has_its_place_and_every_place_its_module() -> None:
    assert {entry(name) for name in modules()} ^ set(LEVELS) == set()


def test_no_import_points_up_or_sideways() -> None:
    wrong = [
        f"{place}: {name} imports {other}"
        for name, other, place in arrows()
        if entry(name) != entry(other)
        and {entry(name), entry(other)} <= set(LEVELS)
        and LEVELS[entry(other)] >= LEVELS[entry(name)]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", ONLY)
def test_a_package_sees_only_what_it_needs(package: str) -> None:
    wrong = [
        f"{place}: {name} imports {other}"
        for name, other, place in arrows()
        if entry(name) == package != entry(other) and other not in ONLY[package].split()
    ]
    assert not wrong, "\n".join(wrong)


def test_no_two_modules_need_each_other() -> None:
    needs: dict[str, set[str]] = {name: set() for name in modules()}
    for name, other, _ in arrows():
        needs[name].add(other)
    try:
        list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_matchers_never_see_the_source() -> None:
    """They work on views; only a view knows where in the source its text comes from."""
    wrong = []
    for name, path in modules().items():
        if entry(name) not in {"matchers.*", "guards", "screen"}:
            continue
        for node in _runs(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Attribute) and node.attr == "source"
            imported = isinstance(node, ast.ImportFrom) and any(
                alias.name == "Source" for alias in node.names
            )
            if named or imported:
                wrong.append(f"{path.relative_to(SOURCE.parent)}:{node.lineno}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import aboveboard.text", ["text"]),
        ("from aboveboard.text import View", ["text"]),
        ("from aboveboard import text", ["text"]),
        ("from aboveboard import __version__", ["aboveboard"]),
        ("def f():\n    from aboveboard.text import View", ["text"]),
        ("if TYPE_CHECKING:\n    from aboveboard.text import View", []),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    from aboveboard.text import View", ["text"]),
        ("import regex, aboveboard.nlp as n", ["nlp"]),
    ],
)
def test_imports_are_found(code: str, found: list[str]) -> None:
    assert [name for name, _ in imports_of(ast.parse(code))] == found
