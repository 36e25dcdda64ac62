"""Hyperbolic functions and sums of exponentials written so that a box far out does not hide what they do.

A ball around e^z for Re z in [1e3, 2e3] contains zero, and so does one around cosh z; e^-z is a small disc there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.integrals.integrand import Integrand
from higgs_sym.evaluation.run import Run

HYPERBOLIC = {"cosh", "sinh", "tanh", "coth", "sech", "csch"}


def on_boxes(integrand: Integrand, *trees: Tree) -> Callable[[Any], bool]:
    """Whether balls show that all trees are holomorphic on a box of the complex plane, written this way or that."""
    make, values, name = integrand.workshop, {**integrand.values}, integrand.variable.name
    run = Run(15, analytic=True)

    def rise(exponent: Tree) -> float:
        body = integrand.of(exponent)
        value = flint.acb(0) if body is None else body(flint.acb(flint.arb(integrand.far / 2).exp()))
        return max(-1e300, min(1e300, float(value.real.mid()))) if value.is_finite() else 0.0

    def ways(tree: Tree) -> list[Any]:
        other = make.once(("damped", tree), lambda: damped(tree, integrand.variable, rise))
        return [body for each in dict.fromkeys((tree, other)) if (body := make.function(each)) is not None]

    bodies = [ways(tree) for tree in trees]

    def fine(box: Any) -> bool:
        values[name] = box
        return all(any(body(values, run).is_finite() for body in rows) for rows in bodies)

    return fine


def interval(low: Any, high: Any) -> Any:
    """The ball around all numbers between two exact ones."""
    return flint.arb(((low + high) / 2).mid(), ((high - low) / 2).upper())


def damped(tree: Tree, variable: Tree, rise: Callable[[Tree], float]) -> Any:
    """The same function with the fastest growing exponential of every sum taken out; `rise` says how fast one grows."""
    if not algebra.depends(tree, variable) or not tree.args:
        return tree
    parts = [damped(part, variable, rise) for part in tree.args]
    name = type(tree).__name__
    if name in HYPERBOLIC:
        return _joined(_hyperbolic(name, parts[0], rise))
    if not tree.is_Add:
        return _joined(algebra.rebuilt(tree, parts))
    fastest = max((_parted(part)[1] for part in parts), key=rise)
    if not rise(fastest) > 0:
        return algebra.rebuilt(tree, parts)
    slower = _exponential(_minus(fastest))
    rest = algebra.add(*(_joined(algebra.multiply(part, slower)) for part in parts))
    return algebra.multiply(_exponential(fastest), rest)


def _hyperbolic(name: str, argument: Any, rise: Callable[[Tree], float]) -> Any:
    sign = sympy.Integer(1 if rise(argument) > 0 else -1)
    small = _exponential(algebra.multiply(-2 * sign, argument))
    total, difference = algebra.add(algebra.ONE, small), algebra.add(algebra.ONE, _minus(small))
    half = algebra.multiply(sympy.Rational(1, 2), _exponential(algebra.multiply(sign, argument)))
    cosh, sinh = (half, total), (sign, half, difference)
    factors = {
        "cosh": (cosh, ()),
        "sinh": (sinh, ()),
        "tanh": ((sign, difference), (total,)),
        "coth": ((sign, total), (difference,)),
        "sech": ((), cosh),
        "csch": ((), sinh),
    }
    above, below = factors[name]
    return algebra.multiply(*above, *(algebra.power(factor, algebra.MINUS_ONE) for factor in below))


def _joined(tree: Tree) -> Any:
    """A product with one exponential at most: a ball around exp(-z) is small far out, one around 1/exp(z) is not."""
    rest, exponent = _parted(tree)
    return algebra.multiply(rest, _exponential(exponent))


def _parted(tree: Tree) -> tuple[Any, Any]:
    """What is left of a product without its exponentials, and the sum of their exponents."""
    rest, exponents = [], []
    for factor in tree.args if tree.is_Mul else (tree,):
        base, power = algebra.as_power(factor)
        if isinstance(base, sympy.exp):
            exponents.append(algebra.multiply(power, base.args[0]))
        else:
            rest.append(factor)
    return algebra.multiply(*rest), algebra.add(*exponents)


def _exponential(exponent: Tree) -> Any:
    return algebra.function(sympy.exp, exponent)


def _minus(tree: Tree) -> Any:
    return algebra.multiply(algebra.MINUS_ONE, tree)
