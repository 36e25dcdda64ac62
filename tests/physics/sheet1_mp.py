"""chi^-1 on sheet 1 in mpmath, the way it was computed first: what the engine of the package is compared with.

Sheet 0 is the Schwarz reflection chi^-1(conj omega)^*: the continuation through the gap -2 eps_g < omega < 2 eps_g.
Sheet 1 is reached through the cut omega > 2 eps_g (gapless: through omega > 0). Two forms of it are used.

Contour. The ray and the window of `integrals.paths` with every root continued: on the ray r(z_2 + omega) is physical
where z_2 + omega lies above the axis and is followed from there across the cut; along the window, the straight line
from eps_g to omega - eps_g, the root is followed from the edge, where q ~ -i sqrt(D/3m). This is smooth, but needs the
ray to cross the axis to the right of the edge.

Golden rule, for frequencies further to the left: chi^-1_1(omega) = [chi^-1(conj omega)]^* + 2 i G(omega), where G
continues Im chi^-1(omega + i0), the integral over the same line of [K(1,2) + K(1*,2*) - K(1,2*) - K(1*,2)]/2; starred
roots are reflections of the physical ones.

Sheet 1 so defined is single-valued where the line meets no branch point of the continued root, that is, off the rays
that start at the points `branch_points` lists for sheet 1 and point away from 2 eps_g (from 0 when gapless).
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from higgs_sym import inputs
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import Edge, Root, edge_float
from higgs_sym.physics.engines import digits as engine_digits
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.engines import mp as mp_engine
from higgs_sym.physics.integrals import panels
from higgs_sym.physics.integrals.cold import ray
from higgs_sym.physics.integrals.paths import ray_point, ray_step
from higgs_sym.physics.kernel import pair_kernel
from higgs_sym.physics.roots import float64 as root_float64
from higgs_sym.physics.roots.mp import refine_gapless, refine_gapped, solve_scalar

SUBSTEPS = 4  # steps between neighbouring nodes when following a root
_NEWTON = 8


def chi_inv_sheet_1(
    omega: Any, zeta: Any, kappa: Any, digits: int, vertex: bool = True, contour: bool | None = None
) -> Any:
    """chi^-1 on sheet 1 for exact omega = (re, im) with im < 0, right to `digits` digits in either part; an mpc.

    `contour` chooses one of the two forms, which it serves itself where None.

    Raises AccuracyError if a root cannot be followed or the digits are not reached.
    """
    real, imag = omega
    if real < 0:
        value = chi_inv_sheet_1((-real, imag), zeta, kappa, digits, vertex, contour)
        return value.context.conj(value)
    working = digits + engine_digits.GUARD
    order = math.ceil(0.85 * working) + 4
    accurate = 0
    for _ in range(7):
        rough, fine = _both_orders(omega, zeta, kappa, working, vertex, engine_digits.orders(order), contour)
        accurate, lost = engine_digits.agreement(rough, fine, False)
        if min(accurate, working - lost - 3) >= digits + engine_digits.MARGIN:
            return fine
        working += lost
        order = math.ceil(1.35 * order)
    raise AccuracyError(
        f"chi_inv on sheet 1 reached {max(0, accurate)} of {digits} digits at omega = {inputs.show(omega)}, "
        f"zeta = {inputs.show(zeta)}; move away from a branch point or ask for fewer digits"
    )


def _both_orders(
    omega: Any, zeta: Any, kappa: Any, working: int, vertex: bool, orders: tuple[int, int], contour: bool | None
) -> list[Any]:
    """The value with either Gauss order."""
    real, imag = omega
    frame = mp_engine.frame((real, -imag), zeta, kappa, working, vertex)
    where = engine_digits.layout(frame, working)
    lib: Any = frame.lib
    context, edge = lib.context, frame.edge
    below = frame._replace(
        delta=context.conj(context.mpc(frame.delta)),
        at=frame.at._replace(omega=context.conj(context.mpc(frame.at.omega))),
        solve=lambda points: _across(context, edge, points),
    )
    if _contour_serves(below) if contour is None else contour:
        out = []
        for order in orders:
            there = below._replace(order=order)
            out.append(ray(there, where) + lib.i * _window(there, golden=False))
        return out
    if not edge.zeta and not frame.at.kappa:
        raise AccuracyError(
            f"chi_inv on sheet 1 at zeta = kappa = 0 needs Re omega > 2, got omega = {inputs.show(omega)}: "
            "the golden rule has a pole on its path; give a small zeta or kappa"
        )
    mirrored = engine_digits.chi_inv(flint_engine.ENGINE, (real, -imag), zeta, kappa, working, vertex)
    reflected = context.conj(context.convert(mirrored))
    return [reflected + 2 * lib.i * _window(below._replace(order=order), golden=True) for order in orders]


def _contour_serves(frame: Any) -> bool:
    """Whether the ray crosses the cut and arrives at omega - eps_g on the same sheet as the window does.

    A branch point of the continued root between the two paths would make them disagree.
    """
    edge = edge_float(mp_engine.exact_zeta(frame.edge))
    omega, goal = complex(frame.at.omega), complex(frame.delta)
    path = [goal]
    tau = 2.0**-20 * max(abs(goal), 1e-10)
    while path[-1].imag < 0:
        step = ray_point(edge, *ray_step(edge, tau, 1j), 1j)
        path.append(goal + complex(step.distance if edge.gapped else step.z))
        tau *= 1.03
    if edge.gapped and not path[-1].real > 0:
        return False
    if not edge.zeta:
        return True
    z = path[-1] + edge.eps_g
    root = root_float64.solve(edge, z, (z - edge.eps_g) * (z + edge.eps_g) if edge.gapped else z * z - edge.m**3)
    from_above = _follow_from(edge, path[::-1], complex(root.q if edge.gapped else root.u))[-1]
    along = follow(frame.edge, [goal * (k / 200) ** 2 for k in range(1, 201)])[-1]
    return abs(from_above - along) < 1e-6 * (abs(omega) + abs(along))


def _across(context: Any, edge: Edge, points: list[tuple[Any, Any]]) -> list[Root]:
    """Roots along the ray, given from its start: physical above the axis, followed from there below it."""
    out: list[Any] = [None] * len(points)
    lowest = [k for k, (z, _) in enumerate(points) if z.imag < 0]
    for k, (z, squared) in enumerate(points):
        if z.imag >= 0:
            out[k] = solve_scalar(context, edge, z, squared, None)
    if lowest and edge.zeta:
        first = out[lowest[-1] + 1]
        start = complex(first.q if edge.gapped else first.u)
        path = [complex(points[k][0]) for k in range(lowest[-1] + 1, -1, -1)]
        rough = edge_float(mp_engine.exact_zeta(edge))
        offset = rough.eps_g if rough.gapped else 0.0
        followed = _follow_from(rough, [z - offset for z in path], start)
        for k, found in zip(range(lowest[-1], -1, -1), followed[1:], strict=True):
            out[k] = _polished(context, edge, points[k], found)
    for k in lowest if not edge.zeta else ():
        out[k] = _polished(context, edge, points[k], 0j)
    return out


def _window(frame: Any, golden: bool) -> Any:
    """The window's part of the contour, or G, at the frame's frequency below the axis."""
    edge, lib, at = frame.edge, frame.lib, frame.at
    context, goal = lib.context, frame.delta
    power = 2 if edge.gapped else 3
    nodes, weights = panels.unit(lib, frame.order, _fine(edge, goal, power))
    near = [goal / 2 * s**power for s in nodes]
    far = [goal - x for x in near]
    followed = follow(edge, [complex(x) for x in near + far[::-1]])
    ones = [_polished(context, edge, _energy(edge, x), start) for x, start in zip(near, followed, strict=False)]
    back = followed[: len(near) - 1 : -1]
    twos = [_polished(context, edge, _energy(edge, x), start) for x, start in zip(far, back, strict=True)]

    def kernel(a: Root, b: Root) -> Any:
        return pair_kernel(lib, (a.u, a.r), (-b.u, b.r), a.q - b.q, at)

    total = context.mpc(0)
    for s, w, x, y, one, two in zip(nodes, weights, near, far, ones, twos, strict=True):
        value = kernel(one, two)
        if golden:
            first, second = _reflected(context, edge, x), _reflected(context, edge, y)
            value = (value + kernel(first, second) - kernel(one, second) - kernel(first, two)) / 2
        total += value * s ** (power - 1) * w
    return total * goal / 2 * power


def _fine(edge: Edge, goal: Any, power: int) -> int:
    one = abs(goal) * 0 + 1
    scales = [x for x in (edge.a * edge.a, abs(edge.m) ** (one * 3 / 2), one) if x]
    return max(0, math.ceil(-panels.log4(min(one, (min(scales) / abs(goal)) ** (one / power)))))


def _energy(edge: Edge, x: Any) -> tuple[Any, Any]:
    """z and D at distance x from the turning point."""
    return (edge.eps_g + x, x * (2 * edge.eps_g + x)) if edge.gapped else (x, x * x - edge.m**3)


def _reflected(context: Any, edge: Edge, x: Any) -> Root:
    """The physical root below the axis, (q, r, u)(conj z)^*."""
    z, squared = _energy(edge, context.conj(x))
    q, r, u = solve_scalar(context, edge, z, squared, None)
    return Root(context.conj(q), context.conj(r), context.conj(u))


def _polished(context: Any, edge: Edge, point: tuple[Any, Any], start: complex) -> Root:
    """The multiprecision root next to a followed one."""
    z, squared = point
    if edge.zeta == 0:
        r = -context.mpc(0, 1) * context.sqrt(squared)
        return Root(r, r, z)
    root = refine_gapped(context, edge, z, squared, start) if edge.gapped else refine_gapless(context, edge, z, start)
    found = None if root is None else complex(root.q if edge.gapped else root.u)
    if root is None or found is None or abs(found - start) > 1e-6 * (abs(start) + 1e-290):
        raise AccuracyError(f"the root could not be followed to z = {context.nstr(z, 10)} on sheet 1")
    return root


def follow(edge: Edge, distances: list[complex]) -> list[complex]:
    """The continued root (q gapped, u gapless) at distances from the turning point, in order along a path from it."""
    rough = edge_float(mp_engine.exact_zeta(edge))
    if not rough.zeta:
        return [0j] * len(distances)
    if not rough.gapped:
        return _follow_from(rough, [0j, *distances], 1j * math.sqrt(rough.zeta2_minus_1))[1:]
    x = distances[0]
    root = -1j * np.sqrt(x * (2 * rough.eps_g + x) / (3 * rough.m) / 64)  # the edge's own square root, x/64 from it
    for k in range(2, 9):
        root = _newton(rough, x * (k / 8) ** 2, root)
    return _follow_from(rough, distances, complex(root))


def _follow_from(rough: Edge, distances: list[complex], start: complex) -> list[complex]:
    """The root along a path, from its value at the first point, by Newton's method in small steps."""
    values = [start]
    for previous, x in pairwise(distances):
        root = values[-1]
        for k in range(1, SUBSTEPS + 1):
            root = _newton(rough, previous + (x - previous) * k / SUBSTEPS, root)
        values.append(complex(root))
    return values


def _newton(edge: Edge, x: complex, start: complex) -> complex:
    z, d = _energy(edge, x)
    root = start
    for _ in range(_NEWTON):
        if edge.gapped:
            a, b, m3 = edge.a, edge.b, edge.m3
            value = root * root * ((root + b) * root + m3) + d * (a + root) ** 2
            slope = root * ((4 * root + 3 * b) * root + 2 * m3) + 2 * d * (a + root)
        else:
            c = z * z + edge.zeta2_minus_1
            value = (((root - 2 * z) * root + c) * root + 2 * z) * root - z * z
            slope = ((4 * root - 6 * z) * root + 2 * c) * root + 2 * z
        if not slope or not value:
            break
        step = value / slope
        root -= step
        if abs(step) <= 1e-15 * abs(root):
            break
    return root
