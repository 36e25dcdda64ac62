"""The blocks of the Keldysh matrix at numbers, and what a wrong matrix leads to."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from derivations import usadel
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.physics.spectrum import spectral_u
from higgs_sym.registry import DERIVATIONS

CTX = mpmath.MPContext()
CTX.dps = 40
POINTS = [("0.3", "0.2"), ("1.4", "0.2"), ("0.6", "1.7"), ("-2.1", "0.9")]  # energy, zeta


def nambu_angle(energy: str, zeta: str) -> tuple[object, object]:
    """cosh and sinh of the angle from the full spectral root."""
    u = CTX.convert(spectral_u(energy, zeta, digits=38))
    r = CTX.sqrt(1 - u * u)
    return CTX.mpc(0, -1) * u / r, CTX.mpc(0, -1) / r


def matrices(energy: str, zeta: str) -> tuple[object, object]:
    """Y and Q in Keldysh and Nambu space, with an arbitrary distribution."""
    cosh, sinh = nambu_angle(energy, zeta)
    retarded = CTX.matrix([[cosh, sinh], [-sinh, -cosh]])
    advanced = -TAU3 * retarded.H * TAU3
    Q = blocks(retarded, (retarded - advanced) * CTX.mpf("0.37"), advanced)
    big3, pairing = blocks(TAU3, 0 * TAU3, TAU3), blocks(ITAU2, 0 * TAU3, ITAU2)
    return CTX.mpf(energy) * big3 + pairing + CTX.mpc(0, 1) * CTX.mpf(zeta) / 2 * big3 * Q * big3, Q


TAU3 = CTX.matrix([[1, 0], [0, -1]])
ITAU2 = CTX.matrix([[0, 1], [-1, 0]])


def blocks(upper: object, corner: object, lower: object) -> object:
    full = CTX.zeros(4)
    full[:2, :2], full[:2, 2:], full[2:, 2:] = upper, corner, lower
    return full


@pytest.mark.parametrize(("energy", "zeta"), POINTS)
def test_the_full_spectral_root_solves_the_matrix_equation(energy: str, zeta: str) -> None:
    Y, Q = matrices(energy, zeta)
    assert CTX.mnorm(Q * Q - CTX.eye(4)) < CTX.mpf(10) ** -34
    assert CTX.mnorm(Y * Q - Q * Y) < CTX.mpf(10) ** -34


@pytest.mark.parametrize(("energy", "zeta"), POINTS)
def test_scalar_equation_holds_at_the_full_spectral_root(energy: str, zeta: str) -> None:
    cosh, sinh = nambu_angle(energy, zeta)
    form = DERIVATIONS["d:usadel"].build().result
    names = {sp.cosh(usadel.THETA): sp.Symbol("c"), sp.sinh(usadel.THETA): sp.Symbol("s")}
    arguments = [symbol("epsilon"), symbol("Delta"), symbol("Gamma"), *names.values()]
    value = sp.lambdify(arguments, form.subs(names), "mpmath")
    with mpmath.workdps(40):
        found = value(*map(mpmath.mpmathify, (CTX.mpf(energy), 1, CTX.mpf(zeta), cosh, sinh)))
        assert abs(found) < mpmath.mpf(10) ** -34


def test_an_advanced_block_of_the_wrong_sign_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = usadel.advanced
    monkeypatch.setattr(usadel, "advanced", lambda matrix: -right(matrix))
    with pytest.raises(StepError, match="Parametrisation"):
        usadel.usadel.__wrapped__()


def test_a_wrong_state_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usadel, "retarded", lambda angle, phase=0: sp.cosh(angle) * usadel.TAU3 + usadel.ITAU2)
    with pytest.raises(StepError, match="Parametrisation"):
        usadel.usadel.__wrapped__()
