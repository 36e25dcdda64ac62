"""chi^-1 next to 2 eps_g from the full integral: the numbers that laws at the threshold and at long times need."""

from __future__ import annotations

from functools import lru_cache

from higgs_sym import inputs, results
from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv

DIGITS = 100
STEP = 20  # decimal places of the difference quotients, whose error is of order STEP^-2


@lru_cache(maxsize=16)
def constants(zeta: str) -> dict[str, Number]:
    """R, R1, R2 of Re chi^-1(2 eps_g + x) = R + R1 x + [R2 + (A/pi) ln|x|] x^2 + ..., Im chi^-1 = -A x^2 + ...

    Four frequencies at distances -h, 0, h, 2h; 38 digits of R2.
    """
    context = results.context(DIGITS + 20)
    h = context.mpf(10) ** -STEP
    edge = 2 * context.convert(gap(zeta, digits=DIGITS))
    exact = inputs.exact("zeta", zeta)
    below, at, above, further = (context.convert(chi_inv(edge + k * h, exact, digits=DIGITS)) for k in (-1, 0, 1, 2))
    strength = -(2 * above.imag - further.imag / 4) / h**2
    R, R1 = at.real, (above.real - below.real) / (2 * h)
    bend = ((above.real + below.real) / 2 - R) / h**2
    return {"R": R, "R1": R1, "R2": bend - strength / context.pi * context.log(h)}
