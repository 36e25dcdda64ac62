"""The statement that the laws near the threshold put the absorption peak below 2 Delta."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
from mpmath.ctx_mp import MPContext

from higgs_sym import certify
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.ball_backend import BallBackend
from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Number
from higgs_sym.claims._peak import below_two
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import FORMULAS, STATEMENTS

READINGS = {
    r"\zeta^{1/3}": ("eq:20", "eq:22", "eq:12"),
    r"\zeta^{1/3}-\frac12\zeta": ("eq:20:eta", "eq:22:eta", "eq:12:eta"),
}
RATES = (Fraction(1, 10**9), Fraction(1, 10**6), Fraction(1, 1000), Fraction(27, 8000))
COMPARED = (Fraction(1, 10**9), Fraction(1, 1000), Fraction(27, 1000), Fraction(1, 8))
CROSSING = {r"\zeta^{1/3}": (120, 121), r"\zeta^{1/3}-\frac12\zeta": (106, 107)}  # zeta x 10^4
STEP = Fraction(1, 10**6)
BITS = 160
DIGITS = 12


@STATEMENTS.register(
    id="eq:23:window",
    title=r"The laws near the threshold put the peak below $2\Delta$",
    text=r"For $\gamma\ll1$ the maximum that (20) and (22) give lies in the window $2\epsilon_g<\omega<2\Delta$.",
    definition=r"$\mathrm{Im}\,\chi$ formed from the laws, as a ball, at $2\Delta$ and at "
    r"$2\epsilon_g+(1+10^{-6})(2\Delta-2\epsilon_g)$: if it rises between the two, the laws have no single "
    r"maximum below $2\Delta$ (for $\gamma\le0.15$ they rise through the whole window, `d:peak-laws`); if it falls, "
    "they have one. At "
    r"$\gamma=0.001,0.01,0.1,0.15$ and at two neighbours of the rate where the sign changes, for "
    r"either reading of $\gamma$. Next to it the maximum of the laws and that of the integral, over "
    r"$\gamma^2\epsilon_g$.",
    source=Source("DzeroKamenev2025", "eq. (23)"),
    expectation=Kind.REFUTED,
    claims=("peak:shift:weak",),
    derivations=("d:peak-laws", "d:peak"),
    corrected=r"The window is right and the laws are not: $\omega_\mathrm{res}\simeq2\Delta-0.98749\,\Gamma$, that is "
    r"$(\omega_\mathrm{res}-2\epsilon_g)/(\gamma^2\epsilon_g)\to3$, while the maximum of (20), (22) goes as "
    r"$\frac4{\pi^2}\ln^2\gamma$ and lies in the window for $\gamma>0.229$ only ($\zeta>0.0120$; in the second "
    r"reading of $\gamma$ for $\zeta>0.0106$).",
    hypothesis="(20), (22) as rebuilt; the form of (23) itself is not known. Any estimate "
    r"$2\epsilon_g+c\,\gamma^2\epsilon_g$ with a number $c<3$ lies in the window, and is not the limit of the "
    "integral.",
)
def peak_of_laws(digits: int | None) -> Finding:
    """The side of 2 Delta on which the laws have their maximum, and how far from the threshold."""
    del digits  # two signs
    outside, brackets = True, True
    numbers: list[tuple[str, str]] = []
    for reading, names in READINGS.items():
        outside &= all(_rises(names, zeta) > 0 for zeta in RATES)
        below, above = (Fraction(n, 10**4) for n in CROSSING[reading])
        brackets &= bool(_rises(names, below) > 0 > _rises(names, above))
        numbers.append((rf"leaves the window, $\gamma={reading}$", f"between zeta = {below} and {above}"))
    for zeta in COMPARED:
        laws, exact = _places(zeta)
        numbers += [(rf"$(\omega_\mathrm{{res}}-2\epsilon_g)/(\gamma^2\epsilon_g)$ at zeta = {zeta}, {name}", place)
                    for name, place in (("laws", laws), ("integral", exact))]  # fmt: skip
    points = len(READINGS) * (len(RATES) + 2)
    if outside and brackets:
        reason = "for weak pair breaking the laws still rise at 2 Delta"
        return Finding(Kind.REFUTED, reason, f"certified at {points} points", tuple(numbers))
    return Finding(Kind.UNDECIDED, "the side is not settled at every rate", "measured", tuple(numbers))


def _rises(names: tuple[str, str, str], zeta: Fraction) -> flint.arb:
    """Im chi of the laws just above 2 Delta less that at 2 Delta."""
    with flint_precision(BITS):
        lib = BallBackend()
        rate = convert.to_arb(zeta)
        width = 2 - 2 * certify.gap(zeta, digits=40)
        beyond = flint.arb(1) + convert.to_arb(STEP)
        return _absorption(lib, names, beyond * width, rate) - _absorption(lib, names, width, rate)


def _absorption(lib: Backend, names: tuple[str, str, str], delta: Number, zeta: Number) -> Any:
    """Im chi of the laws at 2 eps_g + delta."""
    real, imaginary = (FORMULAS[name].body(lib, delta, zeta) for name in names[:2])
    return -imaginary / (real * real + imaginary * imaginary)


def _places(zeta: Fraction) -> tuple[str, str]:
    """The maxima of the laws (first reading) and of the integral above 2 eps_g over gamma^2 eps_g."""
    context = MPContext()
    context.dps = 40
    lib, names = MpBackend(context), READINGS[r"\zeta^{1/3}"]
    rate = context.mpf(zeta.numerator) / zeta.denominator
    edge = FORMULAS["eq:10"].body(lib, rate)
    unit = FORMULAS[names[2]].body(lib, rate) ** 2 * edge

    def slope(x: Number) -> Any:
        return context.diff(lambda place: _absorption(lib, names, place * unit, rate), x)

    laws = context.findroot(slope, (context.mpf(1) / 2, context.mpf(40)), solver="anderson", tol=1e-18)
    exact = (2 - 2 * edge - context.convert(below_two(zeta, DIGITS))) / unit
    return context.nstr(laws, 8), context.nstr(exact, 8)
