"""The squared Usadel equation (z - u)^2 (1 - u^2) = zeta^2 u^2 as a quartic, for numbers of every kind.

In q = r - a with D = z^2 - m^3 where there is a gap (see `edge`), in u where there is none: either is as well
conditioned as the root itself. What belongs together is returned together: value, slope and half the second derivative.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.edge import Edge, Root

Taylor = tuple[Any, Any, Any]


class Breaking(NamedTuple):
    """Pair breaking as far as `energy_per_u` needs it; an `Edge` has the same names."""

    zeta: Any
    zeta2_minus_1: Any


def in_q(edge: Edge, squared: Number, q: Number) -> Taylor:
    """q^2 (q^2 + b q + 3 a^2 m) + D (a + q)^2, b = 2 a (1 + m), and its derivatives."""
    return _shifted(edge.b, edge.m3, squared, q, q + edge.a)


def in_p(m: Number, scaled: Number, p: Number) -> Taylor:
    """The same over a^4 in p = q/a: p^2 [p^2 + 2 (1 + m) p + 3 m] + scaled (1 + p)^2, scaled = D/a^2."""
    return _shifted(2 * (1 + m), 3 * m, scaled, p, 1 + p)


def _shifted(b: Number, m3: Number, squared: Number, x: Number, r: Number) -> Taylor:
    x2, dr = x * x, squared * r
    low = x2 + x * b
    inner = low + m3
    steep = inner + low + x2  # 3 x^2 + 2 b x + m3
    return x2 * inner + dr * r, x * (inner + steep) + (dr + dr), steep + low + x2 + x2 + squared


def coefficients_in_q(edge: Edge, squared: Number) -> list[Any]:
    """Of `in_q`, the constant first."""
    return [edge.a * edge.a * squared, 2 * edge.a * squared, edge.m3 + squared, edge.b, 1]


def coefficients_in_u(edge: Edge, z: Number) -> list[Any]:
    """Of twice `in_u`, the constant first."""
    return [-z * z, 2 * z, z * z + edge.zeta2_minus_1, -2 * z, 1]


def coefficients_in_r(edge: Edge, z: Number) -> list[Any]:
    """In r, whose zeros far out are far from one another while those in u come in close pairs."""
    zeta = edge.zeta
    return [-zeta * zeta, 2 * zeta, z * z + edge.zeta2_minus_1, -2 * zeta, 1]


def energy_of(edge: Edge, u: Number, r: Number) -> tuple[Any, Any]:
    """z = u (1 - zeta/r) and dz/du when gapless."""
    ratio, slope = energy_per_u(edge, -u * u / (1 + r), r)
    return u * ratio, slope


def energy_per_u(breaking: Edge | Breaking, excess: Number, r: Number) -> tuple[Any, Any]:
    """z/u = 1 - zeta/r and dz/du = 1 - zeta/r^3 from r - 1 = -u^2/(1 + r); neither 1 - zeta nor that cancels."""
    one_minus_zeta, inverse = -breaking.zeta2_minus_1 / (1 + breaking.zeta), 1 / r
    slope = (one_minus_zeta + excess * (r * r + r + 1)) * (inverse * inverse * inverse)
    return (one_minus_zeta + excess) * inverse, slope


def in_u(edge: Edge, z: Number, u: Number) -> Taylor:
    """[u^2 g - z (z - 2 u)]/2, g = (z - u)^2 + zeta^2 - 1: neither small nor large z cancels."""
    d, u2 = z - u, u * u
    g = d * d + edge.zeta2_minus_1
    return (u2 * g - z * (d - u)) / 2, z + u * g - u2 * d, (g + u2) / 2 - u * d * 2


def taylor(edge: Edge, point: tuple[Number, Number], root: Number) -> Taylor:
    """The quartic at (z, D), in q when gapped, in u when gapless."""
    return in_q(edge, point[1], root) if edge.gapped else in_u(edge, point[0], root)


def drift(edge: Edge, z: Number, root: Number) -> Number:
    """The derivative of the quartic in z at a fixed root."""
    if edge.gapped:
        r = root + edge.a
        return 2 * z * r * r
    return (z - root) * (root * root - 1)


def root_of(lib: NumericBackend, edge: Edge, z: Number, root: Number) -> Root:
    """(q, r, u) from q when gapped, from u when gapless, on whatever sheet."""
    if not edge.gapped:
        r = lib.sqrt(1 - root * root)
        same = lib.positive(r * (root - z) / root)  # r (u - z) = zeta u tells the sign
        r = lib.where(same, lambda: r, lambda: -r)
        return Root(z * r / root, r, root)
    r, shift = root + edge.a, root + edge.a * edge.m
    near = 16 * abs(shift) < abs(r)
    u = lib.where(near, lambda: _at_zero(lib, edge, z, r, shift), lambda: z * r / shift)
    r = lib.where(near, lambda: edge.zeta * u / (u - z), lambda: r)
    return Root(lib.where(near, lambda: r - edge.a, lambda: root), r, u)


def _at_zero(lib: NumericBackend, edge: Edge, z: Number, r: Number, shift: Number) -> Number:
    """u next to z = 0, r = zeta, where the quartic in q has a double root and that in u has not."""
    u = lib.sqrt(1 - r * r)
    u = lib.where(lib.positive(u * shift / (z * r)), lambda: u, lambda: -u)
    for _ in range(2):
        value, slope, _ = in_u(edge, z, u)
        u = lib.rounded(u - value / slope)
    return u
