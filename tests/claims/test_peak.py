"""The place of the absorption peak: accuracy as promised, and a maximum indeed."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

from higgs_sym.claims._peak import below_two
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.susceptibility import chi

CTX = mpmath.MPContext()
CTX.dps = 50


@pytest.mark.parametrize("zeta", ["1/100000", "1/10", "9/10"])
def test_digits_are_correct(zeta: str) -> None:
    rate = Fraction(zeta)
    few, many = (CTX.convert(below_two(rate, digits)) for digits in (15, 25))
    assert abs(few / many - 1) < CTX.mpf(10) ** -15


@pytest.mark.parametrize("zeta", ["1/1000", "1/2"])
def test_neighbours_absorb_less(zeta: str) -> None:
    place = 2 - CTX.convert(below_two(Fraction(zeta), 20))
    step = CTX.mpf(10) ** -6
    left, top, right = (CTX.convert(chi(place + k * step, zeta, digits=30).imag) for k in (-1, 0, 1))
    assert top > left
    assert top > right
    assert abs(left - right) < abs(2 * top - left - right) * CTX.mpf("1e-3")


def test_more_digits_than_there_are_is_an_accuracy_error() -> None:
    with pytest.raises(AccuracyError, match="fewer digits"):
        below_two(Fraction(1, 10**30), 80)
