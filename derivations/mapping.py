"""(20)-(22) as the paper obtains them: the laws without pair breaking under a substitution of their scales."""

from __future__ import annotations

from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

DELTA, KAPPA, GAMMA, ZETA, ORDER = (symbol(name) for name in ("delta", "kappa", "gamma", "zeta", "Delta"))
MOMENTUM = symbol("Q")
GAP = sp.Symbol("varepsilon_g", positive=True)
PAPER = "DzeroKamenev2025"


@DERIVATIONS.register(
    id="d:mapping-im",
    title=r"The mapping $\Delta\to\epsilon_g$, $Dq^2\to2\gamma\epsilon_g$: (22) from (31)",
    source=Source(PAPER, "section II.3"),
)
def imaginary_part() -> Chain:
    """The result is (22) in delta and zeta with gamma = zeta^(1/3)."""
    chain = Chain()
    scale(chain)
    law = mapped(chain, "d:dirty-im", r"\operatorname{Im}\chi^{-1}", "(22)")
    form = -sp.pi / 2 * (sp.sqrt(GAMMA**2 + DELTA / GAP) - GAMMA)
    start = sp.diff(form, DELTA).subs(DELTA, 0)
    chain.show(
        "In terms of $S_g$, (22)",
        [stated(r"\operatorname{Im}\chi^{-1}", form), stated(r"\left.\frac{d}{d\delta}\right|_0", start)],
        "It starts linearly, with a kink at the threshold, as (31) does at finite momentum. The substitution is the "
        "paper's; that it is not what the integral does is shown by `d:threshold`.",
        zero=[sp.simplify(law - form), start + sp.pi / (4 * GAMMA * GAP)],
    )
    return chain.finish(in_zeta(form))


@DERIVATIONS.register(
    id="d:mapping-re",
    title=r"The mapping $\Delta\to\epsilon_g$, $Dq^2\to2\gamma\epsilon_g$: (20) from (39)",
    source=Source(PAPER, "section II.3"),
)
def real_part() -> Chain:
    """The result is (20) in delta and zeta with gamma = zeta^(1/3)."""
    chain = Chain()
    scale(chain)
    law = mapped(chain, "d:dirty-re", r"\operatorname{Re}\chi^{-1}", "(20)")
    S = sp.sqrt(GAMMA**2 + DELTA / GAP)
    form = (S * sp.log((S - GAMMA) / (S + GAMMA)) - GAMMA * sp.log(DELTA / (16 * GAP))) / 2
    small = sp.Symbol("lambda", positive=True)
    s = sp.Symbol("s", positive=True)  # S_g - gamma
    near = (GAMMA + s) * sp.log(s / (2 * GAMMA + s)) - GAMMA * sp.log(s * (2 * GAMMA + s) / 16)
    chain.show(
        "In terms of $S_g$, (20)",
        [
            stated(r"\operatorname{Re}\chi^{-1}", form),
            r"\operatorname{Re}\chi^{-1}(2\varepsilon_g)=\gamma\ln\frac2\gamma",
        ],
        r"With $\delta/\varepsilon_g=S_g^2-\gamma^2$; the value at the threshold is the limit $S_g\to\gamma$.",
        zero=[
            sp.simplify(sp.expand_log(law - form, force=True)),
            sp.limit(sp.expand_log(near / 2 - GAMMA * sp.log(2 / GAMMA), force=True).subs(s, small), small, 0),
        ],
    )
    return chain.finish(in_zeta(form))


def scale(chain: Chain) -> None:
    """S and S_g."""
    dimensionful = sp.sqrt(MOMENTUM**2 + 4 * ORDER * DELTA)
    mapped_scale = dimensionful.subs({ORDER: GAP, MOMENTUM: 2 * GAMMA * GAP}, simultaneous=True) / (2 * GAP)
    chain.define(
        "Substitution",
        [r"\Delta\to\varepsilon_g", r"Dq^2\to2\gamma\,\varepsilon_g"],
        r"Read off (11): $\eta$ of a pair of quasiparticles, $\eta_1+\eta_2+iDq^2$, keeps its form when "
        r"$\varepsilon_g$ "
        r"takes the place of $\Delta$ and the two imaginary parts $\gamma$ that of $Dq^2$.",
    )
    chain.show(
        "The scale, (21)",
        equal(sp.Symbol("S_g"), sp.sqrt(GAMMA**2 + DELTA / GAP)),
        r"$S=\sqrt{(Dq^2)^2+4\Delta\delta}$ of (31), (39) under the substitution, in units of $2\varepsilon_g$; "
        r"$\delta=\omega-2\varepsilon_g$.",
        zero=sp.simplify(mapped_scale - sp.sqrt(GAMMA**2 + DELTA / GAP)),
    )


def mapped(chain: Chain, identifier: str, name: str, number: str) -> Any:
    """The law of `identifier` with dimensions restored and the substitution made."""
    law = DERIVATIONS[identifier].build().result
    full = law.subs({DELTA: DELTA / ORDER, KAPPA: MOMENTUM / ORDER}, simultaneous=True)
    result = full.subs({ORDER: GAP, MOMENTUM: 2 * GAMMA * GAP}, simultaneous=True)
    chain.show(
        f"Substituted, {number}",
        stated(name, result),
        f"The law of `{identifier}` with the units of energy written out, then the substitution.",
        zero=sp.simplify(result - law.subs({DELTA: DELTA / GAP, KAPPA: 2 * GAMMA}, simultaneous=True)),
    )
    return result


def in_zeta(expression: Any) -> Any:
    """gamma = zeta^(1/3) and the gap edge written out."""
    gap = DERIVATIONS["d:gap"].build().result
    return expression.subs({GAMMA: sp.cbrt(ZETA), GAP: gap})
