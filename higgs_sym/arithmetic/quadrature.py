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

    with flint_precision(bits + 16):
        found = [flint.arb.legendre_p_root(order, k, weight=True) for k in range((order + 1) // 2)]
        upper = [(_exact((node + 1) / 2), _exact(weight / 2)) for node, weight in found]  # from 1 down to the middle
    lower = [(_mirrored(node), weight) for node, weight in upper[: order // 2]]
    return (*lower, *reversed(upper))


@lru_cache(maxsize=64)
def plana_dyadic(order: int, bits: int) -> tuple[tuple[Dyadic, Dyadic], ...]:
    """Pairs (t, w), each within 2^-bits of the true one, with int_0^inf f(t)/(exp(2 pi t) + 1) dt = sum w f(t).

    For odd f: it is Gauss's rule for f(t)/t as a function of t^2, exact for odd polynomials below degree 4 `order`.
    Its recurrence follows in rational numbers from the moments (1 - 2^(1 - 2m)) |B_2m|/(4m) of t^(2m - 1).
    """
    import flint

    moments = [(1 - flint.fmpq(2, 4**m)) * abs(flint.fmpq.bernoulli(2 * m)) / (4 * m) for m in range(1, 2 * order + 1)]
    x, size = flint.fmpq_poly([0, 1]), moments[0]
    before, last = flint.fmpq_poly([1]), x - moments[1] / moments[0]
    older, rows = [flint.fmpq(0)] * len(moments), moments
    mean, part = moments[1] / moments[0], flint.fmpq(0)
    for k in range(1, order):  # Chebyshev's algorithm
        newer = [flint.fmpq(0)] * len(moments)
        for n in range(k, len(moments) - k):
            newer[n] = rows[n + 1] - mean * rows[n] - part * older[n]
        part = newer[k] / rows[k - 1]
        mean = newer[k + 1] / newer[k] - rows[k] / rows[k - 1]
        size *= part
        before, last = last, (x - mean) * last - part * before
        older, rows = rows, newer
    with flint_precision(bits + 64 + 4 * order):
        return tuple(_plana_node(root, size, before, last) for root, _ in last.numer().complex_roots())


def _plana_node(root: Ball, size: Scalar, before: Scalar, last: Scalar) -> tuple[Dyadic, Dyadic]:
    import flint

    slope, value = (flint.acb_poly(p)(root).real for p in (last.derivative(), before))
    t = root.real.sqrt()
    return _exact(t), _exact(flint.arb(size) / (slope * value * t))


def _exact(ball: Ball) -> Dyadic:
    man, exponent = ball.mid().man_exp()
    return int(man), int(exponent)


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
