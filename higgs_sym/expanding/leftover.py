"""Whether the terms found are all there is: the quantity minus their sum, at points that are no round numbers.

A ladder that ends, or a wave that is fitted to all digits, shows that nothing is left *far out and where the samples
fall*. What decays faster than the digits reach, or vanishes at round numbers, is still there at moderate distances.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from higgs_sym.errors import UNDEFINED, BudgetError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.series import Found
from higgs_sym.expanding.source import Source
from higgs_sym.judging.approaches import SMALL

# Small parameters: no quotients of small numbers, so that no sine or cosine of anything usual vanishes there.
POINTS = (Fraction(1021, 2371), Fraction(1021, 5449), Fraction(1021, 12553), Fraction(1021, 41263))
DIGITS = 60
LEAST_POINTS = 2
SLACK = 5  # digits that the difference may lose


def unexplained(source: Source, terms: tuple[Found, ...], small: Small) -> str:
    """What is left after the terms, and where; nothing if they are the whole quantity."""
    total = _sum_of(terms, small)
    digits, seen = min(DIGITS, source.most_digits), 0
    for s in POINTS:
        try:
            difference, noise = _difference(source, terms, total, s, digits)
        except BudgetError:
            raise
        except UNDEFINED:
            continue
        seen += 1
        if abs(difference) > noise:
            where = source.approach.value(difference.context.mpf(s.numerator) / s.denominator)
            size = difference.context.nstr(difference, 2)
            return f"{size} at {source.approach.variable} = {difference.context.nstr(where, 6)}"
    return "" if seen >= LEAST_POINTS else "it has no values to compare with"


def _sum_of(terms: tuple[Found, ...], small: Small) -> Expression:
    import sympy

    return Expression(sympy.Add(*(term.expression(small) for term in terms)))


def _difference(source: Source, terms: tuple[Found, ...], total: Expression, s: Fraction, digits: int) -> Any:
    """The quantity minus the terms, and what it may be by rounding and by the error bars of the coefficients."""
    known = {SMALL: s, source.approach.variable: source.approach.expression()}
    full = source.value(s, digits)
    context = full.context
    summed = context.convert(total.value(known, digits).number)
    noise = (abs(full) + abs(summed)) * context.mpf(10) ** (SLACK - digits)
    for term in terms:
        if term.recognition is None:
            relative = term.coefficient.error / abs(term.coefficient.value)
            alone = Expression(term.expression(Small(source.approach))).value(known, SLACK).number
            noise += abs(context.convert(alone)) * context.convert(relative)
    return full - summed, noise
