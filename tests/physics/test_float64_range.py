"""float64 against digits at random points of its whole range: zeta = 0 or in [1e-8, 1e3], |omega| in [1e-6, 1e3].

Half of the points sit at a seam: exactly at or next to the threshold, next to zeta = 1, on the imaginary axis, close
above the real one. Half have T > 0, which takes five times as long. All 20,000 (`make test-slow`) take half an hour of
one core, and any of them again the number of its chunk.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from higgs_sym import chi_inv, gap

CLAIMED = 1e-12  # relative to |chi^-1|
SLOW_POINTS, CHUNKS = 20_000, 100


class Point(NamedTuple):
    """Arguments of chi_inv, doubles."""

    omega: complex | float
    zeta: float
    kappa: float
    T: float
    vertex: bool

    def value(self, **options: Any) -> Any:
        return chi_inv(self.omega, self.zeta, kappa=self.kappa, T=self.T, vertex=self.vertex, **options)


def draw(rng: np.random.Generator) -> Point:
    """A point anywhere in the range, every size as likely as any other."""
    zeta = float(rng.choice([0.0, 10 ** rng.uniform(-8, 3), 10 ** rng.uniform(-2, 0), 10 ** rng.uniform(-8, 3)]))
    if rng.random() < 0.1:
        zeta = 1 + float(rng.choice([-1, 1])) * 10 ** rng.uniform(-12, -1)
    kappa = float(rng.choice([0.0, 10 ** rng.uniform(-6, 4)]))
    heat = float(rng.choice([0.0, 0.0, 10 ** rng.uniform(-9, 6), 10 ** rng.uniform(-3, 1)]))
    size = 10 ** rng.uniform(-6, 3)
    kind = int(rng.integers(7))
    omega: complex | float = size
    if kind == 1:
        omega = rng.uniform(0, 4)
    elif kind == 2 and zeta < 1:
        omega = 2 * gap(zeta) * (1 + float(rng.choice([-1, 1])) * 10 ** rng.uniform(-17, -1))
    elif kind == 3:
        omega = complex(0, size)
    elif kind == 4:
        omega = complex(size, 10 ** rng.uniform(-6, 3))
    elif kind == 5:
        omega = complex(rng.uniform(0, 4), 10 ** rng.uniform(-12, 1))
    omega = omega if abs(omega) >= 1e-6 else 1e-6
    return Point(omega, zeta, kappa, heat, bool(rng.random() < 0.8))


def relative_error(point: Point) -> float:
    """Of the float64 value, relative to the modulus."""
    exact = complex(point.value(digits=13))
    return abs(point.value() - exact) / abs(exact) if exact else abs(point.value())


def check(rng: np.random.Generator, count: int) -> None:
    """Raise with every point at which the claim fails."""
    failed = [
        (error, point) for point in (draw(rng) for _ in range(count)) if not (error := relative_error(point)) <= CLAIMED
    ]
    assert not failed, failed


def test_float64_is_as_accurate_as_it_says(rng):
    check(rng, 25)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_float64_is_as_accurate_as_it_says_everywhere(chunk):
    check(np.random.default_rng(chunk), SLOW_POINTS // CHUNKS)
