"""SymPy expressions: what LaTeX, derivation residuals and generated code are made from."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.conventions import symbol
from higgs_sym.records import Formula


class SymbolicBackend(Backend):
    """Exact expressions."""

    name = "symbolic"
    pi = sympy.pi

    def rational(self, numerator: int, denominator: int = 1) -> Any:
        return sympy.Rational(numerator, denominator)

    def power(self, base: Number, exponent: Number) -> Any:
        return sympy.Pow(base, exponent)

    def sqrt(self, x: Any) -> Any:
        return sympy.sqrt(x)

    def log(self, x: Number) -> Any:
        return sympy.log(x)

    def exp(self, x: Number) -> Any:
        return sympy.exp(x)

    def sin(self, x: Number) -> Any:
        return sympy.sin(x)

    def cos(self, x: Number) -> Any:
        return sympy.cos(x)

    def asin(self, x: Number) -> Any:
        return sympy.asin(x)

    def acosh(self, x: Number) -> Any:
        return sympy.acosh(x)

    def gamma(self, x: Number) -> Any:
        return sympy.gamma(x)

    euler = sympy.EulerGamma

    def zeta(self, x: Number) -> Any:
        return sympy.zeta(x)


class NamingBackend(SymbolicBackend):
    """Leaves the intermediate results that a formula names as symbols and keeps what they stand for."""

    def __init__(self) -> None:
        self.named: dict[Any, Any] = {}

    def let(self, name: str, value: Number) -> Number:
        intermediate = sympy.Symbol(name)
        self.named[intermediate] = value
        return intermediate


BACKEND = SymbolicBackend()


def expression(formula: Formula) -> Any:
    """The formula as a SymPy expression in the project's symbols."""
    return formula.body(BACKEND, *(symbol(name) for name in formula.variables))


def parts(formula: Formula) -> list[tuple[Any, Any]]:
    """The right-hand side as (None, expression), then each intermediate result with what it stands for."""
    backend = NamingBackend()
    whole = formula.body(backend, *(symbol(name) for name in formula.variables))
    return [(None, whole), *reversed(backend.named.items())]
