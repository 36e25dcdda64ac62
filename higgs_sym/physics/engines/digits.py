"""chi^-1 with n correct digits: the integrals under error control, for whichever engine evaluates them.

Every value is computed with at least two Gauss rules. The error of a rule falls geometrically with its order, so the
difference d of the coarse rule from the fine one predicts the fine one's error as d^(n_fine/n_coarse). Order
and precision are raised until the prediction, for the real and for the imaginary part by itself, is below the promise;
what rounding has cost is estimated from the size of either part and, where the arithmetic tells, read off from it.

There are two engines for the same integrals: `engines.flint`, which is fast, and `engines.mp`, which shares with it
neither arithmetic nor root finder and is what the tests compare it with.

Worst case found, over 260 random points (zeta from 1e-8 to 1e3, thresholds +-1e-12, zeta next to 1, complex omega; 15
to 60 digits): the prediction was 2.5 digits too good, of the 5 digits of MARGIN, at omega = 0.2416, zeta = 1 - 4.1e-6,
kappa = 0.0514, vertex=False, 40 digits. All digits promised were right, and the same for either engine.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, NamedTuple

from higgs_sym import inputs, results
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.integrals import cold
from higgs_sym.physics.integrals.cold import Frame, Layout
from higgs_sym.physics.symmetry import reduced
from higgs_sym.physics.thermal import sums
from higgs_sym.physics.thermal.plane import Heat

GUARD = 14
MARGIN = 5  # digits; the constant in front of the geometric convergence may be far from 1
COARSE = 0.6  # order of the rule that checks, relative to the rule that counts
MAX_DIGITS = 1500  # where raising the precision further is given up
_ATTEMPTS = 8
_SPARE = 5  # digits of rounding that cost nothing
_SLOWEST, _FASTEST = 1.1, 1.5  # by how much the order grows from one attempt to the next


Blur = tuple[float, float]  # log10 of the rounding error of the real and of the imaginary part; -inf if unknown


class Engine(NamedTuple):
    """An arithmetic of arbitrary precision."""

    precise: Callable[[int], AbstractContextManager[Any]]  # inside, numbers have that many digits
    frame: Callable[[Any, Any, Any, int, bool], Frame]  # exact omega, zeta, kappa; digits; vertex. No order yet
    number: Callable[[Any, int], Any]  # an exact number at that many digits
    shown: Callable[[Any, int], tuple[Any, Blur]]  # as an mpc, and how far rounding is known to have blurred it


class Rule(NamedTuple):
    """What a quadrature rule of one order gives."""

    value: Any  # an mpc
    imag_alone: bool  # Im was integrated by itself, and so is accurate relative to itself
    blur: Blur


def chi_inv(
    engine: Engine, omega: Number, zeta: Number, kappa: Number, digits: int, vertex: bool, T: Number = 0
) -> Any:
    """chi^-1 on the physical sheet for exact arguments, T >= 0, right to `digits` digits in either part; an mpc.

    Raises AccuracyError if the digits cannot be promised.
    """
    omega, conjugate, real, zero = reduced(omega, zeta, kappa)
    if zero:
        return results.context(digits).mpc(0)
    small = _rounding(*(omega if isinstance(omega, tuple) else (omega,)), zeta, T) if T else 0

    @lru_cache(maxsize=1)
    def prepared(wide: int) -> tuple[Frame, Any]:
        frame = engine.frame(omega, zeta, kappa, wide, vertex)
        return frame, Heat(engine.number(T, wide), wide - small) if T else layout(frame, wide)

    def rule(working: int, order: int) -> Rule:
        wide = working + small
        with engine.precise(wide):
            frame, rest = prepared(wide)
            integrated: Any = sums.integrated if T else cold.integrated
            found, imag_alone = integrated(frame._replace(order=order), rest)
            value, blur = engine.shown(found, wide)
        if real:
            value, blur = value.context.mpc(value.real, 0), (blur[0], -math.inf)
        return Rule(value, imag_alone, blur)

    value, reached = refine(rule, digits, _thermal_order if T else first_order)
    if value is None:
        where = f"omega = {inputs.show(omega)}, zeta = {inputs.show(zeta)}, kappa = {inputs.show(kappa)}"
        where += f", T = {inputs.show(T)}" if T else ""
        raise AccuracyError(
            f"chi_inv reached {reached} of {digits} digits at {where}; ask for fewer digits or move away from a zero"
        )
    return value.context.conj(value) if conjugate else value


def once(engine: Engine, omega: Any, zeta: Any, kappa: Number, digits: int, effort: float = 1.0, lost: int = 0) -> Any:
    """chi^-1 at T = 0 by one rule of the usual order times `effort`, to about `digits` digits of either part; an mpc.

    Nothing is checked but rounding, which is expected to cost `lost` digits: for values that are compared with others
    anyway. Re omega >= 0, Im omega >= 0.
    """
    working = digits + lost + _SPARE
    for _ in range(_ATTEMPTS):
        with engine.precise(working):
            frame = engine.frame(omega, zeta, kappa, working, True)
            order = math.ceil(effort * first_order(digits + _SPARE))
            found, _ = cold.integrated(frame._replace(order=order), layout(frame, working))
            value, blur = engine.shown(found, working)
        parts = zip((value.real, value.imag), blur, strict=True)
        lost = math.ceil(max(size - convert.log10(abs(part)) for part, size in parts if part)) + working
        if lost <= working - digits:
            break
        working = digits + lost + 1
    return value


def orders(order: int) -> tuple[int, int]:
    """The orders of the coarse and of the fine rule."""
    return math.ceil(COARSE * order), order


def layout(frame: Frame, digits: int) -> Layout:
    """The layout of nodes for a frame's frequency."""
    lib, at = frame.lib, frame.at

    def end(omega: Number, delta: Number) -> Any:
        return lib.asinh(cold.middle(frame, omega, delta) / cold.h_scale(frame.edge))

    return cold.layout(frame.edge, at.omega, frame.delta, at.kappa, lib.rational(1, 10**digits), end)


def first_order(working: int) -> int:
    """Nodes a panel that are tried first."""
    return math.ceil(0.85 * working) + 4


def _thermal_order(working: int) -> int:
    return math.ceil(0.8 * working) + 6


def _rounding(*scales: Number) -> int:
    """Digits that differences of nearly equal energies may cost."""
    context = results.context(15)
    sizes = [abs(inputs.to_mp(each, context)) for each in scales if each]
    return sum(max(0, -convert.digits(context.mag(size))) for size in sizes)


def refine(rule: Callable[[int, int], Rule], digits: int, order_of: Callable[[int], int]) -> tuple[Any, int]:
    """The value, right to `digits` digits in either part, or None; and the digits reached.

    `rule` evaluates with (working digits, order).
    """
    needed, working, reached = digits + MARGIN, digits + GUARD, 0
    order = order_of(working)
    rough: tuple[Any, int] | None = None  # value and order of the rule before, at the same precision
    for _ in range(_ATTEMPTS):
        if working > MAX_DIGITS:
            break
        if rough is None:
            coarse = orders(order)[0]
            rough = rule(working, coarse).value, coarse
        fine = rule(working, order)
        accurate, lost = agreement(rough[0], fine.value, fine.imag_alone, rough[1] / order)
        lost = max(lost, _blurred(fine, working))
        reached = min(accurate, working - lost - 3)
        if reached >= needed:
            return fine.value, reached
        rough = fine.value, order
        if accurate < needed:  # at the same rate of convergence, and a little more
            growth = 1.05 * needed / accurate if accurate > 0 else _FASTEST
            order = math.ceil(min(_FASTEST, max(_SLOWEST, growth)) * order)
        if working - lost - 3 < needed:
            working = digits + lost + GUARD
            order = max(order, order_of(working))
            rough = None
    return None, max(0, reached)


def _blurred(rule: Rule, working: int) -> int:
    """Digits that rounding is known to have cost either part."""
    cost = 0.0
    for part, blur in zip((rule.value.real, rule.value.imag), rule.blur, strict=True):
        if blur > -math.inf:
            cost = max(cost, working + blur - convert.log10(part) if part else working)
    return math.ceil(cost)


def agreement(rough: Number, fine: Number, imag_alone: bool, ratio: float = COARSE) -> tuple[int, int]:
    """Digits the fine value is predicted to have, and digits lost because a part is small beside the whole.

    `ratio` is the order of the rough rule relative to the fine one.
    """
    accurate, lost = 10**6, 0
    for part, alone in (("real", False), ("imag", imag_alone)):
        value = getattr(fine, part)
        if not value:
            continue
        size = convert.log10(value)
        difference = value - getattr(rough, part)
        scale = size if alone else 0.0  # the integrals themselves are of order 1
        if difference:
            gained = (scale - convert.log10(difference)) / ratio - scale + size
            accurate = min(accurate, math.floor(gained))
        if not alone:
            lost = max(lost, math.ceil(-size))
    return accurate, lost
