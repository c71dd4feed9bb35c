"""The server itself: what the client says, and what it is told.

The event loop only keeps the drafts; everything that takes time runs in one worker thread, one
check after the other.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from aboveboard import __version__
from aboveboard.reporters.places import Measure, Places
from aboveboard.reporters.visible import one_line
from aboveboard.server.actions import KINDS, actions_for
from aboveboard.server.checks import Checked, StaleError, check
from aboveboard.server.diagnostics import SOURCE, diagnostics_of, fault_diagnostics
from aboveboard.server.drafts import Draft, name_of
from aboveboard.server.hover import at, explained
from aboveboard.server.positions import MEASURES, edited, offset_at, range_of
from aboveboard.server.protocol import Protocol
from aboveboard.server.workspace import Workspace

__all__ = ["Server"]

_WATCHED = ("**/*.{yaml,yml}", "**/pyproject.toml")
_PUSHY = "Last chance! Only 3 left, ends tonight. Join 10,000 happy customers. #ad\n"

T = TypeVar("T")


class Server(LanguageServer):
    """The language server of one client."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(SOURCE, __version__, protocol_cls=Protocol)
        self.exit_code = 1  # unless the client says goodbye as it should
        self.drafts: dict[str, Draft] = {}
        self._setups = workspace
        self._checked: dict[str, Checked] = {}
        self._checks: dict[str, asyncio.Task[None]] = {}
        self._told: dict[str, list[types.Diagnostic]] = {}
        self._faulty: set[str] = set()
        self._worker = ThreadPoolExecutor(1, "check")
        # Faults go to the client's log; a traceback is for nobody there.
        logging.getLogger("pygls").addHandler(logging.NullHandler())
        logging.getLogger("pygls").propagate = False
        self._register()

    # ------------------------------------------------------------ the client

    @property
    def measure(self) -> Measure:
        """How the client counts."""
        encoding = self.workspace.position_encoding
        return MEASURES.get(str(getattr(encoding, "value", encoding)), MEASURES["utf-16"])

    def _can(self, *path: str) -> Any:
        """What the client says of a capability, by its name and those it lies in."""
        found: Any = self.client_capabilities
        for name in path:
            found = getattr(found, name, None)
        return found

    @property
    def _pulls(self) -> bool:
        return self._can("text_document", "diagnostic") is not None

    @property
    def _folder(self) -> str:
        folders = list(self.workspace.folders.values())
        uri = folders[0].uri if folders else self.workspace.root_uri
        return (to_fs_path(uri) if uri else None) or "."

    def log(self, said: str) -> None:
        """Put a line into the client's log."""
        self.window_log_message(
            types.LogMessageParams(type=types.MessageType.Error, message=one_line(said))
        )

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong; the server goes on."""
        if not isinstance(error, BrokenPipeError | JsonRpcMethodNotFound):
            self.log(f"cannot be handled: {type(error).__name__}")

    def _register(self) -> None:
        actions = types.CodeActionOptions(code_action_kinds=KINDS)
        pulled = types.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=False, identifier=SOURCE
        )
        answers: list[tuple[str, Callable[[Any], Any], Any]] = [
            (types.INITIALIZED, self._initialized, None),
            (types.TEXT_DOCUMENT_DID_OPEN, self._opened, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, self._changed, None),
            (types.TEXT_DOCUMENT_DID_CLOSE, self._closed, None),
            (types.TEXT_DOCUMENT_DID_SAVE, self._saved, None),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._files_changed, None),
            (types.TEXT_DOCUMENT_HOVER, self._hover, None),
            (types.TEXT_DOCUMENT_CODE_ACTION, self._actions, actions),
            (types.TEXT_DOCUMENT_DIAGNOSTIC, self._diagnostic, pulled),
        ]
        for method, answer, options in answers:
            self.feature(method, options)(partial(answer))  # pygls marks what it is given

    async def _initialized(self, _: types.InitializedParams) -> None:
        if self._can("workspace", "did_change_watched_files", "dynamic_registration"):
            watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            wanted = types.Registration(id="files", method=method, register_options=options)
            self.client_register_capability(types.RegistrationParams(registrations=[wanted]))
        # So that whoever types first does not wait for spaCy.
        pushy = Draft("", name_of("untitled:warm-up", "plaintext", self._folder), _PUSHY, None)
        await self._work(lambda: check(pushy, self._setups, lambda: False))

    # ------------------------------------------------------------ drafts

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        name = name_of(item.uri, item.language_id, self._folder)
        self._set(Draft(item.uri, name, item.text, item.version))

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        before = self.drafts.get(params.text_document.uri)
        if before is None:
            self.log("a change of a text that is not open")
            return
        text = edited(before.text, params.content_changes, self.measure)
        self._set(Draft(before.uri, before.name, text, params.text_document.version))

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        self.drafts.pop(uri, None)
        self._checked.pop(uri, None)
        if not self._pulls:
            self._publish(uri, None, [])

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        path = to_fs_path(params.text_document.uri) or ""
        if path.endswith((".yaml", ".yml", ".toml")):
            self._again()

    def _files_changed(self, _: types.DidChangeWatchedFilesParams) -> None:
        self._setups.forget()
        self._again()

    def _again(self) -> None:
        """Check every draft once more, as what applies to it may have changed."""
        for draft in list(self.drafts.values()):
            self._set(Draft(draft.uri, draft.name, draft.text, draft.version))
        if self._pulls and self._can("workspace", "diagnostics", "refresh_support"):
            self.workspace_diagnostic_refresh(None)

    def _set(self, draft: Draft) -> None:
        self.drafts[draft.uri] = draft
        task = self._checks.get(draft.uri)
        if task is None or task.done():
            self._checks[draft.uri] = asyncio.ensure_future(self._keep_checked(draft.uri))

    # ------------------------------------------------------------ checks

    async def _work(self, job: Callable[[], T]) -> T | None:
        """What ``job`` comes to in the worker; None, and a line in the log, where it fails."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._worker, job)
        except StaleError:
            return None
        except Exception as error:
            self.log(f"a fault of aboveboard, please report it: {type(error).__name__}: {error}")
            return None

    async def _keep_checked(self, uri: str) -> None:
        """Check a draft until it is as it was checked: the first change at once, and of those
        that come during a check only the last, after a rest as long as that check took.
        """
        while (draft := self.drafts.get(uri)) is not None:
            begun = time.monotonic()
            checked = await self._work(partial(check, draft, self._setups, self._stale(draft)))
            if self.drafts.get(uri) is draft:
                if checked is not None:
                    self._tell(checked)
                break
            await asyncio.sleep(min(1.0, time.monotonic() - begun))
        else:
            self._checks.pop(uri, None)
            return
        if self._setups.outgrown():
            checked = None
            self._checked.clear()  # they hold on to linters, and these to words
            await self._work(self._setups.begin_anew)
            asyncio.get_running_loop().call_soon(self._again)

    def _stale(self, draft: Draft) -> Callable[[], bool]:
        return lambda: self.drafts.get(draft.uri) is not draft

    def _tell(self, checked: Checked) -> None:
        draft = checked.draft
        self._checked[draft.uri] = checked
        if not self._pulls:
            self._publish(draft.uri, draft.version, self._diagnostics(checked))
        self._tell_faults(checked)

    def _diagnostics(self, checked: Checked) -> list[types.Diagnostic]:
        relates = self._can("text_document", "publish_diagnostics", "related_information")
        return diagnostics_of(checked, self.measure, relates=bool(relates))

    def _tell_faults(self, checked: Checked) -> None:
        """Show what is wrong in configuration and rules, on those files, and say it once."""
        found = fault_diagnostics(checked.setup.faults, self.measure)
        watched = checked.setup.watched
        for uri in [u for u in self._told if u not in found and (to_fs_path(u) or "") in watched]:
            del self._told[uri]
            self._publish(uri, None, [])
        fresh = {uri: said for uri, said in found.items() if self._told.get(uri) != said}
        for uri, said in fresh.items():
            self._told[uri] = said
            self._publish(uri, None, said)
        if fresh:
            fault = checked.setup.faults[0]
            kept = "" if checked.linter is None else "; the last settings that worked still apply"
            self.window_show_message(
                types.ShowMessageParams(
                    type=types.MessageType.Error,
                    message=one_line(f"{fault.path}:{fault.line}: {fault.message}{kept}"),
                )
            )

    def _publish(self, uri: str, version: int | None, said: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=said, version=version)
        )

    # ------------------------------------------------------------ requests

    async def _settled(self, uri: str) -> Checked | None:
        """The check of a draft as it stands, once it is done."""
        while (task := self._checks.get(uri)) is not None and not task.done():
            await asyncio.wait([task])
        checked = self._checked.get(uri)
        fresh = checked is not None and checked.draft is self.drafts.get(uri)
        return checked if fresh else None

    async def _answer(self, uri: str, made: Callable[[Checked], T]) -> T | None:
        checked = await self._settled(uri)
        return None if checked is None else await self._work(lambda: made(checked))

    async def _diagnostic(
        self, params: types.DocumentDiagnosticParams
    ) -> types.RelatedFullDocumentDiagnosticReport:
        found = await self._answer(params.text_document.uri, self._diagnostics)
        return types.RelatedFullDocumentDiagnosticReport(items=found or [])

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        formats = self._can("text_document", "hover", "content_format") or []
        markdown = types.MarkupKind.Markdown in formats

        def made(checked: Checked) -> types.Hover | None:
            text, report = checked.draft.text, checked.report
            found = at(report.findings, text, offset_at(text, params.position, self.measure))
            if not found:
                return None
            rules = [report.rules.get(finding.rule_id) for finding in found]
            said = [
                explained(finding, rule, markdown=markdown)
                for finding, rule in zip(found, rules, strict=True)
            ]
            first = found[0]
            kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
            return types.Hover(
                contents=types.MarkupContent(kind, "\n\n---\n\n".join(said)),
                range=range_of(Places(self.measure), first.source, first.start, first.end),
            )

        return await self._answer(params.text_document.uri, made)

    async def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        versioned = bool(self._can("workspace", "workspace_edit", "document_changes"))

        def made(checked: Checked) -> list[types.CodeAction]:
            return actions_for(checked, params, self.measure, versioned=versioned)

        return await self._answer(params.text_document.uri, made) or []
