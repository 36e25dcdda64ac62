"""Dressed energies, the spectral function eta, and the Usadel equation in terms of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal

DELTA, GAMMA, ENERGY, ZETA, U, R = (symbol(name) for name in ("Delta", "Gamma", "epsilon", "zeta", "u", "r"))
THETA, ETA, Z = sp.symbols("theta eta z")
DRESSED_ENERGY, DRESSED_DELTA = sp.symbols(r"\tilde{\varepsilon} \tilde{\Delta}")
SINH, COSH = sp.sinh(THETA), sp.cosh(THETA)
TAU3 = sp.Matrix([[1, 0], [0, -1]])
ITAU2 = sp.Matrix([[0, 1], [-1, 0]])


@DERIVATIONS.register(
    id="d:spectral-equation",
    title="Energy as a function of the spectral coordinate",
    source=Source("higgs_sym"),
)
@cache
def spectral_equation() -> Chain:
    """(5) -> (6); the result is eps/Delta as a function of u."""
    chain = Chain()
    scalar = DERIVATIONS["d:usadel"].build().result
    root = sp.sqrt(1 - U**2)
    branch = {SINH: -sp.I / R, COSH: -sp.I * U / R}
    chain.show(
        "Spectral coordinates",
        [r"u=\coth\theta", r"r=\sqrt{1-u^2}", equal(SINH, -sp.I / R), equal(COSH, -sp.I * U / R)],
        r"$\operatorname{Re}r>0$, so that $\sin\theta_n=1/r>0$ on the Matsubara axis. Checked: the ratio is $u$ and "
        r"$\cosh^2\theta-\sinh^2\theta=1$.",
        zero=[
            (COSH / SINH).subs(branch) - U,
            sp.simplify(((COSH**2 - SINH**2).subs(branch) - 1).subs(R, root)),
        ],
    )
    (energy,) = sp.solve(scalar.subs(branch).subs(GAMMA, ZETA * DELTA), ENERGY)
    form = U * (1 - ZETA / R)
    chain.show(
        "Equation (6)",
        r"\frac\varepsilon\Delta=u\Big(1-\frac{\zeta}{\sqrt{1-u^2}}\Big),\qquad\zeta=\frac\Gamma\Delta",
        "(5) in these coordinates, solved for the energy.",
        zero=sp.expand(energy / DELTA - form),
    )
    return chain.finish(form.subs(R, root))


@DERIVATIONS.register(
    id="d:dressed",
    title="Dressed energies and the Usadel equation in terms of the spectral function",
    source=Source("higgs_sym"),
)
@cache
def dressed() -> Chain:
    """(5) -> (7), (8), (9) and the gap; the result is the quartic in r, which vanishes."""
    chain = Chain()
    scalar = DERIVATIONS["d:usadel"].build().result
    eta = spectral_function(chain, scalar)
    in_eta = usadel_in_eta(chain)
    quartic = quartic_in_r(chain, eta, in_eta)
    gap(chain, quartic)
    return chain.finish(quartic)


def spectral_function(chain: Chain, scalar: Any) -> Any:
    """(7), (8)."""
    energy, delta = ENERGY + sp.I * GAMMA / 2 * COSH, DELTA - sp.I * GAMMA / 2 * SINH
    Q = COSH * TAU3 + SINH * ITAU2
    Y = ENERGY * TAU3 + DELTA * ITAU2 + sp.I * GAMMA / 2 * TAU3 * Q * TAU3
    chain.show(
        "Dressed energies, (7)",
        [
            r"Y^R=\tilde\varepsilon\,\tau_3+\tilde\Delta\,i\tau_2",
            r"\tilde\varepsilon=\varepsilon+\frac{i\Gamma}{2}\cosh\theta",
            r"\tilde\Delta=\Delta-\frac{i\Gamma}{2}\sinh\theta",
        ],
        r"$Y=\varepsilon\tau_3+\Delta\,i\tau_2+\frac{i\Gamma}{2}\tau_3Q\tau_3$ of `d:usadel`: the self-energy of "
        "pair breaking added to energy and order parameter.",
        zero=Y - energy * TAU3 - delta * ITAU2,
    )
    chain.show(
        "The Nambu angle",
        equal(sp.tanh(THETA), DRESSED_DELTA / DRESSED_ENERGY),
        r"(5) is $\tilde\varepsilon\sinh\theta-\tilde\Delta\cosh\theta=0$.",
        zero=energy * SINH - delta * COSH - scalar,
    )
    branch = {SINH: -sp.I / R, COSH: -sp.I * U / R}
    on_branch = {ENERGY: DELTA * U * (1 - GAMMA / (DELTA * R))}
    eta = sp.I * (DELTA * R - GAMMA / 2)
    square = (energy**2 - delta**2).subs(branch).subs(on_branch)
    chain.show(
        "The spectral function, (8)",
        [
            equal(ETA, sp.sqrt(DRESSED_ENERGY**2 - DRESSED_DELTA**2)),
            equal(DRESSED_ENERGY, ETA * COSH),
            equal(DRESSED_DELTA, ETA * SINH),
            r"\eta=i\Big(\Delta r-\frac\Gamma2\Big)",
        ],
        r"With $\sinh\theta=-i/r$, $\cosh\theta=-iu/r$, $u^2+r^2=1$ and (6). The sign of the root is that of "
        r"$Y^R=\eta Q^R$; without pair breaking $\eta=\sqrt{(\varepsilon+i0)^2-\Delta^2}$.",
        zero=[
            sp.factor((square - eta**2).subs(R, sp.sqrt(1 - U**2))),
            (energy - eta * COSH).subs(branch).subs(on_branch),
            (delta - eta * SINH).subs(branch),
            (scalar.subs(branch)).subs(on_branch),
        ],
    )
    return eta


def usadel_in_eta(chain: Chain) -> Any:
    """(9)."""
    energy = ENERGY / (1 - sp.I * GAMMA / (2 * ETA))
    delta = DELTA / (1 + sp.I * GAMMA / (2 * ETA))
    form = ENERGY**2 / (ETA - sp.I * GAMMA / 2) ** 2 - DELTA**2 / (ETA + sp.I * GAMMA / 2) ** 2
    chain.show(
        "The Usadel equation in terms of the spectral function, (9)",
        r"\frac{\varepsilon^2}{(\eta-i\Gamma/2)^2}-\frac{\Delta^2}{(\eta+i\Gamma/2)^2}=1",
        r"(7) with $\cosh\theta=\tilde\varepsilon/\eta$, $\sinh\theta=\tilde\Delta/\eta$, solved for the dressed "
        r"energies; put into $\eta^2=\tilde\varepsilon^2-\tilde\Delta^2$.",
        zero=[
            sp.together(energy - ENERGY - sp.I * GAMMA / 2 * energy / ETA),
            sp.together(delta - DELTA + sp.I * GAMMA / 2 * delta / ETA),
            sp.together((energy**2 - delta**2) / ETA**2 - form),
        ],
    )
    polynomial = (ETA**2 + GAMMA**2 / 4) ** 2 - (
        ENERGY**2 * (ETA + sp.I * GAMMA / 2) ** 2 - DELTA**2 * (ETA - sp.I * GAMMA / 2) ** 2
    )
    chain.show(
        "The quartic for the spectral function",
        r"\Big(\eta^2+\frac{\Gamma^2}4\Big)^2=\varepsilon^2\Big(\eta+\frac{i\Gamma}2\Big)^2"
        r"-\Delta^2\Big(\eta-\frac{i\Gamma}2\Big)^2",
        r"(9) times both denominators.",
        zero=sp.expand(sp.together((1 - form) * (ETA**2 + GAMMA**2 / 4) ** 2 - polynomial)),
    )
    return polynomial


def quartic_in_r(chain: Chain, eta: Any, polynomial: Any) -> Any:
    """The same in r, with real coefficients."""
    quartic = (R - ZETA) ** 2 * (1 - R**2) - Z**2 * R**2
    units = {ENERGY: Z * DELTA, GAMMA: ZETA * DELTA}
    chain.show(
        "The same in real form",
        equal((R - ZETA) ** 2 * (1 - R**2), Z**2 * R**2),
        r"$\eta=i\Delta(r-\zeta/2)$ makes the coefficients real for real energies; $z=\varepsilon/\Delta$, "
        r"$\zeta=\Gamma/\Delta$. It is (6) squared, $z=u(1-\zeta/r)$.",
        zero=[
            sp.expand(polynomial.subs(ETA, eta).subs(units) + DELTA**4 * quartic),
            sp.factor(quartic.subs(Z, U * (1 - ZETA / R)).subs(U, sp.sqrt(1 - R**2))),
        ],
    )
    return quartic


def gap(chain: Chain, quartic: Any) -> None:
    """(10) straight from (9)."""
    astroid = (1 - Z**2 - ZETA**2) ** 3 - 27 * Z**2 * ZETA**2
    chain.show(
        "The gap from the discriminant, (10)",
        r"\operatorname{Disc}_r=16\,\zeta^2z^2\,\big[(1-z^2-\zeta^2)^3-27\,\zeta^2z^2\big]",
        r"Two roots meet where it vanishes: $(\Delta^2-\varepsilon^2-\Gamma^2)^3=27\Delta^2\varepsilon^2\Gamma^2$, "
        r"which is $\varepsilon^{2/3}+\Gamma^{2/3}=\Delta^{2/3}$.",
        zero=[
            sp.expand(sp.discriminant(sp.expand(quartic), R) - 16 * Z**2 * ZETA**2 * astroid),
            *astroid_relation(),
        ],
    )


def astroid_relation() -> list[Any]:
    """With cube roots a, b of epsilon and Gamma: the sextic vanishes on Delta^2 = (a^2 + b^2)^3."""
    a, b = sp.symbols("a b", positive=True)
    square = (a**2 + b**2) ** 3
    return [sp.expand((square - a**6 - b**6) ** 3 - 27 * square * a**6 * b**6)]
