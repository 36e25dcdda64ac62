"""Im chi^-1 above the threshold to three orders: the expansion of `d:threshold` with the tangent of the edge angle.

With u = sin(phi), r = cos(phi) and p = tan(phi_g), r_g^2 = 1/(1 + p^2), everything is a series in i y_1, i y_2 whose
coefficients are polynomials in p and 1/p: no root is left, and SymPy's sparse series do the work.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations.threshold import DELTA, KAPPA, R1, R2, U1, U2, moment, sine_integral
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, latex_of, stated

ZETA = symbol("zeta")
P = sp.Symbol("p", positive=True)
H = sp.Symbol("h")
W = sp.Symbol("w", positive=True)  # zeta^(2/3) = r_g^2 = 1/(1 + p^2)
RING, E1, E2 = sp.ring("e_1 e_2", sp.QQ.frac_field(P))  # e = i y
DEGREE = 6
HERE = Source("higgs_sym")


@DERIVATIONS.register(id="d:threshold-orders", title="Onset of absorption to three orders", source=HERE)
@cache
def threshold_orders() -> Chain:
    """The result is the terms of Im chi^-1 in delta^2, delta^3 and delta^4 at q = 0."""
    chain = Chain()
    kernel = kernel_near_edges(chain, edge(chain))
    c1, c2 = window(chain, kernel)
    gap = DERIVATIONS["d:gap"].build().result
    y, w = DELTA / gap, ZETA ** sp.Rational(2, 3)
    return chain.finish(-sp.pi * DELTA**2 / (24 * ZETA * gap) * (1 + (c1 * y + c2 * y**2).subs(W, w)))


def edge(chain: Chain) -> list[Any]:
    """phi - phi_g as coefficients of e^1, ..., e^DEGREE."""
    phi = sp.Symbol("phi_g")
    chain.show(
        "The spectrum at the edge",
        r"\frac{z-z_g}{r_g}=p(\cos h-1)+\sin h-\frac1{1+p^2}\left[\frac{p+\tan h}{1-p\tan h}-p\right]"
        r"=\tfrac32p\,y^2",
        r"(6) as $z=\sin\phi-\zeta\tan\phi$ with $\phi=\phi_g+h$, $p=\tan\phi_g$ and $\zeta=r_g^3$; energies are "
        r"counted by $z=z_g+\frac32u_gy^2$.",
        zero=[
            sp.simplify(sp.expand_trig(sp.sin(phi + H)) - sp.cos(phi) * (sp.tan(phi) * sp.cos(H) + sp.sin(H))),
            sp.expand_trig(sp.tan(phi + H)) - (sp.tan(phi) + sp.tan(H)) / (1 - sp.tan(phi) * sp.tan(H)),
            sp.simplify(1 / (1 + sp.tan(phi) ** 2) - sp.cos(phi) ** 2),
        ],
    )
    powers, tangent = [sp.S.Zero], P
    for k in range(1, DEGREE + 2):
        tangent = sp.expand(sp.diff(tangent, P) * (1 + P**2))  # derivatives of tan(phi), by p = tan(phi)
        wave = P * sp.cos(sp.pi * k / 2) + sp.sin(sp.pi * k / 2)
        powers.append(sp.cancel((wave - tangent / (1 + P**2)) / sp.factorial(k)))
    slopes = [RING.domain.from_sympy(c) for c in powers]
    found = [RING.domain.one]  # h = e + b_2 e^2 + ...
    for k in range(2, DEGREE + 1):
        rest = composed(slopes, [*found, RING.domain.zero], k + 1)[k + 1]
        found.append(-rest / (2 * slopes[2]))
    back = composed(slopes, found, DEGREE + 1)
    back[2] -= slopes[2]
    h = [RING.domain.to_sympy(c) for c in found]
    chain.show(
        "The angle just above the edge",
        r"h=e" + "".join(rf"+\left({latex_of(sp.factor(c))}\right)e^{k}" for k, c in enumerate(h[1:3], 2)) + r"+\dots",
        rf"$e=iy$, on the sheet $\operatorname{{Im}}u>0$. Checked: put back, through $e^{{{DEGREE + 1}}}$.",
        zero=[powers[1], powers[2] + 3 * P / 2, *(RING.domain.to_sympy(c) for c in back)],
    )
    return found


def composed(outer: list[Any], inner: list[Any], degree: int) -> list[Any]:
    """Coefficients of outer(inner(e)); `inner` starts with e^1."""
    total, power = [RING.domain.zero] * (degree + 1), [RING.domain.one] + [RING.domain.zero] * degree
    for coefficient in outer[: degree + 1]:
        total = [a + coefficient * b for a, b in zip(total, power, strict=True)]
        power = [
            sum((power[k - j] * inner[j - 1] for j in range(1, min(k, len(inner)) + 1)), RING.domain.zero)
            for k in range(degree + 1)
        ]
    return total


def kernel_near_edges(chain: Chain, h: list[Any]) -> list[Any]:
    """zeta K as homogeneous parts of degree 0, ..., DEGREE in e_1, e_2."""
    first, second = (sum((c * e**k for k, c in enumerate(h, 1)), RING.zero) for e in (E1, E2))
    cosines = [cosine(angle) - RING.from_expr(P) * sine(angle) for angle in (first, second)]
    top = cosine(first - second) - 1
    product = cut(cosines[0] * cosines[1])
    bottom = cut(product * (cosines[0] + cosines[1] - 2 * RING.domain.from_sympy(1 / (1 + P**2)))) + top
    tops, bottoms = parts(top), parts(bottom)
    series: list[Any] = []
    for k, each in enumerate(tops):
        rest = each - sum((bottoms[j] * series[k - j] for j in range(1, k + 1)), RING.zero)
        series.append(rest.mul_ground(1 / bottoms[0].coeff(1)))
    N = sp.Symbol("N")
    K = DERIVATIONS["d:golden-rule"].build().result.subs(KAPPA, 0)
    a, b = sp.symbols("phi_1 phi_2")
    whole = cut(sum(bottoms, RING.zero) * sum(series, RING.zero)) - cut(top)
    chain.show(
        "The kernel near both edges",
        [
            r"\zeta K=\frac{N}{\rho_1\rho_2[\rho_1+\rho_2-2/(1+p^2)]+N}",
            r"N=\cos(h_1-h_2)-1,\quad\rho=\cos h-p\sin h",
            stated(r"\zeta K", sp.factor(series[2].as_expr())) + r"+\dots",
        ],
        r"The kernel of `d:golden-rule` with $r=r_g\rho$. Checked: the quotient multiplied back.",
        zero=[
            sp.cancel(K - (N / (R1 * R2 * (R1 + R2 - 2 * ZETA) + ZETA * N)).subs(N, R1 * R2 + U1 * U2 - 1)),
            sp.expand_trig(sp.cos(a - b)) - sp.cos(a) * sp.cos(b) - sp.sin(a) * sp.sin(b),
            sp.expand_trig(sp.cos(a + b)) - sp.cos(a) * sp.cos(b) + sp.sin(a) * sp.sin(b),
            whole.as_expr(),
        ],
    )
    return series


def window(chain: Chain, kernel: list[Any]) -> tuple[Any, Any]:
    """The golden rule's integral over the window; c_1 and c_2 by w."""
    unit = sp.Symbol("q", positive=True)  # y^2 = q x, q = 2/(3 u_g)
    sums, exponents = [], set()
    for k in range(2, DEGREE + 1, 2):
        odd = {powers: RING.domain.to_sympy(c) for powers, c in kernel[k].terms() if powers[0] % 2}
        exponents |= set(odd)
        sums.append(sp.Add(*[c * (-unit) ** (k // 2) * moment(*powers) for powers, c in odd.items()]))
    x = sp.Symbol("x", positive=True)
    chain.show(
        "Integrals over the window",
        [
            rf"\int_0^\delta {latex_of(x ** sp.Rational(m, 2) * (DELTA - x) ** sp.Rational(n, 2))}\,dx"
            rf"={latex_of(moment(m, n))}"
            for m, n in sorted(exponents)
        ],
        r"$\operatorname{Im}\chi^{-1}=\frac12\int_0^\delta dx\operatorname{Re}[K(u_1,u_2)-K(u_1,\bar u_2)]$: odd "
        r"powers of both $e_1$ and $e_2$ remain, and $y^2=2x/(3u_g)$. Checked: $x=\delta\sin^2a$.",
        zero=[moment(m, n) - sine_integral(m, n) for m, n in sorted(exponents)],
    )
    gap = sp.Symbol("varepsilon_g", positive=True)
    tangent = sp.sqrt((1 - W) / W)
    terms = [
        sp.simplify((s / DELTA ** (k + 2) * gap ** (k + 1)).subs({unit: 2 / (3 * sp.sqrt(1 - W)), P: tangent}))
        .subs(gap, (1 - W) ** sp.Rational(3, 2))
        for k, s in enumerate(sums)
    ]  # fmt: skip
    c1 = (4 * W**2 - 61 * W + 4) / (108 * W)
    c2 = (208 * W**4 - 1112 * W**3 + 9189 * W**2 - 680 * W - 8) / (31104 * W**2)
    chain.show(
        "Term by term, for $0<\\zeta<1$",
        [
            r"\operatorname{Im}\chi^{-1}=-\frac{\pi}{24}\frac{\delta^2}{\zeta\varepsilon_g}(1+c_1y+c_2y^2+\dots)",
            stated("c_1", c1),
            stated("c_2", c2),
        ],
        r"$y=\delta/\varepsilon_g$, $w=\zeta^{2/3}$, so that $p^2=(1-w)/w$, $u_g^2=1-w$, $\varepsilon_g=u_g^3$.",
        zero=[sp.simplify(term + sp.pi / 24 * c) for term, c in zip(terms, (1, c1, c2), strict=True)],
    )
    return c1, c2


def cut(series: Any) -> Any:
    """Without what is beyond DEGREE."""
    return RING.from_dict({powers: c for powers, c in series.items() if sum(powers) <= DEGREE})


def parts(series: Any) -> list[Any]:
    """By total degree."""
    return [RING.from_dict({powers: c for powers, c in series.items() if sum(powers) == k}) for k in range(DEGREE + 1)]


def cosine(angle: Any) -> Any:
    """Cosine of a series without constant term."""
    return trigonometric(angle, 0)


def sine(angle: Any) -> Any:
    """Its sine."""
    return trigonometric(angle, 1)


def trigonometric(angle: Any, start: int) -> Any:
    """The sum of (-1)^(k//2) angle^k/k! over k of one parity."""
    total, power = RING.zero, RING.one
    for k in range(DEGREE + 1):
        if k % 2 == start:
            total += power.mul_ground(RING.domain(sp.QQ((-1) ** (k // 2), int(sp.factorial(k)))))
        power = cut(power * angle)
    return total
