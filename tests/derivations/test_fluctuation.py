"""(14)-(17) put together in one matrix of Keldysh, Nambu and energy space: exact at every order at q = 0."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from derivations import fluctuation
from higgs_sym.errors import StepError
from higgs_sym.physics.spectrum import spectral_u

CTX = mpmath.MPContext()
CTX.dps = 40
TAU3 = CTX.matrix([[1, 0], [0, -1]])
ITAU2 = CTX.matrix([[0, 1], [-1, 0]])
POINTS = [("0.9", "0.4", "0.3", "0.2"), ("0.2", "1.1", "0.15", "1.3"), ("-0.7", "2.6", "0.5", "0.6")]


def retarded(energy: object, zeta: object) -> tuple[object, object]:
    """Q^R and eta^R from the full spectral root, units of Delta."""
    u = CTX.convert(spectral_u(energy, zeta, digits=38))
    r = CTX.sqrt(1 - u * u)
    cosh, sinh = CTX.mpc(0, -1) * u / r, CTX.mpc(0, -1) / r
    return CTX.matrix([[cosh, sinh], [-sinh, -cosh]]), CTX.mpc(0, 1) * (r - zeta / 2)


def blocks(upper: object, corner: object, lower: object) -> object:
    n = upper.rows
    full = CTX.zeros(2 * n)
    full[:n, :n], full[:n, n:], full[n:, n:] = upper, corner, lower
    return full


def correction(first: tuple[object, object], second: tuple[object, object], zeta: object) -> object:
    """(14) for any two blocks."""
    (Q_p, eta_p), (Q_m, eta_m) = first, second
    cosine = Q_p[0, 0] * Q_m[0, 0] + Q_p[0, 1] * Q_m[0, 1]
    return (ITAU2 - Q_p * ITAU2 * Q_m) / (eta_p + eta_m + CTX.mpc(0, 1) * zeta * cosine)


def assembled(energy: str, omega: str, temperature: str, zeta: str, anomalous: int = 1) -> tuple[object, object]:
    """Y and Q with the perturbation in the corner of energy space."""
    z, w, half = CTX.mpf(zeta), CTX.mpf(omega), CTX.mpf(omega) / 2
    energies = [CTX.mpf(energy) + half, CTX.mpf(energy) - half]
    F = [CTX.tanh(e / (2 * CTX.mpf(temperature))) for e in energies]
    R = [retarded(e, z) for e in energies]
    A = [(-TAU3 * Q.H * TAU3, -CTX.conj(eta)) for Q, eta in R]
    Q_p, Q_m = (blocks(r[0], (r[0] - a[0]) * f, a[0]) for r, a, f in zip(R, A, F, strict=True))
    dR, dA = correction(R[0], R[1], z), correction(A[0], A[1], z)
    dK = dR * F[1] - F[0] * dA + anomalous * (F[0] - F[1]) * correction(R[0], A[1], z)
    Q = blocks(Q_p, blocks(dR, dK, dA), Q_m)
    nothing = CTX.zeros(2)
    pairing, tau3 = blocks(ITAU2, nothing, ITAU2), blocks(TAU3, nothing, TAU3)
    bare = blocks(energies[0] * tau3 + pairing, pairing, energies[1] * tau3 + pairing)
    big3 = blocks(tau3, 0 * tau3, tau3)
    assert w
    return bare + CTX.mpc(0, 1) * z / 2 * big3 * Q * big3, Q


@pytest.mark.parametrize("point", POINTS, ids=lambda p: "-".join(p))
def test_the_corrections_solve_the_nonlinear_equation(point: tuple[str, str, str, str]) -> None:
    Y, Q = assembled(*point)
    assert CTX.mnorm(Q * Q - CTX.eye(8)) < CTX.mpf(10) ** -32
    assert CTX.mnorm(Y * Q - Q * Y) < CTX.mpf(10) ** -32


def test_without_the_anomalous_part_they_do_not() -> None:
    Y, Q = assembled(*POINTS[0], anomalous=0)
    assert CTX.mnorm(Y * Q - Q * Y) > CTX.mpf("1e-3")


def test_a_wrong_pair_breaking_matrix_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fluctuation, "TAU3", sp.eye(2))
    with pytest.raises(StepError, match="Direction"):
        fluctuation.spectral_correction(fluctuation.Chain())


def test_a_source_of_the_wrong_strength_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = fluctuation.equation_residual
    monkeypatch.setattr(fluctuation, "equation_residual", lambda strength: [e + strength for e in right(strength)])
    with pytest.raises(StepError, match="Retarded correction"):
        fluctuation.spectral_correction(fluctuation.Chain())
