"""What a phase that varies in space costs: the static phase response to first order in D q^2."""

from __future__ import annotations

import sympy as sp

from derivations.static import DELTA, MOMENTUM, THETA_M, THETA_N, ZETA
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

THETA = sp.Symbol("theta", positive=True)
KAPPA = symbol("kappa")


@DERIVATIONS.register(id="d:phase-stiffness", title="The Goldstone mode at finite momentum", source=Source("higgs_sym"))
def phase_stiffness() -> Chain:
    """The result is chi_phase^-1(omega = 0, q) to first order in kappa, for zeta <= 1."""
    chain = Chain()
    kernel = DERIVATIONS["d:phase"].build().result
    static = sp.simplify(kernel.subs({THETA_N: THETA, THETA_M: THETA}))
    chain.show(
        "The static phase kernel",
        stated(r"K_\varphi(0,q)", 2 / (2 * DELTA / sp.sin(THETA) + sp.Symbol("{Dq^2}"))),
        "The kernel of `d:phase` at equal energies: pair breaking drops out of it, by the vertex term.",
        zero=sp.simplify(static - 2 / (2 * DELTA / sp.sin(THETA) + MOMENTUM)),
    )
    slope = -sp.diff(static, MOMENTUM).subs({MOMENTUM: 0, DELTA: 1})
    chain.show(
        "To first order",
        r"\chi_\varphi^{-1}(0,q)=\int_0^\infty d\omega_n\Big(\frac{\sin\theta_n}\Delta-K_\varphi\Big)"
        r"\simeq\frac\kappa2\int_0^\infty\frac{d\omega_n}\Delta\,\sin^2\theta_n",
        r"It vanishes at $q=0$: Goldstone's theorem.",
        zero=[slope - sp.sin(THETA) ** 2 / 2, sp.simplify(static.subs(MOMENTUM, 0) - sp.sin(THETA) / DELTA)],
    )
    frequency = sp.cot(THETA) - ZETA * sp.cos(THETA)
    full = frequency * sp.sin(THETA) - sp.cos(THETA) + ZETA * sp.sin(THETA) * sp.cos(THETA)
    density = sp.simplify(-sp.diff(frequency, THETA) * sp.sin(THETA) ** 2)
    value = sp.integrate(1 - ZETA * sp.sin(THETA) ** 3, (THETA, 0, sp.pi / 2)) / 2
    form = sp.pi / 4 - ZETA / 3
    chain.show(
        "By the angle",
        [
            equal(sp.Symbol("omega_n") / DELTA, frequency),
            r"\int_0^\infty\frac{d\omega_n}\Delta\,\sin^2\theta_n=\int_0^{\pi/2}d\theta\,(1-\zeta\sin^3\theta)",
        ],
        r"(5) solved for the frequency; it falls from $\infty$ to 0 as $\theta$ goes from 0 to $\frac\pi2$, for "
        r"$\zeta\le1$.",
        zero=[sp.simplify(full), sp.simplify(density - 1 + ZETA * sp.sin(THETA) ** 3)],
    )
    chain.show(
        "The stiffness",
        stated(r"\chi_\varphi^{-1}(0,q)", r"\left(\frac\pi4-\frac\zeta3\right)\kappa+O(\kappa^2)"),
        r"Positive for every $\zeta\le1$: a uniform phase is stable.",
        zero=[sp.expand(value - form), sp.Gt(form.subs(ZETA, 1), 0)],
    )
    return chain.finish(form * KAPPA)
