"""Who evaluates which node."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from higgs_sym.evaluation.implicit.body import Compile, Compiled
from higgs_sym.evaluation.implicit.cases import cases
from higgs_sym.evaluation.implicit.derivatives import derivative
from higgs_sym.evaluation.implicit.extrema import extremum
from higgs_sym.evaluation.implicit.odes import solution
from higgs_sym.evaluation.implicit.roots import root

IMPLICIT: dict[str, Callable[[Any, Compile], Compiled]] = {
    "Root": root,
    "Minimum": partial(extremum, largest=False, position=False),
    "Maximum": partial(extremum, largest=True, position=False),
    "ArgMin": partial(extremum, largest=False, position=True),
    "ArgMax": partial(extremum, largest=True, position=True),
    "DerivativeAt": derivative,
    "Solution": solution,
    "Piecewise": cases,
}
