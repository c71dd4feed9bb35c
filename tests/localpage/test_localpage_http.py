"""The server of the local page: what it answers, and whom it refuses."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import SOURCE, Running, running

SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Server": "aboveboard",
}
DRAFT = b'{"body": "This is your last chance to save!"}'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("here")
    (folder / ".git").mkdir()
    (folder / "secret.txt").write_text("not for the page", encoding="utf-8")
    with running(folder, "--port", "0") as found:
        yield found


@pytest.mark.parametrize(
    ("path", "kind", "file"),
    [
        ("/report.css", "text/css; charset=utf-8", "reporters/html/report.css"),
        ("/page.css", "text/css; charset=utf-8", "localpage/page.css"),
        ("/page.js", "text/javascript; charset=utf-8", "localpage/page.js"),
        ("/copy.js", "text/javascript; charset=utf-8", "localpage/copy.js"),
    ],
)
def test_the_files_of_the_page_are_served(server: Running, path: str, kind: str, file: str) -> None:
    answer = server.ask("GET", path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.body == (SOURCE / "aboveboard" / file).read_bytes()


def test_the_page_is_served_and_holds_no_script_or_style_of_its_own(server: Running) -> None:
    answer = server.ask("GET", "/?from=somewhere")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    page = answer.words()
    assert page.count("<script") == 1
    assert '<script src="/page.js" type="module"></script>' in page
    assert "<style" not in page
    assert " style=" not in page
    assert server.ask("GET", "/").body == answer.body


@pytest.mark.parametrize(
    ("method", "path", "status", "words", "allow"),
    [
        ("GET", "/secret.txt", 404, "There is nothing here.\n", None),
        ("GET", "/../secret.txt", 404, "There is nothing here.\n", None),
        ("GET", "/%2e%2e/secret.txt", 404, "There is nothing here.\n", None),
        ("GET", "/page", 404, "There is nothing here.\n", None),
        ("GET", "/check", 405, "This takes POST only.\n", "POST"),
        ("PUT", "/check", 405, "This takes POST only.\n", "POST"),
        ("OPTIONS", "/check", 405, "This takes POST only.\n", "POST"),
        ("POST", "/", 405, "This takes GET, HEAD only.\n", "GET, HEAD"),
        ("DELETE", "/page.js", 405, "This takes GET, HEAD only.\n", "GET, HEAD"),
        ("PATCH", "/nowhere", 404, "There is nothing here.\n", None),
        ("POST", "/nowhere", 404, "There is nothing here.\n", None),
        ("BREW", "/", 501, "This request cannot be read.\n", None),
    ],
)
def test_what_is_not_there_is_refused(
    server: Running, method: str, path: str, status: int, words: str, allow: str | None
) -> None:
    answer = server.ask(method, path)
    assert (answer.status, answer.words()) == (status, words)
    assert answer.headers.get("Allow") == allow
    assert answer.headers["Connection"] == "close"


def test_head_has_no_body(server: Running) -> None:
    page = server.ask("GET", "/page.js")
    answer = server.ask("HEAD", "/page.js")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(page.body))


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/page.js"), ("GET", "/x"), ("POST", "/check")]
)
def test_every_answer_says_what_browsers_may_not_do_with_it(
    server: Running, method: str, path: str
) -> None:
    headers = server.page_headers() if method == "POST" else {}
    answer = server.ask(method, path, DRAFT if method == "POST" else None, headers)
    assert {name: answer.headers.get(name) for name in SAFE} == SAFE
    assert not any(name.lower().startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("path", ["/", "/page.js", "/check"])
@pytest.mark.parametrize(
    "host",
    ["example.com", "example.com:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.nip.io", ""],
)
def test_a_foreign_name_that_leads_here_is_refused(server: Running, host: str, path: str) -> None:
    method = "POST" if path == "/check" else "GET"
    headers = {**server.page_headers(), "Host": host.format(port=server.port)}
    answer = server.ask(method, path, DRAFT if method == "POST" else None, headers)
    assert answer.status == 403
    assert answer.words() == f"Open {server.address} in a browser on this machine.\n"


def test_localhost_is_a_name_of_this_machine(server: Running) -> None:
    name = f"LocalHost:{server.port}"
    assert server.ask("GET", "/", headers={"Host": name}).status == 200
    headers = {**server.page_headers(), "Host": name, "Origin": f"http://localhost:{server.port}"}
    assert server.ask("POST", "/check", DRAFT, headers).status == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"Origin": "https://example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": ""},
        {"X-Aboveboard-Token": ""},
        {"X-Aboveboard-Token": "wrong"},
        {"X-Aboveboard-Token": "é"},
    ],
    ids=str,
)
def test_a_draft_from_elsewhere_is_refused(server: Running, changed: dict[str, str]) -> None:
    said = {name: value.format(port=server.port) for name, value in changed.items()}
    answer = server.ask("POST", "/check", DRAFT, {**server.page_headers(), **said})
    assert answer.status == 403
    assert answer.words() == "Only the page itself may send drafts; reload it.\n"


@pytest.mark.parametrize("missing", ["Origin", "X-Aboveboard-Token"])
def test_a_draft_that_does_not_say_where_it_is_from_is_refused(
    server: Running, missing: str
) -> None:
    headers = {name: value for name, value in server.page_headers().items() if name != missing}
    assert server.ask("POST", "/check", DRAFT, headers).status == 403


def test_a_form_cannot_send_a_draft(server: Running) -> None:
    headers = {**server.page_headers(), "Content-Type": "text/plain"}
    answer = server.ask("POST", "/check", DRAFT, headers)
    assert (answer.status, answer.words()) == (415, "A draft is sent as application/json.\n")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "this is no JSON"),
        (b"{", "this is no JSON"),
        (b'{"body": "\xff"}', "this is no JSON"),
        (b"[" * 100_000, "this is no JSON"),
        (b'{"facts": {"offer.stock": ' + b"9" * 5_000 + b"}}", "this is no JSON"),
        (b"[]", "a draft must be an object"),
        (b'"last chance"', "a draft must be an object"),
        (
            b'{"boddy": "x"}',
            "a draft has the keys body, facts, format, severity, subject and no others",
        ),
        (b'{"body": 1}', "'body' and 'subject' must be texts"),
        (b'{"subject": null}', "'body' and 'subject' must be texts"),
        (b'{"format": "csv"}', "'format' must be one of text, markdown, html"),
        (b'{"format": []}', "'format' must be one of text, markdown, html"),
        (b'{"severity": "fatal"}', "'severity' must be one of note, warning, error"),
        (b'{"facts": []}', "'facts' must be an object"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_draft_is_refused_without_a_word_of_it(
    server: Running, body: bytes, words: str
) -> None:
    answer = server.ask("POST", "/check", body, server.page_headers())
    assert (answer.status, answer.words()) == (400, f"This cannot be checked: {words}.\n")


@pytest.mark.parametrize("size", [1_000_001, 9_000_000])
def test_a_draft_that_is_too_large_gets_a_plain_answer(server: Running, size: int) -> None:
    body = b'{"body": "' + b"x" * (size - 12) + b'"}'
    assert len(body) == size
    try:
        answer = server.ask("POST", "/check", body, server.page_headers())
    except OSError:
        assert size > 8_000_000  # hung up on: nobody reads that much to refuse it
    else:
        words = "A draft may have 1,000,000 bytes; check longer copy as a file.\n"
        assert (answer.status, answer.words()) == (413, words)
    assert server.check(body="Good morning.")["findings"] == []


def test_the_largest_draft_is_checked(server: Running) -> None:
    frame = len(json.dumps({"body": ""}))
    text = "Good morning. " * 80_000
    answer = server.check(body=text[: 1_000_000 - frame])
    assert (answer["status"]["key"], answer["findings"]) == ("pass", [])


def raw(server: Running, request: str, *, then_close: bool = False) -> bytes:
    """What comes back for the bytes of ``request``."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(request.encode())
        if then_close:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    return answer


@pytest.mark.parametrize(
    "lengths",
    [
        "",
        "Content-Length: -1\r\n",
        "Content-Length: 1e3\r\n",
        "Content-Length: ٣\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
    ],
    ids=repr,
)
def test_a_draft_has_one_plain_length(server: Running, lengths: str) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in server.page_headers().items())
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    answer = raw(server, f"POST /check HTTP/1.1\r\n{host}{headers}{lengths}\r\n{{}}")
    assert answer.startswith(b"HTTP/1.1 411 "), answer
    assert answer.endswith(b"A draft comes with its length in bytes.\n")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("nonsense\r\n\r\n", b"400"),
        ("GET /\r\n\r\n", b"403"),
        ("GET / HTTP/9.9\r\n\r\n", b"505"),
        ("GET / HTTP/1.1\r\n\r\n", b"403"),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: example.com\r\n\r\n", b"403"),
        ("GET /" + "x" * 70_000 + " HTTP/1.1\r\n\r\n", b"414"),
        ("GET / HTTP/1.1\r\n" + "X: y\r\n" * 200 + "\r\n", b"431"),
    ],
    ids=["nonsense", "old", "version", "no name", "two names", "long", "headers"],
)
def test_a_request_that_cannot_be_read_is_refused_with_the_same_care(
    server: Running, request_: str, status: bytes
) -> None:
    answer = raw(server, request_.replace("{port}", str(server.port)))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert status in head.split(b"\r\n")[0]
    assert b"\r\nX-Content-Type-Options: nosniff" in head
    assert b"nonsense" not in body


def test_a_sender_that_goes_away_in_between_is_no_fault(server: Running) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in server.page_headers().items())
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    request = f"POST /check HTTP/1.1\r\n{host}{headers}Content-Length: 100\r\n\r\n{{"
    assert raw(server, request, then_close=True) == b""


def test_connections_that_say_nothing_keep_nobody_waiting(server: Running) -> None:
    place = ("127.0.0.1", server.port)
    idle = [socket.create_connection(place) for _ in range(20)]
    try:
        idle[0].sendall(b"POST /check HTTP/1.1\r\n")
        found = server.check(body="This is your last chance to save!")["findings"]
        assert [finding["rule"] for finding in found] == ["urgency/last-chance"]
    finally:
        for connection in idle:
            connection.close()


def test_several_drafts_may_come_in_one_connection(server: Running) -> None:
    from http.client import HTTPConnection

    headers = server.page_headers()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    for body, count in ((DRAFT, 1), (b'{"body": "Good morning."}', 0), (DRAFT, 1)):
        connection.request("POST", "/check", body, headers)
        assert len(json.loads(connection.getresponse().read())["findings"]) == count
    connection.close()


def test_only_the_loopback_address_is_listened_on(server: Running) -> None:
    sockets = Path(f"/proc/{server.process.pid}/net/tcp")
    if not sockets.exists():
        pytest.skip("this system does not list its sockets in /proc")
    port = f"{server.port:04X}"
    listening = [
        line.split()[1]
        for name in ("tcp", "tcp6")
        for line in sockets.with_name(name).read_text("ascii").splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port}")
    ]
    assert listening == [f"0100007F:{port}"]
