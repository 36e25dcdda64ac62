r"""Order parameter at 0 < T < T_c: the self-consistency condition with its zero at Delta = 0 divided out.

With D = Delta/Delta_0, zeta = gamma/D, tau = T/D (T in units of Delta_0), energies in units of Delta and
ln(T_c0/T) = 2 pi T sum_n [1/omega_n - sin(theta_n)/Delta], the sum over n minus its value at Delta = 0 reads

    Phi(D) = 2 pi tau sum_n (r - zeta)/[r^2 (r - iu)(y_n + zeta)] = ln(T_c0/T) - psi(1/2 + gamma/(2 pi T)) + psi(1/2),

because 1/(y + zeta) - 1/r = (r - zeta)/[r^2 (r - iu)(y + zeta)] on the Matsubara axis. Phi is a sum of positive terms,
~ D^2 as D -> 0, and d Phi/d ln D = 2 pi tau sum_n (r - zeta)/[r (r^3 - zeta)]: Newton's method in ln D for ln Phi is
straight at T_c and keeps the relative accuracy of the right-hand side, which is evaluated in mpmath.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Scalar
from higgs_sym.errors import AccuracyError
from higgs_sym.inputs import exact_real, to_mp
from higgs_sym.physics.critical_temperature import minus_log, pair_breaking_log
from higgs_sym.physics.edge import Edge, edge_float, edge_mp
from higgs_sym.physics.engines import digits as engine_digits
from higgs_sym.physics.engines import mp as mp_engine
from higgs_sym.physics.roots import float64 as root_float64
from higgs_sym.physics.thermal.matsubara import matsubara_sum

_GUARD = 15
_FLOAT_ORDER = 24
_COARSE = 0.6  # order of the rule that checks, relative to the rule that counts
_COLDEST = 1e-30  # T/Delta in float64: corrections to T = 0 are of order T^(4/3) or smaller
_MAX_STEPS = 60


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


def float64(gamma: Scalar, T: Scalar, cold: float) -> float:
    """D for exact gamma < 1/2 and T > 0; `cold` is D at T = 0."""
    right = float(excess(gamma, T, 18))
    if right <= 0:
        return 0.0
    rate, t = float(gamma), float(T)
    if t < _COLDEST * cold:
        return cold

    def sums(delta: float) -> tuple[float, float]:
        with np.errstate(all="ignore"):
            edge = edge_float(Fraction(rate / delta))
            phi, slope = _sums(
                BACKEND, edge, t / delta, _FLOAT_ORDER, 17, lambda points: root_float64.solve(edge, *points)
            )
        return float(phi[0].real), float(slope[0].real)

    return float(_newton(sums, cold * math.tanh(1.74 * math.sqrt(right)), right, math.log, math.exp, 1e-9))


def multiprecision(gamma: Scalar, T: Scalar, cold: Scalar, digits: int) -> Scalar:
    """The same with `digits` correct digits; `cold` to that precision too. Raises AccuracyError."""
    context = results.context(digits + _GUARD)
    right = context.convert(excess(gamma, T, digits + _GUARD))
    if right <= 0:
        return context.zero
    lib, rate, t = MpBackend(context), to_mp(gamma, context), to_mp(T, context)
    order = digits + _GUARD + 8

    def sums(delta: Scalar, order: int = order) -> tuple[Scalar, Scalar]:
        edge = edge_mp(exact_real("zeta", rate / delta), context)
        solve = partial(mp_engine.roots, context, edge)
        phi, slope = _sums(lib, edge, t / delta, order, context.dps, solve)
        return phi.real, slope.real

    start = cold * context.tanh(context.mpf("1.74") * context.sqrt(right))
    if t > cold * 1e-12 and start > 1e-100:
        start = context.mpf(float64(gamma, T, float(cold))) or start
    delta = _newton(sums, start, right, context.log, context.exp, context.mpf(10) ** (-0.5 * digits - 3))
    (phi, slope), (rough, _) = sums(delta), sums(delta, math.ceil(_COARSE * order))
    wrong = abs(phi - right) + abs(phi - rough) ** context.mpf(1 / _COARSE)
    if wrong > slope * context.mpf(10) ** (-digits - 1):
        raise AccuracyError(f"order_parameter: {digits} digits not reached at T > 0; ask for fewer digits")
    return delta


def _sums(
    lib: NumericBackend, edge: Edge, tau: Scalar, order: int, digits: int, solve: Callable[[Scalar], Scalar]
) -> tuple[Scalar, Scalar]:
    """Phi and d Phi/d ln D."""
    kept: list[Any] = []

    def roots(points: Scalar) -> Scalar:
        if not kept:
            m3 = edge.m**3
            kept.append(solve(lib.map(lambda z: (z, z * z - m3), points)))
        return kept[0]

    def term(z: Scalar, root: Scalar) -> Scalar:
        gain = root.r - edge.zeta if edge.gapped else root.q
        return gain / (root.r * root.r * (root.r - lib.i * root.u) * (edge.zeta - lib.i * z))

    def slope(root: Scalar) -> Scalar:
        gain = root.r - edge.zeta if edge.gapped else root.q
        return gain / (root.r * (root.r**3 - edge.zeta))

    scale = 4 * max(abs(edge.base_r), edge.zeta * 0 + 1)
    phi = matsubara_sum(lib, order, tau, scale, digits, lambda z: lib.map(term, z, roots(z)))
    return phi, matsubara_sum(lib, order, tau, scale, digits, lambda z: lib.map(slope, roots(z)))


def _newton(
    sums: Callable[[Scalar], tuple[Scalar, Scalar]],
    start: Scalar,
    right: Scalar,
    log: Scalar,
    exp: Scalar,
    enough: Scalar,
) -> Scalar:
    """D with Phi(D) = right; the last step is quadratically smaller than the one that was `enough`."""
    delta = start
    for _ in range(_MAX_STEPS):
        phi, slope = sums(delta)
        # ln Phi is nearly straight near T_c, Phi itself far below
        step = phi / slope * log(right / phi) if right < 1 else (right - phi) / slope
        step = max(min(step, 1), -1)
        delta = delta * exp(step)
        if abs(step) < enough:
            return delta
    raise AccuracyError("order_parameter: Newton's method did not settle at T > 0")
