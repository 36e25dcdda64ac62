"""Registered formulas as trees whose terms can be judged; what a formula abbreviates by a name stays closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym.arithmetic.convert import to_fraction
from higgs_sym.arithmetic.symbolic_backend import parts
from higgs_sym.arithmetic.types import Number
from higgs_sym.conventions import SYMBOLS
from higgs_sym.evaluation.expression import Expression
from higgs_sym.inputs import exact
from higgs_sym.judging.partials import Approximation, Partial
from higgs_sym.parsing.grammar import parse
from higgs_sym.parsing.landau import Landau, split
from higgs_sym.records import Claim, Formula

DIGITS = 2500  # of the path far out
SMALL = "x"  # how the small parameter is called in what a claim states
PROBES = (-10, -12)  # powers of two at which it is seen which variables change: numbers of few bits, as all on the way


def approximation(claim: Claim, formula: Formula) -> Approximation:
    """The formula of a claim along its limit; HiggsSymError where it cannot be had as an expression."""
    (_, tree), *named = parts(formula)
    definitions = {symbol.name: Expression(value) for symbol, value in reversed(named)}
    context = MPContext()
    context.dps = DIGITS
    one, other = (_numbers(claim, formula, context.ldexp(context.one, power)) for power in PROBES)
    varying = {name for name in one if one[name] != other[name]}
    for name, expression in definitions.items():
        if any(symbol.name in varying for symbol in expression.tree.free_symbols):
            varying.add(name)

    def values(s: Number) -> Mapping[str, Any]:
        return {**_numbers(claim, formula, context.mpf(s)), **definitions}

    return Approximation(tree, values, frozenset(varying))


def stated(claim: Claim) -> tuple[Landau, Partial] | None:
    """The remainder that a claim states, and its size; None if it states none."""
    landau = split(f"{SMALL} + {claim.stated}")[1] if claim.stated else None
    if landau is None:
        return None
    return landau, Partial(parse(landau.text, (SMALL,)), lambda s: {SMALL: _exact(SMALL, s)})


def _numbers(claim: Claim, formula: Formula, s: Number) -> dict[str, Any]:
    path = claim.limit.path(s)
    return {SYMBOLS[name][0]: _exact(name, path[name]) for name in formula.variables}


def _exact(name: str, value: Any) -> Any:
    return to_fraction(value) if hasattr(value, "_mpf_") else exact(name, value)
