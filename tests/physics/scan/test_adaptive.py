"""Interpolation of functions that are known."""

from __future__ import annotations

import numpy as np

from higgs_sym.physics.scan import adaptive, chebyshev


def values_of(function, t):
    """Found values, and how many were evaluated."""
    count = 0

    def sample(t):
        nonlocal count
        count += t.size
        return function(t) + 0j

    return adaptive.interpolated([adaptive.Piece(t, sample)], adaptive.Goal())[0], count


def test_polynomial_through_the_nodes_is_exact():
    x = chebyshev.nodes()
    series = chebyshev.coefficients((x**7 - 3j * x**3)[None])[0]
    points, out = np.linspace(-1, 1, 9), np.empty(9, dtype=complex)
    chebyshev.fill(series, points, out)
    assert np.abs(out - (points**7 - 3j * points**3)).max() < 1e-14


def test_smooth_function_from_a_few_hundred_values():
    t = np.linspace(-8, 2, 200_000)
    found, count = values_of(lambda t: 2 + np.exp(t) / (1 + np.exp(2 * t)) + 1j * np.cos(t), t)
    assert np.abs(found / (2 + np.exp(t) / (1 + np.exp(2 * t)) + 1j * np.cos(t)) - 1).max() < 2e-14
    assert count < 500


def test_logarithm_at_the_onset_is_not_taken_for_a_polynomial():
    """x^2 ln x, whose coefficients fall as fast as 1/k^5, in the plain variable: halved until it is right."""
    x = np.linspace(0, 1, 100_001)[1:]
    found, count = values_of(lambda x: 1 + x**2 * np.log(x), x)
    assert np.abs(found - (1 + x**2 * np.log(x))).max() < 1e-13
    absorbed, fewer = values_of(lambda t: 1 + t * np.exp(2 * t), np.log(x))
    assert np.abs(absorbed - (1 + x**2 * np.log(x))).max() < 2e-14
    assert fewer < 300 < count


def test_what_is_not_smooth_is_evaluated_directly():
    t = np.linspace(0, 1, 1000)
    found, _ = values_of(lambda t: np.where(t < 0.3, 1.0, 2.0), t)
    assert np.abs(found - np.where(t < 0.3, 1, 2)).max() < 3e-14


def test_few_points_are_not_interpolated():
    t = np.linspace(0, 1, 20)
    found, count = values_of(np.exp, t)
    assert (found == np.exp(t)).all()
    assert count == 20
