"""Claims on the ring-down pole for weak pair breaking, against the zero of the full chi^-1 on the second sheet."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from higgs_sym import results
from higgs_sym.arithmetic.types import Number
from higgs_sym.evaluation.kept import Kept
from higgs_sym.inputs import exact
from higgs_sym.physics.scaling import scaling_pole
from higgs_sym.physics.sheet1 import pole
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

DIGITS = 60
POLE = r"zero of $\chi^{-1}$ on the second sheet, from the full integral"
SHARED = 16  # digits are rounded up to multiples of this: neighbouring samples share their poles
KEPT = Kept()


@lru_cache(maxsize=1)
def _zero() -> dict[str, Number]:
    """rho and g of the scaling function."""
    context = results.context(DIGITS)
    place, residue = (context.mpc(each) for each in scaling_pole(DIGITS))
    return {"rho": abs(place), "g": 1 / abs(residue)}


WEAK = Limit(r"\zeta=x^3,\ x\to 0^+", lambda x: {"zeta": x**3, **_zero()}, "1/32", ratio=2, samples=8)


def _below(zeta: Any, digits: int) -> Any:
    """omega_p - 2 to so many digits of its modulus."""
    rate, count = exact("zeta", zeta), -(-digits // SHARED) * SHARED

    def value() -> Any:
        delta = pole.followed(rate, Fraction(0))
        found = pole.place(rate, Fraction(0), delta, pole.slope(rate, Fraction(0), delta), count + 2)
        return found - 2

    return KEPT.value(rate, count, value)


@CLAIMS.register(
    id="ringdown:shift:weak",
    title=r"The ring-down frequency below $2\Delta$ for weak pair breaking",
    statement=r"$2\Delta-\mathrm{Re}\,\omega_p=\Delta[\frac12\rho\,\zeta^{2/3}+\frac\rho g\zeta]$ with the zero "
    r"$-\rho$ of the scaling function $G$ and its slope $g$ there.",
    formula="ringdown:shift",
    oracle_text=POLE,
    limit=WEAK,
    order="2",
    stated="O(x**(7/2))",
    derivation="d:ringdown-shift",
)
def shift(variables: Mapping[str, Any], digits: int) -> Number:
    """2 - Re omega_p."""
    return -_below(variables["zeta"], digits).real


@CLAIMS.register(
    id="ringdown:rate:weak",
    title="The ring-down rate for weak pair breaking",
    statement=r"$-\mathrm{Im}\,\omega_p=\frac{\sqrt3}2\rho\,\Delta\zeta^{2/3}$, and no term in $\zeta$.",
    formula="ringdown:rate",
    oracle_text=POLE,
    limit=WEAK,
    order="2",
    stated="O(x**(7/2))",
    derivation="d:ringdown-rate",
)
def rate(variables: Mapping[str, Any], digits: int) -> Number:
    """-Im omega_p."""
    return -_below(variables["zeta"], digits).imag


@CLAIMS.register(
    id="ringdown:drift:weak",
    title="The coefficient of the logarithm in the ring-down rate",
    statement=r"$-\mathrm{Im}\,\omega_p/(\Delta\zeta^{2/3})=r_0+\zeta^{2/3}(b\ln\zeta+a)+\dots$ with "
    r"$b=-\sqrt3/(12g)$.",
    formula="ringdown:drift",
    oracle_text=POLE + r" at two pair-breaking rates; $r_0=\frac{\sqrt3}2\rho$ from the scaling function",
    limit=WEAK,
    order="2",
    derivation="d:ringdown-drift",
)
def drift(variables: Mapping[str, Any], digits: int) -> Number:
    """[r(8 zeta) - 4 r(zeta) + 3 r_0]/(12 ln 2)."""
    zeta, context = variables["zeta"], variables["zeta"].context
    lost = -int(2 * context.log10(zeta) / 3) + 1  # in the differences, which are of order zeta^(2/3)
    one, two = (
        -context.convert(_below(each, digits + lost).imag) / context.cbrt(each) ** 2 for each in (zeta, 8 * zeta)
    )
    start = context.sqrt(3) / 2 * context.convert(_zero()["rho"])
    return (two - 4 * one + 3 * start) / (12 * context.ln(2))
