"""Weak pair breaking at and around 2 Delta: the scaling function at its centre and the place of the absorption peak."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

HERE = Source("higgs_sym", "scaling function of the universal cubic at Y = 0")
DOMAIN = r"0 < \zeta \ll 1,\ q = 0"


def _modulus(lib: Backend) -> Number:
    """g_0 = |F(0)| = 3/2^(8/3) [B(1/4, 2/3) - B(3/4, 2/3)]."""
    part = lib.gamma(lib.rational(2, 3))
    first = lib.gamma(lib.rational(1, 4)) / lib.gamma(lib.rational(11, 12))
    second = lib.gamma(lib.rational(3, 4)) / lib.gamma(lib.rational(17, 12))
    return lib.let("g_0", 3 * lib.power(lib.rational(2), lib.rational(-8, 3)) * part * (first - second))


def _slope(lib: Backend) -> Any:
    """g_1 = |F'(0)| = 2^(-7/3) B(1/4, 4/3)."""
    part = lib.gamma(lib.rational(1, 4)) * lib.gamma(lib.rational(4, 3)) / lib.gamma(lib.rational(19, 12))
    return lib.let("g_1", lib.power(lib.rational(2), lib.rational(-7, 3)) * part)


def _first(lib: Backend) -> Number:
    """c of (2 - omega_res)/zeta = c + zeta^(1/3) (b ln zeta + a)."""
    return lib.let("c", 1 / (2 * (_slope(lib) ** 2 / _modulus(lib) + lib.rational(1, 9))))


def _logarithm(lib: Backend) -> Number:
    """b of the same."""
    g0, g1 = _modulus(lib), _slope(lib)
    return lib.let("b", g1 / (6 * (g1**2 + lib.rational(1, 9) * g0)))


@FORMULAS.register(
    id="scaling:re",
    title=r"Response at $2\Delta$ for weak pair breaking, real part",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\Delta)",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def real(lib: Backend, zeta: Number) -> Any:
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
def imaginary(lib: Backend, zeta: Number) -> Any:
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
def shift(lib: Backend, zeta: Number) -> Number:
    """zeta/[2 (g_1^2/g_0 + 1/9)], about 0.98749 zeta."""
    return _first(lib) * zeta


@FORMULAS.register(
    id="peak:drift",
    title="Logarithm in the next order of the peak's place",
    lhs=r"\frac{2s(\zeta)-3s(8\zeta)+s(64\zeta)}{6\ln2},\ s=\frac{2\Delta-\omega_\mathrm{res}}{\Gamma}",
    variables=("zeta",),
    domain=r"0 < \zeta \ll 1,\ q = 0;\ s = c + \zeta^{1/3}(b\ln\zeta + a) + \dots",
    source=HERE,
)
def drift(lib: Backend, zeta: Number) -> Number:
    """b zeta^(1/3), b about 0.18058; the combination is free of c and a."""
    return _logarithm(lib) * lib.power(zeta, lib.rational(1, 3))


def _third(lib: Backend) -> Number:
    """g_3 = [7 B(1/4, 2/3) + 11 B(3/4, 2/3)]/(297 2^(8/3)), the third Taylor coefficient."""
    part = lib.gamma(lib.rational(2, 3))
    first = lib.gamma(lib.rational(1, 4)) / lib.gamma(lib.rational(11, 12))
    second = lib.gamma(lib.rational(3, 4)) / lib.gamma(lib.rational(17, 12))
    scale = lib.power(lib.rational(2), lib.rational(-8, 3)) * lib.rational(1, 297)
    return lib.let("g_3", scale * part * (7 * first + 11 * second))


def _level(lib: Backend) -> Number:
    """The constant next to -ln(zeta)/6 in the real part at 2 Delta, 5 ln(2)/6 - 3/4 - pi/24."""
    return lib.rational(5, 6) * lib.log(lib.rational(2)) - lib.rational(3, 4) - lib.pi * lib.rational(1, 24)


def _beside(lib: Backend) -> Number:
    """a of (2 - omega_res)/zeta = c + zeta^(1/3) (b ln zeta + a)."""
    c, g3, g1, g0 = _first(lib), _third(lib), _slope(lib), _modulus(lib)
    level = _level(lib) + lib.pi * lib.sqrt(lib.rational(3)) * lib.rational(1, 18)
    cubic = g3 + lib.rational(2, 9) * g1 / g0 + g1**3 / g0**2
    return lib.let("a", -c * (2 * g1 / g0 * level + lib.rational(1, 2) * g0 - 4 * c * g1 / g0 + 3 * c**2 * cubic))


@FORMULAS.register(
    id="scaling:re:next",
    title=r"Response at $2\Delta$ for weak pair breaking, real part, two orders",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\Delta)",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def real_next(lib: Backend, zeta: Number) -> Number:
    """The leading order + zeta [-ln(zeta)/6 + 5 ln(2)/6 - 3/4 - pi/24]."""
    return real(lib, zeta) + zeta * (_level(lib) - lib.rational(1, 6) * lib.log(zeta))


@FORMULAS.register(
    id="scaling:im:next",
    title=r"Response at $2\Delta$ for weak pair breaking, imaginary part, two orders",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\Delta)",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def imaginary_next(lib: Backend, zeta: Number) -> Number:
    """The leading order + pi zeta/6."""
    return imaginary(lib, zeta) + lib.rational(1, 6) * lib.pi * zeta


@FORMULAS.register(
    id="peak:next",
    title=r"Distance of the absorption peak below $2\Delta$, two orders",
    lhs=r"2-\omega_\mathrm{res}/\Delta",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def two_orders(lib: Backend, zeta: Number) -> Number:
    """zeta [c + zeta^(1/3) (b ln zeta + a)], about zeta [0.98749 + zeta^(1/3) (0.18058 ln zeta + 0.43262)]."""
    small = lib.power(zeta, lib.rational(1, 3))
    return zeta * (_first(lib) + small * (_logarithm(lib) * lib.log(zeta) + _beside(lib)))


@FORMULAS.register(
    id="peak:third",
    title=r"Distance of the absorption peak below $2\Delta$, three orders",
    lhs=r"2-\omega_\mathrm{res}/\Delta",
    variables=("zeta",),
    domain=DOMAIN,
    source=HERE,
)
def three_orders(lib: Backend, zeta: Number) -> Number:
    """Two orders + zeta^(5/3) [q (b ln zeta + a) - s], about zeta^(5/3) [0.0036497 ln zeta - 0.34615]."""
    c, g3, g1, g0 = _first(lib), _third(lib), _slope(lib), _modulus(lib)
    cubic = g3 + lib.rational(2, 9) * g1 / g0 + g1**3 / g0**2
    q = lib.let("q", 2 * c * (2 * g1 / g0 - 3 * c * cubic))
    s = lib.let("s", 2 * lib.pi * c**2 * g1**2 / (3 * lib.sqrt(lib.rational(3)) * g0**2))
    return two_orders(lib, zeta) + zeta * lib.power(zeta, lib.rational(2, 3)) * (
        q * _logarithm(lib) * lib.log(zeta) + q * _beside(lib) - s
    )


@FORMULAS.register(
    id="peak:constant",
    title="Constant beside the logarithm in the next order of the peak's place",
    lhs=r"d_1-\frac{\ln(64\zeta)}{\ln8}\left(\frac{d_8}{2}-d_1\right),\ "
    r"d_k=s(8k\zeta)-s(k\zeta),\ s=\frac{2\Delta-\omega_\mathrm{res}}{\Gamma}",
    variables=("zeta",),
    domain=r"0 < \zeta \ll 1,\ q = 0;\ s = c + \zeta^{1/3}(b\ln\zeta + a) + \dots",
    source=HERE,
)
def constant(lib: Backend, zeta: Number) -> Number:
    """a zeta^(1/3), a about 0.43262; the combination is free of c and b."""
    return _beside(lib) * lib.power(zeta, lib.rational(1, 3))
