"""The pair-field kernel on the Matsubara axis, from the linearised matrix Usadel equation."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

TAU1 = sp.Matrix([[0, 1], [1, 0]])
TAU3 = sp.Matrix([[1, 0], [0, -1]])

DELTA, GAMMA, MOMENTUM = (symbol(name) for name in ("Delta", "Gamma", "Q"))
THETA_N, THETA_M, PHI, CHI = sp.symbols("theta_n theta_m phi chi")
WEIGHT = sp.Symbol("v")  # 1 keeps the vertex term, 0 drops it
SOURCE_TERM = sp.Symbol("delta_Delta")
SHOWN = {MOMENTUM: sp.Symbol("{Dq^2}")}  # the matrix Q has its letter

# theta_n = phi + chi and theta_m = phi - chi with both half-angle tangents make every entry rational,
# where SymPy decides equality without fail.
P, S = sp.symbols("p s")
HALF_ANGLES = {
    sp.cos(PHI): (1 - P**2) / (1 + P**2),
    sp.sin(PHI): 2 * P / (1 + P**2),
    sp.cos(CHI): (1 - S**2) / (1 + S**2),
    sp.sin(CHI): 2 * S / (1 + S**2),
}


def rational(expression: Any) -> Any:
    """The expression in the half-angle tangents p = tan(phi/2), s = tan(chi/2)."""
    angles = {THETA_N: PHI + CHI, THETA_M: PHI - CHI}
    return sp.expand_trig(expression.subs(angles)).subs(HALF_ANGLES)


def state(angle: Any) -> Any:
    """Q of the uniform state."""
    return sp.cos(angle) * TAU3 + sp.sin(angle) * TAU1


@DERIVATIONS.register(
    id="d:kernel",
    title="The kernel from the linearised dynamical Usadel equation",
    source=Source("higgs_sym"),
)
@cache
def kernel() -> Chain:
    """Solve for a general matrix correction; the result is K(theta_n, theta_m), vertex term included."""
    chain = Chain()
    dressed = uniform_state(chain)
    correction, K = linear_response(chain, dressed)
    direction(chain, correction, K)
    without_vertex(chain, K)
    static_identity(chain, K)
    return chain.finish(K.subs(WEIGHT, 1))


def uniform_state(chain: Chain) -> tuple[Any, Any]:
    """X_n is a multiple of Q_n; returns the two multipliers."""
    Q_n = state(THETA_N)
    frequency = (DELTA * sp.cos(THETA_N) - GAMMA * sp.sin(THETA_N) * sp.cos(THETA_N)) / sp.sin(THETA_N)
    X_n = frequency * TAU3 + DELTA * TAU1 + GAMMA / 2 * TAU3 * Q_n * TAU3
    xi = DELTA / sp.sin(THETA_N) - GAMMA / 2
    chain.show(
        "The uniform state",
        [r"X_n = \xi_n Q_n", stated(r"\xi_n", xi), stated(r"\omega_n", sp.expand(frequency))],
        r"The frequency is eliminated by (5); $X_n$ commutes with $Q_n$ and is a multiple of it.",
        zero=X_n - xi * Q_n,
    )
    return xi, xi.subs(THETA_N, THETA_M)


def linear_response(chain: Chain, dressed: tuple[Any, Any]) -> tuple[Any, Any]:
    """The linear equations for four unknown entries, their solution, and the tau1 part of it."""
    entries = sp.symbols("a b c d")
    dQ = sp.Matrix(2, 2, entries)
    Q_n, Q_m = state(THETA_N), state(THETA_M)
    X_n, X_m = dressed[0] * Q_n, dressed[1] * Q_m
    dX = SOURCE_TERM * TAU1 + WEIGHT * GAMMA / 2 * TAU3 * dQ * TAU3
    motion = X_n * dQ - dQ * X_m + dX * Q_m - Q_n * dX + MOMENTUM * Q_n * dQ
    constraint = Q_n * dQ + dQ * Q_m
    chain.show(
        "Linearised Usadel equation",
        [
            r"X_n\,\delta Q-\delta Q\,X_m+\delta X\,Q_m-Q_n\,\delta X+Dq^2\,Q_n\,\delta Q=0",
            r"\delta X=\delta\Delta\,\tau_1+v\,\frac{\Gamma}{2}\,\tau_3\,\delta Q\,\tau_3",
            r"Q_n\,\delta Q+\delta Q\,Q_m=0",
        ],
        r"First order of $[X,Q]=D\nabla(Q\nabla Q)$ and $Q^2=1$ in the perturbation "
        r"$\delta\Delta\,e^{iqx}$, which connects $\omega_m$ with $\omega_n=\omega_m+\Omega$; $\delta Q$ is "
        "a general matrix with entries $a,b,c,d$. $v=1$ is the equation, $v=0$ drops the response of the "
        r"pair-breaking self-energy, the vertex term. Checked on the $4\times4$ matrices of Nambu space and "
        "the two frequencies.",
        zero=[*(first_order(X_n, X_m, Q_n, Q_m, dX, dQ) - motion), *(squared(Q_n, Q_m, dQ) - constraint)],
    )
    equations = [rational(entry) for entry in [*motion, *constraint]]
    matrix, right = (m.applyfunc(sp.factor) for m in sp.linear_eq_to_matrix(equations, entries))
    (values,) = sp.linsolve((matrix, right), entries)
    values = sp.Matrix([sp.factor(value) for value in values])
    undetermined = sum(value.has(*entries) for value in values)
    chain.show(
        "Solution",
        r"\delta Q=\begin{pmatrix}a&b\\b&-a\end{pmatrix}",
        "Eight linear equations have one solution, found by elimination and put back.",
        zero=[*(matrix * values - right), undetermined, values[1] - values[2], values[0] + values[3]],
    )
    correction = sp.Matrix(2, 2, list(values))
    total = THETA_N + THETA_M
    K = (1 + sp.cos(total)) / (
        DELTA / sp.sin(THETA_N) + DELTA / sp.sin(THETA_M) + MOMENTUM - GAMMA * (1 - WEIGHT * sp.cos(total))
    )
    tau1_part = (TAU1 * correction).trace() / 2
    chain.show(
        "The kernel",
        [
            r"\tfrac12\operatorname{tr}\tau_1\delta Q=K\,\delta\Delta",
            stated("K", K.subs(WEIGHT, 1).subs(SHOWN)),
        ],
        r"The part of the correction along $\tau_1$ enters the self-consistency equation.",
        zero=sp.together(tau1_part - rational(K) * SOURCE_TERM),
    )
    return correction, K


def extended(upper: Any, lower: Any, corner: Any) -> Any:
    """A matrix in Nambu space and the two frequencies, with its first-order corner."""
    return sp.Matrix(sp.BlockMatrix([[upper, corner], [sp.zeros(2, 2), lower]]))


def first_order(X_n: Any, X_m: Any, Q_n: Any, Q_m: Any, dX: Any, dQ: Any) -> Any:
    """The corner of [X,Q] - D grad(Q grad Q) at first order in the perturbation, exp(iqx) divided out."""
    x, q, e = sp.symbols("x q e")
    wave = e * sp.exp(sp.I * q * x)
    X, Q = extended(X_n, X_m, wave * dX), extended(Q_n, Q_m, wave * dQ)
    equation = X * Q - Q * X - MOMENTUM / q**2 * (Q * Q.diff(x)).diff(x)
    return (equation.diff(e).subs(e, 0) / sp.exp(sp.I * q * x))[:2, 2:].applyfunc(sp.expand)


def squared(Q_n: Any, Q_m: Any, dQ: Any) -> Any:
    """The corner of Q^2."""
    Q = extended(Q_n, Q_m, dQ)
    return (Q * Q)[:2, 2:]


def direction(chain: Chain, correction: Any, K: Any) -> None:
    """The correction points along P, whatever the parameters."""
    P_matrix = sp.cos(PHI) * TAU1 - sp.sin(PHI) * TAU3
    chain.show(
        "Direction of the correction",
        [
            r"\delta Q = \frac{K\,\delta\Delta}{\cos\phi}\,P",
            stated("P", P_matrix),
            equal(PHI, (THETA_N + THETA_M) / 2),
        ],
        r"The constraint leaves two directions, $P$ and $i\tau_2$; only $P$ is driven.",
        zero=[
            sp.together(e) for e in correction - rational(K) * SOURCE_TERM / rational(sp.cos(PHI)) * rational(P_matrix)
        ],
    )
    Q_n, Q_m = state(THETA_N), state(THETA_M)
    chain.show(
        "The same by projection",
        [
            r"\tau_1-Q_n\tau_1Q_m=2\cos\phi\,P",
            r"\tau_3P\tau_3-Q_n\tau_3P\tau_3Q_m=-2\cos 2\phi\,P",
        ],
        "Multiplied by $Q_n$, the equation reads "
        r"$(\xi_n+\xi_m+Dq^2)\,\delta Q=\delta X-Q_n\,\delta X\,Q_m$: the first identity gives the "
        r"numerator $2\cos^2\phi=1+\cos2\phi$, the second the vertex term.",
        zero=[
            rational(e)
            for e in [
                *(TAU1 - Q_n * TAU1 * Q_m - 2 * sp.cos(PHI) * P_matrix),
                *(TAU3 * P_matrix * TAU3 - Q_n * TAU3 * P_matrix * TAU3 * Q_m + 2 * sp.cos(2 * PHI) * P_matrix),
            ]
        ],
    )


def without_vertex(chain: Chain, K: Any) -> None:
    """What the vertex term changes."""
    full, bare = K.subs(WEIGHT, 1), K.subs(WEIGHT, 0)
    total = sp.cos(THETA_N + THETA_M)
    chain.show(
        "The kernel without the vertex term",
        [stated("K_0", bare.subs(SHOWN)), stated(r"\frac{1}{K}-\frac{1}{K_0}", GAMMA * total / (1 + total))],
        r"$v=0$: the $-\Gamma$ of $\xi_n+\xi_m$ stays. The two agree only where $\cos(\theta_n+\theta_m)=0$.",
        zero=1 / full - 1 / bare - GAMMA * total / (1 + total),
    )


def static_identity(chain: Chain, K: Any) -> None:
    """K(Omega=0, q=0) = d sin(theta)/d Delta at fixed frequency, which needs the vertex term."""
    omega = sp.Symbol("omega_n")
    equation = omega * sp.sin(PHI) - DELTA * sp.cos(PHI) + GAMMA * sp.sin(PHI) * sp.cos(PHI)
    slope = -sp.diff(equation, DELTA) / sp.diff(equation, PHI)
    frequency = -equation.subs(omega, 0) / sp.sin(PHI)
    derivative = sp.cos(PHI) * slope.subs(omega, frequency)
    static = K.subs({THETA_N: PHI, THETA_M: PHI, MOMENTUM: 0})
    chain.show(
        "Static identity",
        stated(
            r"K(\Omega=0,q=0)=\frac{\partial\sin\theta}{\partial\Delta}",
            static.subs({WEIGHT: 1, PHI: sp.Symbol("theta")}),
        ),
        r"A static uniform change of $\Delta$ changes the uniform state: (5) differentiated at fixed "
        "frequency.",
        zero=rational(static.subs(WEIGHT, 1) - derivative),
    )
    chain.show(
        "It needs the vertex term",
        stated(
            r"\frac{1}{K_0(\Omega=0,q=0)}-\left(\frac{\partial\sin\theta}{\partial\Delta}\right)^{-1}",
            -GAMMA * sp.cos(2 * PHI) / (1 + sp.cos(2 * PHI)),
        ),
        r"$K_0$ misses the identity by the response of the pair-breaking self-energy.",
        zero=rational(1 / static.subs(WEIGHT, 0) - 1 / derivative + GAMMA * sp.cos(2 * PHI) / (1 + sp.cos(2 * PHI))),
    )
