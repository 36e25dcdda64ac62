"""Derivations as chains of machine-checked steps.

A step is a list of residuals that must vanish. It is accepted as *proved* when SymPy reduces every residual
to zero, as *numeric* when SymPy cannot but the residual is zero to 45 of 50 digits at 24 random points of the
stated domain. The two are never blurred: a step carries which it was. A step that fails stops the derivation.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import mpmath
import sympy

from higgs_sym.errors import StepError
from higgs_sym.printing import latex

POINTS = 24
DIGITS = 50
ZERO = 45  # digits that must vanish

Method = Literal["proved", "numeric", "definition"]


@dataclass(frozen=True)
class Step:
    """One accepted statement: `latex` to print, the reason for it, and how it was checked."""

    title: str
    latex: str
    reason: str
    method: Method


@dataclass
class Chain:
    """Collects steps, checking each as it comes; `result` holds the final expression.

    `domain` draws a random point: it maps each free symbol to an interval (low, high) of reals, or to a
    callable taking a `random.Random` and returning an mpmath number.
    """

    domain: Mapping[Any, tuple[float, float] | Callable[[random.Random], Any]] = field(default_factory=dict)
    seed: int = 20250315
    steps: list[Step] = field(default_factory=list)
    result: Any = None

    def __post_init__(self) -> None:
        # SymPy tries random numbers when it looks for zeros; let every run take the same path
        sympy.core.random.seed(self.seed)

    def define(self, title: str, statement: Any, reason: str) -> None:
        """State what is assumed or named; nothing to check."""
        self.steps.append(Step(title, latex(statement), reason, "definition"))

    def show(self, title: str, statement: Any, reason: str, zero: Any = None) -> None:
        """Accept `statement` if it holds.

        `statement` is an Eq or a matrix Eq whose two sides must agree (see `equal`), an inequality that SymPy
        can decide, or a list of these; for a statement of another form (a series, a limit) give `zero`, the
        expression or list of expressions that must vanish for it to be true. An inequality is proved or
        refused: points would not show it. Raises StepError with the residual when it does not hold.
        """
        residuals = as_residuals(statement if zero is None else zero)
        if not residuals:
            raise StepError(f"step {title!r} checks nothing")
        method: Method = "proved"
        for residual in residuals:
            if not proves_zero(residual):
                self._numerically_zero(title, residual)
                method = "numeric"
        self.steps.append(Step(title, latex(statement), reason, method))

    def finish(self, result: Any) -> Chain:
        """Set the final expression and return the chain."""
        self.result = result
        return self

    def _numerically_zero(self, title: str, residual: Any) -> None:
        if not isinstance(residual, sympy.Expr) or residual.has(sympy.Float):
            raise StepError(f"step {title!r} does not hold: {residual}")
        free = sorted(residual.free_symbols, key=lambda s: s.name)
        if any(s not in self.domain for s in free):
            raise StepError(f"step {title!r} is not proved; residual {sympy.simplify(residual)}")
        draw = random.Random(self.seed)
        function = sympy.lambdify(free, [residual, magnitude(residual)], "mpmath")
        with mpmath.workdps(DIGITS + 10):
            for _ in range(POINTS if free else 1):
                point = [sample(self.domain[s], draw) for s in free]
                value, scale = (abs(mpmath.mpmathify(v)) for v in function(*point))
                if not value <= scale * mpmath.mpf(10) ** (-ZERO):
                    where = ", ".join(f"{s}={mpmath.nstr(p, 6)}" for s, p in zip(free, point, strict=True))
                    raise StepError(f"step {title!r} fails: residual {mpmath.nstr(value, 5)} at {where}")


def equal(lhs: Any, rhs: Any) -> Any:
    """An equation that stays as written, also where SymPy could collapse it to True or False."""
    return sympy.Eq(lhs, rhs, evaluate=False)


def stated(name: str, value: Any) -> str:
    """LaTeX of `name = value`, for a left-hand side that is a name and not an expression."""
    return f"{name} = {latex_of(value)}"


def sample(where: tuple[float, float] | Callable[[random.Random], Any], draw: random.Random) -> Any:
    """A random mpmath number with full working precision from an interval or a sampler."""
    if callable(where):
        return where(draw)
    low, high = (mpmath.mpf(end) for end in where)
    return low + (high - low) * draw.getrandbits(256) / mpmath.mpf(2) ** 256


def magnitude(expression: Any) -> Any:
    """The size an expression would have without cancellation: what its rounding error is relative to."""
    if expression.is_Add or expression.is_Mul:
        return expression.func(*[magnitude(part) for part in expression.args])
    if expression.is_Pow and expression.exp.is_Integer and expression.exp.is_positive:
        return magnitude(expression.base) ** expression.exp
    return sympy.Abs(expression, evaluate=False)


def as_residuals(statement: Any) -> list[Any]:
    """The expressions that vanish if the statement is true; an undecided inequality is returned as it is."""
    if isinstance(statement, str):
        raise StepError(f"nothing to check in the text {statement!r}: give the residuals as `zero`")
    if isinstance(statement, Sequence):
        return [r for part in statement for r in as_residuals(part)]
    if isinstance(statement, sympy.Eq):
        statement = statement.lhs - statement.rhs
    elif isinstance(statement, sympy.core.relational.Relational):
        statement = statement.doit()
    if statement is sympy.true:
        return [sympy.S.Zero]
    if isinstance(statement, sympy.MatrixBase):
        return list(statement)
    if isinstance(statement, sympy.MatrixExpr):
        return list(sympy.Matrix(statement.doit()))
    return [sympy.sympify(statement)]


def proves_zero(residual: Any) -> bool:
    """Whether SymPy reduces an exact residual to zero: expanded, over a common denominator, or simplified."""
    if residual == 0:
        return True
    if not isinstance(residual, sympy.Expr) or residual.has(sympy.Float):
        return False
    ways: list[Callable[[Any], Any]] = [sympy.expand, lambda tree: sympy.expand(sympy.numer(sympy.together(tree)))]
    if any(node.is_Pow and node.base.is_Add and node.exp.is_negative for node in residual.atoms(sympy.Pow)):
        ways.reverse()  # expanded over several denominators it would be long, and not yet 0
    return any(way(residual) == 0 for way in (*ways, sympy.simplify))


def latex_of(statement: Any) -> str:
    """LaTeX of a statement; strings pass through."""
    return latex(statement)
