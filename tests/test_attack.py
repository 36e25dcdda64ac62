"""Attacks on the public functions: never a wrong answer, never another error, never anything left behind."""

from __future__ import annotations

import gc
import inspect
import os
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import flint
import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, HiggsSymError
from higgs_sym.registry import QUANTITIES

# Whose integrals take seconds where the argument is legal but extreme
SLOW = {"chi", "chi_inv", "chi_t", "quench", "threshold_residue"}
CERTIFIED = [getattr(certify, name) for name in ("chi", "chi_inv", "dos", "gap", "spectral_u", "threshold_residue")]
FUNCTIONS = [
    pytest.param(function, marks=pytest.mark.slow if function.__name__ in SLOW else ())
    for function in [*(row.function for row in QUANTITIES), h.branch_points, *CERTIFIED]
]

DIGITS = st.integers(10, 60)
SCALES = st.sampled_from([Fraction(1), Fraction(1, 10**3), Fraction(1, 10**8)])
UNIT = st.fractions(0, 1, max_denominator=997)
# Pair breaking: anything, and close to where the state changes (0 and 1)
ZETA = st.one_of(
    UNIT,
    st.builds(lambda x, s: x * s, UNIT, SCALES),
    st.builds(lambda x, s, sign: abs(1 + sign * x * s), UNIT, SCALES, st.sampled_from([-1, 1])),
    st.fractions(1, 50, max_denominator=97),
)
ENERGY = st.one_of(st.fractions(-5, 5, max_denominator=997), st.builds(lambda x, s: x * s, UNIT, SCALES))


def near(value, reference, digits):
    """Whether a number has the digits, relative to itself, that a ball of more digits says it should have."""
    with flint_precision(600):
        promised = flint.arb(10) ** -digits * abs(reference)
        return abs(flint.arb(value) - reference) <= promised or value == reference == 0


def agree(value, ball, digits):
    if isinstance(ball, flint.acb):
        return near(value.real, ball.real, digits) and near(value.imag, ball.imag, digits)
    return near(value, ball, digits)


attack = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=25)


@attack
@given(ZETA, DIGITS)
def test_gap_against_balls(zeta, digits):
    assert agree(h.gap(zeta, digits), certify.gap(zeta, digits + 15), digits)


@attack
@given(ENERGY, ZETA, DIGITS)
@example(Fraction(2), Fraction(0), 10)
@example(Fraction(0), Fraction(1), 10)
def test_density_of_states_against_balls(energy, zeta, digits):
    assume(zeta or abs(energy) != 1)
    assert agree(h.dos(energy, zeta, digits), certify.dos(energy, zeta, digits + 15), digits)


@attack
@given(ENERGY, st.one_of(st.just(Fraction(0)), UNIT), ZETA, DIGITS)
@example(Fraction(0), Fraction(1, 2), Fraction(1, 3), 10)
@example(Fraction(-1, 2), Fraction(0), Fraction(0), 10)
@example(Fraction(0), Fraction(0), Fraction(1), 10)
def test_root_against_balls(real, imag, zeta, digits):
    assume(zeta or imag or abs(real) != 1)
    z = mpmath.mpc(float(real), float(imag))
    with suppress(AccuracyError):
        assert agree(h.spectral_u(z, zeta, digits), certify.spectral_u(z, zeta, digits + 15), digits)


@settings(attack, max_examples=2)
@given(ENERGY, ZETA, st.integers(10, 20), st.booleans())
def test_response_against_balls(omega, zeta, digits, vertex):
    with suppress(AccuracyError):
        ball = certify.chi_inv(omega, zeta, digits=digits + 3, vertex=vertex)
        assert agree(h.chi_inv(omega, zeta, digits=digits, vertex=vertex), ball, digits)


@settings(attack, max_examples=8)
@given(ENERGY, st.one_of(st.just(Fraction(0)), UNIT), ZETA, UNIT)
def test_double_precision_against_the_other_engine(real, imag, zeta, kappa):
    zeta, omega = max(zeta, Fraction(1, 10**8)), complex(real, imag)
    assume(abs(omega) >= 1e-6 or omega == 0)
    quick = h.chi_inv(omega, zeta, kappa=kappa)
    try:
        right = h.chi_inv(mpmath.mpc(omega), zeta, kappa=kappa, digits=16)
    except AccuracyError:
        assume(False)
    assume(abs(right) > 1e-6)  # the promise is for values away from zeros
    assert abs(quick - right) <= 1e-12 * abs(right)


def changes_sign(function, value, digits):
    """Whether the equation that defines a quantity changes sign within its last promised digit."""
    with mpmath.workdps(digits + 60):
        step = mpmath.mpf(10) ** -digits
        low, high = (function(value * (1 + sign * step)) for sign in (-1, 1))
        return low * high <= 0


@attack
@given(st.fractions(Fraction(1, 1000), Fraction(499, 1000), max_denominator=9973), DIGITS)
def test_critical_temperature_solves_its_equation(gamma, digits):
    """ln(T_c0/T_c) = psi(1/2 + Gamma/(2 pi T_c)) - psi(1/2), T_c0 = e^C/pi in units of Delta_00."""

    def equation(T):
        rate = mpmath.mpf(gamma.numerator) / gamma.denominator
        clean = mpmath.exp(mpmath.euler) / mpmath.pi
        half = mpmath.mpf(1) / 2
        return mpmath.log(clean / T) - mpmath.digamma(half + rate / (2 * mpmath.pi * T)) + mpmath.digamma(half)

    assert changes_sign(equation, h.critical_temperature(gamma, digits), digits)


@attack
@given(st.fractions(Fraction(1, 1000), Fraction(499, 1000), max_denominator=9973), DIGITS)
def test_order_parameter_solves_its_equation(gamma, digits):
    """ln Delta = -pi zeta/4 for zeta <= 1, else with arcsin and arccosh (AbrikosovGorkov1961)."""

    def equation(delta):
        zeta = mpmath.mpf(gamma.numerator) / gamma.denominator / delta
        if zeta <= 1:
            return mpmath.log(delta) + mpmath.pi * zeta / 4
        root = mpmath.sqrt(1 - zeta**-2)
        return mpmath.log(delta) + mpmath.acosh(zeta) + (zeta * mpmath.asin(1 / zeta) - root) / 2

    assert changes_sign(equation, h.order_parameter(gamma, digits), digits)


ODD: list[object] = [
    None, True, "1/0", "1e9999", "0x10", "__import__('os')", "nan", "١", 10**5000, Fraction(1, 10**4000),
    Decimal("1e-9000"), np.nan, np.array([1.0]), np.array([]), np.array(["a"]), np.bool_(True),
    np.datetime64("2020"), [], {}, object, print, sympy.Symbol("x"), sympy.zoo, sympy.pi, sympy.sqrt(2) * sympy.I,
    mpmath.mpf("inf"), mpmath.mpc(1, -1), -1, -1e-300, 5e-324, flint.arb("nan"), flint.acb(1, -1), flint.arb(0, 1),
    1e308, slice(1), b"1", range(3), [[1], [2, 3]],
]  # fmt: skip
HOSTILE = st.one_of(
    st.text(max_size=12),
    st.binary(max_size=5),
    st.floats(),
    st.complex_numbers(),
    st.integers(),
    st.decimals(),
    st.integers(0, len(ODD) - 1).map(lambda place: ODD[place]),  # not all of them have a hash
)
MILD = {
    "omega": 3,
    "z": 2,
    "Y": "1/2",
    "eps": 2,
    "zeta": "1/3",
    "gamma": "1/5",
    "kappa": 0,
    "T": 0,
    "t": 2,
    "digits": 10,
    "vertex": True,
}


@settings(deadline=None, max_examples=15)
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f"{f.__module__.rpartition('.')[2]}.{f.__name__}")
@given(data=st.data())
def test_any_argument_gives_a_number_or_one_of_our_errors(function, data):
    names = list(inspect.signature(function).parameters)
    # chi_t and quench promise nothing for times beyond [0.01, 1e6] and may take for ever there
    bad = data.draw(st.sampled_from([name for name in names if name != "t"]))
    arguments = {name: MILD[name] for name in names if name in MILD} | {bad: data.draw(HOSTILE)}
    digits = arguments.get("digits")
    assume(not isinstance(digits, int) or not 10 < digits <= certify.MAX_DIGITS)  # legal, and slow
    if function.__module__ != certify.__name__ and bad != "digits":
        del arguments["digits"]  # double precision is quicker
    with suppress(HiggsSymError):
        function(**arguments)


def one_call(rng: random.Random) -> None:
    """A call of any kind, a cheap one; some are refused."""
    digits = rng.choice([5, *range(10, 61)])
    energy, zeta = Fraction(rng.randint(0, 4000), 997), Fraction(rng.randint(-50, 2000), 991)
    kind = rng.choice((h.dos, h.spectral_u, certify.dos, certify.spectral_u, h.gap, certify.gap, "float"))
    with suppress(HiggsSymError):
        if kind in (h.gap, certify.gap):
            kind(zeta, digits)
        elif kind == "float":
            h.dos(float(energy), zeta)
        else:
            kind(energy, zeta, digits)


def resident() -> int:
    """Bytes of memory this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def growth(count: int, rng: random.Random) -> int:
    def work(number: int) -> None:
        for _ in range(number):
            one_call(rng)

    work(max(count // 4, 1500))  # tables and caches fill
    before = resident()
    work(count)
    return resident() - before


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("count", [2000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_many_calls_leave_no_memory_behind(rng, count):
    assert growth(count, rng) < 3_000_000


def test_threads_with_different_precisions_do_not_disturb_one_another(rng):
    """Eight threads, 10 to 100 digits, four ways to compute: the text is that of one thread."""
    jobs = []
    for k in range(48):
        digits, zeta = 10 + (29 * k) % 91, f"{k + 1}/20"
        jobs += [
            lambda d=digits, z=zeta: str(h.gap(z, d)),
            lambda d=digits, z=zeta: str(h.spectral_u("3/2", z, d)),
            lambda d=digits, z=zeta: certify.dos("5/2", z, d).str(d),
            lambda z=zeta: str(h.chi_inv(1.5, z)),
        ]
    jobs += [lambda d=d: str(h.chi_inv("5/2", "1/3", digits=d)) for d in range(10, 18)]
    jobs += [lambda d=d: str(h.critical_temperature("1/5", d)) for d in range(10, 100, 9)]
    rng.shuffle(jobs)
    before = (mpmath.mp.dps, flint.ctx.prec)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda job: job(), jobs))
    assert (mpmath.mp.dps, flint.ctx.prec) == before
    assert together == [job() for job in jobs]
