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
"""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.physics.edge import Root
from higgs_sym.physics.integrals.cold import Frame, h_scale, point_on_curve
from higgs_sym.physics.integrals.paths import CurvePoint
from higgs_sym.physics.kernel import pair_kernel
from higgs_sym.physics.thermal.kernel import lip, rates
from higgs_sym.physics.thermal.panels import (
    HOf,
    Mesh,
    distance_at,
    from_edge,
    from_start,
    graded,
    holds,
    larger,
    mild,
    on_curve,
    reach,
    smaller,
    split,
)
from higgs_sym.physics.thermal.plane import Heat, fallen, line, retarded, weighed


def integrated(frame: Frame, heat: Heat) -> tuple[Any, bool]:
    """chi^-1, and whether Im chi^-1 was integrated by itself (and so is accurate relative to itself)."""
    if holds(frame.at.omega.imag != 0):
        return retarded(frame, heat) + line(frame, heat), False
    return on_axis(frame, heat), True


def on_axis(frame: Frame, heat: Heat) -> Any:
    """chi^-1 at real omega >= 0, or at a column of them on the same side of every seam (`seam`)."""
    total = retarded(frame, heat).real + 0 * frame.lib.i
    frame = frame._replace(at=frame.at._replace(omega=frame.at.omega.real), delta=frame.delta.real)
    for part in (pairs, mixed, thermal):
        total = total + part(frame, heat)
    return total


def seam(omega: Real, delta: Real, eps_g: Real) -> tuple[Number, Number, Number, Number]:
    """What decides between different integrals for real omega."""
    return omega != 0, delta > 0, delta == 0, larger(delta, 0 * delta) >= smaller(omega, 2 * eps_g)


def beyond(frame: Frame, distance: Number) -> tuple[Any, Any]:
    """(z, z^2 - m^3) at the real energy eps_g + distance, in the gap too."""
    edge, zero = frame.edge, 0 * frame.lib.i
    if edge.gapped:
        return edge.eps_g + distance + zero, distance * (2 * edge.eps_g + distance) + zero
    return distance + zero, distance * distance - edge.m**3 + zero


def pairs(frame: Frame, heat: Heat) -> Number:
    """eps_g < y < omega/2: near the edge along the curve of y, near the middle in v = x - y."""
    lib, edge, at, delta = frame.lib, frame.edge, frame.at, frame.delta
    if not holds(delta > 0):
        return 0 * lib.i
    resonant = bool(edge.zeta != 0 or at.kappa != 0)  # otherwise the Lorentzian is a delta function
    width = edge.zeta / 4 + at.kappa * smaller(delta, delta * 0 + 1) / (4 * at.omega)
    total = _pairs_near_edge(frame, heat) + _pairs_near_middle(frame, heat, width if resonant else delta)
    if not resonant:
        v = at.omega / (2 * heat.T)
        step = fallen(lib, v) / (1 + lib.exp(-v))
        total = total.real - lib.i * (lib.pi / 2 * lib.sqrt(delta * (delta + 4)) / at.omega * step)
    return total


def _pairs_near_edge(frame: Frame, heat: Heat) -> Number:
    lib, edge = frame.lib, frame.edge
    scale = h_scale(edge)

    def short(_frame: Frame, given: Any, a: Number, b: Number) -> Any:
        low, high = (edge.eps_g + distance_at(frame, given, from_edge, t) for t in (a, b))
        return (b - a <= 1) & mild(low, high, heat.T)

    end = lib.asinh(reach(frame, frame.delta / 4) / scale)
    mesh = split(frame, (scale,), end * 0, end, short)
    sub, delta = mesh.frame, mesh.frame.delta
    seconds, slopes = on_curve(mesh, from_edge)
    firsts = frame.solve(lib.map(lambda two: beyond(frame, delta - two.distance), seconds))

    values = lib.map(
        lambda one, two, slope: _golden(sub, one, two, delta - 2 * two.distance) * slope, firsts, seconds, slopes
    )
    x = lib.map(lambda two: edge.eps_g + (delta - two.distance), seconds)
    return weighed(mesh, heat, x, lib.map(lambda two: edge.eps_g + two.distance, seconds), values)


def _pairs_near_middle(frame: Frame, heat: Heat, width: Real) -> Number:
    lib = frame.lib
    mesh = graded(frame, (), width, frame.delta / 2)
    sub, delta, omega = mesh.frame, mesh.frame.delta, mesh.frame.at.omega
    firsts = frame.solve(lib.map(lambda v: beyond(frame, (delta + v) / 2), mesh.points))
    seconds = frame.solve(lib.map(lambda v: beyond(frame, (delta - v) / 2), mesh.points))

    values = lib.map(lambda one, two, v: _golden(sub, one, two, v) / 2, firsts, seconds, mesh.points)
    x, y = (lib.map(lambda v, sign=sign: (omega + sign * v) / 2, mesh.points) for sign in (1, -1))
    return weighed(mesh, heat, x, y, values)


def _golden(frame: Frame, one: Any, two: Any, apart: Any) -> Number:
    """What two quasiparticles that are created at energies so far apart add, besides the weight."""
    lib, edge = frame.lib, frame.edge
    return _share(lib, *rates(lib, edge, lip(lib, edge, one), lip(lib, edge, two), apart, False, frame.at))


def _share(lib: Any, mixed_rate: Number, retarded_rate: Number) -> Number:
    """What a pair of quasiparticles adds to chi^-1 besides the weight."""
    return -mixed_rate.imag / 2 + lib.i * (mixed_rate.real - retarded_rate.real) / 2


def thermal(frame: Frame, heat: Heat) -> Number:
    """Thermal quasiparticles, along the curve of their energy, until their number is negligible."""
    lib, edge, at = frame.lib, frame.edge, frame.at
    moving = holds(at.omega != 0)
    if not moving and (at.kappa != 0 or not at.vertex):
        return 0 * lib.i  # W ~ omega, and K_RA ~ 1/omega with neither
    scale = h_scale(edge)
    if moving:
        scale = smaller(scale, reach(frame, at.omega))
    cut = heat.hottest * (2.31 * heat.digits + 2)

    def short(_frame: Frame, given: Any, a: Number, b: Number) -> Any:
        low, high = (distance_at(frame, given, from_edge, t) for t in (a, b))
        sparse = high - low <= 8 * heat.T + low  # exp(-y/T) on one panel
        return (b - a <= 1) & sparse & mild(edge.eps_g + low, edge.eps_g + high, heat.T)

    end = lib.asinh(reach(frame, cut) / scale) + 0 * at.omega
    mesh = split(frame, (scale,), end * 0, end, short)
    sub, omega = mesh.frame, mesh.frame.at.omega
    seconds, slopes = on_curve(mesh, from_edge)
    firsts = frame.solve(lib.map(lambda two: beyond(frame, omega + two.distance), seconds))

    def term(one: Root, two: CurvePoint, slope: Any) -> Any:
        both = rates(lib, edge, lip(lib, edge, one), lip(lib, edge, two), omega, True, sub.at)
        return _share(lib, *both) * slope

    x = lib.map(lambda two: edge.eps_g + two.distance + omega, seconds)
    y = lib.map(lambda two: -(edge.eps_g + two.distance), seconds)
    total = weighed(mesh, heat, x, y, lib.map(term, firsts, seconds, slopes))
    return total if moving else total.real + 0 * lib.i


def mixed(frame: Frame, heat: Heat) -> Any:
    """y in the gap: with p = x - eps_g, p_0 < p < omega and two square roots at the ends; halves, one for each."""
    edge, at, delta = frame.edge, frame.at, frame.delta
    moving, open_, _, far = (holds(each) for each in seam(at.omega, delta, edge.eps_g))
    if not edge.gapped or not moving:
        return 0 * frame.lib.i
    start = delta if open_ else 0 * delta
    length = smaller(at.omega, 2 * edge.eps_g)
    total = _from_gap_edge(frame, heat, length / 2, True)
    if far:  # x is far from its own edge
        return total + _from_gap_edge(frame, heat, length / 2, False)
    return total + _along_curve(frame, heat, start, start + length / 2)


def _from_gap_edge(frame: Frame, heat: Heat, length: Any, lower: bool) -> Any:
    """y = eps_g - s^2, or s^2 - eps_g at the lower edge: other sheets' branch points lie near the imaginary s axis."""
    lib, edge = frame.lib, frame.edge
    small, top = _gap_structure(frame), lib.sqrt(length)

    def short(_frame: Frame, _given: Any, a: Any, b: Any) -> Any:
        return (b - a <= 1.5 * larger(a, small)) & mild(edge.eps_g - a * a, edge.eps_g - b * b, heat.T)

    mesh = split(frame, (), top * 0, top, short)
    s, omega, delta = mesh.points, mesh.frame.at.omega, mesh.frame.delta
    p = lib.map(lambda s: omega - s * s if lower else delta + s * s, s)
    firsts = frame.solve(lib.map(lambda p: beyond(frame, p), p))
    seconds = _gap_roots(frame, lib.map(lambda s: -s * s, s), lower)
    return _gap_sum(mesh, heat, firsts, p, seconds, lib.map(lambda s: 2 * s, s))


def _along_curve(frame: Frame, heat: Heat, start: Any, end: Any) -> Any:
    """p from start to end along the curve of x, whose edge is near."""
    lib, edge, at, delta = frame.lib, frame.edge, frame.at, frame.delta
    goal = reach(frame, end)
    fine = goal * 0 + 1
    h_of: HOf = from_edge
    if holds(start != 0):  # h = h_0 cosh(t): the square root at p = p_0 becomes ~ sinh(t)
        h_of, scale = from_start, reach(frame, start)
        last = lib.acosh(goal / scale)
        # near t = 0, eps_g - y = rise t^2, and the edge of y has structure at sqrt(eps_g - y) ~ small
        rise = scale * point_on_curve(lib, edge, scale).slope / 2
        fine = _gap_structure(frame) / lib.sqrt(rise)
    else:
        scale = h_scale(edge)
        if holds(delta != 0):  # not resolved below the square root of the accuracy, where it does not matter
            blur = (heat.T * 0 + 10) ** (-heat.digits * (heat.T * 0 + 1) / 2)
            scale = smaller(scale, larger(reach(frame, -delta), blur * goal))
        elif edge.zeta == 0 and at.kappa != 0:  # nothing but kappa softens the two square roots that meet
            scale = smaller(scale, at.kappa)
        last = lib.asinh(goal / scale)

    def short(sub: Frame, given: Any, a: Any, b: Any) -> Any:
        low, high = (sub.delta + edge.eps_g - distance_at(frame, given, h_of, t) for t in (b, a))  # y
        return (b - a <= smaller(a * 0 + 1, 1.5 * larger(a, given[1]))) & mild(low, high, heat.T)

    mesh = split(frame, (scale, fine), last * 0, last, short)
    points, slopes = on_curve(mesh, h_of)
    p = lib.map(lambda point: point.distance, points)
    seconds = _gap_roots(frame, lib.map(lambda p: mesh.frame.delta - p, p), False)
    return _gap_sum(mesh, heat, points, p, seconds, slopes)


def _gap_structure(frame: Frame) -> Any:
    """The smallest sqrt(eps_g - y) at which the root in the gap changes its form."""
    edge = frame.edge
    return frame.lib.sqrt(edge.eps_g / 2) * (min(edge.a, edge.u_g) if edge.zeta != 0 else edge.u_g)


def _gap_sum(mesh: Mesh, heat: Heat, firsts: Number, p: Number, seconds: Number, slopes: Number) -> Number:
    frame = mesh.frame
    lib, edge, at = frame.lib, frame.edge, frame.at

    def term(one: Any, two: Root, slope: Number) -> Any:
        kernel = pair_kernel(lib, (one.u, one.r), (-two.u.real, two.r.real), one.q - two.q.real, at)
        return at.omega * kernel.imag * slope / 2

    x = lib.map(lambda p: edge.eps_g + p, p)
    values = lib.map(term, firsts, seconds, slopes)
    return 0 * lib.i - weighed(mesh, heat, x, lib.map(lambda x: at.omega - x, x), values)


def _gap_roots(frame: Frame, distances: Number, mirrored: bool) -> Number:
    """Roots in the gap at eps_g + distance, distance < 0; mirrored, at -(eps_g + distance)."""
    lib, edge = frame.lib, frame.edge

    def right(d: Number) -> Any:  # by symmetry at positive energies
        return lib.where(lib.positive(edge.eps_g + d), lambda: d, lambda: -2 * edge.eps_g - d)

    def signed(d: Number, root: Root) -> Root:
        u = -root.u if mirrored else root.u
        return Root(root.q, root.r, lib.where(lib.positive(edge.eps_g + d), lambda: u, lambda: -u))

    roots = frame.solve(lib.map(lambda d: beyond(frame, right(d)), distances))
    return lib.map(signed, distances, roots)
