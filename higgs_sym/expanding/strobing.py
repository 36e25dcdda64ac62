"""A wave seen at equal phases: there A(X) cos(w X^p) + B(X) sin(w X^p) + C(X) is as smooth as A, B and C are.

At X_m = (pi m/(4 w))^(1/p), m = j (mod 8), the phase is j pi/4; m 9^k = j (mod 8) too, so that there are geometric
sequences of X at which it stands still. Amplitudes with logarithms, or exponentially small ones, are then found like
any smooth quantity; opposite phases tell A and B from C.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from higgs_sym.errors import UNDEFINED, BudgetError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.collocation import Coefficient
from higgs_sym.expanding.ladder import number
from higgs_sym.expanding.phases import Part
from higgs_sym.expanding.scales import Scale, Wave
from higgs_sym.expanding.series import Found, Series, Wanted, closed_form, vanishes
from higgs_sym.expanding.source import GUARD, Samples, Source
from higgs_sym.results import context

TURN, COSINE, SINE, HALF = 8, 0, 2, 4  # m of a full turn; where cos and sin are one; half a turn
RATIO, FIRST = 9, 3  # of m, and turns to start with
COUNTS = {True: 24, False: 9}
DEEP_START, DEEP_GROWTH, DEEP_COUNT = Fraction(256), Fraction(3, 2), 12  # ln X
CLOSE_COUNT, FARTHEST = 36, 2**20  # turns
NOISE = 5  # digits that sums of coefficients lose
FAR = 1000  # X at which the sizes of terms are compared

Coefficients = Mapping[Scale, Coefficient]


@dataclass(frozen=True)
class Strobe:
    """A source at places where one wave has a given phase."""

    source: Source
    part: Part  # of the phase, with its name
    digits: int

    def geometric(self, j: int) -> Samples:
        """At the phase j pi/4, geometric in X."""
        found = self._at([(TURN * FIRST + j) * RATIO**k for k in range(COUNTS[self.source.closed])])
        return replace(found, ratio=found.context.mpf(RATIO) ** number(1 / self.part.power, found.context))

    def deep(self, j: int) -> Samples:
        """The same, geometric in ln X to all digits; the clock is 1/ln X."""
        sizes = [DEEP_START * DEEP_GROWTH**k for k in range(DEEP_COUNT)]
        found = self._at([TURN * self._turns(size) + j for size in sizes])
        work = found.context
        return replace(
            found, xs=[1 / number(size, work) for size in sizes[: len(found)]], ratio=number(DEEP_GROWTH, work)
        )

    def close(self, j: int) -> Samples:
        """The same at every turn at first, then at fewer, as far as there are values."""
        last = 1
        while last < FARTHEST and self._value(TURN * 2 * last + j) is not None:
            last *= 2
        last = 2 * last
        spread = {round(last ** (k / CLOSE_COUNT)) for k in range(CLOSE_COUNT + 1)}
        return self._at([TURN * n + j for n in sorted(spread | set(range(1, min(last, CLOSE_COUNT // 2))))])

    def _turns(self, size: Fraction) -> int:
        """The turns that the phase has made at ln X = size."""
        work = context(int(size) + self.digits)
        return int(work.exp(number(size * self.part.power, work)) * self._rate(work) / (2 * work.pi))

    def _rate(self, work: Any) -> Any:
        return work.convert(Expression(self.part.name).value({}, work.dps).number)

    def _value(self, m: int) -> Any:
        import sympy

        power = sympy.Rational(self.part.power.denominator, self.part.power.numerator)
        try:
            return self.source.value((4 * self.part.name / (sympy.pi * m)) ** power, self.digits)
        except BudgetError:
            raise
        except UNDEFINED:
            return None

    def _at(self, turns: Sequence[int]) -> Samples:
        work = context(self.digits + GUARD)
        values: list[Any] = []
        for m in turns:
            value = self._value(m)
            if value is None:
                break
            values.append(work.convert(value))
        unit, power = work.pi / (4 * self._rate(work)), number(1 / self.part.power, work)
        xs = [(unit * m) ** -power for m in turns[: len(values)]]
        noise = [abs(value) * work.mpf(10) ** -self.digits for value in values]
        return Samples(xs, values, noise, work.mpf(2), work)


def strobed(
    sequence: Callable[[int], Samples], part: Part, smooth: Callable[[Samples], Series | None], wanted: Wanted
) -> Series | None:
    """The wave and what stands beside it, from the series at four phases; None if one of them has no law.

    `sequence(j)` gives the samples at the phase j pi/4, `smooth` the series of samples.
    """
    waves = {j: Wave(kind, ((part.name, part.power, 0),)) for j, kind in ((COSINE, "cos"), (SINE, "sin"))}
    found: dict[int, Coefficients] = {}
    series: list[Series] = []
    bounds: list[Scale] = []
    for j in (COSINE, SINE, COSINE + HALF, SINE + HALF):
        samples = sequence(j)
        made = smooth(samples) if len(samples) else None
        if made is None and len(samples):
            return None
        series += [made] if made else []
        if made and made.following:
            bounds.append(replace(made.following, wave=waves[j % HALF]))
        found[j] = {term.scale: term.coefficient for term in made.terms} if made else {}
    if any(bool(found[j]) != bool(found[j + HALF]) for j in (COSINE, SINE)):
        return None
    return _series(_parted(found, waves), bounds, all(each.ended == "ends" for each in series), wanted)


def _parted(found: Mapping[int, Coefficients], waves: Mapping[int, Wave]) -> list[tuple[Scale, Coefficient]]:
    """Half the difference of opposite phases belongs to the wave, half the sum stands beside it."""
    rows = []
    for j, wave in waves.items():
        one, other = found[j], found[j + HALF]
        for scale in dict.fromkeys((*one, *other)):
            rows.append((replace(scale, wave=wave), _half(one.get(scale), other.get(scale), -1)))
    beside = COSINE if found[COSINE] else SINE
    one, other = found[beside], found[beside + HALF]
    rows += [(scale, _half(one.get(scale), other.get(scale), 1)) for scale in dict.fromkeys((*one, *other))]
    sizes = [abs(each.value) for _, each in rows]
    return [row for row in rows if not vanishes(row[1], [Coefficient(max(sizes), row[1].error)])]


def _half(one: Coefficient | None, other: Coefficient | None, sign: int) -> Coefficient:
    """(one + sign x other)/2; what was not found is zero."""
    known = [each for each in (one, other) if each is not None]
    work = known[0].value.context
    a, b = (work.mpf(0) if each is None else each.value for each in (one, other))
    rounding = (abs(a) + abs(b)) * work.mpf(10) ** (NOISE - work.dps)
    return Coefficient((a + sign * b) / 2, work.fsum(each.error for each in known) / 2 + rounding)


def _series(
    rows: Sequence[tuple[Scale, Coefficient]], bounds: Sequence[Scale], ended: bool, wanted: Wanted
) -> Series | None:
    """The terms, largest first, up to where one of the four series ends; what goes with one power stays together."""
    bound = max(bounds, key=_size, default=None)
    last = float("-inf") if bound is None else _size(bound)
    terms: list[Found] = []
    for scale, coefficient in sorted(rows, key=lambda row: -_size(row[0])):
        together = bool(terms) and _size(terms[-1].scale) == _size(scale)
        if _size(scale) <= last or coefficient.digits < wanted.digits or (len(terms) >= wanted.terms and not together):
            return Series(tuple(terms), scale, "") if terms else None
        terms.append(Found(scale, coefficient, closed_form(coefficient, wanted)))
    return Series(tuple(terms), bound, "ends" if ended and bound is None else "") if terms else None


def _size(scale: Scale) -> float:
    """ln of a scale without its wave, far out."""
    work = context(30)
    s, large = 1 / work.mpf(FAR), work.log(FAR)
    size = -scale.power.number(work) * large + work.fsum(each.exponent(s) for each in scale.front)
    if scale.slow is None:
        return float(size + scale.logarithm * work.log(large))
    return float(size - number(scale.slow, work) * work.log(large) + scale.logarithm * work.log(work.log(large)))
