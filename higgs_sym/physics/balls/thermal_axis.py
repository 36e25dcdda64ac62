"""chi^-1 at T > 0 and real omega >= 0 as a ball.

With x = z + omega, y = omega - x, the symmetry x <-> y and n(x) = 1/(1 + exp(-x/T)), the retarded-advanced term is

    i (1 - exp(-omega/T)) int_{omega/2}^inf dx n(x) n(y) K_RA(x, y),

along the real axis, in pieces between the edges, where both roots are certified (`balls.root`, in the gap
`balls.root_gap`):

  pair     eps_g < y < omega/2   y = eps_g + (omega/2 - eps_g) s^2
  mixed    -eps_g < y < eps_g    halves of its length L: y or x (whichever begins at an edge) = eps_g -+ s^2 from the
                                 upper end, y = s^2 - eps_g from the lower one; y in the gap, K complex
  thermal  y < -eps_g            y = -eps_g - s^2 (gapless: -s^3); cut at |y| = eps_g + X

so that every edge from which a root is taken is met at s = 0, where the scaled quartic makes it analytic. For omega <
2 eps_g and both energies in the gap K_RA is real; that part adds only to Im chi^-1, which is taken from the golden rule

    Im chi^-1 = (1 - exp(-omega/T)) int dx n(x) n(y) Re [K_RA(x, y) - K_RR(x, y)]        over pair and thermal.

There exp(-eps_g/T) is taken out of the integral, so that an exponentially small value keeps its relative accuracy.
Conjugates of roots are conjugates of balls: a function f real-analytic in s has f*(s) = conj f(conj s), and the balls
in s are symmetric about the real axis. Beyond the cut n(y) < exp(-|y|/T), and |y^2 K| <= G is certified in the variable
1/|y| of `balls.far`.

At omega = 0 the factor 1 - exp(-omega/T) is replaced by 1/T and K by the limit of omega K, which is 0 unless kappa = 0
and the vertex term is kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError, UndecidedError
from higgs_sym.physics.balls import rule
from higgs_sym.physics.balls import window as ball_window
from higgs_sym.physics.balls.far import eta_on, far_mixed, far_root, far_scale, far_subtracted, largest
from higgs_sym.physics.balls.integral import graded, integrate
from higgs_sym.physics.balls.matsubara import occupied
from higgs_sym.physics.balls.mixed import mixed, scattering
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.balls.root_paths import RootOf, cusp_root, edge_root, joined, root_on, starts_on
from higgs_sym.physics.balls.window import one_integral
from higgs_sym.physics.edge import Root
from higgs_sym.physics.integrals import panels
from higgs_sym.physics.kernel import pair_kernel
from higgs_sym.physics.thermal.kernel import mixed_kernel

_I = flint.acb(0, 1)


def chi_inv(p: Problem, T: Ball, turn: Ball) -> Ball:
    """An acb that contains chi^-1; `turn` is the Matsubara sum."""
    if p.omega == 0:
        return flint.acb(turn.real - _static(p, T))
    if not p.omega.real > 0:
        raise UndecidedError(f"omega = {p.omega.real} contains 0: use 0 itself or a smaller ball")
    shift = p.delta.real
    above = bool(shift > 0)
    if p.edge.gapped and not (above or shift < 0 or p.at_threshold):
        raise UndecidedError(f"omega - 2 eps_g = {shift} contains 0: the side of the threshold is undecided")
    rise = -(-p.omega.real / T).expm1()
    straight, golden = _thermal(p, T)
    if p.edge.gapped:
        straight += mixed(p, _both(T))
    if above:
        pair, rate = ball_window.window(p, _both(T))
        straight, golden = straight + pair, golden + rate
    total = turn + _I * rise * straight
    # below the threshold `total` lacks the part with both energies in the gap, which is imaginary
    return flint.acb(total.real, rise * golden if golden.is_finite() or not above else total.imag)


def _both(T: Ball) -> ball_window.Weight:
    return lambda x, y: occupied(x, T) * occupied(y, T)


class _Thermal(NamedTuple):
    """Certified roots at x = omega + E and at E = -y, E(s), dE/ds, and panels in s."""

    first: RootOf
    second: RootOf
    energy: Callable[[Ball], Ball]
    speed: Callable[[Ball], Ball]
    ends: list[Any]


def _path(p: Problem, T: Ball) -> _Thermal:
    edge, power = p.edge, 2 if p.edge.gapped else 3
    reach = max(far_scale(p), float(T) * flint.ctx.prec * math.log(2))
    scales = [p.rough.a**2, p.rough.star, abs(complex(p.omega)), 1.0, float(T)]
    smallest = min(x for x in scales if x > 1e-250)
    ends = graded(math.floor(panels.log4(smallest) / power), math.ceil(panels.log4(reach) / power))

    def near(s: Ball) -> tuple[Ball, Ball]:
        d = s**power
        return (edge.eps_g + d, d * (2 * edge.eps_g + d)) if edge.gapped else (d, d * d - edge.m**3)

    def far(s: Ball) -> tuple[Ball, Ball]:
        d = p.omega + s**power
        return (edge.eps_g + d, d * (2 * edge.eps_g + d)) if edge.gapped else (d, d * d - edge.m**3)

    def speed(s: Ball) -> Ball:
        return power * s ** (power - 1)

    second = root_on(p, near, speed, starts_on(p, near, ends))
    if edge.gapped:
        at_edge = edge_root(p, near, lambda s: s, lambda s: 2 * edge.eps_g + s * s, ends[:2])
        second = joined(at_edge, second, ends[1])
    elif edge.zeta == 1:
        second = joined(cusp_root(p, flint.acb(1), near, ends[:2]), second, ends[1])
    first = second if p.omega == 0 else root_on(p, far, speed, starts_on(p, far, ends))
    return _Thermal(first, second, lambda s: near(s)[0], speed, ends)


def _advanced(root: Root) -> Root:
    """The root at -E with its u reversed: what `mixed_kernel` takes for K_RA(x, -E)."""
    return Root(root.q.conjugate(), root.r.conjugate(), -root.u.conjugate())


def _thermal(p: Problem, T: Ball) -> tuple[Ball, Ball]:
    """int dx n(x) n(y) K_RA over thermal quasiparticles, and the same of Re [K_RA - K_RR]."""
    path = _path(p, T)
    cold = (-p.edge.eps_g / T).exp()
    bcs = p.edge.zeta == 0

    def weight(s: Ball) -> Ball:
        """n(x) n(y) exp(eps_g/T) dE/ds, at zeta = 0 with dE/(s ds)."""
        energy = path.energy(s)
        decayed = (-(energy - p.edge.eps_g) / T).exp()
        return occupied(energy + p.omega, T) * decayed / (1 + cold * decayed) * (2 if bcs else path.speed(s))

    def mixed_part(s: Ball, one: Root, two: Root) -> Ball:
        if bcs:
            return scattering(one, _advanced(two), p) / (one.r * _over_s(s).conjugate())
        return mixed_kernel(BACKEND, one, _advanced(two), p.at)

    def retarded_part(s: Ball, one: Root, two: Root) -> Ball:
        if bcs:
            total, both = one.u + two.u, one.r + two.r
            share = total * total * (1 - one.u * two.u + one.r * two.r) / (both * both)  # -r_1 r_2 (1 + C)
            return -share / ((both + p.kappa) * one.r * _over_s(s))
        return pair_kernel(BACKEND, (one.u, one.r), (two.u, two.r), one.q - two.q, p.at)

    def straight(s: Ball) -> Ball:
        return mixed_part(s, path.first(s), path.second(s)) * weight(s)

    def both(s: Ball) -> tuple[Ball, Ball]:
        one, two, size = path.first(s), path.second(s), weight(s)
        direct = mixed_part(s, one, two)
        value = (direct - retarded_part(s, one, two)) * size
        return direct * size, (value + value.conjugate()) / 2

    rest = _rest(p, T, path, False)
    blur = flint.acb(rest, rest)
    if bcs and p.kappa == 0:  # r_1 and r_2 are imaginary, u_1 and u_2 real: so is K
        return cold * (one_integral(straight, path.ends) + blur), flint.arb(0)
    try:
        found = rule.integrate(both, path.ends)
    except AccuracyError:  # of one of them: Im chi^-1 has another way
        found = None
    if found is None:
        golden = integrate(lambda s: both(s)[1], path.ends, strict=False)
        found = integrate(straight, path.ends), golden
    return cold * (found[0] + blur), cold * (found[1].real + _rest(p, T, path, True))


def _over_s(s: Ball) -> Ball:
    """r/s at zeta = 0 and E = 1 + s^2."""
    return -_I * (2 + s * s).sqrt(analytic=True)


def _rest(p: Problem, T: Ball, path: _Thermal, retarded: bool) -> Ball:
    """[0 +- bound] for what lies beyond the last panel, without the factor exp(-eps_g/T)."""
    top = path.energy(flint.acb(path.ends[-1]))
    eta, at_rest = eta_on(top, flint.acb(0)), flint.acb(0)
    first, second = far_root(p, top, at_rest, 1, p.omega), far_root(p, top, at_rest, -1, at_rest)
    # at omega = 0 the integrand has omega K, with kappa = 0
    at = p if p.omega != 0 else p._replace(omega=flint.acb(1))
    size = largest(lambda s: far_mixed(at, eta(s), first(s), second(s))) / (top.real * top.real)
    if retarded:
        same = far_root(p, top, at_rest, 1, at_rest)

        def alike(s: Ball) -> Ball:
            two = same(s)
            return 1 / two[0] - eta(s) * far_subtracted(p, eta(s), first(s), two)

        size += largest(alike) / top.real
    return flint.arb(0, size * T * (-(top.real - p.edge.eps_g) / T).exp())


def _static(p: Problem, T: Ball) -> Ball:
    """-i/T times the integral of n(x) n(-x) lim omega K_RA, at omega = 0."""
    if not p.vertex or p.kappa != 0:
        return flint.arb(0)
    path = _path(p, T)

    def integrand(s: Ball) -> Ball:
        energy, one = path.energy(s), path.second(s)
        two = _advanced(one)
        weight = occupied(energy, T) * occupied(-energy, T)
        if p.edge.zeta == 0:
            return weight * 4 / (energy * _over_s(s).conjugate())
        total = one.u - two.u
        product = one.r * two.r
        return weight * total * (one.r - two.r) / (product * (1 - one.u * two.u + product)) * path.speed(s)

    rest = _rest(p, T, path, False) * (-p.edge.eps_g / T).exp()
    return ((one_integral(integrand, path.ends) + flint.acb(rest, rest)) / (_I * T)).real
