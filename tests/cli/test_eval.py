"""`eval` and `material`: numbers in, digits out."""

from __future__ import annotations

import inspect
import json

import pytest

from higgs_sym.cli.evaluate import command_for, number, parts, text_of
from higgs_sym.registry import QUANTITIES
from tests.cli.running import output


def test_material_in_laboratory_units(capsys):
    film = ("material", "--Delta0", "2.6 meV", "--Gamma", "0.1 meV", "-T", "4 K")
    assert output(capsys, *film).splitlines()[1].split() == ["zeta", "0.0397168"]
    made = json.loads(output(capsys, *film, "--json"))
    delta = 1e-4 / made["zeta"]["value"]  # eV; e and h are exact
    terahertz = delta * 1.602176634e-19 / 6.62607015e-34 / 1e12
    assert made["order parameter Delta"]["E/h in THz"] == pytest.approx(terahertz, rel=1e-12)
    assert "give the name of a material or --Delta0" in output(capsys, "material", code=2)
    assert "one of Al, Nb" in output(capsys, "material", "Pb", code=2)


def test_eval_prints_the_digits_promised(capsys):
    for digits in (10, 30, 50):
        text = output(capsys, "eval", "gap", "--zeta", "1/10", "--digits", str(digits)).strip()
        assert len(text.removeprefix("0.")) == digits
    assert len(output(capsys, "eval", "gap", "--zeta", "1/10").strip().removeprefix("0.")) == 12


def test_eval_json(capsys):
    made = json.loads(output(capsys, "eval", "gap", "--zeta", "0.1", "--digits", "20", "--json"))
    assert made["quantity"] == "gap"
    assert made["arguments"] == {"zeta": "0.1", "digits": 20}
    assert len(made["real"]) == 22


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda row: row.id)
def test_every_quantity_is_a_command(capsys, quantity):
    text = output(capsys, "eval", quantity.id, "--help")
    assert "--digits" in text


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda row: row.id)
def test_every_parameter_is_an_option_of_the_same_name(quantity):
    names = {option.name for option in command_for(quantity).params}
    assert names - {"as_json"} == set(inspect.signature(quantity.function).parameters)


def test_eval_help_lists_quantities(capsys):
    text = output(capsys, "eval", "--help")
    assert all(quantity.id in text for quantity in QUANTITIES)


def test_complex_numbers_are_exact():
    import sympy

    half, tenth = sympy.Rational(1, 2), sympy.Rational(1, 10)
    assert number("2+1/10j") == 2 + tenth * sympy.I
    assert number("0.5-1e-1i") == half - tenth * sympy.I
    assert number("j") == sympy.I
    assert number("-0.1j") == -tenth * sympy.I
    assert number("1e-1+j") == tenth + sympy.I
    assert number("1/10") == "1/10"


def test_numbers_print_the_digits_promised():
    assert text_of(0.25, None) == "0.250000000000"
    assert text_of(0.25 + 0j, None) == "0.250000000000 + 0j"
    assert text_of(1 - 2e-20j, 12) == "1.00000000000 - 2.00000000000e-20j"
    assert parts(1.5, 3) == ("1.50", None)


def test_double_precision_promises_digits_of_the_modulus():
    assert text_of(1 - 0.00123456789012345j, None) == "1.00000000000 - 0.00123456789j"
    assert text_of(1 - 2e-20j, None) == "1.00000000000 + 0j"
