"""The physical root of the Usadel equation in float64, for arrays of energies.

The criterion. For Im z > 0 the map u -> z + zeta u/sqrt(1 - u^2) takes the upper half-plane strictly into itself,
so (Schwarz-Pick, Denjoy-Wolff) it has exactly one fixed point there, and that one attracts: |zeta/r^3| < 1. On the
real axis the physical root is the limit: either it has Im u > 0, or it is real with |zeta/r^3| <= 1. A root of the
quartic that satisfies z = u (1 - zeta/r), Re r >= 0, Im u >= 0 and |zeta/r^3| <= 1 is therefore the physical one.

Nearly all nodes are solved by `roots.direct`, which shows the criterion of what it hands out. For the others all four
roots come from Ferrari's formula, are polished by Newton steps, and the one that satisfies the criterion is taken.
Nodes where rounding blurs the decision are handed to mpmath one by one; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.types import Array, Complex, Number, Scalar
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root, edge_mp
from higgs_sym.physics.roots import direct
from higgs_sym.physics.roots.mp import solve_scalar

_CUBE_ROOTS = np.exp(2j * np.pi / 3 * np.arange(3))
_ITERATIONS = 20
_SWITCH = 0.8  # below: quartic in p = (r - a)/a, well conditioned at the edge; above: quartic in u, at z -> 0


def solve(edge: Edge, z: Number, squared: Number, certain: bool = True) -> Root:
    """Physical root at energies z, Im z >= 0.

    `squared` is z^2 - eps_g^2 (z^2 + eps_*^2 when gapless), to full relative accuracy. Arrays of one shape. Unless
    `certain`, roots in doubt are best guesses: starts for a solver that applies the criterion itself.
    """
    z = np.asarray(z, dtype=complex)
    squared = np.asarray(squared, dtype=complex)
    if not z.ndim:
        q, r, u = solve(edge, z[None], squared[None], certain)
        return Root(q[0], r[0], u[0])
    left = z.real < 0  # r(-z*) = r(z)*, u(-z*) = -u(z)*: work in the first quadrant
    mirrored = bool(left.any())
    if mirrored:
        z = np.where(left, -z.conj(), z)
        squared = np.where(left, squared.conj(), squared)
    with np.errstate(all="ignore"):
        if edge.zeta == 0:
            r = -1j * np.sqrt(squared)
            q, u = r, z
        elif edge.gapped:
            q, r, u = _gapped(edge, z, squared, certain)
        else:
            q, r, u = _gapless(edge, z, certain)
    if not mirrored:
        return Root(q, r, u)
    return Root(np.where(left, q.conj(), q), np.where(left, r.conj(), r), np.where(left, -u.conj(), u))


def start(edge: Edge, z: Complex, squared: Complex) -> complex | None:
    """A double-precision start for a solver in other numbers (q when gapped, u when gapless), or None."""
    if edge.zeta == 0:
        return None
    try:
        root = solve(edge, complex(z), complex(squared))
    except (AccuracyError, OverflowError):
        return None
    found = complex(root.q if edge.gapped else root.u)
    return found if np.isfinite(found) else None


def starts(edge: Edge, points: Sequence[tuple[Scalar, Scalar]]) -> list[complex]:
    """`start` for many (z, D) of any number type at once; 0 where there is none."""
    try:
        z, squared = (np.array([complex(point[k]) for point in points]) for k in (0, 1))
        root = solve(edge, np.where(z.imag < 0, z.real, z), squared, certain=False)
    except (AccuracyError, OverflowError):
        return [0j] * len(points)
    values = root.q if edge.gapped else root.u
    found: list[complex] = np.where(np.isfinite(values), values, 0).tolist()
    return found


def _gapped(edge: Edge, z: Array, squared: Array, certain: bool) -> tuple[Scalar, Scalar, Scalar]:
    a = edge.a
    p, u, good = direct.gapped(edge, z, squared)
    if not good.all():
        slow = ~good
        p[slow], u[slow] = _ferrari_gapped(edge, z[slow], squared[slow], certain)
    q = a * p
    return q, a + q, u


def _ferrari_gapped(edge: Edge, z: Scalar, squared: Scalar, certain: bool) -> tuple[Scalar, Scalar]:
    a, m = edge.a, edge.m
    scaled = squared / (a * a)
    b = 2 * (1 + m)
    if edge.zeta < _SWITCH:
        p = ferrari(b, 3 * m + scaled, 2 * scaled, scaled)
        for _ in range(2):
            p = p - _newton_p(p, scaled, m)
        violation = _violation(edge, a * (1 + p), z * (1 + p) / (m + p))
        p, violation = _best(p, violation)
    else:
        u = _ferrari_u(edge, z)
        r = np.sqrt(1 - u * u)
        u, violation = _best(u, np.maximum(_violation(edge, r, u), _residual(edge, z, u, r)))
        p = (np.sqrt(1 - u * u) - a) / a
    start = -1j * np.sqrt(scaled / (3 * m))  # the double root at the edge splits like this
    near = np.abs(start) < 0.02 * m
    p = np.where(near, start, p)
    violation = np.where(near, 0, violation)
    step = p
    for _ in range(4):
        step = _newton_p(p, scaled, m)
        p = p - step
    failed = (violation > 1e-6) | ~(np.abs(step) <= 1e-10 * np.abs(p))
    failed &= scaled != 0
    if failed.any():  # far out two roots of the quartic nearly coincide: there the fixed point attracts strongly
        far, settled = _iterated(edge.zeta, z[failed])
        p[failed] = np.where(settled, far / a - 1, p[failed])
        failed[failed] = ~settled & certain
    for k in zip(*np.nonzero(failed), strict=True):
        p[k] = _rescue(edge, z[k], squared[k])[0] / a
    return p, z * (1 + p) / (m + p)


def _gapless(edge: Edge, z: Scalar, certain: bool) -> tuple[Scalar, Scalar, Scalar]:
    u, good = direct.gapless(edge, z)
    origin = z == 0
    u = np.where(origin, 1j * np.sqrt(edge.zeta2_minus_1), u)
    step = _newton_u(edge, z, u)
    u = u - step
    slow = ~(good & (np.abs(step) <= 1e-9 * np.abs(u)) | origin)
    if slow.any():
        u[slow] = _ferrari_gapless(edge, z[slow], certain)
    r = direct.right_sqrt(1 - u * u)
    return np.where(origin, 0, z * r / u), r, u


def _ferrari_gapless(edge: Edge, z: Scalar, certain: bool) -> Scalar:
    u = _ferrari_u(edge, z)
    for _ in range(2):
        value, slope, _half = quartic.in_u(edge, z, u)
        u = u - np.nan_to_num(value / slope)
    r = np.sqrt(1 - u * u)
    u, violation = _best(u, np.maximum(_violation(edge, r, u), _residual(edge, z, u, r)))
    origin = z == 0
    u = np.where(origin, 1j * np.sqrt(edge.zeta2_minus_1), u)
    step = u
    for _ in range(4):
        step = _newton_u(edge, z, u)
        u = u - step
    failed = ((violation > 1e-6) | ~(np.abs(step) <= 1e-9 * np.abs(u))) & ~origin & certain
    for k in zip(*np.nonzero(failed), strict=True):
        u[k] = _rescue(edge, z[k], z[k] ** 2 - edge.m**3)[2]
    return u


def _iterated(zeta: float, z: Scalar) -> tuple[Scalar, Scalar]:
    """r by iterating u -> z + zeta u/r in the upper half-plane, and where it has settled on the attracting point."""
    u = z + 1e-3j * np.abs(z)
    step = u
    for _ in range(_ITERATIONS):
        step = z + zeta * u / np.sqrt(1 - u * u) - u
        u = u + step
    r = np.sqrt(1 - u * u)
    attracting = (zeta < np.abs(r) ** 3 / 2) & (r.real > 0) & (u.imag > 0)
    return r, attracting & (np.abs(step) <= 1e-15 * np.abs(u))


def _newton_p(p: Scalar, scaled: Scalar, m: Scalar) -> Scalar:
    """Newton's step in p; 0 where the value is 0."""
    value, slope, _ = quartic.in_p(m, scaled, p)
    return np.where(value == 0, 0, value / slope)


def _newton_u(edge: Edge, z: Scalar, u: Scalar) -> Scalar:
    """Newton's step in u on z(u) itself; 0 at z = 0, where the start is exact."""
    found, slope = quartic.energy_of(edge, u, direct.right_sqrt(1 - u * u))
    return np.where(z == 0, 0, (found - z) / slope)


def _ferrari_u(edge: Edge, z: Scalar) -> Scalar:
    e, d, c, b, _ = quartic.coefficients_in_u(edge, z)
    return ferrari(b, c, d, e)


def _violation(edge: Edge, r: Scalar, u: Scalar) -> Scalar:
    """By how much a candidate misses the criterion in the first quadrant; NaN counts as a miss."""
    size_r, size_u = np.abs(r) + 1e-300, np.abs(u) + 1e-300
    worst = np.maximum(-r.real, r.imag) / size_r
    worst = np.maximum(worst, np.maximum(-u.imag, -u.real) / size_u)
    return np.nan_to_num(np.maximum(worst, edge.zeta / size_r**3 - 1), nan=9.0)


def _residual(edge: Edge, z: Scalar, u: Scalar, r: Scalar) -> Scalar:
    size = np.abs(z * r) + np.abs(u * r) + edge.zeta * np.abs(u) + 1e-300
    return np.nan_to_num(np.abs((z - u) * r + edge.zeta * u) / size, nan=9.0)


def _best(candidates: Scalar, violation: Scalar) -> tuple[Scalar, Scalar]:
    k = violation.argmin(0)[None]
    return np.take_along_axis(candidates, k, 0)[0], np.take_along_axis(violation, k, 0)[0]


def _rescue(edge: Edge, z: complex, squared: complex) -> tuple[complex, complex, complex]:
    context = results.context(40)
    exact = edge_mp(Fraction(edge.zeta), context)
    try:
        q, r, u = solve_scalar(context, exact, context.mpc(z), context.mpc(squared), None)
    except AccuracyError as error:
        raise AccuracyError(f"no certified root at z = {z} for zeta = {edge.zeta}; ask for digits=15") from error
    return complex(q), complex(r), complex(u)


def ferrari(b: Scalar, c: Scalar, d: Scalar, e: Scalar) -> Scalar:
    """The four roots of x^4 + b x^3 + c x^2 + d x + e, stacked on a new first axis."""
    p = c - 3 * b * b / 8
    q = d - b * c / 2 + b**3 / 8
    r = e - b * d / 4 + b * b * c / 16 - 3 * b**4 / 256
    linear, constant = p * p / 4 - r, -q * q / 8
    p3 = linear - p * p / 3
    q3 = 2 * p**3 / 27 - p * linear / 3 + constant
    root = np.sqrt(q3 * q3 / 4 + p3**3 / 27)
    plus, minus = -q3 / 2 + root, -q3 / 2 - root
    k = np.where(np.abs(plus) > np.abs(minus), plus, minus) ** (1 / 3)
    turned = k * _CUBE_ROOTS.reshape((3,) + (1,) * np.ndim(k))
    resolvent = turned - np.where(turned == 0, 0, p3 / (3 * turned)) - p / 3
    largest = np.take_along_axis(resolvent, np.abs(resolvent).argmax(0)[None], 0)[0]
    s = np.sqrt(2 * largest)
    t = np.where(s == 0, 0, q / s)
    first = np.sqrt(-(2 * p + 2 * largest + 2 * t))
    second = np.sqrt(-(2 * p + 2 * largest - 2 * t))
    return np.stack([(s + first) / 2, (s - first) / 2, (-s + second) / 2, (-s - second) / 2]) - b / 4
