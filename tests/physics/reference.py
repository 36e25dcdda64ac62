"""Random points over the whole advertised range, and a recorded table of exact values at 240 of them.

`python -m tests.physics.reference` computes the table again (minutes); a test recomputes some of its rows each
time. One row: omega (complex), zeta, kappa as doubles, vertex, then chi^-1 to 20 digits in either part.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import mpmath
import numpy as np

from higgs_sym import chi_inv, gap

TABLE = Path(__file__).with_suffix(".txt")
DIGITS = 20


class Point(NamedTuple):
    """Arguments of chi_inv, all of them doubles."""

    omega: complex
    zeta: float
    kappa: float
    vertex: bool

    def float64(self) -> complex:
        return chi_inv(self.omega, self.zeta, kappa=self.kappa, vertex=self.vertex)

    def exact(self, digits: int) -> Any:
        return chi_inv(self.omega, self.zeta, kappa=self.kappa, vertex=self.vertex, digits=digits)

    def __str__(self) -> str:
        return f"chi_inv({self.omega!r}, {self.zeta!r}, kappa={self.kappa!r}, vertex={self.vertex})"


def draw(rng: np.random.Generator) -> Point:
    """A point: log-uniform, next to the threshold, next to 2 Delta, next to zeta = 1, or off the real axis."""
    zeta, omega = 10 ** rng.uniform(-8, 3), 10 ** rng.uniform(-6, 3)
    height = 0.0
    kind = int(rng.integers(7))
    if kind in (0, 1):
        zeta = 10 ** rng.uniform(-8, -0.01)
        omega = 2 * gap(float(zeta)) * (1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-9, -3))
    elif kind == 2:
        zeta = 10 ** rng.uniform(-8, -1)
        omega = abs(2 + 3 * rng.normal() * zeta ** (2 / 3))
    elif kind == 3:
        zeta = 1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-9, -1)
    elif kind == 4:
        omega = rng.choice([-1, 1]) * omega
        height = 10 ** rng.uniform(-9, 3)
    kappa = rng.choice([0.0, rng.uniform(0, 10), 10 ** rng.uniform(-6, 1)])
    return Point(complex(omega, height), float(zeta), float(kappa), bool(rng.random() < 0.7))


def read() -> list[tuple[Point, Any]]:
    """The recorded rows; values are mpmath numbers of more than DIGITS digits."""
    context = mpmath.MPContext()
    context.dps = DIGITS + 5
    rows = []
    for line in TABLE.read_text().splitlines():
        re, im, zeta, kappa, vertex, value_re, value_im = line.split()
        point = Point(complex(float(re), float(im)), float(zeta), float(kappa), vertex == "True")
        rows.append((point, context.mpc(value_re, value_im)))
    return rows


def main() -> None:
    """Write the table."""
    rng = np.random.default_rng(1965)
    lines = []
    for _ in range(240):
        point = draw(rng)
        value = point.exact(DIGITS)
        omega = point.omega
        lines.append(
            f"{omega.real!r} {omega.imag!r} {point.zeta!r} {point.kappa!r} {point.vertex} {value.real} {value.imag}"
        )
    TABLE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
