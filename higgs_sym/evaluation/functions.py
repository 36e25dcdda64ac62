"""Functions of complex balls by the name of their SymPy class.

With `analytic` a function that is not holomorphic on its argument ball answers with a ball that is not finite:
certified quadrature rests on that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation.special.error_functions import erfc
from higgs_sym.evaluation.special.incomplete import lower
from higgs_sym.evaluation.special.zetas import polygamma

Ball = Any  # acb
NOT_A_NUMBER = flint.acb(flint.arb.nan())


def power(base: Ball, exponent: Ball, analytic: bool = False) -> Ball:
    """base^exponent on the principal branch."""
    if exponent.is_exact() and exponent.imag == 0 and exponent.real.is_integer():
        whole = int(exponent.real.unique_fmpz())
        return base**whole if whole >= 0 or base != 0 else NOT_A_NUMBER
    if base == 0 and exponent.real > 0:
        return base
    if exponent == flint.acb(0.5):
        return base.sqrt(analytic=analytic)
    return base.pow(exponent, analytic=analytic)


def _holomorphic(function: Callable[..., Ball]) -> Callable[..., Ball]:
    return lambda _analytic, *args: function(*args)


def _of_reals(function: Callable[[Ball], Any]) -> Callable[..., Ball]:
    """A function that is nowhere holomorphic."""
    return lambda analytic, x: NOT_A_NUMBER if analytic else flint.acb(function(x))


def _cut(function: Callable[[Ball], Ball], crosses: Callable[[Ball], bool]) -> Callable[..., Ball]:
    """A function with branch cuts on the axes; `crosses(x)` says whether the ball may touch one."""
    return lambda analytic, x: NOT_A_NUMBER if analytic and crosses(x) else function(x)


def _left(x: Ball) -> bool:
    return bool(may_be(x.imag) and not x.real > 0)


def _beyond_one(x: Ball) -> bool:
    return bool(may_be(x.imag) and not (x.real > -1 and x.real < 1))


def _below_one(x: Ball) -> bool:
    return bool(may_be(x.imag) and not x.real > 1)


def _above_one(x: Ball) -> bool:
    return bool(may_be(x.imag) and not x.real < 1)


def _beyond_i(x: Ball) -> bool:
    return bool(may_be(x.real) and not (x.imag > -1 and x.imag < 1))


def _below_branch_of_lambert(x: Ball) -> bool:
    return bool(may_be(x.imag) and not x.real > -0.36)


def _sign(x: Ball) -> Any:
    return x.real.sgn() if x.imag == 0 else flint.arb.nan()


def _beta(a: Ball, b: Ball) -> Ball:
    return a.gamma() * b.gamma() * (a + b).rgamma()


def _with_order(function: Callable[[Ball, Ball], Ball], entire: bool = False) -> Callable[..., Ball]:
    """Functions of (order, argument) that are cut along the negative axis of the argument, for whole orders none that
    is `entire` then.
    """

    def value(analytic: bool, order: Ball, x: Ball) -> Ball:
        whole = entire and order.imag == 0 and order.real.is_integer()
        return NOT_A_NUMBER if analytic and not whole and _left(x) else function(x, order)

    return value


FEW_LOST = 40  # bits


def _short(found: Ball, *args: Ball) -> bool:
    """Whether a value of known positive numbers has lost bits, as where flint's divergent series ends too early."""
    known = all(arg.imag.is_zero() and arg.rel_accuracy_bits() > flint.ctx.prec - FEW_LOST for arg in args)
    return known and bool(args[0].real > 0) and found.rel_accuracy_bits() < flint.ctx.prec - FEW_LOST


def _expint(x: Ball, order: Ball) -> Ball:
    """E_order(x)."""
    found = x.expint(order)
    if order == 1 and _short(found, x):
        return flint.acb(-(-x.real).ei())
    return found


def _uppergamma(x: Ball, order: Ball) -> Ball:
    """Gamma(order, x), at more bits where it is short of some."""
    if order == 0:
        return _expint(x, flint.acb(1))
    found = x.gamma_upper(order)
    if not _short(found, x, order):
        return found
    with flint_precision(2 * flint.ctx.prec):
        return x.gamma_upper(order)


# Holomorphic wherever they are finite, and methods of a ball.
ENTIRE: dict[str, Callable[[Ball], Ball]] = {
    "exp": flint.acb.exp,
    "sin": flint.acb.sin,
    "cos": flint.acb.cos,
    "tan": flint.acb.tan,
    "cot": flint.acb.cot,
    "sec": flint.acb.sec,
    "csc": flint.acb.csc,
    "sinh": flint.acb.sinh,
    "cosh": flint.acb.cosh,
    "tanh": flint.acb.tanh,
    "coth": flint.acb.coth,
    "sech": flint.acb.sech,
    "csch": flint.acb.csch,
    "gamma": flint.acb.gamma,
    "digamma": flint.acb.digamma,
    "erf": flint.acb.erf,
    "erfi": flint.acb.erfi,
}
FUNCTIONS: dict[str, Callable[..., Ball]] = {
    **{name: _holomorphic(function) for name, function in ENTIRE.items()},
    "log": lambda analytic, x: x.log(analytic=analytic),
    "asin": _cut(lambda x: x.asin(), _beyond_one),
    "acos": _cut(lambda x: x.acos(), _beyond_one),
    "atanh": _cut(lambda x: x.atanh(), _beyond_one),
    "acosh": _cut(lambda x: x.acosh(), _below_one),
    "atan": _cut(lambda x: x.atan(), _beyond_i),
    "asinh": _cut(lambda x: x.asinh(), _beyond_i),
    "re": _of_reals(lambda x: x.real),
    "im": _of_reals(lambda x: x.imag),
    "conjugate": _of_reals(lambda x: x.conjugate()),
    "Abs": _of_reals(abs),
    "arg": _of_reals(lambda x: x.arg()),
    "sign": _of_reals(_sign),
    "factorial": _holomorphic(lambda x: (x + 1).gamma()),
    "loggamma": _cut(lambda x: x.lgamma(), _left),
    "polygamma": lambda _analytic, order, x: polygamma(order, x),
    "beta": _holomorphic(_beta),
    "polylog": lambda analytic, order, x: NOT_A_NUMBER if analytic and _above_one(x) else x.polylog(order),
    "erfc": _holomorphic(erfc),
    "airyai": _holomorphic(lambda x: x.airy_ai()),
    "airybi": _holomorphic(lambda x: x.airy_bi()),
    "Ei": _cut(lambda x: x.ei(), _left),
    "Si": _holomorphic(lambda x: x.si()),
    "Ci": _cut(lambda x: x.ci(), _left),
    "elliptic_k": _cut(lambda x: x.elliptic_k(), _above_one),
    "expint": _with_order(_expint),
    "lowergamma": _with_order(lambda x, order: lower(order, x)),
    "uppergamma": _with_order(_uppergamma),
    "besselj": _with_order(lambda x, order: x.bessel_j(order), entire=True),
    "bessely": _with_order(lambda x, order: x.bessel_y(order)),
    "besseli": _with_order(lambda x, order: x.bessel_i(order), entire=True),
    "besselk": _with_order(lambda x, order: x.bessel_k(order)),
}
CONSTANTS: dict[str, Callable[[], Any]] = {
    "Pi": lambda: flint.arb.pi(),
    "Exp1": lambda: flint.arb.const_e(),
    "EulerGamma": lambda: flint.arb.const_euler(),
    "Catalan": lambda: flint.arb.const_catalan(),
    "GoldenRatio": lambda: (1 + flint.arb(5).sqrt()) / 2,
    "ImaginaryUnit": lambda: flint.acb(0, 1),
}
