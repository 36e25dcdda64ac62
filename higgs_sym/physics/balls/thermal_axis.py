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
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic import discs
from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError, UndecidedError
from higgs_sym.physics.balls import follow, rule
from higgs_sym.physics.balls import window as ball_window
from higgs_sym.physics.balls.cover import Cells
from higgs_sym.physics.balls.far import eta_on, far_mixed, far_root, far_scale, far_subtracted, largest
from higgs_sym.physics.balls.integral import graded, integrate
from higgs_sym.physics.balls.matsubara import occupied
from higgs_sym.physics.balls.mixed import mixed, scattering
from higgs_sym.physics.balls.problem import Problem, singular
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


def _both(T: Ball) -> ball_window.Weighing:
    def weighing(lib: Any) -> ball_window.Weight:
        heat = discs.enclosing(T) if lib is discs.BACKEND else T
        return lambda x, y: occupied(lib, x, heat) * occupied(lib, y, heat)

    return weighing


class _Path(NamedTuple):
    """E = eps_g + s^2 (gapless: s^3) and x = omega + E, in the arithmetic of `p`: balls, or discs."""

    lib: Any
    p: Problem
    T: Any

    @property
    def power(self) -> int:
        return 2 if self.p.edge.gapped else 3

    def energy(self, s: Ball) -> Ball:
        """E."""
        return self.p.edge.eps_g + s**self.power

    def speed(self, s: Ball) -> Ball:
        """dE/ds."""
        return self.power * s ** (self.power - 1)

    def weight(self, s: Ball) -> Ball:
        """n(x) n(y) exp(eps_g/T) dE/ds, at zeta = 0 with dE/(s ds)."""
        energy, cold = self.energy(s), (-self.p.edge.eps_g / self.T).exp()
        decayed = (-(energy - self.p.edge.eps_g) / self.T).exp()
        measure = 2 if self.p.rough.zeta == 0 else self.speed(s)
        return occupied(self.lib, energy + self.p.omega, self.T) * decayed / (1 + cold * decayed) * measure

    def advanced(self, root: Root) -> Root:
        """The root at -E with its u reversed: what `mixed_kernel` takes for K_RA(x, -E)."""
        q, r, u = (self.lib.reflected(part) for part in root)
        return Root(q, r, -u)

    def mixed_part(self, s: Ball, one: Root, two: Root) -> Ball:
        """K_RA, at zeta = 0 times s."""
        if self.p.rough.zeta == 0:
            return scattering(one, self.advanced(two), self.p) / (one.r * _over_s(s).conjugate())
        return mixed_kernel(self.lib, one, self.advanced(two), self.p.at)

    def retarded_part(self, s: Ball, one: Root, two: Root) -> Ball:
        """K_RR, at zeta = 0 times s."""
        if self.p.rough.zeta == 0:
            total, both = one.u + two.u, one.r + two.r
            share = total * total * (1 - one.u * two.u + one.r * two.r) / (both * both)  # -r_1 r_2 (1 + C)
            return -share / ((both + self.p.kappa) * one.r * _over_s(s))
        return pair_kernel(self.lib, (one.u, one.r), (two.u, two.r), one.q - two.q, self.p.at)

    def straight(self, s: Ball, one: Root, two: Root) -> Ball:
        """The integrand."""
        return self.mixed_part(s, one, two) * self.weight(s)

    def both(self, s: Ball, one: Root, two: Root) -> tuple[Ball, Ball]:
        """The integrand, and that of the golden rule."""
        size, direct = self.weight(s), self.mixed_part(s, one, two)
        value = (direct - self.retarded_part(s, one, two)) * size
        return direct * size, (value + self.lib.reflected(value)) / 2

    def over(self, cells: Cells, cusp: bool) -> tuple[Root, Root]:
        """Both roots over discs."""
        p, s = self.p, cells.x
        wide, here = (p.omega + each**self.power for each in (s, s.centers()))
        first = follow.physical_root(cells, p, follow.Over(wide, here))
        return first, follow.physical_root(cells, p, *follow.edge_path(cells, p, discs.Discs(1.0), self.power, cusp))


class _Thermal(NamedTuple):
    """The path with certified roots at x and at E, and panels in s."""

    path: _Path
    first: RootOf
    second: RootOf
    ends: list[Any]

    @classmethod
    def of(cls, p: Problem, T: Ball) -> _Thermal:
        """For real omega >= 0."""
        edge, path = p.edge, _Path(BACKEND, p, T)
        reach = max(far_scale(p), float(T) * flint.ctx.prec * math.log(2))
        scales = [p.rough.a**2, p.rough.star, abs(complex(p.omega)), 1.0, float(T)]
        smallest = min(x for x in scales if x > 1e-250)
        first, last = math.floor(panels.log4(smallest) / path.power), math.ceil(panels.log4(reach) / path.power)
        ends = graded(first, last)

        def energy(d: Ball) -> tuple[Ball, Ball]:
            return (edge.eps_g + d, d * (2 * edge.eps_g + d)) if edge.gapped else (d, d * d - edge.m**3)

        def near(s: Ball) -> tuple[Ball, Ball]:
            return energy(s**path.power)

        def far(s: Ball) -> tuple[Ball, Ball]:
            return energy(p.omega + s**path.power)

        second = root_on(p, near, path.speed, starts_on(p, near, ends))
        if edge.gapped:
            at_edge = edge_root(p, near, lambda s: s, lambda s: 2 * edge.eps_g + s * s, ends[:2])
            second = joined(at_edge, second, ends[1])
        elif edge.zeta == 1:
            second = joined(cusp_root(p, flint.acb(1), near, ends[:2]), second, ends[1])
        return cls(path, second if p.omega == 0 else root_on(p, far, path.speed, starts_on(p, far, ends)), second, ends)


def _thermal(p: Problem, T: Ball) -> tuple[Ball, Ball]:
    """int dx n(x) n(y) K_RA over thermal quasiparticles, and the same of Re [K_RA - K_RR]."""
    path, first, second, ends = thermal = _Thermal.of(p, T)
    cold = (-p.edge.eps_g / T).exp()

    def straight(s: Ball) -> Ball:
        return path.straight(s, first(s), second(s))

    def both(s: Ball) -> tuple[Ball, Ball]:
        return path.both(s, first(s), second(s))

    rest = _rest(p, T, thermal, False)
    blur = flint.acb(rest, rest)
    if p.edge.zeta == 0 and p.kappa == 0:  # r_1 and r_2 are imaginary, u_1 and u_2 real: so is K
        return cold * (one_integral(straight, ends) + blur), flint.arb(0)
    wide, cusp = _Path(discs.BACKEND, p.in_discs(), discs.enclosing(T)), bool(p.edge.zeta == 1)
    cover = None if singular(p) else lambda cells: wide.both(cells.x, *wide.over(cells, cusp))
    try:
        found = rule.integrate(both, ends, cover)
    except AccuracyError:  # of one of them: Im chi^-1 has another way
        found = None
    if found is None:
        golden = integrate(lambda s: both(s)[1], ends, strict=False)
        found = integrate(straight, ends), golden
    return cold * (found[0] + blur), cold * (found[1].real + _rest(p, T, thermal, True))


def _over_s(s: Ball) -> Ball:
    """r/s at zeta = 0 and E = 1 + s^2."""
    return -_I * (2 + s * s).sqrt(analytic=True)


def _rest(p: Problem, T: Ball, thermal: _Thermal, retarded: bool) -> Ball:
    """[0 +- bound] for what lies beyond the last panel, without the factor exp(-eps_g/T)."""
    top = thermal.path.energy(flint.acb(thermal.ends[-1]))
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
    thermal = _Thermal.of(p, T)
    path = thermal.path

    def integrand(s: Ball) -> Ball:
        energy, one = path.energy(s), thermal.second(s)
        two = path.advanced(one)
        weight = occupied(BACKEND, energy, T) * occupied(BACKEND, -energy, T)
        if p.edge.zeta == 0:
            return weight * 4 / (energy * _over_s(s).conjugate())
        total = one.u - two.u
        product = one.r * two.r
        return weight * total * (one.r - two.r) / (product * (1 - one.u * two.u + product)) * path.speed(s)

    rest = _rest(p, T, thermal, False) * (-p.edge.eps_g / T).exp()
    return ((one_integral(integrand, thermal.ends) + flint.acb(rest, rest)) / (_I * T)).real
