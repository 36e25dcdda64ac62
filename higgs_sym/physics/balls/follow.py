"""Roots over the discs of a `cover`, all at once, by inverting the energy.

With xi = exp(-i phi), u = sin(phi), r = cos(phi), the energy z = u (1 - zeta/r) is a rational function of xi, and its
derivatives are elementary (`integrals.paths`). A root at z is a zero of F(xi) = z(xi) - z. Let x be in a disc and

    |F| <= V and |F'| >= A at xi_0 for all x,    |F''| <= B for |xi - xi_0| <= R for all x,    A R > V + B R^2/2:

then for every x exactly one zero lies in |xi - xi_0| < R (Rouche), and it depends analytically on x. That only asks how
far the energy's own critical points are: other roots of the quartic may be as near as they like. Where the energy is

- next to an edge +-eps_g, distances from it are compared, xi - xi_edge being the unknown;
- at the edge itself in the path's first point, the unknown is (xi - xi_edge)/s, and the distance is divided by s^2
  (zeta = 1, where the edge lies at z = 0: by s^3);
- far out, (eta xi) is the unknown, and eta z the energy.

At the centre of a disc on the panel, where Im z > 0 (or z is real beyond the edge), Re r > 0 and Im u > 0 make the
zero the physical root, as in `balls.root`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import flint
import numpy as np

from higgs_sym.arithmetic.discs import BACKEND, Discs
from higgs_sym.arithmetic.types import Array, Ball, Index, Number
from higgs_sym.physics.balls.cover import Cells
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.edge import Edge, Root
from higgs_sym.physics.roots import float64 as root_float64

SAFE = 1 + 1e-9
_ON_THE_WAY, _AT_THE_END = 1, 2  # Newton's steps


class Over(NamedTuple):
    """A function of the path's parameter over discs, and at their centres with its rounding errors alone."""

    wide: Discs
    center: Discs


class Inversion(NamedTuple):
    """How a root is found: targets of F over discs of the path, and F at (scale, unknown), in discs and in doubles."""

    target: Over
    scale: Over
    over: Any  # an Inverse in discs
    plain: Callable[[Any, Any], tuple[Any, Any]]  # value and slope in doubles
    start: Callable[[Index], Array]  # for an index of discs, approximate unknowns at their centres
    proved: Callable[[Index, Discs, Array], Array]  # the same, tiny discs of unknowns, radii of the large: the root?
    columns: slice  # where on the panel, up to mirroring, roots are started from and proved


def followed(cells: Cells, inversion: Inversion) -> Ball:
    """The root over the discs, as one analytic function of the path's parameter; nan where it is not proved."""
    target, scale = inversion.target, inversion.scale
    on_axis = (slice(None), inversion.columns, cells.grid.axis)
    unknown = _marched(cells, inversion, inversion.start(on_axis))
    inverse = inversion.over
    center = inverse.value_and_slope(scale.center, Discs(unknown))
    moving = inverse.value_and_slope(scale.wide, Discs(unknown)) if scale.wide.rad.any() else center
    value0, slope0 = (center[0] - target.center).upper(), center[1].lower()
    value, slope = (moving[0] - target.wide).upper(), moving[1].lower()
    with np.errstate(all="ignore"):
        widest = 2 * value / slope
        bend = inverse.bend(scale.wide, Discs(unknown, widest)).upper()
        large = _radius(value, slope, bend, widest)
        tiny = _radius(value0, slope0, bend, widest)
    good = (large > 0) & (tiny > 0)
    good[on_axis] &= inversion.proved(on_axis, Discs(unknown[on_axis], tiny[on_axis]), large[on_axis])
    _link(good, unknown, tiny, large, on_axis)
    return inverse.root(scale.wide, Discs(unknown, np.where(good, large, np.nan)))


def _radius(value: Array, slope: Array, bend: Array, widest: Array) -> Array:
    """R with slope R > value + bend R^2/2 and R <= widest, as small as can be; nan where there is none."""
    share = 2 * bend * value / (slope * slope)
    radius = 2 * value / (slope * (1 + np.sqrt(np.maximum(0.0, 1 - share)))) * (1 + 1e-6) + 1e-280
    proved = (slope * radius / SAFE > (value + bend * radius * radius / 2) * SAFE) & (radius <= widest)
    return np.where(
        proved, radius, np.where(slope * widest / SAFE > (value + bend * widest * widest / 2) * SAFE, widest, np.nan)
    )


def _marched(cells: Cells, inversion: Inversion, start: Array) -> Array:
    """Approximate unknowns: on the panel from `start`, from there along the axis and up and down, by Newton."""
    grid, shape = cells.grid, cells.x.mid.shape
    axis, first, last = grid.axis, inversion.columns.start, inversion.columns.stop
    target, scale = (np.broadcast_to(each.mid, shape) for each in (inversion.target.wide, inversion.scale.wide))
    found = np.zeros(shape, dtype=complex)

    def polished(where: Index, guess: Array, steps: int = _ON_THE_WAY) -> None:
        goal, s = target[where], scale[where]
        for _ in range(steps):
            value, slope = inversion.plain(s, guess)
            guess = guess - (value - goal) / slope
        found[where] = guess

    every = slice(None)
    polished((every, inversion.columns, axis), start)
    before = None
    for k in range(1, first + 1):  # as many columns on either side
        nearer = found[:, [first - k + 1, last - 2 + k], axis]
        guess = nearer if before is None else 2 * nearer - before
        polished((every, np.array([first - k, last - 1 + k]), axis), guess)
        before = nearer
    before = None
    for j in range(1, axis + 1):
        nearer = found[:, :, [axis + j - 1, axis - j + 1]]
        polished((every, every, np.array([axis + j, axis - j])), nearer if before is None else 2 * nearer - before)
        before = nearer
    polished((every, every, every), found, _AT_THE_END)
    return found


def _link(good: Array, unknown: Array, tiny: Array, large: Array, proved: tuple[slice, slice, int]) -> None:
    """Keep the discs whose zero is that of the neighbour nearer to where it is proved, and so on up to there."""
    _, columns, axis = proved
    first, last = columns.start, columns.stop

    def keep(index: Index, along: int) -> None:
        """Of discs in the order in which they are reached, the first of them on the panel."""
        zeros, small, wide, fine = unknown[index], tiny[index], large[index], good[index]
        near, far = ((slice(None),) * along + (part,) for part in (slice(None, -1), slice(1, None)))
        fine[far] &= (np.abs(zeros[far] - zeros[near]) + small[far]) * SAFE < wide[near]
        good[index] = np.logical_and.accumulate(fine, axis=along)

    every = slice(None)
    keep((every, slice(last - 1, None), axis), 1)
    keep((every, slice(first, None, -1), axis), 1)
    keep((every, every, slice(axis, None)), 2)
    keep((every, every, slice(axis, None, -1)), 2)


class Inverse(NamedTuple):
    """xi = base + s unknown and what follows from it."""

    edge: Edge
    side: int
    i: Any
    base: Any

    def parts(self, s: Number, unknown: Number) -> tuple[Ball, ...]:
        """1/xi, q/s, q, r, 1/r and u."""
        xi = self.base + s * unknown
        inverse = 1 / xi
        share = unknown * ((1 - inverse / self.base) / 2)
        q = share * s
        r = self.edge.base_r + q
        return inverse, share, q, r, 1 / r, self.i * (xi - inverse) / 2

    def value_and_slope(self, s: Number, unknown: Number) -> tuple[Ball, Ball]:
        """(z - side eps_g)/s^2 and its slope; of z itself when gapless, where s = 1."""
        edge, (inverse, share, q, r, over_r, u) = self.edge, self.parts(s, unknown)
        turn = over_r * over_r * inverse * self.i
        if not edge.gapped:
            return u * q * over_r, (q - r * u * u) * turn
        z = u * (edge.a * edge.m + q) * over_r
        steep = share * over_r
        value = -(steep * steep) * (q * q + edge.b * q + edge.m3) / (z + self.side * edge.eps_g)
        return value, share * (r * r + r * edge.a + edge.a * edge.a) * turn

    def bend(self, s: Number, unknown: Number) -> Ball:
        """The second derivative."""
        inverse, _, _, _, over_r, u = self.parts(s, unknown)
        softened = self.edge.zeta * over_r * over_r
        return (2 * softened * u * over_r + self.i * (softened - inverse)) * inverse * inverse

    def root(self, s: Number, unknown: Number) -> Root:
        """(q, r, u)."""
        _, _, q, r, _, u = self.parts(s, unknown)
        return Root(q, r, u)


def edge_path(
    cells: Cells, p: Problem, coefficient: Discs, power: int, cusp: bool = False
) -> tuple[Over, Discs | None]:
    """Distance and scale of `physical_root` on the path c s^n from the edge, over discs of s; `cusp` where zeta = 1."""
    s = cells.x
    whole, here = (coefficient * each**power for each in (s, s.centers()))
    if not (p.edge.gapped or cusp):
        return Over(whole, here), None
    one = Discs(np.ones(1))
    scale = BACKEND.where(cells.at_start, lambda: s, lambda: one)
    over = Over(*(BACKEND.where(cells.at_start, lambda: coefficient, partial(_itself, each)) for each in (whole, here)))
    return over, scale


def _itself(x: Discs) -> Discs:
    return x


def physical_root(cells: Cells, p: Problem, distance: Over, scale: Discs | None = None, side: int = 1) -> Root:
    """The physical root at z = side eps_g + s^2 distance over discs.

    Gapless: at z = distance or, with a scale, at z = s^3 distance for zeta = 1.
    """
    rough, (s, over, plain) = p.rough, _inverses(p, scale, side)
    cusp = isinstance(over, CuspInverse)

    def start(index: Index) -> Array:
        shape = cells.x.mid.shape
        step = np.broadcast_to(s.mid, shape)[index]
        reach = np.broadcast_to(distance.wide.mid, shape)[index] * step ** (3 if cusp else 2)
        z = side * rough.eps_g + reach
        found = root_float64.solve(
            rough, z, reach * (2 * side * rough.eps_g + reach) if rough.gapped else z * z - rough.m**3
        )
        q, xi = np.asarray(found.q), np.asarray(found.r - 1j * found.u)
        return (q - 1j * found.u if cusp else 2 * q / (1 - 1 / (xi * _base(rough, side)))) / step

    def physical(index: Index, unknown: Discs, _large: Array) -> Array:
        step = Discs(np.broadcast_to(s.mid, cells.x.mid.shape)[index])
        root = over.root(step, unknown)
        right, above = root.r.right(), root.u.above()
        return right & above

    at = Over(s, s.centers())
    return followed(cells, Inversion(distance, at, over, plain.value_and_slope, start, physical, cells.grid.inner))


def known_root(
    cells: Cells, p: Problem, known: Callable[[float], Ball], distance: Over, scale: Discs | None = None
) -> Root:
    """As `physical_root`, for the root that is `known` on the path: xi - xi_edge over a ball, at a parameter.

    `known` is analytic along the panel; that it is the root which is followed is shown in the panel's middle.
    """
    s, over, plain = _inverses(p, scale, 1)
    middle = len(cells.grid.x) // 2
    columns = slice(middle - 1, middle + 1)
    on_axis = (slice(None), columns, cells.grid.axis)
    steps = np.broadcast_to(s.mid, cells.x.mid.shape)[on_axis]
    places = zip(cells.x.mid.real[on_axis].flat, steps.real.flat, strict=True)
    balls = [known(float(place)) / float(step) for place, step in places]

    def start(_index: Index) -> Array:
        return np.array([complex(ball) for ball in balls]).reshape(steps.shape)

    def same(_index: Index, unknown: Discs, large: Array) -> Array:
        centers = (flint.acb(complex(center)) for center in unknown.mid.flat)
        apart = [float(abs(center - ball).upper()) for center, ball in zip(centers, balls, strict=True)]
        return np.array(apart).reshape(steps.shape) * SAFE < large

    return followed(cells, Inversion(distance, Over(s, s.centers()), over, plain.value_and_slope, start, same, columns))


def _inverses(p: Problem, scale: Discs | None, side: int) -> tuple[Discs, Any, Any]:
    """The scale, and the energy as a function of the unknown, in discs and in doubles."""
    if scale is not None and not p.edge.gapped:
        return scale, CuspInverse(Discs(1j)), CuspInverse(1j)
    over = Inverse(p.edge, side, Discs(1j), _base(p.edge, side))
    plain = Inverse(p.rough, side, 1j, _base(p.rough, side))
    return Discs(np.ones(1)) if scale is None else scale, over, plain


def _base(edge: Edge, side: int) -> Ball:
    """xi at side eps_g; at z = 0 when gapless."""
    return 1 / edge.base_xi if edge.gapped and side > 0 else edge.base_xi


class CuspInverse(NamedTuple):
    """xi = 1 + s unknown at zeta = 1, where z ~ s^3: what `Inverse` has, divided by s once more."""

    i: Any

    def parts(self, s: Number, unknown: Number) -> tuple[Ball, ...]:
        """1/xi, q/s^2, q, r, 1/r and u/s."""
        inverse = 1 / (1 + s * unknown)
        share = unknown * unknown * inverse / 2
        q = share * s * s
        return inverse, share, q, 1 + q, 1 / (1 + q), self.i * unknown * (1 + inverse) / 2

    def value_and_slope(self, s: Number, unknown: Number) -> tuple[Ball, Ball]:
        """z/s^3 and its slope."""
        inverse, share, _, r, over_r, u = self.parts(s, unknown)
        return u * share * over_r, share * (r * r + r + 1) * over_r * over_r * inverse * self.i

    def bend(self, s: Number, unknown: Number) -> Ball:
        """The second derivative; 1/r^2 - 1/xi = (s unknown - q (2 + q))/(r^2 xi)."""
        inverse, share, q, _, over_r, u = self.parts(s, unknown)
        apart = (unknown - share * s * (2 + q)) * inverse
        return (2 * u * over_r + self.i * apart) * over_r * over_r * inverse * inverse

    def root(self, s: Number, unknown: Number) -> Root:
        """(q, r, u)."""
        _, _, q, r, _, u = self.parts(s, unknown)
        return Root(q, r, u * s)


class FarInverse(NamedTuple):
    """xi = unknown/eta far out."""

    zeta: Any
    i: Any

    def parts(self, eta: Number, unknown: Number) -> tuple[Ball, ...]:
        """1/unknown, R, U, 1/R and zeta eta/R."""
        inverse, eta2 = 1 / unknown, eta * eta
        r, u = (unknown + eta2 * inverse) / 2, self.i * (unknown - eta2 * inverse) / 2
        over_r = 1 / r
        return inverse, r, u, over_r, self.zeta * eta * over_r

    def value_and_slope(self, eta: Number, unknown: Number) -> tuple[Ball, Ball]:
        """eta z and its slope."""
        inverse, r, u, over_r, share = self.parts(eta, unknown)
        return u * (1 - share), (r - share * eta * eta * over_r) * self.i * inverse

    def bend(self, eta: Number, unknown: Number) -> Ball:
        """The second derivative."""
        inverse, _, u, over_r, share = self.parts(eta, unknown)
        turn = eta * inverse
        return (2 * share * u * over_r * over_r + self.i * (share * over_r - inverse)) * turn * turn

    def root(self, eta: Number, unknown: Number) -> tuple[Ball, Ball]:
        """(R, U)."""
        _, r, u, _, _ = self.parts(eta, unknown)
        return r, u


def far_root(cells: Cells, p: Problem, eta: Over, energy: Over) -> tuple[Discs, Discs]:
    """(R, U) = eta (r, u) far out, at eta z = energy over discs."""

    def start(index: Index) -> Array:
        at = eta.wide.mid[index]
        z = energy.wide.mid[index] / at
        found = root_float64.solve(p.rough, z, z * z - p.rough.m**3)
        return np.asarray(at * (found.r - 1j * found.u))

    def physical(index: Index, unknown: Discs, _large: Array) -> Array:
        at = eta.center[index]
        r, u = over.root(at, unknown)
        right, above = (r / at).right(), (u / at).above()
        return right & above

    over, plain = FarInverse(p.edge.zeta, Discs(1j)), FarInverse(p.rough.zeta, 1j)
    inversion = Inversion(energy, eta, over, plain.value_and_slope, start, physical, cells.grid.inner)
    found: tuple[Discs, Discs] = followed(cells, inversion)
    return found
