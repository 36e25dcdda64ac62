"""Im chi^-1 at T > 0: its golden rule, its singular points, and omega^3 ln omega from scattering at the gap edge."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations.mapping import GAP
from derivations.threshold import (
    R1,
    R2,
    R_G,
    SMALL,
    U1,
    U2,
    U_G,
    Y1,
    Y2,
    ZETA,
    absorbing_part,
    at_zeta,
    coefficients,
    cosine_sine,
    edge_angle,
    quotient,
    reduced,
    rotated,
)
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

ORDER = 4
TEMPERATURE, KAPPA = symbol("T"), symbol("kappa")
OMEGA, X = sp.symbols("omega x", positive=True)
HALF_SUM, HALF_DIFFERENCE = sp.symbols("s d")
P, Q = sp.symbols("p q")  # tan(s/2) and tan(d/2)
IM_CHI_INV = r"\operatorname{Im}\chi^{-1}"


@DERIVATIONS.register(
    id="d:golden-rule-thermal",
    title=r"Golden rule for $\operatorname{Im}\chi^{-1}$ at $T>0$",
    source=Source("higgs_sym"),
)
@cache
def golden_rule_thermal() -> Chain:
    """The result is the factor that T > 0 puts before the onset at 2 eps_g."""
    chain = Chain()
    absorption(chain)
    singular_points(chain)
    e1, e2 = sp.symbols("varepsilon_1 varepsilon_2", positive=True)
    factor = (thermal(e1) - thermal(-e2)) / 2
    fermi = 1 / (sp.exp(GAP / TEMPERATURE) + 1)
    chain.show(
        "Pairs",
        r"\tfrac12[\tanh(\varepsilon_1/2T)+\tanh(\varepsilon_2/2T)]\to1-2f(\varepsilon_g)=\tanh(\varepsilon_g/2T)",
        r"$\varepsilon_+=\varepsilon_1$, $\varepsilon_-=-\varepsilon_2$: the integrand of `d:golden-rule` times this "
        r"factor, here at the threshold, where both energies are $\varepsilon_g$. Corrections are smaller by "
        r"$\delta$. $f$ is the Fermi function.",
        zero=[
            (factor.subs({e1: GAP, e2: GAP}) - (1 - 2 * fermi)).rewrite(sp.exp),
            factor.subs({e1: GAP, e2: GAP}) - thermal(GAP),
        ],
    )
    return chain.finish(thermal(GAP))


@DERIVATIONS.register(
    id="d:thermal-edge",
    title=r"Scattering at the gap edge: $\omega^3\ln\omega$ in $\operatorname{Im}\chi^{-1}$",
    source=Source("higgs_sym"),
)
@cache
def thermal_edge() -> Chain:
    """The result is the coefficient of omega^3 ln omega at q = 0, vertex term included."""
    chain = Chain()
    absorption(chain)
    chain.define(
        "Scattering",
        IM_CHI_INV + r"=\frac12\int_0^\infty dx\,[\tanh(\varepsilon_+/2T)-\tanh(\varepsilon_-/2T)]"
        r"\operatorname{Re}(K_{RA}-K_{RR})",
        r"$\omega>0$, $\varepsilon_-=\varepsilon_g+x$ and $\varepsilon_+=\varepsilon_g+x+\omega$; the two negative "
        "energies give the same once more.",
    )
    slope = scattering(chain)
    weight = OMEGA * sp.diff(thermal(GAP), GAP)
    chain.show(
        "Thermal weight",
        r"\tanh(\varepsilon_+/2T)-\tanh(\varepsilon_-/2T)=\frac{\omega}{2T\cosh^2(\varepsilon_g/2T)}+\dots",
        r"At the edge; corrections are smaller by $\omega$ or $x$.",
        zero=(weight - OMEGA / (2 * TEMPERATURE * sp.cosh(GAP / (2 * TEMPERATURE)) ** 2)).rewrite(sp.exp),
    )
    coefficient = slope * logarithm(chain) * weight / OMEGA / 2
    gap = DERIVATIONS["d:gap"].build().result
    third = sp.cbrt(ZETA)
    form = -(2 - third**2) / (432 * third * GAP * TEMPERATURE * sp.cosh(GAP / (2 * TEMPERATURE)) ** 2)
    b = sp.Symbol("b", positive=True)  # zeta = (1 + b)^(-3/2) covers 0 < zeta < 1
    ratio = (coefficient / form).rewrite(sp.exp).subs(GAP, gap).subs(ZETA, (1 + b) ** -sp.Rational(3, 2))
    chain.show(
        "Term by term",
        IM_CHI_INV + r"=\dots+B\,\omega^3\ln\omega,\qquad B=-\frac{2-\zeta^{2/3}}"
        r"{432\,\zeta^{1/3}\varepsilon_gT\cosh^2(\varepsilon_g/2T)}",
        r"$q=0$, vertex term included, units of $\Delta$; the other terms are odd powers of $\omega$ or smaller.",
        zero=ratio - 1,
    )
    return chain.finish(form)


def thermal(energy: Any) -> Any:
    """tanh(energy/2T)."""
    return sp.tanh(energy / (2 * TEMPERATURE))


def absorption(chain: Chain) -> None:
    """The imaginary part of the response at T > 0."""
    chain.define(
        "Response at $T>0$",
        r"\chi^{-1}=\frac1\lambda-\frac1{4i}\int d\varepsilon\,\{\tanh(\varepsilon_-/2T)K_{RR}"
        r"-\tanh(\varepsilon_+/2T)K_{AA}+[\tanh(\varepsilon_+/2T)-\tanh(\varepsilon_-/2T)]K_{RA}\},"
        r"\qquad\varepsilon_\pm=\varepsilon\pm\omega/2",
        r"The Matsubara sum of $K$ continued to $\omega>0$, units of $\Delta$; $K_{AA}=\bar K_{RR}$.",
    )
    a, b, c, d, plus, minus = sp.symbols("a b c d t_+ t_-", real=True)
    braces = minus * (a + sp.I * b) - plus * (a - sp.I * b) + (plus - minus) * (c + sp.I * d)
    chain.show(
        "Golden rule",
        IM_CHI_INV + r"=\frac14\int d\varepsilon\,[\tanh(\varepsilon_+/2T)-\tanh(\varepsilon_-/2T)]"
        r"\operatorname{Re}(K_{RA}-K_{RR})",
        r"$\operatorname{Im}$ of the line above, with $K_{RR}=a+ib$, $K_{RA}=c+id$. It is odd in $\omega$. As in "
        r"`d:golden-rule` nothing is left where one of the energies lies inside the gap: "
        r"$\varepsilon_+$ and $-\varepsilon_-$ above $\varepsilon_g$ create a pair, $\varepsilon_\pm$ both above "
        r"$\varepsilon_g$ (or below $-\varepsilon_g$) scatter a quasiparticle.",
        zero=sp.im(sp.expand(sp.I * braces / 4)) - (plus - minus) * (c - a) / 4,
    )


def singular_points(chain: Chain) -> None:
    """Frequencies where two singular points of the integrand meet."""
    upper, lower = ([sign * GAP + shift * OMEGA / 2 for sign in (1, -1)] for shift in (-1, 1))
    w = sp.Symbol("w")
    met = {root for e in upper for f in lower for root in sp.solve((e - f).subs(OMEGA, w), w)}
    chain.show(
        "Singular points on the real axis",
        r"\varepsilon_+=\pm\varepsilon_g,\ \varepsilon_-=\pm\varepsilon_g\ \mathrm{coincide\ for}\ "
        r"\omega\in\{0,\pm2\varepsilon_g\}",
        r"The integrand is singular at the four edges $\varepsilon=\pm\varepsilon_g\pm\omega/2$, all signs. While "
        "no two of them coincide the contour evades each, and the integral is analytic. Pair creation starts at "
        r"$\pm2\varepsilon_g$; at $\omega=0$ scattering connects the edge with itself. What scattering contributes at "
        r"$2\varepsilon_g$ is analytic there.",
        zero=len(met ^ {sp.S.Zero, 2 * GAP, -2 * GAP}),
    )


def scattering(chain: Chain) -> Any:
    """The slope G in Re(K_RA - K_RR) = G sqrt(x (x + omega))."""
    kernel_in_angles(chain)
    h = edge_angle(chain, ORDER)  # its next term enters as y_1^4 - y_2^4: even in y_2
    h1, h2 = h(SMALL * Y1), h(SMALL * Y2)
    cos, sin = cosine_sine(h1 + h2, SMALL, ORDER)
    top = (1 - (R_G**2 - U_G**2) * cos + 2 * U_G * R_G * sin) / 2  # sin^2 s
    cos, sin = cosine_sine((h1 - h2) / 2, SMALL, ORDER)
    tops = coefficients(top * sin, SMALL, ORDER)
    r1, r2 = (rotated(each, SMALL, ORDER)[0] for each in (h1, h2))
    bottoms = coefficients(cos * r1 * r2, SMALL, ORDER)
    series = quotient(tops, bottoms)
    parts = [absorbing_part(term) for term in series]
    leading = sp.Add(*[reduced(c) * Y1**m * Y2**n for (m, n), c in parts[ORDER].items()])
    g = sp.factor(sp.expand(leading).coeff(Y1, 3).coeff(Y2, 1))
    unit = 2 / (3 * U_G)  # y^2 = unit x
    slope = reduced(2 * g * unit**2)
    chain.show(
        "Both energies above the edge",
        [
            stated(r"\omega\operatorname{Re}(K_{RA}-K_{RR})", 2 * g * Y1 * Y2 * (Y1**2 - Y2**2)) + r"+\dots",
            stated(r"\operatorname{Re}(K_{RA}-K_{RR})", slope * sp.sqrt(X * (X + OMEGA))) + r"+\dots",
        ],
        r"$y_1^2=2(x+\omega)/3u_g$, $y_2^2=2x/3u_g$; conjugating $u_2$ takes $y_2$ to $-y_2$. $\omega K$ is odd under "
        r"exchange of the energies, hence no term in $y_1y_2$: the first that remains carries "
        r"$y_1^2-y_2^2\propto\omega$. Checked: the quotient multiplied back.",
        zero=[
            *[sp.expand(sum(bottoms[j] * series[k - j] for j in range(k + 1)) - tops[k]) for k in range(ORDER + 1)],
            *[len(part) for part in parts[:ORDER]],
            sp.expand(leading - g * Y1 * Y2 * (Y1**2 - Y2**2)),
        ],
    )
    return at_zeta(slope)


def kernel_in_angles(chain: Chain) -> None:
    """omega K_RR in half the sum and half the difference of the angles."""
    K = DERIVATIONS["d:kernel-real"].build().result.subs(KAPPA, 0)
    first, second = HALF_SUM + HALF_DIFFERENCE, HALF_SUM - HALF_DIFFERENCE
    angles = {U1: sp.sin(first), R1: sp.cos(first), U2: sp.sin(second), R2: sp.cos(second)}
    omega = U1 * (1 - ZETA / R1) - U2 * (1 - ZETA / R2)
    form = -2 * sp.sin(HALF_SUM) ** 2 * sp.sin(HALF_DIFFERENCE) / (R1 * R2 * sp.cos(HALF_DIFFERENCE))
    halves = {
        f(angle): value
        for angle, p in ((HALF_SUM, P), (HALF_DIFFERENCE, Q))
        for f, value in ((sp.sin, 2 * p / (1 + p**2)), (sp.cos, (1 - p**2) / (1 + p**2)))
    }
    chain.show(
        "The kernel of scattering",
        r"\omega K_{RR}=-\frac{2\sin^2s\,\tan d}{r_1r_2},\qquad s=\tfrac12(\phi_1+\phi_2),\ d=\tfrac12(\phi_1-\phi_2)",
        r"`d:kernel-real` at $q=0$ with $u=\sin\phi$, $r=\cos\phi$ and $\omega=z_1-z_2$ from (6). The vertex term "
        "makes the denominator proportional to $z_1-z_2$. $K_{RA}$: $u_2$, $r_2$ replaced by their conjugates.",
        zero=sp.factor(sp.expand_trig((K * omega - form).subs(angles)).subs(halves)),
    )


def logarithm(chain: Chain) -> Any:
    """The coefficient of omega^2 ln omega in the integral over x."""
    L = sp.Symbol("L", positive=True)
    root = sp.sqrt(X * (X + OMEGA))
    primitive = (2 * X + OMEGA) * root / 4 - OMEGA**2 / 8 * sp.log(2 * X + OMEGA + 2 * root)
    chain.show(
        "The logarithm",
        equal(sp.Integral(root, (X, 0, L)), OMEGA**2 * sp.log(OMEGA) / 8 + primitive.subs(X, L)),
        r"From the primitive. The upper end, at any fixed $L$, is analytic at $\omega=0$; the logarithm comes from the "
        "lower end alone.",
        zero=[sp.diff(primitive, X) - root, primitive.subs(X, 0) + OMEGA**2 * sp.log(OMEGA) / 8],
    )
    return sp.Rational(1, 8)
