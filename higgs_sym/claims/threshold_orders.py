"""Im chi^-1 above 2 eps_g to three orders, against the full integral at q = 0.

The coefficients were found by `expand` at zeta = z^3 for nine rational z, where they are rational multiples of
pi/eps_g^k, recognised with 20 digits and more to spare; fewer of these fix the polynomials, the others agree. The
claims test them at zeta that were not used.
"""

from __future__ import annotations

from collections.abc import Mapping

from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.claims import _balls
from higgs_sym.claims.near_threshold import AT_NINE_TENTHS, AT_TENTH, AT_THREE_TENTHS, IMAGINARY, imaginary_part
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
)
def imaginary_part_to_three_orders(variables: Mapping[str, Real], digits: int) -> Number:
    """Im chi^-1(2 eps_g + delta)."""
    return imaginary_part(variables, digits)
