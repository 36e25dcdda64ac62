"""The gap edge against the top of z(u), found numerically."""

from __future__ import annotations

import mpmath
import pytest

from higgs_sym.conventions import symbol
from higgs_sym.registry import DERIVATIONS


def edge(zeta: str) -> mpmath.mpf:
    result = DERIVATIONS["d:gap"].build().result
    return mpmath.mpmathify(result.subs(symbol("zeta"), zeta).evalf(40))


@pytest.mark.parametrize("zeta", ["1/1000000", "1/100", "1/3", "9/10", "999/1000"])
def test_edge_is_the_maximum_of_the_energy(zeta: str) -> None:
    with mpmath.workdps(40):
        top, bottom = zeta.split("/")
        value = mpmath.mpf(top) / mpmath.mpf(bottom)

        def slope(r: mpmath.mpf) -> mpmath.mpf:
            h = mpmath.mpf(10) ** -12 * r
            return (energy(r + h) - energy(r - h)) / (2 * h)

        def energy(r: mpmath.mpf) -> mpmath.mpf:
            return mpmath.sqrt(1 - r * r) * (1 - value / r)

        low, high = value, mpmath.mpf(1) - mpmath.mpf(10) ** -9
        for _ in range(120):
            middle = (low + high) / 2
            low, high = (middle, high) if slope(middle) > 0 else (low, middle)
        assert abs(energy(low) - edge(zeta)) < mpmath.mpf(10) ** -22


def test_two_real_roots_merge_at_the_edge() -> None:
    """Four real roots of the quartic below the edge, two above."""
    with mpmath.workdps(30):
        zeta = mpmath.mpf(3) / 10
        found = []
        for z in (edge("3/10") - mpmath.mpf("1e-6"), edge("3/10") + mpmath.mpf("1e-6")):
            # (z - u)^2 (1 - u^2) - zeta^2 u^2
            roots = mpmath.polyroots([-1, 2 * z, 1 - z * z - zeta**2, -2 * z, z * z], maxsteps=200, extraprec=60)
            found.append(sum(abs(mpmath.im(u)) < mpmath.mpf("1e-20") for u in roots))
    assert found == [4, 2]


@pytest.mark.parametrize("zeta", ["1/50", "1/2", "4/5"])
def test_astroid(zeta: str) -> None:
    with mpmath.workdps(35):
        top, bottom = zeta.split("/")
        power = mpmath.mpf(2) / 3
        total = edge(zeta) ** power + (mpmath.mpf(top) / mpmath.mpf(bottom)) ** power
        assert abs(total - 1) < mpmath.mpf(10) ** -30
