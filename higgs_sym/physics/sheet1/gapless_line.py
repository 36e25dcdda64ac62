"""The golden rule of a gapless state below the real axis in flint numbers: what leads from sheet 0 to sheet 1.

chi^-1_1(omega) = [chi^-1(conj omega)]^* + i L(omega), L the integral from 0 to omega/2 of the four kernels between
continued and reflected roots, along the line of `time.gapless`, which passes -i eps_* on its right (zeta = 1: a
straight line, graded to the cube root at 0). The radii of balls are dropped; the caller computes one value twice.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import to_flint, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import gauss_dyadic
from higgs_sym.physics.edge import Edge, edge_float, edge_mp
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.roots import gapless

GUARD = 16
_INNER = 0.5  # |z|/eps_* up to which the quartic in u is solved: in p two roots meet at z = 0
_STEEP = math.radians(60)


class Constants(NamedTuple):
    """zeta, a, m, zeta^2 - 1, eps_*^2 and kappa in flint numbers."""

    zeta: Any
    a: Any
    m: Any
    excess: Any
    star2: Any
    kappa: Any


def sheets(zeta: Any, kappa: Any, omega: Any, digits: int, effort: float = 1.0) -> tuple[Any, Any]:
    """chi^-1 on sheet 0 and i L at omega, an mpc in the lower right quadrant; mpc to about `digits` digits."""
    context = results.context(digits + GUARD + 2 * max(0, math.ceil(math.log10(abs(complex(omega)) + 1))))
    above = flint_engine.chi_inv(omega.context.conj(omega), zeta, kappa, digits)
    edge, rough = edge_mp(zeta, context), edge_float(zeta)
    with flint_precision(context.prec):
        values = (edge.zeta, edge.a, edge.m, edge.zeta2_minus_1, -(edge.m**3), inputs.to_mp(kappa, context))
        at = Constants(*(to_flint(x) for x in values))
        line = _sum(rough, at, to_flint(omega), _nodes(rough, complex(omega), math.ceil(effort * (digits + 8))))
        return context.conj(context.convert(above)), to_mp(line * unit(), context)


def unit() -> Any:
    """i."""
    import flint

    return flint.acb(0, 1)


def _nodes(edge: Edge, omega: complex, order: int) -> list[tuple[Any, Any]]:
    """Nodes and weights in tau on (0, 1/2), x ~ omega tau; at zeta = 1 on (0, 1), x = omega tau^3/2."""
    import flint

    size, star = abs(omega), abs(edge.m) ** 1.5
    towards_middle = max(1, math.ceil(math.log2(max(1.0, 2 * size / edge.zeta))))
    small = abs(omega + 1j * star) / size if star else (1 / max(size, 1.0)) ** (1 / 3)
    towards_start = max(2, math.ceil(math.log2(4 / min(1.0, small, (star or 1.0) / size))))
    half = flint.arb(1) / 2
    ends = [flint.arb(0), *(half**k for k in range(towards_start, 0, -1))]
    ends += [*(1 - half**k for k in range(2, towards_middle + 1)), flint.arb(1)]
    ends = _subdivided(edge, ends, size, 1 if star else 3)
    scale = half if star else flint.arb(1)
    bits = 64 * (flint.ctx.prec // 64 + 1)
    rule = [(flint.arb(x), flint.arb(w)) for x, w in gauss_dyadic(order, bits)]
    return [
        (((low + (high - low) * x) * scale).mid(), ((high - low) * w * scale).mid())
        for low, high in pairwise(ends)
        for x, w in rule
    ]


def _subdivided(edge: Edge, ends: list[Any], size: float, power: int) -> list[Any]:
    """Panels cut in four where they pass the third branch point of the root, off the line."""
    other = abs(complex(1 - edge.a**2 * complex(-0.5, math.sqrt(3) / 2)) ** 1.5)
    out = [ends[0]]
    for low, high in pairwise(ends):
        near = size / 2 * float(low) ** power < 3 * other and size / 2 * float(high) ** power > other / 3
        out += [(low + (high - low) * k / 4).mid() for k in range(1, 4)] if near else []
        out.append(high)
    return out


def _sum(rough: Edge, at: Constants, omega: Any, nodes: list[tuple[Any, Any]]) -> Any:
    import flint

    points = [_point(rough, omega, tau) for tau, _ in nodes]
    near = [x for x, _ in points]
    energies = near + [(omega - x).mid() for x in near]
    starts = np.array([complex(float(z.real.mid()), float(z.imag.mid())) for z in energies])
    follow = gapless.continued if rough.m else gapless.turned
    continued = _refined(rough, at, energies, follow(rough, starts))
    reflected = _refined(rough, at, energies, gapless.reflected(rough, starts))
    total, count = flint.acb(0), len(nodes)
    for k, (_, weight) in enumerate(nodes):
        one, two = continued[k], continued[k + count]
        first, second = reflected[k], reflected[k + count]
        value = _kernel(at, one, two) + _kernel(at, first, second)
        value -= _kernel(at, one, second) + _kernel(at, first, two)
        total = (total + value * (points[k][1] * weight)).mid()
    return total


def _point(rough: Edge, omega: Any, tau: Any) -> tuple[Any, Any]:
    """x and dx/dtau."""
    if not rough.m:
        return (omega / 2 * tau**3).mid(), (omega / 2 * 3 * tau**2).mid()
    bump = omega * 0
    if math.atan2(float(omega.imag.mid()), float(omega.real.mid())) < -_STEEP:
        bump = 2 * unit() * omega
    x = omega * tau + bump * tau * (1 - tau) * (2 * tau - 1)
    return x.mid(), (omega + bump * (6 * tau * (1 - tau) - 1)).mid()


def _refined(rough: Edge, at: Constants, energies: list[Any], starts: Any) -> list[tuple[Any, Any]]:
    """(u, r) at the energies, from double-precision roots."""
    import flint

    steps = max(1, math.ceil(math.log2(flint.ctx.prec / 24)))
    inner, out = _INNER * abs(rough.m) ** 1.5, []
    for k, z in enumerate(energies):
        if abs(complex(float(z.real.mid()), float(z.imag.mid()))) < inner:
            u = flint.acb(complex(starts.u[k]))
            c = z * z + at.excess
            for _ in range(steps):
                value = (((u - 2 * z) * u + c) * u + 2 * z) * u - z * z
                u = (u - value / (((4 * u - 6 * z) * u + 2 * c) * u + 2 * z)).mid()
            r = (1 - u * u).sqrt().mid()
            out.append((u, r if r.real > 0 else -r))
            continue
        p, scaled = flint.acb(complex(starts.r[k])) / at.a - 1, (z * z + at.star2) / (at.a * at.a)
        b, m3 = 2 * (1 + at.m), 3 * at.m
        for _ in range(steps):
            one = 1 + p
            value = p * p * ((p + b) * p + m3) + scaled * one * one
            p = (p - value / (p * ((4 * p + 3 * b) * p + 2 * m3) + 2 * scaled * one)).mid()
        out.append(((z * (1 + p) / (at.m + p)).mid(), (at.a * (1 + p)).mid()))
    return out


def _kernel(at: Constants, one: tuple[Any, Any], two: tuple[Any, Any]) -> Any:
    """K between the retarded root `one` and the advanced one that mirrors `two`."""
    (u1, r1), (u2, r2) = one, two
    c = (u1 * u2 - 1) / (r1 * r2)
    return ((1 + c) / (r1 + r2 + at.kappa - at.zeta * (1 - c))).mid()
