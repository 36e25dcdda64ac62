"""Real arithmetic on the Matsubara axis: angles from a bracketing root finder, then one real integral.

Angles solve omega sin(theta) - cos(theta) + zeta sin(theta) cos(theta) = 0, that is
omega = cos(theta) [1/sin(theta) - zeta], which decreases from infinity to 0 as theta grows from 0 to
arcsin(min(1, 1/zeta)): one root for omega > 0, and theta(-omega) = pi - theta(omega).

Kernels of the amplitude (j = 1) and of the phase (j = 2). With X_n = E_n Q_n, E_n = 1/sin(theta_n) - zeta/2,
the Usadel equation linearised around Q_n, Q_m and multiplied by Q_n from the left reads

    (E_n + E_m + kappa) dQ = V - Q_n V Q_m,    V = tau_j + (zeta/2) tau_3 dQ tau_3.

For j = 1, with p = (theta_n + theta_m)/2 and M = cos(p) tau_1 - sin(p) tau_3, the map V -> V - Q_n V Q_m
sends tau_1 to 2 cos(p) M and tau_3 M tau_3 to -2 cos(2p) M. For j = 2, with d = (theta_n - theta_m)/2 and
M = cos(d) tau_2 - i sin(d), it sends tau_2 to 2 cos(d) M and tau_3 M tau_3 to -2 cos(2d) M. So dQ is along M
in both, and its tau_j part is, with C = cos(2p) for the amplitude and C = cos(2d) for the phase,

    K = (1 + C)/(1/sin(theta_n) + 1/sin(theta_m) + kappa - zeta + zeta C),

the last term of the denominator being the vertex (V's second term). At equal energies the phase has C = 1,
so that K = sin(theta), and 1/lambda - sum K vanishes term by term: Goldstone's theorem. Without the vertex
the denominator keeps -zeta alone, and the theorem fails.
"""

from __future__ import annotations

import math
from typing import Any

import mpmath
from scipy.integrate import quad
from scipy.optimize import brentq


def angle(omega: float, zeta: float) -> float:
    """theta(omega) in double precision."""
    if omega < 0:
        return math.pi - angle(-omega, zeta)
    top = math.asin(min(1.0, 1 / zeta)) if zeta > 1 else math.pi / 2
    if omega == 0:
        return top
    return float(brentq(lambda t: omega * math.sin(t) - math.cos(t) * (1 - zeta * math.sin(t)), 0, top, xtol=1e-300))


def kernel(
    upper: float, lower: float, zeta: float, kappa: float = 0, vertex: bool = True, phase: bool = False
) -> float:
    """K at the two Matsubara energies."""
    one, two = angle(upper, zeta), angle(lower, zeta)
    C = math.cos(one - two) if phase else math.cos(one + two)
    return (1 + C) / (1 / math.sin(one) + 1 / math.sin(two) + kappa - zeta + (zeta * C if vertex else 0))


def chi_inv(Omega: float, zeta: float, kappa: float = 0, vertex: bool = True, phase: bool = False) -> float:
    """chi^-1(i Omega) to about 1e-10; the cutoff drops out between the two terms of the integrand."""

    def integrand(x: float) -> float:
        return math.sin(angle(x, zeta)) - kernel(x + Omega / 2, x - Omega / 2, zeta, kappa, vertex, phase)

    def tail(s: float) -> float:
        return integrand(Omega / 2 + 1 / s - 1) / s**2

    inner = quad(integrand, 0, Omega / 2, epsabs=1e-12, epsrel=1e-12, limit=400)[0] if Omega else 0.0
    return float(inner + quad(tail, 0, 1, epsabs=1e-12, epsrel=1e-12, limit=400)[0])


def chi_inv_mp(Omega: Any, zeta: Any, kappa: Any = 0, vertex: bool = True, dps: int = 20) -> Any:
    """chi^-1(i Omega) for a gapped state with multiprecision angles (Illinois bracketing)."""
    with mpmath.workdps(dps + 5):
        Omega, zeta, kappa = mpmath.mpf(Omega), mpmath.mpf(zeta), mpmath.mpf(kappa)

        def theta(omega: Any) -> Any:
            if omega < 0:
                return mpmath.pi - theta(-omega)
            if omega == 0:
                return mpmath.pi / 2
            return mpmath.findroot(
                lambda t: omega * mpmath.sin(t) - mpmath.cos(t) * (1 - zeta * mpmath.sin(t)),
                (mpmath.mpf(0), mpmath.pi / 2),
                solver="anderson",
                maxsteps=400,
                verify=False,
            )

        def integrand(x: Any) -> Any:
            one, two = theta(x + Omega / 2), theta(x - Omega / 2)
            C = mpmath.cos(one + two)
            last = zeta * C if vertex else 0
            K = (1 + C) / (1 / mpmath.sin(one) + 1 / mpmath.sin(two) + kappa - zeta + last)
            return mpmath.sin(theta(x)) - K

        return mpmath.quad(integrand, [0, Omega / 2, 1 + Omega, mpmath.inf])


def log_order_parameter(zeta: float) -> float:
    """ln(Delta/Delta_0) at zeta = Gamma/Delta from the self-consistency condition.

    The condition with and without pair breaking, both divided by Delta, differ by
    int_0^inf [sin(theta) - 1/sqrt(1 + x^2)] dx - ln(Delta/Delta_0) = 0, x = omega/Delta: no cutoff is left.
    """

    def integrand(x: float) -> float:
        return math.sin(angle(x, zeta)) - 1 / math.hypot(1, x)

    inner = quad(integrand, 0, 1, epsabs=1e-13, epsrel=1e-13, limit=400)[0]
    return float(inner + quad(lambda s: integrand(1 / s) / s**2, 0, 1, epsabs=1e-13, epsrel=1e-13, limit=400)[0])


def order_parameter(gamma: float) -> float:
    """Delta/Delta_0 at gamma = Gamma/Delta_0 < 1/2, by bracketing the condition itself."""

    def mismatch(log_delta: float) -> float:
        return log_order_parameter(gamma / math.exp(log_delta)) - log_delta

    return math.exp(brentq(mismatch, -6, 0, xtol=1e-13))
