"""Whether the claims on a formula notice that it is another one. Every claim's oracle is sampled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

import mpmath
from mpmath.ctx_mp import MPContext

from higgs_sym.arithmetic.symbolic_backend import SymbolicBackend
from higgs_sym.check import verify
from higgs_sym.conventions import SYMBOLS, symbol
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.inputs import exact
from higgs_sym.judging.registered import approximation
from higgs_sym.judging.sampling import Memory
from higgs_sym.judging.terms import Row, read
from higgs_sym.records import Claim, Formula, Kind, Verdict
from higgs_sym.registry import CLAIMS
from tests.mutants.mutate import Mutant, mutants

DIGITS = 60  # of a mutant's value; more than any difference that a claim resolves
FAR = ("1e-200", "1e-400")  # x at which every order stands alone, but for logarithms
FAR_DIGITS = 2000
SHOWN = "1e-6"
CLOSER = "0.8"  # ln x doubles from one to the other: a quotient that tends to one like 1/ln x comes closer by half
NEGLIGIBLE = "1e-9"


@dataclass(frozen=True)
class Score:
    """What the claims on one formula noticed."""

    formula: str
    mutants: int
    differing: int  # those that differ from the formula at some order that a claim speaks of
    survivors: tuple[str, ...]  # the differing ones that no claim noticed

    @property
    def killed(self) -> int:
        return self.differing - len(self.survivors)


def score(formula: Formula, claims: list[Claim] | None = None, every: int = 1) -> Score:
    """The score of a formula's claims, the registered ones if none are given; `every`: of every so manyth mutant."""
    claims = [claim for claim in CLAIMS if claim.formula == formula.id] if claims is None else claims
    courts = [Court(claim, formula) for claim in claims]
    made = mutants(formula)[::every]
    differing = [mutant for mutant in made if any(court.differs(mutant) for court in courts)]
    survivors = [mutant for mutant in differing if not any(court.kills(mutant) for court in courts)]
    return Score(formula.id, len(made), len(differing), tuple(mutant.mistake for mutant in survivors))


class Court:
    """One claim, what its oracle has said, and the verdict on the formula as it stands."""

    def __init__(self, claim: Claim, formula: Formula) -> None:
        self.claim = replace(claim, derivation=None)
        self.leading = replace(self.claim, terms=1)
        self.formula = formula
        self.memory = Memory(claim.oracle)
        self.original = self._verdict(self.claim, formula)
        self.original_leading = self._verdict(self.leading, formula)
        self.last = None if claim.exact else self._last()

    def differs(self, mutant: Mutant) -> bool:
        """Whether the mutant is another formula at one of the orders that the claim speaks of."""
        if self.claim.exact:
            points = [mpmath.mpf(1) / 32, mpmath.mpf(1) / 1000]
            return any(self._quotient(mutant, x, DIGITS // 2) not in (None, 1) for x in points)
        first, last = (self._off(mutant, mpmath.mpf(x)) for x in FAR)
        if first is None or last is None:
            return True  # not real, not finite: certainly another one
        return bool(last > max(mpmath.mpf(NEGLIGIBLE), mpmath.mpf(CLOSER) * first))

    def kills(self, mutant: Mutant) -> bool:
        """Whether the verdict is another one: of another kind, or with numbers further off than their error bars.

        The leading law is asked first, which is quick; the other terms only where that is the same.
        """
        formula = _formula(self.formula, mutant)
        if _another(self._verdict(self.leading, formula), self.original_leading):
            return True
        return self.claim.terms != 1 and _another(self._verdict(self.claim, formula), self.original)

    def _verdict(self, claim: Claim, formula: Formula) -> Verdict:
        return verify(claim, formula=formula, memory=self.memory, ranges=bool(claim.claimed_range))

    def _last(self) -> Row | None:
        """The smallest term that the claim speaks of; None if that is the leading law."""
        if self.claim.terms == 1:
            return None
        rows = read(approximation(self.claim, self.formula)).rows
        return rows[: self.claim.terms or len(rows)][-1] if len(rows) > 1 else None

    def _off(self, mutant: Mutant, x: Any) -> Any | None:
        """|mutant - formula| against the smallest term claimed, at x; None where the mutant has no real value."""
        context = MPContext()
        context.dps = FAR_DIGITS
        values = self.claim.limit.path(context.convert(x))
        whole = _value(_tree(self.formula), values, DIGITS)
        size = whole if self.last is None else self.last.effect(context.convert(x))
        if whole is None or not size:
            return None
        digits = DIGITS + max(0, int(context.log10(abs(context.convert(whole) / context.convert(size)))))
        one, other = _value(mutant.tree, values, digits), _value(_tree(self.formula), values, digits)
        if one is None or other is None:
            return None
        return mpmath.mpf(abs((context.convert(one) - context.convert(other)) / context.convert(size)))

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


def _another(found: Verdict, original: Verdict) -> bool:
    """Whether two verdicts are not the same."""
    if found.kind is not original.kind:
        return True
    if original.kind is Kind.WRONG_PREFACTOR:
        bars = mpmath.mpf(found.prefactor_error) + mpmath.mpf(original.prefactor_error)
        return bool(abs(mpmath.mpf(found.prefactor_ratio) - mpmath.mpf(original.prefactor_ratio)) > bars)
    if original.kind is Kind.WRONG_ORDER:
        fields = ("formula_order", "formula_logarithm", "formula_prefactor")
        return not all(_alike(getattr(original, name), getattr(found, name)) for name in fields)
    return False


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
        if isinstance(lib, SymbolicBackend):
            return mutant.tree.xreplace(dict(zip(map(symbol, formula.variables), values, strict=True)))
        number = _value(mutant.tree, dict(zip(formula.variables, values, strict=True)), DIGITS)
        if number is None:
            raise AccuracyError(f"{mutant.mistake}: no real value")
        return number

    return replace(formula, body=body)
