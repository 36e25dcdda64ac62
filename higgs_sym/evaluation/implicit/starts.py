"""The first Taylor coefficients at a singular point, and what there is to say where there are none."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import factorial
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.errors import AccuracyError

Ball = Any  # acb
NO_SERIES = "its coefficients have no power series there"
CHECKED = 4  # coefficients in which the equation is seen to be linear
Residual = Callable[[list[Ball], int], list[Ball]]  # (coefficients, how many) -> those of D y^(m) - N


def singular(time: Ball, why: str = "") -> AccuracyError:
    """The way ends here."""
    shown = f"a differential equation is singular at or near t = {_shown(time)}"
    return AccuracyError(f"{shown}: {why}" if why else shown)


def irregular(time: Ball) -> AccuracyError:
    """No power series solves it."""
    why = "an irregular singular point, from which no power series starts; start a little further on"
    return singular(time, why)


def misfit(time: Ball, n: int, value: Ball | None = None) -> AccuracyError:
    """The initial values are those of no analytic solution."""
    if value is None:
        return singular(time, f"no solution with these initial values is smooth there, its term of order {n} fails")
    needed = (value * factorial(n)).str(8, radius=False)
    return singular(time, f"its smooth solution has {needed} as initial value of derivative {n} there")


def free(time: Ball, n: int) -> AccuracyError:
    """More than one solution has these initial values."""
    power = "t" if time == 0 else f"(t - {_shown(time)})"
    return singular(time, f"its derivative {n} there is free; put y = {power}**{n}*u, and solve for u")


def _shown(time: Ball) -> str:
    return str(time.real.mid().str(8, radius=False))


def coefficients(residual: Residual, given: list[Ball], lost: int, terms: int, time: Ball) -> list[Ball]:
    """Those of the analytic solution of D y^(m) = N where D vanishes like s^lost along it."""
    order = len(given)
    found: list[Ball] = []
    for n in range(terms):
        k = n - order + lost
        if k < 0:
            found.append(given[n])
            continue
        rows = [residual([*found, flint.acb(trial)], k + 1) for trial in range(3 if n < CHECKED else 2)]
        steps = [[b - a for a, b in zip(one, other, strict=True)] for one, other in pairwise(rows)]
        if not all(may_be(each) for each in steps[0][:k]):
            raise irregular(time)
        if len(steps) > 1 and not may_be(steps[1][k] - steps[0][k]):
            raise singular(time, "it is not linear in its first coefficients there; start a little further on")
        found.append(next_of(n, -rows[0][k], steps[0][k], given, time))
    return found


def next_of(n: int, total: Ball, pivot: Ball, given: list[Ball], time: Ball) -> Ball:
    """a_N of pivot a_N = total."""
    if may_be(pivot):
        if not may_be(total):
            raise misfit(time, n)
        if n >= len(given):
            raise free(time, n)
        return given[n]
    value = total / pivot
    if n < len(given) and not may_be(value - given[n]):
        raise misfit(time, n, value)
    return value
