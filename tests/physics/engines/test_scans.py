"""Digits at many frequencies against digits at one."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from higgs_sym import chi, chi_inv, gap
from higgs_sym.physics.engines import scans


def agree(found, expected, digits):
    with mpmath.workdps(digits + 10):
        for name in ("real", "imag"):
            one, two = (mpmath.mpf(getattr(value, name)) for value in (found, expected))
            assert (one == 0) == (two == 0)
            assert abs(one - two) <= abs(two) * mpmath.mpf(10) ** -digits


@pytest.mark.parametrize(("zeta", "kappa", "vertex"), [("0.1", 0, True), ("3/2", "1/3", False), (0, "0.1", True)])
def test_values_of_an_array_have_their_digits(zeta, kappa, vertex):
    omega = np.linspace(0.01, 3.5, 160)
    found = chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=15)
    assert found.shape == omega.shape
    for k in (0, 40, 63, 64, 65, 90, 159):
        agree(found[k], chi_inv(omega[k], zeta, kappa=kappa, vertex=vertex, digits=25), 15)


def test_most_values_are_interpolated_and_next_to_the_threshold_right():
    edge = Fraction(str(gap("0.2", digits=40)))
    omega = [2 * edge * (1 + sign * Fraction(k, 1000)) for k in range(1, 150) for sign in (-1, 1)]
    found = scans.values(omega, Fraction(1, 5), Fraction(0), 12, True)
    assert len(found) > 270
    for w in list(found)[::60]:
        agree(found[w], chi_inv(w, "0.2", digits=20), 12)
    assert all((value.imag == 0) == (w < 2 * edge) for w, value in found.items())


def test_panels_that_do_not_agree_are_not_used(monkeypatch):
    monkeypatch.setattr(scans, "_RATES", {True: 2.0, False: 1.2})  # a third of the nodes
    omega = [Fraction(k, 100) + 2 for k in range(100)]
    found = scans.values(omega, Fraction(1, 10), Fraction(0), 30, True)
    for w in list(found)[::30]:
        agree(found[w], chi_inv(w, "0.1", digits=36), 30)
    assert len(found) < 100


def test_signs_complex_frequencies_and_the_inverse():
    omega = np.concatenate([np.linspace(-2, 2, 61), [1 + 1j, -1 + 1j]])
    found = chi_inv(omega, "0.3", digits=12)
    inverse = chi(omega, "0.3", digits=12)
    for k in (0, 10, 30, 60, 61, 62):
        agree(found[k], chi_inv(omega[k], "0.3", digits=20), 12)
        agree(inverse[k], chi(omega[k], "0.3", digits=20), 12)
