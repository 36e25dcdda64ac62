"""Everything the integrals need that depends on zeta alone, computed once at high precision.

With a = zeta^(1/3) and m = 1 - a^2 the gap edge sits at r = a, u = sqrt(m), eps_g = m^(3/2) (m < 0 in the gapless
state, where eps_* = |m|^(3/2)). Written in q = r - a, the squared Usadel equation (z - u)^2 (1 - u^2) = zeta^2 u^2 is

    q^2 [q^2 + 2 a (1 + m) q + 3 a^2 m] + D r^2 = 0,      D = z^2 - m^3 = z^2 - eps_g^2,

in which nothing cancels near the edge as long as D is known to full relative accuracy. That is why every path
below carries distances from the edge, never energies from which the edge would have to be subtracted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import DIGITS_PER_BIT, bits, to_flint
from higgs_sym.arithmetic.flint_backend import FlintBackend
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Context, Elementary, Lib, Number, Scalar

_FLINT = FlintBackend()
_DOUBLED = 60  # digits that constants are rounded to doubles from
_MAX_EXTRA = 10_000  # digits; nothing that fits the input bounds comes this close to the edge without meeting it


class Root(NamedTuple):
    """The physical root at one energy: q = r - base_r to full relative accuracy, r, and u."""

    q: Any
    r: Any
    u: Any


@dataclass(frozen=True)
class Edge:
    """Constants of the gap edge in one number type; see the module docstring for the notation."""

    gapped: bool  # zeta < 1
    zeta: Any
    a: Any
    m: Any
    zeta2_minus_1: Any
    u_g: Any  # sqrt(m); 0 when gapless
    eps_g: Any  # m^(3/2); 0 when gapless
    eps_low: Any  # eps_g minus its float64 value; 0 except in float64
    base_r: Any  # r at the start of the ray: a (gapped) or zeta (gapless)
    base_xi: Any  # exp(-i phi) there
    primitive: Any  # integral of dx/r from 0 to eps_g
    tables: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)  # nodes kept for this edge

    def converted(self, number: Callable[[Scalar], Scalar]) -> Edge:
        """The same constants as other numbers."""
        return Edge(self.gapped, *(number(getattr(self, name)) for name in _CONSTANTS))

    @cached_property
    def star(self) -> Scalar:
        """eps_* = |m|^(3/2), where -i eps_* is the branch point of a gapless state."""
        return abs(self.m) ** 1.5

    @cached_property
    def b(self) -> Scalar:
        """2 a (1 + m), the cubic coefficient of the quartic in q."""
        return 2 * self.a * (1 + self.m)

    @cached_property
    def m3(self) -> Scalar:
        """3 a^2 m, the quadratic coefficient at D = 0."""
        return 3 * self.a * self.a * self.m


_CONSTANTS = (
    "zeta", "a", "m", "zeta2_minus_1", "u_g", "eps_g", "eps_low", "base_r", "base_xi", "primitive"
)  # fmt: skip


def edge_mp(zeta: Scalar, context: Context) -> Edge:
    """The edge for an exact zeta >= 0 (see inputs.exact) in the given mpmath context, to its full precision."""
    extra = results.context(context.dps + _loss(zeta) + 20)
    z = inputs.to_mp(zeta, extra)
    return edge_in(MpBackend(extra), z, z < 1).converted(lambda x: +context.convert(x))


def edge_in(lib: Elementary, zeta: Scalar, gapped: bool) -> Edge:
    """The edge in the arithmetic of `lib`; 1 - zeta is factored out, so that zeta near 1 keeps its accuracy."""
    zero = zeta * 0
    a = lib.cube_root(zeta) if zeta != 0 else zero
    m = (1 - zeta) * (1 + a) / (1 + a + a * a)
    h = (zeta - 1) * (zeta + 1)
    if not gapped:
        return Edge(False, zeta, a, m, h, zero, zero, zero, zeta, zeta + lib.sqrt(h), zero)
    root_m = lib.sqrt(m)
    primitive = lib.pi / 2 - lib.asin(a)
    if zeta != 0:
        primitive -= zeta / 2 * (root_m / (a * a) + lib.log((1 + root_m) / a))
    return Edge(True, zeta, a, m, h, root_m, m * root_m, zero, a, a + lib.i * root_m, primitive)


def _loss(zeta: Scalar) -> int:
    """How many digits 1 - zeta^(2/3) loses: those that zeta shares with 1; 0 if the guard digits make up."""
    if isinstance(zeta, Fraction):
        apart: Any = abs(1 - zeta)
        lost = (apart.denominator.bit_length() - apart.numerator.bit_length()) * DIGITS_PER_BIT if apart else 0
        return math.ceil(lost) if lost > 5 else 0
    extra = 60
    while True:  # irrational, and so not 1
        wide = results.context(extra)
        apart = abs(inputs.to_mp(zeta, wide) - 1)
        if apart > wide.mpf(10) ** (15 - extra) or extra > _MAX_EXTRA:
            lost = -wide.mag(apart) * DIGITS_PER_BIT if apart else 0
            return math.ceil(lost) if lost > 5 else 0
        extra *= 4


@lru_cache(maxsize=256)
def edge_float(zeta: Scalar) -> Edge:
    """The edge in float64, every constant correctly rounded; eps_g also as an unevaluated sum of two doubles."""
    digits = _DOUBLED + _loss(zeta)
    with flint_precision(bits(digits)):
        exact = edge_in(_FLINT, to_flint(inputs.to_mp(zeta, results.context(digits + 20))), bool(zeta < 1))
        high = float(exact.eps_g)
        return replace(exact.converted(_double), eps_low=float(exact.eps_g - high))


def _double(x: Scalar) -> float | complex:
    return complex(x) if isinstance(x, flint.acb) else float(x)


def distance_from_edge(energy: Scalar, zeta: Scalar, context: Context) -> Scalar:
    """energy - eps_g to the full relative precision of the context, exactly 0 at the edge (exact input)."""
    if on_edge(energy, zeta):
        return context.mpf(0)
    extra = 20
    while True:
        wide = results.context(context.dps + extra)
        distance = inputs.to_mp(energy, wide) - edge_mp(zeta, wide).eps_g
        if distance and abs(distance) > wide.mpf(10) ** (15 - extra):
            return +context.convert(distance)
        if extra > _MAX_EXTRA:
            return context.mpf(0)  # irrational input, equal to the edge as far as can be seen
        extra *= 4


def third_branch_point(lib: Lib, edge: Edge) -> Scalar:
    """e = (1 - zeta^(2/3) exp(2 pi i/3))^(3/2), the branch point r^3 = zeta of the root below the cut."""
    turn = (lib.i * lib.sqrt(edge.a * 0 + 3) - 1) / 2
    root = lib.sqrt(1 - edge.a * edge.a * turn)
    return root * root * root


def on_edge(energy: Number, zeta: Number) -> bool:
    """Whether energy = eps_g exactly. For rational input this requires zeta^(1/3) to be rational."""
    if not isinstance(energy, Fraction) or not isinstance(zeta, Fraction) or zeta >= 1 or energy < 0:
        return False
    top, bottom = _cube_root(zeta.numerator), _cube_root(zeta.denominator)
    if top**3 != zeta.numerator or bottom**3 != zeta.denominator:
        return False
    return energy**2 == (1 - Fraction(top, bottom) ** 2) ** 3


def _cube_root(n: int) -> int:
    """The largest integer whose cube does not exceed n."""
    k = 1 << -(-n.bit_length() // 3)
    while k**3 > n:
        k = (2 * k + n // (k * k)) // 3
    return k
