"""chi^-1 just above 2 eps_g with pair breaking: the paper's laws, rebuilt, and the law of the integral."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.formulas.gap_edge import gap, rate, rate_of_eta
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

PAPER = "DzeroKamenev2025"
DOMAIN = r"0 < \omega - 2\epsilon_g \ll \epsilon_g,\ 0 < \zeta < 1,\ q = 0"
MAPPING = (
    '"expressions for the susceptibility are the same as for time-reversal symmetric superconductors with '
    'the substitutions" Delta -> eps_g and (q xi)^2 -> gamma, taken at q = 0'
)
RECOVERS = (
    '"in the limit [gamma -> 0] we recover the corresponding expressions [...] in the time-reversal unbroken '
    'superconductor"'
)
REAL = (
    MAPPING,
    RECOVERS,
    '"For any finite [zeta], the real part is always finite": gamma ln(2/gamma) at the threshold',
    '"The non-analytic behavior of Eqs. (20) and (22) at [2 eps_g] is of central importance": delta ln delta',
    'the long- and short-time laws agree "(up to a logarithmic factor)" at their crossover: ln^2(2/gamma)',
)
IMAGINARY = (
    MAPPING,
    RECOVERS,
    '"the first non-vanishing contribution appears in the linear order in" omega - 2 eps_g',
    "the expansion works as long as omega - 2 eps_g << gamma^2 eps_g: crossover time 1/(eps_g gamma^2)",
    '"The non-analytic behavior of Eqs. (20) and (22) at [2 eps_g] is of central importance": a kink',
)


@FORMULAS.register(
    id="eq:21",
    title="Frequency scale of the mapped threshold",
    lhs=r"S_g",
    variables=("delta", "gamma", "zeta"),
    domain=r"0 < \delta \ll \epsilon_g",
    source=Source(PAPER, "eq. (21)"),
    reconstructed=True,
    sentences=(
        "S/(2 Delta) of (31) and (39) under Delta -> eps_g, D q^2 -> 2 gamma eps_g",
        '"expansion [...] works as long as" omega - 2 eps_g << gamma^2 eps_g, "cf. [...] Eq. (21)"',
    ),
    no_claim="an abbreviation; the claims on (20) and (22) check it",
)
def scale(lib: Backend, delta: Number, gamma: Number, zeta: Number) -> Any:
    """sqrt(gamma^2 + delta/eps_g)."""
    return lib.sqrt(gamma**2 + delta / gap(lib, zeta))


def _real(lib: Backend, delta: Number, gamma: Number, zeta: Number) -> Number:
    S = scale(lib, delta, gamma, zeta)
    distance = delta / (16 * gap(lib, zeta))
    return lib.rational(1, 2) * (S * lib.log((S - gamma) / (S + gamma)) - gamma * lib.log(distance))


def _imaginary(lib: Backend, delta: Number, gamma: Number, zeta: Number) -> Number:
    return -lib.pi * lib.rational(1, 2) * (scale(lib, delta, gamma, zeta) - gamma)


@FORMULAS.register(
    id="eq:20",
    title="Real part near the threshold as published",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\epsilon_g+\delta)",
    variables=("delta", "zeta"),
    domain=DOMAIN,
    source=Source(PAPER, "eq. (20)"),
    uses=("eq:21", "eq:12"),
    reconstructed=True,
    sentences=REAL,
)
def real(lib: Backend, delta: Number, zeta: Number) -> Any:
    """(1/2) { S_g ln[(S_g - gamma)/(S_g + gamma)] - gamma ln(delta/16 eps_g) }, gamma = zeta^(1/3)."""
    return _real(lib, delta, rate(lib, zeta), zeta)


@FORMULAS.register(
    id="eq:20:eta",
    title="Real part near the threshold as published, second reading of gamma",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\epsilon_g+\delta)",
    variables=("delta", "zeta"),
    domain=DOMAIN,
    source=Source(PAPER, "eq. (20) with gamma from eta"),
    uses=("eq:21", "eq:12:eta"),
    reconstructed=True,
    sentences=REAL,
)
def real_second_reading(lib: Backend, delta: Real, zeta: Real) -> Number:
    """(20) with gamma = zeta^(1/3) - zeta/2."""
    return _real(lib, delta, rate_of_eta(lib, zeta), zeta)


@FORMULAS.register(
    id="eq:22",
    title="Imaginary part near the threshold as published",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)",
    variables=("delta", "zeta"),
    domain=DOMAIN,
    source=Source(PAPER, "eq. (22)"),
    uses=("eq:21", "eq:12"),
    reconstructed=True,
    sentences=IMAGINARY,
)
def imaginary(lib: Backend, delta: Number, zeta: Number) -> Number:
    """-(pi/2) (S_g - gamma), gamma = zeta^(1/3)."""
    return _imaginary(lib, delta, rate(lib, zeta), zeta)


@FORMULAS.register(
    id="eq:22:eta",
    title="Imaginary part near the threshold as published, second reading of gamma",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)",
    variables=("delta", "zeta"),
    domain=DOMAIN,
    source=Source(PAPER, "eq. (22) with gamma from eta"),
    uses=("eq:21", "eq:12:eta"),
    reconstructed=True,
    sentences=IMAGINARY,
)
def imaginary_second_reading(lib: Backend, delta: Real, zeta: Real) -> Number:
    """(22) with gamma = zeta^(1/3) - zeta/2."""
    return _imaginary(lib, delta, rate_of_eta(lib, zeta), zeta)


@FORMULAS.register(
    id="threshold:im",
    title="Imaginary part at the threshold: quadratic onset",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)",
    variables=("delta", "zeta"),
    domain=r"0 < \delta \ll \epsilon_g, \Delta\zeta^{2/3},\ 0 < \zeta < 1,\ q = 0",
    source=Source("higgs_sym", "edge expansion of the golden rule"),
)
def quadratic_onset(lib: Backend, delta: Number, zeta: Number) -> Number:
    """-(pi/24) delta^2/(zeta eps_g)."""
    return -lib.pi * lib.rational(1, 24) * delta**2 / (zeta * gap(lib, zeta))


@FORMULAS.register(
    id="threshold:im:bare",
    title="Quadratic onset if the pair-breaking vertex correction is left out",
    lhs=r"\mathrm{Im}\,\chi^{-1}_\mathrm{bare}(2\epsilon_g+\delta)",
    variables=("delta", "zeta"),
    domain=r"0 < \delta \ll \epsilon_g, \Delta\zeta^{2/3},\ 0 < \zeta < 1,\ q = 0",
    source=Source("higgs_sym", "the kernel's denominator at the edge, 2 (r_g - zeta), becomes 2 r_g - zeta"),
)
def quadratic_onset_bare(lib: Backend, delta: Real, zeta: Real) -> Number:
    """-(pi/24) delta^2/(zeta eps_g) times (r_g - zeta)/(r_g - zeta/2), r_g = zeta^(1/3)."""
    r = lib.power(zeta, lib.rational(1, 3))
    return quadratic_onset(lib, delta, zeta) * (r - zeta) / (r - lib.rational(1, 2) * zeta)
