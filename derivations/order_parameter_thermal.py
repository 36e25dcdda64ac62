"""The order parameter at low temperatures: gapped, gapless, and where the gap closes."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations import threshold_orders as edges
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

ZETA, HEAT = symbol("zeta"), symbol("T")
LOSS = sp.Symbol("L", real=True)  # ln of Delta(T)/Delta(0)
X, I2, I4, X1 = sp.symbols("X I_2 I_4 X'")
HERE = Source("higgs_sym")


@DERIVATIONS.register(id="d:thermal-loss", title="What temperature takes from the order parameter", source=HERE)
@cache
def thermal_loss() -> Chain:
    """The result is I/X, to be subtracted from ln Delta to first order in the thermal part I of (19)."""
    chain = Chain()
    x = sp.Symbol("x", positive=True)
    chain.show(
        "The thermal part of the self-consistency relation",
        [
            r"\ln\frac{\Delta(T)}{\Delta_0}=A(\zeta)-I(\zeta,T/\Delta)",
            r"I=2\int_0^\infty\frac{d\varepsilon}\Delta\operatorname{Re}\left(\frac{-i}r\right)\frac1{e^{\varepsilon/T}+1}",
        ],
        r"(19) of `d:gap-equation` with $\tanh\frac x2=1-\frac2{e^x+1}$; $A$ is $\ln(\Delta/\Delta_0)$ at $T=0$.",
        zero=sp.simplify(sp.tanh(x / 2).rewrite(sp.exp) - 1 + 2 / (sp.exp(x) + 1)),
    )
    gapped = DERIVATIONS["d:order-parameter"].build().result
    gapless = DERIVATIONS["d:order-parameter-gapless"].build().result
    static = [DERIVATIONS[each].build().result for each in ("d:static", "d:static-gapless")]
    chain.show(
        "At a fixed rate of pair breaking",
        r"\left[1+\zeta A'(\zeta)\right]\ln\frac{\Delta(T)}{\Delta(0)}=-I,\qquad1+\zeta A'=\chi^{-1}(\omega=0)=X",
        r"First order of $I$: $\zeta=\Gamma/\Delta$ moves with $\Delta$. The response to a static change of $\Delta$ "
        "appears, "
        r"$X=1-\frac\pi4\zeta$ with a gap and $1-\frac12[\zeta\arcsin\frac1\zeta+\sqrt{1-\zeta^{-2}}]$ without.",
        zero=[
            sp.simplify(1 + ZETA * sp.diff(gapped, ZETA) - static[0]),
            above_one(1 + ZETA * sp.diff(gapless, ZETA) - static[1]),
        ],
    )
    return chain.finish(sp.Symbol("I") / X)


@DERIVATIONS.register(id="d:order-parameter-cold", title="The order parameter at low temperatures, gapped", source=HERE)
def gapped() -> Chain:
    """The result is 1 - Delta(T)/Delta(0), zeta and T in units of Delta(0), through the relative order T."""
    chain = Chain()
    DERIVATIONS["d:thermal-loss"].build()
    h = edges.edge(chain)
    angle = sum((c * edges.E1**k for k, c in enumerate(h, 1)), edges.RING.zero)
    rho = edges.parts(edges.cosine(angle) - edges.RING.from_expr(edges.P) * edges.sine(angle))
    inverse: list[Any] = []
    for k in range(5):
        rest = edges.RING(int(k == 0)) - sum((rho[j] * inverse[k - j] for j in range(1, k + 1)), edges.RING.zero)
        inverse.append(rest)
    product = edges.cut(sum(rho, edges.RING.zero) * sum(inverse, edges.RING.zero)) - 1
    p, e = edges.P, edges.E1.as_expr()
    second = (20 * p**4 + 17 * p**2 - 7) / (72 * p)
    y = sp.Symbol("y", positive=True)
    chain.show(
        "Density of the anomalous function at the edge",
        [r"\operatorname{Re}\left(\frac{-i}r\right)=\frac1{r_g}\left(py-p_3y^3+\dots\right)", stated("p_3", second)],
        r"$r=r_g(\cos h-p\sin h)$, odd powers of $e=iy$; $z-z_g=\frac32u_gy^2$. Checked: multiplied back.",
        zero=[
            *(part.as_expr() for part in edges.parts(product)[:5]),
            inverse[1].as_expr() - p * e,
            sp.cancel(inverse[3].as_expr() / e**3 - second),
            sp.im(sp.I * y) - y,
            sp.im((sp.I * y) ** 3) + y**3,
        ],
    )
    w = ZETA ** sp.Rational(2, 3)
    gap = DERIVATIONS["d:gap"].build().result
    c = (4 * w**2 + 23 * w - 20) / (72 * w * gap)
    u = sp.sqrt(1 - w)
    law = sp.sqrt(2 * sp.pi * u / 3) * HEAT ** sp.Rational(3, 2) * sp.exp(-gap / HEAT) / w
    n = sp.Symbol("n", positive=True)
    tangent = u / sp.sqrt(w)  # p
    share = -second.subs(p, tangent) / tangent * 2 / (3 * u) * sp.Rational(3, 2)
    strength = (
        2
        * tangent
        / sp.cbrt(ZETA)
        * sp.sqrt(2 / (3 * u))
        * sp.gamma(sp.Rational(3, 2))
        / (sp.sqrt(2 * sp.pi * u / 3) / w)
    )
    q = sp.Symbol("q", positive=True)  # zeta = q^3
    static = DERIVATIONS["d:static"].build().result
    result = law * (1 + c * HEAT) / static
    chain.show(
        "Low temperatures",
        [
            r"1-\frac{\Delta(T)}{\Delta(0)}=\frac{\sqrt{2\pi u_g/3}}{\zeta^{2/3}(1-\frac\pi4\zeta)}T^{3/2}"
            r"e^{-\varepsilon_g/T}(1+cT)",
            stated("c", (4 * edges.W**2 + 23 * edges.W - 20) / (72 * edges.W * sp.Symbol("varepsilon_g"))),
        ],
        r"$\int dx\,x^{n}e^{-x/T}=\Gamma(n+1)T^{n+1}$, $y^2=2x/(3u_g)$, $w=\zeta^{2/3}$; what is left out of $1/(e^{"
        r"\varepsilon/T}+1)$ and of first order in $I$ is smaller by $e^{-\varepsilon_g/T}$. Units of $\Delta(0)$.",
        zero=[
            sp.simplify(sp.integrate(q**n * sp.exp(-q / HEAT), (q, 0, sp.oo)) - sp.gamma(n + 1) * HEAT ** (n + 1)),
            sp.simplify((share - c).subs(ZETA, q**3)),
            sp.simplify((strength**2).subs(ZETA, q**3) - 1),
        ],
    )
    return chain.finish(result)


@DERIVATIONS.register(
    id="d:order-parameter-cold-gapless", title="The order parameter at low temperatures, gapless", source=HERE
)
def gapless() -> Chain:
    """The result is 1 - Delta(T)/Delta(0) in T^2 and T^4."""
    chain = Chain()
    DERIVATIONS["d:thermal-loss"].build()
    first, third = density(chain)
    x, k = sp.Symbol("x", positive=True), sp.Symbol("k", positive=True)
    weights = (sp.pi**2 / 12, 7 * sp.pi**4 / 120)
    chain.show(
        "Integrals over the thermal factor",
        [
            r"\int_0^\infty\frac{x\,dx}{e^x+1}=\frac{\pi^2}{12}",
            r"\int_0^\infty\frac{x^3dx}{e^x+1}=\frac{7\pi^4}{120}",
            r"I=I_2T^2+I_4T^4",
        ],
        r"$\sum_k(-1)^{k+1}\int x^{n}e^{-kx}=n!\,(1-2^{-n})\,\zeta(n+1)$; energies in units of $\Delta$.",
        zero=[
            *(sp.integrate(x**n * sp.exp(-k * x), (x, 0, sp.oo)) - sp.factorial(n) / k ** (n + 1) for n in (1, 3)),
            *(
                sp.factorial(n) * (1 - sp.Rational(1, 2**n)) * sp.zeta(n + 1) - weight
                for n, weight in zip((1, 3), weights, strict=True)
            ),
        ],
    )
    parts = [2 * weight * each for weight, each in zip(weights, (first, third), strict=True)]
    static = DERIVATIONS["d:static-gapless"].build().result
    bend = -(ZETA * sp.asin(1 / ZETA) - sp.sqrt(1 - ZETA**-2)) / 2
    moved = sp.Symbol("I_2'")  # zeta dI_2/dzeta
    l2, q = -I2 / X, HEAT**2
    equation = X * LOSS - X1 * LOSS**2 / 2 + (I2 - LOSS * (moved + 2 * I2)) * q + I4 * q**2
    l4 = (X1 * l2**2 / 2 + l2 * (moved + 2 * I2) - I4) / X
    loss = l2 * q + l4 * q**2
    values = {X: static, X1: bend, I2: parts[0], I4: parts[1], moved: -parts[0] * (1 + ZETA**2 / (ZETA**2 - 1))}
    form = -l2 * q - (l4 + l2**2 / 2) * q**2
    put_back = sp.expand(equation.subs(LOSS, loss))
    chain.show(
        "Second order",
        [
            r"XL-\tfrac12X'L^2+(I_2-L(I_2'+2I_2))T^2+I_4T^4=0,\quad L=\ln\frac{\Delta(T)}{\Delta(0)}",
            r"X'=\zeta\frac{dX}{d\zeta},\quad I_2'=\zeta\frac{dI_2}{d\zeta}",
        ],
        r"$\ln\frac{\Delta}{\Delta_0}=A-I$ at $\zeta e^{-L}$, $Te^{-L}$ through $T^4$, $T$ in units of $\Delta(0)$; "
        r"then "
        r"$1-\Delta(T)/\Delta(0)=-L-\frac12L^2$. Checked: put back.",
        zero=[
            put_back.coeff(HEAT, 2),
            put_back.coeff(HEAT, 4),
            above_one(ZETA * sp.diff(static, ZETA) - bend),
            sp.simplify(ZETA * sp.diff(parts[0], ZETA) - values[moved]),
            sp.expand(-loss - loss**2 / 2 - form).coeff(HEAT, 2),
            sp.expand(-loss - loss**2 / 2 - form).coeff(HEAT, 4),
        ],
    )
    chain.show(
        "Low temperatures",
        r"1-\frac{\Delta(T)}{\Delta(0)}=\frac{I_2}XT^2+\left[\frac{I_4}X+\frac{I_2(I_2'+2I_2)}{X^2}"
        r"-\frac{I_2^2}{2X^2}-\frac{X'I_2^2}{2X^3}\right]T^4",
        r"$I_2=\frac{\pi^2}{6\zeta\sqrt{\zeta^2-1}}$ leads.",
        zero=[
            sp.expand(form - I2 / X * q - (I4 / X + I2 * (moved + 2 * I2) / X**2 - I2**2 / 2 / X**2
                                           - X1 * I2**2 / 2 / X**3) * q**2),
            sp.simplify(parts[0] - sp.pi**2 / (6 * ZETA * sp.sqrt(ZETA**2 - 1))),
        ],
    )  # fmt: skip
    return chain.finish(form.subs(values, simultaneous=True))


def density(chain: Chain) -> tuple[Any, Any]:
    """g_1 and g_3 of Re(-i/r) = g_1 eps + g_3 eps^3 in the gapless state."""
    b = sp.Symbol("b", positive=True)
    # with b = 1/r on the imaginary axis: y = sqrt(1/b^2 - 1)(1 - zeta b)
    frequency = sp.sqrt(1 / b**2 - 1) * (1 - ZETA * b)
    slopes = [sp.diff(frequency, b, k) for k in (1, 2, 3)]
    d1, d2, d3 = slopes
    thirds = (1 / d1, -d2 / d1**3, (3 * d2**2 - d1 * d3) / d1**5)  # derivatives of the inverse function
    first = 1 / (ZETA * sp.sqrt(ZETA**2 - 1))
    third = -ZETA * (2 * ZETA**2 + 3) / (2 * (ZETA**2 - 1) ** sp.Rational(7, 2))
    at = {b: 1 / ZETA}
    h = sp.Symbol("h", positive=True)

    def reduced(value: Any) -> Any:
        return sp.simplify(value.subs(ZETA, sp.sqrt(1 + h**2)))

    eps = sp.Symbol("varepsilon", positive=True)
    b1, b3 = sp.symbols("b_1 b_3", real=True)
    chain.show(
        "Density of the anomalous function at the Fermi level",
        [
            r"\operatorname{Re}\left(\frac{-i}r\right)=g_1\varepsilon+g_3\varepsilon^3+\dots",
            stated("g_1", first),
            stated("g_3", third),
        ],
        r"On the imaginary axis $y=\sqrt{r^2-1}\,(1-\zeta/r)$, and $1/r=\frac1\zeta+b_1y+b_2y^2+b_3y^3$ is inverted; "
        r"$y=-i\varepsilon$ gives $g_1=-b_1$, $g_3=b_3$. Units of $\Delta$.",
        zero=[
            frequency.subs(at),
            reduced(thirds[0].subs(at) + first),
            reduced(thirds[2].subs(at) / 6 - third),
            sp.re(sp.expand(-sp.I * (b1 * (-sp.I * eps) + b3 * (-sp.I * eps) ** 3))) + b1 * eps - b3 * eps**3,
        ],
    )
    return first, third


def above_one(value: Any) -> Any:
    """The value for zeta > 1 as (g + 1/g)/2, g = 1 + k, where all square roots are rational."""
    k = sp.Symbol("k", positive=True)
    moved = value.subs(ZETA, 1 + k**2 / (2 * (1 + k)))
    roots = moved.replace(
        lambda part: part.is_Pow and part.exp.is_Rational and part.exp.q == 2,
        lambda part: sp.factor(sp.together(part.base)) ** part.exp,
    )
    return sp.simplify(roots)


@DERIVATIONS.register(
    id="d:order-parameter-cold-critical",
    title="The order parameter at low temperatures where the gap closes",
    source=HERE,
)
def critical() -> Chain:
    """The result is 1 - Delta(T)/Delta(0) at Gamma = Delta(0) in T^(5/3) and T^(7/3)."""
    chain = Chain()
    DERIVATIONS["d:thermal-loss"].build()
    v, y = sp.Symbol("v"), sp.Symbol("y", positive=True)
    u = v - v**3 / 4
    spectrum = sp.series(u * (1 - 1 / sp.sqrt(1 - u**2)), v, 0, 7).removeO()
    inverse = sp.series(1 / sp.sqrt(1 - u**2), v, 0, 6).removeO()
    phases = [sp.im(sp.expand_complex(sp.exp(sp.I * sp.pi * k / 3))) for k in (2, 4)]
    chain.show(
        "Density of the anomalous function",
        [
            r"v^3=-2\varepsilon:\quad u=v-\tfrac14v^3+\dots,\quad\frac1r=1+\tfrac12v^2+\tfrac18v^4+\dots",
            r"\operatorname{Re}\left(\frac{-i}r\right)=\frac{\sqrt3}4(2\varepsilon)^{2/3}-\frac{\sqrt3}{16}"
            r"(2\varepsilon)^{4/3}",
        ],
        r"(6) at $\zeta=1$, $v=(2\varepsilon)^{1/3}e^{i\pi/3}$ with $\operatorname{Im}u>0$.",
        zero=[
            sp.expand(spectrum + v**3 / 2),
            sp.expand(inverse - 1 - v**2 / 2 - v**4 / 8),
            phases[0] / 2 - sp.sqrt(3) / 4,
            phases[1] / 8 + sp.sqrt(3) / 16,
        ],
    )
    k, n = sp.symbols("k n", positive=True)
    powers = (sp.Rational(2, 3), sp.Rational(4, 3))
    static = DERIVATIONS["d:static"].build().result.subs(ZETA, 1)
    law = sp.S.Zero
    for weight, power in zip((sp.sqrt(3) / 4, -sp.sqrt(3) / 16), powers, strict=True):
        thermal = sp.gamma(power + 1) * (1 - 2**-power) * sp.zeta(power + 1)
        law += 2 * weight * 2**power * thermal * HEAT ** (power + 1) / static
    chain.show(
        "Low temperatures",
        stated(r"1-\frac{\Delta(T)}{\Delta(0)}", law),
        r"$\int_0^\infty\frac{x^ndx}{e^x+1}=\sum_k(-1)^{k+1}\frac{\Gamma(n+1)}{k^{n+1}}="
        r"\Gamma(n+1)(1-2^{-n})\zeta(n+1)$, "
        r"over $X=1-\frac\pi4$; $\Gamma=\Delta(0)$, units of $\Delta(0)$.",
        zero=[
            sp.simplify(sp.integrate(y**n * sp.exp(-k * y), (y, 0, sp.oo)) - sp.gamma(n + 1) / k ** (n + 1)),
            static - 1 + sp.pi / 4,
        ],
    )
    return chain.finish(law)
