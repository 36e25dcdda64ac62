"""An expression to any number of digits: precision rises until the ball is small enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import flint
from sympy.core.function import AppliedUndef

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, ComplexError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.culprit import not_finite
from higgs_sym.evaluation.run import Run, real_digits
from higgs_sym.evaluation.tree import compiled, on_cut, to_mp
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.results import context

TRIES = 7
MOST_VAIN = 3  # tries in a row that brought nothing where something is known: what disagrees is not the precision
MOST_BITS = 40_000
MOST_LOST = 250  # digits that may cancel
GUARD = 10  # digits
SPARE_BITS = 512
FEWEST_DIGITS = 1  # that can be asked for
FEWER = 3  # digits that are given up where those that are known cannot be had


class _ShortError(AccuracyError):
    """A value is not known to the digits asked for."""

    def __init__(self, reached: int, ball: Ball) -> None:
        super().__init__(f"{reached} digits are known")
        self.reached, self.ball = reached, ball


@dataclass(frozen=True)
class Value:
    """A real number with its ball and whether that is a proof."""

    number: Any  # mpf of the context of that many digits
    ball: Any  # arb
    proven: bool


class Expression:
    """A SymPy expression of named symbols, evaluated with error balls.

    Symbols are found by name. A symbol's value may itself be an expression of the others; see `value`.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._function = compiled(tree)
        # Quantities of the package stop at MAX_DIGITS; everything else is a function of balls.
        self._most_digits = MAX_DIGITS - 5 if tree.has(AppliedUndef) else MOST_BITS

    def value(self, values: Mapping[str, Any], digits: int, *, certify: bool = False) -> Value:
        """The real value to `digits` digits.

        `values` maps names to exact Fractions or to `Expression`s of the names before them. Raises AccuracyError if
        the value is complex, or cannot be bounded to that many digits.
        """
        try:
            return self._value(values, digits, certify)
        except _ShortError as error:
            raise AccuracyError(self._remedy(values, error, digits, certify)) from None

    def _remedy(self, values: Mapping[str, Any], error: _ShortError, digits: int, certify: bool) -> str:
        """What is known, and what helps: fewer digits are asked for before that is said."""
        for fewer in (error.reached, error.reached - FEWER):
            try:
                if fewer >= FEWEST_DIGITS:
                    self._value(values, fewer, certify)
                    return f"the expression is known to {error.reached} of {digits} digits: ask for {fewer} digits"
            except _ShortError:
                continue
        return _without_digits(error.reached, digits, error.ball)

    def _value(self, values: Mapping[str, Any], digits: int, certify: bool) -> Value:
        bits, wanted, reached, best, vain = int((digits + GUARD) * BITS), digits, 0, 0, 0
        for _ in range(TRIES):
            check()
            run = Run(min(wanted, self._most_digits) if not certify else wanted, certify)
            ball, real = self._once(values, run, bits)
            with flint_precision(bits):
                reached = max(0, real_digits(real)) if real.is_finite() else 0
            if reached >= digits:
                return _rounded(real, digits, run.proven)
            if run.cut:
                raise AccuracyError(on_cut(run.cut))
            # A ball without any digit says nothing about how many are missing, nor one that more bits did not help.
            stuck = reached == 0 or (run.proven and reached <= best)
            vain = vain + 1 if 0 < reached <= best else 0
            if vain == MOST_VAIN and not run.proven:
                break
            best = max(best, reached)
            if reached == 0 and ball.is_finite():  # zero, or what is left of a difference
                if wanted >= digits + MOST_LOST and not run.proven:
                    break
                wanted = min(2 * wanted, digits + MOST_LOST)
            else:
                # Where a little more has not helped, twice as many may: far out two rules agree later.
                wanted += max(4, digits - reached) if vain < MOST_VAIN - 1 else wanted
            bits = 2 * bits if stuck else bits + int((digits - reached + GUARD) * BITS)
            if bits > MOST_BITS:
                break
        self._explain(values, digits, ball)
        raise _ShortError(max(reached, best), ball)

    def _explain(self, values: Mapping[str, Any], digits: int, ball: Ball) -> None:
        """Raise AccuracyError with the name of the part that has no finite value, where there is one."""
        if ball.is_finite():
            return
        part = not_finite(self.tree, lambda run: environment(values, run), values, digits)
        if part:
            raise AccuracyError(part)

    def ball(self, values: Mapping[str, Any], digits: int) -> Ball:
        """The real value in one evaluation with so many digits, as a ball: how many are left, it says itself."""
        run = Run(min(digits, self._most_digits), False)
        return self._once(values, run, int((digits + GUARD) * BITS))[1]

    def _once(self, values: Mapping[str, Any], run: Run, bits: int) -> tuple[Ball, Ball]:
        """The value and its real part."""
        # Integrals spend more bits where their integrands cancel: what they are given is known that well.
        with flint_precision(4 * bits + SPARE_BITS):
            balls = environment(values, run)
        with flint_precision(bits):
            found = self._function(balls, run)
            return found, self._real(found, run)

    def _real(self, ball: Ball, run: Run) -> Any:
        if not ball.is_finite():
            return flint.arb.nan()
        if run.cut and not ball.imag.is_zero():
            raise AccuracyError(on_cut(run.cut))
        real = run.beside and abs(ball.imag) < abs(ball.real) * flint.arb(2) ** (-2 * flint.ctx.prec)
        if not real and not may_be(ball.imag):
            raise ComplexError(f"the expression is complex, {ball.str(8, radius=False)}: take re(...) or im(...)")
        # An imaginary part that may be larger than the real one is not known to be none.
        unknown = not real and not ball.imag.is_zero() and abs(ball.imag).upper() > abs(ball.real).upper()
        return flint.arb.nan() if unknown else ball.real


def _without_digits(reached: int, digits: int, ball: Ball) -> str:
    """What is known of a value that fewer digits do not help."""
    if ball.is_finite() and may_be(ball.real):
        bound = abs(ball.real).upper().str(2, radius=False)
        return f"the expression is zero or smaller than {bound}, no digits of it are known: evaluate 1 + the expression"
    return f"the expression is known to {reached} of {digits} digits: take it apart, and see which part has no value"


def environment(values: Mapping[str, Any], run: Run) -> dict[str, Any]:
    """The values as balls at the present precision, each with those before it."""
    balls: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Expression):
            balls[name] = value._function(balls, run)
        else:
            balls[name] = flint.acb(flint.fmpq(value.numerator, value.denominator))
    return balls


def _rounded(ball: Ball, digits: int, proven: bool) -> Value:
    return Value(to_mp(flint.acb(ball), context(digits + GUARD)), ball, proven)
