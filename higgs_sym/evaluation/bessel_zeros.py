"""Positive zeros of Bessel functions of any order and number: Olver's uniform law, then Newton's method.

From order 5 on the law is off by less than 10^-5 of the distance to the next zero; below, mpmath counts the zeros.
"""

from __future__ import annotations

from typing import Any

import flint

from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check

SMALLEST = 5  # order from which on the law is used
GUARD = 30  # bits
MOST_STEPS = 100
FURTHER = 8  # numbers from which on zeros of small orders are a function of their number
FEWEST_BITS = 8  # of a step


def zero(kind: str, mp: Any, order: Any, number: int) -> Any:
    """The zero of that number of J or Y, an mpmath number of this context."""
    if order < SMALLEST or number < 1:
        return (mp.besseljzero if kind == "J" else mp.besselyzero)(order, number)
    x = flint.acb(convert.to_flint(_olver(mp, kind, order, number)))
    n, bits = flint.acb(convert.to_flint(order)), mp.prec + GUARD
    for _ in range(MOST_STEPS):
        check()
        with flint_precision(bits):
            step = _step(kind, n, x)
            if not step.is_finite() or step.rel_accuracy_bits() < FEWEST_BITS:
                bits *= 2  # the series cancel, the more the larger the order
                continue
            x = flint.acb((x - step).real.mid())
            if abs(step) < abs(x) * flint.arb(2) ** -(mp.prec + GUARD // 2):
                return convert.to_mp(x.real, mp)
    raise ValueError(f"zero {number} of order {mp.nstr(order, 8)} could not be found")


def between(kind: str, order: Any, t: Any) -> Any:
    """The function of a complex t that is the zero of number t where that is whole: DLMF 10.21(ii).

    It solves theta(x) = pi (t - 1/2), theta being the phase of J + iY, by Newton's method from McMahon's law.
    """
    goal = flint.arb(2) ** (GUARD // 2 - flint.ctx.prec)
    bits, x = flint.ctx.prec + GUARD, None
    for _ in range(MOST_STEPS):
        check()
        with flint_precision(bits):
            first = (t + order / 2) * flint.arb.pi() - flint.arb.pi() * (1 if kind == "J" else 3) / 4
            x = first - (4 * order * order - 1) / (8 * first) if x is None else x
            step = _phase_step(order, x, first)
            x = (x - step).mid()
            if abs(step).upper() < abs(x).mid() * goal:
                wide = flint.arb(0, abs(x).upper() * goal)
                return x + flint.acb(wide, wide if x.imag != 0 else 0)
            if not step.is_finite() or step.rel_accuracy_bits() < FEWEST_BITS:
                bits *= 2  # the series cancel
    raise AccuracyError(f"the zero of number {t.str(8, radius=False)} could not be found")


def _phase_step(order: Any, x: Any, first: Any) -> Any:
    """Newton's step for the phase, by K on both sides of the imaginary axis, whose product is the phase's slope."""
    i = flint.acb(0, 1)
    one, other = ((sign * i * x).bessel_k(order, scaled=True) for sign in (1, -1))
    miss = x - first + i / 2 * ((one / other).log() + i * flint.arb.pi() / 2)
    return miss * 2 * x * one * other / flint.arb.pi()


def _step(kind: str, n: Any, x: Any) -> Any:
    here, below = (x.bessel_j(k) if kind == "J" else x.bessel_y(k) for k in (n, n - 1))
    return here / (below - here * n / x)


def _olver(mp: Any, kind: str, order: Any, number: int) -> Any:
    """order*z + f(zeta)/order (DLMF 10.21.41)."""
    with flint_precision(mp.prec):
        airy = (flint.arb.airy_ai_zero if kind == "J" else flint.arb.airy_bi_zero)(number)
    zeta = convert.to_mp(airy.mid(), mp) / mp.cbrt(order) ** 2
    area = mp.mpf(2) / 3 * (-zeta) ** mp.mpf("1.5")  # sqrt(z^2 - 1) - arcsec z
    z = 1 + area if area > 1 else 1 + mp.cbrt(area**2) / mp.cbrt(2)
    for _ in range(MOST_STEPS):
        root = mp.sqrt(z * z - 1)
        step = (root - mp.asec(z) - area) * z / root
        z = max(z - step, (1 + z) / 2)
        if abs(step) < z * mp.mpf(2) ** (-mp.prec // 2):
            break
    h = mp.sqrt(mp.sqrt(4 * zeta / (1 - z * z)))
    b0 = -mp.mpf(5) / (48 * zeta**2) + (
        5 / (24 * (z * z - 1) ** mp.mpf("1.5")) + 1 / (8 * mp.sqrt(z * z - 1))
    ) / mp.sqrt(-zeta)
    return order * z + z * h * h * b0 / (2 * order)
