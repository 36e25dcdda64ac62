"""Statements about the absorption line: where it peaks, its shape, and its place against one-photon absorption."""

from __future__ import annotations

from fractions import Fraction

import flint
import numpy as np

from higgs_sym import certify
from higgs_sym.arithmetic import convert
from higgs_sym.claims._peak import below_two
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import STATEMENTS

PAPER = "DzeroKamenev2025"
RATES = tuple(Fraction(n, 1000) for n in (1, 10, 50, 100, 200, 300, 500, 750, 990))
SHAPES = tuple(Fraction(n, 1000) for n in (1, 100, 500, 990))
DIGITS = 12  # of the place of a maximum
SYMMETRIC = 1.25  # largest quotient of the two half-widths of a line that is called Lorentzian
CLOSE = 0.05  # largest deviation from the best Lorentzian, relative to the maximum
CROSSING = (Fraction(2848, 10000), Fraction(2849, 10000))


@STATEMENTS.register(
    id="s:4",
    title=r"The absorption peak lies between $2\epsilon_g$ and $2\Delta$",
    text=r"$\mathrm{Im}\,\chi(\omega)$ is largest at $2\epsilon_g<\omega_\mathrm{res}<2\Delta$, for every $0<\zeta<1$.",
    definition=r"At nine rates $0.001\le\zeta\le0.99$: $\mathrm{Im}\,\chi$ vanishes at $2\epsilon_g$ and its ball at "
    r"the computed maximum $\omega_\mathrm{res}<2\Delta$ lies above its ball at $2\Delta$, so that a maximum lies "
    r"between; and no value of a grid from $2\Delta$ to $20\Delta$ exceeds it.",
    source=Source(PAPER, "section II.3, below eq. (23)"),
    claims=("peak:shift:weak",),
    derivations=("d:scaling-symmetry", "d:peak"),
    remark=r"For $\zeta\to0$ the peak tends to the upper end of the window, $2\Delta-0.987\,\Gamma$, not to its "
    "middle.",
)
def peak_in_window(digits: int | None) -> Finding:
    """Balls at the peak and at 2 Delta."""
    outside = [zeta for zeta in RATES if not _peaks_in_window(zeta, digits or 10)]
    if outside:
        return Finding(Kind.REFUTED, f"not at zeta = {', '.join(map(str, outside))}", "measured")
    places = tuple((f"omega_res/Delta at zeta = {z}", f"{float(_place(z)):.6g}") for z in SHAPES)
    return Finding(Kind.CONFIRMED, "the peak lies in the window", f"certified at {len(RATES)} points", places)


def _place(zeta: Fraction) -> Fraction:
    """omega_res as an exact number close to the maximum."""
    return 2 - Fraction(str(below_two(zeta, DIGITS)))


def _peaks_in_window(zeta: Fraction, digits: int) -> bool:
    place = _place(zeta)
    top = certify.chi(place, zeta, digits=digits).imag
    inside = 2 * certify.gap(zeta) < _ball(place) < 2
    beyond = np.imag(chi(np.linspace(2, 20, 721), zeta)).max()
    return bool(inside and top > certify.chi(2, zeta, digits=digits).imag and float(top.mid()) >= beyond)


@STATEMENTS.register(
    id="s:5",
    title="The peak is approximately Lorentzian",
    text="With pair breaking the absorption peak is approximately Lorentzian.",
    definition=r"At four rates $0.001\le\zeta\le0.99$: the two half-widths at half maximum agree within 25%, and the "
    "least-squares Lorentzian centred at the maximum stays within 5% of the maximum over the full width.",
    source=Source(PAPER, "introduction"),
    expectation=Kind.REFUTED,
    corrected=r"The line is asymmetric at every $\zeta$: its upper half-width is 3.2 to 3.6 times the lower "
    "one. In the "
    r"scaling limit the shape is $\mathrm{Im}[1/F(Y)]$, quadratic at its lower edge and $\propto Y^{-1/2}$ above.",
    derivations=("d:scaling",),
    remark="Near its maximum every smooth line is a parabola; the statement is about the shape over its width.",
)
def lorentzian(digits: int | None) -> Finding:
    """Half-widths and best fit."""
    del digits  # a shape compared to percents needs no more than double precision
    shapes = {zeta: _shape(zeta) for zeta in SHAPES}
    numbers = tuple(
        row
        for zeta, (quotient, deviation) in shapes.items()
        for row in (
            (f"upper over lower half-width at zeta = {zeta}", f"{quotient:.3g}"),
            (f"largest deviation of the fit over the maximum at zeta = {zeta}", f"{deviation:.2g}"),
        )
    )
    if all(q < SYMMETRIC and d < CLOSE for q, d in shapes.values()):
        return Finding(Kind.CONFIRMED, "symmetric and close to the fit", "measured", numbers)
    least = min(q for q, _ in shapes.values())
    return Finding(Kind.REFUTED, f"the upper half-width is at least {least:.3g} times the lower", "measured", numbers)


def _shape(zeta: Fraction) -> tuple[float, float]:
    """Quotient of the half-widths, and largest deviation of the best Lorentzian over the maximum."""
    place, edge = 2 - float(below_two(zeta, DIGITS)), 2 * gap(zeta)
    top = float(np.imag(chi(place, zeta)))
    span = place - edge
    ends = [_half_maximum(place, step * span, top, zeta) for step in (-1, 8)]
    x = np.linspace(ends[0], ends[1], 401)
    y = np.imag(chi(x, zeta))
    scaled = ((x - place) / span) ** 2
    # 1/y of a Lorentzian centred at the maximum is linear in the square; weights turn its error into that of y
    fit = 1 / np.polyval(np.polyfit(scaled, 1 / y, 1, w=y * y), scaled)
    return (ends[1] - place) / (place - ends[0]), float(np.abs(fit - y).max() / top)


def _half_maximum(place: float, span: float, top: float, zeta: Fraction) -> float:
    """Where Im chi falls to half its maximum between place and place + span, by bisection."""
    inner, outer = 0.0, 1.0
    for _ in range(50):
        middle = (inner + outer) / 2
        if np.imag(chi(place + middle * span, zeta)) > top / 2:
            inner = middle
        else:
            outer = middle
    return place + inner * span


@STATEMENTS.register(
    id="s:23",
    title="Two-photon absorption peaks below the one-photon threshold",
    text=r"Two photons of $\omega_\mathrm{res}/2$ each lie below the threshold $2\epsilon_g$ of one-photon absorption.",
    definition=r"$\omega_\mathrm{res}<4\epsilon_g$. At $\zeta=0.2848$ and $\zeta=0.2849$ the ball of "
    r"$\mathrm{Im}\,\chi$ at "
    r"the computed maximum lies above those at points $10^{-5}\Delta$ to either side, all three on the same side of "
    r"$4\epsilon_g$.",
    source=Source(PAPER, "section II.3, below eq. (23)"),
    expectation=Kind.REFUTED,
    corrected=r"It holds up to $\zeta=0.2848$ and fails from $\zeta=0.2849$ on: there "
    r"$\omega_\mathrm{res}>4\epsilon_g$, and "
    "the photons of the two-photon peak break pairs one by one.",
    remark=r"The source restricts it to frequencies for which one-photon absorption is absent, without saying up to "
    "which pair-breaking rate that is.",
)
def below_one_photon_threshold(digits: int | None) -> Finding:
    """The crossing of omega_res and 4 eps_g, bracketed."""
    sides = [_side(zeta, digits or 15) for zeta in CROSSING]
    numbers = tuple((f"4 eps_g - omega_res at zeta = {z}", f"{_margin(z):.4g}") for z in (Fraction(1, 10), *CROSSING))
    if sides == [1, -1]:
        reason = "true up to zeta = 0.2848, false from zeta = 0.2849 on"
        return Finding(Kind.REFUTED, reason, f"certified at {len(CROSSING)} points", numbers)
    return Finding(Kind.UNDECIDED, f"the sides at {CROSSING} are {sides}", "measured", numbers)


def _margin(zeta: Fraction) -> float:
    return float(4 * gap(zeta)) - float(_place(zeta))


def _side(zeta: Fraction, digits: int) -> int:
    """1 if a certified maximum lies below 4 eps_g, -1 if above, 0 if neither is shown."""
    step = Fraction(1, 10**5)
    place = _place(zeta)
    left, top, right = (certify.chi(place + k * step, zeta, digits=digits).imag for k in (-1, 0, 1))
    if not (top > left and top > right):
        return 0
    edge = 4 * certify.gap(zeta, digits=digits)
    ends = [_ball(place + k * step) for k in (-1, 1)]
    return 1 if ends[1] < edge else -1 if ends[0] > edge else 0


def _ball(number: Fraction) -> flint.arb:
    return convert.to_arb(number)
