"""chi(t) of a gapped state by descent from the threshold, with n digits: the ray of `time.ray` in flint numbers.

D is kept as A and G/delta^power (within half the distance of the nearest singularity) or as chi^-1 and G (further
out, as functions of ln s), interpolated between Gauss nodes; the larger t, the shorter the stretch of the ray that
matters and the fewer the nodes. Where the singularities are known the ray is closer to the axis than that of float64,
from which they are further away: that takes fewer nodes of the tables and more of the integral over them, which are
cheap. Every table is compared with a value computed afresh, at another precision and with other nodes, at one more
point.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import bits, to_flint, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import gauss_dyadic
from higgs_sym.arithmetic.types import Ball, Number, Real
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import edge_float, edge_mp
from higgs_sym.physics.integrals import legendre
from higgs_sym.physics.integrals.legendre import Factor
from higgs_sym.physics.sheet1.cut import nearest_branch_point
from higgs_sym.physics.sheet1.engine import both
from higgs_sym.physics.time import ray as descent_ray

GUARD = 6  # digits: cancellation on the ray and in the sums
_LN2, _LN10 = math.log(2), math.log(10)
_CHECK = 0.61  # where a stretch is checked, as a fraction of it
_PROBES = 3  # attempts with more nodes
FEWEST = 8  # digits of a table
_ENGINE = 2  # digits that the engine gives more than it is asked for, and two remain to spare
_SPARE, _SLOWEST = 3, 0.5  # nodes to spare, and digits a node that are counted upon
_CRAWL = 0.05  # ... where nodes are compared
_STEEP = 0.3  # angle of the ray, over that of the nearest branch point
LONGEST = 6  # octaves of a table
_HEAD = 4  # digits that the first coefficients fall at once
_TURNED = 2.8j  # ... and in ln s what lies behind the threshold
_PHASE = 0.3  # nodes of the integral for every radian
_TURN, _HALF_TURN = flint.acb(0, 2), flint.acb(0, -0.5)  # chi^-1_1 - chi^-1_0 = 2 i G


class DigitsRay:
    """D(s) of one exact (zeta, kappa) to `working` digits, stretch by stretch."""

    def __init__(self, zeta: Any, kappa: Any, working: int) -> None:
        self.zeta, self.kappa, self.working = zeta, kappa, working
        self.frame = descent_ray.Ray(edge_float(zeta), float(inputs.to_float(kappa)))
        self.singular = _singular(self.frame)
        self.direction = _direction(self.frame) if self.singular else self.frame.direction
        self.context = results.context(working + 10)
        self.eps_g = edge_mp(zeta, results.context(2 * working + 40)).eps_g
        self._inner: dict[int, tuple[Any, Any]] = {}
        self._outer: dict[int, tuple[int, tuple[Any, Any]]] = {}  # digits and tables
        self._ends: list[int] = []  # of the tables further out, as powers of two

    @property
    def bits(self) -> int:
        """Working precision of the sums."""
        return bits(self.working + 10)

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
        first = self.frame.first
        inside, near = last, self._closed_form()
        if first is not None:
            inside = min(first, last)
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
        return _partition(self.singular, first, low, self.working) if self.singular else low + 1

    def _difference(
        self, low: float, high: float, power: int, values: Callable[[Any], Any], phase: float = 0.0
    ) -> list[Any]:
        """(s, weight, D) at the quadrature nodes of one stretch, along which the exponential turns by `phase`."""
        rule = _rule(30 + int(1.3 * self.working) + 8 * int(_PHASE * phase / 8), self.bits)
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
        assert self.frame.first is not None
        ratio = 2.0 ** (self.frame.first + 1 - k)
        rho = 2 * ratio - 1 + math.sqrt((2 * ratio - 1) ** 2 - 1)
        count = math.ceil((self.working + 1) * _LN10 / math.log(rho)) + 3
        if k not in self._inner:
            self._inner[k] = self._table(0.0, 2.0**k, count, self._analytic)
        one, two = self._inner[k]

        def difference(s: Number) -> Any:
            delta = s * flint.acb(self.direction)
            g = two(s) * delta**self.frame.power
            zero = one(s) - g / flint.arb.pi() * (-delta).log()
            turned = _TURN * g
            return turned / (zero * (zero + turned))

        return difference

    def _far(self, low: int, high: int, digits: int) -> Callable[[Any], Any]:
        """D on 2^low < s < 2^high, beyond the expansion at the threshold, to that many digits or more."""
        known = self._outer.get(low)
        if known is None or known[0] < digits:
            count = self._count(low, high, digits)
            table = self._table(low * _LN2, high * _LN2, count, self._at_log, digits)
            self._outer[low] = digits, table
        one, two = self._outer[low][1]

        def difference(s: Ball) -> Any:
            x = s.log()
            zero, turned = one(x), _TURN * two(x)
            return turned / (zero * (zero + turned))

        return difference

    def _at_log(self, x: Ball, digits: int, effort: float) -> tuple[Number, Number]:
        return self._sheets(x.exp().mid(), digits, effort)

    def _count(self, low: int, high: int, digits: int) -> int:
        """Nodes on 2^low < s < 2^high that give so many digits."""
        if self.singular:
            return _nodes(digits, low, high, self.singular)
        per_digit = 2.2 if self.frame.first is not None and low < self.frame.first + 4 else 1.6
        return math.ceil(per_digit * digits) + 4

    def _needed(self, k: int, t: float) -> int:
        """Digits that count on 2^k < s < 2^(k+1), where the exponential has fallen and D has not."""
        left = -self.direction.imag * 2.0**k * t / _LN10 - 4 * math.log10(max(1.0, t))
        return min(self.working, max(FEWEST, math.ceil(self.working - left)))

    def _table(
        self, low: float, high: float, count: int, values: Callable[[Any, int, float], Any], digits: int = 0
    ) -> tuple[Any, Any]:
        """Interpolants of the two functions on low < s < high to `digits` digits, checked at one more point."""
        digits, worst = digits or self.working, 0.0
        for probe in range(_PROBES):
            with flint_precision(self.bits):
                nodes = [low + (high - low) * x for x, _ in _rule(count, self.bits)]
                check = low + (high - low) * to_flint(self.context.mpf(_CHECK))
                # interpolation amplifies the errors of the values
                columns = list(zip(*(values(s, digits - _ENGINE + 3 * probe, 1.0) for s in nodes), strict=True))
                found = Interpolant(nodes, columns[0]), Interpolant(nodes, columns[1])
                expected = values(check, digits + 2, 1.2)
                worst = max(_relative(f(check), e) for f, e in zip(found, expected, strict=True))
            if worst < 10.0 ** (2 - digits):
                return found
            count = math.ceil(1.4 * count)
        raise AccuracyError(
            f"chi on the ray reached {max(0, -math.ceil(math.log10(worst)))} of {digits - 2} digits near "
            f"s = {high:.3g} for zeta = {inputs.show(self.zeta)}, kappa = {inputs.show(self.kappa)}; ask for fewer"
        )

    def _sheets(self, s: Any, digits: int, effort: float) -> tuple[Number, Number]:
        """chi^-1 on sheet 0 and G at one s."""
        context = results.context(2 * self.working + 40)
        omega = 2 * self.eps_g + context.mpc(self.direction) * to_mp(s, context)
        zero, turned = both(omega, self.zeta, self.kappa, digits, effort)
        return zero, turned * _HALF_TURN

    def _analytic(self, s: Number, digits: int, effort: float) -> tuple[Number, Number]:
        """A and G/delta^power at one s."""
        zero, g = self._sheets(s, digits, effort)
        delta = s * flint.acb(self.direction)
        return zero + g / flint.arb.pi() * (-delta).log(), g / delta**self.frame.power


def _direction(frame: descent_ray.Ray) -> complex:
    """Of the ray, closer to the axis than that of `frame`."""
    return cmath.rect(1, _STEEP * cmath.phase(nearest_branch_point(frame.edge)))


def _singular(frame: descent_ray.Ray) -> tuple[complex, ...]:
    """Where D is singular in ln s: at the branch points next to the cut; nowhere where these are not known."""
    edge = frame.edge
    if not edge.zeta or frame.kappa or edge.zeta > 1:
        return ()
    far = nearest_branch_point(edge)
    places = (far, 2 * far, far.conjugate(), 2 * far.conjugate())
    return tuple(cmath.log(place / _direction(frame)) for place in places)


@lru_cache(maxsize=256)
def _partition(singular: tuple[complex, ...], first: int, low: int, digits: int) -> int:
    """The end of the table that begins at 2^low, of those from 2^first on: the fewest nodes in all.

    Tables do not depend on where the last of them is cut off by t, so that they serve other t as well.
    """
    beyond = max(first, math.ceil(max(each.real for each in singular) / _LN2)) + 2 * LONGEST
    cost, end = {beyond: 0}, {beyond: beyond}
    for k in range(beyond - 1, first - 1, -1):
        ends = range(k + 1, min(beyond, k + LONGEST) + 1)
        cost[k], end[k] = min((_nodes(digits, k, j, singular) + cost[j], j) for j in ends)
    return end[low] if low in end and low < beyond else low + LONGEST


def _nodes(digits: int, low: int, high: int, singular: Sequence[complex]) -> int:
    """Nodes on 2^low < s < 2^high for functions of ln s, to which all scales but those of `singular` are far away."""
    middle = (low + high) / 2 * _LN2
    return nodes_for(digits - _HEAD, low * _LN2, high * _LN2, [*singular, middle + _TURNED, middle - _TURNED], _CRAWL)


def nodes_for(digits: int, low: float, high: float, singular: Sequence[complex], slowest: float = _SLOWEST) -> int:
    """Nodes for so many digits of a function analytic in the ellipse about low < s < high through what is singular."""
    middle, half = (low + high) / 2, (high - low) / 2
    places = [(point - middle) / half for point in singular]
    roots = [cmath.sqrt(w - 1) * cmath.sqrt(w + 1) for w in places]
    rate = math.log10(min(abs(w + root) for w, root in zip(places, roots, strict=True)))
    return math.ceil(digits / max(rate, slowest)) + _SPARE


class Interpolant:
    """The polynomial through values at nodes, barycentric."""

    def __init__(self, nodes: list[Any], values: Any) -> None:
        self.nodes, self.values = nodes, list(values)
        scale = 4 / (nodes[-1] - nodes[0])  # keeps the products of differences near 1
        self.weights = []
        for j, x in enumerate(nodes):
            product: Any = 1
            for k, y in enumerate(nodes):
                if k != j:
                    product = product * (x - y) * scale
            self.weights.append((1 / product).mid())

    def __call__(self, s: Number) -> Any:
        top: Any = 0
        bottom: Any = 0
        for x, w, value in zip(self.nodes, self.weights, self.values, strict=True):
            if s == x:
                return value
            part = w / (s - x)
            top, bottom = top + part * value, bottom + part
        return (top / bottom).mid()


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
