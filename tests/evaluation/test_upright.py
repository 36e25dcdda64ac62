"""Waves with many turns between singular ends, to 30 digits, against Bessel functions and sine integrals."""

from __future__ import annotations

import pytest
from mpmath import mp

from tests.evaluation.values import M, right


def _cosine_logarithm(x):
    """Of cos(x t) ln(1 - t) over (0, 1)."""
    return (-mp.cos(x) * mp.si(x) + mp.sin(x) * (mp.ci(x) - mp.euler - mp.log(x))) / x


CASES = [
    ("Integral(cos(x*t)*sqrt(1 - t^2), (t, -1, 1))", lambda x: mp.pi * mp.besselj(1, x) / x),
    ("Integral(cos(x*t)/sqrt(1 - t^2), (t, 0, 1))", lambda x: mp.pi / 2 * mp.besselj(0, x)),
    ("Integral(sin(x*t)/sqrt(1 - t^2), (t, 0, 1))", lambda x: mp.pi / 2 * mp.struveh(0, x)),
    ("Integral(cos(x*t)*ln(t), (t, 0, 1))", lambda x: -mp.si(x) / x),
    ("Integral(cos(x*t)*ln(1 - t), (t, 0, 1))", _cosine_logarithm),
    ("Integral(cos(x*t)/sqrt(t*(1 - t)), (t, 0, 1))", lambda x: mp.pi * mp.cos(x / 2) * mp.besselj(0, x / 2)),
    ("Integral(cos(x*t)^2/sqrt(1 - t^2), (t, 0, 1))", lambda x: mp.pi / 4 * (1 + mp.besselj(0, 2 * x))),
    ("Integral(cos(x*t)*t^(1/3)*(1 - t)^(-1/3), (t, 0, 1))",
     lambda x: mp.gamma(M(4) / 3) * mp.gamma(M(2) / 3) * mp.re(mp.hyp1f1(M(4) / 3, 2, 1j * x))),
]  # fmt: skip


@pytest.mark.parametrize("x", [500, 100_000])
@pytest.mark.parametrize(("text", "exact"), CASES)
def test_to_thirty_digits(text, exact, x):
    assert right(text, lambda: exact(M(x)), x=x)
