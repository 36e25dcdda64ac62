"""The static Usadel equation in Keldysh and Nambu space, down to one equation for the Nambu angle."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

# Nambu matrices in the basis in which a real order parameter points along i tau_2.
TAU1 = sp.Matrix([[0, 1], [1, 0]])
ITAU2 = sp.Matrix([[0, 1], [-1, 0]])
TAU3 = sp.Matrix([[1, 0], [0, -1]])
PAULI = (TAU1, -sp.I * ITAU2, TAU3)

DELTA, GAMMA, ENERGY = (symbol(name) for name in ("Delta", "Gamma", "epsilon"))
THETA = sp.Symbol("theta")
PHASE = sp.Symbol("varphi", real=True)
OCCUPATION = sp.Symbol("F", real=True)
FORM = r"\varepsilon\sinh\theta-\Delta\cosh\theta+i\Gamma\sinh\theta\cosh\theta"
GENERAL = sp.Matrix(2, 2, sp.symbols("a b c d"))


def retarded(angle: Any, phase: Any = 0) -> Any:
    """Q^R of (4)."""
    pairing = sp.Matrix([[0, sp.exp(sp.I * phase)], [-sp.exp(-sp.I * phase), 0]])
    return sp.cosh(angle) * TAU3 + sp.sinh(angle) * pairing


def advanced(matrix: Any) -> Any:
    """Q^A from Q^R."""
    return -TAU3 * matrix.H * TAU3


def keldysh(upper: Any, corner: Any, lower: Any) -> Any:
    """The triangular matrix of Keldysh space."""
    return sp.Matrix(sp.BlockMatrix([[upper, corner], [sp.zeros(2, 2), lower]]))


def commutator(left: Any, right: Any) -> Any:
    return left * right - right * left


@DERIVATIONS.register(
    id="d:usadel",
    title="From the Usadel equation in Keldysh space to the equation for the Nambu angle",
    source=Source("Usadel1970"),
)
@cache
def usadel() -> Chain:
    """(1), (4) -> (5); the result is the left-hand side of (5)."""
    chain = Chain()
    equation(chain)
    keldysh_structure(chain)
    parametrisation(chain)
    return chain.finish(one_component(chain))


def equation(chain: Chain) -> None:
    """(1) and where its pair-breaking term comes from."""
    chain.define(
        "The Usadel equation, (1)",
        [
            r"D\nabla(Q\circ\nabla Q)-\{\tau_3\partial_t,Q\}+i[\hat\Delta,Q]=\frac{\Gamma}{2}[\tau_3Q\tau_3,Q]",
            r"Q\circ Q=1",
        ],
        r"$Q(t,t')$ is a matrix in Keldysh and Nambu space and a unit matrix in spin; $\circ$ convolves times, "
        r"$\{\tau_3\partial_t,Q\}=\tau_3\partial_tQ+\partial_{t'}Q\,\tau_3$, and "
        r"$\hat\Delta=\Delta\tau_+-\Delta^*\tau_-$ is diagonal in Keldysh space.",
    )
    spin = sum(
        (sp.kronecker_product(TAU3 * GENERAL * TAU3, s * s) for s in PAULI),
        sp.zeros(4, 4),
    )
    scattered = sum(
        (
            sp.kronecker_product(TAU3, s) * sp.kronecker_product(GENERAL, sp.eye(2)) * sp.kronecker_product(TAU3, s)
            for s in PAULI
        ),
        sp.zeros(4, 4),
    )
    chain.show(
        "Average over the directions of the field",
        r"\tfrac13\sum_a(\tau_3\sigma_a)\,Q\,(\tau_3\sigma_a)=\tau_3Q\tau_3",
        r"The random field couples as $\tau_3\,\mathbf h\cdot\boldsymbol\sigma$; its variance is the same in "
        "all directions, and a singlet $Q$ is a unit matrix in spin.",
        zero=[
            scattered - spin,
            spin - 3 * sp.kronecker_product(TAU3 * GENERAL * TAU3, sp.eye(2)),
        ],
    )
    W = sp.Matrix(2, 2, sp.symbols("w_1:5"))
    turned = commutator(W, GENERAL)
    variation = (TAU3 * turned * TAU3 * GENERAL + TAU3 * GENERAL * TAU3 * turned).trace()
    chain.show(
        "Variation of the action",
        r"\delta\,\mathrm{Tr}(\tau_3Q\tau_3Q)=-2\,\mathrm{Tr}\,W[\tau_3Q\tau_3,Q],\qquad\delta Q=[W,Q]",
        r"Rotations keep $Q^2=1$. The second-order term of the action gives the commutator on the right of (1).",
        zero=variation + 2 * (W * commutator(TAU3 * GENERAL * TAU3, GENERAL)).trace(),
    )


def keldysh_structure(chain: Chain) -> None:
    """What normalisation says about the three blocks."""
    R, A, F = sp.symbols("R A F", commutative=False)
    ones = {R**2: 1, A**2: 1}
    square = sp.Matrix([[R, R * F - F * A], [0, A]]) ** 2
    chain.show(
        "Keldysh structure",
        [
            r"Q=\begin{pmatrix}Q^R&Q^K\\0&Q^A\end{pmatrix}",
            r"(Q^R)^2=(Q^A)^2=1",
            r"Q^K=Q^R\circ F-F\circ Q^A",
        ],
        r"$Q^2=1$ block by block; the third equation, $Q^RQ^K+Q^KQ^A=0$, is solved by $Q^K$ as given, with any "
        "$F$. Checked for matrices that do not commute.",
        zero=list((square - sp.eye(2)).applyfunc(lambda entry: sp.expand(sp.expand(entry).subs(ones)))),
    )


def parametrisation(chain: Chain) -> None:
    """(4)."""
    R = retarded(THETA, PHASE)
    A = advanced(R)
    chain.show(
        "Parametrisation, (4)",
        [
            r"Q^R=\cosh\theta\,\tau_3+\sinh\theta\,(e^{i\varphi}\tau_+-e^{-i\varphi}\tau_-)",
            r"Q^A=-\tau_3(Q^R)^+\tau_3",
            r"(Q^{R,A})^2=1",
        ],
        r"$\theta$ is complex, the phase $\varphi$ real. $Q^A$ is $-Q^R$ with $\theta\to\bar\theta$, that is "
        r"$Q^R$ with $\theta\to\bar\theta+i\pi$.",
        zero=[
            *((R * R - sp.eye(2)).applyfunc(exponentials)),
            *((A * A - sp.eye(2)).applyfunc(exponentials)),
            *(A + retarded(sp.conjugate(THETA), PHASE)),
            *(A - retarded(sp.conjugate(THETA) + sp.I * sp.pi, PHASE)),
        ],
    )


def exponentials(entry: Any) -> Any:
    """Hyperbolic functions as exponentials, in which sums of products cancel by expansion."""
    return sp.expand(entry.rewrite(sp.exp))


def one_component(chain: Chain) -> Any:
    """(5) from the three blocks of [Y, Q] = 0."""
    Y = ENERGY * TAU3 + DELTA * ITAU2 + sp.I * GAMMA / 2 * TAU3 * GENERAL * TAU3
    static = (
        sp.I * ENERGY * commutator(TAU3, GENERAL)
        + sp.I * DELTA * commutator(ITAU2, GENERAL)
        - GAMMA / 2 * commutator(TAU3 * GENERAL * TAU3, GENERAL)
    )
    chain.show(
        "The stationary uniform state",
        ["[Y,Q]=0", r"Y=\varepsilon\tau_3+\Delta\,i\tau_2+\frac{i\Gamma}{2}\tau_3Q\tau_3"],
        r"In a stationary state convolutions are products at one energy and $\partial_t\to-i\varepsilon$, "
        r"$\partial_{t'}\to i\varepsilon$ (`d:wigner`); no current, $\varphi=0$. (1) is $i[Y,Q]=0$.",
        zero=static - sp.I * commutator(Y, GENERAL),
    )
    R = retarded(THETA)
    A = advanced(R)
    Q = keldysh(R, OCCUPATION * (R - A), A)
    big3 = sp.kronecker_product(sp.eye(2), TAU3)
    bare = sp.kronecker_product(sp.eye(2), ENERGY * TAU3 + DELTA * ITAU2)
    moved = commutator(bare + sp.I * GAMMA / 2 * big3 * Q * big3, Q).applyfunc(sp.expand)
    blocks = {"R": moved[:2, :2], "A": moved[2:, 2:], "K": moved[:2, 2:]}
    form = ENERGY * sp.sinh(THETA) - DELTA * sp.cosh(THETA) + sp.I * GAMMA * sp.sinh(THETA) * sp.cosh(THETA)
    chain.show(
        "The retarded block, (5)",
        [rf"[Y,Q]^R=2\,({FORM})\,\tau_1", f"{FORM}=0"],
        r"One of the four components is not zero by itself.",
        zero=blocks["R"] - 2 * form * TAU1,
    )
    chain.show(
        "The advanced block",
        r"[Y,Q]^A=\tau_3\,\big([Y,Q]^R\big)^+\tau_3",
        "The complex conjugate of the same equation.",
        zero=blocks["A"] - TAU3 * blocks["R"].H * TAU3,
    )
    chain.show(
        "The Keldysh block",
        r"[Y,Q]^K=F\,\big([Y,Q]^R-[Y,Q]^A\big)",
        r"It vanishes with the other two for every $F(\varepsilon)$: the elastic equation leaves the "
        r"distribution free, and equilibrium sets $F=\tanh(\varepsilon/2T)$. So (5) is the only equation.",
        zero=(blocks["K"] - OCCUPATION * (blocks["R"] - blocks["A"])).applyfunc(sp.expand),
    )
    on_axis = sp.Symbol("omega_n", positive=True)
    angle = sp.Symbol("theta_M", real=True)
    matsubara = on_axis * sp.sin(angle) - DELTA * sp.cos(angle) + GAMMA * sp.sin(angle) * sp.cos(angle)
    chain.show(
        "On the Matsubara axis",
        r"\omega_n\sin\theta_n-\Delta\cos\theta_n+\Gamma\sin\theta_n\cos\theta_n=0",
        r"$\varepsilon=i\omega_n$, $\theta=-i\theta_n$: $\cosh\theta=\cos\theta_n$, "
        r"$\sinh\theta=-i\sin\theta_n$; $Q=\cos\theta_n\tau_3+\sin\theta_n\tau_2$ is Hermitian. For "
        r"$\omega_n\to\infty$ it becomes $\tau_3$.",
        zero=[form.subs({ENERGY: sp.I * on_axis, THETA: -sp.I * angle}) - matsubara],
    )
    return form
