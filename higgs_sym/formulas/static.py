"""The static limit omega = 0, q = 0: sum rules that tie chi^-1 to the derivative of the order parameter."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

HERE = Source("higgs_sym", "static sum rule: chi^-1(0) = -Delta d(1/lambda)/d Delta at fixed cutoff")


@FORMULAS.register(
    id="static:gapped",
    title="Static response of the gapped state",
    lhs=r"\chi^{-1}(0)",
    variables=("zeta",),
    domain=r"0 \le \zeta \le 1",
    source=HERE,
)
def gapped(lib: Backend, zeta: Number) -> Any:
    """1 - pi zeta/4."""
    return 1 - lib.pi * lib.rational(1, 4) * zeta


@FORMULAS.register(
    id="static:deficit",
    title="What pair breaking takes from the static response of the gapped state",
    lhs=r"1-\chi^{-1}(0)",
    variables=("zeta",),
    domain=r"0 \le \zeta \le 1",
    source=HERE,
)
def deficit(lib: Backend, zeta: Number) -> Number:
    """pi zeta/4."""
    return lib.pi * lib.rational(1, 4) * zeta


@FORMULAS.register(
    id="static:gapless",
    title="Static response of the gapless state",
    lhs=r"\chi^{-1}(0)",
    variables=("zeta",),
    domain=r"\zeta > 1",
    source=HERE,
)
def gapless(lib: Backend, zeta: Number) -> Any:
    """1 - [zeta arcsin(1/zeta) + sqrt(1 - zeta^-2)]/2."""
    inverse = 1 / zeta
    return 1 - lib.rational(1, 2) * (zeta * lib.asin(inverse) + lib.sqrt(1 - inverse**2))
