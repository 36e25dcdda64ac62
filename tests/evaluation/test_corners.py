"""Homogeneous integrands over boxes to 30 digits, and what is said where integrals over several variables diverge."""

from __future__ import annotations

import pytest
from mpmath import mp

from higgs_sym.errors import DivergesError
from higgs_sym.evaluation.budget import budget
from tests.evaluation.values import M, right, value

CASES = [
    ("Integral(1/(x + y), (x, 0, 1), (y, 0, 1))", lambda: 2 * mp.log(2)),
    ("Integral(1/(x + y), (x, 0, 2), (y, 0, 3))", lambda: 5 * mp.log(5) - 2 * mp.log(2) - 3 * mp.log(3)),
    ("Integral(1/(x + y + z), (x, 0, 1), (y, 0, 1), (z, 0, 1))", lambda: M(3) / 2 * (3 * mp.log(3) - 4 * mp.log(2))),
    ("Integral(1/sqrt(x^2 + y^2), (x, 0, 1), (y, 0, 1))", lambda: 2 * mp.log(1 + mp.sqrt(2))),
    ("Integral(1/sqrt(x^2 + y^2 + z^2), (x, 0, 1), (y, 0, 1), (z, 0, 1))",
     lambda: 3 * mp.log((1 + mp.sqrt(3)) / mp.sqrt(2)) - mp.pi / 4),
    ("Integral(1/sqrt(abs(x - y)), (x, 0, 1), (y, 0, 1))", lambda: M(8) / 3),
    ("Integral(x*atan(y/x)/(x^2 + y^2), (x, 0, 1), (y, 0, 1))",
     lambda: mp.quad(lambda v: (mp.atan(v) + v * mp.atan(1 / v)) / (1 + v * v), [0, 1])),
    ("Integral(x*y*z, (x, 0, 1), (y, 0, 2), (z, 0, 3))", lambda: M(1) / 2 * 2 * M(9) / 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "exact"), CASES)
def test_to_thirty_digits(text, exact):
    assert right(text, exact)


@pytest.mark.parametrize(("text", "reason"), [
    ("Integral(1/(x + y)^2, (x, 0, 1), (y, 0, 1))", "over x, y diverges at x \\+ y = 0"),
    ("Integral(1/(x - y), (x, 0, 1), (y, 0, 1))", "over x, y diverges at x - y = 0"),
    ("Integral(1/(x - y - 1/3), (x, 0, 1), (y, 0, 1/2))", "over x, y diverges at x - y = 1/3"),
    ("Integral(x/(x - y)^2, (x, 0, 1), (y, 0, 1))", "over x, y diverges, at 0 or along a line from it"),
    ("Integral(exp(-y)/(x - y)^2, (x, 0, 1), (y, 0, 1))", "inner integral over x diverges for some value"),
])  # fmt: skip
def test_divergences_are_told_without_numbers_that_mean_nothing(text, reason):
    with pytest.raises(DivergesError, match=reason), budget(10):
        value(text)
