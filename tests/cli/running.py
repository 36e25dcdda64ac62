"""The command line, called as a function."""

from __future__ import annotations

from higgs_sym.cli import run

QUICK = "bcs:below:static"  # closed forms on both sides


def output(capsys, *argv, code=0):
    """What is printed, and on stderr for exit code 2; another exit code fails."""
    assert run(argv) == code
    caught = capsys.readouterr()
    return caught.out if code != 2 else caught.err
