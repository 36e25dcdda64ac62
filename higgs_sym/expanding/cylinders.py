"""Bessel functions at zero, and what all functions near a number are written with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import Integer, Rational, pi

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import formal
from higgs_sym.expanding.formal import Formal, UnderivableError, composed, constant, logarithm

ONE, ZERO = Integer(1), Integer(0)


@dataclass(frozen=True)
class Near:
    """u = z - c as a series that vanishes, and how many powers are wanted."""

    u: Formal
    width: Fraction

    def sum(self, coefficient: Callable[[int], Any], small: Formal | None = None) -> Formal:
        """Sum of c_k u^k."""
        u = self.u if small is None else small
        if u.front:  # exponentially small: the first coefficient is all that powers can see
            return constant(coefficient(0)) + Formal({}, self.width)
        return composed(coefficient, u, self.width)

    def log(self) -> Formal:
        """ln u."""
        return logarithm(self.u, self.width + 4)

    def power(self, exponent: Tree) -> Formal:
        """u^exponent."""
        return formal.power(self.u, sympy.sympify(exponent), self.width + 4)


Orders = Sequence[Any]
Rule = Callable[[Orders, Near], Formal]


def digamma(z: Tree) -> Tree:
    """The value at a fraction, with logarithms and pi written out."""
    return sympy.expand(sympy.expand_func(sympy.digamma(sympy.sympify(z))))


def rational(order: Tree) -> Tree:
    if not order.is_Rational:
        raise UnderivableError("an order that is no fraction")
    return order


def _cylinder(order: Tree, sign: int, near: Near) -> Formal:
    """J (sign -1) or I (sign 1) of any order that is no negative integer, 10.2.2 and 10.25.2."""
    square = (near.u * near.u).scaled(Rational(1, 4))
    tail = near.sum(lambda k: Integer(sign) ** k / (sympy.factorial(k) * sympy.gamma(order + k + 1)), square)
    return formal.power(near.u.scaled(Rational(1, 2)), order, near.width + 4) * tail


def cylinder(sign: int) -> Rule:
    def rule(orders: Orders, near: Near) -> Formal:
        n = rational(orders[0])
        return _cylinder(n if not n.is_Integer else abs(n), sign, near).scaled(
            Integer(sign) ** n if n.is_Integer and n < 0 else ONE
        )

    return rule


def second(sign: int) -> Rule:
    """Y (sign -1) or K (sign 1): 10.2.3, 10.8.1; 10.27.4, 10.31.1."""

    def rule(orders: Orders, near: Near) -> Formal:
        n = abs(rational(orders[0])) if sign > 0 else rational(orders[0])
        if n.is_Integer and n >= 0:
            return _with_logarithm(int(n), sign, near)
        plus, minus = _cylinder(n, sign, near), _cylinder(-n, sign, near)
        if sign > 0:
            return (minus + plus.scaled(-ONE)).scaled(pi / (2 * sympy.sin(n * pi)))
        return (plus.scaled(sympy.cos(n * pi)) + minus.scaled(-ONE)).scaled(1 / sympy.sin(n * pi))

    return rule


def _with_logarithm(n: int, sign: int, near: Near) -> Formal:
    f, psi = sympy.factorial, digamma
    half = near.u.scaled(Rational(1, 2))
    square = half * half
    poles = [
        formal.power(half, Integer(2 * k - n), near.width).scaled(Integer(-sign) ** k * f(n - k - 1) / f(k))
        for k in range(n)
    ]
    regular = near.sum(
        lambda k: Integer(sign) ** k * (psi(k + 1) + psi(n + k + 1)) / (f(k) * f(n + k)), square
    ) * formal.power(half, Integer(n), near.width)
    log = logarithm(half, near.width + 4) * _cylinder(Integer(n), sign, near)
    total = (log.scaled(Integer(2)) + regular.scaled(-ONE)).scaled(ONE / pi if sign < 0 else Integer(-1) ** (n + 1) / 2)
    for pole in poles:
        total = total + pole.scaled(-1 / pi if sign < 0 else Rational(1, 2))
    return total
