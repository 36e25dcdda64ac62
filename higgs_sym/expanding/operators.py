"""Linear differential equations with polynomial coefficients that functions of the handbook satisfy.

An operator is the tuple of its coefficients p_0, p_1, ... in z: p_0 f + p_1 f' + p_2 f'' + ... = 0.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy
from sympy import Integer, Rational, pi

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import transseries
from higgs_sym.expanding.formal import Formal, constant
from higgs_sym.expanding.transseries import Trans

Z = sympy.Symbol("z")
Operator = tuple[Any, ...]
ONE, ZERO = Integer(1), Integer(0)


def _bessel(sign: int) -> Callable[..., Operator]:
    return lambda n: (sign * Z**2 - n**2, Z, Z**2)


def _struve(sign: int) -> Callable[..., Operator]:
    """(z D - n - 1) after Bessel's operator, whose right side is a multiple of z^(n+1)."""

    def operator(n: Tree) -> Operator:
        p = _bessel(sign)(n)
        inner = [sympy.expand(Z * sympy.diff(each, Z) - (n + 1) * each) for each in p]
        return tuple(
            sympy.expand(a + b) for a, b in zip([*inner, ZERO], [ZERO, *(Z * each for each in p)], strict=True)
        )

    return operator


OPERATORS: Mapping[str, Callable[..., Operator | None]] = {
    "exp": lambda: (-ONE, ONE),
    "log": lambda: (ZERO, ONE, Z),
    "sin": lambda: (ONE, ZERO, ONE),
    "cos": lambda: (ONE, ZERO, ONE),
    "sinh": lambda: (-ONE, ZERO, ONE),
    "cosh": lambda: (-ONE, ZERO, ONE),
    "atan": lambda: (ZERO, 2 * Z, 1 + Z**2),
    "atanh": lambda: (ZERO, -2 * Z, 1 - Z**2),
    "asin": lambda: (ZERO, -Z, 1 - Z**2),
    "acos": lambda: (ZERO, -Z, 1 - Z**2),
    "asinh": lambda: (ZERO, Z, 1 + Z**2),
    "acosh": lambda: (ZERO, Z, Z**2 - 1),
    "airyai": lambda: (-Z, ZERO, ONE),
    "airybi": lambda: (-Z, ZERO, ONE),
    "airyaiprime": lambda: (-(Z**2), -ONE, Z),
    "airybiprime": lambda: (-(Z**2), -ONE, Z),
    "besselj": _bessel(1),
    "bessely": _bessel(1),
    "besseli": _bessel(-1),
    "besselk": _bessel(-1),
    "struveh": _struve(1),
    "struvel": _struve(-1),
    "erf": lambda: (ZERO, 2 * Z, ONE),
    "erfc": lambda: (ZERO, 2 * Z, ONE),
    "erfi": lambda: (ZERO, -2 * Z, ONE),
    "dawson": lambda: (Integer(2), 2 * Z, ONE),
    "expint": lambda n: (1 - n, Z + 2 - n, Z),
    "Ei": lambda: (ZERO, 1 - Z, Z),
    "Si": lambda: (ZERO, Z, Integer(2), Z),
    "Ci": lambda: (ZERO, Z, Integer(2), Z),
    "Shi": lambda: (ZERO, -Z, Integer(2), Z),
    "Chi": lambda: (ZERO, -Z, Integer(2), Z),
    "fresnels": lambda: (ZERO, pi**2 * Z**3, -ONE, Z),
    "fresnelc": lambda: (ZERO, pi**2 * Z**3, -ONE, Z),
    "uppergamma": lambda a: (ZERO, Z + 1 - a, Z),
    "lowergamma": lambda a: (ZERO, Z + 1 - a, Z),
    "elliptic_k": lambda: (-Rational(1, 4), 1 - 2 * Z, Z * (1 - Z)),
    "elliptic_e": lambda: (Rational(1, 4), 1 - Z, Z * (1 - Z)),
    "hyp0f1": lambda b: (-ONE, b, Z),
    "hyp1f1": lambda a, b: (-a, b - Z, Z),
    "hyperu": lambda a, b: (-a, b - Z, Z),
    "hyp2f1": lambda a, b, c: (-a * b, c - (a + b + 1) * Z, Z * (1 - Z)),
    "pcfd": lambda n: (n + Rational(1, 2) - Z**2 / 4, ZERO, ONE),
    "pcfu": lambda a: (-a - Z**2 / 4, ZERO, ONE),
    "polylog": lambda n: _polylog(n),
}


def _polylog(n: Tree) -> Operator | None:
    """(1 - z) D after n - 1 times z D gives a constant for n >= 1: D of it vanishes."""
    if not (n.is_Integer and 1 <= n <= 3):
        return None
    p: list[Any] = [ZERO, ONE] if n == 1 else [ZERO, Z]
    for _ in range(int(n) - 2):
        p = _after([ZERO, Z], p)
    if n > 1:
        p = _after([ZERO, ONE], p)
    return tuple(_after([ZERO, ONE], [sympy.expand((1 - Z) * each) for each in p]))


def _after(first: Sequence[Tree], second: Sequence[Tree]) -> list[Tree]:
    """The operator that applies `second` and then `first`."""
    total = [ZERO] * (len(first) + len(second) - 1)
    moved = list(second)
    for j, p in enumerate(first):
        if j:
            up = [ZERO, *moved]
            moved = [sympy.expand(sympy.diff(a, Z) + b) for a, b in zip([*moved, ZERO], up, strict=True)]
        for k, each in enumerate(moved):
            total[k] = sympy.expand(total[k] + p * each)
    return total


def operator_of(name: str, orders: Sequence[Tree]) -> Operator | None:
    """The equation of a function of these orders; None where there is none here."""
    operator = OPERATORS.get(name)
    if operator is None or len(orders) != len(inspect.signature(operator).parameters):
        return None
    return operator(*orders)


def applied(operator: Sequence[Tree], series: Trans, z: Formal, slope: Formal) -> Trans:
    """The operator on a series in s, with z(s) and ds/dz as series: what must vanish to the order that is known."""
    total, derived = transseries.of_constant(ZERO), series
    for k, each in enumerate(operator):
        if k:
            derived = transseries.derivative(derived) * transseries.of(slope)
        if each != 0:
            total = total + transseries.of(_at(each, z)) * derived
    return total


def _at(polynomial: Tree, z: Formal) -> Formal:
    total = Formal({})
    for (power,), c in sympy.Poly(polynomial, Z).terms():
        made = constant(c)
        for _ in range(power):
            made = made * z
        total = total + made
    return total
