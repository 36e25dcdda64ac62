"""chi_inv at many frequencies against chi_inv at few."""

from __future__ import annotations

import numpy as np
import pytest

from higgs_sym import chi, chi_inv, gap
from higgs_sym.physics.scan.frequencies import FEWEST

CASES = [
    (0.1, 0, True, 0), (0.5, 0, True, 0), (1e-4, 0, True, 0), (1e-8, 0, True, 0), (0.0, 0, True, 0),
    (0.0, 0.01, True, 0),
    (0.9, 0, False, 0), (0.9999, 0.3, True, 0), (1.0, 0, True, 0), (1.01, 0, True, 0), (30.0, 2.0, False, 0),
    (0.1, 0, True, 0.2), (0.5, 0, True, 0.02), (1e-3, 0, False, 0.2), (0.0, 0.1, True, 0.3), (1.5, 0, True, 0.2),
    (1.0, 0, True, 0.1), (0.3, 1.0, True, 1e3),
]  # fmt: skip


def worst(omega, zeta, chosen, **options):
    """Largest relative error of a scan at the chosen places, against values one by one."""
    found = chi_inv(omega, zeta, **options)
    few = chi_inv(omega[chosen], zeta, **options)
    assert len(chosen) < FEWEST <= len(omega)
    return np.nanmax(np.abs(found[chosen] - few) / np.abs(few))


@pytest.mark.parametrize(("zeta", "kappa", "vertex", "T"), CASES)
def test_scan_agrees_with_single_values(zeta, kappa, vertex, T, rng):
    omega = np.linspace(1e-3, 4, 30_000)
    near = np.searchsorted(omega, 2 * gap(zeta)) + np.arange(-30, 30)
    chosen = np.unique(np.r_[rng.integers(0, omega.size, 300), np.clip(near, 0, omega.size - 1)])
    assert worst(omega, zeta, chosen, kappa=kappa, vertex=vertex, T=T) < 1e-13


@pytest.mark.parametrize("zeta", [1e-6, 0.1, 0.99])
def test_onset_is_resolved_however_close(zeta, rng):
    off = np.sort(10 ** rng.uniform(-15, -1, 20_000)) * rng.choice([-1, 1], 20_000)
    omega = 2 * gap(zeta) * (1 + off)
    small = min(1, np.abs(chi_inv(2 * gap(zeta), zeta)))  # beside numbers of order 1 that are added up
    # interpolation may miss by 3e-15 beside direct values that rounding moves by 1e-15, twice
    assert worst(omega, zeta, rng.integers(0, omega.size, 200)) < 1e-13 + 5e-15 / small


def test_scan_is_right_to_twenty_digits_at_some_places(rng):
    omega = np.linspace(0.01, 4, 100_000)
    found = chi_inv(omega, 0.1)
    for k in rng.integers(0, omega.size, 12).tolist():
        exact = complex(chi_inv(omega[k], 0.1, digits=20))
        assert abs(found[k] - exact) < 1e-13 * abs(exact)


def test_order_sign_and_company_do_not_matter(rng):
    right = np.linspace(0, 3, 2001)
    omega = np.r_[-right[:0:-1], right] + 0j
    omega[::500] += 0.1j
    shuffled = rng.permutation(omega.size)
    found = chi_inv(omega, 0.2)
    assert (chi_inv(omega[shuffled].reshape(1, -1), 0.2)[0] == found[shuffled]).all()
    few = chi_inv(omega[::100], 0.2)
    assert np.abs(found[::100] / few - 1).max() < 1e-13
    real = omega.imag == 0
    assert (found[real] == found[real][::-1].conj()).all()
    assert np.abs(chi(omega, 0.2) * found - 1).max() < 1e-15


def test_exponentially_small_tail_of_a_scan_is_right_relative_to_itself():
    omega = np.linspace(0.01, 2, 5000)
    found = chi_inv(omega, 0.3, T=0.01)[::500].imag
    assert np.abs(found).min() < 1e-15
    assert np.abs(found / chi_inv(omega[::500], 0.3, T=0.01).imag - 1).max() < 1e-10


def test_imaginary_part_below_the_threshold_is_exactly_zero():
    omega = np.linspace(0, 2 * gap(0.3), 5000)[:-1]
    assert (chi_inv(omega, 0.3).imag == 0).all()


@pytest.mark.parametrize(("name", "low"), [("kappa", 0.1), ("T", 0.5)])
def test_maps_over_one_more_parameter_agree_with_single_rows(name, low):
    numbers = np.geomspace(low, 2, 64)
    omega = np.array([0.3, 1.2, 1.9, 2.5, 0.4 + 0.1j if name == "kappa" else 0.4])
    found = chi_inv(omega, 0.1, **{name: numbers[:, None]})
    turned = chi(omega[:, None], 0.1, **{name: numbers})
    assert found.shape == turned.T.shape == (64, 5)
    for k in (0, 31, 50, 63):
        row = chi_inv(omega, 0.1, **{name: numbers[k]})
        assert np.abs(found[k] / row - 1).max() < 1e-13
        assert np.abs(found[k].imag - row.imag).max() <= (1e-10 * np.abs(row.imag)).max()
    assert np.abs(turned.T * found - 1).max() < 1e-15


@pytest.mark.parametrize(("zeta", "kappa"), [(0.1, 0), (0, 0.2), (1, 0), (1.5, 0.3)])
def test_maps_over_temperature_keep_the_small_imaginary_part(zeta, kappa):
    omega = np.array([0, 0.02, -0.9, 1.39, 1.4, 3, gap(zeta) + 0.2])
    heats = np.geomspace(0.03, 300, 90)
    found = chi_inv(omega, zeta, kappa=kappa, T=heats[:, None])
    for k in (0, 1, 44, 88):
        row = chi_inv(omega, zeta, kappa=kappa, T=heats[k])
        assert np.abs(found[k] / row - 1).max() < 1e-13
        assert (np.abs(found[k].imag - row.imag) <= 1e-10 * np.abs(row.imag) + 1e-290).all()


def test_arrays_side_by_side_are_no_map():
    numbers = np.linspace(0.1, 1, 80)
    found = chi_inv(numbers, 0.1, kappa=numbers)
    assert found.shape == (80,)
    assert abs(found[7] / chi_inv(numbers[7], 0.1, kappa=numbers[7]) - 1) < 1e-13
