"""Whether the claims on a formula notice that it is another one. Every claim's oracle is sampled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

import mpmath

from higgs_sym.check import verify
from higgs_sym.conventions import SYMBOLS
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.inputs import exact
from higgs_sym.judging.sampling import Memory
from higgs_sym.records import Claim, Formula, Kind, Verdict
from higgs_sym.registry import CLAIMS
from tests.mutants.mutate import Mutant, mutants

DIGITS = 60  # of a mutant's value; more than any difference that a claim resolves
FAR = ("1e-200", "1e-400")  # x at which the leading order stands alone, but for logarithms
FAR_DIGITS = 900
SHOWN = "1e-6"
CLOSER = "0.8"  # ln x doubles from one to the other: a quotient that tends to one like 1/ln x comes closer by half
NEGLIGIBLE = "1e-9"


@dataclass(frozen=True)
class Score:
    """What the claims on one formula noticed."""

    formula: str
    mutants: int
    differing: int  # those that differ from the formula at the leading order of some claim
    survivors: tuple[str, ...]  # the differing ones that no claim noticed

    @property
    def killed(self) -> int:
        return self.differing - len(self.survivors)


def score(formula: Formula, claims: list[Claim] | None = None) -> Score:
    """The score of a formula's claims, the registered ones if none are given."""
    claims = [claim for claim in CLAIMS if claim.formula == formula.id] if claims is None else claims
    courts = [Court(claim, formula) for claim in claims]
    every = mutants(formula)
    differing = [mutant for mutant in every if any(court.differs(mutant) for court in courts)]
    survivors = [mutant for mutant in differing if not any(court.kills(mutant) for court in courts)]
    return Score(formula.id, len(every), len(differing), tuple(mutant.mistake for mutant in survivors))


class Court:
    """One claim, what its oracle has said, and the verdict on the formula as it stands."""

    def __init__(self, claim: Claim, formula: Formula) -> None:
        self.claim = replace(claim, derivation=None)
        self.formula = formula
        self.memory = Memory(claim.oracle)
        self.original = self._verdict(formula)

    def differs(self, mutant: Mutant) -> bool:
        """Whether the mutant is another formula at the order that the claim speaks of."""
        if self.claim.exact:
            points = [mpmath.mpf(1) / 32, mpmath.mpf(1) / 1000]
            return any(self._quotient(mutant, x, DIGITS // 2) not in (None, 1) for x in points)
        with mpmath.workdps(FAR_DIGITS):
            first, last = (self._quotient(mutant, mpmath.mpf(x), DIGITS) for x in FAR)
            if first is None or last is None:
                return True  # not real, not finite: certainly another one
            limit = max(mpmath.mpf(NEGLIGIBLE), mpmath.mpf(CLOSER) * abs(first - 1))
            return bool(abs(last - 1) > limit)

    def kills(self, mutant: Mutant) -> bool:
        """Whether the verdict is another one: of another kind, or with numbers further off than their error bars."""
        found, original = self._verdict(_formula(self.formula, mutant)), self.original
        if found.kind is not original.kind:
            return True
        if original.kind is Kind.WRONG_PREFACTOR:
            bars = mpmath.mpf(found.prefactor_error) + mpmath.mpf(original.prefactor_error)
            return bool(abs(mpmath.mpf(found.prefactor_ratio) - mpmath.mpf(original.prefactor_ratio)) > bars)
        if original.kind is Kind.WRONG_ORDER:
            fields = ("formula_order", "formula_logarithm", "formula_prefactor")
            return not all(_alike(getattr(original, name), getattr(found, name)) for name in fields)
        return False

    def _verdict(self, formula: Formula) -> Verdict:
        return verify(self.claim, formula=formula, memory=self.memory, ranges=bool(self.claim.claimed_range))

    def _quotient(self, mutant: Mutant, x: Any, digits: int) -> Any | None:
        """mutant/formula at x, rounded to `digits`; None if one of them has no real value there."""
        with mpmath.workdps(FAR_DIGITS):
            values = self.claim.limit.path(x)
        one, other = _value(mutant.tree, values, digits), _value(_tree(self.formula), values, digits)
        if one is None or other is None or not other:
            return None
        with mpmath.workdps(digits):
            quotient = mpmath.mpf(one) / mpmath.mpf(other)
            return mpmath.mpf(1) if abs(quotient - 1) < mpmath.mpf(10) ** (3 - digits) else quotient


def _alike(one: str, other: str) -> bool:
    """Whether two measured numbers are the same, as far as a verdict shows them; both may be missing."""
    if not one or not other:
        return one == other
    one, other = (str(float(Fraction(each))) if "/" in each else each for each in (one, other))
    return bool(abs(mpmath.mpf(one) - mpmath.mpf(other)) <= mpmath.mpf(SHOWN) * (1 + abs(mpmath.mpf(one))))


@cache
def _expression(tree: Any) -> Expression:
    return Expression(tree)


@cache
def _tree_of(identifier: str, body: Any, variables: tuple[str, ...]) -> Any:
    from higgs_sym.arithmetic.symbolic_backend import BACKEND
    from higgs_sym.conventions import symbol

    return body(BACKEND, *(symbol(name) for name in variables))


def _tree(formula: Formula) -> Any:
    return _tree_of(formula.id, formula.body, formula.variables)


def _value(tree: Any, values: Mapping[str, Any], digits: int) -> Any | None:
    known = {SYMBOLS[name][0]: exact(name, value) for name, value in values.items() if name in SYMBOLS}
    try:
        return _expression(tree).value(known, digits).number
    except AccuracyError:
        return None


def _formula(formula: Formula, mutant: Mutant) -> Formula:
    def body(lib: Any, *values: Any) -> Any:
        number = _value(mutant.tree, dict(zip(formula.variables, values, strict=True)), DIGITS)
        if number is None:
            raise AccuracyError(f"{mutant.mistake}: no real value")
        return number

    return replace(formula, body=body)
