"""chi^-1 (T = 0) below the real axis on sheet 1, as a ball.

Definition. Sheet 1 is the analytic continuation of chi^-1 from the upper half-plane through the cut omega > 2 eps_g
(gapless: omega > 0) next to the threshold, and from there along the straight line omega_tau = 2 eps_g + tau delta,
0 < tau <= 1, to omega = 2 eps_g + delta. It is what `sheet1.engine` evaluates, off the rays named there.

Formula. For real omega > 2 eps_g, chi^-1(omega + i0) = chi^-1(omega - i0) + 2i Im chi^-1(omega + i0), so that with G
the continuation of Im chi^-1

    chi^-1_1(omega) = [chi^-1(omega^*)]^* + 2i G(omega),
    G = (1/2) int [K(1,2) + K(1*,2*) - K(1,2*) - K(1*,2)] dx,   x from eps_g to omega/2 on the line, y = omega - x.

1 and 2 are the continued roots at x and y (`balls.chain`), starred ones the reflections of the physical roots at x^*
and y^*, certified in the upper half-plane. For real omega this is the golden rule. G is analytic in omega as long as
the integrand is analytic on the path of integration. Both energies stay on one line, x = eps_g + t delta and
y = eps_g + t' delta with t <= t', t + t' <= 1 for all tau together, and there we prove

- that the roots continue along it (`balls.chain`) and r is nowhere 0;
- that no denominator of K vanishes, by a cover of the set of (t, t') with balls, subdivided where needed.

Next to t = t' = 0 nothing vanishes for any direction of delta: r_1 = r_2 = a (gapless: zeta), and the denominator is
2 a m + kappa, or 2 a - zeta + kappa without the vertex term; gapless, zeta + kappa without it, and with it
2 zeta - 2/zeta + kappa for the pairs (1, 2*), (1*, 2), while K(1,2) and K(1*,2*) are
(1 + C)(u_1 + u_2)/[omega (r_1 + r_2) + kappa (u_1 + u_2)]. So the direction of delta may be turned from the real axis,
where the formula holds, to its value at a small distance, and from there delta grows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import flint

from higgs_sym.arithmetic import discs
from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.balls import engine, window
from higgs_sym.physics.balls.chain import Chain
from higgs_sym.physics.balls.cover import Cells, Values
from higgs_sym.physics.balls.problem import Problem, problem
from higgs_sym.physics.balls.root_paths import RootOf, edge_root, joined, root_on, starts_on
from higgs_sym.physics.balls.window import one_integral
from higgs_sym.physics.edge import Root
from higgs_sym.physics.kernel import discontinuity

_DEEPEST = 14
_NEAR = 0.125  # sigma up to which roots are taken from the edge
_I = flint.acb(0, 1)
Interval = tuple[float, float]


class _Line(NamedTuple):
    """Roots over balls of sigma, t = sigma^2 (gapless: t = sigma), and the panels used for the cover."""

    continued: RootOf
    reflected: RootOf
    ends: list[float]


def chi_inv_sheet_1(omega: Ball, zeta: Ball, kappa: Ball, vertex: bool) -> Ball:
    """An acb that contains chi^-1 on sheet 1 (Re omega >= 0, Im omega < 0); not finite if nothing could be proved."""
    above = problem(omega.conjugate(), zeta, kappa, vertex)
    if zeta == 0 or not (above.edge.gapped or zeta > 1):
        raise AccuracyError("certify.chi_inv on sheet 1 needs zeta > 0 and zeta != 1")
    below = above._replace(omega=omega, delta=above.delta.conjugate())
    line = _line(above, below)
    _no_pole(below, line)
    return engine.chi_inv(above).conjugate() + 2 * _I * _golden(above, below, line)


def _line(above: Problem, below: Problem) -> _Line:
    edge, delta = above.edge, above.delta
    chain = Chain(edge, below.delta)
    ends = [*chain.starts, 1.0]
    grid = [flint.arb(x) for x in ends]

    def energy(sigma: Ball) -> tuple[Ball, Ball]:
        if not edge.gapped:
            return delta * sigma, delta * delta * sigma * sigma - edge.m**3
        d = delta * sigma * sigma
        return edge.eps_g + d, d * (2 * edge.eps_g + d)

    def rest(sigma: Ball) -> Ball:
        return delta * (2 * edge.eps_g + delta * sigma * sigma)

    def speed(sigma: Ball) -> Ball:
        return 2 * delta * sigma if edge.gapped else delta

    physical = root_on(above, energy, speed, starts_on(above, energy, grid))
    if edge.gapped:
        physical = joined(edge_root(above, energy, lambda sigma: sigma, rest, grid), physical, _NEAR)

    def reflected(sigma: Ball) -> Root:
        return Root(*(part.conjugate() for part in physical(sigma.conjugate())))

    return _Line(chain.root, reflected, ends)


class _Places(NamedTuple):
    """sigma at x and y on the path t = s^2/2, t' = 1 - s^2/2 (gapless: t = s/2, t' = 1 - s/2)."""

    gapped: bool

    def near(self, s: Ball) -> Ball:
        """At x."""
        return s * flint.arb(0.5).sqrt() if self.gapped else s / 2

    def far(self, s: Ball) -> Ball:
        """At y."""
        return (1 - s * s / 2).sqrt(analytic=True) if self.gapped else 1 - s / 2


def _golden(above: Problem, below: Problem, line: _Line) -> Ball:
    """G."""
    power, places = 2 if below.edge.gapped else 1, _Places(below.edge.gapped)
    path = window.Path(BACKEND, below.in_acb(), power, lambda _x, _y: 1)
    wide = window.Path(discs.BACKEND, below.in_discs(), power, path.weight)
    wide_above = wide._replace(p=above.in_discs())
    base = below.edge.base_xi if not below.edge.gapped else 1 / below.edge.base_xi

    def integrand(s: Ball) -> Ball:
        x, y = places.near(s), places.far(s)
        one, two = ((line.continued(place), line.reflected(place)) for place in (x, y))
        return discontinuity(path.kernel, one, two) * path.speed(s) / 2

    def continued(place: Callable[[Ball], Ball]) -> Callable[[float], Ball]:
        def known(s: float) -> Ball:
            root = line.continued(place(flint.acb(s)))
            return root.r - _I * root.u - base

        return known

    def over(cells: Cells) -> Values:
        reflected = [Root(*(wide.lib.reflected(part) for part in root)) for root in wide_above.over(cells)]
        known = [continued(place) for place in (places.near, places.far)]
        one, two = zip(wide.over(cells, *known), reflected, strict=True)
        return (discontinuity(wide.kernel, one, two) * wide.speed(cells.x) / 2,)

    return one_integral(integrand, [flint.arb(0), flint.arb(0.25), flint.arb(1)], over)


def _no_pole(p: Problem, line: _Line) -> None:
    """Raise AccuracyError unless no denominator vanishes on the triangle t <= t', t + t' <= 1."""
    power = 2 if p.edge.gapped else 1
    roots = _kept(line)
    panels = list(zip(line.ends, line.ends[1:], strict=False))
    waiting = [(x, y, 0) for x in panels for y in panels]
    while waiting:
        x, y, depth = waiting.pop()
        if x[0] > y[1] or x[0] ** power + y[0] ** power > 1 + 1e-9:  # certainly outside
            continue
        total = sum(flint.arb(z[0]).union(flint.arb(z[1])) ** power for z in (x, y))
        at = p._replace(omega=2 * p.edge.eps_g + p.delta * total)
        if all(_regular(at, one, two) for one in roots(x) for two in roots(y)):
            continue
        if depth == _DEEPEST:
            raise AccuracyError(
                "sheet 1: a pole of the integrand lies on the path or next to it; "
                "move omega away from it, or towards the cut"
            )
        waiting += [(a, b, depth + 1) for a in _halves(x) for b in _halves(y)]


def _halves(x: Interval) -> tuple[Interval, Interval]:
    middle = (x[0] + x[1]) / 2
    return (x[0], middle), (middle, x[1])


def _kept(line: _Line) -> Callable[[Interval], tuple[Root, Root]]:
    """Both roots over an interval of sigma, computed once."""
    known: dict[Interval, tuple[Root, Root]] = {}

    def roots(x: Interval) -> tuple[Root, Root]:
        if x not in known:
            sigma = flint.acb(flint.arb(x[0]).union(flint.arb(x[1])))
            known[x] = (line.continued(sigma), line.reflected(sigma))
        return known[x]

    return roots


def _regular(p: Problem, one: Root, two: Root) -> bool:
    """Whether K is certainly finite: r_1 r_2 is not 0, and one form of the denominator is not (see `kernel`)."""
    zeta, product = p.edge.zeta, one.r * two.r
    if may_be(product):
        return False

    def apart_from_zero(*factors: Ball) -> bool:
        return all(not may_be(x) for x in factors)

    total = one.r + two.r
    if not p.vertex:
        return apart_from_zero(total + p.kappa - zeta)
    one_minus_c = 1 - (one.u * two.u - 1) / product
    if apart_from_zero(total - zeta * one_minus_c + p.kappa):
        return True
    apart = one.u + two.u
    return apart_from_zero(total) if p.kappa == 0 else apart_from_zero(p.omega * total + p.kappa * apart)
