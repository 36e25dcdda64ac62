"""The next order of weak pair breaking around 2 Delta: constants beside the logarithm, in closed form.

chi^-1(2 + zeta^(2/3) Y) = zeta^(1/3) F(Y) + zeta^(2/3) Y + zeta [-ln(zeta)/6 + H(Y)] + ..., H(0) and H'(0).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations import scaling_centre as centre
from derivations.peak import V1, V2, next_kernel
from derivations.scaling_centre import G0, M, N, P
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, latex_of, stated

ZETA, KAPPA = symbol("zeta"), symbol("kappa")
HERE = Source("higgs_sym")
PHASE = sp.exp(-sp.I * sp.pi / 3)
X1, X2 = sp.symbols("x_1 x_2")
W = sp.Symbol("w", positive=True)  # sqrt(4m - 1)
GROWTH = sp.Symbol("g", positive=True)  # y = g - 1/g
STEP = sp.Symbol("e", positive=True)
INNER = -sp.Rational(3, 4) + sp.log(2) / 3 + sp.pi / 12
OUTER = sp.pi / 8 + sp.log(2) / 2
H0 = INNER + OUTER - sp.pi / 4  # Re H(0); the imaginary part is pi/6
H1 = -G0 / 2  # |H'(0)|, with its sign, on the turned axis


@DERIVATIONS.register(
    id="d:next-order", title=r"Constants of the next order at $2\Delta$ for weak pair breaking", source=HERE
)
@cache
def next_order() -> Chain:
    """The result is H(0); H'(0) = e^(-i pi/3) H1 stands in the steps."""
    chain = Chain()
    chain.define(
        "Two regions",
        r"\chi^{-1}(\omega)=\int_0^\infty\frac{dy}{r(iy)}+i\int_\mathcal{C}dE\,K(\tfrac\omega2+E,\tfrac\omega2-E)",
        r"$\mathcal C$ from $0$ into the upper right quadrant to $\infty$. At $E\sim\zeta^{2/3}$ the kernel is "
        r"expanded at "
        r"fixed $s=E/\zeta^{2/3}$, at $E\sim1$ at fixed $E$. Of either integral the finite part is kept: the powers "
        r"that diverge belong to both expansions and cancel, and $\frac14\ln s$ against $\frac14\ln E$ leaves "
        r"$-\frac16\ln\zeta$.",
    )
    inner = turned(chain)
    at_the_centre(chain, inner)
    slope(chain, inner)
    outer(chain)
    result = H0 + sp.I * sp.pi / 6
    chain.show(
        r"$H(0)$",
        [stated("H(0)", result), r"\chi^{-1}(2)=\zeta^{1/3}F(0)+\zeta\left[-\tfrac16\ln\zeta+H(0)\right]+\dots"],
        r"$\ln\sigma=\ln s+\frac{i\pi}6$ and $\ln y=\ln E-\frac{i\pi}2$ turn both logarithms onto one path; "
        r"$\int_0^\infty dy\,\partial_\zeta(1/r)=-\int_0^\infty dy\,\frac{y^2}{(1+y^2)^2}=-\frac\pi4$.",
        zero=[
            INNER + OUTER - sp.pi / 4 + (sp.I * sp.pi / 6 + sp.I * sp.pi / 2) / 4 - result,
            sp.integrate(KAPPA**2 / (1 + KAPPA**2) ** 2, (KAPPA, 0, sp.oo)) - sp.pi / 4,
        ],
    )
    return chain.finish(result)


def turned(chain: Chain) -> Any:
    """The correction to the kernel on s = e^(-i pi/6) sigma, by m and p."""
    root = sp.Symbol("rho")  # e^(-i pi/3)
    relation = root**2 - root + 1
    total = next_kernel(chain).subs({V1: root * X1, V2: root * X2}, simultaneous=True) / root
    top, bottom = (sp.rem(sp.expand(part), relation, root) for part in sp.fraction(sp.together(total)))
    above, below = (sp.Poly(part, root).nth(0) for part in (top, bottom))
    quotient = sp.cancel(above / below)
    found = by_symmetric(quotient)
    denominator = M**3 * P**6 + (1 - 3 * M) * P**3 + 1  # (x_1^3 + 1)(x_2^3 + 1)
    numerator = M**4 * (3 * M - 2) * P**9 - M * (6 * M**3 + 8 * M**2 - 9 * M + 2) * P**6
    numerator += 2 * (6 * M**2 - 7 * M + 2) * P**3 + 4
    symmetric = {P: X1 + X2, M: X1 * X2 / (X1 + X2) ** 2}
    chain.show(
        "On the turned path",
        [
            r"i\,ds\,K^{(1)}=A\,d\sigma",
            r"A=-\frac{(4m-1)N}{16m^2p^2[m^3p^6+(1-3m)p^3+1]}",
            "N=m^4(3m-2)p^9-m(6m^3+8m^2-9m+2)p^6+2(6m^2-7m+2)p^3+4",
        ],
        r"$v=e^{-i\pi/3}x$, $s=e^{-i\pi/6}\sigma$; $m=x_1x_2/p^2$, $p=x_1+x_2$ as in `d:scaling-centre`. $A$ is real.",
        zero=[
            sp.cancel(found.subs(symmetric) - quotient),
            sp.cancel(found + (4 * M - 1) * numerator / (16 * M**2 * P**2 * denominator)),
            sp.rem(sp.expand(top * below - bottom * above), relation, root),
            sp.expand_complex(relation.subs(root, PHASE)),
            sp.simplify(sp.I * sp.exp(-sp.I * sp.pi / 6) * PHASE - 1),
        ],
    )
    return found


def by_symmetric(quotient: Any) -> Any:
    """A symmetric rational function of x_1, x_2 by p and m."""
    parts = []
    for part in sp.fraction(quotient):
        form, rest, names = sp.symmetrize(sp.expand(part), [X1, X2], formal=True)
        parts.append(form.subs({names[0][0]: P, names[1][0]: M * P**2}) + rest)
    return sp.cancel(parts[0] / parts[1])


def at_the_centre(chain: Chain, inner: Any) -> None:
    """The finite part of int A dsigma at tau = 0."""
    rational = centre.at_centre(sp.cancel(inner * centre.sigma_m()), 0)
    density = sp.factor(rational.subs(M, (1 + W**2) / 4) * W**2 / 2)
    form = -(W**2) * (7 * W**6 - 3 * W**4 - 3 * W**2 - 9) / (12 * (1 - W**4) ** 2)
    primitive = -7 * W / 12 + W * (1 - 3 * W**2) / (12 * (W**4 - 1)) + sp.log((1 + W) / (1 - W)) / 6 + sp.atan(W) / 3
    sigma = W * (3 - W**2) / 8 * (16 / (1 - W**4)) ** sp.Rational(2, 3)
    # at the upper end, w = 1 - e: what diverges is sigma^(3/2)/12 + ln(sigma)/4
    power = (W * (3 - W**2) / 8) ** sp.Rational(3, 2) * 16 / (1 - W**4) / 12
    smooth = (primitive - sp.log((1 + W) / (1 - W)) / 6 - power).subs(W, 1 - STEP)
    logarithm = sp.log(2 / STEP) / 6 - sp.log(sp.limit(sigma.subs(W, 1 - STEP) * STEP ** sp.Rational(2, 3), STEP, 0)
                                              / STEP ** sp.Rational(2, 3)) / 4  # fmt: skip
    value = sp.limit(smooth, STEP, 0) + sp.expand_log(logarithm, force=True)
    chain.show(
        "The window",
        [
            r"\int A\,d\sigma=-\int_0^1dw\," + latex_of(-form),
            stated(r"\mathrm{f.p.}\!\int_0^\infty A\,d\sigma", INNER),
        ],
        r"$Y=0$, $w=\sqrt{4m-1}$, where $\sigma=\frac w8(3-w^2)\left(\frac{16}{1-w^4}\right)^{2/3}$ and $A$ is "
        r"rational; "
        r"$\frac1{12}\sigma^{3/2}+\frac14\ln\sigma$ is what diverges.",
        zero=[
            sp.cancel(density - form),
            sp.cancel(sp.diff(primitive, W) - form),
            sp.simplify(sp.expand_log(sp.expand(value - INNER), force=True)),
        ],
    )


def slope(chain: Chain, inner: Any) -> None:
    """H'(0), by parts."""
    rational = centre.at_centre(centre.along_tau(sp.cancel(inner * centre.sigma_m())), 2)
    polynomial = (2 * N - 1) * (176 * N**2 - 24 * N - 9) / 192
    rest = -sp.Rational(3, 2) * (sp.Rational(1, 4) - N)
    chain.show(
        "Its slope",
        r"H'(0)=-\tfrac12e^{-i\pi/3}g_0",
        r"$\partial_\tau$ of the integral at fixed $m=n+\frac14$, by parts: what is left is $-\frac12$ times the "
        r"integrand of $g_0$ in `d:scaling-centre`. The boundary term at $n=\frac14$ is a power without constant.",
        zero=by_parts(2 * rational, sp.Rational(2, 3), polynomial, rest),
    )


def by_parts(density: Any, power: Any, polynomial: Any, rest: Any) -> Any:
    """Zero if sqrt(n) density b^power = d/dn [sqrt(n) polynomial b^(-4/3)] + rest n^(-1/2) b^(-1/3), b = 1/16 - n^2.

    All terms over n^(-1/2) b^(-7/3).
    """
    b = sp.Rational(1, 16) - N**2
    whole = sp.cancel(density.subs(M, N + sp.Rational(1, 4)) * b ** (power + sp.Rational(7, 3)))
    derivative = (polynomial / 2 + N * sp.diff(polynomial, N)) * b + sp.Rational(8, 3) * N**2 * polynomial
    return sp.expand(N * whole - derivative - rest * b**2)


def outer(chain: Chain) -> None:
    """The first order in zeta at energies of order Delta."""
    K = DERIVATIONS["d:golden-rule"].build().result.subs(KAPPA, 0)
    u1, r1, u2, r2 = sp.symbols("u_1 r_1 u_2 r_2")
    root = sp.Symbol("q", positive=True)  # sqrt(g^2 - 1)
    y = GROWTH - 1 / GROWTH
    z, r = 1 + sp.I * y, root * (1 - sp.I / GROWTH)
    moved = {u1: (z, z / r), r1: (r, -(z**2) / r**2)}
    moved |= {low: tuple(sp.conjugate(x) for x in moved[up]) for up, low in ((u1, u2), (r1, r2))}
    first = sum(sp.diff(K, name) * shift for name, (_, shift) in moved.items()) + sp.diff(K, ZETA)
    at = {name: value for name, (value, _) in moved.items()} | {ZETA: 0}
    rational = sp.cancel(sp.together(first.subs(at, simultaneous=True)))
    density = sp.cancel(rational.subs(root, sp.sqrt(GROWTH**2 - 1)) * (1 + GROWTH**-2))
    form = -(GROWTH**2) * ((GROWTH**3 - GROWTH) ** 2 - 4) / ((GROWTH**2 - 1) ** 2 * (GROWTH**2 + 1) ** 3)
    ratio = (GROWTH + 1) / (GROWTH - 1)
    primitive = sp.log(ratio) / 4 - sp.atan(GROWTH) / 2 - GROWTH**3 / ((GROWTH**2 - 1) * (GROWTH**2 + 1) ** 2)
    start = (primitive + 1 / (4 * y) - sp.log(ratio) / 4).subs(GROWTH, 1 + STEP)
    chain.show(
        "Beyond the window",
        [
            r"\int dy\,\partial_\zeta K=-\int_1^\infty dg\," + latex_of(-form),
            stated(r"-\mathrm{f.p.}\!\int_0^\infty dy\,\partial_\zeta K(1+iy,1-iy)", OUTER),
        ],
        r"To first order in $\zeta$ at fixed energy (6) gives $u=z+\zeta z/r$, $r\to r-\zeta z^2/r^2$. With "
        r"$y=g-1/g$ the root $r=\sqrt{1-z^2}$ at $z=1+iy$ is $\sqrt{g^2-1}\,(1-i/g)$; $\frac1{4y}$ and "
        r"$\frac14\ln y$ are what diverges.",
        zero=[
            sp.expand((1 - z**2) - (GROWTH**2 - 1) * (1 - sp.I / GROWTH) ** 2),
            sp.cancel(density - form),
            sp.cancel(sp.diff(primitive, GROWTH) - form),
            sp.limit(start, STEP, 0) + sp.pi / 8,
            sp.limit((ratio * y).subs(GROWTH, 1 + STEP), STEP, 0) - 4,
            -sp.limit(primitive, GROWTH, sp.oo) - sp.pi / 8 + sp.log(4) / 4 - OUTER,
        ],
    )


@DERIVATIONS.register(
    id="d:next-re", title=r"Real part of $\chi^{-1}(2\Delta)$ for weak pair breaking, two orders", source=HERE
)
def real_part() -> Chain:
    """The result is Re chi^-1(2 Delta) to order zeta."""
    return part("d:scaling-re", sp.re, -ZETA * sp.log(ZETA) / 6)


@DERIVATIONS.register(
    id="d:next-im", title=r"Imaginary part of $\chi^{-1}(2\Delta)$ for weak pair breaking, two orders", source=HERE
)
def imaginary_part() -> Chain:
    """The result is Im chi^-1(2 Delta) to order zeta."""
    return part("d:scaling-im", sp.im, sp.S.Zero)


def part(leading: str, take: Any, logarithm: Any) -> Chain:
    """The leading order, the logarithm and the constant."""
    chain = Chain()
    first, constant = (DERIVATIONS[each].build().result for each in (leading, "d:next-order"))
    law = first + logarithm + ZETA * take(constant)
    chain.show(
        "Two orders",
        DERIVATIONS[leading].build().steps[-1].latex + "+" + latex_of(logarithm + ZETA * take(constant)),
        f"The leading order of `{leading}`, and logarithm and constant of `d:next-order`.",
        zero=sp.expand(take(constant) - (H0 if take is sp.re else sp.pi / 6)),
    )
    return chain.finish(law)
