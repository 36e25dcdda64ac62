"""Arithmetic of discs: every result holds the results of all points, and what touches a cut is refused."""

import numpy as np
import pytest

from higgs_sym.arithmetic.discs import BACKEND, Discs, enclosing
from higgs_sym.results import context

CTX = context(40)


def discs(seed, count=400):
    """Discs of all sizes, and a point inside each."""
    rng = np.random.default_rng(seed)
    mid = 10.0 ** rng.uniform(-6, 6, count) * np.exp(2j * np.pi * rng.random(count))
    rad = np.abs(mid) * 10.0 ** rng.uniform(-17, 0, count) * rng.integers(0, 2, count)
    points = mid + rad * np.sqrt(rng.random(count)) * np.exp(2j * np.pi * rng.random(count)) * (1 - 1e-14)
    return Discs(mid, rad), [CTX.mpc(complex(each)) for each in points]


def held(found, values):
    """Whether every disc that is not refused holds its number."""
    mid, rad = np.broadcast_to(found.mid, len(values)), np.broadcast_to(found.rad, len(values))
    return all(
        np.isnan(r) or abs(CTX.mpc(complex(m)) - v) <= CTX.mpf(float(r))
        for m, r, v in zip(mid, rad, values, strict=True)
    )


OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "inverse": lambda a, _b: 1 / a,
    "mixed": lambda a, b: (2 - a) * b**3 / (3 + a * a) - 1j * a,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_discs_hold_the_results_of_their_points(name):
    (a, xs), (b, ys) = discs(1), discs(2)
    with np.errstate(all="ignore"):
        found = OPERATIONS[name](a, b)
    assert np.isfinite(found.rad).sum() > 150
    assert held(found, [OPERATIONS[name](x, y) for x, y in zip(xs, ys, strict=True)])


def test_numbers_alone_are_right_to_the_last_bits():
    (a, _), (b, _) = discs(3), discs(4)
    exact_a, exact_b = Discs(a.mid), Discs(b.mid)
    found = exact_a * exact_b / (exact_a + exact_b)
    values = [
        x * y / (x + y)
        for x, y in ((CTX.mpc(complex(p)), CTX.mpc(complex(q))) for p, q in zip(a.mid, b.mid, strict=True))
    ]
    assert held(found, values)
    assert np.all(found.rad < 1e-11 * np.abs(found.mid) * (1 + np.abs(a.mid) + np.abs(b.mid)))


def test_roots_are_held_and_the_cut_is_refused():
    a, xs = discs(5)
    found = a.sqrt()
    assert held(found, [CTX.sqrt(x) for x in xs])
    cut = (np.abs(a.mid.imag) <= a.rad) & (a.mid.real < 0) | (np.abs(a.mid) <= a.rad)
    assert cut.any()
    assert np.isnan(found.rad[cut]).all()
    assert np.isfinite(found.rad[~cut]).any()


def test_what_may_vanish_is_no_denominator():
    with np.errstate(all="ignore"):
        assert np.isnan((1 / Discs([1.0, 1e-200, 1.0], [1.0, 0.0, 2.0])).rad).all()


def test_bounds_bound():
    a, xs = discs(6)
    assert all(low <= abs(x) <= high for low, x, high in zip(a.lower(), xs, a.upper(), strict=True))
    assert all(x.real > 0 for x, right in zip(xs, a.right(), strict=True) if right)
    assert all(x.imag > 0 for x, above in zip(xs, a.above(), strict=True) if above)


def test_a_ball_lies_in_its_disc():
    import flint

    ball = flint.acb(flint.arb("0.1", "1e-3"), flint.arb("-7", "1e-9"))
    disc = enclosing(ball)
    corners = [complex(0.1 + a, -7 + b) for a in (-1e-3, 1e-3) for b in (-1e-9, 1e-9)]
    assert all(abs(corner - complex(disc.mid)) <= disc.rad for corner in corners)


def test_either_form_serves_where_it_is_chosen():
    a = Discs([1.0, 2.0])
    found = BACKEND.where(np.array([True, False]), lambda: a, lambda: -a)
    assert list(found.mid) == [1, -2]
    assert list(BACKEND.reflected(Discs([[1j, 2, 3j]])).mid[0]) == [-3j, 2, -1j]


def test_exponentials_hold_those_of_their_points_and_refuse_what_overflows():
    rng = np.random.default_rng(5)
    mid = rng.uniform(-300, 300, 300) + 1j * rng.uniform(-50, 50, 300)
    rad = 10.0 ** rng.uniform(-17, 1, 300)
    points = mid + rad * np.sqrt(rng.random(300)) * np.exp(2j * np.pi * rng.random(300)) * (1 - 1e-14)
    found = Discs(mid, rad).exp()
    assert np.isfinite(found.rad).all()
    assert held(found, [CTX.exp(CTX.mpc(complex(each))) for each in points])
    assert np.isnan(Discs([800.0, -800.0], [0.0, 0.0]).exp().rad).all()
