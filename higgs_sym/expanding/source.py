"""The exact quantity on the way to its limit: values at any small parameter, to any number of digits it has."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import UNDEFINED, AccuracyError, BudgetError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.kept import Kept
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.inputs import exact as exact_number
from higgs_sym.judging.approaches import SMALL, Approach, approaching
from higgs_sym.judging.arguments import names_of, tree_of
from higgs_sym.results import context

GUARD = 15  # digits that contexts carry beyond what values are good to
CLOSED_DIGITS = 12_000  # most digits of functions known in closed form
OPEN_DIGITS = MAX_DIGITS - 10  # of integrals, sums and quantities
DEAR_DIGITS = {True: 400, False: 200}  # of integrals and sums where they must be had, by whether they are cheap
CHEAP, DEAREST = 0.04, 0.25  # seconds a value


@dataclass
class Samples:
    """Values along a sequence with bounds of their errors; `xs` are the clock in which it is geometric."""

    xs: list[Any]
    values: list[Any]
    noise: list[Any]
    ratio: Any
    context: Any

    def __len__(self) -> int:
        return len(self.values)


@dataclass
class Source:
    """`value(s, digits)`: the quantity at an exact s > 0. What it has said it does not compute again."""

    approach: Approach
    quantity: Callable[[Any, int], Any]  # (Fraction or SymPy expression s, digits) -> mpf
    most_digits: int
    tree: Any = None  # SymPy, in the variable and the other symbols; None for a function
    values: Mapping[str, Any] = field(default_factory=dict)  # variable and other symbols, for Expression.value
    formula: Expression | None = None  # the tree, ready to be evaluated
    seconds: float = 0.0
    calls: int = 0
    kept: Kept = field(default_factory=Kept)

    @property
    def closed(self) -> bool:
        """Whether values are enclosed to any number of digits."""
        return self.most_digits > OPEN_DIGITS

    @property
    def all_digits(self) -> int:
        """The digits that can be had where it takes them to see anything."""
        from sympy.core.function import AppliedUndef

        if self.closed or self.tree is None or self.tree.has(AppliedUndef):
            return self.most_digits
        return DEAR_DIGITS[self.cost < CHEAP]

    @property
    def of_variable(self) -> Callable[[Any, int], Any] | None:
        """The quantity as a function (x, digits) of the variable; None where s is not exact for an exact x."""
        point, direction = self.approach.point, self.approach.direction
        if point is not None and not point.is_Rational:
            return None
        place = None if point is None else Fraction(int(point.p), int(point.q))

        def value(x: Any, digits: int) -> Any:
            exact = exact_number(self.approach.variable, x)
            return self.value(direction / exact if place is None else (exact - place) * direction, digits)

        return value

    def value(self, s: Any, digits: int) -> Any:
        """To `digits` digits; AccuracyError if it has fewer, or is zero, infinite or complex."""
        check()
        if digits > max(self.most_digits, self.all_digits):
            raise AccuracyError(f"the exact side has {self.most_digits} digits at most")
        return self.kept.value(s, digits, lambda: self._timed(s, digits))

    def ball(self, s: Fraction, digits: int) -> Ball:
        """The value at s by one evaluation in so many digits, as a ball; for formulas only."""
        check()
        if self.formula is None:
            raise AccuracyError("a function has no balls")
        start = time.process_time()
        found = self.formula.ball({SMALL: s, **self.values}, digits)
        self.seconds += time.process_time() - start
        self.calls += 1
        return found

    def _timed(self, s: Any, digits: int) -> Any:
        start = time.process_time()
        value = self.quantity(s, digits)
        self.seconds += time.process_time() - start
        self.calls += 1
        return value

    def dear(self, s: Any, digits: int) -> bool:
        """Whether a value at s takes too long to ask for many of its kind; what it raises is not caught."""
        before = self.seconds
        self.value(s, digits)
        return self.seconds - before > DEAREST

    @property
    def cost(self) -> float:
        """Seconds a value took on average."""
        return self.seconds / max(1, self.calls)

    def geometric(self, start: Fraction, ratio: Fraction, count: int, digits: int) -> Samples:
        """Values at s = start/ratio^k, k < count, as far as they can be had."""
        points = [start / ratio**k for k in range(count)]
        return self._samples(points, [lambda c, s=s: _number(s, c) for s in points], ratio, digits)

    def deep(self, start: int, count: int, ratio: int, digits: int, *, twice: bool = False) -> Samples:
        """Values at s = exp(-start ratio^k): geometric in 1/ln(1/s), which is the clock; `twice`: in 1/ln ln(1/s)."""
        import sympy

        sizes = [start * ratio**k for k in range(count)]
        logs = [sympy.Integer(n) for n in sizes]
        points = [sympy.exp(-(sympy.exp(n, evaluate=False) if twice else n), evaluate=False) for n in logs]
        return self._samples(points, [lambda c, n=n: 1 / c.mpf(n) for n in sizes], Fraction(ratio), digits)

    def _samples(self, points: list[Any], clocks: list[Any], ratio: Fraction, digits: int) -> Samples:
        work = context(digits + GUARD)
        values: list[Any] = []
        for point in points:
            try:
                values.append(work.convert(self.value(point, digits)))
            except BudgetError:
                raise
            except UNDEFINED:
                break
        xs = [clock(work) for clock in clocks[: len(values)]]
        noise = [abs(value) * work.mpf(10) ** -digits for value in values]
        return Samples(xs, values, noise, _number(ratio, work), work)


def source_of(exact: Any, var: str, limit: str, at: Mapping[str, Any] | None) -> Source:
    """The source of a formula, a SymPy expression or a function (x, digits) -> mpf; parameters as in `check.check`."""
    approach = approaching(var, limit)
    names = names_of(var, at or {})
    if callable(exact) and not hasattr(exact, "free_symbols"):
        return Source(approach, _of_function(exact, approach), OPEN_DIGITS)
    values = {var: approach.expression()}
    values |= {name: Expression(tree_of(text, (var,), f"at {name}")) for name, text in (at or {}).items()}
    tree = tree_of(exact, names, "exact")
    full = Expression(tree)

    def value(s: Any, digits: int) -> Any:
        return full.value({SMALL: s if isinstance(s, Fraction) else Expression(s), **values}, digits).number

    return Source(approach, value, OPEN_DIGITS if is_open(tree) else CLOSED_DIGITS, tree, values, full)


def is_open(tree: Any) -> bool:
    """Whether values are computed to some digits instead of enclosed to any number."""
    import sympy
    from sympy.core.function import AppliedUndef

    plain = (sympy.Add, sympy.Mul, sympy.Pow, sympy.Symbol, sympy.Number, sympy.NumberSymbol, sympy.Function)
    return bool(tree.has(sympy.Integral, sympy.Sum, AppliedUndef)) or not all(
        isinstance(node, plain) or node is sympy.I for node in sympy.preorder_traversal(tree)
    )


def _of_function(function: Any, approach: Approach) -> Callable[[Any, int], Any]:
    def value(s: Any, digits: int) -> Any:
        work = context(digits + 2 * GUARD)
        if not isinstance(s, Fraction):
            raise AccuracyError("a function is asked at rational points only")
        number = work.convert(function(approach.value(_number(s, work)), digits))
        if not work.isfinite(number) or work.im(number):
            raise AccuracyError("the function is not finite and real there")
        return work.re(number)

    return value


def _number(value: Fraction, work: Any) -> Any:
    return work.mpf(value.numerator) / value.denominator
