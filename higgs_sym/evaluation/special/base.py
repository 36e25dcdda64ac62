"""What the families of special functions share: how cuts, whole orders and real arguments are recognised.

As in `functions`, with `analytic` a function that is not holomorphic on its argument ball answers with a ball that is
not finite.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.errors import AccuracyError

Ball = Any  # acb
Function = Callable[..., Ball]
NOT_A_NUMBER = flint.acb(flint.arb.nan())
HALF = flint.acb(0.5)
I = flint.acb(0, 1)  # noqa: E741  the imaginary unit
LARGEST_ORDER = 10_000  # of what is evaluated by as many steps


def real(x: Ball) -> Any:
    """A real number's arb; nan for what may be complex."""
    return x.real if x.imag == 0 else flint.arb.nan()


def left(x: Ball) -> bool:
    """Whether the ball may touch the negative real axis, or zero."""
    return bool(may_be(x.imag) and not x.real > 0)


def above_one(x: Ball) -> bool:
    """Whether it may touch the real axis from one on."""
    return bool(may_be(x.imag) and not x.real < 1)


def entire(function: Function) -> Function:
    """A function that is holomorphic wherever it is finite."""
    return lambda _analytic, *args: function(*args)


def cut(function: Function, crosses: Callable[[Ball], bool]) -> Function:
    """Cut where `crosses` says so of the last argument."""
    return lambda analytic, *args: NOT_A_NUMBER if analytic and crosses(args[-1]) else function(*args)


def of_reals(function: Function) -> Function:
    """A function of real numbers that is nowhere holomorphic, or whose continuation nobody needs."""
    return lambda analytic, *args: NOT_A_NUMBER if analytic else flint.acb(function(*(real(x) for x in args)))


def whole(n: Ball) -> int | None:
    """The integer that a ball is; None for every other."""
    if n.is_exact() and n.imag == 0 and n.real.is_integer() and abs(n) < 2**62:
        return int(n.real.unique_fmpz())
    return None


def whole_order(what: str, n: Ball, least: int, most: int) -> int:
    """An integer between two others; AccuracyError for what is none."""
    found = whole(n)
    if found is None or not least <= found <= most:
        raise AccuracyError(f"{what}: {n.str(8, radius=False)} is no whole number from {least} to {most}")
    return found


def pi() -> Any:
    """Pi at the present precision."""
    return flint.arb.pi()
