"""A number -> the closed form that explains it, if the evidence is good: `recognise`.

Sums of a few constants, products of powers, rational multiples of both. A form found is believed if the digits it
matches exceed the digits it spends (see `coding`) by `SURPLUS`; where more digits of the number can be had, it must
match those too. *Recognised* is evidence with a stated chance of coincidence, never a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.recognition import coding
from higgs_sym.recognition.constants import (
    ADDITIVE,
    FACTORS,
    FAMILIES,
    OUTSIDE,
    PRIMES,
    QUADRATIC,
    WIDE,
    Constant,
    given,
    outside,
)  # fmt: skip
from higgs_sym.recognition.relations import Proposal, products, scaled_rational, sums

SURPLUS = 6.0  # digits
RETEST = 20  # more digits than a form was found with
ENOUGH = 9.0  # surplus at which no further search is worth its time
CERTAIN = 20.0  # the same, of numbers known to many digits
PER_CONSTANT = 3  # digits that each further constant in a lattice needs
LEAST = 6  # digits below which nothing can be recognised
SPECIAL = 6  # how many of the factors are tried in pairs and with thirds

Refine = Callable[[int], Any]


@dataclass(frozen=True)
class Recognition:
    """A closed form and what speaks for it."""

    expression: Any  # SymPy
    digits: int  # to which number and form agree
    spent: float  # digits that writing the form down takes
    retested: int  # digits beyond those it was found with; 0 if no more could be had

    @property
    def text(self) -> str:
        """In the formula grammar."""
        return str(self.expression)

    @property
    def surplus(self) -> float:
        """Digits that the form does not explain by its own length."""
        return self.digits - self.spent

    @property
    def chance(self) -> str:
        """Bound of the probability that a random number matches some form this short so well."""
        return f"1e-{int(self.surplus)}"

    @property
    def evidence(self) -> str:
        """In words."""
        more = f", {self.retested} of them not used in the search" if self.retested else ""
        cost = f"the form spends {self.spent:.0f}, chance {self.chance}"
        return f"recognised, not proven: {self.digits} digits agree{more}; {cost}"

    def __str__(self) -> str:
        return self.text


def recognise(
    value: Number, digits: int, basis: Iterable[str] | None = None, *, refine: Refine | None = None, plain: bool = False
) -> Recognition | None:
    """The closed form of a real number known to `digits` digits, or None.

    `value` is an mpmath number. `basis` names constants of the problem beside the usual ones, as formulas without
    symbols: "gap(1/10)", "log(1/10)". `refine(n)` gives the number to n digits: what is found must then match at
    least 20 digits more than were used to find it. With `plain`, only rational multiples of roots and of powers of pi
    are tried: a matter of a millisecond, to any number of digits.
    """
    digits = min(digits, 4 * MAX_DIGITS)
    if digits < LEAST or not value:
        return None
    found = _best(value, digits, given(basis or ()), plain)
    if found is None:
        return None
    if refine is None:
        return _recognition(found, digits, 0)
    more = digits + RETEST
    if not agrees(refine(more), found, more):
        return None
    return _recognition(found, more, RETEST)


def agrees(value: Any, form: Proposal, digits: int) -> bool:
    """Whether a number known to so many digits is the value of a form."""
    other = form.number(digits + 5)
    return bool(abs(other.context.convert(value) - other) <= abs(other) * other.context.mpf(10) ** -digits)


def _best(value: Number, digits: int, names: Sequence[Constant], plain: bool) -> Proposal | None:
    best: Proposal | None = None
    enough = ENOUGH if plain else min(max(ENOUGH, digits / 2), CERTAIN)
    for proposal in (_rationals if plain else _proposals)(value, digits, names):
        good = digits - proposal.cost >= SURPLUS and (best is None or proposal.cost < best.cost)
        if good and (plain or agrees(value, proposal, digits)):  # a fraction is made so that it does
            best = proposal
            if digits - best.cost >= enough:
                break
    return best


def _proposals(value: Any, digits: int, names: Sequence[Constant]) -> Iterator[Proposal]:
    """From the cheap to the dear."""
    yield from _rationals(value, digits, names)
    for bases in _product_bases(digits, names):
        proposal = products(value, digits, bases)
        if proposal is not None:
            yield proposal
    for rank, factor in enumerate(_outsides(names)):
        for family in _families(digits, names):
            proposal = sums(value, digits, family, factor, rank)
            if proposal is not None:
                yield proposal


def _rationals(value: Any, digits: int, names: Sequence[Constant]) -> Iterator[Proposal]:
    """A rational times a product that is likely: what large numerators and denominators need."""
    for rank, factors in enumerate(_monomials()):
        yield scaled_rational(value, digits, factors, coding.place(rank))
    for rank, name in enumerate(names):
        for power in (1, -1, 2, -2):
            for other, factors in enumerate(_monomials()[:5]):
                cost = coding.place(rank) + coding.place(other) + coding.integer(power)
                yield scaled_rational(value, digits, ((name, Fraction(power)), *factors), cost)


@lru_cache(maxsize=1)
def _monomials() -> tuple[tuple[tuple[Constant, Fraction], ...], ...]:
    pi, half, third = FACTORS[0], Fraction(1, 2), Fraction(1, 3)
    two, three, five = PRIMES[:3]
    powers = [(), ((pi, Fraction(1)),), ((pi, half),), ((pi, -half),), ((pi, Fraction(-1)),), ((pi, Fraction(2)),)]
    roots = [(), ((two, half),), ((three, half),), ((two, half), (three, half)), ((five, half),)]
    thirds = [((two, third),), ((two, 2 * third),), ((three, third),), ((three, 2 * third),)]
    far = [((pi, half * k),) for k in (3, -3, -4, 5, -5, 6, -6, 8, -8)]
    made = [(*power, *root) for root in roots for power in powers]
    return tuple(sorted(made, key=len)) + tuple(thirds) + tuple(far)


def _product_bases(digits: int, names: Sequence[Constant]) -> Iterator[list[tuple[int, Constant]]]:
    """Bases of products: small primes, pi, and one or two constants more; as many as the digits can carry."""
    count = max(2, min(len(PRIMES), digits // PER_CONSTANT - 2))
    common = [*enumerate(PRIMES[:count]), (2, FACTORS[0])]
    ranked = [*enumerate(names, 2), *enumerate(FACTORS[1:], 3)]
    yield common
    for each in ranked:
        yield [*common, each]
    if digits >= (len(common) + 3) * PER_CONSTANT:
        likely = [*ranked[: len(names)], *ranked[len(names) : len(names) + SPECIAL]]
        for pair in combinations(likely, 2):
            yield [*common, *pair]


def _outsides(names: Sequence[Constant]) -> list[Constant | None]:
    own = [made for name in names for made in (name, *given((f"1/({name.text})",)))]
    return [None, *(outside(text) for text in OUTSIDE[1:]), *own]


def _families(digits: int, names: Sequence[Constant]) -> Iterator[list[tuple[int, Constant]]]:
    ranks = {constant.text: (rank, constant) for rank, constant in enumerate(ADDITIVE)}
    own = list(enumerate(names, 1))
    size = max(2, digits // PER_CONSTANT - 1)
    families: list[tuple[str, ...]] = [*FAMILIES]
    if digits >= (len(WIDE) + 2) * PER_CONSTANT:
        families += [WIDE, QUADRATIC]
    for family in families:
        yield [ranks[text] for text in family][:size]
    for each in own:
        yield [ranks["1"], each, ranks["pi"], ranks["log(2)"]][:size]
    if len(own) > 1:
        yield [ranks["1"], *own][:size]


def _recognition(form: Proposal, digits: int, retested: int) -> Recognition:
    return Recognition(_expression(form), digits, form.cost, retested)


def _expression(form: Proposal) -> Number:
    import sympy

    total = sympy.Add(*(sympy.Rational(q.numerator, q.denominator) * c.expression() for q, c in form.terms))
    for base, power in form.factors:
        total *= base.expression() ** sympy.Rational(power.numerator, power.denominator)
    return total
