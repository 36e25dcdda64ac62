"""Integer relations by lattice reduction (LLL on exact integer matrices): what a number may be made of.

Every function here only proposes: (digits spent, SymPy-ready pieces). Whether a proposal is believed is decided in
`closed_form`, by the same measure for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.convert import to_fraction, to_mp
from higgs_sym.arithmetic.types import Context, Number, Real
from higgs_sym.recognition import coding
from higgs_sym.recognition.constants import Constant

LARGEST_ROOT = 12  # of a product: v^12 may be rational
MOST_TERMS = 5


@dataclass(frozen=True)
class Proposal:
    """A closed form: `factor` times the sum of coefficient x constant, or to the power 1/root of a product."""

    cost: float
    terms: tuple[tuple[Fraction, Constant], ...] = ()
    factors: tuple[tuple[Constant, Fraction], ...] = ()  # (base, exponent)

    def number(self, digits: int) -> Any:
        """Its value."""
        work = self.work(digits)
        total = work.mpf(1)
        if self.terms:
            total = work.fsum(_multiple(q, c, digits, work) for q, c in self.terms)
        for base, power in self.factors:
            total *= work.convert(base.number(digits)) ** (work.mpf(power.numerator) / power.denominator)
        return total

    @staticmethod
    def work(digits: int) -> Any:
        """The context that values of that many digits live in."""
        from higgs_sym.results import context

        return context(digits + 15)


def _multiple(factor: Fraction, constant: Constant, digits: int, work: Context) -> Any:
    number = to_mp(factor, work)
    return number if constant is _ONE else number * work.convert(constant.number(digits))


def rational(value: Number, digits: int) -> Fraction:
    """The simplest fraction within 10^-digits (relative) of a number."""
    centre = to_fraction(value)
    width = abs(centre) / 10**digits
    return _simplest(centre - width, centre + width)


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator between two of one sign."""
    if low < 0:
        return -_simplest(-high, -low)
    # The continued fraction as far as both agree, in integers: a/b and c/d are what is left of the two.
    (a, b), (c, d) = low.as_integer_ratio(), high.as_integer_ratio()
    steps = []
    while True:
        whole, rest = divmod(a, b)
        if not rest or (whole + 1) * d <= c:
            steps.append(whole if not rest else whole + 1)
            break
        steps.append(whole)
        a, b, c, d = d, c - whole * d, b, rest
    numerator, denominator = steps.pop(), 1
    for whole in reversed(steps):
        numerator, denominator = whole * numerator + denominator, numerator
    return Fraction(numerator, denominator)


def shortest(numbers: Sequence[Any], scale: int) -> list[int]:
    """The shortest integer relation that LLL finds between numbers given to `scale` decimal places."""
    import flint

    size = len(numbers)
    work = numbers[0].context
    factor = work.mpf(10) ** scale
    rows = flint.fmpz_mat(size, size + 1)
    for i, number in enumerate(numbers):
        rows[i, i] = 1
        rows[i, size] = int(work.nint(number * factor))
    first = rows.lll()
    return [int(first[0, j]) for j in range(size)]


def sums(value: Real, digits: int, family: Sequence[tuple[int, Constant]], factor: Constant | None, place: int) -> Any:
    """value = factor x (sum of rationals times the constants of a family, given with their ranks); None if none."""
    work = Proposal.work(digits)
    unit = work.mpf(1) if factor is None else work.convert(factor.number(digits))
    scaled = work.convert(value) / unit
    numbers = [work.mpf(1), *(work.convert(c.number(digits)) / scaled for _, c in family)]
    found = shortest(numbers, digits)
    if not found[0] or not any(found[1:]) or sum(map(bool, found)) > MOST_TERMS + 1:
        return None
    cost = coding.integer(found[0]) - coding.SIGN + coding.relation(found[1:], [r for r, _ in family])
    terms = tuple((Fraction(-q, found[0]), c) for q, (_, c) in zip(found[1:], family, strict=True) if q)
    outside = () if factor is None else ((factor, Fraction(1)),)
    return Proposal(cost + coding.place(place), terms, outside)


def products(value: Real, digits: int, bases: Sequence[tuple[int, Constant]]) -> Proposal | None:
    """|value| = product of rational powers of the bases (given with their ranks); None if none is found."""
    work = Proposal.work(digits)
    logs = [work.log(abs(work.convert(value))), *(work.log(work.convert(c.number(digits))) for _, c in bases)]
    if not abs(logs[0]) > work.mpf(10) ** (1 - digits):
        return None
    found = shortest(logs, digits)
    root = abs(found[0])
    if not 0 < root <= LARGEST_ROOT:
        return None
    powers = [Fraction(-q, found[0]) for q in found[1:]]
    named = [(power, rank) for power, (rank, _) in zip(powers, bases, strict=True) if power]
    cost = coding.SIGN + coding.place(max(0, len(named) - 1))
    cost += sum(coding.fraction(power.numerator, power.denominator) + coding.place(rank) for power, rank in named)
    sign = Fraction(1 if value > 0 else -1)
    factors = tuple((c, power) for power, (_, c) in zip(powers, bases, strict=True) if power)
    return Proposal(cost, ((sign, _ONE),), factors)


def scaled_rational(value: Any, digits: int, factors: Iterable[tuple[Constant, Fraction]], cost: float) -> Proposal:
    """value = simplest fraction x product of the factors; `cost` is what naming the factors took."""
    work = Proposal.work(digits)
    pairs = tuple(factors)
    unit = work.fprod(work.convert(c.number(digits)) ** (work.mpf(p.numerator) / p.denominator) for c, p in pairs)
    number = rational(work.convert(value) / unit, digits)
    return Proposal(cost + coding.fraction(number.numerator, number.denominator), ((number, _ONE),), pairs)


_ONE = Constant("1", lambda c: c.mpf(1))
