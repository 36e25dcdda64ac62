"""python-flint balls (Arb): every operation returns an enclosure.

Elementary functions refuse (return a non-finite ball) where their argument touches a branch cut, so that a finite
result also certifies that the function is analytic on the whole argument ball.
"""

from __future__ import annotations

import flint

from higgs_sym.arithmetic.arb import ArbBackend
from higgs_sym.arithmetic.types import Ball, Number


class BallBackend(ArbBackend):
    """`arb` and `acb` at flint's current precision (see `arithmetic.flint_context`)."""

    name = "ball"

    def sqrt(self, x: Ball) -> Ball:
        return x.sqrt(analytic=True) if isinstance(x, flint.acb) else x.sqrt()

    def log(self, x: Ball) -> Ball:
        return x.log(analytic=True) if isinstance(x, flint.acb) else x.log()

    def cube_root(self, x: Ball) -> Number:
        """Principal cube root, refused unless the real part is certainly positive."""
        return x.root(3) if x.real > 0 else x * flint.arb.nan()

    def reflected(self, x: Ball) -> Ball:
        """f*(x) = conj f(conj x) of a value over a ball symmetric about the real axis."""
        return x.conjugate()

    def positive(self, x: Number) -> bool:
        """Whether the midpoint's real part is positive."""
        return float(x.real.mid()) > 0


BACKEND = BallBackend()
