"""The integration paths, as maps from a real parameter to points where the integrand is smooth.

Let phi be the angle with u = sin(phi), r = cos(phi): then z = sin(phi) - zeta tan(phi) is single-valued and the
square-root edges of u(z) are gone. For Im omega >= 0 the T = 0 integral

    chi^-1 = int_0^inf dy [1/r(iy) - K_RR(omega + iy, iy)] + i omega/2 int_0^1 dtau K_RA(omega tau, omega (1 - tau))

is one contour: below the gap K_RR(z + omega, z) continues K_RA(-z, z + omega), so the turning point z = 0 may be
moved along the gap. We turn at the edge z = -eps_g (at 0 when gapless):

  ray    z_2 from -eps_g into the upper half-plane, xi = exp(-i phi_2) on a (bent) ray: r_2, u_2, z_2 are rational
         in xi, only r_1 = r(z_2 + omega) has to be solved for. All singularities lie at angles >= 40 degrees from the
         ray, whatever the ratios of omega - 2 eps_g, zeta and 1, so Gauss panels of a fixed ratio converge at a
         fixed rate. The range beyond the last panel is mapped by 1/tau, in which the integrand is analytic at 0.
  curve  the real energies eps_g <= x <= omega/2 of the retarded-advanced window. On the lip of the cut
         Re phi fixes Im phi explicitly (cos x = c, sinh w = S):  c (c^2 + S^2) = zeta sqrt(1 + S^2). We take
         c = a (1 + h^2)^(-1/3): energy and root are then elementary in h, smooth at the edge (h = 0), and the
         other sheets' branch points, which sit 30 degrees below the lip in energy, move to the imaginary h axis.
         With h = h_0 sinh(t) equal panels in t serve from the edge to the far continuum.
  below  omega < 2 eps_g: z_1 = omega/2 + iy, z_2 = -omega/2 + iy = -conj(z_1). The integrand is real, so that Im chi^-1
         is exactly 0; y = s^2 removes the square root at the threshold.

The narrow Lorentzian (width ~ zeta, in the middle of the retarded-advanced window) that a real-axis integral of
K_RR would meet does not arise: on the ray K_RR is smooth.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.edge import Edge


class RayPoint(NamedTuple):
    """A point of the ray: root (q = r - base_r), energy z_2, its distance from -eps_g, and dz_2/dtau."""

    q: Any
    r: Any
    u: Any
    z: Any
    distance: Any
    slope: Any


class CurvePoint(NamedTuple):
    """A point on the lip of the cut: root, distance x - eps_g of its real energy, and its slope in h."""

    q: Any
    r: Any
    u: Any
    distance: Any
    slope: Any


def ray_step(edge: Edge, tau: Number, i: Number) -> tuple[Any, Any]:
    """xi - base_xi and its slope at tau >= 0. The directions are doubles taken exactly: they are part of the path.

    In phi, the ray leaves the edge at 40 degrees from the real direction: the branch points of r_1 lie at +90 degrees
    (omega -> threshold) and, on the sheet below the cut, at -15 degrees. Beyond |phi - phi_g| ~ sqrt(m), where
    z ~ phi^3, the upper half-plane is the sector 60..120 degrees: there the ray has turned to 80 degrees.
    """
    if not edge.gapped:
        return tau, tau * 0 + 1
    start = math.acos(float(edge.a)) - math.pi / 2
    m = float(edge.m)
    near = _unit(start + math.radians(40), i)
    far = _unit(start + math.radians(40 + 40 * (1 - m) ** 2), i)
    s = edge.u_g
    slope = (near * (s * s) + far * (2 * s * tau + tau * tau)) / ((s + tau) * (s + tau))
    return tau * (near * s + far * tau) / (s + tau), slope


def _unit(angle: float, i: Number) -> Number:
    return math.cos(angle) + math.sin(angle) * i


def ray_point(edge: Edge, step: Number, turn: Number, i: Number) -> RayPoint:
    """The point xi = base_xi + step of a ray with d xi/d tau = turn; `i` is the imaginary unit of the number type."""
    xi = edge.base_xi + step
    q = step * (1 - 1 / (xi * edge.base_xi)) / 2
    r = edge.base_r + q
    u = i * (xi - 1 / xi) / 2
    if not edge.gapped:
        z = u * q / r
        return RayPoint(q, r, u, z, z, (q - r * u * u) / (r * r) * i / xi * turn)
    a, m = edge.a, edge.m
    squared = -q * q * (q * q + 2 * a * (1 + m) * q + 3 * a * a * m) / (r * r)
    z = u * (a * m + q) / r
    slope = q * (r * r + r * a + a * a) / (r * r) * i / xi * turn
    return RayPoint(q, r, u, z, squared / (z - edge.eps_g), slope)


def curve_point(lib: Any, edge: Edge, h: Number) -> CurvePoint:
    """The physical root on the upper lip at parameter h >= 0 (zeta > 0); analytic in h around the real axis."""
    a2 = edge.a * edge.a if edge.gapped else 1
    zeta2, h2 = edge.zeta * edge.zeta, h * h
    cube = lib.cube_root(1 + h2)
    power = 1 / (cube * cube)  # (1 + h^2)^(-2/3)
    rise = (cube + 1) * power / (cube * cube + cube + 1)  # (1 - power)/h^2
    e = h2 * rise
    c2 = a2 * power
    s2 = (edge.m if edge.gapped else 0) + a2 * e  # sin^2 x = 1 - c^2
    root = edge.zeta * lib.sqrt(zeta2 + 4 * c2 * s2)
    drop = rise * (3 - 3 * e + e * e)  # (1 - power^3)/h^2
    straight = zeta2 - 2 * c2 * c2
    # S = sinh w from c (c^2 + S^2) = zeta sqrt(1 + S^2), without cancellation
    if edge.gapped or edge.zeta2_minus_1 == 0:  # zeta^2 - c^6 = zeta^2 h^2 drop vanishes at h = 0
        steep = lib.where(
            lib.positive(straight),
            lambda: (straight + root) / (2 * c2 * h2),
            lambda: 2 * zeta2 * drop / (root - straight),
        )
        sinh2, sinh = h2 * steep, h * lib.sqrt(steep)
    else:
        sinh2 = lib.where(
            lib.positive(straight),
            lambda: (straight + root) / (2 * c2),
            lambda: 2 * (edge.zeta2_minus_1 + h2 * drop) / (root - straight),
        )
        sinh = lib.sqrt(sinh2)
    cosh2 = 1 + sinh2
    cosh = lib.sqrt(cosh2)
    g = s2 + sinh2  # cosh^2 w - cos^2 x
    s2_slope = a2 * 4 * power / (3 * (1 + h2))  # slopes over h, as all of these are even in h
    sinh2_slope = (sinh2 + c2) * (sinh2 + 3 * c2) / root * s2_slope
    energy2_slope = g * (g * s2_slope + 2 * s2 * (s2_slope + sinh2_slope) - s2 * g * sinh2_slope / cosh2) / cosh2
    if edge.gapped:
        m, b = edge.m, a2 * e
        s = lib.sqrt(s2)
        # z^2 - eps_g^2 with m^3 multiplied out of it, so that only positive terms remain
        k = b + sinh2
        squared = (m * m * (3 * b + (2 - m) * sinh2) + m * k * k + 2 * b * m * k + b * k * k) / cosh2
        energy = s * g / cosh
        distance, slope = squared / (energy + edge.eps_g), h * energy2_slope / (2 * energy)
    else:
        over_h = lib.sqrt(rise)
        s = h * over_h
        distance, slope = s * g / cosh, energy2_slope * cosh / (2 * over_h * g)
    c = lib.sqrt(c2)
    r = lib.i * (-s * sinh) + c * cosh
    u = lib.i * (c * sinh) + s * cosh
    return CurvePoint(r - edge.base_r, r, u, distance, slope)
