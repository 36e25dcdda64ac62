"""TOML -> survey: exact points, and one clear error for anything else."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from higgs_sym.errors import HiggsSymError, InputError, UnknownIdError
from higgs_sym.runs import plan

GRID = b"""
quantity = "dos"
digits = 20
[parameters]
eps = { from = 0, to = 3, points = 4 }
zeta = [0.1, "1/3"]
"""


def every(survey):
    return [survey.point(k) for k in range(len(survey))]


def test_a_grid_in_the_order_of_its_axes():
    survey = plan.parse(GRID)
    assert every(survey) == list(product(("0", "1", "2", "3"), ("0.1", "1/3")))
    assert (survey.quantity, survey.digits, survey.certified) == ("dos", 20, False)


def test_a_toml_number_without_quotes_is_the_decimal_it_shows():
    assert plan.parse(b'quantity = "gap"\nparameters.zeta = 0.1').point(0) == ("0.1",)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_drawn_points_lie_inside_and_are_the_same_again(sampling):
    content = {
        "quantity": "chi_inv",
        "sampling": sampling,
        "points": 200,
        "parameters": {"omega": {"from": -1, "to": 2}, "kappa": 0, "zeta": {"from": "0.01", "to": 1, "scale": "log"}},
    }
    survey = plan.plan(content)
    points = every(survey)
    assert points == every(plan.plan(content))
    assert survey.point(150) == points[150]
    assert len(set(points)) == 200
    assert survey.names == ("omega", "kappa", "zeta")
    for omega, kappa, zeta in points:
        assert -1 <= Fraction(omega) < 2
        assert kappa == "0"
        assert Fraction(1, 100) <= Fraction(zeta) <= 1
    assert 90 <= sum(Fraction(zeta) < Fraction(1, 10) for _, _, zeta in points) <= 110 or sampling == "random"


def test_another_seed_draws_other_points():
    content = {"quantity": "gap", "sampling": "random", "points": 5, "parameters": {"zeta": {"from": 0, "to": 1}}}
    assert not set(every(plan.plan(content))) & set(every(plan.plan(content | {"seed": 1})))


def test_a_certified_survey_has_digits_by_default_and_its_own_quantities():
    survey = plan.plan({"quantity": "threshold_residue", "certified": True, "parameters": {"zeta": "1/2"}})
    assert survey.digits == 30
    assert survey.kinds == ("number",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"quantity": "doss"}, "did you mean dos"),
        ({"quantity": 3}, "quantity = 3"),
        ({"certified": "yes"}, "certified = yes"),
        ({"certified": True, "parameters": {"eps": 1, "zeta": 0, "T": 1}}, "T: accepted is one of eps, zeta"),
        ({"certified": True, "digits": 251}, "digits = 251"),
        ({"digits": 101}, "digits = 101"),
        ({"digits": "many"}, "digits = 'many'"),
        ({"sampling": "dice"}, "grid or random or sobol"),
        ({"points": 10}, "points belong to the axes"),
        ({"sampling": "random"}, "points = None"),
        ({"sampling": "random", "points": 0}, "points = 0"),
        ({"sampling": "random", "points": 5, "seed": -1}, "seed = -1"),
        ({"sampling": "sobol", "points": 5}, "0 to draw"),
        ({"parameters": {"eps": 1}}, "a value for zeta"),
        ({"parameters": [1]}, "a table"),
        ({"parameters": {"eps": 1, "zeta": 0, "digits": 20}}, "digits"),
        ({"colour": "red"}, "colour: accepted is one of quantity"),
        (
            {"parameters": {name: {"from": 0, "to": 1, "points": 10**5} for name in ("eps", "zeta")}},
            "at most 100000000 points",
        ),
    ],
)
def test_what_is_no_survey_is_refused(change, message):
    content = {"quantity": "dos", "parameters": {"eps": 1, "zeta": "1/2"}} | change
    with pytest.raises((InputError, UnknownIdError), match=message):
        plan.plan(content)


def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path):
    with pytest.raises(HiggsSymError, match=r"cannot read .*absent"):
        plan.load(tmp_path / "absent.toml")
    with pytest.raises(HiggsSymError, match="cannot read"):
        plan.load(tmp_path)
    with pytest.raises(HiggsSymError, match="cannot read"):
        plan.load("a\0b")
    big = tmp_path / "big.toml"
    big.write_bytes(b"#" * (plan.MAX_BYTES + 1))
    with pytest.raises(HiggsSymError, match="longer than"):
        plan.load(big)


PIECES = st.sampled_from(
    [b"quantity", b"=", b'"dos"', b"[parameters]", b"eps", b"{", b"}", b"from", b"to", b"points", b",", b"\n", b"0.1",
     b"1e999999999", b"[", b"]", b"inf", b"nan", b"digits", b"true", b"'1/3'", b"'1j'", b"9" * 5000, b"1979-05-27",
     b"\xff", b'"\\u0000"', b"certified", b"sampling", b"'random'", b"zeta", b".", b"-0", b"0x10", b"'1/0'"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.binary(max_size=80), st.lists(PIECES, max_size=30).map(b" ".join)))
@example(b"a = " + b"[" * 5000)
@example(b"a = " + b"9" * 5000)
@example(b'quantity = "dos"\nparameters = { eps = 1e999999999, zeta = 1 }')
@example(b'quantity = "dos"\nparameters = { eps = "1/3", zeta = 1979-05-27 }')
def test_any_bytes_give_a_survey_or_one_clear_error(data):
    try:
        survey = plan.parse(data)
    except HiggsSymError as error:
        shown = str(error)
    else:
        shown = ", ".join(survey.point(len(survey) - 1))
    assert 0 < len(shown) < 2000
