"""Statements about gap, order parameter and the points where the spectrum is singular."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint

from higgs_sym import certify
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Number
from higgs_sym.check import verify
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.physics.sheet1.branch_points import branch_points
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import CLAIMS, DERIVATIONS, STATEMENTS

PAPER = "DzeroKamenev2025"
RATES = tuple(Fraction(n, 100) for n in (1, 2, 5, 10, 20, 30, 40, 45, 46, 48, 49))  # Gamma/Delta_0
SHOWN = 12
BITS = 200


@STATEMENTS.register(
    id="s:2",
    title="Gap below order parameter",
    text=r"With pair breaking the quasiparticle gap lies below the order parameter: $\epsilon_g<\Delta<\Delta_0$.",
    definition=r"Checked at eleven rates $0<\Gamma<\Delta_0/2$: $\Delta$ from the self-consistency "
    r"relation, $\epsilon_g/\Delta$ as a ball at $\zeta=\Gamma/\Delta$.",
    source=Source(PAPER, "introduction"),
    claims=("order-parameter:deficit:weak", "eq:10:weak"),
    derivations=("d:gap", "d:order-parameter", "d:order-parameter-gapless"),
)
def gap_below_order_parameter(digits: int | None) -> Finding:
    """eps_g < Delta < Delta_0."""
    wanted = digits or 30
    states = {rate: _state(rate, wanted) for rate in RATES}
    below = [rate for rate, (order, gap) in states.items() if gap < order and order < 1]
    numbers = tuple(
        (rf"$\Delta/\Delta_0,\ \epsilon_g/\Delta_0$ at $\Gamma/\Delta_0={rate}$", ", ".join(map(_text, states[rate])))
        for rate in RATES[::3]
    )
    if len(below) < len(RATES):
        return Finding(Kind.REFUTED, f"not so at {sorted(set(RATES) - set(below))}", "measured", numbers)
    return Finding(Kind.CONFIRMED, "both inequalities hold at every rate", f"certified at {len(RATES)} points", numbers)


@STATEMENTS.register(
    id="s:3",
    title="Gap not analytic in the pair-breaking rate",
    text=r"$\epsilon_g$ is a non-analytic function of $\Gamma$, $\Delta-\epsilon_g\propto\Gamma^{2/3}$; no "
    "perturbation "
    r"theory to finite order in $\Gamma$ gives it.",
    definition=r"The exponent of $1-\epsilon_g/\Delta$ in $\zeta$ is $\frac23$: the claim `gap:deficit:weak` with its "
    r"derivation, and balls for the exponent between neighbouring decades.",
    source=Source(PAPER, "introduction; note 44"),
    claims=("gap:deficit:weak",),
    derivations=("d:gap", "d:gap-deficit"),
)
def gap_not_analytic(digits: int | None) -> Finding:
    """Delta - eps_g ~ zeta^(2/3)."""
    verdict = verify(CLAIMS["gap:deficit:weak"])
    numbers = []
    with flint_precision(BITS):
        for k in (3, 6, 9, 12):
            near, far = (1 - certify.gap(Fraction(1, 10**n), digits=digits or 40) for n in (k, k + 1))
            numbers.append(
                (rf"exponent between $\zeta=10^{{-{k}}}$ and $10^{{-{k + 1}}}$", _text((near / far).log() / _ln10()))
            )
        slope = (1 - certify.gap(Fraction(1, 10**12), digits=digits or 40)) * 10**12
    numbers.append((r"$(1-\epsilon_g/\Delta)/\zeta$ at $\zeta=10^{-12}$", _text(slope)))
    if verdict.kind is not Kind.CONFIRMED:
        return Finding(verdict.kind, verdict.reason, verdict.evidence, tuple(numbers))
    reason = "the exponent is 2/3 and the slope at Gamma = 0 is infinite"
    return Finding(Kind.CONFIRMED, reason, verdict.evidence, tuple(numbers))


@STATEMENTS.register(
    id="s:25",
    title="Gapless before normal",
    text=r"The gap closes at $\Gamma=\Delta(\Gamma)$, before superconductivity ends at $\Gamma=\Delta_0/2$.",
    definition=r"At $T=0$: $\zeta=1$ is reached at $\Gamma/\Delta_0=e^{-\pi/4}<\frac12$; just below it $\epsilon_g>0$, "
    r"and between it and $\frac12$ there are states with $\Delta>0$ and $\epsilon_g=0$.",
    source=Source(PAPER, "discussion"),
    claims=("order-parameter:gapped:weak", "order-parameter:gapless:strong", "order-parameter:closing:end"),
    derivations=("d:order-parameter", "d:order-parameter-gapless"),
)
def gapless_before_normal(digits: int | None) -> Finding:
    """Gamma = Delta at Gamma/Delta_0 = exp(-pi/4)."""
    wanted = digits or 30
    with flint_precision(BITS):
        onset = (-flint.arb.pi() / 4).exp()
    below, above = (Fraction(n, 1000) for n in (455, 456))
    gapless = [above, *(Fraction(n, 1000) for n in (470, 490, 499))]
    states = {rate: _state(rate, wanted) for rate in (below, *gapless)}
    holds = (
        onset < flint.arb(1) / 2
        and _arb(below) < onset < _arb(above)
        and states[below][1] > 0
        and all(states[rate][0] > 0 and states[rate][1] == 0 for rate in gapless)
    )
    numbers = (
        (r"$\Gamma/\Delta_0$ where the gap closes", _text(onset)),
        *(
            (
                rf"$\Delta/\Delta_0,\ \epsilon_g/\Delta_0$ at $\Gamma/\Delta_0={float(rate)}$",
                ", ".join(map(_text, state)),
            )
            for rate, state in states.items()
        ),
    )
    for derivation in ("d:order-parameter", "d:order-parameter-gapless"):
        DERIVATIONS[derivation].build()
    if holds:
        return Finding(Kind.CONFIRMED, "gapless for 0.4559 < Gamma/Delta_0 < 1/2", "proven by derivation", numbers)
    return Finding(Kind.REFUTED, "no gapless superconducting state found", "measured", numbers)


@STATEMENTS.register(
    id="s:18",
    title="Singular points collide and leave the real axis",
    text=r"At $\Gamma=\Delta$ the singular points $\pm2\epsilon_g$ meet at 0 and move into the complex plane, as (10) "
    "has it.",
    definition=r"Branch points of $\chi^{-1}$ that continue $\pm2\epsilon_g$ are $\pm2\Delta(1-\zeta^{2/3})^{3/2}$: "
    r"real and not zero for $\zeta<1$, 0 at $\zeta=1$, imaginary for $\zeta>1$. Certified: the edge at four "
    r"$\zeta<1$ and "
    r"at 1; the slope $d\varepsilon/du=1-\zeta/r^3$ at $\varepsilon=0$, which vanishes at a branch point there, for "
    r"$\zeta\ge1$. For $\zeta>1$ the continued points are among those of `branch_points`, and none is on the "
    "real axis.",
    source=Source(PAPER, "discussion"),
    derivations=("d:gap",),
    remark=r"For $\zeta>1$ there is a second pair at half the distance, $\omega=\mp i\epsilon_*$, $\epsilon_*=\Delta"
    r"(\zeta^{2/3}-1)^{3/2}$: one quasiparticle at the Fermi level instead of two. The pair in the upper "
    "half-plane is not "
    "on the physical sheet of the retarded response.",
)
def singular_points_collide(digits: int | None) -> Finding:
    """+-2 eps_g -> 0 -> -+2i eps_*."""
    wanted = digits or 30
    rates = [Fraction(n, 1000) for n in (900, 990, 999)]
    numbers: list[tuple[str, str]] = []
    holds = certify.gap(1, digits=wanted) == 0 and _slope(Fraction(1), wanted) == 0
    for zeta in rates:
        edge = 2 * certify.gap(zeta, digits=wanted)
        holds = holds and edge > 0
        numbers.append((rf"$2\epsilon_g/\Delta$ at $\zeta={float(zeta)}$", _text(edge)))
    for zeta in (Fraction(1001, 1000), Fraction(101, 100), Fraction(11, 10)):
        sheets = branch_points(zeta, digits=wanted)
        lowest = [point for point in sheets[1] if point.real == 0]
        with flint_precision(BITS):
            expected = 2 * ((_arb(zeta) ** 2).root(3) - 1).sqrt() ** 3
        found = min(abs(float(-point.imag) / float(expected) - 1) for point in lowest)
        regular = not sheets[0] and all(point.imag < 0 for point in sheets[1])
        holds = holds and regular and found < 1e-12 and _slope(zeta, wanted) > 0
        numbers.append(
            (rf"$i\omega/\Delta$ of the point on the imaginary axis at $\zeta={float(zeta)}$", _text(expected))
        )
    if holds:
        return Finding(Kind.CONFIRMED, "real, then zero, then imaginary", "certified at 7 points", tuple(numbers))
    return Finding(Kind.REFUTED, "the points do not go through zero", "measured", tuple(numbers))


def _slope(zeta: Fraction, digits: int) -> Any:
    """1 - zeta/r^3 at zero energy, as a ball."""
    with flint_precision(BITS):
        u = certify.spectral_u(0, zeta, digits=digits)
        r = (1 - u * u).sqrt().real
        return 1 - _arb(zeta) / r**3


def _state(rate: Fraction, digits: int) -> tuple[Any, Any]:
    """Delta/Delta_0 and eps_g/Delta_0 at Gamma/Delta_0 = rate, as balls."""
    with flint_precision(BITS):
        value = order_parameter(rate, digits=digits)
        order = flint.arb(str(value), flint.arb(10) ** -(digits - 1))
        return order, order * certify.gap(_arb(rate) / order, digits=digits)


def _arb(number: Fraction) -> Any:
    return convert.to_arb(number)


def _ln10() -> Number:
    return flint.arb(10).log()


def _text(ball: Ball) -> str:
    return "0" if ball == 0 else str(ball.mid().str(SHOWN, radius=False))
