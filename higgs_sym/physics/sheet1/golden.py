"""The discontinuity of chi^-1 across the cut, continued below it: what leads from sheet 0 to sheet 1.

chi^-1_1(omega) = [chi^-1(omega^*)]^* + i L(omega), L the integral over the straight line of energies from the turning
point (eps_g, or 0 when gapless) to omega/2 of

    K(1,2) + K(1*,2*) - K(1,2*) - K(1*,2)

between roots at x and omega - x, continued (1, 2) and reflected (1*, 2*). On the cut this is the golden rule. Panels
are found once in float64, by bisection until the integrand is a polynomial on each; the same panels then serve any
arithmetic, which takes double-precision roots as starts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root
from higgs_sym.physics.integrals.legendre import gauss, projection
from higgs_sym.physics.kernel import Parameters, discontinuity, opposite_kernel, plain_kernel
from higgs_sym.physics.roots.track import Track, energy, start_power

ORDER = 20  # nodes per panel in float64
_TAIL = 1e-11  # Legendre coefficients of a smooth panel fall to this, relative to its own largest one
_ROUNDED = 1e-14  # ... or further; below this it is rounding
_NOISY = 1e-7  # ... or to this, if halving the panel has not helped: then it is rounding
_NEGLIGIBLE = 1e-17  # a panel that adds less than this to the whole need not be smooth
_DEEPEST = 46  # bisections
_MOST = 600  # panels
_LONGEST = 1.9  # panel to begin with, in the argument of sinh, whose singularities lie at Im = pi/2
_LEAST = 0.1  # range of it
_ROUNDING = 5e-16
BEND = 2  # a bent line leaves the straight one by i BEND goal/10 on its right


class Panel(NamedTuple):
    """A piece of the line, and how fast the integrand's polynomials converge there."""

    low: float
    high: float
    effort: float = 1.0  # the order a rule needs, over that of the slowest


Polish = Callable[[list[tuple[Any, Any]], Any], Any]  # points (z, D) and double-precision roots there -> Roots


class Grading(NamedTuple):
    """The variable of integration, 0 < tau < 1, in which neither the scales at the edge nor those in the middle crowd.

    x/goal = [sinh(2 tau near)/sinh(near)]^power/4 for tau < 1/2, 1/2 - sinh(2 (1 - tau) far)/(4 sinh(far)) beyond.
    """

    power: int
    near: float
    far: float

    def share(self, lib: NumericBackend, one: Number) -> Callable[[Number], tuple[Any, Any]]:
        """tau -> x/goal and its derivative, for numbers of which `one` is 1."""
        power, near, far = self.power, one * self.near, one * self.far
        edge, middle = 4 * lib.sinh(near) ** power, 4 * lib.sinh(far)

        def at_edge(t: Number) -> tuple[Any, Any]:
            low = lib.sinh(t * near)
            steep = low ** (power - 1) / edge
            return low * steep, lib.cosh(t * near) * steep * (2 * power * near)

        def at_middle(t: Number) -> tuple[Any, Any]:
            return one / 2 - lib.sinh(t * far) / middle, lib.cosh(t * far) / middle * (2 * far)

        def anywhere(tau: Number) -> tuple[Any, Any]:
            close = lib.positive(one - 2 * tau)
            parts = at_edge, (lambda t: at_middle(2 - t))
            if isinstance(close, bool):
                return parts[0 if close else 1](2 * tau)
            return tuple(np.where(close, *pair) for pair in zip(*(part(2 * tau) for part in parts), strict=True))

        return anywhere


class Line:
    """The line to one frequency omega = 2 eps_g + goal (gapless: goal) below the axis, in float64."""

    def __init__(self, edge: Edge, goal: complex, kappa: float, vertex: bool, bend: complex = 0j) -> None:
        self.edge, self.goal, self.power, self.bend = edge, goal, start_power(edge), bend
        self.at = Parameters(2 * edge.eps_g + goal, edge.zeta, kappa, vertex, edge.gapped)
        self.continued = Track(edge, goal, bend) if edge.zeta else None
        self.physical = Track(edge, goal.conjugate(), bend.conjugate()) if edge.zeta else None
        self.size = 0.0  # of the integrand, integrated
        self.lost = max(0, math.ceil(-2 * math.log10(abs(goal))))  # digits that cancel, as far as is known
        self.noise = 0.0  # what rounding may have done to the integral
        self.grading = self._grading()
        self.share = self.grading.share(BACKEND, 1.0)
        self.panels = self._panels()

    def starts(self, tau: Number) -> tuple[Any, Any]:
        """Continued and reflected roots (q or u) at x and then at goal - x; zeta > 0."""
        assert self.continued is not None
        assert self.physical is not None
        sigma = self._sigma(tau)
        return self.continued.starts(sigma), self.physical.starts(sigma).conj()

    def _sigma(self, tau: Number) -> Array:
        share = self.share(tau)[0]
        return np.concatenate([share ** (1 / self.power), (1 - share) ** (1 / self.power)])

    def value(self) -> complex:
        """L in float64."""
        nodes, weights = nodes_on(BACKEND, self.panels, ORDER)
        return complex((self._integrand(nodes) * weights).sum())

    def _integrand(self, tau: Number) -> Array:
        integrand, noise = _integrand(self, tau)
        self._blur = noise
        return integrand

    def _panels(self) -> list[Panel]:
        """Panels in tau on which the integrand is smooth."""
        waiting = [(low, high, math.inf) for low, high in pairwise(self._first())]  # with the tail of the parent
        done: list[Panel] = []
        (x, w), matrix, whole = gauss(ORDER), projection(ORDER), 0.0
        for _ in range(_DEEPEST):
            low, high, before = (np.array(column) for column in zip(*waiting, strict=True))
            width = (high - low)[:, None]
            values = self._integrand((low[:, None] + width * x).ravel()).reshape(-1, ORDER)
            inside, blur = ((part * w * width).sum(1) for part in (np.abs(values), self._blur.reshape(-1, ORDER)))
            coefficients = np.abs(values @ matrix.T)
            tail = coefficients[:, -3:].max(1) / coefficients.max(1)
            whole = max(whole, float(inside.sum()) + self.size)
            smooth = (tail <= _TAIL) | (tail <= _NOISY) & (tail > before / 10) | (inside <= _NEGLIGIBLE * whole)
            smooth |= (tail * inside <= blur) & (tail > before / 10)
            self.size += float(inside[smooth].sum())
            self.noise += float((blur + np.maximum(0, tail - _TAIL) * inside)[smooth].sum())
            effort = math.log(_TAIL) / np.log(np.clip(tail, _ROUNDED, _TAIL))
            done += map(Panel, low[smooth].tolist(), high[smooth].tolist(), effort[smooth].tolist())
            rough = zip(low[~smooth].tolist(), high[~smooth].tolist(), tail[~smooth].tolist(), strict=True)
            waiting = [half for a, b, t in rough for half in ((a, (a + b) / 2, t), ((a + b) / 2, b, t))]
            if not waiting:
                return sorted(done)
            if len(waiting) + len(done) > _MOST:
                break
        raise AccuracyError(
            f"chi_inv on sheet 1: a singularity of the integrand lies on the path to omega = {self.at.omega:.10g}; "
            "move away from it"
        )

    def _grading(self) -> Grading:
        """Graded to the edge and to the middle, as far as the scales there are known."""
        edge, size = self.edge, abs(self.goal)
        smallest = min(s for s in (edge.a * edge.a, edge.star, 1.0) if s)
        width = edge.zeta + min(self.at.kappa, self.at.kappa**2)
        return Grading(
            self.power, _stretch((size / smallest) ** (1 / self.power)), _stretch(size / width if width else 0)
        )

    def _first(self) -> list[float]:
        """Panels to begin with."""
        one, two = (max(1, math.ceil(part / _LONGEST)) for part in self.grading[1:])
        return [*(k / one / 2 for k in range(one)), *((k / two + 1) / 2 for k in range(two + 1))]


def _stretch(ratio: float) -> float:
    """The range of an argument of sinh that spans scales of that ratio."""
    return max(_LEAST, math.asinh(ratio / 4))


def _integrand(line: Line, tau: Any) -> tuple[Any, Any]:
    """dL/dtau in float64, and a bound of its rounding error."""
    edge, goal = line.edge, line.goal
    x, speed = path(line.share(tau), goal, line.bend)
    places = np.concatenate([x, goal - x])
    if line.continued is None:
        roots = [clean_root(BACKEND, edge, places, down) for down in (False, True)]
    else:
        z = energy(edge, places)[0]
        roots = [quartic.root_of(BACKEND, edge, z, start) for start in line.starts(tau)]
    n = len(tau)
    one, two = (tuple(Root(*(part[half] for part in root)) for root in roots) for half in (slice(n), slice(n, None)))
    kernel = partial(opposite_kernel, BACKEND, at=line.at)
    total = discontinuity(kernel, one, two)  # type: ignore[arg-type]
    sizes = sum(_blur(line.at, kernel(a, b), a, b) for a in one for b in two)
    return total * speed, _ROUNDING * sizes * abs(speed)


def _blur(at: Parameters, value: Number, one: Root, two: Root) -> Array:
    """The size of a kernel's rounding error over that of a rounding: one over its denominator, roughly."""
    plus = abs(1 + (one.u * two.u - 1) / (one.r * two.r))
    return abs(value) * (1 + abs(value) / (plus + 1e-300) * (abs(one.r) + abs(two.r) + at.kappa + at.zeta))


def path(share: tuple[Number, Number], goal: Number, bend: Number) -> tuple[Any, Any]:
    """x and dx/dtau from x/goal and its derivative; goal - x is the same path from its other end."""
    part, speed = share
    if bend == 0:
        return goal * part, goal * speed
    rest = part * (1 - part)
    return goal * part + bend * (rest * (2 * part - 1)), (goal + bend * (6 * rest - 1)) * speed


def nodes_on(lib: NumericBackend, panels: Sequence[Panel], order: int, sparing: bool = False) -> tuple[Array, Array]:
    """Gauss nodes and weights on panels; `sparing`: no more than each of them needs."""
    nodes, weights = [], []
    for low, high, effort in panels:
        x, w = lib.gauss(math.ceil(effort * order) if sparing else order)
        one = x[0] * 0 + 1
        start, width = one * low, one * high - one * low
        nodes += [start + width * a for a in x]
        weights += [width * b for b in w]
    return lib.collect(nodes), lib.collect(weights)


def clean_root(lib: Any, edge: Edge, x: Number, reflected: bool) -> Root:
    """zeta = 0: r = -i sqrt(D) continued through the cut, or reflected."""
    turn = lib.i if reflected else -lib.i
    r = turn * lib.sqrt(x + 0 * lib.i) * lib.sqrt(2 * edge.eps_g + x)
    return Root(r, r, edge.eps_g + x)


def integral(
    lib: NumericBackend, edge: Edge, line: Line, goal: Number, kappa: Number, order: int, polish: Polish
) -> tuple[Any, Any]:
    """L at omega = 2 eps_g + goal, numbers and edge of the arithmetic `lib`, with the panels and roots of `line`.

    Also the integral of K(1*,2*) alone, which chi^-1 on sheet 0 takes along the same way.
    """
    nodes, weights = nodes_on(lib, line.panels, order, True)
    at = Parameters(2 * edge.eps_g + goal, edge.zeta, kappa, line.at.vertex, edge.gapped)
    bend = goal * BEND * lib.i if line.bend else 0
    share = line.grading.share(lib, nodes[0] * 0 + 1)
    steps = [path(share(tau), goal, bend) for tau in nodes]
    near = [x for x, _ in steps]
    places = near + [goal - x for x in near]
    if line.continued is None:
        sheets = [[clean_root(lib, edge, x, down) for x in places] for down in (False, True)]
    else:
        points = [energy(edge, x) for x in places]
        rough = np.array([float(tau) for tau in nodes])
        sheets = [polish(points, starts) for starts in line.starts(rough)]
    pairs = list(zip(*sheets, strict=True))
    kernel, n = partial(plain_kernel, at=at), len(near)
    physical = [kernel(one, two) for one, two in zip(sheets[1][:n], sheets[1][n:], strict=True)]
    terms = [discontinuity(kernel, pairs[k], pairs[k + n], physical[k]) for k in range(n)]
    measures = [w * speed for w, (_, speed) in zip(weights, steps, strict=True)]
    gathered = lib.collect(measures)
    return lib.dot(lib.collect(terms), gathered), lib.dot(lib.collect(physical), gathered)
