r"""Order parameter at 0 < T < T_c: the self-consistency condition with its zero at Delta = 0 divided out.

With D = Delta/Delta_0, zeta = gamma/D, tau = T/D (T in units of Delta_0), energies in units of Delta and
ln(T_c0/T) = 2 pi T sum_n [1/omega_n - sin(theta_n)/Delta], the sum over n minus its value at Delta = 0 reads

    Phi(D) = 2 pi tau sum_n [1/(y_n + zeta) - 1/r_n] = ln(T_c0/T) - psi(1/2 + gamma/(2 pi T)) + psi(1/2)

and is `gap_sums`. Phi is a sum of positive terms, ~ D^2 as D -> 0: Newton's method in ln D for ln Phi is straight at
T_c and keeps the relative accuracy of the right-hand side, which comes from mpmath where doubles would lose it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Array, Exact, Scalar
from higgs_sym.errors import AccuracyError
from higgs_sym.inputs import exact_real, to_float, to_mp
from higgs_sym.physics import pair_breaking
from higgs_sym.physics.critical_temperature import (
    minus_log,
    minus_log_doubles,
    pair_breaking_log,
    without_pair_breaking,
)
from higgs_sym.physics.edge import edge_mp
from higgs_sym.physics.engines import digits as engine_digits
from higgs_sym.physics.engines import mp as mp_engine
from higgs_sym.physics.roots import upright
from higgs_sym.physics.thermal.gap_sums import Orders, gap_sums

_GUARD = 15
_COARSE = 0.6  # orders of the sums that check, relative to those that count
_FLOAT_ORDERS, _ROUGH_ORDERS = Orders.of(17), Orders.of(7)
_FLOAT_DIGITS = 18
_COLDEST = 1e-30  # T/Delta in float64: corrections to T = 0 are of order T^(4/3) or smaller
_BLURRED = 4e-16  # error of the right-hand side in doubles, relative to the terms it is the difference of
_SURE = 1e12  # times that it must exceed its error
_NEAR, _SETTLED = 3e-4, 1e-7  # last steps of Newton's method with rough and with fine sums
_MAX_STEPS = 60
_AT_ONCE = 1000  # numbers whose nodes are held together


def excess(gamma: Scalar, T: Scalar, digits: int) -> Scalar:
    """The right-hand side to `digits` digits relative to itself; 0 if it cannot be told from 0, < 0 above T_c."""
    deficit = exact_real("gamma", 1 - 2 * gamma)
    working = digits + 20
    while True:
        context = results.context(working)
        t, rate = to_mp(T, context), to_mp(gamma, context)
        if gamma:
            x = rate / (2 * context.pi * t)
            value = minus_log(rate, deficit, context) - pair_breaking_log(x, context)
        else:
            value = context.euler - context.log(context.pi * t)
        if abs(value) > context.mpf(10) ** (digits + 8 - working):
            return value
        if working > engine_digits.MAX_DIGITS:
            return context.zero
        working *= 2


def doubles(gamma: Array, temperatures: Sequence[Exact], which: Array, cold: Array) -> Array:
    """D for a one-dimensional array of gamma >= 0, each at one of some exact T >= 0; `cold` is D at T = 0."""
    found, T = cold.copy(), np.array([to_float(each) for each in temperatures], dtype=float)[which]
    places = np.flatnonzero((cold > 0) & (_COLDEST * cold <= T) & (T > 0))
    for start in range(0, places.size, _AT_ONCE):
        part = places[start : start + _AT_ONCE]

        def exact(k: int, part: Array = part) -> Exact:
            return excess(Fraction(gamma[part[k]]), temperatures[which[part[k]]], _FLOAT_DIGITS)

        with np.errstate(all="ignore"):
            found[part] = _warm(gamma[part], T[part], cold[part], exact)
    return found


def _warm(gamma: Array, T: Array, cold: Array, exact: Callable[[int], Exact]) -> Array:
    right = _excess_doubles(gamma, T, exact)
    found, inside = np.zeros(right.shape), right > 0
    gamma, T, right = (each[inside, None] for each in (gamma, T, right))

    def sums(orders: Orders, delta: Array) -> tuple[Array, Array]:
        zeta = gamma / delta
        return gap_sums(BACKEND, orders, zeta, T / delta, lambda y: upright.solve(zeta, y))

    start = cold[inside, None] * np.tanh(1.74 * np.sqrt(right))
    near = _newton(partial(sums, _ROUGH_ORDERS), start, right, BACKEND, _NEAR)
    found[inside] = _newton(partial(sums, _FLOAT_ORDERS), near, right, BACKEND, _SETTLED).ravel()
    return found


def _excess_doubles(gamma: Array, T: Array, exact: Callable[[int], Exact]) -> Array:
    """`excess` for doubles; that of the k-th is `exact(k)`, asked for where the difference would lose too much."""
    x = gamma / (2 * np.pi * T)
    weak = x < 1
    one = np.where(weak, np.log(without_pair_breaking() / T), minus_log_doubles(gamma))
    two = np.where(weak, pair_breaking.difference(x), pair_breaking.minus_log(x)[0])
    right = np.asarray(one - two)
    blurred = np.abs(right) < _SURE * _BLURRED * (np.abs(one) + np.abs(two) + weak)
    for k in np.flatnonzero(blurred | ~np.isfinite(right)).tolist():
        right[k] = float(exact(k))
    return right


def multiprecision(gamma: Scalar, T: Scalar, cold: Scalar, digits: int) -> Scalar:
    """D with `digits` correct digits for exact gamma < 1/2, T > 0; `cold` to that precision too.

    Raises AccuracyError.
    """
    context = results.context(digits + _GUARD)
    right = context.convert(excess(gamma, T, digits + _GUARD))
    if right <= 0:
        return context.zero
    lib, rate, t = MpBackend(context), to_mp(gamma, context), to_mp(T, context)
    fine = Orders.of(digits + _GUARD)

    def sums(delta: Scalar, orders: Orders = fine) -> tuple[Scalar, Scalar]:
        edge = edge_mp(exact_real("zeta", rate / delta), context)
        m3 = edge.m**3

        def roots(y: Scalar) -> tuple[Scalar, Scalar]:
            found = mp_engine.roots(context, edge, [(lib.i * each, -each * each - m3) for each in y])
            v, r = [-lib.i * root.u for root in found], [root.r for root in found]
            return (v, r) if hasattr(y[0], "_mpc_") else ([x.real for x in v], [x.real for x in r])

        return gap_sums(lib, orders, edge.zeta, t / delta, roots)

    start = cold * context.tanh(context.mpf("1.74") * context.sqrt(right))
    if t > cold * 1e-12 and start > 1e-100:
        rough = doubles(np.array([float(gamma)]), [T], np.array([0]), np.array([float(cold)]))
        start = context.mpf(rough[0]) or start
    delta = _newton(sums, start, right, lib, context.mpf(10) ** (-0.5 * digits - 3))
    (phi, slope), (rough, _) = sums(delta), sums(delta, fine.times(_COARSE))
    wrong = abs(phi - right) + abs(phi - rough) ** context.mpf(1 / _COARSE)
    if wrong > slope * context.mpf(10) ** (-digits - 1):
        raise AccuracyError(f"order_parameter: {digits} digits not reached at T > 0; ask for fewer digits")
    return delta


def _newton(
    sums: Callable[[Scalar], tuple[Scalar, Scalar]],
    start: Scalar,
    right: Scalar,
    lib: NumericBackend,
    enough: float,
) -> Scalar:
    """D with Phi(D) = right, of one number or of an array; the last step is the square of one that was `enough`."""
    delta = start
    for _ in range(_MAX_STEPS):
        phi, slope = sums(delta)
        step = _step(lib, phi, slope, right)
        delta = delta * lib.exp(step)
        if np.all(abs(step) < enough):
            return delta
    raise AccuracyError("order_parameter: Newton's method did not settle at T > 0")


def _step(lib: NumericBackend, phi: Scalar, slope: Scalar, right: Scalar) -> Scalar:
    """Of Newton's method in ln D, at most 1: ln Phi is nearly straight near T_c, Phi itself far below."""
    step = lib.where(right < 1, lambda: phi / slope * lib.log(right / phi), lambda: (right - phi) / slope)
    return lib.where(abs(step) > 1, lambda: step / abs(step), lambda: step)
