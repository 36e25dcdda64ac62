"""The exponentials that a quantity is made of near one place: Prony's method in many digits.

Close to X a sum of waves, damped or not, on a smooth background is a sum of exponentials whose rates hardly change.
Differences take the background away; the recurrence that equidistant values obey then has the rates for roots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.convert import to_mp
from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import AccuracyError
from higgs_sym.expanding.source import GUARD, Source
from higgs_sym.results import context

STEPS = (60, 44, 30, 20)  # first steps to try, as powers of two below X
FIRST_DIFFERENCES, DIFFERENCES = 2, 4
MOST_MODES = 8
SPARE = 4  # values that test the recurrence
STEP = 0.7  # radians or e-folds a step
COARSE = 0.03  # relative residual at which a recurrence is none
SLOW = 300  # of its first steps are a distance over which a phase is logarithmic
FLAT = 1e-8  # relative imaginary part of a rate that is real
ROOT_DIGITS = 60
EXACT = 1e-6  # what the recurrence of exponentials in ln X is tested with
SAME = 1e-3  # relative distance of two rates that are one


@dataclass(frozen=True)
class Mode:
    """A wave near X: frequency > 0, local growth rate, amplitude (real numbers), a step of X or of ln X."""

    frequency: Any
    growth: Any
    amplitude: Any
    logarithmic: bool = False


def modes(source: Source, x: Fraction, digits: int, *, chirped: bool) -> tuple[list[Mode], float]:
    """The waves near X, the slowest first, and how far off their rates may be; none if it is no sum of exponentials.

    Where the phase grows like ln X, exponentials in ln X are meant: powers of X with complex exponents. `chirped` says
    that frequencies change on the way, so that a recurrence holds less well.
    """
    work = context(digits + GUARD)
    rate = first_rate(source, x, digits)
    if rate is None:
        return [], 0.0
    step = _dyadic(work.mpf(STEP) / abs(rate))
    wide = DIFFERENCES + 2 * MOST_MODES + SPARE
    logarithmic = step > x / SLOW
    if logarithmic:
        ratio = _dyadic(work.exp(to_mp(min(step / x, Fraction(1)), work)))
        points, unit = [x * ratio**k for k in range(wide)], work.log(to_mp(ratio, work))
        tolerance = EXACT
    else:
        points, unit = [x + k * step for k in range(wide)], to_mp(step, work)
        drift = float(wide * step / x)
        tolerance = min(COARSE, 20 * drift * drift + (wide * drift if chirped else 0))
    reduced = _differences([work.convert(source.value(1 / each, digits)) for each in points], DIFFERENCES)
    for count in (1, *range(2, MOST_MODES + 1, 2)):
        roots = _roots(reduced, count, tolerance, work)
        if roots:
            return [replace(each, logarithmic=logarithmic) for each in _waves(roots, reduced, unit)], tolerance
    return [], 0.0


def first_rate(source: Source, x: Fraction, digits: int) -> Any:
    """A rate of the right size near X, from values so close that they are a parabola almost; None if there is none."""
    work = context(digits + GUARD)
    for power in STEPS:
        step = x / 2**power
        near = [work.convert(source.value(1 / (x + k * step), digits)) for k in range(4 + FIRST_DIFFERENCES)]
        a, b, c, d = _differences(near, FIRST_DIFFERENCES)
        bottom = a * c - b * b
        if not bottom:
            continue
        # v[k+2] = s v[k+1] - p v[k]
        s, p = (a * d - b * c) / bottom, (b * d - c * c) / bottom
        root = (s + work.sqrt(s * s - 4 * p)) / 2
        if not root or not abs(root - 1) < 1:
            continue
        return work.log(root) / to_mp(step, work) or None
    return None


def _dyadic(value: Any) -> Fraction:
    """A fraction near a number, with few digits."""
    mantissa, exponent = value.context.frexp(value)
    return Fraction(int(mantissa * 2**20), 2**20) * Fraction(2) ** int(exponent)


def _differences(values: Sequence[Number], times: int) -> list[Number]:
    found = list(values)
    for _ in range(times):
        found = [b - a for a, b in pairwise(found)]
    return found


def _roots(values: Sequence[Any], count: int, tolerance: float, work: Any) -> list[Any]:
    """The roots of the recurrence of `count` terms, if the values obey one."""
    matrix = work.matrix(count, count)
    for i in range(count):
        for j in range(count):
            matrix[i, j] = values[i + j]
    try:
        solved = work.lu_solve(matrix, work.matrix([values[i + count] for i in range(count)]))
    except (ZeroDivisionError, ValueError):
        return []
    weights = [solved[j] for j in range(count)]
    for k in range(count, count + SPARE):
        predicted = work.fsum(w * values[k + j] for j, w in enumerate(weights))
        size = max(abs(v) for v in values[k : k + count + 1])
        if not abs(predicted - values[k + count]) <= tolerance * size:
            return []
    rough = context(ROOT_DIGITS)
    polynomial = [rough.mpf(1), *(-rough.convert(w) for w in reversed(weights))]
    try:
        return list(rough.polyroots(polynomial, maxsteps=200, extraprec=200))
    except rough.NoConvergence:
        return []


def _waves(roots: Sequence[Any], values: Sequence[Any], step: Any) -> list[Mode]:
    """The modes of a recurrence, with amplitudes fitted to the values."""
    rough = context(ROOT_DIGITS)
    matrix = rough.matrix(len(roots), len(roots))
    for i in range(len(roots)):
        for j, root in enumerate(roots):
            matrix[i, j] = root**i
    try:
        sizes = rough.lu_solve(matrix, rough.matrix([rough.convert(values[i]) for i in range(len(roots))]))
    except ZeroDivisionError as error:
        raise AccuracyError("two waves cannot be told apart") from error
    unit = rough.convert(step)
    found: list[Mode] = []
    for root, size in zip(roots, sizes, strict=True):
        rate = rough.log(root) / unit
        amplitude = 2 * abs(size) / abs(root - 1) ** DIFFERENCES
        if rate.imag <= FLAT * abs(rate):
            continue
        found.append(Mode(rate.imag, rate.real, amplitude))
    found.sort(key=lambda mode: mode.frequency)
    return _merged(found)


def _merged(found: Sequence[Mode]) -> list[Mode]:
    """Equal frequencies are one: the larger amplitude counts."""
    kept: list[Mode] = []
    for mode in found:
        if kept and abs(mode.frequency - kept[-1].frequency) < SAME * mode.frequency:
            kept[-1] = max(kept[-1], mode, key=lambda each: each.amplitude)
        else:
            kept.append(mode)
    return kept
