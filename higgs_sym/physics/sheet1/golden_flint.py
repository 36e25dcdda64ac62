"""The golden rule next to the cut in multiprecision: G of `sheet1.cut`, in flint numbers.

chi^-1_1 - chi^-1_0 = 2 i G(omega), G the integral over the line from eps_g to omega - eps_g of the four kernels with
continued and reflected roots. Balls serve as fast floating-point numbers here: their radii are dropped, and the error
is controlled by the caller, who computes one value twice.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.convert import to_flint, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import gauss_dyadic
from higgs_sym.physics.edge import Edge, edge_float, edge_mp
from higgs_sym.physics.sheet1 import cut

_RATIO = 2  # of neighbouring panels: the branch point lies only 15 degrees off the line


class Constants(NamedTuple):
    """The edge in flint numbers."""

    zeta: Any
    a: Any
    m: Any
    eps_g: Any
    kappa: Any


def golden_rule(zeta: Any, kappa: Any, delta: Any, digits: int, effort: float = 1.0) -> Any:
    """G at 2 eps_g + delta to about `digits` relative digits; zeta, kappa exact, delta an mpc below the positive axis.

    `effort` multiplies the order of the Gauss rules.
    """
    rough = edge_float(zeta)
    size = abs(complex(delta))
    width = _width(rough, float(kappa), size)
    # the kernels vanish like delta, and like the width where r_1 + r_2 nearly does
    lost = 2 * math.log10(max(1, 1 / size)) + 2 * math.log10(max(1, 1 / width)) + 2 * math.log10(max(1, 1 / rough.m))
    context = results.context(digits + int(lost) + 12)
    edge = edge_mp(zeta, context)
    with flint_precision(context.prec):
        at = Constants(*(to_flint(x) for x in (edge.zeta, edge.a, edge.m, edge.eps_g, context.convert(kappa))))
        scale = min(abs(cut.nearest_branch_point(rough)), 2 * rough.eps_g) if rough.zeta else 1.0
        slope = 0.5 if size < scale / 2 else 0.75
        nodes = _nodes(math.ceil(effort * (slope * digits + 6)), context.prec, size / scale, width)
        return to_mp(_sum(rough, at, to_flint(delta), nodes), context)


def _width(edge: Edge, kappa: float, size: float) -> float:
    """Distance of the zeros of r_1 + r_2 from the middle of the line, relative to its length, roughly."""
    return float(min(1.0, edge.zeta / max(size, size**1.5) + kappa / max(size, math.sqrt(size))))


def _nodes(order: int, bits: int, size: float, width: float) -> list[tuple[Any, Any]]:
    """Nodes and weights in tau on (0, 1), x = delta tau^2/2, graded to both ends as far as needed.

    `size` is the length of the line in units of the distance of the nearest branch point."""
    import flint

    low = max(0, math.ceil(math.log(size, _RATIO) / 2 + 1))
    high = 0 if width > 0.5 else math.ceil(math.log(1 / width, _RATIO))
    half = flint.arb(1) / _RATIO
    ends = [flint.arb(0), *(half**k / 2 for k in range(low, -1, -1))]
    ends += [*(1 - half**k / 2 for k in range(1, high + 1)), flint.arb(1)]
    ends = _subdivided(ends, math.sqrt(2 / size)) if size > 0.5 else ends
    rule = [(flint.arb(x), flint.arb(w)) for x, w in gauss_dyadic(order, 64 * (bits // 64 + 1))]
    return [
        ((low_end + (high_end - low_end) * x).mid(), ((high_end - low_end) * w).mid())
        for low_end, high_end in pairwise(ends)
        for x, w in rule
    ]


def _subdivided(ends: list[Any], passing: float) -> list[Any]:
    """Panels cut in four where they pass the branch point: near tau = `passing`, everywhere if that is not small."""
    out = [ends[0]]
    for low, high in pairwise(ends):
        near = passing > 0.8 or (float(low) < 1.5 * passing and float(high) > passing / 1.5)
        out += [(low + (high - low) * k / 4).mid() for k in range(1, 4)] if near else []
        out.append(high)
    return out


def _sum(rough: Edge, at: Constants, delta: Any, nodes: list[tuple[Any, Any]]) -> Any:
    import flint

    near = [(delta * tau * tau / 2).mid() for tau, _ in nodes]
    far = [(delta - x).mid() for x in near]
    starts = np.array([_complex(x) for x in near + far])
    continued = _refined(at, near + far, cut.root_below(rough, starts))
    reflected = _refined(at, near + far, cut.root_reflected(rough, starts))
    total = flint.acb(0)
    count = len(nodes)
    for k, (tau, weight) in enumerate(nodes):
        one, two = continued[k], continued[k + count]
        first, second = reflected[k], reflected[k + count]
        value = _kernel(at, one, two) + _kernel(at, first, second)
        value -= _kernel(at, one, second) + _kernel(at, first, two)
        total = (total + value * (tau * weight)).mid()
    return total * delta / 2


def _complex(x: Any) -> complex:
    return complex(float(x.real.mid()), float(x.imag.mid()))


def _refined(at: Constants, distances: list[Any], starts: Any) -> list[tuple[Any, Any]]:
    """(u, r) at the distances, from double-precision roots."""
    import flint

    steps = max(1, math.ceil(math.log2(flint.ctx.prec / 44)))
    zero = at.zeta == 0
    out = []
    for k, x in enumerate(distances):
        z = at.eps_g + x
        squared = x * (at.eps_g + z)
        if zero:
            out.append((z, _signed_root(squared, complex(starts.r[k]))))
            continue
        p = flint.acb(complex(starts.q[k])) / at.a
        scaled = squared / (at.a * at.a)
        b, m3 = 2 * (1 + at.m), 3 * at.m
        for _ in range(steps):
            one = 1 + p
            outer = (p + b) * p + m3
            slope = p * ((4 * p + 3 * b) * p + 2 * m3) + 2 * scaled * one
            p = (p - (p * p * outer + scaled * one * one) / slope).mid()
        out.append(((z * (1 + p) / (at.m + p)).mid(), (at.a * (1 + p)).mid()))
    return out


def _signed_root(squared: Any, start: complex) -> Any:
    r = (-squared).sqrt().mid()
    return r if abs(_complex(r) - start) < abs(start) else -r


def _kernel(at: Constants, one: tuple[Any, Any], two: tuple[Any, Any]) -> Any:
    """K between the retarded root `one` and the advanced one that mirrors `two`."""
    (u1, r1), (u2, r2) = one, two
    c = (u1 * u2 - 1) / (r1 * r2)
    return ((1 + c) / (r1 + r2 + at.kappa - at.zeta * (1 - c))).mid()
