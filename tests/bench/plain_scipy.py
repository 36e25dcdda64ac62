"""chi^-1(omega) at T = 0 for real omega >= 0 by numpy.roots and scipy.integrate.quad, as one would write it.

The formula and the choice of the root are those of `plain_mpmath`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.integrate import quad


def root(z: complex, zeta: float) -> tuple[complex, complex]:
    """(u, r) at energy z, Im z >= 0, zeta > 0."""
    u = np.roots([1, -2 * z, z * z + zeta**2 - 1, 2 * z, -z * z]).astype(complex)
    r = np.sqrt(1 - u * u)
    residual = np.abs(u * (1 - zeta / r) - z)
    residual[(u.imag < -1e-6) | (zeta > np.abs(r) ** 3 * (1 + 1e-5))] = np.inf
    best = residual.argmin()
    return complex(u[best]), complex(r[best])


def chi_inv(omega: float, zeta: float, accuracy: float = 1e-12) -> complex:
    """chi^-1; the window is split where an energy crosses the gap edge."""

    def vertical(y: float) -> complex:
        (u1, r1), (u2, r2) = root(omega + 1j * y, zeta), root(1j * y, zeta)
        c = -(u1 * u2 + 1) / (r1 * r2)
        return 1 / r2 - (1 + c) / (r1 + r2 - zeta * (1 - c))

    def window(tau: float) -> complex:
        (u1, r1), (u2, r2) = root(omega * tau + 0j, zeta), root(omega * (1 - tau) + 0j, zeta)
        c = (u1 * u2 - 1) / (r1 * r2)
        return (1 + c) / (r1 + r2 - zeta * (1 - c))

    def integral(f: Callable[[float], complex], a: float, b: float) -> complex:
        return complex(quad(f, a, b, epsabs=accuracy, epsrel=accuracy, limit=200, complex_func=True)[0])

    edge = (1 - zeta ** (2 / 3)) ** 1.5 / omega if zeta < 1 else 0.0
    split = sorted({0.0, 0.5, 1.0, *(p for p in (edge, 1 - edge) if 0 < p < 1)})
    total = integral(vertical, 0, 1) + integral(vertical, 1, np.inf)
    return total + 0.5j * omega * sum(integral(window, a, b) for a, b in pairwise(split))
