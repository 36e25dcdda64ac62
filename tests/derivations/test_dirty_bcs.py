"""Appendices A and B against direct quadrature and against one another."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest

from derivations import dirty_bcs, dirty_bcs_slope
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

CTX = mpmath.MPContext()
CTX.dps = 30


def law(identifier: str, **at: Any) -> Any:
    import sympy

    expression = DERIVATIONS[identifier].build().result
    exact = {symbol(name): sympy.Rational(value) for name, value in at.items()}
    return CTX.make_mpf(sympy.N(expression.subs(exact), 40)._mpf_)


def absorbed(delta: Any, kappa: Any) -> Any:
    """(1/2) int Re[K(u1, u2) - K(u1, conj u2)] at zeta = 0 with eps = 1 + delta sin^2 a, trapezoidal in a."""

    def kernel(e1: Any, r1: Any, e2: Any, r2: Any) -> Any:
        return (1 + (e1 * e2 - 1) / (r1 * r2)) / (r1 + r2 + kappa)

    points = 96
    total = CTX.zero
    for k in range(points):
        a = CTX.pi / 2 * (k + CTX.mpf(1) / 2) / points
        e1, e2 = 1 + delta * CTX.sin(a) ** 2, 1 + delta * CTX.cos(a) ** 2
        r1, r2 = (-1j * CTX.sqrt(e * e - 1) for e in (e1, e2))
        pair = kernel(e1, r1, e2, r2) - kernel(e1, r1, e2, CTX.conj(r2))
        total += CTX.re(pair) * delta * CTX.sin(2 * a)
    return total / 2 * CTX.pi / 2 / points


@pytest.mark.parametrize("quotient", [1, 4])
def test_absorption_has_the_law_as_leading_term(quotient: int) -> None:
    errors = []
    for power in (6, 8):
        delta = CTX.mpf(10) ** -power
        kappa = quotient * CTX.sqrt(delta)
        exact = absorbed(delta, kappa)
        errors.append(abs(law("d:dirty-im", delta=f"1e-{power}", kappa=f"{quotient}e-{power // 2}") / exact - 1))
    assert errors[1] < CTX.mpf("1e-7")
    assert abs(errors[0] / errors[1] - 100) < 1


@pytest.mark.parametrize("omega", ["0.4", "1.99"])
def test_slope_is_the_matsubara_integral(omega: str) -> None:
    w = CTX.mpf(omega) / 2

    def integrand(y: Any) -> Any:
        first, second = (CTX.sqrt(1 + (y + sign * 1j * w) ** 2) for sign in (1, -1))
        cosine = (y * y + w * w - 1) / (first * second)
        return CTX.re((1 + cosine) / (first + second) ** 2)

    assert abs(CTX.quad(integrand, [0, 0.1, 1, CTX.inf]) - law("d:dirty-slope", omega=omega)) < CTX.mpf("1e-18")


def test_real_part_tends_to_its_threshold_value() -> None:
    at = law("d:dirty-threshold", kappa="1/100")
    assert abs(law("d:dirty-re", delta="1e-24", kappa="1/100") / at - 1) < CTX.mpf("1e-18")


def test_real_part_far_from_the_threshold_is_the_first_order_in_momentum() -> None:
    """Where kappa^2 << delta << 1, (39) must become kappa times the slope, constant 16 included."""
    delta, kappa = "1e-8", "1e-10"
    slope = law("d:dirty-slope", omega="1.99999999")  # real part: the same |delta| below the threshold
    assert abs(law("d:dirty-re", delta=delta, kappa=kappa) / (CTX.mpf(kappa) * slope) - 1) < CTX.mpf("1e-6")


def test_a_wrong_integrand_is_refused() -> None:
    with pytest.raises(StepError, match="One integral over the circle"):
        dirty_bcs.circle_integral(Chain(), dirty_bcs.KAPPA * dirty_bcs.DELTA)


def test_a_wrong_modulus_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dirty_bcs_slope, "ROOT", dirty_bcs_slope.ROOT + 1)
    with pytest.raises(StepError, match="Legendre's form"):
        dirty_bcs_slope.legendre(Chain())
