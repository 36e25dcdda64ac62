"""chi^-1 as a ball that provably contains the value.

The paths are those of `_paths`, with these certificates:

- Roots: `_root_ball`. An integrand value is finite only if every root and branch in it was certified on the whole ball.
- Quadrature: `acb.integral` (adaptive Gauss-Legendre with rigorous bounds from values on complex neighbourhoods); the
  integrand is nan wherever analyticity is not proven, which makes it subdivide.
- Edge of the window: in s with x - eps_g ~ s^2 the integrand is analytic at the endpoint itself, where the root is a
  double one: with q = s Q and D = s^2 d the quartic becomes one for Q that is simple at s = 0.
- Infinite range: in eta = 1/xi, scaled functions r = R/eta, u = U/eta, z = Z/eta turn the Usadel equation into
  U = Z + zeta eta U/R, R = sqrt(eta^2 - U^2), which is regular at eta = 0, and the integrand has the finite form in
  `_tail`.
- Reflection: for a root r(x) real-analytic data gives conj(r(conj x)); balls are symmetric about the real axis, so the
  conjugate ball encloses it. The real part used by the golden rule is (f + conj f(conj))/2 in the same sense.
- Below the threshold the window lies in the gap, where K is real: chi^-1 is the real part of the ray.

Parameters may be balls; then every statement holds for each value inside.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import flint
import numpy as np

from higgs_sym.backends.ball_backend import BACKEND
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import _panels, _root_float
from higgs_sym.physics._ball_problem import Ball, Problem
from higgs_sym.physics._ball_roots import RootOf, cusp_root, edge_root, root_on, starts_on
from higgs_sym.physics._edge import Edge, Root
from higgs_sym.physics._paths import ray_point
from higgs_sym.physics._root_ball import (
    NAN,
    SAFE,
    Scaled,
    Starts,
    certified_far,
    upper,
)
from higgs_sym.physics.kernel import pair_kernel, subtracted_kernel

_FAR_SAMPLES = 48
EVALUATIONS = 40_000  # per panel, before giving up
_I = flint.acb(0, 1)


def chi_inv(p: Problem) -> Ball:
    """An acb that contains chi^-1 for every parameter in the balls; not finite if nothing could be proved."""
    real = p.omega.imag == 0
    if real and p.edge.gapped:
        shift = p.delta.real
        if p.at_threshold or shift < 0:  # the window lies in the gap, where K is real: it adds i times a real number
            return flint.acb(_ray(p).real)
        if not shift > 0:
            raise AccuracyError(f"omega - 2 eps_g = {shift} contains 0: the side of the threshold is undecided")
    turn = _ray(p)
    if not real:
        return turn + _I * _line(p)
    if p.omega == 0:
        return flint.acb(turn.real)
    advanced, golden = _window(p)
    total = turn + _I * advanced
    return flint.acb(total.real, golden if golden.is_finite() else total.imag)


def _integrate(function: Callable[[Ball], Ball], ends: list[Any]) -> Ball:
    """Sum of the panels' integrals over the real parameter."""
    total = flint.acb(0)
    # a panel far below the precision must not be resolved to its own relative accuracy
    tolerance = flint.arb(2) ** (-flint.ctx.prec)
    for low, high in pairwise(ends):
        total += flint.acb.integral(
            lambda x, _analytic: function(x), low, high, abs_tol=tolerance, eval_limit=EVALUATIONS, depth_limit=200
        )
    return total


def _float_radii(p: Problem, energies: list[complex]) -> list[complex]:
    z = np.array(energies)
    with np.errstate(all="ignore"):
        roots: list[complex] = _root_float.solve(p.rough, z, z * z - p.rough.m**3).r.tolist()
    return roots


def _graded(first: int, last: int) -> list[Any]:
    return [flint.arb(0), *(flint.arb(4) ** k for k in range(first, last + 1))]


def _scales(p: Problem) -> tuple[int, int]:
    """Panels towards the turning point and outwards, as in the other engines; any choice is valid."""
    size = abs(complex(p.omega))
    delta = abs(complex(p.delta)) if p.edge.gapped else size
    own = math.sqrt(min(delta, size)) if p.edge.gapped else size ** (1 / 3)
    fraction = max(2.0**-flint.ctx.prec, 1e-280)
    smallest = _panels.smallest_scale(p.rough, own, float(p.kappa), fraction)
    fine = math.ceil(-_panels.log4(smallest))
    # from |xi| ~ 1 the scaled equation of the tail is poorly conditioned when z ~ phi^3
    least = 1 if p.rough.m < 0.5 else 0
    coarse = max(least, math.ceil(_panels.log4(max(1.0, size, abs(p.rough.base_xi), float(p.kappa)))))
    return fine, coarse


def _ray(p: Problem) -> Ball:
    edge, at = p.edge, p.at
    fine, coarse = _scales(p)
    turn = _direction(edge)
    ends = _graded(min(-fine, coarse - 1), coarse)

    def point(tau: Ball) -> Any:
        return ray_point(edge, tau * turn, turn, _I)

    def energy(tau: Ball) -> tuple[Any, Any]:
        return _shifted(p, point(tau))

    def slope(tau: Ball) -> Ball:
        # dz/dphi = r - zeta/r^2 and dphi = i dxi/xi, with xi as seldom as possible
        inverse = 1 / (edge.base_xi + tau * turn)
        r = (edge.base_xi + tau * turn + inverse) / 2
        bare = r if edge.zeta == 0 else r - edge.zeta / (r * r)
        return bare * inverse * (_I * turn)

    if p.at_threshold:  # both energies leave an edge: D_1 = q_2^2 times a regular function

        def rest(tau: Ball) -> Ball:
            s = point(tau)
            inner = s.q * s.q + 2 * edge.a * (1 + edge.m) * s.q + 3 * edge.a * edge.a * edge.m
            return -inner / (s.r * s.r * (s.z - edge.eps_g)) * (p.omega + s.distance)

        ends.insert(1, ends[1] / 4)
        at_edge = edge_root(p, energy, lambda tau: point(tau).q, rest, ends[:2])
        beyond = root_on(p, energy, slope, starts_on(p, energy, ends[1:]))
        limit = float(ends[1])

        def from_edge(tau: Ball) -> Root:
            return at_edge(tau) if float(tau.real.mid()) < limit else beyond(tau)

        root: RootOf = from_edge
    else:
        root = root_on(p, energy, slope, starts_on(p, energy, ends))

    def turning(tau: Ball) -> Ball:
        xi = edge.base_xi + tau * turn
        return _I * turn / xi  # d phi/d tau

    def integrand(tau: Ball) -> Ball:
        return subtracted_kernel(BACKEND, root(tau), point(tau), at) * slope(tau)

    def static(tau: Ball) -> Ball:
        # omega = 0: dz = (r^3 - zeta)/r^2 dphi cancels the denominator of K at the edge
        r = point(tau).r
        inverse2 = 1 / (r * r)
        factor = r - edge.zeta * inverse2
        shift = p.kappa if p.vertex else p.kappa + edge.zeta * (2 * inverse2 - 1)
        if shift == 0:
            return (factor / r - (1 - inverse2)) * turning(tau)
        return (factor / r - 2 * (1 - inverse2) * factor / (2 * factor + shift)) * turning(tau)

    def bcs(tau: Ball) -> Ball:
        # zeta = 0: dz = r_2 dphi cancels the 1/r_2 of both terms
        one, two = root(tau), point(tau)
        return (1 - _bcs_kernel(one, two.u, two.r, p.kappa) / one.r) * turning(tau)

    if p.omega == 0:
        integrand = static
    elif edge.zeta == 0:
        integrand = bcs

    finite = _integrate(integrand, ends)
    last = point(flint.acb(ends[-1]))
    return (finite + _tail(p, last)) / _I + _I * edge.primitive


def _bcs_kernel(one: Any, v2: Ball, r2: Ball, kappa: Ball) -> Ball:
    """r_1 r_2 K at zeta = 0."""
    apart, difference = one.u - v2, one.r - r2
    return -difference * difference * (1 - one.u * v2 + one.r * r2) / (apart * apart * (one.r + r2 + kappa))


def _direction(edge: Edge) -> Ball:
    """Direction of a straight ray (doubles, exact): 40 degrees from the edge's own, 70 where z ~ phi^3 takes over."""
    if not edge.gapped:
        return flint.acb(1)
    angle = math.acos(float(edge.a)) - math.pi / 2 + math.radians(40 if edge.m > 0.05 else 70)
    return flint.acb(math.cos(angle), math.sin(angle))


def _shifted(p: Problem, second: Any) -> tuple[Any, Any]:
    z = second.z + p.omega
    if p.edge.gapped:
        return z, (p.delta + second.distance) * (p.omega + second.distance)
    return z, z * z - p.edge.m**3


def _tail(p: Problem, last: Any) -> Ball:
    """The rest of the ray from `last` to infinity, straight in eta = 1/xi; see the module docstring."""
    edge, omega = p.edge, p.omega
    zeta, kappa = edge.zeta, p.kappa
    end = 1 / (last.r + last.u / _I)  # xi = r - i u

    def second(eta: Ball) -> tuple[Any, Any, Any]:
        eta2 = eta * eta
        r, u = (1 + eta2) / 2, _I * (1 - eta2) / 2
        return r, u, u * (1 - zeta * eta / r)

    def speed(eta: Ball) -> Ball:
        r, u, _ = second(eta)
        return omega - _I * eta * (1 - zeta * eta / r) - u * zeta * (1 - eta * eta / r) / r

    grid = [(k + 0.5) / _FAR_SAMPLES for k in range(_FAR_SAMPLES)]
    etas = [x * complex(end) for x in grid]
    energies = [complex(second(flint.acb(eta))[2]) / eta + complex(omega) for eta in etas]
    starts = Starts(grid, [eta * r for eta, r in zip(etas, _float_radii(p, energies), strict=True)])

    def root(x: Ball) -> tuple[Any, Any]:
        center = x.real.mid() if x.real.mid() > 0 else x.real.upper() / 2
        if not x.contains(flint.acb(center)):
            return NAN, NAN
        eta0, eta = center * end, x * end
        reach = upper(eta - eta0)
        moved = reach * upper(speed(eta)) * SAFE if reach > 1e-250 else 0.0
        if not moved < 1e150:
            return NAN, NAN
        at = Scaled(eta0, second(eta0)[2] + omega * eta0, reach, moved)
        return certified_far(edge, at, starts.near(float(center)))

    def integrand(x: Ball) -> Ball:
        eta = x * end
        r2, u2, _ = second(eta)
        r1, u1 = root(x)
        eta2 = eta * eta
        spread = (r1 + r2) * (r1 + r2) / (r1 * r2 * (eta2 + r1 * r2 - u1 * u2))  # (1 - C)/eta^2
        bare = r1 + r2 - zeta * eta * eta2 * spread
        difference = -omega * (u1 + u2) / bare  # r_1 - r_2
        if p.vertex:
            top = kappa + difference + eta * spread * (r2 - zeta * eta)
            bottom = bare + kappa * eta
        else:
            top = kappa - zeta + difference + eta * spread * r2
            bottom = r1 + r2 + (kappa - zeta) * eta
        # dz_2 = i (R - zeta eta^3/R^2) d xi/xi and xi = 1/eta
        return -_I * top * (r2 - zeta * eta * eta2 / (r2 * r2)) / (r2 * bottom)

    return -_integrate(integrand, [flint.arb(0), flint.arb(0.25), flint.arb(1)]) * end


def _window(p: Problem) -> tuple[Ball, Ball]:
    """The retarded-advanced part for real omega, and Im chi^-1 by the golden rule (nan if a Lorentzian is narrow)."""
    first, second, speed, ends = _line_roots(p)
    at = p.at
    if p.edge.zeta == 0:
        advanced_only = _integrate(_bcs_window(p, first, second), ends)
        return advanced_only, flint.arb.nan()

    def kernel(one: Root, q: Ball, r: Ball, u: Ball) -> Ball:
        return pair_kernel(BACKEND, (one.u, one.r), (-u, r), one.q - q, at)

    def advanced(s: Ball) -> Ball:
        return kernel(first(s), *second(s)) * speed(s)

    def golden(s: Ball) -> Ball:
        one, two = first(s), second(s)
        mirrored = (part.conjugate() for part in two)
        value = (kernel(one, *two) - kernel(one, *mirrored)) * speed(s)
        return (value + value.conjugate()) / 2

    total = _integrate(advanced, ends)
    center = first(flint.acb(1)).r
    if not abs(center.imag) <= center.real:
        return total, flint.arb.nan()
    return total, _integrate(golden, ends).real


def _line(p: Problem) -> Ball:
    """The retarded-advanced part for Im omega > 0, straight from the turning point to omega/2."""
    first, second, speed, ends = _line_roots(p)
    at = p.at
    if p.edge.zeta == 0:
        return _integrate(_bcs_window(p, first, second), ends)

    def integrand(s: Ball) -> Ball:
        one, two = first(s), second(s)
        return pair_kernel(BACKEND, (one.u, one.r), (-two.u, two.r), one.q - two.q, at) * speed(s)

    return _integrate(integrand, ends)


def _bcs_window(p: Problem, first: RootOf, second: RootOf) -> Callable[[Ball], Ball]:
    """zeta = 0: dx = delta s ds cancels the 1/r_1 of K, as r_1 = -i s sqrt(d) with d = (delta/2)(2 + x - eps_g)."""
    goal = p.delta

    def integrand(s: Ball) -> Ball:
        one, two = first(s), second(s)
        root_d = (goal / 2 * (2 + goal / 2 * s * s)).sqrt(analytic=True)
        return _bcs_kernel(one, -two.u, two.r, p.kappa) / two.r * goal / (-_I * root_d)

    return integrand


def _line_roots(p: Problem) -> tuple[RootOf, RootOf, Callable[[Ball], Ball], list[Any]]:
    """Roots at x and omega - x for x on the line to omega/2, in s with x - eps_g ~ s^2 (x ~ s^3 when gapless)."""
    edge, goal = p.edge, p.delta
    power = 2 if edge.gapped else 3
    size = max(abs(complex(goal)), 1e-280)
    scales = [x for x in (p.rough.a**2, abs(p.rough.m) ** 1.5, abs(complex(p.omega)), 1.0) if x]
    fine = max(0, math.ceil(-_panels.log4(max((min(scales) / size) ** (1 / power), 1e-60))))
    ends = _graded(-fine, 0)

    def reach(s: Ball) -> Ball:
        return goal / 2 * s**power

    def speed(s: Ball) -> Ball:
        return goal / 2 * power * s ** (power - 1)

    def energy(x: Ball) -> tuple[Any, Any]:
        return (edge.eps_g + x, x * (2 * edge.eps_g + x)) if edge.gapped else (x, x * x - edge.m**3)

    def near(s: Ball) -> tuple[Any, Any]:
        return energy(reach(s))

    def far(s: Ball) -> tuple[Any, Any]:
        return energy(goal - reach(s))

    if edge.gapped:
        first = edge_root(p, near, lambda s: s, lambda s: goal / 2 * (2 * edge.eps_g + reach(s)), ends)
    elif edge.zeta == 1:
        first = cusp_root(p, near, ends)
    else:
        first = root_on(p, near, speed, starts_on(p, near, ends))
    return first, root_on(p, far, speed, starts_on(p, far, ends)), speed, ends
