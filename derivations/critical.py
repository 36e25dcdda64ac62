"""Where the gap closes, zeta = 1: absorption at low frequencies, and the power of time that it leaves.

With u = sin(phi), r = cos(phi) the spectrum is 2 tan(phi) - 2 sin(phi) = v^3, v^3 = -2 eps: phi = v - v^3/12 + ... The
kernel is a sum of quotients M_k/(v_1^2 - v_1 v_2 + v_2^2)^n, and (v_1 + v_2)(v_1^2 - v_1 v_2 + v_2^2) = -2 omega is a
constant of the integral.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations.threshold import KAPPA, R1, R2, U1, U2
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, latex_of, stated

OMEGA, ZETA, TIME = sp.Symbol("omega", positive=True), symbol("zeta"), symbol("t")
RING, V1, V2 = sp.ring("v_1 v_2", sp.QQ)
ANGLE = (1, -sp.Rational(1, 12), -sp.Rational(1, 120), sp.Rational(1, 336), sp.Rational(1, 2304))  # of v, v^3, ...
DEGREE = 12
ORDERS = 5
START = 1 - sp.pi / 4  # chi^-1 at omega = 0
HERE = Source("higgs_sym")


@DERIVATIONS.register(id="d:critical-absorption", title=r"Low frequencies where the gap closes", source=HERE)
@cache
def absorption() -> Chain:
    """The result is Im chi^-1 at zeta = 1 in omega, omega^(7/3), omega^3, omega^(11/3)."""
    chain = Chain()
    numerators = kernel(chain)
    values = [-sp.sqrt(3) * sp.pi / 18, 0]
    values += [-3 * sp.gamma(sp.Rational(2, 3)) * sp.gamma(sp.Rational(5, 6)) / (448 * sp.sqrt(sp.pi))]
    values += [sp.sqrt(3) * sp.pi / 3888]
    values += [17 * sp.gamma(sp.Rational(1, 6)) * sp.gamma(sp.Rational(1, 3)) / (168960 * sp.sqrt(sp.pi))]
    eps = sp.Symbol("varepsilon", positive=True)
    chain.show(
        "The integral over the energy",
        r"\int_0^\omega d\varepsilon\,\varepsilon^{m/3}(\omega-\varepsilon)^{n/3}=\omega^{(m+n)/3+1}"
        r"B(\tfrac m3+1,\tfrac n3+1)",
        r"$v_1=(2\varepsilon)^{1/3}e^{i\pi/3}$, $v_2=(2\omega-2\varepsilon)^{1/3}e^{i\pi/3}$, the root with "
        r"$\operatorname{Im}u>0$; $\bar u_2$ has $\bar v_2$, whose cube is the same. Checked where $m$ is a multiple "
        r"of "
        "3, by integrals of powers.",
        zero=[
            sp.expand(
                sp.integrate(sp.expand(eps**m * (1 - eps) ** n), (eps, 0, 1))
                - sp.factorial(m) * sp.factorial(n) / sp.factorial(m + n + 1)
            )
            for m in range(3)
            for n in range(3)
        ],
    )
    sums = [moment_sum(each * (V1 + V2) ** (k + 1), k) for k, each in enumerate(numerators)]
    law = sp.Add(*[value * OMEGA ** (1 + sp.Rational(2 * k, 3)) for k, value in enumerate(values)])
    chain.show(
        "Absorption",
        stated(r"\operatorname{Im}\chi^{-1}", law) + "+O(\\omega^{13/3})",
        r"$\frac12\int_0^\omega d\varepsilon\operatorname{Re}[K(v_1,v_2)-K(v_1,\bar v_2)]$: phases $e^{i\pi(m\pm "
        r"n)/3}$. "
        r"The term in $\omega^{5/3}$ vanishes. $\Gamma(\frac13)\Gamma(\frac23)=2\pi/\sqrt3$, by reflection.",
        zero=[
            *(reflected(sp.gammasimp(found)) - value for found, value in zip(sums, values, strict=True)),
            sp.gammasimp(sp.gamma(KAPPA) * sp.gamma(1 - KAPPA)) - sp.pi / sp.sin(sp.pi * KAPPA),
        ],
    )
    return chain.finish(law.subs(OMEGA, symbol("omega")))


def kernel(chain: Chain) -> list[Any]:
    """M_k of K = sum_k M_k/(v_1^2 - v_1 v_2 + v_2^2)^(k+1)."""
    v = sp.Symbol("v")
    phi = sum(c * v ** (2 * k + 1) for k, c in enumerate(ANGLE))
    sine, cosine = (wave(sum_of_powers(v, phi), start) for start in (1, 0))
    chain.show(
        "The spectrum where the gap closes",
        [r"v^3=-2\varepsilon=2\tan\phi-2\sin\phi", stated(r"\phi", phi) + "+O(v^{11})"],
        r"(6) at $\zeta=1$. Checked: $v^3\cos\phi=2\sin\phi\,(1-\cos\phi)$ through $v^{11}$.",
        zero=[sp.expand(v**3 * cosine - 2 * sine * (1 - cosine)).coeff(v, k) for k in range(12)],
    )
    first, second = (
        sum((RING.domain(c.p, c.q) * x ** (2 * k + 1) for k, c in enumerate(map(sp.Rational, ANGLE))), RING.zero)
        for x in (V1, V2)
    )
    r1, r2 = trigonometric(first, 0), trigonometric(second, 0)
    top = trigonometric(first - second, 0) - 1
    bottom = cut(cut(r1 * r2) * (r1 + r2 - 2)) + top
    q = V1**2 - V1 * V2 + V2**2
    tops, bottoms = parts(top), parts(bottom)
    found: list[Any] = []
    for k in range(ORDERS):
        rest = tops[2 * k + 2] * q**k
        for j in range(1, k + 1):
            rest -= bottoms[2 + 2 * j] * found[k - j] * q ** (j - 1)
        found.append(-rest)
    N = sp.Symbol("N")
    K = DERIVATIONS["d:golden-rule"].build().result.subs({KAPPA: 0, ZETA: 1})
    whole = [
        sum((bottoms[2 + 2 * j] * found[k - j] * q**j for j in range(k + 1)), RING.zero)
        - tops[2 * k + 2] * q ** (k + 1)
        for k in range(ORDERS)
    ]
    chain.show(
        "The kernel",
        [
            r"K=\frac{N}{r_1r_2(r_1+r_2-2)+N},\quad N=\cos(\phi_1-\phi_2)-1",
            r"K=\sum_k\frac{M_k}{q^{k+1}},\quad q=v_1^2-v_1v_2+v_2^2,\quad(v_1+v_2)q=-2\omega",
            r"M_0=" + latex_of(found[0].as_expr()),
        ],
        r"The kernel of `d:golden-rule` at $\zeta=1$, by total degree $2k$: the denominator starts with $-q$. Checked: "
        "the sum multiplied back.",
        zero=[
            sp.cancel(K - (N / (R1 * R2 * (R1 + R2 - 2) + N)).subs(N, R1 * R2 + U1 * U2 - 1)),
            (bottoms[2] + q).as_expr(),
            ((V1 + V2) * q - V1**3 - V2**3).as_expr(),
            *(each.as_expr() for each in whole),
        ],
    )
    return found


def reflected(value: Any) -> Any:
    """With Gamma(1/3) Gamma(2/3) = 2 pi/sqrt(3) where both occur."""
    one, two = sp.gamma(sp.Rational(1, 3)), sp.gamma(sp.Rational(2, 3))
    return value.subs(one, 2 * sp.pi / sp.sqrt(3) / two) if value.has(one) and value.has(two) else value


def moment_sum(numerator: Any, k: int) -> Any:
    """(1/2) int Re[K - K with v_2 conjugated] without its power of omega; `numerator` over (-2 omega)^(k+1)."""
    total = sp.S.Zero
    for (m, n), c in numerator.terms():
        phase = sp.cos(sp.pi * (m + n) / 3) - sp.cos(sp.pi * (m - n) / 3)
        a, b = sp.Rational(m, 3) + 1, sp.Rational(n, 3) + 1
        weight = sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b) * 2 ** sp.Rational(m + n, 3)
        total += sp.Rational(c.numerator, c.denominator) * phase * weight
    return total / 2 / (-2) ** (k + 1)


def sum_of_powers(v: Any, phi: Any) -> list[Any]:
    """phi^0, phi^1, ..., each through v^DEGREE."""
    powers = [sp.S.One]
    for _ in range(DEGREE):
        product = sp.Poly(sp.expand(powers[-1] * phi), v)
        powers.append(sum(c * v**k for (k,), c in product.terms() if k <= DEGREE))
    return powers


def wave(powers: list[Any], start: int) -> Any:
    """Cosine (start 0) or sine (1) from the powers of the angle."""
    return sum((-1) ** (k // 2) * powers[k] / sp.factorial(k) for k in range(start, DEGREE + 1, 2))


def trigonometric(angle: Any, start: int) -> Any:
    """The same in the ring."""
    total, power = RING.zero, RING.one
    for k in range(DEGREE + 1):
        if k % 2 == start:
            total += power * RING.domain((-1) ** (k // 2), int(sp.factorial(k)))
        power = cut(power * angle)
    return total


def cut(series: Any) -> Any:
    """Without what is beyond DEGREE."""
    return RING.from_dict({powers: c for powers, c in series.items() if sum(powers) <= DEGREE})


def parts(series: Any) -> list[Any]:
    """By total degree."""
    return [RING.from_dict({powers: c for powers, c in series.items() if sum(powers) == k}) for k in range(DEGREE + 1)]


@DERIVATIONS.register(id="d:critical-tail", title=r"Long times where the gap closes: $t^{-10/3}$", source=HERE)
def tail() -> Chain:
    """The result is chi(t) at zeta = 1 in t^(-10/3), t^(-13/3), t^(-14/3)."""
    chain = Chain()
    c0, c2, c4, a0 = sp.symbols("c_0 c_2 c_4 a_0")
    x = sp.Symbol("x", positive=True)  # s = x^3, omega = x^3
    imaginary = sp.expand(DERIVATIONS["d:critical-absorption"].build().result.subs(symbol("omega"), x**3))
    powers = [sp.Rational(k, 3) for k in (3, 7, 11)]
    found = [imaginary.coeff(x, int(3 * p)) / -sp.sin(sp.pi * p / 2) for p in powers]
    rest = imaginary - sp.Add(*[imaginary.coeff(x, int(3 * p)) * x ** (3 * p) for p in powers])
    start = DERIVATIONS["d:static"].build().result.subs(ZETA, 1)
    chain.show(
        "Continued from the real axis",
        [
            r"\chi^{-1}=E(s)+c_0s+c_2s^{7/3}+c_3s^3+c_4s^{11/3}+\dots,\quad s=-i\omega",
            *map(stated, ("c_0", "c_2", "c_4"), found),
        ],
        r"$\operatorname{Im}(-i\omega)^p=-\omega^p\sin\frac{\pi p}2$, from `d:critical-absorption`. What is left has "
        r"no "
        r"imaginary part on either side of $\omega=0$ and is analytic there, even in $\omega$; "
        r"$E(0)=a_0=1-\frac\pi4$ from `d:static`.",
        zero=[
            *(sp.im(sp.exp(-sp.I * sp.pi / 2 * p)) + sp.sin(sp.pi * p / 2) for p in powers),
            rest - rest.coeff(x, 9) * x**9,
            start - START,
        ],
    )
    inverse = a0 + c0 * x**3 + c2 * x**7 + c4 * x**11
    terms = {7: -c2 / a0**2, 10: 2 * c0 * c2 / a0**3, 11: -c4 / a0**2}
    smooth = {0: 1 / a0, 3: -c0 / a0**2, 6: c0**2 / a0**3, 9: -(c0**3) / a0**4}
    guess = sum(c * x**k for k, c in (smooth | terms).items())
    product = sp.expand(inverse * guess - 1)
    chain.show(
        "Inverted",
        r"\chi=\ldots-\frac{c_2}{a_0^2}s^{7/3}+\frac{2c_0c_2}{a_0^3}s^{10/3}-\frac{c_4}{a_0^2}s^{11/3}",
        r"The powers that are not whole; $E(s)-a_0$ and $s^3$ enter them from $s^{13/3}$ on.",
        zero=[product.coeff(x, k) for k in range(12)],
    )
    law = sp.S.Zero
    p, y = sp.Symbol("p", positive=True), sp.Symbol("y", positive=True)
    values = {c0: found[0], c2: found[1], c4: found[2], a0: START}
    for k, c in terms.items():
        power = sp.Rational(k, 3)
        law += c.subs(values) * -sp.sin(sp.pi * power) * sp.gamma(power + 1) / sp.pi * TIME ** (-power - 1)
    chain.show(
        "Long times",
        stated(r"\chi(t)", law),
        r"$s^p$ along the cut $s<0$: $\chi(t)=\int\frac{ds}{2\pi i}e^{st}\chi$ gives $s^p\to-\frac{\sin\pi p}\pi"
        r"\Gamma(p+1)t^{-p-1}$. Other singularities lie at a distance from the real axis and decay exponentially.",
        zero=[
            sp.simplify(sp.integrate(y**p * sp.exp(-y * TIME), (y, 0, sp.oo)) - sp.gamma(p + 1) / TIME ** (p + 1)),
            sp.im(sp.exp(-sp.I * sp.pi * p)) + sp.sin(sp.pi * p),
        ],
    )
    return chain.finish(law)
