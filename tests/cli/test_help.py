"""Help, completion, and what every command has in common."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import click
import pytest

from higgs_sym.cli import main
from higgs_sym.cli.output import aligned
from tests.cli.running import QUICK, output


def test_help_has_examples_and_exit_codes(capsys):
    text = output(capsys, "--help")
    assert "higgs-sym eval chi_inv --omega 2 --zeta 1/10 --digits 30" in text
    assert "Exit codes:" in text


@pytest.mark.parametrize("command", main.commands)
def test_every_command_has_help_with_examples(capsys, command):
    assert "Examples:" in output(capsys, command, "--help")


def leaves(command, path=()):
    """Every command that does something, with the words that lead to it."""
    if not isinstance(command, click.Group):
        return [(" ".join(path), command)]
    context = click.Context(command)
    below = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
    return [leaf for name, each in below for leaf in leaves(each, (*path, name))]


@pytest.mark.parametrize(("words", "command"), leaves(main), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_speaks_json_and_shows_examples(words, command):
    assert "--json" in {option for parameter in command.params for option in parameter.opts}
    assert "Examples:" in command.help or words.startswith("eval ")


def test_the_shell_completes_commands_and_ids():
    def completed(words):
        environment = os.environ | {
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
            "_HIGGS_SYM_COMPLETE": "bash_complete",
        }
        code = "import sys; from higgs_sym.cli import main; main(prog_name='higgs-sym')"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        return [line.partition(",")[2] for line in done.stdout.split()]

    assert "material" in completed("higgs-sym mat")
    # bash cuts words at colons and replaces what follows the last one
    assert completed("higgs-sym show threshold : im : ba")[0] == "bare"
    assert completed("higgs-sym verify s : 2 eq : 22 : on") == ["onset"]
    assert {"gap", "kernel"} <= set(completed("higgs-sym derive d :"))
    assert {"eq:22", "threshold:im", "d:gap"} <= set(completed("higgs-sym show "))


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["show", "eq:222"], r"unknown record id 'eq:222'; did you mean eq:22"),
        (["verify", "eq:10:wek"], r"unknown claim or statement id .*did you mean eq:10:weak"),
        (["derive", "d:gab"], r"unknown derivation id .*did you mean d:gap"),
        (["eval", "chi_in", "--omega", "2"], r"unknown quantity id 'chi_in'; did you mean chi_inv"),
        (["eval", "gap", "--zeta", "-1"], r"zeta = '-1': accepted is "),
        (["eval", "gap", "--zeta", "nan"], r"zeta = 'nan': accepted is "),
        (["eval", "gap", "--zeta", "0.1", "--digits", "5"], r"digits = 5: accepted is .*10 to 100"),
        (["eval", "chi_inv", "--omega", "1-1j", "--zeta", "0.1"], r"omega = .*: accepted is "),
        (["eval", "chi_inv", "--omega", "1", "--zeta", "0.1", "--kappa", "-1"], r"kappa = '-1': accepted is "),
        (["verify", QUICK, "--digits", "1000"], r"digits = 1000: accepted is "),
    ],
)
def test_an_expected_error_is_one_line(capsys, argv, message):
    text = output(capsys, *argv, code=2)
    assert re.fullmatch(rf"higgs-sym: error: {message}.*\n", text), text


@pytest.mark.parametrize("argv", [["nonsense"], ["eval", "gap"], ["derive"], ["list", "nothing"]])
def test_wrong_usage_is_code_2(capsys, argv):
    assert "Traceback" not in output(capsys, *argv, code=2)


def test_missing_command_line_extra(monkeypatch):
    from higgs_sym.__main__ import main

    for name in [each for each in sys.modules if each.startswith("higgs_sym.cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit, match=r"pip install 'higgs_sym\[cli\]'"):
        main()


def test_help_is_light():
    code = (
        "import sys, higgs_sym.cli as c; c.run(['--help']);"
        "sys.exit(' '.join(m for m in ('sympy', 'numpy', 'mpmath', 'matplotlib') if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_aligned_columns():
    assert aligned([("a", "b"), ("long", "c")]) == ["a     b", "long  c"]
