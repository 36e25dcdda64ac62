"""One explorer server for the tests, on a free port of the loopback."""

from __future__ import annotations

import threading

import pytest

from higgs_sym.explore.server import serve


@pytest.fixture(scope="session")
def port():
    with serve() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()
