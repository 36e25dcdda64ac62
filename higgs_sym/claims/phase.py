"""Claims on the phase of the order parameter: the Goldstone mode, which a right kernel with pair breaking must have."""

from __future__ import annotations

from collections.abc import Mapping

from higgs_sym.arithmetic.types import Number
from higgs_sym.claims._phase import static_phase_response
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

TEXT = r"$\chi_\varphi^{-1}(0,q)=1/\lambda-\pi T\sum_nK_\varphi$ from the spectrum on the Matsubara axis, $T=0$"
STATEMENT = (
    r"$\chi_\varphi^{-1}(0,q)\simeq(\frac\pi4-\frac\zeta3)\,\kappa$ with $\kappa=Dq^2/\Delta$: it vanishes at $q=0$, "
    r"as "
    "Goldstone's theorem requires."
)


@CLAIMS.register(
    id="phase:stiffness:1/2",
    title="The phase response vanishes at zero momentum",
    statement=STATEMENT,
    formula="phase:stiffness",
    oracle_text=TEXT + r", $\zeta=\frac12$",
    limit=Limit(r"\kappa\to0^+,\ \zeta=1/2", lambda x: {"kappa": x, "zeta": "1/2"}, ratio=8, samples=8),
    order="1",
    remainder="1",
    hypothesis="pair-breaking vertex term kept; without it the response at $q=0$ is finite and negative",
    derivation="d:phase-stiffness",
)
@CLAIMS.register(
    id="phase:stiffness:1",
    title="The phase response vanishes at zero momentum at the gapless transition too",
    statement=STATEMENT,
    formula="phase:stiffness",
    oracle_text=TEXT + r", $\zeta=1$",
    limit=Limit(r"\kappa\to0^+,\ \zeta=1", lambda x: {"kappa": x, "zeta": "1"}, ratio=8, samples=8),
    order="1",
    hypothesis="pair-breaking vertex term kept",
    derivation="d:phase-stiffness",
)
def static_response(variables: Mapping[str, Number], digits: int) -> Number:
    """chi_phase^-1(0, q)."""
    return static_phase_response(variables["zeta"], variables["kappa"], digits)
