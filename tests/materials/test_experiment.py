"""Peak, ring-down and tail of a film, against the full response in frequency and in time."""

from __future__ import annotations

import math

import numpy as np
import pytest

import higgs_sym as h
from higgs_sym.errors import AccuracyError
from higgs_sym.materials.experiment import maximum, pole, takeover
from higgs_sym.materials.material import Material
from higgs_sym.physics.dynamics import amplitude


@pytest.mark.parametrize(("zeta", "kappa", "T"), [(0.1, 0, 0), (0.01, 0, 0), (0.3, 0.1, 0), (0.1, 0, 0.2), (1.5, 0, 0)])
def test_im_chi_is_largest_there(zeta, kappa, T):
    place = maximum(zeta, kappa, T)
    around = place * np.array([0.999, 1, 1.001])
    values = h.chi(around, zeta, kappa=kappa, T=T).imag
    assert values[1] == max(values)


def test_the_peak_stays_below_two_delta_and_above_the_threshold():
    for zeta in (0.01, 0.1, 0.5, 0.9):
        assert 2 * h.gap(zeta) < maximum(zeta, 0.0, 0.0) < 2
    assert maximum(0.0, 0.0, 0.0) == 2


@pytest.mark.parametrize("zeta", [0.1, 0.9])
def test_chi_inverse_vanishes_at_the_pole(zeta):
    """By the multiprecision continuation, which is another program."""
    omega, _ = pole(zeta)
    assert omega.imag < 0
    assert abs(complex(h.chi_inv(omega, zeta, sheet=1, digits=12))) < 1e-5


@pytest.mark.parametrize(("zeta", "kappa", "there"), [(0.1, 0.1, True), (0.1, 0.5, False), (0.01, 0.05, False)])
def test_no_ring_down_from_a_pole_behind_the_branch_point(zeta, kappa, there):
    """`ringdown_pole` follows the pole from kappa = 0 and refuses in the same places."""
    if there:
        assert pole(zeta, kappa)[0] == pytest.approx(h.ringdown_pole(zeta, kappa=kappa).frequency, rel=1e-6)
        return
    with pytest.raises(AccuracyError):
        h.ringdown_pole(zeta, kappa=kappa)
    with pytest.raises(AccuracyError):
        pole(zeta, kappa)


def test_a_film_whose_pole_is_hidden_has_no_ring_down():
    seen = Material("2.6 meV", "0.25 meV", D="0.5 cm^2/s", q="0.2 1/nm").experiment
    assert seen.ringing is seen.ring_down_ps is seen.tail_after_ps is None
    assert seen.resonance.meV > 5


def test_the_pole_is_the_ring_down():
    """Between short times and the tail, chi(t) is the pole's damped oscillation up to what the tail contributes."""
    zeta = 0.3
    omega, residue = pole(zeta)
    t = np.linspace(3, 6, 61)
    ringing = 2 * np.real(-1j * residue * np.exp(-1j * omega * t))
    assert np.max(np.abs(h.chi_t(t, zeta) - ringing)) < 0.2 * np.max(np.abs(ringing))


def test_at_the_takeover_both_are_equal_and_later_the_tail_is_all():
    zeta = 0.3
    omega, residue = pole(zeta)
    t = takeover(zeta, omega, residue)
    R = h.chi_inv(2 * h.gap(zeta), zeta).real
    tail = 1 / (6 * zeta * h.gap(zeta) * R**2)
    assert math.isclose(2 * abs(residue) * math.exp(omega.imag * t), tail / t**3, rel_tol=1e-9)
    late = 8000 * t
    assert abs(amplitude(late, zeta)) * late**3 == pytest.approx(tail, rel=2e-8)


def test_a_film_in_picoseconds():
    film = Material("2.6 meV", "0.1 meV", T="1 K")
    seen = film.experiment
    assert 2 * film.gap.meV < seen.resonance.meV < 2 * film.order_parameter.meV
    assert seen.photon.frequency_THz == pytest.approx(seen.resonance.frequency_THz / 2)
    assert seen.photon.meV < film.gap.meV * 2
    omega, _ = pole(film.zeta)
    hbar = 0.6582119569  # meV ps
    assert seen.ring_down_ps == pytest.approx(hbar / (-omega.imag * film.order_parameter.meV), rel=1e-8)
    assert seen.tail_after_ps > seen.ring_down_ps
    assert seen.tail.meV == pytest.approx(2 * film.gap.meV)


def test_what_does_not_exist_is_none():
    clean = Material("2.6 meV").experiment
    assert clean.ringing is clean.ring_down_ps is clean.tail_after_ps is None
    assert clean.resonance.meV == pytest.approx(5.2)
    gapless = Material("2.6 meV", "1.25 meV").experiment
    assert gapless.tail is gapless.ringing is None
    moving = Material("2.6 meV", "0.1 meV", D="0.5 cm^2/s", q="0.02 1/nm").experiment
    assert moving.tail_after_ps is None
    assert moving.ring_down_ps > 0
