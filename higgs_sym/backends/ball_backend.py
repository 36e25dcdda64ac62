"""python-flint balls (Arb): every operation returns an enclosure.

Elementary functions refuse (return a non-finite ball) where their argument touches a branch cut, so that a finite
result also certifies that the function is analytic on the whole argument ball.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.backends.base import Backend


class BallBackend(Backend):
    """`arb` and `acb` at flint's current precision (see `backends.precision`)."""

    name = "ball"

    @property
    def pi(self) -> Any:
        return flint.arb.pi()

    @property
    def i(self) -> Any:
        """The imaginary unit."""
        return flint.acb(0, 1)

    def rational(self, numerator: int, denominator: int = 1) -> Any:
        return flint.arb(flint.fmpq(numerator, denominator))

    def power(self, base: Any, exponent: Any) -> Any:
        return base**exponent

    def sqrt(self, x: Any) -> Any:
        return x.sqrt(analytic=True) if isinstance(x, flint.acb) else x.sqrt()

    def log(self, x: Any) -> Any:
        return x.log(analytic=True) if isinstance(x, flint.acb) else x.log()

    def exp(self, x: Any) -> Any:
        return x.exp()

    def sin(self, x: Any) -> Any:
        return x.sin()

    def cos(self, x: Any) -> Any:
        return x.cos()

    def asin(self, x: Any) -> Any:
        return x.asin()

    def acosh(self, x: Any) -> Any:
        return x.acosh()

    def gamma(self, x: Any) -> Any:
        return x.gamma()

    def cube_root(self, x: Any) -> Any:
        """Principal cube root, refused unless the real part is certainly positive."""
        return x.root(3) if x.real > 0 else x * flint.arb.nan()

    def positive(self, x: Any) -> bool:
        """Whether the midpoint's real part is positive."""
        return float(x.real.mid()) > 0

    def where(self, condition: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
        """One of two forms that are both valid; an uncertain condition takes the second."""
        return yes() if condition else no()


BACKEND = BallBackend()
