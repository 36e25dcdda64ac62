"""Whether an integrand can be integrated up to an end, measured on the logarithm of the distance to it.

With s = exp(u) the integrand is g(u) = f(s) s: an algebraic end falls exponentially in |u|, and a logarithmic one
like a power of |u|. Exponents come from values far out, where corrections of relative order 1/u are taken out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.errors import AccuracyError, DivergesError

Real = Any  # arb
Logarithm = Callable[[float], Any]  # u -> log |g(u)| as an arb, or None where g vanishes
START = 600.0  # |u| from which exponents are read, where the point is known that closely
FURTHER, STEADY = 1000.0, 0.01  # a rate that stays the same so much further out is none of a logarithm
STEEP = 50.0  # faster than any power
MARGIN = 0.05  # a rate below which logarithms may change the sign of it
TOO_SLOWLY = "an integral diverges {}: its integrand falls too slowly, by a logarithm"


class NotKnownError(AccuracyError):
    """What is given is not known well enough to tell the size of an integrand; more bits may help."""


class SlowError(AccuracyError):
    """An integrand is so close to the edge of convergence that only its expression can tell; `likely` is its size's."""

    def __init__(self, words: str, where: str, likely: DivergesError | None = None) -> None:
        super().__init__(words)
        self.where, self.likely = where, likely


@dataclass(frozen=True)
class Decay:
    """How g falls: like exp(-rate |u|), or like |u|^-power where the rate is zero."""

    rate: float
    power: float = 0.0


def decay(log_size: Logarithm, far: float, direction: int, where: str, deepest: float | None = None) -> Decay:
    """The decay of g towards direction * oo, seen from |u| = far on, up to `deepest` if that is a limit.

    Raises DivergesError if the integral diverges there, AccuracyError if that cannot be told.
    """
    if _plunges([_rate(log_size, direction * u, direction) for u in (far, 2 * far)], where):
        return Decay(STEEP)
    first = far if deepest is not None else max(far, min(8 * far, START))
    rates = [_rate(log_size, direction * first * 2**k, direction) for k in range(2)]
    if _plunges(rates, where):
        return Decay(STEEP)
    rates.append(_rate(log_size, direction * first * 4, direction))
    if rates[-1] > STEEP or min(rates) > STEEP:
        return Decay(STEEP)
    if rates[-1] < -STEEP:
        raise DivergesError(f"an integral diverges {where}")
    early, late = 2 * rates[1] - rates[0], 2 * rates[2] - rates[1]
    if not (early == early and late == late) or abs(early - late) > 0.05 + 0.2 * abs(late):
        if min(rates) > 0.02:
            return Decay(min(rates))
        words = f"it cannot be told whether an integral converges {where}: its integrand oscillates there"
        raise SlowError(words, where)
    slowest = 0.3 / first
    if late > slowest:
        return Decay(late)
    steady = 0.0 if deepest is not None else _steady(log_size, first, rates[0], direction)
    if steady:
        return Decay(steady)
    if late < -slowest:
        words = f"an integral diverges {where}: its integrand goes like s^({-1 - direction * late:.4g}) there"
        raise _marginal(where, DivergesError(words)) if late > -MARGIN else DivergesError(words)
    return Decay(0.0, _power(log_size, (first, deepest / 2 if deepest else 1000 * far, 8 * far), direction, where))


def _plunges(rates: list[float], where: str) -> bool:
    """Whether log |g| itself falls exponentially, DivergesError if it grows: further out that takes long."""
    early, late = rates
    if late < 2 * early < -4 * STEEP:
        raise DivergesError(f"an integral diverges {where}")
    return late > 2 * early > 4 * STEEP


def _steady(log_size: Logarithm, first: float, rate: float, direction: int) -> float:
    """The rate of a slow exponential, which is the same far further out; zero where the decay slows down."""
    if not rate > 0:
        return 0.0
    further = _rate(log_size, direction * FURTHER * first, direction)
    return further if abs(further - rate) < STEADY * rate else 0.0


def _rate(log_size: Logarithm, u: float, direction: int) -> float:
    here, further = log_size(u), log_size(u + direction)
    if here is None or further is None:
        return 2 * STEEP  # it vanishes to all digits
    return float((here - further).mid())


def _power(log_size: Logarithm, places: tuple[float, float, float], direction: int, where: str) -> float:
    """p of g = |u|^-p from two places (the third stands in for the second); the integral converges for p > 1."""
    powers = [_power_at(log_size, place, direction) for place in places]
    early, late = powers[0], powers[1] if powers[1] is not None else powers[2]
    if early is None or late is None:
        raise AccuracyError(f"it cannot be told whether an integral converges {where}")
    if abs(late - early) < 0.01 and late > 1.02:
        return late
    if late < 0.95 or abs(late - 1) < 1e-3:
        raise _marginal(where, DivergesError(TOO_SLOWLY.format(where)))
    raise SlowError(f"an integral converges too slowly {where}, if it does; substitute so that it falls faster", where)


def _marginal(where: str, likely: DivergesError) -> SlowError:
    """What is said where the sizes show a divergence that an exponent next to theirs would not have."""
    return SlowError(
        f"it cannot be told whether an integral converges {where}: it is too close to the edge of it", where, likely
    )


def _power_at(log_size: Logarithm, place: float, direction: int) -> float | None:
    try:
        near, further = log_size(direction * place), log_size(2 * direction * place)
    except NotKnownError:  # further out than anything can be evaluated: a nearer place will do
        return None
    if near is None or further is None:
        return None
    return float(((near - further) / flint.arb(2).log()).mid())
