"""chi^-1 with n correct digits: the integrals under error control, for whichever engine evaluates them.

Every value is computed with two Gauss rules. The error of a rule falls geometrically with its order, so the
difference d of the coarse rule from the fine one predicts the fine one's error as d^(n_fine/n_coarse). Order
and precision are raised until the prediction, for the real and for the imaginary part by itself, is below the promise.

There are two engines for the same integrals: `_flint_engine`, which is fast, and `_mp_engine`, which shares with it
neither arithmetic nor root finder and is what the tests compare it with.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from higgs_sym import inputs, precision
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import _integrals, _thermal
from higgs_sym.physics._integrals import Frame, Layout
from higgs_sym.physics._thermal_plane import Heat

GUARD = 14
MARGIN = 5  # digits; the constant in front of the geometric convergence may be far from 1
COARSE = 0.6  # order of the rule that checks, relative to the rule that counts
MAX_DIGITS = 1500  # where raising the precision further is given up
_ATTEMPTS = 8


Blur = tuple[float, float]  # log10 of the rounding error of the real and of the imaginary part; -inf if unknown


class Engine(NamedTuple):
    """An arithmetic of arbitrary precision."""

    precise: Callable[[int], AbstractContextManager[Any]]  # inside, numbers have that many digits
    frame: Callable[[Any, Any, Any, int, bool], Frame]  # exact omega, zeta, kappa; digits; vertex. No order yet
    number: Callable[[Any, int], Any]  # an exact number at that many digits
    shown: Callable[[Any, int], tuple[Any, Blur]]  # as an mpc, and how far rounding is known to have blurred it


class Rules(NamedTuple):
    """A value by a coarse and by a fine rule, as mpc."""

    rough: Any
    fine: Any
    imag_alone: bool  # Im was integrated by itself, and so is accurate relative to itself
    blur: Blur


def chi_inv(engine: Engine, omega: Any, zeta: Any, kappa: Any, digits: int, vertex: bool, T: Any = 0) -> Any:
    """chi^-1 for exact omega (Im >= 0), zeta, kappa, T >= 0, right to `digits` digits in either part; an mpc.

    Raises AccuracyError if the digits cannot be promised.
    """
    real, imag = omega if isinstance(omega, tuple) else (omega, 0)
    if real < 0:  # chi^-1(-omega*) = conj chi^-1(omega)
        value = chi_inv(engine, (-real, imag) if imag else -real, zeta, kappa, digits, vertex, T)
        return value.context.conj(value)
    if zeta == 0 and kappa == 0 and omega == 2:
        return precision.context(digits).mpc(0)  # the pole sits at the threshold
    small = _rounding(real, imag, zeta, T) if T else 0

    def rules(working: int, order: int) -> Rules:
        wide = working + small
        with engine.precise(wide):
            frame = engine.frame(omega, zeta, kappa, wide, vertex)
            if T:
                heat = Heat(engine.number(T, wide), working)
                pair = [_thermal.evaluate(frame._replace(order=n), heat) for n in orders(order)]
            else:
                where = layout(frame, wide)
                pair = [_integrals.evaluate(frame._replace(order=n), where) for n in orders(order)]
            rough, _ = engine.shown(pair[0][0], wide)
            fine, blur = engine.shown(pair[1][0], wide)
        if not real:
            fine = fine.context.mpc(fine.real, 0)  # real on the Matsubara axis
        return Rules(rough, fine, pair[1][1], blur)

    value, reached = refine(rules, digits, _thermal_order if T else _order)
    if value is None:
        heat = f", T = {inputs.show(T)}" if T else ""
        raise AccuracyError(
            f"chi_inv reached {reached} of {digits} digits at omega = {inputs.show(omega)}, "
            f"zeta = {inputs.show(zeta)}, kappa = {inputs.show(kappa)}{heat}; ask for fewer digits or move away from a zero"
        )
    return value


def orders(order: int) -> tuple[int, int]:
    """The orders of the coarse and of the fine rule."""
    return math.ceil(COARSE * order), order


def layout(frame: Frame, digits: int) -> Layout:
    """The layout of nodes for a frame's frequency."""
    lib, at = frame.lib, frame.at

    def end(omega: Any, delta: Any) -> Any:
        return lib.asinh(_integrals.middle(frame, omega, delta) / _integrals.h_scale(frame.edge))

    return _integrals.layout(frame.edge, at.omega, frame.delta, at.kappa, lib.rational(1, 10**digits), end)


def _order(working: int) -> int:
    return math.ceil(0.85 * working) + 4


def _thermal_order(working: int) -> int:
    return math.ceil(0.8 * working) + 6


def _rounding(*scales: Any) -> int:
    """Digits that differences of nearly equal energies may cost."""
    context = precision.context(15)
    sizes = [abs(inputs.to_mp(each, context)) for each in scales if each]
    return sum(max(0, -int(context.mag(size) * 0.30103)) for size in sizes)


def refine(rules: Callable[[int, int], Rules], digits: int, order_of: Callable[[int], int]) -> tuple[Any, int]:
    """The fine value, right to `digits` digits in either part, or None; and the digits reached.

    `rules` evaluates with (working digits, order).
    """
    working, reached = digits + GUARD, 0
    order = order_of(working)
    for _ in range(_ATTEMPTS):
        if working > MAX_DIGITS:
            break
        found = rules(working, order)
        accurate, lost = agreement(found.rough, found.fine, found.imag_alone)
        lost = max(lost, _blurred(found, working))
        reached = min(accurate, working - lost - 3)
        if reached >= digits + MARGIN:
            return found.fine, reached
        if working - lost - 3 < digits + MARGIN:
            working = digits + lost + GUARD
            order = max(order, order_of(working))
        if accurate < digits + MARGIN:
            order = math.ceil(1.35 * order)
    return None, max(0, reached)


def _blurred(found: Rules, working: int) -> int:
    """Digits that rounding is known to have cost either part."""
    parts = zip((found.fine.real, found.fine.imag), found.blur, strict=True)
    cost = [working + blur - log10(part) for part, blur in parts if part and blur > -math.inf]
    return max(0, math.ceil(max(cost, default=0.0)))


def agreement(rough: Any, fine: Any, imag_alone: bool) -> tuple[int, int]:
    """Digits the fine value is predicted to have, and digits lost because a part is small beside the whole."""
    accurate, lost = 10**6, 0
    for part, alone in (("real", False), ("imag", imag_alone)):
        value = getattr(fine, part)
        if not value:
            continue
        size = log10(value)
        difference = value - getattr(rough, part)
        scale = size if alone else 0.0  # the integrals themselves are of order 1
        if difference:
            gained = (scale - log10(difference)) / COARSE - scale + size
            accurate = min(accurate, math.floor(gained))
        if not alone:
            lost = max(lost, math.ceil(-size))
    return accurate, lost


def log10(x: Any) -> float:
    """log_10 |x| of an mpf, to double precision."""
    _, man, exponent, bits = x._mpf_
    drop = max(0, bits - 60)
    return math.log10(int(man) >> drop) + int(exponent + drop) * math.log10(2)
