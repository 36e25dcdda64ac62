"""Appendix B: Re chi^-1 of the dirty superconductor without pair breaking, by Kramers-Kronig, (32)-(39)."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, latex_of, stated

DELTA, KAPPA, OMEGA = (symbol(name) for name in ("delta", "kappa", "omega"))
W, V, X, SIGMA, SCALE = sp.symbols("w v x s S", positive=True)
CUT = sp.Symbol("X", positive=True)  # kappa^2 << X << 1
RE, IM = r"\operatorname{Re}\chi^{-1}", r"\operatorname{Im}\chi^{-1}"
PAPER = "DzeroKamenev2025"


@DERIVATIONS.register(
    id="d:bcs-re",
    title=r"Re $\chi^{-1}$ without pair breaking at $q=0$, (32)-(34)",
    source=Source(PAPER, "Appendix B"),
)
def without_momentum() -> Chain:
    """The result is chi^-1 below 2 Delta at q = 0 as a function of omega."""
    chain = Chain()
    subtracted(chain)
    y = sp.Symbol("y", positive=True)
    integrand = sp.sqrt(X**2 - 1) / (X**2 * (X**2 - W**2))
    x = 1 / sp.sqrt(1 - V**2)
    chain.show(
        "The integral at q = 0, (33)",
        RE + r"(\omega)-\chi^{-1}(0)=-w^2\,\mathrm{P}\!\int_1^\infty dx\,\frac{\sqrt{x^2-1}}{x^2(x^2-w^2)}"
        r"=-w^2\,\mathrm{P}\!\int_0^1\frac{v^2\,dv}{1-w^2+w^2v^2}",
        r"$\omega'=2x$, $\omega=2w$ and the absorption of `d:bcs-im`; then $x=1/\sqrt{1-v^2}$.",
        zero=[
            sp.simplify((integrand.subs(X, x) * sp.diff(x, V)) ** 2 - (V**2 / (1 - W**2 + W**2 * V**2)) ** 2),
            sp.simplify(
                (integrand.subs(X, x) * sp.diff(x, V)).subs({V: sp.Rational(1, 2), W: sp.Rational(1, 3)})
                - (V**2 / (1 - W**2 + W**2 * V**2)).subs({V: sp.Rational(1, 2), W: sp.Rational(1, 3)})
            ),
        ],
    )
    below = -V + sp.sqrt(1 - W**2) / W * sp.atan(W * V / sp.sqrt(1 - W**2))
    ratio = W * V / sp.sqrt(W**2 - 1)
    above = -V + sp.sqrt(W**2 - 1) / W * sp.log((1 + ratio) ** 2 / (1 - ratio) ** 2) / 4
    form = -(W**2) * V**2 / (1 - W**2 + W**2 * V**2)
    low = sp.sqrt(1 - W**2) * sp.asin(W) / W
    high = sp.sqrt(W**2 - 1) * sp.acosh(W) / W
    chain.show(
        "Below and above the threshold, (34)",
        [
            stated(RE + r"-\chi^{-1}(0)", low - 1) + r"\quad(w<1)",
            stated(RE + r"-\chi^{-1}(0)", high - 1) + r"\quad(w>1)",
        ],
        r"Primitives $-v+\frac{\sqrt{1-w^2}}{w}\arctan\frac{wv}{\sqrt{1-w^2}}$ and, in the sense of the principal "
        r"value, $-v+\frac{\sqrt{w^2-1}}{w}L$ with $L=\frac12\ln\left|\frac{\sqrt{w^2-1}+wv}{\sqrt{w^2-1}-wv}\right|$; "
        "both vanish at "
        "$v=0$.",
        zero=[
            sp.diff(below, V) - form,
            sp.diff(above, V) - form,
            sp.tan(sp.asin(W)) - W / sp.sqrt(1 - W**2),
            sp.simplify(sp.exp(2 * sp.acosh(W).rewrite(sp.log)) - (W + sp.sqrt(W**2 - 1)) ** 2),
            sp.expand((W + sp.sqrt(W**2 - 1)) * (W - sp.sqrt(W**2 - 1)) - 1),
        ],
    )
    chain.show(
        "The constant",
        [r"\chi^{-1}(0)=1", stated(r"\chi^{-1}(\omega)", low)],
        r"The static response $\frac12\int dy\,(1+y^2)^{-3/2}$; the threshold value is then zero, as it must be for "
        "the amplitude mode at $2\\Delta$.",
        zero=[
            sp.diff(y / sp.sqrt(1 + y**2), y) - (1 + y**2) ** sp.Rational(-3, 2),
            sp.limit(y / sp.sqrt(1 + y**2), y, sp.oo) - 1,
            low.subs(W, 1),
        ],
    )
    return chain.finish(low.subs(W, OMEGA / 2))


@DERIVATIONS.register(
    id="d:dirty-threshold",
    title=r"$\chi^{-1}(2\Delta)$ without pair breaking at $q\ne0$, (35), (36)",
    source=Source(PAPER, "Appendix B"),
)
@cache
def at_threshold() -> Chain:
    """The result is chi^-1(2 Delta) for kappa << 1, (36)."""
    chain = Chain()
    subtracted(chain)
    return chain.finish(threshold(chain))


@DERIVATIONS.register(
    id="d:dirty-re",
    title=r"Re $\chi^{-1}$ without pair breaking at $q\ne0$, (37)-(39)",
    source=Source(PAPER, "Appendix B"),
)
def with_momentum() -> Chain:
    """The result is Re chi^-1 for delta << 1 at any ratio of delta to kappa^2, (39)."""
    chain = Chain()
    value = DERIVATIONS["d:dirty-threshold"].build().result
    chain.define(
        "At the threshold, (36)",
        stated(RE + "(2,q)", value),
        "From `d:dirty-threshold`; inner and outer region joined.",
    )
    return chain.finish(above_threshold(chain, value))


def subtracted(chain: Chain) -> None:
    """The dispersion relation."""
    omega, x = (sp.Symbol("omega", positive=True), sp.Symbol(r"\omega'", positive=True))
    chain.define(
        "Dispersion relation, (32)",
        RE
        + r"(\omega,q)-\chi^{-1}(0,0)=\frac2\pi\,\mathrm{P}\!\int_{2}^\infty d\omega'\left[\frac{\omega'\,"
        + IM
        + r"(\omega',q)}{\omega'^2-\omega^2}-\frac{"
        + IM
        + r"(\omega',0)}{\omega'}\right]",
        r"$\chi^{-1}$ is analytic for $\operatorname{Im}\omega>0$ and grows as $\ln\omega$; its dependence on $q$ "
        r"vanishes at infinity, so one subtraction at $q=0$ suffices. Units of $\Delta$.",
    )
    chain.show(
        "One subtraction at q = 0",
        r"\frac{\omega'}{\omega'^2-\omega^2}-\frac1{\omega'}=" + latex_of(omega**2 / (x * (x**2 - omega**2))),
        r"The second term makes the left-hand side vanish at $\omega=0$, and the integral converge.",
        zero=x / (x**2 - omega**2) - 1 / x - omega**2 / (x * (x**2 - omega**2)),
    )


def threshold(chain: Chain) -> Any:
    """chi^-1(2 Delta, q): inner region by (31), outer region by the first order in kappa."""
    chain.define(
        "At the threshold, (35)",
        RE
        + r"(2,q)=\frac2\pi\int_2^\infty\frac{\omega'd\omega'}{\omega'^2-4}\,["
        + IM
        + r"(\omega',q)-"
        + IM
        + r"(\omega',0)]",
        r"$\chi^{-1}(2,0)=0$, `d:bcs-re`, subtracted. For $\omega'-2=x\ll1$ the bracket is that of (31), for "
        r"$x\gg\kappa^2$ it is $\kappa$ times the first order in $\kappa$; the two are joined at $\kappa^2\ll X\ll1$.",
    )
    inner = inner_region(chain)
    outer = outer_region(chain)
    value = KAPPA / 2 * sp.log(4 / KAPPA)
    chain.show(
        "Joined, (36)",
        stated(RE + "(2,q)", value),
        r"$X$ drops out. In units of energy $\frac{Dq^2}{2\Delta}\ln\frac{4\Delta}{Dq^2}$.",
        zero=sp.expand(sp.expand_log(inner + outer - value)),
    )
    return value


def inner_region(chain: Chain) -> Any:
    """(1/pi) int_0^X dx/x of the bracket."""
    imaginary = DERIVATIONS["d:dirty-im"].build().result.subs(DELTA, X)
    x = (SIGMA**2 - KAPPA**2) / 4
    integrand = (imaginary / (sp.pi * X)).subs(X, x).subs(sp.sqrt(SIGMA**2), SIGMA) * sp.diff(x, SIGMA)
    primitive = -(SIGMA - KAPPA * sp.log(SIGMA + KAPPA)) / 2
    end = sp.sqrt(KAPPA**2 + 4 * CUT)
    without = sp.sqrt(CUT)  # minus the same at q = 0, (1/pi)(pi/2) 2 sqrt X
    total = primitive.subs(SIGMA, end) - primitive.subs(SIGMA, KAPPA) + without
    form = KAPPA / 2 + KAPPA / 4 * sp.log(CUT / KAPPA**2)
    small = sp.Symbol("lambda", positive=True)
    chain.show(
        "Inner region",
        r"\frac1\pi\int_0^X\frac{dx}{x}\,[" + IM + "(q)-" + IM + r"(0)]=" + latex_of(form),
        r"$\sigma=\sqrt{\kappa^2+4x}$ makes the integrand rational; leading term for $\kappa^2\ll X$.",
        zero=[
            sp.simplify(sp.diff(primitive, SIGMA) - integrand),
            sp.diff(without, CUT) - (sp.pi / 2 * sp.sqrt(CUT)) / (sp.pi * CUT),
            sp.limit(sp.expand_log(((total - form) / KAPPA).subs(KAPPA, small * sp.sqrt(CUT)), force=True), small, 0),
        ],
    )
    return form


def outer_region(chain: Chain) -> Any:
    """The part beyond X, from the same dispersion relation for the first order in kappa."""
    slope = (sp.log(16 / DELTA) - 2) / 4  # of d:dirty-slope at omega = 2 - delta
    exact = DERIVATIONS["d:dirty-slope"].build().result
    chain.define(
        "First order in momentum near the threshold",
        [
            stated(r"M(\omega)=\left.\tfrac{\partial\chi^{-1}}{\partial\kappa}\right|_0", exact),
            stated(r"M(2-\delta)", slope),
        ],
        r"From `d:dirty-slope`. Continued around $\delta=0$ in the upper half-plane, $\ln\delta\to\ln|\delta|-i\pi$: "
        r"$\operatorname{Im}M=\frac\pi4$ just above the threshold, as in (31).",
    )
    imaginary = DERIVATIONS["d:dirty-im"].build().result
    near = sp.log((CUT + DELTA) / DELTA) / 4  # (1/pi) int_0^X (pi/4) dx/(x + delta)
    rest = sp.limit(sp.expand_log(slope - near, force=True), DELTA, 0, "+")
    form = KAPPA * (sp.log(16 / CUT) - 2) / 4
    chain.show(
        "Outer region",
        r"\frac{2\kappa}\pi\int_{2+X}^\infty\frac{\omega'd\omega'}{\omega'^2-4}\operatorname{Im}M(\omega')="
        + latex_of(form),
        r"The dispersion relation for $M(2-\delta)$ as $\delta\to0$, less what the interval below $X$ contributes, "
        r"$\frac1\pi\int_0^X\frac{\pi}{4}\frac{dx}{x+\delta}$.",
        zero=[
            sp.limit(sp.diff(imaginary, KAPPA), KAPPA, 0) - sp.pi / 4,
            sp.diff(sp.log(X + DELTA), X) - 1 / (X + DELTA),
            sp.expand_log(KAPPA * rest - form, force=True),
        ],
    )
    return form


def above_threshold(chain: Chain, start_value: Any) -> Any:
    """The principal value of (31), subtracted at the threshold."""
    imaginary = DERIVATIONS["d:dirty-im"].build().result.subs(DELTA, X)
    delta = (SCALE**2 - KAPPA**2) / 4
    x = (SIGMA**2 - KAPPA**2) / 4
    integrand = (imaginary / sp.pi * DELTA / (X * (X - DELTA))).subs(DELTA, delta).subs(X, x) * sp.diff(x, SIGMA)
    chain.show(
        "Subtracted at the threshold, (37), (38)",
        RE
        + r"(2+\delta,q)-"
        + RE
        + r"(2,q)\simeq\frac1\pi\,\mathrm{P}\!\int_0^\infty dx\,"
        + IM
        + r"(2+x,q)\left[\frac1{x-\delta}-\frac1x\right]",
        r"$2\omega'/(\omega'^2-\omega^2)\simeq1/(x-\delta)$ where $x\ll1$; the integral converges there, as "
        r"$x^{-3/2}$, so that (31) may be used all the way.",
        zero=[
            1 / (X - DELTA) - 1 / X - DELTA / (X * (X - DELTA)),
            sp.limit(-imaginary / sp.sqrt(X), X, sp.oo) - sp.pi / 2,
        ],
    )
    logs = (
        -KAPPA * sp.log(SIGMA + KAPPA)
        - (SCALE - KAPPA) / 4 * sp.log((SIGMA - SCALE) ** 2)
        + (SCALE + KAPPA) / 2 * sp.log(SIGMA + SCALE)
    ) / 2
    less, more = sp.log(SCALE - KAPPA), sp.log(SCALE + KAPPA)
    start = logs.subs(SIGMA, KAPPA).subs(sp.log((KAPPA - SCALE) ** 2), 2 * less)
    difference = ((SCALE - KAPPA) * less - (SCALE + KAPPA) * more) / 4 + KAPPA / 2 * sp.log(2 * KAPPA)
    chain.show(
        "The principal value",
        [stated(r"\sigma", sp.sqrt(KAPPA**2 + 4 * X)), stated(RE + r"(2+\delta,q)-" + RE + "(2,q)", difference)],
        r"Partial fractions in $\sigma$: the primitive is a sum of logarithms of $\sigma+\kappa$, $|\sigma-S|$ and "
        r"$\sigma+S$ whose coefficients add up to zero, so that it vanishes at infinity.",
        zero=[
            sp.simplify(sp.diff(logs, SIGMA) - integrand),
            -KAPPA - (SCALE - KAPPA) / 2 + (SCALE + KAPPA) / 2,
            sp.expand(-start - difference),
        ],
    )
    S = sp.sqrt(KAPPA**2 + 4 * DELTA)
    law = (S * sp.log((S - KAPPA) / (S + KAPPA)) - KAPPA * sp.log(DELTA / 16)) / 4
    written = (SCALE * (less - more) - KAPPA * (less + more - sp.log(64))) / 4
    chain.show(
        "Result, (39)",
        stated(RE + r"(2+\delta,q)", law),
        r"With (36) added and $\delta=(S-\kappa)(S+\kappa)/4$ inside the logarithm.",
        zero=[
            sp.expand(sp.expand_log(difference + start_value - written, force=True)),
            delta.subs(SCALE, S) - DELTA,
            sp.expand((SCALE - KAPPA) * (SCALE + KAPPA) / 64 - delta / 16),
        ],
    )
    return law
