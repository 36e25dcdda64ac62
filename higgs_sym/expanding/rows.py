"""Terms one by one: of a derived series, of a measured one, in one form that can be compared.

A row is coefficient x exp(front) x s^power x L^logarithm, times the cosine or sine of a phase; L = ln(1/s). Where a
series goes in powers of a logarithm, s is 1/L or 1/ln L, which `depth` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.collocation import Coefficient
from higgs_sym.expanding.formal import ZERO, Formal, Key, UnderivableError
from higgs_sym.expanding.scales import Exponential, Power, Scale, Small, Wave
from higgs_sym.expanding.series import Found
from higgs_sym.expanding.transseries import Trans, growth, shift, sign

DIGITS = 60  # that exponents and coefficients are compared to
Parts = Mapping[Key, Any]


@dataclass(frozen=True)
class Row:
    """One term."""

    power: Fraction
    logarithm: int
    coefficient: Any
    front: Parts = field(default_factory=dict)  # real
    phase: Parts = field(default_factory=dict)
    kind: str = ""  # cos, sin or nothing
    depth: int = 0  # 1, 2: s is 1/L, 1/ln L

    def exponent(self) -> Tree:
        """The power of s, with what the front hides."""
        return sympy.Rational(self.power.numerator, self.power.denominator) - shift(self.front)


def larger(one: Row, other: Row) -> bool:
    """Whether the first is larger than the other by more than a constant."""
    found = growth(one.front, other.front)
    if not found:
        found = sign(other.exponent() - one.exponent())
    return found > 0 if found else one.logarithm > other.logarithm


def same_place(one: Row, other: Row) -> bool:
    """Whether both are multiples of the same thing, by exponents that agree to `DIGITS` digits."""
    if (one.power, one.logarithm, one.kind, one.depth) != (other.power, other.logarithm, other.kind, other.depth):
        return False
    return _equal(one.front, other.front) and _equal(one.phase, other.phase)


def _equal(one: Parts, other: Parts) -> bool:
    return set(one) == set(other) and all(_close(c, other[key]) for key, c in one.items())


def _close(one: Tree, other: Tree) -> bool:
    if one == other:
        return True
    if one.is_Rational and other.is_Rational:
        return False
    first, second = _number(one), _number(other)
    work = first.context
    return bool(abs(first - work.convert(second)) <= abs(first) * work.mpf(10) ** -(DIGITS // 2))


def _number(value: Tree) -> Tree:
    return Expression(sympy.sympify(value)).value({}, DIGITS).number


def rows_of(series: Trans, depth: int = 0) -> list[Row]:
    """The terms of a real series, the largest first; waves by their cosines and sines."""
    found: list[Row] = []
    waves: dict[Any, Formal] = {}
    for part in series.parts:
        real, phase = _split(part.front)
        if phase:
            waves[_keyed(real), _keyed(phase)] = part
            continue
        for (a, b), c in part.terms.items():
            if not _is_real(c):
                raise UnderivableError("a complex coefficient")
            found.append(Row(a, b, c, real, {}, "", depth))
    for (real, phase), part in waves.items():
        other = waves.get((real, _keyed({key: -c for key, c in phase})))
        if other is None or set(other.terms) != set(part.terms):
            raise UnderivableError("a wave without its conjugate")
        if _positive(dict(phase)):
            found += _of_wave(part, dict(real), dict(phase), depth)
    ordered: list[Row] = []
    for row in found:  # few: sorted by insertion, as the order is partial
        place = next((k for k, each in enumerate(ordered) if larger(row, each)), len(ordered))
        ordered.insert(place, row)
    return ordered


def _of_wave(part: Formal, real: Parts, phase: Parts, depth: int) -> Iterable[Row]:
    for (a, b), c in part.terms.items():
        first, second = sympy.expand(c).as_real_imag()
        for kind, value in (("cos", 2 * sympy.expand(first)), ("sin", -2 * sympy.expand(second))):
            if value != 0:
                yield Row(a, b, value, real, phase, kind, depth)


def _is_real(c: Tree) -> bool:
    return bool(c.is_real) or sympy.expand(c.as_real_imag()[1]) == 0


def _split(front: Parts) -> tuple[dict[Key, Tree], dict[Key, Tree]]:
    real, phase = {}, {}
    for key, c in front.items():
        first, second = (c, sympy.Integer(0)) if c.is_real else sympy.expand(c).as_real_imag()
        if first != 0:
            real[key] = sympy.expand(first)
        if second != 0:
            phase[key] = sympy.expand(second)
    return real, phase


def _keyed(parts: Parts) -> frozenset[tuple[Key, Tree]]:
    return frozenset(parts.items())


def _positive(phase: Parts) -> bool:
    """Of a phase and its negative the one that grows."""
    key = min(phase, key=lambda each: (each[0], -each[1]))
    return sign(phase[key]) > 0


def row_of(term: Found, small: Small) -> Row:
    """The row of a measured term, with its number as coefficient; cosine and sine of the growing phase."""
    scale, front = term.scale, dict[Key, Any]()
    for part in (part for each in scale.front for part in each.parts):
        key = part[2], part[3]
        exact = part[1] * small.sign ** part[3]
        front[key] = front.get(key, 0) + (_float(part[0]) if exact.has(sympy.Float) else exact)
    if scale.power.base is not None:
        named = scale.power.name
        exact = _float(scale.power.base) if named is None or named.has(sympy.Float) else named
        front[ZERO, 1] = front.get((ZERO, 1), 0) - exact
    if scale.slow is not None and scale.power.shift:
        front[-1 + ZERO, 0] = -sympy.Rational(scale.power.shift.numerator, scale.power.shift.denominator)
    phase = {(-p, b): rate for rate, p, b in scale.wave.parts} if scale.wave else {}
    kind, value = scale.wave.kind if scale.wave else "", term.coefficient.value
    if phase and not _positive(phase):
        phase = {key: -c for key, c in phase.items()}
        value = -value if kind == "sin" else value
    if scale.slow is not None:
        return Row(scale.slow, scale.logarithm, value, front, phase, kind, scale.depth)
    return Row(scale.power.shift, scale.logarithm, value, front, phase, kind)


def deepened(row: Row) -> Row:
    """A power of s with a power of L, s = exp(-L), as a law in 1/L."""
    if row.depth or row.kind or row.front:
        return row
    front = {(-1 + ZERO, 0): -sympy.Rational(row.power.numerator, row.power.denominator)} if row.power else {}
    return replace(row, power=Fraction(-row.logarithm), logarithm=0, front=front, depth=1)


def shallowed(row: Row) -> Row:
    """A whole power of L as one, where it was measured as a law in 1/L."""
    plain = set(row.front) <= {(-1 + ZERO, 0)} and not row.kind and not row.logarithm
    power = -row.front.get((-1 + ZERO, 0), sympy.Integer(0)) if plain else None
    if row.depth != 1 or power is None or not power.is_Rational or row.power.denominator != 1 or row.power > 0:
        return row
    return replace(row, power=Fraction(int(power.p), int(power.q)), logarithm=-int(row.power), front={}, depth=0)


def mirrored(term: Found) -> bool:
    """Whether the phase is written with a minus sign: its sine is minus that of the row."""
    wave = term.scale.wave
    return wave is not None and wave.kind == "sin" and not _positive({(-p, b): r for r, p, b in wave.parts})


def found_of(row: Row, small: Small, digits: int) -> Found:
    """A derived term as one that was found: the number to so many digits."""
    front, phase = _written(row.front, row.depth), _written(row.phase, row.depth)
    base = front.pop((ZERO, 1), None)
    exponential = tuple((_number(c), c * small.sign ** key[1], *key) for key, c in front.items())
    wave = Wave(row.kind, tuple((c, -a, b) for (a, b), c in phase.items())) if row.kind else None
    power = Power(ZERO if row.depth else row.power)
    if base is not None and base.is_Rational:
        power = power.plus(-Fraction(int(base.p), int(base.q)))
    elif base is not None:
        power = Power(power.shift, -_number(base), -base)
    fronts = (Exponential(exponential),) if exponential else ()
    slow = row.power if row.depth else None
    scale = Scale(power, row.logarithm, slow, fronts, wave, max(row.depth, 1))
    exact = row.coefficient if row.depth else row.coefficient * small.sign**row.logarithm
    number = Expression(exact).value({}, digits).number
    error = abs(number) * number.context.mpf(10) ** (2 - digits)
    return Found(scale, Coefficient(number, error), None)


def _written(parts: Parts, depth: int) -> dict[Key, Any]:
    """Exponents of a law in 1/L as those of s: L^k stands in them, not s^-k."""
    if not depth:
        return dict(parts)
    if (depth > 1 and parts) or any(b or a.denominator != 1 for a, b in parts):
        raise UnderivableError("an exponential that has no scale here")
    return {(ZERO, -int(a)): c for (a, _), c in parts.items()}


def _float(number: Tree) -> Tree:
    return sympy.Float(number.context.nstr(number, number.context.dps), number.context.dps)


def value_of(exact: Number, work: Tree) -> Tree:
    """A derived coefficient as a number of a context."""
    return work.convert(Expression(exact).value({}, work.dps).number)
