"""The flint engine against the mpmath engine: another arithmetic and another root finder for the same integrals."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from typing import NamedTuple

import flint
import mpmath
import pytest

from higgs_sym import chi_inv, gap
from higgs_sym.inputs import exact
from higgs_sym.physics.engines import digits as engine_digits
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.engines import mp as mp_engine
from tests.physics import reference


class Case(NamedTuple):
    """Exact arguments of chi_inv and the digits asked for."""

    omega: object
    zeta: Fraction
    kappa: Fraction
    vertex: bool
    digits: int
    T: Fraction = Fraction(0)

    def value(self, engine, extra=0):
        omega, zeta, kappa, vertex, digits, heat = self
        return engine_digits.chi_inv(engine, omega, zeta, kappa, digits + extra, vertex, heat)


def draw(rng):
    """A point of `reference`, or one next to the threshold, close above the axis, next to zeta = 1."""
    digits = int(rng.integers(15, 61))
    kappa = Fraction(float(rng.choice([0.0, rng.uniform(0, 2)])))
    kind = int(rng.integers(5))
    if kind == 0:
        point = reference.draw(rng)
        return Case(exact("omega", point.omega), Fraction(point.zeta), Fraction(point.kappa), point.vertex, digits)
    zeta = Fraction(float(10 ** rng.uniform(-6, 1)))
    omega = Fraction(float(rng.uniform(0, 20)))
    if kind == 1:
        zeta = Fraction(float(10 ** rng.uniform(-6, -0.001)))
        edge = exact("omega", 2 * gap(zeta, digits=60))
        omega = edge + int(rng.choice([-1, 1])) * Fraction(1, 10**12)
    elif kind == 2:
        omega = (omega / 5, Fraction(float(10 ** rng.uniform(-12, 1))))
    elif kind == 3:
        zeta = 1 + int(rng.choice([-1, 1])) * Fraction(float(10 ** rng.uniform(-9, -1)))
        omega /= 10
    return Case(omega, zeta, kappa, bool(rng.random() < 0.7), digits)


def same_digits(case):
    found, expected = case.value(flint_engine.ENGINE), case.value(mp_engine.ENGINE, 2)
    with mpmath.workdps(case.digits + 20):
        for name in ("real", "imag"):
            one, two = (mpmath.mpf(getattr(value, name)) for value in (found, expected))
            assert (one == 0) == (two == 0), (name, case)
            assert abs(one - two) <= abs(two) * mpmath.mpf(10) ** -case.digits, (name, case)


def test_engines_agree_at_random_points(rng):
    for _ in range(6):
        same_digits(draw(rng))


@pytest.mark.slow
def test_engines_agree_at_many_random_points(rng):
    for _ in range(240):
        same_digits(draw(rng))


@pytest.mark.parametrize(
    "case",
    [
        Case(Fraction(2), Fraction(1, 10), Fraction(0), True, 60),
        Case(Fraction(1, 2), Fraction(27, 125), Fraction(1, 3), False, 30),
        Case(Fraction(128, 125), Fraction(27, 125), Fraction(0), True, 30),  # exactly at the threshold
        Case(Fraction(3), Fraction(0), Fraction(1, 2), True, 30),
        Case(Fraction(1, 100), Fraction(1), Fraction(0), True, 30),
        Case(Fraction(0), Fraction(3, 2), Fraction(0), False, 30),
        Case((Fraction(1), Fraction(1, 10**9)), Fraction(3), Fraction(0), True, 25),
        Case((Fraction(-1), Fraction(1, 2)), Fraction(1, 5), Fraction(1), True, 25),
        Case((Fraction(0), Fraction(2)), Fraction(1, 5), Fraction(0), True, 25),
        Case(Fraction(1), Fraction(1, 10), Fraction(0), True, 15, Fraction(1, 50)),
        Case(Fraction(5, 2), Fraction(3, 2), Fraction(1, 2), True, 20, Fraction(1, 3)),
        Case((Fraction(1), Fraction(1, 2)), Fraction(1), Fraction(0), False, 15, Fraction(1, 5)),
    ],
    ids=str,
)
def test_engines_agree(case):
    same_digits(case)


@contextmanager
def flint_at(bits):
    """Somebody's precision, not through the package."""
    old, flint.ctx.prec = flint.ctx.prec, bits
    try:
        yield
    finally:
        flint.ctx.prec = old


def test_flint_engine_depends_on_nobodys_precision():
    serial = [str(chi_inv("1.5", "0.3", digits=n)) for n in (12, 30, 18, 45)]
    with flint_at(20), mpmath.workdps(7), ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda n: str(chi_inv("1.5", "0.3", digits=n)), (12, 30, 18, 45))) == serial
        assert flint.ctx.prec == 20
        assert mpmath.mp.dps == 7


def test_radii_tell_what_cancellation_costs():
    """Next to its zero the value is a small difference of numbers of order 1."""
    with flint_engine.precise(30):
        _, blur = flint_engine.ENGINE.shown((flint.acb(2).sqrt() - flint.acb(2).sqrt()) + flint.acb(0, 1), 30)
    assert -33 < blur[0] < -28
    assert blur[1] == -math.inf
