"""Gauss-Legendre rules as exact dyadic numbers, proven by Arb and loadable into any number type; Arb's integrals."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Number, Scalar

Dyadic = tuple[int, int]  # mantissa, exponent


@lru_cache(maxsize=64)
def gauss_dyadic(order: int, bits: int) -> tuple[tuple[Dyadic, Dyadic], ...]:
    """Pairs (node, weight) on (0, 1), each within 2^-bits of the true one, in increasing order of the node."""
    import flint

    def dyadic(ball: Ball) -> Dyadic:
        man, exponent = ball.mid().man_exp()
        return int(man), int(exponent)

    with flint_precision(bits + 16):
        found = [flint.arb.legendre_p_root(order, k, weight=True) for k in range((order + 1) // 2)]
        upper = [(dyadic((node + 1) / 2), dyadic(weight / 2)) for node, weight in found]  # from 1 down to the middle
    lower = [(_mirrored(node), weight) for node, weight in upper[: order // 2]]
    return (*lower, *reversed(upper))


def _mirrored(node: Dyadic) -> Dyadic:
    """1 - node."""
    man, exponent = node
    return ((1 << -exponent) - man, exponent)


def arb_integral(integrand: Callable[[Number, bool], Number], low: Number, high: Number, **limits: Number) -> Scalar:
    """`acb.integral`, an acb; what the integrand raises, Ctrl-C among it, is raised here.

    No exception can pass through the library, which would go on and end in a SystemError: it is kept, and raised when
    the library is done.
    """
    import flint

    raised: list[BaseException] = []
    nan = flint.acb(flint.arb.nan(), flint.arb.nan())

    def value(x: Number, analytic: bool) -> Scalar:
        if raised:
            return nan
        try:
            return integrand(x, analytic)
        except BaseException as error:
            raised.append(error)
            return nan

    try:
        found = flint.acb.integral(value, low, high, **limits)
    except SystemError as error:  # Ctrl-C between the library and `value`
        raise _origin(error) from None
    if raised:
        raise _origin(raised[0])
    return found


def _origin(error: BaseException) -> BaseException:
    """What stands at the bottom of errors that say no more than that there was one."""
    while isinstance(error, SystemError) and (below := error.__cause__ or error.__context__):
        error = below
    return error
