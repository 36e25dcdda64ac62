"""Claims on the response without pair breaking at zero momentum, against the full integral at zeta = 0."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.claims import _balls
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

REAL = r"$\mathrm{Re}\,\chi^{-1}$ from the full integral at $\zeta=0$, $q=0$"
IMAGINARY = r"$\mathrm{Im}\,\chi^{-1}$ from the full integral at $\zeta=0$, $q=0$"
FROM_BELOW = Limit(r"\omega\to 2\Delta^-,\ \omega=2\Delta-x", lambda x: {"omega": 2 - x}, ratio=16, samples=8)
FROM_ABOVE = Limit(r"\omega\to 2\Delta^+,\ \omega=2\Delta+x", lambda x: {"omega": 2 + x}, ratio=16, samples=8)
SLOW = Limit(r"\omega\to 0,\ \omega=x", lambda x: {"omega": x}, ratio=16, samples=8)
FAST = Limit(r"\omega\to\infty,\ \omega=1/x", lambda x: {"omega": 1 / x}, ratio=4, samples=8)


@lru_cache(maxsize=256)
def _chi_inv(omega: Any, digits: int) -> Any:
    """One evaluation serves the claims on the real and on the imaginary part."""
    return chi_inv(omega, 0, digits=digits)


@CLAIMS.register(
    id="bcs:below:edge",
    title="BCS response up to the threshold",
    statement=r"$\sqrt{1-w^2}\arcsin(w)/w$, $w=\omega/2\Delta$, vanishing as $\frac{\pi}{2}\sqrt{2-\omega}$.",
    formula="bcs:below",
    oracle_text=REAL,
    ball=_balls.bcs_re,
    limit=FROM_BELOW,
    order="1/2",
    exact=True,
    derivation="d:bcs-re",
)
@CLAIMS.register(
    id="bcs:below:static",
    title="BCS response at low frequency",
    statement=r"$\sqrt{1-w^2}\arcsin(w)/w$, $w=\omega/2\Delta$; it tends to 1.",
    formula="bcs:below",
    oracle_text=REAL,
    limit=SLOW,
    order="0",
    exact=True,
    derivation="d:bcs-re",
)
@CLAIMS.register(
    id="bcs:above:re:edge",
    title="BCS response above the threshold, real part",
    statement=r"$\sqrt{w^2-1}\,\mathrm{arccosh}(w)/w$; it vanishes linearly, as $\omega-2$.",
    formula="bcs:above:re",
    oracle_text=REAL,
    ball=_balls.bcs_re,
    limit=FROM_ABOVE,
    order="1",
    exact=True,
)
def real_part(variables: Mapping[str, Any], digits: int) -> Any:
    """Re chi^-1(omega)."""
    return _chi_inv(variables["omega"], digits).real


@CLAIMS.register(
    id="bcs:above:im:edge",
    title="BCS response above the threshold, imaginary part",
    statement=r"$-\frac{\pi}{2}\sqrt{w^2-1}/w$; it vanishes as $-\frac{\pi}{2}\sqrt{\omega-2}$.",
    formula="bcs:above:im",
    oracle_text=IMAGINARY,
    ball=_balls.bcs_im,
    limit=FROM_ABOVE,
    order="1/2",
    exact=True,
)
@CLAIMS.register(
    id="bcs:above:im:fast",
    title="BCS response at high frequency, imaginary part",
    statement=r"$-\frac{\pi}{2}\sqrt{w^2-1}/w$; it tends to $-\pi/2$.",
    formula="bcs:above:im",
    oracle_text=IMAGINARY,
    ball=_balls.bcs_im,
    limit=FAST,
    order="0",
    exact=True,
)
def imaginary_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Im chi^-1(omega)."""
    return _chi_inv(variables["omega"], digits).imag


@CLAIMS.register(
    id="eq:30:edge",
    title="BCS threshold law",
    statement=r"$\mathrm{Im}\,\chi^{-1}\simeq-\frac{\pi}{2}\sqrt{\delta/\Delta}$ just above $2\Delta$.",
    formula="eq:30",
    oracle_text=IMAGINARY,
    ball=_balls.bcs_im,
    limit=Limit(r"\delta\to 0^+", lambda x: {"delta": x}, ratio=8, samples=9),
    order="1/2",
    derivation="d:bcs-im",
)
def threshold(variables: Mapping[str, Number], digits: int) -> Any:
    """Im chi^-1(2 + delta)."""
    return _chi_inv(2 + variables["delta"], digits).imag
