"""The place of the absorption peak for weak pair breaking to three orders; the third has a logarithm and no square."""

from __future__ import annotations

from typing import Any

import sympy as sp

from derivations import peak_next
from derivations.peak import next_order as regular_part
from derivations.peak_next import CONSTANT, LEVEL, LITTLE, PULL, g0, g1, g2, g3
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

ZETA = symbol("zeta")
ROOT = sp.Symbol("rho")  # e^(-i pi/3)
RELATION = ROOT**2 - ROOT + 1
IMAGINARY_UNIT = (1 - 2 * ROOT) / sp.sqrt(3)
y, SHIFT = sp.symbols("y y_1", real=True)
BOW, LEFT, RIGHT, g4 = sp.symbols("h_2 nu_1 nu_2 g_4", real=True)
HIGHEST = 4  # power of z


@DERIVATIONS.register(
    id="d:peak-third",
    title=r"The absorption peak below $2\Delta$, three orders for weak pair breaking",
    source=Source("higgs_sym"),
)
def peak_third() -> Chain:
    """The result is 2 - omega_res to order zeta^(5/3)."""
    chain = Chain()
    first, second = peak_next.expansion(chain)
    analytic(chain)
    orders = absorption(chain)
    third = maximum(chain, orders)
    # the second order over zeta^(4/3) as it stands in the third
    values = peak_next.constants()
    small = sp.cbrt(ZETA)
    whole = first + small * second + small**2 * third.subs(SHIFT, -second)
    return chain.finish(ZETA * whole.subs(CONSTANT, first).subs(values))


def analytic(chain: Chain) -> None:
    """What follows the logarithm at fixed Y."""
    regular_part(chain)
    half = sp.Symbol("s", positive=True)  # w = cosh(2 s)
    energy = 2 * (sp.cosh(2 * half) - 1)
    regular = 2 * half * sp.tanh(2 * half)
    series = sp.series(regular - energy, half, 0, 6).removeO()
    chain.show(
        "Beyond the second order",
        r"\zeta^{-1/3}\chi^{-1}=F+zY+z^2\left[\ell+\tfrac{i\pi}6+H'Y+\tfrac12H''Y^2\right]"
        r"-\tfrac{5}{12}z^3Y^2+z^4\nu+\dots",
        r"Inner and outer expansions go in $\zeta^{1/3+2k/3}$ and $\zeta^j\delta^k$, $\delta=\zeta^{2/3}Y$: at order "
        r"$\zeta^{4/3}$ there is nothing but the $\delta^2$ of the regular part of BCS, "
        r"$\sqrt{w^2-1}\,\mathrm{arcosh}(w)/w=\delta-\frac5{12}\delta^2+\dots$, which is of order $z^5$ at $Y=zy$; at "
        r"order $\zeta^{5/3}$ a constant $\nu$, logarithms included, and slopes that are of order $z^5$, too.",
        zero=[series + sp.Rational(5, 12) * (4 * half**2) ** 2, sp.limit(energy / half**2, half, 0) - 4],
    )


def absorption(chain: Chain) -> list[Any]:
    """Im(1/N) at orders z^2, z^3, z^4 as polynomials in y = Y/z, over -sqrt(3)/2."""
    inverse = 1 - ROOT
    constant = LEVEL + sp.pi / 6 * IMAGINARY_UNIT
    coefficients = (g1, g2, g3, g4)
    excess = sum(g * (ROOT * LITTLE * y) ** k for k, g in enumerate(coefficients, 1))
    excess += inverse * LITTLE**2 * (y + constant) + LITTLE**3 * PULL * y
    excess += LITTLE**4 * (ROOT * BOW * y**2 + LEFT + ROOT * RIGHT)
    total, power = sp.S.Zero, sp.S.One
    for k in range(HIGHEST + 1):
        total += (-1) ** k * power / g0 ** (k + 1)
        power = _short(power * excess)
    whole = _short(inverse * total)
    orders = [sp.expand(whole.coeff(LITTLE, k).coeff(ROOT, 1)) for k in (2, 3, 4)]
    cubic = (g3 - 2 * g1 * g2 / g0 + g1**3 / g0**2) / g0**2
    slope, bend = (sp.Poly(orders[2], y).coeff_monomial(y**k) for k in (1, 2))
    chain.show(
        "The absorption at order $z^4$",
        r"-\tfrac{2}{\sqrt3}\operatorname{Im}\frac1N=\dots+z^4\left\{\text{const}+\frac{2\pi}{3\sqrt3}\left["
        r"\frac{1}{g_0^3}y+\Big(\frac{3g_1^2}{2g_0^4}-\frac{g_2}{g_0^3}\Big)y^2\right]\right\}",
        r"With $N=F+zY+\dots$ at $Y=zy$. Neither the logarithm nor $g_4$, $H''$ and $\nu$ move the maximum: they have "
        r"the phase of $1/F$ or come with no $y$. There is no $y^3$ and no $y^4$.",
        zero=[
            slope - 2 * sp.pi / (3 * sp.sqrt(3)) / g0**3,
            sp.expand(bend - 2 * sp.pi / (3 * sp.sqrt(3)) * (3 * g1**2 / (2 * g0**4) - g2 / g0**3)),
            *(sp.Poly(orders[2], y).coeff_monomial(y**k) for k in (3, 4)),
            sp.expand(sp.Poly(orders[1], y).coeff_monomial(y**3) + cubic),
        ],
    )
    return orders


def _short(expression: Any) -> Any:
    """Through z^4, linear in rho."""
    whole = sp.expand(expression)
    return sp.expand(sum(sp.rem(whole.coeff(LITTLE, k), RELATION, ROOT) * LITTLE**k for k in range(HIGHEST + 1)))


def maximum(chain: Chain, orders: list[Any]) -> Any:
    """The third order of 2 - omega_res over zeta^(5/3), y_1 being the second order of Y/z."""
    second, third, fourth = orders
    centre = {y: -CONSTANT}
    pull = sp.diff(third, y, 2) * SHIFT + sp.diff(fourth, y)
    moved = -(pull / sp.diff(second, y, 2)).subs(centre)
    cubic = g3 - 2 * g1 * g2 / g0 + g1**3 / g0**2
    q = 2 * CONSTANT * (2 * g1 / g0 - 3 * CONSTANT * cubic)
    s = 2 * sp.pi / (3 * sp.sqrt(3)) * (CONSTANT * g1 / g0) ** 2
    at = {g2: g1**2 / g0 - 1 / (2 * CONSTANT)}
    chain.show(
        "The maximum to third order",
        [
            r"\frac{2\Delta-\omega_\mathrm{res}}{\Gamma}=c+\zeta^{1/3}\Lambda+\zeta^{2/3}(q\Lambda-s)+\dots,"
            r"\qquad\Lambda=b\ln\zeta+a",
            stated("q", q),
            stated("s", s),
        ],
        r"$Y=z(-c-z\Lambda+z^2y_2)$. $\Lambda^2$ is absent: the order $z^2$ has no $y^3$.",
        zero=[
            sp.cancel(sp.together((moved - (q * SHIFT + s)).subs(at))),
            sp.diff(second, y, 3),
            sp.cancel(sp.together((CONSTANT - 1 / (2 * (g1**2 / g0 - g2))).subs(at))),
        ],
    )
    return -(q * SHIFT + s)
