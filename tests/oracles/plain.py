"""The T = 0 formula and its golden-rule form as one would write them down: mpmath.polyroots and mpmath.quad.

Slow, unoptimised, and good to the digits asked for away from the thresholds.
"""

from __future__ import annotations

from typing import Any

import mpmath


def root(z: Any, zeta: Any) -> tuple[Any, Any]:
    """(u, r) with z = u (1 - zeta/r), r = sqrt(1 - u^2): the fixed point of z + zeta u/r that attracts.

    Of the four roots of the squared equation those are kept that attract, |zeta/r^3| <= 1, and lie in the
    closed upper half-plane; the one among them that satisfies the unsquared equation is the answer. On the
    real axis z means z + i0.
    """
    z = mpmath.mpc(z)
    if not zeta:
        # 1 - (z + i0)^2 lies below the cut for z > 1
        r = mpmath.sqrt(1 - z * z)
        return z, (-r if z.imag == 0 and z.real > 1 and r.imag > 0 else r)
    slack = mpmath.mpf(10) ** (-mpmath.mp.dps // 3)  # double roots are found to half the digits
    quartic = [-1, 2 * z, 1 - z * z - zeta**2, -2 * z, z * z]
    found = []
    for u in mpmath.polyroots(quartic, maxsteps=500, extraprec=4 * mpmath.mp.prec):
        r = mpmath.sqrt(1 - u * u)
        r = r if r.real > 0 else -r
        if zeta <= abs(r) ** 3 * (1 + slack) and u.imag >= -slack:
            found.append((abs(u * (1 - zeta / r) - z), u, r))
    residual, u, r = min(found, key=lambda one: one[0])
    if residual > slack * min(1, zeta) * (1 + abs(z)):
        raise AssertionError(f"no physical root at z = {z}, zeta = {zeta}")
    return u, r


def _kernel(C: Any, r1: Any, r2: Any, zeta: Any, kappa: Any, vertex: bool) -> Any:
    return (1 + C) / (r1 + r2 + kappa - zeta + (zeta * C if vertex else 0))


def retarded(one: tuple[Any, Any], two: tuple[Any, Any], zeta: Any, kappa: Any, vertex: bool) -> Any:
    """K_RR."""
    (u1, r1), (u2, r2) = one, two
    return _kernel(-(u1 * u2 + 1) / (r1 * r2), r1, r2, zeta, kappa, vertex)


def mixed(one: tuple[Any, Any], two: tuple[Any, Any], zeta: Any, kappa: Any, vertex: bool) -> Any:
    """K_RA, its second argument being the root at the reflected energy."""
    (u1, r1), (u2, r2) = one, two
    return _kernel((u1 * u2 - 1) / (r1 * r2), r1, r2, zeta, kappa, vertex)


def gap(zeta: Any) -> Any:
    """eps_g/Delta from the astroid eps_g^(2/3) + Gamma^(2/3) = Delta^(2/3)."""
    zeta = mpmath.mpf(zeta)
    return (1 - mpmath.cbrt(zeta) ** 2) ** mpmath.mpf(1.5) if zeta < 1 else mpmath.mpf(0)


def chi_inv(omega: Any, zeta: Any, kappa: Any = 0, vertex: bool = True, dps: int = 15) -> Any:
    """chi^-1(omega) for Im omega >= 0: an integral up the imaginary axis and one over the mixed window."""
    with mpmath.workdps(dps + 10):
        omega, zeta, kappa = mpmath.mpmathify(omega), mpmath.mpf(zeta), mpmath.mpf(kappa)

        def up(s: Any) -> Any:
            y = 1 / s - 1  # analytic in 1/y at infinity
            low = root(mpmath.mpc(0, y), zeta)
            high = root(mpmath.mpc(omega.real, omega.imag + y), zeta)
            return (1 / low[1] - retarded(high, low, zeta, kappa, vertex)) / s**2

        def across(tau: Any) -> Any:
            return mixed(root(omega * tau, zeta), root(omega * (1 - tau), zeta), zeta, kappa, vertex)

        edge = gap(zeta) / abs(omega)
        inside = {p for p in (edge, 1 - edge) if 0 < p < 1}
        window = [mpmath.mpf(0), *sorted(inside | {mpmath.mpf(0.5)}), mpmath.mpf(1)]
        rising = mpmath.quad(up, [0, 0.5, 1], method="gauss-legendre")
        return rising + 0.5j * omega * mpmath.quad(across, window)


def golden_rule(omega: Any, zeta: Any, kappa: Any = 0, vertex: bool = True, dps: int = 15) -> Any:
    """Im chi^-1(omega) from quasiparticles at eps and omega - eps, both above the gap edge."""
    with mpmath.workdps(dps + 10):
        omega, zeta, kappa = mpmath.mpf(omega), mpmath.mpf(zeta), mpmath.mpf(kappa)
        edge = gap(zeta)
        if omega <= 2 * edge:
            return mpmath.mpf(0)

        def rate(eps: Any) -> Any:
            one, (u2, r2) = root(eps, zeta), root(omega - eps, zeta)
            away = (mpmath.conj(u2), mpmath.conj(r2))
            return (mixed(one, (u2, r2), zeta, kappa, vertex) - mixed(one, away, zeta, kappa, vertex)).real

        # even around omega/2
        return mpmath.quad(rate, [edge, omega / 2])
