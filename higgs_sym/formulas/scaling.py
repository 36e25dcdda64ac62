"""Weak pair breaking at and around 2 Delta: the scaling function at its centre and the place of the absorption peak."""

from __future__ import annotations

from typing import Any

from higgs_sym.backends.base import Backend
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

HERE = Source("higgs_sym", "scaling function of the universal cubic at Y = 0")
DOMAIN = r"0 < \zeta \ll 1,\ q = 0"


def _modulus(lib: Backend) -> Any:
    """g_0 = |F(0)| = 3/2^(8/3) [B(1/4, 2/3) - B(3/4, 2/3)]."""
    part = lib.gamma(lib.rational(2, 3))
    first = lib.gamma(lib.rational(1, 4)) / lib.gamma(lib.rational(11, 12))
    second = lib.gamma(lib.rational(3, 4)) / lib.gamma(lib.rational(17, 12))
    return 3 * lib.power(lib.rational(2), lib.rational(-8, 3)) * part * (first - second)


def _slope(lib: Backend) -> Any:
    """g_1 = |F'(0)| = 2^(-7/3) B(1/4, 4/3)."""
    part = lib.gamma(lib.rational(1, 4)) * lib.gamma(lib.rational(4, 3)) / lib.gamma(lib.rational(19, 12))
    return lib.power(lib.rational(2), lib.rational(-7, 3)) * part


@FORMULAS.register(
    id="scaling:re",
    title=r"Response at $2\Delta$ for weak pair breaking, real part",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\Delta)",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def real(lib: Backend, zeta: Any) -> Any:
    """g_0 zeta^(1/3) cos(pi/3)."""
    return lib.rational(1, 2) * _modulus(lib) * lib.power(zeta, lib.rational(1, 3))


@FORMULAS.register(
    id="scaling:im",
    title=r"Response at $2\Delta$ for weak pair breaking, imaginary part",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\Delta)",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def imaginary(lib: Backend, zeta: Any) -> Any:
    """-g_0 zeta^(1/3) sin(pi/3)."""
    return -lib.rational(1, 2) * lib.sqrt(lib.rational(3)) * _modulus(lib) * lib.power(zeta, lib.rational(1, 3))


@FORMULAS.register(
    id="peak:shift",
    title=r"Distance of the absorption peak below $2\Delta$",
    lhs=r"2-\omega_\mathrm{res}/\Delta",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def shift(lib: Backend, zeta: Any) -> Any:
    """zeta/[2 (g_1^2/g_0 + 1/9)], about 0.98749 zeta."""
    return zeta / (2 * (_slope(lib) ** 2 / _modulus(lib) + lib.rational(1, 9)))


@FORMULAS.register(
    id="peak:drift",
    title="Logarithm in the next order of the peak's place",
    lhs=r"\frac{2s(\zeta)-3s(8\zeta)+s(64\zeta)}{6\ln2},\ s=\frac{2\Delta-\omega_\mathrm{res}}{\Gamma}",
    variables=("zeta",),
    domain=r"0 < \zeta \ll 1,\ q = 0;\ s = c + \zeta^{1/3}(b\ln\zeta + a) + \dots",
    source=HERE,
)
def drift(lib: Backend, zeta: Any) -> Any:
    """b zeta^(1/3) with b = g_1/[6 (g_1^2 + g_0/9)]; the combination is free of c and a."""
    g0, g1 = _modulus(lib), _slope(lib)
    return g1 / (6 * (g1**2 + lib.rational(1, 9) * g0)) * lib.power(zeta, lib.rational(1, 3))
