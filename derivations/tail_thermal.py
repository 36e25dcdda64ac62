"""Long times at T > 0: the contour around the two kinds of branch points on the real axis."""

from __future__ import annotations

from typing import Any

import sympy as sp

from derivations.mapping import GAP
from derivations.tails import RESIDUE, TIME
from derivations.threshold import DELTA, ZETA
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

TEMPERATURE, PHASE, STATIC = symbol("T"), symbol("phi"), symbol("R0")
PAIRS, SCATTERED = sp.Symbol("A", positive=True), sp.Symbol("B", real=True)
Y = sp.Symbol("y", positive=True)  # distance from the branch point
ALPHA = sp.Symbol("alpha", real=True)  # and direction, -pi/2 to 3 pi/2 through the upper half-plane
RIGHT, LEFT = -sp.pi / 2, 3 * sp.pi / 2  # the two sides of a cut that hangs down


@DERIVATIONS.register(
    id="d:tail-thermal",
    title="Long times with pair breaking at finite temperature",
    source=Source("higgs_sym"),
)
def tail_thermal() -> Chain:
    """The result is the leading term of either singular point, R e^{i phi} and R_0 being chi^-1 there."""
    chain = Chain()
    hanging_cuts(chain)
    pairs = at_the_threshold(chain)
    steady = at_zero(chain)
    onset = -DERIVATIONS["d:threshold"].build().result / DELTA**2  # A at T = 0
    gap = DERIVATIONS["d:gap"].build().result
    factor = DERIVATIONS["d:golden-rule-thermal"].build().result
    strength = DERIVATIONS["d:thermal-edge"].build().result
    cosine = sp.cos(2 * GAP * TIME + 2 * PHASE)
    waves = -factor * cosine / (6 * ZETA * GAP * RESIDUE**2 * TIME**3)
    third = sp.cbrt(ZETA)
    cosh = sp.cosh(GAP / (2 * TEMPERATURE))
    rest = (2 - third**2) / (72 * third * GAP * TEMPERATURE * STATIC**2 * cosh**2 * TIME**4)
    chain.show(
        "Long times",
        r"\chi(t)\simeq-\frac{\tanh(\varepsilon_g/2T)}{6\zeta\varepsilon_gR^2t^3}\cos(2\varepsilon_gt+2\phi)"
        r"+\frac{2-\zeta^{2/3}}{72\,\zeta^{1/3}\varepsilon_gTR_0^2\cosh^2(\varepsilon_g/2T)\,t^4}",
        r"$A=\pi\tanh(\varepsilon_g/2T)/(24\zeta\varepsilon_g)$ from `d:threshold` and `d:golden-rule-thermal`, $B$ "
        r"from `d:thermal-edge`; $q=0$, units of $\Delta$. Each term is the leading one at its frequency: the next one "
        r"at $2\varepsilon_g$ is of order $t^{-4}$ too, and oscillates.",
        zero=[
            sp.simplify((pairs.subs(PAIRS, factor * onset) / waves).subs(GAP, gap) - 1),
            sp.simplify(steady.subs(SCATTERED, strength) / rest - 1),
        ],
    )
    return chain.finish((waves + rest).subs(GAP, gap))


def hanging_cuts(chain: Chain) -> None:
    """The contour, and the moments of the exponential."""
    chain.define(
        "Contour turned downwards",
        r"\chi(t)=\int\frac{d\omega}{2\pi}\,\chi(\omega)\,e^{-i\omega t}=\sum_{\omega_0}\frac{-i}{2\pi}"
        r"e^{-i\omega_0t}\int_0^\infty dy\,[\chi_>-\chi_<](\omega_0-iy)\,e^{-yt}+\dots",
        r"$t>0$; $\chi$ is retarded, analytic above the axis. $\omega_0\in\{0,\pm2\varepsilon_g\}$ by "
        r"`d:golden-rule-thermal`; $\chi_>$ and $\chi_<$ continue it downwards from the axis on the right and on the "
        "left of $\\omega_0$. The dots: poles and other singular points below the axis, among them those of the "
        r"hyperbolic tangents at distances of order $T$; they decay exponentially. $-2\varepsilon_g$ gives the complex "
        r"conjugate of $2\varepsilon_g$.",
    )
    n = sp.Symbol("n", positive=True)
    chain.show(
        "Watson's lemma",
        equal(sp.Integral(Y**n * sp.exp(-Y * TIME), (Y, 0, sp.oo)), sp.gamma(n + 1) / TIME ** (n + 1)),
        "Term by term in $y$; corrections are smaller by a power of $1/t$ (up to logarithms).",
        zero=[
            moment(Y**k) - value
            for k, value in ((n, sp.gamma(n + 1) / TIME ** (n + 1)), (2, 2 / TIME**3), (3, 6 / TIME**4))
        ],
    )


def moment(function: Any) -> Any:
    """int_0^inf dy function(y) exp(-y t)."""
    return sp.simplify(sp.integrate(function * sp.exp(-Y * TIME), (Y, 0, sp.oo)))


def at_the_threshold(chain: Chain) -> Any:
    """The term of 2 eps_g and -2 eps_g from Im chi^-1 = ... - A delta^2 above the threshold."""
    step = Y**2 * sp.exp(2 * sp.I * ALPHA)
    singular = PAIRS / sp.pi * step * (sp.log(Y) + sp.I * (ALPHA - sp.pi))
    above, below = (imaginary(singular, angle) for angle in (0, sp.pi))
    chain.show(
        "Threshold",
        r"\chi^{-1}=Re^{i\phi}+\dots+\frac A\pi\delta^2\ln(-\delta),\qquad \delta=ye^{i\alpha},\ "
        r"\ln(-\delta)=\ln y+i(\alpha-\pi)",
        r"Analytic in the upper half-plane, with $\operatorname{Im}=-A\delta^2$ for $\delta>0$ ($\alpha=0$) and $0$ "
        r"for $\delta<0$ ($\alpha=\pi$): the onset of pair creation. Scattering makes the constant complex.",
        zero=[above + PAIRS * Y**2, below],
    )
    value = RESIDUE * sp.exp(sp.I * PHASE)
    difference = jump(singular, value)
    term = -sp.I / (2 * sp.pi) * sp.exp(-2 * sp.I * GAP * TIME) * moment(difference)
    law = sp.re(sp.expand_complex(2 * term))
    form = -4 * PAIRS / (sp.pi * RESIDUE**2 * TIME**3) * sp.cos(2 * GAP * TIME + 2 * PHASE)
    chain.show(
        r"Pairs at late times",
        [
            stated(r"\chi_>-\chi_<", difference),
            r"\chi_{2\varepsilon_g}(t)=-\frac{4A}{\pi R^2t^3}\cos(2\varepsilon_gt+2\phi)",
        ],
        r"$-\delta\chi^{-1}/R^2e^{2i\phi}$ at $\alpha=-\frac\pi2$ less that at $\frac{3\pi}2$, and the sum over "
        r"$\pm2\varepsilon_g$.",
        zero=sp.simplify(law - form),
    )
    return form


def at_zero(chain: Chain) -> Any:
    """The term of omega = 0 from Im chi^-1 = ... + B omega^3 ln|omega|."""
    cube = Y**3 * sp.exp(3 * sp.I * ALPHA)
    singular = sp.I * SCATTERED * cube * (sp.log(Y) + sp.I * (ALPHA - sp.pi / 2))
    right, left = (imaginary(singular, angle) for angle in (0, sp.pi))
    chain.show(
        r"At $\omega=0$",
        r"\chi^{-1}=R_0+\dots+iB\,\omega^3\ln(-i\omega),\qquad\omega=ye^{i\alpha},\ "
        r"\ln(-i\omega)=\ln y+i(\alpha-\tfrac\pi2)",
        r"Analytic in the upper half-plane, with $\operatorname{Im}=B\omega^3\ln|\omega|$ on both sides "
        r"($\alpha=0,\pi$): odd, as it must be. $R_0$ is the limit $\omega\to0$ at $T>0$, scattering included.",
        zero=[right - SCATTERED * Y**3 * sp.log(Y), left + SCATTERED * Y**3 * sp.log(Y)],
    )
    difference = jump(singular, STATIC)
    term = -sp.I / (2 * sp.pi) * moment(difference)
    form = -6 * SCATTERED / (STATIC**2 * TIME**4)
    chain.show(
        r"Scattering at late times",
        [stated(r"\chi_>-\chi_<", difference), stated(r"\chi_0(t)", form)],
        "The logarithm alone has two values below the branch point: no oscillation, and no term of lower order.",
        zero=sp.simplify(term - form),
    )
    return form


def imaginary(singular: Any, angle: Any) -> Any:
    """Im of the singular part in a direction."""
    return sp.im(sp.expand_complex(singular.subs(ALPHA, angle)))


def jump(singular: Any, value: Any) -> Any:
    """chi on the right of the cut less chi on its left, to first order in the singular part of chi^-1."""
    return sp.simplify(-(singular.subs(ALPHA, RIGHT) - singular.subs(ALPHA, LEFT)) / value**2)
