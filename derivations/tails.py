"""Long and short times: the response as an integral along the cut, and Watson's lemma."""

from __future__ import annotations

from typing import Any

import sympy as sp

from derivations.mapping import GAP, in_zeta
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

TIME, ZETA, KAPPA, DELTA, GAMMA = (symbol(name) for name in ("t", "zeta", "kappa", "delta", "gamma"))
RESIDUE, SLOPE = symbol("R"), symbol("R1")  # chi^-1 and d chi^-1/d omega at the threshold
EDGE = sp.Symbol("omega_g", positive=True)  # threshold frequency
RATIO = sp.Symbol("c_1", real=True)
PAPER = "DzeroKamenev2025"


@DERIVATIONS.register(
    id="d:tail", title=r"Long times with pair breaking: $t^{-3}$ and the next term", source=Source("higgs_sym")
)
def tail() -> Chain:
    """The result holds the terms in t^-3 and t^-4, with R = chi^-1 and R' = d chi^-1/d omega at 2 eps_g."""
    chain = Chain()
    along_the_cut(chain)
    ratio = threshold_terms(chain)
    start, relative = absorption(chain)
    law = watson(chain, start, relative, power=2).subs(EDGE, 2 * GAP)
    first = -sp.cos(2 * GAP * TIME) / (6 * ZETA * GAP * RESIDUE**2 * TIME**3)
    second = relative * sp.sin(2 * GAP * TIME) / (2 * ZETA * GAP * RESIDUE**2 * TIME**4)
    chain.show(
        "Long times",
        r"\chi(t)\simeq-\frac{\cos 2\varepsilon_gt}{6\Gamma\varepsilon_gR^2t^3}"
        r"+\left(c_1-\frac{2R'}{R}\right)\frac{\sin2\varepsilon_gt}{2\Gamma\varepsilon_gR^2t^4}",
        r"$R=\chi^{-1}$ and $R'=d\chi^{-1}/d\omega$ at $2\varepsilon_g$; units of $\Delta$ where it is not written.",
        zero=sp.simplify(law - first - second),
    )
    gap = DERIVATIONS["d:gap"].build().result
    return chain.finish((first + second).subs({RATIO: ratio, GAP: gap}, simultaneous=True))


@DERIVATIONS.register(
    id="d:tail-leading", title=r"Long times with pair breaking: the leading $t^{-3}$", source=Source("higgs_sym")
)
def tail_leading() -> Chain:
    """The result is the term in t^-3."""
    chain = Chain()
    along_the_cut(chain)
    threshold_terms(chain)
    start, _ = absorption(chain)
    law = watson(chain, start, sp.S.Zero, power=2).subs(EDGE, 2 * GAP)
    form = -sp.cos(2 * GAP * TIME) / (6 * ZETA * GAP * RESIDUE**2 * TIME**3)
    chain.show(
        "Long times",
        r"\chi(t)\simeq-\frac{\cos2\varepsilon_gt}{6\Gamma\varepsilon_gR^2t^3}",
        r"The leading term, with $R=\chi^{-1}(2\varepsilon_g)$.",
        zero=sp.simplify(law - form),
    )
    return chain.finish(form.subs(GAP, DERIVATIONS["d:gap"].build().result))


@DERIVATIONS.register(
    id="d:tail-dirty",
    title=r"Long times without pair breaking at $q\ne0$: $t^{-2}$",
    source=Source("Nosov2024"),
)
def tail_dirty() -> Chain:
    """The result is the leading term at zeta = 0, kappa > 0, with R = chi^-1(2 Delta)."""
    chain = Chain()
    along_the_cut(chain)
    imaginary = DERIVATIONS["d:dirty-im"].build().result
    start = sp.simplify(-sp.limit(imaginary / DELTA, DELTA, 0) / RESIDUE**2)
    chain.show(
        "Next to the threshold",
        stated(r"\operatorname{Im}\chi", start * DELTA),
        "(31) for $\\delta\\ll\\kappa^2$: a linear onset.",
        zero=start - sp.pi / (2 * KAPPA * RESIDUE**2),
    )
    law = watson(chain, start, sp.S.Zero, power=1).subs(EDGE, 2)
    form = -sp.sin(2 * TIME) / (KAPPA * RESIDUE**2 * TIME**2)
    chain.show(
        "Long times",
        r"\chi(t)\simeq-\frac{\sin2\Delta t}{Dq^2R^2t^2}",
        r"Units of $\Delta$. Holds once $t\gg\Delta/(Dq^2)^2$.",
        zero=sp.simplify(law - form),
    )
    return chain.finish(form)


@DERIVATIONS.register(
    id="d:published-long", title="Long times as published: (26) from (20), (22)", source=Source(PAPER, "section III")
)
def published_long() -> Chain:
    """The result is (26) in t and zeta with gamma = zeta^(1/3)."""
    chain = Chain()
    along_the_cut(chain)
    value = GAMMA * sp.log(2 / GAMMA)
    start = sp.pi / (4 * GAMMA * GAP) / value**2
    small = sp.sqrt(GAMMA**2 + DELTA / GAP) - GAMMA
    chain.show(
        "Next to the threshold",
        stated(r"\operatorname{Im}\chi", start * DELTA),
        r"(22) to first order in $\delta$ over the square of "
        r"$\operatorname{Re}\chi^{-1}(2\varepsilon_g)=\gamma\ln(2/\gamma)$ "
        r"from (20); holds for $\delta\ll\gamma^2\varepsilon_g$.",
        zero=sp.limit(sp.pi / 2 * small / DELTA, DELTA, 0) / value**2 - start,
    )
    law = watson(chain, start, sp.S.Zero, power=1).subs(EDGE, 2 * GAP)
    form = -sp.sin(2 * GAP * TIME) / (2 * GAP * GAMMA**3 * sp.log(2 / GAMMA) ** 2 * TIME**2)
    chain.show(
        "Long times, (26)",
        stated(r"\chi(t)", form),
        r"For $t\gg1/(\gamma^2\varepsilon_g)$. With the onset that the integral has, `d:threshold`, it becomes "
        "$t^{-3}$: "
        "`d:tail`.",
        zero=sp.simplify(law - form),
    )
    return chain.finish(in_zeta(form))


@DERIVATIONS.register(
    id="d:published-short", title="Short times as published: (27) from (20), (22)", source=Source(PAPER, "section III")
)
def published_short() -> Chain:
    """The result is (27) in t and zeta."""
    chain = Chain()
    along_the_cut(chain)
    S = sp.sqrt(GAMMA**2 + DELTA / GAP)
    start = 2 / sp.pi * sp.sqrt(GAP)
    imaginary, real = (
        -sp.pi / 2 * (S - GAMMA),
        S * sp.log((S - GAMMA) / (S + GAMMA)) - GAMMA * sp.log(DELTA / (16 * GAP)),
    )
    g = sp.Symbol("g", positive=True)
    chain.show(
        "Away from the threshold",
        stated(r"\operatorname{Im}\chi", start / sp.sqrt(DELTA)),
        r"(20) and (22) for $\gamma^2\varepsilon_g\ll\delta\ll\varepsilon_g$: "
        r"$\operatorname{Im}\chi^{-1}\simeq-\frac\pi2"
        r"\sqrt{\delta/\varepsilon_g}$, $\operatorname{Re}\chi^{-1}\to0$.",
        zero=[
            imaginary.subs(GAMMA, 0) + sp.pi / 2 * sp.sqrt(DELTA / GAP),
            sp.limit(real.subs(GAMMA, g).subs({DELTA: 1, GAP: 1}), g, 0),
            sp.simplify(-1 / (imaginary.subs(GAMMA, 0)) - start / sp.sqrt(DELTA)),
        ],
    )
    law = watson(chain, start, sp.S.Zero, power=-sp.Rational(1, 2)).subs(EDGE, 2 * GAP)
    form = 4 / sp.pi**2 * sp.sqrt(sp.pi * GAP / TIME) * sp.sin(2 * GAP * TIME + sp.pi / 4)
    chain.show(
        "Short times, (27)",
        stated(r"\chi(t)", form),
        r"For $1/\varepsilon_g\ll t\ll1/(\gamma^2\varepsilon_g)$. At $\gamma=0$ it is the law of the "
        "superconductor without "
        "pair breaking.",
        zero=sp.simplify(sp.expand_trig(law - form)),
    )
    return chain.finish(in_zeta(form))


def along_the_cut(chain: Chain) -> None:
    """(24), (25)."""
    chain.define(
        "Response in time, (24)",
        r"\chi(t)=\frac2\pi\int_{\omega_g}^\infty d\omega\,\operatorname{Im}\chi(\omega)\sin\omega t"
        r"=-\frac2\pi\operatorname{Im}\int_{\omega_g}^\infty d\omega\,\rho(\omega)\,e^{-i\omega t}",
        r"$t>0$; $\chi(\omega)$ is retarded and "
        r"$\rho=\operatorname{Im}\chi=[\chi(\omega+i0)-\chi(\omega-i0)]/2i$ vanishes "
        r"below the threshold $\omega_g$.",
    )
    chain.define(
        "Contour turned downwards, (25)",
        r"\chi(t)=\frac2\pi\operatorname{Im}\left[i e^{-i\omega_gt}\int_0^\infty dy\,\rho(\omega_g-iy)\,e^{-yt}\right]",
        r"$\omega=\omega_g-iy$. $\chi(\omega-i0)$ continues on the physical sheet, where it is analytic; "
        r"$\chi(\omega+i0)$ "
        r"on the second sheet, through the cut. Condition: no pole of the second sheet with $\operatorname{Re}\omega>"
        r"\omega_g$ is crossed. One that is adds its residue, which decays exponentially and does not touch the powers "
        "of $1/t$.",
    )


def threshold_terms(chain: Chain) -> Any:
    """The onset of d:threshold; returns c_1, the relative delta^3-term over delta, in zeta."""
    leading = DERIVATIONS["d:threshold"].build().result
    both = DERIVATIONS["d:threshold-next"].build().result
    gap = DERIVATIONS["d:gap"].build().result
    root = ZETA ** sp.Rational(2, 3)
    ratio = (4 * root**2 - 61 * root + 4) / (108 * root * gap)
    b = sp.Symbol("b", positive=True)  # zeta = (1 + b)^(-3/2) covers 0 < zeta < 1
    excess = (both / leading - 1 - ratio * DELTA).subs(ZETA, (1 + b) ** sp.Rational(-3, 2))
    chain.show(
        "Onset of absorption",
        [
            r"\operatorname{Im}\chi^{-1}=-\frac{\pi\delta^2}{24\zeta\varepsilon_g}(1+c_1\delta+\dots)",
            stated("c_1", ratio),
        ],
        "From `d:threshold` and `d:threshold-next`.",
        zero=[
            sp.simplify(leading / (-sp.pi * DELTA**2 / (24 * ZETA * gap)) - 1),
            sp.simplify(excess),
        ],
    )
    return ratio


def absorption(chain: Chain) -> tuple[Any, Any]:
    """Im chi to next order: start delta^2 (1 + relative delta)."""
    strength = sp.pi / (24 * ZETA * GAP)
    inverse = RESIDUE + SLOPE * DELTA - sp.I * strength * DELTA**2 * (1 + RATIO * DELTA)
    series = sp.im(sp.expand_complex(sp.series(1 / inverse, DELTA, 0, 4).removeO()))
    relative = RATIO - 2 * SLOPE / RESIDUE
    form = strength / RESIDUE**2 * DELTA**2 * (1 + relative * DELTA)
    chain.show(
        "Absorption next to the threshold",
        r"\operatorname{Im}\chi=\frac{\pi\delta^2}{24\zeta\varepsilon_gR^2}"
        r"\left[1+\left(c_1-\frac{2R'}R\right)\delta+\dots\right]",
        r"The real part, $R+R'\delta$, is analytic to this order: the singular part that belongs to "
        r"$\operatorname{Im}\chi^{-1}$ is of order $\delta^2\ln\delta$.",
        zero=sp.simplify(sp.expand(series - form)),
    )
    return strength / RESIDUE**2, relative


def watson(chain: Chain, start: Any, relative: Any, power: Any) -> Any:
    """chi(t) from rho = start delta^power (1 + relative delta), delta = -iy."""
    y, n = sp.Symbol("y", positive=True), sp.Symbol("n", positive=True)
    moments = [sp.gamma(power + k + 1) / TIME ** (power + k + 1) for k in (0, 1)]
    phases = [(-sp.I) ** sp.nsimplify(power + k) for k in (0, 1)]
    total = phases[0] * moments[0] + relative * phases[1] * moments[1]
    law = 2 / sp.pi * start * sp.im(sp.expand_complex(sp.expand(sp.I * sp.exp(-sp.I * EDGE * TIME) * total)))
    chain.show(
        "Watson's lemma",
        r"\int_0^\infty dy\,y^ne^{-yt}=\frac{\Gamma(n+1)}{t^{n+1}}",
        r"Term by term in $\rho(\omega_g-iy)$, $\delta=-iy$; corrections are smaller by a power of $1/t$ (up to "
        "logarithms).",
        zero=[
            sp.simplify(sp.integrate(y**n * sp.exp(-y * TIME), (y, 0, sp.oo)) - sp.gamma(n + 1) / TIME ** (n + 1)),
            *(
                sp.simplify(sp.integrate(y ** (power + k) * sp.exp(-y * TIME), (y, 0, sp.oo)) - m)
                for k, m in enumerate(moments)
            ),
        ],
    )
    return law
