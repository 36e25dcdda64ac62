"""The highest place between two others, in floats, integers and balls, against where it is known to be."""

from __future__ import annotations

import flint
import pytest

from higgs_sym.evaluation.highest import GOLDEN, highest


@pytest.mark.parametrize("top", [0.3, 2.0, 4.99])
def test_a_parabola_in_floats(top):
    found = highest(lambda x: -((x - top) ** 2), 0.0, 1.9, 5.0, lambda a, _, b: b - a < 1e-9)
    assert found == pytest.approx(top, abs=1e-7)


def test_a_corner_in_balls():
    third = flint.arb(1) / 3

    def between(middle, end):
        return (middle + (end - middle) * GOLDEN).mid()

    found = highest(lambda x: -abs(x - third), *map(flint.arb, (0, 0.5, 1)), lambda a, _, b: b - a < 1e-12, between)
    assert abs(found - third) < 1e-12


def test_integers_are_told_apart():
    def step(middle, end):
        size = max(1, abs(end - middle) * 382 // 1000)
        return middle + size if end > middle else middle - size

    for top in (1, 57, 4180, 6764):
        assert highest(lambda k, top=top: -abs(k - top), 0, 2584, 6765, lambda a, _, b: b - a <= 2, step) == top
