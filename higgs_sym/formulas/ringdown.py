"""The pole that the amplitude mode rings down with, for weak pair breaking."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

HERE = Source("higgs_sym", "zero of the scaling function on the second sheet, and how it moves")
DOMAIN = r"0 < \zeta \ll 1,\ q = 0,\ T = 0;\ G(-\rho) = 0,\ g = G'(-\rho),\ G(\tau) = e^{i\pi/3}F(e^{i\pi/3}\tau)"


@FORMULAS.register(
    id="ringdown:shift",
    title=r"Distance of the ring-down frequency below $2\Delta$",
    lhs=r"2-\mathrm{Re}\,\omega_p/\Delta",
    variables=("zeta", "rho", "g"),
    domain=DOMAIN,
    source=HERE,
)
def shift(lib: Backend, zeta: Real, rho: Number, g: Number) -> Number:
    """rho zeta^(2/3)/2 + rho zeta/g, about 0.67921 zeta^(2/3) + 0.96011 zeta."""
    return lib.rational(1, 2) * rho * lib.power(zeta, lib.rational(2, 3)) + rho / g * zeta


@FORMULAS.register(
    id="ringdown:rate",
    title="Ring-down rate",
    lhs=r"-\mathrm{Im}\,\omega_p/\Delta",
    variables=("zeta", "rho"),
    domain=DOMAIN,
    source=HERE,
)
def rate(lib: Backend, zeta: Real, rho: Number) -> Number:
    """sqrt(3) rho zeta^(2/3)/2, about 1.17642 zeta^(2/3); nothing of order zeta."""
    return lib.rational(1, 2) * lib.sqrt(lib.rational(3)) * rho * lib.power(zeta, lib.rational(2, 3))


@FORMULAS.register(
    id="ringdown:drift",
    title="Logarithm in the next order of the ring-down rate",
    lhs=r"\frac{r(8\zeta)-4r(\zeta)+3r_0}{12\ln2},\ r=-\frac{\mathrm{Im}\,\omega_p}{\Delta\zeta^{2/3}}",
    variables=("zeta", "g"),
    domain=DOMAIN + r";\ r = r_0 + \zeta^{2/3}(b\ln\zeta + a) + \dots",
    source=HERE,
)
def drift(lib: Backend, zeta: Real, g: Number) -> Number:
    """b zeta^(2/3), b = -sqrt(3)/(12 g), about -0.10202; the combination is free of r_0 and a."""
    return -lib.sqrt(lib.rational(3)) / (12 * g) * lib.power(zeta, lib.rational(2, 3))
