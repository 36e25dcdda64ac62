"""Roots from a good start against Ferrari's formula, for every zeta."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.roots import direct
from higgs_sym.physics.roots import float64 as root_float64

ZETAS = (1e-8, 1e-3, 0.1, 0.5, 0.89, 0.91, 0.99, 1 - 1e-9, 1.0, 1 + 1e-9, 1.1, 2.0, 100.0, 1e6)


def draw(rng, edge, count):
    """Energies at every distance from the edge: on the real axis, in the gap, above; and z^2 - m^3."""
    size = 10 ** rng.uniform(-16, 5, count)
    off = size * np.exp(1j * np.where(rng.random(count) < 0.4, 0, rng.uniform(0, np.pi, count)))
    if edge.gapped:
        off = np.where(rng.random(count) < 0.2, -edge.eps_g * rng.random(count), off)
    z = edge.eps_g + off
    left = z.real < 0
    z = np.where(left, -z.conj(), z)
    squared = off * (2 * edge.eps_g + off) if edge.gapped else z * z - edge.m**3
    return z, np.where(left, squared.conj(), squared)


@pytest.mark.parametrize("zeta", ZETAS)
def test_roots_agree_and_none_is_left(zeta, rng):
    edge = edge_float(Fraction(zeta))
    z, squared = draw(rng, edge, 4000)
    with np.errstate(all="ignore"):
        if edge.gapped:
            p, u, good = direct.gapped(edge, z, squared)
            slow_p, slow_u = root_float64._ferrari_gapped(edge, z, squared, False)
            assert np.nanmax(np.abs(p / slow_p - 1)) < 2e-15
        else:
            _, good = direct.gapless(edge, z)
            u, slow_u = root_float64.solve(edge, z, squared).u, root_float64._ferrari_gapless(edge, z, False)
    assert good.all()
    assert np.abs(u / slow_u - 1).max() < 2e-15


def test_square_root_is_that_of_numpy(rng):
    w = 10 ** rng.uniform(-30, 30, 500) * np.exp(2j * np.pi * rng.random(500))
    assert np.abs(direct.right_sqrt(w) / np.sqrt(w) - 1).max() < 1e-15
    assert direct.right_sqrt(np.array([complex(-4, -0.0)]))[0] == -2j


def test_wrong_start_is_not_handed_out(monkeypatch):
    edge = edge_float(Fraction(1, 2))
    z = np.linspace(1, 2, 50) + 0.1j
    squared = z * z - edge.eps_g**2
    right = root_float64.solve(edge, z, squared)
    start = direct._start
    monkeypatch.setattr(direct, "_start", lambda *given: -start(*given))
    assert not direct.gapped(edge, z, squared)[2].any()
    assert np.abs(root_float64.solve(edge, z, squared).u / right.u - 1).max() < 1e-14
