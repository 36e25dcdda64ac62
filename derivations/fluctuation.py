"""The linear response in Keldysh space: retarded, advanced and Keldysh corrections, regular and anomalous part."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations.kernel import first_order, squared
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

DELTA, GAMMA, MOMENTUM = (symbol(name) for name in ("Delta", "Gamma", "Q"))
PLUS, MINUS = sp.symbols("theta_+ theta_-")
F_PLUS, F_MINUS = sp.symbols("F_+ F_-")
WEIGHT = sp.Symbol("v")  # 1 keeps the vertex term, 0 drops it
TAU1 = sp.Matrix([[0, 1], [1, 0]])
ITAU2 = sp.Matrix([[0, 1], [-1, 0]])
TAU3 = sp.Matrix([[1, 0], [0, -1]])
P, S = sp.symbols("p s")  # exp(theta_+), exp(theta_-)
TURNED = {GAMMA: -sp.I * sp.Symbol("g"), MOMENTUM: -sp.I * sp.Symbol("k")}  # no imaginary unit is left


def rational(expression: Any) -> Any:
    """Hyperbolic functions in their exponentials, i Gamma and i D q^2 as symbols: equality is decidable."""
    values = {
        sp.cosh(PLUS): (P + 1 / P) / 2,
        sp.sinh(PLUS): (P - 1 / P) / 2,
        sp.cosh(MINUS): (S + 1 / S) / 2,
        sp.sinh(MINUS): (S - 1 / S) / 2,
    }
    return sp.expand(sp.expand_trig(expression.subs(TURNED)).subs(values))


def state(angle: Any) -> Any:
    """Q of the stationary state; the advanced one has the angle conj(theta) + i pi."""
    return sp.cosh(angle) * TAU3 + sp.sinh(angle) * ITAU2


@DERIVATIONS.register(
    id="d:fluctuation",
    title="Retarded, advanced and Keldysh corrections of the linear response",
    source=Source("higgs_sym"),
)
@cache
def fluctuation() -> Chain:
    """(13)-(17) and their sum in (2); the result is the kernel of two real energies, vertex term included."""
    chain = Chain()
    linearised(chain)
    K = spectral_correction(chain)
    advanced_and_mixed(chain)
    keldysh_correction(chain)
    response(chain, K)
    return chain.finish(K.subs(WEIGHT, 1))


def linearised(chain: Chain) -> None:
    """(13) and the equation of each block."""
    chain.define(
        "Longitudinal variation, (13)",
        r"\hat\Delta\to[\Delta+\delta\Delta(\mathbf r,t)]\,i\tau_2,\qquad"
        r"\delta\Delta\propto e^{i\mathbf q\mathbf r-i\omega t}",
        "A real change of the order parameter, the same on both branches of the time contour.",
    )
    Y_p, Y_m, Q_p, Q_m, dY, dQ = (sp.Matrix(2, 2, sp.symbols(f"{name}_1:5")) for name in ("X", "Y", "U", "V", "w", "d"))
    motion = Y_p * dQ - dQ * Y_m + dY * Q_m - Q_p * dY + sp.I * MOMENTUM * Q_p * dQ
    expanded = first_order(Y_p, Y_m, Q_p, Q_m, dY, dQ).subs(MOMENTUM, sp.I * MOMENTUM)
    chain.show(
        "Linearised Usadel equation",
        [
            r"Y_+\,\delta Q-\delta Q\,Y_-+\delta Y\,Q_--Q_+\,\delta Y+iDq^2\,Q_+\,\delta Q=0",
            r"Q_+\,\delta Q+\delta Q\,Q_-=0",
            r"\delta Y=\delta\Delta\,i\tau_2+v\,\frac{i\Gamma}{2}\,\tau_3\,\delta Q\,\tau_3",
        ],
        r"First order of $[Y,Q]=iD\nabla(Q\nabla Q)$ and $Q^2=1$ (`d:usadel`), in Keldysh and Nambu space; the "
        r"subscript is the energy $\varepsilon_\pm=\varepsilon\pm\omega/2$ (`d:wigner`). $v=1$ is the equation; $v=0$ "
        "drops the vertex term.",
        zero=[*(expanded - motion).expand(), *(squared(Q_p, Q_m, dQ) - Q_p * dQ - dQ * Q_m)],
    )


def spectral_correction(chain: Chain) -> Any:
    """(14): one block, any two angles."""
    Q_p, Q_m = state(PLUS), state(MINUS)
    eta_p, eta_m = (DELTA / sp.sinh(angle) - sp.I * GAMMA / 2 for angle in (PLUS, MINUS))
    M = ITAU2 - Q_p * ITAU2 * Q_m
    cosine = sp.cosh(PLUS + MINUS)
    chain.show(
        "Direction",
        [
            r"M=i\tau_2-Q_+\,i\tau_2\,Q_-",
            r"Q_+M+MQ_-=0",
            r"\tau_3M\tau_3-Q_+\tau_3M\tau_3Q_-=-2\cosh(\theta_++\theta_-)\,M",
        ],
        r"The constraint holds by itself, and pair breaking responds along the same direction.",
        zero=[
            *(rational(e) for e in Q_p * M + M * Q_m),
            *(rational(e) for e in TAU3 * M * TAU3 - Q_p * TAU3 * M * TAU3 * Q_m + 2 * cosine * M),
        ],
    )
    eta_sum = eta_p + eta_m + sp.I * MOMENTUM + WEIGHT * sp.I * GAMMA * cosine
    chain.show(
        "Retarded correction, (14)",
        [
            r"\delta Q^R=\frac{i\tau_2-Q^R_+\,i\tau_2\,Q^R_-}"
            r"{\eta^R_++\eta^R_-+iDq^2+i\Gamma\cosh(\theta^R_++\theta^R_-)}\,\delta\Delta",
            r"Y_\pm=\eta_\pm Q_\pm,\quad\eta=\frac{\Delta}{\sinh\theta}-\frac{i\Gamma}{2}",
        ],
        r"With (8), $Y=\eta Q$. Put into the equation. The last term of the denominator is the vertex term; with $v=0$ "
        r"the denominator is $\eta_++\eta_-+iDq^2$.",
        zero=equation_residual(sp.S.One),
    )
    K = (1 + cosine) / (-sp.I * eta_sum)
    part = (-ITAU2 * M).trace() / 2 / eta_sum
    chain.show(
        "Its part along the order parameter",
        [
            r"\tfrac12\operatorname{tr}(-i\tau_2\,\delta Q)=-iK\,\delta\Delta",
            r"K=\frac{1+\cosh(\theta_++\theta_-)}{-i(\eta_++\eta_-)+Dq^2+\Gamma\cosh(\theta_++\theta_-)}",
        ],
        r"The same $K$ as on the Matsubara axis (`d:kernel`) with $\theta_{n,m}\to i\theta_\pm$. Checked against it.",
        zero=[
            sp.cancel(rational(part + sp.I * K)),
            sp.cancel(rational(1 / K.subs(WEIGHT, 1) - 1 / matsubara_kernel())),
        ],
    )
    return K


def equation_residual(strength: Any) -> list[Any]:
    """The linearised equation for one block, the source multiplied by a number, with the solution put in.

    Y = eta Q, so it holds for any two numbers eta; being linear in the amplitude, it needs no division.
    """
    amplitude, eta_p, eta_m = sp.symbols("alpha eta_+ eta_-")
    Q_p, Q_m = state(PLUS), state(MINUS)
    dQ = amplitude * (ITAU2 - Q_p * ITAU2 * Q_m)
    dY = strength * ITAU2 + WEIGHT * sp.I * GAMMA / 2 * TAU3 * dQ * TAU3
    motion = eta_p * Q_p * dQ - dQ * Q_m * eta_m + dY * Q_m - Q_p * dY + sp.I * MOMENTUM * Q_p * dQ
    eta_sum = eta_p + eta_m + sp.I * MOMENTUM + WEIGHT * sp.I * GAMMA * sp.cosh(PLUS + MINUS)
    return [rational(e.subs(amplitude, 0) * eta_sum + e.coeff(amplitude, 1) * strength) for e in motion.expand()]


def matsubara_kernel() -> Any:
    """The result of d:kernel, continued."""
    theta_n, theta_m = sp.symbols("theta_n theta_m")
    kernel = DERIVATIONS["d:kernel"].build().result
    return kernel.subs({theta_n: sp.I * PLUS, theta_m: sp.I * MINUS}, simultaneous=True)


def advanced_and_mixed(chain: Chain) -> None:
    """(15), and why one solution serves the blocks RR, AA and RA."""
    theta = sp.Symbol("theta")
    shifted = sp.conjugate(theta) + sp.I * sp.pi
    eta = DELTA / sp.sinh(theta) - sp.I * GAMMA / 2
    advanced = -TAU3 * state(theta).H * TAU3
    chain.show(
        "Advanced correction, (15)",
        [
            r"\delta Q^A=\frac{i\tau_2-Q^A_+\,i\tau_2\,Q^A_-}"
            r"{\eta^A_++\eta^A_-+iDq^2+i\Gamma\cosh(\theta^A_++\theta^A_-)}\,\delta\Delta",
            r"\eta^A=-\bar\eta^R",
        ],
        r"$Q^A=-\tau_3(Q^R)^+\tau_3$ is $Q^R$ with $\theta^A=\bar\theta+i\pi$, and $\eta^A$ is the same "
        "function of "
        r"it. So the solution holds for two advanced functions, and for one retarded and one advanced.",
        zero=[*(advanced - state(shifted)), eta.subs(theta, shifted) + sp.conjugate(eta)],
    )
    u_1, r_1, u_2, r_2 = sp.symbols("u_1 r_1 u_2 r_2")
    retarded = {sp.cosh(PLUS): -sp.I * u_1 / r_1, sp.sinh(PLUS): -sp.I / r_1}
    other = {sp.cosh(MINUS): -sp.I * u_2 / r_2, sp.sinh(MINUS): -sp.I / r_2}
    opposite = {sp.cosh(MINUS): sp.I * u_2 / r_2, sp.sinh(MINUS): -sp.I / r_2}
    total = sp.expand_trig(sp.cosh(PLUS + MINUS))
    chain.show(
        "In the spectral coordinates",
        [
            r"\cosh(\theta^R_++\theta^R_-)=-\frac{u_1u_2+1}{r_1r_2}",
        ],
        r"$\cosh\theta=-iu/r$, $\sinh\theta=-i/r$ at $\varepsilon_+$ and $\varepsilon_-$: the $C_{RR}$ of "
        "`d:kernel-real`.",
        zero=total.subs(retarded | other) + (u_1 * u_2 + 1) / (r_1 * r_2),
    )
    chain.show(
        "One retarded, one advanced",
        r"\cosh(\theta^R_++\theta^A_-)=\frac{u_1u_2-1}{r_1r_2}\quad\text{with }u_2,r_2\text{ at }-\varepsilon_-",
        r"$\cosh\theta^A=-\bar{\cosh\theta^R}$, and $u(-\varepsilon)=-\bar u$, $r(-\varepsilon)=\bar r$: "
        "in terms of "
        r"$u$, $r$ at $-\varepsilon_-$, $\cosh\theta^A_-=iu_2/r_2$ and $\sinh\theta^A_-=-i/r_2$. The $C_{RA}$ of "
        "`d:kernel-real`.",
        zero=total.subs(retarded | opposite) - (u_1 * u_2 - 1) / (r_1 * r_2),
    )


def keldysh_correction(chain: Chain) -> None:
    """(16), (17) for matrices that do not commute."""
    names = "R_+ R_- A_+ A_- X_+ X_- B_+ B_- r a n x b w V"
    R_p, R_m, A_p, A_m, X_p, X_m, B_p, B_m, dR, dA, an, dX, dB, dW, V = sp.symbols(names, commutative=False)
    q = sp.Symbol("q")  # i D q^2

    def block(left: Any, Q_left: Any, right: Any, Q_right: Any, dQ: Any, dY: Any) -> Any:
        return left * dQ - dQ * right + dY * Q_right - Q_left * dY + q * Q_left * dQ

    # Y^K = (Y^R - Y^A) F and likewise its variation: only the self-energy has a Keldysh part, (i Gamma/2) tau3 Q^K tau3
    K_p, K_m = (R_p - A_p) * F_PLUS, (R_m - A_m) * F_MINUS
    Y_p, Y_m = (X_p - B_p) * F_PLUS, (X_m - B_m) * F_MINUS
    dK = dR * F_MINUS - F_PLUS * dA + an
    dY = (dX - V) * F_MINUS - F_PLUS * (dB - V) + dW
    full = ((X_p * dK + Y_p * dA) - (dR * Y_m + dK * B_m) + (dX * K_m + dY * A_m) - (R_p * dY + K_p * dB)) + q * (
        R_p * dK + K_p * dA
    )
    source = (F_PLUS - F_MINUS) * V
    parts = (
        F_MINUS * block(X_p, R_p, X_m, R_m, dR, dX)
        - F_PLUS * block(B_p, A_p, B_m, A_m, dA, dB)
        + block(X_p, R_p, B_m, A_m, an, dW + source)
    )
    chain.show(
        "Keldysh correction, (16)",
        [
            r"\delta Q^K=\delta Q^R\,F_--F_+\,\delta Q^A+\delta Q^{\mathrm{an}}",
            r"\mathcal E^K=F_-\,\mathcal E^{RR}[\delta Q^R]-F_+\,\mathcal E^{AA}[\delta Q^A]"
            r"+\mathcal E^{RA}[\delta Q^{\mathrm{an}}]",
        ],
        r"$\mathcal E$ is the left-hand side of the linearised equation for one block, "
        r"$F_\pm=\tanh(\varepsilon_\pm/2T)$. "
        r"The Keldysh block splits; in the last term the source $\delta\Delta\,i\tau_2$ is multiplied by $F_+-F_-$. "
        "Checked for matrices that do not commute, vertex term included.",
        zero=sp.expand(full - parts),
    )
    constraint = R_p * dK + K_p * dA + dR * K_m + dK * A_m
    pieces = F_MINUS * (R_p * dR + dR * R_m) - F_PLUS * (A_p * dA + dA * A_m) + R_p * an + an * A_m
    chain.show(
        "Its normalisation",
        r"Q^R_+\,\delta Q^{\mathrm{an}}+\delta Q^{\mathrm{an}}\,Q^A_-=0",
        r"The Keldysh block of $Q_+\delta Q+\delta Q\,Q_-=0$, given those of $\delta Q^R$ and $\delta Q^A$.",
        zero=sp.expand(constraint - pieces),
    )
    chain.show(
        "Anomalous part, (17)",
        r"\delta Q^{\mathrm{an}}=(F_+-F_-)\,\frac{i\tau_2-Q^R_+\,i\tau_2\,Q^A_-}"
        r"{\eta^R_++\eta^A_-+iDq^2+i\Gamma\cosh(\theta^R_++\theta^A_-)}\,\delta\Delta",
        r"The solution (14) for one retarded and one advanced function, with the source multiplied by $F_+-F_-$; it "
        r"vanishes where the two distributions are the same: at $T=0$ outside $|\varepsilon|<\omega/2$.",
        zero=equation_residual(F_PLUS - F_MINUS),
    )


def response(chain: Chain, K: Any) -> None:
    """The sum in the self-consistency relation."""
    K_RR, K_AA, K_RA = sp.symbols("K_RR K_AA K_RA")
    braces = F_MINUS * K_RR - F_PLUS * K_AA + (F_PLUS - F_MINUS) * K_RA
    lowering = (TAU1 - ITAU2) / 2
    M = ITAU2 - state(PLUS) * ITAU2 * state(MINUS)
    chain.show(
        "The consistency relation",
        r"\chi^{-1}=\frac1\lambda-\frac1{4i}\int d\varepsilon\,\{F_-K_{RR}-F_+K_{AA}+(F_+-F_-)K_{RA}\}",
        r"(2) for the variation: $\delta\Delta/\lambda=\frac\pi2\int\frac{d\varepsilon}{2\pi}"
        r"\operatorname{tr}\tau_-\delta Q^K$, and $\operatorname{tr}\tau_-\delta Q=\frac12\operatorname{tr}"
        r"(-i\tau_2\,\delta Q)=-iK\,\delta\Delta$, because $\delta Q$ has no $\tau_1$ part. "
        r"$\chi^{-1}\delta\Delta$ is what is left, the perturbation that keeps $\delta\Delta$ up.",
        zero=[
            rational((lowering * M).trace() + (ITAU2 * M).trace() / 2),
            sp.expand(sp.pi / 2 / (2 * sp.pi) * -sp.I * braces - braces / (4 * sp.I)),
        ],
    )
    chain.show(
        "Without the vertex term",
        r"K_0=\frac{1+\cosh(\theta_++\theta_-)}{-i(\eta_++\eta_-)+Dq^2}",
        r"$v=0$. The denominator $\eta_++\eta_-+iDq^2$ is the one of a superconductor without pair breaking, with the "
        r"spectral function (8) in it. Checked: the two kernels' reciprocals differ by the vertex term.",
        zero=sp.simplify(
            1 / K.subs(WEIGHT, 1) - 1 / K.subs(WEIGHT, 0) - GAMMA * sp.cosh(PLUS + MINUS) / (1 + sp.cosh(PLUS + MINUS))
        ),
    )
