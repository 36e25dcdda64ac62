"""What the package knows, as frozen records: sources, quantities, equations, formulas, derivations, claims, statements,
verdicts, figures.

A record carries no behaviour beyond validating itself: who computes, checks or prints it lives elsewhere.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.measured import Measured


@dataclass(frozen=True)
class Source:
    """Where a formula or statement stands: a BibTeX key of `references.bib` and the place inside."""

    key: str
    place: str = ""


@dataclass(frozen=True)
class Quantity:
    """A full (not approximated) quantity that users and claims can evaluate by name."""

    id: str
    function: Callable[..., Any]
    latex: str
    source: Source


@dataclass(frozen=True)
class Formula:
    """A closed-form approximation or identity, written once for every number type.

    `body(lib, *variables)` takes a backend first (see `arithmetic.base`), then the variables in order.
    """

    id: str
    title: str
    lhs: str  # LaTeX of the left-hand side
    variables: tuple[str, ...]  # names from conventions.SYMBOLS
    body: Callable[..., Any]
    domain: str
    source: Source
    reconstructed: bool = False
    sentences: tuple[str, ...] = ()  # the sentences of the source that a reconstructed formula satisfies
    no_claim: str = ""  # why no claim checks it, if none does
    dimension: int = 0  # of the left-hand side, as a power of energy: 1 for chi(t), 0 for chi(omega)
    uses: tuple[str, ...] = ()  # ids of formulas whose left-hand sides abbreviate parts of this one in print

    def __post_init__(self) -> None:
        if self.reconstructed and not self.sentences:
            raise HiggsSymError(f"formula {self.id}: reconstructed, but names no sentence of the source")


@dataclass(frozen=True)
class Equation:
    """A numbered equation of the source as it stands there, dimensions included, and what the package has on it.

    A closed form of numbers is a Formula under the same id instead; this record is for definitions, matrix
    equations and integrals, which have derivations.
    """

    id: str  # "eq:5"
    title: str
    latex: str  # with Delta, Gamma, D, hbar = k_B = 1 written out
    source: Source
    where: str = ""  # conditions, LaTeX
    text: str = ""  # what it says, in words; may hold $LaTeX$
    reconstructed: bool = False
    sentences: tuple[str, ...] = ()  # the sentences of the source that a reconstructed equation satisfies
    formulas: tuple[str, ...] = ()
    derivations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.reconstructed and not self.sentences:
            raise HiggsSymError(f"equation {self.id}: reconstructed, but names no sentence of the source")


@dataclass(frozen=True)
class Derivation:
    """A chain of machine-checked steps; `build()` returns the finished `steps.Chain`."""

    id: str
    title: str
    build: Callable[[], Any]
    source: Source


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
    remainder_law: Callable[..., Any] | None = None  # (variables, digits) -> claimed exact/approximation - 1
    ball: Callable[..., Any] | None = None  # ball(variables, digits) -> arb that provably contains the oracle's value
    terms: int = 0  # how many of the formula's terms are claimed, the largest first; 0 for all that are written

    def __post_init__(self) -> None:
        if self.claimed_range and Fraction(self.claimed_range) > Fraction(self.limit.start):
            raise HiggsSymError(f"claim {self.id}: no samples up to its claimed range {self.claimed_range}")


@dataclass(frozen=True)
class Sample:
    """One point on the way to the limit, as decimal strings so that it is the same everywhere."""

    x: str
    exact: str
    approx: str
    relative_error: str  # |exact/approximation - 1|; 0 where all digits compared agree


@dataclass(frozen=True)
class Term:
    """A row of a verdict: one written term, or several of the same size; the first is the leading law.

    `size` and `reason` are in the user's variable; `exponent` and `logarithm` refer to the small parameter x.
    """

    number: int  # from 1, the largest first
    written: str  # as the user wrote it: "-2/x**2"
    size: str  # "x^-2", "x^2 ln x", "exp(-2 x)", "x^(-1/2), oscillating"
    kind: Kind  # confirmed, undecided, or what is wrong with this term
    reason: str  # "written -2/x^2, measured -1.000000000(1)/x^2"
    ratio: Measured | None = None  # measured coefficient / written coefficient
    coefficient: Measured | None = None  # measured c of c x^exponent |ln x|^logarithm
    exponent: str = ""  # of the term as it is written, a fraction or a decimal; "" if it follows no power
    logarithm: str = ""
    digits: int = 0  # significant digits with which the term itself was seen in the exact quantity
    recognised: str = ""  # closed form of the measured coefficient where the written one is wrong; never a proof
    errors: tuple[str, ...] = ()  # |exact/partial sum up to this term - 1| at the samples of the verdict


@dataclass(frozen=True)
class Remainder:
    """What is left of the exact quantity after all claimed terms: text "2.000(1)/x^3", and what was claimed of it."""

    text: str  # in the user's variable; "none: all digits agree", "smaller than any power seen"
    kind: Kind = Kind.CONFIRMED  # of a claimed O(...) or o(...)
    reason: str = ""
    claimed: str = ""  # "O(x**3)" as the user wrote it
    coefficient: Measured | None = None
    exponent: str = ""  # in the small parameter
    logarithm: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the check of a claim found: decimal strings, in the rows Measured numbers; the same on every machine.

    A number that could not be measured is an empty string. An error bar is a bound, not a standard deviation.
    """

    claim: str
    kind: Kind
    reason: str
    claimed_order: str
    measured_order: str
    order_error: str
    prefactor_ratio: str  # exact/approximation in the limit, 1 if the prefactor is right
    prefactor_error: str
    remainder_order: str  # exponent of |exact/approx - 1|; "exact" if they agree to every digit
    range_1_percent: str  # the error stays below 1% for every x sampled up to here; "0" if it never does
    range_10_percent: str
    digits_agreed: int  # of exact and approximation: at the smallest x; for identities at every x
    working_digits: int
    evidence: str  # "proven by derivation", "certified at N points" or "measured"
    samples: tuple[Sample, ...] = field(repr=False)
    remainder_error: str = ""
    prefactor: str = ""  # measured c of exact ~ c x^measured_order |ln x|^logarithm
    logarithm: str = "0"  # measured exponent of |ln x|; empty if no law was recognised
    law: str = ""  # in words, where the exact quantity follows no power law
    formula_order: str = ""  # the same of the approximation, where it follows such a law
    formula_prefactor: str = ""
    formula_logarithm: str = ""
    digits_proven: int = 0  # of the agreement, by balls; as `digits_agreed`
    order_bracket: tuple[
        str, ...
    ] = ()  # certified bounds of the exact quantity's exponent between the last two samples
    remainder_bracket: tuple[str, ...] = ()  # the same of |exact/approx - 1|
    seed: int = 0  # of the control points
    terms: tuple[Term, ...] = ()  # one row a written term, the largest first
    remainder: Remainder | None = None
    variable: str = "x"  # how the user calls what tends to the limit
    small: str = "x"  # the small parameter in terms of it: "1/x", "x - 2"; exponents and samples refer to it
    side: str = ""  # of a two-sided limit: "+" or "-"
    other_side: Verdict | None = None
    cpu_seconds: float = field(default=0.0, compare=False)  # how long it took; not written to files

    def __post_init__(self) -> None:
        if self.kind is Kind.UNDECIDED and not self.reason:
            raise HiggsSymError(f"verdict on {self.claim}: undecided needs a reason")

    def __str__(self) -> str:
        """For `print`; everything else is in the fields."""
        lines = [f"{self.kind.value}: {self.reason} ({self.evidence})"]
        for row in self.terms if len(self.terms) > 1 else ():
            said = "" if row.reason in self.reason else f", {row.reason}"
            lines.append(f"  term {row.number}: {row.written}: {row.kind.value}{said}")
        holds = self.terms and self.terms[0].kind is Kind.CONFIRMED
        if holds and self.remainder and self.remainder.text:
            lines.append(f"  remainder: {self.remainder.text}")
        return "\n".join(lines)

    def __bool__(self) -> bool:
        raise TypeError("a verdict is neither true nor false: ask for verdict.confirmed, or compare verdict.kind")

    @property
    def confirmed(self) -> bool:
        """Whether everything that was claimed holds; undecided does not count."""
        return self.kind is Kind.CONFIRMED

    def plot(self) -> Any:
        """Both sides, and the error of every partial sum, as a matplotlib Figure that a notebook shows."""
        return _shown("plot", self)

    def _repr_html_(self) -> str:
        return str(_shown("html", self))

    def _repr_latex_(self) -> str:
        return str(_shown("latex", self))

    @property
    def order(self) -> Measured | None:
        """The exponent of the exact quantity in the small parameter."""
        return _measured(self.measured_order, self.order_error)

    @property
    def ratio(self) -> Measured | None:
        """exact/approximation in the limit."""
        return _measured(self.prefactor_ratio, self.prefactor_error)


def _shown(how: str, record: Any) -> Any:
    """What `higgs_sym.notebook` makes of a record: found by name, because all that prints lies above the records."""
    return getattr(importlib.import_module("higgs_sym.notebook"), how)(record)


def _measured(value: str, error: str) -> Measured | None:
    try:
        return Measured(Decimal(value), Decimal(error))
    except InvalidOperation:
        return None


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


@dataclass(frozen=True)
class Outcome:
    """Verdicts on claims, in the order they were asked for, and findings on statements by their ids."""

    verdicts: tuple[Verdict, ...] = ()
    findings: Mapping[str, Finding] = field(default_factory=dict)

    def kinds(self) -> dict[str, Kind]:
        """What was decided, by id of claim or statement."""
        decided = {verdict.claim: verdict.kind for verdict in self.verdicts}
        return decided | {key: finding.kind for key, finding in self.findings.items()}

    def reasons(self) -> dict[str, str]:
        """What it rests on, by id of claim or statement."""
        given = {verdict.claim: verdict.reason for verdict in self.verdicts}
        return given | {key: finding.reason for key, finding in self.findings.items()}

    def counts(self) -> dict[Kind, int]:
        """How many of each kind, every kind listed."""
        found = list(self.kinds().values())
        return {kind: found.count(kind) for kind in Kind}


@dataclass(frozen=True)
class Axis:
    """A parameter of a validity map and its range, logarithmic."""

    name: str  # from conventions.SYMBOLS
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low < self.high:
            raise HiggsSymError(f"axis {self.name}: a logarithmic range needs 0 < low < high")


@dataclass(frozen=True)
class ValidityMap:
    """A plane of two parameters in which approximations are compared with the full quantity, in double precision.

    `exact(first, second)` gets the values along either axis and returns an array [second, first].
    """

    id: str
    title: str  # may hold $LaTeX$
    formulas: tuple[str, ...]  # ids; each has the two axes among its variables and no others
    axes: tuple[Axis, Axis]  # horizontal, vertical
    exact: Callable[..., Any]


@dataclass(frozen=True)
class Figure:
    """A figure: `draw()` returns a matplotlib Figure."""

    id: str
    title: str
    caption: str
    draw: Callable[[], Any]
    source: Source
