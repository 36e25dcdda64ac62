"""The scaling limit against the universal cubic solved numerically, and the next order against tiny zeta."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy

from derivations import scaling_centre
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

CTX = mpmath.MPContext()
CTX.dps = 20


def number(expression: Any) -> Any:
    return CTX.make_mpf(sympy.N(expression, 30)._mpf_)


def root(rho: Any) -> Any:
    """The solution of x^3 - 2 rho x - 2 = 0 that is positive for real rho: the one farthest to the right."""
    if abs(rho) < 4:
        return max(CTX.polyroots([1, 0, -2 * rho, -2], maxsteps=100, extraprec=60), key=CTX.re)
    x = CTX.sqrt(2 * rho)
    for _ in range(8):
        x -= (x**3 - 2 * rho * x - 2) / (3 * x * x - 2 * rho)
    return x


def scaling_function(tau: Any) -> Any:
    """G(tau) = -f.p. int_0^inf (Im x)^2/(|x|^2 Re x) d sigma, sigma = w^2, with 1/(2 sqrt(sigma)) taken off."""

    def integrand(w: Any) -> Any:
        x = root(tau / 2 - 1j * w * w)
        return 2 * w * x.imag**2 / (abs(x) ** 2 * x.real) - 1

    # Gauss-Legendre keeps away from s = 0, where the integrand is a difference of nearly equal numbers
    far = CTX.quad(lambda s: integrand(1 / s) / s**2, [0, CTX.mpf(1) / 2], method="gauss-legendre", maxdegree=4)
    return -CTX.quad(integrand, [0, 1, 2], method="gauss-legendre", maxdegree=4) - far


@pytest.mark.parametrize("tau", ["-0.25", "0", "0.25"])
def test_closed_coefficients_are_those_of_the_integral(tau: str) -> None:
    t = CTX.mpf(tau)
    g0, g1, g2 = (number(g) for g in (scaling_centre.G0, scaling_centre.G1, scaling_centre.G2))
    series = g0 + g1 * t + g2 * t * t
    # the next coefficients, 0.0282 and -0.0083, bound the remainder
    assert abs(scaling_function(t) - series) < CTX.mpf("0.031") * abs(t) ** 3 + CTX.mpf(10) ** -9


def test_leading_and_next_order_against_the_full_integral() -> None:
    from higgs_sym.physics.susceptibility import chi_inv

    g0 = number(DERIVATIONS["d:scaling-centre"].build().result)
    phase = CTX.expjpi(-CTX.mpf(1) / 3)
    rests = []
    for power in (12, 15):
        zeta = CTX.mpf(10) ** -power
        full = CTX.convert(chi_inv(2, zeta, digits=20))
        rests.append((full - CTX.cbrt(zeta) * g0 * phase) / zeta)
    # -ln(zeta)/6 between the two, up to terms of order zeta^(1/3)
    assert abs(rests[1] - rests[0] - CTX.ln(1000) / 6) < CTX.mpf("1e-2")


def test_coefficient_of_the_shift() -> None:
    law = DERIVATIONS["d:peak"].build().result / symbol("zeta")
    assert abs(number(law) - CTX.mpf("0.98748544002558655356")) < CTX.mpf(10) ** -18


def test_a_wrong_closed_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaling_centre, "G1", 2 * scaling_centre.G1)
    with pytest.raises(StepError, match="G'"):
        scaling_centre.slope(Chain())
