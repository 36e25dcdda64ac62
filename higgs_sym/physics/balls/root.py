"""Certified roots of the Usadel equation over balls of parameters.

Over a ball X of the path parameter (midpoint x_0 on the path) the energies fill a disc |z - z_0| <= reach.
The certificate:

1. Existence, uniqueness, analyticity (Rouche). The physical root is a zero of a quartic P: in q = r - a (gapped), in u
   (gapless), in R = eta r (far out, eta = 1/xi). Around an approximate zero c of P(.; x_0) we look for a radius with

       |P'(c)| rho > |P(c)| + |P_2| rho^2 + |P_3| rho^3 + |P_4| rho^4 + sup |P(.; x) - P(.; x_0)|,

   P_k the Taylor coefficients at c, the supremum over the disc of radius rho and all x in X. Then for every x in X the
   disc holds exactly one zero, which depends analytically on x. Discs are used because boxes would cost a factor
   sqrt(2) at every product.
2. Identity. At x_0, where Im z > 0 (or z is real beyond the edge), the zero in a tiny disc inside the large one is
   shown to satisfy u = z + zeta u/r with Re r > 0 and Im u > 0 strictly. The map on the right takes the upper
   half-plane into itself and is no automorphism, so it has at most one fixed point there (Schwarz-Pick): the zero is
   the physical root. By uniqueness in the disc, the analytic function of part 1 is the physical root along the path
   and its continuation off it.

Radii are Python floats: every bound entering an inequality is enlarged by a factor 1 + 1e-9, far more than the few
rounding errors of 1e-16 made on the way.

The approximate root comes from double precision and has no influence on validity: from a wrong start the identity
fails and the ball is refused (nan), which makes the integrator subdivide and finally give up with an error.

Worst case found, over 1,000 random points (zeta from 1e-6 to 10, real omega up to 20 and 1e-12 to 1e-2 on either side
of the threshold, complex omega, kappa, with and without the vertex term; 12 digits): no ball missed the value of the
other engine at 32 digits. Of the balls handed in 4% are refused at omega = 2, zeta = 0.1, and 75% (40,573 of 54,016) at
omega = 1.9991126, zeta = 5.0883e-6, just below the threshold for weak pair breaking, where one panel runs into its
limit of evaluations and a second precision is needed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root

NAN = flint.acb(flint.arb.nan(), flint.arb.nan())
REFUSED = Root(NAN, NAN, NAN)
SAFE = 1 + 1e-9
_MAX_POLISH = 12
_FAR = 4  # |z| beyond which the gapless quartic is solved for r; either serves anywhere


class Starts:
    """Approximate roots along a path, by path parameter: where Newton begins."""

    def __init__(self, parameters: list[float], roots: list[complex]) -> None:
        self.parameters, self.roots = parameters, roots

    def near(self, x: float) -> complex:
        """On the straight line through the stored roots on either side of x: roots grow like z far out."""
        k = min(max(bisect_left(self.parameters, x), 1), len(self.parameters) - 1)
        left, right = self.parameters[k - 1], self.parameters[k]
        return self.roots[k - 1] + (self.roots[k] - self.roots[k - 1]) * ((x - left) / (right - left))


class Energy(NamedTuple):
    """z and D = z^2 - m^3 at the midpoint (narrow balls), and how far z moves over the whole ball."""

    z: Any
    squared: Any
    reach: float  # |z - z_0| <= reach; 0 for a point


def middle(x: Ball) -> Ball:
    """The midpoint of a ball on the path, if it is real: then the ball is its own mirror image."""
    return flint.acb(x.real.mid()) if x.imag.mid() == 0 else None


def disc(center: Ball, radius: float) -> Ball:
    """A box that holds the disc."""
    return center + flint.acb(flint.arb(0, radius), flint.arb(0, radius)) if radius else center


def upper(x: Ball) -> float:
    """An upper bound of |x|."""
    return float(x.abs_upper()) * SAFE


def certified(edge: Edge, energy: Energy, start: complex) -> Root:
    """The physical root over a ball of energies, or nan. `start` approximates q (gapped) or u (gapless)."""
    if edge.zeta == 0:
        return _bcs(energy)
    return _gapped(edge, energy, start) if edge.gapped else _gapless(edge, energy, start)


def _bcs(energy: Energy) -> Root:
    """zeta = 0: u = z and r = sqrt(1 - z^2), on the branch with Re r > 0 above the cut."""
    z0, d0, reach = energy
    squared = disc(d0, reach * (2 * upper(z0) + reach) * SAFE)
    if d0.real < 0:
        r = (-squared).sqrt(analytic=True)
    elif z0.real > 0 or z0.real < 0:
        r = squared.sqrt(analytic=True) * flint.acb(0, -1 if z0.real > 0 else 1)
    else:
        return REFUSED
    return Root(r, r, disc(z0, reach))


def _gapped(edge: Edge, energy: Energy, start: complex) -> Root:
    a, am = edge.a, edge.a * edge.m
    z0, d, reach = energy
    change = reach * (2 * upper(z0) + reach) * SAFE
    zeros = zero(quartic.coefficients_in_q(edge, d), moved_by(a, change), start)
    if zeros is None:
        return REFUSED
    q0, q = zeros
    u0 = z0 * (a + q0) / (am + q0)
    lower = bool(z0.imag < 0)  # u(-z) = -u(z)
    if not ((a + q0).real > 0 and (u0.imag < 0 if lower else u0.imag > 0)):
        return REFUSED
    return Root(q, a + q, disc(z0, reach) * (a + q) / (am + q) if reach else u0)


def _gapless(edge: Edge, energy: Energy, start: complex) -> Root:
    z, _, reach = energy
    if abs(complex(z)) > _FAR:
        return _gapless_far(edge, energy, start)
    zeros = zero(quartic.coefficients_in_u(edge, z), moved_in_u(z, reach), start)
    if zeros is None:
        return REFUSED
    u0, u = zeros
    r0 = (1 - u0 * u0).sqrt(analytic=True)
    # a zero of the quartic satisfies z = u (1 - zeta/r) or z = u (1 + zeta/r): exclude the second
    if not u0.imag > 0 or may_be(z - u0 * (1 + edge.zeta / r0)):
        return REFUSED
    r = (1 - u * u).sqrt(analytic=True)
    return Root(disc(z, reach) * r / u, r, u)


def _gapless_far(edge: Edge, energy: Energy, start: complex) -> Root:
    """By the quartic for r, whose roots are far from one another where z is large: those for u come in close pairs."""
    z, _, reach = energy
    zeta = edge.zeta
    change = reach * (2 * upper(z) + reach) * SAFE
    zeros = zero(quartic.coefficients_in_r(edge, z), moved_by(flint.acb(0), change), _r_of(start))
    if zeros is None:
        return REFUSED
    r0, r = zeros
    if not (r0.real > 0 and (z * r0 / (r0 - zeta)).imag > 0):
        return REFUSED
    return Root(r - zeta, r, disc(z, reach) * r / (r - zeta))


def _r_of(u: complex) -> complex:
    r = (1 - u * u) ** 0.5
    return r if r.real > 0 else -r


Moved = Callable[[Any, float], float]


def moved_by(a: Ball, change: float) -> Moved | None:
    """The same where z enters by z^2 r^2 alone, r = a + x, and z^2 moves by `change`."""

    def moved(x: Ball, rho: float) -> float:
        return change * (upper(a + x) + rho) ** 2

    return moved if change else None


def moved_in_u(z: Ball, reach: float) -> Moved | None:
    """The same in u: P(u; z + d) - P(u; z) = (1 - u^2) d [2 (u - z) - d]."""

    def moved(u: Ball, rho: float) -> float:
        factor = upper(1 - u * u) + 2 * upper(u) * rho + rho * rho
        return reach * factor * (2 * (upper(u - z) + rho) + reach)

    return moved if reach else None


def coefficientwise(*changes: float) -> Moved | None:
    """sup |P(.; x) - P(.; x_0)| from bounds on how far each coefficient moves; None if nothing moves."""

    def moved(x: Ball, rho: float) -> float:
        size, total = upper(x) + rho, 0.0
        for change in reversed(changes):
            total = total * size + change
        return total

    return moved if any(changes) else None


def zero(coefficients: list[Ball], moved: Moved | None, start: complex) -> tuple[Ball, Ball] | None:
    """The zero of `zero_discs` at the midpoint and over the ball, as boxes that hold the discs."""
    found = zero_discs(coefficients, moved, start)
    if found is None:
        return None
    x, tiny, rho = found
    narrow = disc(x, tiny)
    return narrow, narrow if moved is None else disc(x, rho)


def zero_discs(coefficients: list[Ball], moved: Moved | None, start: complex) -> tuple[Ball, float, float] | None:
    """Part 1 of the certificate for c_0 + c_1 x + ... + c_4 x^4; coefficients at the midpoint, narrow balls.

    `moved(c, rho)` bounds how far P moves over the ball on the disc |x - c| <= rho. Returns the centre of both discs,
    the radius of the one at the midpoint, and of the one over the ball.
    """
    _, _, c2, c3, c4 = coefficients
    x = polish(start, [c if isinstance(c, int) else c.mid() for c in coefficients])
    if x is None:
        return None
    value, first = _value_and_slope(coefficients, x)
    slope = float(abs(first).lower()) / SAFE
    fourth = 1.0 if isinstance(c4, int) else upper(c4)
    if moved is None:  # the disc will be tiny: bounds may be generous
        size, third = upper(x), upper(c3)
        second, third = (6 * fourth * size + 3 * third) * size + upper(c2), 4 * fourth * size + third
    else:
        second, third = upper((6 * c4 * x + 3 * c3) * x + c2), upper(4 * c4 * x + c3)
    bounds = (upper(value), second, third, fourth)
    tiny = radius(slope, bounds, lambda _rho: 0.0)
    if tiny is None:
        return None
    if moved is None:
        return x, tiny, tiny
    rho = radius(slope, bounds, lambda rho: moved(x, rho) * SAFE)
    return None if rho is None or rho < tiny else (x, tiny, rho)


def radius(slope: float, bounds: tuple[float, ...], moved: Callable[[float], float]) -> float | None:
    """A radius that satisfies Rouche's inequality, or None: `bounds` on |P| and its Taylor coefficients 2, 3, 4."""
    value, second, third, fourth = bounds
    if not slope > 0:
        return None
    rho = 0.0
    for _ in range(40):
        needed = (value + moved(rho) + ((fourth * rho + third) * rho + second) * rho * rho) * SAFE / slope
        if not needed < 1e150:
            return None
        if needed < rho:
            return rho
        rho = needed * 1.1 + 1e-300
    return None


def polish(start: complex, coefficients: list[Ball]) -> Ball:
    """Newton steps, in double precision and then with midpoints: an approximate root; nothing is claimed of it."""
    rough = [complex(c) for c in coefficients]
    for _ in range(_MAX_POLISH):
        value, slope = _value_and_slope(rough, start)
        if not slope or not abs(value) < 1e150:
            break
        step = value / slope
        start -= step
        if abs(step) <= 1e-12 * abs(start):
            break
    if not abs(start) < 1e150:
        return None
    x, (_, _, c2, c3, c4) = flint.acb(start), coefficients
    goal = 2.0 ** (-flint.ctx.prec - 6)
    for _ in range(_MAX_POLISH):
        value, slope = _value_and_slope(coefficients, x)
        step = value / slope
        bent = step * step * ((6 * c4 * x + 3 * c3) * x + c2) / slope  # Chebyshev's correction
        x = (x - step - bent).mid()
        if not x.is_finite():
            return None
        if (
            abs(complex(step)) * abs(complex(bent)) <= goal * abs(complex(x)) ** 2
        ):  # of the order of what is left, squared
            return x
    return None


def _value_and_slope(coefficients: list[Ball], x: Ball) -> tuple[Ball, Ball]:
    c0, c1, c2, c3, c4 = coefficients
    return (((c4 * x + c3) * x + c2) * x + c1) * x + c0, ((4 * c4 * x + 3 * c3) * x + 2 * c2) * x + c1
