"""The static uniform response of amplitude and phase, from the self-consistency relation."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from derivations.kernel import TAU3, WEIGHT, first_order, rational, squared, state
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

DELTA, GAMMA, ZETA, MOMENTUM = (symbol(name) for name in ("Delta", "Gamma", "zeta", "Q"))
THETA_N, THETA_M = sp.symbols("theta_n theta_m")
TAU2 = sp.Matrix([[0, -sp.I], [sp.I, 0]])
CHI_INV_0 = r"\chi^{-1}(0)"


@DERIVATIONS.register(id="d:static", title="Static response of the gapped state", source=Source("higgs_sym"))
@cache
def static() -> Chain:
    """The result is chi^-1(omega=0, q=0) for zeta <= 1."""
    return stiffness("d:order-parameter", 1 - sp.pi * ZETA / 4)


@DERIVATIONS.register(id="d:static-gapless", title="Static response of the gapless state", source=Source("higgs_sym"))
@cache
def static_gapless() -> Chain:
    """The result is chi^-1(omega=0, q=0) for zeta >= 1."""
    root = sp.sqrt(1 - ZETA**-2)
    return stiffness("d:order-parameter-gapless", 1 - (ZETA * sp.asin(1 / ZETA) + root) / 2)


def stiffness(relation: str, form: Any) -> Chain:
    """chi^-1(0) as a derivative of the self-consistency relation with the given id; `form` is how to write it."""
    chain = Chain()
    theta = sp.Function("theta")(DELTA)
    K = sp.Symbol("K")
    kernel = DERIVATIONS["d:kernel"].build().result
    uniform = sp.Symbol("phi")
    equal_angles = kernel.subs({THETA_N: uniform, THETA_M: uniform, MOMENTUM: 0})
    derivative = sp.diff(sp.sin(theta), DELTA)
    chain.show(
        "The static kernel is a derivative",
        r"K(\Omega=0,q=0)=\frac{\partial\sin\theta_n}{\partial\Delta}",
        r"(5) differentiated at fixed frequency; needs the vertex term (`d:kernel`).",
        zero=rational(equal_angles - sp.cos(uniform) * angle_slope(uniform)),
    )
    chain.show(
        "So is the response",
        r"\chi^{-1}(0)=\int_0^{\omega_D}d\omega_n\Big(\frac{\sin\theta_n}{\Delta}-K\Big)"
        r"=-\Delta\frac{\partial}{\partial\Delta}\frac1\lambda\Big|_{\Gamma,\,\omega_D}",
        r"$1/\lambda=\int_0^{\omega_D}d\omega_n\sin\theta_n/\Delta$; the limit of integration stays.",
        zero=sp.expand(
            (-DELTA * sp.diff(sp.sin(theta) / DELTA, DELTA)).subs(derivative, K) - (sp.sin(theta) / DELTA - K)
        ),
    )
    logarithm = DERIVATIONS[relation].build().result
    cutoff = sp.Symbol("omega_D", positive=True)
    coupling = sp.log(2 * cutoff / DELTA) + logarithm.subs(ZETA, GAMMA / DELTA)
    value = 1 + ZETA * sp.diff(logarithm, ZETA)
    chain.show(
        "From the self-consistency relation",
        r"\frac1\lambda=\ln\frac{2\omega_D}{\Delta}+f\Big(\frac\Gamma\Delta\Big),\qquad \chi^{-1}(0)=1+\zeta f'(\zeta)",
        rf"$f=\ln(\Delta/\Delta_0)$ of `{relation}`. No cutoff is left.",
        zero=sp.simplify((-DELTA * sp.diff(coupling, DELTA)).subs(GAMMA, ZETA * DELTA) - value),
    )
    chain.show(
        "The static response",
        stated(CHI_INV_0, form),
        r"Also $d\ln\Gamma/d\ln\zeta$ along the solutions: where it is positive, $\Gamma/\Delta_0$ grows with $\zeta$ "
        "and there is one state for each pair-breaking rate.",
        zero=sp.simplify(value - form),
    )
    return chain.finish(form)


def angle_slope(angle: Any) -> Any:
    """d theta/d Delta at fixed Matsubara frequency, the frequency eliminated."""
    omega = sp.Symbol("omega_n")
    equation = omega * sp.sin(angle) - DELTA * sp.cos(angle) + GAMMA * sp.sin(angle) * sp.cos(angle)
    frequency = -equation.subs(omega, 0) / sp.sin(angle)
    return (-sp.diff(equation, DELTA) / sp.diff(equation, angle)).subs(omega, frequency)


@DERIVATIONS.register(id="d:phase", title="The phase kernel and the Goldstone mode", source=Source("higgs_sym"))
@cache
def phase() -> Chain:
    """A perturbation along tau_2; the result is the phase kernel, vertex term included."""
    chain = Chain()
    amplitude = sp.Symbol("alpha")
    Q_n, Q_m = state(THETA_N), state(THETA_M)
    xi = [DELTA / sp.sin(angle) - GAMMA / 2 for angle in (THETA_N, THETA_M)]
    direction = TAU2 * (sp.eye(2) + Q_n * Q_m)
    chain.show(
        "Direction",
        [
            r"\tau_2-Q_n\tau_2Q_m=\tau_2(1+Q_nQ_m)=:N",
            r"Q_nN+NQ_m=0",
        ],
        r"$\tau_2$ anticommutes with both $Q$. The correction driven by $\delta\Delta\,\tau_2$ is along $N$.",
        zero=[
            *(rational(e) for e in TAU2 - Q_n * TAU2 * Q_m - direction),
            *(rational(e) for e in squared(Q_n, Q_m, direction)),
        ],
    )
    cosine = sp.cos(THETA_N - THETA_M)
    turned = TAU3 * direction * TAU3
    chain.show(
        "The vertex term",
        r"\tau_3N\tau_3-Q_n\,\tau_3N\tau_3\,Q_m=-2\cos(\theta_n-\theta_m)\,N",
        r"Pair breaking responds along the same direction.",
        zero=[rational(e) for e in turned - Q_n * turned * Q_m + 2 * cosine * direction],
    )
    dQ = amplitude * direction
    dX = TAU2 + WEIGHT * GAMMA / 2 * TAU3 * dQ * TAU3
    motion = first_order(xi[0] * Q_n, xi[1] * Q_m, Q_n, Q_m, dX, dQ)
    total = xi[0] + xi[1] + MOMENTUM + WEIGHT * GAMMA * cosine
    K = (1 + cosine) / total
    chain.show(
        "The phase kernel",
        stated("K_\\varphi", K.subs({WEIGHT: 1, MOMENTUM: sp.Symbol("{Dq^2}")})),
        r"$\delta Q=N\,\delta\Delta/(\xi_n+\xi_m+Dq^2+\Gamma\cos(\theta_n-\theta_m))$ solves the linearised equation; "
        r"$K_\varphi$ is its $\tau_2$ part.",
        zero=[
            *(sp.factor(rational(e.subs(amplitude, 1 / total))) for e in motion),
            rational((TAU2 * direction).trace() / 2 - (1 + cosine)),
        ],
    )
    static_kernel = K.subs({THETA_M: THETA_N, MOMENTUM: 0})
    chain.show(
        "The Goldstone mode",
        r"K_\varphi(0,0)=\frac{\sin\theta_n}{\Delta},\qquad\chi_\varphi^{-1}(0,0)=\frac1\lambda-\pi T\sum_nK_\varphi=0",
        r"Term by term, at every temperature and pair-breaking rate.",
        zero=sp.simplify(static_kernel.subs(WEIGHT, 1) - sp.sin(THETA_N) / DELTA),
    )
    chain.show(
        "It needs the vertex term",
        r"K_\varphi^{(0)}(0,0)=\frac{2}{2\Delta/\sin\theta_n-\Gamma}>\frac{\sin\theta_n}{\Delta}",
        r"Without it the response to a global change of phase would not vanish: gauge invariance requires the term.",
        zero=sp.simplify(1 / static_kernel.subs(WEIGHT, 0) - (DELTA / sp.sin(THETA_N) - GAMMA / 2)),
    )
    return chain.finish(K.subs(WEIGHT, 1))
