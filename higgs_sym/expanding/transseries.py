"""Sums of series behind different exponentials: 1 - 2 exp(-2/s) + ..., exp(i/s) s^(1/2) (1 + ...) + its conjugate.

The parts of a `Trans` are `Formal` series, each behind a front of its own. A part that is known to some order hides
whatever is smaller than its remainder, other parts included; a part without terms is nothing but a remainder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.evaluation.budget import check
from higgs_sym.expanding import formal
from higgs_sym.expanding.formal import ZERO, Formal, Key, UnderivableError

MOST_PARTS = 24
MOST_EXPONENTIALS = 8  # powers of something exponentially small
PRECISION = 30  # digits to tell the sign of a constant with
FINE = 64  # denominators of orders beside powers that are no fractions


@dataclass(frozen=True)
class Trans:
    """The sum of the parts, each behind a front of its own; the largest first."""

    parts: tuple[Formal, ...]

    def single(self) -> Formal:
        """The one part there is."""
        if len(self.parts) != 1:
            raise UnderivableError("a sum of different exponentials")
        return self.parts[0]

    def plain(self) -> Formal:
        """The one part there is, which must have no exponential in front."""
        found = self.single()
        if found.front:
            raise UnderivableError("an exponential where none may be")
        return found

    def __add__(self, other: Trans) -> Trans:
        return gathered((*self.parts, *other.parts))

    def __mul__(self, other: Trans) -> Trans:
        check()
        return gathered(one * two for one in self.parts for two in other.parts)

    def scaled(self, factor: Number) -> Trans:
        """Times a constant."""
        return Trans(tuple(part.scaled(factor) for part in self.parts)) if factor != 0 else of_constant(factor)

    def conjugate(self) -> Trans:
        """With every coefficient and front conjugated."""
        return gathered(
            Formal(_conjugated(part.terms), part.order, _conjugated(part.front)) for part in self.parts
        )  # fmt: skip


def of_constant(value: Tree) -> Trans:
    """A number."""
    return Trans((formal.constant(value),))


def of(series: Formal) -> Trans:
    """One part."""
    return Trans((series,))


def _conjugated(values: Mapping[Key, Tree]) -> dict[Key, Tree]:
    return {key: c if c.is_real else sympy.expand(sympy.conjugate(c)) for key, c in values.items()}


def real_part(value: Tree) -> Tree:
    """The real part of a constant."""
    return value if value.is_real else sympy.expand(value.as_real_imag()[0])


def sign(value: Tree) -> int:
    """The sign of a real constant."""
    if value == 0:
        return 0
    if value.is_positive is None:
        value = value.evalf(PRECISION)
    return 1 if value > 0 else -1


def growth(front: Mapping[Key, Tree], other: Mapping[Key, Tree]) -> int:
    """Which of two fronts is larger by more than any power of s: 1 the first, -1 the second, 0 neither."""
    keys = {key for key in (*front, *other) if key[0] < 0 or key[1] > 1}
    for key in sorted(keys, key=lambda each: (each[0], -each[1])):
        found = sign(real_part(sympy.expand(front.get(key, 0) - other.get(key, 0) + sympy.Integer(0))))
        if found:
            return found
    return 0


def shift(front: Mapping[Key, Tree]) -> Tree:
    """The power of 1/s that a front hides: Re c of exp(c L)."""
    return real_part(front[ZERO, 1]) if (ZERO, 1) in front else sympy.Integer(0)


def gathered(parts: Iterable[Formal]) -> Trans:
    """Parts behind the same front joined, and what remainders hide taken away."""
    joined: dict[Any, Formal] = {}
    for part in parts:
        key = frozenset(part.front.items())
        joined[key] = joined[key] + part if key in joined else part
    found = [part for part in joined.values() if part.terms or part.order is not None]
    if len(found) > MOST_PARTS:
        raise UnderivableError("too many exponentials")
    if len(found) > 1:
        found = [cut for k, part in enumerate(found) if (cut := _seen(k, found)) is not None]
    return Trans(tuple(sorted(found, key=_Size)) or (Formal({}),))


def _seen(place: int, parts: Sequence[Formal]) -> Formal | None:
    """What the remainders of the others leave of a part; None for nothing."""
    part = parts[place]
    for k, other in enumerate(parts):
        if k == place or other.order is None:
            continue
        larger = growth(part.front, other.front)
        if larger < 0:
            return None
        if larger == 0:
            bound = other.order + _fraction(shift(part.front) - shift(other.front))
            own = part.order
            part = part.cut(bound)
            if not part.terms and (own is None or bound < own or (bound == own and (other.terms or k < place))):
                return None
    return part


def _fraction(value: Tree) -> Fraction:
    if value.is_Rational:
        return Fraction(int(value.p), int(value.q))
    return Fraction(int(sympy.floor(value * FINE)), FINE)


class _Size:
    """Sorts the largest part first."""

    def __init__(self, part: Formal) -> None:
        self.part = part
        lowest = part.lowest if part.terms else part.order
        assert lowest is not None
        self.power = sympy.Rational(lowest.numerator, lowest.denominator) - shift(part.front)

    def __lt__(self, other: _Size) -> bool:
        larger = growth(self.part.front, other.part.front)
        return larger > 0 if larger else bool(sign(self.power - other.power) < 0)


def leading(series: Trans) -> Formal:
    """The largest part, if it is larger than every other."""
    first, *others = series.parts
    if not first.terms:
        raise UnderivableError("all known terms cancel")
    if others and not _Size(first) < _Size(others[0]):
        raise UnderivableError("waves of the same size")
    return first


def composed(coefficients: Callable[[int], Any], small: Trans, width: Fraction) -> Trans:
    """Sum of c_k u^k for a u that vanishes, to s^width or to a power of what is exponentially small."""
    if len(small.parts) == 1 and not small.parts[0].front:
        return of(formal.composed(coefficients, small.parts[0], width))
    algebraic = [part for part in small.parts if growth(part.front, {}) == 0]
    if growth(small.parts[0].front, {}) > 0 or any(_Size(part).power <= 0 for part in algebraic):
        raise UnderivableError("a power series in something that does not vanish")
    total, power = of_constant(coefficients(0)), of_constant(sympy.Integer(1))
    end = (Formal({}, width),) if algebraic else ()
    for k in range(1, formal.MOST_STEPS):
        power = gathered((*(power * small).parts, *end))
        known = any(part.terms for part in power.parts)
        if known and not algebraic and k > MOST_EXPONENTIALS:
            first = power.parts[0]
            return gathered((*total.parts, Formal({}, first.lowest, first.front)))
        total = total + power.scaled(coefficients(k)) if known else gathered((*total.parts, *power.parts))
        if not known:
            return total
    raise UnderivableError("too many terms")


def _parted(series: Trans, width: Fraction) -> tuple[Formal, Trans]:
    """f, u of f (1 + u), f the leading part."""
    first = leading(series)
    rest = Trans(tuple(part for part in series.parts if part is not first))
    inverse = formal.power(first, sympy.Integer(-1), width)
    return first, of(inverse) * rest if rest.parts else of_constant(sympy.Integer(0))


def power(series: Trans, exponent: Tree, width: Fraction) -> Trans:
    """series^exponent for a rational exponent."""
    if len(series.parts) == 1:
        return of(formal.power(series.parts[0], exponent, width))
    if exponent.is_Integer and 0 < exponent <= MOST_EXPONENTIALS:
        found = series
        for _ in range(int(exponent) - 1):
            found = found * series
        return found
    first, u = _parted(series, width)
    return of(formal.power(first, exponent, width)) * composed(lambda k: sympy.binomial(exponent, k), u, width)


def logarithm(series: Trans, width: Fraction) -> Trans:
    """ln of a series whose leading coefficient is not on the cut."""
    if len(series.parts) == 1:
        return of(formal.logarithm(series.parts[0], width))
    first, u = _parted(series, width)
    tail = composed(lambda k: sympy.Rational((-1) ** (k + 1), k) if k else sympy.Integer(0), u, width)
    return of(formal.logarithm(first, width)) + tail


def exponential(series: Trans, width: Fraction) -> Trans:
    """exp of a series, of which at most one part grows."""
    plain = [part for part in series.parts if not part.front]
    rest = tuple(part for part in series.parts if part.front)
    first = of(formal.exponential(plain[0], width)) if plain else of_constant(sympy.Integer(1))
    if not rest:
        return first
    return first * composed(lambda k: 1 / sympy.factorial(k), Trans(rest), width)


def derivative(series: Trans) -> Trans:
    """By s, term by term."""
    return Trans(tuple(_derivative(part) for part in series.parts))


def _derivative(part: Formal) -> Formal:
    inner = _by_s(Formal(part.terms, part.order))
    return Formal(inner.terms, inner.order, part.front) + part * _by_s(Formal(dict(part.front)))


def _by_s(series: Formal) -> Formal:
    made: dict[Key, Any] = {}
    for (a, b), c in series.terms.items():
        if a:
            key = a - 1, b
            made[key] = made.get(key, 0) + c * sympy.Rational(a.numerator, a.denominator)
        if b:
            key = a - 1, b - 1
            made[key] = made.get(key, 0) - c * b
    kept = {key: c for key, c in made.items() if c != 0}
    return Formal(kept, None if series.order is None else series.order - 1)
