"""The linear-response kernel K of the amplitude mode, written once for every number type.

    K = (1 + C) / [r_1 + r_2 + kappa - zeta (1 - C)],   C_RR = -(u_1 u_2 + 1)/(r_1 r_2),  C_RA = (u_1 u_2 - 1)/(r_1 r_2)

(the advanced function at -z is the retarded one at z with u -> -u, so one routine in v_2 = u_2 or -u_2 serves both). Of
the term in zeta, -zeta belongs to the dressed energies and zeta C is the pair-breaking vertex correction, which
vertex=False drops. Identities of the Usadel equation remove cancellations:

    1 + C = -[(u_1 + v_2)^2 + (r_1 - r_2)^2]/(2 r_1 r_2)
          = -(r_1 - r_2)^2 (1 - u_1 v_2 + r_1 r_2)/[r_1 r_2 (u_1 - v_2)^2]
          = -(u_1 + v_2)^2/[r_1 r_2 (1 + u_1 v_2 + r_1 r_2)]
    1 - C = (r_1 + r_2)^2/[r_1 r_2 (1 - u_1 v_2 + r_1 r_2)]
    r_1 + r_2 - zeta (1 - C) = omega (r_1 + r_2)/(u_1 - v_2)        for energies that differ by omega
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from higgs_sym.arithmetic.types import Lib, Number, Scalar
from higgs_sym.physics.edge import Root


class Parameters(NamedTuple):
    """What a kernel depends on besides the roots."""

    omega: Any
    zeta: Any
    kappa: Any
    vertex: bool
    gapped: bool


def pair_kernel(
    lib: Lib, first: tuple[Number, Number], second: tuple[Number, Number], difference: Number, at: Parameters
) -> Scalar:
    """K for roots (u_1, r_1) and (v_2, r_2); `difference` = r_1 - r_2, needed only when gapped."""
    (u1, r1), (v2, r2) = first, second
    total, apart, product = u1 + v2, u1 - v2, r1 * r2
    if not at.gapped:
        difference = -apart * total / (r1 + r2)

    def far() -> Scalar:
        if at.gapped:
            return -difference * difference * (1 - u1 * v2 + product) / (product * apart * apart)
        return -total * total / (product * (1 + u1 * v2 + product))

    def close() -> Scalar:
        return -(total * total + difference * difference) / (2 * product)

    near, wide = abs(apart), abs(total)
    one_plus_c = lib.where(near > wide, far, close)
    if not at.vertex:
        return one_plus_c / (r1 + r2 + at.kappa - at.zeta)
    # Rounding in the first form grows like |u|/|apart|, in the second like |apart|/omega.
    size = near + wide  # |u_1| + |v_2| up to a factor of 2
    denominator = lib.where(
        (near * near > size * abs(at.omega)) & (near > size / 2**10),
        lambda: (r1 + r2) * at.omega / apart,
        lambda: r1 + r2 - (2 - one_plus_c) * at.zeta,
    )
    return one_plus_c / (denominator + at.kappa)


def subtracted_kernel(lib: Lib, first: Scalar, second: Scalar, at: Parameters) -> Scalar:
    """1/r_2 - K for roots with q = r - base_r, r, u (as `integrals.paths.RayPoint`), both on the retarded sheet.

    Deep in the gapless state both terms are ~ 1/zeta and their difference ~ 1/zeta^3: there the subtraction is
    done on paper, with 1 - C and u_1 - u_2 from the identities above.
    """
    if at.gapped or abs(at.zeta) < 2:
        return 1 / second.r - pair_kernel(lib, (first.u, first.r), (second.u, second.r), first.q - second.q, at)
    total_r, product = first.r + second.r, first.r * second.r
    one_minus_c = total_r * total_r / (product * (1 - first.u * second.u + product))
    bare = total_r - at.zeta * one_minus_c
    difference = -at.omega * (first.u + second.u) / bare  # r_1 - r_2
    if not at.vertex:
        shifted = at.kappa - at.zeta
        return (shifted + difference + second.r * one_minus_c) / (second.r * (total_r + shifted))
    return (at.kappa + difference + second.q * one_minus_c) / (second.r * (bare + at.kappa))


def symmetric_kernel(lib: Lib, u: Scalar, r: Scalar, at: Parameters) -> Scalar:
    """K for z_1 = omega/2 + iy and z_2 = -conj(z_1), where r_2 = conj(r), u_2 = -conj(u): a real number."""
    size = r.real * r.real + r.imag * r.imag
    # u^2 + r^2 = 1 makes Re u Im u = -Re r Im r; divide by the larger real part.
    one_plus_c = lib.where(
        u.real > r.real,
        lambda: 2 * r.imag * r.imag * (1 + (r.real / u.real) ** 2) / size,
        lambda: 2 * u.imag * u.imag * (1 + (u.real / r.real) ** 2) / size,
    )
    if not at.vertex:
        return one_plus_c / (2 * r.real + at.kappa - at.zeta)
    denominator = lib.where(
        (2 * u.real * u.real > at.omega * abs(u)) & (u.real > abs(u) / 2**10),
        lambda: at.omega * r.real / u.real,
        lambda: 2 * r.real - at.zeta * (2 - one_plus_c),
    )
    return one_plus_c / (denominator + at.kappa)


def opposite_kernel(lib: Lib, one: Root, two: Root, at: Parameters) -> Scalar:
    """K between the root `one` and the advanced one that mirrors `two`, on any sheets; the energies add up to omega.

    Where r_1 and -r_2 are nearly equal the gapless form of 1 + C would be 0/0; there r_1 - r_2 is as good as any.
    """
    total, apart = one.r + two.r, one.r - two.r
    if at.gapped:
        difference = one.q - two.q
    else:
        difference = lib.where(
            abs(apart) > abs(total) / 2, lambda: apart, lambda: -(one.u - two.u) * (one.u + two.u) / total
        )
    return pair_kernel(lib, (one.u, one.r), (-two.u, two.r), difference, at._replace(gapped=True))


def plain_kernel(one: Root, two: Root, at: Parameters) -> Scalar:
    """`opposite_kernel` as it is defined, for numbers that know how many digits cancellation has cost them."""
    product, crossed = one.r * two.r, one.u * two.u - 1  # C is their quotient
    shifted = (one.r + two.r + (at.kappa - at.zeta)) * product
    return (product + crossed) / (shifted + at.zeta * crossed if at.vertex else shifted)


def discontinuity(
    kernel: Callable[[Root, Root], Number],
    one: tuple[Root, Root],
    two: tuple[Root, Root],
    reflected: Number | None = None,
) -> Number:
    """K(1,2) + K(1*,2*) - K(1,2*) - K(1*,2), either energy with its root on both sheets: what the cut adds, twice.

    `reflected` is K(1*,2*), where it is known.
    """
    known = kernel(one[1], two[1]) if reflected is None else reflected
    return kernel(one[0], two[0]) + known - kernel(one[0], two[1]) - kernel(one[1], two[0])
