"""The Wigner transform: convolutions become products, and a perturbation's frequency shifts the energies."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

ENERGY, OMEGA = symbol("epsilon"), symbol("omega")
T1, T2, T3, T, S = sp.symbols("t_1 t_2 t_3 t s", real=True)
SHIFT_1, SHIFT_2, OMEGA_1, OMEGA_2 = sp.symbols("s_1 s_2 omega_1 omega_2", real=True)


def kernel(shift: Any, omega: Any, left: Any, right: Any) -> Any:
    """The two-time function whose Wigner transform is exp(i epsilon shift - i omega t)."""
    return sp.DiracDelta(left - right - shift) * sp.exp(-sp.I * omega * (left + right) / 2)


def transform(function: Any) -> Any:
    """int ds f(t + s/2, t - s/2) exp(i epsilon s) of a function of t_1 and t_2."""
    relative = function.subs({T1: T + S / 2, T2: T - S / 2}, simultaneous=True)
    return sp.integrate(relative * sp.exp(sp.I * ENERGY * S), (S, -sp.oo, sp.oo))


def wave(shift: Any, omega: Any) -> Any:
    return sp.exp(sp.I * ENERGY * shift - sp.I * omega * T)


@DERIVATIONS.register(
    id="d:wigner", title="Wigner transform and the product that it turns convolution into", source=Source("higgs_sym")
)
@cache
def wigner() -> Chain:
    """(3); the result is the exponent of the product of two elementary functions."""
    chain = Chain()
    chain.define(
        "The transform, (3)",
        r"A_\varepsilon(t)=\int ds\,A\big(t+\tfrac s2,t-\tfrac s2\big)e^{i\varepsilon s}",
        r"$s$ is the relative time, $t$ the centre of the two.",
    )
    chain.show(
        "Elementary functions",
        [
            r"A(t_1,t_2)=\delta(t_1-t_2-s_1)\,e^{-i\omega_1(t_1+t_2)/2}",
            r"A_\varepsilon(t)=e^{i\varepsilon s_1-i\omega_1t}",
        ],
        r"Every two-time function is a superposition of these.",
        zero=transform(kernel(SHIFT_1, OMEGA_1, T1, T2)) - wave(SHIFT_1, OMEGA_1),
    )
    phase = sp.I * (SHIFT_1 * OMEGA_2 - OMEGA_1 * SHIFT_2) / 2
    convolved = sp.integrate(kernel(SHIFT_1, OMEGA_1, T1, T3) * kernel(SHIFT_2, OMEGA_2, T3, T2), (T3, -sp.oo, sp.oo))
    product = wave(SHIFT_1, OMEGA_1) * wave(SHIFT_2, OMEGA_2)
    chain.show(
        "Convolution",
        r"(A\circ B)_\varepsilon(t)=A_\varepsilon(t)\,B_\varepsilon(t)\,e^{i(s_1\omega_2-\omega_1s_2)/2}",
        r"$\int dt_3\,A(t_1,t_3)B(t_3,t_2)$ for two elementary functions, and its transform.",
        zero=sp.powsimp(sp.expand(transform(convolved) / (product * sp.exp(phase)))) - 1,
    )
    moyal = (
        sp.I
        / 2
        * (
            sp.diff(wave(SHIFT_1, OMEGA_1), ENERGY) * sp.diff(wave(SHIFT_2, OMEGA_2), T)
            - sp.diff(wave(SHIFT_1, OMEGA_1), T) * sp.diff(wave(SHIFT_2, OMEGA_2), ENERGY)
        )
    )
    chain.show(
        "The product at first order",
        r"(A\circ B)_\varepsilon=AB+\tfrac i2\big(\partial_\varepsilon A\,\partial_tB"
        r"-\partial_tA\,\partial_\varepsilon B\big)+\dots",
        "The exponent as a differential operator; all orders together are its exponential.",
        zero=sp.simplify(moyal / product) - phase,
    )
    stationary(chain, phase)
    return chain.finish(phase)


def stationary(chain: Chain, phase: Any) -> None:
    """The three cases that are needed."""
    chain.show(
        "Stationary state",
        r"(A\circ B)_\varepsilon=A_\varepsilon B_\varepsilon",
        r"$\omega_1=\omega_2=0$: no dependence on $t$, and the convolution is a product, exactly.",
        zero=phase.subs({OMEGA_1: 0, OMEGA_2: 0}),
    )
    after = wave(SHIFT_1, 0) * sp.exp(phase.subs({OMEGA_1: 0, OMEGA_2: OMEGA}))
    before = wave(SHIFT_2, 0) * sp.exp(phase.subs({OMEGA_1: OMEGA, OMEGA_2: 0}))
    chain.show(
        "A perturbation of one frequency",
        [
            r"A\circ\delta B=A_{\varepsilon+\omega/2}\,\delta B_\varepsilon(\omega)",
            r"\delta B\circ A=\delta B_\varepsilon(\omega)\,A_{\varepsilon-\omega/2}",
        ],
        r"$A$ stationary, $\delta B\propto e^{-i\omega t}$: the stationary factor to its left is taken at "
        r"$\varepsilon_+$, that to its right at $\varepsilon_-$, $\varepsilon_\pm=\varepsilon\pm\omega/2$. Exact.",
        zero=[
            after - wave(SHIFT_1, 0).subs(ENERGY, ENERGY + OMEGA / 2),
            before - wave(SHIFT_2, 0).subs(ENERGY, ENERGY - OMEGA / 2),
        ],
    )
    A = sp.Function("A")
    two_times = A(T1 - T2) * sp.exp(-sp.I * OMEGA * (T1 + T2) / 2)
    symbol_of = sp.exp(-sp.I * ENERGY * S)  # one Fourier component of A(s)
    left = sp.diff(two_times, T1).subs(A, sp.Lambda(S, symbol_of)).doit()
    right = sp.diff(two_times, T2).subs(A, sp.Lambda(S, symbol_of)).doit()
    component = two_times.subs(A, sp.Lambda(S, symbol_of))
    chain.show(
        "Time derivatives",
        [
            r"\partial_{t_1}\to-i(\varepsilon+\tfrac\omega2)",
            r"\partial_{t_2}\to i(\varepsilon-\tfrac\omega2)",
        ],
        r"So $\{\tau_3\partial_t,Q\}\to-i(\varepsilon_+\tau_3Q-Q\tau_3\varepsilon_-)$.",
        zero=[
            sp.simplify(left / component) + sp.I * (ENERGY + OMEGA / 2),
            sp.simplify(right / component) - sp.I * (ENERGY - OMEGA / 2),
        ],
    )
