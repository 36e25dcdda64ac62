"""Appendix A: Im chi^-1 of the dirty superconductor without pair breaking, from the golden rule."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

DELTA, KAPPA, OMEGA = (symbol(name) for name in ("delta", "kappa", "omega"))
E1, E2, S1, S2 = sp.symbols("varepsilon_1 varepsilon_2 s_1 s_2", positive=True)  # s^2 = eps^2 - 1
SMALL = sp.Symbol("lambda", positive=True)  # delta ~ lambda^2, kappa ~ lambda
ANGLE = sp.Symbol("a", positive=True)  # eps_1 - 1 = delta sin^2 a
SCALE = sp.Symbol("S", positive=True)
IM_CHI_INV = r"\operatorname{Im}\chi^{-1}"
PAPER = "DzeroKamenev2025"


@DERIVATIONS.register(
    id="d:bcs-im",
    title=r"Absorption without pair breaking at $q=0$, (28)-(30)",
    source=Source(PAPER, "Appendix A"),
)
def absorption() -> Chain:
    """The result is the leading term of Im chi^-1 just above 2 Delta, (30)."""
    chain = Chain()
    pair_weights(chain)
    s, w = sp.symbols("s w", positive=True)
    slope = sp.diff(sp.sqrt(E1**2 - 1), E1) + sp.diff(sp.sqrt(E2**2 - 1), E2)
    middle = {E1: w, E2: w}
    law = -sp.pi * sp.sqrt(w**2 - 1) / (2 * w)
    chain.show(
        r"The limit $q\to0$",
        [stated(r"\left.\frac{d(s_1-s_2)}{d\varepsilon_1}\right|_{s_1=s_2}", 2 * w / s), stated(IM_CHI_INV, law)],
        r"$\kappa/[\kappa^2+x^2]\to\pi\,\delta(x)$, while the sum $s_1+s_2$ never vanishes: only pairs of equal "
        r"energies $w=\omega/2\Delta$ absorb, where $A=1$. The integral is $-\frac12\cdot2\pi$ over the slope.",
        zero=[
            slope.subs(middle) - 2 * w / sp.sqrt(w**2 - 1),
            ((E1 * E2 - 1) / (S1 * S2)).subs({S1: s, S2: s} | middle).subs(w, sp.sqrt(1 + s**2)) - 1,
            -sp.pi / slope.subs(middle) - law,
        ],
    )
    threshold = -sp.pi / 2 * sp.sqrt(DELTA)
    exact = law.subs(w, 1 + DELTA / 2)
    chain.show(
        "At the threshold, (30)",
        [stated(IM_CHI_INV, threshold), r"\delta=\omega-2\Delta\ll\Delta"],
        r"In units of $\Delta$: the leading term at $w=1+\delta/2$.",
        zero=sp.limit(exact / threshold, DELTA, 0) - 1,
    )
    return chain.finish(threshold)


@DERIVATIONS.register(
    id="d:dirty-im",
    title=r"Absorption without pair breaking at $q\ne0$, (31)",
    source=Source(PAPER, "Appendix A"),
)
@cache
def absorption_with_momentum() -> Chain:
    """The result is Im chi^-1 for delta << 1 at any ratio of delta to kappa^2, (31)."""
    chain = Chain()
    integrand = near_threshold(chain, pair_weights(chain))
    return chain.finish(circle_integral(chain, integrand))


def pair_weights(chain: Chain) -> Any:
    """The integrand of the golden rule at zeta = 0 in eps and s = sqrt(eps^2 - 1)."""
    K = DERIVATIONS["d:golden-rule"].build().result.subs(symbol("zeta"), 0)
    u1, r1, u2, r2 = sp.symbols("u_1 r_1 u_2 r_2")
    chain.define(
        "Spectral functions without pair breaking, (28)",
        [
            r"u=\varepsilon",
            r"r=-is",
            r"s=\sqrt{\varepsilon^2-1}",
            IM_CHI_INV + r"=\frac12\int_1^{\omega-1}"
            r"d\varepsilon_1\operatorname{Re}[K(u_1,u_2)-K(u_1,\bar u_2)]",
        ],
        r"(6) at $\Gamma=0$ above the gap, in units of $\Delta$; $\eta=i\Delta r=\Delta s$. The golden rule is that of "
        r"`d:golden-rule`, with $\varepsilon_1+\varepsilon_2=\omega$.",
    )
    A = sp.Symbol("A")
    mixed = KAPPA * (1 - A) / (KAPPA**2 + (S1 + S2) ** 2)
    same = KAPPA * (1 + A) / (KAPPA**2 + (S1 - S2) ** 2)
    weight = (E1 * E2 - 1) / (S1 * S2)
    above = {u1: E1, r1: -sp.I * S1, u2: E2, r2: -sp.I * S2}
    conjugated = above | {r2: sp.I * S2}
    chain.show(
        "Weights of a pair",
        [
            stated(r"\operatorname{Re}K(u_1,u_2)", mixed),
            stated(r"\operatorname{Re}K(u_1,\bar u_2)", same),
            stated("A", weight),
        ],
        "Two Lorentzians of width $\\kappa=Dq^2/\\Delta$, in the sum and in the difference of $s_1$, $s_2$.",
        zero=[
            sp.re(sp.together(K.subs(angles)).expand(complex=True)) - form.subs(A, weight)
            for angles, form in ((above, mixed), (conjugated, same))
        ],
    )
    return (mixed - same).subs(A, weight)


def near_threshold(chain: Chain, difference: Any) -> Any:
    """What is left of it for delta = lambda^2 delta, kappa = lambda kappa and lambda -> 0; times d eps/da."""
    distance = SMALL**2 * DELTA
    energies = {E1: 1 + distance * sp.sin(ANGLE) ** 2, E2: 1 + distance * sp.cos(ANGLE) ** 2}
    roots = {
        S: SMALL * sp.sqrt(DELTA * (2 + distance * trig**2)) * trig
        for S, trig in ((S1, sp.sin(ANGLE)), (S2, sp.cos(ANGLE)))
    }
    chain.show(
        "Energies near the threshold, (29)",
        [
            r"\varepsilon_1=1+\delta\sin^2a",
            r"\varepsilon_2=1+\delta\cos^2a",
            r"s_1\simeq\sqrt{2\delta}\sin a",
            r"s_2\simeq\sqrt{2\delta}\cos a",
        ],
        r"$\delta=\omega-2$ counts as $\lambda^2$, $\kappa$ as $\lambda$, so that $\kappa^2/\delta$ is arbitrary; "
        r"$s\simeq\sqrt{2(\varepsilon-1)}$ is the approximation (29).",
        zero=[
            *(roots[S] ** 2 - (energies[E] ** 2 - 1) for E, S in ((E1, S1), (E2, S2))),
            *(
                (roots[S] / SMALL).subs(SMALL, 0) - sp.sqrt(2 * DELTA) * t
                for S, t in ((S1, sp.sin(ANGLE)), (S2, sp.cos(ANGLE)))
            ),
        ],
    )
    theta = 2 * ANGLE
    first, second = (sign * sp.sin(theta) - 1 for sign in (1, -1))
    form = (
        DELTA
        * KAPPA
        * sum(
            top / (KAPPA**2 + 2 * DELTA + sign * 2 * DELTA * sp.sin(theta)) for sign, top in ((1, first), (-1, second))
        )
    )
    product = sp.Symbol("N")  # (eps_1 eps_2 - 1)/lambda^2
    scaled = {KAPPA: SMALL * KAPPA, S1: SMALL * S1, S2: SMALL * S2, E2: (1 + SMALL**2 * product) / E1}
    whole = sp.cancel(SMALL * difference.subs(scaled, simultaneous=True))  # free of lambda but for s_1, s_2, N
    trig = {
        product: sp.expand((energies[E1] * energies[E2] - 1) / SMALL**2),
        **{S: root / SMALL for S, root in roots.items()},
    }
    leading = (whole.subs(trig) * sp.diff(energies[E1], ANGLE) / SMALL**2).subs(SMALL, 0)
    chain.show(
        "The integrand near the threshold",
        stated(r"\operatorname{Re}[K-\bar K]\,\frac{d\varepsilon_1}{da}", form),
        r"The leading term, of order $\lambda$; corrections are of relative order $\lambda^2$.",
        zero=[sp.diff(whole, SMALL), half_angle(leading - sp.expand_trig(form))],
    )
    return form


def half_angle(expression: Any) -> Any:
    """Rational in tan(a/2)."""
    t = sp.Symbol("t", positive=True)
    return sp.cancel(expression.subs({sp.sin(ANGLE): 2 * t / (1 + t**2), sp.cos(ANGLE): (1 - t**2) / (1 + t**2)}))


def circle_integral(chain: Chain, integrand: Any) -> Any:
    """int_0^(pi/2) da as one integral over the full circle, then residues."""
    theta, t = sp.Symbol("theta", real=True), sp.Symbol("t")
    width = (SCALE**2 - KAPPA**2) / 4  # delta in terms of S
    round_trip = DELTA * KAPPA * (sp.sin(theta) - 1) / (KAPPA**2 + 2 * DELTA + 2 * DELTA * sp.sin(theta))
    chain.show(
        "One integral over the circle",
        IM_CHI_INV + r"=\frac{\delta\kappa}{4}\int_0^{2\pi}d\theta\,"
        r"\frac{\sin\theta-1}{\kappa^2+2\delta+2\delta\sin\theta}",
        r"$\theta=2a$ runs over half the circle in the first term and, shifted by $\pi$, over the other half in the "
        "second.",
        zero=integrand.subs(ANGLE, theta / 2) - round_trip - round_trip.subs(theta, theta + sp.pi),
    )
    tangent = {sp.sin(theta): 2 * t / (1 + t**2)}
    rational = sp.cancel((round_trip.subs(tangent) * 2 / (1 + t**2)).subs(DELTA, width))
    a, b = (KAPPA**2 + SCALE**2) / 2, (SCALE**2 - KAPPA**2) / 2
    pole = (-b + sp.I * KAPPA * SCALE) / a
    residues = [sp.simplify(sp.limit(sp.cancel(rational * (t - p)), t, p)) for p in (sp.I, pole)]
    total = sp.simplify(2 * sp.pi * sp.I * sum(residues) / 4)
    bottom = sp.denom(rational)
    chain.show(
        "Residues",
        [equal(SCALE, sp.sqrt(KAPPA**2 + 4 * DELTA)), stated(IM_CHI_INV, total)],
        r"With $t=\tan(\theta/2)$ the integrand is rational and falls as $t^{-2}$; its poles in the upper half-plane "
        r"are $t=i$ and $t=[-2\delta+i\kappa S]/(\kappa^2+2\delta)$.",
        zero=[
            sp.expand(bottom.subs(t, sp.I)),
            sp.simplify(bottom.subs(t, pole)),
            sp.degree(bottom, t) - 4,
            sp.degree(sp.numer(rational), t) - 2,
            sp.im(pole) - KAPPA * SCALE / a,
            total + sp.pi / 4 * (SCALE - KAPPA),
        ],
    )
    law = -sp.pi / 4 * (sp.sqrt(KAPPA**2 + 4 * DELTA) - KAPPA)
    chain.show(
        "Result, (31)",
        stated(IM_CHI_INV, law),
        r"In units of $\Delta$: $-\frac{\pi}{4\Delta}(S-Dq^2)$ with $S=\sqrt{(Dq^2)^2+4\Delta\,(\omega-2\Delta)}$. "
        "At $q=0$ it is (30).",
        zero=[total.subs(SCALE, sp.sqrt(KAPPA**2 + 4 * DELTA)) - law, law.subs(KAPPA, 0) + sp.pi / 2 * sp.sqrt(DELTA)],
    )
    return law
