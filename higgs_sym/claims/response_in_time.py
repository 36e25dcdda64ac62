"""Claims on chi(t) at long times, against the full response.

What the laws need besides t, R = chi^-1 and R_1 = d chi^-1/d omega at the threshold, comes from the full integral too;
the derivative is taken from below, where chi^-1 is real.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from higgs_sym import inputs, results
from higgs_sym.arithmetic.types import Number
from higgs_sym.claims._threshold import constants
from higgs_sym.physics.dynamics import chi_t
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Kind, Limit
from higgs_sym.registry import CLAIMS

DIGITS = 60
STEP = "1e-24"  # of the derivative, whose error is of the same order
FULL = r"$\chi(t)$ from the full integral along the cut"
CUBIC = r"$\chi(t)\to-\cos(2\epsilon_gt)/(6\Gamma\epsilon_gR^2t^3)$."


@lru_cache(maxsize=16)
def _threshold(zeta: str, kappa: str) -> dict[str, object]:
    """R and R_1 at the threshold."""
    context = results.context(DIGITS + 20)
    step = context.mpf(STEP)
    edge = 2 * context.convert(gap(zeta, digits=DIGITS + 10))
    R, below = (
        context.convert(chi_inv(edge - shift, zeta, kappa=kappa, digits=DIGITS).real) for shift in (0 * step, step)
    )
    return {"R": R, "R1": (R - below) / step}


def _late(x: Number, zeta: str, kappa: str = "0") -> dict[str, object]:
    return {"t": 1 / x, "zeta": zeta, "kappa": kappa, **_threshold(zeta, kappa)}


TENTH = Limit(r"t=1/x,\ \zeta=1/10", lambda x: _late(x, "1/10"), "1/200", ratio=16, samples=7)
HALF = Limit(r"t=1/x,\ \zeta=1/2", lambda x: _late(x, "1/2"), "1/200", ratio=16, samples=7)


@CLAIMS.register(
    id="tail:leading:1/10",
    title="Long times with pair breaking",
    statement=CUBIC,
    formula="tail:leading",
    oracle_text=FULL,
    limit=TENTH,
    order="3",
    derivation="d:tail-leading",
)
@CLAIMS.register(
    id="tail:leading:1/2",
    title="Long times with stronger pair breaking",
    statement=CUBIC,
    formula="tail:leading",
    oracle_text=FULL,
    limit=HALF,
    order="3",
    derivation="d:tail-leading",
)
@CLAIMS.register(
    id="tail:next:1/10",
    title="Long times with pair breaking, two terms",
    statement=r"The next term of the tail is $(c_1-2R_1/R)\sin(2\epsilon_gt)/(2\Gamma\epsilon_gR^2t^4)$.",
    formula="tail:next",
    oracle_text=FULL,
    limit=TENTH,
    order="3",
    stated="O(x**(9/2))",
    derivation="d:tail",
)
def response(variables: Mapping[str, Number], digits: int) -> Any:
    """chi(t)."""
    zeta = inputs.exact("zeta", variables["zeta"])
    return chi_t(variables["t"], zeta, kappa=variables["kappa"], digits=digits)


@CLAIMS.register(
    id="tail:orders:1/10",
    title="Long times with pair breaking, three orders",
    statement=r"The third order of the tail is $t^{-5}\ln t$ and $t^{-5}$, from $\delta^4\ln\delta$ in "
    r"$\mathrm{Im}\,\chi$.",
    formula="tail:orders",
    oracle_text=FULL,
    limit=Limit(r"t=1/x,\ \zeta=1/10", lambda x: {"t": 1 / x, "zeta": "1/10", **constants("1/10")}, "1/200", 16, 7),
    order="3",
    stated="O(x**(11/2))",
    derivation="d:tail-orders",
)
def response_at_rest(variables: Mapping[str, Number], digits: int) -> Any:
    """chi(t) at q = 0."""
    return chi_t(variables["t"], inputs.exact("zeta", variables["zeta"]), digits=digits)


FINITE = Limit(r"t=1/x,\ \zeta=0,\ \kappa=1", lambda x: _late(x, "0", "1"), "1/200", ratio=16, samples=7)


@CLAIMS.register(
    id="tail:dirty:1",
    title="Long times without pair breaking at finite momentum",
    statement=r"$\chi(t)\to-\sin(2\Delta t)/(Dq^2R^2t^2)$ at $\zeta=0$.",
    formula="tail:dirty",
    oracle_text=FULL + r" at $\zeta=0$, $\kappa=1$",
    limit=FINITE,
    order="2",
    derivation="d:tail-dirty",
)
def response_at_momentum(variables: Mapping[str, Number], digits: int) -> Number:
    """chi(t) at zeta = 0."""
    return chi_t(variables["t"], 0, kappa=variables["kappa"], digits=digits)


def _in_step(x: Number, zeta: str, eighths: int) -> dict[str, object]:
    """Times of order 1/x at which 2 eps_g t is `eighths` eighths of a turn, up to whole turns.

    A sine and a cosine that are out of step have an honest quotient there; between such times it has poles and zeros.
    """
    context = results.context(DIGITS + 20)
    turns = int(context.nint(1 / context.convert(x) - context.mpf(eighths) / 8))
    edge = context.convert(gap(zeta, digits=DIGITS + 10))
    return {"t": context.pi * (turns + context.mpf(eighths) / 8) / edge, "zeta": zeta}


@CLAIMS.register(
    id="eq:26:late",
    title=r"Long times as published: $t^{-2}$",
    statement=r"(26): $\chi(t)\to-\sin(2\epsilon_gt)/[2\epsilon_g\gamma^3\ln^2(2/\gamma)\,t^2]$ for "
    r"$t\gg1/(\gamma^2\epsilon_g)$.",
    formula="eq:26",
    oracle_text=FULL + r", an eighth of a turn after the zeros of $\sin2\epsilon_gt$",
    limit=Limit(
        r"t=\pi(n+\frac18)/\epsilon_g,\ n\simeq1/x,\ \zeta=1/10",
        lambda x: _in_step(x, "1/10", 1),
        "1/512",
        ratio=16,
        samples=7,
    ),
    order="2",
    expectation=Kind.WRONG_ORDER,
    corrected_by="tail:leading",
    remark=r"The law follows from a linear onset of $\mathrm{Im}\,\chi^{-1}$; the onset is quadratic. A sine and the "
    r"cosine that it should be are compared where both are $1/\sqrt2$ of their amplitudes.",
)
def response_in_step(variables: Mapping[str, Number], digits: int) -> Number:
    """chi(t) for zeta > 0."""
    return chi_t(variables["t"], inputs.exact("zeta", variables["zeta"]), digits=digits)


@CLAIMS.register(
    id="eq:27:bcs",
    title="Short times as published, when pair breaking vanishes first",
    statement=r"(27): $\chi(t)\simeq\frac4{\pi^2}\sqrt{\pi\epsilon_g/t}\,\sin(2\epsilon_gt+\frac\pi4)$ for "
    r"$1/\epsilon_g\ll t\ll1/(\gamma^2\epsilon_g)$.",
    formula="eq:27",
    oracle_text=FULL + r" at $\zeta=0$, at zeros of $\sin2\Delta t$",
    limit=Limit(r"t=\pi n,\ n\simeq1/x,\ \zeta=0", lambda x: _in_step(x, "0", 0), "1/16", ratio=8, samples=9),
    order="1/2",
    derivation="d:published-short",
    remark=r"The window of short times has no end at $\zeta=0$, and only there is it a limit of one variable. At small "
    r"$\zeta$ the quotient is measured half way through the window (`s:14`).",
)
@CLAIMS.register(
    id="eq:27:bcs:crest",
    title="Short times as published, at the crests of the oscillation",
    statement=r"(27): $\chi(t)\simeq\frac4{\pi^2}\sqrt{\pi\epsilon_g/t}\,\sin(2\epsilon_gt+\frac\pi4)$ for "
    r"$1/\epsilon_g\ll t\ll1/(\gamma^2\epsilon_g)$.",
    formula="eq:27",
    oracle_text=FULL + r" at $\zeta=0$, an eighth of a turn after the zeros of $\sin2\Delta t$",
    limit=Limit(r"t=\pi(n+\frac18),\ n\simeq1/x,\ \zeta=0", lambda x: _in_step(x, "0", 1), "1/16", ratio=8, samples=9),
    order="1/2",
    derivation="d:published-short",
    remark=r"At zeros of $\sin2\Delta t$ a law without its frequency passes too; here it does not.",
)
def response_without_pair_breaking(variables: Mapping[str, Number], digits: int) -> Number:
    """chi(t) at zeta = 0."""
    return chi_t(variables["t"], 0, digits=digits)
