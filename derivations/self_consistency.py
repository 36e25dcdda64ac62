"""The self-consistency relation: from the Keldysh component to the order parameter and the static response."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

DELTA, GAMMA, ZETA, U, R = (symbol(name) for name in ("Delta", "Gamma", "zeta", "u", "r"))
DELTA_0 = sp.Symbol("Delta_0", positive=True)
OCCUPATION = sp.Symbol("F", real=True)
THETA = sp.Symbol("theta", positive=True)
ANGLE = sp.Symbol("theta_R")
TAU3 = sp.Matrix([[1, 0], [0, -1]])
ITAU2 = sp.Matrix([[0, 1], [-1, 0]])


@DERIVATIONS.register(
    id="d:gap-equation", title="The coupling constant from the self-consistency relation", source=Source("higgs_sym")
)
@cache
def gap_equation() -> Chain:
    """(2) -> (19) -> its Matsubara form; the result is the primitive of the integrand in theta, units of Delta."""
    chain = Chain()
    keldysh_component(chain)
    turned(chain)
    return chain.finish(primitive(chain))


def keldysh_component(chain: Chain) -> None:
    """(2) and (19)."""
    chain.define(
        "Self-consistency, (2)",
        r"\Delta(\mathbf r,t)=\frac{\pi\lambda}{2}\,\mathrm{Tr}\{\gamma_1\otimes\tau_-\,Q_{tt}(\mathbf r)\},\qquad "
        r"Q_{tt}=\int\frac{d\varepsilon}{2\pi}\,Q_\varepsilon",
        r"The action is stationary in the quantum component of the order parameter; $\gamma_1$ acts in Keldysh space, "
        r"$\tau_-=\frac12(\tau_1-i\tau_2)$. The factor defines $\lambda$: it makes $\Delta_0=2\omega_De^{-1/\lambda}$.",
    )
    Q_R = sp.cosh(ANGLE) * TAU3 + sp.sinh(ANGLE) * ITAU2
    Q_A = -TAU3 * Q_R.H * TAU3
    Q = sp.Matrix(sp.BlockMatrix([[Q_R, OCCUPATION * (Q_R - Q_A)], [sp.zeros(2, 2), Q_A]]))
    lowering = (sp.Matrix([[0, 1], [1, 0]]) - ITAU2) / 2
    vertex = sp.kronecker_product(sp.Matrix([[0, 1], [1, 0]]), lowering)
    chain.show(
        "The trace",
        r"\mathrm{Tr}\{\gamma_1\otimes\tau_-\,Q_\varepsilon\}=2F\operatorname{Re}\sinh\theta",
        r"$Q^K=F\,(Q^R-Q^A)$ with (4) at $\varphi=0$: only the Keldysh component enters.",
        zero=sp.expand((vertex * Q).trace() - OCCUPATION * (sp.sinh(ANGLE) + sp.sinh(sp.conjugate(ANGLE)))),
    )
    mirrored = (-sp.I / R).subs(R, sp.conjugate(R))
    chain.show(
        "The coupling constant, (19)",
        r"\frac1\lambda=\int_0^{\omega_D}\frac{d\varepsilon}{\Delta}\,\operatorname{Re}\sinh\theta\,"
        r"\tanh\frac{\varepsilon}{2T}",
        r"$F=\tanh(\varepsilon/2T)$. Both factors are odd: $r(-\varepsilon)=\bar r(\varepsilon)$, so "
        r"$\sinh\theta=-i/r$ "
        "goes into minus its conjugate. Cut off at the Debye frequency.",
        zero=mirrored + sp.conjugate(-sp.I / R),
    )


def turned(chain: Chain) -> None:
    """From real to imaginary energies at T = 0."""
    z = sp.Symbol("z", positive=True)
    angle = sp.Symbol("alpha", real=True)
    chain.show(
        "Rotated to the Matsubara axis, T = 0",
        r"\frac1\lambda=\int_0^{\omega_D}\frac{d\omega_n}{\Delta}\,\sin\theta_n",
        r"$\sinh\theta=-i/r$ is analytic in the upper half-plane; on $\varepsilon=i\omega_n$ it is "
        r"$-i\sin\theta_n$, and "
        r"$d\varepsilon=i\,d\omega_n$. On the arc $|\varepsilon|=\omega_D$ it is $\Delta/\varepsilon$ to "
        "leading order, "
        "whose integral is imaginary.",
        zero=[
            (-sp.I * sp.Symbol("sin_theta")) * sp.I - sp.Symbol("sin_theta"),
            sp.limit(-sp.I / (-sp.I * sp.sqrt(z**2 - 1)) * z, z, sp.oo) - 1,
            sp.re(sp.integrate(sp.I * sp.exp(sp.I * angle) / sp.exp(sp.I * angle), (angle, 0, sp.pi / 2))),
        ],
    )


def primitive(chain: Chain) -> Any:
    """The integral over theta."""
    frequency = DELTA * sp.cot(THETA) - GAMMA * sp.cos(THETA)
    scalar = frequency * sp.sin(THETA) - DELTA * sp.cos(THETA) + GAMMA * sp.sin(THETA) * sp.cos(THETA)
    integrand = -1 / sp.sin(THETA) + ZETA * sp.sin(THETA) ** 2
    chain.show(
        "The angle as variable",
        [
            r"\omega_n=\Delta\cot\theta-\Gamma\cos\theta",
            r"\sin\theta\,\frac{d\omega_n}{\Delta}=\Big(\zeta\sin^2\theta-\frac1{\sin\theta}\Big)d\theta",
        ],
        r"(5) on the Matsubara axis, solved for the frequency, $\zeta=\Gamma/\Delta$.",
        zero=[
            sp.simplify(scalar),
            sp.simplify((sp.sin(THETA) * sp.diff(frequency, THETA) / DELTA).subs(GAMMA, ZETA * DELTA) - integrand),
        ],
    )
    form = sp.log(sp.tan(THETA / 2)) - ZETA / 2 * (THETA - sp.sin(THETA) * sp.cos(THETA))
    chain.show(
        "Its primitive",
        r"\int\sin\theta\,\frac{d\omega_n}{\Delta}=\ln\tan\tfrac\theta2"
        r"-\tfrac\zeta2(\theta-\sin\theta\cos\theta)",
        r"Integrated from a small angle (large frequency) up to $\theta$.",
        zero=sp.simplify(sp.diff(form, THETA) + integrand),
    )
    cutoff = (sp.log(sp.tan(THETA / 2)) + sp.log(2 * frequency / DELTA)).subs(GAMMA, ZETA * DELTA)
    chain.show(
        "The cutoff",
        r"\theta\to0:\quad\ln\tan\tfrac\theta2+\ln\frac{2\omega_n}{\Delta}\to0",
        r"So $1/\lambda=\ln(2\omega_D/\Delta)+f(\theta_0)$ with the primitive $f$ at the angle $\theta_0$ of zero "
        r"frequency; without pair breaking, $\theta_0=\pi/2$ and $1/\lambda=\ln(2\omega_D/\Delta_0)$.",
        zero=[
            sp.limit(sp.simplify(sp.exp(cutoff)), THETA, 0) - 1,
            form.subs({ZETA: 0, THETA: sp.pi / 2}),
        ],
    )
    return form


@DERIVATIONS.register(
    id="d:order-parameter", title="Order parameter of the gapped state", source=Source("AbrikosovGorkov1961")
)
@cache
def order_parameter() -> Chain:
    """The result is ln(Delta/Delta_0) for zeta <= 1."""
    chain = Chain()
    form = DERIVATIONS["d:gap-equation"].build().result
    frequency = DELTA * sp.cot(THETA) - GAMMA * sp.cos(THETA)
    slope = -DELTA / sp.sin(THETA) ** 2 * (1 - ZETA * sp.sin(THETA) ** 3)
    chain.show(
        "Angle at zero frequency",
        [
            r"\cos\theta_0\,(\Delta-\Gamma\sin\theta_0)=0",
            r"\theta_0=\frac\pi2",
            r"\frac{d\omega_n}{d\theta}=-\frac{\Delta}{\sin^2\theta}(1-\zeta\sin^3\theta)",
        ],
        r"(5) at $\omega_n=0$. For $\zeta\le1$ the frequency falls monotonically as $\theta$ grows from 0 to $\pi/2$: "
        "there is no other zero on the way.",
        zero=[
            frequency.subs(THETA, sp.pi / 2),
            sp.simplify(frequency * sp.sin(THETA) - sp.cos(THETA) * (DELTA - GAMMA * sp.sin(THETA))),
            sp.simplify(sp.diff(frequency, THETA).subs(GAMMA, ZETA * DELTA) - slope),
        ],
    )
    value = form.subs(THETA, sp.pi / 2)
    chain.show(
        "Abrikosov and Gor'kov, gapped",
        equal(sp.log(DELTA / DELTA_0), -sp.pi * ZETA / 4),
        r"$\ln(2\omega_D/\Delta_0)=\ln(2\omega_D/\Delta)+f(\theta_0)$.",
        zero=value + sp.pi * ZETA / 4,
    )
    onset = ZETA * sp.exp(value)
    chain.show(
        "Where the gap closes",
        [r"\zeta=1:\quad\Gamma=\Delta_0e^{-\pi/4}", sp.Lt(sp.exp(-sp.pi / 4), sp.Rational(1, 2), evaluate=False)],
        r"$\Gamma/\Delta_0=\zeta\,\Delta/\Delta_0$: 0.4559, below $\frac12$.",
        zero=[onset.subs(ZETA, 1) - sp.exp(-sp.pi / 4), sp.Lt(sp.exp(-sp.pi / 4), sp.Rational(1, 2))],
    )
    return chain.finish(value)


@DERIVATIONS.register(
    id="d:order-parameter-gapless", title="Order parameter of the gapless state", source=Source("AbrikosovGorkov1961")
)
@cache
def order_parameter_gapless() -> Chain:
    """The result is ln(Delta/Delta_0) for zeta >= 1."""
    chain = Chain()
    form = DERIVATIONS["d:gap-equation"].build().result
    root = sp.sqrt(1 - ZETA**-2)
    chain.show(
        "Angle at zero frequency",
        [r"\sin\theta_0=\frac1\zeta", r"\cos\theta_0=\sqrt{1-\zeta^{-2}}"],
        r"For $\zeta>1$ the frequency vanishes before $\theta$ reaches $\pi/2$, and beyond it is negative.",
        zero=[
            (DELTA - GAMMA * sp.sin(THETA)).subs({GAMMA: ZETA * DELTA, sp.sin(THETA): 1 / ZETA}),
            ZETA**-2 + root**2 - 1,
        ],
    )
    h = sp.Symbol("a", positive=True)
    half = (1 - root) * ZETA  # tan(theta/2) = (1 - cos)/sin
    chain.show(
        "The half angle",
        stated(r"\ln\tan\tfrac{\theta_0}2", -sp.acosh(ZETA)),
        r"$\tan\frac\theta2=(1-\cos\theta)/\sin\theta=\zeta-\sqrt{\zeta^2-1}$. Checked: $\zeta=\cosh a$.",
        zero=[
            sp.simplify((half - (ZETA - sp.sqrt(ZETA**2 - 1))).subs(ZETA, sp.cosh(h)).rewrite(sp.exp)),
            sp.simplify((sp.cosh(h) - sp.sinh(h)).rewrite(sp.exp) - sp.exp(-h)),
        ],
    )
    value = -sp.acosh(ZETA) - (ZETA * sp.asin(1 / ZETA) - root) / 2
    angle = sp.asin(1 / ZETA)
    chain.show(
        "Abrikosov and Gor'kov, gapless",
        stated(r"\ln\frac{\Delta}{\Delta_0}", value),
        r"The primitive at $\theta_0=\arcsin(1/\zeta)$.",
        zero=value
        - (
            form.subs(sp.log(sp.tan(THETA / 2)), -sp.acosh(ZETA))
            .subs({sp.sin(THETA): 1 / ZETA, sp.cos(THETA): root})
            .subs(THETA, angle)
        ),
    )
    gapped = DERIVATIONS["d:order-parameter"].build().result
    chain.show(
        "The two join",
        stated(r"\zeta=1:\quad\ln\frac{\Delta}{\Delta_0}", -sp.pi / 4),
        r"At $\zeta=1$, with equal slopes.",
        zero=[
            value.subs(ZETA, 1) - gapped.subs(ZETA, 1),
            sp.limit(sp.diff(value - gapped, ZETA), ZETA, 1, "+"),
        ],
    )
    x = sp.Symbol("x", positive=True)
    chain.show(
        "Where superconductivity ends",
        r"\zeta\to\infty:\quad\Gamma\to\tfrac12\Delta_0,\quad\Delta\to0",
        r"$\Gamma/\Delta_0=\zeta\,\Delta/\Delta_0$.",
        zero=sp.limit(sp.log(1 / x) + value.rewrite(sp.log).subs(ZETA, 1 / x), x, 0) + sp.log(2),
    )
    return chain.finish(value)
