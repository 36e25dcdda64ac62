"""The amplitude mode without pair breaking, at zero momentum: closed form and its threshold."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

PAPER = "DzeroKamenev2025"


@FORMULAS.register(
    id="bcs:below",
    title="BCS amplitude response below the pair-breaking threshold",
    lhs=r"\chi^{-1}(\omega)",
    variables=("omega",),
    domain=r"0 < \omega < 2\Delta,\ \zeta = 0,\ q = 0",
    source=Source("VolkovKogan1974"),
)
def below(lib: Backend, omega: Number) -> Any:
    """sqrt(1 - w^2) arcsin(w)/w with w = omega/2."""
    w = omega * lib.rational(1, 2)
    return lib.sqrt(1 - w**2) * lib.asin(w) / w


@FORMULAS.register(
    id="bcs:above:re",
    title="BCS amplitude response above the threshold, real part",
    lhs=r"\mathrm{Re}\,\chi^{-1}(\omega)",
    variables=("omega",),
    domain=r"\omega > 2\Delta,\ \zeta = 0,\ q = 0",
    source=Source("VolkovKogan1974"),
)
def above_real(lib: Backend, omega: Number) -> Number:
    """sqrt(w^2 - 1) arccosh(w)/w with w = omega/2."""
    w = omega * lib.rational(1, 2)
    return lib.sqrt(w**2 - 1) * lib.acosh(w) / w


@FORMULAS.register(
    id="bcs:above:im",
    title="BCS amplitude response above the threshold, imaginary part",
    lhs=r"\mathrm{Im}\,\chi^{-1}(\omega)",
    variables=("omega",),
    domain=r"\omega > 2\Delta,\ \zeta = 0,\ q = 0",
    source=Source("VolkovKogan1974"),
)
def above_imaginary(lib: Backend, omega: Number) -> Number:
    """-(pi/2) sqrt(w^2 - 1)/w with w = omega/2."""
    w = omega * lib.rational(1, 2)
    return -lib.pi * lib.rational(1, 2) * lib.sqrt(w**2 - 1) / w


@FORMULAS.register(
    id="eq:30",
    title="BCS threshold, imaginary part",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\Delta+\delta)",
    variables=("delta",),
    domain=r"0 < \delta \ll \Delta,\ \zeta = 0,\ q = 0",
    source=Source(PAPER, "eq. (30), Appendix A"),
    reconstructed=True,
    sentences=(
        '"we will be primarily interested in [...] frequencies" close to 2 Delta: the leading term there',
        "the absorption without pair breaking has a threshold singularity (omega - 2 Delta)^(-1/2)",
        "(31) continues it to finite momentum: the two agree at q = 0",
    ),
)
def threshold_imaginary(lib: Backend, delta: Number) -> Number:
    """-(pi/2) sqrt(delta)."""
    return -lib.pi * lib.rational(1, 2) * lib.sqrt(delta)
