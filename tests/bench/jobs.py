"""The jobs that are measured, each against what a plain script needs for the same value."""

from __future__ import annotations

import functools
import time
import warnings
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

import higgs_sym
from higgs_sym import certify
from higgs_sym.errors import HiggsSymError
from higgs_sym.physics.engines import digits as engine_digits
from higgs_sym.physics.engines import flint as flint_engine
from tests.bench import plain_mpmath, plain_scipy
from tests.bench.exact_sides import medians
from tests.bench.measure import digits_got, fitted_exponent, peak_mebibytes, show_digits, timed

OMEGA, ZETA = "2", "0.1"  # above the threshold at 1.39, where both parts and both integrals matter
OTHERS = ("1.93", "2.07", "2.21", "1.71")  # nothing can be remembered between these and OMEGA but what depends on zeta
REFERENCE_DIGITS = 60
MEMORY = 400  # MiB, for a million frequencies


class Result(NamedTuple):
    """One row of the report."""

    job: str
    measured: str
    digits: str
    plain: str
    ratio: str
    must: str
    met: bool | None


class Settings(NamedTuple):
    """How much is run."""

    quick: bool

    @property
    def frequencies(self) -> int:
        return 500 if self.quick else 10_000

    @property
    def scan(self) -> int:
        return 20_000 if self.quick else 1_000_000

    @property
    def ladder(self) -> tuple[int, ...]:
        return (15, 20, 30) if self.quick else (30, 50, 75, 100, 150, 200, 300)


@functools.cache
def reference(omega: str) -> Any:
    """chi^-1 to REFERENCE_DIGITS digits."""
    return higgs_sym.chi_inv(omega, ZETA, digits=REFERENCE_DIGITS)


@functools.cache
def plain(digits: int) -> tuple[float, float]:
    """CPU seconds of the plain mpmath script for one value, and the digits it got."""
    run = timed([lambda: plain_mpmath.chi_inv(OMEGA, ZETA, digits)])
    return run.first, digits_got(run.values[0], reference(OMEGA))


def double(settings: Settings) -> Result:
    """Many frequencies in float64, one zeta, against scipy.integrate.quad and numpy.roots one by one."""
    omega = np.linspace(0.01, 4, settings.frequencies)
    run = timed([lambda: higgs_sym.chi_inv(omega, float(ZETA)) for _ in range(3)])
    rate = len(omega) / run.again
    checked = range(0, len(omega), len(omega) // (5 if settings.quick else 20))
    exact = {k: complex(higgs_sym.chi_inv(omega[k], float(ZETA), digits=20)) for k in checked}
    error = max(abs(run.values[-1][k] / exact[k] - 1) for k in checked)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # quad doubts its accuracy at some frequencies; what it got is reported
        slow = timed([functools.partial(plain_scipy.chi_inv, float(omega[k]), float(ZETA)) for k in checked])
    worst = max(abs(value / exact[k] - 1) for k, value in zip(checked, slow.values, strict=True))
    return Result(
        f"float64, {len(omega)} frequencies, one zeta",
        f"{rate:,.0f} values/s",
        f"error {error:.0e}",
        f"{1 / slow.again:.1f} values/s, error {worst:.0e}",
        f"{rate * slow.again:,.0f}",
        "1,000 values/s, error <= 1e-12 (aim 10,000)",
        rate >= 1000 and error <= 1e-12,
    )


def one_value(name: str, function: Callable[..., Any], digits: int, must: int, aim: int, settings: Settings) -> Result:
    """One value with so many digits against the plain mpmath script."""
    others = OTHERS[:1] if settings.quick else OTHERS
    run = timed([functools.partial(function, omega, ZETA, digits=digits) for omega in (OMEGA, *others)])
    got = min(digits_got(value, reference(omega)) for omega, value in zip((OMEGA, *others), run.values, strict=True))
    text, ratio, met = "not run", "", None
    if not settings.quick:
        seconds, right = plain(digits)
        text, met = f"{seconds:.0f} s, {show_digits(right, digits)} digits", seconds / run.again >= must
        ratio = f"{seconds / run.again:,.0f} (first call {seconds / run.first:,.0f})"
    measured = f"{1e3 * run.again:,.0f} ms (first call {1e3 * run.first:,.0f} ms)"
    return Result(name, measured, show_digits(got, digits), text, ratio, f"{must}x (aim {aim:,}x)", met)


def cost(name: str, function: Callable[[int], Any], most: int, settings: Settings) -> Result:
    """How the time of one value grows with the digits, of which there are at most `most`."""
    seconds: dict[int, float] = {}
    failed: list[str] = []
    ladder = sorted({min(n, most) for n in settings.ladder})
    for n in ladder:
        try:
            seconds[n] = timed([functools.partial(function, n)] * (2 if n <= 100 else 1)).again
        except HiggsSymError as error:
            failed.append(f"{n}: {error}")
    exponent = fitted_exponent(list(seconds), list(seconds.values()))
    measured = ", ".join((*(f"{n}: {s:.2g} s" for n, s in seconds.items()), *failed))
    range_ = f"{ladder[0]} to {ladder[-1]}"
    met = None if settings.quick else exponent <= 2.2 and not failed
    return Result(f"{name}, {range_} digits", measured, "", "", f"digits^{exponent:.2f}", "digits^2.2", met)


def memory(settings: Settings) -> Result:
    """Peak resident memory of a scan."""
    program = f"import numpy as np, higgs_sym\nhiggs_sym.chi_inv(np.linspace(0.01, 4, {settings.scan}), {ZETA})"
    started = time.perf_counter()
    size = peak_mebibytes(program)
    seconds = time.perf_counter() - started
    name = f"memory of {settings.scan:,} frequencies in float64"
    return Result(name, f"{size:,.0f} MiB (in {seconds:.0f} s)", "", "", "", f"{MEMORY} MiB", size < MEMORY)


def exact_sides(settings: Settings) -> Iterator[Result]:
    """Values of many fields against the scripts one would write for them."""
    found = medians(settings.quick)
    measured = f"{found.never} of {found.count} scripts never right"
    text = (
        f"{found.once:.1f} in the median; {found.confirmed:.1f} with the run that confirms it; "
        f"{found.known:.1f} where it knows its nodes"
    )
    yield Result("exact sides, 30 right digits", measured, "30", "mpmath", text, "5x", found.once >= 5)
    again, ratio = f"{1000 * found.again:.1f} ms in the median", f"{found.again_ratio:.1f} in the median"
    yield Result("second value of the same formula", again, "30", "mpmath, its nodes known", ratio, "", None)


def ball(omega: Any, zeta: Any, digits: int) -> Any:
    """A certified value; its radius counts as error."""
    return certify.chi_inv(omega, zeta, digits=digits)


def all_jobs(settings: Settings) -> Iterator[Callable[[], Result]]:
    """Everything that is measured, in the order of the report."""
    value = higgs_sym.chi_inv
    yield lambda: double(settings)
    for digits in (30,) if settings.quick else (30, 50):
        yield lambda n=digits: one_value(f"{n} digits, one value", value, n, 500, 2000, settings)  # type: ignore[misc]
    yield lambda: one_value("certified 30 digits, one value", ball, 30, 50, 500, settings)
    omega, zeta = Fraction(OMEGA), Fraction(ZETA)
    engine = flint_engine.ENGINE
    yield lambda: cost(
        "cost", lambda n: engine_digits.chi_inv(engine, omega, zeta, Fraction(0), n, True), 300, settings
    )
    yield lambda: cost("cost, certified", lambda n: ball(OMEGA, ZETA, n), certify.MAX_DIGITS, settings)
    yield lambda: memory(settings)
    sides = exact_sides(settings)
    yield lambda: next(sides)
    yield lambda: next(sides)
