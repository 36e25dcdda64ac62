"""The spectral function close to the gap edge and away from it: where (11) and (12) hold."""

from __future__ import annotations

from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

ZETA, DELTA, ENERGY = symbol("zeta"), symbol("delta"), symbol("epsilon")
R_G, U_G = sp.symbols("r_g u_g", positive=True)
Y = sp.Symbol("y", positive=True)  # eps = eps_g + (3/2) u_g y^2
V, W = sp.symbols("v w")


@DERIVATIONS.register(
    id="d:eta-edge",
    title="The spectral function at the gap edge: slope and constant imaginary part",
    source=Source("higgs_sym"),
)
def at_the_edge() -> Chain:
    """The result is Re eta/Delta to leading order in delta = eps - eps_g."""
    chain = Chain()
    shift = expansion(chain)
    r = R_G - U_G * shift - R_G * shift**2 / 2
    real, imaginary = R_G + reduced(sp.expand(r).coeff(Y, 2)) * Y**2, reduced(sp.expand(r).coeff(Y, 1) / sp.I) * Y
    step = sp.sqrt(2 * DELTA / (3 * U_G))
    chain.show(
        "r just above the edge",
        [stated(r"\operatorname{Re}r", real) + r"+O(y^4)", stated(r"\operatorname{Im}r", imaginary) + r"+O(y^3)"],
        r"$r=\cos\phi$. The part that (11) takes as constant changes linearly with the energy, by the relative amount "
        r"$y^2\sim\delta/\zeta^{2/3}$ for weak pair breaking.",
        zero=[sp.simplify(imaginary + U_G * Y), sp.expand(real - R_G).coeff(Y, 0)],
    )
    edge_root, root = sp.sqrt(1 - sp.cbrt(ZETA) ** 2), sp.cbrt(ZETA)
    law = sp.sqrt(2 * edge_root * DELTA / 3)
    chain.show(
        "Slope of the square root",
        [
            stated(r"\operatorname{Re}\frac{\eta}{\Delta}", sp.sqrt(2 * sp.Symbol("u_g") * DELTA / 3)),
            stated(r"\operatorname{Im}\frac{\eta}{\Delta}", root - ZETA / 2),
        ],
        r"$\eta=i\Delta(r-\frac12\zeta)$, (8), and $y^2=2\delta/3u_g$. The square root with the gap of (11), "
        r"$\sqrt{\varepsilon^2-\varepsilon_g^2}\simeq\sqrt{2u_g^3\delta}$, is $\sqrt3\,u_g$ times steeper.",
        zero=[
            sp.simplify((U_G * step) ** 2 - 2 * U_G * DELTA / 3),
            sp.simplify(law**2 - sp.Rational(2, 3) * edge_root * DELTA),
            sp.simplify(sp.sqrt(2 * U_G**3 * DELTA) / sp.sqrt(2 * U_G * DELTA / 3) - sp.sqrt(3) * U_G),
        ],
    )
    gap = DERIVATIONS["d:gap"].build().result
    return chain.finish(sp.sqrt(sp.Rational(2, 3) * edge_root * (ENERGY - gap)))


@DERIVATIONS.register(
    id="d:eta-far",
    title="The spectral function away from the edge: BCS with a decaying imaginary part",
    source=Source("higgs_sym"),
)
def away_from_the_edge() -> Chain:
    """The result is Im eta/Delta at fixed eps > Delta to first order in zeta."""
    chain = Chain()
    s = sp.sqrt(ENERGY**2 - 1)
    phi, h = sp.symbols("phi h")
    u, r = ENERGY, -sp.I * s
    slope = r  # d(sin phi)/d phi at zeta = 0
    moved = ZETA * u / r / slope  # sin(phi) - zeta tan(phi) = eps
    change = sp.simplify(-u * moved)  # of cos(phi)
    chain.show(
        "First order in pair breaking",
        [stated("r", sp.Symbol("r_0") + change), r"r_0=-i\sqrt{\varepsilon^2-1}"],
        r"(6) as $\sin\phi-\zeta\tan\phi=\varepsilon$, perturbed at fixed energy above $\Delta$.",
        zero=[
            sp.simplify(sp.series(sp.sin(phi + h) - sp.sin(phi) - h * sp.cos(phi), h, 0, 2).removeO()),
            sp.simplify(slope * moved - ZETA * u / r),
            sp.simplify(u**2 + r**2 - 1),
            sp.simplify(change - ZETA * ENERGY**2 / (ENERGY**2 - 1)),
        ],
    )
    law = ZETA * (ENERGY**2 + 1) / (2 * (ENERGY**2 - 1))
    chain.show(
        "Imaginary part",
        [stated(r"\operatorname{Im}\frac\eta\Delta", law), r"\operatorname{Re}\frac\eta\Delta=\sqrt{\varepsilon^2-1}"],
        r"$\eta=i\Delta(r-\frac12\zeta)$: the slope of BCS, and an imaginary part of order $\zeta$, not "
        r"$\zeta^{1/3}$. The "
        r"two regions meet at $\varepsilon-\Delta\sim\Delta\zeta^{2/3}$, where both are $\Delta\zeta^{1/3}$.",
        zero=[
            sp.simplify(change - ZETA / 2 - law),
            sp.limit((law / ZETA * (ENERGY - 1)).subs(ENERGY, 1 + DELTA), DELTA, 0) - sp.Rational(1, 2),
        ],
    )
    universal(chain)
    return chain.finish(law)


def universal(chain: Chain) -> None:
    """Both ends of the crossover from the cubic."""
    energy = -(V**2) / 2 - 1 / V
    near = energy.subs(V, 1 - sp.I * W)
    big = sp.Symbol("b", positive=True)
    far = (energy.subs(V, -sp.I * big + 1 / big**2) - big**2 / 2) * big
    chain.show(
        "Crossover",
        [
            r"v=1-i\sqrt{\tfrac23(y+\tfrac32)}\quad(y\to-\tfrac32)",
            r"v=-i\sqrt{2y}+\tfrac1{2y}\quad(y\to\infty)",
        ],
        r"The cubic of `d:scaling`, $y=-\frac12v^2-1/v$, covers both ends and what lies between: "
        r"$\operatorname{Re}r$ falls from $\zeta^{1/3}$ as $\zeta/2(\varepsilon-1)$, the slope grows by $\sqrt3$.",
        zero=[
            sp.series(near, W, 0, 3).removeO() + sp.Rational(3, 2) - 3 * W**2 / 2,
            sp.limit(far, big, sp.oo),
        ],
    )


def expansion(chain: Chain) -> Any:
    """phi - phi_g through y^2."""
    first, second = sp.symbols("a_1 a_2")
    h = first * Y + second * Y**2
    phi = sp.Symbol("phi")
    z = sp.sin(phi) - ZETA * sp.tan(phi)
    edge = {sp.sin(phi): U_G, sp.cos(phi): R_G, sp.tan(phi): U_G / R_G, ZETA: R_G**3}
    slopes = [reduced(sp.diff(z, phi, k).subs(edge)) for k in (1, 2, 3)]
    powers = sp.expand(sum(d * h**k / sp.factorial(k) for k, d in enumerate(slopes, 1)) - 3 * U_G * Y**2 / 2)
    values = {first: sp.I}
    (values[second],) = sp.solve(powers.coeff(Y, 3).subs(values), second)
    values[second] = reduced(values[second])
    chain.show(
        "Angle above the edge",
        [stated(r"\phi-\phi_g", h.subs(values)) + "+O(y^3)", r"\varepsilon=\varepsilon_g+\tfrac32u_gy^2"],
        r"$u=\sin\phi$, $r=\cos\phi$; at the edge $r_g=\zeta^{1/3}$ and the linear term of $\varepsilon(\phi)$ "
        "vanishes. "
        r"Sign of the root: $\operatorname{Im}u>0$.",
        zero=[slopes[0], reduced(powers.coeff(Y, 2).subs(values)), reduced(powers.coeff(Y, 3).subs(values))],
    )
    return sp.expand(h.subs(values))


def reduced(expression: Any) -> Any:
    """Rational in u_g and r_g with u_g^2 = 1 - r_g^2."""
    top, bottom = sp.fraction(sp.together(expression))
    return sp.factor(sp.rem(sp.expand(top), U_G**2 + R_G**2 - 1, U_G) / bottom)
