"""The order parameter at T = 0 for weak pair breaking and where superconductivity ends."""

from __future__ import annotations

from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

ALPHA, ZETA = symbol("alpha"), symbol("zeta")
A = sp.Symbol("a", positive=True)
S, X = sp.symbols("s x", positive=True)  # s = 1/zeta, x = 1 - 2 Gamma/Delta_0
AG = Source("AbrikosovGorkov1961")


@DERIVATIONS.register(id="d:order-parameter-weak", title="The order parameter for weak pair breaking", source=AG)
def weak() -> Chain:
    """The result is 1 - Delta/Delta_0 to third order in Gamma."""
    chain = Chain()
    logarithm = DERIVATIONS["d:order-parameter"].build().result
    chain.show(
        "In terms of the rate",
        r"D\ln D=-a,\qquad D=\frac{\Delta}{\Delta_0},\quad a=\frac{\pi\Gamma}{4\Delta_0}",
        r"`d:order-parameter` with $\zeta=\Gamma/\Delta$. So $D=e^{W(-a)}$ with Lambert's $W$, up to "
        r"$\Gamma=e^{-\pi/4}\Delta_0$.",
        zero=logarithm.subs(ZETA, 4 * A / sp.pi / S) * S + A,
    )
    lost = A + A**2 / 2 + 2 * A**3 / 3
    chain.show(
        "Three orders",
        stated(r"1-\frac\Delta{\Delta_0}", lost),
        "Checked: put back, every power through $a^3$ vanishes.",
        zero=taylor((1 - lost) * sp.log(1 - lost) + A, A, 3),
    )
    return chain.finish(lost.subs(A, sp.pi * ALPHA / 4))


@DERIVATIONS.register(
    id="d:order-parameter-closing", title="The order parameter where superconductivity ends", source=AG
)
def closing() -> Chain:
    """The result is Delta/Delta_0 to three orders in x."""
    chain = Chain()
    logarithm = DERIVATIONS["d:order-parameter-gapless"].build().result
    root = sp.sqrt(1 - S**2)
    rate = (1 - root) / S**2 * sp.exp(-(sp.asin(S) / S - root) / 2)  # Gamma/Delta_0
    h = sp.Symbol("h", positive=True)
    chain.show(
        "In terms of the rate",
        stated(r"\frac{\Gamma}{\Delta_0}", rate),
        r"$\Gamma/\Delta_0=\zeta\Delta/\Delta_0$ and `d:order-parameter-gapless` at $\zeta=1/s$. "
        r"$e^{-\mathrm{arccosh}\,\zeta}=(1-\sqrt{1-s^2})/s$; checked at $\zeta=\cosh h$.",
        zero=[
            sp.simplify((sp.exp(-h) - ((1 - sp.tanh(h)) * sp.cosh(h))).rewrite(sp.exp)),
            logarithm.subs(ZETA, 1 / S) + sp.acosh(1 / S) + (sp.asin(S) / S - root) / 2,
        ],
    )
    series = sp.Rational(1, 2) - S**2 / 24 - S**4 / 720 - 193 * S**6 / 362880
    chain.show(
        "Next to the end",
        stated(r"\frac{\Gamma}{\Delta_0}", series) + r"+O(s^8)",
        r"So $\Gamma\to\frac12\Delta_0$ and $x=1-2\Gamma/\Delta_0$ is a series in $s^2$.",
        zero=sp.series(rate, S, 0, 8).removeO() - series,
    )
    law = sp.sqrt(3 * X) * (1 - sp.Rational(6, 5) * X - sp.Rational(304, 525) * X**2)
    small = 1 - 2 * series
    chain.show(
        "Three orders",
        stated(r"\frac\Delta{\Delta_0}", law),
        r"$\Delta/\Delta_0=s\,\Gamma/\Delta_0$. Squared: equal through $s^6$.",
        zero=taylor(sp.expand((S * series) ** 2 - (law**2).subs(X, small)), S, 7),
    )
    return chain.finish(law.subs(X, 1 - 2 * ALPHA))


def taylor(expression: Any, variable: Any, order: int) -> Any:
    """Taylor polynomial."""
    return sp.series(expression, variable, 0, order + 1).removeO()
