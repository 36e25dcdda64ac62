"""The kernel against the nonlinear matrix equation and a numerical solution of the linear one."""

from __future__ import annotations

import random
from collections.abc import Iterator

import mpmath
import pytest
import sympy as sp

from derivations import kernel
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.registry import DERIVATIONS

T1 = mpmath.matrix([[0, 1], [1, 0]])
T3 = mpmath.matrix([[1, 0], [0, -1]])
SEEDS = range(4)


@pytest.fixture(autouse=True)
def _precision() -> Iterator[None]:
    with mpmath.workdps(40):
        yield


def angle(omega: mpmath.mpf, delta: mpmath.mpf, gamma: mpmath.mpf) -> mpmath.mpf:
    """theta in (0, pi) of omega sin - Delta cos + Gamma sin cos = 0, by bisection."""
    low, high = mpmath.mpf(0), mpmath.pi
    for _ in range(150):
        t = (low + high) / 2
        value = omega * mpmath.sin(t) - delta * mpmath.cos(t) + gamma * mpmath.sin(t) * mpmath.cos(t)
        low, high = (t, high) if value < 0 else (low, t)
    return low


def uniform(t: mpmath.mpf) -> mpmath.matrix:
    return mpmath.cos(t) * T3 + mpmath.sin(t) * T1


def draw(seed: int) -> dict[str, mpmath.mpf]:
    """Delta, Gamma, D q^2 and two frequencies of either sign."""
    source = random.Random(seed)
    names = {"Delta": (0.5, 2), "Gamma": (0.05, 0.4), "Q": (0.1, 2), "n": (0.2, 3), "m": (-3, 3)}
    return {name: mpmath.mpf(source.uniform(*ends)) for name, ends in names.items()}


def symbolic(at: dict[str, mpmath.mpf], theta_n: mpmath.mpf, theta_m: mpmath.mpf) -> mpmath.mpf:
    values = {symbol(name): at[name] for name in ("Delta", "Gamma", "Q")}
    values |= {kernel.THETA_N: theta_n, kernel.THETA_M: theta_m}
    result = DERIVATIONS["d:kernel"].build().result
    return sp.lambdify(list(values), result, "mpmath")(*values.values())


def linear_solution(at: dict[str, mpmath.mpf], vertex: int) -> tuple[mpmath.mpf, mpmath.mpf]:
    """tau1 part of dQ from the eight linear equations, column by column, and the residual."""
    theta = [angle(at[k], at["Delta"], at["Gamma"]) for k in "nm"]
    Q_n, Q_m = (uniform(t) for t in theta)
    X_n, X_m = (at[k] * T3 + at["Delta"] * T1 + at["Gamma"] / 2 * T3 * Q * T3 for k, Q in (("n", Q_n), ("m", Q_m)))

    def equations(dQ: mpmath.matrix, source: int) -> list[mpmath.mpf]:
        dX = source * T1 + vertex * at["Gamma"] / 2 * T3 * dQ * T3
        motion = X_n * dQ - dQ * X_m + dX * Q_m - Q_n * dX + at["Q"] * Q_n * dQ
        return [*motion, *(Q_n * dQ + dQ * Q_m)]

    units = [mpmath.matrix([[k == 0, k == 1], [k == 2, k == 3]]) for k in range(4)]
    columns = [equations(unit, 0) for unit in units]
    matrix = mpmath.matrix(columns).T
    right = -mpmath.matrix(equations(mpmath.zeros(2), 1))
    solution = mpmath.lu_solve(matrix, right)  # least squares; the residual shows that it is a solution
    return (solution[1] + solution[2]) / 2, mpmath.norm(matrix * solution - right)


@pytest.mark.parametrize("seed", SEEDS)
def test_kernel_solves_the_linear_equations(seed: int) -> None:
    at = draw(seed)
    theta = [angle(at[k], at["Delta"], at["Gamma"]) for k in "nm"]
    tau1, residual = linear_solution(at, vertex=1)
    assert residual < mpmath.mpf(10) ** -30
    assert abs(tau1 / symbolic(at, *theta) - 1) < mpmath.mpf(10) ** -28


@pytest.mark.parametrize("seed", SEEDS)
def test_kernel_without_the_vertex_term(seed: int) -> None:
    """v = 0 keeps -Gamma of the dressed energies and drops +Gamma cos(theta_n + theta_m)."""
    at = draw(seed)
    theta = [angle(at[k], at["Delta"], at["Gamma"]) for k in "nm"]
    tau1, _ = linear_solution(at, vertex=0)
    dressed = sum(at["Delta"] / mpmath.sin(t) for t in theta) - at["Gamma"]
    assert abs(tau1 * (dressed + at["Q"]) / (1 + mpmath.cos(sum(theta))) - 1) < mpmath.mpf(10) ** -28


@pytest.mark.parametrize("seed", SEEDS)
def test_kernel_solves_the_nonlinear_equation(seed: int) -> None:
    """At q = 0 the two-frequency matrix with a nilpotent corner is exact at every order: [X, Q] = 0, Q^2 = 1."""
    at = draw(seed) | {"Q": mpmath.mpf(0)}
    theta = [angle(at[k], at["Delta"], at["Gamma"]) for k in "nm"]
    phi = sum(theta) / 2
    P = mpmath.cos(phi) * T1 - mpmath.sin(phi) * T3
    Q = corner(uniform(theta[0]), uniform(theta[1]), symbolic(at, *theta) / mpmath.cos(phi) * P)
    big3 = corner(T3, T3, mpmath.zeros(2))
    bare = corner(at["n"] * T3 + at["Delta"] * T1, at["m"] * T3 + at["Delta"] * T1, T1)
    X = bare + at["Gamma"] / 2 * big3 * Q * big3
    assert mpmath.norm(X * Q - Q * X) < mpmath.mpf(10) ** -30
    assert mpmath.norm(Q * Q - mpmath.eye(4)) < mpmath.mpf(10) ** -30


def corner(upper: mpmath.matrix, lower: mpmath.matrix, off: mpmath.matrix) -> mpmath.matrix:
    full = mpmath.zeros(4)
    full[:2, :2], full[2:, 2:], full[:2, 2:] = upper, lower, off
    return full


@pytest.mark.parametrize("seed", SEEDS)
def test_static_kernel_is_the_derivative_of_the_state(seed: int) -> None:
    at = draw(seed) | {"Q": mpmath.mpf(0)}
    h = mpmath.mpf(10) ** -12
    sines = [mpmath.sin(angle(at["n"], at["Delta"] + k * h, at["Gamma"])) for k in (1, -1)]
    theta = angle(at["n"], at["Delta"], at["Gamma"])
    assert abs((sines[0] - sines[1]) / (2 * h) - symbolic(at, theta, theta)) < mpmath.mpf(10) ** -20


@pytest.mark.parametrize("factor", [2, -1])
def test_a_wrong_linearisation_is_refused(monkeypatch: pytest.MonkeyPatch, factor: int) -> None:
    right = kernel.squared
    monkeypatch.setattr(kernel, "squared", lambda *parts: factor * right(*parts))
    with pytest.raises(StepError, match="Linearised Usadel equation"):
        kernel.kernel.__wrapped__()
