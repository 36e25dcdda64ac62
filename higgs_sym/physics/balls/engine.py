"""chi^-1 as a ball that provably contains the value.

The paths are those of `integrals.paths`, with these certificates:

- Roots: `balls.root`. An integrand value is finite only if every root and branch in it was certified on the whole ball.
- Quadrature: `balls.rule` (Gauss-Legendre, with a bound on an ellipse from `balls.cover` or a few balls; where that
  proves nothing, `acb.integral`). The integrand is nan wherever analyticity is not proven: that makes it subdivide.
- Edge of the window: in s with x - eps_g ~ s^2 the integrand is analytic at the endpoint itself, where the root is a
  double one: with q = s Q and D = s^2 d the quartic becomes one for Q that is simple at s = 0.
- Infinite range: in eta = 1/xi, scaled functions r = R/eta, u = U/eta, z = Z/eta turn the Usadel equation into
  U = Z + zeta eta U/R, R = sqrt(eta^2 - U^2), which is regular at eta = 0, and the integrand has the finite form in
  `balls.far`.
- Reflection: for a root r(x) real-analytic data gives conj(r(conj x)); balls are symmetric about the real axis, so the
  conjugate ball encloses it. The real part used by the golden rule is (f + conj f(conj))/2 in the same sense.
- Below the threshold the window lies in the gap, where K is real: chi^-1 is the real part of the ray.

Parameters may be balls; then every statement holds for each value inside.

Over 330 random points at T = 0 (thresholds +-1e-12, zeta from 1e-8 to 100, next to 1, complex and small omega), 30
digits: every one was proven and holds the value of another engine, in 0.07 s of CPU on average and below 0.6 s each; so
did 60 points with 60 and 25 with 100 digits. zeta = 0, where no cover is known, takes 0.05 s,
T > 0 0.4 s. Slower inputs are known at T > 0: zeta next to 1 (|zeta - 1| ~ 1e-8, T = 3e-5: more than 6 s for 19
digits) or small (1e-12, T ~ 0.5).
"""

from __future__ import annotations

import math

import flint

from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import UndecidedError
from higgs_sym.physics.balls.far import float_radii
from higgs_sym.physics.balls.integral import graded
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.balls.ray import Ray, Tail, direction, once, ray_over, tail_over
from higgs_sym.physics.balls.root import (
    NAN,
    SAFE,
    Starts,
    upper,
)
from higgs_sym.physics.balls.root_far import Scaled, certified_far
from higgs_sym.physics.balls.root_paths import edge_root, joined, root_on, starts_on
from higgs_sym.physics.balls.window import bcs_kernel, line, one_integral, window
from higgs_sym.physics.integrals import panels

_FAR_SAMPLES = 48
_I = flint.acb(0, 1)


def chi_inv(p: Problem) -> Ball:
    """An acb that contains chi^-1 for every parameter in the balls; not finite if nothing could be proved."""
    real = p.omega.imag == 0
    if real and p.edge.gapped:
        shift = p.delta.real
        if p.at_threshold or shift < 0:  # the window lies in the gap, where K is real: it adds i times a real number
            return flint.acb(_ray(p).real)
        if not shift > 0:
            raise UndecidedError(f"omega - 2 eps_g = {shift} contains 0: the side of the threshold is undecided")
    turn = _ray(p)
    if not real:
        return turn + _I * line(p)
    if p.omega == 0:
        return flint.acb(turn.real)
    advanced, golden = window(p)
    total = turn + _I * advanced
    return flint.acb(total.real, golden if golden.is_finite() else total.imag)


def _scales(p: Problem) -> tuple[int, int]:
    """Panels towards the turning point and outwards, as in the other engines; any choice is valid."""
    size = abs(complex(p.omega))
    delta = abs(complex(p.delta)) if p.edge.gapped else size
    own = math.sqrt(min(delta, size)) if p.edge.gapped else size ** (1 / 3)
    fraction = max(2.0**-flint.ctx.prec, 1e-280)
    smallest = panels.smallest_scale(p.rough, own, float(p.kappa), fraction)
    fine = math.ceil(-panels.log4(smallest))
    # from |xi| ~ 1 the scaled equation of the tail is poorly conditioned when z ~ phi^3
    least = 1 if p.rough.m < 0.5 else 0
    coarse = max(least, math.ceil(panels.log4(max(1.0, size, abs(p.rough.base_xi), float(p.kappa)))))
    return fine, coarse


def _ray(p: Problem) -> Ball:
    edge = p.edge
    fine, coarse = _scales(p)
    turn = direction(edge)
    ray = Ray(BACKEND, p.in_acb(), turn)
    slope = ray.slope
    ends = graded(min(-fine, coarse - 1), coarse)

    @once
    def point(tau: Ball) -> Ball:
        found = ray.point(tau)
        if edge.zeta != 0:
            return found
        return found._replace(z=found.u, distance=-found.q * found.q / (found.u - 1))  # without 0/0 at the edge

    def energy(tau: Ball) -> tuple[Ball, Ball]:
        return ray.shifted(point(tau))

    if p.at_threshold:  # both energies leave an edge: D_1 = q_2^2 times a regular function

        def rest(tau: Ball) -> Ball:
            s = point(tau)
            over_r2 = 1 if edge.zeta == 0 else (s.q * s.q + edge.b * s.q + edge.m3) / (s.r * s.r)
            return -over_r2 / (s.z - edge.eps_g) * (p.omega + s.distance)

        ends.insert(1, ends[1] / 4)
        at_edge = edge_root(p, energy, lambda tau: point(tau).q, rest, ends[:2])
        beyond = root_on(p, energy, slope, starts_on(p, energy, ends[1:]))
        root = joined(at_edge, beyond, ends[1])
        limit = float(ends[1])
    else:
        root = root_on(p, energy, slope, starts_on(p, energy, ends))

    def turning(tau: Ball) -> Ball:
        xi = edge.base_xi + tau * turn
        return _I * turn / xi  # d phi/d tau

    def integrand(tau: Ball) -> Ball:
        return ray.integrand(root(tau), point(tau), tau)

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
        if p.at_threshold and float(tau.real.mid()) < limit:  # r_1 = r_2 rho, and both vanish at the edge
            rho = -_I * rest(tau).sqrt(analytic=True)
            apart = one.u - two.u
            share = (one.r - two.r) * (1 - 1 / rho) * (1 - one.u * two.u + one.r * two.r)
            return (1 + share / (apart * apart * (one.r + two.r + p.kappa))) * turning(tau)
        return (1 - bcs_kernel(one, two.u, two.r, p.kappa) / one.r) * turning(tau)

    cover = None
    if p.omega == 0:
        integrand = static
    elif edge.zeta == 0:
        integrand = bcs
    elif not p.at_threshold:
        cover = ray_over(p, turn)

    finite = one_integral(integrand, ends, cover)
    last = point(flint.acb(ends[-1]))
    return (finite + _tail(p, last)) / _I + _I * edge.primitive


def _tail(p: Problem, last: Ball) -> Ball:
    """The rest of the ray from `last` to infinity, straight in eta = 1/xi; see the module docstring."""
    end = 1 / (last.r + last.u / _I)  # xi = r - i u
    tail = Tail(BACKEND, p.in_acb(), end)
    grid = [(k + 0.5) / _FAR_SAMPLES for k in range(_FAR_SAMPLES)]
    etas = [x * complex(end) for x in grid]
    energies = [complex(tail.first(flint.acb(eta))) / eta for eta in etas]
    starts = Starts(grid, [eta * r for eta, r in zip(etas, float_radii(p, energies), strict=True)])

    def root(x: Ball) -> tuple[Ball, Ball]:
        center = x.real.mid() if x.real.mid() > 0 else x.real.upper() / 2
        if not holds(x, center):
            return NAN, NAN
        eta0, eta = center * end, x * end
        reach = upper(eta - eta0)
        moved = reach * upper(tail.speed(eta)) * SAFE if reach > 1e-250 else 0.0
        if not moved < 1e150:
            return NAN, NAN
        at = Scaled(eta0, tail.first(eta0), reach, moved)
        return certified_far(p.edge, at, starts.near(float(center)))

    def integrand(x: Ball) -> Ball:
        return tail.integrand(x, root(x))

    cover = None if p.edge.zeta == 0 else tail_over(p, end)
    return -one_integral(integrand, [flint.arb(0), flint.arb(0.25), flint.arb(1)], cover) * end
