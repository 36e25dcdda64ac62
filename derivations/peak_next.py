"""The place of the absorption peak for weak pair breaking to next order, logarithm and constant."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations import next_order, scaling_centre
from derivations.scaling_centre import G1, G2, TAU, THIRD, WEIGHT, B, M, N, P
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, latex_of, stated

ZETA = symbol("zeta")
HERE = Source("higgs_sym")
PHASE = sp.exp(-sp.I * sp.pi / 3)
LITTLE = sp.Symbol("z", positive=True)  # zeta^(1/3)
g0, g1, g2, g3 = sp.symbols("g_0 g_1 g_2 g_3", real=True)
LEVEL, PULL = sp.symbols("lambda h_1", real=True)  # -ln(zeta)/6 + Re H(0); e^(i pi/3) H'(0)
CONSTANT = sp.Symbol("c", positive=True)
G3 = (  # (7 B(1/4, 2/3) + 11 B(3/4, 2/3))/(297 2^(8/3))
    2 ** (-8 * THIRD)
    * sp.gamma(2 * THIRD)
    / 297
    * (
        7 * sp.gamma(sp.Rational(1, 4)) / sp.gamma(sp.Rational(11, 12))
        + 11 * sp.gamma(sp.Rational(3, 4)) / sp.gamma(sp.Rational(17, 12))
    )
)


@DERIVATIONS.register(
    id="d:peak-next", title=r"The absorption peak below $2\Delta$, two orders for weak pair breaking", source=HERE
)
def peak_next() -> Chain:
    """The result is 2 - omega_res to order zeta^(4/3)."""
    chain = Chain()
    first, second = expansion(chain)
    values = constants()
    law = ZETA * (first + sp.cbrt(ZETA) * second).subs(CONSTANT, first).subs(values)
    return chain.finish(law)


@DERIVATIONS.register(
    id="d:peak-constant", title=r"The constant beside the logarithm in the peak's next order", source=HERE
)
def peak_constant() -> Chain:
    """The result is a zeta^(1/3)."""
    chain = Chain()
    first, second = expansion(chain)
    logarithm = sp.expand(second).coeff(LEVEL, 1) * -sp.log(ZETA) / 6
    rest = sp.expand(second).subs(LEVEL, next_order.H0 + sp.pi * sp.sqrt(3) / 18)
    number = rest.subs(CONSTANT, first).subs(constants(logarithm=False))
    chain.show(
        "The constant",
        [
            stated(r"a", form_of(next_order.H0 + sp.pi * sp.sqrt(3) / 18).subs(PULL, -g0 / 2)),
            r"a\approx0.432624",
        ],
        r"$\lambda=-\frac16\ln\zeta+\frac56\ln2-\frac34-\frac\pi{24}+\frac{\pi}{6\sqrt3}$; its logarithm gives $b$ of "
        "`d:peak-drift`.",
        zero=[
            sp.cancel(logarithm - CONSTANT * g1 / (3 * g0) * sp.log(ZETA)),
            sp.floor(number * 10**6) - 432623,
        ],
    )
    return chain.finish(sp.cbrt(ZETA) * number)


def constants(logarithm: bool = True) -> dict[Any, Any]:
    """Closed forms of everything that enters."""
    level = next_order.H0 + sp.pi * sp.sqrt(3) / 18 - (sp.log(ZETA) / 6 if logarithm else 0)
    centre = DERIVATIONS["d:scaling-centre"].build().result
    return {LEVEL: level, PULL: next_order.H1, g0: centre, g1: G1, g2: G2, g3: G3}


def form_of(level: Any) -> Any:
    """The second order of the shift over zeta^(4/3), c the first."""
    cubic = g3 - 2 * g1 * g2 / g0 + g1**3 / g0**2
    return -CONSTANT * (2 * g1 / g0 * level - PULL - 4 * CONSTANT * g1 / g0 + 3 * CONSTANT**2 * cubic)


@cache
def _orders() -> tuple[Any, Any]:
    """Im(1/N) at orders z^2 and z^3 as functions of y = Y/z."""
    y = sp.Symbol("y", real=True)
    Y = LITTLE * y
    F = sum(PHASE ** (k + 1) * g * Y**k for k, g in enumerate((g0, g1, g2, g3)))
    # e^(i pi/3) H(0) = e^(i pi/3) (Re + i pi/6): only its imaginary part counts, and lambda has the same
    whole = F + LITTLE * Y + LITTLE**2 * (LEVEL + PHASE * PULL * Y)
    excess = sp.expand(whole - PHASE * g0) / (PHASE * g0)
    inverse = sum((-excess) ** k for k in range(4)) / (PHASE * g0)
    expanded = sp.expand(inverse)
    found = [sp.im(sp.expand_complex(expanded.coeff(LITTLE, k))) for k in (2, 3)]
    return sp.expand(sp.simplify(found[0])), sp.expand(sp.simplify(found[1]))


def expansion(chain: Chain) -> tuple[Any, Any]:
    """First and second order of 2 - omega_res over zeta and zeta^(4/3)."""
    coefficient(chain)
    chain.define(
        "The response to next order",
        [
            r"\zeta^{-1/3}\chi^{-1}=F(Y)+zY+z^2\left[\ell+\tfrac{i\pi}6+e^{-i\pi/3}h_1Y\right]+\dots",
            r"F=e^{-i\pi/3}(g_0+g_1\tau+g_2\tau^2+g_3\tau^3),\quad\tau=e^{-i\pi/3}Y",
            r"\ell=-\tfrac16\ln\zeta+\tfrac56\ln2-\tfrac34-\tfrac\pi{24},\quad h_1=-\tfrac12g_0",
        ],
        "With $z=\\zeta^{1/3}$; from `d:scaling-centre` and `d:next-order`.",
    )
    chain.show(
        "One real constant",
        r"\lambda=\ell+\frac{\pi}{6\sqrt3}",
        r"At the order that moves the maximum the constant enters through $\operatorname{Im}(e^{i\pi/3}\,\cdot\,)$, "
        r"which "
        r"is $\frac{\sqrt3}2\lambda$ for $\ell+\frac{i\pi}6$ as for the real number $\lambda$.",
        zero=sp.expand(
            sp.expand_complex(sp.im((LEVEL + sp.I * sp.pi / 6) / PHASE))
            - sp.sqrt(3) / 2 * (LEVEL + sp.pi / (6 * sp.sqrt(3)))
        ),
    )
    y, next_ = sp.symbols("y y_1", real=True)
    second, third = _orders()
    (place,) = sp.solve(sp.diff(second, y), y)
    (moved,) = sp.solve((sp.diff(second, y, 2) * next_ + sp.diff(third, y)).subs(y, -CONSTANT), next_)
    first = 1 / (2 * (g1**2 / g0 - g2))
    shift = sp.expand(form_of(LEVEL))
    chain.show(
        "The maximum to next order",
        [
            stated(r"\frac{2\Delta-\omega_\mathrm{res}}{\Gamma}", r"c+\zeta^{1/3}(b\ln\zeta+a)"),
            r"c=\frac1{2(g_1^2/g_0-g_2)}",
            stated(r"b\ln\zeta+a", form_of(LEVEL)),
        ],
        r"$\operatorname{Im}\chi$ at $Y=z(-c+zy_1)$, orders $z^2$ and $z^3$ beyond the leading one.",
        zero=[
            sp.cancel(place + first),
            sp.cancel(sp.together((moved + shift).subs(g2, g1**2 / g0 - 1 / (2 * CONSTANT)))),
        ],
    )
    return first, shift


def coefficient(chain: Chain) -> None:
    """g_3."""
    rational = _third_derivative()
    polynomial = -((4 * N + 1) ** 2) * (160 * N**2 - 168 * N + 21) / 28512
    rest = sp.Rational(7, 1188) + N / 27
    moments = [scaling_centre.moment(sp.Rational(k, 2), -THIRD) for k in (-1, 1)]
    chain.show(
        "The third Taylor coefficient",
        [
            r"g_3=\int_0^{1/4}\frac{dn}{\sqrt n}\,\frac{" + latex_of(rest) + r"}{(\frac1{16}-n^2)^{1/3}}"
            r"=\frac{7\,\mathrm B(\frac14,\frac23)+11\,\mathrm B(\frac34,\frac23)}{2^{8/3}\cdot297}",
        ],
        r"$\frac16\partial_\tau^3$ of the integral for $G$ in `d:scaling-centre` at fixed $m=n+\frac14$, by parts; the "
        r"boundary term at $n=\frac14$ is a power without constant.",
        zero=[
            next_order.by_parts(-rational / 3, sp.Rational(5, 3), polynomial, rest),
            sp.simplify(sp.Rational(7, 1188) * moments[0] + moments[1] / 27 - G3),
        ],
    )


@cache
def _third_derivative() -> Any:
    """Of weight dsigma/dm in tau at fixed m, at tau = 0."""
    # On the curve tau is a function of p and m: derivatives of functions of these two are short
    tau = (P**3 * B - 1) / (M * P)
    rate = M * P**2 / (2 * P**3 * B + 1)
    density = sp.cancel((WEIGHT * scaling_centre.sigma_m()).subs(TAU, tau))
    for _ in range(3):
        density = sp.cancel(rate * sp.diff(density, P))
    return scaling_centre.at_centre(density, 5)
