"""The page's server: this machine only, nothing but reading, and no file but the page's own."""

from __future__ import annotations

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlsplit

from higgs_sym.errors import HiggsSymError
from higgs_sym.explore.views import view

HOST = "127.0.0.1"
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
    disable_nagle_algorithm = True  # the body need not wait 40 ms for the headers to be acknowledged

    def do_GET(self) -> None:
        """Answer one request."""
        if not self._local():
            self._send(HTTPStatus.FORBIDDEN, b"this page is served to this machine only", "text/plain")
            return
        address = urlsplit(self.path)
        if address.path == "/data":
            self._data(parse_qs(address.query, max_num_fields=10))
        elif address.path in FILES:
            name, kind = FILES[address.path]
            self._send(HTTPStatus.OK, resources.files("higgs_sym").joinpath(name).read_bytes(), kind)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"no such page", "text/plain")

    def _local(self) -> bool:
        """A page elsewhere that points its own name at this machine has another Host."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in (HOST, "localhost")

    def _data(self, query: dict[str, list[str]]) -> None:
        given = {name: values[0] for name, values in query.items()}
        part = given.pop("part", "0")
        try:
            made: dict[str, Any] = view(given.pop("view", ""), given, int(part) if part.isdigit() else 0).as_dict()
            status = HTTPStatus.OK
        except HiggsSymError as error:
            made, status = {"error": str(error)}, HTTPStatus.BAD_REQUEST
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
