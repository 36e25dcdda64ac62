"""chi^-1 on sheet 1, below the real axis: reached through the cut omega > 2 eps_g (gapless: through omega > 0).

chi^-1_1(omega) = [chi^-1(omega^*)]^* + i L(omega), see `sheet1.golden`. Sheet 1 so defined is single-valued off the
rays that start at the points `branch_points` lists for it and point away from 2 eps_g (from 0 when gapless). At zeta =
kappa = 0 there is a closed form.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import numpy as np

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import digits as digits_of
from higgs_sym.arithmetic.convert import log10, to_fraction
from higgs_sym.arithmetic.types import Array, Number, Values
from higgs_sym.arrays import ComplexArray
from higgs_sym.errors import AccuracyError
from higgs_sym.inputs import exact, to_float
from higgs_sym.physics.edge import Edge, edge_float
from higgs_sym.physics.engines import digits as error_control
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.engines import float64 as float64_engine
from higgs_sym.physics.engines.digits import Rule
from higgs_sym.physics.integrals import cold
from higgs_sym.physics.integrals.cold import Frame
from higgs_sym.physics.roots.flint import polished
from higgs_sym.physics.sheet1.golden import BEND, Line, integral
from higgs_sym.physics.symmetry import reduced

_DOUBLE = 17  # digits that settle a double
_PROMISE = 5e-13  # what doubles are handed out with; else the value comes from `digits`
_ATTEMPTS = 7
_SPARE = 5  # digits that the reflected value may lack of the working precision


def floats(omega: ComplexArray, zeta: Any, kappa: Any, vertex: bool) -> ComplexArray:
    """chi^-1 for a one-dimensional array of omega, Im omega < 0; complex128."""
    edge, momentum = edge_float(zeta), float(to_float(kappa))
    flip = omega.real < 0
    right = np.where(flip, -omega.conj(), omega)
    above = float64_engine.chi_inv(edge, right.conj(), momentum, vertex).conj()
    found = np.array(
        [
            _float(edge, w, value, momentum, vertex, (zeta, kappa))
            for w, value in zip(right.tolist(), above.tolist(), strict=True)
        ],
        dtype=complex,
    )
    return np.where(flip, found.conj(), found)


def _float(
    edge: Edge, omega: complex, mirrored: complex, kappa: float, vertex: bool, given: tuple[Values, Values]
) -> complex:
    goal = (omega - 2 * edge.eps_g) - 2 * edge.eps_low
    if edge.zeta or kappa:
        line = Line(edge, goal, kappa, vertex)
        value = mirrored + 1j * line.value()
        if line.noise + 5e-15 * abs(mirrored) < _PROMISE * abs(value):
            return value
    return complex(digits(exact("omega", omega), *given, _DOUBLE, vertex))


def rough(edge: Edge, goal: complex, kappa: float) -> tuple[complex, float]:
    """chi^-1 at 2 eps_g + goal in float64, zeta > 0, Re omega >= 0, and a bound of its absolute error."""
    above = np.array([2 * edge.eps_g + goal.conjugate()])
    mirrored = complex(float64_engine.chi_inv(edge, above, kappa, True)[0]).conjugate()
    line = Line(edge, goal, kappa, True)
    return mirrored + 1j * line.value(), line.noise + 5e-15 * abs(mirrored)


def absolute(omega: Any, zeta: Any, kappa: Any, count: int) -> tuple[Array, int]:
    """chi^-1 for an exact omega to within 10^-count, an mpc, and the order of the rules it took: next to a zero."""
    rule, working = _rule(omega, zeta, kappa, True), count + _SPARE + 4
    order = _order(working)
    for _ in range(_ATTEMPTS):
        coarse = math.ceil(error_control.COARSE * order)
        first, second = rule(working, coarse), rule(working, order)
        apart = abs(second.value - first.value)
        if max(second.blur) < -count and (not apart or log10(apart) * order / coarse < -count):
            return second.value, order
        if max(second.blur) >= -count:
            working += math.ceil(max(second.blur)) + count + 2
        order = math.ceil(1.35 * order)
    raise AccuracyError(f"chi_inv on sheet 1 did not reach {count} digits at omega = {inputs.show(omega)}")


def both(omega: Any, zeta: Any, kappa: Number, count: int, effort: float = 1.0, bent: bool = False) -> tuple[Any, Any]:
    """chi^-1 on sheet 0 and i L at omega, an mpc in the lower right quadrant: acb right to about `count` digits each.

    One rule, its order multiplied by `effort`: who interpolates compares with another. `bent`: gapless, past -i eps_*
    on its right. Flint is left at its precision.
    """
    mirrored, rough = (to_fraction(omega.real), -to_fraction(omega.imag)), edge_float(zeta)
    goal = (complex(omega) - 2 * rough.eps_g) - 2 * rough.eps_low
    line = Line(rough, goal, float(to_float(kappa)), True, BEND * 1j * goal if bent else 0j)
    for _ in range(_ATTEMPTS):
        working = count + _SPARE + line.lost
        with flint_engine.precise(working):
            frame = flint_engine.frame(mirrored, zeta, kappa, working, True)
            where = error_control.layout(frame, working)
            order = math.ceil(1.12 * effort * error_control.first_order(count + _SPARE))
            turn = cold.ray(frame._replace(order=order), where).conjugate()
            added, physical = _line(line, frame, math.ceil(effort * _order(count + _SPARE)))
            zero = turn - frame.lib.i * physical
            kept = min(digits_of(each.rel_accuracy_bits()) for each in (zero, added))
        if kept >= count:
            break
        line.lost += count - kept + 2
    return zero, added


def _line(line: Line, frame: Frame, order: int) -> tuple[Any, Any]:
    """i L and the integral of K(1*,2*), for the frame of the mirrored frequency."""
    refine = partial(polished, frame.edge)
    goal, kappa = frame.delta.conjugate(), frame.at.kappa
    try:
        found, physical = integral(frame.lib, frame.edge, line, goal, kappa, order, refine)
    except AccuracyError:  # a node next to z = 0, where two roots meet: others are not
        found, physical = integral(frame.lib, frame.edge, line, goal, kappa, order + 3, refine)
    return found * frame.lib.i, physical


def _added(line: Line, mirrored: Any, zeta: Any, kappa: Any, count: int, order: int) -> tuple[Any, int]:
    """i L, an acb, and the digits it was computed with; rounding leaves `count` digits of its modulus."""
    working = count + _SPARE + line.lost
    for _ in range(_ATTEMPTS):
        with flint_engine.precise(working):
            frame = flint_engine.frame(mirrored, zeta, kappa, working, line.at.vertex)
            found, _ = _line(line, frame, order)
            kept = digits_of(found.rel_accuracy_bits())
        if kept >= count:
            break
        line.lost += count - kept + 2
        working = count + _SPARE + line.lost
    return found, working


def digits(omega: Any, zeta: Values, kappa: Values, count: int, vertex: bool) -> Any:
    """chi^-1 for an exact omega, Im omega < 0, right to `count` digits in either part; an mpc."""
    omega, conjugate, _, _ = reduced(omega, zeta, kappa, 1)
    rule = partial(_closed, omega) if not zeta and not kappa else _rule(omega, zeta, kappa, vertex)
    value, reached = error_control.refine(rule, count, _order)
    if value is None:
        raise AccuracyError(
            f"chi_inv on sheet 1 reached {reached} of {count} digits at omega = {inputs.show(omega)}, "
            f"zeta = {inputs.show(zeta)}, kappa = {inputs.show(kappa)}; move away from a branch point or a zero, "
            "or ask for fewer digits"
        )
    return value.context.conj(value) if conjugate else value


def _order(working: int) -> int:
    return math.ceil(0.78 * working) + 4


def _rule(omega: Any, zeta: Any, kappa: Any, vertex: bool) -> Callable[[int, int], Rule]:
    """The value for (working digits, order of the Gauss rules), for `refine`."""
    rough, mirrored = edge_float(zeta), (omega[0], -omega[1])
    goal = (complex(to_float(omega)) - 2 * rough.eps_g) - 2 * rough.eps_low
    line = Line(rough, goal, float(to_float(kappa)), vertex)

    @lru_cache(maxsize=1)
    def above(working: int) -> Any:
        value = flint_engine.chi_inv(mirrored, zeta, kappa, working - _SPARE, vertex)
        return value.context.conj(value)

    def rule(working: int, order: int) -> Rule:
        zero = above(working)
        found, precision = _added(line, mirrored, zeta, kappa, working, order)
        value, blur = flint_engine.ENGINE.shown(found, precision)
        rounded = [log10(part) + _SPARE - working for part in (zero.real, zero.imag)]
        return Rule(zero.context.mpc(zero) + value, False, (max(blur[0], rounded[0]), max(blur[1], rounded[1])))

    return rule


def _closed(omega: Any, working: int, _order: int) -> Rule:
    """zeta = kappa = 0: sqrt(w^2 - 1)/w (arccosh w - i pi/2), w = omega/2."""
    context = results.context(working)
    delta = context.mpc(inputs.to_mp(omega[0] - 2, context), inputs.to_mp(omega[1], context))
    root = context.sqrt(delta) * context.sqrt(4 + delta) / 2
    value = root / (1 + delta / 2) * (context.log1p(delta / 2 + root) - context.mpc(0, context.pi / 2))
    return Rule(value, False, (-math.inf, -math.inf))
