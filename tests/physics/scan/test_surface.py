"""Maps over omega and zeta: polynomials in two variables against rows of single values."""

from __future__ import annotations

import numpy as np
import pytest

from higgs_sym import chi_inv, gap
from higgs_sym.errors import InputError
from higgs_sym.physics.engines import doubles
from higgs_sym.physics.engines import float64 as cold_engine
from higgs_sym.physics.scan.adaptive import Goal


def rows_differ(omega, zeta, chosen, **options):
    """Largest difference of chosen rows of a map from the rows one by one, relative or absolute to 5e-2; the map."""
    found = chi_inv(omega, zeta[:, None], **options)
    few = np.array([chi_inv(omega, float(zeta[k]), **options) for k in chosen])
    return (np.abs(found[chosen] - few) / (np.abs(few) + 0.05)).max(), found


@pytest.mark.parametrize(
    ("low", "high", "options"),
    [
        (0.01, 1.2, {}), (0.01, 1.2, {"kappa": 0.3}), (0.01, 0.9, {"kappa": 1e-3, "vertex": False}),
        (1e-6, 1e-3, {}), (0.9, 1.1, {}), (1.001, 30.0, {"kappa": 2.0}),
    ],
)  # fmt: skip
def test_maps_over_zeta_agree_with_single_rows(low, high, options):
    omega, zeta = np.linspace(0, 3, 64), np.linspace(low, high, 64)
    assert rows_differ(omega, zeta, [0, 1, 23, 55, 63], **options)[0] < 1e-13


def test_a_map_over_zeta_takes_fewer_values_than_it_has(monkeypatch):
    asked = []
    monkeypatch.setattr(cold_engine, "integrated", _counting(cold_engine.integrated, asked))
    chi_inv(np.linspace(0.02, 3, 300), np.linspace(0.01, 1.2, 300)[:, None])
    assert sum(asked) < 90_000 / 3


def _counting(evaluate, asked):
    def counted(frame, where):
        asked.append(np.size(frame.delta))
        return evaluate(frame, where)

    return counted


def test_what_the_polynomial_gets_wrong_is_evaluated_otherwise(monkeypatch):
    omega, zeta = np.linspace(0.02, 3, 60), np.linspace(0.01, 0.9, 60)
    expected = chi_inv(omega, zeta[:, None])
    monkeypatch.setattr(Goal, "missed_by", lambda _self, found, _expected: np.full(found.shape, 9.0))
    assert np.abs(chi_inv(omega, zeta[:, None]) / expected - 1).max() < 1e-13


def test_maps_keep_signs_ends_and_zeros():
    omega = np.concatenate([-np.linspace(0.1, 2.5, 40), [0.0, -0.0, 2.0, 2 * gap(0.25)], np.linspace(0.1, 2.5, 40)])
    zeta = np.concatenate([[0.0, 0.25, 1.0], np.linspace(0.02, 0.7, 70)])
    worst, found = rows_differ(omega, zeta, [0, 1, 2, 3, 40, 72])
    assert worst < 1e-13
    assert found[0, 42] == 0  # the pole
    assert (found[:, :40] == found[:, 44:].conj()).all()
    below = np.abs(omega) < 2 * gap(zeta)[:, None]
    assert (found.imag[below] == 0).all()


def test_maps_over_zeta_refuse_what_a_row_refuses():
    zeta = np.linspace(0.1, 1, 80)
    with pytest.raises(InputError, match="zeta = -1"):
        chi_inv(np.linspace(0.1, 3, 80), np.append(zeta, -1.0)[:, None])
    with pytest.raises(InputError, match="zeta = 1e-70"):
        chi_inv(np.linspace(0.1, 3, 80), np.append(zeta, 1e-70)[:, None])


def test_warm_maps_and_complex_frequencies_take_the_other_way(monkeypatch):
    monkeypatch.setattr(doubles, "surface", None)
    zeta = np.linspace(0.1, 1, 64)[:, None]
    assert chi_inv(np.array([0.3, 2.0]), zeta, T=0.3).shape == (64, 2)
    assert chi_inv(np.array([0.3, 2.0 + 1j]), zeta).shape == (64, 2)
