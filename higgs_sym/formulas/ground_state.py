"""Closed forms of the ground state: the spectral equation and its solution in radicals."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

PAPER = "DzeroKamenev2025"
RADICALS = Source("higgs_sym", "Ferrari's solution of the quartic for eta, physical root")
ABOVE = r"\varepsilon > \varepsilon_g,\ \zeta > 0"


@FORMULAS.register(
    id="eq:6",
    title="Energy as a function of the spectral coordinate",
    lhs=r"\frac{\varepsilon}{\Delta}",
    variables=("u", "zeta"),
    domain=r"\operatorname{Re}\sqrt{1-u^2} > 0,\ \left|\zeta/(1-u^2)^{3/2}\right| \le 1",
    source=Source(PAPER, "eq. (6)"),
    reconstructed=True,
    sentences=(
        '"allows one to recast equation (5) into the following simple form": (5) with u = coth(theta)',
        '"follows directly from Eq. (9)": d eps/du = 0 gives the astroid relation (10)',
        'without pair breaking u = eps/Delta, "all three energy scales are equal to each other"',
    ),
)
def energy(lib: Backend, u: Number, zeta: Number) -> Any:
    """u (1 - zeta/sqrt(1 - u^2))."""
    return u * (1 - zeta / lib.sqrt(1 - u**2))


def _amplitude(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """a = (1 - eps^2 - zeta^2)/3; the gap edge is zeta eps = a^(3/2)."""
    return lib.let("a", lib.rational(1, 3) * (1 - epsilon**2 - zeta**2))


def _cardano(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """The positive root m of the cubic resolvent above the gap."""
    a = _amplitude(lib, epsilon, zeta)
    radicand = zeta * epsilon + lib.sqrt(zeta**2 * epsilon**2 - a**3)
    C = lib.let("C", lib.power(radicand, lib.rational(1, 3)))
    return lib.let("m", lib.rational(1, 2) * (C**2 - a + a**2 / C**2))


def _trigonometric(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """The same root in the gap, where the resolvent has three real ones."""
    a = _amplitude(lib, epsilon, zeta)
    angle = lib.let("x", lib.rational(1, 3) * lib.asin(zeta * epsilon / lib.power(a, lib.rational(3, 2))))
    return lib.let("m", 2 * a * lib.sin(lib.rational(1, 3) * lib.pi - angle) * lib.sin(angle))


def _ferrari(lib: Backend, m: Number, zeta: Number) -> tuple[Number, Number]:
    """h and s: r solves r^2 - (zeta + s) r + m + h = 0."""
    h = lib.let("h", lib.sqrt(m**2 + zeta**2))
    return h, lib.let("s", zeta * (1 + m) / h)


@FORMULAS.register(
    id="eta:im",
    title="Imaginary part of the spectral function above the gap",
    lhs=r"\frac{\operatorname{Im}\eta}{\Delta}",
    variables=("epsilon", "zeta"),
    domain=ABOVE,
    source=RADICALS,
)
def eta_imaginary(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """Re r - zeta/2 = s/2."""
    _, s = _ferrari(lib, _cardano(lib, epsilon, zeta), zeta)
    return lib.rational(1, 2) * s


@FORMULAS.register(
    id="eta:re",
    title="Real part of the spectral function above the gap",
    lhs=r"\frac{\operatorname{Re}\eta}{\Delta}",
    variables=("epsilon", "zeta"),
    domain=ABOVE,
    source=RADICALS,
)
def eta_real(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """-Im r = sqrt(m + h - (zeta + s)^2/4)."""
    m = _cardano(lib, epsilon, zeta)
    h, s = _ferrari(lib, m, zeta)
    return lib.sqrt(m + h - lib.rational(1, 4) * (zeta + s) ** 2)


@FORMULAS.register(
    id="eta:gap",
    title="Spectral function in the gap",
    lhs=r"\frac{\eta}{i\Delta}",
    variables=("epsilon", "zeta"),
    domain=r"0 \le \varepsilon \le \varepsilon_g,\ 0 < \zeta < 1",
    source=RADICALS,
)
def eta_in_gap(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """r - zeta/2, r the larger root of the quadratic."""
    m = _trigonometric(lib, epsilon, zeta)
    h, s = _ferrari(lib, m, zeta)
    return lib.rational(1, 2) * s + lib.sqrt(lib.rational(1, 4) * (zeta + s) ** 2 - m - h)


@FORMULAS.register(
    id="dos:radicals",
    title="Density of states in radicals",
    lhs=r"\frac{N(\varepsilon)}{N_0}",
    variables=("epsilon", "zeta"),
    domain=ABOVE,
    source=RADICALS,
)
def density_of_states(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """-eps Im r/|r - zeta|^2."""
    m = _cardano(lib, epsilon, zeta)
    h, s = _ferrari(lib, m, zeta)
    return epsilon * lib.sqrt(m + h - lib.rational(1, 4) * (zeta + s) ** 2) / (m + h - zeta * s)
