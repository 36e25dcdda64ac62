"""Solutions of differential equations in any order of their ends, on ways gone before."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from mpmath import mp

from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.implicit.recurrence import Recurrence
from higgs_sym.parsing.grammar import parse

DIGITS = 30


def _close(found, exact):
    with mpmath.workdps(DIGITS + 20):
        return abs(mp.mpf(found) - exact()) <= abs(exact()) * mp.mpf(10) ** -DIGITS


@pytest.mark.parametrize("ends", [(700, 20, 300, 701, 300), (-3, 500, -400, 4, -401)])
def test_ends_in_any_order(ends):
    solution = Expression(parse("ODE(-y, (y, t), (0, 1, 0), x)", {"x": 1}))
    for x in ends:
        assert _close(solution.value({"x": Fraction(x)}, DIGITS).number, lambda x=x: mp.cos(x))


def test_parameters_and_initial_values_have_ways_of_their_own():
    solution = Expression(parse("ODE(-w**2*y, (y, t), (0, a, 0), x)", {"x": 1, "w": 1, "a": 1}))
    for w, a, x in ((1, 1, 200), (2, 1, 200), (2, 3, 201), (1, 1, 90), (Fraction(1, 3), 1, 400)):
        given = {"x": Fraction(x), "w": Fraction(w), "a": Fraction(a)}
        exact = lambda w=w, a=a, x=x: a * mp.cos(mp.mpf(Fraction(w).numerator) / Fraction(w).denominator * x)  # noqa: E731
        assert _close(solution.value(given, DIGITS).number, exact)


def test_equations_that_are_not_linear():
    solution = Expression(parse("ODE(-sin(y), (y, t), (0, 1, 0), x)", {"x": 1}))

    def exact(x):
        k = mp.sin(mp.mpf(1) / 2)
        return 2 * mp.asin(k * mp.ellipfun("cn", x, k**2) / mp.ellipfun("dn", x, k**2))

    for x in (30, 12, 31):
        assert _close(solution.value({"x": Fraction(x)}, DIGITS).number, lambda x=x: exact(x))


def test_a_way_is_gone_once(monkeypatch):
    steps = []
    plain = Recurrence.coefficients
    monkeypatch.setattr(Recurrence, "coefficients", lambda self, *args: steps.append(1) or plain(self, *args))
    solution = Expression(parse("ODE(-y, (y, t), (0, 1, 0), x)", {"x": 1}))
    solution.value({"x": Fraction(2000)}, DIGITS)
    first = len(steps)
    solution.value({"x": Fraction(2001)}, DIGITS)
    assert first > 20
    assert len(steps) - first <= 6
