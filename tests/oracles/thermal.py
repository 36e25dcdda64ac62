"""T > 0 by other means: real Matsubara sums, the Keldysh integral along the real axis, BCS in closed form."""

from __future__ import annotations

import cmath
import itertools
import math
from collections.abc import Callable

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import digamma

from tests.oracles import matsubara, plain


def _midpoint_sum(f: Callable[[float], float], start: float, step: float, count: int) -> float:
    """step * sum_k f(start + (k + 1/2) step), k >= 0: `count` terms, then the integral and its first correction."""
    explicit = step * math.fsum(f(start + (k + 0.5) * step) for k in range(count))
    last = start + count * step
    tail = quad(lambda s: f(last / s) * last / s**2, 0, 1, epsabs=1e-13, epsrel=1e-12, limit=400)[0]
    slope = (f(last * (1 + 1e-4)) - f(last * (1 - 1e-4))) / (2e-4 * last)
    return float(explicit + tail + step**2 / 24 * slope)


def matsubara_sum(m: int, T: float, zeta: float, kappa: float = 0, vertex: bool = True) -> float:
    """chi^-1 at the bosonic frequency omega = 2 pi i m T, m >= 1, to about 1e-10."""
    step, shift = 2 * math.pi * T, math.pi * T * m

    def term(x: float) -> float:  # even in x = (omega_n + omega_n+m)/2
        one, two = matsubara.angle(x + shift, zeta), matsubara.angle(x - shift, zeta)
        return (math.sin(one) + math.sin(two)) / 2 - matsubara.kernel(x + shift, x - shift, zeta, kappa, vertex)

    if m % 2:  # nodes at 0, step, 2 step, ...
        return step / 2 * term(0.0) + _midpoint_sum(term, step / 2, step, 60)
    return _midpoint_sum(term, 0.0, step, 60)


def isothermal(T: float, zeta: float) -> float:
    """-d(pi T sum_n sin(theta_n)/Delta)/d ln Delta at fixed Gamma and T, by a central difference."""

    def coupling(delta: float) -> float:  # in units of the actual Delta; minus its value in the normal state
        def term(y: float) -> float:
            return math.sin(matsubara.angle(y / delta, zeta / delta)) / delta - 1 / (y + zeta)

        return _midpoint_sum(term, 0.0, 2 * math.pi * T, 60)

    return (coupling(1 - 1e-3) - coupling(1 + 1e-3)) / 2e-3


def keldysh(omega: float, T: float, zeta: float, kappa: float = 0, vertex: bool = True) -> complex:
    """chi^-1 on the real axis from the integral over all real energies, with 1/lambda written as such an integral.

    chi^-1 = (1/4i) int de {t_- [1/r(e_-) - K_RR] - t_+ [1/r_A(e_+) - K_AA] - (t_+ - t_-) K_RA},  e_+- = e +- omega/2,
    t_+- = tanh(e_+-/2T). Advanced functions are complex conjugates. Double precision, zeta > 0, about 1e-14.
    """
    edge = float(plain.gap(zeta))
    marks = sorted({s * edge + q * omega / 2 for s in (-1, 1) for q in (-1, 1)} | {0.0})
    far = 4 * (1 + omega + zeta + 10 * T)
    inner = [-far, *[marks[0] - T, *marks, marks[-1] + T], far]
    total = 0j
    for a, b in itertools.pairwise(inner):
        x, w = plain._panels([a, b], 12)
        total += _keldysh_terms(x, omega, T, zeta, kappa, vertex) @ w
    s, w = plain._panels([0.0, 1.0], 12)
    for sign in (-1, 1):
        total += (_keldysh_terms(sign * far / s, omega, T, zeta, kappa, vertex) * far / s**2) @ w
    return complex(total / 4j)


def _keldysh_terms(e: np.ndarray, omega: float, T: float, zeta: float, kappa: float, vertex: bool) -> np.ndarray:
    def retarded(z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        u, r = plain.roots_double(np.abs(z) + 0j, zeta)
        below = u.imag < 0  # next to the gap edge eigenvalues do not tell a root from its conjugate
        u, r = np.where(below, u.conj(), u), np.where(below, r.conj(), r)
        return np.where(z < 0, -u.conj(), u), np.where(z < 0, r.conj(), r)

    def kernel(one: tuple[np.ndarray, np.ndarray], two: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        return plain.retarded(one, two, zeta, kappa, vertex)

    plus, minus = retarded(e + omega / 2), retarded(e - omega / 2)
    # on the advanced side u -> conj(u), r -> conj(r), of the same energy
    plus_a, minus_a = (plus[0].conj(), plus[1].conj()), (minus[0].conj(), minus[1].conj())
    t_plus, t_minus = np.tanh((e + omega / 2) / (2 * T)), np.tanh((e - omega / 2) / (2 * T))
    return (
        t_minus * (1 / minus[1] - kernel(plus, minus))
        - t_plus * (1 / plus_a[1] - kernel(plus_a, minus_a))
        - (t_plus - t_minus) * kernel(plus, minus_a)
    )


def bcs(omega: complex, T: float) -> complex:
    """chi^-1 at zeta = kappa = 0, |omega| < 2 or complex: (4 - omega^2) int_0^inf tanh(E/2T)/(4 E^2 - omega^2) dt."""

    def integrand(t: float) -> complex:  # E = cosh t
        E = math.cosh(t)
        return complex(math.tanh(E / (2 * T)) / (4 * E * E - complex(omega) ** 2))

    def integral(part: Callable[[float], float]) -> float:
        ends = [0.0, 1.0, 3.0, 8.0, 30.0]
        return math.fsum(quad(part, a, b, epsabs=1e-15, epsrel=1e-13)[0] for a, b in itertools.pairwise(ends))

    value = complex(integral(lambda t: integrand(t).real), integral(lambda t: integrand(t).imag))
    return (4 - complex(omega) ** 2) * value


def bcs_imaginary(omega: float, T: float) -> float:
    """Im chi^-1 at zeta = kappa = 0 for omega > 2."""
    return -math.pi / 2 * cmath.sqrt(omega**2 - 4).real / omega * math.tanh(omega / (4 * T))


def critical_temperature(gamma: float) -> float:
    """T_c/Delta_0 by bracketing ln(T_c0/T) = psi(1/2 + gamma/(2 pi T)) - psi(1/2)."""
    zero = math.exp(np.euler_gamma) / math.pi

    def mismatch(log_t: float) -> float:
        t = math.exp(log_t)
        return float(math.log(zero / t) - digamma(0.5 + gamma / (2 * math.pi * t)) + digamma(0.5))

    return math.exp(brentq(mismatch, -9, math.log(zero), xtol=1e-14))


def order_parameter(gamma: float, T: float) -> float:
    """Delta(T)/Delta_0 by bracketing ln(T_c0/T) = 2 pi T sum_n [1/omega_n - sin(theta_n)/Delta]."""
    zero = math.exp(np.euler_gamma) / math.pi

    def mismatch(delta: float) -> float:
        def term(y: float) -> float:
            return 1 / y - math.sin(matsubara.angle(y / delta, gamma / delta)) / delta

        return math.log(zero / T) - _midpoint_sum(term, 0.0, 2 * math.pi * T, 60)

    return float(brentq(mismatch, 1e-3, 1.0, xtol=1e-13))
