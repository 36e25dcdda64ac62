"""Terms that were found, and how coefficients become terms: what is zero, what is known, what has a closed form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.expanding.collocation import Coefficient, fit
from higgs_sym.expanding.ladder import Ladder, extended
from higgs_sym.expanding.scales import Scale, Small, basis
from higgs_sym.expanding.source import Samples
from higgs_sym.recognition.closed_form import Recognition, recognise

WINDOWS = 3  # that coefficients are compared between, at least
NEGLIGIBLE = 1e-10  # a coefficient known to be this small against those before it is zero
RECOGNISED_WITH, RETESTED_WITH = 40, 20  # digits
EVEN = 10
MOST_WRITTEN = 110  # digits of a number in a formula


@dataclass(frozen=True)
class Found:
    """A term: scale, coefficient, closed form."""

    scale: Scale
    coefficient: Coefficient
    recognition: Recognition | None

    def expression(self, small: Small) -> Any:
        """As SymPy: the closed form if there is one, else every digit that is known."""
        return times(self.value(), self.scale.expression(small))

    def behind(self, small: Small) -> Any:
        """The same without the exponentials in front."""
        return times(self.value(), self.scale.behind(small))

    def value(self) -> Any:
        """The coefficient as SymPy."""
        return exact_form(self.coefficient, self.recognition)


def times(coefficient: Any, scale: Any) -> Any:
    """The product, which SymPy must not distribute over a scale such as x - 2."""
    import sympy

    return sympy.Mul(coefficient, scale, evaluate=not scale.is_Add or coefficient == 1)


@dataclass(frozen=True)
class Series:
    """Terms found, the scale of the next one if it was seen, whether nothing follows ("ends") or
    something that is no power ("lost"), and what is left where that is known."""

    terms: tuple[Found, ...]
    following: Scale | None
    ended: str
    left: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is asked for, and what closed forms may contain."""

    terms: int
    digits: int
    names: tuple[str, ...] = ()
    tell: Callable[[str], None] = lambda _text: None


def ended(series: Series | None) -> bool:
    """Whether nothing follows."""
    return series is not None and series.ended == "ends"


def complete(series: Series | None, wanted: Wanted) -> bool:
    """Whether all that was asked for is there."""
    return series is not None and len(series.terms) >= wanted.terms


def better(one: Series | None, other: Series | None) -> Series | None:
    """The series with more terms."""
    return max((each for each in (one, other) if each), key=lambda s: len(s.terms), default=None)


def series_of(
    samples: Samples, ladder: Ladder, sign: int, wanted: Wanted, scale: Callable[[Number, int], Scale]
) -> Series | None:
    """The terms of a ladder, up to the first whose coefficient is not known to the digits asked for."""
    rows = basis(extended(ladder, len(samples) - WINDOWS), sign)[: len(samples) - WINDOWS]
    numbers = fit_twice(samples, [f for _, _, f in rows], min(ladder.size, len(rows)))
    terms: list[Found] = []
    for (exponent, logarithm, _), coefficient in zip(rows, numbers, strict=False):
        if vanishes(coefficient, [term.coefficient for term in terms]):
            continue
        here = scale(exponent, logarithm)
        if len(terms) == wanted.terms:
            return Series(tuple(terms), here, "")
        if coefficient.digits < wanted.digits:
            return Series(tuple(terms), here, "")
        terms.append(Found(here, coefficient, closed_form(coefficient, wanted)))
    return Series(tuple(terms), None, {"zero": "ends", "lost": "lost"}.get(ladder.ended, ""))


def fit_twice(samples: Samples, functions: Sequence[Callable[[Number], Number]], fewer: int) -> list[Coefficient]:
    """Coefficients with all the functions and with the first ones only; of each the better one where both agree."""
    many = fit(samples.xs, samples.values, functions, samples.context, noise=samples.noise)
    few: list[Coefficient] = []
    if fewer < len(functions):
        few = fit(samples.xs, samples.values, functions[:fewer], samples.context, noise=samples.noise)
    return joined(many, few)


def joined(many: Sequence[Coefficient], few: Sequence[Coefficient]) -> list[Coefficient]:
    """Of the coefficients of two fits, the second with fewer functions, the better ones."""
    both = [_better(a, b) for a, b in zip(many, few, strict=False)]
    return [*both, *many[len(both) :]] if many else list(few)


def _better(one: Coefficient, other: Coefficient) -> Coefficient:
    best = min(one, other, key=lambda each: each.error)
    apart = abs(one.value - other.value)
    return best if apart <= one.error + other.error else Coefficient(best.value, apart)


def vanishes(coefficient: Coefficient, before: Sequence[Coefficient]) -> bool:
    """Whether a coefficient is zero, as far as anybody can tell."""
    if not abs(coefficient.value) <= coefficient.error:
        return False
    size = max([abs(each.value) for each in before], default=coefficient.value.context.mpf(1))
    return bool(coefficient.error <= NEGLIGIBLE * size)


def closed_form(coefficient: Coefficient, wanted: Wanted) -> Recognition | None:
    """The closed form of a coefficient, tested with digits that were not used to find it where there are enough."""
    known = min(coefficient.digits, coefficient.value.context.dps - 10)
    if known < 20 + RETESTED_WITH:
        return recognise(coefficient.value, known, wanted.names)

    def more(_digits: int) -> Any:
        return coefficient.value

    used = (known - RETESTED_WITH) // EVEN * EVEN  # few contexts of mpmath serve all coefficients
    found = recognise(coefficient.value, used, refine=more, plain=True)
    return found or recognise(coefficient.value, min(used, RECOGNISED_WITH), wanted.names, refine=more)


def exact_form(coefficient: Coefficient, recognition: Recognition | None) -> Any:
    """SymPy: the closed form, or the digits that are known."""
    import sympy

    if recognition is not None:
        return recognition.expression
    digits = min(max(coefficient.digits, 1), MOST_WRITTEN)
    return sympy.Float(coefficient.value.context.nstr(coefficient.value, digits), digits)
