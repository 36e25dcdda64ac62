"""The order parameter at low temperatures, where 1 - Delta(T)/Delta(0) is far below the digits of Delta itself."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from higgs_sym import inputs, results
from higgs_sym.arithmetic.types import Context, Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.physics.spectrum import gap, spectral_u

GUARD = 10


def lost_gapped(zeta: Number, T: Number, digits: int) -> Number:
    """delta = 1 - Delta(T)/Delta(0) of a gapped state, zeta = Gamma/Delta(0), T in units of Delta(0).

    It solves ln(1 - delta) + (pi/4) [zeta/(1 - delta) - zeta] + I = 0, I = 2 int d eps Re sinh(theta) f(eps) the
    thermal part of (19), with the full spectral function at zeta/(1 - delta) and T/(1 - delta).
    """
    ctx = results.context(digits + 3 * GUARD)
    rate, heat = ctx.convert(zeta), ctx.convert(T)
    stiffness = 1 - ctx.pi * rate / 4
    delta = ctx.zero
    for _ in range(60):
        left = 1 - delta
        excess = ctx.log1p(-delta) + ctx.pi / 4 * rate * delta / left + _occupied(rate / left, heat / left, digits, ctx)
        delta += excess / stiffness
        if abs(excess) < abs(delta) * ctx.mpf(10) ** (-digits - 2):
            return delta
    raise AccuracyError(f"1 - Delta(T)/Delta(0) is not known to {digits} digits")


def _occupied(zeta: Any, T: Any, digits: int, ctx: Context) -> Any:
    """I: the trapezoidal rule in s, eps = eps_g + T s^2, where the integrand is even and falls like exp(-s^2).

    Next to the Gaussian it has branch points (r^3 = zeta on other sheets) at Im s of about 0.2/sqrt(T): four times the
    points that the Gaussian needs.
    """
    small = max(0, -int(ctx.log10(T)))
    asked = min(inputs.MAX_DIGITS, digits + GUARD + small)
    exact = inputs.exact("zeta", zeta)
    edge = ctx.convert(gap(exact, digits=asked))
    reach = ctx.sqrt((digits + GUARD) * ctx.ln10)
    step, total = ctx.pi / (4 * reach), ctx.zero
    for k in range(1, int(reach / step) + 2):
        s = k * step
        eps = edge + T * s * s
        u = ctx.convert(spectral_u(eps, exact, digits=asked))
        total += s * ctx.im(1 / ctx.sqrt(1 - u * u)) / (ctx.exp(eps / T) + 1)
    return 4 * T * step * total


@lru_cache(maxsize=64)
def at_zero(alpha: Any, digits: int) -> Number:
    """Delta(0)/Delta_0."""
    return order_parameter(alpha, digits=digits)


def lost(alpha: Any, T: Number, digits: int) -> Number:
    """1 - Delta(T)/Delta(0) where it is a power of T: from two order parameters. alpha = Gamma/Delta_0."""
    small = max(0, -2 * int(results.context(20).log10(T)))
    asked = min(inputs.MAX_DIGITS, digits + small + 5)
    ctx = results.context(asked + GUARD)
    cold = ctx.convert(at_zero(alpha, asked))
    return 1 - ctx.convert(order_parameter(alpha, digits=asked, T=ctx.convert(T) * cold)) / cold
