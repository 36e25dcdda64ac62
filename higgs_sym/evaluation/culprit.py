"""Which part of an expression has no finite value, for a message that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import BudgetError, HiggsSymError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.tree import compiled, is_costly

BITS = 2048  # what cancels to fewer is finite
NEAR = 1e-9
LONG = 12  # characters of a value that a message shows


def not_finite(tree: Tree, environment: Callable[[Run], dict[str, Any]], values: Mapping[str, Any], digits: int) -> str:
    """The innermost part that is not finite although its own parts are, as words; "" if none is found."""
    run = Run(digits, False)
    with flint_precision(BITS):
        balls = environment(run)
    for part in _inside_out(tree):
        names = sorted(symbol.name for symbol in algebra.symbols(part))
        if part.is_Atom or not set(names) <= set(balls):
            continue
        try:
            with flint_precision(BITS):
                finite = compiled(part)(balls, run).is_finite()
        except BudgetError:
            raise
        except HiggsSymError:
            return ""
        if not finite:
            given = ", ".join(f"{name} = {_short(values[name])}" for name in names)
            where = f" at {given}" if given else ""
            if _finite_beside(part, balls, run):
                return f"{part} is not finite{where}: it has a pole or a branch point there; move the point"
            return f"no value of {part} is known{where}: it has none there, or its arguments are too large"
    return ""


def _finite_beside(part: Tree, balls: dict[str, Any], run: Run) -> bool:
    """Whether the part has a value where one of its arguments is moved a little: not so where they are too large."""
    if is_costly(part) or not part.args:
        return True
    names = [sympy.Symbol(f"argument{k}") for k in range(len(part.args))]
    try:
        with flint_precision(BITS):
            given = {name.name: compiled(each)(balls, run) for name, each in zip(names, part.args, strict=True)}
            function = compiled(part.func(*names, evaluate=False))
            # The last one first: it is mostly the one that poles are in, orders and parameters come before it.
            moved = ({**given, name.name: given[name.name] * (1 + NEAR) + NEAR} for name in reversed(names))
            return any(function(each, run).is_finite() for each in moved)
    except BudgetError:
        raise
    except HiggsSymError:
        return True


def _inside_out(tree: Tree) -> Iterator[Tree]:
    """Every part after its own parts; what an integral, a sum or a root binds is not opened."""
    if not is_costly(tree):
        for part in tree.args:
            yield from _inside_out(part)
    yield tree


def _short(value: Any) -> str:
    text = str(value)
    if isinstance(value, Fraction) and len(text) > LONG:
        return f"{float(value):.6g}"
    return text if len(text) <= LONG else "the value given"
