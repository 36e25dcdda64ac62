r"""The sums over Matsubara frequencies of the self-consistency condition, for any numeric backend.

With y = v (1 - zeta/r), r^2 = 1 + v^2 (u = i v, z = i y), r - zeta = y r/v does not cancel, and in

    Phi = 2 pi tau sum_n [1/(y_n + zeta) - 1/r_n] = 2 pi tau sum_n y/[r v (r + v)(y + zeta)],
    d Phi/d ln D = 2 pi tau sum_n y/[v (r^3 - zeta)]

all terms are positive. Some are added up; the others are, by Abel and Plana (see `thermal.matsubara`), an integral from
H = 2 pi tau N on and one over a line on which Gauss's rule for the weight 1/(exp(2 pi t) + 1) needs few nodes, whatever
tau is. As dy = (1 - zeta/r^3) dv, the first has a closed form, with E = arctan(1/v) - v/r^2 ~ 2/(3 v^3):

    int_H^inf [1/(y + zeta) - 1/r] dy = ln[(v + r)/(2 (y + zeta))] + zeta E/2,
    int_H^inf y/[v (r^3 - zeta)] dy = 1/[r (r + v)] - zeta E/2.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Scalar
from higgs_sym.physics.integrals.panels import kept


class Orders(NamedTuple):
    """How many terms and nodes are taken."""

    explicit: int
    line: int
    integral: int

    @classmethod
    def of(cls, digits: int) -> Orders:
        """For that many digits of Phi: by measurement, two more than asked for at worst."""
        return cls(math.ceil(0.33 * digits), math.ceil(0.35 * digits), math.ceil(0.8 * digits))

    def times(self, share: float) -> Orders:
        """Fewer of each."""
        return Orders(*(math.ceil(share * count) for count in self))


def gap_sums(
    lib: NumericBackend, orders: Orders, zeta: Scalar, tau: Scalar, roots: Callable[[Scalar], tuple[Scalar, Scalar]]
) -> tuple[Scalar, Scalar]:
    """Phi and d Phi/d ln D; `roots` maps a collection of y to collections of v and r."""
    explicit, weights, line, shares = kept(lib.kept, ("gap sums", *orders), lambda: _places(lib, orders))
    y, across = lib.map(lambda place: tau * place, explicit), lib.map(lambda place: tau * place, line)
    (v, r), turned = roots(y), roots(across)
    ends = lib.last(y), lib.last(v), lib.last(r)

    def term(y: Scalar, v: Scalar, r: Scalar) -> Scalar:
        return y / (r * v * (r + v) * (y + zeta))

    def slope(y: Scalar, v: Scalar, r: Scalar) -> Scalar:
        return y / (v * (r * r * r - zeta))

    def beyond(y: Scalar, v: Scalar, r: Scalar) -> Scalar:
        # (v + r)/(2 (y + zeta)) = 1 + e, and ln(1 + e) = arcsinh(e (2 + e)/(2 (1 + e)))
        e = (1 - 2 * zeta / r) / (2 * (r + v) * (y + zeta))
        return lib.asinh(e * (2 + e) / (2 * (1 + e))) + zeta / 2 * _excess(lib, orders.integral, v, r)

    def slope_beyond(_y: Scalar, v: Scalar, r: Scalar) -> Scalar:
        return 1 / (r * (r + v)) - zeta / 2 * _excess(lib, orders.integral, v, r)

    def total(each: Callable[..., Scalar], rest: Callable[..., Scalar]) -> Scalar:
        sums = lib.dot(lib.map(each, y, v, r), weights) + lib.dot(lib.map(each, across, *turned), shares).real
        return tau * sums + lib.dot(lib.map(rest, *ends), lib.collect([lib.rational(1)]))

    return total(term, beyond), total(slope, slope_beyond)


def _places(lib: NumericBackend, orders: Orders) -> tuple[Scalar, Scalar, Scalar, Scalar]:
    """y and weights in units of tau: of the explicit terms, H last; and of the nodes of the line, for 2 Im g."""
    step, count = 2 * lib.pi, orders.explicit
    nodes, weights = lib.plana(orders.line)
    explicit = [step * lib.rational(2 * n + 1, 2) for n in range(count)] + [step * count]
    line = [step * (count + lib.i * t) for t in nodes]
    shares = [-2 * step * lib.i * weight for weight in weights]
    terms = [step for _ in range(count)] + [lib.rational(0)]
    return lib.collect(explicit), lib.collect(terms), lib.collect(line), lib.collect(shares)


def _excess(lib: NumericBackend, order: int, v: Scalar, r: Scalar) -> Scalar:
    """E = 2 int_0^x t^2/(1 + t^2)^2 dt, x = 1/v."""

    def far() -> Scalar:
        nodes, weights = kept(lib.kept, ("excess", order), lambda: _collected_gauss(lib, order))
        inverse = 1 / v
        square = inverse * inverse

        def under(s: Scalar) -> Scalar:
            below = 1 + square * (s * s)
            return s * s / (below * below)

        return 2 * square * inverse * lib.dot(lib.map(under, nodes), weights)

    return lib.where(v > 1, far, lambda: lib.pi / 2 - lib.asin(v / r) - v / (r * r))


def _collected_gauss(lib: NumericBackend, order: int) -> tuple[Scalar, Scalar]:
    nodes, weights = lib.gauss(order)
    return lib.collect(nodes), lib.collect(weights)
