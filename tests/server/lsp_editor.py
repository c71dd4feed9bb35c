"""An editor for tests: pygls' own client, with the server in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

import aboveboard
from aboveboard.server.positions import MEASURES, edited

PATIENCE = 60  # seconds, after which a test fails rather than waits

_MARKUP = [types.MarkupKind.Markdown, types.MarkupKind.PlainText]


def capabilities(
    encoding: str = "utf-16", *, pulls: bool = False, watches: bool = False, versions: bool = True
) -> types.ClientCapabilities:
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[encoding]),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True, version_support=True
            ),
            hover=types.HoverClientCapabilities(content_format=_MARKUP),
            diagnostic=types.DiagnosticClientCapabilities() if pulls else None,
        ),
        workspace=types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=watches
            ),
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=versions),
        ),
    )


class Editor(LanguageClient):
    """Keeps what the server says; ``texts`` are the open texts by URI."""

    def __init__(self, root: Path, encoding: str = "utf-16") -> None:
        super().__init__("tests", "1")
        self.root = root
        self.measure = MEASURES[encoding]
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.said: defaultdict[str, list[types.PublishDiagnosticsParams]] = defaultdict(list)
        self.logs: list[str] = []
        self.messages: list[str] = []
        self.registered: list[types.Registration] = []
        self._news = asyncio.Event()
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._on_diagnostics))
        self.feature(types.WINDOW_LOG_MESSAGE)(partial(self._on_log))
        self.feature(types.WINDOW_SHOW_MESSAGE)(partial(self._on_message))
        self.feature(types.CLIENT_REGISTER_CAPABILITY)(partial(self._on_registration))

    def _on_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.said[params.uri].append(params)
        self._news.set()

    def _on_log(self, params: types.LogMessageParams) -> None:
        self.logs.append(params.message)
        self._news.set()

    def _on_message(self, params: types.ShowMessageParams) -> None:
        self.messages.append(params.message)
        self._news.set()

    def _on_registration(self, params: types.RegistrationParams) -> None:
        self.registered += params.registrations
        self._news.set()

    # ------------------------------------------------------------ what people do

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown") -> str:
        uri = name if ":" in name else self.uri(name)
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        return uri

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        self.texts[uri] = edited(self.texts[uri], changes, self.measure)
        self.versions[uri] += 1
        about = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.text_document_did_change(types.DidChangeTextDocumentParams(about, list(changes)))

    def rewrite(self, uri: str, text: str) -> None:
        self.change(uri, types.TextDocumentContentChangeWholeDocument(text=text))

    def close(self, uri: str) -> None:
        about = types.TextDocumentIdentifier(uri)
        self.text_document_did_close(types.DidCloseTextDocumentParams(about))

    async def diagnostics(self, uri: str, version: int | None = None) -> list[types.Diagnostic]:
        """The diagnostics of the text as it stands now (or of a file that is not open)."""
        version = version or self.versions.get(uri)

        def of_now() -> list[types.PublishDiagnosticsParams]:
            return [said for said in self.said[uri] if said.version == version]

        await self.until(lambda: bool(of_now()))
        return list(of_now()[-1].diagnostics)

    async def until(self, happened: Any) -> None:
        """Wait until something is true of what the server said."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                self._news.clear()
                await self._news.wait()

    async def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        about = types.TextDocumentIdentifier(uri)
        place = types.Position(line, character)
        return await self.text_document_hover_async(types.HoverParams(about, place))

    async def actions(
        self, uri: str, asked: types.Range, only: list[str] | None = None,
        diagnostics: Iterable[types.Diagnostic] = (),
    ) -> list[types.CodeAction]:  # fmt: skip
        context = types.CodeActionContext(diagnostics=list(diagnostics), only=only)
        about = types.TextDocumentIdentifier(uri)
        found = await self.text_document_code_action_async(
            types.CodeActionParams(about, asked, context)
        )
        return [action for action in found or [] if isinstance(action, types.CodeAction)]

    def apply(self, edit: types.WorkspaceEdit) -> dict[str, str]:
        """The texts after an edit, by URI: each made with the positions of the text before."""
        by_uri = dict(edit.changes or {})
        for change in edit.document_changes or []:
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == self.versions[change.text_document.uri]
            by_uri[change.text_document.uri] = change.edits  # type: ignore[assignment]
        after = {}
        for uri, edits in by_uri.items():
            backwards = sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character))
            changes = [
                types.TextDocumentContentChangePartial(range=e.range, text=e.new_text)
                for e in reversed(backwards)
            ]
            after[uri] = edited(self.texts[uri], changes, self.measure)
        return after


@asynccontextmanager
async def editor(
    root: Path,
    wants: types.ClientCapabilities | None = None,
    encoding: str = "utf-16",
    arguments: Iterable[str] = (),
) -> AsyncIterator[Editor]:
    """An editor on a folder, the server running; leaves with shutdown and exit, code 0."""
    client = Editor(root, encoding)
    await start(client, arguments)
    await client.initialize_async(
        types.InitializeParams(
            capabilities=wants or capabilities(encoding),
            process_id=os.getpid(),
            root_uri=root.as_uri(),
            workspace_folders=[types.WorkspaceFolder(root.as_uri(), root.name)],
        )
    )
    client.initialized(types.InitializedParams())
    try:
        yield client
        async with asyncio.timeout(PATIENCE):
            await client.shutdown_async(None)
            client.exit(None)
            assert client._server is not None
            assert await client._server.wait() == 0
    finally:
        await end(client)


async def start(client: Editor, arguments: Iterable[str] = ()) -> None:
    package = Path(aboveboard.__file__).resolve().parent.parent
    env = os.environ | {
        "PYTHONPATH": str(package),
        "ABOVEBOARD_CACHE_DIR": str(client.root.parent.parent / "cache"),
    }
    await client.start_io(
        sys.executable, "-m", "aboveboard", "server", *arguments, env=env, cwd=client.root
    )


async def end(client: Editor) -> None:
    server = client._server
    if server is not None and server.returncode is None:
        server.kill()
    await client.stop()
