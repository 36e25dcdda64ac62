"""What is asked, as users give it: names, formulas, claimed numbers, points of the variable."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from higgs_sym.errors import InputError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.inputs import exact as exact_number
from higgs_sym.judging.approaches import CONSTANT_DIGITS, Approach
from higgs_sym.parsing.grammar import parse

START = "1/16"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?(/\d+)?", re.ASCII)


def letter(name: Any) -> Any:
    """The name of a SymPy symbol; anything else as it is."""
    return name.name if getattr(name, "is_Symbol", False) else name


def names_of(var: Any, at: Mapping[str, Any]) -> tuple[str, ...]:
    """The names a formula may use: the variable and the parameters; InputError for what is no name."""
    for name in (var, *at):
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise InputError("variable", name, "a name of ASCII letters, digits and _, a letter first")
    if var in at:
        raise InputError("at", var, "parameters other than the variable of the limit")
    return (var, *at)


def tree_of(given: Any, names: tuple[str, ...], what: str) -> Any:
    """The SymPy expression of a string, a number or an expression; every symbol must have a value."""
    if isinstance(given, str):
        return parse(given, names)
    import sympy

    if isinstance(given, (int, Fraction)) and not isinstance(given, bool):
        return sympy.Rational(given)
    if not isinstance(given, sympy.Expr):
        raise InputError(what, given, "a formula string or a SymPy expression")
    free = {symbol.name for symbol in given.free_symbols} - set(names)
    if free:
        raise InputError(
            what, given, f"a formula in {', '.join(names)}; give {', '.join(sorted(free))} a value by `at`"
        )
    return given


def start_of(start: Any, claimed: Any, approach: Approach) -> str:
    """Where the way to the limit starts, as a value of the small parameter.

    A claimed range that begins further out than usual takes the start with it.
    """
    usual = Fraction(START)
    if start is None or start == "":
        reached = Fraction(0) if claimed is None or claimed == "" else small_of("claimed_range", claimed, approach)
        return str(max(usual, reached) if reached <= 1 else usual)
    small = small_of("start", start, approach)
    if not 0 < small <= 1:
        raise InputError("start", start, f"a value of {approach.variable} with 0 < {approach.small} <= 1")
    return str(small)


def small_of(name: str, given: Any, approach: Approach) -> Fraction:
    """A value of the variable as a value of the small parameter; not positive for one that is not on the way."""
    value = exact_number(name, given)
    if not isinstance(value, Fraction):
        raise InputError(name, given, f"a rational value of {approach.variable}")
    if approach.point is None:
        return approach.direction / value if value else Fraction(0)
    point = Fraction(str(Expression(approach.point).value({}, CONSTANT_DIGITS).number))
    return (value - point) * approach.direction


def count_of(given: Any) -> int:
    """How many terms are claimed, 0 for all."""
    if given is None or given == "all":
        return 0
    try:
        count = -1 if isinstance(given, bool) else operator.index(given)
    except TypeError:
        count = -1
    if count < 1:
        raise InputError("terms", given, '"all" or an integer from 1 on')
    return count


def constant(name: str, given: Any, names: tuple[str, ...] = (), values: Mapping[str, Any] | None = None) -> str:
    """A claimed number as text: as it was written, or evaluated if it is a formula."""
    if given is None or given == "":
        return ""
    text = str(given).strip()
    if _NUMBER.fullmatch(text):
        return text
    tree = tree_of(given, names, name)
    fixed = {key: value for key, value in (values or {}).items() if key in names}
    return str(Expression(tree).value(fixed, CONSTANT_DIGITS).number)


def remainder_law(remainder: Any, names: tuple[str, ...], var: str) -> Expression | None:
    """The remainder as a formula of the variable; None if it is a number or not claimed."""
    if remainder is None:
        return None
    tree = tree_of(remainder if not isinstance(remainder, float) else str(remainder), names, "remainder")
    return Expression(tree) if var in {symbol.name for symbol in tree.free_symbols} else None


def range_of(claimed: Any, approach: Approach, start: str) -> str:
    """The claimed end of the range, a value of the variable, as a value of the small parameter."""
    if claimed is None or claimed == "":
        return ""
    small = small_of("claimed_range", claimed, approach)
    if not 0 < small <= Fraction(start):
        accepted = f"a value of {approach.variable} on the way to the limit, 0 < {approach.small} <= {start}"
        raise InputError("claimed_range", claimed, accepted)
    return str(small)
