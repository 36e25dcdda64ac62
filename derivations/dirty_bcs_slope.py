"""First order in D q^2 without pair breaking: complete elliptic integrals, and where the 16 of (39) comes from."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

DELTA, KAPPA, OMEGA = (symbol(name) for name in ("delta", "kappa", "omega"))
W = sp.Symbol("w", positive=True)  # omega/2 < 1
Y, PHI, T = sp.symbols("y varphi t", positive=True)
P = sp.Symbol("P", positive=True)  # E_+ E_-
MU = sp.Symbol("mu", positive=True)  # complementary modulus
C, B = 1 - W**2, 1 + W**2
P_SQUARED = Y**4 + 2 * B * Y**2 + C**2
ROOT = sp.sqrt(1 - W**2 * sp.cos(PHI) ** 2)


@DERIVATIONS.register(
    id="d:dirty-slope",
    title=r"First order in $Dq^2$: elliptic integrals and the constant 16",
    source=Source("higgs_sym"),
)
@cache
def momentum_slope() -> Chain:
    """The result is d chi^-1/d kappa at kappa = 0 for omega < 2 Delta, [K(w^2) - E(w^2)]/(2 w^2)."""
    chain = Chain()
    matsubara_integral(chain)
    by_parts(chain)
    law = legendre(chain)
    edge(chain)
    return chain.finish(law.subs(W, OMEGA / 2))


def matsubara_integral(chain: Chain) -> None:
    """The kernel's derivative at energies iy +- omega/2, below the threshold."""
    first, second = sp.symbols("E_+ E_-", positive=True)
    products = (Y**2 - C) / P  # cos(theta_n) cos(theta_m) - sin sin, energies y -+ i omega/2
    kernel = DERIVATIONS["d:kernel"].build().result
    n, m = sp.symbols("theta_n theta_m")
    delta, gamma, momentum = (symbol(name) for name in ("Delta", "Gamma", "Q"))
    units = {gamma: 0, momentum: KAPPA * delta}
    cosine = sp.Symbol("C")
    form = (1 + cosine) / (1 / sp.sin(n) + 1 / sp.sin(m) + KAPPA)
    chain.show(
        "Derivative at zero momentum",
        [
            r"\left.\frac{\partial\chi^{-1}}{\partial\kappa}\right|_0=\frac12\int_{-\infty}^\infty dy\,"
            r"\frac{1+\cos(\theta_n+\theta_m)}{(E_++E_-)^2}",
            r"E_\pm=\frac1{\sin\theta}=\sqrt{1+(y\pm iw)^2}",
        ],
        r"$\chi^{-1}=1/\lambda-\frac12\int dy\,K$ at $T=0$ with the kernel of `d:kernel` at $\Gamma=0$, continued to "
        r"$\omega=2w\Delta$ below the threshold, where no singularity lies between the two energies.",
        zero=[
            sp.simplify(delta * kernel.subs(units) - form.subs(cosine, sp.cos(n + m))),
            sp.diff(form, KAPPA).subs(KAPPA, 0) + (1 + cosine) / (1 / sp.sin(n) + 1 / sp.sin(m)) ** 2,
        ],
    )
    plus, minus = 1 + (Y + sp.I * W) ** 2, 1 + (Y - sp.I * W) ** 2
    reduced = 2 * C * P - 2 * C**2 - 2 * C * Y**2 - 4 * W**2 * Y**2
    chain.show(
        "Rationalised",
        [
            stated("P^2", P_SQUARED),
            r"\frac{1+\cos(\theta_n+\theta_m)}{(E_++E_-)^2}=\frac{(1-w^2)(1-w^2+y^2-P)+2w^2y^2}{4w^2y^2P}",
        ],
        r"$P=E_+E_-$ and $(E_++E_-)(E_+-E_-)=4iwy$.",
        zero=[
            sp.expand(plus * minus) - sp.expand(P_SQUARED),
            sp.expand(reduced + 2 * (C * (C + Y**2 - P) + 2 * W**2 * Y**2)),
            sp.expand((first**2 - second**2).subs({first: sp.sqrt(plus), second: sp.sqrt(minus)}) - 4 * sp.I * W * Y),
            on_curve(
                (1 + products) * (plus + minus - 2 * P) / (4 * sp.I * W * Y) ** 2 + reduced / (8 * W**2 * Y**2 * P)
            ),
        ],
    )


def on_curve(expression: Any) -> Any:
    """A rational function of y and P with P^2 eliminated from the numerator."""
    return sp.rem(sp.expand(sp.numer(sp.together(expression))), P**2 - P_SQUARED, P)


def by_parts(chain: Chain) -> None:
    """The double pole at y = 0 removed by a total derivative."""
    reduced = 2 * C * P - 2 * C**2 - 2 * C * Y**2 - 4 * W**2 * Y**2
    slope = sp.diff(P_SQUARED, Y) / (2 * P)
    boundary = (P - C) / Y - Y
    total = slope / Y - (P - C) / Y**2 - 1
    form = 1 / (2 * P) - (1 - (Y**2 + C) / P) / (4 * W**2)
    chain.show(
        "By parts",
        r"\left.\frac{\partial\chi^{-1}}{\partial\kappa}\right|_0=\int_0^\infty dy\left[\frac1{2P}-\frac1{4w^2}"
        r"\left(1-\frac{y^2+1-w^2}{P}\right)\right]",
        r"The difference is the derivative of $[(P-1+w^2)/y-y]/4w^2=y/(P+y^2+1-w^2)$, which vanishes at $y=0$ and at "
        "infinity.",
        zero=[
            on_curve(-reduced / (8 * W**2 * Y**2 * P) - form + total / (4 * W**2)),
            sp.simplify(sp.diff(boundary.subs(P, sp.sqrt(P_SQUARED)), Y) - total.subs(P, sp.sqrt(P_SQUARED))),
            on_curve(boundary * (P + Y**2 + C) - 4 * W**2 * Y),
        ],
    )


def legendre(chain: Chain) -> Any:
    """Legendre's normal forms."""
    tangent = sp.Symbol("p", positive=True)  # tan(phi/2)
    cosine = (1 - tangent**2) / (1 + tangent**2)
    inside = {sp.cos(PHI): cosine, sp.sin(PHI): 2 * tangent / (1 + tangent**2)}
    squared = sp.factor(P_SQUARED.subs(Y, sp.sqrt(C) * tangent) - C * (1 + tangent**2) ** 2 * (ROOT**2).subs(inside))
    chain.show(
        "Legendre's form",
        [r"y=\sqrt{1-w^2}\tan\frac\varphi2", r"\frac{dy}{P}=\frac{d\varphi}{2D}", stated("D", ROOT)],
        r"$P=\sqrt{1-w^2}\,D/\cos^2(\varphi/2)$; $\varphi$ runs from $0$ to $\pi$, and "
        r"$\int_0^\pi d\varphi/2D=K(w^2)$, the complete elliptic integral of parameter $w^2$.",
        zero=squared,
    )
    k = sp.sqrt(C)
    total = -sp.cos(PHI) / sp.sin(PHI) * (k - ROOT)
    chain.show(
        "The second integral",
        r"\int_0^\infty dy\left(1-\frac{y^2+1-w^2}{P}\right)=2\int_0^{\pi/2}\frac{d\varphi}{\sin^2\varphi}\left("
        r"\sqrt{1-w^2}-\frac{1-w^2}{D}\right)=2\,[E(w^2)-(1-w^2)K(w^2)]",
        r"$\varphi\to\pi-\varphi$ averages $1/\cos^2(\varphi/2)$ to $2/\sin^2\varphi$. Then by parts with "
        r"$(D-\sqrt{1-w^2})\cot\varphi$, which vanishes at both ends, and $E=\int_0^{\pi/2}D$, "
        r"$K=\int_0^{\pi/2}1/D$.",
        zero=[
            sp.simplify(1 / sp.cos(PHI / 2) ** 2 + 1 / sp.sin(PHI / 2) ** 2 - 4 / sp.sin(PHI) ** 2),
            sp.simplify((k - C / ROOT) / sp.sin(PHI) ** 2 - sp.diff(total, PHI) - (ROOT - C / ROOT)),
            sp.limit(total, PHI, 0),
            total.subs(PHI, sp.pi / 2),
        ],
    )
    first, second = sp.elliptic_k(W**2), sp.elliptic_e(W**2)
    law = (first - second) / (2 * W**2)
    chain.show(
        "First order in momentum",
        stated(r"\left.\frac{\partial\chi^{-1}}{\partial\kappa}\right|_0", law),
        r"For $0<\omega<2\Delta$, with $\kappa=Dq^2/\Delta$ and $w=\omega/2\Delta$.",
        zero=first / 2 - 2 * (second - C * first) / (4 * W**2) - law,
    )
    return law


def edge(chain: Chain) -> None:
    """K(1 - mu^2) = ln(4/mu) + ..., from which 16 = 4^2."""
    integrand = 1 / (sp.sqrt(1 + T**2) * sp.sqrt(1 + MU**2 * T**2))
    image = 1 / (MU * T)
    chain.show(
        "Close to the threshold",
        [
            r"K(1-\mu^2)=\int_0^\infty\frac{dt}{\sqrt{1+t^2}\sqrt{1+\mu^2t^2}}"
            r"=2\int_0^{1/\sqrt\mu}\frac{dt}{\sqrt{1+t^2}\sqrt{1+\mu^2t^2}}\to2\operatorname{arsinh}\frac1{\sqrt\mu}"
            r"\to\ln\frac4\mu",
            r"E\to1",
        ],
        r"$t=\tan\varphi$; $t\to1/\mu t$ maps the integral onto itself, and in the half that is left "
        r"$\mu^2t^2\le\mu$ is negligible.",
        zero=[
            sp.simplify(integrand.subs(T, image) * sp.Abs(sp.diff(image, T)) - integrand),
            sp.diff(sp.asinh(T), T) - integrand.subs(MU, 0),
            sp.limit((2 * sp.asinh(1 / sp.sqrt(MU)) - sp.log(4 / MU)).rewrite(sp.log), MU, 0),
            sp.elliptic_e(1) - 1,
        ],
    )
    small = (sp.log(16 / DELTA) - 2) / 4
    mu = sp.sqrt(1 - (1 - DELTA / 2) ** 2)
    chain.show(
        "The constant 16",
        stated(r"\left.\frac{\partial\chi^{-1}}{\partial\kappa}\right|_0(2-\delta)", small) + r"+O(\delta\ln\delta)",
        r"$\mu^2=1-w^2\simeq\delta$ for $\omega=2-\delta$: the square of the 4 in $\ln(4/\mu)$ is the 16 of (39).",
        zero=sp.limit((sp.log(4 / mu) - 1) / 2 - small, DELTA, 0),
    )
