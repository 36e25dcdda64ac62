"""The sum over the parts of a path, added up in two ways; their difference is the error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.integrals.panels import Part, Total, integrate
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Number = Any  # acb
Opinion = Callable[[float], "tuple[Number, Real] | None"]  # how many digits less than all will do
SPARE = 3  # digits beyond those asked for
HASTE = 1.5  # of these digits that the second way may have wrong at first
TOLERANCE = 1000


def twice(run: Run, parts: list[Part], digits: int, other: Opinion | None) -> Number:
    """The sum over the parts, and once more by a rule that shares nothing with it; the difference is the error.

    Where that rule does not settle, the second time is one of another order on other panels.
    """
    order = int(0.7 * digits) + 12
    first = integrate(parts, digits, order)
    run.proven = False
    if other is None:
        return _with_error(first, first.error, digits)
    opinion = _opinion(other, first, digits)
    if opinion is not None and _apart(first, opinion[0], digits) is not None:
        return _with_error(first, first.error + _apart(first, opinion[0], digits), digits)
    found = integrate([replace(part, edges=_moved(part.edges)) for part in first.parts], digits, order + 7)
    if opinion is None:
        return _with_error(found, abs(found.value - first.value), digits)
    apart = _apart(found, opinion[0], digits)
    if apart is None:
        shown = " and ".join(each.str(12, radius=False) for each in (found.value, opinion[0]))
        raise AccuracyError(f"two ways to integrate do not agree, {shown}; take the integral apart")
    return _with_error(found, found.error + apart, digits)


def _opinion(other: Opinion, first: Total, digits: int) -> tuple[Number, Real] | None:
    """The second way, with no promises where what it has promised at first does not agree."""
    found = None
    for less in (HASTE, 0.0):
        opinion = other(less)
        if opinion is None or not _sharp(opinion[0], first, digits):
            break  # a ball that wide says nothing, and agrees with everything
        found = opinion
        apart = _apart(first, found[0], digits)
        if apart is not None and apart.upper() <= (first.size * flint.arb(10) ** (HASTE - digits)).upper():
            break
    return found


def _apart(found: Total, opinion: Number, digits: int) -> Real | None:
    """The distance between two results; None where it is too large to be of rounding."""
    flint.ctx.prec = int(digits * BITS) + 64
    apart = abs(opinion - found.value)
    tolerance = _tolerance(found, digits)
    return None if apart.lower() > tolerance.upper() else apart


def _sharp(opinion: Number, found: Total, digits: int) -> bool:
    """Whether rounding has left enough digits of a second opinion."""
    return bool(opinion.real.rad() + opinion.imag.rad() < _tolerance(found, digits).upper())


def _tolerance(found: Total, digits: int) -> Real:
    return TOLERANCE * (found.error + found.size * flint.arb(10) ** (SPARE - digits))


def _with_error(found: Total, error: Real, digits: int) -> Number:
    flint.ctx.prec = 64
    radius = (error + found.error + found.size * flint.arb(10) ** -digits).upper()
    flint.ctx.prec = int(digits * BITS) + 64
    return flint.acb(
        flint.arb(found.value.real.mid(), (radius + found.value.real.rad()).upper()),
        flint.arb(found.value.imag.mid(), (radius + found.value.imag.rad()).upper()) if found.value.imag != 0 else 0,
    )


def _moved(edges: list[Real]) -> list[Real]:
    """Other edges between the same ends."""
    flint.ctx.prec = 64
    return [edges[0], *((a + (b - a) * 0.382).mid() for a, b in pairwise(edges)), edges[-1]]
