"""The T = 0 formula and its golden-rule form as one would write them down: all roots of the quartic, then quadrature.

In multiprecision by mpmath.polyroots and mpmath.quad (slow, good to the digits asked for), and in double
precision by companion matrices and Gauss-Legendre panels (about 1e-11; many points). Both unoptimised, and not
meant for the immediate neighbourhood of the thresholds.
"""

from __future__ import annotations

import itertools
from typing import Any

import mpmath
import numpy as np


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
    for u in mpmath.polyroots(quartic, maxsteps=500, extraprec=mpmath.mp.prec):
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


def roots_double(z: np.ndarray, zeta: float) -> tuple[np.ndarray, np.ndarray]:
    """`root` for an array of energies in the open upper half-plane or on its lip, zeta > 0."""
    companion = np.zeros((len(z), 4, 4), dtype=complex)
    companion[:, 0] = np.stack([2 * z, 1 - z * z - zeta**2, -2 * z, z * z], axis=1)
    companion[:, [1, 2, 3], [0, 1, 2]] = 1
    u = np.linalg.eigvals(companion)
    r = np.sqrt(1 - u * u)
    wrong = (zeta > np.abs(r) ** 3 * (1 + 1e-5)) | (u.imag < -1e-6)
    residual = np.where(wrong, np.inf, np.abs(u * (1 - zeta / r) - z[:, None]))
    u = np.take_along_axis(u, residual.argmin(axis=1)[:, None], axis=1)[:, 0]
    for _ in range(3):  # polish: eigenvalues are good to eps times the norm of the matrix only
        r = np.sqrt(1 - u * u)
        u = u - (u * (1 - zeta / r) - z) / (1 - zeta / r**3)
    return u, np.sqrt(1 - u * u)


def _panels(ends: list[float], count: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Gauss-Legendre in phi, x = a + (b - a) sin^2(phi): square roots at either end become smooth."""
    nodes, weights = np.polynomial.legendre.leggauss(16)
    phi = (np.pi / 2 / count * (np.arange(count)[:, None] + (1 + nodes) / 2)).ravel()
    weight = np.tile(np.pi / 4 / count * weights, count)
    spans = [(a, b - a) for a, b in itertools.pairwise(ends)]
    x = np.concatenate([a + span * np.sin(phi) ** 2 for a, span in spans])
    return x, np.concatenate([span * np.sin(2 * phi) * weight for _, span in spans])


def chi_inv_double(omega: complex, zeta: float, kappa: float = 0, vertex: bool = True) -> complex:
    """`chi_inv` in double precision, zeta > 0."""
    s, weight = _panels([0.0, 0.5, 1.0])
    y = 1 / s - 1
    low, high = roots_double(1j * y, zeta), roots_double(omega + 1j * y, zeta)
    total = ((1 / low[1] - retarded(high, low, zeta, kappa, vertex)) / s**2) @ weight
    edge = float(gap(zeta)) / abs(omega)
    inside = sorted({0.0, 0.5, 1.0} | {p for p in (edge, 1 - edge) if 0 < p < 1})
    tau, weight = _panels(inside)
    across = mixed(roots_double(omega * tau, zeta), roots_double(omega * (1 - tau), zeta), zeta, kappa, vertex)
    return complex(total + 0.5j * omega * (across @ weight))


def golden_rule_double(omega: float, zeta: float, kappa: float = 0, vertex: bool = True) -> float:
    """`golden_rule` in double precision, zeta > 0."""
    edge = float(gap(zeta))
    if omega <= 2 * edge:
        return 0.0
    eps, weight = _panels([edge, omega / 2])
    one, (u2, r2) = roots_double(eps + 0j, zeta), roots_double(omega - eps + 0j, zeta)
    together = mixed(one, (u2, r2), zeta, kappa, vertex)
    apart = mixed(one, (u2.conj(), r2.conj()), zeta, kappa, vertex)
    return float((together - apart).real @ weight)
