"""The kernel at real energies, and the identities that make its integral smooth."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

DELTA, GAMMA, MOMENTUM, ZETA, KAPPA = (symbol(name) for name in ("Delta", "Gamma", "Q", "zeta", "kappa"))
U1, R1, U2, R2, Z1, Z2 = sp.symbols("u_1 r_1 u_2 r_2 z_1 z_2")
P1, P2 = sp.symbols("p_1 p_2")
X, W = sp.symbols("x w", real=True)


def rational(expression: Any) -> Any:
    """With u = sin(phi), r = cos(phi) written in tan(phi/2): rational, and the most general u^2 + r^2 = 1."""
    circle: dict[Any, Any] = {}
    for u, r, z, p in ((U1, R1, Z1, P1), (U2, R2, Z2, P2)):
        circle |= {u: 2 * p / (1 + p**2), r: (1 - p**2) / (1 + p**2)}
        circle[z] = circle[u] * (1 - ZETA / circle[r])
    return expression.subs(circle, simultaneous=True)


@DERIVATIONS.register(
    id="d:kernel-real", title="The kernel at real energies and its identities", source=Source("higgs_sym")
)
@cache
def kernel_real() -> Chain:
    """Continue d:kernel; the result is Delta K of two retarded functions (u_2 -> -u_2: retarded-advanced)."""
    chain = Chain()
    C = continuation(chain)
    K = (1 + C) / (R1 + R2 + KAPPA - ZETA * (1 - C))
    identities(chain, C)
    below_threshold(chain, K)
    primitive(chain)
    return chain.finish(K)


def continuation(chain: Chain) -> Any:
    """C = cos(theta_n + theta_m) for two retarded functions; K in it."""
    theta_n, theta_m = sp.symbols("theta_n theta_m")
    matsubara = sp.expand_trig(DERIVATIONS["d:kernel"].build().result)
    retarded = {sp.sin(theta_n): 1 / R1, sp.cos(theta_n): -sp.I * U1 / R1}
    other = {sp.sin(theta_m): 1 / R2, sp.cos(theta_m): -sp.I * U2 / R2}
    advanced = {sp.sin(theta_m): 1 / R2, sp.cos(theta_m): sp.I * U2 / R2}
    total = sp.expand_trig(sp.cos(theta_n + theta_m))
    C_RR, C_RA = -(U1 * U2 + 1) / (R1 * R2), (U1 * U2 - 1) / (R1 * R2)
    chain.show(
        "Retarded and advanced functions",
        [stated(r"C_{RR}", C_RR), stated(r"C_{RA}", C_RA)],
        r"$C=\cos(\theta_n+\theta_m)$. Both frequencies positive: $\omega\to-i(\varepsilon+i0)$ in both "
        r"angles, $\sin\theta=1/r$ and $\cos\theta=-iu/r$. One negative: "
        r"$\theta(-\omega)=\pi-\theta(\omega)$, the cosine changes sign, and $u_2$, $r_2$ are those of "
        "minus the second energy.",
        zero=[total.subs(retarded | other) - C_RR, total.subs(retarded | advanced) - C_RA],
    )
    units = {GAMMA: ZETA * DELTA, MOMENTUM: KAPPA * DELTA}
    C = sp.Symbol("C")
    form = (1 + C) / (R1 + R2 + KAPPA - ZETA * (1 - C))
    chain.show(
        "The kernel",
        stated(r"\Delta K", form),
        r"In units of $\Delta$, with the $C$ of either pair: $u_2\to-u_2$ turns one into the other.",
        zero=[
            sp.together(DELTA * matsubara.subs(units).subs(angles) - form.subs(C, value))
            for angles, value in ((retarded | other, C_RR), (retarded | advanced, C_RR.subs(U2, -U2)))
        ],
    )
    return C_RR


def identities(chain: Chain, C: Any) -> None:
    """The two forms free of cancellation."""
    numerator = -((U1 + U2) ** 2 + (R1 - R2) ** 2) / (2 * R1 * R2)
    chain.show(
        "Numerator",
        stated("1+C_{RR}", numerator),
        r"$u^2+r^2=1$ for both. Near $u_2=-u_1$ the left-hand side is a difference of nearly equal numbers.",
        zero=rational(1 + C - numerator),
    )
    product = R1 * R2
    others = (
        -((R1 - R2) ** 2) * (1 - U1 * U2 + product) / (product * (U1 - U2) ** 2),
        -((U1 + U2) ** 2) / (product * (1 + U1 * U2 + product)),
    )
    falling = (R1 + R2) ** 2 / (product * (1 - U1 * U2 + product))
    chain.show(
        "Quotient forms",
        [*(stated("1+C_{RR}", form) for form in others), stated("1-C_{RR}", falling)],
        "Each keeps its digits where the others lose them.",
        zero=[*(rational(1 + C - form) for form in others), rational(1 - C - falling)],
    )
    denominator = (Z1 - Z2) * (R1 + R2) / (U1 - U2)
    chain.show(
        "Denominator",
        stated(r"r_1+r_2-\zeta(1-C_{RR})", denominator),
        r"With $z=u(1-\zeta/r)$, (6), for both energies. The left-hand side is the denominator at $q=0$, "
        r"vertex term included; for $\operatorname{Re}r>0$ it can vanish only where $z_1=z_2$.",
        zero=rational(R1 + R2 - ZETA * (1 - C) - denominator),
    )
    mixed = {U2: -U2, Z2: -Z2}
    chain.show(
        "The same for one retarded and one advanced function",
        [
            stated("1+C_{RA}", numerator.subs(mixed)),
            stated(r"r_1+r_2-\zeta(1-C_{RA})", denominator.subs(mixed)),
        ],
        r"$u_2$ and $z_2$ change sign, $r_2$ does not.",
        zero=[
            rational(1 + C.subs(mixed) - numerator.subs(mixed)),
            rational(R1 + R2 - ZETA * (1 - C.subs(mixed)) - denominator.subs(mixed)),
        ],
    )
    chain.show(
        "The retarded kernel at q = 0",
        stated(r"\Delta K_{RR}", sp.factor(numerator) / denominator),
        "The two identities together.",
        zero=rational((1 + C) / (R1 + R2 - ZETA * (1 - C)) - numerator / denominator),
    )


def below_threshold(chain: Chain, K: Any) -> None:
    """Energies z and -conj(z): K is real and has a form in x and w, phi_1 = x + iw."""
    omega = sp.Symbol("omega", real=True)
    first, second = X + sp.I * W, -X + sp.I * W
    angles = {
        U1: sp.sin(first),
        R1: sp.cos(first),
        U2: sp.sin(second),
        R2: sp.cos(second),
    }
    chain.show(
        "Symmetric energies",
        [r"z_2=-\bar z_1", r"u_2=-\bar u_1", r"r_2=\bar r_1"],
        r"The choice that serves below the threshold: $z=iy\pm\omega/2$. By Schwarz reflection the physical "
        r"root goes with it; in angles, $\phi_1=x+iw$ and $\phi_2=-x+iw$.",
        zero=[angles[U2] + sp.conjugate(angles[U1]), angles[R2] - sp.conjugate(angles[R1])],
    )
    form = 2 * sp.sinh(W) ** 2 / ((sp.cos(X) ** 2 + sp.sinh(W) ** 2) * (omega * sp.cot(X) + KAPPA))
    difference = sum(sign * u * (1 - ZETA / r) for sign, u, r in ((1, U1, R1), (-1, U2, R2)))
    chain.show(
        "The kernel below the threshold",
        stated(r"\Delta K_{RR}", form),
        r"Real term by term, so that $\chi^{-1}$ is exactly real there.",
        zero=hyperbolic((K - form.subs(omega, difference)).subs(angles)),
    )


def hyperbolic(expression: Any) -> Any:
    """Angles x and w as rational functions of tan(x/2) and exp(w)."""
    p, e = P1, sp.Symbol("e", positive=True)
    values = {
        sp.sin(X): 2 * p / (1 + p**2),
        sp.cos(X): (1 - p**2) / (1 + p**2),
        sp.cot(X): (1 - p**2) / (2 * p),
        sp.sinh(W): (e - 1 / e) / 2,
        sp.cosh(W): (e + 1 / e) / 2,
    }
    return sp.factor(sp.expand_trig(expression).subs(values))


def primitive(chain: Chain) -> None:
    """The counterterm integrates in closed form."""
    phi = sp.Symbol("phi")
    z = sp.sin(phi) - ZETA * sp.tan(phi)
    form = phi - ZETA / 2 * (sp.sec(phi) * sp.tan(phi) + sp.log(sp.sec(phi) + sp.tan(phi)))
    chain.show(
        "Primitive of the counterterm",
        r"\int\frac{dz}{r}=\phi-\frac\zeta2\left[\frac{\tan\phi}{\cos\phi}+\ln\left(\tan\phi+\frac1{\cos\phi}\right)\right]",
        r"$u=\sin\phi$, $r=\cos\phi$, $z=u-\zeta u/r$: the integral of $1-\zeta\sec^3\phi$.",
        zero=[
            sp.diff(z, phi) / sp.cos(phi) - (1 - ZETA * sp.sec(phi) ** 3),
            sp.diff(form, phi) - sp.diff(z, phi) / sp.cos(phi),
        ],
    )
