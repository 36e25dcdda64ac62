"""Waves seen at two places -> their laws: phase and damping as sums of powers of X and logarithms, leading power."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import UNDEFINED, BudgetError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.ladder import DENOMINATORS, number
from higgs_sym.expanding.modes import Mode, first_rate, modes
from higgs_sym.expanding.scales import Power, Scale
from higgs_sym.expanding.source import Source
from higgs_sym.recognition.closed_form import recognise

# X at which waves are looked at; no round numbers, which may be zeros.
FAR = tuple(x + Fraction(1021, 7919) for x in (2**24, 4096, 256, 31))
APART = 4  # how much further out once more
DIGITS = 150
TOLERANCE = 0.02  # of measured exponents
ROUGH = 1e-7  # how far off the rate beside X ln X may be
DAMPED = 30  # e-folds over a distance X from which a wave is damped by more than a power
LOGARITHMIC = 0.01  # rate of a logarithm in a phase that counts
MOST_NAMED = 13  # digits from which a rate is recognised
NEAREST = 1e-2  # how far off a rate may be that is a simple fraction


@dataclass(frozen=True)
class Part:
    """rate x X^power x ln(X)^logarithm; `name` is the rate as SymPy once it is known, `off` how far it may be off."""

    rate: Any
    power: Fraction
    logarithm: int = 0
    name: Any = None
    off: float = 0.0

    def scale(self, s: Any) -> Any:
        """What the rate multiplies."""
        context = s.context
        return s ** -number(self.power, context) * (context.log(1 / s) ** self.logarithm if self.logarithm else 1)

    def value(self, s: Any) -> Any:
        """At s."""
        return s.context.convert(self.rate) * self.scale(s)


@dataclass(frozen=True)
class Law:
    """X^leading exp(-damping) times cos and sin of the phase; not `steady` where the amplitude is no power."""

    phase: tuple[Part, ...]
    damping: tuple[Part, ...]
    leading: Fraction
    steady: bool = True


def laws_of(source: Source, names: Sequence[str]) -> list[Law]:
    """The waves of a quantity far out; those that are damped least."""
    digits = min(DIGITS, source.most_digits)
    rough: list[Law] = []
    for far in FAR if source.closed else FAR[1:]:
        try:
            if far != FAR[-1] and source.dear(1 / (APART * far), digits):
                continue
            rates = [first_rate(source, x, digits) for x in (far, APART * far)]
            if None in rates:
                continue
            chirped = abs(float(abs(rates[1] / rates[0])) - 1) > TOLERANCE
            (here, off), (there, _) = (modes(source, x, digits, chirped=chirped) for x in (far, APART * far))
        except BudgetError:
            raise
        except UNDEFINED:
            continue
        if not here or len(here) != len(there):
            continue
        found = [_law(a, b, far, off, names) for a, b in zip(here, there, strict=True)]
        kept = [each for each in found if each is not None]
        if kept and len(kept) == len(found):
            if all(each.steady for each in kept):
                return _least_damped(kept)
            rough = rough or _least_damped(kept)
    return rough


def _least_damped(found: list[Law]) -> list[Law]:
    def key(law: Law) -> tuple[Fraction, float]:
        part = law.damping[0] if law.damping else None
        if part is None:
            return Fraction(0), 0.0
        return (part.power, float(part.rate)) if part.rate > 0 else (-part.power, float(part.rate))

    least = min(key(each) for each in found)
    return [each for each in found if key(each)[0] == least[0] and abs(key(each)[1] - least[1]) < 1e-3]


def _law(one: Mode, other: Mode, far: Fraction, off: float, names: Sequence[str]) -> Law | None:
    if one.logarithmic != other.logarithmic:
        return None
    if one.logarithmic:
        leading = _fraction(one.growth)
        part = _named(Part(one.frequency, Fraction(0), 1, None, 100 / float(far)), names)
        return None if leading is None else Law((part,), (), leading)
    phase = _phase(one.frequency, other.frequency, far, off)
    damping = _damping(one, other, far, off)
    if phase is None or damping is None:
        return None
    phase, damping = (tuple(_named(part, names) for part in each) for each in (phase, damping))
    work = one.amplitude.context
    growth = work.log(other.amplitude / one.amplitude)
    for part in damping:
        growth += part.value(_small(APART * far, work)) - part.value(_small(far, work))
    slope = growth / work.log(APART)
    leading = _fraction(slope)
    return Law(phase, damping, Fraction(round(float(slope))) if leading is None else leading, leading is not None)


def _phase(w: Any, v: Any, far: Fraction, off: float) -> tuple[Part, ...] | None:
    """From frequencies at X and further out: c X^p, c X + d ln X, or k (X ln X - X) + c X."""
    work = w.context
    width, x = work.log(APART), number(far, work)
    power = _fraction(1 + work.log(v / w) / width)
    if power is None:
        k = _fraction((v - w) / width)
        if not k:
            return None
        rest = Part(w - k * (work.log(x) + 1), Fraction(1), 0, None, ROUGH)
        return Part(number(k, work), Fraction(1), 1, _sympy(k)), rest
    if not power > 0:
        return None
    if power == 1:
        d = (w - v) * x / (1 - work.mpf(1) / APART)
        if abs(d) > LOGARITHMIC:
            c = v - d / (APART * x)
            return Part(c, power, 0, None, 1 / float(x) ** 2), Part(d, Fraction(0), 1, None, 100 / float(x))
    p = number(power, work)
    rate = v / (p * (APART * x) ** (p - 1))
    return (Part(rate, power, 0, None, max(10 * off, 1 / float(x) ** 2)),)


def _damping(one: Mode, other: Mode, far: Fraction, off: float) -> tuple[Part, ...] | None:
    """m X^q; nothing where the amplitude is a power."""
    work, (m, n) = one.growth.context, (-one.growth, -other.growth)
    x = number(far, work)
    if abs(m) < 10 * off * one.frequency or abs(m) * x < DAMPED or abs(n) * x < DAMPED:
        return ()
    power = _fraction(1 + work.log(n / m) / work.log(APART)) if n / m > 0 else None
    if power is None or not power > 0:
        return None
    # m = r q X^(q-1) - a/X at both places
    q = number(power, work)
    rate = (APART * n - m) / (q * x ** (q - 1) * (work.mpf(APART) ** q - 1))
    return (Part(rate, power, 0, None, max(10 * off, 100 / float(x) ** 2)),)


def _named(part: Part, names: Sequence[str]) -> Part:
    """With the closed form of its rate where one is likely; what follows will notice if it is wrong."""
    if part.name is not None:
        return part
    for denominator in DENOMINATORS:
        nearest = Fraction(round(float(part.rate * denominator)), denominator)
        if nearest and abs(float(part.rate) - float(nearest)) < min(part.off, NEAREST) * float(nearest):
            return replace(part, rate=number(nearest, part.rate.context), name=_sympy(nearest))
    digits = min(MOST_NAMED, int(-_log10(part.off)) - 1)
    form = recognise(part.rate, digits, names, plain=True) or recognise(part.rate, digits, names)
    if form is None:
        return part
    exact = Expression(form.expression).value({}, 2 * DIGITS).number
    return replace(part, rate=exact, name=form.expression)


def _log10(value: float) -> float:
    import math

    return math.log10(max(value, 1e-30))


def _small(x: Fraction, work: Any) -> Any:
    return 1 / number(x, work)


def _fraction(value: Any) -> Fraction | None:
    """The simple fraction that a measured exponent is near."""
    for denominator in (1, 2, 3, 4, 6):
        nearest = Fraction(round(float(value * denominator)), denominator)
        if abs(float(value) - float(nearest)) < TOLERANCE / denominator:
            return nearest
    return None


def _sympy(value: Fraction) -> Number:
    import sympy

    return sympy.Rational(value.numerator, value.denominator)


def steps(laws: Sequence[Law]) -> list[Fraction]:
    """Steps between the powers of the amplitude that are likely, the coarse ones first."""
    own = [part.power for law in laws for part in (*law.phase, *law.damping) if part.power]
    likely = [*own, Fraction(1), Fraction(1, 2)]
    return list(dict.fromkeys(each for each in likely if each <= 2))


def powers_beside(laws: Sequence[Law], gap: Fraction, count: int) -> list[Scale]:
    """Powers that the waves may stand on, the largest first."""
    top = max(law.leading for law in laws) + 2 * gap
    return [Scale(Power(-(top - k * gap))) for k in range(count)]
