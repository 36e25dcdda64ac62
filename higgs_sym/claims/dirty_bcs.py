"""Claims on the dirty superconductor at finite momentum near 2 Delta, against the full integral at zeta = 0.

(31) and (39) are said to hold for small omega - 2 Delta and D q^2 with (omega - 2 Delta)/(D q^2)^2 arbitrary, so
the limit takes both to zero at a fixed value of that quotient.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.claims import _balls
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

REAL = r"$\mathrm{Re}\,\chi^{-1}(2\Delta+\delta,q)$ from the full integral at $\zeta=0$"
IMAGINARY = r"$\mathrm{Im}\,\chi^{-1}(2\Delta+\delta,q)$ from the full integral at $\zeta=0$"
JOINT = Limit(
    r"\delta=x,\ \kappa=\sqrt{x},\ x\to 0^+",
    lambda x: {"delta": x, "kappa": x.context.sqrt(x)},
)
SLOW = Limit(
    r"\delta=x,\ \kappa=4\sqrt{x},\ x\to 0^+",
    lambda x: {"delta": x, "kappa": 4 * x.context.sqrt(x)},
    samples=11,
)


@lru_cache(maxsize=256)
def _chi_inv(delta: Any, kappa: Any, digits: int) -> Any:
    """One evaluation serves the claim on the real and the one on the imaginary part."""
    return chi_inv(2 + delta, 0, kappa=kappa, digits=digits)


@CLAIMS.register(
    id="eq:31:joint",
    title="Dirty BCS near threshold, imaginary part",
    statement=r"$\mathrm{Im}\,\chi^{-1}\simeq-\frac{\pi}{4}(S-\kappa)$, $S=\sqrt{\kappa^2+4\delta}$.",
    formula="eq:31",
    oracle_text=IMAGINARY,
    ball=_balls.bcs_im,
    limit=JOINT,
    order="1/2",
    derivation="d:dirty-im",
)
@CLAIMS.register(
    id="eq:31:slow",
    title="Dirty BCS near threshold, imaginary part, closer to it",
    statement=r"$\mathrm{Im}\,\chi^{-1}\simeq-\frac{\pi}{4}(S-\kappa)$, $S=\sqrt{\kappa^2+4\delta}$.",
    formula="eq:31",
    oracle_text=IMAGINARY,
    ball=_balls.bcs_im,
    limit=SLOW,
    order="1/2",
    derivation="d:dirty-im",
)
def imaginary_part(variables: Mapping[str, Any], digits: int) -> Any:
    """Im chi^-1(2 + delta, q)."""
    return _chi_inv(variables["delta"], variables["kappa"], digits).imag


@CLAIMS.register(
    id="eq:39:joint",
    title="Dirty BCS near threshold, real part",
    statement=(
        r"$\mathrm{Re}\,\chi^{-1}\simeq\frac14\{S\ln\frac{S-\kappa}{S+\kappa}-\kappa\ln\frac{\delta}{16}\}$, "
        r"$S=\sqrt{\kappa^2+4\delta}$."
    ),
    formula="eq:39",
    oracle_text=REAL,
    ball=_balls.bcs_re,
    limit=JOINT,
    order="1/2",
    stated="O(x)",
    derivation="d:dirty-re",
)
@CLAIMS.register(
    id="eq:39:slow",
    title="Dirty BCS near threshold, real part, closer to it",
    statement=(
        r"$\mathrm{Re}\,\chi^{-1}\simeq\frac14\{S\ln\frac{S-\kappa}{S+\kappa}-\kappa\ln\frac{\delta}{16}\}$, "
        r"$S=\sqrt{\kappa^2+4\delta}$."
    ),
    formula="eq:39",
    oracle_text=REAL,
    ball=_balls.bcs_re,
    limit=SLOW,
    order="1/2",
    stated="O(x)",
    derivation="d:dirty-re",
)
def real_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Re chi^-1(2 + delta, q)."""
    return _chi_inv(variables["delta"], variables["kappa"], digits).real


@CLAIMS.register(
    id="eq:36:threshold",
    title="Dirty BCS at the threshold",
    statement=r"$\chi^{-1}(2\Delta,q)\simeq\frac{\kappa}{2}\ln\frac4\kappa$: the 16 in (39) is the square of this 4.",
    formula="eq:36",
    oracle_text=r"$\chi^{-1}(2\Delta,q)$ from the full integral at $\zeta=0$",
    limit=Limit(r"\kappa\to 0^+", lambda x: {"kappa": x}),
    order="1",
    stated="O(x**2)",
    derivation="d:dirty-threshold",
)
def at_threshold(variables: Mapping[str, Any], digits: int) -> Any:
    """Re chi^-1(2, q)."""
    return chi_inv(2, 0, kappa=variables["kappa"], digits=digits).real
