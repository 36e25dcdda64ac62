"""The poles and branch points that the decay of the amplitude mode is made of."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from higgs_sym import inputs, results
from higgs_sym.arithmetic.types import Input, Number, Real, Scalar
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.peaks import absorption_peak as absorption_peak
from higgs_sym.physics.sheet1 import axis_flint, pole
from higgs_sym.quantity import promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

MAX_DIGITS = 40
_ROUGH = 15  # digits of values of which only the sign counts


class Pole(NamedTuple):
    """A pole of chi on the second sheet and its residue."""

    frequency: Any
    residue: Any


class Decay(NamedTuple):
    """chi(t) ~ t^exponent e^{-rate t} at late times, from a "branch point" or a "pole"."""

    rate: Any
    kind: str
    exponent: Fraction


@promised
def ringdown_pole(zeta: Input, *, kappa: Input = 0, digits: int | None = None) -> Pole:
    r"""The zero of chi^-1 on the second sheet (through omega > 2 eps_g) nearest the real axis, and the residue of chi.

    It rings down as :math:`e^{-i\omega_p t}`: frequency Re omega_p, rate -Im omega_p.

    Parameters
    ----------
    zeta : real number
        Pair breaking Gamma/Delta, 0 < zeta < 1.
    kappa : real number
        Momentum, D q^2/Delta >= 0, moderate: the pole is followed from kappa = 0 until it passes behind a branch point.
    digits : int, optional
        Correct decimal digits of the modulus, 10 to 40; double precision if not given.

    Returns
    -------
    Pole
        Frequency and residue, complex numbers (relative error 1e-12) or mpc.

    Raises
    ------
    InputError
        For arguments out of range.
    AccuracyError
        If the pole could not be followed.

    Notes
    -----
    Source: derived here.
    """
    z, k, count = _parameters(zeta, kappa, digits)
    if not 0 < z < 1:
        raise InputError(
            "zeta", zeta, "0 < zeta < 1 (decay_rate serves zeta > 1; at zeta = kappa = 0 there is no pole)"
        )
    return _ringdown(z, k, count)


@lru_cache(maxsize=256)
def _ringdown(z: Scalar, k: Scalar, count: int | None) -> Pole:
    delta = pole.followed(z, k)
    rise = pole.slope(z, k, delta)
    if count is None:
        return Pole(2 * edge_float(z).eps_g + delta, 1 / rise)
    place, exact_rise = pole.refined(z, k, delta, rise, count + 2)
    return Pole(results.cplx(place, count), results.cplx(1 / exact_rise, count))


@promised
def decay_rate(zeta: Scalar, digits: int | None = None) -> Decay:
    r"""Rate at which chi(t) of a gapless state, zeta > 1, kappa = T = 0, decays in the end.

    The smaller of :math:`\varepsilon_*=(\zeta^{2/3}-1)^{3/2}`, a branch point at :math:`-i\varepsilon_*` leaving
    :math:`t^{-5/2}e^{-\varepsilon_* t}`, and the rate of a pole on the negative imaginary axis, which is there for
    zeta > zeta_c (`crossover_zeta`) only.

    Parameters
    ----------
    zeta : real number
        Pair breaking Gamma/Delta > 1.
    digits : int, optional
        Correct decimal digits, 10 to 40; float64 if not given.

    Returns
    -------
    Decay
        rate a float or an mpf; kind; exponent of t.

    Raises
    ------
    InputError
        For zeta <= 1 and digits out of range.

    Notes
    -----
    Source: derived here; DzeroKamenev2025, Section IV has eps_star.
    """
    z, _, count = _parameters(zeta, 0, digits)
    if z <= 1:
        raise InputError("zeta", zeta, "zeta > 1")
    return _decay(z, count)


@lru_cache(maxsize=256)
def _decay(z: Scalar, count: int | None) -> Decay:
    working = (count or 14) + 5
    context = results.context(2 * working + 30)
    limit = axis_flint.star(z, context)

    def inverse(y: Scalar, digits: int = working) -> Scalar:
        return axis_flint.on_axis(z, Fraction(0), y, digits)

    rate, kind, exponent = limit, "branch point", Fraction(-5, 2)
    if inverse(limit) < 0:
        rate, kind, exponent = _bracketed(inverse, limit, working), "pole", Fraction(0)
    return Decay(float(rate) if count is None else results.real(rate, count), kind, exponent)


@QUANTITIES.register(id="crossover_zeta", latex=r"\zeta_c", source=Source("higgs_sym"))
@promised
def crossover_zeta(digits: int | None = None) -> Scalar:
    r"""zeta_c, where the pole on the negative imaginary axis emerges from the branch point.

    .. math:: \chi^{-1}(-i\varepsilon_*)=0,\qquad \zeta_c=1.54199\ldots

    Parameters
    ----------
    digits : int, optional
        Correct decimal digits, 10 to 40; float64 if not given.

    Returns
    -------
    float or mpf
        zeta_c.
    """
    return _crossover(inputs.check_digits(digits, MAX_DIGITS))


@lru_cache(maxsize=16)
def _crossover(count: int | None) -> Number:
    working = (count or 14) + 5
    context = results.context(2 * working + 30)

    def inverse(z: Real, digits: int = working) -> Scalar:
        exact = inputs.exact("zeta", context.mpf(z))
        return axis_flint.on_axis(exact, Fraction(0), axis_flint.star(exact, context), digits)

    root = _twice(inverse, context.mpf("1.45"), context.mpf("1.5"), working)
    return float(root) if count is None else results.real(root, count)


def _parameters(zeta: Input, kappa: Input, digits: int | None) -> tuple[Scalar, Scalar, int | None]:
    count = inputs.check_digits(digits, MAX_DIGITS)
    return inputs.energy("zeta", zeta, minimum=0), inputs.energy("kappa", kappa, minimum=0), count


def _secant(function: Scalar, first: Number, second: Number, accuracy: float) -> Scalar:
    one = function(first)
    for _ in range(40):
        two = function(second)
        if two == one:
            return second
        step = two * (second - first) / (two - one)
        first, second, one = second, second - step, two
        if abs(step) <= accuracy * abs(second):
            return second
    raise AccuracyError("the secant method for a zero of chi^-1 did not converge")


def _bracketed(function: Scalar, limit: Number, digits: int) -> Number:
    """The zero between 0 and `limit` of a function that falls through it: bisections, then the secant method."""
    low, high = limit * 0, limit
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle, min(digits, _ROUGH)) > 0 else (low, middle)
    return _twice(function, low if low else high / 2, high, digits)


def _twice(function: Scalar, first: Number, second: Number, digits: int) -> Scalar:
    """The secant method, from values of few digits where they do."""
    if digits <= _ROUGH:
        return _secant(function, first, second, 10.0 ** (2 - digits))
    near = _secant(lambda x: function(x, _ROUGH), first, second, 10.0 ** (4 - _ROUGH))
    return _secant(function, near, near + near / 10 ** (_ROUGH - 6), 10.0 ** (2 - digits))
