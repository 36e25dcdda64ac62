"""The kernel at real energies against its Matsubara form and random complex angles."""

from __future__ import annotations

import random
from collections.abc import Iterator

import mpmath
import pytest
import sympy as sp

from derivations import kernel_real as module
from higgs_sym.conventions import symbol
from higgs_sym.registry import DERIVATIONS

SEEDS = range(5)


@pytest.fixture(autouse=True)
def _precision() -> Iterator[None]:
    with mpmath.workdps(40):
        yield


def retarded(u1: object, r1: object, u2: object, r2: object, zeta: object, kappa: object) -> mpmath.mpc:
    """The derived kernel of two retarded functions."""
    names = [module.U1, module.R1, module.U2, module.R2, symbol("zeta"), symbol("kappa")]
    function = sp.lambdify(names, DERIVATIONS["d:kernel-real"].build().result, "mpmath")
    return mpmath.mpmathify(function(u1, r1, u2, r2, zeta, kappa))


def angles(seed: int, count: int = 2) -> list[mpmath.mpc]:
    """Points of the strip |Re phi| < pi/2, Im phi > 0."""
    source = random.Random(seed)
    return [mpmath.mpc(source.uniform(-1.4, 1.4), source.uniform(0.05, 2)) for _ in range(count)]


def energy(phi: mpmath.mpc, zeta: mpmath.mpf) -> mpmath.mpc:
    return mpmath.sin(phi) - zeta * mpmath.tan(phi)


@pytest.mark.parametrize("advanced", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_continuation_of_the_matsubara_kernel(seed: int, advanced: bool) -> None:
    """sin(theta) = 1/r: theta = asin(1/r) on the branch with cos(theta) = -i u/r."""
    phi = angles(seed)
    zeta, kappa = mpmath.mpf("0.3"), mpmath.mpf("0.7")
    u, r = [mpmath.sin(p) for p in phi], [mpmath.cos(p) for p in phi]
    theta = [-1j * mpmath.log(-1j * u_ / r_ + 1j / r_) for u_, r_ in zip(u, r, strict=True)]  # exp(i theta)
    if advanced:
        theta[1] = mpmath.pi - theta[1]
    names = [*sp.symbols("theta_n theta_m"), *(symbol(k) for k in ("Delta", "Gamma", "Q"))]
    matsubara = sp.lambdify(names, DERIVATIONS["d:kernel"].build().result, "mpmath")(*theta, 1, zeta, kappa)
    second = -u[1] if advanced else u[1]
    assert abs(retarded(u[0], r[0], second, r[1], zeta, kappa) / matsubara - 1) < mpmath.mpf(10) ** -32


@pytest.mark.parametrize("seed", SEEDS)
def test_form_with_the_difference_of_energies(seed: int) -> None:
    phi = angles(seed)
    zeta, kappa = mpmath.mpf("0.6"), mpmath.mpf("0.2")
    (u1, u2), (r1, r2) = ([f(p) for p in phi] for f in (mpmath.sin, mpmath.cos))
    difference = energy(phi[0], zeta) - energy(phi[1], zeta)
    top = -((u1 + u2) ** 2 + (r1 - r2) ** 2) / (2 * r1 * r2)
    value = top / (difference * (r1 + r2) / (u1 - u2) + kappa)
    assert abs(retarded(u1, r1, u2, r2, zeta, kappa) / value - 1) < mpmath.mpf(10) ** -32


@pytest.mark.parametrize("seed", SEEDS)
def test_below_threshold_the_kernel_is_real(seed: int) -> None:
    (phi,) = angles(seed, 1)
    zeta, kappa = mpmath.mpf("0.6"), mpmath.mpf("0.2")
    u, r = mpmath.sin(phi), mpmath.cos(phi)
    value = retarded(u, r, -mpmath.conj(u), mpmath.conj(r), zeta, kappa)
    x, w = phi.real, phi.imag
    omega = 2 * mpmath.re(energy(phi, zeta))
    size = mpmath.cos(x) ** 2 + mpmath.sinh(w) ** 2
    form = 2 * mpmath.sinh(w) ** 2 / (size * (omega * mpmath.cot(x) + kappa))
    assert abs(value.imag) < mpmath.mpf(10) ** -35 * abs(value)
    assert abs(value / form - 1) < mpmath.mpf(10) ** -32


def test_primitive_of_the_counterterm() -> None:
    zeta = mpmath.mpf("0.4")
    start, end = mpmath.mpc(0, 0.2), mpmath.mpc(0.5, 1.5)

    def primitive(p: mpmath.mpc) -> mpmath.mpc:
        sec, tan = 1 / mpmath.cos(p), mpmath.tan(p)
        return p - zeta / 2 * (sec * tan + mpmath.log(sec + tan))

    def integrand(p: mpmath.mpc) -> mpmath.mpc:
        return mpmath.diff(lambda q: energy(q, zeta), p) / mpmath.cos(p)

    with mpmath.workdps(20):
        integral = mpmath.quad(integrand, [start, end])
        assert abs(integral - (primitive(end) - primitive(start))) < mpmath.mpf(10) ** -15
