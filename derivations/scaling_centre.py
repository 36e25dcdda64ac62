"""The scaling function at the centre of its window, Y = 0: Taylor coefficients in closed form.

G(tau) = e^(i pi/3) F(e^(i pi/3) tau) = g_0 + g_1 tau + g_2 tau^2 + ...
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

ZETA = symbol("zeta")
P, Q, TAU = sp.symbols("p q tau", positive=True)
M, N = sp.symbols("m n", positive=True)
B = M * (sp.Rational(1, 2) - M)  # p^-3 at tau = 0
RELATION = P**3 * B - 1 - TAU * M * P
WEIGHT = (4 * M - 1) / (2 * M * P)  # (Im x)^2/(|x|^2 Re x)
SIGMA = P**2 / 4 + 1 / (2 * M * P)  # sigma/sqrt(4m - 1)
THIRD = sp.Rational(1, 3)
G0 = (
    3
    * 2 ** (-8 * THIRD)
    * (
        sp.gamma(sp.Rational(1, 4)) * sp.gamma(2 * THIRD) / sp.gamma(sp.Rational(11, 12))
        - sp.gamma(sp.Rational(3, 4)) * sp.gamma(2 * THIRD) / sp.gamma(sp.Rational(17, 12))
    )
)
G1 = 2 ** (-7 * THIRD) * sp.gamma(sp.Rational(1, 4)) * sp.gamma(4 * THIRD) / sp.gamma(sp.Rational(19, 12))
G2 = -sp.Rational(1, 9)


@DERIVATIONS.register(
    id="d:scaling-centre", title=r"The scaling function at $2\Delta$ in closed form", source=Source("higgs_sym")
)
@cache
def centre() -> Chain:
    """The result is g_0 = |F(0)|; g_1 and g_2 stand in the steps and as G1, G2."""
    chain = Chain()
    curve(chain)
    value(chain)
    slope(chain)
    curvature(chain)
    g0, g1, g2 = sp.symbols("g_0 g_1 g_2", real=True)
    t = sp.Symbol("tau")
    inverse = sp.series(1 / (g0 + g1 * t + g2 * t**2), t, 0, 3).removeO()
    second = sp.expand(inverse).coeff(t, 2)
    chain.show(
        "The maximum",
        r"h_2=\frac{g_1^2-g_0g_2}{g_0^3}>0",
        r"Of $1/G$. $g_0>0$ because its integrand is positive, and $g_2<0$: with `d:scaling-symmetry` the absorption "
        r"$\operatorname{Im}(1/F)$ has a maximum at $Y=0$.",
        zero=[sp.cancel(second - (g1**2 / g0**3 - g2 / g0**2)), sp.S.Zero if G2 < 0 else sp.S.One],
    )
    return chain.finish(G0)


@DERIVATIONS.register(
    id="d:scaling-re", title=r"Real part of $\chi^{-1}(2\Delta)$ for weak pair breaking", source=Source("higgs_sym")
)
def real_part() -> Chain:
    """The result is Re chi^-1(2 Delta) to leading order in zeta."""
    return part(sp.re, r"\operatorname{Re}\chi^{-1}(2)")


@DERIVATIONS.register(
    id="d:scaling-im",
    title=r"Imaginary part of $\chi^{-1}(2\Delta)$ for weak pair breaking",
    source=Source("higgs_sym"),
)
def imaginary_part() -> Chain:
    """The result is Im chi^-1(2 Delta) to leading order in zeta."""
    return part(sp.im, r"\operatorname{Im}\chi^{-1}(2)")


def part(take: Any, name: str) -> Chain:
    """zeta^(1/3) F(0)."""
    chain = Chain()
    phase, modulus = DERIVATIONS["d:scaling-symmetry"].build().result, DERIVATIONS["d:scaling-centre"].build().result
    factor = sp.Rational(1, 2) if take is sp.re else -sp.sqrt(3) / 2
    law = factor * G0 * sp.cbrt(ZETA)
    chain.show(
        "Phase and modulus",
        stated(name, factor * sp.Symbol("g_0") * sp.cbrt(ZETA)),
        "The phase of `d:scaling-symmetry` and the modulus of `d:scaling-centre`.",
        zero=take(sp.expand_complex(phase)) * modulus * sp.cbrt(ZETA) - law,
    )
    return chain.finish(law)


def along_m(expression: Any) -> Any:
    """d/dm at fixed tau."""
    return sp.diff(expression, M) - sp.diff(expression, P) * sp.diff(RELATION, M) / sp.diff(RELATION, P)


def along_tau(expression: Any) -> Any:
    """d/dtau at fixed m."""
    return sp.diff(expression, TAU) - sp.diff(expression, P) * sp.diff(RELATION, TAU) / sp.diff(RELATION, P)


def sigma_m() -> Any:
    """d sigma/dm over sqrt(4m - 1)."""
    return along_m(SIGMA) + 2 * SIGMA / (4 * M - 1)


def at_centre(expression: Any, power: int) -> Any:
    """p^power times the expression at tau = 0, as a function of m."""
    rational = sp.cancel(sp.together(expression.subs(TAU, 0)) * P**power)
    return sp.factor(sp.cancel(sp.powdenest(rational.subs(P, Q**THIRD), force=True).subs(Q, 1 / B)))


def curve(chain: Chain) -> None:
    """x_1, x_2 by sum and product."""
    x1, x2 = sp.symbols("x_1 x_2")
    total, product = x1 + x2, x1 * x2
    rho = [x**2 / 2 - 1 / x for x in (x1, x2)]
    m = product / total**2
    squared = {"sigma": -((rho[0] - rho[1]) ** 2) / 4, "weight": -((x1 - x2) ** 2) / (2 * product * total)}
    chain.show(
        "Sum and product",
        [
            "p=x_1+x_2",
            "m=x_1x_2/p^2",
            equal(P**3 * B, 1 + TAU * M * P),
            stated(r"\sigma", sp.sqrt(4 * M - 1) * SIGMA),
            stated(r"\frac{(\operatorname{Im}x)^2}{|x|^2\operatorname{Re}x}", WEIGHT),
        ],
        r"From $\rho_1+\rho_2=\tau$ and $\rho_2-\rho_1=2i\sigma$ with $\rho=\frac12x^2-1/x$. $\sigma=0$ is "
        r"$m=\frac14$, "
        r"$\sigma\to\infty$ is $m\to\frac12$.",
        zero=[
            sp.cancel(RELATION.subs({P: total, M: m, TAU: sum(rho)})),
            sp.cancel(((4 * M - 1) * SIGMA**2).subs({P: total, M: m}) - squared["sigma"]),
            sp.cancel(WEIGHT.subs({P: total, M: m}) - squared["weight"]),
        ],
    )


def value(chain: Chain) -> None:
    """g_0."""
    rational = at_centre(WEIGHT * sigma_m(), 2)
    m = N + sp.Rational(1, 4)
    b = sp.Rational(1, 16) - N**2
    integrand = -2 * sp.sqrt(N) * rational.subs(M, m) * b ** (2 * THIRD)
    boundary = sp.sqrt(N) * (4 * N**2 - 3 * N / 2 - sp.Rational(3, 8)) * (sp.Rational(1, 4) - N) * b ** (-4 * THIRD)
    rest = 3 * (sp.Rational(1, 4) - N) / sp.sqrt(N) * b**-THIRD
    chain.show(
        r"$G(0)$",
        [
            r"g_0=-\mathrm{f.p.}\!\int_{1/4}^{1/2}dm\,"
            + sp.latex(sp.sqrt(4 * M - 1) * rational)
            + r"\,[m(\tfrac12-m)]^{2/3}",
            r"g_0=3\int_0^{1/4}dn\,\frac{(\frac14-n)^{2/3}}{\sqrt n\,(\frac14+n)^{1/3}}",
        ],
        r"$n=m-\frac14$. By parts; what is left at $n=\frac14$ is a multiple of $\sqrt\sigma$ without constant, and is "
        "dropped by the finite part.",
        zero=[
            vanishing(integrand - sp.diff(boundary, N) - rest, b),
            vanishing(
                rest - 3 * (sp.Rational(1, 4) - N) ** (2 * THIRD) / sp.sqrt(N) / (sp.Rational(1, 4) + N) ** THIRD, b
            ),
        ],
    )
    beta = 3 * (moment(-sp.Rational(1, 2), -THIRD) / 4 - moment(sp.Rational(1, 2), -THIRD))
    chain.show(
        r"$|F(0)|$ in closed form",
        r"g_0=\frac{3}{2^{8/3}}\left[\mathrm{B}(\tfrac14,\tfrac23)-\mathrm{B}(\tfrac34,\tfrac23)\right]",
        r"$\int_0^{1/4}n^a(\frac1{16}-n^2)^b\,dn=\frac18\,4^{-a}16^{-b}\,\mathrm{B}(\frac{a+1}2,b+1)$, from "
        r"$n=\frac14\sqrt y$.",
        zero=[sp.simplify(beta - G0), *moment_measure()],
    )


def slope(chain: Chain) -> None:
    """g_1: the derivative at fixed sigma, free of divergences."""
    density = along_tau(WEIGHT) * sigma_m() - along_m(WEIGHT) * along_tau(SIGMA)
    rational = at_centre(density, 1)
    m = N + sp.Rational(1, 4)
    b = sp.Rational(1, 16) - N**2
    integrand = -2 * sp.sqrt(N) * rational.subs(M, m) * b**THIRD
    boundary = -sp.sqrt(N) * (2 * N + 4) / 7 * (sp.Rational(1, 4) - N) * b ** (-2 * THIRD)
    rest = b ** (-2 * THIRD) / (14 * sp.sqrt(N))
    chain.show(
        r"$G'(0)$",
        [
            r"G'=-\int dm\,(f_\tau\sigma_m-f_m\sigma_\tau)",
            r"g_1=\frac1{14}\int_0^{1/4}\frac{dn}{\sqrt n\,(\frac1{16}-n^2)^{2/3}}"
            r"=2^{-7/3}\,\mathrm{B}(\tfrac14,\tfrac43)",
        ],
        r"$f$ is the weight; its derivative at fixed $\sigma$ falls as $\sigma^{-3/2}$. By parts; the boundary "
        "term vanishes "
        "at both ends.",
        zero=[
            vanishing(integrand - sp.diff(boundary, N) - rest, b),
            sp.simplify(moment(-sp.Rational(1, 2), -2 * THIRD) / 14 - G1),
        ],
    )


def curvature(chain: Chain) -> None:
    """g_2: a rational number."""
    density = along_tau(WEIGHT) * sigma_m() - along_m(WEIGHT) * along_tau(SIGMA)
    rational = at_centre(sp.cancel(along_tau(sp.cancel(density))), 0)
    edge = at_centre(sp.cancel(density) * sp.cancel(along_tau(SIGMA) / sigma_m()), 0)
    inner = sp.integrate(sp.sqrt(4 * M - 1) * rational, (M, sp.Rational(1, 4), sp.Rational(1, 2)))
    end = edge.subs(M, sp.Rational(1, 2))
    chain.show(
        r"$G''(0)$",
        [
            r"G''=-\int dm\,J_\tau+\left.J\,\frac{\sigma_\tau}{\sigma_m}\right|_{m\to1/2}",
            stated(r"-\int dm\,J_\tau", -inner),
            stated(r"\left.J\,\frac{\sigma_\tau}{\sigma_m}\right|_{1/2}", end),
            stated("g_2", G2),
        ],
        r"$J=f_\tau\sigma_m-f_m\sigma_\tau$, again at fixed $\sigma$; at $\tau=0$ the integrand is "
        r"$-\frac16\sqrt{4m-1}$. "
        "The boundary term at infinity is finite.",
        zero=[rational + sp.Rational(1, 6), edge.subs(M, sp.Rational(1, 4)), (end - inner) / 2 - G2],
    )


def moment(a: Any, b: Any) -> Any:
    """int_0^(1/4) n^a (1/16 - n^2)^b dn."""
    first, second = (a + 1) / 2, b + 1
    return sp.gamma(first) * sp.gamma(second) / sp.gamma(first + second) / 8 / 4**a / 16**b


def moment_measure() -> list[Any]:
    """n = sqrt(y)/4 turns n^a (1/16 - n^2)^b dn into 1/8 4^-a 16^-b y^((a-1)/2) (1 - y)^b dy."""
    y = sp.Symbol("y", positive=True)
    n = sp.sqrt(y) / 4
    return [sp.diff(n, y) - 1 / (8 * sp.sqrt(y)), sp.Rational(1, 16) - n**2 - (1 - y) / 16]


def vanishing(expression: Any, b: Any) -> Any:
    """A sum of half-integer powers of n and powers b^(k/3), as a rational function of their roots."""
    low, high = sp.Rational(1, 4) - N, sp.Rational(1, 4) + N
    s, t = sp.symbols("s t", positive=True)  # cube roots of both factors of b
    roots = {low: s, high: t}
    powers = sp.expand_power_base(sp.powsimp(expression * sp.sqrt(N)).subs(b, low * high), force=True)
    rooted = powers.replace(lambda e: e.is_Pow and e.base in roots, lambda e: roots[e.base] ** (3 * e.exp))
    return sp.cancel(sp.together(rooted.subs(N, sp.Rational(1, 4) - s**3))).subs(t, sp.cbrt(sp.Rational(1, 2) - s**3))
