"""Principal values around one pole of each kind, where it lies at exactly 0 and elsewhere, against primitives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from mpmath import mp

from higgs_sym.errors import DivergesError
from tests.evaluation.values import M, right, value

PRIMITIVES = {
    "cot(t)": lambda t: mp.log(abs(mp.sin(t))),
    "1/sin(t)": lambda t: mp.log(abs(mp.tan(t / 2))),
    "1/sinh(t)": lambda t: mp.log(abs(mp.tanh(t / 2))),
    "coth(t)": lambda t: mp.log(abs(mp.sinh(t))),
    "1/(exp(t) - 1)": lambda t: mp.log(abs(1 - mp.exp(-t))),
    "1/log(1 + t)": lambda t: mp.li(1 + t),
    "1/(t*(t**2 + 1))": lambda t: mp.log(abs(t) / mp.sqrt(t * t + 1)),
    "digamma(t)": lambda t: mp.log(abs(mp.gamma(t))),
    "1/(asinh(t)*sqrt(1 + t**2))": lambda t: mp.log(abs(mp.asinh(t))),
}


@pytest.mark.parametrize("body", PRIMITIVES)
@pytest.mark.parametrize("ends", [("-1/2", "2"), ("-1/3", "1/1000000")])
def test_a_pole_at_zero(body, ends):
    low, high = map(Fraction, ends)
    assert right(
        f"PrincipalValue({body}, (t, {low}, {high}))",
        lambda: PRIMITIVES[body](mp.mpmathify(high)) - PRIMITIVES[body](mp.mpmathify(low)),
    )


@pytest.mark.parametrize(("text", "exact"), [
    ("PrincipalValue(tan(t), (t, 0, 10))", lambda: -mp.log(abs(mp.cos(10)))),
    ("PrincipalValue(cot(t), (t, -1, 5))", lambda: mp.log(abs(mp.sin(5) / mp.sin(1)))),
    ("PrincipalValue(1/(1 - t**x), (t, 0, oo))", lambda: mp.pi / 1000 * mp.cot(mp.pi / 1000)),
    ("PrincipalValue(1/sin(t - 1/10**12), (t, -1, 2))",
     lambda: mp.log(mp.tan(1 - M(10) ** -12 / 2) / mp.tan((1 + M(10) ** -12) / 2))),
])  # fmt: skip
def test_poles_elsewhere(text, exact):
    assert right(text, exact, x=1000)


@pytest.mark.parametrize("text", [
    "Integral(1/sin(t), (t, -1, 2))", "Integral(1/(exp(t) - 1), (t, -1, 2))", "Integral(1/(2 - t**x), (t, 0, oo))",
    "PrincipalValue(1/sin(t)**2, (t, -1, 2))", "PrincipalValue(exp(t)/(t - sin(t)), (t, -1, 2))",
    "PrincipalValue(exp(t)/t**3, (t, -1, 2))", "PrincipalValue(exp(t)/t**(5/3), (t, -1, 2))",
])  # fmt: skip
def test_what_has_no_value_is_said_to_diverge(text):
    with pytest.raises(DivergesError):
        value(text, x=1000)


def test_zeros_far_out_on_an_infinite_path_are_found():
    assert right("PrincipalValue(1/(t**2 + t - x), (t, 0, oo))", lambda: _between_roots(M(10) ** 20), x=10**20)


def _between_roots(x):
    """Of 1/(t^2 + t - x) over (0, oo)."""
    root = mp.sqrt(1 + 4 * x)
    return -mp.log((root - 1) / (root + 1)) / root


def test_odd_poles_of_any_order_cancel():
    assert right("PrincipalValue(1/t**3, (t, -1, 2))", M(3) / 8)
    assert right("PrincipalValue(sin(t)/t**4, (t, -2, 1))", lambda: -mp.quad(lambda t: mp.sin(t) / t**4, [1, 1.5, 2]))
