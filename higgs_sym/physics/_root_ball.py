"""Certified roots of the Usadel equation over balls of parameters.

Let P(q; D) be the quartic of `_edge` (gapped) or F(u; z) = u (1 - zeta/r) - z with r = sqrt(1 - u^2) principal (gapless).
Over a ball X of the path parameter the energies form a ball. The certificate has two parts.

1. Interval Newton. With a box B around an approximate root c, N = c - P(c; X)/P'(B; X). If N lies in the interior of B, then
   for every parameter in X there is exactly one root in B, it lies in N, and it depends analytically on the parameter.
2. Identity. At the midpoint x_0 of X, which lies on the path, where Im z > 0 (or z real beyond the edge), the root found
   by a narrow interval Newton step inside B is shown to satisfy u = z + zeta u/r with Re r > 0 and Im u > 0 strictly. The
   map on the right takes the upper half-plane into itself and is no automorphism, so it has at most one fixed point
   there (Schwarz-Pick): the root is the physical one. By uniqueness in B the analytic function of part 1 is the
   physical root along the path and its continuation off it.

Energies below the real axis inside the gap are reached through u(-z) = -u(z). The approximate root comes from double
precision and has no influence on validity: from a wrong start the identity fails and the ball is refused (nan), which
makes the integrator subdivide and finally give up with an error.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import flint

from higgs_sym.physics._edge import Edge, Root

_REFUSED = Root(*(flint.acb(flint.arb.nan(), flint.arb.nan()),) * 3)
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


def middle(x: Any) -> Any:
    """The midpoint of a ball on the path: the real part's midpoint, if the ball meets the real axis there."""
    return flint.acb(x.real.mid()) if x.imag.contains(0) else None


def certified(edge: Edge, energy: Any, center: Any, start: complex) -> Root:
    """The physical root over a ball: `energy` = (z, D) over it, `center` = (z, D) at its midpoint on the path."""
    solve = _over_gapped if edge.gapped else _over_gapless
    if not edge.zeta:
        return _bcs(energy, center)
    return solve(edge, energy, center, start)


def _bcs(energy: Any, center: Any) -> Root:
    """zeta = 0: u = z and r = sqrt(1 - z^2), on the branch with Re r > 0 above the cut."""
    z, squared = energy
    if _is_positive(center[0].real):
        r = squared.sqrt(analytic=True) * flint.acb(0, -1)
    else:
        r = squared.sqrt(analytic=True) * flint.acb(0, 1)
        if not _is_negative(center[0].real):
            return _REFUSED
    return Root(r, r, z)


def _is_positive(x: Any) -> bool:
    return bool(x > 0)


def _is_negative(x: Any) -> bool:
    return bool(x < 0)


def _over_gapped(edge: Edge, energy: Any, center: Any, start: complex) -> Root:
    a = edge.a
    b, m3 = 2 * a * (1 + edge.m), 3 * a * a * edge.m
    z0, d0 = center

    def value(q: Any, d: Any) -> Any:
        r = a + q
        return q * q * ((q + b) * q + m3) + d * r * r

    def slope(q: Any, d: Any) -> Any:
        return q * ((4 * q + 3 * b) * q + 2 * m3) + 2 * d * (a + q)

    q0 = polish(start, d0, value, slope)
    if q0 is None:
        return _REFUSED
    narrow = interval_newton(q0, d0, value, slope)
    if narrow is None:
        return _REFUSED
    r0 = a + narrow
    u0 = z0 * r0 / (a * edge.m + narrow)
    lower = _is_negative(z0.imag)
    if not (r0.real > 0 and (u0.imag < 0 if lower else u0.imag > 0)):
        return _REFUSED
    z, d = energy
    q = narrow if d is d0 else interval_newton(q0, d, value, slope, narrow)
    if q is None:
        return _REFUSED
    r = a + q
    return Root(q, r, z * r / (a * edge.m + q))


def _over_gapless(edge: Edge, energy: Any, center: Any, start: complex) -> Root:
    one_minus_zeta = -edge.zeta2_minus_1 / (1 + edge.zeta)

    def parts(u: Any) -> tuple[Any, Any]:
        r = (1 - u * u).sqrt(analytic=True)
        return r, -u * u / (1 + r)

    def value(u: Any, z: Any) -> Any:
        r, excess = parts(u)
        return u * (one_minus_zeta + excess) / r - z

    def slope(u: Any, _z: Any) -> Any:
        r, excess = parts(u)
        return (one_minus_zeta + excess * (r * r + r + 1)) / (r * r * r)

    z0, z = center[0], energy[0]
    u0 = polish(start, z0, value, slope)
    if u0 is None:
        return _REFUSED
    narrow = interval_newton(u0, z0, value, slope)
    if narrow is None or not narrow.imag > 0:  # Re r > 0 holds: r is a principal root
        return _REFUSED
    u = narrow if z is z0 else interval_newton(u0, z, value, slope, narrow)
    if u is None:
        return _REFUSED
    r = (1 - u * u).sqrt(analytic=True)
    return Root(z * r / u, r, u)


def certified_at_edge(
    edge: Edge, whole: tuple[Any, Any, Any], center: tuple[Any, Any, Any], start: complex
) -> Root:
    """As `certified`, for paths that begin at the edge itself: (z, s, d) with D = s^2 d and s = 0 at the edge.

    With q = s Q the quartic is Q^2 (s^2 Q^2 + b s Q + 3 a^2 m) + d (a + s Q)^2 = 0, whose root is simple at s = 0.
    """
    (z, s, d), (z0, s0, d0) = whole, center
    if edge.zeta == 0:
        sign = 1 if z0.real > 0 else -1
        if not (z0.real > 0 or z0.real < 0):
            return _REFUSED
        r = s * d.sqrt(analytic=True) * flint.acb(0, -sign)
        r0 = s0 * d0.sqrt(analytic=True) * flint.acb(0, -sign)
        return Root(r, r, z) if r0.real > 0 else _REFUSED
    a = edge.a
    b, m3 = 2 * a * (1 + edge.m), 3 * a * a * edge.m

    def value(big: Any, at: Any) -> Any:
        q, r = at.s * big, a + at.s * big
        return big * big * ((q + b) * q + m3) + at.d * r * r

    def slope(big: Any, at: Any) -> Any:
        q = at.s * big
        return big * ((4 * q + 3 * b) * q + 2 * m3) + 2 * at.d * at.s * (a + q)

    point = _AtEdge(s0, d0)
    big0 = polish(start / complex(s0), point, value, slope)
    narrow = None if big0 is None else interval_newton(big0, point, value, slope)
    if narrow is None:
        return _REFUSED
    r0 = a + s0 * narrow
    u0 = z0 * r0 / (a * edge.m + s0 * narrow)
    if not (r0.real > 0 and u0.imag > 0):
        return _REFUSED
    big = interval_newton(big0, _AtEdge(s, d), value, slope, narrow)
    if big is None:
        return _REFUSED
    q = s * big
    return Root(q, a + q, z * (a + q) / (a * edge.m + q))


class _AtEdge:
    """The pair (s, d) over a ball, with the midpoint that polishing needs."""

    def __init__(self, s: Any, d: Any) -> None:
        self.s, self.d = s, d

    def mid(self) -> _AtEdge:
        return _AtEdge(self.s.mid(), self.d.mid())


def polish(start: complex, parameter: Any, value: Any, slope: Any) -> Any:
    """Newton steps with midpoints only: an approximate root at the current precision; nothing is claimed of it."""
    x = flint.acb(start)
    goal = 2.0 ** (-flint.ctx.prec // 2)
    point = parameter.mid()
    for _ in range(_MAX_POLISH):
        step = value(x, point) / slope(x, point)
        x = (x - step).mid()
        if not x.is_finite():
            return None
        if float(abs(step).mid()) <= goal * float(abs(x).mid()):
            return x
    return None


def interval_newton(center: Any, parameter: Any, value: Any, slope: Any, inside: Any = None) -> Any:
    """The unique root near `center` for every parameter in the ball, or None; it must contain the root `inside`."""
    residual = value(center, parameter)
    derivative = slope(center, parameter)
    reach = float((residual / derivative).abs_upper()) if derivative.is_finite() else float("nan")
    size = float(abs(center).mid())
    for factor in (1.5, 4.0):
        radius = reach * factor + size * 2.0 ** (4 - flint.ctx.prec)
        if not radius < 1e300:
            return None
        box = center + flint.acb(flint.arb(0, radius), flint.arb(0, radius))
        found = center - residual / slope(box, parameter)
        if found.is_finite() and box.contains_interior(found) and (inside is None or box.contains(inside)):
            return found
    return None
