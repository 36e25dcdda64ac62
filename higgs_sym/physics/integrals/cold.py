"""chi^-1 as sums over nodes, for any numeric backend. Paths and reasons: `integrals.paths`; kernels: `kernel`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.physics.edge import Edge, Root
from higgs_sym.physics.integrals import panels
from higgs_sym.physics.integrals.paths import CurvePoint, curve_point, ray_point, ray_step
from higgs_sym.physics.kernel import Parameters, pair_kernel, subtracted_kernel, symmetric_kernel

Spread = Callable[[NumericBackend, int, int], panels.Nodes]  # (lib, order, count of panels) -> nodes on (0, 1)
DENSE = "dense"  # kind of a layout whose roots have singularities closer to the ray than those of the upper half-plane
CLOSE = 1.7  # |Im/Re| of a frequency up to which the window is sampled as densely as on the real axis


class Layout(NamedTuple):
    """Which path a frequency takes, and how many panels it needs: frequencies of one layout share their nodes."""

    kind: str  # "below", "above", "line" or "vertical"
    fine: int  # panels towards the turning point
    coarse: int  # panels outwards
    window: int  # panels of the retarded-advanced window


class Frame(NamedTuple):
    """One evaluation: number type, edge, frequency (or a column of them), how to solve for roots, rule order."""

    lib: NumericBackend
    edge: Edge
    delta: Any  # omega - 2 eps_g to full relative accuracy; omega itself when gapless
    at: Parameters
    solve: Callable[[Any], Any]  # collection of (z, z^2 - m^3) -> collection of Root
    order: int
    last: Any = None  # the parameter h at the end of the window, where it is known


def layout(
    edge: Edge, omega: Number, delta: Any, kappa: Number, fraction: Number, middle: Callable[[Any, Any], Any]
) -> Layout:
    """The layout for one frequency with Re omega >= 0, Im omega >= 0, in real numbers of any type.

    `fraction` is the relative accuracy wanted; `middle` maps real (omega, delta) to t at the end of the window.
    """
    log4 = panels.log4
    size = abs(omega)
    if edge.gapped and omega.imag == 0 and delta.real <= 0:
        own = (-delta.real / 2) ** (size * 0 + 1 / 2)
        fine = math.ceil(-log4(panels.smallest_scale(edge, own, kappa, fraction)))
        return Layout("below", fine, _outwards(kappa ** (size * 0 + 1 / 2)), 0)
    third = 1 / (size * 0 + 3)
    own = min(abs(delta), size) ** (third * 3 / 2) if edge.gapped else size**third
    fine = math.ceil(-log4(panels.smallest_scale(edge, own, kappa, fraction)))
    coarse = _outwards(max(size, abs(edge.base_xi), kappa))
    if edge.gapped and omega.imag != 0 and omega.real < edge.eps_g:
        reach = edge.eps_g - omega.real / 2
        return Layout("vertical", math.ceil(-log4(min(reach, size * 0 + 1))), _outwards(max(size, kappa)), 0)
    if omega.imag == 0:
        return Layout("above", fine, coarse, _count(middle(omega.real, delta.real)) if omega.real != 0 else 0)
    if is_close(delta):
        return Layout("line", fine, coarse, _count(middle(delta.real + 2 * edge.eps_g, delta.real)))
    power = third * 3 / 2 if edge.gapped else third
    scales = [x for x in (edge.a * edge.a, abs(edge.m) ** (third * 9 / 2), size * 0 + 1) if x != 0]
    smallest = (min(scales) / abs(delta)) ** power
    return Layout("line", fine, coarse, max(0, math.ceil(-log4(max(smallest, fraction)))))


def _outwards(scale: Real) -> int:
    """Panels beyond 1 until the largest scale of the integrand."""
    return math.ceil(panels.log4(scale)) if scale > 1 else 0


def is_close(delta: Number) -> bool:
    """Whether a complex frequency lies close above the cut."""
    return bool(delta.real > 0 and delta.imag < CLOSE * delta.real)


def _count(t: Any) -> int:
    return max(1, math.ceil(float(t) / panels.LONGEST))


def integrated(frame: Frame, where: Layout) -> tuple[Any, bool]:
    """chi^-1, and whether Im chi^-1 was integrated by itself (and so is accurate relative to itself)."""
    if where.kind == "below":
        return below(frame, where), True
    if where.kind == "vertical":
        return vertical(frame, where), False
    turn = ray(frame, where)
    if where.kind == "line":
        return turn + frame.lib.i * line(frame, where.window), False
    if not where.window:  # omega = 0
        return turn.real + 0 * frame.lib.i, True
    return window(frame, turn, where.window)


def below(frame: Frame, where: Layout) -> Any:
    """Real omega <= 2 eps_g: z_1 = omega/2 + iy, z_2 = -conj(z_1), y = s^2; the result is real."""
    lib, edge, at = frame.lib, frame.edge, frame.at
    nodes, weights = panels.half_line_at_once(lib, frame.order, where.fine, where.coarse)

    def energy(s: Number) -> tuple[Any, Any]:
        z = at.omega / 2 + lib.i * (s * s)
        return z, (frame.delta / 2 + lib.i * (s * s)) * (z + edge.eps_g)

    def term(s: Number, root: Root) -> Any:
        r = root.r
        return 2 * s * (r.real / (r.real * r.real + r.imag * r.imag) - symmetric_kernel(lib, root.u, r, at))

    roots = frame.solve(lib.map(energy, nodes))
    return lib.dot(lib.map(term, nodes, roots), weights) + 0 * lib.i


def ray(frame: Frame, where: Layout) -> Any:
    """The retarded-retarded part, from the turning point to i infinity."""
    lib, edge, at = frame.lib, frame.edge, frame.at
    seconds, measures = ray_nodes(frame, where)

    def energy(second: Any) -> tuple[Any, Any]:
        z = second.z + at.omega
        if edge.gapped:
            return z, (second.distance + frame.delta) * (second.distance + at.omega)
        return z, z * z - edge.m**3

    roots = frame.solve(lib.map(energy, seconds))
    terms = lib.map(lambda root, second: subtracted_kernel(lib, root, second, at), roots, seconds)
    return lib.dot(terms, measures) / lib.i + lib.i * edge.primitive


def ray_nodes(frame: Frame, where: Layout) -> tuple[Any, Any]:
    """Points of the ray, and the weights of an integral over z; kept for other frequencies."""
    lib, edge = frame.lib, frame.edge

    on_half_line = panels.half_line if where.kind == DENSE else panels.half_line_at_once

    def make() -> tuple[Number, Number]:
        nodes, weights = on_half_line(lib, frame.order, where.fine, where.coarse)
        points = lib.map(lambda tau: ray_point(edge, *ray_step(edge, tau, lib.i), lib.i), nodes)
        return points, lib.map(lambda w, point: w * point.slope, weights, points)

    return panels.kept(edge.tables, ("ray", where.kind == DENSE, frame.order, where.fine, where.coarse), make)


def point_on_curve(lib: NumericBackend, edge: Edge, h: Number) -> CurvePoint:
    """The curve of real energies at parameter h; in BCS, where it degenerates, h stands for sinh w and r = -i h."""
    if edge.zeta != 0:
        return curve_point(lib, edge, h)
    u = lib.sqrt(1 + h * h)
    return CurvePoint(-lib.i * h, -lib.i * h, u + 0 * lib.i, h * h / (1 + u), h / u)


def h_scale(edge: Edge) -> Any:
    """Distance of the curve's singularities in h; they lie on the imaginary axis."""
    one = edge.zeta * 0 + 1
    if edge.zeta in (0, 1):
        return one
    return min(one, abs(edge.zeta2_minus_1) ** (one / 2))


def middle(frame: Frame, omega: Number, delta: Number, start: Any = None) -> Any:
    """The parameter h at which the energy is omega/2 (real omega above the threshold), from a start if there is one."""
    lib, edge = frame.lib, frame.edge
    if edge.zeta == 0:
        return lib.sqrt(delta / 2 * (omega / 2 + 1))
    target = delta / 2 if edge.gapped else omega / 2
    h = target * 0 + h_scale(edge) if start is None else start(target)
    for _ in range(lib.newton_steps + 8):
        # Newton's step for log(distance) as a function of log(h): exact for powers, and h stays positive
        point = curve_point(lib, edge, h)
        power = point.distance / (point.slope * h)
        step = lib.log(target / point.distance) * power
        h = lib.rounded(h * lib.exp(_at_most(lib, step, 5)))
        if lib.settled(step):
            break
    return h


def _at_most(lib: NumericBackend, x: Number, bound: int) -> Number:
    return lib.where(lib.positive(x - bound), lambda: x * 0 + bound, lambda: x)


def window_nodes(frame: Frame, last: Number, count: int, spread: Spread = panels.equal) -> tuple[Any, Any]:
    """Points of the curve up to the parameter h = last, and the weights of an integral over energy."""
    lib, edge = frame.lib, frame.edge
    scale = h_scale(edge)
    end = lib.asinh(last / scale)
    nodes, weights = spread(lib, frame.order, count)
    points = lib.map(lambda x: point_on_curve(lib, edge, scale * lib.sinh(x * end)), nodes)
    measures = lib.map(lambda x, w, point: w * end * scale * lib.cosh(x * end) * point.slope, nodes, weights, points)
    return points, measures


def window(frame: Frame, turn: Number, count: int) -> tuple[Any, bool]:
    """Real omega above the threshold: add the retarded-advanced part; Im by the golden rule where it is smooth."""
    lib, edge, at = frame.lib, frame.edge, frame.at
    last = middle(frame, at.omega, frame.delta) if frame.last is None else frame.last
    firsts, measures = window_nodes(frame, last, count, panels.merged)

    def energy(first: CurvePoint) -> tuple[Any, Any]:
        rest = frame.delta - first.distance
        if edge.gapped:
            return edge.eps_g + rest + 0 * lib.i, rest * (2 * edge.eps_g + rest) + 0 * lib.i
        return rest + 0 * lib.i, rest * rest - edge.m**3 + 0 * lib.i

    seconds = frame.solve(lib.map(energy, firsts))

    def kernels(first: CurvePoint, root: Root) -> tuple[Number, Number]:
        q, r, u = root
        mirrored = lib.conj(q), lib.conj(r), lib.conj(u)
        one = (first.u, first.r)
        return (
            pair_kernel(lib, one, (-u, r), first.q - q, at),
            pair_kernel(lib, one, (-mirrored[2], mirrored[1]), first.q - mirrored[0], at),
        )

    pairs = lib.map(kernels, firsts, seconds)
    total = turn + lib.i * lib.dot(lib.map(lambda pair: pair[0], pairs), measures)
    golden = lib.dot(lib.map(lambda pair: (pair[0] - pair[1]).real, pairs), measures)
    center = point_on_curve(lib, edge, last).r
    smooth = abs(center.imag) <= center.real  # otherwise a narrow Lorentzian sits in the middle
    value = lib.where(smooth, lambda: total.real + lib.i * golden, lambda: total)
    return value, bool(smooth) if getattr(smooth, "ndim", 0) == 0 else False


def line(frame: Frame, count: int) -> Any:
    """Im omega > 0: the retarded-advanced part along a line from the turning point to omega/2."""
    lib, edge, at, goal = frame.lib, frame.edge, frame.at, frame.delta
    if is_close(goal):
        end = middle(frame, goal.real + 2 * edge.eps_g, goal.real)
        points, measures = window_nodes(frame, end, count, panels.merged_off_axis)
        tilt = goal / goal.real
        reaches = lib.map(lambda point: point.distance * tilt, points)
        measures = lib.map(lambda m: m * tilt, measures)
    else:
        power = 2 if edge.gapped else 3  # the edge is a square root, at zeta = 1 a cube root
        nodes, weights = panels.unit(lib, frame.order, count)
        reaches = lib.map(lambda s: goal / 2 * s**power, nodes)
        measures = lib.map(lambda s, w: goal / 2 * (power * s ** (power - 1) * w), nodes, weights)

    def energy(x: Number) -> tuple[Any, Any]:
        return (edge.eps_g + x, x * (2 * edge.eps_g + x)) if edge.gapped else (x, x * x - edge.m**3)

    firsts = frame.solve(lib.map(energy, reaches))
    seconds = frame.solve(lib.map(lambda x: energy(goal - x), reaches))
    terms = lib.map(
        lambda one, two: pair_kernel(lib, (one.u, one.r), (-two.u, two.r), one.q - two.q, at), firsts, seconds
    )
    return lib.dot(terms, measures)


def vertical(frame: Frame, where: Layout) -> Any:
    """Im omega > 0, Re omega < eps_g: z_2 = -omega/2 + iy straight up through the gap, z_1 = omega/2 + iy.

    The edges are passed at a distance >= eps_g/2 at the height y = Im omega/2, from which panels are graded both ways.
    Below the real axis the root continues by reflection.
    """
    lib, edge, at = frame.lib, frame.edge, frame.at
    half = at.omega / 2
    height = half.imag
    up, up_weights = panels.half_line(lib, frame.order, where.fine, where.coarse)
    down, down_weights = panels.unit(lib, frame.order, where.fine + math.ceil(panels.log4(max(height, 1 + 0 * height))))

    def square(z: Number) -> tuple[Any, Any]:
        return z, (z - edge.eps_g) * (z + edge.eps_g)

    def total(y: Number, w: Number, lower: bool) -> Any:
        firsts = frame.solve(lib.map(lambda y: square(half + lib.i * y), y))
        # mirrored into the upper half-plane where needed: u is odd, and real on the gap
        place = lib.map(lambda y: half - lib.i * y if lower else lib.i * y - half, y)
        seconds = frame.solve(lib.map(square, place))

        def term(one: Root, two: Root) -> Any:
            v = -two.u if lower else two.u
            kernel = pair_kernel(lib, (one.u, one.r), (v, two.r), one.q - two.q, at)
            return (1 / one.r + 1 / two.r) / 2 - kernel

        return lib.dot(lib.map(term, firsts, seconds), w)

    above_edge = total(lib.map(lambda y: height + y, up), up_weights, False)
    under = total(lib.map(lambda x: height * (1 - x), down), down_weights, True)
    return above_edge + height * under
