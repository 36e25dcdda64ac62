"""Integrals of one variable: certified where Arb can, else by two rules that have nothing in common.

Arb's own quadrature proves its ball for integrands that are holomorphic around a finite interval. Endpoint
singularities and infinite intervals go to a double exponential rule and to Gauss-Legendre on panels that double in
length; each is refined until it stands still, and where the two differ the difference is the error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import arb_integral, gauss_dyadic
from higgs_sym.errors import AccuracyError

Integrand = Callable[[Any], Any]  # acb -> acb
EVALUATIONS = 20_000  # that the certified rule may spend before it gives up
OCTAVES = 400  # from the finite end on either side of one that are searched for the integrand's scale
SEARCH_BITS = 53
LEVELS = 9  # halvings of the double exponential step
FEWEST_DIGITS = 8  # agreement below this is no result
GUARD_BITS = 30


def certified(integrand: Callable[[Any, bool], Any], low: Any, high: Any, digits: int) -> Any | None:
    """A proven ball for the integral over a finite interval; None if Arb cannot prove enough digits."""
    goal = int((digits + 3) * BITS)
    ball = arb_integral(integrand, low, high, rel_tol=flint.arb(2) ** -goal, eval_limit=EVALUATIONS)
    return ball if ball.is_finite() and ball.rel_accuracy_bits() >= digits * BITS else None


@dataclass(frozen=True)
class Piece:
    """A part of the path: t = start + direction s, 0 < s < length; length None is infinite.

    The integrand may be singular at `start` and at infinity, not elsewhere.
    """

    start: Any
    direction: int
    length: Any | None


def by_two_rules(integrand: Integrand, low: Any | None, high: Any | None, digits: int) -> tuple[Any, int]:
    """The integral and the digits to which both rules agree; None for an infinite limit.

    Raises AccuracyError if they agree to less than `FEWEST_DIGITS`, and less than was asked for.
    """
    with flint_precision(int((2 * digits + 20) * BITS) + GUARD_BITS):
        pieces = _pieces(low, high)
        scales = [_scale(integrand, piece) for piece in pieces]
        total = flint.acb(0)
        for rule in (_double_exponential, _panels):
            parts = [rule(integrand, piece, scale, digits) for piece, scale in zip(pieces, scales, strict=True)]
            value = sum(parts, flint.acb(0))
            difference, total = abs(value - total), value
        size = abs(total)
        if not total.is_finite() or not size.mid() > 0:
            raise AccuracyError("an integral could not be evaluated: does it converge?")
        ratio = difference / size
        if not ratio.is_finite():  # the sum of one rule has a ball around 0
            raise AccuracyError("an integral could not be told from 0; take it apart, or ask for more digits")
        relative = ratio.mid()
        agreed = digits if relative == 0 else min(digits, int(float(-relative.log() / flint.arb(10).log())))
    if agreed < min(digits, FEWEST_DIGITS):
        raise AccuracyError(f"two quadratures of an integral agree to {max(0, agreed)} digits only: does it converge?")
    return total, agreed


def _pieces(low: Any | None, high: Any | None) -> list[Piece]:
    if low is None and high is None:
        return [Piece(flint.acb(0), -1, None), Piece(flint.acb(0), 1, None)]
    if high is None:
        return [Piece(low, 1, None)]
    if low is None:
        return [Piece(high, -1, None)]
    half = (high - low) / 2
    return [Piece(low, 1, half), Piece(high, -1, half)]


def _scale(integrand: Integrand, piece: Piece) -> int:
    """The power of two at which |f(s)| s is largest on an infinite piece: where the integral comes from."""
    if piece.length is not None:
        return 0
    best, where = 0.0, 0
    with flint_precision(SEARCH_BITS):
        for k in range(-OCTAVES, OCTAVES):
            size = flint.arb(2) ** k
            value = float(abs(integrand(piece.start + piece.direction * size) * size).mid())
            if value == value and best < value < float("inf"):
                best, where = value, k
    return where


def _double_exponential(integrand: Integrand, piece: Piece, scale: int, digits: int) -> Any:
    """Trapezoidal rule after s = 2^scale exp(pi/2 sinh v), or s = length/(1 + exp(-pi sinh v)) on finite pieces."""
    term = _transformed(integrand, piece, scale)
    small = flint.arb(10) ** -(digits + 8)
    step, total = flint.arb(1) / 2, _walk(term, flint.arb(0), flint.arb(1) / 2, small)
    value = total * step
    for _ in range(LEVELS):
        step = step / 2
        total = total + _walk(term, step, 2 * step, small)
        previous, value = value, total * step
        if abs(value - previous).mid() <= (abs(value) * flint.arb(10) ** -(digits // 2 + 2)).mid():
            break  # the error squares from level to level
    return value


def _transformed(integrand: Integrand, piece: Piece, scale: int) -> Callable[[Any], Any]:
    half_pi = flint.arb.pi() / 2

    def infinite(v: Any) -> Any:
        s = flint.arb(2) ** scale * (half_pi * v.sinh()).exp()
        return integrand(piece.start + piece.direction * s) * s * half_pi * v.cosh()

    def finite(v: Any) -> Any:
        grown = (-2 * half_pi * v.sinh()).exp()
        s = piece.length / (1 + grown)
        return integrand(piece.start + piece.direction * s) * s * grown / (1 + grown) * 2 * half_pi * v.cosh()

    return infinite if piece.length is None else finite


def _walk(term: Callable[[Any], Any], first: Any, step: Any, small: Any) -> Any:
    """Sum of the terms at first + k step, k in Z, outwards until three in a row no longer count."""
    total, largest = flint.acb(0), flint.arb(0)
    for start, sign in ((first, 1), (first - step, -1)):
        quiet, k = 0, 0
        while quiet < 3:
            value = term(start + sign * k * step)
            if not value.is_finite():
                break  # beyond the range of numbers: over- and underflow meet
            size = abs(value).mid()
            total, largest = total + value, max(largest, size)
            quiet = quiet + 1 if size <= small * largest and k > 3 else 0
            k += 1
            if k > 40 / float(step.mid()):
                raise AccuracyError("an integrand does not fall off towards the ends of its interval")
    return total


def _panels(integrand: Integrand, piece: Piece, scale: int, digits: int) -> Any:
    """Gauss-Legendre on panels that double in length away from the start."""
    order = int(0.9 * digits) + 16
    bits = flint.ctx.prec
    rule = [(_dyadic(node), _dyadic(weight)) for node, weight in gauss_dyadic(order, 64 * (bits // 64 + 1))]
    small = flint.arb(10) ** -(digits + 8)

    def panel(edge: Any, width: Any) -> Any:
        values = (integrand(piece.start + piece.direction * (edge + width * x)) * w for x, w in rule)
        return width * sum(values, flint.acb(0))

    unit = flint.arb(2) ** scale if piece.length is None else piece.length / 2
    total = _panels_one_way(panel, unit, 0.5, small)
    if piece.length is None:
        return total + _panels_one_way(panel, unit * 2, 2, small, abs(total).mid())
    return total


def _panels_one_way(panel: Any, unit: Any, factor: float, small: Any, largest: Any = 0) -> Any:
    total, quiet = flint.acb(0), 0
    for _ in range(4 * OCTAVES):
        value = panel(unit, unit)
        if not value.is_finite():
            raise AccuracyError("an integrand is not finite inside its interval")
        size = abs(value).mid()
        total, largest = total + value, max(largest, size)
        quiet = quiet + 1 if size <= small * largest else 0
        if quiet == 3:
            return total
        unit = unit * factor
    raise AccuracyError("an integrand does not fall off towards the ends of its interval")


def _dyadic(pair: tuple[int, int]) -> Any:
    man, exponent = pair
    return flint.arb(man) * flint.arb(2) ** exponent
