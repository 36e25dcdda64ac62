"""The scaling limit zeta -> 0 at fixed Y = (omega - 2)/zeta^(2/3): chi^-1 = zeta^(1/3) F(Y).

Energies eps = 1 + zeta^(2/3) y and roots r = zeta^(1/3) v obey v^3 + 2 y v + 2 = 0, v ~ sqrt(-2y), and

    F(Y) = i f.p. int_0^inf ds K(v(Y/2 + s), v(Y/2 - s)),    K = -(v_1 - v_2)^2 / [2 v_1 v_2 (v_1 + v_2)],

the finite part dropping sqrt(s). With v = e^{-i pi/3} x(p), p = 2 e^{-i pi/3} y the root is real for real p,
x^3 = p x + 2, x ~ sqrt(p), with branch points at p = 3 e^{+-2 pi i/3}; on s = e^{-i pi/6} sigma this makes

    F(Y) = e^{-i pi/3} G(e^{-i pi/3} Y),    G(tau) = (pi/2) sqrt(a) - int_0^inf dsigma [W(sigma; tau) - W_0(sigma; a)],

W the kernel K of x(tau -+ 2 i sigma), W_0 the same of sqrt(a -+ 2 i sigma), G real for real tau > -3/2. A zero of G on
the negative axis is the pole of 1/F on the second sheet.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import flint
import numpy as np

from higgs_sym import inputs, results
from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.convert import bits, to_flint, to_mp
from higgs_sym.arithmetic.flint_backend import FlintBackend
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.float64_backend import BACKEND as FLOAT
from higgs_sym.arithmetic.types import Array, Input, Number, Real, Scalar
from higgs_sym.arrays import complex_array
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.quantity import promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

FLINT = FlintBackend()
_GUARD = 8
_SECANTS = 12
_TURN = complex(-0.5, math.sqrt(3) / 2)
_FINE = 1e-30  # panels are graded towards a branch point no further than this; its sqrt needs no more
_REACH = "below the branch point 3 exp(-2 pi i/3)/2 of the second sheet: Im Y >= 0, or Re(exp(-i pi/3) Y) > -3/2"


class Pole(NamedTuple):
    """A pole of 1/F: its place and residue."""

    place: Any
    residue: Any


class Peak(NamedTuple):
    """Maximum of Im(1/F)."""

    place: Any
    height: Any


@QUANTITIES.register(id="scaling_function", latex=r"F(Y)", source=Source("higgs_sym"))
@promised
def scaling_function(Y: Input, digits: int | None = None) -> Number:
    r"""The amplitude mode for weak pair breaking, zeta -> 0, in its window around 2 Delta.

    .. math:: \chi^{-1}(2+\zeta^{2/3}Y)=\zeta^{1/3}F(Y)

    Parameters
    ----------
    Y : complex number or array
        Distance from 2 Delta in units of zeta^(2/3), any shape; real means the upper lip of the cut Y > -3. Im Y < 0
        continues through the cut, as far as :math:`\mathrm{Re}(e^{-i\pi/3}Y)>-3/2`.
    digits : int, optional
        Correct decimal digits of \|F\|, 10 to 100; double precision if not given.

    Returns
    -------
    complex, array or mpc
        complex128, relative error <= 1e-11 off the zeros of F, or an mpc. :math:`F\to\frac\pi2\sqrt{-Y}` for large
        \|Y\|.

    Raises
    ------
    InputError
        For what is no finite number, lies beyond the continuation, or digits out of range.
    AccuracyError
        If the accuracy was not reached.

    Notes
    -----
    Source: derived here (`d:scaling`).
    """
    count = inputs.check_digits(digits)
    if count is None:
        points = complex_array("Y", Y)
        _check(points)
        with np.errstate(all="ignore"):
            values = np.array([complex(_value(FLOAT, y)) for y in points.ravel()], dtype=complex)
        values = values.reshape(points.shape)
        return values if points.ndim else complex(values[()])
    number = inputs.exact("Y", Y)
    _check(np.asarray(complex(inputs.to_float(number))))
    return results.cplx(_digits(number, count), count)


@promised
def scaling_pole(digits: int | None = None) -> Pole:
    r"""The pole of 1/F nearest the real axis, :math:`Y_p=-\rho\,e^{i\pi/3}`, :math:`G(-\rho)=0`, with residue.

    Parameters
    ----------
    digits : int, optional
        Correct decimal digits, 10 to 100; double precision if not given.

    Returns
    -------
    Pole
        Place and residue, complex numbers or mpc; :math:`\arg Y_p=-2\pi/3` exactly.
    """
    return _pole(inputs.check_digits(digits))


@lru_cache(maxsize=32)
def _pole(count: int | None) -> Pole:
    digits = (count or 17) + 2 * _GUARD
    context, order = results.context(digits), _order(digits)
    # from a root in float64 two or three steps are left
    near = float(results.context(15).findroot(lambda x: _turned(FLOAT, -float(x), 22).real, (1.3, 1.4)))
    with flint_precision(bits(digits + 1)):

        def turned(x: Scalar) -> Number:
            return _turned(FLINT, flint.acb(x), order).real.mid()

        rho = _zero(lambda x: turned(-x), flint.arb(near), digits)
        h = flint.arb(10) ** -(digits // 8)
        # G' by differences to order h^6
        d = [turned(-rho + k * h) - turned(-rho - k * h) for k in (1, 2, 3)]
        slope = to_mp((45 * d[0] - 9 * d[1] + d[2]) / (60 * h), context)
    place = -to_mp(rho, context) * context.expjpi(context.mpf(1) / 3)
    residue = context.expjpi(context.mpf(2) / 3) / slope
    if count is None:
        return Pole(complex(place), complex(residue))
    return Pole(results.cplx(place, count), results.cplx(residue, count))


def _zero(function: Callable[[Number], Number], start: Number, digits: int) -> Array:
    """The zero next to a start that is right to float64, by secants."""
    first, second = start, start * (1 + flint.arb(10) ** -11)
    one = function(first)
    for _ in range(_SECANTS):
        two = function(second)
        step = two * (second - first) / (two - one)
        first, one, second = second, two, (second - step).mid()
        if abs(step) < flint.arb(10) ** (-(digits // 2) - 3):  # the next step would be its square
            break
    return second


@promised
def scaling_peak(digits: int | None = None) -> Peak:
    r"""The maximum of Im(1/F), at Y = 0, where :math:`F=G(0)\,e^{-i\pi/3}`; its height is :math:`\sqrt3/(2G(0))`.

    Parameters
    ----------
    digits : int, optional
        Correct decimal digits; float64 if not given.

    Returns
    -------
    Peak
        Place and height.
    """
    count = inputs.check_digits(digits)
    digits = count or 17
    value = results.cplx(_digits(Fraction(0), digits), digits)
    height = -value.imag / (value.real**2 + value.imag**2)
    if count is None:
        return Peak(0.0, float(height))
    return Peak(results.real(results.context(count).mpf(0), count), results.real(height, count))


def _check(points: Array) -> None:
    turned = points * np.exp(-1j * np.pi / 3)
    bad = (points.imag < 0) & (turned.real <= -1.5)
    if bad.any():
        raise InputError("Y", points[bad].ravel()[0] if points.ndim else points[()], _REACH)


def _digits(Y: Number, digits: int) -> Number:
    """F at an exact Y with two rules that must agree; an mpc."""
    working = digits + _GUARD
    order, context = _order(working), results.context(working)
    with flint_precision(bits(working + 1)):
        place = flint.acb(to_flint(inputs.to_mp(Y, context)))
        for _ in range(6):
            rough, fine = _value(FLINT, place, round(0.75 * order)), _value(FLINT, place, order)
            if abs(fine - rough) <= abs(fine) * flint.arb(10) ** (-digits - 2):
                return context.mpc(to_mp(flint.acb(fine), context))
            order = round(1.4 * order)
    raise AccuracyError(f"F reached fewer than {digits} digits at Y = {inputs.show(Y)}, next to a branch point")


def _order(working: int) -> int:
    return int(0.7 * working) + 6


def _value(lib: NumericBackend, Y: Number, order: int = 22) -> Scalar:
    """F(Y)."""
    if Y.imag >= 0 and Y.real < -3:
        return _straight(lib, Y, order)
    third = lib.exp(-lib.i * lib.pi * lib.rational(1, 3))
    return third * _turned(lib, third * Y, order)


def _turned(lib: NumericBackend, tau: Real, order: int) -> Number:
    """G(tau)."""
    unit = abs(tau) + 1

    def difference(sigma: Number) -> Array:
        shift = 2 * lib.i * sigma
        exact = _kernel(_root(lib, tau - shift), _root(lib, tau + shift))
        return exact - _kernel(lib.sqrt(unit - shift), lib.sqrt(unit + shift))

    branches = [(complex(tau) - 3 * _TURN**k) / (2j * sign) for k in (1, 2) for sign in (1, -1)]
    return lib.pi * lib.rational(1, 2) * lib.sqrt(unit) - _integral(
        lib, difference, _ends(branches, float(unit)), order
    )


def _straight(lib: NumericBackend, Y: Scalar, order: int) -> Scalar:
    """F(Y) on s = i sigma, both energies passing left of the cut."""
    unit = abs(Y)
    third = lib.exp(-lib.i * lib.pi * lib.rational(1, 3))

    def v(y: Number) -> Scalar:
        if y.imag >= 0:
            return third * _root(lib, 2 * third * y)
        return lib.conj(third * _root(lib, 2 * third * lib.conj(y)))

    def difference(sigma: Number) -> Array:
        exact = _kernel(v(Y / 2 + lib.i * sigma), v(Y / 2 - lib.i * sigma))
        return exact - _kernel(lib.sqrt(unit - 2 * lib.i * sigma), lib.sqrt(unit + 2 * lib.i * sigma))

    ends = _ends([(complex(Y) + 3) / 2j], float(unit))
    return lib.pi * lib.rational(1, 2) * lib.sqrt(unit) - _integral(lib, difference, ends, order)


def _ends(branches: list[complex], unit: float) -> list[float]:
    """Panel ends: octaves of `unit`, and of the distance from where the path passes a branch point."""
    ends = {0.0, *(unit * 2.0**k for k in range(-4, 4))}
    for branch in branches:
        centre, distance = max(0.0, branch.real), max(abs(branch.imag), -branch.real, _FINE * unit)
        if branch.real > -unit:
            steps = range(math.ceil(math.log2(8 * unit / distance)))
            ends |= {centre} | {centre + sign * distance * 2.0**k for k in steps for sign in (1, -1)}
    return sorted(x for x in ends if 0 <= x <= 8 * unit)


def _root(lib: NumericBackend, p: Number) -> Number:
    """x(p), x^3 = p x + 2, real for real p; Cardano's formula, polished, |arg p| < 2 pi/3 or |p| < 3."""
    u = lib.cube_root(1 + lib.sqrt(1 - p**3 / 27 + 0 * lib.i))
    x = u + p / (3 * u)
    for _ in range(2):
        x = lib.rounded(x - (x**3 - p * x - 2) / (3 * x * x - p))
    return x


def _kernel(first: Number, second: Number) -> Array:
    return -((first - second) ** 2) / (2 * first * second * (first + second))


def _integral(lib: NumericBackend, function: Scalar, ends: list[float], order: int) -> Array:
    """Integral over sigma from 0 to infinity of a function that falls as sigma^(-3/2)."""
    nodes, weights = lib.gauss(order)
    total = 0 * lib.i
    for low, high in pairwise(ends):
        for x, w in zip(nodes, weights, strict=True):
            total += (high - low) * w * function(low + (high - low) * x)
    for x, w in zip(nodes, weights, strict=True):  # sigma = last/x^2
        total += 2 * ends[-1] / x**3 * w * function(ends[-1] / x**2)
    return total
