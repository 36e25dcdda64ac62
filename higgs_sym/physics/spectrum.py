"""Quasiparticle spectrum: gap edge, spectral root u(z) and density of states, gapped and gapless."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.types import Answer, Context, Input, Scalar
from higgs_sym.arrays import Array, Given, RealArray, each, given, over, real_array, upper_array
from higgs_sym.errors import InputError
from higgs_sym.inputs import check_digits, check_size, exact_real, to_mp, upper_exact
from higgs_sym.physics.edge import Edge, distance_from_edge, edge_float, edge_mp
from higgs_sym.physics.roots import float64 as root_float64
from higgs_sym.physics.roots import mp as root_mp
from higgs_sym.quantity import not_negative, promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

_GUARD = 12
_MANY = 300
HIGHEST = 1e60  # energy of a root in digits


@QUANTITIES.register(id="gap", latex=r"\varepsilon_g/\Delta", source=Source("DzeroKamenev2025", "Eq. (10)"))
@promised
def gap(zeta: Input, digits: int | None = None) -> Answer:
    r"""Quasiparticle gap eps_g/Delta, and 0 in the gapless state zeta >= 1.

    .. math:: \varepsilon_g/\Delta = (1-\zeta^{2/3})^{3/2}

    Parameters
    ----------
    zeta : real number or array
        Pair breaking Gamma/Delta >= 0, any shape.
    digits : int, optional
        Correct decimal digits, 10 to 100; float64 if not given.

    Returns
    -------
    float, array or mpf
        Floats correctly rounded (more than 300 at once to an ulp), or an mpf with `digits` correct digits, also as
        zeta -> 1.

    Raises
    ------
    InputError
        For zeta < 0, non-finite or complex zeta, and digits out of range.

    Notes
    -----
    Source: DzeroKamenev2025, Eq. (10).
    """
    rates: Given = {"zeta": (zeta, partial(exact_real, minimum=0))}
    count, numbers = check_digits(digits), given("zeta", zeta)
    if count is None and numbers.size > _MANY and numbers.dtype.kind in "iuf":
        return _gaps(real_array("zeta", zeta, minimum=0))
    if count is None:
        return over(lambda x, z: np.full(x.shape, edge_float(z).eps_g), "zeta", np.zeros(()), rates)
    return each(lambda z: results.real(edge_mp(z, results.context(count + _GUARD)).eps_g, count), rates)


def _gaps(zeta: RealArray) -> RealArray:
    """Where long doubles are longer than doubles, nearly always correctly rounded."""
    rate = np.minimum(zeta, 1).astype(np.longdouble)
    a = np.cbrt(rate)
    m = (1 - rate) * (1 + a) / (1 + a + a * a)
    return np.asarray(m * np.sqrt(m), dtype=np.float64)


@QUANTITIES.register(id="spectral_u", latex=r"u(z)", source=Source("DzeroKamenev2025", "Eq. (6)"))
@promised
def spectral_u(z: Input, zeta: Input, digits: int | None = None) -> Answer:
    r"""Physical root u = coth(theta_R) of the equation of the spectrum, the one with Im u >= 0.

    .. math:: z = u\left(1-\frac{\zeta}{\sqrt{1-u^2}}\right)

    Parameters
    ----------
    z : complex number or array
        Energy eps/Delta with Im z >= 0 (real z means z + i0), any shape.
    zeta : real number or array
        Pair breaking Gamma/Delta >= 0.
    digits : int, optional
        Correct decimal digits, 10 to 100; double precision if not given.

    Returns
    -------
    complex, array or mpc
        complex128 with relative error <= 1e-13, or an mpc with `digits` correct digits in either part. Inside the gap u
        is real.

    Raises
    ------
    InputError
        For Im z < 0, zeta < 0, non-finite input and digits out of range.

    Notes
    -----
    Source: DzeroKamenev2025, Eq. (6); the root is the attracting fixed point (see `roots.float64`).
    """
    count = check_digits(digits)
    rates: Given = {"zeta": (zeta, not_negative)}
    if count is None:
        return over(lambda z, rate: _root_array(edge_float(rate), z)[0], "z", upper_array("z", z), rates)
    context = results.context(count + _GUARD)
    energy = partial(upper_exact, largest=HIGHEST)
    return each(lambda z, rate: results.cplx(_root_scalar(context, z, rate)[0], count), {"z": (z, energy), **rates})


@QUANTITIES.register(id="dos", latex=r"N(\varepsilon)/N_0", source=Source("AbrikosovGorkov1961"))
@promised
def dos(eps: Input, zeta: Input, digits: int | None = None) -> Answer:
    r"""Density of states over that of the normal metal, even in eps.

    .. math:: N(\varepsilon)/N_0 = \mathrm{Re}\cosh\theta_R = \mathrm{Im}\,\frac{u}{r},\qquad r=\sqrt{1-u^2}

    Parameters
    ----------
    eps : real number or array
        Energy over Delta, any shape.
    zeta : real number or array
        Pair breaking Gamma/Delta >= 0.
    digits : int, optional
        Correct decimal digits, 10 to 100; float64 if not given.

    Returns
    -------
    float, array or mpf
        Floats with relative error <= 1e-12, also next to the edge, or an mpf with `digits` correct digits; exactly 0
        inside the gap. At zeta = 0, eps = 1 it is infinite.

    Raises
    ------
    InputError
        For complex or non-finite eps, zeta < 0 and digits out of range.

    Notes
    -----
    Source: AbrikosovGorkov1961.
    """
    count = check_digits(digits)
    rates: Given = {"zeta": (zeta, not_negative)}
    if count is None:
        energies = upper_array("eps", eps)
        if np.any(energies.imag != 0):
            raise InputError("eps", eps, "finite real numbers")
        return over(lambda x, rate: _densities(edge_float(rate), np.abs(x)), "eps", energies.real, rates)
    context = results.context(count + _GUARD)
    return each(
        lambda x, rate: results.real(_density_digits(context, abs(x), rate), count), {"eps": (eps, _energy), **rates}
    )


def _energy(name: str, value: Scalar) -> Scalar:
    place = exact_real(name, value)
    check_size(name, value, place, HIGHEST)
    return place


def _densities(edge: Edge, energies: Array) -> Array:
    """The density of states at energies >= 0."""
    u, r = _root_array(edge, energies + 0j)
    with np.errstate(divide="ignore", invalid="ignore"):
        density = np.where(np.abs(r) > 0, _density(np.where, u, r), np.inf)
    return np.where(inside(edge, energies), 0.0, density)


def _density_digits(context: Context, energy: Scalar, zeta: Scalar) -> Scalar:
    u, r = _root_scalar(context, energy, zeta)
    if not r:
        return context.inf
    if not context.mpc(r).imag and not context.mpc(u).imag:
        return context.mpf(0)
    return _density(lambda test, yes, no: yes if test else no, context.mpc(u), context.mpc(r))


def _density(where: Scalar, u: Scalar, r: Scalar) -> Scalar:
    """Im(u/r) with Re u Im u = -Re r Im r used to divide by the larger real part."""
    by_u = where(u.real > r.real, u.real, 1 + 0 * u.real)
    by_r = where(u.real > r.real, 1 + 0 * r.real, r.real)
    size = r.real * r.real + r.imag * r.imag
    return where(
        u.real > r.real,
        -r.imag * (r.real * r.real / by_u + u.real),
        u.imag * (r.real + u.real * u.real / by_r),
    ) / where(size > 0, size, 1 + 0 * size)


def inside(edge: Edge, energies: Scalar) -> Scalar:
    """Whether real energies >= 0 lie in the gap, decided with the low part of eps_g (float64)."""
    return edge.gapped & ((energies - edge.eps_g) - edge.eps_low <= 0) & (edge.zeta > 0) | (
        edge.gapped & (edge.zeta == 0) & (energies < 1)
    )


def _root_array(edge: Edge, z: Scalar) -> tuple[Scalar, Scalar]:
    flip = z.real < 0
    z = np.where(flip, -z.conj(), z)
    squared = ((z - edge.eps_g) - edge.eps_low) * (z + edge.eps_g) if edge.gapped else z * z - edge.m**3
    _, r, u = root_float64.solve(edge, z, squared)
    gap = (z.imag == 0) & inside(edge, z.real)
    u = np.where(gap, u.real, u)
    r = np.where(gap, r.real, r)
    return np.where(flip, -u.conj(), u), np.where(flip, r.conj(), r)


def _root_scalar(ctx: Context, z: Scalar, zeta: Scalar) -> tuple[Scalar, Scalar]:
    edge = edge_mp(zeta, ctx)
    value = ctx.mpc(to_mp(z, ctx))
    if not value and not edge.gapped:  # also at zeta = 1, where u and z vanish together
        return ctx.mpc(0, ctx.sqrt(edge.zeta2_minus_1)), ctx.mpc(edge.zeta)
    flip = value.real < 0
    if flip:
        value = -ctx.conj(value)
    if edge.gapped:
        mirrored = (-z[0], z[1]) if isinstance(z, tuple) else -z
        squared = ctx.mpc(distance_from_edge(mirrored if flip else z, zeta, ctx)) * (value + edge.eps_g)
    else:
        squared = value * value - edge.m**3
    start = root_float64.start(
        edge_float(zeta if isinstance(zeta, Fraction) else Fraction(float(edge.zeta))), value, squared
    )
    _, r, u = root_mp.solve_scalar(ctx, edge, value, squared, start)
    r, u = ctx.mpc(r), ctx.mpc(u)
    if u.real > r.real and u.imag:  # the small part of u from that of r
        u = ctx.mpc(u.real, -r.real * r.imag / u.real)
    if not value.real:  # on the Matsubara axis, by reflection
        u, r = ctx.mpc(0, u.imag), ctx.mpc(r.real)
    return (-ctx.conj(u), ctx.conj(r)) if flip else (u, r)
