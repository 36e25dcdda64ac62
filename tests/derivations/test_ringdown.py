"""The ring-down pole for weak pair breaking: the integral for G and its Taylor series, against quadrature."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from derivations import ringdown
from derivations.scaling_centre import M
from higgs_sym.errors import StepError
from higgs_sym.physics.scaling import scaling_function, scaling_pole
from higgs_sym.steps import Chain

CTX = mpmath.MPContext()
CTX.dps = 40


def turned(tau: str) -> mpmath.mpf:
    """G(tau) = e^(i pi/3) F(e^(i pi/3) tau)."""
    turn = CTX.expjpi(CTX.mpf(1) / 3)
    return (turn * CTX.convert(scaling_function(turn * CTX.mpf(tau), 25))).real


@pytest.mark.parametrize("tau", ["0.5", "2"])
def test_one_integral_is_the_scaling_function(tau: str) -> None:
    """In p from its start to infinity; m is the root of a quadratic."""
    t = CTX.mpf(tau)
    low = 2 * CTX.findroot(lambda x: x**3 - t * x - 2, 1.5)

    def value(p: mpmath.mpf) -> mpmath.mpf:
        root = CTX.sqrt((p**2 / 2 - t) ** 2 - 4 * p)
        m = (p**2 / 2 - t + root) / (2 * p**2)
        slope = (m * t - 3 * p**2 * m * (CTX.mpf(1) / 2 - m)) / (p**3 * (CTX.mpf(1) / 2 - 2 * m) - t * p)
        return CTX.sqrt(4 * m - 1) / (4 * m**2) * ((m + 1) * p + p**-2) * slope

    found = CTX.quad(lambda s: 2 * s * value(low + s * s), [0, 1, 4, CTX.inf])
    assert abs(found / turned(tau) - 1) < CTX.mpf("1e-12")


def test_a_wrong_power_of_the_weight_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringdown, "WEIGHT", ringdown.WEIGHT * M)
    with pytest.raises(StepError, match="One integral"):
        ringdown.one_integral(Chain())


def test_a_wrong_coefficient_of_the_series_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringdown, "_coefficient", lambda a, k, scale: sympy.Rational(a, k) * M**k * scale ** (a + k))
    with pytest.raises(StepError, match="Taylor"):
        ringdown.taylor(Chain())


def test_numbers_of_the_zero_are_as_written() -> None:
    chain = Chain()
    ringdown.places(chain)
    text = next(step.latex for step in chain.steps if step.title == "The zero")
    place, residue = (CTX.convert(each) for each in scaling_pole(35))
    for number in (abs(place), 1 / abs(residue)):
        assert CTX.nstr(number, 34, strip_zeros=False)[:30] in text
