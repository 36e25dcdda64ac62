"""The relaxational pole deep in the gapless state, zeta -> infinity: chi^-1 at omega = i W/zeta in powers of 1/zeta^2.

Energies i y, u = i nu; in units of zeta, y/zeta = q - 1 and nu/zeta = q m. E = 1/zeta^2, p = 1/q.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy import QQ, ring
from sympy.polys.ring_series import rs_mul, rs_trunc

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

ZETA = symbol("zeta")
RING, p, E, W, tau = ring("p,E,W,tau", QQ)
SMALL, RATE, SHARE = sp.symbols("E W tau")
TERMS = 5  # powers of E that are kept
HALF = sp.Rational(1, 2)
Series = Any  # a polynomial of the ring


@DERIVATIONS.register(id="d:decay-deep", title="The decay rate deep in the gapless state", source=Source("higgs_sym"))
def deep() -> Chain:
    """The result is the rate through order zeta^-5."""
    chain = Chain()
    chain.define(
        "On the imaginary axis",
        r"\chi^{-1}(i\Omega)=\int_0^\infty dy\left[\frac1{r(iy)}-K_{RR}(iy+i\Omega,iy)\right]"
        r"-\frac\Omega2\int_0^1d\tau\,K_{RA}(i\Omega\tau,i\Omega(1-\tau))",
        r"The response at $T=0$, $\omega=i\Omega$. It is analytic at $\Omega=0$, and the pole of $\chi$ is its zero at "
        r"$\Omega=-\text{rate}$. $u=i\nu$, $y=\nu(1-\zeta/r)$.",
    )
    a, c, k = sp.symbols("r_1 C r_2")
    kernel = DERIVATIONS["d:golden-rule"].build().result
    u1, r1, u2, r2 = sp.symbols("u_1 r_1 u_2 r_2")
    ours = (1 + c) / (a + k - ZETA * (1 - c))
    chain.show(
        "The kernel",
        stated("K", ours),
        r"`d:golden-rule` at $q=0$ with $C_{RA}=-(\nu_1\nu_2+1)/(r_1r_2)$, $C_{RR}=(\nu_1\nu_2-1)/(r_1r_2)$.",
        zero=sp.cancel(kernel.subs(symbol("kappa"), 0) - ours.subs({a: r1, k: r2, c: (u1 * u2 - 1) / (r1 * r2)})),
    )
    powers = orders(chain)
    return chain.finish(zero(chain, powers))


def product(one: Series, other: Series) -> Series:
    """Through the powers of E that are kept."""
    return rs_mul(one, other, E, TERMS)


def power(series: Series, exponent: Any) -> Series:
    """Of 1 + O(E)."""
    total, term, rest = RING(1), RING(1), rs_trunc(series - 1, E, TERMS)
    for k in range(1, TERMS):
        term = product(term, rest)
        total += term * QQ(*map(int, sp.binomial(sp.S(exponent), k).as_numer_denom()))
    return total


def root(inverse: Series) -> Series:
    """m: nu = q m, from m = 1 + p [(1 + E p^2/m^2)^(-1/2) - 1], for p = `inverse`."""
    m = RING(1)
    for _ in range(TERMS):
        shift = power(1 + product(E * product(inverse, inverse), power(m, -2)), -HALF) - 1
        m = rs_trunc(1 + product(inverse, shift), E, TERMS)
    return m


def orders(chain: Chain) -> list[Any]:
    """chi^-1 at orders E, E^2, E^3 as polynomials in W, Omega = W/zeta."""
    far = 1 + E * W * p  # of q at y + Omega over q at y
    m = root(p)
    first, second = product(root(product(p, power(far, -1))), far), m
    sizes = [power(product(x, x) + E * p**2, HALF) for x in (first, second)]
    c = product(product(first, second) - E * p**2, power(product(*sizes), -1))
    denominator = (sizes[0] + sizes[1] - p * (1 - c)) * QQ(1, 2)
    density = p * power(sizes[1], -1) - product(p * (1 + c), power(denominator, -1)) * QQ(1, 2)
    density = rs_trunc(density, E, TERMS - 1)
    retarded = sum(c * QQ(1, k - 1) * E**j * W**i for (k, j, i, _), c in density.terms())
    mixed = opposite()
    whole = sp.expand(retarded.as_expr() - SMALL * RATE / 2 * sp.integrate(sp.expand(mixed.as_expr()), (SHARE, 0, 1)))
    found = [whole.coeff(SMALL, k) for k in (1, 2, 3)]
    forms = [(3 * RATE + 1) / 6, (1 - 5 * RATE**2) / 40, (140 * RATE**3 - 973 * RATE**2 + 30) / 3360]
    balance = sp.expand((m.as_expr() - 1).subs(SMALL, 0))
    chain.show(
        "In powers of $1/\\zeta^2$",
        [r"\Omega=\frac W\zeta", *(stated(rf"[\zeta^{{-{2 * k}}}]\,\chi^{{-1}}", f) for k, f in enumerate(forms, 1))],
        r"Roots, kernels and $1/r$ expanded at fixed $y/\zeta$ and $W$; the coefficients are polynomials in "
        r"$(1+y/\zeta)^{-1}$, which are integrated term by term.",
        zero=[
            *(sp.expand(one - other) for one, other in zip(found, forms, strict=True)),
            whole.coeff(SMALL, 0),
            balance,
        ],
    )
    return forms


def opposite() -> Series:
    """zeta K_RA between energies i Omega tau and i Omega (1 - tau): numerator and denominator begin with E W."""
    shares = [1 + E * W * tau, 1 + E * W * (1 - tau)]
    roots = [product(root(power(share, -1)), share) for share in shares]
    sizes = [power(product(x, x) + E, HALF) for x in roots]
    c = -product(product(*roots) + E, power(product(*sizes), -1))
    top, bottom = (rs_trunc(each, E, TERMS) for each in (1 + c, sizes[0] + sizes[1] - 1 + c))
    return rs_trunc(product(top.exquo(E * W), power(bottom.exquo(E * W), -1)), E, TERMS - 1)


def zero(chain: Chain, powers: list[Any]) -> Any:
    """The rate."""
    series = sum(c * SMALL**k for k, c in enumerate(powers, 1))
    found = sp.Rational(1, 3) + SMALL / 45 - sp.Rational(2417, 45360) * SMALL**2
    left = sp.expand(series.subs(RATE, -found))
    law = 1 / (3 * ZETA) * (1 + 1 / (15 * ZETA**2) - sp.Rational(2417, 15120) / ZETA**4)
    chain.show(
        "The zero",
        stated(r"\mathrm{rate}", law),
        r"At $W=-\zeta\cdot\text{rate}$, order by order.",
        zero=[*(left.coeff(SMALL, k) for k in (1, 2, 3)), sp.expand(found.subs(SMALL, ZETA**-2) / ZETA - law)],
    )
    return law
