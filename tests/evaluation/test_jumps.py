"""A change of sign that is no root is refused, and one among others that is the root is found."""

from __future__ import annotations

import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError
from tests.evaluation.values import right, value

REFUSED = [
    ("Root(floor(t) - 1/2, (t, 0, 2))", "jumps over zero at t = 1.0000000: it has no root there"),
    ("Root(floor(t) + 1/2, (t, -1, 1))", "jumps over zero at t = 0: it has no root there"),
    ("Root(floor(t) - 1/2, (t, 0, oo))", "jumps over zero at t = 1.0000000"),
    ("Root(primepi(t) - 5/2, (t, 2, 10))", "jumps over zero at t = 5.0000000"),
    ("Inverse(floor(t), (t, 0, 2), 1/2)", "jumps over zero at t = 1.0000000"),
    ("Root(arg(t - 1/2) - 1, (t, 0, 1))", "jumps over zero at t = 0.50000000"),
    ("Root(ceiling(t) - 3/2, (t, 0, 2))", "jumps over zero"),
    ("Root(frac(t) - 1/2, (t, 3/4, 3/2))", "jumps over zero"),
    ("Root(Piecewise((t - 1, t < 1/3), (t + 1, True)), (t, 0, 1))", "jumps over zero at t = 0.33333333"),
    ("Root((t - 1/3)/abs(t - 1/3), (t, 0, 1))", "jumps over zero at t = 0.33333333"),
    ("Root(sign(t - 1/3), (t, 0, 1))", "no root can be told from the jump there"),
    ("Root(Heaviside(t - 1/3) - 1/2, (t, 0, 1))", "no root can be told from the jump there"),
    ("Root(1/t, (t, -1, 1))", "has a pole at t = 0: it has no root there"),
    ("Root(1/(t - 1/3), (t, 0, 1))", "has a pole at t = 0.33333333"),
    ("Root(1/(t - 1/3)**3, (t, 0, 1))", "has a pole at t = 0.33333333"),
    ("Root(tan(t), (t, 1, 2))", "has a pole at t = 1.5707963"),
    ("Root(gamma(t), (t, -3/2, -1/2))", "has a pole at t = -1.0000000"),
    ("Root(sin(t), (t, 1, 10))", "3 roots in t, near 3.1416, 6.2832, 9.4248: make"),
    ("Root(sin(t), (t, 1, 200))", "63 or fewer roots in t, near 3.1416, 6.2832, 9.4248, 12.566, ...: make"),
    ("Inverse(Max(t, 1/2), (t, 0, 1), 1/2)", "zero everywhere between .* and 0.50000: no place is the root"),
    ("Root(0*t, (t, 0, 1))", "zero everywhere between"),
]
BEST = [
    ("Maximum(tan(t), (t, 0, 3))", "grows without bound near t = 1.5707963"),
    ("Minimum(1/t, (t, -1, 1))", "falls without bound near t = 0$"),
    ("ArgMax(1/t**2, (t, -1, 1))", "grows without bound near t = 0$"),
    ("Minimum(log(abs(t - 1/3)), (t, 0, 1))", "falls without bound near t = 0.33333333"),
    ("Maximum(Piecewise((t, t < 1), (0, True)), (t, 0, 2))", "jumps at t = 1.0000000, where it is best"),
    ("Maximum(sign(t - 1/3)*exp(-t), (t, 0, 1))", "jumps at t = 0.33333333, where it is best"),
    ("ArgMax(floor(t), (t, 0, 1/2))", "as good everywhere between .*: no place is the best"),
    ("ArgMax(Min(t, 1/2), (t, 0, 1))", "as good everywhere between 0.50000000 and 1.0000000: no place is the best"),
]
FOUND = [
    ("Root(tan(t), (t, 1, 5))", lambda: +mp.pi),
    ("Root(tan(t), (t, 1, 4))", lambda: +mp.pi),
    ("Root(Piecewise((t - 1/2, t < 1/3), (2*t - 1, True)), (t, 0, 1))", lambda: mp.mpf(1) / 2),
    ("Root(abs(t - 1/3) - 1/5, (t, 1/3, 1))", lambda: mp.mpf(8) / 15),
    ("Root(sign(t - 1/3)*abs(t - 1/3)**(1/3), (t, 0, 1))", lambda: mp.mpf(1) / 3),
    ("Root(sign(t), (t, -1, 1))", lambda: mp.mpf(0)),
    ("Root((t - 1/3)**3, (t, 0, 1))", lambda: mp.mpf(1) / 3),
    ("Maximum(Min(t, 1 - t), (t, 0, 1))", lambda: mp.mpf(1) / 2),
    ("ArgMax(Min(t, 1 - t), (t, 0, 1))", lambda: mp.mpf(1) / 2),
    pytest.param("Minimum(Max(t**2 - 1/4, 0), (t, -1, 1))", lambda: mp.mpf(0), marks=pytest.mark.slow),
    pytest.param("Maximum(log(abs(t - 1/3)), (t, 0, 1))", lambda: mp.log(mp.mpf(2) / 3), marks=pytest.mark.slow),
    ("Inverse(erfc(t), (t, 0, 100), exp(-5832))", "76.33539423200873659505242103554447224803067034"),
]


@pytest.mark.parametrize(("text", "said"), [*REFUSED, *BEST])
def test_what_is_no_root_is_refused(text, said):
    with pytest.raises(AccuracyError, match=said):
        value(text)


@pytest.mark.parametrize(("text", "exact"), FOUND)
def test_what_is_one_is_found(text, exact):
    assert right(text, exact)


@pytest.mark.parametrize(
    "text",
    ["Root(erfc(t) - 1/3, (t, 0, oo))", "Root(abs(t - 1/3) - 1/5, (t, 1/3, 1))", "Root(x*exp(x) - 3, (x, 0, 5))"],
)
def test_a_continuous_one_is_proved(text):
    assert value(text).proven


def test_steps_are_not():
    assert not value("Root(t - primepi(10)/7, (t, 0, 1)) + 0*Root(t + floor(t) - 1/7, (t, 0, 1/2))").proven


@pytest.mark.parametrize(("text", "exact"), [("jn(0, 0)", 1), ("jn(2, 0)", 0), ("1 + spherical_in(3, 0)", 1)])
def test_spherical_bessel_functions_have_values_at_zero(text, exact):
    assert value(text).number == exact
