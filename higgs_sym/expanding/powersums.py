"""Sums of powers of whole numbers, from one or to infinity, as polygamma functions of their other end."""

from __future__ import annotations

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.formal import Formal, UnderivableError
from higgs_sym.expanding.kernels import monomial
from higgs_sym.expanding.transseries import Trans
from higgs_sym.expanding.watson import Rules
from higgs_sym.printing import latex

HURWITZ = "Hurwitz's zeta function"


def power_sum(tree: Tree, rules: Rules) -> Trans:
    """Sum of c k^-p from k = 1 to x, or from x to oo, p = 1, 2, ...: 5.7.6 and 25.11.12."""
    if not isinstance(tree, sympy.Sum) or len(tree.limits) != 1:
        raise UnderivableError("no sum of powers")
    k, low, high = tree.limits[0]
    found = monomial(tree.function, k)
    if found is None or not (found[1].is_Integer and found[1] < 0) or found[0].has(rules.symbol):
        raise UnderivableError("no sum of powers")
    c, p = found[0], -found[1]
    unit = c * sympy.Integer(-1) ** p / sympy.factorial(p - 1)
    if high == sympy.oo and p > 1:
        other = unit * sympy.polygamma(p - 1, low)
    elif low == 1:
        start = sympy.EulerGamma if p == 1 else sympy.zeta(p)
        other = c * start - unit * sympy.polygamma(p - 1, high + 1)
    else:
        raise UnderivableError("no sum of powers")
    if rules.notes is not None:
        rules.notes.state(f"{tree} in closed form", f"{latex(tree)}={latex(other)}", "DLMF 5.7.6, 25.11.12.")
    local: Formal = rules.local
    return rules.nested(other, rules.symbol, local, rules.width)
