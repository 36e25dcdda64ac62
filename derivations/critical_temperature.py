"""The critical temperature: the digamma equation of Abrikosov and Gor'kov, and its expansion at either end."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

ALPHA = symbol("alpha")
FREQUENCY, GAMMA, DELTA = sp.symbols("omega_n Gamma Delta", positive=True)
SMALL = sp.Symbol("e", positive=True)
X = sp.Symbol("X", positive=True)  # Gamma/(2 pi T_c)
T0 = sp.exp(sp.EulerGamma) / sp.pi  # T_c/Delta_0 without pair breaking
HALF = sp.Rational(1, 2)
AG = Source("AbrikosovGorkov1961")


@DERIVATIONS.register(id="d:critical-temperature", title="The equation for the critical temperature", source=AG)
@cache
def critical_temperature() -> Chain:
    """The result is psi(1/2 + X) - ln X, which equals -ln(2 Gamma/Delta_0)."""
    chain = Chain()
    equation = FREQUENCY * sp.sin(SMALL) - DELTA * SMALL * sp.cos(SMALL) + GAMMA * sp.sin(SMALL) * sp.cos(SMALL)
    chain.show(
        "Where the order parameter vanishes",
        r"\Delta\to0:\quad\frac{\sin\theta_n}{\Delta}\to\frac1{\omega_n+\Gamma}",
        r"(5) to first order in $\theta_n$.",
        zero=sp.limit(equation.subs(DELTA, FREQUENCY + GAMMA) / SMALL, SMALL, 0),
    )
    a, count = sp.symbols("a N", positive=True)
    terms = sp.digamma(count + a) - sp.digamma(a)
    chain.show(
        "The sum over Matsubara frequencies",
        r"\frac1\lambda=\sum_{n<N}\frac1{n+\frac12+X}=\psi(N+\tfrac12+X)-\psi(\tfrac12+X)\to\ln N-\psi(\tfrac12+X)",
        r"$\omega_n=2\pi T_c(n+\frac12)$ up to $\omega_D=2\pi T_cN$, $X=\Gamma/(2\pi T_c)$. Checked: the sum grows by "
        r"its next term, and starts at zero.",
        zero=[
            sp.expand_func((terms - sp.digamma(count + a)).subs(count, 0)) + sp.digamma(a),
            sp.expand_func(sp.digamma(count + a + 1)) - sp.digamma(count + a) - 1 / (count + a),
            sp.limit(sp.log(count + a) - sp.log(count), count, sp.oo),
        ],
    )
    form = DERIVATIONS["d:gap-equation"].build().result
    theta = sp.Symbol("theta", positive=True)
    chain.show(
        "Against the state without pair breaking at T = 0",
        r"\ln\frac{\omega_D}{2\pi T_c}-\psi(\tfrac12+X)=\ln\frac{2\omega_D}{\Delta_0}",
        r"The same coupling constant: there $1/\lambda=\ln(2\omega_D/\Delta_0)$, from `d:gap-equation`.",
        zero=form.subs({symbol("zeta"): 0, theta: sp.pi / 2}),
    )
    law = sp.digamma(HALF + X) - sp.log(X)
    temperature = ALPHA / (2 * sp.pi * X)  # in units of Delta_0
    chain.show(
        "Abrikosov and Gor'kov",
        [
            r"\psi(\tfrac12+X)-\ln X=-\ln\frac{2\Gamma}{\Delta_0}",
            r"\Gamma=0:\quad T_{c0}=\frac{e^{C}}\pi\Delta_0",
        ],
        r"$T_c=\Gamma/(2\pi X)$; without pair breaking $\psi(\frac12)=-C-2\ln2$, $C$ Euler's constant.",
        zero=[
            sp.expand_log(-sp.log(4 * sp.pi * temperature) - sp.log(X) + sp.log(2 * ALPHA), force=True),
            sp.expand_log(sp.log(4 * sp.pi * T0), force=True) + sp.digamma(HALF),
        ],
    )
    return chain.finish(law)


@DERIVATIONS.register(
    id="d:critical-temperature-weak", title="The critical temperature for weak pair breaking", source=AG
)
def weak() -> Chain:
    """The result is T_c/Delta_0 to third order in Gamma."""
    chain = Chain()
    a = sp.Symbol("a", positive=True)  # Gamma/T_c0
    second = 7 * sp.zeta(3) / (4 * sp.pi**2) - sp.pi**2 / 32
    third = 7 * sp.zeta(3) / (8 * sp.pi) - sp.pi**3 / 96 - sp.pi / 48
    ratio = 1 - sp.pi / 4 * a + second * a**2 + third * a**3
    law = DERIVATIONS["d:critical-temperature"].build().result
    slopes = [sp.expand_func(sp.digamma(HALF + X).diff(X, k).subs(X, 0)) for k in (1, 2, 3)]
    chain.show(
        "The equation near the other end",
        r"\psi(\tfrac12+X)-\psi(\tfrac12)=\tfrac{\pi^2}2X-7\zeta(3)X^2+\tfrac{\pi^4}6X^3+\dots",
        r"Derivatives of $\psi$ at $\frac12$; the left-hand side equals $\ln(T_{c0}/T_c)$.",
        zero=[
            *(found - known for found, known in zip(slopes, [sp.pi**2 / 2, -14 * sp.zeta(3), sp.pi**4], strict=True)),
            law + sp.log(X) - sp.digamma(HALF + X),
        ],
    )
    powers = sum(slope * X ** (k + 1) / sp.factorial(k + 1) for k, slope in enumerate(slopes))
    left = powers.subs(X, taylor(a / (2 * sp.pi) / ratio, a, 3))
    left = sp.expand(left) + taylor(sp.log(ratio), a, 3)
    chain.show(
        "Three orders",
        stated(r"\frac{T_c}{T_{c0}}", ratio),
        r"$a=\Gamma/T_{c0}$, $X=aT_{c0}/(2\pi T_c)$. Checked: put back, every power through $a^3$ vanishes.",
        zero=[sp.simplify(sp.expand(left).coeff(a, k)) for k in range(4)],
    )
    return chain.finish(T0 * ratio.subs(a, ALPHA / T0))


def taylor(expression: Any, variable: Any, order: int) -> Any:
    """Taylor polynomial."""
    return sp.series(expression, variable, 0, order + 1).removeO()


@DERIVATIONS.register(
    id="d:critical-temperature-closing", title="The critical temperature where superconductivity ends", source=AG
)
def closing() -> Chain:
    """The result is T_c/Delta_0 to three orders in x = 1 - 2 Gamma/Delta_0."""
    chain = Chain()
    x = sp.Symbol("x", positive=True)
    law = DERIVATIONS["d:critical-temperature"].build().result
    far = SMALL**2 / 24 - 7 * SMALL**4 / 960 + 31 * SMALL**6 / 8064  # SMALL = 1/X
    argument = sp.Symbol("b", positive=True)  # X + 1/2
    jump = far.subs(SMALL, SMALL / (1 + SMALL)) - far + sp.log(1 + SMALL) - 2 * SMALL / (2 + SMALL)
    chain.show(
        "The equation at low temperatures",
        r"\psi(\tfrac12+X)-\ln X=\frac1{24X^2}-\frac7{960X^4}+\frac{31}{8064X^6}+\dots",
        r"$p=\psi(\frac12+X)-\ln X$ vanishes at infinity and obeys $p(X+1)-p(X)=1/(X+\frac12)-\ln(1+1/X)$, which "
        r"decides every coefficient. Checked: the series obeys it through $X^{-7}$.",
        zero=[
            sp.expand_func(sp.digamma(argument + 1)) - sp.digamma(argument) - 1 / argument,
            law - sp.digamma(HALF + X) + sp.log(X),
            taylor(jump, SMALL, 7),
        ],
    )
    inverse = 24 * x * (1 + sp.Rational(47, 10) * x - sp.Rational(6998, 525) * x**2)  # 1/X^2
    chain.show(
        "Inverted",
        stated(r"\frac1{X^2}", inverse) + r"+O(x^4)",
        r"$p=-\ln(1-x)$ with $x=1-2\Gamma/\Delta_0$.",
        zero=taylor(far.subs(SMALL, sp.sqrt(inverse)) + sp.log(1 - x), x, 3),
    )
    law = sp.sqrt(6 * x) / (2 * sp.pi) * (1 + sp.Rational(27, 20) * x - sp.Rational(197837, 16800) * x**2)
    chain.show(
        "Three orders",
        stated(r"\frac{T_c}{\Delta_0}", law),
        r"$T_c=\Gamma/(2\pi X)$, $\Gamma=\frac12(1-x)\Delta_0$. Squared: equal through $x^3$.",
        zero=taylor(sp.expand(((1 - x) / (4 * sp.pi)) ** 2 * inverse - law**2), x, 3),
    )
    return chain.finish(law.subs(x, 1 - 2 * ALPHA))
