"""Whether an integrand can be integrated up to an end, measured on the logarithm of the distance to it.

With s = exp(u) the integrand is g(u) = f(s) s: an algebraic end falls exponentially in |u|, and a logarithmic one like a
power of |u|. Exponents come from values far out, where corrections of relative order 1/u are taken out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.errors import AccuracyError, DivergesError

Real = Any  # arb
Logarithm = Callable[[float], Any]  # u -> log |g(u)| as an arb, or None where g vanishes
SLOWEST = 1e-3  # exponents below cannot be told from logarithms
STEEP = 50.0  # faster than any power


@dataclass(frozen=True)
class Decay:
    """How g falls: like exp(-rate |u|), or like |u|^-power where the rate is zero."""

    rate: float
    power: float = 0.0


def decay(log_size: Logarithm, far: float, direction: int, where: str) -> Decay:
    """The decay of g towards direction * oo, seen from |u| = far on.

    Raises DivergesError if the integral diverges there, AccuracyError if that cannot be told.
    """
    places = [far * 2**k for k in range(3)]
    rates = [_rate(log_size, direction * place, direction) for place in places]
    if rates[-1] > STEEP or min(rates) > STEEP:
        return Decay(STEEP)
    if rates[-1] < -STEEP:
        raise DivergesError(f"an integral diverges {where}")
    early, late = 2 * rates[1] - rates[0], 2 * rates[2] - rates[1]
    if not (early == early and late == late) or abs(early - late) > 0.05 + 0.2 * abs(late):
        if min(rates) > 0.02:
            return Decay(min(rates))
        raise AccuracyError(f"it cannot be told whether an integral converges {where}: its integrand oscillates there")
    if late > SLOWEST:
        return Decay(late)
    if late < -SLOWEST:
        raise DivergesError(f"an integral diverges {where}: its integrand goes like s^({-1 - direction * late:.3g}) there")
    return Decay(0.0, _power(log_size, far, direction, where))


def _rate(log_size: Logarithm, u: float, direction: int) -> float:
    here, further = log_size(u), log_size(u + direction)
    if here is None or further is None:
        return 2 * STEEP  # it vanishes to all digits
    return float((here - further).mid())


def _power(log_size: Logarithm, far: float, direction: int, where: str) -> float:
    """p of g = |u|^-p; the integral converges for p > 1."""
    powers = []
    for place in (far, far * 1000):
        near, further = log_size(direction * place), log_size(2 * direction * place)
        if near is None or further is None:
            raise AccuracyError(f"it cannot be told whether an integral converges {where}")
        powers.append(float(((near - further) / flint.arb(2).log()).mid()))
    power = powers[1]
    if abs(powers[1] - powers[0]) < 0.1 and power > 1.05:
        return power
    if power < 0.95 or abs(power - 1) < 1e-3 or power < 1:
        raise DivergesError(f"an integral diverges {where}: its integrand falls too slowly, by a logarithm")
    raise AccuracyError(f"an integral converges too slowly {where}, if it does; substitute so that it falls faster")
