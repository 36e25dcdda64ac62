"""Certified roots of the Usadel equation over balls of parameters.

Over a ball X of the path parameter (midpoint x_0 on the path) the energies fill a disc |z - z_0| <= reach. The certificate:

1. Existence, uniqueness, analyticity (Rouche). The physical root is a zero of a quartic P(q; D) (gapped; q = r - a,
   D = z^2 - eps_g^2) or P(u; z) (gapless). Around an approximate zero c of P(.; x_0) we look for a radius rho with

       |P'(c)| rho > |P(c)| + |P''(c)/2| rho^2 + |P'''(c)/6| rho^3 + rho^4 + sup |P(.; x) - P(.; x_0)|,

   the supremum over the disc of radius rho and all x in X. Then for every x in X the disc holds exactly one zero, which
   depends analytically on x. Discs are used because boxes would cost a factor sqrt(2) at every product.
2. Identity. At x_0, where Im z > 0 (or z is real beyond the edge), the zero in a tiny disc inside the large one is shown
   to satisfy u = z + zeta u/r with Re r > 0 and Im u > 0 strictly. The map on the right takes the upper half-plane into
   itself and is no automorphism, so it has at most one fixed point there (Schwarz-Pick): the zero is the physical root.
   By uniqueness in the disc, the analytic function of part 1 is the physical root along the path and its continuation
   off it.

Radii are Python floats: every bound entering an inequality is enlarged by a factor 1 + 1e-9, far more than the few
rounding errors of 1e-16 made on the way.

The approximate root comes from double precision and has no influence on validity: from a wrong start the identity
fails and the ball is refused (nan), which makes the integrator subdivide and finally give up with an error.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any, NamedTuple

import flint

from higgs_sym.physics._edge import Edge, Root

NAN = flint.acb(flint.arb.nan(), flint.arb.nan())
REFUSED = Root(NAN, NAN, NAN)
SAFE = 1 + 1e-9
_MAX_POLISH = 12


class Starts:
    """Approximate roots along a path, by path parameter: where Newton begins."""

    def __init__(self, parameters: list[float], roots: list[complex]) -> None:
        self.parameters, self.roots = parameters, roots

    def near(self, x: float) -> complex:
        """The stored root whose parameter is nearest to x."""
        k = bisect_left(self.parameters, x)
        if k == 0:
            return self.roots[0]
        if k == len(self.parameters):
            return self.roots[-1]
        left, right = self.parameters[k - 1], self.parameters[k]
        return self.roots[k - 1] if x - left < right - x else self.roots[k]


class Energy(NamedTuple):
    """z and D = z^2 - m^3 at the midpoint (narrow balls), and how far z moves over the whole ball."""

    z: Any
    squared: Any
    reach: float  # |z - z_0| <= reach; 0 for a point


def middle(x: Any) -> Any:
    """The midpoint of a ball on the path: the real part's midpoint, if the ball meets the real axis there."""
    return flint.acb(x.real.mid()) if x.imag.contains(0) else None


def disc(center: Any, radius: float) -> Any:
    """A box that holds the disc."""
    return center + flint.acb(flint.arb(0, radius), flint.arb(0, radius)) if radius else center


def upper(x: Any) -> float:
    """An upper bound of |x|."""
    return float(abs(x).upper()) * SAFE


def certified(edge: Edge, energy: Energy, start: complex) -> Root:
    """The physical root over a ball of energies, or nan."""
    if not edge.zeta:
        return _bcs(energy)
    return _gapped(edge, energy, start) if edge.gapped else _gapless(edge, energy, start)


def _bcs(energy: Energy) -> Root:
    """zeta = 0: u = z and r = sqrt(1 - z^2), on the branch with Re r > 0 above the cut."""
    z0, d0, reach = energy
    squared = disc(d0, reach * (2 * upper(z0) + reach) * SAFE)
    if not (z0.real > 0 or z0.real < 0):
        return REFUSED
    r = squared.sqrt(analytic=True) * flint.acb(0, -1 if z0.real > 0 else 1)
    return Root(r, r, disc(z0, reach))


def _gapped(edge: Edge, energy: Energy, start: complex) -> Root:
    a, b, m3 = edge.a, edge.b, edge.m3
    z0, d, reach = energy
    d_mid = d.mid()

    def quartic(q: Any) -> tuple[Any, Any]:
        r = a + q
        return q * q * ((q + b) * q + m3) + d_mid * r * r, q * ((4 * q + 3 * b) * q + 2 * m3) + 2 * d_mid * r

    q = polish(start, quartic)
    if q is None:
        return REFUSED
    r = a + q
    value = q * q * ((q + b) * q + m3) + d * r * r
    first = q * ((4 * q + 3 * b) * q + 2 * m3) + 2 * d * r
    slope = float(abs(first).lower()) / SAFE
    bounds = (upper(value), upper((6 * q + 3 * b) * q + m3 + d), upper(4 * q + b))
    tiny = radius(slope, bounds, lambda rho: 0.0)
    if tiny is None:
        return REFUSED
    q0 = disc(q, tiny)
    r0 = a + q0
    u0 = z0 * r0 / (a * edge.m + q0)
    lower = bool(z0.imag < 0)  # u(-z) = -u(z)
    if not (r0.real > 0 and (u0.imag < 0 if lower else u0.imag > 0)):
        return REFUSED
    if not reach:
        return Root(q0, r0, u0)
    moved = reach * (2 * upper(z0) + reach) * SAFE
    size = upper(r)
    rho = radius(slope, bounds, lambda rho: moved * (size + rho) ** 2)
    if rho is None or rho < tiny:
        return REFUSED
    wide = disc(q, rho)
    return Root(wide, a + wide, disc(z0, reach) * (a + wide) / (a * edge.m + wide))


def _gapless(edge: Edge, energy: Energy, start: complex) -> Root:
    h, zeta = edge.zeta2_minus_1, edge.zeta
    z, _, reach = energy
    z_mid = z.mid()

    def quartic(u: Any, z: Any) -> tuple[Any, Any]:
        c = z * z + h
        return (((u - 2 * z) * u + c) * u + 2 * z) * u - z * z, ((4 * u - 6 * z) * u + 2 * c) * u + 2 * z

    u = polish(start, lambda u: quartic(u, z_mid))
    if u is None:
        return REFUSED
    value, first = quartic(u, z)
    slope = float(abs(first).lower()) / SAFE
    bounds = (upper(value), upper((6 * u - 6 * z) * u + z * z + h), upper(4 * u - 2 * z))
    tiny = radius(slope, bounds, lambda rho: 0.0)
    if tiny is None:
        return REFUSED
    u0 = disc(u, tiny)
    r0 = (1 - u0 * u0).sqrt(analytic=True)
    # a zero of the quartic satisfies z = u (1 - zeta/r) or z = u (1 + zeta/r): exclude the second
    if not u0.imag > 0 or (z - u0 * (1 + zeta / r0)).contains(0):
        return REFUSED
    rho = tiny
    if reach:
        size_r, size_u, apart = upper(1 - u * u), upper(u), upper(u - z)

        def moved(rho: float) -> float:
            return reach * (size_r + 2 * size_u * rho + rho * rho) * (2 * (apart + rho) + reach) * SAFE

        found = radius(slope, bounds, moved)
        if found is None or found < tiny:
            return REFUSED
        rho = found
    whole = disc(u, rho)
    r = (1 - whole * whole).sqrt(analytic=True)
    return Root(disc(z, reach) * r / whole, r, whole)


def radius(slope: float, bounds: tuple[float, float, float], moved: Callable[[float], float]) -> float | None:
    """A radius that satisfies Rouche's inequality, or None: `bounds` on |P|, |P''/2|, |P'''/6| at the center."""
    value, second, third = bounds
    if not slope > 0:
        return None
    rho = 0.0
    for _ in range(40):
        needed = (value + moved(rho) + ((rho + third) * rho + second) * rho * rho) * SAFE / slope
        if not needed < 1e150:
            return None
        if needed < rho:
            return rho
        rho = needed * 1.1 + 1e-300
    return None


def polish(start: complex, quartic: Callable[[Any], tuple[Any, Any]]) -> Any:
    """Newton steps with midpoints only: an approximate root at the current precision; nothing is claimed of it."""
    x = flint.acb(start)
    goal = 2.0 ** (-flint.ctx.prec // 2)
    for _ in range(_MAX_POLISH):
        value, slope = quartic(x)
        step = (value / slope).mid()
        x = (x - step).mid()
        if not x.is_finite():
            return None
        if abs(complex(step)) <= goal * abs(complex(x)):
            return x
    return None


class AtEdge(NamedTuple):
    """A path that begins at the edge itself: D = s^2 d with s = 0 there. Over a ball, and at its midpoint."""

    z: Any
    s: Any
    d: Any


def certified_at_edge(edge: Edge, whole: AtEdge, center: AtEdge, start: complex) -> Root:
    """As `certified`, for paths that begin at the edge.

    With q = s Q the quartic is Q^2 (s^2 Q^2 + b s Q + 3 a^2 m) + d (a + s Q)^2 = 0, whose root is simple at s = 0. Part 1
    of the certificate is an interval Newton step here.
    """
    if edge.zeta == 0:
        if not (center.z.real > 0 or center.z.real < 0):
            return REFUSED
        turn = flint.acb(0, -1 if center.z.real > 0 else 1)
        r = whole.s * whole.d.sqrt(analytic=True) * turn
        r0 = center.s * center.d.sqrt(analytic=True) * turn
        return Root(r, r, whole.z) if r0.real > 0 else REFUSED
    a, b, m3 = edge.a, edge.b, edge.m3

    def quartic(big: Any, at: AtEdge) -> tuple[Any, Any]:
        q = at.s * big
        r = a + q
        return big * big * ((q + b) * q + m3) + at.d * r * r, big * ((4 * q + 3 * b) * q + 2 * m3) + 2 * at.d * at.s * r

    point = AtEdge(center.z.mid(), center.s.mid(), center.d.mid())
    big0 = polish(start / complex(center.s), lambda x: quartic(x, point))
    narrow = None if big0 is None else interval_newton(big0, lambda x: quartic(x, center))
    if narrow is None:
        return REFUSED
    q0 = center.s * narrow
    u0 = center.z * (a + q0) / (a * edge.m + q0)
    if not ((a + q0).real > 0 and u0.imag > 0):
        return REFUSED
    big = interval_newton(big0, lambda x: quartic(x, whole), narrow)
    if big is None:
        return REFUSED
    q = whole.s * big
    return Root(q, a + q, whole.z * (a + q) / (a * edge.m + q))


def interval_newton(center: Any, function: Callable[[Any], tuple[Any, Any]], inside: Any = None) -> Any:
    """The unique zero near `center`, for every parameter in the balls `function` holds, or None.

    `function` returns value and slope. With N = center - value(center)/slope(box): if N lies inside the box there is one zero in the
    box, it lies in N. The result must hold `inside`, if given.
    """
    residual, derivative = function(center)
    reach = float((residual / derivative).abs_upper()) if derivative.is_finite() else float("nan")
    size = float(abs(center).mid())
    for factor in (1.5, 4.0):
        rho = reach * factor + size * 2.0 ** (4 - flint.ctx.prec)
        if not rho < 1e150:
            return None
        box = disc(center, rho)
        found = center - residual / function(box)[1]
        if found.is_finite() and box.contains_interior(found) and (inside is None or box.contains(inside)):
            return found
    return None
