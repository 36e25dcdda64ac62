"""`check`: a formula of one's own."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.running import output

WATSON = ("--approx", "1/x - 1/x**2", "--exact", "Integral(exp(-x*t)/(1+t), (t, 0, oo))", "--var", "x", "--to", "oo")


def test_check_prints_what_was_found(capsys):
    found = dict(line.split(maxsplit=1) for line in output(capsys, "check", *WATSON).splitlines() if "<" not in line)
    assert found["verdict"] == "confirmed: order and prefactor agree"
    assert found["exponent"].startswith("1 ± 1e-")
    assert found["remainder"].startswith("2.0000000000(1)/x^3")
    assert found["evidence"].startswith("measured; ")


@pytest.mark.parametrize(("approx", "exact", "said"), [
    ("x/2", "sin(x/2)", r"0\.50* x"),
    ("x**2", "sin(x)**2", r"1\.0* x\^2"),
    ("sqrt(x)", "sqrt(sin(x))", r"1\.0* x\^\(1/2\)"),
    ("1 - x**2/2", "cos(x)", r"1\.0*"),
    ("exp(-1/x)", "exp(-1/x)*(1 + x)", r"exp\(-1/x\)"),
])  # fmt: skip
def test_check_writes_the_law_as_one_writes_it(capsys, approx, exact, said):
    lines = output(capsys, "check", "--approx", approx, "--exact", exact, "--var", "x", "--to", "0+").splitlines()
    (law,) = (line.removeprefix("exact goes as").strip() for line in lines if line.startswith("exact goes as"))
    assert re.fullmatch(said, law), law


def test_check_json(capsys):
    made = json.loads(output(capsys, "check", *WATSON, "--json"))
    assert (made["kind"], made["small_parameter"]) == ("confirmed", "1/x")
    assert "cpu_seconds" not in made


@pytest.mark.parametrize(("more", "code", "message"), [
    (("--remainder", "2"), 0, "confirmed"),
    (("--remainder", "2/x**2", "--order", "1", "--prefactor", "1", "--range", "20", "--digits", "25"), 0, "confirmed"),
    (("--order", "2"), 1, "wrong order"),
    (("--remainder", "1"), 1, "wrong order: the remainder goes as"),
    (("--at", "zeta"), 2, "NAME=FORMULA"),
    (("--at", "zeta=1/"), 2, "ends too early"),
])  # fmt: skip
def test_check_compares_what_is_claimed(capsys, more, code, message):
    assert message in output(capsys, "check", *WATSON, *more, code=code)


def test_check_points_at_what_is_no_formula(capsys):
    text = output(capsys, "check", "--approx", "x.__class__", "--exact", "x", "--var", "x", "--to", "0+", code=2)
    assert text == "higgs-sym: error: a dot stands inside numbers only, at character 2\n  x.__class__\n   ^\n"
