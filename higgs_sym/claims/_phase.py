"""Response of the phase of the order parameter at zero frequency and T = 0, from the spectrum on the Matsubara axis."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from higgs_sym import inputs, results
from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.spectrum import spectral_u

GUARD = 8
LN10 = 2.302585092994046
HALVINGS = 7  # of the step


def static_phase_response(zeta: Number, kappa: Number, digits: int) -> Number:
    """int_0^oo dy (1/r - K), K = 2/(2 r + kappa) the phase kernel at equal energies, an mpf with `digits` digits.

    The difference is formed on paper: nothing cancels for small kappa. Raises AccuracyError.
    """
    context = results.context(digits + 2 * GUARD)
    rate = inputs.exact("zeta", zeta)
    momentum = inputs.to_mp(inputs.exact("kappa", kappa), context)

    def integrand(y: Any) -> Any:
        r = context.convert(_root(y, rate, digits + GUARD))
        return momentum / (r * (2 * r + momentum))

    step, previous = context.mpf(1) / 8, context.inf
    for _ in range(HALVINGS):
        value = _trapezoidal(context, integrand, step, digits)
        # half the step yields twice the digits, so half of them tell
        if abs(value - previous) <= abs(value) * context.mpf(10) ** (-digits // 2 - GUARD):
            return value
        step, previous = step / 2, value
    raise AccuracyError(f"the phase response to {digits} digits at zeta = {zeta}; ask for fewer digits")


@lru_cache(maxsize=8192)
def _root(y: Number, zeta: Number, digits: int) -> Number:
    """r = sqrt(1 - u^2) at energy iy, where u is imaginary."""
    context = results.context(digits)
    u = context.convert(spectral_u(context.mpc(0, y), zeta, digits=digits)).imag
    return context.sqrt(1 + u * u)


def _trapezoidal(context: Any, integrand: Any, step: Any, digits: int) -> Number:
    """int_0^oo with y = exp(2 sinh x): the integrand falls doubly exponentially at both ends."""
    count = int(context.asinh((digits + GUARD) * LN10 / 2) / step) + 1
    total = context.zero
    for k in range(-count, count + 1):
        y = context.exp(2 * context.sinh(k * step))
        total += integrand(y) * y * 2 * context.cosh(k * step)
    return total * step
