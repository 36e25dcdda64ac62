"""Anybody's approximation as a claim: strings or SymPy expressions -> two sides and a limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging.approaches import SMALL, Approach, approaching, exact_small
from higgs_sym.judging.arguments import (
    constant,
    count_of,
    letter,
    names_of,
    range_of,
    remainder_law,
    small_of,
    start_of,
    tree_of,
)
from higgs_sym.judging.certificates import BallSide
from higgs_sym.judging.partials import Approximation, Partial
from higgs_sym.judging.sampling import Side
from higgs_sym.judging.wording import Naming
from higgs_sym.parsing.grammar import parse
from higgs_sym.parsing.landau import Landau, split
from higgs_sym.records import Claim, Limit

RATIO, SAMPLES = 8, 14
PLAIN_DIGITS = 300  # of an exact side without integrals, sums and quantities


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
class Claimed:
    """What is said beside the two formulas, as `check.check` takes it."""

    at: Mapping[str, Any] | None = None
    order: Any = None
    prefactor: Any = None
    remainder: Any = None
    claimed_range: Any = None
    start: Any = None
    certify: bool = False
    terms: Any = None
    title: str = "claim"

    def on(self, approach: Approach) -> Claimed:
        """The same of one side of a limit: what lies on the other is said of the other."""
        beyond = [
            name
            for name, value in (("claimed_range", self.claimed_range), ("start", self.start))
            if value is not None and value != "" and small_of(name, value, approach) <= 0
        ]
        left_out: dict[str, Any] = dict.fromkeys(beyond)
        return replace(self, **left_out)


@dataclass(frozen=True)
class _Asked:
    """Two sides and a limit that is approached from one side."""

    approx: Any
    exact: Any
    var: Any
    limit: str
    claimed: Claimed

    @property
    def approach(self) -> Approach:
        return approaching(self.var, self.limit)


def pose(approx: Any, exact: Any, var: str, limit: str, **claimed: Any) -> Question:
    """The question that `check.check` answers; parameters as there, those of `Claimed` by name."""
    given, name, text = Claimed(**claimed), letter(var), str(limit).replace(" ", "")
    if text[-2:] == "oo" or text[-1:] in ("+", "-", ""):
        return _one_sided(_Asked(approx, exact, name, limit, given))
    sides = [
        _one_sided(_Asked(approx, exact, name, text + sign, given.on(approaching(name, text + sign)))) for sign in "+-"
    ]
    return replace(sides[0], other=sides[1])


def _one_sided(asked: _Asked, part: str = "") -> Question:
    """The question about both sides, or about their real or imaginary part."""
    text, stated = split(asked.approx) if isinstance(asked.approx, str) else (asked.approx, None)
    at = {letter(name): value for name, value in (asked.claimed.at or {}).items()}
    names = names_of(asked.var, at)
    approach, certify = asked.approach, asked.claimed.certify
    values = {asked.var: approach.expression()}
    values |= {name: Expression(tree_of(value, (asked.var,), f"at {name}")) for name, value in at.items()}
    approximation = Expression(_part(tree_of(text, names, "approx"), part))
    function = _is_function(asked.exact)
    full = None if function else Expression(_part(tree_of(asked.exact, names, "exact"), part))
    formula = Approximation(
        approximation.tree, lambda s: _environment({SMALL: s}, values), _varying(values),
        None if full is None else full.tree,
    )  # fmt: skip
    return Question(
        claim=_claim(asked, full, names, values),
        approximation=_number(approximation, values, certify),
        approximation_ball=_ball(approximation, values, certify),
        small=approach.small,
        to_variable=approach.value,
        formula=formula,
        naming=approach.naming,
        most_digits=MAX_DIGITS if full is None or not _plain(full.tree) else PLAIN_DIGITS,
        landau=stated,
        landau_size=Partial(parse(stated.text, names), formula.values) if stated else None,
        part=None if part or function else lambda name: _one_sided(asked, name),
    )


def _claim(asked: _Asked, full: Expression | None, names: tuple[str, ...], values: Mapping[str, Expression]) -> Claim:
    """What is claimed; `full` is the exact side unless that is a function."""
    said, approach = asked.claimed, asked.approach
    law = remainder_law(said.remainder, names, asked.var)
    begin = start_of(said.start, said.claimed_range, approach)
    return Claim(
        id=said.title,
        title=said.title,
        statement="",
        formula="",
        oracle=_of_function(asked.exact, approach) if full is None else _number(full, values, said.certify),
        oracle_text="",
        limit=Limit(f"{asked.var} -> {asked.limit}", lambda s: {SMALL: s}, begin, RATIO, SAMPLES),
        order=constant("order", said.order),
        claimed_range=range_of(said.claimed_range, approach, begin),
        prefactor=constant("prefactor", said.prefactor, names=names[1:], values=values),
        remainder="" if law else constant("remainder", said.remainder),
        remainder_law=_number(law, values, False) if law else None,
        ball=None if full is None else _ball(full, values, said.certify),
        terms=count_of(said.terms),
    )


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


def _environment(variables: Mapping[str, Any], values: Mapping[str, Expression]) -> dict[str, Any]:
    return {SMALL: exact_small(variables[SMALL]), **values}


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
