"""SymPy expressions: what LaTeX, derivation residuals and generated code are made from."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.conventions import symbol
from higgs_sym.records import Formula


class SymbolicBackend(Backend):
    """Exact expressions."""

    name = "symbolic"
    pi = sympy.pi

    def rational(self, numerator: int, denominator: int = 1) -> Tree:
        return sympy.Rational(numerator, denominator)

    def power(self, base: Number, exponent: Number) -> Tree:
        return sympy.Pow(base, exponent)

    def sqrt(self, x: Tree) -> Tree:
        return sympy.sqrt(x)

    def log(self, x: Number) -> Tree:
        return sympy.log(x)

    def exp(self, x: Number) -> Tree:
        return sympy.exp(x)

    def sin(self, x: Number) -> Tree:
        return sympy.sin(x)

    def cos(self, x: Number) -> Tree:
        return sympy.cos(x)

    def asin(self, x: Number) -> Tree:
        return sympy.asin(x)

    def acosh(self, x: Number) -> Tree:
        return sympy.acosh(x)

    def gamma(self, x: Number) -> Tree:
        return sympy.gamma(x)

    euler = sympy.EulerGamma

    def zeta(self, numerator: int, denominator: int = 1) -> Tree:
        return sympy.zeta(sympy.Rational(numerator, denominator))


class NamingBackend(SymbolicBackend):
    """Leaves the intermediate results that a formula names as symbols and keeps what they stand for."""

    def __init__(self) -> None:
        self.named: dict[Any, Any] = {}

    def let(self, name: str, value: Number) -> Number:
        intermediate = sympy.Symbol(name)
        self.named[intermediate] = value
        return intermediate


BACKEND = SymbolicBackend()


def expression(formula: Formula) -> Tree:
    """The formula as a SymPy expression in the project's symbols."""
    return formula.body(BACKEND, *(symbol(name) for name in formula.variables))


def parts(formula: Formula) -> list[tuple[Tree, Tree]]:
    """The right-hand side as (None, expression), then each intermediate result with what it stands for."""
    backend = NamingBackend()
    whole = formula.body(backend, *(symbol(name) for name in formula.variables))
    return [(None, whole), *reversed(backend.named.items())]
