"""chi^-1 at T > 0 as sums over nodes, for any numeric backend.

Closing the retarded-retarded (and advanced-advanced) part of the Keldysh integral around the poles of tanh gives, for
Im omega >= 0,

    chi^-1 = 2 pi T sum_n [1/r(i y_n) - K_RR(omega + i y_n, i y_n)]
             + (1/2i) int dz tanh(z/2T) K_RA(z + omega, z),                   second argument advanced.

Real omega. With x = z + omega and the symmetry x -> omega - x the second term is (i/2) int_{omega/2}^inf dx W K_RA,

    W = tanh(x/2T) + tanh((omega - x)/2T) = sinh(omega/2T)/[cosh(x/2T) cosh((omega - x)/2T)],

y = omega - x being the other energy (negative for the hole left behind in scattering):

  pair     eps_g < y < omega/2: two quasiparticles are created
  mixed    -eps_g < y < eps_g: y lies in the gap, x above it
  thermal  y < -eps_g: a thermal quasiparticle -y is lifted to x; this part falls off as exp(-|y|/T)

(both energies in the gap add nothing to the real part). The imaginary part is the golden rule

    Im chi^-1 = (1/2) int dx W Re[K_RA(x, y) - K_RR(x, y)]        over pair and thermal,

a sum of terms without cancellation, so that its exponentially small tail below 2 eps_g is accurate relative to itself;
the Lorentzian of width ~ zeta that K_RR has at x = y is met with panels graded towards it.

Complex omega. The line of z is lowered by half the distance to the nearest singularity, min(pi T, Im omega)/2.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

from higgs_sym.physics._edge import Root
from higgs_sym.physics._integrals import Frame, h_scale, middle, point_on_curve
from higgs_sym.physics._matsubara import matsubara_sum, thermal_term
from higgs_sym.physics._panels import RATIO
from higgs_sym.physics._paths import CurvePoint
from higgs_sym.physics._thermal_kernel import lip, rates
from higgs_sym.physics.kernel import pair_kernel

_MAX_PANELS = 20_000


class Heat(NamedTuple):
    """What T > 0 adds to a Frame."""

    T: Any
    digits: int  # weights below 10^-digits of the largest are dropped


def evaluate(frame: Frame, heat: Heat) -> tuple[Any, bool]:
    """chi^-1, and whether Im chi^-1 was integrated by itself (and so is accurate relative to itself)."""
    lib, omega = frame.lib, frame.at.omega
    turn = retarded(frame, heat)
    if omega.imag:
        return turn + line(frame, heat), False
    total = turn.real + 0 * lib.i
    frame = frame._replace(at=frame.at._replace(omega=omega.real), delta=frame.delta.real)
    for part in (pairs, mixed, thermal):
        total = total + part(frame, heat)
    return total, True


def retarded(frame: Frame, heat: Heat) -> Any:
    """The Matsubara sum."""
    lib, edge, at = frame.lib, frame.edge, frame.at
    scale = 4 * max(abs(at.omega) + 1, abs(edge.base_r))

    def value(points: Any) -> Any:
        seconds = frame.solve(lib.map(lambda z: place(frame, z), points))
        firsts = frame.solve(lib.map(lambda z: place(frame, z + at.omega), points))
        return lib.map(lambda one, two: thermal_term(lib, one, two, at), firsts, seconds)

    return matsubara_sum(lib, frame.order, heat.T, scale, heat.digits, value)


def place(frame: Frame, z: Any) -> tuple[Any, Any]:
    """(z, z^2 - m^3), away from the real axis."""
    edge = frame.edge
    return z, ((z - edge.eps_g) * (z + edge.eps_g) if edge.gapped else z * z - edge.m**3)


def beyond(frame: Frame, distance: Any) -> tuple[Any, Any]:
    """(z, z^2 - m^3) at the real energy eps_g + distance, in the gap too."""
    edge, zero = frame.edge, 0 * frame.lib.i
    if edge.gapped:
        return edge.eps_g + distance + zero, distance * (2 * edge.eps_g + distance) + zero
    return distance + zero, distance * distance - edge.m**3 + zero


def weight(frame: Frame, heat: Heat, x: Any, y: Any) -> Any:
    """W/omega for x >= 0 and x + y = omega; 1/T at omega = y = 0."""
    lib, T, omega = frame.lib, heat.T, frame.at.omega
    rise = 1 / T
    if omega:
        v = omega / T
        rise = lib.where(
            lib.positive(v - 2), lambda: (1 - lib.exp(-v)) / omega, lambda: 2 * lib.sinh(v / 2) * lib.exp(-v / 2) / omega
        )
    hole = lib.where(lib.positive(y), lambda: 1 + 0 * y, lambda: lib.exp(y / T))
    return 2 * rise * hole / ((1 + lib.exp(-x / T)) * (1 + lib.exp(-abs(y) / T)))


# ---------------------------------------------------------------- panels


def split(start: Any, end: Any, short: Callable[[Any, Any], bool]) -> list[Any]:
    """Panel ends from start to end, halved until each panel is short."""
    ends, waiting = [start], [end]
    while waiting:
        if len(ends) + len(waiting) > _MAX_PANELS or short(ends[-1], waiting[-1]):
            ends.append(waiting.pop())
        else:
            waiting.append((ends[-1] + waiting[-1]) / 2)
    return ends


def nodes(frame: Frame, ends: list[Any]) -> tuple[Any, Any]:
    """Gauss nodes and weights on the panels."""
    lib = frame.lib
    x, w = lib.gauss(frame.order)
    points = [low + (high - low) * s for low, high in pairwise(ends) for s in x]
    measures = [(high - low) * s for low, high in pairwise(ends) for s in w]
    return lib.collect(points), lib.collect(measures)


def graded(smallest: Any, end: Any) -> list[Any]:
    """Panel ends 0, ..., end / 4, end, the first panel no longer than `smallest`."""
    ends = [end]
    while ends[-1] > smallest:
        ends.append(ends[-1] / RATIO)
    return [end * 0, *reversed(ends)]


def mild(low: Any, high: Any, T: Any) -> bool:
    """Whether 1/(1 + exp(-y/T)), with poles at y = +-i pi T, ..., is smooth on a panel between two energies."""
    nearest = min(abs(low), abs(high)) if (low > 0) == (high > 0) else 0
    return bool(abs(high - low) <= 2 * max(nearest, T))


def reach(frame: Frame, distance: Any) -> Any:
    """The parameter h of the curve at a real energy eps_g + distance."""
    return middle(frame, 2 * (frame.edge.eps_g + distance), 2 * distance)


def on_curve(frame: Frame, ends: list[Any], h_of: Callable[[Any], tuple[Any, Any]]) -> tuple[Any, Any]:
    """Points of the curve and weights of an integral over their energy; `h_of` gives h and its slope."""
    lib = frame.lib
    parameters, steps = nodes(frame, ends)

    def point(t: Any) -> CurvePoint:
        return point_on_curve(lib, frame.edge, h_of(t)[0])

    points = lib.map(point, parameters)
    measures = lib.map(lambda t, w, p: w * h_of(t)[1] * p.slope, parameters, steps, points)
    return points, measures


def from_edge(frame: Frame, scale: Any) -> Callable[[Any], tuple[Any, Any]]:
    """h = scale sinh(t): singularities on the imaginary h axis beyond `scale` lie at Im t = pi/2."""
    lib = frame.lib
    return lambda t: (scale * lib.sinh(t), scale * lib.cosh(t))


def distance_at(frame: Frame, h_of: Callable[[Any], tuple[Any, Any]], t: Any) -> Any:
    return point_on_curve(frame.lib, frame.edge, h_of(t)[0]).distance


# ---------------------------------------------------------------- real omega


def pairs(frame: Frame, heat: Heat) -> Any:
    """eps_g < y < omega/2: near the edge along the curve of y, near the middle in v = x - y."""
    lib, edge, at, delta = frame.lib, frame.edge, frame.at, frame.delta
    if not delta > 0:
        return 0 * lib.i
    resonant = bool(edge.zeta or at.kappa)  # otherwise the Lorentzian is a delta function

    def golden(one: Any, two: Any, apart: Any, x: Any, y: Any) -> Any:
        both = rates(lib, edge, lip(lib, edge, one), lip(lib, edge, two), apart, False, at)
        return weight(frame, heat, x, y) * _share(lib, *both)

    scale = h_scale(edge)
    h_of = from_edge(frame, scale)

    def short(a: Any, b: Any) -> bool:
        low, high = edge.eps_g + distance_at(frame, h_of, a), edge.eps_g + distance_at(frame, h_of, b)
        return b - a <= 1 and mild(low, high, heat.T)

    end = lib.asinh(reach(frame, delta / 4) / scale)
    seconds, measures = on_curve(frame, split(end * 0, end, short), h_of)
    firsts = frame.solve(lib.map(lambda two: beyond(frame, delta - two.distance), seconds))

    def near_edge(one: Root, two: CurvePoint) -> Any:
        d = two.distance
        return golden(one, two, delta - 2 * d, edge.eps_g + (delta - d), edge.eps_g + d)

    total = lib.dot(lib.map(near_edge, firsts, seconds), measures)

    width = edge.zeta / 4 + at.kappa * min(delta, delta * 0 + 1) / (4 * at.omega)
    apart, steps = nodes(frame, graded(width if resonant else delta, delta / 2))
    firsts = frame.solve(lib.map(lambda v: beyond(frame, (delta + v) / 2), apart))
    seconds = frame.solve(lib.map(lambda v: beyond(frame, (delta - v) / 2), apart))

    def near_middle(one: Root, two: Root, v: Any) -> Any:
        return golden(one, two, v, (at.omega + v) / 2, (at.omega - v) / 2)

    total = total + lib.dot(lib.map(near_middle, firsts, seconds, apart), steps) / 2
    if not resonant:
        half = at.omega / (4 * heat.T)
        step = (1 - lib.exp(-2 * half)) / (1 + lib.exp(-2 * half))
        total = total.real - lib.i * (lib.pi / 2 * lib.sqrt(delta * (delta + 4)) / at.omega * step)
    return total


def _share(lib: Any, mixed_rate: Any, retarded_rate: Any) -> Any:
    """What a pair of quasiparticles adds to chi^-1 besides the weight."""
    return -mixed_rate.imag / 2 + lib.i * (mixed_rate.real - retarded_rate.real) / 2


def thermal(frame: Frame, heat: Heat) -> Any:
    """Thermal quasiparticles, along the curve of their energy, until their number is negligible."""
    lib, edge, at = frame.lib, frame.edge, frame.at
    scale = h_scale(edge)
    if at.omega:
        scale = min(scale, reach(frame, at.omega))
    h_of = from_edge(frame, scale)
    cut = heat.T * (2.31 * heat.digits + 2)

    def short(a: Any, b: Any) -> bool:
        low, high = distance_at(frame, h_of, a), distance_at(frame, h_of, b)
        sparse = high - low <= 8 * heat.T + low  # exp(-y/T) on one panel
        return b - a <= 1 and sparse and mild(edge.eps_g + low, edge.eps_g + high, heat.T)

    end = lib.asinh(reach(frame, cut) / scale)
    seconds, measures = on_curve(frame, split(end * 0, end, short), h_of)
    firsts = frame.solve(lib.map(lambda two: beyond(frame, at.omega + two.distance), seconds))

    def term(one: Root, two: CurvePoint) -> Any:
        both = rates(lib, edge, lip(lib, edge, one), lip(lib, edge, two), at.omega, True, at)
        energy = edge.eps_g + two.distance
        return weight(frame, heat, energy + at.omega, -energy) * _share(lib, *both)

    total = lib.dot(lib.map(term, firsts, seconds), measures)
    return total if at.omega else total.real + 0 * lib.i


def mixed(frame: Frame, heat: Heat) -> Any:
    """y in the gap. With p = x - eps_g, p_0 < p < omega and two square roots at the ends: halves, one for each."""
    lib, edge, at, delta = frame.lib, frame.edge, frame.at, frame.delta
    if not edge.gapped or not at.omega:
        return 0 * lib.i
    start = delta if delta > 0 else 0 * delta
    length = min(at.omega, 2 * edge.eps_g)

    def add(firsts: Any, p: Any, seconds: Any, measures: Any) -> Any:
        def term(one: Any, p: Any, two: Root) -> Any:
            kernel = pair_kernel(lib, (one.u, one.r), (-two.u.real, two.r.real), one.q - two.q.real, at)
            x = edge.eps_g + p
            return weight(frame, heat, x, at.omega - x) * at.omega * kernel.imag

        return -lib.dot(lib.map(term, firsts, p, seconds), measures) / 2

    def depth(s: Any) -> Any:  # from the edge at -eps_g
        return s * s

    def short(a: Any, b: Any) -> bool:
        return b - a <= max(a, small) * 1.5 and mild(depth(b) - edge.eps_g, depth(a) - edge.eps_g, heat.T)

    # y = s^2 - eps_g: the other sheets' branch points lie near the imaginary s axis
    top = lib.sqrt(length / 2)
    small = lib.sqrt(edge.eps_g / 2) * (min(edge.a, edge.u_g) if edge.zeta else edge.u_g)
    s, steps = nodes(frame, split(top * 0, top, short))
    p = lib.map(lambda s: at.omega - s * s, s)
    firsts = frame.solve(lib.map(lambda p: beyond(frame, p), p))
    seconds = _gap_roots(frame, lib.map(lambda s: -s * s, s), True)
    total = add(firsts, p, seconds, lib.map(lambda s, w: 2 * s * w, s, steps))

    if start >= length:  # x is far from its edge: y = eps_g - s^2

        def short_too(a: Any, b: Any) -> bool:
            return b - a <= max(a, small) * 1.5 and mild(edge.eps_g - depth(b), edge.eps_g - depth(a), heat.T)

        s, steps = nodes(frame, split(top * 0, top, short_too))
        p = lib.map(lambda s: delta + s * s, s)
        firsts = frame.solve(lib.map(lambda p: beyond(frame, p), p))
        seconds = _gap_roots(frame, lib.map(lambda s: -s * s, s), False)
        return total + add(firsts, p, seconds, lib.map(lambda s, w: 2 * s * w, s, steps)) + 0 * lib.i

    goal = reach(frame, start + length / 2)
    if start:  # h = h_0 cosh(t): the square root at p = p_0 becomes ~ sinh(t)
        begin = reach(frame, start)
        end = lib.acosh(goal / begin)

        def h_of(t: Any) -> tuple[Any, Any]:
            return begin * lib.cosh(t), begin * lib.sinh(t)
    else:
        scale = h_scale(edge)
        if delta:  # not resolved below the square root of the accuracy, where it does not matter
            blur = (delta * 0 + 10) ** (-heat.digits * (delta * 0 + 1) / 2)
            scale = min(scale, max(reach(frame, -delta), blur * goal))
        end = lib.asinh(goal / scale)
        h_of = from_edge(frame, scale)

    def short_curve(a: Any, b: Any) -> bool:
        low, high = distance_at(frame, h_of, a), distance_at(frame, h_of, b)
        return b - a <= 1 and mild(at.omega - edge.eps_g - high, at.omega - edge.eps_g - low, heat.T)

    points, measures = on_curve(frame, split(end * 0, end, short_curve), h_of)
    p = lib.map(lambda point: point.distance, points)
    seconds = _gap_roots(frame, lib.map(lambda p: delta - p, p), False)
    return total + add(points, p, seconds, measures) + 0 * lib.i


def _gap_roots(frame: Frame, distances: Any, mirrored: bool) -> Any:
    """Roots in the gap at eps_g + distance, distance < 0; mirrored, at -(eps_g + distance)."""
    lib = frame.lib
    roots = frame.solve(lib.map(lambda d: beyond(frame, d), distances))
    return lib.map(lambda root: Root(root.q, root.r, -root.u), roots) if mirrored else roots


# ---------------------------------------------------------------- complex omega


def line(frame: Frame, heat: Heat) -> Any:
    """(1/2i) int dz tanh(z/2T) K_RA(z + omega, z) along Im z = -min(pi T, Im omega)/2."""
    lib, edge, at, T = frame.lib, frame.edge, frame.at, heat.T
    real, imag = at.omega.real, at.omega.imag
    depth = min(lib.pi * T, imag) / 2
    singular = [(real * 0, lib.pi * T - depth)]
    for position in {edge.eps_g, -edge.eps_g}:
        singular += [(position + 0 * real, depth), (position - real, imag - depth)]
    top = max(T * (2.31 * heat.digits + 2), 4 * max(abs(at.omega), abs(edge.base_r), abs(edge.base_r) * 0 + 1))

    def short(a: Any, b: Any) -> bool:
        return all(b - a <= max(height, a - position, position - b) for position, height in singular)

    def value(points: Any) -> Any:
        firsts = frame.solve(lib.map(lambda z: place(frame, z + at.omega), points))
        seconds = frame.solve(lib.map(lambda z: place(frame, -z), points))

        def term(z: Any, one: Root, two: Root) -> Any:
            kernel = pair_kernel(lib, (one.u, one.r), (-two.u, two.r), one.q - two.q, at)
            return _tanh(lib, z / (2 * T)) * kernel

        return lib.map(term, points, firsts, seconds)

    shift = lib.i * depth
    x, steps = nodes(frame, split(-top, top, short))
    total = lib.dot(value(lib.map(lambda x: x - shift, x)), steps)
    s, w = (lib.collect(each) for each in lib.gauss(frame.order))  # beyond, z = +-top/s, analytic at s = 0
    outer = lib.map(lambda s, w: top * w / (s * s), s, w)
    for sign in (1, -1):
        total = total + lib.dot(value(lib.map(lambda s, sign=sign: sign * top / s - shift, s)), outer)
    return total / (2 * lib.i)


def _tanh(lib: Any, z: Any) -> Any:
    def right(z: Any) -> Any:
        decayed = lib.exp(-2 * z)
        return (1 - decayed) / (1 + decayed)

    return lib.where(lib.positive(z), lambda: right(z), lambda: -right(-z))
