"""Long- and short-time laws of chi(t): published, rebuilt, and those that follow from the onset of absorption."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.formulas.gap_edge import gap, rate
from higgs_sym.formulas.threshold_orders import relative_orders
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

PAPER = "DzeroKamenev2025"
HERE = Source("higgs_sym", "Watson's lemma on the onset of absorption")


@FORMULAS.register(
    id="eq:26",
    title="Long times as published",
    lhs=r"\chi(t)",
    variables=("t", "zeta"),
    domain=r"t \gg 1/(\gamma^2\epsilon_g),\ 0 < \zeta \ll 1,\ q = 0",
    source=Source(PAPER, "eq. (26)"),
    uses=("eq:12",),
    reconstructed=True,
    sentences=(
        '"the first non-vanishing contribution appears in the linear order in" the variable along the cut: t^-2',
        '"The absence of a long time algebraic decay is consistent with factor [...] in Eq. (26)": it vanishes '
        "with eps_g",
        '"They are in parametric agreement with each other at time [...] (up to a logarithmic factor)"',
        'its validity "is justified for" t >> 1/(gamma^2 eps_g)',
    ),
    dimension=1,
)
def published_long(lib: Backend, t: Number, zeta: Real) -> Number:
    """-sin(2 eps_g t)/[2 eps_g gamma^3 ln^2(2/gamma) t^2], gamma = zeta^(1/3)."""
    edge, gamma = gap(lib, zeta), rate(lib, zeta)
    return -lib.sin(2 * edge * t) / (2 * edge * zeta * lib.log(2 / gamma) ** 2 * t**2)


@FORMULAS.register(
    id="eq:27",
    title="Short times as published",
    lhs=r"\chi(t)",
    variables=("t", "zeta"),
    domain=r"1/\epsilon_g \ll t \ll 1/(\gamma^2\epsilon_g),\ 0 < \zeta \ll 1,\ q = 0",
    source=Source(PAPER, "eq. (27)"),
    reconstructed=True,
    sentences=(
        '"In the opposite limit of short times": the law without pair breaking, an oscillation over sqrt(t)',
        '"They are in parametric agreement with each other at time [...] (up to a logarithmic factor)"',
    ),
    dimension=1,
)
def published_short(lib: Backend, t: Number, zeta: Real) -> Number:
    """(4/pi^2) sqrt(pi eps_g/t) sin(2 eps_g t + pi/4)."""
    edge = gap(lib, zeta)
    phase = 2 * edge * t + lib.rational(1, 4) * lib.pi
    return 4 / lib.pi**2 * lib.sqrt(lib.pi * edge / t) * lib.sin(phase)


@FORMULAS.register(
    id="tail:leading",
    title="Long times with pair breaking",
    lhs=r"\chi(t)",
    variables=("t", "zeta", "R"),
    domain=r"t \gg 1/(\Delta\zeta^{2/3}), 1/\epsilon_g,\ 0 < \zeta < 1,\ q = 0,\ R = \chi^{-1}(2\epsilon_g)",
    source=HERE,
    dimension=1,
)
def leading(lib: Backend, t: Number, zeta: Real, R: Number) -> Any:
    """-cos(2 eps_g t)/(6 zeta eps_g R^2 t^3)."""
    edge = gap(lib, zeta)
    return -lib.cos(2 * edge * t) / (6 * zeta * edge * R**2 * t**3)


@FORMULAS.register(
    id="tail:next",
    title="Long times with pair breaking, two terms",
    lhs=r"\chi(t)",
    variables=("t", "zeta", "R", "R1"),
    domain=r"t \gg 1/(\Delta\zeta^{2/3}), 1/\epsilon_g,\ 0 < \zeta < 1,\ q = 0,\ "
    r"R_1 = d\chi^{-1}/d\omega\ \mathrm{at}\ 2\epsilon_g",
    source=HERE,
    dimension=1,
)
def two_terms(lib: Backend, t: Number, zeta: Real, R: Number, R1: Number) -> Number:
    """The leading term + (c_1 - 2 R_1/R) sin(2 eps_g t)/(2 zeta eps_g R^2 t^4), c_1 from the onset of absorption."""
    edge = gap(lib, zeta)
    s = lib.power(zeta, lib.rational(2, 3))
    onset = lib.let("c_1", (4 * s**2 - 61 * s + 4) / (108 * s * edge))
    second = (onset - 2 * R1 / R) * lib.sin(2 * edge * t) / (2 * zeta * edge * R**2 * t**4)
    return leading(lib, t, zeta, R) + second


@FORMULAS.register(
    id="tail:orders",
    title="Long times with pair breaking, three orders",
    lhs=r"\chi(t)",
    variables=("t", "zeta", "R", "R1", "R2"),
    domain=r"t \gg 1/(\Delta\zeta^{2/3}), 1/\epsilon_g,\ 0 < \zeta < 1,\ q = 0,\ R, R_1, R_2\ "
    r"\mathrm{as\ in\ Re}\,\chi^{-1}\ \mathrm{at}\ 2\epsilon_g",
    source=HERE,
    dimension=1,
)
def three_orders(lib: Backend, t: Number, zeta: Real, R: Number, R1: Number, R2: Number) -> Number:
    """Amplitude times -2 cos/t^3 + 6 a1 sin/t^4 + {24 [a2 + b (25/12 - gamma - ln t)] cos - 12 pi b sin}/t^5.

    Of 2 eps_g t; amplitude 1/(12 zeta eps_g R^2). Im chi goes as delta^2 [1 + a1 delta + (a2 + b ln delta) delta^2].
    """
    edge = gap(lib, zeta)
    c1, c2 = relative_orders(lib, zeta)
    first = lib.let("a_1", c1 / edge - 2 * R1 / R)
    second = lib.let("a_2", c2 / edge**2 - 2 * c1 * R1 / (edge * R) + 3 * R1**2 / R**2 - 2 * R2 / R)
    logarithm = lib.let("b", -1 / (12 * zeta * edge * R))
    cos, sin = lib.cos(2 * edge * t), lib.sin(2 * edge * t)
    slow = second + logarithm * (lib.rational(25, 12) - lib.euler - lib.log(t))
    total = -2 * cos / t**3 + 6 * first * sin / t**4
    total = total + 24 * slow * cos / t**5 - 12 * lib.pi * logarithm * sin / t**5
    return total / (12 * zeta * edge * R**2)


@FORMULAS.register(
    id="tail:thermal",
    title="Long times with pair breaking at finite temperature",
    lhs=r"\chi(t)",
    variables=("t", "zeta", "T", "R", "phi", "R0"),
    domain=r"t \gg 1/(\Delta\zeta^{2/3}), 1/\epsilon_g,\ 0 < \zeta < 1,\ q = 0,\ T > 0,\ R e^{i\phi} = "
    r"\chi^{-1}(2\epsilon_g),\ R_0 = \chi^{-1}(\omega\to0)",
    source=Source("higgs_sym", "Watson's lemma at 2 eps_g and at omega = 0"),
    no_claim="chi(t) at T > 0 is known in float64 only, too few digits for a limit; `d:tail-thermal` derives both "
    "terms, `s:21` fits them",
    dimension=1,
)
def thermal(lib: Backend, t: Number, zeta: Real, T: Number, R: Number, phi: Number, R0: Number) -> Any:
    """-tanh(eps_g/2T) cos(2 eps_g t + 2 phi)/(6 zeta eps_g R^2 t^3), and a term t^-4 that does not oscillate.

    The latter comes from thermal quasiparticles scattered at the gap edge, which leave omega^3 ln omega in Im chi^-1:
    (2 - zeta^(2/3))/[72 zeta^(1/3) eps_g T R_0^2 cosh^2(eps_g/2T) t^4].
    """
    edge, third = gap(lib, zeta), rate(lib, zeta)
    decayed = lib.exp(-edge / T)
    pairs = -(1 - decayed) / (1 + decayed) * lib.cos(2 * edge * t + 2 * phi) / (6 * zeta * edge * R**2 * t**3)
    return pairs + (2 - third**2) * decayed / (18 * third * edge * T * R0**2 * (1 + decayed) ** 2 * t**4)


@FORMULAS.register(
    id="tail:dirty",
    title="Long times without pair breaking at finite momentum",
    lhs=r"\chi(t)",
    variables=("t", "kappa", "R"),
    domain=r"t \gg 1/\kappa^2,\ \kappa > 0,\ \zeta = 0,\ R = \chi^{-1}(2\Delta)",
    source=Source("Nosov2024"),
    dimension=1,
)
def dirty(lib: Backend, t: Number, kappa: Number, R: Number) -> Any:
    """-sin(2t)/(kappa R^2 t^2)."""
    return -lib.sin(2 * t) / (kappa * R**2 * t**2)
