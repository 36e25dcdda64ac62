"""Exact arithmetic of generalised series, exp(growing) x sum of c s^a L^b with L = ln(1/s), for derivations.

Every operation keeps the exponent from which on nothing is known, so that a coefficient below it is exact. What has no
series of this kind (a wave at infinity, a quotient by a logarithm, a sum of different exponentials) is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.errors import HiggsSymError
from higgs_sym.evaluation.budget import check

Key = tuple[Fraction, int]  # power of s, power of L
ZERO = Fraction(0)
MOST_STEPS = 60  # of a power series
MOST_TERMS = 400
FEW = 4  # factors that are multiplied one by one


class UnderivableError(HiggsSymError):
    """An expression has no series that these rules give."""


@dataclass(frozen=True)
class Formal:
    """exp(sum of front) x (sum of terms + O(s^order)); `order` None for an exact sum."""

    terms: Mapping[Key, Any]
    order: Fraction | None = None
    front: Mapping[Key, Any] = field(default_factory=dict)

    @property
    def lowest(self) -> Fraction:
        """The smallest exponent."""
        if not self.terms:
            raise UnderivableError("all known terms cancel")
        return min(a for a, _ in self.terms)

    @property
    def reach(self) -> Fraction:
        """The smallest exponent that may be there: of a term, or of the remainder."""
        if self.terms or self.order is None:
            return self.lowest
        return self.order

    def leading(self) -> tuple[Fraction, Any]:
        """Exponent and coefficient of the leading term, which must have no logarithm."""
        a = self.lowest
        heads = {b: c for (e, b), c in self.terms.items() if e == a}
        if set(heads) != {0}:
            raise UnderivableError("a logarithm leads")
        return a, heads[0]

    def __add__(self, other: Formal) -> Formal:
        if not self.terms and self.order is None:
            return other
        if not other.terms and other.order is None:
            return self
        if not _same(self.front, other.front):
            raise UnderivableError("a sum of different exponentials")
        joined = dict(self.terms)
        for key, c in other.terms.items():
            joined[key] = joined.get(key, sympy.Integer(0)) + c
        return _tidy(joined, _least(self.order, other.order), self.front)

    def __mul__(self, other: Formal) -> Formal:
        check()
        if len(self.terms) * len(other.terms) > MOST_TERMS * MOST_STEPS:
            raise UnderivableError("too many terms")
        if not (self.terms or self.order is not None) or not (other.terms or other.order is not None):
            return Formal({})
        pairs = ((self, other), (other, self))
        bounds = [one.order + two.reach for one, two in pairs if one.order is not None]
        order = min(bounds) if bounds else None
        made: dict[Key, Any] = {}
        for (a, b), c in self.terms.items():
            for (d, e), f in other.terms.items():
                if order is None or a + d < order:
                    made[a + d, b + e] = made.get((a + d, b + e), sympy.Integer(0)) + c * f
        return _tidy(made, order, _joined(self.front, other.front))

    def scaled(self, factor: Number) -> Formal:
        """Times a constant."""
        return _tidy({key: factor * c for key, c in self.terms.items()}, self.order, self.front)

    def shifted(self, power: Fraction) -> Formal:
        """Times s^power."""
        order = None if self.order is None else self.order + power
        return Formal({(a + power, b): c for (a, b), c in self.terms.items()}, order, self.front)

    def cut(self, order: Fraction) -> Formal:
        """Without the terms from an exponent on."""
        if self.order is not None and self.order <= order:
            return self
        if self.order is None and all(a < order for a, _ in self.terms):
            return self
        return Formal({key: c for key, c in self.terms.items() if key[0] < order}, order, self.front)


def constant(value: Tree) -> Formal:
    """A number."""
    return Formal({(ZERO, 0): value} if value != 0 else {})


def _tidy(terms: Mapping[Key, Any], order: Fraction | None, front: Mapping[Key, Any]) -> Formal:
    kept = {}
    for key, c in terms.items():
        value = sympy.expand(c) if isinstance(c, sympy.Expr) and not c.is_Rational else c
        if value != 0 and (order is None or key[0] < order):
            kept[key] = value
    return Formal(kept, order, front)


def _least(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    known = [each for each in (one, other) if each is not None]
    return min(known) if known else None


def _joined(one: Mapping[Key, Any], other: Mapping[Key, Any]) -> dict[Key, Any]:
    found = dict(one)
    for key, c in other.items():
        found[key] = sympy.expand(found.get(key, sympy.Integer(0)) + c)
    return {key: c for key, c in found.items() if c != 0}


def _same(one: Mapping[Key, Any], other: Mapping[Key, Any]) -> bool:
    return not _joined(one, {key: -c for key, c in other.items()})


def composed(coefficients: Callable[[int], Any], small: Formal, width: Fraction) -> Formal:
    """Sum of c_k u^k for a series u that vanishes, up to s^width."""
    if not small.terms and small.order is None:
        return constant(coefficients(0))
    if small.front or small.lowest <= 0:
        raise UnderivableError("a power series in something that does not vanish")
    u = small.cut(width)
    total, power = constant(coefficients(0)), constant(sympy.Integer(1))
    for k in range(1, MOST_STEPS):
        power = (power * u).cut(width) if u.terms else power
        if not power.terms or power.lowest >= width:
            return (total + Formal({}, width)).cut(width)
        total = total + power.scaled(coefficients(k))
        if k * small.lowest >= width:
            return (total + Formal({}, width)).cut(width)
    raise UnderivableError("too many terms")


def parted(series: Formal) -> tuple[Fraction, Any, Formal]:
    """a, c, u of c s^a (1 + u)."""
    a, c = series.leading()
    rest = series.shifted(-a).scaled(1 / c)
    return a, c, rest + constant(sympy.Integer(-1))


def power(series: Formal, exponent: Any, width: Fraction) -> Formal:
    """series^exponent for a rational exponent, to a relative s^width."""
    whole = exponent.is_Integer and exponent >= 0 and (series.order is None or exponent <= FEW)
    if whole and len(series.terms) ** int(exponent) < MOST_TERMS:
        found = constant(sympy.Integer(1))
        for _ in range(int(exponent)):
            found = found * series
        return found
    a, c, u = parted(Formal(series.terms, series.order))
    if not exponent.is_Integer and not _off_cut(c):
        raise UnderivableError("a root of something that is not positive")
    shift = a * Fraction(int(exponent.p), int(exponent.q))
    made = composed(lambda k: sympy.binomial(exponent, k), u, width).shifted(shift).scaled(c**exponent)
    front = {key: sympy.expand(exponent * each) for key, each in series.front.items()}
    return Formal(made.terms, made.order, front)


def logarithm(series: Formal, width: Fraction) -> Formal:
    """ln of a series with positive leading coefficient."""
    a, c, u = parted(Formal(series.terms, series.order))
    if not _off_cut(c):
        raise UnderivableError("a logarithm of something that is not positive")
    made = composed(lambda k: sympy.Rational((-1) ** (k + 1), k) if k else sympy.Integer(0), u, width)
    made = made + constant(sympy.log(c)) + Formal({(ZERO, 1): -sympy.Rational(a.numerator, a.denominator)} if a else {})
    return made + Formal(dict(series.front)) if series.front else made


def _off_cut(value: Tree) -> bool:
    """Whether principal roots and logarithms of a leading coefficient are those of the whole series."""
    return bool(value.is_positive or (value.is_real is False and sympy.im(value).is_zero is False))


def exponential(series: Formal, width: Fraction) -> Formal:
    """exp of a series: what grows goes in front, a rational multiple of L becomes a power of s."""
    if series.front:
        raise UnderivableError("an exponential of an exponential")
    if series.order is not None and series.order <= 0:
        raise UnderivableError("the exponent is not known to a constant")
    grows = {(a, b): c for (a, b), c in series.terms.items() if a < 0 or (a == 0 and b > 1)}
    level = series.terms.get((ZERO, 0), sympy.Integer(0))
    shift = series.terms.get((ZERO, 1), sympy.Integer(0))
    if not shift.is_Rational:  # stays in front, as what grows does
        grows[ZERO, 1], shift = shift, sympy.Integer(0)
    small = Formal({key: c for key, c in series.terms.items() if key[0] > 0}, series.order)
    if any(a == 0 and b < 0 for a, b in series.terms):
        raise UnderivableError("a power of a logarithm in an exponent")
    made = composed(lambda k: 1 / sympy.factorial(k), small, width)
    made = made.scaled(sympy.exp(level)).shifted(-Fraction(int(shift.p), int(shift.q)))
    return Formal(made.terms, made.order, grows)
