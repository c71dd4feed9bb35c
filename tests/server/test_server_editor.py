"""The language server as an editor sees it: a process, spoken to over its pipes."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")

from golden import assert_golden
from lsp_editor import PATIENCE, Editor, capabilities, editor, end, start
from lsprotocol import types

GOLDEN = Path(__file__).parent / "golden"

RULE = """title: House words
severity: {severity}
message: '"{{match}}" is not how we *speak*.'
advice: Say what you mean.
verdict: substantiate
why: Readers skip it.
cleared-by: [{{fact: offer.ends, within: 2 days}}]
cites: [us.ftc-act-5]
find:
  phrases: |
    {phrase}
examples:
  flag:
    - A [[{phrase}]]!
    - "[[{phrase}]] for you"
    - The [[{phrase}]]
  pass:
    - A boost for the synergy
    - Synergy alone
    - Something else
"""


def rule(phrase: str = "synergy boost", severity: str = "warning") -> str:
    return RULE.format(phrase=phrase, severity=severity)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project with one rule of the house, and nothing else switched on."""
    root = tmp_path / "here"
    (root / ".git").mkdir(parents=True)
    (root / "rules" / "house").mkdir(parents=True)
    (root / "aboveboard.yaml").write_text("rules: rules\nselect: [house, sponsorship]\n", "utf-8")
    (root / "rules" / "house" / "buzz.yaml").write_text(rule(), "utf-8")
    return root


def run(job: Coroutine[Any, Any, None]) -> None:
    asyncio.run(job)


def span(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def places(found: list[types.Diagnostic]) -> list[tuple[types.Range, str]]:
    return [(item.range, str(item.code)) for item in found]


BUZZ = "house/buzz"


def test_diagnostics_come_with_opening_and_changes_and_go_with_closing(house: Path) -> None:
    async def job() -> None:
        async with editor(house) as client:
            uri = client.open("a.md", "A synergy boost.\n")
            [found] = await client.diagnostics(uri)
            data = found.data
            assert found == types.Diagnostic(
                range=span(0, 2, 15),
                message='"synergy boost" is not how we *speak*.\nSay what you mean.',
                severity=types.DiagnosticSeverity.Warning,
                code=BUZZ,
                code_description=found.code_description,
                source="aboveboard",
                data=data,
            )
            place = types.Range(types.Position(0, 0), types.Position(0, 1))
            client.change(uri, types.TextDocumentContentChangePartial(range=place, text="Our big"))
            assert places(await client.diagnostics(uri)) == [(span(0, 8, 21), BUZZ)]
            client.rewrite(uri, "Calm.\n")
            assert await client.diagnostics(uri) == []
            client.rewrite(uri, "The synergy boost.\n")
            assert len(await client.diagnostics(uri)) == 1
            client.close(uri)
            await client.until(lambda: not client.said[uri][-1].diagnostics)
            assert (client.logs, client.messages) == ([], [])

    run(job())


@pytest.mark.parametrize(
    ("encoding", "start", "end"), [("utf-8", 20, 33), ("utf-16", 12, 25), ("utf-32", 10, 23)]
)
def test_ranges_are_in_the_units_of_the_client(
    house: Path, encoding: str, start: int, end: int
) -> None:
    async def job() -> None:
        async with editor(house, encoding=encoding) as client:
            uri = client.open("a.md", "# One\r\n\r\n漢字é 😀😀 and synergy boost.\r\n")
            column = len(
                "漢字é 😀😀 and ".encode(encoding + ("-le" if encoding != "utf-8" else ""))
            )
            column //= {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
            expected = [(span(2, column, column + 13), BUZZ)]
            assert places(await client.diagnostics(uri)) == expected
            # Take the first emoji away, by the client's own units.
            one = client.measure("漢字é ")
            gone = span(2, one, one + client.measure("😀"))
            client.change(uri, types.TextDocumentContentChangePartial(range=gone, text=""))
            assert client.texts[uri] == "# One\r\n\r\n漢字é 😀 and synergy boost.\r\n"
            column -= client.measure("😀")
            assert places(await client.diagnostics(uri)) == [(span(2, column, column + 13), BUZZ)]

    run(job())


FORMATS = [
    ("a.txt", "plaintext", "A synergy boost.", 0),
    ("a.mdx", "mdx", "# T\n\n<Note/> A synergy boost.\n", 2),
    ("a.html", "html", "<p>\nA synergy boost</p>", 1),
    ("a.mjml", "xml", "<mjml><mj-text>\nA synergy boost</mj-text></mjml>", 1),
    ("a.csv", "csv", "date,caption\n2026-11-30,A synergy boost\n", 1),
    ("a.tsv", "tsv", "date\tcaption\n2026-11-30\tA synergy boost\n", 1),
    ("a.jsonl", "jsonl", '{"caption": "Calm"}\n{"caption": "A synergy boost"}\n', 1),
    ("a.json", "json", '[{"platform": "x",\n"caption": "A synergy boost"}]', 1),
    ("a.yaml", "yaml", "- platform: x\n  caption: A synergy boost\n", 1),
    ("untitled:Untitled-1", "markdown", "> x\n\nA synergy boost\n", 2),
]


def test_every_format_is_read_by_its_name_or_language(house: Path) -> None:
    async def job() -> None:
        async with editor(house) as client:
            for name, language, text, line in FORMATS:
                uri = client.open(name, text, language)
                start = text.splitlines()[line].index("synergy boost")
                expected = [(span(line, start, start + 13), BUZZ)]
                assert places(await client.diagnostics(uri)) == expected, name

    run(job())


def test_what_is_no_copy_has_no_diagnostics(house: Path) -> None:
    async def job() -> None:
        async with editor(house) as client:
            for name, language in [
                ("a.py", "python"),
                ("rules/house/buzz.yaml", "yaml"),
                ("aboveboard.yaml", "yaml"),
                ("settings.json", "json"),
            ]:
                text = '{"a": "synergy boost"}' if language == "json" else "# synergy boost\na: 1\n"
                assert await client.diagnostics(client.open(name, text, language)) == []

    run(job())


def test_hover_explains_the_rule(house: Path) -> None:
    async def job() -> None:
        async with editor(house) as client:
            uri = client.open("a.md", "A synergy boost.\n")
            found = await client.hover(uri, 0, 5)
            assert found is not None
            assert found.range == span(0, 2, 15)
            assert isinstance(found.contents, types.MarkupContent)
            assert found.contents.kind == types.MarkupKind.Markdown
            assert_golden(GOLDEN / "hover.md", found.contents.value + "\n")
            assert await client.hover(uri, 0, 0) is None
            assert await client.hover(client.uri("closed.md"), 0, 0) is None

    run(job())


def test_hover_in_plain_text_for_a_client_that_reads_no_markdown(house: Path) -> None:
    async def job() -> None:
        wants = capabilities()
        assert wants.text_document is not None
        wants.text_document.hover = types.HoverClientCapabilities(content_format=["plaintext"])
        async with editor(house, wants) as client:
            found = await client.hover(client.open("a.md", "A synergy boost.\n"), 0, 5)
            assert found is not None
            assert isinstance(found.contents, types.MarkupContent)
            assert found.contents.kind == types.MarkupKind.PlainText
            assert_golden(GOLDEN / "hover.txt", found.contents.value + "\n")

    run(job())


TODO = "TODO: say why"


IGNORED = [
    (
        "a.md",
        "One.\r\n\r\nA synergy boost 😀\r\n",
        f"One.\r\n\r\n<!-- aboveboard: ignore {BUZZ} -- {TODO} -->\r\nA synergy boost 😀\r\n",
    ),
    (
        "a.mdx",
        "# T\n\nA synergy boost\n",
        f"# T\n\n{{/* aboveboard: ignore {BUZZ} -- {TODO} */}}\nA synergy boost\n",
    ),
    (
        "a.html",
        "<p>A synergy boost</p>",
        f"<!-- aboveboard: ignore {BUZZ} -- {TODO} -->\n<p>A synergy boost</p>",
    ),
    (
        "a.yaml",
        "- platform: x\n  caption: A synergy boost\n",
        f"- platform: x\n  # aboveboard: ignore {BUZZ} -- {TODO}\n  caption: A synergy boost\n",
    ),
    (
        "b.yaml",
        "- platform: x\n  caption: |\n    One.\n    A synergy boost\n",
        f"- platform: x\n  # aboveboard: ignore {BUZZ} -- {TODO}\n"
        "  caption: |\n    One.\n    A synergy boost\n",
    ),
    (
        "a.csv",
        "date,caption\n2026-11-30,A synergy boost\n",
        f"date,caption,aboveboard_ignore\n2026-11-30,A synergy boost,{BUZZ} -- {TODO}\n",
    ),
    ("a.txt", "A synergy boost\n", None),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_ignoring_a_finding_where_it_stands(house: Path, encoding: str) -> None:
    async def job() -> None:
        async with editor(house, encoding=encoding) as client:
            for name, text, after in IGNORED:
                uri = client.open(name, text)
                found = await client.diagnostics(uri)
                actions = await client.actions(uri, found[0].range, diagnostics=found)
                titles = [action.title for action in actions]
                if after is None:
                    assert titles == []
                    continue
                assert titles == [f'Ignore {BUZZ} here (then put your reason for "{TODO}")']
                [action] = actions
                assert list(action.diagnostics or ()) == found
                assert action.edit is not None
                assert client.apply(action.edit) == {uri: after}
                client.rewrite(uri, after)
                assert await client.diagnostics(uri) == []

    run(job())


def test_fixes_and_all_safe_fixes(house: Path) -> None:
    text = "😀 So good! #spon\n\nCalm.\n\nMore! #spon\n"

    async def job() -> None:
        async with editor(house, capabilities(versions=False)) as client:
            uri = client.open("a.md", text)
            found = await client.diagnostics(uri)
            assert places(found)[0] == (span(0, 12, 17), "sponsorship/abbreviation")
            actions = await client.actions(uri, found[0].range, ["quickfix"], found)
            preferred = [action for action in actions if action.is_preferred]
            assert [action.title for action in preferred] == ["Write the label in full"]
            assert preferred[0].edit is not None
            full = text.replace("#spon", "#sponsored", 1)
            assert client.apply(preferred[0].edit) == {uri: full}
            unsafe = [a.title for a in actions if "changes what the copy claims" in a.title]
            assert unsafe
            whole = types.Range(types.Position(0, 0), types.Position(99, 0))
            for kind in ("source", "source.fixAll", "source.fixAll.aboveboard"):
                [everything] = await client.actions(uri, whole, [kind])
                assert everything.kind == "source.fixAll.aboveboard"
                assert everything.edit is not None
                [(_, after)] = client.apply(everything.edit).items()
                assert after.count("#sponsored") >= 1
                assert after.replace("#sponsored", "#spon") == text
            assert await client.actions(uri, whole, ["refactor"]) == []
            assert await client.actions(uri, span(2, 0, 3)) == []

    run(job())


def test_posts_that_contradict_each_other_name_their_places(tmp_path: Path) -> None:
    root = tmp_path / "here"
    (root / ".git").mkdir(parents=True)
    posts = [
        {"published": "2026-11-04T09:00Z", "campaign": "x", "caption": "Sale. Ends tonight!"},
        {"published": "2026-11-09T09:00Z", "campaign": "x", "caption": "Sale. Ends tonight!"},
    ]

    async def job() -> None:
        async with editor(root) as client:
            text = "\n".join(map(json.dumps, posts)) + "\n"
            uri = client.open("plan.jsonl", text, "jsonl")
            related = [
                (item.location.uri, item.location.range.start.line)
                for found in await client.diagnostics(uri)
                for item in found.related_information or ()
            ]
            assert related
            assert {where for where, _ in related} == {uri}
            assert {line for _, line in related} <= {0, 1}

    run(job())


# ---------------------------------------------------------------- what applies, live


async def touched(client: Editor, *paths: Path) -> None:
    changes = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))


def test_a_change_of_the_configuration_is_followed(house: Path) -> None:
    config = house / "aboveboard.yaml"

    async def job() -> None:
        async with editor(house, capabilities(watches=True)) as client:
            await client.until(lambda: client.registered)
            [registered] = client.registered
            assert registered.method == "workspace/didChangeWatchedFiles"
            uri = client.open("a.md", "A synergy boost.\n")
            assert len(await client.diagnostics(uri)) == 1
            config.write_text("rules: rules\nselect: house\nignore: house/buzz\n", "utf-8")
            await touched(client, config)
            await client.until(lambda: not client.said[uri][-1].diagnostics)

    run(job())


def test_a_change_of_a_rule_is_followed_without_a_client_that_watches(house: Path) -> None:
    path = house / "rules" / "house" / "buzz.yaml"

    async def job() -> None:
        async with editor(house) as client:
            uri = client.open("a.md", "A synergy boost and paradigm shift.\n")
            assert places(await client.diagnostics(uri)) == [(span(0, 2, 15), BUZZ)]
            assert client.registered == []
            path.write_text(rule("paradigm shift", "error"), "utf-8")
            client.rewrite(uri, "A synergy boost and paradigm shift!\n")
            [found] = await client.diagnostics(uri)
            assert (found.range, found.severity) == (
                span(0, 20, 34),
                types.DiagnosticSeverity.Error,
            )

    run(job())


def test_a_broken_configuration_is_shown_there_and_the_last_good_one_goes_on(house: Path) -> None:
    config = house / "aboveboard.yaml"
    good = config.read_text("utf-8")

    async def job() -> None:
        async with editor(house, capabilities(watches=True)) as client:
            uri = client.open("a.md", "A synergy boost.\n")
            assert len(await client.diagnostics(uri)) == 1
            config.write_text(good + "severty: note\n", "utf-8")
            await touched(client, config)
            await client.until(lambda: client.said[config.as_uri()])
            [fault] = client.said[config.as_uri()][-1].diagnostics
            assert fault.range == span(2, 0, 13)
            assert fault.message.startswith("unknown key 'severty' in the configuration")
            client.rewrite(uri, "The synergy boost.\n")
            assert places(await client.diagnostics(uri)) == [(span(0, 4, 17), BUZZ)]
            [message] = client.messages
            assert message.endswith("; the last settings that worked still apply")
            config.write_text(good, "utf-8")
            await touched(client, config)
            await client.until(lambda: not client.said[config.as_uri()][-1].diagnostics)
            assert len(client.messages) == 1

    run(job())


def test_a_broken_rule_is_shown_there(house: Path) -> None:
    path = house / "rules" / "house" / "more.yaml"

    async def job() -> None:
        async with editor(house) as client:
            uri = client.open("a.md", "A synergy boost.\n")
            assert len(await client.diagnostics(uri)) == 1
            path.write_text("title: Only a title\n", "utf-8")
            client.rewrite(uri, "A synergy boost!\n")
            assert places(await client.diagnostics(uri)) == [(span(0, 2, 15), BUZZ)]
            await client.until(lambda: client.said[path.as_uri()])
            assert client.said[path.as_uri()][-1].diagnostics

    run(job())


def test_without_any_configuration_that_ever_worked_a_draft_says_that_it_is_not_checked(
    house: Path,
) -> None:
    (house / "aboveboard.yaml").write_text("severty: note\n", "utf-8")

    async def job() -> None:
        async with editor(house) as client:
            [found] = await client.diagnostics(client.open("a.md", "A synergy boost.\n"))
            assert found.severity == types.DiagnosticSeverity.Error
            assert found.message == f"not checked: {house / 'aboveboard.yaml'} cannot be used"

    run(job())


# ---------------------------------------------------------------- the protocol


def test_a_client_that_pulls_is_not_pushed_to(house: Path) -> None:
    async def job() -> None:
        async with editor(house, capabilities(pulls=True)) as client:
            uri = client.open("a.md", "A synergy boost.\n")
            params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
            report = await client.text_document_diagnostic_async(params)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            assert places(list(report.items)) == [(span(0, 2, 15), BUZZ)]
            client.rewrite(uri, "Calm.\n")
            report = await client.text_document_diagnostic_async(params)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            assert not report.items
            assert client.said[uri] == []

    run(job())


def test_of_changes_in_a_row_only_the_last_is_told(house: Path) -> None:
    async def job() -> None:
        async with editor(house) as client:
            uri = client.open("a.md", "Calm.\n")
            await client.diagnostics(uri)
            for number in range(300):
                client.rewrite(uri, f"{'x' * number} synergy boost.\n" * 20)
            found = await client.diagnostics(uri)
            assert [item.range.start for item in found] == [
                types.Position(line, 300) for line in range(20)
            ]
            assert len(client.said[uri]) < 100
            versions = [said.version or 0 for said in client.said[uri]]
            assert versions == sorted(versions)

    run(job())


def test_a_huge_draft_is_checked_and_others_are_still_answered(house: Path) -> None:
    async def job() -> None:
        async with editor(house) as client:
            huge = client.open(
                "huge.txt", "Plain words of no import here.\n\n" * 60_000, "plaintext"
            )
            client.rewrite(huge, "A synergy boost.\n")
            assert places(await client.diagnostics(huge)) == [(span(0, 2, 15), BUZZ)]
            line = client.open("line.txt", "word " * 200_000 + "synergy boost", "plaintext")
            found = places(await client.diagnostics(line))
            assert found == [(span(0, 1_000_000, 1_000_013), BUZZ)]

    run(job())


def test_what_cannot_be_handled_is_answered_and_the_server_goes_on(house: Path) -> None:
    async def job() -> None:
        async with editor(house) as client:
            with pytest.raises(Exception, match="Method Not Found"):
                await client.protocol.send_request_async("nonsense/method", {})
            raw = {"jsonrpc": "2.0", "id": "bad", "method": "textDocument/hover", "params": 5}
            client.protocol._request_futures["bad"] = answer = (
                asyncio.get_running_loop().create_future()
            )  # type: ignore[assignment]
            body = json.dumps(raw).encode()
            assert client.protocol.writer is not None
            client.protocol.writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            with pytest.raises(Exception, match="Invalid Params"):
                async with asyncio.timeout(PATIENCE):
                    await answer
            about = types.VersionedTextDocumentIdentifier(uri="file:///not-open.md", version=2)
            change = types.TextDocumentContentChangeWholeDocument(text="x")
            client.text_document_did_change(types.DidChangeTextDocumentParams(about, [change]))
            uri = client.open("a.md", "A synergy boost.\n")
            assert len(await client.diagnostics(uri)) == 1
            assert client.logs == ["a change of a text that is not open"]
            assert not [line for line in client.logs if "Traceback" in line]

    run(job())


def _exit(house: Path, leave: Callable[[Editor], None]) -> tuple[int, str]:
    async def job() -> tuple[int, str]:
        client = Editor(house)
        await start(client)
        try:
            await client.initialize_async(
                types.InitializeParams(capabilities=capabilities(), process_id=os.getpid())
            )
            server = client._server
            assert server is not None
            assert server.stderr is not None
            leave(client)
            async with asyncio.timeout(PATIENCE):
                return await server.wait(), (await server.stderr.read()).decode()
        finally:
            await end(client)

    return asyncio.run(job())


def test_exit_without_shutdown_is_1(house: Path) -> None:
    assert _exit(house, lambda client: client.exit(None)) == (1, "")


def test_a_client_that_hangs_up_ends_the_server(house: Path) -> None:
    def hang_up(client: Editor) -> None:
        assert client._server is not None
        assert client._server.stdin is not None
        client._server.stdin.close()

    assert _exit(house, hang_up) == (1, "")
