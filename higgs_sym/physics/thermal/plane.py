"""The parts of chi^-1 at T > 0 that are integrated off the real axis; see `thermal.sums`.

For complex omega with Im omega <= pi T the retarded-advanced integral runs along Im x = Im y = Im omega/2, x + y =
omega as in `thermal.sums`, where the two halves that cancel for small omega are one integral with the weight W; above
it runs along a line of z lowered by half the distance to the nearest singularity, pi T/2. Panels are graded towards
every edge that the line passes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.edge import Root
from higgs_sym.physics.integrals.cold import Frame
from higgs_sym.physics.kernel import Parameters
from higgs_sym.physics.thermal.kernel import mixed_kernel
from higgs_sym.physics.thermal.matsubara import matsubara_sum, thermal_term
from higgs_sym.physics.thermal.panels import Mesh, holds, larger, split


class Heat(NamedTuple):
    """What T > 0 adds to a Frame."""

    T: Any
    digits: int  # weights below 10^-digits of the largest are dropped
    several: tuple[float, ...] = ()  # temperatures from T upwards that share roots, kernels and nodes (float64)

    @property
    def hottest(self) -> Any:
        """The highest temperature."""
        return self.several[-1] if self.several else self.T

    def each(self, function: Callable[[Heat], Any]) -> Any:
        """function(heat), or the array of its values over several temperatures, on a new first axis."""
        if not self.several:
            return function(self)
        return np.stack([function(Heat(T, self.digits)) for T in self.several])


def retarded(frame: Frame, heat: Heat) -> Any:
    """The Matsubara sum."""
    lib, edge, at = frame.lib, frame.edge, frame.at
    size = abs(at.omega)
    scale = 4 * max((size if getattr(size, "ndim", 0) == 0 else size.max()) + 1, abs(edge.base_r), at.kappa)

    def value(points: Number) -> Any:
        seconds = frame.solve(lib.map(lambda z: place(frame, z), points))
        firsts = frame.solve(lib.map(lambda z: place(frame, z + at.omega), points))
        return lib.map(lambda one, two: thermal_term(lib, one, two, at), firsts, seconds)

    return heat.each(lambda one: matsubara_sum(lib, frame.order, one.T, scale, one.digits, value))


def place(frame: Frame, z: Number) -> tuple[Any, Any]:
    """(z, z^2 - m^3), away from the real axis."""
    edge = frame.edge
    return z, ((z - edge.eps_g) * (z + edge.eps_g) if edge.gapped else z * z - edge.m**3)


def weight(frame: Frame, heat: Heat, x: Number, y: Number) -> Any:
    """W/omega of `thermal.sums` for Re x >= 0 and x + y = omega; 1/T at omega = y = 0."""
    lib, T, omega = frame.lib, heat.T, frame.at.omega
    rise = fallen(lib, omega / T) / omega if holds(omega != 0) else 1 / T
    hole = lib.where(lib.positive(y), lambda: 1 + 0 * y, lambda: lib.exp(y / T))
    size = lib.where(lib.positive(y), lambda: y, lambda: -y)
    return 2 * rise * hole / ((1 + lib.exp(-x / T)) * (1 + lib.exp(-size / T)))


def fallen(lib: Any, v: Number) -> Any:
    """1 - exp(-v) without cancellation at small v and without overflow at large v."""
    return lib.where(lib.positive(v - 2), lambda: 1 - lib.exp(-v), lambda: 2 * lib.sinh(v / 2) * lib.exp(-v / 2))


def weighed(mesh: Mesh, heat: Heat, x: Number, y: Number, values: Number) -> Any:
    """The integrals over a mesh of values with their weights at energies x and y."""
    frame = mesh.frame

    def total(one: Heat) -> Any:
        return mesh.total(frame.lib.map(lambda x, y, v: weight(frame, one, x, y) * v, x, y, values))

    return heat.each(total)


def line(frame: Frame, heat: Heat) -> Any:
    """(1/2i) int dz tanh(z/2T) K_RA(z + omega, z), Im omega > 0; columns are on one side of `is_low`."""
    low = holds(is_low(frame.at.omega.imag, frame.lib.pi * heat.T))
    return _symmetric(frame, heat) if low else _lowered(frame, heat)


def is_low(height: Any, limit: Any) -> Any:
    """What decides between different integrals for complex omega."""
    return height <= limit


def _symmetric(frame: Frame, heat: Heat) -> Number:
    """(i/2) int_0^inf ds W K_RA, x = omega/2 + s and y = omega/2 - s."""
    lib, edge, T = frame.lib, frame.edge, heat.T
    half = frame.at.omega / 2
    height = half.imag
    singular = [(half.real, lib.pi * T - height)]
    singular += [(abs(sign * edge.eps_g - half.real), height) for sign in (1, -1)]
    if edge.gapped:
        singular.append((edge.eps_g + half.real, height))

    top = half.real + T * (lib.rational(231, 100) * heat.digits + 2)
    mesh = split(frame, _flat(singular), 0 * height, top, _far_from)
    s, sub = mesh.points, mesh.frame
    half = sub.at.omega / 2
    firsts = frame.solve(lib.map(lambda s: place(frame, half + s), s))
    seconds = frame.solve(lib.map(lambda s: place(frame, half - s), s))

    def term(s: Number, one: Root, two: Root) -> Any:
        return weight(sub, heat, half + s, half - s) * sub.at.omega * mixed_kernel(lib, one, two, sub.at)

    return lib.i / 2 * mesh.total(lib.map(term, s, firsts, seconds))


def _flat(singular: list[tuple[Number, Number]]) -> tuple[Number, ...]:
    return tuple(number for point in singular for number in point)


def _far_from(_frame: Frame, singular: tuple[Number, ...], a: Number, b: Number) -> Any:
    """Whether a panel is no longer than its distance from each of the points (position, height), given flat."""
    short: Any = True
    for position, height in zip(singular[::2], singular[1::2], strict=True):
        short = short & (b - a <= larger(height, larger(a - position, position - b)))
    return short


def _lowered(frame: Frame, heat: Heat) -> Number:
    """Along Im z = -pi T/2, for Im omega > pi T."""
    lib, edge, at, T = frame.lib, frame.edge, frame.at, heat.T
    real, imag = at.omega.real, at.omega.imag
    depth = lib.pi * T / 2
    singular = [(real * 0, lib.pi * T - depth)]
    for position in (edge.eps_g, -edge.eps_g):
        singular += [(position + 0 * real, depth), (position - real, imag - depth)]
    least = max(abs(edge.base_r), at.kappa, abs(edge.base_r) * 0 + 1)
    top = larger(T * (2.31 * heat.digits + 2), 4 * larger(abs(at.omega), least))

    def value(points: Number, at: Parameters) -> Any:
        firsts = frame.solve(lib.map(lambda z: place(frame, z + at.omega), points))
        seconds = frame.solve(lib.map(lambda z: place(frame, -z), points))

        def term(z: Number, one: Root, two: Root) -> Any:
            return _tanh(lib, z / (2 * T)) * mixed_kernel(lib, one, two, at)

        return lib.map(term, points, firsts, seconds)

    shift = lib.i * depth
    mesh = split(frame, _flat(singular), -top, top, _far_from)
    total = mesh.total(value(lib.map(lambda x: x - shift, mesh.points), mesh.frame.at))
    s, w = (lib.collect(each) for each in lib.gauss(frame.order))  # beyond, z = +-top/s, analytic at s = 0
    outer = lib.map(lambda s, w: top * w / (s * s), s, w)
    for sign in (1, -1):
        total = total + lib.dot(value(lib.map(lambda s, sign=sign: sign * top / s - shift, s), at), outer)
    return total / (2 * lib.i)


def _tanh(lib: Any, z: Number) -> Number:
    def right(z: Number) -> Any:
        return fallen(lib, 2 * z) / (1 + lib.exp(-2 * z))

    return lib.where(lib.positive(z), lambda: right(z), lambda: -right(-z))
