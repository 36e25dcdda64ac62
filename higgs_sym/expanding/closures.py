"""Functions that solve linear differential equations with polynomial coefficients: sums and products do so too.

A function is a row of rational functions times a vector Y with Y' = A Y. The vectors of a sum lie side by side, those
of a product are multiplied; derivatives are rows again, and the first that depends on those before it is the equation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import QQ
from sympy.polys.matrices import DomainMatrix
from sympy.polys.polyerrors import PolynomialError

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.budget import check
from higgs_sym.expanding.operators import Operator, Z, operator_of
from higgs_sym.parsing.nodes import Solution

MOST = 8  # dimensions
Matrix = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class System:
    """row Y with Y' = matrix Y, over a field of rational functions."""

    matrix: Matrix
    row: Sequence[Any]


class NoEquationError(PolynomialError):  # type: ignore[misc]
    """A function for which no equation is known."""


class Closure:
    """Systems of trees in one variable; constants that are no fractions are letters of the field."""

    def __init__(self, tree: Tree, symbol: Tree) -> None:
        constants = {
            node for node in sympy.preorder_traversal(tree)
            if symbol not in node.free_symbols and node.is_number and not node.is_Rational
        } if tree.args else set()  # fmt: skip
        self.letters: Mapping[Any, Any] = {each: sympy.Dummy("c", positive=True) for each in constants}
        self.symbol = symbol
        self.field = QQ.frac_field(symbol, *self.letters.values())

    def element(self, tree: Tree) -> Any:
        """A rational function as an element of the field."""
        put = sympy.sympify(tree).xreplace(self.letters)
        if not put.free_symbols <= {self.symbol, *self.letters.values()} or not put.is_rational_function(self.symbol):
            raise NoEquationError("no rational function")
        try:
            return self.field.from_sympy(sympy.together(put))
        except (sympy.CoercionFailed, ValueError) as error:
            raise NoEquationError("no rational function") from error

    def slope(self, element: Any) -> Any:
        """The derivative of an element."""
        return element.diff(self.field.gens[0]) if element else element

    def of(self, tree: Tree) -> System:
        """The system of a tree."""
        check()
        zero, one = self.field.zero, self.field.one
        if not tree.has(Solution) and tree.xreplace(self.letters).is_rational_function(self.symbol):
            return System([[zero]], [self.element(tree)])
        if tree.is_Add or tree.is_Mul:
            return self._joined([self.of(each) for each in tree.args], _sum if tree.is_Add else _product)
        if isinstance(tree, sympy.exp):
            return System([[self.slope(self.element(tree.args[0]))]], [one])
        if tree.is_Pow and tree.exp.is_number:
            return self._power(tree.base, tree.exp.doit())
        if isinstance(tree, Solution):
            return self._solution(tree)
        operator = operator_of(type(tree).__name__, [each.doit() for each in tree.args[:-1]]) if tree.args else None
        if operator is None:
            raise NoEquationError(f"no equation for {type(tree).__name__}")
        return self._companion(operator, tree.args[-1])

    def _power(self, base: Tree, exponent: Tree) -> System:
        if exponent.is_Integer and exponent > 1:
            return self._joined([self.of(base)] * int(exponent), _product)
        if not exponent.is_Rational:
            raise NoEquationError("a power that is no fraction")
        inner = self.element(base)
        return System([[self.field.from_sympy(exponent) * self.slope(inner) / inner]], [self.field.one])

    def _joined(self, systems: Sequence[System], join: Callable[[System, System, Any], System]) -> System:
        found = systems[0]
        for each in systems[1:]:
            found = join(found, each, self.field)
            if len(found.row) > MOST:
                raise NoEquationError("an equation of too high an order")
        return found

    def _companion(self, operator: Operator, argument: Tree) -> System:
        inner = self.element(argument)
        slope, n = self.slope(inner), len(operator) - 1
        rows = [[slope if k == j + 1 else self.field.zero for k in range(n)] for j in range(n)]
        top = self.element(operator[-1].subs(Z, argument))
        rows[-1] = [-slope * self.element(each.subs(Z, argument)) / top for each in operator[:-1]]
        return System(rows, [self.field.one] + [self.field.zero] * (n - 1))

    def _solution(self, tree: Any) -> System:
        """A linear ODE node; what does not multiply y stands beside it as one more component."""
        (t, _, end), *unknowns = tree.limits
        names = [each[0] for each in unknowns]
        linear = sympy.expand(tree.function)
        parts = [linear.coeff(name, 1) for name in names]
        rest = sympy.expand(linear - sympy.Add(*(a * b for a, b in zip(parts, names, strict=True))))
        if end != self.symbol or any(each.has(*names) for each in (*parts, rest)):
            raise NoEquationError("an equation that is not linear")
        n, zero = len(names), self.field.zero
        rows = [[self.field.one if k == j + 1 else zero for k in range(n + 1)] for j in range(n - 1)]
        rows.append([self.element(each.subs(t, self.symbol)) for each in (*parts, rest)])
        return System([*rows, [zero] * (n + 1)], [self.field.one] + [zero] * n)

    def operator(self, system: System) -> Operator:
        """The differential equation of row Y, with polynomial coefficients in z."""
        rows = [list(system.row)]
        for _ in range(len(system.row)):
            rows.append(self._next(rows[-1], system.matrix))
            relation = DomainMatrix(rows, (len(rows), len(system.row)), self.field).transpose().nullspace()
            if relation.shape[0]:
                found = [self.field.to_sympy(each) for each in relation.to_list()[0]]
                common = sympy.lcm_list([sympy.denom(sympy.together(each)) for each in found])
                back = {letter: value for value, letter in self.letters.items()}
                return tuple(sympy.cancel(each * common).xreplace(back).subs(self.symbol, Z) for each in found)
        raise NoEquationError("no equation")

    def _next(self, row: Sequence[Any], matrix: Matrix) -> list[Any]:
        found = []
        for k in range(len(row)):
            total = self.slope(row[k])
            for j, each in enumerate(row):
                total = total + each * matrix[j][k]
            found.append(total)
        return found


def _sum(one: System, other: System, field: Any) -> System:
    a, b = len(one.row), len(other.row)
    rows = [[*row, *([field.zero] * b)] for row in one.matrix]
    rows += [[*([field.zero] * a), *row] for row in other.matrix]
    return System(rows, [*one.row, *other.row])


def _product(one: System, other: System, field: Any) -> System:
    a, b = len(one.row), len(other.row)
    rows = []
    for i in range(a):
        for j in range(b):
            row = []
            for k in range(a):
                for m in range(b):
                    value = field.zero
                    value = value + (one.matrix[i][k] if j == m else field.zero)
                    row.append(value + (other.matrix[j][m] if i == k else field.zero))
            rows.append(row)
    return System(rows, [x * y for x in one.row for y in other.row])


def equation_of(tree: Tree, symbol: Tree) -> Operator | None:
    """The linear differential equation of a formula in one symbol; None if none is known."""
    closure = Closure(tree, symbol)
    try:
        return closure.operator(closure.of(tree))
    except (PolynomialError, ZeroDivisionError):
        return None
