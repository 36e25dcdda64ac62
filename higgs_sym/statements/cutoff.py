"""The statement that the response does not depend on the Debye cutoff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from higgs_sym import certify
from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.physics.spectrum import spectral_u
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import DERIVATIONS, STATEMENTS

ZETA, FREQUENCY = 0.5, 1.0  # omega = i: everything is real and smooth there
CUTOFFS = (10, 100, 1000)
NODES = 60
NEAR = 1e-2


@STATEMENTS.register(
    id="s:10",
    title="Independence of the cutoff",
    text=r"The integrals in (18) and (19) need a cutoff, together they converge: $\chi^{-1}$ does not depend on it.",
    definition=r"With both integrals cut off at $\omega_D$, $\omega_D\,[\chi^{-1}_{\omega_D}-\chi^{-1}]$ tends to "
    r"$-(\kappa-i\omega)/2$ (units of $\Delta$), so that the cutoff drops out as $1/\omega_D$ (`d:cutoff`); shown at "
    r"$\omega=i$, $\zeta=\frac12$, $q=0$ by cutting off each sum by itself at $\omega_D/\Delta=10,100,1000$, against a "
    "ball for the response without cutoff.",
    source=Source("DzeroKamenev2025", "section II.3"),
    derivations=("d:cutoff", "d:response"),
    remark=r"Each integral alone grows as $\ln\omega_D$. The decay does not need the vertex term: without it "
    r"the limit is $-(\kappa-i\omega-\zeta)/2$.",
)
def independent_of_cutoff(digits: int | None) -> Finding:
    """Both sums with a cutoff, their difference against the response without."""
    DERIVATIONS["d:cutoff"].build()
    exact = float(certify.chi_inv(FREQUENCY * 1j, ZETA, digits=digits or 20).real)
    mixed = _gauss(lambda tau: _kernel(FREQUENCY * tau, FREQUENCY * (tau - 1)), 0, 1)
    numbers = [(r"$\chi^{-1}(i)$ without cutoff", f"{exact:.9f}")]
    left_out = 0.0
    for cutoff in CUTOFFS:
        coupling = _integral(lambda y: 1 / _root(y)[1], cutoff)
        bubble = _integral(lambda y: _kernel(FREQUENCY + y, y), cutoff)
        response = coupling - bubble - FREQUENCY / 2 * mixed
        left_out = cutoff * (response - exact)
        numbers.append((rf"$1/\lambda$ at $\omega_D={cutoff}\Delta$", f"{coupling:.9f}"))
        numbers.append((rf"$\chi^{{-1}}_{{\omega_D}}$ at $\omega_D={cutoff}\Delta$", f"{response:.9f}"))
    numbers.append((r"$\omega_D[\chi^{-1}_{\omega_D}-\chi^{-1}]$ at the largest", f"{left_out:.6f}"))
    limit = -FREQUENCY / 2  # -(kappa - i omega)/2
    if abs(left_out / limit - 1) < NEAR:
        reason = "the integrand decays as the inverse square of the energy"
        return Finding(Kind.CONFIRMED, reason, "proven by derivation", tuple(numbers))
    reason = "the difference from the response without cutoff does not vanish"
    return Finding(Kind.REFUTED, reason, "measured", tuple(numbers))


def _root(frequency: Number) -> tuple[Any, Any]:
    """(u/i, r) at positive Matsubara frequencies."""
    u = np.asarray(spectral_u(1j * frequency, ZETA)).imag
    return u, np.hypot(1, u)


def _kernel(first: Number, second: Array) -> Array:
    """K on the Matsubara axis from sin(theta) = 1/r, cos(theta) = -iu/r; the second frequency may be negative."""
    (v1, r1), (v2, r2) = _root(first), _root(abs(second))
    cosine = (np.sign(second) * v1 * v2 - 1) / (r1 * r2)  # cos(theta_n + theta_m)
    return (1 + cosine) / (r1 + r2 - ZETA * (1 - cosine))


def _integral(integrand: Callable[[Array], Array], cutoff: int) -> float:
    """From 0 to the cutoff, in ln y beyond 1."""
    return _gauss(integrand, 0, 1) + _gauss(lambda t: np.exp(t) * integrand(np.exp(t)), 0, np.log(cutoff))


def _gauss(integrand: Callable[[Array], Array], low: float, high: float) -> float:
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return float((high - low) / 2 * np.dot(weights, integrand((low + high + (high - low) * nodes) / 2)))
