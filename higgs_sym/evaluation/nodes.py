"""Nodes of formulas that SymPy has no class for, where the evaluation looks for them."""

from __future__ import annotations

from higgs_sym.parsing.nodes import PrincipalValue

__all__ = ["PrincipalValue"]
