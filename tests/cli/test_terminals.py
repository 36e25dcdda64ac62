"""Terminals, pipes, readers that leave, interrupts and signs of life."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
def test_with_progress_on_a_terminal_the_output_still_goes_into_the_file():
    terminal, end = os.openpty()

    def look():
        with contextlib.suppress(OSError):
            while os.read(terminal, 1 << 16):
                pass

    reader = threading.Thread(target=look, daemon=True)
    reader.start()
    code = "import sys; from higgs_sym.cli import run; sys.exit(run(['derive', 'd:gap']))"
    made = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=end, text=True, check=True)
    os.close(end)
    reader.join(10)
    os.close(terminal)
    assert made.stdout.startswith("d:gap")


def test_ascii_terminals_read_greek():
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "higgs_sym", "show", "eq:22"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert b"Im chi^-1(2epsilon_g+delta) =" in done.stdout
    assert done.stdout.isascii()


def test_a_reader_that_leaves_is_no_error():
    command = f"{sys.executable} -m higgs_sym list | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize(("expect", "code"), [("confirmed", 0), ("wrong order", 1)])
def test_the_exit_code_survives_a_reader_that_leaves(tmp_path, expect, code):
    path = tmp_path / "claims.toml"
    path.write_text(
        f'[[claim]]\nid = "a"\napprox = "x"\nexact = "sin(x)"\nvar = "x"\nto = "0+"\nexpect = "{expect}"\n',
        encoding="utf-8",
    )
    for options in ("", "--json"):
        # `true` has left before the first line is written
        command = f"{sys.executable} -m higgs_sym verify {path} {options} | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, "")


def test_signs_of_life_where_there_is_no_terminal(capsys, monkeypatch):
    from higgs_sym.cli import output as module

    monkeypatch.setattr(module, "LIFE_SIGN", 0.01)
    with module.progress("deriving") as bar:
        bar(3, 7, "d:gap")
        time.sleep(0.1)
    caught = capsys.readouterr()
    assert caught.out == ""
    assert re.fullmatch(r"(higgs-sym: deriving 3 of 7 \(d:gap\), 0 s\n)+", caught.err)


def test_the_explorer_is_ended_by_an_interrupt():
    code = "import sys; from higgs_sym.cli import run; sys.exit(run(['explore', '--no-open']))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/ \(Ctrl-C to stop\)\n", process.stdout.readline())
    process.send_signal(signal.SIGINT)
    rest, complaint = process.communicate(timeout=60)
    assert (process.returncode, rest, complaint) == (0, "", "")
