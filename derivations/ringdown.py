"""The pole that the amplitude mode rings down with, for weak pair breaking: a zero of the scaling function, moved.

omega_p = 2 + zeta^(2/3) [Y_0 + zeta^(1/3) Y_1 + zeta^(2/3) ln(zeta) Y_2 + ...], Y_0 = -rho e^(i pi/3), G(-rho) = 0.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations.scaling_centre import SIGMA, WEIGHT, B, M, P
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

ZETA, RHO, G = symbol("zeta"), symbol("rho"), symbol("g")
HERE = Source("higgs_sym")
LITTLE = sp.Symbol("z", positive=True)  # zeta^(1/3)
LOGARITHM = sp.Symbol("L", real=True)  # ln(zeta)
TURN = sp.exp(sp.I * sp.pi / 3)
HIGHEST = 4  # Taylor coefficients by Lagrange's formula that are compared


@DERIVATIONS.register(id="d:ringdown-shift", title=r"Ring-down for weak pair breaking: the frequency", source=HERE)
def shift() -> Chain:
    """The result is 2 - Re omega_p to order zeta."""
    chain = Chain()
    first, second, _ = places(chain)
    law = RHO / 2 * sp.cbrt(ZETA) ** 2 + RHO / G * ZETA
    chain.show(
        "Its distance below $2\\Delta$",
        stated(r"2-\operatorname{Re}\omega_p/\Delta", law),
        r"The real parts of $Y_0$ and $Y_1$; $\zeta^{4/3}\ln\zeta$ is next.",
        zero=sp.expand(-(sp.cbrt(ZETA) ** 2) * real_part(first) - ZETA * real_part(second) - law),
    )
    return chain.finish(law)


@DERIVATIONS.register(id="d:ringdown-rate", title=r"Ring-down for weak pair breaking: the rate", source=HERE)
def rate() -> Chain:
    """The result is -Im omega_p to order zeta."""
    chain = Chain()
    first, second, _ = places(chain)
    law = sp.sqrt(3) / 2 * RHO * sp.cbrt(ZETA) ** 2
    chain.show(
        "Its rate",
        stated(r"-\operatorname{Im}\omega_p/\Delta", law),
        r"The imaginary part of $Y_0$; $Y_1$ is real, and $\zeta^{4/3}\ln\zeta$ is next.",
        zero=[sp.expand(sp.cbrt(ZETA) ** 2 * real_part(sp.I * first) - law), real_part(sp.I * second)],
    )
    return chain.finish(law)


@DERIVATIONS.register(
    id="d:ringdown-drift", title=r"Ring-down for weak pair breaking: the logarithm in the rate", source=HERE
)
def drift() -> Chain:
    """The result is b zeta^(2/3), b zeta^(4/3) ln zeta being the logarithm in -Im omega_p."""
    chain = Chain()
    _, _, third = places(chain)
    b = -sp.sqrt(3) / (12 * G)
    start, beside = sp.symbols("r_0 a")
    rates = [start + (k * LITTLE) ** 2 * (b * (LOGARITHM + 3 * sp.log(k)) + beside) for k in (1, 2)]
    both = rates[1] - 4 * rates[0] + 3 * start
    chain.show(
        "The logarithm in the rate",
        [stated("b", b), r"\frac{r(8\zeta)-4r(\zeta)+3r_0}{12\ln2}=b\,\zeta^{2/3}"],
        r"The imaginary part of $Y_2$, in $r=-\operatorname{Im}\omega_p/\zeta^{2/3}=r_0+\zeta^{2/3}(b\ln\zeta+a)$.",
        zero=[
            sp.expand(real_part(sp.I * third) - b),
            sp.expand(both - 12 * sp.log(2) * b * LITTLE**2),
        ],
    )
    return chain.finish(b * sp.cbrt(ZETA) ** 2)


def real_part(expression: Any) -> Any:
    """Of a number with e^(i pi/3) in it."""
    return sp.re(sp.expand_complex(expression))


def places(chain: Chain) -> tuple[Any, Any, Any]:
    """Y_0, Y_1, Y_2."""
    sheet(chain)
    one_integral(chain)
    taylor(chain)
    chain.define(
        "The zero",
        [
            r"G(-\rho)=0,\qquad\rho=1.35841774667967290774374283561916\dots",
            r"g=G'(-\rho)=1.41485662124259683163654578181664\dots",
        ],
        r"$G(0)>0$, and $G$ falls through zero on the way to $-\frac32$; measured, by quadrature.",
    )
    return moved(chain)


def sheet(chain: Chain) -> None:
    """Where G is analytic."""
    x = sp.Symbol("x")
    p = x**2 - 2 / x
    chain.show(
        "The second sheet",
        [r"F(Y)=e^{-i\pi/3}G(e^{-i\pi/3}Y)", r"\operatorname{Re}\tau>-\tfrac32"],
        r"From `d:scaling-symmetry`, $x^3=px+2$ at $p=\tau\mp2i\sigma$. $x$ branches where $dp/dx=0$: $x^3=-1$, and on "
        r"the branch that is positive for real $p$ at $p=3e^{\pm2\pi i/3}$. These are off the path $\sigma>0$ for "
        r"$\operatorname{Re}\tau>-\frac32$, where $G$ is analytic and continues $F$ through the cut, down to $\tau<0$, "
        r"$Y=e^{i\pi/3}\tau$.",
        zero=[
            sp.cancel(sp.diff(p, x) * x**2 / 2 - x**3 - 1),
            sp.expand_complex(p.subs(x, TURN) - 3 * sp.exp(2 * sp.pi * sp.I / 3)),
            sp.re(sp.expand_complex(3 * sp.exp(2 * sp.pi * sp.I / 3))) + sp.Rational(3, 2),
        ],
    )


def one_integral(chain: Chain) -> None:
    """G as an integral over m of the roots of a cubic, without a divergence to drop."""
    h = sp.sqrt(4 * M - 1)
    sigma = h * SIGMA
    boundary = h**3 * (P / (4 * M) + P**-2 / (8 * M**2))
    density = h / (4 * M**2) * ((M + 1) * P + P**-2)
    chain.show(
        "One integral",
        [
            r"G(\tau)=\int_{1/4}^{1/2}dm\,\frac{\sqrt{4m-1}}{4m^2}\left[(m+1)\,p+p^{-2}\right]",
            equal(P**3 * B, 1 + sp.Symbol("tau") * M * P),
        ],
        r"$p$, $m$, $\sigma$ and the weight of `d:scaling-centre`; by parts. The boundary term is $\sqrt\sigma$ times "
        r"a series in $\sigma^{-1}$ and $\sigma^{-3/2}$, without constant. The integral converges for $\tau\ge0$; "
        r"for $\tau<0$ it is continued along the curve, which is elliptic in $p$ and $2p^2m-\frac12p^2+\tau$, "
        r"to the same end $p\to\infty$.",
        zero=[
            sp.simplify(WEIGHT * sp.diff(sigma, M) - sp.diff(boundary, M) + density),
            sp.simplify(WEIGHT * sp.diff(sigma, P) - sp.diff(boundary, P)),
        ],
    )


def taylor(chain: Chain) -> None:
    """Powers of p as series in tau at fixed m, by Lagrange's formula."""
    tau, scale = sp.symbols("tau p_0", positive=True)  # b = p_0^-3
    powers = {a: [scale**a, *(_coefficient(a, k, scale) for k in range(1, HIGHEST + 1))] for a in (1, -2)}
    p, inverse_square = (sum(c * tau**k for k, c in enumerate(powers[a])) for a in (1, -2))
    residual = sp.expand(p**3 / scale**3 - 1 - tau * M * p)
    product = sp.expand(p**2 * inverse_square - 1)
    chain.show(
        "Its Taylor series",
        [
            r"[\tau^k]\,p^a=\frac{a}{3k}\binom{\frac{a+k}3-1}{k-1}m^k\,[m(\tfrac12-m)]^{-(a+k)/3}",
            r"g_k=\int_{1/4}^{1/2}dm\,\frac{\sqrt{4m-1}}{4m^2}\,[\tau^k]\left\{(m+1)\,p+p^{-2}\right\},"
            r"\qquad k\ne2,5,8,\dots",
        ],
        r"Lagrange: $w=\tau mp$ solves $w=\tau mp_0(1+w)^{1/3}$. Each $g_k$ is a sum of $\mathrm B(\frac14,\cdot)$ and "
        r"$\mathrm B(\frac34,\cdot)$, or rational for $k\equiv2$; the series converges to $|\tau|<\frac32$. Compared "
        f"through order {HIGHEST}.",
        zero=[each.coeff(tau, k) for each in (residual, product) for k in range(HIGHEST + 1)],
    )


def _coefficient(a: int, k: int, scale: Any) -> Any:
    """Of tau^k in p^a."""
    binomial = sp.ff(sp.Rational(a + k, 3) - 1, k - 1) / sp.factorial(k - 1)
    return sp.Rational(a, 3 * k) * binomial * M**k * scale ** (a + k)


@cache
def _moved() -> tuple[Any, Any, Any]:
    first = -RHO * TURN
    slope = sp.exp(-2 * sp.pi * sp.I / 3) * G  # F'(Y_0)
    return first, -first / slope, 1 / (6 * slope)


def moved(chain: Chain) -> tuple[Any, Any, Any]:
    """The zero of F + zY + z^2 [-ln(zeta)/6 + H(Y)]."""
    first, second, third = _moved()
    slope, bend, level = sp.symbols("F' F'' H")
    step = LITTLE * sp.Symbol("Y_1") + LITTLE**2 * (LOGARITHM * sp.Symbol("Y_2") + sp.Symbol("Y_3"))
    whole = slope * step + bend * step**2 / 2 + LITTLE * (sp.Symbol("Y_0") + step)
    whole = sp.expand(whole + LITTLE**2 * (level - LOGARITHM / 6))
    orders = [whole.coeff(LITTLE, 1), whole.coeff(LITTLE, 2).coeff(LOGARITHM, 1)]
    values = {
        sp.Symbol("Y_0"): first,
        sp.Symbol("Y_1"): second,
        sp.Symbol("Y_2"): third,
        slope: sp.exp(-2 * sp.pi * sp.I / 3) * G,
    }
    chain.show(
        "How it moves",
        [
            r"\omega_p=2+\zeta^{2/3}\left[Y_0+\zeta^{1/3}Y_1+\zeta^{2/3}(Y_2\ln\zeta+\dots)\right]",
            r"Y_0=-\rho\,e^{i\pi/3}",
            stated("Y_1", -RHO / G),
            r"Y_2=\frac{e^{2\pi i/3}}{6g}",
        ],
        r"First order in what `d:peak` and `d:next-order` add to $F$: "
        r"$\zeta^{-1/3}\chi^{-1}=F+zY+z^2[-\frac16\ln\zeta+H(Y)]$, $z=\zeta^{1/3}$, which hold on either sheet, and "
        r"$F'(Y_0)=e^{-2\pi i/3}g$.",
        zero=[
            *(sp.expand_complex(sp.expand(order.subs(values))) for order in orders),
            sp.expand_complex(second + RHO / G),
            sp.expand_complex(third - sp.exp(2 * sp.pi * sp.I / 3) / (6 * G)),
        ],
    )
    return first, second, third
