"""Values of typed formulas, and the comparison with what is known."""

from __future__ import annotations

from fractions import Fraction

import mpmath
from mpmath import mp

from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse

DIGITS = 30
M = mp.mpf


def value(text, digits=DIGITS, **given):
    return Expression(parse(text, given)).value({name: Fraction(each) for name, each in given.items()}, digits)


def right(text, exact, seconds=5, **given):
    """Whether a formula has, within so many seconds of CPU, the DIGITS of what `exact` gives at high precision."""
    with budget(seconds):
        found = value(text, **given).number
    with mpmath.workdps(DIGITS + 30):
        known = mpmath.mpmathify(exact() if callable(exact) else exact)
        return abs(M(found) - known) <= abs(known) * M(10) ** -DIGITS
