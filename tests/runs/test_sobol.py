"""Sobol points against SciPy's generator, an independent implementation of the same direction numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from higgs_sym.runs import sobol


@pytest.mark.parametrize("dimensions", range(1, sobol.MAX_DIMENSIONS + 1))
def test_the_first_points_are_those_of_scipy(dimensions):
    expected = qmc.Sobol(dimensions, scramble=False, bits=sobol.BITS).random_base2(9)
    ours = np.array([sobol.point(k, dimensions) for k in range(512)]) / 2.0**sobol.BITS
    assert np.array_equal(ours, expected)


def test_points_fill_every_box_once():
    """The first 2^m points of a plane put one point in each of 2^m boxes, of any shape (0, m, 2 net)."""
    m = 6
    points = [sobol.point(k, 2) for k in range(2**m)]
    for bits in range(m + 1):
        boxes = {(x >> (sobol.BITS - bits), y >> (sobol.BITS - m + bits)) for x, y in points}
        assert len(boxes) == 2**m
