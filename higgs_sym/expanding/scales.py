"""What a term is a multiple of: powers, logarithms and exponentials of the small parameter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.types import Context, Number
from higgs_sym.expanding.ladder import Ladder, number
from higgs_sym.judging.approaches import Approach


@dataclass(frozen=True)
class Power:
    """An exponent: `base` + a fraction, where the base is a number with a name, mostly zero."""

    shift: Fraction = Fraction(0)
    base: Any = None  # mpf
    name: Any = None  # SymPy expression of the base

    def number(self, context: Context) -> Any:
        """As a number of the context."""
        return number(self.shift, context) + (context.convert(self.base) if self.base is not None else 0)

    def expression(self) -> Any:
        """As SymPy."""
        import sympy

        rational = sympy.Rational(self.shift.numerator, self.shift.denominator)
        return rational if self.base is None else rational + self.name

    def plus(self, shift: Fraction) -> Power:
        """Shifted by a fraction."""
        return replace(self, shift=self.shift + shift)


@dataclass(frozen=True)
class Exponential:
    """exp of a sum of coefficient x s^power x ln(1/s)^logarithm; each coefficient a number with its SymPy form."""

    parts: tuple[tuple[Any, Any, Fraction, int], ...]  # (number, expression, power, logarithm)

    def exponent(self, s: Any) -> Any:
        """The exponent at s."""
        context = s.context
        return context.fsum(
            context.convert(c) * s ** number(a, context) * context.log(1 / s) ** b for c, _, a, b in self.parts
        )

    def expression(self, small: Small) -> Any:
        """As SymPy."""
        import sympy

        return sympy.exp(sympy.Add(*(c * small.power(_rational(a)) * small.logarithm**b for _, c, a, b in self.parts)))


@dataclass(frozen=True)
class Small:
    """The small parameter s and ln(1/s) in the user's variable."""

    approach: Approach

    @property
    def symbol(self) -> Any:
        """The variable."""
        import sympy

        return sympy.Symbol(self.approach.variable)

    def power(self, exponent: Number) -> Any:
        """s^exponent."""
        base, sign = self._base()
        return base ** (sign * exponent)

    @property
    def logarithm(self) -> Any:
        """ln(1/s) at infinity, ln s at a point (`sign` tells which)."""
        import sympy

        return sympy.log(self._base()[0])

    @property
    def sign(self) -> int:
        """`logarithm` is sign x ln(1/s)."""
        return -self._base()[1]

    def large(self) -> Number:
        """ln(1/s), for laws that go in powers of it."""
        import sympy

        base, sign = self._base()
        return sympy.log(base) if sign < 0 else sympy.log(1 / base)

    def _base(self) -> tuple[Number, int]:
        """(b, sign) with s = b^sign, b the distance from the point or the variable itself at infinity."""
        x, a = self.symbol, self.approach
        if a.point is None:
            return a.direction * x, -1
        return a.direction * (x - a.point.doit()), 1


@dataclass(frozen=True)
class Wave:
    """cos or sin of a sum of rate x s^-power x ln(1/s)^logarithm, each with the rate as SymPy."""

    kind: str
    parts: tuple[tuple[Any, Fraction, int], ...]

    def expression(self, small: Small) -> Any:
        """As SymPy."""
        import sympy

        phase = sympy.Add(*(rate * small.power(-_rational(p)) * small.large() ** b for rate, p, b in self.parts))
        return getattr(sympy, self.kind)(phase)


@dataclass(frozen=True)
class Scale:
    """exp(..) s^power ln^logarithm, or exp(..) s^power (1/ln(1/s))^slow (ln ln(1/s))^logarithm, or s^power cos(..).

    With `depth` 2 the slow one goes in powers of ln ln(1/s) and of its logarithm.
    """

    power: Power
    logarithm: int = 0
    slow: Fraction | None = None
    front: tuple[Exponential, ...] = ()
    wave: Wave | None = None
    depth: int = 1

    def expression(self, small: Small) -> Any:
        """As SymPy, in the user's variable."""
        import sympy

        return sympy.Mul(self.behind(small), *(each.expression(small) for each in self.front))

    def behind(self, small: Small) -> Any:
        """What stands behind the exponentials."""
        import sympy

        value = small.power(self.power.expression())
        if self.slow is None:
            value *= small.logarithm**self.logarithm
        else:
            large = small.large() if self.depth == 1 else sympy.log(small.large())
            value *= large ** -_rational(self.slow) * sympy.log(large) ** self.logarithm
        return value if self.wave is None else value * self.wave.expression(small)


def basis(ladder: Ladder, sign: int) -> list[tuple[Any, int, Callable[[Any], Any]]]:
    """(exponent, logarithm, function of the clock) of every coefficient of a ladder, the largest scale first."""
    found = []
    for rung in ladder.rungs:
        for b in reversed(range(rung.count)):
            found.append((rung.exponent, b, _function(rung.exponent, b, sign)))
    return found


def _function(exponent: Any, b: int, sign: int) -> Callable[[Any], Any]:
    return lambda s: s ** number(exponent, s.context) * (sign * s.context.log(1 / s)) ** b


def _rational(value: Fraction) -> Number:
    import sympy

    return sympy.Rational(value.numerator, value.denominator)
