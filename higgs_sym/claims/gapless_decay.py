"""Claims on the decay rate of a gapless state where it begins, and where a pole takes over from the branch point."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from higgs_sym import results
from higgs_sym.arithmetic.types import Number
from higgs_sym.inputs import exact
from higgs_sym.physics.poles import MAX_DIGITS, crossover_zeta, decay_rate
from higgs_sym.physics.sheet1.axis_flint import on_axis, star
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

DIGITS = 45  # of chi^-1 around the crossing
STEP = 12  # decimal places of differences, whose error is of order STEP^-2 and STEP^-3


@lru_cache(maxsize=1)
def _crossing() -> dict[str, Number]:
    """zeta_c, and how chi^-1(-iY) changes there with Y and with zeta along Y = eps_*."""
    context = results.context(2 * DIGITS)
    place = context.convert(crossover_zeta(MAX_DIGITS))
    h = context.mpf(10) ** -STEP

    def value(shift: Any, below: Any) -> Any:
        zeta = exact("zeta", place + shift)
        return context.convert(on_axis(zeta, Fraction(0), star(zeta, context) - below, DIGITS))

    along = (value(h, 0 * h) - value(-h, 0 * h)) / (2 * h)
    # chi^-1 = b d + C d^(3/2) + D d^2 + ..., at d = h^2, 4 h^2, 9 h^2: free of the next two powers
    one, two, three = (value(0 * h, (k * h) ** 2) / (k * h) ** 2 for k in (1, 2, 3))
    b = 3 * one - 3 * two + three
    return {"zeta_c": place, "a": -along / b, "b": b}


@CLAIMS.register(
    id="decay-rate:onset:closing",
    title="Decay rate where the gap closes, three orders",
    statement=r"The rate is $(\frac23x)^{3/2}[1-\frac14x+\frac{35}{288}x^2]\Delta$, $x=\zeta-1\ll1$.",
    formula="decay-rate:onset",
    oracle_text=r"the singularity of $\chi$ nearest the real axis",
    limit=Limit(r"\zeta=1+x,\ x\to0^+", lambda x: {"zeta": 1 + x}, "1/8", ratio=2, samples=8),
    order="3/2",
    stated="O(x**(9/2))",
    derivation="d:decay-onset",
)
def rate(variables: Mapping[str, Number], digits: int) -> Number:
    """The slowest rate of chi(t)."""
    return decay_rate(variables["zeta"], digits=min(digits, MAX_DIGITS)).rate


@CLAIMS.register(
    id="decay-rate:crossing:beyond",
    title="Decay rate where a pole leaves the branch point, two orders",
    statement=r"$\varepsilon_*-\mathrm{rate}=ax+c\,(ax)^{3/2}+O(x^2)$, $x=\zeta-\zeta_c$: the rate has a "
    r"kink at $\zeta_c$.",
    formula="decay-rate:crossing",
    oracle_text=r"the pole of $\chi$ on the negative imaginary axis",
    limit=Limit(
        r"\zeta=\zeta_c+x,\ x\to0^+",
        lambda x: {**_crossing(), "zeta": _crossing()["zeta_c"] + x},
        "1/256",
        ratio=8,
        samples=7,
    ),
    order="1",
    stated="O(x**2)",
    derivation="d:decay-crossing",
)
def below_the_branch_point(variables: Mapping[str, Any], digits: int) -> Number:
    """eps_* - rate."""
    zeta = variables["zeta"]
    context = results.context(2 * MAX_DIGITS)
    lost = max(0, -int(context.log10(zeta - variables["zeta_c"])))
    found = decay_rate(zeta, digits=min(MAX_DIGITS, digits + lost + 1)).rate
    return star(exact("zeta", zeta), context) - context.convert(found)
