"""Claims on the spectral function in closed form, against the full root u(eps)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym import inputs
from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.spectrum import dos, spectral_u
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

GUARD = 20  # digits beyond those asked for: r = sqrt(1 - u^2) and the smallest distances sampled cost some
STEPS = 40
ROOT = r"$r=\sqrt{1-u^2}$ from the full $u(\varepsilon)$"
# zeta = (3/5)^3 has its edge at the rational energy (4/5)^3
EDGE = (64, 125, "27/125")


def _from_edge(side: int) -> Any:
    numerator, denominator, zeta = EDGE
    return lambda x: {"epsilon": x.context.mpf(numerator) / denominator + side * x, "zeta": zeta}


ABOVE_EDGE = Limit(r"\varepsilon\to\varepsilon_g^+,\ \zeta=27/125", _from_edge(1), ratio=16, samples=7)
BELOW_EDGE = Limit(r"\varepsilon\to\varepsilon_g^-,\ \zeta=27/125", _from_edge(-1), ratio=16, samples=7)
FERMI_LEVEL = Limit(
    r"\varepsilon\to 0,\ \zeta=3/10", lambda x: {"epsilon": x, "zeta": "3/10"}, start="1/4", ratio=16, samples=7
)
GAPLESS = Limit(r"\varepsilon\to 0,\ \zeta=2", lambda x: {"epsilon": x, "zeta": 2}, start="1/2", ratio=16, samples=7)
FAR = Limit(r"\varepsilon\to\infty,\ \zeta=3/2", lambda x: {"epsilon": 1 / x, "zeta": "3/2"}, ratio=8, samples=7)
WEAK = Limit(r"\zeta\to 0,\ \varepsilon=6/5", lambda x: {"epsilon": "6/5", "zeta": x}, ratio=16, samples=7)


@lru_cache(maxsize=256)
def _r(epsilon: Number, zeta: Number, digits: int) -> Any:
    """r at a real energy with `digits` digits in either part, in a context of its own."""
    context = MPContext()
    context.dps = digits + 2 * GUARD
    u = context.convert(spectral_u(epsilon, zeta, digits=min(inputs.MAX_DIGITS, digits + GUARD)))
    return context.sqrt(1 - u * u)


@CLAIMS.register(
    id="eq:6:gap",
    title="The spectral equation in the gap",
    statement=r"$\varepsilon=\Delta\,u(1-\zeta/\sqrt{1-u^2})$ on the whole gap; near the Fermi level "
    r"$\varepsilon\simeq(1-\zeta)\Delta u$.",
    formula="eq:6",
    oracle_text=r"the energy at which the full $u(\varepsilon)$ takes the given value, by the secant method",
    limit=Limit(r"u\to 0,\ \zeta=3/10", lambda x: {"u": x, "zeta": "3/10"}, start="1/2", ratio=8, samples=7),
    order="1",
    exact=True,
    derivation="d:spectral-equation",
)
def energy(variables: Mapping[str, Number], digits: int) -> Any:
    """eps with u(eps) = u."""
    context = MPContext()
    context.dps = digits + 2 * GUARD
    goal = inputs.to_mp(inputs.exact("u", variables["u"]), context)

    def excess(trial: Number) -> Number:
        found = spectral_u(trial, variables["zeta"], digits=min(inputs.MAX_DIGITS, digits + GUARD))
        return context.convert(found).real / goal - 1

    a, b = context.zero, goal / 2
    at_a, at_b = context.mpf(-1), excess(b)
    for _ in range(STEPS):
        a, b, at_a = b, b - at_b * (b - a) / (at_b - at_a), at_b
        if abs(b - a) <= abs(b) * context.mpf(10) ** -(digits + 3):
            return b
        at_b = excess(b)
    raise AccuracyError(f"u(eps) = {context.nstr(goal, 8)} is not solved to {digits} digits; ask for fewer digits")


@CLAIMS.register(
    id="eta:im:edge",
    title="Constant part of the spectral function down to the edge",
    statement=r"Above the gap $\operatorname{Im}\eta$ is $\Delta s/2$ with Ferrari's $s$; it stays finite at the edge.",
    formula="eta:im",
    oracle_text=r"$\operatorname{Re}r-\zeta/2$, " + ROOT,
    limit=ABOVE_EDGE,
    order="0",
    exact=True,
    derivation="d:radicals",
)
@CLAIMS.register(
    id="eta:im:far",
    title="Constant part of the spectral function at high energy",
    statement=r"$\operatorname{Im}\eta\to\Gamma/2$ far above the gap.",
    formula="eta:im",
    oracle_text=r"$\operatorname{Re}r-\zeta/2$, " + ROOT,
    limit=FAR,
    order="0",
    exact=True,
    derivation="d:radicals",
)
@CLAIMS.register(
    id="eta:im:weak",
    title="Constant part of the spectral function for weak pair breaking",
    statement=r"At a fixed energy above $\Delta$, $\operatorname{Im}\eta$ vanishes linearly with $\Gamma$.",
    formula="eta:im",
    oracle_text=r"$\operatorname{Re}r-\zeta/2$, " + ROOT,
    limit=WEAK,
    order="1",
    exact=True,
    derivation="d:radicals",
)
def imaginary_part(variables: Mapping[str, Any], digits: int) -> Any:
    """Im eta/Delta."""
    r = _r(variables["epsilon"], variables["zeta"], digits)
    return r.real - inputs.to_mp(inputs.exact("zeta", variables["zeta"]), r.context) / 2


@CLAIMS.register(
    id="eta:re:edge",
    title="Real part of the spectral function at the edge",
    statement=r"Above the gap $\operatorname{Re}\eta=\Delta\sqrt{m+h-(\zeta+s)^2/4}$; at the edge it starts as a "
    "square root.",
    formula="eta:re",
    oracle_text=r"$-\operatorname{Im}r$, " + ROOT,
    limit=ABOVE_EDGE,
    order="1/2",
    exact=True,
    derivation="d:radicals-re",
)
@CLAIMS.register(
    id="eta:re:far",
    title="Real part of the spectral function at high energy",
    statement=r"$\operatorname{Re}\eta\to\varepsilon$ far above the gap.",
    formula="eta:re",
    oracle_text=r"$-\operatorname{Im}r$, " + ROOT,
    limit=FAR,
    order="-1",
    exact=True,
    derivation="d:radicals-re",
)
def real_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Re eta/Delta."""
    return -_r(variables["epsilon"], variables["zeta"], digits).imag


@CLAIMS.register(
    id="eta:gap:fermi",
    title="Spectral function at the Fermi level",
    statement=r"In the gap $\eta$ is imaginary; at the Fermi level $\eta=i(\Delta-\Gamma/2)$.",
    formula="eta:gap",
    oracle_text=r"$r-\zeta/2$, " + ROOT,
    limit=FERMI_LEVEL,
    order="0",
    exact=True,
    derivation="d:radicals-gap",
)
@CLAIMS.register(
    id="eta:gap:edge",
    title="Spectral function up to the edge of the gap",
    statement=r"In the gap $\eta$ is imaginary and given by the larger root of Ferrari's quadratic.",
    formula="eta:gap",
    oracle_text=r"$r-\zeta/2$, " + ROOT,
    limit=BELOW_EDGE,
    order="0",
    exact=True,
    derivation="d:radicals-gap",
)
def in_gap(variables: Mapping[str, Any], digits: int) -> Any:
    """eta/(i Delta) in the gap; r must be real there."""
    r = _r(variables["epsilon"], variables["zeta"], digits)
    return r - inputs.to_mp(inputs.exact("zeta", variables["zeta"]), r.context) / 2


@CLAIMS.register(
    id="dos:radicals:edge",
    title="Density of states at the edge",
    statement=r"Ferrari's solution gives the density of states; at the edge it starts as a square root.",
    formula="dos:radicals",
    oracle_text=r"density of states from the full $u(\varepsilon)$",
    limit=ABOVE_EDGE,
    order="1/2",
    exact=True,
    derivation="d:radicals-dos",
)
@CLAIMS.register(
    id="dos:radicals:gapless",
    title="Density of states of the gapless state",
    statement=r"At the Fermi level $N/N_0=\sqrt{1-\zeta^{-2}}$ for $\zeta>1$.",
    formula="dos:radicals",
    oracle_text=r"density of states from the full $u(\varepsilon)$",
    limit=GAPLESS,
    order="0",
    exact=True,
    derivation="d:radicals-dos",
)
def density_of_states(variables: Mapping[str, Number], digits: int) -> Number:
    """N/N_0."""
    return dos(variables["epsilon"], variables["zeta"], digits=digits)
