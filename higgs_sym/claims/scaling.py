"""Claims on weak pair breaking around 2 Delta: the response there, and where the absorption peaks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.claims._peak import below_two
from higgs_sym.inputs import exact
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

WEAK = Limit(r"\zeta=x^3,\ x\to 0^+", lambda x: {"zeta": x**3}, samples=9)
TO_PEAK = Limit(r"\zeta=x^3,\ x\to 0^+", lambda x: {"zeta": x**3}, "1/32", ratio=2, samples=8)
DRIFTING = Limit(r"\zeta=x^3,\ x\to 0^+", lambda x: {"zeta": x**3}, "1/256", ratio=2, samples=6)
FURTHER = Limit(r"\zeta=x^3,\ x\to 0^+", lambda x: {"zeta": x**3}, "1/16384", ratio=2, samples=6)
STEP = 12  # digits are rounded up to multiples of this, so that neighbouring samples share their peaks
SHARED = 15  # the same for claims that share their samples
PEAK = "maximum of the absorption of the full integral"


@lru_cache(maxsize=128)
def _chi_inv(zeta: Number, digits: int) -> Number:
    return chi_inv(2, zeta, digits=digits)


@CLAIMS.register(
    id="scaling:re:centre",
    title=r"Real part at $2\Delta$",
    statement=r"$\mathrm{Re}\,\chi^{-1}(2\Delta)=\frac12g_0\,\zeta^{1/3}$ with $g_0$ a combination of Gamma functions.",
    formula="scaling:re",
    oracle_text=r"$\mathrm{Re}\,\chi^{-1}(2\Delta)$ from the full integral",
    limit=WEAK,
    order="1",
    derivation="d:scaling-re",
)
@CLAIMS.register(
    id="scaling:re:centre:next",
    title=r"Real part at $2\Delta$, two orders",
    statement=r"$\mathrm{Re}\,\chi^{-1}(2\Delta)=\frac12g_0\zeta^{1/3}+\zeta[-\frac16\ln\zeta+\frac56\ln2-\frac34"
    r"-\frac\pi{24}]$.",
    formula="scaling:re:next",
    oracle_text=r"$\mathrm{Re}\,\chi^{-1}(2\Delta)$ from the full integral",
    limit=WEAK,
    order="1",
    remainder="4",
    derivation="d:next-re",
)
def real_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Re chi^-1(2)."""
    return _chi_inv(variables["zeta"], digits).real


@CLAIMS.register(
    id="scaling:im:centre",
    title=r"Imaginary part at $2\Delta$: the phase of $\chi^{-1}$ tends to $-\pi/3$",
    statement=r"$\mathrm{Im}\,\chi^{-1}(2\Delta)=-\frac{\sqrt3}2g_0\,\zeta^{1/3}$: $-\sqrt3$ times the real part.",
    formula="scaling:im",
    oracle_text=r"$\mathrm{Im}\,\chi^{-1}(2\Delta)$ from the full integral",
    limit=WEAK,
    order="1",
    derivation="d:scaling-im",
)
@CLAIMS.register(
    id="scaling:im:centre:next",
    title=r"Imaginary part at $2\Delta$, two orders",
    statement=r"$\mathrm{Im}\,\chi^{-1}(2\Delta)=-\frac{\sqrt3}2g_0\,\zeta^{1/3}+\frac\pi6\zeta$.",
    formula="scaling:im:next",
    oracle_text=r"$\mathrm{Im}\,\chi^{-1}(2\Delta)$ from the full integral",
    limit=WEAK,
    order="1",
    remainder="4",
    derivation="d:next-im",
)
def imaginary_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Im chi^-1(2)."""
    return _chi_inv(variables["zeta"], digits).imag


@CLAIMS.register(
    id="peak:shift:weak",
    title=r"The absorption peak lies a multiple of $\Gamma$ below $2\Delta$",
    statement=r"$2\Delta-\omega_\mathrm{res}\simeq\Gamma/[2(g_1^2/g_0+\frac19)]\approx0.98749\,\Gamma$.",
    formula="peak:shift",
    oracle_text=PEAK,
    limit=TO_PEAK,
    order="3",
    derivation="d:peak",
    remark=r"At $\zeta=10^{-3}$ it is $0.902\,\Gamma$, at $10^{-9}$ $0.984\,\Gamma$: the next term is "
    r"$\zeta^{1/3}\ln\zeta$ smaller (`peak:drift`).",
)
@CLAIMS.register(
    id="peak:next:weak",
    title=r"The absorption peak below $2\Delta$, two orders",
    statement=r"$2\Delta-\omega_\mathrm{res}\simeq\Gamma\,[c+\zeta^{1/3}(b\ln\zeta+a)]$, about "
    r"$\Gamma\,[0.98749+\zeta^{1/3}(0.18058\ln\zeta+0.43262)]$.",
    formula="peak:next",
    oracle_text=PEAK,
    limit=TO_PEAK,
    order="3",
    stated="O(x**(9/2))",
    derivation="d:peak-next",
)
@CLAIMS.register(
    id="peak:third:weak",
    title=r"The absorption peak below $2\Delta$, three orders",
    statement=r"$2\Delta-\omega_\mathrm{res}\simeq\Gamma\,[c+\zeta^{1/3}\Lambda+\zeta^{2/3}(q\Lambda-s)]$, "
    r"$\Lambda=b\ln\zeta+a$: about $\Gamma\zeta^{2/3}\,[0.0036497\ln\zeta-0.34615]$ beyond two orders.",
    formula="peak:third",
    oracle_text=PEAK,
    limit=TO_PEAK,
    order="3",
    stated="O(x**(16/3))",
    derivation="d:peak-third",
)
def peak_shift(variables: Mapping[str, Number], digits: int) -> Number:
    """2 - omega_res."""
    return below_two(exact("zeta", variables["zeta"]), -(-digits // SHARED) * SHARED)


@CLAIMS.register(
    id="peak:drift:weak",
    title="The coefficient of the logarithm by which the peak drifts",
    statement=r"$(2\Delta-\omega_\mathrm{res})/\Gamma=c+\zeta^{1/3}(b\ln\zeta+a)+\dots$ with "
    r"$b=g_1/[6(g_1^2+\frac19g_0)]$.",
    formula="peak:drift",
    oracle_text=PEAK + ", three pair-breaking rates combined so that $c$ and $a$ drop out",
    limit=DRIFTING,
    order="1",
    derivation="d:peak-drift",
)
def peak_drift(variables: Mapping[str, Any], digits: int) -> Number:
    """[2 s(zeta) - 3 s(8 zeta) + s(64 zeta)]/(6 ln 2)."""
    first, second, third = _three_places(variables["zeta"], digits)
    return (2 * first - 3 * second + third) / (6 * variables["zeta"].context.ln(2))


@CLAIMS.register(
    id="peak:constant:weak",
    title="The constant beside the logarithm by which the peak drifts",
    statement=r"$(2\Delta-\omega_\mathrm{res})/\Gamma=c+\zeta^{1/3}(b\ln\zeta+a)+\dots$ with $a=0.4326239\dots$ in "
    r"closed "
    "form.",
    formula="peak:constant",
    oracle_text=PEAK + ", three pair-breaking rates combined so that $c$ and $b$ drop out",
    limit=FURTHER,
    order="1",
    derivation="d:peak-constant",
)
def peak_constant(variables: Mapping[str, Any], digits: int) -> Number:
    """d_1 - (d_8/2 - d_1) ln(64 zeta)/ln 8, d_k = s(8 k zeta) - s(k zeta)."""
    zeta, context = variables["zeta"], variables["zeta"].context
    first, second, third = _three_places(zeta, digits)
    near, far = second - first, third - second
    return near - (far / 2 - near) * context.ln(64 * zeta) / context.ln(8)


def _three_places(zeta: Any, digits: int) -> list[Any]:
    """s = (2 - omega_res)/zeta at zeta, 8 zeta, 64 zeta."""
    lost = -int(zeta.context.log10(zeta) / 3) + 1  # in the differences, which are of order zeta^(1/3)
    rounded = -(-(digits + lost) // STEP) * STEP
    places = (below_two(exact("zeta", zeta) * factor, rounded) / factor for factor in (1, 8, 64))
    return [zeta.context.convert(place) / zeta for place in places]
