"""What is said: claims on formulas, statements in words, and the kinds of answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.records.known import Source


class Kind(Enum):
    """The possible verdicts; undecided is never counted as passed. Statements without an order can be refuted."""

    CONFIRMED = "confirmed"
    WRONG_ORDER = "wrong order"
    WRONG_PREFACTOR = "wrong prefactor"
    WRONG_TERM = "wrong term"  # the leading law holds, a term written after it does not
    MISSING_TERM = "missing term"  # the exact quantity has one that is larger than the next written
    RANGE_OVERSTATED = "range overstated"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Limit:
    """A one-parameter approach to a limit: `path(x)` gives every variable of formula and oracle, x -> 0+.

    `start` is the largest x sampled; successive samples divide x by `ratio`.
    """

    text: str  # LaTeX, e.g. r"\delta\to 0^+,\ \zeta=1/10"
    path: Callable[[Any], Mapping[str, Any]]
    start: str = "1/16"
    ratio: int = 4
    samples: int = 14

    def __post_init__(self) -> None:
        if self.ratio < 2 or self.samples < 6:
            raise HiggsSymError("a limit needs ratio >= 2 and at least 6 samples")


@dataclass(frozen=True)
class Claim:
    """Formula x oracle x limit: what is said, against what, where, and the verdict on record."""

    id: str
    title: str
    statement: str  # prose, may hold $LaTeX$
    formula: str  # id of a Formula
    oracle: Callable[..., Any]  # oracle(variables: Mapping, digits: int) -> mpf; imports physics only
    oracle_text: str
    limit: Limit
    # claimed exponent of the leading term in x, exact ("1/2"), of the formula along the path; "" if none is claimed
    order: str
    exact: bool = False  # an identity: the two must agree to all digits at every sample
    claimed_range: str = ""  # largest x for which 10% is claimed, if the source says
    expectation: Kind = Kind.CONFIRMED
    hypothesis: str = ""
    derivation: str | None = None
    corrected_by: str | None = None  # formula id of the corrected law
    remark: str = ""
    prefactor: str = ""  # claimed c of exact ~ c x^order, a number
    remainder: str = ""  # claimed exponent of |exact/approximation - 1|
    stated: str = ""  # what is left after all terms, in x: "O(x**2)"; where logarithms blur the exponent above
    remainder_law: Callable[..., Any] | None = None  # (variables, digits) -> claimed exact/approximation - 1
    ball: Callable[..., Any] | None = None  # ball(variables, digits) -> arb that provably contains the oracle's value
    terms: int = 0  # how many of the formula's terms are claimed, the largest first; 0 for all that are written

    def __post_init__(self) -> None:
        if self.claimed_range and Fraction(self.claimed_range) > Fraction(self.limit.start):
            raise HiggsSymError(f"claim {self.id}: no samples up to its claimed range {self.claimed_range}")


@dataclass(frozen=True)
class Finding:
    """What the check of a statement found. Numbers are decimal strings; nothing depends on the machine."""

    kind: Kind
    reason: str
    evidence: str  # "proven by derivation", "certified at N points" or "measured"
    numbers: tuple[tuple[str, str], ...] = ()  # (what, value)

    def __post_init__(self) -> None:
        if not self.reason:
            raise HiggsSymError("a finding needs a reason")


@dataclass(frozen=True)
class Statement:
    """A sentence of the source that is not one formula in one limit, and the test that stands for it.

    `decide(digits)` is the test; digits=None leaves the precision to it.
    """

    id: str  # "s:4"
    title: str
    text: str  # what the source says, in our words; may hold $LaTeX$
    definition: str  # the operational definition: what exactly is tested
    decide: Callable[[int | None], Finding]
    source: Source
    expectation: Kind = Kind.CONFIRMED
    claims: tuple[str, ...] = ()  # claims that bear on it
    derivations: tuple[str, ...] = ()
    corrected: str = ""  # the corrected statement, if the source's does not hold
    hypothesis: str = ""  # what the finding rests on: vertex term, reconstruction
    remark: str = ""
