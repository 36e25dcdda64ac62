"""Derivatives of a function that SymPy knows, at a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.formal import UnderivableError

DERIVATIVES = 40


@dataclass
class Derivatives:
    """Taylor's coefficients of a function at a place."""

    function: Any
    orders: list[Any]
    place: Any
    kept: list[Any] = field(default_factory=list)
    z: Any = field(default_factory=lambda: sympy.Dummy("z"))

    def exist(self) -> bool:
        """Whether it has a value and a slope there."""
        try:
            return [self.coefficient(k) for k in range(2)] != []
        except UnderivableError:
            return False

    def coefficient(self, k: int) -> Tree:
        """f^(k)/k!."""
        if not self.kept:
            self.kept.append(self.function(*self.orders, self.z))
        while len(self.kept) <= k:
            self.kept.append(self.kept[-1].diff(self.z))
        value = self.kept[k].subs(self.z, self.place)
        if k > DERIVATIVES or not value.is_finite or value.has(sympy.Subs, sympy.Derivative, sympy.zoo, sympy.nan):
            raise UnderivableError(f"{self.function} has no derivatives at {self.place}")
        return value / sympy.factorial(k)
