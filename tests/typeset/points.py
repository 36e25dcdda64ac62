"""A point at which a formula makes sense: on the way to the limit of one of its claims."""

from __future__ import annotations

from typing import Any

from higgs_sym import inputs, results
from higgs_sym.registry import CLAIMS

ELSEWHERE = {"delta": "1/20", "zeta": "3/10", "kappa": "1/5", "gamma": "2/5", "omega": "27/10"}
ELSEWHERE |= {
    "R": "3/5",
    "R1": "-2/5",
    "R2": "1/8",
    "epsilon": "9/10",
    "t": "7",
    "T": "1/7",
    "u": "1/3",
    "alpha": "1/5",
}
ELSEWHERE |= {"phi": "-1/9", "R0": "4/5", "rho": "7/5", "g": "10/7"}


def point(formula: Any, step: str = "1/37") -> dict[str, Any]:
    """Variable -> exact number, at a fraction of the claim's largest distance from its limit."""
    claim = next((row for row in CLAIMS if row.formula == formula.id), None)
    given: Any = ELSEWHERE
    if claim is not None:
        context = results.context(60)
        start, fraction = (inputs.to_mp(inputs.exact("x", text), context) for text in (claim.limit.start, step))
        given = claim.limit.path(start * (1 - fraction))
    return {name: inputs.exact(name, given[name]) for name in formula.variables}


def as_sympy(value: Any) -> Any:
    """An exact number for SymPy."""
    import sympy

    if isinstance(value, tuple):
        return as_sympy(value[0]) + sympy.I * as_sympy(value[1])
    return sympy.Rational(value.numerator, value.denominator) if hasattr(value, "numerator") else value
