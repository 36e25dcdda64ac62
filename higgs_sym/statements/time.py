"""Statements about the response in time of a gapped state."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np

from higgs_sym.arithmetic.types import Array, Number, Real
from higgs_sym.physics.dynamics import amplitude, chi_t, quench
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.physics.poles import ringdown_pole
from higgs_sym.physics.scaling import scaling_pole
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import FORMULAS, STATEMENTS

PAPER = "DzeroKamenev2025"
RATES = (Fraction(1, 100), Fraction(1, 10), Fraction(3, 10), Fraction(1, 2), Fraction(9, 10))
WEAK = (Fraction(1, 10**3), Fraction(1, 10**6), Fraction(1, 10**9))
LATE = np.array([1e5, 1e6])
VANISHING = (Fraction(9, 10), Fraction(99, 100), Fraction(999, 1000), Fraction(9999, 10000))


def slope(values: Array, times: Array) -> float:
    """d ln |values| / d ln t between the last two points."""
    return float(np.log(abs(values[-1] / values[-2])) / np.log(times[-1] / times[-2]))


def short_law(t: Number, zeta: Number) -> Array:
    """Amplitude of the law without pair breaking, (4/pi^2) sqrt(pi eps_g/t)."""
    return 4 / math.pi**2 * np.sqrt(math.pi * gap(zeta) / t)


def half_time(zeta: Number, kappa: Number, start: float) -> float:
    """When sqrt(t) |A(t)| has fallen to half of its value at zeta = kappa = 0, (4/pi^2) sqrt(pi)."""
    low, high = start / 100, start * 100
    for _ in range(45):
        middle = math.sqrt(low * high)
        size = abs(amplitude(middle, zeta, kappa=kappa)) * math.sqrt(middle)
        low, high = (middle, high) if size > 2 / math.pi**1.5 else (low, middle)
    return low


@STATEMENTS.register(
    id="s:7",
    title="The pole on the other sheet",
    text="The pole of the amplitude mode sits on the unphysical sheet.",
    definition=r"$\chi^{-1}$ has a zero on the sheet through the cut $\omega>2\epsilon_g$ for five rates "
    r"$0.01\le\zeta\le0.9$; at the same place on the physical sheet it does not vanish, and on a grid of the upper "
    r"half-plane $\mathrm{Im}\,\chi^{-1}<0$, which excludes zeros there.",
    source=Source(PAPER, "after eq. (19)"),
)
def unphysical_pole(digits: int | None) -> Finding:
    """Zeros on either sheet."""
    poles = {zeta: ringdown_pole(zeta, digits=min(digits or 12, 40)).frequency for zeta in RATES}
    there = [abs(complex(chi_inv(complex(w), zeta, sheet=0))) for zeta, w in poles.items()]
    grid = np.add.outer(np.logspace(-2, 2, 13), 1j * np.logspace(-3, 2, 11)).ravel()
    signs = [bool((np.imag(chi_inv(grid, zeta)) < 0).all()) for zeta in RATES]
    limit = scaling_pole(digits).place
    numbers = tuple((rf"$\omega_p/\Delta$ at $\zeta={zeta}$", shown(w)) for zeta, w in poles.items())
    numbers += ((r"$(\omega_p-2\Delta)/(\Delta\zeta^{2/3})$, $\zeta\to0$", shown(limit)),)
    if min(there) > 0.1 and all(signs) and all(complex(w).imag < 0 for w in poles.values()):
        return Finding(Kind.CONFIRMED, "a zero below the cut, none on the physical sheet", "measured", numbers)
    return Finding(Kind.REFUTED, "zeros on the physical sheet are not excluded", "measured", numbers)


@STATEMENTS.register(
    id="s:13",
    title=r"Long times: $t^{-2}$",
    text=r"At long times $\chi(t)\sim\sin(2\epsilon_gt)/t^2$.",
    definition=r"With $\chi(t)=\mathrm{Re}[A(t)\,e^{-2i\epsilon_gt}]$: exponent of $|A|$ between $t=10^5$ and $10^6$ "
    r"and "
    r"phase of $A$ at $10^6$ ($\pm\frac\pi2$ for a sine, $0$ or $\pi$ for a cosine), for $\zeta=\frac1{10},\frac12$.",
    source=Source(PAPER, "eq. (26)"),
    expectation=Kind.REFUTED,
    corrected=r"$\chi(t)\to-\cos(2\epsilon_gt)/(6\Gamma\epsilon_gR^2t^3)$, $R=\chi^{-1}(2\epsilon_g)$: the absorption "
    r"starts "
    "quadratically, not linearly.",
    claims=("eq:26:late", "tail:leading:1/10"),
    derivations=("d:tail",),
    hypothesis="pair-breaking vertex term kept",
)
def long_times(_digits: int | None) -> Finding:
    """Exponent and phase of the amplitude."""
    numbers = []
    cubic = True
    for zeta in (Fraction(1, 10), Fraction(1, 2)):
        size = amplitude(LATE, zeta)
        exponent, phase = slope(size, LATE), float(np.angle(-size[-1]))
        R = chi_inv(2 * gap(zeta), zeta).real
        ratio = abs(size[-1]) * 6 * float(zeta) * gap(zeta) * R**2 * LATE[-1] ** 3
        numbers.append((rf"exponent of $|A|$ at $\zeta={zeta}$", f"{exponent:.6f}"))
        numbers.append((r"$|A|\,6\Gamma\epsilon_gR^2t^3$ at $10^6$", f"{ratio:.8f}"))
        cubic &= abs(exponent + 3) < 1e-4 and abs(phase) < 1e-3 and abs(ratio - 1) < 1e-6
    kind = Kind.REFUTED if cubic else Kind.UNDECIDED
    return Finding(kind, "the exponent is -3 and the oscillation a cosine", "measured", tuple(numbers))


@STATEMENTS.register(
    id="s:14",
    title=r"Short times: $t^{-1/2}$",
    text=r"At short times, $t\ll1/(\epsilon_g\gamma^2)$, $\chi(t)\sim t^{-1/2}$ as without pair breaking.",
    definition=r"$|A(t)|$ at $t=\zeta^{-1/3}/\Delta$, half way (in the logarithm) between $1/\Delta$ and the "
    r"crossover: its "
    r"quotient with $\frac4{\pi^2}\sqrt{\pi\epsilon_g/t}$ and its exponent, for $\zeta=10^{-3},10^{-6},10^{-9}$.",
    source=Source(PAPER, "eq. (27)"),
    claims=("eq:27:bcs",),
    derivations=("d:published-short",),
)
def short_times(_digits: int | None) -> Finding:
    """Quotient and exponent between the two scales."""
    numbers, ratios, exponents = [], [], []
    for zeta in WEAK:
        t = float(zeta) ** (-1 / 3) * np.array([1.0, 1.01])
        size = np.abs(amplitude(t, zeta))
        ratios.append(float(size[0] / short_law(t[0], zeta)))
        exponents.append(slope(size, t))
        numbers.append((rf"quotient at $\zeta=10^{{{round(math.log10(zeta))}}}$", f"{ratios[-1]:.6f}"))
        numbers.append(("exponent", f"{exponents[-1]:.6f}"))
    converging = all(abs(b - 1) < abs(a - 1) / 2 for a, b in pairwise(ratios))
    kind = Kind.CONFIRMED if converging and abs(exponents[-1] + 0.5) < 0.01 else Kind.UNDECIDED
    return Finding(kind, "the quotient tends to 1 and the exponent to -1/2", "measured", tuple(numbers))


@STATEMENTS.register(
    id="s:15",
    title="The crossover time",
    text=r"The short-time law gives way at $t\sim1/(\epsilon_g\gamma^2)$, $\gamma=\zeta^{1/3}$, much earlier than "
    r"$1/\Gamma$.",
    definition=r"The time at which $\sqrt t\,|A(t)|$ has fallen to half of its value without pair breaking, for "
    r"$\zeta=10^{-3},10^{-6},10^{-9}$: its exponent in $\zeta$ ($-\frac23$ claimed, $-1$ for $1/\Gamma$).",
    source=Source(PAPER, "Section III"),
    remark=r"Not a crossover between two powers: between them $\chi(t)$ rings down as the pole of the second sheet, "
    r"and the "
    r"tail $t^{-3}$ takes over about ten times later (`regimes`).",
)
def crossover(_digits: int | None) -> Finding:
    """Half times against zeta."""
    times = [half_time(zeta, 0, float(zeta) ** (-2 / 3)) for zeta in WEAK]
    scaled = [t * float(zeta) ** (2 / 3) for t, zeta in zip(times, WEAK, strict=True)]
    exponent = math.log(times[2] / times[1]) / math.log(WEAK[2] / WEAK[1])
    numbers = (
        *((rf"$t_{{1/2}}\Delta\zeta^{{2/3}}$ at $\zeta=10^{{{round(math.log10(z))}}}$", f"{s:.6f}")
          for z, s in zip(WEAK, scaled, strict=True)),
        ("exponent in $\\zeta$", f"{exponent:.5f}"),
    )  # fmt: skip
    kind = Kind.CONFIRMED if abs(exponent + 2 / 3) < 1e-3 else Kind.REFUTED
    return Finding(kind, r"the half time goes as $\zeta^{-2/3}$", "measured", numbers)


@STATEMENTS.register(
    id="s:16",
    title="The two laws at the crossover",
    text="The long- and the short-time law agree parametrically at the crossover, up to a logarithm.",
    definition=r"Quotient of the amplitudes of (26) and (27) at $t=1/(\epsilon_g\gamma^2)$ for "
    r"$\zeta=10^{-6},10^{-12}$: times "
    r"$\ln^2(2/\gamma)$ it should not depend on $\zeta$. The same for the law that holds, $t^{-3}$, without the "
    r"logarithm.",
    source=Source(PAPER, "Section III"),
    hypothesis="(26) and (27) as rebuilt",
    remark="A statement about two formulas, of which one does not hold: the law of the full integral joins the "
    "short-time "
    "law without a logarithm.",
)
def parametric_agreement(_digits: int | None) -> Finding:
    """Amplitudes of the laws at the nominal crossover."""
    from higgs_sym.arithmetic.float64_backend import BACKEND

    published, exact = [], []
    for zeta in (1e-6, 1e-12):
        t = 1 / (gap(zeta) * zeta ** (2 / 3))
        log = math.log(2 / zeta ** (1 / 3))
        quarter = math.pi / (4 * gap(zeta))  # from a zero of the sine to its maximum
        near = round(2 * gap(zeta) * t / math.pi) * math.pi / (2 * gap(zeta)) + quarter
        long = abs(FORMULAS["eq:26"].body(BACKEND, near, zeta)) * (near / t) ** 2
        short = float(short_law(t, zeta))
        R = chi_inv(2 * gap(zeta), zeta).real
        published.append(float(long / short * log**2))
        exact.append(1 / (6 * zeta * gap(zeta) * R**2 * t**3) / short)
    numbers = (
        (r"(26)/(27)$\,\ln^2(2/\gamma)$, $\zeta=10^{-6}$", f"{published[0]:.5f}"),
        (r"the same, $\zeta=10^{-12}$", f"{published[1]:.5f}"),
        (r"$t^{-3}$ law/(27), $\zeta=10^{-6}$", f"{exact[0]:.5f}"),
        (r"the same, $\zeta=10^{-12}$", f"{exact[1]:.5f}"),
    )
    steady = abs(published[1] / published[0] - 1) < 1e-2
    return Finding(
        Kind.CONFIRMED if steady else Kind.REFUTED,
        r"(26)/(27) goes as $1/\ln^2(2/\gamma)$ there",
        "measured",
        numbers,
    )


@STATEMENTS.register(
    id="s:17",
    title=r"The long-time law as $\epsilon_g\to0$",
    text=r"The prefactor of the long-time law vanishes as $\epsilon_g\to0$: no algebraic decay is left at the gapless "
    "transition.",
    definition=r"Prefactor $|A|t^3$ at $t=10^4/\epsilon_g$ for $\zeta\to1$, times $\epsilon_g$; and the exponent of "
    r"$\chi(t)$ at $\zeta=1$ between $t=10^5$ and $10^6$.",
    source=Source(PAPER, "Section IV"),
    expectation=Kind.REFUTED,
    corrected=r"The prefactor diverges as $1/(6\epsilon_gR^2)$ with $R\to1-\frac\pi4$, while the law sets in ever "
    r"later, at "
    r"$t\sim1/\epsilon_g$, with an amplitude $\propto\epsilon_g^2$ there; at $\zeta=1$ itself $\chi(t)\propto "
    r"t^{-10/3}$.",
)
def vanishing_prefactor(_digits: int | None) -> Finding:
    """|A| t^3 eps_g towards zeta = 1, and the power law at zeta = 1."""
    numbers, scaled = [], []
    for zeta in VANISHING:
        t = 1e4 / gap(zeta)
        scaled.append(float(abs(amplitude(t, zeta)) * t**3 * gap(zeta)))
        numbers.append((rf"$|A|\,t^3\epsilon_g$ at $\zeta={zeta}$", f"{scaled[-1]:.6f}"))
    limit = 1 / (6 * (1 - math.pi / 4) ** 2)
    exponent = slope(chi_t(LATE, 1), LATE)
    numbers += [(r"$1/[6(1-\frac\pi4)^2]$", f"{limit:.6f}"), (r"exponent at $\zeta=1$", f"{exponent:.5f}")]
    diverges = abs(scaled[-1] / limit - 1) < 0.02 and abs(exponent + 10 / 3) < 2e-3
    return Finding(
        Kind.REFUTED if diverges else Kind.UNDECIDED,
        "the prefactor diverges as $1/\\epsilon_g$",
        "measured",
        tuple(numbers),
    )


@STATEMENTS.register(
    id="s:22",
    title="Finite momentum without pair breaking",
    text=r"Without pair breaking and at $q\neq0$ the long-time decay is $t^{-2}$ at frequency $2\Delta$, and the "
    r"crossover "
    "from the short-time law has dynamical exponent $z=4$.",
    definition=r"Exponent of $|A|$ and $|A|\,\kappa R^2t^2$ at $t=10^5\dots10^6$, $\zeta=0$, $\kappa=1$; exponent in "
    r"$\kappa$ of "
    r"the time at which $\sqrt t\,|A|$ has fallen to half, from $\kappa=10^{-1}$ to $10^{-4}$ "
    r"($t\propto\kappa^{-2}\propto "
    r"q^{-4}$ claimed), with and without the factor $\ln^{-2}(4/\kappa)$ from "
    r"$\chi^{-1}(2\Delta)=\frac\kappa2\ln\frac4\kappa$.",
    source=Source("Nosov2024"),
    derivations=("d:tail",),
    remark=r"Up to the logarithm: the exponent of the crossover time is $-2+2/\ln(4/\kappa)$.",
)
def finite_momentum(_digits: int | None) -> Finding:
    """Tail and crossover at zeta = 0."""
    size = amplitude(LATE, 0, kappa=1)
    exponent = slope(size, LATE)
    R = chi_inv(2, 0, kappa=1).real
    ratio = abs(size[-1]) * R**2 * LATE[-1] ** 2
    momenta = [10.0**-k for k in (1, 2, 3, 4)]
    times = [half_time(0, kappa, kappa**-2) for kappa in momenta]
    freed = [t * math.log(4 / kappa) ** 2 for t, kappa in zip(times, momenta, strict=True)]
    slopes = [math.log10(a / b) for a, b in pairwise(times)]
    without_log = [math.log10(a / b) for a, b in pairwise(freed)]
    numbers = (
        ("exponent of $|A|$", f"{exponent:.6f}"),
        (r"$|A|\,\kappa R^2t^2$", f"{ratio:.6f}"),
        *(
            (rf"crossover exponent, $\kappa=10^{{-{k + 1}}}\dots10^{{-{k + 2}}}$", f"{s:.4f}")
            for k, s in enumerate(slopes)
        ),
        (r"the last one without its factor $\ln^{-2}(4/\kappa)$", f"{without_log[-1]:.4f}"),
    )
    approaching = all(abs(b + 2) < abs(a + 2) for a, b in pairwise(slopes))
    tail = abs(exponent + 2) < 1e-3 and abs(ratio - 1) < 1e-3
    holds = tail and approaching and all(abs(s + 2) < 0.06 for s in without_log)
    return Finding(Kind.CONFIRMED if holds else Kind.UNDECIDED, "tail and crossover as stated", "measured", numbers)


@STATEMENTS.register(
    id="s:24",
    title="No offset after a small quench",
    text="After a small sudden quench the order parameter relaxes, within the linear theory, to the value of the new "
    "equilibrium: zero offset.",
    definition=r"The late value of the linear response to a step of the coupling is "
    r"$\delta\ln\Delta=\chi(0)\,\delta\ln\Delta_0$ "
    r"($-\delta(1/\lambda)=\delta\ln\Delta_0$), and what is left at time $t$ decays to 0: compared with the "
    r"derivative of the "
    r"equilibrium $\Delta(\Delta_0)$ at fixed $\Gamma$ (ratio 1 claimed), and with its remainder at $t=10^4/\Delta$.",
    source=Source(PAPER, "Section III"),
)
def no_offset(_digits: int | None) -> Finding:
    """chi(0) against the slope of the self-consistency condition, and the late remainder."""
    numbers, deviations, left = [], [], []
    step = Fraction(1, 10**6)
    for rate in (Fraction(1, 10), Fraction(3, 10)):
        # Delta(Gamma, Delta_0) = Delta_0 f(Gamma/Delta_0): d ln Delta/d ln Delta_0 = 1 - g f'/f at g = Gamma/Delta_0
        f = [order_parameter(rate * (1 + sign * step), digits=30) for sign in (-1, 0, 1)]
        slope_of_f = (f[2] - f[0]) / (2 * step.numerator) * step.denominator / f[1]
        zeta = float(rate / Fraction(str(f[1])))
        deviations.append(float((1 - slope_of_f) * chi_inv(0, zeta).real - 1))
        left.append(float(abs(quench(1e4, zeta))))
        numbers.append((rf"ratio $-1$ at $\Gamma/\Delta_0={rate}$", f"{deviations[-1]:.1e}"))
        numbers.append((r"remainder at $10^4$", f"{left[-1]:.1e}"))
    left.append(float(abs(quench(1e4, 0))))
    numbers.append((r"remainder at $10^4$, $\Gamma=0$", f"{left[-1]:.1e}"))
    holds = max(map(abs, deviations)) < 1e-9 and max(left) < 0.01
    return Finding(Kind.CONFIRMED if holds else Kind.REFUTED, "the final values agree", "measured", tuple(numbers))


def shown(value: Real) -> str:
    """A complex number to ten digits."""
    number = complex(value)
    return f"{number.real:.10f} {'-' if number.imag < 0 else '+'} {abs(number.imag):.10f}i"
