"""Im chi^-1 just above the threshold 2 eps_g, from the exact kernel and the exact edge of the spectrum."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, latex_of, stated

DELTA, ZETA, KAPPA = (symbol(name) for name in ("delta", "zeta", "kappa"))
U1, R1, U2, R2 = sp.symbols("u_1 r_1 u_2 r_2")
U_G, R_G = sp.symbols("u_g r_g", positive=True)  # at the edge: r_g^3 = zeta, u_g^2 + r_g^2 = 1
VERTEX = sp.Symbol("v", nonnegative=True)  # 1 keeps the vertex term, 0 drops it
Y, Y1, Y2 = sp.symbols("y y_1 y_2", positive=True)  # z = eps_g/Delta + (3/2) u_g y^2
SMALL = sp.Symbol("lambda", positive=True)  # counts powers of y_1 and y_2 together
IM_CHI_INV = r"\operatorname{Im}\chi^{-1}"


@DERIVATIONS.register(
    id="d:threshold",
    title=r"Onset of absorption: $\operatorname{Im}\chi^{-1}$ at the threshold",
    source=Source("higgs_sym"),
)
def threshold() -> Chain:
    """Both edges at finite r_g; the result is the leading term at kappa = 0, vertex term included."""
    chain = Chain()
    (law,) = onset(chain, order=2)
    full, bare = (at_zeta(law.subs({KAPPA: 0, VERTEX: v})) for v in (1, 0))
    chain.show(
        "The vertex term matters",
        [stated("v=1:A", full), stated("v=0:A_0", bare), stated("A_0/A", sp.simplify(bare / full))],
        "At $q=0$. Dropping the vertex term keeps power and sign and changes the coefficient; the two "
        r"agree for $\zeta\to0$ only.",
        zero=sp.limit(bare / full, ZETA, 0) - 1,
    )
    gap = DERIVATIONS["d:gap"].build().result
    number = sp.simplify(full * gap * ZETA / DELTA**2)
    chain.show(
        "In terms of the gap edge",
        stated(IM_CHI_INV, number * DELTA**2 / (ZETA * sp.Symbol("varepsilon_g"))),
        r"The edge of `d:gap` recognised in the coefficient; $v=1$, $\kappa=0$, units of $\Delta$.",
        zero=[number * DELTA**2 / (ZETA * gap) - full, sp.diff(number, ZETA)],
    )
    return chain.finish(full)


@DERIVATIONS.register(id="d:threshold-next", title="Onset of absorption to next order", source=Source("higgs_sym"))
def threshold_next() -> Chain:
    """The result is the delta^2 and delta^3 terms at kappa = 0, vertex term included."""
    chain = Chain()
    first, second = onset(chain, order=4, fixed={KAPPA: 0, VERTEX: 1})
    terms, ratio = [at_zeta(first), at_zeta(second)], at_zeta(second / first)
    chain.show(
        "Relative correction",
        stated(r"\frac{\delta^3\text{-term}}{\delta^2\text{-term}}", ratio),
        r"For small $\zeta$ the expansion is in $\delta/\zeta^{2/3}$: the quadratic law needs "
        r"$\delta\ll\zeta^{2/3}$.",
        zero=terms[1] - ratio * terms[0],
    )
    return chain.finish(sp.Add(*terms))


def onset(chain: Chain, order: int, fixed: Mapping[Any, Any] = MappingProxyType({})) -> list[Any]:
    """The terms of Im chi^-1 in delta^2, ..., delta^(order/2 + 1); `fixed` gives kappa and vertex weight."""
    chain.define(
        "Golden rule",
        IM_CHI_INV + r"=\frac12\int_0^\delta dx\,\operatorname{Re}[K(u_1,u_2)-K(u_1,\bar u_2)]",
        r"From `d:golden-rule`: energies $\varepsilon_g+x$, $\varepsilon_g+\delta-x$, with "
        r"$\delta=\omega-2\varepsilon_g$.",
    )
    K = DERIVATIONS["d:golden-rule"].build().result
    series = kernel_series(chain, K, edge_angle(chain, order), order, fixed)
    parts = {k: absorbing_part(series[k]) for k in range(order + 1)}
    exponents = sorted({powers for part in parts.values() for powers in part})
    x = sp.Symbol("x", positive=True)
    chain.show(
        "Integrals over the window",
        [
            rf"\int_0^\delta {latex_of(x ** sp.Rational(m, 2) * (DELTA - x) ** sp.Rational(n, 2))}\,dx"
            rf"={latex_of(moment(m, n))}"
            for m, n in exponents
        ],
        r"Beta functions. Checked: the substitution $x=\delta\sin^2a$.",
        zero=[moment(m, n) - sine_integral(m, n) for m, n in exponents],
    )
    unit = 2 / (3 * U_G)  # y^2 = unit x
    sums = {
        k: sp.Add(*[c * unit ** sp.Rational(m + n, 2) * moment(m, n) for (m, n), c in part.items()]) / 2
        for k, part in parts.items()
    }
    terms = [reduced(total) for total in sums.values() if total != 0]
    chain.show(
        r"Term by term, for $0<\zeta<1$",
        stated(IM_CHI_INV, sp.Add(*terms)) + r"+\dots",
        r"The integrand starts with $y_1y_2$, and no odd total degree contributes: $\delta^2,\delta^3,\dots$",
        zero=[sums[k] for k in range(order + 1) if k < 2 or k % 2],
    )
    return terms


def edge_angle(chain: Chain, order: int) -> Any:
    """phi - phi_g as a series in y through y^(order-1)."""
    phi = sp.Symbol("phi")
    z = sp.sin(phi) - ZETA * sp.tan(phi)
    edge = {sp.sin(phi): U_G, sp.cos(phi): R_G, sp.tan(phi): U_G / R_G, ZETA: R_G**3}
    slopes = [reduced(sp.diff(z, phi, k).subs(edge)) for k in range(1, order + 1)]
    chain.show(
        "The spectrum at the edge",
        [stated("z", z), *(stated(rf"\partial_\phi^{{{k}}}z|_g", d) for k, d in enumerate(slopes, 1))],
        r"(6) with $u=\sin\phi$ and $r=\cos\phi$, at $r_g^3=\zeta$ and $u_g^2=1-r_g^2$: no linear term.",
        zero=slopes[0],
    )
    unknown = sp.symbols(f"a_1:{order}")
    h = sum(a * Y**k for k, a in enumerate(unknown, 1))
    powers = sum(d * h**k / sp.factorial(k) for k, d in enumerate(slopes, 1))
    equation = coefficients(powers - 3 * U_G * Y**2 / 2, Y, order)
    # Of the two square roots the one with Im phi > 0 lies on the physical sheet, Im u > 0.
    values = {unknown[0]: next(a for a in sp.solve(equation[2], unknown[0]) if sp.im(a).is_positive)}
    for k, a in enumerate(unknown[1:], 3):
        values[a] = reduced(sp.solve(equation[k].subs(values), a)[0])
    h = h.subs(values)
    cos, sin = rotated(h, Y, order)
    back = coefficients(sin * cos - R_G**3 * sin - (U_G**3 + 3 * U_G * Y**2 / 2) * cos, Y, order)
    chain.show(
        "The angle just above the edge",
        [stated(r"\phi-\phi_g", h) + rf"+O(y^{{{order}}})", r"z=u_g^3+\tfrac32u_gy^2"],
        r"The series inverted, on the sheet $\operatorname{Im}u>0$. Checked: put back into (6) times "
        r"$\cos\phi$.",
        zero=[reduced(c) for c in back],
    )
    return sp.Lambda(Y, h)


def kernel_series(chain: Chain, K: Any, angle: Any, order: int, fixed: Mapping[Any, Any]) -> list[Any]:
    """The kernel near both edges: its terms of total degree 0, ..., order in y_1, y_2."""
    N = sp.Symbol("N")
    B = R1 * R2 * (R1 + R2 + KAPPA - ZETA * (1 + VERTEX)) + ZETA * VERTEX * N
    a, b = sp.symbols("phi_1 phi_2")
    general = N / B.subs(VERTEX, 1)
    angles = {U1: sp.sin(a), R1: sp.cos(a), U2: sp.sin(b), R2: sp.cos(b)}
    chain.show(
        "The kernel in angles",
        [stated("K", N / B), stated("N", sp.cos(a - b) - 1)],
        "$v=1$; $v=0$ drops the vertex term, which is that with $C$ in the denominator "
        r"$r_1+r_2+\kappa-\zeta(1-vC)$.",
        zero=[
            K - general.subs(N, R1 * R2 + U1 * U2 - 1),
            (R1 * R2 + U1 * U2 - 1).subs(angles) - sp.expand_trig(sp.cos(a - b) - 1),
        ],
    )
    h1, h2 = angle(SMALL * Y1), angle(SMALL * Y2)
    r1, r2 = (rotated(h, SMALL, order)[0] for h in (h1, h2))
    top = cosine_sine(h1 - h2, SMALL, order)[0] - 1
    tops = coefficients(top, SMALL, order)
    bottoms = coefficients(B.subs({N: top, R1: r1, R2: r2, ZETA: R_G**3}).subs(fixed), SMALL, order)
    series = quotient(tops, bottoms)
    mixed = sp.diff(K.subs(angles), a, b).subs({a: sp.acos(R_G), b: sp.acos(R_G), ZETA: R_G**3})
    chain.show(
        "The kernel near both edges",
        [stated(f"K_{{{k}}}", sp.factor(term)) for k, term in enumerate(series[:3])],
        "Terms by total degree in $y_1$, $y_2$. At the edges the denominator "
        r"$r_g^2[2r_g+\kappa-(1+v)\zeta]$ is positive, because $\zeta<\zeta^{1/3}$; the numerator vanishes "
        "with $y_1-y_2$. Checked: the quotient multiplied back, and the second derivative of the kernel "
        "itself.",
        zero=[
            *[sum(bottoms[j] * series[k - j] for j in range(k + 1)) - tops[k] for k in range(order + 1)],
            sp.simplify(mixed.subs(fixed) + sp.diff(series[2], Y1, Y2).subs(VERTEX, 1)),
        ],
    )
    return series


def quotient(tops: list[Any], bottoms: list[Any]) -> list[Any]:
    """Taylor coefficients of a quotient from those of its numerator and denominator."""
    series: list[Any] = []
    for k, top in enumerate(tops):
        rest = top - sum(bottoms[j] * series[k - j] for j in range(1, k + 1))
        series.append(sp.together(rest / bottoms[0]))
    return series


def absorbing_part(term: Any) -> dict[tuple[int, int], Any]:
    """Re[K(y_1, y_2) - K(y_1, -y_2)] as coefficients of y_1^m y_2^n; y_2 -> -y_2 conjugates phi_2."""
    difference = sp.Poly(sp.expand(term - term.subs(Y2, -Y2)), Y1, Y2)
    return {powers: sp.re(c) for powers, c in difference.terms() if sp.re(c) != 0}


def moment(m: int, n: int) -> Any:
    """int_0^delta x^(m/2) (delta-x)^(n/2) dx."""
    p, q = sp.Rational(m, 2) + 1, sp.Rational(n, 2) + 1
    return DELTA ** (p + q - 1) * sp.gamma(p) * sp.gamma(q) / sp.gamma(p + q)


def sine_integral(m: int, n: int) -> Any:
    """The same after x = delta sin^2(a)."""
    a = sp.Symbol("a")
    power = DELTA ** (sp.Rational(m + n, 2) + 1)
    return 2 * power * sp.integrate(sp.sin(a) ** (m + 1) * sp.cos(a) ** (n + 1), (a, 0, sp.pi / 2))


def cosine_sine(h: Any, variable: Any, order: int) -> tuple[Any, Any]:
    """cos(h) and sin(h) of a series without constant term, through the given power of the variable."""
    powers = [(-1) ** (k // 2) * h**k / sp.factorial(k) for k in range(order + 1)]
    cos, sin = (coefficients(sum(powers[start::2]), variable, order) for start in (0, 1))
    return tuple(sum(c * variable**k for k, c in enumerate(part)) for part in (cos, sin))


def rotated(h: Any, variable: Any, order: int) -> tuple[Any, Any]:
    """cos and sin of phi_g + h."""
    cos, sin = cosine_sine(h, variable, order)
    return sp.expand(R_G * cos - U_G * sin), sp.expand(U_G * cos + R_G * sin)


def coefficients(expression: Any, variable: Any, order: int) -> list[Any]:
    """Taylor coefficients 0, ..., order of a polynomial."""
    expanded = sp.expand(expression)
    return [expanded.coeff(variable, k) for k in range(order + 1)]


def reduced(expression: Any) -> Any:
    """A rational function of u_g and r_g with u_g^2 eliminated from the numerator."""
    top, bottom = sp.fraction(sp.together(expression))
    return sp.factor(sp.rem(sp.expand(top), U_G**2 + R_G**2 - 1, U_G) / bottom)


def at_zeta(expression: Any) -> Any:
    """With the edge written out: r_g = zeta^(1/3), u_g = sqrt(1 - zeta^(2/3))."""
    root = sp.cbrt(ZETA)
    whole = reduced(expression).xreplace({R_G - 1: -(U_G**2) / (R_G + 1)})  # (r_g - 1)(r_g + 1) = -u_g^2
    return whole.subs({R_G: root, U_G: sp.sqrt(1 - root**2)})
