"""chi(t) by descent from the threshold, with n digits: the ray of `time.ray` in flint numbers.

D is kept as A and G/delta^power (within half the distance of the nearest singularity) or as chi^-1 and G (further
out, as functions of ln s), interpolated between Gauss nodes; the larger t, the shorter the stretch of the ray that
matters and the fewer the nodes. Where the singularities are known the nodes lie on the real axis, where one integral
gives chi^-1 and G at a third of the cost, and the ray is so close to the axis that the polynomials hold there: that
takes more of the integral over them, which is cheap. A gapless state can be taken that way as long as it has not
decayed much: the ray starts at omega = 0, where G vanishes. Every table is compared with a value computed afresh on the
ray itself, from other integrals and at another precision, at one more point.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import bits, to_flint, to_fraction, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.quadrature import gauss_dyadic
from higgs_sym.arithmetic.types import Ball, Number, Real
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import Edge, edge_float, edge_mp, third_branch_point
from higgs_sym.physics.engines import digits as error_control
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.integrals import legendre
from higgs_sym.physics.integrals.legendre import Factor
from higgs_sym.physics.sheet1.engine import both
from higgs_sym.physics.time import ray as descent_ray
from higgs_sym.physics.time.interpolation import CRAWL, Effort, Interpolant, effort, octaves, octaves_end

Values = Callable[[Any, int, float], tuple[Any, Any]]  # place, digits, effort

GUARD = 6  # digits: cancellation on the ray and in the sums
SPARE = 2  # ... and in the real part of a response that does not oscillate
_LN2, _LN10 = math.log(2), math.log(10)
_CHECK = 0.97  # where a stretch is checked, as a fraction of it
_PROBES = 3  # attempts with more nodes
FEWEST = 8  # digits of a table
_ENGINE = 4  # digits that the engine gives more than it is asked for
_SURER, _SUREST = 1.15, 1.35  # order of a rule on the axis, over the first that is controlled; the second
_MANY = 40  # ... from so many digits on
_STEEP = 0.07  # angle of the ray, over that of the nearest branch point
_OCTAVE = 2.6  # least distance of a place from an octave's middle, in its halves, over the sine of the angle
_PHASE = 0.3  # nodes of the integral for every radian of a wave that turns often
_TWICE, _HALF = flint.acb(0, 2), flint.acb(0, -0.5)  # chi^-1_1 - chi^-1_0 = 2 i G


class DigitsRay:
    """D(s) of one exact (zeta, kappa) to `working` digits, stretch by stretch."""

    def __init__(self, zeta: Any, kappa: Any, working: int) -> None:
        self.zeta, self.kappa, self.working = zeta, kappa, working
        edge, momentum = edge_float(zeta), float(inputs.to_float(kappa))
        self.frame = descent_ray.Ray(edge, momentum)
        self.first = self.frame.first  # octave within which the expansion at the start of the ray serves
        self.power = self.frame.power if edge.gapped else 1  # of delta, with which G vanishes
        self.places = _places(edge, momentum)
        self.direction, self.turn, self._order = self.frame.direction, 1 + 0j, _order(working)
        if self.places:  # nodes on the real axis
            self.direction = self.turn = cmath.rect(1, -_STEEP * min(abs(cmath.phase(place)) for place in self.places))
            near = min(abs(cmath.phase(place / self.direction)) for place in self.places)
            # of Gauss's rule on an octave, in units of half of which a singularity is no closer than this
            self._order = effort(working // 2, -1.0, 1.0, (_OCTAVE * math.sin(near) * 1j,)).nodes
        if self.places and not edge.gapped and edge.m:
            self.first = math.floor(math.log2(min(map(abs, self.places)) / 2))
        self.context = results.context(working + 10)
        self.eps_g = edge_mp(zeta, results.context(2 * working + 40)).eps_g
        self._inner: dict[int, tuple[Any, Any]] = {}
        self._outer: dict[int, tuple[int, tuple[Any, Any]]] = {}  # digits and tables

    @property
    def bits(self) -> int:
        """Working precision of the sums and of the polynomials, which beside their nodes lose digits."""
        return bits((2 if self.places else 1) * self.working + 10)

    def amplitude(self, t: Number, factor: Factor | None = None) -> Any:
        """A(t) for one exact t > 0, as an mpc, with D multiplied by factor(omega), a function of flint numbers."""
        time = inputs.to_mp(t, self.context)
        stretches = self._stretches(float(time))
        with flint_precision(self.bits):
            direction = flint.acb(self.direction)
            rate = flint.acb(0, -1) * direction * to_flint(time)
            total = flint.acb(0)
            for low, high, power, values in stretches:
                for s, weight, d in self._difference(low, high, power, values, float(time) * (high - low)):
                    term = weight * d * (rate * s).exp()
                    if factor is not None:
                        term *= factor(2 * to_flint(self.eps_g) + direction * s)
                    total = (total + term).mid()
            return to_mp(-total * direction / flint.arb.pi(), self.context)

    def _stretches(self, t: float) -> list[tuple[float, float, int, Callable[[Number], Number]]]:
        """(start, end, power of the substitution at the start, D as a function of s) for this t."""
        reach = _LN10 * (self.working + 2) / (-self.direction.imag * t)
        start = 2.0 ** math.floor(math.log2(legendre.EMPTY / t))
        last = math.ceil(math.log2(reach))
        inside, near = last, self._closed_form()
        if self.first is not None:
            inside = min(self.first, last)
            near = self._near(inside)
            start = min(start, 2.0**inside)
        out = [(0.0, start, 4, near)]
        out += [(2.0**k, 2.0 ** (k + 1), 1, near) for k in range(round(math.log2(start)), inside)]
        return out + self._beyond(inside, last, t)

    def _beyond(self, first: int, last: int, t: float) -> list[tuple[float, float, int, Callable[[Any], Any]]]:
        """`_stretches` beyond the expansion at the threshold."""
        out, low = [], first
        while low < last:
            high = self._end(first, low)
            values = self._far(low, high, self._needed(low, t))
            out += [(2.0**k, 2.0 ** (k + 1), 1, values) for k in range(low, min(high, last))]
            low = high
        return out

    def _end(self, first: int, low: int) -> int:
        """The power of two at which the table that begins at 2^low ends."""
        return octaves_end(self.places, self.turn, first, low, self.working) if self.places else low + 1

    def _difference(
        self, low: float, high: float, power: int, values: Callable[[Any], Any], phase: float = 0.0
    ) -> list[Any]:
        """(s, weight, D) at the quadrature nodes of one stretch, along which the exponential turns by `phase`."""
        order = self._order if power == 1 else _order(self.working)
        turning = _PHASE * phase + min(phase, self.working / 2)
        rule = _rule(order + 8 * math.ceil(turning / 8), self.bits)
        if power == 1:
            nodes = [(low + (high - low) * x, (high - low) * w) for x, w in rule]
        else:
            nodes = [(high * x**power, high * power * x ** (power - 1) * w) for x, w in rule]
        return [(s, w, values(s)) for s, w in nodes]

    def _closed_form(self) -> Callable[[Number], Number]:
        """D for zeta = kappa = 0."""

        def difference(s: Number) -> Any:
            delta = s * flint.acb(self.direction)
            root = (delta * (4 + delta)).sqrt() / 2
            w = 1 + delta / 2
            cosh = (w + root).log()
            turn = flint.acb(0, 1) * flint.arb.pi() / 2
            zero, one = root / w * (cosh + turn), root / w * (cosh - turn)
            return (one - zero) / (zero * one)

        return difference

    def _near(self, k: int) -> Callable[[Number], Number]:
        """D on 0 < s < 2^k, k <= first."""
        assert self.first is not None
        if k not in self._inner:
            radius = 2.0 ** (self.first + 1)
            singular = (*self.places, -radius) if self.places else (radius,)
            needed = effort(self.working + 1, 0.0, 2.0**k, singular, (2.0**k * self.turn,), CRAWL)
            self._inner[k] = self._table(0.0, 2.0**k, needed, self._analytic, aside=lambda s: s * self._turn)
        one, two = self._inner[k]

        def difference(s: Number) -> Any:
            delta, place = s * flint.acb(self.direction), s * self._turn
            g = two(place) * delta**self.power
            return between(one(place) - self._logarithm(delta, g), g)

        return difference

    def _far(self, low: int, high: int, digits: int) -> Callable[[Any], Any]:
        """D on 2^low < s < 2^high, beyond the expansion at the threshold, to that many digits or more."""

        def aside(x: Number) -> Any:
            return x + self._turn.log() if self.places else x

        known = self._outer.get(low)
        if known is None or known[0] < digits:
            table = self._table(low * _LN2, high * _LN2, self._effort(low, high, digits), self._at_log, digits, aside)
            self._outer[low] = digits, table
        one, two = self._outer[low][1]

        def difference(s: Ball) -> Any:
            x = aside(s.log())
            return between(one(x), two(x))

        return difference

    def _effort(self, low: int, high: int, digits: int) -> Effort:
        """Of the table on 2^low < s < 2^high that gives so many digits."""
        if self.places:
            return octaves(digits, low, high, self.places, self.turn)
        per_digit = 2.2 if self.first is not None and low < self.first + 4 else 1.6
        return Effort(math.ceil(per_digit * digits) + 4)

    def _needed(self, k: int, t: float) -> int:
        """Digits that count on 2^k < s < 2^(k+1), where the exponential has fallen and D has not."""
        left = -self.direction.imag * 2.0**k * t / _LN10 - 4 * math.log10(max(1.0, t))
        return min(self.working, max(FEWEST, math.ceil(self.working - left)))

    def _table(
        self,
        low: float,
        high: float,
        needed: Effort,
        values: Values,
        digits: int = 0,
        aside: Callable[[Any], Any] = lambda x: x,
    ) -> tuple[Any, Any]:
        """Interpolants of two functions on low < x < high to `digits` digits, checked at one more point.

        They are asked for, and checked, at places aside(x).
        """
        digits, worst = digits or self.working, 0.0
        count, lost = needed
        for attempt in range(_PROBES):
            with flint_precision(self.bits):
                nodes = [low + (high - low) * x for x, _ in _rule(count, self.bits)]
                check = aside(low + (high - low) * to_flint(self.context.mpf(_CHECK)))
                # interpolation amplifies the errors of the values
                sought = digits + lost - _ENGINE + 3 * attempt
                more = 1 + attempt / 5
                columns = list(zip(*(values(x, sought, more) for x in nodes), strict=True))
                found = Interpolant(nodes, columns[0]), Interpolant(nodes, columns[1])
                expected = values(check, digits + 2, 1.2)
                worst = max(_relative(f(check), e) for f, e in zip(found, expected, strict=True))
            if worst < 10.0 ** (2 - digits):
                return found
            count, lost = math.ceil(1.4 * count), math.ceil(1.4 * lost)
        raise AccuracyError(
            f"chi on the ray reached {max(0, -math.ceil(math.log10(worst)))} of {digits - 2} digits near "
            f"s = {high:.3g} for zeta = {inputs.show(self.zeta)}, kappa = {inputs.show(self.kappa)}; ask for fewer"
        )

    def _at_log(self, x: Ball, digits: int, effort: float) -> tuple[Number, Number]:
        """chi^-1 on sheet 0 and G at x = ln of the distance along the tables' nodes."""
        return self._sheets((x.exp() * self._unit).mid(), digits, effort)

    def _analytic(self, x: Number, digits: int, effort: float) -> tuple[Number, Number]:
        """A and G/delta^power at the distance x."""
        delta = (x * self._unit).mid()
        zero, g = self._sheets(delta, digits, effort)
        return zero + self._logarithm(delta, g), g / delta**self.power

    def _logarithm(self, delta: Number, g: Number) -> Any:
        """A less chi^-1 on sheet 0, next to the start of the ray."""
        return g / flint.arb.pi() * (-delta).log() if self.eps_g else flint.acb(0)

    def _sheets(self, delta: Any, digits: int, effort: float) -> tuple[Number, Number]:
        """chi^-1 on sheet 0 and G at 2 eps_g + delta, on the real axis or below it."""
        context = results.context(2 * self.working + 40)
        if delta.imag != 0:
            omega = 2 * self.eps_g + context.mpc(to_mp(delta, context))
            zero, turned = both(omega, self.zeta, self.kappa, digits, effort)
            return zero, turned * _HALF
        omega = to_fraction(2 * self.eps_g + to_mp(delta.real, context))
        lost = max(0, math.ceil(-2 * math.log10(float(delta.real))))
        surer = (_SURER if digits < _MANY else _SUREST) * effort
        once = error_control.once(flint_engine.ENGINE, omega, self.zeta, self.kappa, digits, surer, lost)
        value = to_flint(once)
        return value.conjugate(), flint.acb(value.imag)

    @property
    def _turn(self) -> Any:
        """From the line of the tables' nodes to the ray."""
        return flint.acb(self.turn)

    @property
    def _unit(self) -> Any:
        """The direction of the tables' nodes."""
        return flint.acb(1 if self.places else self.direction)


def _order(working: int) -> int:
    """Of Gauss's rule on an octave where singularities may be near."""
    return 30 + int(1.3 * working)


def between(zero: Any, g: Any) -> Any:
    """D, from chi^-1 on sheet 0 and G."""
    turned = _TWICE * g
    return turned / (zero * (zero + turned))


def _places(edge: Edge, kappa: float) -> tuple[complex, ...]:
    """Where D is singular: at the branch points next to the cut; nowhere where these are not known."""
    if not edge.zeta or kappa:
        return ()
    far = third_branch_point(BACKEND, edge) - edge.eps_g
    below = [far, 2 * far] if edge.gapped or not edge.m else [far, 2 * far, -1j * edge.star, -2j * edge.star]
    return (*below, *(place.conjugate() for place in below))


def _relative(found: Number, expected: Number) -> float:
    return float((found / expected - 1).abs_upper())


@lru_cache(maxsize=64)
def _rule(order: int, bits: int) -> list[tuple[Any, Any]]:
    """Gauss-Legendre nodes and weights on (0, 1) as flint numbers."""
    import flint

    return [(flint.arb(x), flint.arb(w)) for x, w in gauss_dyadic(order, 64 * (bits // 64 + 1))]


@lru_cache(maxsize=32)
def ray(zeta: Real, kappa: Real, working: int) -> DigitsRay:
    """The ray of these parameters, kept with what it has computed."""
    return DigitsRay(zeta, kappa, working)
