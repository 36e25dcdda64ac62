"""chi^-1 above 2 eps_g to three orders, against the full integral at q = 0.

`d:threshold-orders` derives the coefficients. They were first found by `expand` at zeta = z^3 for nine rational z,
where they are rational multiples of pi/eps_g^k; the claims test them at zeta that were not used.
"""

from __future__ import annotations

from collections.abc import Mapping

from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.claims import _balls
from higgs_sym.claims._threshold import constants
from higgs_sym.claims.near_threshold import (
    AT_NINE_TENTHS,
    AT_TENTH,
    AT_THREE_TENTHS,
    IMAGINARY,
    imaginary_part,
    real_part,
)
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

ORDERS = (
    r"$\mathrm{Im}\,\chi^{-1}=-\frac{\pi}{24}\frac{\delta^2}{\Gamma\epsilon_g}\left[1+c_1\frac{\delta}{\epsilon_g}"
    r"+c_2\frac{\delta^2}{\epsilon_g^2}\right]$ above $2\epsilon_g$, $c_1$ and $c_2$ rational in $\zeta^{2/3}$."
)


@CLAIMS.register(
    id="threshold:im:orders:1/10",
    title="Three orders of Im chi^-1 at weak pair breaking",
    statement=ORDERS,
    formula="threshold:im:orders",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_TENTH,
    order="2",
    remainder="3",
    derivation="d:threshold-orders",
)
@CLAIMS.register(
    id="threshold:im:orders:3/10",
    title="Three orders of Im chi^-1",
    statement=ORDERS,
    formula="threshold:im:orders",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_THREE_TENTHS,
    order="2",
    remainder="3",
    derivation="d:threshold-orders",
)
@CLAIMS.register(
    id="threshold:im:orders:9/10",
    title="Three orders of Im chi^-1 close to gaplessness",
    statement=ORDERS,
    formula="threshold:im:orders",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_NINE_TENTHS,
    order="2",
    remainder="3",
    derivation="d:threshold-orders",
)
def imaginary_part_to_three_orders(variables: Mapping[str, Real], digits: int) -> Number:
    """Im chi^-1(2 eps_g + delta)."""
    return imaginary_part(variables, digits)


@CLAIMS.register(
    id="threshold:re:1/10",
    title="The real part at the threshold is not analytic",
    statement=r"$\mathrm{Re}\,\chi^{-1}=R+R_1\delta+\frac{\delta^2\ln\delta}{24\Gamma\epsilon_g}+R_2\delta^2$ above "
    r"$2\epsilon_g$; the logarithm belongs to the quadratic onset of $\mathrm{Im}\,\chi^{-1}$.",
    formula="threshold:re",
    oracle_text=r"$\mathrm{Re}\,\chi^{-1}(2\epsilon_g+\delta)$ from the full integral",
    limit=Limit(
        r"\delta\to 0^+,\ \zeta=1/10", lambda x: {"delta": x, "zeta": "1/10", **constants("1/10")}, "1/64", 8, 8
    ),
    order="0",
    stated="O(x**(5/2))",
    derivation="d:threshold-re",
)
@CLAIMS.register(
    id="threshold:re:1/2",
    title="The real part at the threshold is not analytic, stronger pair breaking",
    statement=r"$\mathrm{Re}\,\chi^{-1}=R+R_1\delta+\frac{\delta^2\ln\delta}{24\Gamma\epsilon_g}+R_2\delta^2$ above "
    r"$2\epsilon_g$.",
    formula="threshold:re",
    oracle_text=r"$\mathrm{Re}\,\chi^{-1}(2\epsilon_g+\delta)$ from the full integral",
    limit=Limit(r"\delta\to 0^+,\ \zeta=1/2", lambda x: {"delta": x, "zeta": "1/2", **constants("1/2")}, "1/64", 8, 8),
    order="0",
    stated="O(x**(5/2))",
    derivation="d:threshold-re",
)
def real_part_above(variables: Mapping[str, Real], digits: int) -> Number:
    """Re chi^-1(2 eps_g + delta)."""
    return real_part(variables, digits)
