"""The statement on the peak of the laws notices a law whose peak stays in the window."""

from __future__ import annotations

from fractions import Fraction

import pytest

from higgs_sym.records import Kind
from higgs_sym.statements import peak_of_laws


def test_a_law_that_falls_before_the_end_of_the_window_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peak_of_laws, "_rises", lambda names, zeta: -1)
    assert peak_of_laws.peak_of_laws(None).kind is Kind.UNDECIDED


@pytest.mark.parametrize(("zeta", "expected"), [("1/1000", 5.2384), ("1/8", 1.6994)])
def test_the_maximum_is_one(zeta: str, expected: float) -> None:
    """Against the values next to it, in double precision."""
    import math

    rate = Fraction(zeta)
    gamma = float(rate) ** (1 / 3)

    def absorption(x: float) -> float:
        s = math.sqrt(1 + x)
        real = s / 2 * math.log((s - 1) / (s + 1)) - math.log(gamma**2 * x / 16) / 2
        return math.pi / 2 * (s - 1) / (real**2 + (math.pi / 2 * (s - 1)) ** 2)

    place = float(peak_of_laws._places(rate)[0])
    assert place == pytest.approx(expected, rel=1e-5)
    assert absorption(place) > max(absorption(place * (1 + h)) for h in (-1e-3, 1e-3))
    assert absorption(place) >= max(absorption(0.01 * k) for k in range(1, 5000))
