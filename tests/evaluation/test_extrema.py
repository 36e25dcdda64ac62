"""Extrema of periodic functions, on infinite intervals, and exactly at 0, against closed forms and mpmath."""

from __future__ import annotations

import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import budget
from tests.evaluation.values import M, right, value

CASES = [
    ("Minimum(cos(x) + x/1e9, (x, 0, oo))", lambda: _tilted_cosine(M(10) ** -9)),
    ("ArgMin(cos(x) + x/1e9, (x, 0, oo))", lambda: mp.pi - mp.asin(M(10) ** -9)),
    ("Maximum(cos(x) - x/1e9, (x, -1, oo))", lambda: M(1) / 10**9 * mp.asin(M(10) ** -9) + mp.sqrt(1 - M(10) ** -18)),
    ("Maximum(2*sin(3*x) + cos(6*x), (x, -oo, oo))", lambda: M(3) / 2),
    ("Minimum(sin(x)*cos(x/2), (x, 5, oo))", lambda: -4 / (3 * mp.sqrt(3))),
    ("Maximum(sin(x/1e20 + 1)^2, (x, 0, oo))", lambda: M(1)),
    ("Minimum(sin(x)/x, (x, 0, oo))", lambda: mp.cos(mp.findroot(lambda x: mp.tan(x) - x, 4.49))),
    ("Minimum(besselj(0, x), (x, 0, oo))", lambda: mp.besselj(0, mp.besseljzero(1, 1))),
    ("Minimum(exp(-x)*cos(x), (x, 0, oo))", lambda: -mp.exp(-3 * mp.pi / 4) / mp.sqrt(2)),
    ("ArgMax(1 + Integral(exp(-t^2*(1 + x^2)), (t, 0, 1)), (x, -1, 1)) + 1", lambda: M(1)),
    ("Maximum(Integral(exp(-t^2*(1 + x^2)), (t, 0, 1)), (x, -1, 1))", lambda: mp.sqrt(mp.pi) / 2 * mp.erf(1)),
    ("Maximum(Integral(exp(-t*(1 + x^2 + x^3)), (t, 0, 1)), (x, -1/2, 1))", lambda: 1 - mp.exp(-1)),
]  # fmt: skip


def _tilted_cosine(slope):
    """The lowest of cos x + slope x, x > 0."""
    at = mp.pi - mp.asin(slope)
    return mp.cos(at) + slope * at


@pytest.mark.parametrize(("text", "exact"), CASES)
def test_to_thirty_digits(text, exact):
    assert right(text, exact, 10)


@pytest.mark.parametrize(("text", "reason"), [
    ("Maximum(sin(x) + cos(sqrt(2)*x), (x, 0, oo))", "turning out to infinity, and beyond .* give finite limits"),
    ("Maximum(x*sin(x), (x, 0, oo))", "give finite limits"),
    ("ArgMax(sin(x)^3 + cos(x), (x, -oo, oo))", r"as good after every 6\.2831853"),
])  # fmt: skip
def test_what_is_not_known_of_an_infinite_interval_is_said(text, reason):
    with pytest.raises(AccuracyError, match=reason), budget(10):
        value(text)


@pytest.mark.parametrize(("text", "reason"), [
    ("ArgMax(1, (x, 0, 1))", "as good everywhere between 0 and 1"),
    ("ArgMin(Max(x, 1/2), (x, 0, 1))", "as good everywhere between 0 and 0.5"),
    ("ArgMax(Integral(exp(-x*t) + exp(x*t - t), (t, 0, 1)), (x, 0, 1))", "as good at 0 and 1"),
    ("ArgMax(Integral(1, (t, 0, 1)), (x, 0, 1))", "no place is the best"),
])  # fmt: skip
def test_a_best_place_that_is_not_the_only_one_is_refused(text, reason):
    with pytest.raises(AccuracyError, match=reason), budget(10):
        value(text)
