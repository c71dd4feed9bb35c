"""The server of the local page: HTTP on the loopback address, for the page and nobody else.

Other pages that are open in the browser can send requests to this machine, too.  So a draft is
taken only from the page itself: the name it was called by must be a loopback name (a foreign name
that leads here is DNS rebinding), the origin must be this server, and the page must know a word
that is new in every run.  No answer may be kept, framed or read by another page.

Every connection has a thread of its own, because browsers open connections before they need them
and one that says nothing must not keep others waiting; drafts themselves are checked one at a
time (:class:`~aboveboard.localpage.checking.Checker`).  Nothing is logged.
"""

from __future__ import annotations

import json
import os
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import compare_digest, token_urlsafe
from socketserver import TCPServer
from typing import Any

from aboveboard.localpage.checking import Checker
from aboveboard.localpage.draft import DraftError, read_draft
from aboveboard.localpage.page import page, static_files

__all__ = ["HOST", "LIMIT", "Server"]

HOST = "127.0.0.1"
"""The only address that is listened on."""

LIMIT = 1_000_000
"""The largest draft, in bytes of JSON."""

_DRAINED = 8 * LIMIT  # what is read of a larger one, so that its sender gets to hear the answer
_PIECE = 65_536
_PATIENCE = 30.0  # seconds in which something must arrive

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_CHECK = "/check"


class Server(ThreadingHTTPServer):
    """Listens on ``port`` of the loopback address; 0 takes any free one.

    Raises OSError where the port cannot be had.
    """

    daemon_threads = True
    # Elsewhere it only means that a port is free at once; on Windows two could share one.
    allow_reuse_address = os.name != "nt"

    def __init__(self, checker: Checker, port: int) -> None:
        self.checker = checker
        super().__init__((HOST, port), _Handler)
        self.token = token_urlsafe(32)
        self.names = {f"{name}:{self.port}" for name in (HOST, "localhost")}
        if self.port == 80:
            self.names |= {HOST, "localhost"}
        markup = page(checker.linter, token=self.token, limit=LIMIT).encode("utf-8", "replace")
        self.pages = {"/": ("text/html; charset=utf-8", markup), **static_files()}

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, as HTTPServer would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.port

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        return f"http://{HOST}:{self.port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that went away is no fault, and a traceback may quote copy."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # also who speaks no HTTP gets headers
    timeout = _PATIENCE
    server: Server

    # ------------------------------------------------------------ methods

    def do_GET(self) -> None:
        """Show the page or one of its files."""
        if not self._is_called_by_its_name():
            return
        found = self.server.pages.get(self._path)
        if found is None:
            self._refuse_method()
        else:
            self._answer(HTTPStatus.OK, *found)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Check a draft."""
        if not self._is_called_by_its_name():
            return
        if self._path != _CHECK:
            self._refuse_method()
        elif (data := self._body()) is not None:
            self._check(data)

    def do_PUT(self) -> None:
        """Refuse: nothing here can be changed."""
        if self._is_called_by_its_name():
            self._refuse_method()

    do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_PUT

    # ------------------------------------------------------------ who may ask

    @property
    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _is_called_by_its_name(self) -> bool:
        """Whether the request is for a loopback name; otherwise it is refused."""
        names = self.headers.get_all("Host", [])
        if len(names) == 1 and names[0].strip().lower() in self.server.names:
            return True
        self._say(HTTPStatus.FORBIDDEN, f"Open {self.server.address} in a browser on this machine.")
        return False

    def _comes_from_the_page(self) -> bool:
        origins = self.headers.get_all("Origin", [])
        given = self.headers.get("X-Aboveboard-Token", "")
        return (
            len(origins) == 1
            and origins[0].lower() in {f"http://{name}" for name in self.server.names}
            and compare_digest(given.encode("utf-8", "replace"), self.server.token.encode())
        )

    # ------------------------------------------------------------ drafts

    def _body(self) -> bytes | None:
        """The bytes of a draft, or None for a request that was refused."""
        if not self._comes_from_the_page():
            self._say(HTTPStatus.FORBIDDEN, "Only the page itself may send drafts; reload it.")
            return None
        if self.headers.get_content_type() != "application/json":
            self._say(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A draft is sent as application/json.")
            return None
        sizes = self.headers.get_all("Content-Length", [])
        size = sizes[0].strip() if len(sizes) == 1 else ""
        if "Transfer-Encoding" in self.headers or not (size.isascii() and size.isdecimal()):
            self._say(HTTPStatus.LENGTH_REQUIRED, "A draft comes with its length in bytes.")
            return None
        # int() gives up on numbers of thousands of digits, which are too large anyway.
        wanted = int(size) if len(size) < 20 else _DRAINED + 1
        if wanted > LIMIT:
            self._drain(wanted)
            said = f"A draft may have {LIMIT:,} bytes; check longer copy as a file."
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)
            return None
        data = self.rfile.read(wanted)
        if len(data) < wanted:  # whoever sent it has gone
            self.close_connection = True
            return None
        return data

    def _drain(self, size: int) -> None:
        """Read what is too large, unless it is far too large."""
        while 0 < size <= _DRAINED:
            piece = self.rfile.read(min(size, _PIECE))
            size -= len(piece) or size

    def _check(self, data: bytes) -> None:
        try:
            answer = self.server.checker.check(read_draft(data))
        except DraftError as error:
            self._say(HTTPStatus.BAD_REQUEST, f"This cannot be checked: {error}.")
        except Exception as error:  # the page must hear of it, whatever it is
            # Of an error only its kind: what it says may quote the copy.
            said = f"The check failed ({type(error).__name__}). This is a fault of aboveboard."
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, said)
        else:
            # ASCII: a surrogate alone is escaped and reads back as what it was.
            body = json.dumps(answer).encode("ascii")
            self._answer(HTTPStatus.OK, "application/json", body)

    # ------------------------------------------------------------ answers

    def _refuse_method(self) -> None:
        """Refuse a path that is not there, or a method that it does not have."""
        if self._path == _CHECK:
            allowed = "POST"
        elif self._path in self.server.pages:
            allowed = "GET, HEAD"
        else:
            self._say(HTTPStatus.NOT_FOUND, "There is nothing here.")
            return
        said = f"This takes {allowed} only."
        self._say(HTTPStatus.METHOD_NOT_ALLOWED, said, Allow=allowed)

    def _say(self, status: int, words: str, **headers: str) -> None:
        """Answer with a sentence and hang up: the rest of the request may be unread."""
        self.close_connection = True
        body = f"{words}\n".encode()
        self._answer(status, "text/plain; charset=utf-8", body, Connection="close", **headers)

    def _answer(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that cannot be read, quoting nothing of it."""
        self._say(code, "This request cannot be read.")

    def version_string(self) -> str:
        """Only the name: nobody needs to know more."""
        return "aboveboard"

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""
