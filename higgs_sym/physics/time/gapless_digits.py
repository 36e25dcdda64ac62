"""chi(t) of a gapless state, zeta >= 1, with n digits: the contours of `gapless` and `ray` in flint numbers.

zeta > 1: the pole above -i eps_*, Im chi on the lip down to -i (eps_* + s_1), and the ray from there, each stretch
tabulated and checked by `time.ray_digits`. On the lip chi^-1 = B(s) + i s^(3/2) H(s). zeta = 1: the ray of
`time.ray`, which starts at omega = 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import to_flint, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import edge_float, third_branch_point
from higgs_sym.physics.integrals import legendre
from higgs_sym.physics.integrals.legendre import Factor
from higgs_sym.physics.sheet1 import axis_flint
from higgs_sym.physics.sheet1.engine import both
from higgs_sym.physics.time import gapless
from higgs_sym.physics.time.interpolation import LONGEST, Effort, effort
from higgs_sym.physics.time.ray_digits import FEWEST, GUARD, DigitsRay, between

_LN10 = math.log(10)
_BENT = 1.9  # |Im omega|/eps_* up to which the path of energies is bent around -i eps_*
_I = flint.acb(0, 1)
_EARLY = 6.0  # eps_* t until which the ray from omega = 0 serves
_DIFFERENCE = 3  # steps to either side in the derivative at the pole


class CriticalRay(DigitsRay):
    """The ray at zeta = 1."""

    def _stretches(self, t: float) -> list[tuple[float, float, int, Callable[[Any], Any]]]:
        reach = _LN10 * (self.working + 2) / (-self.direction.imag * t)
        first, last = math.floor(math.log2(legendre.EMPTY / t)), math.ceil(math.log2(reach))
        if self.places:  # the same tables for every t
            anchor = math.floor(math.log2(abs(self.places[0])))
            first = min(anchor, anchor - LONGEST * math.ceil((anchor - first) / LONGEST))
        return [(0.0, 2.0**first, 4, self._direct), *self._beyond(first, last, t)]

    def _direct(self, s: Real) -> Number:
        return between(*self._sheets((s * flint.acb(self.direction)).mid(), self.working, 1.0))


class DigitsDescent(DigitsRay):
    """The contour of one exact (zeta, kappa), zeta > 1, to `working` digits, for any t."""

    def __init__(self, zeta: Any, kappa: Any, working: int) -> None:
        super().__init__(zeta, kappa, working)
        self.descent = gapless.Descent(edge_float(zeta), float(inputs.to_float(kappa)))
        self.exact = results.context(2 * working + 40)
        self.star = axis_flint.star(zeta, self.exact)
        self._turned: dict[float, Any] = {}

    def signal(self, time: Real, factor: Factor | None = None) -> Any:
        """chi(t) for one exact t > 0, an mpf, chi multiplied by factor(omega), a function of flint numbers."""
        wide = results.context(self.working + 10 + max(0, math.ceil(math.log10(float(time) * float(self.star) + 1))))
        t = inputs.to_mp(time, wide)
        parts = []
        if self.descent.pole is not None:
            rate, strength = self._pole
            if factor is not None:
                with flint_precision(self.bits):
                    strength *= to_mp(factor(to_flint(-self.exact.mpc(0, 1) * rate)).real, self.exact)
            parts.append(strength * wide.exp(-wide.convert(rate) * t))
        with flint_precision(self.bits):
            cut = [to_mp(each, self.context) for each in (self._lips(t, factor), self._rays(t, factor))]
        parts += [each * wide.exp(-wide.convert(self.star) * t) for each in cut]
        total = wide.fsum(parts)
        if abs(total) < max(map(abs, parts)) * wide.mpf(10) ** (3 - GUARD):
            raise AccuracyError(
                f"chi(t) passes through zero at t = {inputs.show(time)} for zeta = {inputs.show(self.zeta)}, "
                "where digits relative to itself are lost; ask for more digits"
            )
        return total

    def _lips(self, t: Any, factor: Factor | None) -> Any:
        """e^(eps_* t) times the part of the lips, s = start x^2 first, then octaves."""
        rate, turn = to_flint(t), self.descent.turn
        start = min(turn, 2.0 ** math.floor(math.log2(legendre.EMPTY / float(t))))
        ends = [(0.0, start, 2)]
        while ends[-1][1] < turn and ends[-1][1] * float(t) < _LN10 * (self.working + 2):
            ends.append((ends[-1][1], 2 * ends[-1][1], 1))
        real, absorbed = self._lip_tables
        total = flint.arb(0)
        for low, high, power in ends:
            for s, weight, _ in self._difference(low, high, power, lambda _: None):
                imag = absorbed(s).real * s * s.sqrt()
                b = real(s).real
                term = -weight * imag / (b * b + imag * imag) * (-rate * s).exp()
                if factor is not None:
                    term *= factor(-_I * (to_flint(self.star) + s)).real
                total = (total + term).mid()
        return total / flint.arb.pi()

    def _rays(self, t: Any, factor: Factor | None) -> Any:
        """e^(eps_* t) times the part of the rays."""
        turn, direction = self.descent.turn, flint.acb(self.descent.direction)
        unit, rate = _I, to_flint(t)
        start = -unit * (to_flint(self.star) + turn)
        low, high, total = 0.0, turn, flint.acb(0)
        while (gone := (turn - low * self.descent.direction.imag) * float(t) / _LN10) < self.working + 2:
            left = self.working - gone + 4 * math.log10(max(1.0, float(t)))  # e^(eps_* t) chi falls as a power of t
            table = self._ray_table(low, high, min(self.working, max(FEWEST, math.ceil(left))))
            for rho, weight, _ in self._difference(low, high, 1, lambda _: None):
                step = direction * rho
                term = weight * direction / table(rho) * (-rate * turn - unit * rate * step).exp()
                if factor is not None:
                    term *= factor(start + step)
                total = (total + term).mid()
            low, high = high, 2 * high
        return (total / flint.arb.pi()).real

    @cached_property
    def _lip_tables(self) -> tuple[Any, Any]:
        """B and H on 0 < s < s_1."""
        count = math.ceil(1.35 * self.working) + 4
        lost = math.ceil(3 * math.log10(count))  # digits that H loses at the node next to s = 0, s ~ 1/count^2

        def parts(s: Any, digits: int, more: float) -> tuple[Any, Any]:
            depth = to_mp(s, self.exact)
            found = self._value(self.exact.mpc(0, -(self.star + depth)), digits + lost, more)
            return found.real, found.imag / (s * s.sqrt())

        return self._table(0.0, self.descent.turn, Effort(count), parts)

    def _ray_table(self, low: float, high: float, digits: int) -> Any:
        """chi^-1 on a stretch of the ray, to so many digits or more."""
        known = self._turned.get(low)
        if known is None or known[0] < digits:

            def parts(rho: Any, digits: int, more: float) -> tuple[Any, Any]:
                start = self.exact.mpc(0, -(self.star + self.descent.turn))
                found = self._value(start + self.descent.direction * to_mp(rho, self.exact), digits, more)
                return found, found

            edge, star, needed = self.descent.edge, float(self.star), Effort(math.ceil(1.6 * digits))
            if not self.kappa:
                other = third_branch_point(BACKEND, edge)
                singular = [-1j * star, -2j * star, other, 2 * other, 0j]
                start = -1j * (star + self.descent.turn)
                places = [(point - start) / self.descent.direction for point in singular]
                needed = effort(digits, low, high, places)
            self._turned[low] = digits, self._table(low, high, needed, parts, digits)[0]
        return self._turned[low][1]

    def _value(self, omega: Any, digits: int, effort: float) -> Any:
        steep = -omega.imag > math.tan(gapless.STEEP) * omega.real and -omega.imag < _BENT * self.star
        return sum(both(omega, self.zeta, self.kappa, digits, effort, steep))

    @cached_property
    def _pole(self) -> tuple[Any, Any]:
        """(gamma, strength) of the pole above -i eps_*."""
        assert self.descent.pole is not None
        digits = self.working + self.working // 3 + 8
        context = results.context(digits + 10)

        def inverse(y: Any) -> Any:
            return context.convert(axis_flint.on_axis(self.zeta, self.kappa, self.exact.convert(y), digits))

        first = context.mpf(self.descent.pole[0])
        second, one = first * (1 + context.mpf(10) ** -9), inverse(first)
        while True:
            two = inverse(second)
            step = two * (second - first) / (two - one)
            first, one, second = second, two, second - step
            if abs(step) < abs(second) * context.mpf(10) ** (-digits // 2 - 4):
                break
        h = min(second, self.star - second) * context.mpf(10) ** (-(digits // 8))
        d = [inverse(second + k * h) - inverse(second - k * h) for k in range(1, _DIFFERENCE + 1)]
        return second, -60 * h / (45 * d[0] - 9 * d[1] + d[2])


def is_early(time: Real, zeta: Any, kappa: Real) -> bool:
    """Whether, at zeta > 1, so little has decayed that the ray from omega = 0 serves."""
    return not kappa and float(inputs.to_float(time)) * edge_float(zeta).star < _EARLY


@lru_cache(maxsize=32)
def critical(zeta: Real, kappa: Real, working: int) -> CriticalRay:
    """The ray at zeta = 1, kept with what it has computed."""
    return CriticalRay(zeta, kappa, working)


@lru_cache(maxsize=32)
def descent(zeta: Real, kappa: Real, working: int) -> DigitsDescent:
    """The contour of these parameters, kept with what it has computed."""
    return DigitsDescent(zeta, kappa, working)
