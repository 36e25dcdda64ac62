"""Beyond the onset: the real part around the threshold, and long times to t^-5."""

from __future__ import annotations

from typing import Any

import sympy as sp

from derivations.mapping import GAP
from derivations.tails import RESIDUE, SLOPE, along_the_cut
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

TIME, ZETA, DELTA, BEND = symbol("t"), symbol("zeta"), symbol("delta"), symbol("R2")
ONE, TWO = sp.symbols("c_1 c_2", real=True)  # of the onset, in units of the gap
LOG = sp.Symbol("L", real=True)  # ln(delta)
HEIGHT = sp.Symbol("eta", positive=True)  # above the real axis
HERE = Source("higgs_sym")


@DERIVATIONS.register(
    id="d:threshold-re", title=r"The real part around the threshold: $\delta^2\ln\delta$", source=HERE
)
def real_part() -> Chain:
    """The result is R + R1 delta + [ln(delta)/(24 zeta eps_g) + R2] delta^2."""
    chain = Chain()
    singular = around_the_threshold(chain)
    law = RESIDUE + SLOPE * DELTA + BEND * DELTA**2 + sp.log(DELTA) * DELTA**2 / (24 * ZETA * GAP)
    chain.show(
        "Real part",
        r"\operatorname{Re}\chi^{-1}=R+R_1\delta+\frac{\delta^2\ln|\delta|}{24\zeta\varepsilon_g}+R_2\delta^2+\dots",
        r"The first terms of the analytic part, whose Taylor coefficients are real, and the singular one; the "
        r"same below the threshold, $\delta<0$. Next is $\delta^3\ln|\delta|$ with $c_1/(24\zeta\varepsilon_g^2)$.",
        zero=sp.expand(
            RESIDUE + SLOPE * DELTA + BEND * DELTA**2 + singular.subs({ONE: 0, TWO: 0, LOG: sp.log(DELTA)}) - law
        ),
    )
    return chain.finish(law.subs(GAP, DERIVATIONS["d:gap"].build().result))


@DERIVATIONS.register(
    id="d:tail-orders", title=r"Long times with pair breaking: $t^{-3}$, $t^{-4}$ and $t^{-5}$", source=HERE
)
def tail_orders() -> Chain:
    """The result holds the terms through t^-5, with R, R1, R2 of the analytic part at 2 eps_g."""
    chain = Chain()
    along_the_cut(chain)
    singular = around_the_threshold(chain)
    a1, a2, b = absorption(chain, singular)
    form = long_times(chain, a1, a2, b)
    gap = DERIVATIONS["d:gap"].build().result
    w = ZETA ** sp.Rational(2, 3)
    both = {ONE: (4 * w**2 - 61 * w + 4) / (108 * w)}
    both[TWO] = (208 * w**4 - 1112 * w**3 + 9189 * w**2 - 680 * w - 8) / (31104 * w**2)
    return chain.finish(form.subs(both).subs(GAP, gap))


def around_the_threshold(chain: Chain) -> Any:
    """The part of chi^-1 that is not analytic at 2 eps_g, above it."""
    onset = DERIVATIONS["d:threshold-orders"].build().result
    gap = DERIVATIONS["d:gap"].build().result
    w = ZETA ** sp.Rational(2, 3)
    y = DELTA / gap
    c1 = (4 * w**2 - 61 * w + 4) / (108 * w)
    c2 = (208 * w**4 - 1112 * w**3 + 9189 * w**2 - 680 * w - 8) / (31104 * w**2)
    chain.show(
        "Onset of absorption",
        [
            r"\operatorname{Im}\chi^{-1}=-\pi s(\delta),\quad s=\frac{\delta^2}{24\zeta\varepsilon_g}"
            r"(1+c_1y+c_2y^2+\dots),\quad y=\frac{\delta}{\varepsilon_g}",
            stated("c_1", c1),
            stated("c_2", c2),
        ],
        r"From `d:threshold-orders`, for $\delta>0$; for $\delta<0$ it vanishes.",
        zero=sp.expand(sp.cancel(onset / (-sp.pi * DELTA**2 / (24 * ZETA * gap))) - 1 - c1 * y - c2 * y**2),
    )
    x = DELTA / GAP
    strength = DELTA**2 / (24 * ZETA * GAP) * (1 + ONE * x + TWO * x**2)
    chain.show(
        "What is not analytic",
        r"\chi^{-1}=P(\delta)+s(\delta)\ln(-\delta),\quad\ln(-\delta\mp i0)=\ln|\delta|\mp i\pi\ \ (\delta>0)",
        r"Above and below the axis $\chi^{-1}(\omega^*)=[\chi^{-1}(\omega)]^*$, so the jump across "
        r"$\delta>0$ is $2i\operatorname{Im}\chi^{-1}=-2\pi is$. The logarithm has the same, and what is left, "
        r"$P=R+R_1\delta+R_2\delta^2+\dots$, has none: it is analytic, and real on the axis.",
        zero=[
            sp.limit(sp.atan2(-HEIGHT, -1), HEIGHT, 0, "+") + sp.pi,
            sp.limit(sp.atan2(HEIGHT, -1), HEIGHT, 0, "+") - sp.pi,
        ],
    )
    return strength * LOG


def absorption(chain: Chain, singular: Any) -> tuple[Any, Any, Any]:
    """Im chi = A delta^2 [1 + a_1 delta + (a_2 + b ln delta) delta^2]/R^2."""
    smooth = RESIDUE + SLOPE * DELTA + BEND * DELTA**2
    above, below = (smooth + sp.expand(singular.subs(LOG, LOG + sign * sp.I * sp.pi)) for sign in (-1, 1))
    start = sp.pi / (24 * ZETA * GAP)
    a1 = ONE / GAP - 2 * SLOPE / RESIDUE
    a2 = TWO / GAP**2 - 2 * ONE * SLOPE / (GAP * RESIDUE) + 3 * SLOPE**2 / RESIDUE**2 - 2 * BEND / RESIDUE
    b = -1 / (12 * ZETA * GAP * RESIDUE)
    form = start * DELTA**2 / RESIDUE**2 * (1 + a1 * DELTA + (a2 + b * LOG) * DELTA**2)
    # (1/above - 1/below)/2i = (below - above)/(2i above below): multiplied out, equal through delta^4
    excess = sp.expand((below - above) / (2 * sp.I) - form * above * below)
    chain.show(
        "Absorption",
        [
            r"\operatorname{Im}\chi=\frac{\pi\delta^2}{24\zeta\varepsilon_gR^2}"
            r"\left[1+a_1\delta+(a_2+b\ln\delta)\delta^2+\dots\right]",
            r"a_1=\frac{c_1}{\varepsilon_g}-\frac{2R_1}R",
            r"a_2=\frac{c_2}{\varepsilon_g^2}-\frac{2c_1R_1}{\varepsilon_gR}+\frac{3R_1^2}{R^2}-\frac{2R_2}R",
            r"b=-\frac1{12\zeta\varepsilon_gR}",
        ],
        r"$\chi(\omega\pm i0)=1/(P+s\ln\delta\mp i\pi s)$.",
        zero=[excess.coeff(DELTA, k) for k in range(5)],
    )
    return a1, a2, b


def long_times(chain: Chain, a1: Any, a2: Any, b: Any) -> Any:
    """Watson's lemma, logarithm included."""
    y, n = sp.Symbol("y", positive=True), sp.Symbol("n", positive=True)
    chain.show(
        "Watson's lemma",
        [
            r"\int_0^\infty dy\,y^ne^{-yt}=\frac{n!}{t^{n+1}}",
            r"\int_0^\infty dy\,y^4\ln y\,e^{-yt}=\frac{24}{t^5}\left(\tfrac{25}{12}-\gamma-\ln t\right)",
        ],
        r"In $\rho(\omega_g-iy)$ with $\delta=-iy$ and $\ln\delta=\ln y-\frac{i\pi}2$. The second is the derivative of "
        r"the first by $n$; $\gamma$ is Euler's constant.",
        zero=[
            sp.simplify(sp.integrate(y**n * sp.exp(-y * TIME), (y, 0, sp.oo)) - sp.gamma(n + 1) / TIME ** (n + 1)),
            sp.simplify(
                sp.diff(sp.gamma(n + 1) / TIME ** (n + 1), n).subs(n, 4)
                - 24 / TIME**5 * (sp.Rational(25, 12) - sp.EulerGamma - sp.log(TIME))
            ),
            sp.log(-sp.I) + sp.I * sp.pi / 2,
        ],
    )
    slow = a2 + b * (sp.Rational(25, 12) - sp.EulerGamma - sp.log(TIME))
    turned = -2 / TIME**3 + sp.I * a1 * 6 / TIME**4 + 24 * (slow - b * sp.I * sp.pi / 2) / TIME**5
    phase = 2 * GAP * TIME
    law = (sp.cos(phase) - sp.I * sp.sin(phase)) * turned
    cos, sin = sp.cos(phase), sp.sin(phase)
    form = -2 * cos / TIME**3 + 6 * a1 * sin / TIME**4 + (24 * slow * cos - 12 * sp.pi * b * sin) / TIME**5
    chain.show(
        "Long times",
        r"\chi(t)\simeq\frac1{12\zeta\varepsilon_gR^2}\left\{-\frac{2\cos\phi}{t^3}+\frac{6a_1\sin\phi}{t^4}+"
        r"\frac{24[a_2+b(\frac{25}{12}-\gamma-\ln t)]\cos\phi-12\pi b\sin\phi}{t^5}\right\},\quad\phi=2\varepsilon_gt",
        r"$\frac2\pi\operatorname{Im}[ie^{-i\phi}\int dy\,\rho\,e^{-yt}]=\frac2\pi\operatorname{Re}[\dots]$; units of "
        r"$\Delta$.",
        zero=sp.expand(sp.re(sp.expand(law)) - form),
    )
    return form / (12 * ZETA * GAP * RESIDUE**2)
