"""The product rule of the Wigner transform against convolutions done numerically."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from derivations import wigner
from higgs_sym.errors import StepError

OMEGA, CENTRE = 0.7, 0.3
GRID = np.arange(-9, 9, 0.05)  # the trapezoidal rule converges exponentially on these functions


def stationary(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.exp(-((first - second) ** 2) + 1j * (first - second))


def driven(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.exp(-2 * (first - second) ** 2 - 1j * OMEGA * (first + second) / 2)


def transform(function, energy: float) -> complex:
    return np.sum(function(CENTRE + GRID / 2, CENTRE - GRID / 2) * np.exp(1j * energy * GRID)) * 0.05


def convolved(left, right):
    between = GRID[:, None] + CENTRE
    return lambda first, second: np.sum(left(first, between) * right(between, second), axis=0) * 0.05


@pytest.mark.parametrize("energy", [-0.4, 1.3])
def test_a_perturbation_shifts_the_stationary_factor(energy: float) -> None:
    perturbation = transform(driven, energy)
    later = transform(convolved(stationary, driven), energy)
    earlier = transform(convolved(driven, stationary), energy)
    assert abs(later - transform(stationary, energy + OMEGA / 2) * perturbation) < 1e-13
    assert abs(earlier - perturbation * transform(stationary, energy - OMEGA / 2)) < 1e-13
    assert abs(later - earlier) > 0.1


def test_a_kernel_off_its_centre_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        wigner,
        "kernel",
        lambda shift, omega, left, right: sp.DiracDelta(left - right - shift) * sp.exp(-sp.I * omega * left),
    )
    with pytest.raises(StepError, match="Elementary functions"):
        wigner.wigner.__wrapped__()
