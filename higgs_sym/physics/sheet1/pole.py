"""The zero of chi^-1 on sheet 1 that the amplitude mode rings down with: followed in float64, refined in digits."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import log10, to_fraction
from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import Edge, edge_float, edge_mp, third_branch_point
from higgs_sym.physics.sheet1 import engine

_START = np.array([-0.01 + 1.9j, -0.71 - 1.75j, -0.6 + 0.35j, -0.69 - 1.19j])  # Y_p against zeta^(1/3), roughly
_SECANTS = 20
_CIRCLE = 6  # values of the slope, on a circle
_NARROW = 100  # ... so much smaller than the distance of the next singularity, or less
_FINEST, _LARGEST = 1e-4, 0.2  # steps in kappa, relative to zeta^(1/3), and how far the pole may move in one
_GUARD = 8  # digits
_STEPS = 12
_FLOAT = 9  # digits of place and slope in float64
_SLACK = 3


def followed(zeta: Any, kappa: Any) -> complex:
    """omega_p - 2 eps_g in float64, followed from kappa = 0."""
    edge, goal = edge_float(zeta), float(inputs.to_float(kappa))
    unit = edge.a
    delta = complex(2 + np.polyval(_START, unit) * unit**2 - 2 * edge.eps_g)
    delta = _zero(edge, delta, 0.0)
    now, before, step = 0.0, delta, min(goal, unit / 4)
    while now < goal:
        after = min(goal, now + step)
        try:
            found = _zero(edge, delta + (delta - before) * 0.5, after)
            moved = abs(found - delta) / abs(delta)
        except AccuracyError as error:
            if "behind" in str(error):
                raise
            moved = math.inf
        if moved > _LARGEST:
            step /= 3
            if step < _FINEST * unit:
                raise AccuracyError(
                    f"ringdown_pole: the pole could not be followed beyond kappa = {now:.6g} at "
                    f"zeta = {edge.zeta:.6g}; take a smaller kappa"
                )
            continue
        now, before, delta = after, delta, found
        step *= 2 if moved < _LARGEST / 4 else 1
    return delta


def _zero(edge: Edge, start: complex, kappa: float) -> complex:
    """The zero next to a start, by secants."""
    branch = third_branch_point(BACKEND, edge) - edge.eps_g
    first, second = start, start * 1.0001
    one = _value(edge, first, kappa)
    for _ in range(_SECANTS):
        two = _value(edge, second, kappa)
        if two == one:
            break
        step = two * (second - first) / (two - one)
        first, second, one = second, second - step, two
        if not second.imag < 0 or abs(second - start) > abs(start) / 2:
            raise AccuracyError(f"ringdown_pole: no zero of chi^-1 next to {start:.6g} at kappa = {kappa:.6g}")
        if abs(step) <= 1e-9 * abs(second):  # the next step would be its square
            break
    else:
        raise AccuracyError(f"ringdown_pole: secants did not settle at kappa = {kappa:.6g}")
    if abs(second) > 0.99 * abs(branch) and (second / branch).imag < 0:
        raise AccuracyError(
            f"at kappa = {kappa:.6g} the pole has moved behind the branch point next to the cut, where "
            "the second sheet depends on the path; take a smaller kappa"
        )
    return second


def _value(edge: Edge, delta: complex, kappa: float) -> complex:
    return engine.rough(edge, delta, kappa)[0]


def slope(zeta: Any, kappa: Any, delta: complex) -> complex:
    """d chi^-1/d omega at the pole, in float64."""
    edge, momentum = edge_float(zeta), float(inputs.to_float(kappa))
    other = third_branch_point(BACKEND, edge)
    near = min(abs(delta), abs(delta + edge.eps_g - other), abs(delta + 2 * edge.eps_g - 2 * other))
    turns = near / _NARROW * np.exp(2j * np.pi * np.arange(_CIRCLE) / _CIRCLE)
    return complex(np.mean([_value(edge, delta + turn, momentum) / turn for turn in turns.tolist()]))


def refined(zeta: Any, kappa: Any, delta: complex, rise: complex, digits: int) -> tuple[Any, Any]:
    """omega_p and d chi^-1/d omega to `digits` digits of their moduli, from their double-precision values."""
    omega = place(zeta, kappa, delta, rise, digits)
    wide, edge = omega.context, 2 * edge_mp(zeta, omega.context).eps_g
    # four points: the error is (h/distance of the next singularity)^4
    h = abs(omega - edge) * wide.mpf(10) ** (-(digits // 4) - 2)
    accuracy = digits + digits // 4 + 5 - math.floor(log10(abs(omega - edge)))
    turns = [wide.expjpi(wide.mpf(k) / 2) for k in range(4)]
    values = [engine.absolute(_exact(omega + h * turn), zeta, kappa, accuracy)[0] for turn in turns]
    total = sum((wide.mpc(value) / turn for value, turn in zip(values, turns, strict=True)), wide.mpc(0))
    return omega, total / (4 * h)


def place(zeta: Any, kappa: Any, delta: complex, rise: complex, digits: int) -> Any:
    """omega_p to `digits` digits of its distance from 2 eps_g: secants, each with the digits that it can settle."""
    wide = results.context(2 * digits + 40)
    edge = 2 * edge_mp(zeta, wide).eps_g
    omega, slope = edge + wide.mpc(delta), wide.mpc(rise)
    size = max(0, -math.floor(math.log10(abs(delta * rise))))  # zeros after the point in what a step removes
    known, steep = _FLOAT, _FLOAT  # digits of omega and of the slope
    before: tuple[Any, Any] | None = None
    for _ in range(_STEPS):
        goal = min(digits, known + steep)
        value = wide.mpc(engine.absolute(_exact(omega), zeta, kappa, goal + size + _SLACK)[0])
        if before is not None:
            slope = (value - before[1]) / (omega - before[0])
        step, before = value / slope, (omega, value)
        omega -= step
        moved = digits if not step else math.floor(log10(abs(omega - edge)) - log10(abs(step)))
        known, steep = min(goal, moved + steep), max(1, min(known, moved))
        if known >= digits:
            return omega
    raise AccuracyError(f"ringdown_pole reached fewer than {digits} digits at zeta = {inputs.show(zeta)}")


def _exact(omega: Number) -> tuple[Fraction, Fraction]:
    return to_fraction(omega.real), to_fraction(omega.imag)
