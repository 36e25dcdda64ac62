"""The criterion picks exactly one root, everywhere, and the parametrisation lies on it."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy as sp

from derivations import root_criterion as module
from higgs_sym.registry import DERIVATIONS


def chosen(z: mpmath.mpc, zeta: mpmath.mpf) -> list[tuple[mpmath.mpc, mpmath.mpc]]:
    """All roots of the quartic on the sheet Re r >= 0 with Im u >= 0 and |zeta/r^3| <= 1."""
    coefficients = [-1, 2 * z, 1 - z * z - zeta**2, -2 * z, z * z]
    found = []
    for u in map(mpmath.mpc, mpmath.polyroots(coefficients, maxsteps=400, extraprec=120)):
        if u.imag < -(mpmath.mpf(10) ** -20):
            continue
        r = mpmath.sqrt(1 - (u + mpmath.mpc(0, mpmath.mpf(10) ** -45)) ** 2)
        if abs(u - zeta * u / r - z) < mpmath.mpf(10) ** -15 and abs(zeta / r**3) <= 1:
            found.append((u, r))
    return found


def edge(zeta: mpmath.mpf) -> mpmath.mpf:
    return (1 - mpmath.cbrt(zeta) ** 2) ** mpmath.mpf("1.5")


@pytest.mark.parametrize("seed", range(12))
def test_one_root_in_the_upper_half_plane(seed: int) -> None:
    source = random.Random(seed)
    with mpmath.workdps(40):
        z = mpmath.mpc(source.uniform(-2, 2), source.uniform(0.01, 2))
        zeta = mpmath.mpf(10) ** source.uniform(-3, 1)
        ((u, r),) = chosen(z, zeta)
        assert u.imag > z.imag
        assert abs(zeta / r**3) < 1
        # It attracts.
        point = mpmath.mpc(0, 1)
        for _ in range(4000):
            point = z + zeta * point / mpmath.sqrt(1 - point**2)
            if abs(point - u) < mpmath.mpf(10) ** -8:
                break
        assert abs(point - u) < mpmath.mpf(10) ** -8


@pytest.mark.parametrize("zeta", ["0.05", "0.4", "0.9"])
@pytest.mark.parametrize("share", ["-0.8", "0.001", "0.5", "0.999"])
def test_inside_the_gap_it_is_real(zeta: str, share: str) -> None:
    with mpmath.workdps(40):
        value = mpmath.mpf(zeta)
        ((u, _),) = chosen(mpmath.mpf(share) * edge(value), value)
        assert abs(u.imag) < mpmath.mpf(10) ** -18
        assert abs(u) < mpmath.sqrt(1 - mpmath.cbrt(value) ** 2)


@pytest.mark.parametrize(
    ("zeta", "z"), [("0.1", "1.5"), ("0.4", "-0.7"), ("1.5", "0.2"), ("1.5", "-0.01"), ("20", "3")]
)
def test_outside_the_gap_it_is_complex_and_parametrised(zeta: str, z: str) -> None:
    with mpmath.workdps(40):
        value, energy = mpmath.mpf(zeta), mpmath.mpf(z)
        ((u, r),) = chosen(energy, value)
        assert u.imag > mpmath.mpf("0.01")
        phi = mpmath.asin(u)
        c, S = mpmath.cos(phi.real), mpmath.sinh(phi.imag)
        assert abs(mpmath.cos(phi) - r) < mpmath.mpf(10) ** -15
        assert abs(c * (c * c + S * S) - value * mpmath.sqrt(1 + S * S)) < mpmath.mpf(10) ** -15
        result = sp.lambdify([module.C, module.S], DERIVATIONS["d:root"].build().result, "mpmath")
        assert abs(result(c, S) - abs(energy)) < mpmath.mpf(10) ** -15


def test_largest_imaginary_part_would_be_wrong() -> None:
    """Inside the gap another root of the quartic is complex, or real on the wrong branch."""
    with mpmath.workdps(40):
        zeta, z = mpmath.mpf("0.4"), mpmath.mpf("0.1")
        ((u, _),) = chosen(z, zeta)
        roots = mpmath.polyroots([-1, 2 * z, 1 - z * z - zeta**2, -2 * z, z * z], maxsteps=200, extraprec=60)
        assert all(abs(mpmath.im(other)) < mpmath.mpf(10) ** -20 for other in roots)  # it does not distinguish
        assert min(abs(other - u) for other in roots) < mpmath.mpf(10) ** -20
