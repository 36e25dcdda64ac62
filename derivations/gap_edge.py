"""The gap edge: from the uniform matrix Usadel equation to the astroid."""

from __future__ import annotations

from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, latex_of, stated

TAU1 = sp.Matrix([[0, 1], [1, 0]])
TAU3 = sp.Matrix([[1, 0], [0, -1]])
EPSILON_TAU = TAU3 * TAU1  # i tau_2, the one real antisymmetric matrix

DELTA, GAMMA, ZETA, ENERGY = (symbol(name) for name in ("Delta", "Gamma", "zeta", "epsilon"))
MATSUBARA = sp.Symbol("omega_n", real=True)
THETA, THETA_R, U, R, Z = sp.symbols("theta theta_R u r z")


@DERIVATIONS.register(id="d:gap", title="Gap edge and the astroid from the Usadel equation", source=Source("higgs_sym"))
def gap_edge() -> Chain:
    """Usadel equation -> (5) -> (6) -> quartic -> edge; the result is eps_g/Delta for 0 < zeta < 1."""
    chain = Chain()
    scalar = matsubara_equation(chain)
    z_of_u = real_energies(chain, scalar)
    quartic = spectral_quartic(chain, z_of_u)
    edge = branch_point(chain, z_of_u, quartic)
    discriminant(chain, quartic, edge)
    return chain.finish(edge)


@DERIVATIONS.register(
    id="d:gap-deficit", title="The gap is not analytic in the pair-breaking rate", source=Source("higgs_sym")
)
def gap_deficit() -> Chain:
    """The result is the leading term of 1 - eps_g/Delta for weak pair breaking."""
    chain = Chain()
    gap = DERIVATIONS["d:gap"].build().result
    s = sp.Symbol("s", positive=True)  # zeta^(1/3)
    deficit = 1 - gap.subs(ZETA, s**3)
    chain.show(
        "Exponent and coefficient",
        r"\lim_{\zeta\to0}\frac{\Delta-\varepsilon_g}{\Delta\,\zeta^{2/3}}=\frac32",
        r"The edge of `d:gap` with $\zeta=s^3$.",
        zero=sp.limit(deficit / s**2, s, 0) - sp.Rational(3, 2),
    )
    chain.show(
        "No power series",
        r"\lim_{\zeta\to0}\frac{d}{d\zeta}\frac{\varepsilon_g}\Delta=-\infty",
        r"A perturbation theory to finite order in $\Gamma$ gives a polynomial in $\zeta$, whose slope is finite.",
        zero=1 / sp.limit(sp.diff(gap.subs(ZETA, s**3), s) / sp.diff(s**3, s), s, 0, "+"),
    )
    return chain.finish(sp.Rational(3, 2) * ZETA ** sp.Rational(2, 3))


def matsubara_equation(chain: Chain) -> Any:
    """(5) from the commutator."""
    Q = sp.cos(THETA) * TAU3 + sp.sin(THETA) * TAU1
    X = MATSUBARA * TAU3 + DELTA * TAU1 + GAMMA / 2 * TAU3 * Q * TAU3
    chain.define(
        "Usadel equation of the uniform state",
        ["[X,Q] = 0", stated("X", X), stated("Q", Q)],
        "$Q$ is the real Nambu matrix on the Matsubara axis, $X$ holds frequency, order parameter and the "
        r"self-energy of pair breaking, $\frac{\Gamma}{2}\tau_3Q\tau_3$; the gradient term vanishes.",
    )
    chain.show(
        "Normalisation",
        "Q^2 = 1",
        r"The angle $\theta$ parametrises all real symmetric traceless $Q$ with $Q^2=1$.",
        zero=Q * Q - sp.eye(2),
    )
    commutator = X * Q - Q * X
    form = MATSUBARA * sp.sin(THETA) - DELTA * sp.cos(THETA) + GAMMA * sp.sin(THETA) * sp.cos(THETA)
    chain.show(
        "One scalar equation, (5)",
        [rf"[X,Q] = 2\,({latex_of(form)})\, i\tau_2", equal(form, 0)],
        r"The commutator of two real symmetric traceless matrices is a multiple of $i\tau_2$.",
        zero=commutator - 2 * form * EPSILON_TAU,
    )
    return form


def real_energies(chain: Chain, scalar: Any) -> Any:
    """(6) by continuation and u = coth(theta_R)."""
    continued = scalar.subs({MATSUBARA: -sp.I * ENERGY, THETA: sp.I * THETA_R})
    sinh, cosh = sp.sinh(THETA_R), sp.cosh(THETA_R)
    chain.show(
        "Continuation to real energies",
        equal(ENERGY * sinh - DELTA * cosh + sp.I * GAMMA * sinh * cosh, 0),
        r"$\omega_n\to-i(\varepsilon+i0)$ and $\theta\to i\theta_R$: $\cos\theta=\cosh\theta_R$, "
        r"$\sin\theta=i\sinh\theta_R$.",
        zero=continued - (ENERGY * sinh - DELTA * cosh + sp.I * GAMMA * sinh * cosh),
    )
    branch = {sinh: -sp.I / R, cosh: -sp.I * U / R}
    chain.show(
        "Coordinates u and r",
        [equal(sinh, branch[sinh]), equal(cosh, branch[cosh]), equal(R, sp.sqrt(1 - U**2))],
        r"$u=\coth\theta_R$, $\operatorname{Re}r>0$. So $\sin\theta=1/r$ and $\cos\theta=-iu/r$; "
        r"$\operatorname{Re}r>0$ continues $\sin\theta>0$. Checked: their ratio is $u$, $\cosh^2-\sinh^2=1$.",
        zero=[
            U - (cosh / sinh).subs(branch),
            (1 - (cosh**2 - sinh**2).subs(branch)).subs(R, sp.sqrt(1 - U**2)),
        ],
    )
    (energy,) = sp.solve(continued.subs(branch).subs(GAMMA, ZETA * DELTA), ENERGY)
    z_of_u = sp.expand(energy / DELTA)
    chain.show(
        "Equation (6)",
        equal(Z, U * (1 - ZETA / R)),
        r"Solved for the energy in units of the order parameter, $z=\varepsilon/\Delta$, "
        r"$\zeta=\Gamma/\Delta$.",
        zero=z_of_u - U * (1 - ZETA / R),
    )
    return z_of_u


def spectral_quartic(chain: Chain, z_of_u: Any) -> Any:
    """The polynomial whose roots contain u(z)."""
    quartic = (Z - U) ** 2 * (1 - U**2) - ZETA**2 * U**2
    chain.show(
        "The quartic",
        equal(quartic, 0),
        "(6) squared, to free it of the root. One of its four roots is the physical one.",
        zero=quartic.subs(Z, z_of_u).subs(R, sp.sqrt(1 - U**2)),
    )
    return quartic


def branch_point(chain: Chain, z_of_u: Any, quartic: Any) -> Any:
    """The edge from dz/du = 0."""
    slope = sp.diff(z_of_u, U) + sp.diff(z_of_u, R) * (-U / R)
    chain.show(
        "Slope",
        equal(sp.Derivative(Z, U), 1 - ZETA / R**3),
        r"$dr/du=-u/r$ and $r^2+u^2=1$.",
        zero=(slope - (1 - ZETA / R**3)).subs(R, sp.sqrt(1 - U**2)),
    )
    s = sp.Symbol("s", positive=True)  # zeta^(1/3), to keep the algebra rational
    roots = sp.roots(R**3 - s**3, R)
    (r_g,) = [root for root in roots if sp.re(root).is_positive]
    others = [root for root in roots if root != r_g]
    chain.show(
        "Branch points",
        [equal(R**3, ZETA), equal(sp.Symbol("r_g"), sp.cbrt(ZETA))],
        "$u(z)$ branches where $dz/du=0$. One cube root is positive; the other two have "
        r"$\operatorname{Re}r<0$ and belong to the other sheet of $r=\sqrt{1-u^2}$.",
        zero=[R**3 - s**3 - (R - r_g) * (R - others[0]) * (R - others[1]), *[sp.re(r) < 0 for r in others]],
    )
    u_g = sp.sqrt(1 - r_g**2)
    z_g = sp.simplify(z_of_u.subs(ZETA, s**3).subs({U: u_g, R: r_g}))
    edge = z_g.subs(s, sp.cbrt(ZETA))
    double = [sp.diff(quartic, U, k).subs({Z: z_g, U: u_g, ZETA: s**3}) for k in (0, 1)]
    chain.show(
        "The gap edge",
        equal(sp.Symbol("varepsilon_g") / DELTA, edge),
        r"The branch point with $r=r_g$ and $u_g=\sqrt{1-r_g^2}>0$, real for $\zeta<1$. Checked: there "
        "$u_g$ is a double root of the quartic.",
        zero=double,
    )
    a, b = sp.symbols("a b", positive=True)
    total = (a**2 + b**2) ** sp.Rational(3, 2)
    powers = [sp.powdenest(x ** sp.Rational(2, 3), force=True) for x in (a**3, b**3, total)]
    chain.show(
        "The astroid, (10)",
        r"\varepsilon_g^{2/3}+\Gamma^{2/3}=\Delta^{2/3}",
        r"With $\Gamma=b^3$, $\Delta=(a^2+b^2)^{3/2}$ and positive $a$, $b$ the edge found above is "
        r"$\varepsilon_g=a^3$.",
        zero=[(total * edge.subs(ZETA, b**3 / total)) ** 2 - a**6, powers[0] + powers[1] - powers[2]],
    )
    return edge


def discriminant(chain: Chain, quartic: Any, edge: Any) -> None:
    """The same edge from the discriminant of the quartic, which knows nothing of r."""
    sextic = (Z**2 + ZETA**2 - 1) ** 3 + 27 * Z**2 * ZETA**2
    chain.show(
        "Discriminant of the quartic",
        stated(r"\operatorname{Disc}_u", -16 * Z**2 * ZETA**2 * sextic),
        "Two of the four roots meet where it vanishes.",
        zero=sp.discriminant(sp.expand(quartic), U) + 16 * Z**2 * ZETA**2 * sextic,
    )
    s = sp.cbrt(ZETA)
    turn = (-1 + sp.sqrt(3) * sp.I) / 2
    factors = [Z**2 - (1 - turn**k * s**2) ** 3 for k in range(3)]
    chain.show(
        "Its zeros",
        latex_of(sextic) + r"=\prod_{k=0}^2\left[z^2-\left(1-e^{2\pi ik/3}\zeta^{2/3}\right)^3\right]",
        r"One per cube root of $r^3=\zeta$: $z^2=(1-r^2)^3$. The factor with the real root vanishes at the "
        r"edge and, for $\zeta>1$, at $\varepsilon=\mp i\varepsilon_*$, "
        r"$\varepsilon_*=\Delta(\zeta^{2/3}-1)^{3/2}$.",
        zero=[
            sp.expand_complex(turn - sp.exp(2 * sp.pi * sp.I / 3)),
            sextic - sp.Mul(*factors),
            factors[0].subs(Z, edge),
            factors[0].subs(Z, sp.I * (s**2 - 1) ** sp.Rational(3, 2)),
        ],
    )
