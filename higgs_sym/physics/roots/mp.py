"""The physical root in mpmath: a double-precision start, Newton steps, the criterion of `roots.float64` as the judge.

The start only saves time: whatever it is, a result is returned only if it satisfies the criterion.
"""

from __future__ import annotations

from higgs_sym.arithmetic.types import Context, Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root

_TINY = 1e-290  # below this a complex128 start would underflow


def solve_scalar(context: Context, edge: Edge, z: Number, squared: Number, start: complex | None) -> Root:
    """Physical (q, r, u) at one energy, Im z >= 0, to the context's precision.

    `squared` = z^2 - m^3 to full relative accuracy; `start` approximates q when gapped, u when gapless.
    Raises AccuracyError when no candidate passes the criterion.
    """
    left = z.real < 0
    if left:
        z, squared = -context.conj(z), context.conj(squared)
        if start is not None:
            start = start.conjugate() if edge.gapped else -start.conjugate()
    if edge.zeta == 0:
        r = -context.mpc(0, 1) * context.sqrt(squared)
        found = Root(r, r, z)
    else:
        solver = _gapped if edge.gapped else _gapless
        result = None
        if start is not None or abs(squared) < _TINY:
            result = solver(context, edge, z, squared, start)
        if result is None:
            result = _settled(context, edge, z)
        if result is None:
            for candidate in _candidates(context, edge, z, squared):
                result = solver(context, edge, z, squared, candidate)
                if result is not None:
                    break
        if result is None:
            raise AccuracyError(
                f"no root passed the physical-root criterion at z = {context.nstr(z, 15)}, "
                f"zeta = {context.nstr(edge.zeta, 15)} with {context.dps} digits; ask for more digits"
            )
        found = result
    q, r, u = found
    return Root(context.conj(q), context.conj(r), -context.conj(u)) if left else found


def _gapped(context: Context, edge: Edge, z: Number, squared: Number, start: complex | None) -> Root | None:
    root = refine_gapped(context, edge, z, squared, start)
    return root if root is not None and _physical(context, edge, root.r, root.u) else None


def refine_gapped(context: Context, edge: Edge, z: Number, squared: Number, start: complex | None) -> Root | None:
    """The root that Newton's method reaches from q = start, on whatever sheet; None if it does not converge."""
    if not squared:
        return Root(context.mpc(0), edge.a, edge.u_g)
    a, m = edge.a, edge.m
    scaled = squared / (a * a)
    if start is None or abs(scaled) < 1e-12 * float(abs(m)) ** 3:
        p = -context.mpc(0, 1) * context.sqrt(scaled / (3 * m))
    else:
        p = context.mpc(start) / a
    goal = context.mpf(2) ** (-(context.prec // 2))
    for _ in range(60):
        value, slope, _half = quartic.in_p(m, scaled, p)
        if not slope:
            return None
        step = value / slope
        p = p - step
        if abs(step) <= goal * abs(p):
            break
    else:
        return None
    q = a * p
    r = a + q
    if z.imag == 0 and squared.real < 0:  # inside the gap the root is real
        q, r = q.real, r.real
    u = z * r / (a * m + q)
    return Root(q, r, u)


def _gapless(context: Context, edge: Edge, z: Number, _squared: Number, start: complex | None) -> Root | None:
    root = refine_gapless(context, edge, z, start)
    return root if root is not None and _physical(context, edge, root.r, root.u) else None


def refine_gapless(context: Context, edge: Edge, z: Number, start: complex | None) -> Root | None:
    """The root with Re r >= 0 that Newton's method reaches from u = start; None if it does not converge."""
    u = context.mpc(0, context.sqrt(edge.zeta2_minus_1)) if start is None or not z else context.mpc(start)
    goal = context.mpf(2) ** (-(context.prec // 2))
    if z:
        for _ in range(60):
            r = context.sqrt(1 - u * u)
            if not r:
                return None
            found, slope = quartic.energy_of(edge, u, r)
            if not slope:
                return None
            step = (found - z) / slope
            u = u - step
            if abs(step) <= goal * abs(u):
                break
        else:
            return None
    r = context.sqrt(1 - u * u)
    residual = abs(quartic.energy_of(edge, u, r)[0] - z)
    if residual > context.mpf(2) ** (20 - context.prec) * (abs(z) + abs(u)):
        return None
    return Root(z * r / u, r, u)


def _settled(context: Context, edge: Edge, z: Number) -> Root | None:
    """The fixed point of u -> z + zeta u/r, where it attracts strongly: there two roots of the quartic nearly coincide.

    The slope of the map is zeta/r^3; None unless that is below 1e-3 all the way.
    """
    u, small = z, context.mpf(2) ** (-context.prec)
    for _ in range(2 * context.dps):
        r = -context.mpc(0, 1) * context.sqrt(u * u - 1)  # Re r >= 0 in the first quadrant
        if not 1000 * edge.zeta < abs(r) ** 3:
            return None
        step = z + edge.zeta * u / r - u
        u = u + step
        if abs(step) <= small * abs(u):
            break
    else:
        return None
    r = -context.mpc(0, 1) * context.sqrt(u * u - 1)
    return Root(r - edge.base_r, r, u) if _physical(context, edge, r, u) else None


def _physical(context: Context, edge: Edge, r: Number, u: Number) -> bool:
    """Re r >= 0, u in the closed first quadrant and |zeta/r^3| <= 1, up to rounding of boundary cases."""
    slack = context.mpf(2) ** (-(context.prec // 2))
    size = abs(u)
    r, u = context.mpc(r), context.mpc(u)
    if r.real < -slack * abs(r) or u.imag < -slack * size or u.real < -slack * size:
        return False
    return bool(edge.zeta <= abs(r) ** 3 * (1 + slack))


def _candidates(context: Context, edge: Edge, z: Number, squared: Number) -> list[complex]:
    """Starts from all roots of the quartic: q when gapped, u when gapless."""
    rising = quartic.coefficients_in_q(edge, squared) if edge.gapped else quartic.coefficients_in_u(edge, z)
    try:
        roots = context.polyroots(rising[::-1], maxsteps=300, extraprec=context.prec + 100)
    except context.NoConvergence:
        roots = []
    # next to zeta = 1, z = 0 polyroots does not resolve the tiny roots u^3 = -2z
    cusp = [] if edge.gapped else [complex(0, 1) * complex(context.cbrt(-2j * z))]
    return [*cusp, *(complex(root) for root in roots)]
