"""Bounds on whole ellipses: the squares cover them, functions are bounded on them, roots are followed on them."""

import flint
import numpy as np
import pytest

from higgs_sym.arithmetic import discs
from higgs_sym.arithmetic.enclosure import meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.physics.balls import cover, follow, ray, rule, window
from higgs_sym.physics.balls.chain import Chain
from higgs_sym.physics.balls.problem import problem
from higgs_sym.physics.edge import Root
from higgs_sym.physics.roots import float64 as root_float64


@pytest.mark.parametrize("rho", cover.RHOS)
def test_the_squares_cover_the_ellipse(rho):
    grid = cover.grid()
    angle, share = np.meshgrid(np.linspace(0, 2 * np.pi, 400), np.linspace(0, 1, 30))
    a, b = (rho + 1 / rho) / 2, (rho - 1 / rho) / 2
    points = (share * (a * np.cos(angle) + 1j * b * np.sin(angle))).ravel()
    needed = grid.needed[cover.RHOS.index(rho)]
    column = np.argmin(np.abs(points.real[:, None] - grid.x), axis=1)
    row = np.argmin(np.abs(points.imag[:, None] - grid.y), axis=1)
    assert np.all(np.abs(points.real - grid.x[column]) <= grid.step / 2 * (1 + 1e-12))
    assert np.all(np.abs(points.imag - grid.y[row]) <= grid.step / 2 * (1 + 1e-12))
    assert needed[column, row].all()


def test_a_pole_is_on_no_ellipse_and_bounds_hold():
    place = 0.3 + 1j  # rho = 2.4
    (found,) = cover.bounded(lambda cells: (1 / (cells.x - place),), [(-1.0, 1.0)])
    assert found
    for ellipse in found:
        edge = np.exp(2j * np.pi * np.linspace(0, 1, 500)) * ellipse.rho
        worst = np.max(1 / np.abs((edge + 1 / edge) / 2 - place))
        assert ellipse.rho < 2.5
        assert ellipse.bounds[0] >= worst
    assert cover.bounded(lambda cells: (1 / (cells.x - 0.5),), [(0.0, 1.0)]) == [[]]


def test_a_rule_with_a_cover_holds_the_integral_and_takes_fewer_nodes():
    counts = []

    def integrand(x):
        counts.append(x)
        return (1 / (x * x + 1),)

    with flint_precision(120):
        with_cover = rule.integrate(integrand, [0, 1, 4], lambda cells: (1 / (cells.x * cells.x + 1),))
        few = len(counts)
        without = rule.integrate(integrand, [0, 1, 4])
        exact = flint.arb(4).atan()
        assert abs(with_cover[0].real.mid() - exact) < with_cover[0].real.rad() < flint.arb(2) ** -100
        assert meets(with_cover[0], without[0])
    assert few < 0.7 * (len(counts) - few)


CASES = [
    ("1/10", "21/10"),
    ("1/10", "17/10"),
    ("1/2", "1"),
    ("9/10", "3"),
    ("1/100", "19/10"),
    ("3/2", "1/2"),
    ("4", "2"),
    ("1", "2"),
]


def posed(zeta, omega):
    number = [flint.arb(flint.fmpq(*map(int, f"{x}/1".split("/")[:2]))) for x in (zeta, omega)]
    return problem(flint.acb(number[1]), number[0], flint.arb(0), True)


def reached_above(height):
    """Discs over the panel, above the real axis of energies, and so is the column down to the path."""
    grid = cover.grid()
    up = np.minimum.accumulate(height[..., grid.axis :], axis=-1)
    down = np.minimum.accumulate(height[..., grid.axis :: -1], axis=-1)[..., ::-1]
    least = np.concatenate([down[..., :-1], up], axis=-1)
    inner = np.zeros(len(grid.x), dtype=bool)
    inner[grid.inner] = True
    return (least > -1e-15) & (height > 1e-6) & inner[:, None]


@pytest.mark.parametrize(("zeta", "omega"), CASES)
def test_followed_roots_are_the_physical_ones_above_the_axis(zeta, omega, monkeypatch):
    """At the centres of discs that are reached through the upper half-plane, by the solver in double precision."""
    seen = []
    original = follow.physical_root

    def recorded(cells, p, distance, scale=None, side=1):
        root = original(cells, p, distance, scale, side)
        s = np.ones(1) if scale is None else scale.mid
        z = side * p.rough.eps_g + s ** (2 if p.edge.gapped else 3) * distance.wide.mid
        turned = (np.abs(np.angle(s)) > np.pi / 3) & (not p.edge.gapped)  # z ~ s^3 has gone around 0, between two rows
        seen.append((p.rough, z, root, turned))
        return root

    monkeypatch.setattr(follow, "physical_root", recorded)
    with flint_precision(100):
        p = posed(zeta, omega)
        ends = [(0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (1.0, 1.5)]
        cover.bounded(ray.ray_over(p, ray.direction(p.edge)), ends)
        if p.delta.real > 0:
            power, cusp = 2 if p.edge.gapped else 3, bool(p.edge.zeta == 1)
            wide = window.Path(discs.BACKEND, p.in_discs(), power, lambda _x, _y: 1, cusp)
            cover.bounded(lambda cells: wide.both(*wide.over(cells), cells.x), ends[:3])
    compared = 0
    for rough, z, root, turned in seen:
        height = np.where(turned, -1.0, z.imag)
        good = np.isfinite(root.r.rad) & reached_above(np.broadcast_to(height, root.r.mid.shape))
        energies = np.broadcast_to(z, root.r.mid.shape)[good]
        squared = (energies - rough.eps_g) * (energies + rough.eps_g) if rough.gapped else energies**2 - rough.m**3
        exact = root_float64.solve(rough, energies, squared)
        for part, value in ((root.r, exact.r), (root.u, exact.u)):
            assert np.all(np.abs(part.mid[good] - value) <= part.rad[good] + 1e-9 * np.abs(value))
        compared += good.sum()
    assert compared > 200


def test_a_wrong_start_is_refused(monkeypatch):
    """From another root of the same equation nothing follows."""

    def wrong(edge, z, squared, certain=True):
        found = np.empty_like(z)
        for index, d in np.ndenumerate(squared):
            roots = np.roots([1, edge.b, edge.m3 + d, 2 * edge.a * d, edge.a**2 * d])
            found[index] = roots[np.argmin((roots + edge.a).real)]
        r = found + edge.a
        return Root(found, r, z * r / (found + edge.a * edge.m))

    monkeypatch.setattr(follow.root_float64, "solve", wrong)
    with flint_precision(100):
        p = posed("1/10", "17/10")
        assert cover.bounded(ray.ray_over(p, ray.direction(p.edge)), [(0.1, 0.2)]) == [[]]


def test_neighbours_with_other_zeros_are_not_linked():
    grid = cover.grid()
    shape = (1, len(grid.x), len(grid.y))
    unknown, large = np.zeros(shape, dtype=complex), np.full(shape, 0.5)
    unknown[0, 5, grid.axis + 2] = 1.0
    good = np.ones(shape, dtype=bool)
    follow._link(good, unknown, np.zeros(shape), large, (slice(None), grid.inner, grid.axis))
    assert not good[0, 5, grid.axis + 2 :].any()
    assert good[0, 5, : grid.axis + 2].all()
    assert good[0, 6].all()


@pytest.mark.parametrize(("wrong", "found"), [(False, True), (True, False)])
def test_a_known_root_is_followed_and_another_is_not_taken_for_it(wrong, found):
    """The line below the cut, whose roots a chain knows; next to the line it may not be another root's function."""
    with flint_precision(100):
        above = posed("1/10", "21/10")._replace(omega=flint.acb(2.1, 0.1))
        above = problem(above.omega, above.edge.zeta, above.kappa, True)
        below = above._replace(omega=above.omega.conjugate(), delta=above.delta.conjugate())
        chain = Chain(below.edge, below.delta)

        def known(s):
            root = chain.root(flint.acb(s))
            xi = root.r - flint.acb(0, 1) * root.u
            return (xi.conjugate() if wrong else xi) - 1 / below.edge.base_xi

        def over(cells):
            path = follow.edge_path(cells, below.in_discs(), discs.enclosing(below.delta), 2)
            return (follow.known_root(cells, below.in_discs(), known, *path).r,)

        (ellipses,) = cover.bounded(over, [(0.0, 0.25)])
        assert bool(ellipses) == found
        if found:
            for s in (0.01, 0.1, 0.2):
                assert abs(complex(chain.root(flint.acb(s)).r)) <= ellipses[0].bounds[0]
