"""What low temperatures take from the order parameter, against the self-consistency relation at T > 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from higgs_sym import results
from higgs_sym.arithmetic.types import Number
from higgs_sym.claims import _thermal
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

DIGITS = 100


def _gapless(x: Number) -> dict[str, Any]:
    """Gamma = 0.48 Delta_0, between the closing of the gap at 0.4559 and the end of superconductivity at 0.5."""
    context = results.context(DIGITS + 10)
    alpha = context.mpf(12) / 25
    return {"T": x, "alpha": alpha, "zeta": alpha / context.convert(_thermal.at_zero(alpha, DIGITS))}


@CLAIMS.register(
    id="order-parameter:cold:1/10",
    title="Low temperatures take an exponentially small part of the order parameter",
    statement=r"$1-\frac{\Delta(T)}{\Delta(0)}=\frac{\sqrt{2\pi u_g/3}}{\zeta^{2/3}(1-\pi\zeta/4)}(T/\Delta)^{3/2}"
    r"e^{-\epsilon_g/T}(1+cT)$ with a gap.",
    formula="order-parameter:cold",
    oracle_text=r"$1-\Delta(T)/\Delta(0)$ from the thermal integral over the full spectral function",
    limit=Limit(r"T\to0^+,\ \zeta=1/10", lambda x: {"T": x, "zeta": x.context.mpf(1) / 10}, "1/16", ratio=4, samples=8),
    order="",
    stated="O(x**(7/2)*exp(-(1 - (1/10)**(2/3))**(3/2)/x))",
    derivation="d:order-parameter-cold",
)
def lost_with_a_gap(variables: Mapping[str, Any], digits: int) -> Number:
    """1 - Delta(T)/Delta(0)."""
    return _thermal.lost_gapped(variables["zeta"], variables["T"], digits)


@CLAIMS.register(
    id="order-parameter:cold:gapless:12/25",
    title=r"Low temperatures take a part $\propto T^2$ of the order parameter of a gapless state",
    statement=r"$1-\frac{\Delta(T)}{\Delta(0)}=\frac{\pi^2T^2}{6\zeta\sqrt{\zeta^2-1}\,X\Delta^2}+O(T^4)$, "
    r"$X=\chi^{-1}(\omega=0)$, and the term in $T^4$.",
    formula="order-parameter:cold:gapless",
    oracle_text=r"$1-\Delta(T)/\Delta(0)$ from the order parameter at $T>0$, $\Gamma=0.48\Delta_0$",
    limit=Limit(r"T\to0^+,\ \Gamma=\frac{12}{25}\Delta_0", _gapless, "1/128", ratio=2, samples=7),
    order="2",
    stated="O(x**6)",
    derivation="d:order-parameter-cold-gapless",
)
def lost_order_parameter(variables: Mapping[str, Any], digits: int) -> Number:
    """1 - Delta(T)/Delta(0)."""
    return _thermal.lost(variables["alpha"], variables["T"], digits)
