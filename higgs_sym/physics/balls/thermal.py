"""chi^-1 at T > 0 as a ball: the representation of `thermal.sums`, certified part by part.

    chi^-1 = Matsubara sum + (1/2i) int dz tanh(z/2T) K_RA(z + omega, z),   -min(Im omega, pi T) < Im z < 0,

the first root retarded, the second advanced: minus the root at -z. The sum is certified in `balls.matsubara`.

Im omega > 0. The line Im z = -depth lies in the strip wherever it is drawn, and z + omega and -z lie in the upper
half-plane, where `balls.root` certifies the physical root. Beyond |Re z| = X, tanh(z/2T) = +-(1 - 2/(exp(|x|...) + 1)):
the part with +-1 is integrated to infinity in the variable of `balls.far`, and in the other |z^2 K_RA| <= G, certified,
leaves at most (G/X^2) T exp(-X/T)/(1 - exp(-X/T)) on either side.

Real omega: see `balls.thermal_axis`.
"""

from __future__ import annotations

import math

import flint

from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import UndecidedError
from higgs_sym.physics.balls import thermal_axis
from higgs_sym.physics.balls.far import eta_on, far_mixed, far_root, far_scale, largest
from higgs_sym.physics.balls.matsubara import matsubara_sum, roots_along
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.balls.window import one_integral
from higgs_sym.physics.thermal.kernel import mixed_kernel

_I = flint.acb(0, 1)


def chi_inv(p: Problem, T: Ball) -> Ball:
    """An acb that contains chi^-1 for every parameter in the balls (T > 0); not finite if nothing could be proved."""
    turn = matsubara_sum(p, T)
    if p.omega.imag == 0:
        return thermal_axis.chi_inv(p, T, turn)
    return turn + _line(p, T)


def _line(p: Problem, T: Ball) -> Ball:
    depth = flint.arb(min(math.pi * float(T), float(p.omega.imag)) / 2)
    if not (0 < depth < flint.arb.pi() * T and depth < p.omega.imag):
        raise UndecidedError(f"Im omega = {p.omega.imag}: on or above the real axis is undecided; use a smaller ball")
    shift = flint.acb(0, -depth)
    top = max(far_scale(p), float(T) * flint.ctx.prec * math.log(2))
    ends = _ends(p, float(T), float(depth), top)
    first = roots_along(p, lambda x: x + shift + p.omega, flint.acb(1), ends)
    second = roots_along(p, lambda x: -(x + shift), flint.acb(-1), ends)

    def integrand(x: Ball) -> Ball:
        return tanh((x + shift) / (2 * T)) * mixed_kernel(BACKEND, first(x), second(x), p.at)

    total = one_integral(integrand, ends)
    for sign in (1, -1):
        total += sign * _beyond(p, T, flint.acb(sign * ends[-1]), shift)
    return total / (2 * _I)


def _ends(p: Problem, T: float, depth: float, top: float) -> list[Ball]:
    """Panels that double away from the edges and from the poles of tanh."""
    omega, edge = complex(p.omega), p.rough.eps_g
    marks = {0.0: max(T, depth), edge: depth, -edge: depth, edge - omega.real: depth, -edge - omega.real: depth}
    found = {-top, top}
    for mark, step in marks.items():
        while step < top:
            found |= {x for x in (mark - step, mark + step) if abs(x) < top}
            step *= 4
        found.add(mark)
    kept = [-top]
    for x in sorted(found)[1:-1]:
        if x - kept[-1] > depth / 8:
            kept.append(x)
    return [flint.arb(x) for x in [*kept, top]]


def tanh(z: Ball) -> Ball:
    """tanh(z); not finite on balls that may hold a pole."""
    if float(z.real.mid()) < 0:
        return -tanh(-z)
    decayed = (z * -2).exp()
    return (1 - decayed) / (1 + decayed)


def _beyond(p: Problem, T: Ball, top: Ball, shift: Ball) -> Ball:
    """int |tanh| K_RA over z = top/s + shift, 0 < s < 1, |tanh| standing for tanh times the sign of Re z."""
    first = far_root(p, top, shift, 1, p.omega)
    second = far_root(p, top, shift, -1, flint.acb(0))
    eta = eta_on(top, shift)

    def scaled(s: Ball) -> Ball:
        return far_mixed(p, eta(s), first(s), second(s))

    def integrand(s: Ball) -> Ball:  # |dz| = |top| ds/s^2 and eta/s = 1/(top + shift s)
        ratio = 1 / (top + shift * s)
        return scaled(s) * ratio * ratio * abs(top)

    far = abs(top)
    decayed = (-far / T).exp()
    bound = 2 * largest(scaled) * T * decayed / (1 - decayed) / (far * far)
    return one_integral(integrand, [flint.arb(0), flint.arb(0.25), flint.arb(1)]) + flint.acb(
        flint.arb(0, bound), flint.arb(0, bound)
    )
