"""The retarded-advanced part of chi^-1 as a ball: from the turning point to omega/2, along the real axis or a line.

The path is x = eps_g + (omega/2 - eps_g) s^2 (gapless: (omega/2) s^3) and y = omega - x; the root at x is analytic at
s = 0 (`balls.root_edge`). At T > 0 the integrand carries a weight of both energies.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.physics.balls import rule
from higgs_sym.physics.balls.integral import graded, integrate
from higgs_sym.physics.balls.problem import Ball, Problem
from higgs_sym.physics.balls.root_edge import lower_root
from higgs_sym.physics.balls.root_paths import RootOf, cusp_root, edge_root, root_on, starts_on
from higgs_sym.physics.edge import Root
from higgs_sym.physics.integrals import panels
from higgs_sym.physics.kernel import pair_kernel

_CLOSE = 0.5
_I = flint.acb(0, 1)
Weight = Callable[[Ball, Ball], Ball]


class Window(NamedTuple):
    """Certified roots at x(s) and y(s) = omega - x(s), the two energies, dx/ds, and panels of 0 <= s <= 1."""

    first: RootOf
    second: RootOf
    x: Callable[[Ball], Ball]
    y: Callable[[Ball], Ball]
    speed: Callable[[Ball], Ball]
    ends: list[Any]


def _none(_x: Ball, _y: Ball) -> Ball:
    return flint.acb(1)


def window(p: Problem, weight: Weight = _none) -> tuple[Ball, Ball]:
    """The retarded-advanced part for real omega, and Im chi^-1 by the golden rule (nan if a Lorentzian is narrow)."""
    path = _line_roots(p)
    first, second = path.first, path.second
    at = p.at
    if p.edge.zeta == 0:
        advanced_only = one_integral(_bcs_window(p, path, weight), path.ends)
        return advanced_only, flint.arb.nan()

    def measure(s: Ball) -> Ball:
        return weight(path.x(s), path.y(s)) * path.speed(s)

    def kernel(one: Root, q: Ball, r: Ball, u: Ball) -> Ball:
        return pair_kernel(BACKEND, (one.u, one.r), (-u, r), one.q - q, at)

    def advanced(s: Ball) -> Ball:
        return kernel(first(s), *second(s)) * measure(s)

    def golden(s: Ball) -> Ball:
        one, two = first(s), second(s)
        mirrored = (part.conjugate() for part in two)
        value = (kernel(one, *two) - kernel(one, *mirrored)) * measure(s)
        return (value + value.conjugate()) / 2

    def both(s: Ball) -> tuple[Ball, Ball]:
        one, two, size = first(s), second(s), measure(s)
        direct = kernel(one, *two) * size
        value = direct - kernel(one, *(part.conjugate() for part in two)) * size
        return direct, (value + value.conjugate()) / 2

    center = first(flint.acb(1)).r
    if not abs(center.imag) <= center.real:
        return one_integral(advanced, path.ends), flint.arb.nan()
    found = rule.integrate(both, path.ends)
    if found is None:
        return integrate(advanced, path.ends), integrate(golden, path.ends, strict=False).real
    return found[0], found[1].real


def one_integral(function: Callable[[Ball], Ball], ends: list[Any]) -> Ball:
    """By fixed rules, or by Arb where they prove nothing."""
    found = rule.integrate(lambda x: (function(x),), ends)
    return integrate(function, ends) if found is None else found[0]


def line(p: Problem) -> Ball:
    """The retarded-advanced part for Im omega > 0, straight from the turning point to omega/2."""
    path = _line_roots(p)
    at = p.at
    if p.edge.zeta == 0:
        return one_integral(_bcs_window(p, path, _none), path.ends)

    def integrand(s: Ball) -> Ball:
        one, two = path.first(s), path.second(s)
        return pair_kernel(BACKEND, (one.u, one.r), (-two.u, two.r), one.q - two.q, at) * path.speed(s)

    return one_integral(integrand, path.ends)


def _bcs_window(p: Problem, path: Window, weight: Weight) -> Callable[[Ball], Ball]:
    """zeta = 0: dx = delta s ds cancels the 1/r_1 of K, as r_1 = s sqrt(-d) with d = (delta/2)(2 + x - eps_g)."""
    goal = p.delta

    def integrand(s: Ball) -> Ball:
        one, two = path.first(s), path.second(s)
        measure = weight(path.x(s), path.y(s)) * goal / lower_root(goal / 2 * (2 + goal / 2 * s * s))
        return bcs_kernel(one, -two.u, two.r, p.kappa) / two.r * measure

    return integrand


def _line_roots(p: Problem) -> Window:
    """Roots at x and omega - x for x on the line to omega/2, in s with x - eps_g ~ s^2 (x ~ s^3 when gapless)."""
    edge, goal = p.edge, p.delta
    power = 2 if edge.gapped else 3
    size = max(abs(complex(goal)), 1e-280)
    scales = [x for x in (p.rough.a**2, abs(p.rough.m) ** 1.5, abs(complex(p.omega)), 1.0) if x]
    fine = max(0, math.ceil(-panels.log4(max((min(scales) / size) ** (1 / power), 1e-60))))
    ends = graded(-fine, 0)

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
        first = cusp_root(p, p.omega / 2, near, ends)
    else:
        first = root_on(p, near, speed, starts_on(p, near, ends))
    second = root_on(p, far, speed, starts_on(p, far, ends))
    return Window(first, second, lambda s: near(s)[0], lambda s: far(s)[0], speed, ends)


def bcs_kernel(one: Any, v2: Ball, r2: Ball, kappa: Ball) -> Ball:
    """r_1 r_2 K at zeta = 0, with (r_1 - r_2)/(u_1 - v_2) = -(u_1 + v_2)/(r_1 + r_2)."""
    apart, total = one.u - v2, one.r + r2
    # over balls the difference of close roots is as wide as they are
    slope = (one.u + v2) / total if float(apart.abs_upper()) < _CLOSE else (one.r - r2) / apart
    return -slope * slope * (1 - one.u * v2 + one.r * r2) / (total + kappa)
