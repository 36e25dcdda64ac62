"""The server speaks to this machine only and hands out nothing but its own page."""

from __future__ import annotations

import http.client
import json
import socket

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.explore.server import FILES, Handler, serve


def get(port, path, host=None, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize("path", FILES)
def test_every_file_of_the_page_is_there(port, path):
    answer, body = get(port, path)
    assert answer.status == 200
    assert body
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_data(port):
    answer, body = get(port, "/data?view=spectrum&zeta=1/10&kappa=0&T=0")
    assert answer.status == 200
    assert json.loads(body)["curves"][0]["name"] == "N(ε)/N₀"


def test_wrong_input_is_told_as_such(port):
    answer, body = get(port, "/data?view=chi&zeta=-1")
    assert answer.status == 400
    assert json.loads(body)["error"].startswith("zeta = '-1': accepted is")


@pytest.mark.parametrize(("query", "message"), [
    ("view=chi&part=%C2%B2", "part = \u00b2: accepted is 0, 1, 2"),
    ("view=spectrum&part=7", "part = 7: accepted is 0 to 0"),
    ("view=spectrum&zeta=1&zeta=2", "zeta is given twice"),
    ("view=spectrum&zeta=%ff", "cannot be read"),
    ("view=spectrum&zeta=1e99999999", "accepted is"),
    ("view=spectrum&Gamma=1", "field = Gamma"),
    ("view", "bad query field"),
    ("&".join(f"a{n}=1" for n in range(20)), "number of fields"),
])  # fmt: skip
def test_a_bad_query_is_answered_and_the_server_lives_on(port, query, message):
    answer, body = get(port, f"/data?{query}")
    assert answer.status == 400
    assert message in json.loads(body)["error"]
    assert get(port, "/")[0].status == 200


def test_an_address_that_cannot_be_read(port):
    assert get(port, "http://[")[0].status == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LocalHost:{port}"])
def test_this_machine_is_welcome_under_its_names(port, host):
    assert get(port, "/", host=host.format(port=port))[0].status == 200


def test_a_silent_connection_is_given_up():
    assert 0 < Handler.timeout <= 60


@pytest.mark.parametrize("path", ["/../records.py", "/explore.html", "/etc/passwd", "/%2e%2e/cli"])
def test_nothing_else_is_served(port, path):
    assert get(port, path)[0].status == 404


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:80", "127.0.0.1.example.org:80", "", "localhost:1", "localhost:", ":80",
             "localhost:80:80", "local host", "[::1]:80"],
)  # fmt: skip
def test_another_name_for_this_machine_is_refused(port, host):
    assert get(port, "/data?view=chi&zeta=0.1", host=host or "x")[0].status == 403


def test_only_reading(port):
    assert get(port, "/", method="POST")[0].status == 501


def test_bound_to_the_loopback_only():
    with serve() as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_in_use_is_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(HiggsSymError, match="choose another or leave it out"):
            serve(taken.getsockname()[1])
