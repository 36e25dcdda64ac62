"""Trees to functions, each made once for all that look at one integrand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import InputError
from higgs_sym.evaluation.run import Run

Number = Any  # acb
Compiled = Callable[[Mapping[str, Any], Run], Number]


class Workshop:
    """Trees to functions, each made once."""

    def __init__(self, compile_tree: Callable[[Any], Compiled]) -> None:
        self._compile = compile_tree
        self._made: dict[Any, Any] = {}

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What `make` gives, kept under the key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def function(self, tree: Tree) -> Compiled | None:
        """The tree's function; None if nobody can evaluate it."""
        return self.once(("function", tree), lambda: self._tried(tree))

    def name(self, tree: Tree) -> str:
        """A short name of its own: printing a tree takes longer than looking for its zeros."""
        return str(self.once(("name", tree), lambda: f"function {len(self._made)}"))

    def _tried(self, tree: Tree) -> Compiled | None:
        try:
            return self._compile(tree)
        except InputError:
            return None
