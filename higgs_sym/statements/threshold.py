"""Statements about the threshold: where absorption starts, how, and whether Re chi^-1 vanishes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import numpy as np

from higgs_sym import certify, results
from higgs_sym.check import verify
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import CLAIMS, STATEMENTS

PAPER = "DzeroKamenev2025"
RATES = tuple(Fraction(n, 1000) for n in (1, 10, 100, 300, 500, 750, 990))
GRID = np.concatenate([np.linspace(0, 4, 801), np.geomspace(4, 1000, 60)])  # frequencies/Delta
TENTH = Fraction(1, 10)
COLD = tuple(Fraction(1, 20 * 2**k) for k in range(6))  # temperatures/Delta
SETTLED = 0.02


@STATEMENTS.register(
    id="s:1",
    title=r"Without pair breaking: threshold at $2\Delta$ with an inverse square root",
    text=r"At $\zeta=0$ the threshold lies at $2\Delta$, $\mathrm{Im}\,\chi\sim(\omega-2\Delta)^{-1/2}$ there, "
    r"and $\chi(t)$ "
    r"oscillates as $t^{-1/2}$.",
    definition=r"$\mathrm{Im}\,\chi^{-1}$ as a ball is 0 at $2\Delta(1-10^{-9})$ and negative at "
    r"$2\Delta(1+10^{-9})$; the "
    r"claims on $\chi^{-1}$ just above $2\Delta$ (exponents 1/2 of the imaginary and 1 of the real part) hold, so that "
    r"$\mathrm{Im}\,\chi\simeq\frac2\pi\sqrt{\Delta/(\omega-2\Delta)}$; the law in time follows by Watson's lemma.",
    source=Source(PAPER, "introduction"),
    claims=("bcs:above:im:edge", "bcs:above:re:edge"),
    derivations=("d:bcs-im", "d:bcs-re", "d:published-short"),
)
def without_pair_breaking(digits: int | None) -> Finding:
    """Balls to either side of 2 Delta, and the claims on the threshold."""
    step = Fraction(1, 10**9)
    below, above = (certify.chi_inv(2 + sign * step, 0, digits=digits or 30).imag for sign in (-1, 1))
    verdicts = [verify(CLAIMS[each], digits) for each in ("bcs:above:im:edge", "bcs:above:re:edge")]
    numbers = tuple((f"exponent, {v.claim}", v.measured_order) for v in verdicts)
    if below == 0 and above < 0 and all(v.kind is Kind.CONFIRMED for v in verdicts):
        return Finding(Kind.CONFIRMED, "threshold at 2 Delta, inverse square root", "certified at 2 points", numbers)
    return Finding(Kind.REFUTED, f"Im chi^-1 is {below} below and {above} above", "measured", numbers)


@STATEMENTS.register(
    id="s:6",
    title=r"$\mathrm{Re}\,\chi^{-1}$ vanishes at $2\Delta$ without pair breaking only",
    text=r"$\mathrm{Re}\,\chi^{-1}$ touches zero, at $2\Delta$, for $\zeta=0$ only; for any $\zeta>0$ it is "
    "finite on the "
    "whole real axis.",
    definition=r"$\chi^{-1}(2\Delta)=0$ at $\zeta=0$, $q=0$. For seven rates $0.001\le\zeta\le0.99$: the "
    "smallest value "
    r"on a grid of 861 frequencies up to $1000\Delta$ is positive, and a ball at that frequency proves it "
    "there. (Beyond "
    r"the grid $\mathrm{Re}\,\chi^{-1}$ rises as $\ln\omega$.)",
    source=Source(PAPER, "section II.3"),
    derivations=("d:scaling-re", "d:dirty-threshold"),
    remark=r"At $q\ne0$ it is finite without pair breaking too, (36).",
)
def real_part_stays_finite(digits: int | None) -> Finding:
    """The smallest Re chi^-1 for each rate."""
    if chi_inv(2, 0, digits=digits or 30) != 0:
        return Finding(Kind.REFUTED, "finite at 2 Delta without pair breaking", "measured")
    found: list[tuple[str, str]] = []
    positive = True
    for zeta in RATES:
        values = np.real(chi_inv(GRID, zeta))
        place = Fraction(float(GRID[int(values.argmin())]))
        ball = certify.chi_inv(place, zeta, digits=digits or 10).real
        positive = positive and values.min() > 0 and ball > 0
        found.append((f"smallest Re chi^-1 at zeta = {zeta}, omega/Delta = {float(place):.4g}", f"{values.min():.4g}"))
    if positive:
        return Finding(Kind.CONFIRMED, "positive for every rate", f"certified at {len(RATES)} points", tuple(found))
    return Finding(Kind.REFUTED, "not positive everywhere", "measured", tuple(found))


@STATEMENTS.register(
    id="s:8",
    title=r"No absorption below $2\epsilon_g$ at $T=0$",
    text=r"$\mathrm{Im}\,\chi^{-1}=0$ for $\omega<2\epsilon_g$ at $T=0$.",
    definition=r"At $\omega=2\epsilon_g(1-10^{-3})+i\eta$, $\zeta=1/10$ and $1/2$: $\mathrm{Im}\,\chi^{-1}$, as "
    "a ball, shrinks "
    r"by more than $10^{9}$ when $\eta$ falls from $10^{-10}$ to $10^{-20}$; just above the threshold it does not.",
    source=Source(PAPER, "section II.3"),
    derivations=("d:golden-rule",),
    remark="On the axis itself the package returns exactly 0, by the derivation; the test approaches it from above.",
)
def no_absorption(digits: int | None) -> Finding:
    """Im chi^-1 at two heights above the axis."""
    quotients: list[tuple[str, str]] = []
    holds = True
    for zeta in (TENTH, Fraction(1, 2)):
        edge = 2 * Fraction(str(results.context(60).convert(_gap(zeta))))
        for side in (-1, 1):
            at = edge * (1 + side * Fraction(1, 1000))
            low, high = (_imaginary(at, Fraction(1, 10**n), zeta, digits or 10) for n in (20, 10))
            small = bool(abs(low) * 10**9 < abs(high))
            holds = holds and small == (side < 0)
            where = "below" if side < 0 else "above"
            quotients.append((f"quotient {where} the threshold, zeta = {zeta}", f"{float((low / high).mid()):.3g}"))
    if holds:
        return Finding(Kind.CONFIRMED, "Im chi^-1 vanishes with Im omega", "certified at 4 points", tuple(quotients))
    return Finding(Kind.REFUTED, "absorption below the threshold", "measured", tuple(quotients))


def _gap(zeta: Fraction) -> Any:
    from higgs_sym.physics.spectrum import gap

    return gap(zeta, digits=40)


def _imaginary(omega: Fraction, height: Fraction, zeta: Fraction, digits: int) -> flint.arb:
    context = results.context(60)
    point = context.mpc(*(context.mpf(x.numerator) / x.denominator for x in (omega, height)))
    return certify.chi_inv(point, zeta, digits=digits).imag


@STATEMENTS.register(
    id="s:9",
    title=r"A small tail below $2\epsilon_g$ at $T>0$",
    text=r"At finite temperature $\mathrm{Im}\,\chi^{-1}$ has a small tail for $\omega<2\epsilon_g$.",
    definition=r"At $\zeta=1/10$, $\omega=\epsilon_g$, $T=\Delta/20,\dots,\Delta/640$: $\mathrm{Im}\,\chi^{-1}<0$, and "
    r"$e^{\epsilon_g/T}\,|\mathrm{Im}\,\chi^{-1}|$ falls as a power of $T$ whose exponent settles to 2%.",
    source=Source(PAPER, "section II.3"),
    remark=r"The tail is $T^{3/2}e^{-\epsilon_g/T}$: quasiparticles excited across the gap, which absorb from "
    "the square "
    "root at the edge. Here $T$ enters through occupation only; $\\Delta$ is that of the same temperature.",
)
def thermal_tail(digits: int | None) -> Finding:
    """Exponent of T in front of the activation factor."""
    context = results.context(40)
    edge = context.convert(_gap(TENTH))
    values = []
    for temperature in COLD:
        absorbed = chi_inv(edge, TENTH, T=temperature, digits=digits or 15).imag
        values.append(-context.convert(absorbed) * context.exp(edge * temperature.denominator / temperature.numerator))
    slopes = [context.log(a / b, 2) for a, b in pairwise(values)]
    limits = [2 * b - a for a, b in pairwise(slopes)]  # remainders linear in T
    numbers = (
        *((f"local exponent at T/Delta = {t}", f"{float(s):.5f}") for t, s in zip(COLD, slopes, strict=False)),
        ("exponent extrapolated to T = 0", f"{float(limits[-1]):.4f}"),
    )
    if all(v > 0 for v in values) and abs(limits[-1] - limits[-2]) < SETTLED:
        return Finding(Kind.CONFIRMED, f"T^({float(limits[-1]):.3f}) exp(-eps_g/T)", "measured", numbers)
    return Finding(Kind.UNDECIDED, "the exponent has not settled", "measured", numbers)


@STATEMENTS.register(
    id="s:12",
    title=r"$\mathrm{Im}\,\chi^{-1}$ starts linearly at $2\epsilon_g$",
    text=r"Just above $2\epsilon_g$ the imaginary part grows linearly in $\omega-2\epsilon_g$.",
    definition="The exponent of the exact onset, from the claim on (22).",
    source=Source(PAPER, "below eq. (25)"),
    expectation=Kind.REFUTED,
    claims=("eq:22:onset", "threshold:im:1/10"),
    derivations=("d:threshold", "d:mapping-im"),
    corrected=r"It starts quadratically, $-\frac{\pi}{24}(\omega-2\epsilon_g)^2/(\Gamma\epsilon_g)$, for every "
    r"$0<\zeta<1$, with or without the vertex correction.",
    hypothesis="The linear law is (22) as reconstructed; the text says it in words too.",
)
def linear_onset(digits: int | None) -> Finding:
    """Exponents from two claims."""
    linear, quadratic = (verify(CLAIMS[each], digits) for each in ("eq:22:onset", "threshold:im:1/10"))
    numbers = (("exponent of the onset", linear.measured_order), ("error bar", linear.order_error))
    if linear.kind is Kind.WRONG_ORDER and quadratic.kind is Kind.CONFIRMED:
        return Finding(Kind.REFUTED, "the onset is quadratic", quadratic.evidence, numbers)
    if linear.kind is Kind.CONFIRMED:
        return Finding(Kind.CONFIRMED, "the onset is linear", linear.evidence, numbers)
    return Finding(Kind.UNDECIDED, linear.reason, "measured", numbers)
