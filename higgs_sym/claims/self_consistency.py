"""Claims on the order parameter at T = 0.

The closed forms in zeta are compared with the difference of two cut-off integrals of (19), with and without pair
breaking, over the full spectral function on the imaginary axis:

    ln(Delta/Delta_0) = int_0^inf dy [1/r(iy) - 1/sqrt(1 + y^2)] = int_0^inf dy [1/r(iy) - 1/sqrt(c^2 + y^2)] - ln c
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym import inputs
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.physics.spectrum import spectral_u
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

GUARD = 12
INTEGRAL = r"$\int_0^\infty dy\,[1/r(iy)-1/\sqrt{1+y^2}]$ over the full spectral function"
WEAK = Limit(r"\zeta\to 0^+,\ \zeta=x", lambda x: {"zeta": x}, start="1/4", ratio=16, samples=6)
STRONG = Limit(r"\zeta\to\infty,\ \zeta=1/x", lambda x: {"zeta": 1 / x}, start="1/2", ratio=2, samples=6)


@lru_cache(maxsize=64)
def _logarithm(zeta: Any, digits: int) -> Number:
    """ln(Delta/Delta_0) to `digits` digits, by Gauss-Legendre in y up to c = max(1, zeta) and in 1/y beyond."""
    context = MPContext()
    context.dps = digits + GUARD
    number = inputs.to_mp(inputs.exact("zeta", zeta), context)
    lost = max(0, -int(context.floor(context.log10(number)))) + 2
    asked = min(inputs.MAX_DIGITS, digits + GUARD + lost)
    context.dps = asked + GUARD
    scale = max(context.one, number)

    def integrand(y: Any) -> Any:
        u = context.convert(spectral_u(context.mpc(0, y), zeta, digits=asked)).imag
        r, bare = context.sqrt(1 + u * u), context.sqrt(scale**2 + y * y)
        return ((y - u) * (y + u) + (scale - 1) * (scale + 1)) / (r * bare * (r + bare))

    def quadrature(order: int) -> Any:
        rows = list(zip(*MpBackend(context).gauss(order), strict=True))
        return sum(w * scale * (integrand(scale * x) + integrand(scale / x) / x**2) for x, w in rows)

    rough, fine = (quadrature(order) for order in (digits + 5, (3 * digits) // 2 + 5))
    if not abs(fine - rough) <= abs(fine) * context.mpf(10) ** -(digits // 2 + 2):
        raise AccuracyError(f"the gap integral is not known to {digits} digits; ask for fewer digits")
    return fine - context.log(scale)


@CLAIMS.register(
    id="order-parameter:gapped:weak",
    title="Self-consistency of the gapped state",
    statement=r"$\ln(\Delta/\Delta_0)=-\pi\zeta/4$ for every $\zeta\le1$.",
    formula="order-parameter:gapped",
    oracle_text=INTEGRAL,
    limit=WEAK,
    order="1",
    exact=True,
    derivation="d:order-parameter",
)
@CLAIMS.register(
    id="order-parameter:gapless:strong",
    title="Self-consistency of the gapless state",
    statement=r"$\ln(\Delta/\Delta_0)=-\mathrm{arccosh}\,\zeta-\frac12[\zeta\arcsin(1/\zeta)-\sqrt{1-\zeta^{-2}}]$ for "
    r"$\zeta>1$, $\simeq-\ln 2\zeta$ for large $\zeta$.",
    formula="order-parameter:gapless",
    oracle_text=INTEGRAL,
    limit=STRONG,
    order="0",
    exact=True,
    derivation="d:order-parameter-gapless",
)
def logarithm(variables: Mapping[str, Any], digits: int) -> Any:
    """ln(Delta/Delta_0) at fixed zeta."""
    return _logarithm(variables["zeta"], digits)


@CLAIMS.register(
    id="order-parameter:deficit:weak",
    title="The order parameter is analytic in the pair-breaking rate",
    statement=r"$\Delta_0-\Delta\simeq\frac\pi4\Gamma$: first order in $\Gamma$, unlike the gap.",
    formula="order-parameter:deficit",
    oracle_text=r"$1-\Delta/\Delta_0$ from the self-consistency relation",
    limit=Limit(r"\Gamma\to 0^+,\ \Gamma=x\Delta_0", lambda x: {"alpha": x}, ratio=8, samples=9),
    order="1",
)
def deficit(variables: Mapping[str, Any], digits: int) -> Any:
    """1 - Delta/Delta_0."""
    rate = variables["alpha"]
    lost = max(0, 1 - int(rate.context.floor(rate.context.log10(rate))))
    context = MPContext()
    context.dps = digits + lost + GUARD
    return 1 - context.convert(order_parameter(rate, digits=min(inputs.MAX_DIGITS, digits + lost)))


@CLAIMS.register(
    id="order-parameter:closing:end",
    title="Superconductivity ends as a square root",
    statement=r"$\Delta\simeq\Delta_0\sqrt{3(1-2\Gamma/\Delta_0)}$ as $\Gamma\to\Delta_0/2$.",
    formula="order-parameter:closing",
    oracle_text=r"$\Delta/\Delta_0$ from the self-consistency relation",
    limit=Limit(
        r"\Gamma\to\frac12\Delta_0^-,\ \Gamma=\frac12(1-x)\Delta_0",
        lambda x: {"alpha": (1 - x) / 2},
        ratio=8,
        samples=9,
    ),
    order="1/2",
)
def closing(variables: Mapping[str, Number], digits: int) -> Number:
    """Delta/Delta_0."""
    return order_parameter(variables["alpha"], digits=digits)
