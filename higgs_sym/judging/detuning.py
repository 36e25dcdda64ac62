"""How much faster, or slower, the exact quantity oscillates than the phase of a formula says.

Of A cos(rho theta + c) at three phases theta a quarter turn apart, the outer two add up to 2 cos(rho pi/2) times the
middle one, whatever A and c are; slow changes of the amplitude cancel between two such threes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from higgs_sym.judging import laws
from higgs_sym.judging.acceleration import FEWEST, limit
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.swinging import Turn
from higgs_sym.judging.wording import Naming, law_text, measured

KNOWN = "1e-3"


def frequency(found: Sequence[Turn], naming: Naming) -> str:
    """In words: the frequency of the exact quantity against the written one; "" where it cannot be told."""
    context, ratio = found[0].x.context, found[0].ratio
    quotients = [each for each in map(_quotient, found) if each is not None]
    if len(quotients) < max(len(found), FEWEST):
        return ""
    rho = limit(quotients, ratio, context)
    if rho.error > context.mpf(KNOWN):
        return ""
    if abs(rho.value - 1) > rho.error + context.mpf(KNOWN) ** 2:
        return f"the exact quantity has {measured(rho).bracketed} times the written frequency"
    law = law_of([each - 1 for each in quotients], [turn.x for turn in found], ratio, context)
    if law is None or not laws.nearby(law.order.value, law.order.error):
        return ""
    return f"the frequency of the exact quantity differs from the written one by {law_text(law, naming)} of it"


def _quotient(turn: Turn) -> Any | None:
    """Measured frequency over written frequency at one sample."""
    first, second, third, fourth = (p.exact for p in turn.points)
    context = turn.x.context
    size = second**2 + third**2
    if not size:
        return None
    cosine = ((first + third) * second + (second + fourth) * third) / (2 * size)
    return context.acos(cosine) * 2 / context.pi if abs(cosine) <= 1 else None
