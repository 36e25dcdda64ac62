"""The page's server: this machine only, nothing but reading, and no file but the page's own."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlsplit

from higgs_sym.errors import HiggsSymError, InputError
from higgs_sym.explore.views import view

HOST = "127.0.0.1"
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost)(?::(?P<port>[0-9]{1,5}))?")
_PART = re.compile(r"[0-9]{1,4}")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src data: blob:"
)
FILES = {
    "/": ("explore/page/explore.html", "text/html; charset=utf-8"),
    "/explore.css": ("explore/page/explore.css", "text/css; charset=utf-8"),
    "/explore.js": ("explore/page/explore.js", "text/javascript; charset=utf-8"),
    "/plot.js": ("explore/page/plot.js", "text/javascript; charset=utf-8"),
    "/text.woff2": ("report/fonts/stix-two-text.woff2", "font/woff2"),
    "/italic.woff2": ("report/fonts/stix-two-text-italic.woff2", "font/woff2"),
}


def serve(port: int = 0) -> ThreadingHTTPServer:
    """A server on this machine's loopback, not yet running; port 0 lets the system choose."""
    try:
        server = ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        raise HiggsSymError(f"port {port} cannot be used: {error.strerror}; choose another or leave it out") from error
    server.daemon_threads = True
    return server


class Handler(BaseHTTPRequestHandler):
    """GET of the page's files and of /data."""

    server_version = "higgs_sym"
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds that a silent connection is kept
    disable_nagle_algorithm = True  # the body need not wait 40 ms for the headers to be acknowledged

    def do_GET(self) -> None:
        """Answer one request."""
        if not _is_local(self.headers.get_all("Host") or [], self.connection.getsockname()[1]):
            self._send(HTTPStatus.FORBIDDEN, b"this page is served to this machine only", "text/plain")
            return
        try:
            address = urlsplit(self.path)
            query = _query(address.query)
        except ValueError as error:
            self._json(HTTPStatus.BAD_REQUEST, {"error": f"the address cannot be read: {error}"})
            return
        if address.path == "/data":
            self._data(query)
        elif address.path in FILES:
            name, kind = FILES[address.path]
            self._send(HTTPStatus.OK, resources.files("higgs_sym").joinpath(name).read_bytes(), kind)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"no such page", "text/plain")

    def _data(self, given: dict[str, str]) -> None:
        try:
            part = _part(given.pop("part", "0"))
            self._json(HTTPStatus.OK, view(given.pop("view", ""), given, part).as_dict())
        except HiggsSymError as error:
            self._json(HTTPStatus.BAD_REQUEST, {"error": str(error)})

    def _json(self, status: HTTPStatus, made: dict[str, object]) -> None:
        self._send(status, json.dumps(made, allow_nan=False).encode(), "application/json")

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        headers |= {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"}
        for name, value in headers.items():
            self.send_header(name, value)
        try:
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:  # the reader has moved on
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the terminal says where the page is, and nothing else."""


def _is_local(hosts: list[str], port: int) -> bool:
    """A page elsewhere that points its own name at this machine has another Host; without a port it means 80."""
    if len(hosts) != 1:
        return False
    found = _HOST.fullmatch(hosts[0].strip().lower())
    return found is not None and found["port"] in (None, str(port))


def _query(text: str) -> dict[str, str]:
    """The fields of a query, each given once; ValueError for anything else."""
    given = parse_qs(text, max_num_fields=10, keep_blank_values=True, strict_parsing=bool(text), errors="strict")
    twice = [name for name, values in given.items() if len(values) > 1]
    if twice:
        raise ValueError(f"{twice[0]} is given twice")
    return {name: values[0] for name, values in given.items()}


def _part(text: str) -> int:
    if not _PART.fullmatch(text):
        raise InputError("part", text, "0, 1, 2, ...")
    return int(text)
