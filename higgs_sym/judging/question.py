"""Anybody's approximation as a claim: strings or SymPy expressions -> two sides and a limit."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.inputs import exact as exact_number
from higgs_sym.judging.certificates import BallSide
from higgs_sym.judging.sampling import Side
from higgs_sym.judging.terms import Approximation, Partial
from higgs_sym.judging.wording import Naming
from higgs_sym.parsing.grammar import parse
from higgs_sym.parsing.landau import Landau, split
from higgs_sym.records import Claim, Limit

SMALL = "small parameter"  # its name among the values; no formula can contain it
START = "1/16"
RATIO, SAMPLES = 8, 14
CONSTANT_DIGITS = 40
PLAIN_DIGITS = 300  # of an exact side without integrals, sums and quantities
LONGEST = 4000  # bits of a small parameter that is handed on as a fraction
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?(/\d+)?", re.ASCII)


@dataclass(frozen=True)
class Question:
    """A claim with both its sides, and how its small parameter is called."""

    claim: Claim
    approximation: Side
    approximation_ball: BallSide | None
    small: str  # "delta", "1/x", "x - 2"
    to_variable: Callable[[Any], Any]  # small parameter -> variable, mpmath numbers
    formula: Approximation
    naming: Naming
    most_digits: int = MAX_DIGITS  # that the exact side can be asked for
    landau: Landau | None = None  # the remainder that the formula states, and its size
    landau_size: Partial | None = None
    part: Callable[[str], Question] | None = None  # the same question about "re" or "im" of both sides
    other: Question | None = None  # about the other side of a limit that has two


@dataclass(frozen=True)
class Approach:
    """How a variable tends to its limit: variable = point + direction s, or direction/s at infinity, s -> 0+."""

    variable: str
    point: Any | None  # SymPy expression; None at infinity
    direction: int

    @property
    def small(self) -> str:
        """The small parameter in terms of the variable."""
        if self.point is None:
            return f"1/{self.variable}" if self.direction > 0 else f"-1/{self.variable}"
        if self.point == 0:
            return self.variable if self.direction > 0 else f"-{self.variable}"
        return f"{self.variable} - ({self.point})" if self.direction > 0 else f"{self.point} - {self.variable}"

    @property
    def naming(self) -> Naming:
        """The same for laws in words."""
        if self.point is None:
            return Naming(self.variable if self.direction > 0 else f"-{self.variable}", -1)
        return Naming(self.small)

    def expression(self) -> Expression:
        """The variable as a function of the small parameter."""
        import sympy

        s = sympy.Symbol(SMALL)
        if self.point is None:
            return Expression(self.direction / s)
        return Expression(sympy.Add(self.point, self.direction * s, evaluate=False))

    def value(self, s: Any) -> Any:
        """The variable at an mpmath number s."""
        if self.point is None:
            return self.direction / s
        context = s.context
        point = Expression(self.point).value({}, CONSTANT_DIGITS).number if self.point != 0 else 0
        return context.convert(point) + self.direction * s


def pose(
    approx: Any,
    exact: Any,
    var: str,
    limit: str,
    *,
    at: Mapping[str, Any] | None = None,
    order: Any = None,
    prefactor: Any = None,
    remainder: Any = None,
    claimed_range: Any = None,
    start: Any = None,
    certify: bool = False,
    terms: Any = None,
    title: str = "claim",
) -> Question:
    """The question that `check.check` answers; parameters as there."""
    given = {
        "at": at, "order": order, "prefactor": prefactor, "remainder": remainder, "claimed_range": claimed_range,
        "start": start, "certify": certify, "terms": terms, "title": title,
    }  # fmt: skip
    text = str(limit).replace(" ", "")
    if text[-2:] == "oo" or text[-1:] in ("+", "-", ""):
        return _one_sided(approx, exact, var, limit, **given)
    sides = [_one_sided(approx, exact, var, text + sign, **_of_side(given, var, text + sign)) for sign in "+-"]
    return replace(sides[0], other=sides[1])


def _of_side(given: Mapping[str, Any], var: Any, limit: str) -> dict[str, Any]:
    """The arguments of one side of a limit: what lies on the other is said of the other."""
    approach = approaching(_letter(var), limit)

    def beyond(name: str) -> bool:
        value = given[name]
        return value is not None and value != "" and _small(name, value, approach) <= 0

    return {key: None if key in ("claimed_range", "start") and beyond(key) else value for key, value in given.items()}


def _one_sided(
    approx: Any,
    exact: Any,
    var: Any,
    limit: str,
    *,
    at: Mapping[str, Any] | None,
    order: Any,
    prefactor: Any,
    remainder: Any,
    claimed_range: Any,
    start: Any,
    certify: bool,
    terms: Any,
    title: str,
    part: str = "",
) -> Question:
    def of_part(name: str) -> Question:
        return _one_sided(
            approx, exact, var, limit, at=at, order=order, prefactor=prefactor, remainder=remainder,
            claimed_range=claimed_range, start=start, certify=certify, terms=terms, title=title, part=name,
        )  # fmt: skip

    stated: Landau | None = None
    text = approx
    if isinstance(approx, str):
        text, stated = split(approx)
    var, at = _letter(var), {_letter(name): value for name, value in (at or {}).items()}
    names = names_of(var, at or {})
    approach = approaching(var, limit)
    values = {var: approach.expression()}
    values |= {name: Expression(tree_of(text, (var,), f"at {name}")) for name, text in (at or {}).items()}
    approximation = Expression(_part(tree_of(text, names, "approx"), part))
    full = exact if _is_function(exact) else Expression(_part(tree_of(exact, names, "exact"), part))
    size = Partial(parse(stated.text, names), lambda s: _environment({SMALL: s}, values)) if stated else None
    law = _remainder_law(remainder, names, var)
    begin = _start(start, claimed_range, approach)
    claim = Claim(
        id=title,
        title=title,
        statement="",
        formula="",
        oracle=_of_function(full, approach) if _is_function(exact) else _number(full, values, certify),
        oracle_text="",
        limit=Limit(
            f"{var} -> {limit}", lambda s: {SMALL: s}, begin, RATIO, SAMPLES,
        ),
        order=_constant("order", order),
        claimed_range=_claimed_range(claimed_range, approach, begin),
        prefactor=_constant("prefactor", prefactor, names=tuple(at or {}), values=values),
        remainder="" if law else _constant("remainder", remainder),
        remainder_law=_number(law, values, False) if law else None,
        ball=None if _is_function(exact) else _ball(full, values, certify),
        terms=_terms(terms),
    )  # fmt: skip
    return Question(
        claim, _number(approximation, values, certify), _ball(approximation, values, certify), approach.small,
        approach.value, Approximation(approximation.tree, lambda s: _environment({SMALL: s}, values), _varying(values),
            None if _is_function(exact) else full.tree),
        approach.naming, MAX_DIGITS if _is_function(exact) or not _plain(full.tree) else PLAIN_DIGITS,
        stated, size, None if part or _is_function(exact) else of_part,
    )  # fmt: skip


def _part(tree: Any, part: str) -> Any:
    """The real or the imaginary part of a tree."""
    import sympy

    return {"re": sympy.re, "im": sympy.im}[part](tree, evaluate=False) if part else tree


def _plain(tree: Any) -> bool:
    """Whether a formula is made of functions only, which are cheap at any precision."""
    from sympy import Integral, Product, Sum, preorder_traversal
    from sympy.core.function import AppliedUndef

    return not tree.has(Integral, Sum, Product, AppliedUndef) and all(
        type(each).__module__.startswith("sympy.") for each in preorder_traversal(tree)
    )


def _is_function(exact: Any) -> bool:
    return callable(exact) and not hasattr(exact, "free_symbols")


def _letter(name: Any) -> Any:
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


def approaching(var: str, limit: Any) -> Approach:
    """How a variable tends to a limit given as text; InputError for what is none."""
    text = str(limit).replace(" ", "")
    if text in ("oo", "+oo", "-oo"):
        return Approach(var, None, -1 if text == "-oo" else 1)
    if len(text) < 2 or text[-1] not in "+-":
        raise InputError("limit", limit, '"0+", "0-", "0", "oo", "-oo", or a point, with its side or without: "pi/2-"')
    return Approach(var, parse(text[:-1]), 1 if text[-1] == "+" else -1)


def _start(start: Any, claimed: Any, approach: Approach) -> str:
    """Where the way to the limit starts, as a value of the small parameter.

    A claimed range that begins further out than usual takes the start with it.
    """
    usual = Fraction(START)
    if start is None or start == "":
        reached = Fraction(0) if claimed is None or claimed == "" else _small("claimed_range", claimed, approach)
        return str(max(usual, reached) if reached <= 1 else usual)
    small = _small("start", start, approach)
    if not 0 < small <= 1:
        raise InputError("start", start, f"a value of {approach.variable} with 0 < {approach.small} <= 1")
    return str(small)


def _small(name: str, given: Any, approach: Approach) -> Fraction:
    """A value of the variable as a value of the small parameter; not positive for one that is not on the way."""
    value = exact_number(name, given)
    if not isinstance(value, Fraction):
        raise InputError(name, given, f"a rational value of {approach.variable}")
    if approach.point is None:
        return approach.direction / value if value else Fraction(0)
    point = Fraction(str(Expression(approach.point).value({}, CONSTANT_DIGITS).number))
    return (value - point) * approach.direction


def _terms(given: Any) -> int:
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


def _constant(name: str, given: Any, names: tuple[str, ...] = (), values: Mapping[str, Any] | None = None) -> str:
    """A claimed number as text: as it was written, or evaluated if it is a formula."""
    if given is None or given == "":
        return ""
    text = str(given).strip()
    if _NUMBER.fullmatch(text):
        return text
    tree = tree_of(given, names, name)
    fixed = {key: value for key, value in (values or {}).items() if key in names}
    return str(Expression(tree).value(fixed, CONSTANT_DIGITS).number)


def _remainder_law(remainder: Any, names: tuple[str, ...], var: str) -> Expression | None:
    """The remainder as a formula of the variable; None if it is a number or not claimed."""
    if remainder is None:
        return None
    tree = tree_of(remainder if not isinstance(remainder, float) else str(remainder), names, "remainder")
    return Expression(tree) if var in {symbol.name for symbol in tree.free_symbols} else None


def _claimed_range(claimed: Any, approach: Approach, start: str) -> str:
    """The claimed end of the range, a value of the variable, as a value of the small parameter."""
    if claimed is None or claimed == "":
        return ""
    small = _small("claimed_range", claimed, approach)
    if not 0 < small <= Fraction(start):
        accepted = f"a value of {approach.variable} on the way to the limit, 0 < {approach.small} <= {start}"
        raise InputError("claimed_range", claimed, accepted)
    return str(small)


def _environment(variables: Mapping[str, Any], values: Mapping[str, Expression]) -> dict[str, Any]:
    return {SMALL: exact_small(variables[SMALL]), **values}


def exact_small(s: Any) -> Any:
    """An mpmath number as a fraction, or as an expression where that would be too long."""
    sign, man, exponent, _ = s._mpf_
    if not man or abs(exponent) <= LONGEST:
        return exact_number(SMALL, s)
    import sympy

    power = sympy.Pow(sympy.Integer(2), sympy.Integer(int(exponent)), evaluate=False)
    return Expression(sympy.Mul(sympy.Integer((-1) ** sign * int(man)), power, evaluate=False))


def _varying(values: Mapping[str, Expression]) -> frozenset[str]:
    """Names of what changes with the small parameter."""
    found = {SMALL}
    for name, value in values.items():
        if any(symbol.name in found for symbol in value.tree.free_symbols):
            found.add(name)
    return frozenset(found)


def _number(expression: Expression, values: Mapping[str, Expression], certify: bool) -> Side:
    return lambda variables, digits: expression.value(_environment(variables, values), digits, certify=certify).number


def _ball(expression: Expression, values: Mapping[str, Expression], certify: bool) -> BallSide:
    def value(variables: Mapping[str, Any], digits: int) -> Any:
        found = expression.value(_environment(variables, values), digits, certify=certify)
        if not found.proven:
            raise AccuracyError("the value is not proved")
        return found.ball

    return value


def _of_function(function: Any, approach: Approach) -> Side:
    def value(variables: Mapping[str, Any], digits: int) -> Any:
        return function(approach.value(variables[SMALL]), digits)

    return value
