"""The quartic for the spectral function solved in radicals, with the physical root picked out."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

ZETA, ENERGY = symbol("zeta"), symbol("epsilon")
R, Z, M = sp.symbols("r z m")
# h = sqrt(m^2 + zeta^2) made rational: m = zeta (1 - t^2)/(2 t), h = zeta (1 + t^2)/(2 t).
TANGENT = sp.Symbol("t", positive=True)


@DERIVATIONS.register(
    id="d:radicals",
    title="The spectral function in radicals above the gap",
    source=Source("higgs_sym"),
)
@cache
def above() -> Chain:
    """Ferrari; the result is Im eta/Delta = Re r - zeta/2 at real energies above the gap, any zeta > 0."""
    chain = Chain()
    h, s = factors(chain)
    positive_root(chain)
    cardano(chain)
    chain.show(
        "Above the gap",
        [
            r"\operatorname{Re}r=\tfrac12(\zeta+s)",
            r"|r|^2=m+h",
            r"\operatorname{Im}r=-\sqrt{m+h-\tfrac14(\zeta+s)^2}",
        ],
        r"Outside the gap the physical root has $\operatorname{Im}u>0$ (`d:root`), so $r$ is complex. Two of the four "
        r"roots are real, with opposite signs, because $m-h<0$; the other two are this pair, with "
        r"$\operatorname{Re}r>0$. Since $u=zr/(r-\zeta)$, $\operatorname{Im}u>0$ means $\operatorname{Im}r<0$ for "
        r"$z>0$. For $\zeta>1$ this is every $z>0$.",
        zero=pair(h, s),
    )
    return chain.finish(in_energy((ZETA + s) / 2 - ZETA / 2, cardano_root()))


@DERIVATIONS.register(
    id="d:radicals-re", title="The real part of the spectral function in radicals", source=Source("higgs_sym")
)
@cache
def real_part() -> Chain:
    """The result is Re eta/Delta = -Im r at real energies above the gap, any zeta > 0."""
    chain = Chain()
    h, s = recalled(chain)
    half = (ZETA + s) / 2
    value = sp.sqrt(M + h - half**2)
    chain.show(
        "Real part",
        r"\operatorname{Re}\eta=-\Delta\operatorname{Im}r=\Delta\sqrt{m+h-\tfrac14(\zeta+s)^2}",
        r"$|r|^2=m+h$, $\operatorname{Re}r=\tfrac12(\zeta+s)$ and $\operatorname{Im}r<0$ from `d:radicals`.",
        zero=sp.expand(half**2 + value**2 - M - h),
    )
    return chain.finish(in_energy(value, cardano_root()))


@DERIVATIONS.register(id="d:radicals-dos", title="The density of states in radicals", source=Source("higgs_sym"))
@cache
def density() -> Chain:
    """The result is N(eps)/N_0 at real energies above the gap, any zeta > 0."""
    chain = Chain()
    h, s = recalled(chain)
    real, imaginary = sp.symbols("rho sigma", positive=True)
    complex_r = real - sp.I * imaginary
    u_over_r = Z / (complex_r - ZETA)
    form = Z * imaginary / ((real - ZETA) ** 2 + imaginary**2)
    energy = sp.Symbol("z", positive=True)
    chain.show(
        "Density of states",
        r"\frac{N}{N_0}=\operatorname{Re}\cosh\theta=\operatorname{Im}\frac ur"
        r"=-\frac{z\operatorname{Im}r}{|r-\zeta|^2}",
        r"$\cosh\theta=-iu/r$, and (6) is $u/r=z/(r-\zeta)$.",
        zero=sp.simplify(sp.im(u_over_r.subs(Z, energy)) - form.subs(Z, energy)),
    )
    modulus = M + h - ZETA * (ZETA + s) + ZETA**2
    chain.show(
        "In terms of the resolvent's root",
        r"|r-\zeta|^2=m+h-\zeta s",
        r"$|r|^2=m+h$ and $\operatorname{Re}r=\tfrac12(\zeta+s)$ from `d:radicals`.",
        zero=sp.expand(modulus - (M + h - ZETA * s)),
    )
    return chain.finish(in_energy(Z * sp.sqrt(M + h - (ZETA + s) ** 2 / 4) / (M + h - ZETA * s), cardano_root()))


@DERIVATIONS.register(
    id="d:radicals-gap", title="The spectral function in the gap in closed form", source=Source("higgs_sym")
)
@cache
def inside() -> Chain:
    """The result is eta/(i Delta) = r - zeta/2 in the gap, 0 <= eps < eps_g."""
    chain = Chain()
    h, s = recalled(chain)
    a, y, p = sp.symbols("a y p")
    product = 2 * a * sp.sin(sp.pi / 3 - y) * sp.sin(y)
    cubic = 2 * product**3 + 3 * a * product**2 - a**3 * sp.sin(3 * y) ** 2
    half_angle = {sp.sin(y): 2 * p / (1 + p**2), sp.cos(y): (1 - p**2) / (1 + p**2)}
    chain.show(
        "Three real roots of the resolvent",
        [
            r"m=2a\sin\tfrac{\pi-x}{3}\,\sin\tfrac x3",
            r"\sin x=\frac{\zeta z}{a^{3/2}}",
            r"a=\tfrac13(1-z^2-\zeta^2)",
        ],
        r"In the gap $\zeta^2z^2<a^3$ and Cardano's radicands are complex (casus irreducibilis); the positive root is "
        r"this one, $0\le x<\pi/2$.",
        zero=sp.factor(sp.expand_trig(cubic).subs(half_angle)),
    )
    radicand = (ZETA + s) ** 2 / 4 - M - h
    r_plus = (ZETA + s) / 2 + sp.sqrt(radicand)
    chain.show(
        "In the gap",
        r"r=\tfrac12(\zeta+s)+\sqrt{\tfrac14(\zeta+s)^2-m-h}",
        r"The first factor's roots, which meet at the edge, are real and positive here. On $\zeta<r<1$, "
        r"$z=(1-\zeta/r)\sqrt{1-r^2}$ has one maximum, at $r^3=\zeta$: the two lie on either side of it, and "
        "the larger "
        r"one has $\zeta/r^3<1$, which is the physical root (`d:root`).",
        zero=[
            sp.expand(r_plus**2 - (ZETA + s) * r_plus + M + h),
            sp.simplify(sp.diff((1 - ZETA / R) * sp.sqrt(1 - R**2), R) * sp.sqrt(1 - R**2) - (ZETA / R**2 - R)),
        ],
    )
    amplitude = (1 - ENERGY**2 - ZETA**2) / 3
    angle = sp.asin(ZETA * ENERGY / amplitude ** sp.Rational(3, 2)) / 3
    m = 2 * amplitude * sp.sin(sp.pi / 3 - angle) * sp.sin(angle)
    return chain.finish(in_energy(r_plus - ZETA / 2, m))


def coefficients() -> tuple[Any, Any]:
    """h and s of the two quadratics, in terms of m."""
    h = sp.sqrt(M**2 + ZETA**2)
    return h, ZETA * (1 + M) / h


def recalled(chain: Chain) -> tuple[Any, Any]:
    """What `d:radicals` found, for the chains that go on from there; returns h and s."""
    chain.define(
        "The quartic in two factors",
        [
            r"\big[r^2-(\zeta+s)r+m+h\big]\big[r^2-(\zeta-s)r+m-h\big]=0",
            r"2m^3+(1-z^2-\zeta^2)\,m^2=\zeta^2z^2,\ m>0",
        ],
        r"From `d:radicals`: $h=\sqrt{m^2+\zeta^2}$, $s=\zeta(1+m)/h$.",
    )
    return coefficients()


def factors(chain: Chain) -> tuple[Any, Any]:
    """The quartic as a product of two quadratics; returns h and s in terms of m."""
    quartic = DERIVATIONS["d:dressed"].build().result
    cubic = 2 * M**3 + (1 - Z**2 - ZETA**2) * M**2 - ZETA**2 * Z**2
    square = (R**2 - ZETA * R + M) ** 2
    rest = (2 * M + 1 - Z**2) * R**2 - 2 * ZETA * (1 + M) * R + M**2 + ZETA**2
    chain.show(
        "Ferrari's square",
        [
            r"(r^2-\zeta r+m)^2=(2m+1-z^2)\,r^2-2\zeta(1+m)\,r+m^2+\zeta^2",
            r"2m^3+(1-z^2-\zeta^2)\,m^2-\zeta^2z^2=0",
        ],
        r"The quartic of `d:dressed` with $m$ added under the square. The right-hand side is a square when its "
        "discriminant vanishes: the cubic resolvent.",
        zero=[
            sp.expand(square - rest + quartic),
            sp.expand(sp.discriminant(rest, R) / -4 - cubic),
        ],
    )
    h, s = coefficients()
    on_resolvent = {Z: sp.sqrt((2 * M**3 + (1 - ZETA**2) * M**2) / (M**2 + ZETA**2))}
    product = sp.Mul(*[R**2 - (ZETA + k * s) * R + M + k * h for k in (1, -1)])
    chain.show(
        "Two quadratics",
        [
            r"\big[r^2-(\zeta+s)r+m+h\big]\big[r^2-(\zeta-s)r+m-h\big]=0",
            r"h=\sqrt{m^2+\zeta^2}",
            r"s=\frac{\zeta(1+m)}{h}",
        ],
        r"On the resolvent $2m+1-z^2=s^2$ with these $h$ and $s$, and $\zeta(1+m)=sh$.",
        zero=[
            sp.together(sp.expand(product + quartic).subs(on_resolvent)),
            sp.together((2 * M + 1 - Z**2 - s**2).subs(on_resolvent)),
            sp.expand(cubic.subs(on_resolvent) * (M**2 + ZETA**2)),
        ],
    )
    return h, s


def positive_root(chain: Chain) -> None:
    """Which m."""
    m, g = sp.symbols("m g", positive=True)
    slope = sp.diff(g**2 / m**2 - 2 * m, m)
    chain.show(
        "The positive root of the resolvent",
        [r"\frac{\zeta^2z^2}{m^2}-2m=1-z^2-\zeta^2", sp.Lt(slope, 0, evaluate=False)],
        r"The left-hand side falls from $\infty$ to $-\infty$ for $m>0$: for real $z\ne0$ there is exactly one $m>0$, "
        r"continuous in $z$ and $\zeta$. With it $h>m>0$ and $s>0$.",
        zero=[
            sp.expand((g**2 / m**2 - 2 * m) * m**2 - (g**2 - 2 * m**3)),
            sp.Lt(slope, 0),
        ],
    )


def cardano(chain: Chain) -> None:
    """The positive root where the other two are complex."""
    a, g = sp.symbols("a g")
    C = sp.Symbol("C", nonzero=True)
    m = (C**2 - a + a**2 / C**2) / 2
    cubic = 2 * m**3 + 3 * a * m**2 - g**2
    discriminant = (C**3 - g) ** 2 - g**2 + a**3
    chain.show(
        "Cardano",
        [
            r"m=\tfrac12\Big(C^2-a+\frac{a^2}{C^2}\Big)",
            r"C^3=\zeta z+\sqrt{\zeta^2z^2-a^3}",
            r"a=\tfrac13(1-z^2-\zeta^2)",
        ],
        r"Real and positive for $\zeta^2z^2>a^3$, that is $27\zeta^2z^2>(1-z^2-\zeta^2)^3$: above the gap.",
        zero=sp.rem(sp.numer(sp.together(cubic)), sp.expand(discriminant), C),
    )


def cardano_root() -> Any:
    """m above the gap in terms of the energy."""
    amplitude = (1 - ENERGY**2 - ZETA**2) / 3
    cube = ZETA * ENERGY + sp.sqrt(ZETA**2 * ENERGY**2 - amplitude**3)
    square = cube ** sp.Rational(2, 3)
    return (square - amplitude + amplitude**2 / square) / 2


def pair(h: Any, s: Any) -> list[Any]:
    """The residuals for the complex pair, the sign of the other product, and that of Im u."""
    radicand = M + h - (ZETA + s) ** 2 / 4
    r = (ZETA + s) / 2 - sp.I * sp.sqrt(radicand)
    m_of_t, h_of_t = ZETA * (1 - TANGENT**2) / (2 * TANGENT), ZETA * (1 + TANGENT**2) / (2 * TANGENT)
    real, imaginary, z = sp.Symbol("rho", real=True), sp.Symbol("sigma", positive=True), sp.Symbol("z", positive=True)
    u = z * (real - sp.I * imaginary) / (real - sp.I * imaginary - ZETA)
    return [
        sp.expand(r**2 - (ZETA + s) * r + M + h),
        sp.factor(m_of_t**2 + ZETA**2 - h_of_t**2),
        sp.Lt(sp.simplify(m_of_t - h_of_t), 0),
        sp.simplify(sp.im(u) - z * ZETA * imaginary / ((real - ZETA) ** 2 + imaginary**2)),
    ]


def in_energy(expression: Any, m: Any) -> Any:
    """With the root of the resolvent put in and z written as the energy in units of Delta."""
    return expression.subs(M, m).subs(Z, ENERGY)
