"""Constants that the coefficients of a problem may contain, read off its formula and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST = 4


def names_in(exact: Any, var: str, at: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Quantities at numbers ("gap(1/10)") and logarithms of numeric parameters ("log(1/10)"), as formulas."""
    import sympy
    from sympy.core.function import AppliedUndef

    from higgs_sym.judging.arguments import tree_of

    if callable(exact) and not hasattr(exact, "free_symbols"):
        return ()
    numbers = {name: tree_of(value, (var,), f"at {name}") for name, value in (at or {}).items()}
    fixed = {sympy.Symbol(name): tree for name, tree in numbers.items() if not tree.free_symbols}
    tree = tree_of(exact, (var, *(at or {})), "exact").xreplace(fixed)
    found = [str(_plain(node)) for node in tree.atoms(AppliedUndef) if not node.free_symbols]
    for value in fixed.values():
        if value.is_Rational and value > 0 and value not in (1, 2):
            found.append(f"log({value})")
    return tuple(dict.fromkeys(sorted(found)))[:MOST]


def _plain(node: Any) -> Any:
    """A function whose arguments are evaluated where they are plain numbers."""
    import sympy

    return node.func(*(arg if arg.has(sympy.Integral, sympy.Sum) else arg.doit() for arg in node.args))
