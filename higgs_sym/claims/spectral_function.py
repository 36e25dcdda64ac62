"""Claims on the spectral function eta = i Delta (r - zeta/2) above the gap edge, against the exact root.

Three places: the edge at fixed zeta; zeta -> 0 at a fixed place in the window, eps - eps_g = Delta zeta^(2/3); and
zeta -> 0 at a fixed energy. Slope of the square root, (11), and constant imaginary part, (12), are tested separately.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from higgs_sym import inputs, results
from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.spectrum import gap, spectral_u
from higgs_sym.records import Kind, Limit
from higgs_sym.registry import CLAIMS

GUARD = 12
REAL = r"$\mathrm{Re}\,\eta/\Delta$ from the exact root $u(\varepsilon)$"
IMAGINARY = r"$\mathrm{Im}\,\eta/\Delta$ from the exact root $u(\varepsilon)$"
CONSTANT = r"Above the edge $\eta$ has the constant imaginary part $\gamma\Delta$, $\gamma=\zeta^{1/3}$."
BCS_SLOPE = r"Above the edge $\mathrm{Re}\,\eta=\sqrt{\varepsilon^2-\epsilon_g^2}$."


def _above_edge(x: Any, zeta: Any, distance: Any) -> dict[str, object]:
    """An energy eps_g + distance, with every digit that inputs may have."""
    edge = x.context.convert(gap(zeta, digits=inputs.MAX_DIGITS))
    return {"epsilon": edge + distance, "zeta": zeta}


EDGE = Limit(r"\varepsilon=\epsilon_g+x,\ \zeta=1/10", lambda x: _above_edge(x, "1/10", x), "1/4", ratio=8, samples=9)
WINDOW = Limit(r"\varepsilon=\epsilon_g+x^2,\ \zeta=x^3", lambda x: _above_edge(x, x**3, x**2), samples=9)
FIXED = Limit(r"\varepsilon=2,\ \zeta=x", lambda x: {"epsilon": 2, "zeta": x}, samples=9)


@lru_cache(maxsize=256)
def _eta(epsilon: Number, zeta: Number, digits: int) -> Any:
    """eta/Delta, with digits to spare for what r = sqrt(1 - u^2) loses close to the edge."""
    wanted = min(inputs.MAX_DIGITS, digits + GUARD)
    context = results.context(wanted + GUARD)
    u = context.convert(spectral_u(epsilon, zeta, digits=wanted))
    return 1j * (context.sqrt(1 - u * u) - inputs.to_mp(inputs.exact("zeta", zeta), context) / 2)


@CLAIMS.register(
    id="eq:11:edge",
    title="Slope of the square root at the edge",
    statement=BCS_SLOPE,
    formula="eq:11",
    oracle_text=REAL,
    limit=EDGE,
    terms=1,
    order="1/2",
    expectation=Kind.WRONG_PREFACTOR,
    derivation="d:eta-edge",
    corrected_by="eta:edge",
    remark=r"The exact slope is $1/(\sqrt3\,u_g)$ of it, $u_g=\sqrt{1-\zeta^{2/3}}$.",
)
@CLAIMS.register(
    id="eq:11:window",
    title="The square root inside the window opened by weak pair breaking",
    statement=BCS_SLOPE,
    formula="eq:11",
    oracle_text=REAL,
    limit=WINDOW,
    terms=1,
    order="1",
    expectation=Kind.WRONG_PREFACTOR,
    remark=r"Here $\varepsilon-\epsilon_g=\Delta\zeta^{2/3}$: between the slope $1/\sqrt3$ of the edge and 1.",
)
@CLAIMS.register(
    id="eq:11:fixed",
    title="The square root of BCS returns away from the edge",
    statement=BCS_SLOPE,
    formula="eq:11",
    oracle_text=REAL,
    limit=FIXED,
    terms=1,
    order="0",
)
@CLAIMS.register(
    id="eta:edge:1/10",
    title="The square root at the edge",
    statement=r"$\mathrm{Re}\,\eta/\Delta\simeq\sqrt{\frac23u_g(\varepsilon-\epsilon_g)/\Delta}$.",
    formula="eta:edge",
    oracle_text=REAL,
    limit=EDGE,
    order="1/2",
    derivation="d:eta-edge",
)
def real_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Re eta/Delta."""
    return _eta(variables["epsilon"], variables["zeta"], digits).real


@CLAIMS.register(
    id="eq:12:eta:edge",
    title="The imaginary part at the edge",
    statement=r"Just above the edge $\mathrm{Im}\,\eta=(\zeta^{1/3}-\frac12\zeta)\Delta$.",
    formula="eq:12:eta",
    oracle_text=IMAGINARY,
    limit=EDGE,
    order="0",
)
@CLAIMS.register(
    id="eq:12:window",
    title="The imaginary part inside the window opened by weak pair breaking",
    statement=CONSTANT,
    formula="eq:12",
    oracle_text=IMAGINARY,
    limit=WINDOW,
    order="1",
    expectation=Kind.WRONG_PREFACTOR,
    remark=r"At $\varepsilon-\epsilon_g=\Delta\zeta^{2/3}$ it has already fallen.",
)
@CLAIMS.register(
    id="eq:12:fixed",
    title="The imaginary part away from the edge",
    statement=CONSTANT,
    formula="eq:12",
    oracle_text=IMAGINARY,
    limit=FIXED,
    order="1/3",
    expectation=Kind.WRONG_ORDER,
    corrected_by="eta:far",
    remark=r"It is of order $\zeta$ there, not $\zeta^{1/3}$.",
)
@CLAIMS.register(
    id="eta:far:fixed",
    title="The imaginary part away from the edge, first order in pair breaking",
    statement=r"$\mathrm{Im}\,\eta/\Delta\simeq\zeta(\varepsilon^2+1)/2(\varepsilon^2-1)$.",
    formula="eta:far",
    oracle_text=IMAGINARY,
    limit=FIXED,
    order="1",
    derivation="d:eta-far",
)
def imaginary_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Im eta/Delta."""
    return _eta(variables["epsilon"], variables["zeta"], digits).imag
