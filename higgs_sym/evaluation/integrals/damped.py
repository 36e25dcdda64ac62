"""Hyperbolic functions and sums of exponentials written so that a box far out does not hide what they do.

A ball around e^z for Re z in [1e3, 2e3] contains zero, and so does one around cosh z; e^-z is a small disc there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.types import Tree
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
    if not tree.has(variable) or not tree.args:
        return tree
    parts = [damped(part, variable, rise) for part in tree.args]
    name = type(tree).__name__
    if name in HYPERBOLIC:
        return _hyperbolic(name, parts[0], rise)
    if not tree.is_Add:
        return tree.func(*parts)
    exponents = [_exponent(part) for part in parts]
    fastest = max(exponents, key=rise)
    if not rise(fastest) > 0:
        return tree.func(*parts)
    return sympy.exp(fastest) * sympy.Add(*(part * sympy.exp(-fastest) for part in parts))


def _hyperbolic(name: str, argument: Any, rise: Callable[[Tree], float]) -> Any:
    sign = 1 if rise(argument) > 0 else -1
    grown, small = sympy.exp(sign * argument), sympy.exp(-2 * sign * argument)
    cosh, sinh = grown * (1 + small) / 2, sign * grown * (1 - small) / 2
    return {
        "cosh": cosh,
        "sinh": sinh,
        "tanh": sign * (1 - small) / (1 + small),
        "coth": sign * (1 + small) / (1 - small),
        "sech": 1 / cosh,
        "csch": 1 / sinh,
    }[name]


def _exponent(tree: Tree) -> Any:
    """The exponent of the exponential in a product, zero without one."""
    return sympy.Add(*(part.args[0] for part in sympy.Mul.make_args(tree) if isinstance(part, sympy.exp)))
