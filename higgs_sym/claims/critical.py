"""Where the gap closes, zeta = 1: the absorption at low frequencies, from the full integral."""

from __future__ import annotations

from collections.abc import Mapping

from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS


@CLAIMS.register(
    id="critical:im:low",
    title="Low frequencies where the gap closes, four orders",
    statement=r"$\mathrm{Im}\,\chi^{-1}=-\frac{\sqrt3\pi}{18}\omega+d_2\omega^{7/3}+\frac{\sqrt3\pi}{3888}\omega^3+"
    r"d_4\omega^{11/3}$ at $\Gamma=\Delta$: no $\omega^{5/3}$.",
    formula="critical:im",
    oracle_text=r"$\mathrm{Im}\,\chi^{-1}(\omega)$ from the full integral at $\zeta=1$",
    limit=Limit(r"\omega=x^3,\ \zeta=1,\ x\to 0^+", lambda x: {"omega": x**3}, "1/8", ratio=4, samples=8),
    order="3",
    stated="O(x**13)",
    derivation="d:critical-absorption",
    remark=r"$\omega^{7/3}$ is the first power that is not whole: it leaves $\chi(t)\propto t^{-10/3}$ "
    r"(`d:critical-tail`).",
)
def imaginary_part(variables: Mapping[str, Number], digits: int) -> Number:
    """Im chi^-1(omega)."""
    return chi_inv(variables["omega"], 1, digits=digits).imag
