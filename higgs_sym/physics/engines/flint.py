"""The engine in flint numbers. See `engines.digits`.

The radii of the result bound what rounding did between the nodes' roots and the sum; the error control takes the
larger of them and its own estimate. What depends on zeta alone is kept for the next frequency.

Cost, in CPU seconds of one core of an AMD EPYC: 0.016 for 30 digits of chi^-1(2) at zeta = 0.1, growing as digits^1.43
from 30 to 300 digits; the slowest of 260 random points at T = 0 took 0.3 (59 digits, zeta = 1.5e-6, omega = 13.5), at
T > 0 0.8 (15 digits, omega = 2 + 1e-9 i, zeta = 0.1, T = 0.2). mpmath takes 8 to 14 times as long. The time goes into
single operations from Python (0.1 to 0.5 microseconds each, whatever the precision up to 60 digits): a root costs 10
microseconds, a kernel 8, and there are 250 nodes in the fine and 160 in the coarse rule at 30 digits.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import bits, to_arb, to_flint, to_fraction, to_mp
from higgs_sym.arithmetic.flint_backend import FlintBackend
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import Edge, Root, edge_float, edge_mp, on_edge
from higgs_sym.physics.engines import digits as error_control
from higgs_sym.physics.engines.digits import Blur, Engine
from higgs_sym.physics.integrals.cold import Frame
from higgs_sym.physics.kernel import Parameters
from higgs_sym.physics.roots import flint as root_flint
from higgs_sym.physics.roots import float64 as root_float64
from higgs_sym.physics.roots.mp import solve_scalar

_FIRST_EXTRA = 20  # digits
_MAX_EXTRA = 10_000  # nothing that fits the input bounds comes this close to the edge without meeting it


class Tables(NamedTuple):
    """What depends on zeta and the precision alone."""

    lib: FlintBackend
    edge: Edge
    rough: Edge  # in float64
    zeta: Any
    digits: int

    def roots(self, points: list[tuple[Ball, Ball]]) -> list[Root]:
        """Physical roots at (z, D) pairs."""
        starts = root_float64.starts(self.rough, points) if self.rough.zeta else []
        return root_flint.solve(self.edge, points, starts, self._rescue)

    def _rescue(self, point: tuple[Ball, Ball]) -> Root:
        context = results.context(self.digits)
        z, squared = (to_mp(flint.acb(part), context) for part in point)
        root = solve_scalar(context, edge_mp(self.zeta, context), z, squared, None)
        return Root(*(flint.acb(to_flint(context.mpc(part))) for part in root))


@lru_cache(maxsize=16)
def tables(zeta: Ball, digits: int) -> Tables:
    """The tables for an exact zeta."""
    context = results.context(digits)
    edge = edge_mp(zeta, context).converted(to_flint)
    return Tables(FlintBackend(), edge, edge_float(zeta), zeta, digits)


def frame(omega: Ball, zeta: Ball, kappa: Ball, digits: int, vertex: bool) -> Frame:
    """Everything at `digits` digits, the distance from the threshold included; flint must be `precise(digits)`."""
    kept = tables(zeta, digits)
    edge = kept.edge
    w = number(omega, digits)
    delta = from_threshold(omega, zeta, digits) if edge.gapped else w
    at = Parameters(w, edge.zeta, number(kappa, digits), vertex, edge.gapped)
    return Frame(kept.lib, edge, delta, at, kept.roots, 0)


def precise(digits: int) -> Ball:
    """Flint at that many digits."""
    return flint_precision(bits(digits + 1))


def number(value: Ball, digits: int) -> Any:
    """An exact number; flint must be `precise(digits)`."""
    if isinstance(value, tuple):
        return flint.acb(number(value[0], digits), number(value[1], digits))
    if isinstance(value, Fraction):
        return to_arb(value).mid()
    return to_flint(inputs.to_mp(value, results.context(digits)))


def from_threshold(omega: Ball, zeta: Ball, digits: int) -> Ball:
    """omega - 2 eps_g to full relative accuracy, exactly 0 at the threshold."""
    if isinstance(omega, tuple):
        return flint.acb(from_threshold(omega[0], zeta, digits), number(omega[1], digits))
    extra = _FIRST_EXTRA
    while not on_edge(omega / 2, zeta) and extra < _MAX_EXTRA:
        with precise(digits + extra):
            distance = number(omega, digits + extra) - 2 * tables(zeta, digits + extra).edge.eps_g
            if abs(distance) > flint.arb(10) ** (15 - extra):
                break
        extra *= 4
    else:
        return flint.arb(0)
    return (+distance).mid()


def _shown(value: Ball, digits: int) -> tuple[Ball, Blur]:
    value = flint.acb(value)
    if not value.is_finite():
        raise AccuracyError(f"chi_inv: the integrand is singular on the path with {digits} digits; ask for more digits")
    return to_mp(value, results.context(digits)), (_log10_radius(value.real), _log10_radius(value.imag))


def _log10_radius(x: Ball) -> float:
    radius = x.rad()
    return float(radius.log()) / math.log(10) if radius > 0 else -math.inf


ENGINE = Engine(precise, frame, number, _shown)


def chi_inv(omega: Ball, zeta: Ball, kappa: Ball, digits: int, vertex: bool = True, T: Ball = 0) -> Any:
    """`digits.chi_inv` in this engine; omega exact as there, or an mpmath number as the number it is."""
    if hasattr(omega, "_mpc_"):
        real, imag = to_fraction(omega.real), to_fraction(omega.imag)
        omega = (real, imag) if imag else real
    elif hasattr(omega, "_mpf_"):
        omega = to_fraction(omega)
    return error_control.chi_inv(ENGINE, omega, zeta, kappa, digits, vertex, T)
