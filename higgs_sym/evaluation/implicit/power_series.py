"""A SymPy tree of the functions that power series know, evaluated on power series."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flint

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.implicit.body import Compile, Compiled, Values
from higgs_sym.evaluation.run import Run

Series = Any  # acb_series
OnSeries = Callable[[Mapping[str, Series], Values, Run], Series]
METHODS = {
    "exp": "exp", "log": "log", "sin": "sin", "cos": "cos", "tan": "tan", "atan": "atan", "gamma": "gamma",
    "rgamma": "rgamma", "loggamma": "lgamma", "erf": "erf", "erfc": "erfc", "erfi": "erfi", "Ei": "ei", "Si": "si",
    "Ci": "ci", "Shi": "shi", "Chi": "chi", "airyai": "airy_ai", "airybi": "airy_bi", "elliptic_k": "elliptic_k",
}  # fmt: skip


def on_series(tree: Tree, names: set[str], compile_tree: Compile) -> OnSeries:
    """The function (series by name, values of the other symbols, run) -> series."""
    if not {symbol.name for symbol in tree.free_symbols} & names:
        return _constant(compile_tree(tree))
    if tree.is_Symbol:
        return lambda series, _values, _run: series[tree.name]
    parts = [on_series(part, names, compile_tree) for part in tree.args]
    if tree.is_Add:
        return lambda series, values, run: sum((part(series, values, run) for part in parts), flint.acb_series([0]))
    if tree.is_Mul:
        return _product(parts)
    if tree.is_Pow:
        return _power(tree, parts)
    name = type(tree).__name__
    if name in METHODS:
        return lambda series, values, run: getattr(parts[0](series, values, run), METHODS[name])()
    if name in ("sinh", "cosh", "tanh"):
        return lambda series, values, run: _hyperbolic(name, parts[0](series, values, run))
    raise AccuracyError(f"{name} of an unknown function, or of its variable, cannot be followed in a series")


def _constant(value: Compiled) -> OnSeries:
    return lambda _series, values, run: flint.acb_series([value(values, run)], prec=flint.ctx.cap)


def _product(parts: list[OnSeries]) -> OnSeries:
    def value(series: Mapping[str, Series], values: Values, run: Run) -> Series:
        total = parts[0](series, values, run)
        for part in parts[1:]:
            total = total * part(series, values, run)
        return total

    return value


def _power(tree: Tree, parts: list[OnSeries]) -> OnSeries:
    base, exponent = parts
    if tree.exp.is_Integer:
        whole = int(tree.exp)
        return lambda series, values, run: _whole_power(base(series, values, run), whole)
    if tree.exp.is_Rational and tree.exp.q == 2:
        whole = int(tree.exp.p)
        return lambda series, values, run: _whole_power(base(series, values, run).sqrt(), whole)
    return lambda series, values, run: (base(series, values, run).log() * exponent(series, values, run)).exp()


def _whole_power(base: Series, whole: int) -> Series:
    total = flint.acb_series([1], prec=flint.ctx.cap)
    for bit in bin(abs(whole))[2:]:
        total = total * total
        if bit == "1":
            total = total * base
    return total if whole >= 0 else total.inv()


def _hyperbolic(name: str, x: Series) -> Series:
    up, down = x.exp(), (-x).exp()
    if name == "tanh":
        return (up - down) * (up + down).inv()
    return (up + down if name == "cosh" else up - down) * flint.acb(0.5)
