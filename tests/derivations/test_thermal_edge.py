"""Scattering at the gap edge against Im chi^-1 of the full integral at small frequencies."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy as sp

from derivations import thermal_edge as module
from derivations.mapping import GAP
from derivations.threshold import Y2, cosine_sine
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

CTX = mpmath.MPContext()
CTX.dps = 40
DIGITS = 30


def coefficient(zeta: str, T: str) -> Any:
    """B of the derivation."""
    gap = DERIVATIONS["d:gap"].build().result
    law = DERIVATIONS["d:thermal-edge"].build().result.subs(GAP, gap)
    return CTX.mpf(str(sp.N(law.subs({symbol("zeta"): sp.Rational(zeta), symbol("T"): sp.Rational(T)}), DIGITS)))


def measured(zeta: str, T: str, omega: str) -> Any:
    """B from Im chi^-1/omega = a + b omega^2 + B omega^2 ln omega + ... at omega, 2 omega, 4 omega."""
    w = CTX.mpf(omega)
    slopes = [CTX.convert(chi_inv(k * w, zeta, T=T, digits=DIGITS)).imag / (k * w) for k in (1, 2, 4)]
    near, far = (slopes[1] - slopes[0]) / w**2, (slopes[2] - slopes[1]) / (4 * w**2)
    return (far - near) / (3 * CTX.ln(2))


@pytest.mark.parametrize(("zeta", "T"), [("1/10", "1/5"), ("1/2", "1/5"), ("1/2", "1/20"), ("9/10", "1/10")])
def test_logarithm_of_the_full_integral(zeta: str, T: str) -> None:
    """Up to a remainder in omega^2 ln omega relative to the term."""
    expected = coefficient(zeta, T)
    errors = [abs(measured(zeta, T, omega) / expected - 1) for omega in ("1e-5", "1e-6")]
    assert errors[1] < 5e-8
    assert abs(CTX.log10(errors[0] / errors[1]) - 2) < CTX.mpf("0.2")


def test_factor_of_the_onset_is_that_of_two_empty_states() -> None:
    factor = DERIVATIONS["d:golden-rule-thermal"].build().result
    T = symbol("T")
    fermi = 1 / (sp.exp(GAP / T) + 1)
    assert sp.simplify((factor - ((1 - fermi) ** 2 - fermi**2)).rewrite(sp.exp)) == 0


def test_a_wrong_expansion_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the second energy off its place the term that exchange forbids does not cancel."""
    monkeypatch.setattr(module, "cosine_sine", lambda h, *rest: cosine_sine(h.subs(Y2, 2 * Y2), *rest))
    with pytest.raises(StepError, match="Both energies above the edge"):
        module.scattering(Chain())
