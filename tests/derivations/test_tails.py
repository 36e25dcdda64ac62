"""The laws in time against the sine transform of the absorption that they start from."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy

from higgs_sym.conventions import symbol
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.registry import DERIVATIONS

CTX = mpmath.MPContext()
CTX.dps = 30


def law(identifier: str, **at: Any) -> Any:
    expression = DERIVATIONS[identifier].build().result
    exact = {symbol(name): sympy.Float(str(value), 40) for name, value in at.items()}
    return CTX.make_mpf(sympy.N(expression.subs(exact), 30)._mpf_)


def along_the_cut(spectrum: Any, edge: Any, t: Any) -> Any:
    """(2/pi) int_0^inf dx spectrum(x) sin((edge + x) t), along x = i y."""
    value = CTX.quad(lambda y: spectrum(1j * y) * CTX.exp(-y * t), [0, 10 / t, 40 / t])
    return 2 / CTX.pi * CTX.im(1j * CTX.expj(edge * t) * value)


@pytest.mark.parametrize("t", ["1e4", "1e5"])
def test_both_terms_from_a_model_with_the_same_onset(t: str) -> None:
    """Im chi of R + R1 x + (A/pi) x^2 (1 + c x) ln(-x): the remainder falls by another power (and a logarithm)."""
    zeta, R, R1 = CTX.mpf("0.1"), CTX.mpf("0.6"), CTX.mpf("-0.4")
    s = CTX.cbrt(zeta) ** 2
    gap = (1 - s) ** CTX.mpf("1.5")
    A, c = CTX.pi / (24 * zeta * gap), (4 * s * s - 61 * s + 4) / (108 * s * gap)

    def spectrum(x: Any) -> Any:
        singular = A / CTX.pi * x * x * (1 + c * x) * CTX.ln(x)
        regular = R + R1 * x
        above, below = (1 / (regular + singular + sign * 1j * A * x * x * (1 + c * x)) for sign in (-1, 1))
        return (above - below) / 2j

    time = CTX.mpf(t)
    exact = along_the_cut(spectrum, 2 * gap, time)
    both = law("d:tail", t=t, zeta="0.1", R="0.6", R1="-0.4")
    first = law("d:tail-leading", t=t, zeta="0.1", R="0.6")
    scale = 1 / (6 * zeta * gap * R**2 * time**3)
    assert abs(first - exact) / scale < 30 / time
    assert abs(both - exact) / scale < 3000 * CTX.ln(time) / time**2


def test_momentum_tail_has_the_slope_of_the_full_absorption() -> None:
    kappa, delta = "1/2", CTX.mpf("1e-8")
    value = CTX.convert(chi_inv(2 + delta, 0, kappa=kappa, digits=20))
    slope = -value.imag / abs(value) ** 2 / delta
    R = CTX.convert(chi_inv(2, 0, kappa=kappa, digits=20)).real
    exact = 2 / CTX.pi * slope * CTX.im(1j * CTX.expj(2 * CTX.mpf(1000)) * 1j / CTX.mpf(1000) ** 2)
    assert abs(law("d:tail-dirty", t="1000", kappa="0.5", R=CTX.nstr(R, 25)) / exact - 1) < CTX.mpf("0.2")


@pytest.mark.parametrize("identifier", ["d:published-long", "d:published-short"])
def test_published_laws_meet_at_the_crossover(identifier: str) -> None:
    """At t = 1/(gamma^2 eps_g) their amplitudes differ by the logarithm and a number alone."""
    ratios = []
    for exponent in (9, 12):
        zeta = CTX.mpf(10) ** -exponent
        gamma = CTX.cbrt(zeta)
        time = 1 / gamma**2
        amplitude = 4 / CTX.pi**2 * CTX.sqrt(CTX.pi / time)
        if identifier == "d:published-long":
            amplitude = 1 / (2 * zeta * CTX.ln(2 / gamma) ** 2 * time**2) * CTX.ln(2 / gamma) ** 2
        ratios.append(amplitude / gamma)
        assert abs(law(identifier, t=CTX.nstr(time, 25), zeta=f"1e-{exponent}")) <= amplitude * CTX.mpf("1.001")
    assert abs(ratios[0] / ratios[1] - 1) < CTX.mpf("1e-10")
