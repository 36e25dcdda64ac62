"""Sums that are added directly, those past a pole far out, and powers close to 1/n: closed forms, and what diverges."""

from __future__ import annotations

import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.budget import budget
from tests.evaluation.values import M, right, value


def _over_double_factorials():
    return mp.sqrt(mp.e) * (1 + mp.sqrt(mp.pi / 2) * mp.erf(mp.sqrt(M(1) / 2)))


def _peak():
    return 10 * mp.psi(0, mp.mpc(1 - 10**9 - M(1) / 3, M(1) / 10)).imag


CASES = [  # formula, its value, parameters
    # terms that vanish after a few
    ("Sum(1/2**(2**n), (n, 0, oo))", lambda: mp.fsum(M(2) ** -(2**n) for n in range(12)), {}),
    ("Sum(1/fibonacci(2**n), (n, 0, oo))", lambda: (7 - mp.sqrt(5)) / 2, {}),
    ("Sum(2**n/(x**(2**n) + 1), (n, 0, oo))", lambda: M(1) / 2, {"x": 3}),
    ("Sum((1 - 10**(-12))**(2**n), (n, 0, oo))", lambda: mp.fsum((1 - M(10) ** -12) ** (2**n) for n in range(60)), {}),
    ("Product(1 + x**(2**n), (n, 0, oo))", lambda: M(2), {"x": "1/2"}),
    ("Product(1 + x**(2**n), (n, 0, oo))", lambda: M(100), {"x": "99/100"}),
    # terms that are given to small whole numbers only, or have a law of their own for even ones
    ("Sum(1/factorial2(n), (n, 0, oo))", _over_double_factorials, {}),
    ("Sum(besselj(n, 3*n/5)**2, (n, 1, oo))", lambda: M(1) / 8, {}),
    ("Sum(partition(n)*x**n, (n, 0, oo))", lambda: 1 / mp.qp(M(1) / 2), {"x": "1/2"}),
    ("Sum(partition(n)*x**n, (n, 0, oo))", lambda: 1 / mp.qp(-M(9) / 10), {"x": "-9/10"}),
    ("Sum(bell(n)/factorial(n), (n, 0, oo))", lambda: mp.exp(mp.e - 1), {}),
    ("Sum((-1)**n*bell(n)/factorial(n), (n, 0, oo))", lambda: mp.exp(1 / mp.e - 1), {}),
    # poles between whole numbers far out: pi^2 less what is left of the first one
    ("Sum(1/(n - 1000000 - 1/2)**2, (n, 1, oo))", lambda: mp.pi**2 - mp.zeta(2, 10**6 + M(1) / 2), {}),
    ("Sum(1/((n - 1000 - 1/2)*(n - 5000 - 1/3)), (n, 1, oo))",
     lambda: (mp.psi(0, -4999 - M(1) / 3) - mp.psi(0, -999 - M(1) / 2)) / (1000 + M(1) / 2 - 5000 - M(1) / 3), {}),
    ("Sum(1/((n - 10**9 - 1/3)**2 + 1/100), (n, 1, oo))", _peak, {}),
    # powers close to 1/n
    ("Sum(n**(-1 - x), (n, 1, oo))", lambda: M(10) ** 30 + mp.euler, {"x": "1e-30"}),
    ("Sum(n**(-1 - x), (n, 1, oo))", lambda: M(10) ** 60, {"x": "1e-60"}),
    ("Sum(3/(2*n + 1)**(5/2), (n, 0, oo))", lambda: 3 * mp.zeta(2.5, 0.5) / mp.sqrt(32), {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "given"), CASES)
def test_to_thirty_digits(text, expected, given):
    assert right(text, expected, seconds=5, **given)


@pytest.mark.parametrize(("text", "error", "reason"), [
    ("Sum(2**(2**n), (n, 0, oo))", DivergesError, "grow faster than every exponential"),
    ("Sum(n**(-1 + x), (n, 1, oo))", DivergesError, "1 - 1e-30"),
    ("Sum(1/(n - 1000 - 1/2), (n, 1, oo))", DivergesError, "1/n"),
    # no law can be seen where the numbers end
    ("Sum(1/partition(n), (n, 0, oo))", AccuracyError, "partition"),
    ("Sum(bell(n)/2**n, (n, 0, oo))", AccuracyError, "bell"),
    ("Sum(besselj(n, n)**2, (n, 1, oo))", AccuracyError, "cannot be followed"),
])  # fmt: skip
def test_what_has_no_value_is_said(text, error, reason):
    with pytest.raises(AccuracyError, match=reason) as caught, budget(5):
        value(text, **({"x": "1e-30"} if "x" in text else {}))
    assert type(caught.value) is error
