"""Steps that pile up at an end of the path, against sums in closed form."""

from __future__ import annotations

import pytest
from mpmath import mp

from higgs_sym.errors import DivergesError
from tests.evaluation.values import M, right, value

CASES = {
    "Integral(1/t - floor(1/t), (t, 0, 1))": lambda: 1 - mp.euler,
    "Integral((1/t - floor(1/t))**2, (t, 0, 1))": lambda: mp.log(2 * mp.pi) - mp.euler - 1,
    "Integral(t*(1/t - floor(1/t)), (t, 0, 1))": lambda: 1 - mp.zeta(2) / 2,
    "Integral(1/t - floor(1/t), (t, 1/3, 1))": lambda: mp.log(3) - M(5) / 6,
    "Integral(floor(1/(1 - t))*(1 - t), (t, 0, 1))": lambda: mp.zeta(2) / 2,
    "Integral(floor(-log(t)), (t, 0, 1))": lambda: 1 / (mp.e - 1),
    "Integral(floor(1/sqrt(t)), (t, 0, 1))": lambda: mp.zeta(2),
    "Integral(sign(sin(pi/t)), (t, 0, 1))": lambda: 1 - 2 * mp.log(2),
}
SLOW = {
    "Integral((-1)**floor(1/t), (t, 0, 1))": lambda: 1 - 2 * mp.log(2),
    "Integral(1/floor(1/t), (t, 0, 1))": lambda: mp.zeta(2) - 1,
    "Integral(t**2*floor(1/t**2), (t, 0, 1))": lambda: mp.zeta(M(3) / 2) / 3,
}


@pytest.mark.parametrize("text", CASES)
def test_to_thirty_digits(text):
    assert right(text, CASES[text])


@pytest.mark.slow
@pytest.mark.parametrize("text", SLOW)
def test_what_takes_longer(text):
    assert right(text, SLOW[text], seconds=30)


@pytest.mark.parametrize("body", ["floor(1/t)", "(1/t - floor(1/t))/t", "abs(sin(1/t))/t"])
def test_what_does_not_fall_fast_enough_diverges_where_the_steps_pile_up(body):
    with pytest.raises(DivergesError, match="diverges at t = 0"):
        value(f"Integral({body}, (t, 0, 1))")
