"""Constants that the coefficients of a problem may contain, read off its formula and parameters."""

from __future__ import annotations

from typing import Any

from higgs_sym.expanding.source import Source

MOST = 4


def names_in(source: Source) -> tuple[str, ...]:
    """Quantities at numbers ("gap(1/10)") and logarithms of numeric parameters ("log(1/10)"), as formulas."""
    import sympy
    from sympy.core.function import AppliedUndef

    if source.tree is None:
        return ()
    numbers = {sympy.Symbol(name): each.tree for name, each in source.values.items()}
    fixed = {symbol: tree for symbol, tree in numbers.items() if not tree.free_symbols}
    quantities = source.tree.xreplace(fixed).atoms(AppliedUndef)
    found = [str(_plain(node)) for node in quantities if not node.free_symbols]
    for value in fixed.values():
        if value.is_Rational and value > 0 and value not in (1, 2):
            found.append(f"log({value})")
    return tuple(dict.fromkeys(sorted(found)))[:MOST]


def _plain(node: Any) -> Any:
    """A function whose arguments are evaluated where they are plain numbers."""
    import sympy

    return node.func(*(arg if arg.has(sympy.Integral, sympy.Sum) else arg.doit() for arg in node.args))
