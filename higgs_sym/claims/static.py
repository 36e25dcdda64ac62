"""Claims on the static response, against the full integral at omega = 0."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from higgs_sym.claims import _balls
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

ORACLE = r"$\chi^{-1}(0)$ from the full integral at $q=0$"
WEAK = Limit(r"\zeta\to 0^+,\ \zeta=x", lambda x: {"zeta": x}, ratio=16, samples=8)
STRONG = Limit(r"\zeta\to\infty,\ \zeta=1/x", lambda x: {"zeta": 1 / x}, start="1/2", ratio=4, samples=7)
HYPOTHESIS = "needs the pair-breaking vertex correction; without it the sum rule fails"


@lru_cache(maxsize=64)
def _static(zeta: Any, digits: int) -> Any:
    """chi^-1(0) with as many more digits as its difference from one costs."""
    lost = max(0, 2 - int(zeta.context.floor(zeta.context.log10(zeta))))
    return chi_inv(0, zeta, digits=min(MAX_DIGITS, digits + lost)).real


@CLAIMS.register(
    id="static:gapped:weak",
    title="Static sum rule of the gapped state",
    statement=r"$\chi^{-1}(0)=1-\pi\zeta/4$ for every $\zeta\le 1$.",
    formula="static:gapped",
    oracle_text=ORACLE,
    ball=_balls.static,
    limit=WEAK,
    order="0",
    exact=True,
    hypothesis=HYPOTHESIS,
    derivation="d:static",
)
@CLAIMS.register(
    id="static:gapless:strong",
    title="Static sum rule of the gapless state",
    statement=(
        r"$\chi^{-1}(0)=1-\frac12[\zeta\arcsin(1/\zeta)+\sqrt{1-\zeta^{-2}}]$ for $\zeta>1$, "
        r"$\simeq 1/(6\zeta^2)$ for large $\zeta$."
    ),
    formula="static:gapless",
    oracle_text=ORACLE,
    ball=_balls.static,
    limit=STRONG,
    order="2",
    exact=True,
    hypothesis=HYPOTHESIS,
    derivation="d:static-gapless",
)
def static(variables: Mapping[str, Any], digits: int) -> Any:
    """chi^-1(0)."""
    return _static(variables["zeta"], digits)


@CLAIMS.register(
    id="static:deficit:weak",
    title="What pair breaking takes from the static response",
    statement=r"$1-\chi^{-1}(0)=\pi\zeta/4$ for every $\zeta\le 1$: linear, with this coefficient.",
    formula="static:deficit",
    oracle_text=r"$1-\chi^{-1}(0)$ from the full integral at $q=0$",
    ball=_balls.static_deficit,
    limit=WEAK,
    order="1",
    exact=True,
    hypothesis=HYPOTHESIS,
)
def deficit(variables: Mapping[str, Any], digits: int) -> Any:
    """1 - chi^-1(0)."""
    zeta = variables["zeta"]
    return 1 - zeta.context.convert(_static(zeta, digits))
