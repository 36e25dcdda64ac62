"""chi^-1(omega) at T = 0 for real omega >= 0 by mpmath.polyroots and mpmath.quad, as one would write it.

    chi^-1 = int_0^inf dy [1/r(iy) - K_RR(omega + iy, iy)] + i omega/2 int_0^1 dtau K_RA(omega tau, omega (1 - tau))

The physical root is the attracting fixed point of u -> z + zeta u/r, r = sqrt(1 - u^2), in the upper half-plane.
"""

from __future__ import annotations

from typing import Any

from mpmath import cbrt, inf, mp, mpc, mpf, polyroots, quad, sqrt, workdps


def root(z: Any, zeta: Any) -> tuple[Any, Any]:
    """(u, r) at energy z, Im z >= 0, zeta > 0."""
    blur = mpf(10) ** (-mp.dps // 3)  # double roots are found to half the digits
    best, least = None, inf
    for u in polyroots([1, -2 * z, z * z + zeta**2 - 1, 2 * z, -z * z], maxsteps=200, extraprec=2 * mp.prec):
        r = sqrt(1 - u * u)
        if u.imag < -blur or zeta > abs(r) ** 3 * (1 + blur):
            continue
        residual = abs(u * (1 - zeta / r) - z)
        if residual < least:
            best, least = (u, r), residual
    if best is None:
        raise ArithmeticError(f"no physical root at z = {z}")
    return best


def chi_inv(omega: str, zeta: str, digits: int) -> Any:
    """chi^-1, with five guard digits; the window is split where an energy crosses the gap edge."""
    with workdps(digits + 5):
        w, g = mpf(omega), mpf(zeta)

        def vertical(y: Any) -> Any:
            (u1, r1), (u2, r2) = root(mpc(w, y), g), root(mpc(0, y), g)
            c = -(u1 * u2 + 1) / (r1 * r2)
            return 1 / r2 - (1 + c) / (r1 + r2 - g * (1 - c))

        def window(tau: Any) -> Any:
            (u1, r1), (u2, r2) = root(mpc(w * tau), g), root(mpc(w * (1 - tau)), g)
            c = (u1 * u2 - 1) / (r1 * r2)
            return (1 + c) / (r1 + r2 - g * (1 - c))

        edge = (1 - cbrt(g) ** 2) ** mpf(1.5) / w if g < 1 else mpf(0)
        split = sorted({mpf(0), mpf(1), mpf(1) / 2, *(p for p in (edge, 1 - edge) if 0 < p < 1)})
        return quad(vertical, [0, 1, inf]) + mpc(0, 1) * w / 2 * quad(window, split)
