"""Values of SymPy's trees by mpmath: SymPy evaluates a large tree term by term, and what stands in it twice as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mpmath
import sympy

DIGITS = 80  # many more than are compared


def number(tree: Any, values: Mapping[Any, Any] | None = None) -> Any:
    """A tree where its symbols have exact values."""
    given = dict(values or {})
    function = sympy.lambdify(list(given), tree, "mpmath", cse=True)
    with mpmath.workdps(DIGITS):
        return mpmath.mpmathify(function(*(mpmath.mpmathify(sympy.N(each, DIGITS)) for each in given.values())))


def same(one: Any, other: Any, factor: Any = 1) -> bool:
    """Whether one = factor times the other, to 25 digits."""
    with mpmath.workdps(DIGITS):
        return bool(abs(one - other * mpmath.mpmathify(factor)) <= mpmath.mpf("1e-25") * abs(one))
