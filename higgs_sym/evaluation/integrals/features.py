"""Where an integrand may be singular, have a kink, or change quickly, read from its expression.

Each feature is a real function of the variable of integration: the places are its zeros.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import AppliedUndef

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.evaluation import algebra

SINGULAR, KINK, EDGE = "singular", "kink", "edge"
ENDLESS = "endless"  # beyond it there may be more kinks
OPAQUE = (ExprWithLimits, AppliedUndef)
UNIT = (sympy.core.numbers.ImaginaryUnit,)
SIGMOID = {"exp", "tanh", "coth", "sech", "csch", "cosh", "sinh", "erf", "erfc", "atan", "asinh"}
OSCILLATING = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc, sympy.besselj, sympy.bessely)
AT_ZERO = {"log", "Ei", "Ci", "Chi", "li", "digamma", "loggamma", "gamma", "airyzero"}
AT_ZERO_OF_THE_SECOND = {"expint", "uppergamma", "lowergamma", "bessely", "besselk", "besselj", "besseli", "polygamma"}
ENTIRE_OF_WHOLE_ORDER = {"besselj", "besseli"}
AT_ONE = {"acosh", "zeta", "elliptic_k", "elliptic_e", "li"}
NEVER_ZERO = {"exp", "gamma", "factorial", "beta", "cosh", "sech", "sign"}  # that of a sign is a kink already
STEEP = 8  # powers from which a maximum of the base is a peak
AT_ONES = {"asin", "acos", "atanh", "acoth", "asec", "acsc"}


@dataclass(frozen=True)
class Feature:
    """The zeros of `function` are places of this kind."""

    kind: str
    function: Any

    @property
    def endless(self) -> bool:
        """Whether an infinite path passes such places again and again; edges are then looked for on finite ones."""
        return self.kind == EDGE and algebra.has(self.function, OSCILLATING)


def features(tree: Tree, variable: Tree) -> tuple[Feature, ...]:
    """All of them, each function once, with its strongest kind."""
    found: dict[Any, str] = {}
    for feature in _of(tree, variable):
        for factor in factors(feature.function):
            if algebra.depends(factor, variable):
                rank = (EDGE, KINK, SINGULAR)
                found[factor] = max(found.get(factor, EDGE), feature.kind, key=rank.index)
    return tuple(Feature(kind, function) for function, kind in found.items())


def factors(tree: Tree) -> Iterator[Any]:
    """What has to vanish for a product or a power to vanish."""
    if tree.is_Mul:
        for part in tree.args:
            yield from factors(part)
    elif tree.is_Pow:  # a negative power never vanishes
        yield from () if _is_negative(tree.exp) else factors(tree.base)
    elif type(tree).__name__ in NEVER_ZERO:
        return
    elif type(tree).__name__ == "Abs":
        yield from factors(tree.args[0])
    elif type(tree).__name__ == "agm":
        for part in (*tree.args, algebra.add(*tree.args)):
            yield from factors(part)
    else:
        yield tree


def has_opaque_pole(tree: Tree, function: Tree) -> bool:
    """Whether the integrand is like 1/function or larger where that vanishes, and the function is a quantity's."""
    return algebra.has(function, (AppliedUndef,)) and any(
        _is_negative(node.exp) and not (node.exp.is_Rational and node.exp > -1) and function in factors(node.base)
        for node in sympy.preorder_traversal(tree)
        if node.is_Pow
    )


def _is_negative(exponent: Tree) -> bool:
    return bool(exponent < 0 if exponent.is_Rational else exponent.could_extract_minus_sign())


def _of(tree: Tree, variable: Tree) -> Iterator[Feature]:
    if not algebra.depends(tree, variable) or isinstance(tree, OPAQUE):
        return
    yield from _own(tree, variable)
    for part in tree.args:
        yield from _of(part, variable)


def _own(tree: Tree, variable: Tree) -> Iterator[Feature]:
    name = type(tree).__name__
    if tree.is_Pow:
        yield from _of_power(tree.base, tree.exp, variable)
    elif name in AT_ZERO:
        yield Feature(SINGULAR, tree.args[0])
    elif name in AT_ZERO_OF_THE_SECOND and not (name in ENTIRE_OF_WHOLE_ORDER and tree.args[0].is_Integer):
        yield Feature(SINGULAR, tree.args[1])
    elif name in AT_ONES:
        yield Feature(SINGULAR, tree.args[0] - 1)
        yield Feature(SINGULAR, tree.args[0] + 1)
    elif name == "polylog":
        yield Feature(SINGULAR, tree.args[1] - 1)
    elif name == "LambertW":
        yield Feature(SINGULAR, tree.args[0] + sympy.exp(-1))
    elif name in ("tan", "sec"):
        yield Feature(SINGULAR, sympy.cos(tree.args[0]))
    elif name in ("cot", "csc"):
        yield Feature(SINGULAR, sympy.sin(tree.args[0]))
    elif name in ("Abs", "sign", "arg", "Heaviside"):
        yield Feature(KINK, tree.args[0])
    elif name in ("floor", "ceiling"):
        yield Feature(KINK, sympy.sin(sympy.pi * tree.args[0]))
    elif name in ("Max", "Min"):
        for k, one in enumerate(tree.args):
            for other in tree.args[:k]:
                yield Feature(KINK, one - other)
    elif isinstance(tree, sympy.Piecewise):
        for _, condition in tree.args:
            for each in condition.atoms(sympy.core.relational.Relational):
                yield Feature(KINK, each.lhs - each.rhs)
    if name in ("coth", "csch"):
        yield Feature(SINGULAR, tree.args[0])
    if name in AT_ONE:
        yield Feature(SINGULAR, tree.args[0] - 1)
    if name in SIGMOID:
        yield from _edges(tree.args[0], variable)
    if tree.is_Mul:
        yield from _of_product(tree, variable)


def _of_power(base: Ball, exponent: Ball, variable: Tree) -> Iterator[Feature]:
    if base.is_Mul and not algebra.depends(exponent, variable):
        for factor in base.args:
            yield from _of_power(factor, exponent, variable)
        return
    whole = exponent.is_Integer and exponent > 0
    if algebra.depends(base, variable) and not whole:
        yield Feature(SINGULAR, base)
    if algebra.depends(base, variable) and not algebra.has(base, OPAQUE) and not (whole and exponent < STEEP):
        yield Feature(EDGE, algebra.derivative(base, variable))
    if algebra.depends(exponent, variable):
        yield from _edges(exponent, variable)


def _of_product(tree: Tree, variable: Tree) -> Iterator[Feature]:
    """The maxima of a product of steep factors, which lie where none of them has its own."""
    slopes = [slope for slope in (_steepness(factor, variable) for factor in tree.args) if slope is not None]
    total = algebra.add(*slopes)
    if len(slopes) > 1 and algebra.depends(total, variable) and not algebra.has(total, (*UNIT, *OPAQUE)):
        yield Feature(EDGE, total)


def _steepness(factor: Tree, variable: Tree) -> Any | None:
    """The derivative of the logarithm of a factor that may grow or fall by many orders; None for others."""
    if not algebra.depends(factor, variable):
        return None
    if isinstance(factor, sympy.exp):
        return algebra.derivative(factor.args[0], variable)
    if isinstance(factor, (sympy.cosh, sympy.sinh)):
        sign = sympy.Integer(1 if isinstance(factor, sympy.cosh) else -1)
        inner = factor.args[0]
        steep = algebra.power(algebra.function(sympy.tanh, inner), sign)
        return algebra.multiply(steep, algebra.derivative(inner, variable))
    if not factor.is_Pow or (factor.exp.is_number and not abs(factor.exp) >= STEEP):
        return None
    inverse, slope = algebra.power(factor.base, algebra.MINUS_ONE), algebra.derivative(factor.base, variable)
    slope = algebra.multiply(factor.exp, slope, inverse)
    if not algebra.depends(factor.exp, variable):
        return slope
    return algebra.add(slope, algebra.multiply(algebra.derivative(factor.exp, variable), sympy.log(factor.base)))


def _edges(argument: Any, variable: Tree) -> Iterator[Feature]:
    """Where the argument of a function that saturates or peaks vanishes or is stationary."""
    if algebra.has(argument, UNIT) or algebra.has(argument, OPAQUE):
        return
    yield Feature(EDGE, argument)
    slope = algebra.derivative(argument, variable)
    if algebra.depends(slope, variable):
        yield Feature(EDGE, slope)
