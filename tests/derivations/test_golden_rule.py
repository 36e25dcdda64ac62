"""The golden rule against the three-kernel form of the response it comes from."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
import sympy as sp

from derivations import golden_rule as module
from higgs_sym.conventions import symbol
from higgs_sym.registry import DERIVATIONS

Pair = tuple[mpmath.mpc, mpmath.mpc]


def root(z: mpmath.mpf, zeta: mpmath.mpf) -> Pair:
    """(u, r) with z = u - zeta u/r, |zeta/r^3| <= 1 and Im u >= 0, from the quartic."""
    roots = mpmath.polyroots([-1, 2 * z, 1 - z * z - zeta**2, -2 * z, z * z], maxsteps=300, extraprec=80)
    pairs = [(mpmath.mpc(u), mpmath.sqrt(1 - mpmath.mpc(u.real, abs(u.imag)) ** 2)) for u in map(mpmath.mpc, roots)]
    good = [(u, r) for u, r in pairs if u.imag > -1e-12 and abs(u - zeta * u / r - z) < 1e-12 and abs(zeta / r**3) <= 1]
    assert len(good) == 1, (z, good)
    return good[0]


def kernel() -> Callable[..., mpmath.mpc]:
    names = [module.U1, module.R1, module.U2, module.R2, symbol("zeta"), symbol("kappa")]
    return sp.lambdify(names, DERIVATIONS["d:golden-rule"].build().result, "mpmath")


@pytest.mark.parametrize("fraction", ["0.1", "0.4", "0.7", "1.3"])
@pytest.mark.parametrize("zeta", ["0.2", "1.5"])
def test_integrand(fraction: str, zeta: str) -> None:
    """-(1/4i)(-K_RR - K_AA + 2 K_RA) inside |epsilon| < omega/2, with advanced functions as conjugates."""
    with mpmath.workdps(30):
        value, kappa, omega = mpmath.mpf(zeta), mpmath.mpf("0.15"), mpmath.mpf("1.7")
        plus = omega * mpmath.mpf(fraction) / 2
        minus = plus - omega
        u1, r1 = root(plus, value)
        u2, r2 = root(minus, value)  # the retarded pair at the negative energy itself

        def general(second_u: mpmath.mpc, second_r: mpmath.mpc, first: Pair = (u1, r1)) -> mpmath.mpc:
            C = -(first[0] * second_u + 1) / (first[1] * second_r)
            return (1 + C) / (first[1] + second_r + kappa - value * (1 - C))

        conj = mpmath.conj
        # Advanced: cos(theta) changes sign under conjugation of -iu/r, sin(theta) = 1/conj(r).
        K_RR = general(u2, r2)
        K_AA = conj(K_RR)
        K_RA = general(conj(u2), conj(r2))
        inside = (-(-K_RR - K_AA + 2 * K_RA) / 4j).imag
        U2, R2 = root(-minus, value)
        K = kernel()
        rule = mpmath.re(K(u1, r1, U2, R2, value, kappa) - K(u1, r1, conj(U2), conj(R2), value, kappa)) / 2
        assert abs(inside - rule) < mpmath.mpf(10) ** -20
