"""The ways to derive an expansion, in turn: the formula in its variable, in its logarithm, in the logarithm of that."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.deriving import derived
from higgs_sym.expanding.notes import Notes
from higgs_sym.expanding.rows import Row
from higgs_sym.expanding.transseries import Trans, growth
from higgs_sym.judging.approaches import Approach
from higgs_sym.printing import latex

LOGARITHMS = {"log", "LambertW", "li", "Ei", "expint", "besselk", "bessely", "Ci", "digamma", "polygamma"}
DEPTHS = 2  # logarithms of logarithms


@dataclass(frozen=True)
class Attempt:
    """A derived series; with `depth` 1 or 2 its s is 1/ln or 1/ln ln of the large quantity."""

    series: Trans
    rules: str
    depth: int

    def order(self, row: Row) -> Fraction | None:
        """The power from which on nothing is known beside the front of a row; None if all is."""
        orders = [
            part.order for part in self.series.parts if part.order is not None and not growth(part.front, row.front)
        ]
        return min(orders) if orders else None


def attempt(tree: Tree, approach: Approach, width: Fraction, notes: Notes | None = None) -> Attempt | None:
    """The first way that leads to a series; None if none does."""
    for depth in range(DEPTHS + 1):
        made = derived(tree, approach, width, notes)
        if made is not None:
            return Attempt(made.series, made.rules, depth)
        deeper = _in_logarithm(tree, approach)
        if deeper is None:
            return None
        if notes is not None:
            variable = sympy.Symbol(approach.variable)
            large = sympy.log(variable if approach.point is None else 1 / (variable - approach.point))
            notes.state(
                f"ln, {depth}", f"{latex(deeper[1].variable)}={latex(large)}", "The formula depends on this alone."
            )
        tree, approach = deeper
    return None


def _in_logarithm(tree: Tree, approach: Approach) -> tuple[Tree, Approach] | None:
    """The formula in the logarithm of what grows, where it depends on nothing else."""
    names = {type(node).__name__ for node in sympy.preorder_traversal(tree)}
    if not names & LOGARITHMS or names & {"Integral", "Sum"} or approach.direction < 0:
        return None
    symbol, name = sympy.Symbol(approach.variable), approach.variable + "_"
    large = sympy.Symbol(name, positive=True)
    put = sympy.exp(large) if approach.point is None else approach.point + sympy.exp(-large)
    put_in = tree.xreplace({symbol: put})
    logs = {each: sympy.expand_log(sympy.log(each.args[0]), force=True) for each in put_in.atoms(sympy.log)}
    found: Any = put_in.xreplace(logs)
    return found.xreplace({large: sympy.Symbol(name)}), Approach(name, None, 1)
