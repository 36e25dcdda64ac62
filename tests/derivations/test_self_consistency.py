"""Order parameter, static response, phase kernel and cutoff against numbers from elsewhere."""

from __future__ import annotations

from random import Random

import mpmath
import pytest
import sympy as sp

from derivations import response, self_consistency, static
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.physics.spectrum import spectral_u
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

CTX = mpmath.MPContext()
CTX.dps = 40
ZETA = symbol("zeta")


def result(identifier: str, **values: object) -> object:
    """The derived expression at numbers."""
    names = [symbol(name) for name in values]
    with mpmath.workdps(40):
        function = sp.lambdify(names, DERIVATIONS[identifier].build().result, "mpmath")
        return CTX.convert(function(*map(mpmath.mpmathify, values.values())))


@pytest.mark.parametrize(
    ("rate", "identifier"),
    [("0.1", "d:order-parameter"), ("0.45", "d:order-parameter"), ("0.47", "d:order-parameter-gapless")],
)
def test_order_parameter(rate: str, identifier: str) -> None:
    order = CTX.convert(order_parameter(rate, digits=38))
    assert abs(result(identifier, zeta=CTX.mpf(rate) / order) - CTX.log(order)) < CTX.mpf(10) ** -34


@pytest.mark.parametrize(("zeta", "identifier"), [("0.6", "d:static"), ("2.5", "d:static-gapless")])
def test_static_response(zeta: str, identifier: str) -> None:
    assert abs(result(identifier, zeta=CTX.mpf(zeta)) - chi_inv(0, zeta, digits=30).real) < CTX.mpf(10) ** -28


@pytest.mark.parametrize("seed", range(3))
def test_phase_kernel_solves_the_linear_equations(seed: int) -> None:
    """Eight equations for four entries, solved by least squares; their residual shows that there is a solution."""
    draw = Random(seed)
    theta_n, theta_m = (CTX.mpf(draw.uniform(0.2, 2.9)) for _ in range(2))
    gamma, momentum = (CTX.mpf(draw.uniform(0.05, 0.9)) for _ in range(2))
    T1, T2, T3 = CTX.matrix([[0, 1], [1, 0]]), CTX.matrix([[0, -1j], [1j, 0]]), CTX.matrix([[1, 0], [0, -1]])
    Q_n, Q_m = (CTX.cos(t) * T3 + CTX.sin(t) * T1 for t in (theta_n, theta_m))
    X_n, X_m = ((1 / CTX.sin(t) - gamma / 2) * Q for t, Q in ((theta_n, Q_n), (theta_m, Q_m)))

    def equations(dQ: object, source: int) -> list[object]:
        dX = source * T2 + gamma / 2 * T3 * dQ * T3
        return [*(X_n * dQ - dQ * X_m + dX * Q_m - Q_n * dX + momentum * Q_n * dQ), *(Q_n * dQ + dQ * Q_m)]

    units = [CTX.matrix([[k == 0, k == 1], [k == 2, k == 3]]) for k in range(4)]
    matrix = CTX.matrix([equations(unit, 0) for unit in units]).T
    right = -CTX.matrix(equations(CTX.zeros(2), 1))
    dQ = CTX.lu_solve(matrix, right)
    assert CTX.norm(matrix * dQ - right) < CTX.mpf(10) ** -30
    tau2 = CTX.mpc(0, 1) * (dQ[1] - dQ[2]) / 2
    names = [symbol("Delta"), symbol("Gamma"), symbol("Q"), static.THETA_N, static.THETA_M]
    with mpmath.workdps(40):
        function = sp.lambdify(names, DERIVATIONS["d:phase"].build().result, "mpmath")
        derived = CTX.convert(function(1, *map(mpmath.mpmathify, (gamma, momentum, theta_n, theta_m))))
    assert abs(tau2 / derived - 1) < CTX.mpf(10) ** -28


@pytest.mark.parametrize(("vertex", "lost"), [(1, 0), (0, 1)])
def test_what_a_cutoff_leaves_out(vertex: int, lost: int) -> None:
    """The integrand of the response at a large energy, from the full spectral root."""
    zeta, kappa, omega, y = CTX.mpf("0.4"), CTX.mpf("0.7"), CTX.mpf("1.9"), CTX.mpf(10) ** 9
    z1, z2 = CTX.mpc(omega, y), CTX.mpc(0, y)
    (u1, r1), (u2, r2) = (
        (u, CTX.sqrt(1 - u * u)) for u in (CTX.convert(spectral_u(z, zeta, digits=40)) for z in (z1, z2))
    )
    C = -(u1 * u2 + 1) / (r1 * r2)
    integrand = 1 / r2 - (1 + C) / (r1 + r2 + kappa - zeta * (1 - vertex * C))
    derived = (kappa - CTX.mpc(0, omega) - lost * zeta) / 2
    assert abs(integrand * y**2 - derived) < CTX.mpf(10) ** -7
    if vertex:
        leading = DERIVATIONS["d:cutoff"].build().result
        values = {symbol("kappa"): sp.Rational(7, 10), symbol("omega"): sp.Rational(19, 10), response.Y: 1}
        assert abs(complex(leading.subs(values)) - complex(derived)) < 1e-14


def test_a_wrong_trace_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_consistency, "ITAU2", 2 * self_consistency.ITAU2)
    with pytest.raises(StepError, match="The trace"):
        self_consistency.keldysh_component(Chain())


def test_a_wrong_slope_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = static.angle_slope
    monkeypatch.setattr(static, "angle_slope", lambda angle: 2 * right(angle))
    with pytest.raises(StepError, match="derivative"):
        static.static.__wrapped__()


def test_a_phase_kernel_with_another_pair_breaking_matrix_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static, "TAU3", sp.eye(2))
    with pytest.raises(StepError, match="vertex term"):
        static.phase.__wrapped__()


def test_a_wrong_expansion_at_large_energies_is_refused() -> None:
    x = sp.Symbol("x")
    with pytest.raises(StepError, match="integrand at large energies"):
        response.decay(Chain(), sp.Lambda(x, 2 + ZETA * x))
