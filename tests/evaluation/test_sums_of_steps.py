"""Sums over steps, up to a pole beside the last term, and of waves in ln n: closed forms, and what is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.budget import budget
from tests.evaluation.values import M, right, value


def _over_logarithms():
    first = [mp.ceil(mp.exp(k)) for k in range(120)]
    return mp.fsum((b - a) * mp.exp(-2 * k) for k, (a, b) in enumerate(pairwise(first)))


CASES = [  # formula, its value, parameters
    ("Sum(x**floor(sqrt(n)), (n, 0, oo))", lambda: M(6), {"x": "1/2"}),
    ("Sum(x**floor(sqrt(n)), (n, 0, oo))", lambda: M(2) / 9, {"x": "-1/2"}),
    ("Sum(x**floor(n**(1/3)), (n, 5, oo))", lambda: M(23), {"x": "1/2"}),
    ("Sum(1/floor(sqrt(n))**4, (n, 1, oo))", lambda: 2 * mp.zeta(3) + mp.zeta(4), {}),
    ("Sum(exp(-floor(sqrt(n) + 1/2)), (n, 1, oo))", lambda: 2 * mp.e / (mp.e - 1) ** 2, {}),
    ("Sum(4**(-floor(log(n)/log(2))), (n, 1, oo))", lambda: M(2), {}),
    ("Sum(exp(-2*floor(log(n))), (n, 1, oo))", _over_logarithms, {}),
    # steps that end
    ("Sum(floor(10*exp(-n/5)), (n, 0, oo))", lambda: M(46), {}),
    ("Sum(floor(11/(2*n))/n, (n, 1, oo))", lambda: M(407) / 60, {}),
    ("Sum(ceiling(11/(2*n))/n**2, (n, 1, oo))", lambda: mp.zeta(2) + M(20569) / 3600, {}),
    ("Sum((1 + floor(-11/(2*n)))/n**2, (n, 1, oo))", lambda: -M(20569) / 3600, {}),
    # a pole one beyond the last term
    ("Sum(1/(x - n), (n, 1, x - 1))", lambda: mp.harmonic(999), {"x": 1000}),
    ("Sum(1/(n*(x - n)), (n, 1, x - 1))", lambda: mp.harmonic(999) / 500, {"x": 1000}),
    ("Sum(1/(x + 1 - n), (n, 1, x))", lambda: mp.harmonic(10**9), {"x": 10**9}),
    # waves in ln n
    ("Sum(cos(log(n))/n**2, (n, 1, oo))", lambda: mp.zeta(mp.mpc(2, 1)).real, {}),
    ("Sum(cos(3*log(n))/n**(3/2), (n, 1, oo))", lambda: mp.zeta(mp.mpc(1.5, 3)).real, {}),
    ("Sum((-1)**n*cos(3*log(n))/sqrt(n), (n, 1, oo))", lambda: -mp.altzeta(mp.mpc(0.5, 3)).real, {}),
]


@pytest.mark.parametrize(("text", "expected", "given"), CASES)
def test_to_thirty_digits(text, expected, given):
    assert right(text, expected, seconds=5, **given)


@pytest.mark.parametrize(("text", "error", "reason"), [
    ("Sum((-1)**floor(sqrt(n))/sqrt(n), (n, 1, oo))", DivergesError, "the sums of its terms over the steps .* tend to"),
    ("Sum((-1)**floor(sqrt(n)), (n, 1, oo))", DivergesError, "over the steps of floor.sqrt.n.. do not tend to zero"),
    ("Sum(2**floor(sqrt(n)), (n, 1, oo))", DivergesError, "over the steps of floor.sqrt.n.. grow exponentially"),
    ("Sum(1/floor(sqrt(n))**2, (n, 1, oo))", DivergesError, "over the steps of floor.sqrt.n.. fall like 1/n"),
    ("Sum(exp(-floor(log(n))), (n, 1, oo))", DivergesError, "over the steps of floor.log.n.. do not tend to zero"),
    ("Sum(ceiling(11/(2*n))/n, (n, 1, oo))", DivergesError, "fall like 1/n"),
    ("Sum(floor(sqrt(2*n))**(-2), (n, 1, oo))", DivergesError, "fall like 1/n"),
    # one that converges, and of which samples at powers of two say that it does not
    ("Sum((1/2)**floor(sqrt(2*n)), (n, 1, oo))", AccuracyError, "have steps"),
    ("Sum(sign(sin(n))/n, (n, 1, oo))", AccuracyError, "have steps, those of sign"),
    ("Sum(1/(x - n), (n, 1, x + 1))", DivergesError, "term of n = 1000.* not finite"),
    ("Sum(cos(log(n))/n, (n, 1, oo))", AccuracyError, "could not be decided"),
    ("Sum((2 + cos(log(n)))/n, (n, 1, oo))", AccuracyError, "could not be decided"),
    ("Sum((-1)**n*cos(log(n)), (n, 1, oo))", AccuracyError, "could not be decided"),
    ("Sum(1/(n*log(n)), (n, 2, oo))", DivergesError, r"1/\(n ln n\)"),
])  # fmt: skip
def test_what_has_no_value_is_said(text, error, reason):
    with pytest.raises(AccuracyError, match=reason) as caught, budget(5):
        value(text, **({"x": 1000} if "x" in text.replace("exp", "") else {}))
    assert type(caught.value) is error
