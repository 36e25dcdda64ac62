"""What was found: verdicts with their samples and rows, and everything of one run."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.measured import Measured
from higgs_sym.records.claimed import Finding, Kind


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


def _shown(how: str, record: Any) -> Any:
    """What `higgs_sym.notebook` makes of a record: found by name, because all that prints lies above the records."""
    return getattr(importlib.import_module("higgs_sym.notebook"), how)(record)


def _measured(value: str, error: str) -> Measured | None:
    try:
        return Measured(Decimal(value), Decimal(error))
    except InvalidOperation:
        return None
