"""All special functions by name, and those with a cut on the real axis."""

from __future__ import annotations

from higgs_sym.evaluation.special import bessels, elementary, elliptic, error_functions, gammas, hypergeometric, zetas
from higgs_sym.evaluation.special.base import Function

FAMILIES = (elementary, gammas, zetas, error_functions, bessels, elliptic, hypergeometric)
SPECIAL: dict[str, Function] = {name: function for family in FAMILIES for name, function in family.TABLE.items()}
# Functions that are real on one side of a branch point and have a cut on the other.
ON_CUTS = frozenset(name for family in FAMILIES for name in family.ON_CUTS)
