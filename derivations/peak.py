"""Where the absorption peaks for weak pair breaking: its distance below 2 Delta, and how slowly that law sets in."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations.scaling_centre import G1, G2
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, latex_of, stated

ZETA, DELTA = symbol("zeta"), symbol("delta")
LITTLE = sp.Symbol("z", positive=True)  # zeta^(1/3)
Y = sp.Symbol("Y", real=True)
g0, g1, g2 = sp.symbols("g_0 g_1 g_2", real=True)
V, V1, V2 = sp.symbols("v v_1 v_2")
STEP = sp.Symbol("e", positive=True)  # s = 1/(2 e^2)
PHASE = sp.exp(-sp.I * sp.pi / 3)


@DERIVATIONS.register(
    id="d:peak", title=r"The absorption peak below $2\Delta$ for weak pair breaking", source=Source("higgs_sym")
)
@cache
def peak() -> Chain:
    """The result is 2 - omega_res to leading order in zeta, in units of Delta."""
    chain = Chain()
    next_order(chain)
    chain.define(
        "Scaling function at the centre",
        [r"F(Y)=e^{-i\pi/3}G(e^{-i\pi/3}Y)", r"G(\tau)=g_0+g_1\tau+g_2\tau^2+\dots"],
        "From `d:scaling-symmetry` and `d:scaling-centre`.",
    )
    F = sum(PHASE ** (k + 1) * g * Y**k for k, g in enumerate((g0, g1, g2)))
    shift = sp.Symbol("y", real=True)
    inverse = sp.series(1 / (F + LITTLE * Y).subs(Y, LITTLE * shift), LITTLE, 0, 3).removeO()
    absorption = sp.simplify(sp.im(sp.expand_complex(sp.expand(inverse).coeff(LITTLE, 2))))
    (place,) = sp.solve(sp.diff(absorption, shift), shift)
    form = -1 / (2 * (g1**2 / g0 - g2))
    chain.show(
        "The maximum moves",
        [
            r"\operatorname{Im}\chi=\zeta^{-1/3}\operatorname{Im}\frac1{F+\zeta^{1/3}Y}",
            r"Y=-\frac{z}{2(g_1^2/g_0-g_2)}",
        ],
        r"With $z=\zeta^{1/3}$: the maximum of the terms of order $z^2$ at $Y=zy$; the terms of order 1 and $z$ do not "
        "depend on $y$.",
        zero=[
            sp.cancel(place - form),
            sp.simplify(sp.diff(sp.im(sp.expand_complex(sp.expand(inverse).coeff(LITTLE, 1))), shift)),
        ],
    )
    values = {g0: DERIVATIONS["d:scaling-centre"].build().result, g1: G1, g2: G2}
    law = -ZETA * form.subs(values)
    chain.show(
        "The shift of the peak",
        [r"2\Delta-\omega_\mathrm{res}\simeq\frac{\Gamma}{2(g_1^2/g_0-g_2)}\approx0.98749\,\Gamma"],
        r"$\omega-2=\zeta^{2/3}Y$: first order in $\Gamma$, no logarithm, the coefficient in closed form.",
        zero=[
            sp.powsimp(ZETA ** sp.Rational(2, 3) * sp.cbrt(ZETA) * form + ZETA * (-form)),
            sp.floor(law / ZETA * 10**5) - 98748,
        ],
    )
    return chain.finish(law)


def next_order(chain: Chain) -> None:
    """What follows zeta^(1/3) F: the regular part of BCS."""
    w = 1 + DELTA / 2
    real = sp.sqrt(w**2 - 1) * sp.acosh(w) / w
    imaginary = -sp.pi / 2 * sp.sqrt(w**2 - 1) / w
    leading = -sp.pi / 2 * sp.sqrt(DELTA)
    chain.show(
        "Next order",
        r"\chi^{-1}(2+\zeta^{2/3}Y)=\zeta^{1/3}F(Y)+\zeta^{2/3}Y+O(\zeta\ln\zeta)",
        r"At $\zeta=0$ the singular part, $-\frac{i\pi}2\sqrt\delta$, belongs to $F$ and has corrections of "
        "relative order "
        r"$\delta$; the regular part starts with $\delta=\zeta^{2/3}Y$. Pair breaking changes the regular part by "
        r"$O(\zeta)$ and the kernel of $F$ by a factor $1+O(\zeta^{2/3})$.",
        zero=[
            sp.limit(sp.sqrt(w**2 - 1) / sp.sqrt(DELTA), DELTA, 0) - 1,
            sp.limit(sp.log(w + sp.sqrt(w**2 - 1)) / sp.sqrt(DELTA), DELTA, 0) - 1,
            sp.expand(sp.cosh(sp.log(w + sp.sqrt(w**2 - 1))).rewrite(sp.exp) - w).simplify(),
            sp.limit((imaginary / leading - 1) / sp.sqrt(DELTA), DELTA, 0),
            sp.simplify(real.subs(DELTA, 0)),
        ],
    )


@DERIVATIONS.register(
    id="d:peak-drift",
    title=r"The logarithm in the next order, and the slow drift of the peak",
    source=Source("higgs_sym"),
)
def drift() -> Chain:
    """The result is b zeta^(1/3), b zeta^(4/3) ln zeta being the logarithm in 2 - omega_res."""
    chain = Chain()
    rate = logarithm(chain)
    values = {g0: DERIVATIONS["d:scaling-centre"].build().result, g1: G1, g2: G2}
    F = sum(PHASE ** (k + 1) * g * Y**k for k, g in enumerate((g0, g1, g2)))
    # only what multiplies ln zeta: Im(1/F) with F -> F + l z^2 ln(zeta)
    bend = sp.diff(sp.im(sp.expand_complex(1 / F)), Y, 2).subs(Y, 0)
    pull = sp.simplify(sp.im(sp.expand_complex(sp.diff(1 / F**2, Y).subs(Y, 0))))
    shift = sp.cancel(sp.simplify(rate * pull / bend))
    form = rate * g1 / (g1**2 - g0 * g2)
    chain.show(
        "Drift of the peak",
        stated(r"\frac{2\Delta-\omega_\mathrm{res}}{\Gamma}", r"c+\zeta^{1/3}\,(b\ln\zeta+a)+\dots")
        + r",\qquad "
        + stated("b", -form),
        r"The maximum of $\operatorname{Im}\frac1{F+\zeta^{1/3}Y+\ell\zeta^{2/3}\ln\zeta}$, of which only the "
        "part with "
        r"the logarithm is followed; $c$ from `d:peak`.",
        zero=sp.cancel(shift - form),
    )
    return chain.finish(-form.subs(values) * sp.cbrt(ZETA))


def next_kernel(chain: Chain) -> Any:
    """The correction to zeta^(1/3) K relative to zeta^(2/3), at given energies, on any branch of v_1, v_2."""
    exact = (sp.sqrt(1 - LITTLE**2 * V**2) * (1 - LITTLE**2 / V) - 1) / LITTLE**2
    series = sp.series(exact, LITTLE, 0, 4).removeO()
    energy, second = sp.expand(series).coeff(LITTLE, 0), sp.expand(series).coeff(LITTLE, 2)
    chain.show(
        "The cubic to next order",
        stated("y", energy) + "+" + r"\zeta^{2/3}\left(" + latex_of(sp.expand(second)) + r"\right)+\dots",
        r"(6) with $r=\zeta^{1/3}v$ and $\varepsilon=1+\zeta^{2/3}y$, as in `d:scaling`.",
        zero=[energy + V**2 / 2 + 1 / V, sp.expand(second - V / 2 + V**4 / 8)],
    )
    kernel, correction = kernel_orders(chain)
    moved = -second / sp.diff(energy, V)
    return sum(sp.diff(kernel, v) * moved.subs(V, v) for v in (V1, V2)) + correction


def logarithm(chain: Chain) -> Any:
    """l in chi^-1 = ... + l zeta ln zeta."""
    total = next_kernel(chain)
    first, other = (branch(sign, lead) for sign, lead in ((1, -sp.I), (-1, 1)))
    top, bottom = (sp.expand(part.subs({V1: first, V2: other})) for part in sp.fraction(sp.together(total)))
    found = quotient(top, bottom, 4)
    chain.show(
        "The kernel far out",
        r"K^{(1)}\simeq" + latex_of(sum(c * STEP**k for k, c in found.items())) + r",\qquad e=(2s)^{-1/2}",
        r"First correction to $\zeta^{1/3}K$, relative to $\zeta^{2/3}$, at $Y=0$ for large $s$, energies kept: "
        r"$v_1\simeq-i/e$, $v_2\simeq1/e$. The term $e^2=1/2s$ makes the integral logarithmic.",
        zero=[
            *(
                sp.expand(sum(bottom.coeff(STEP, j) * c for j, c in shifted(found, k)) - top.coeff(STEP, k))
                for k in range(lowest(top), lowest(top) + 4)
            ),
            found[2] + sp.I / 2,
        ],
    )
    rate = -sp.Rational(2, 3) * sp.I * found[2] / 2
    chain.show(
        "The logarithm",
        r"\chi^{-1}=\zeta^{1/3}F+\zeta^{2/3}Y-\tfrac16\zeta\ln\zeta+O(\zeta)",
        r"$i\zeta\int ds\,K^{(1)}$ between $s\sim1$ and $s\sim\zeta^{-2/3}$.",
        zero=rate + sp.Rational(1, 6),
    )
    return rate


def kernel_orders(chain: Chain) -> tuple[Any, Any]:
    """zeta^(1/3) K at fixed v_1, v_2: orders 1 and zeta^(2/3)."""
    K = DERIVATIONS["d:golden-rule"].build().result.subs(symbol("kappa"), 0)
    u1, r1, u2, r2 = sp.symbols("u_1 r_1 u_2 r_2")
    u = {x: sp.sqrt(1 - LITTLE**2 * v**2) for x, v in ((u1, V1), (u2, V2))}
    scaled = (LITTLE * K).subs({ZETA: LITTLE**3, r1: LITTLE * V1, r2: LITTLE * V2} | u)
    series = sp.expand(sp.series(scaled, LITTLE, 0, 3).removeO())
    orders = [sp.factor(series.coeff(LITTLE, k)) for k in (0, 2)]
    form = -((V1 - V2) ** 2) * (V1 * V2 * (V1 + V2) + 2) / (8 * V1**2 * V2**2)
    chain.show(
        "The kernel to next order",
        stated(r"\zeta^{1/3}K", orders[0]) + r"-\zeta^{2/3}\," + latex_of(-form) + r"+\dots",
        "The kernel of `d:golden-rule`, vertex term included.",
        zero=[sp.cancel(orders[0] - DERIVATIONS["d:scaling"].build().result), sp.cancel(orders[1] - form)],
    )
    return orders[0], orders[1]


def branch(sign: int, lead: Any) -> Any:
    """v at y = sign/(2 e^2) on the branch v = lead/e + ..., through relative order e^4."""
    unknown = sp.symbols("k_1:5")
    v = lead / STEP * (1 + sum(k * STEP**n for n, k in enumerate(unknown, 1)))
    equation = sp.expand(sp.expand(v**3 + sign * v / STEP**2 + 2) * STEP**3)
    found: dict[Any, Any] = {}
    for n, k in enumerate(unknown, 1):
        found[k] = sp.expand(sp.solve(equation.coeff(STEP, n).subs(found), k)[0])
    return sp.expand(v.subs(found))


def lowest(expression: Any) -> int:
    """The lowest power of e."""
    return min(int(term.as_coeff_exponent(STEP)[1]) for term in sp.Add.make_args(expression))


def quotient(top: Any, bottom: Any, count: int) -> dict[int, Any]:
    """The first terms of top/bottom as a Laurent series in e."""
    start, below = lowest(top), lowest(bottom)
    found: dict[int, Any] = {}
    for k in range(count):
        known = sum(bottom.coeff(STEP, j) * c for j, c in shifted(found, start + k))
        found[start - below + k] = sp.expand(
            sp.simplify((top.coeff(STEP, start + k) - known) / bottom.coeff(STEP, below))
        )
    return found


def shifted(series: dict[int, Any], power: int) -> list[tuple[int, Any]]:
    """Pairs (power - k, coefficient of e^k)."""
    return [(power - k, c) for k, c in series.items()]
