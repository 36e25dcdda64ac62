"""K between two quasiparticles on the real axis, with the real and the imaginary part accurate each for itself.

Write u = sin(phi), r = cos(phi), phi = theta + i w. With phi_1 on the retarded lip at energy x and phi_2 the root of
the second energy, for retarded-retarded or (phi_2 conjugated) retarded-advanced pairs of energies that differ by omega,

    d = (phi_1 - phi_2)/2,  s = (phi_1 + phi_2)/2:    K = -2 sin(s)^2 / [r_1 r_2 (omega cot(d) + kappa)]

The golden rule needs Re K, which for small zeta is a small part of K, and cot(d) at nearly equal energies. So theta and
w are carried apart. Three identities of the lip make them accurate:

    |u|^2 + |r|^2 = cosh(2w),    Re r = zeta cosh(w)^2/|r|^2,
    x_1 - x_2 = 2 sin(M) [cos(P) - zeta cos(M)/(r_1 r_2)],    P, M = (phi_1 +- phi_2)/2 on the same lip.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.edge import Edge, Root
from higgs_sym.physics.kernel import Parameters, pair_kernel


class Lip(NamedTuple):
    """A root on the upper lip of the cut: cos and sin of theta, sinh and cosh of w; q = r - base_r, and r."""

    c: Any
    s: Any
    sinh: Any
    cosh: Any
    q: Any
    r: Any


class Half(NamedTuple):
    """A complex angle alpha + i beta by sin and cos of alpha, sinh and cosh of beta."""

    s: Any
    c: Any
    sinh: Any
    cosh: Any


def lip(lib: NumericBackend, edge: Edge, root: Any) -> Lip:
    """The real parametrisation of a root (anything with q, r, u) at a real energy > eps_g."""
    q, r, u = root.q, root.r, root.u
    size = r.real * r.real + r.imag * r.imag
    cosh = lib.sqrt((1 + size + u.real * u.real + u.imag * u.imag) / 2)
    if edge.zeta == 0:
        c, s, sinh = 0 * cosh, 0 * cosh + 1, -r.imag
    else:
        c = edge.zeta * cosh / size
        if edge.gapped:
            s = u.real / cosh
            sinh = -q.imag / s
        else:
            sinh = u.imag / c
            s = -q.imag / sinh
    return Lip(c, s, sinh, cosh, q, c * cosh - lib.i * (s * sinh))


def rates(lib: NumericBackend, edge: Edge, one: Lip, two: Lip, apart: Number, scattering: bool, at: Parameters) -> Any:
    """omega K_RA, and omega K_RR at the same energies.

    `apart` is the energy of the first minus that of the second quasiparticle. They are scattered into one another
    (apart = omega), or both created (their energies add up to omega).
    """
    plus, minus, beta_plus, beta_minus = _halves(lib, edge, one, two, apart)
    straight, crossed = one.r * two.r, one.r * lib.conj(two.r)
    if scattering:
        mixed = _rate(lib, Half(*minus, *beta_plus), Half(*plus, *beta_minus), crossed, at)
        retarded = _rate(lib, Half(*minus, *beta_minus), Half(*plus, *beta_plus), straight, at)
    else:
        mixed = _rate(lib, Half(*plus, *beta_plus), Half(*minus, *beta_minus), straight, at)
        retarded = _rate(lib, Half(*plus, *beta_minus), Half(*minus, *beta_plus), crossed, at)
    return mixed, retarded


def _rate(lib: NumericBackend, d: Half, s: Half, product: Number, at: Parameters) -> Number:
    """omega K; at omega = 0 its limit."""
    sin_s, cos_s = _sine(lib, s), _cosine(lib, s)
    sin_d, cos_d = _sine(lib, d), _cosine(lib, d)
    numerator = -2 * sin_s * sin_s / product
    if not at.vertex:
        return numerator * at.omega / (2 * cos_s * cos_d - at.zeta + at.kappa)
    if at.kappa == 0:
        return numerator * sin_d / cos_d
    return numerator * sin_d * at.omega / (at.omega * cos_d + at.kappa * sin_d)


def _sine(lib: NumericBackend, angle: Half) -> Number:
    return angle.s * angle.cosh + lib.i * (angle.c * angle.sinh)


def _cosine(lib: NumericBackend, angle: Half) -> Number:
    return angle.c * angle.cosh - lib.i * (angle.s * angle.sinh)


def _halves(lib: NumericBackend, edge: Edge, one: Lip, two: Lip, apart: Number) -> tuple[tuple[Number, Number], ...]:
    """(sin, cos) of (theta_1 +- theta_2)/2, then (sinh, cosh) of (w_1 +- w_2)/2."""
    cos_sum, sin_sum = one.c * two.c - one.s * two.s, one.s * two.c + one.c * two.s
    low, high = lib.sqrt((1 - cos_sum) / 2), lib.sqrt((1 + cos_sum) / 2)
    obtuse = lib.positive(-cos_sum)
    sin_plus = lib.where(obtuse, lambda: low, lambda: sin_sum / (2 * high))
    cos_plus = lib.where(obtuse, lambda: sin_sum / (2 * low), lambda: high)
    cosh_sum, sinh_sum = one.cosh * two.cosh + one.sinh * two.sinh, one.sinh * two.cosh + one.cosh * two.sinh
    cosh_plus = lib.sqrt((1 + cosh_sum) / 2)
    cosh_minus = lib.sqrt((1 + (1 + one.sinh * one.sinh + two.sinh * two.sinh) / cosh_sum) / 2)
    cos_minus = lib.sqrt((1 + one.c * two.c + one.s * two.s) / 2)
    sinh_minus = (one.sinh - two.sinh) * (one.sinh + two.sinh) / sinh_sum / (2 * cosh_minus)
    sin_minus = (one.s * two.c - one.c * two.s) / (2 * cos_minus)
    # these two cancel at nearly equal energies; `apart` does not
    cosine = cos_minus * cosh_minus - lib.i * (sin_minus * sinh_minus)
    sine = sin_minus * cosh_minus + lib.i * (cos_minus * sinh_minus)
    product = one.r * two.r
    sine = apart * product * cosine / (2 * _stiffness(lib, edge, one, two, cosine, sine))
    return (
        (sin_plus, cos_plus),
        (sine.real / cosh_minus, cos_minus),
        (sinh_sum / (2 * cosh_plus), cosh_plus),
        (sine.imag / cos_minus, cosh_minus),
    )


def _stiffness(lib: NumericBackend, edge: Edge, one: Lip, two: Lip, cosine: Number, sine: Number) -> Number:
    """r_1 r_2 cos(P) cos(M) - zeta cos(M)^2; at the gap edge, where it vanishes, in terms of q."""
    b, zeta = edge.base_r, edge.zeta
    total, product = one.q + two.q, one.q * two.q

    def near() -> Any:
        start = 0 if edge.gapped else zeta * edge.zeta2_minus_1  # b^3 - zeta
        rise = (3 * b * total + total * total + 2 * product) * b + product * total
        return start + rise / 2 + zeta * sine * sine

    def far() -> Any:
        return one.r * two.r * (one.r + two.r) / 2 - zeta * cosine * cosine

    return lib.where(abs(one.q) + abs(two.q) < b / 2, near, far)


def mixed_kernel(lib: Any, one: Root, two: Root, at: Parameters) -> Number:
    """K_RA away from the real axis; `two` is the retarded root at minus the second energy.

    Where u_1 + v and r_1 - r_2 are large (v = -u_2; scattering at high energies), 1 + C ~ 1/z^2 and the denominator
    ~ omega follow from them without cancellation; elsewhere `pair_kernel` is as good.
    """
    v = -two.u
    total, difference, product = one.u + v, one.q - two.q, one.r * two.r
    folded = 1 + one.u * v + product
    large = (abs(total) > (abs(one.u) + abs(v)) / 2) & (abs(difference) > (abs(one.r) + abs(two.r)) / 2)
    large = large & (abs(folded) > (1 + abs(one.u * v)) / 4)

    def scattering() -> Any:
        bare = -at.omega * total / (one.r - two.r) if at.vertex else one.r + two.r - at.zeta
        return -total * total / (product * folded * (bare + at.kappa))

    return lib.where(large, scattering, lambda: pair_kernel(lib, (one.u, one.r), (v, two.r), difference, at))
