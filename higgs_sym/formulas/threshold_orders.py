"""Im chi^-1 above the threshold beyond its leading law."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.formulas.gap_edge import gap
from higgs_sym.formulas.near_threshold import quadratic_onset
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS


@FORMULAS.register(
    id="threshold:im:orders",
    title="Imaginary part at the threshold: three orders",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)",
    variables=("delta", "zeta"),
    domain=r"0 < \delta \ll \epsilon_g, \Delta\zeta^{2/3},\ 0 < \zeta < 1,\ q = 0",
    source=Source("higgs_sym", "edge expansion of the golden rule, three orders"),
)
def three_orders(lib: Backend, delta: Real, zeta: Real) -> Number:
    """-(pi/24) delta^2/(zeta eps_g) [1 + c1 delta/eps_g + c2 (delta/eps_g)^2], rational functions of w = zeta^(2/3)."""
    y = delta / gap(lib, zeta)
    c1, c2 = relative_orders(lib, zeta)
    return quadratic_onset(lib, delta, zeta) * (1 + c1 * y + c2 * y**2)


def relative_orders(lib: Backend, zeta: Real) -> tuple[Number, Number]:
    """c1 and c2."""
    w = lib.power(zeta, lib.rational(2, 3))
    c1 = (4 * w**2 - 61 * w + 4) / (108 * w)
    c2 = (208 * w**4 - 1112 * w**3 + 9189 * w**2 - 680 * w - 8) / (31104 * w**2)
    return c1, c2


@FORMULAS.register(
    id="threshold:re",
    title="Real part at the threshold: where it is not analytic",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\epsilon_g+\delta)",
    variables=("delta", "zeta", "R", "R1", "R2"),
    domain=r"0 < \delta \ll \epsilon_g, \Delta\zeta^{2/3},\ 0 < \zeta < 1,\ q = 0;\ R, R_1, R_2\ "
    r"\mathrm{of\ the\ analytic\ part}",
    source=Source("higgs_sym", "the onset of absorption continued around the threshold"),
)
def real_part(lib: Backend, delta: Number, zeta: Real, R: Number, R1: Number, R2: Number) -> Number:
    """R + R1 delta + delta^2 ln(delta)/(24 zeta eps_g) + R2 delta^2."""
    singular = delta**2 * lib.log(delta) / (24 * zeta * gap(lib, zeta))
    return R + R1 * delta + singular + R2 * delta**2
