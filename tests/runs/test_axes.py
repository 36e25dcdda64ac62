"""Values of one parameter."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import mpmath
import pytest

from higgs_sym.errors import InputError
from higgs_sym.runs.axes import read_axis


def values(given, kind="number"):
    return read_axis("x", kind, given, grid=True).values


def test_a_linear_grid_is_exact():
    assert values({"from": 0, "to": 1, "points": 4}) == ("0", "1/3", "2/3", "1")
    assert values({"from": Decimal("0.1"), "to": "1/2", "points": 3}) == ("0.1", "0.3", "0.5")


def test_a_logarithmic_grid_has_15_digits_and_exact_ends():
    made = values({"from": "1/7", "to": 1000, "points": 6, "scale": "log"})
    assert (made[0], made[-1]) == ("1/7", "1000")
    with mpmath.workdps(40):
        for k, text in enumerate(made[1:-1], 1):
            expected = mpmath.power(7000, mpmath.mpf(k) / 5) / 7
            assert abs(mpmath.mpf(text) / expected - 1) <= mpmath.mpf("5.1e-15")
            assert len(text.replace(".", "").lstrip("0")) <= 15


def test_a_falling_grid_and_one_above_the_axis():
    assert values({"from": 1, "to": 0, "points": 3}) == ("1", "0.5", "0")
    assert values({"from": 0, "to": 1, "points": 2, "imag": "0.1"}) == ("0+0.1j", "1+0.1j")
    assert values({"from": 0, "to": 1, "points": 2, "imag": "-1/3"}) == ("0-1/3j", "1-1/3j")


def test_lists_and_single_values():
    assert values([1, Decimal("0.1"), "1/3", "2+0.1j"]) == ("1", "0.1", "1/3", "2+0.1j")
    assert values(0) == ("0",)
    assert values([True, False], "flag") == ("true", "false")
    assert values([0, 1], "count") == ("0", "1")


def test_a_drawn_value_lies_where_its_fraction_says():
    axis = read_axis("x", "number", {"from": 1, "to": 100, "scale": "log"}, grid=False)
    assert axis.value(Fraction(0)) == "1"
    assert axis.value(Fraction(1, 2)) == "10"
    linear = read_axis("x", "number", {"from": "1/3", "to": 1}, grid=False)
    assert linear.value(Fraction(1, 2)) == "0.666666666666667"
    assert read_axis("x", "number", [5, 6, 7], grid=False).value(Fraction(99, 100)) == "7"


@pytest.mark.parametrize(
    ("given", "kind", "grid", "message"),
    [
        ({"from": 0}, "number", True, "from, to, points"),
        ({"from": 0, "to": 1, "points": 1}, "number", True, r"x\.points = 1"),
        ({"from": 0, "to": 1, "points": 10**7}, "number", True, r"x\.points"),
        ({"from": 0, "to": 1, "points": 2.5}, "number", True, r"x\.points"),
        ({"from": 0, "to": 1, "points": 3, "scale": "log"}, "number", True, "from > 0 and to > 0"),
        ({"from": 0, "to": 1, "points": 3, "scale": "cubic"}, "number", True, r"x\.scale"),
        ({"from": 0, "to": 1, "points": 3}, "number", False, "drawn from"),
        ({"from": 0, "to": Decimal("inf"), "points": 3}, "number", True, r"x\.to"),
        ({"from": 0, "to": "1j", "points": 3}, "number", True, r"x\.to"),
        ({"from": 0, "to": 1, "points": 3}, "flag", True, "true or false"),
        ([], "number", True, "a list of 1"),
        ("__import__('os')", "number", True, "x = "),
        (Decimal("nan"), "number", True, "finite"),
        (1, "flag", True, "true or false"),
        (True, "count", True, "an integer"),
        (None, "number", True, "x = None"),
    ],
)
def test_what_is_no_axis_is_refused(given, kind, grid, message):
    with pytest.raises(InputError, match=message):
        read_axis("x", kind, given, grid)
