"""The retarded-advanced part of chi^-1 as a ball: from the turning point to omega/2, along the real axis or a line.

The path is x = eps_g + (omega/2 - eps_g) s^2 (gapless: (omega/2) s^3) and y = omega - x; the root at x is analytic at
s = 0 (`balls.root_edge`). At T > 0 the integrand carries a weight of both energies.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic import discs
from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics.balls import follow, rule
from higgs_sym.physics.balls.cover import Cells
from higgs_sym.physics.balls.integral import graded, integrate
from higgs_sym.physics.balls.problem import Problem, singular
from higgs_sym.physics.balls.root_edge import lower_root
from higgs_sym.physics.balls.root_paths import RootOf, cusp_root, edge_root, root_on, starts_on
from higgs_sym.physics.edge import Root
from higgs_sym.physics.integrals import panels
from higgs_sym.physics.kernel import pair_kernel

_CLOSE = 0.5
_I = flint.acb(0, 1)
Weight = Callable[[Ball, Ball], Ball]
Weighing = Callable[[Any], Weight]  # in an arithmetic


def _unweighed(_lib: Any) -> Weight:
    return lambda _x, _y: 1


class Path(NamedTuple):
    """Energies x and y = omega - x on the line to omega/2, in s with x - eps_g ~ s^2 (x ~ s^3 when gapless).

    In the arithmetic of `p`: balls, or discs.
    """

    lib: Any
    p: Problem
    power: int
    weight: Weight
    cusp: bool = False  # zeta = 1

    def reach(self, s: Ball) -> Ball:
        """x - eps_g (gapless: x)."""
        return self.p.delta / 2 * s**self.power

    def speed(self, s: Ball) -> Ball:
        """dx/ds."""
        slope = s ** (self.power - 1) if self.power > 1 else 1
        return self.p.delta / 2 * self.power * slope

    def _energy(self, x: Ball) -> tuple[Ball, Ball]:
        edge = self.p.edge
        return (edge.eps_g + x, x * (2 * edge.eps_g + x)) if edge.gapped else (x, x * x - edge.m**3)

    def near(self, s: Ball) -> tuple[Ball, Ball]:
        """x, and x^2 - m^3."""
        return self._energy(self.reach(s))

    def far(self, s: Ball) -> tuple[Ball, Ball]:
        """y, and y^2 - m^3."""
        return self._energy(self.p.delta - self.reach(s))

    def rest(self, s: Ball) -> Ball:
        """(x^2 - m^3)/s^2."""
        return self.p.delta / 2 * (2 * self.p.edge.eps_g + self.reach(s))

    def measure(self, s: Ball) -> Ball:
        """The weight of both energies times dx/ds."""
        return self.weight(self.near(s)[0], self.far(s)[0]) * self.speed(s)

    def kernel(self, one: Root, two: Root) -> Ball:
        """K with the second root advanced."""
        return pair_kernel(self.lib, (one.u, one.r), (-two.u, two.r), one.q - two.q, self.p.at)

    def advanced(self, one: Root, two: Root, s: Ball) -> Ball:
        """The integrand."""
        return self.kernel(one, two) * self.measure(s)

    def both(self, one: Root, two: Root, s: Ball) -> tuple[Ball, Ball]:
        """The integrand, and that of Im chi^-1 by the golden rule; for real omega."""
        size, mirrored = self.measure(s), Root(*(self.lib.reflected(part) for part in two))
        direct = self.kernel(one, two) * size
        value = direct - self.kernel(one, mirrored) * size
        return direct, (value + self.lib.reflected(value)) / 2

    def over(self, cells: Cells, *known: Callable[[float], Ball]) -> tuple[Root, Root]:
        """Both roots over discs: the physical ones, or those that are `known` (see `follow.known_root`)."""
        p, reach, here = self.p, self.reach(cells.x), self.reach(cells.x.centers())
        first = follow.edge_path(cells, p, p.delta / 2, self.power, self.cusp)
        second = (follow.Over(p.delta - reach, p.delta - here),)
        if known:
            one, two = known
            return follow.known_root(cells, p, one, *first), follow.known_root(cells, p, two, *second)
        return follow.physical_root(cells, p, *first), follow.physical_root(cells, p, *second)


class Window(NamedTuple):
    """A path, certified roots at x(s) and y(s) over balls, panels of 0 <= s <= 1, and the path in discs."""

    path: Path
    first: RootOf
    second: RootOf
    ends: list[Any]
    wide: Path | None


def window(p: Problem, weight: Weighing = _unweighed) -> tuple[Ball, Ball]:
    """The retarded-advanced part for real omega, and Im chi^-1 by the golden rule (nan if a Lorentzian is narrow)."""
    found = _line_roots(p, weight)
    path, first, second, wide = found.path, found.first, found.second, found.wide
    if p.edge.zeta == 0:
        advanced_only = one_integral(_bcs_window(found), found.ends)
        return advanced_only, flint.arb.nan()

    def advanced(s: Ball) -> Ball:
        return path.advanced(first(s), second(s), s)

    def golden(s: Ball) -> Ball:
        return path.both(first(s), second(s), s)[1]

    center = first(flint.acb(1)).r
    if not abs(center.imag) <= center.real:
        return one_integral(advanced, found.ends, _advanced_over(wide)), flint.arb.nan()
    cover = (lambda cells: wide.both(*wide.over(cells), cells.x)) if wide else None
    values = rule.integrate(lambda s: path.both(first(s), second(s), s), found.ends, cover)
    if values is None:
        return integrate(advanced, found.ends), integrate(golden, found.ends, strict=False).real
    return values[0], values[1].real


def _advanced_over(wide: Path | None) -> rule.Cover | None:
    return (lambda cells: (wide.advanced(*wide.over(cells), cells.x),)) if wide else None


def one_integral(function: Callable[[Ball], Ball], ends: list[Ball], cover: rule.Cover | None = None) -> Ball:
    """By fixed rules, or by Arb where they prove nothing."""
    found = rule.integrate(lambda x: (function(x),), ends, cover)
    return integrate(function, ends) if found is None else found[0]


def line(p: Problem) -> Ball:
    """The retarded-advanced part for Im omega > 0, straight from the turning point to omega/2."""
    found = _line_roots(p, _unweighed)
    if p.edge.zeta == 0:
        return one_integral(_bcs_window(found), found.ends)

    def integrand(s: Ball) -> Ball:
        return found.path.advanced(found.first(s), found.second(s), s)

    return one_integral(integrand, found.ends, _advanced_over(found.wide))


def _bcs_window(found: Window) -> Callable[[Ball], Ball]:
    """zeta = 0: dx = delta s ds cancels the 1/r_1 of K, as r_1 = s sqrt(-d) with d = (delta/2)(2 + x - eps_g)."""
    path, p = found.path, found.path.p

    def integrand(s: Ball) -> Ball:
        one, two = found.first(s), found.second(s)
        measure = path.weight(path.near(s)[0], path.far(s)[0]) * p.delta / lower_root(path.rest(s))
        return bcs_kernel(one, -two.u, two.r, p.kappa) / two.r * measure

    return integrand


def _line_roots(p: Problem, weight: Weighing) -> Window:
    edge, power = p.edge, 2 if p.edge.gapped else 3
    path = Path(BACKEND, p.in_acb(), power, weight(BACKEND))
    size = max(abs(complex(p.delta)), 1e-280)
    scales = [x for x in (p.rough.a**2, p.rough.star, abs(complex(p.omega)), 1.0) if x]
    fine = max(0, math.ceil(-panels.log4(max((min(scales) / size) ** (1 / power), 1e-60))))
    ends = graded(-fine, 0)
    if edge.gapped:
        first = edge_root(p, path.near, lambda s: s, path.rest, ends)
    elif edge.zeta == 1:
        first = cusp_root(p, p.omega / 2, path.near, ends)
    else:
        first = root_on(p, path.near, path.speed, starts_on(p, path.near, ends))
    second = root_on(p, path.far, path.speed, starts_on(p, path.far, ends))
    wide = Path(discs.BACKEND, p.in_discs(), power, weight(discs.BACKEND), bool(edge.zeta == 1))
    return Window(path, first, second, ends, None if singular(p) else wide)


def bcs_kernel(one: Ball, v2: Ball, r2: Ball, kappa: Ball) -> Ball:
    """r_1 r_2 K at zeta = 0, with (r_1 - r_2)/(u_1 - v_2) = -(u_1 + v_2)/(r_1 + r_2)."""
    apart, total = one.u - v2, one.r + r2
    # over balls the difference of close roots is as wide as they are
    slope = (one.u + v2) / total if float(apart.abs_upper()) < _CLOSE else (one.r - r2) / apart
    return -slope * slope * (1 - one.u * v2 + one.r * r2) / (total + kappa)
