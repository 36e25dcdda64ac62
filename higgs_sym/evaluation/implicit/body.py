"""A formula of one variable at numbers of any precision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.run import Run

Ball = Any  # acb
Values = Mapping[str, Any]  # name -> acb
Compiled = Callable[[Values, Run], Any]
Compile = Callable[[Any], Compiled]
SIGN_BITS = 64
MOST_DOUBLINGS = 8
PATIENCE = 60  # digits


@dataclass(frozen=True)
class Body:
    """f(x), the other symbols at their values."""

    function: Compiled
    name: str
    values: Values
    run: Run

    def __call__(self, x: Ball, digits: int) -> Ball:
        """f(x) at a precision of so many digits; what is inside it is not proved unless it is all balls."""
        check()
        with flint_precision(int(digits * BITS_PER_DIGIT) + 32):
            inner = Run(digits, self.run.certify, inner=True)
            value = self.function({**self.values, self.name: flint.acb(x)}, inner)
        self.run.proven &= inner.proven
        return value

    def real(self, x: Any, digits: int) -> Any:
        """f at a real x, an arb; AccuracyError where f is complex or not finite."""
        value = self(x, digits)
        if not value.is_finite():
            raise AccuracyError(f"a formula of {self.name} is not finite at {x.mid().str(8, radius=False)}")
        if not may_be(value.imag):
            raise AccuracyError(f"a formula of {self.name} is complex at {x.mid().str(8, radius=False)}")
        return value.real

    def sign(self, x: Any, digits: int = int(SIGN_BITS / BITS_PER_DIGIT)) -> int | None:
        """The sign of f at x, with as many digits as it takes, and so many at first.

        None where f has none, or nobody can tell. Next to a pole it has one only with enough digits.
        """
        for _ in range(MOST_DOUBLINGS):
            try:
                value = self.real(x, digits)
            except (AccuracyError, ZeroDivisionError):
                return None
            if value > 0:
                return 1
            if value < 0:
                return -1
            if value == 0:
                return 0
            digits *= 2
            if not self.run.proven and digits > 2 * self.run.digits + PATIENCE:
                return None  # what is promised only costs too much to be asked for that many
        return None
