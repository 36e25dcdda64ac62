"""Statements about gap and order parameter."""

from __future__ import annotations

from fractions import Fraction

from higgs_sym import certify
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import STATEMENTS

RATES = tuple(Fraction(n, 100) for n in (1, 2, 5, 10, 20, 50, 80, 90, 99))


@STATEMENTS.register(
    id="s:2",
    title="Gap below order parameter",
    text=r"With pair breaking the quasiparticle gap lies below the order parameter: $\epsilon_g<\Delta<\Delta_0$.",
    definition=r"$\epsilon_g/\Delta<1$, as a ball, at nine pair-breaking rates $0<\zeta<1$.",
    source=Source("DzeroKamenev2025", "introduction"),
    derivations=("d:gap",),
)
def gap_below_order_parameter(digits: int | None) -> Finding:
    """eps_g < Delta."""
    below = [zeta for zeta in RATES if certify.gap(zeta, digits=digits or 30) < 1]
    if len(below) == len(RATES):
        return Finding(Kind.CONFIRMED, "the gap lies below the order parameter", f"certified at {len(RATES)} points")
    return Finding(Kind.REFUTED, f"not below at {sorted(set(RATES) - set(below))}", "measured")
