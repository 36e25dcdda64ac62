"""An expansion that was derived before anything is measured: for quantities whose values are dear, or whose law hides.

The judge then compares it with the quantity as any other; what it does not confirm is not shown.
"""

from __future__ import annotations

from fractions import Fraction

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import BudgetError, HiggsSymError
from higgs_sym.evaluation.budget import budget
from higgs_sym.expanding.attempts import Attempt, attempt
from higgs_sym.expanding.formal import UnderivableError
from higgs_sym.expanding.rows import found_of, rows_of
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.series import Series, Wanted
from higgs_sym.expanding.source import Source

SECONDS = 5.0
WIDTHS = tuple(Fraction(width) for width in (3, 6, 12))
GUARD = 30  # digits of the coefficients beyond those that were asked for


def foreseen(source: Source, wanted: Wanted) -> Series | None:
    """The derived terms, as many as are wanted or as there are; None where nothing can be derived."""
    tree = with_numbers(source)
    if tree is None:
        return None
    best: Series | None = None
    try:
        with budget(SECONDS):
            for width in WIDTHS:
                made = attempt(tree, source.approach, width)
                if made is None:
                    return best
                series = _series(made, source, wanted)
                if series.terms and (best is None or len(series.terms) >= len(best.terms)):
                    best = series
                if series.ended or series.following is not None:
                    return best
    except (BudgetError, UnderivableError):
        return best
    except HiggsSymError:  # a coefficient that has no value to so many digits
        return None
    return best


def _series(made: Attempt, source: Source, wanted: Wanted) -> Series:
    rows, small = rows_of(made.series, made.depth), Small(source.approach)
    terms = tuple(found_of(row, small, wanted.digits + GUARD) for row in rows[: wanted.terms])
    following = found_of(rows[wanted.terms], small, wanted.digits).scale if len(rows) > wanted.terms else None
    whole = following is None and all(part.order is None for part in made.series.parts)
    return Series(terms, following, "ends" if whole else "")


def with_numbers(source: Source) -> Tree | None:
    """The formula in its variable alone; None for a function."""
    if source.tree is None:
        return None
    fixed = {name: value.tree for name, value in source.values.items() if name != source.approach.variable}
    symbols = (each for each in source.tree.free_symbols if each.name in fixed)
    found = source.tree.xreplace({each: fixed[each.name] for each in symbols})
    return found if isinstance(found, sympy.Expr) else None
