"""The protocol of pygls, where this server needs another."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import JsonRPCNotification

__all__ = ["Protocol"]


class Protocol(LanguageServerProtocol):
    """Leaves the texts to the server, answers what cannot be read, and keeps the exit code."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(
        self, params: types.DidOpenTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass on a text: pygls would keep another copy of it."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass on a change: pygls knows other line ends than editors do."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass on that a text is closed."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: Any) -> Generator[Any, Any, None]:
        """Stop, and keep the exit code, which pygls forgets on its way out."""
        self._server.exit_code = 0 if self._shutdown else 1  # type: ignore[attr-defined]
        yield from super().lsp_exit(*args)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message; a request that cannot be read is answered, so that nobody waits for it."""
        try:
            return super().structure_message(data)
        except JsonRpcException:
            if "id" in data and "method" in data:
                error = types.ResponseError(
                    code=types.ErrorCodes.InvalidParams.value, message="Invalid Params"
                )
                self._send_response(data["id"], error=error)
            return JsonRPCNotification("$/unreadable", self.VERSION, None)
