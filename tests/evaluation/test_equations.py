"""Differential equations from singular starts and over long ways, to 30 digits, against closed forms and mpmath."""

from __future__ import annotations

import mpmath
import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import budget
from tests.evaluation.values import DIGITS, M, right, value


def _near(n, h):
    """The solution of Lane's and Emden's equation and its slope, by the power series with Miller's y^n."""
    first = [M(1), 0, -M(1) / 6, 0, M(n) / 120, 0, -M(n) * (8 * n - 5) / 15120]
    coefficients = [M(1), M(0)]
    for k in range(1, 40):
        power = [M(1)]
        for m in range(1, k):
            power.append(sum((n * j - (m - j)) * coefficients[j] * power[m - j] for j in range(1, m + 1)) / m)
        coefficients.append(-power[k - 1] / ((k + 1) * k + 2 * (k + 1)))
    assert all(abs(a - b) < M(10) ** -40 for a, b in zip(coefficients, first, strict=False))
    slope = sum(k * a * h ** (k - 1) for k, a in enumerate(coefficients) if k)
    return [sum(a * h**k for k, a in enumerate(coefficients)), slope]


def _lane_emden(n, x):
    """By mpmath's Taylor steps from a little further on."""
    h = M(1) / 64
    return mp.odefun(lambda t, y: [y[1], -2 * y[1] / t - y[0] ** n], h, _near(n, h))(x)[0]


CASES = [
    ("ODE(-2*y1/t - 1, (y, t), (0, 1, 0), x)", 2, lambda x: 1 - x**2 / 6),
    ("ODE(-2*y1/t - y, (y, t), (0, 1, 0), x)", 6, lambda x: mp.sin(x) / x),
    ("ODE(-2*y1/t - y**5, (y, t), (0, 1, 0), x)", 5, lambda x: 1 / mp.sqrt(1 + x**2 / 3)),
    ("ODE(-2*y1/t - y**3, (y, t), (0, 1, 0), x)", "1/8", lambda x: _lane_emden(3, x)),
    ("ODE(-2*y1/t - y**(3/2), (y, t), (0, 1, 0), x)", "1/8", lambda x: _near(M(3) / 2, x)[0]),
    ("ODE(-y1/t - y, (y, t), (0, 1, 0), x)", 50, lambda x: mp.besselj(0, x)),
    ("ODE(-y1/t - (1 - 1/t**2)*y, (y, t), (0, 0, 1/2), x)", 50, lambda x: mp.besselj(1, x)),
    ("ODE(-y1/(t - c) - y, (y, t), (c, 1, 0), x + c)", 2, lambda x: mp.besselj(0, x)),
    ("ODE(-cot(t)*y1 - 6*y, (y, t), (0, 1, 0), x)", 1, lambda x: mp.legendre(2, mp.cos(x))),
    ("ODE((2*t*y1 - 6*y)/(1 - t**2), (y, t), (1, 1, 3), x)", "1/4", lambda x: mp.legendre(2, x)),
    ("ODE((-(3/2 - 2*t)*y1 + y/4)/(t*(1 - t)), (y, t), (0, 1, 1/6), x)", "1/2",
     lambda x: mp.hyp2f1(M(1) / 2, M(1) / 2, M(3) / 2, x)),
    ("ODE((t - y)/t, (y, t), (0, 0), x)", 3, lambda x: x / 2),
    ("ODE((sin(t) - y)/t, (y, t), (0, 0), x)", 3, lambda x: (1 - mp.cos(x)) / x),
    ("ODE(-y, (y, t), (0, 0, 1), x)", 10_000, mp.sin),
    ("ODE(-y1/t - y, (y, t), (0, 1, 0), x)", 10_000, lambda x: mp.besselj(0, x)),
    ("ODE(-3*y2 - 3*y1 - y, (y, t), (0, 1, -1, 1), x)", 1000, lambda x: mp.exp(-x)),
    ("ODE(y + cos(t), (y, t), (0, -1/2), x)", 20, lambda x: (mp.sin(x) - mp.cos(x)) / 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "exact"), CASES, ids=[f"{row[0]} {row[1]}" for row in CASES])
def test_solutions_to_thirty_digits(text, x, exact):
    given = {"x": x, **({"c": "1/3"} if "c" in text.replace("cos", "").replace("cot", "") else {})}
    assert right(text, lambda: exact(fraction(x)), **given)


def fraction(x):
    """1/4 of "1/4"."""
    above, _, below = str(x).partition("/")
    return M(above) / M(below or 1)


@pytest.mark.slow
def test_airy_at_ten_thousand():
    found = value("ODE(t*y, (y, t), (0, airyai(0), airybi(0)*0 - 3**(-1/3)/gamma(1/3)), -x)", x=10_000).number
    with mpmath.workdps(DIGITS + 20):
        assert abs(M(found) - mp.airyai(-10_000)) <= M(10) ** (-DIGITS - 2)


@pytest.mark.parametrize(("text", "reason"), [
    ("ODE(-y1/t - (1 - 4/t**2)*y, (y, t), (0, 0, 0), 1)", r"derivative 2 there is free; put y = t\*\*2\*u"),
    ("ODE(-y1/t - y, (y, t), (0, 1, 1), 1)", "smooth solution has 0 as initial value of derivative 1"),
    ("ODE(-2*y1/t - y**2, (y, t), (0, 1, 1), 1)", "smooth solution has 0 as initial value of derivative 1"),
    ("ODE(y/t**2, (y, t), (0, 1), 2)", "irregular"),
    ("ODE((y - t)/t**2, (y, t), (0, 0), 2)", "irregular"),
    ("ODE((y**2 - t)/t**2, (y, t), (0, 0), 2)", "irregular|fails"),
    ("ODE(-y1/t - y/t, (y, t), (0, 0, 1), 2)", "smooth solution has 0"),
    ("ODE(1/t, (y, t), (0, 1), 2)", "no solution with these initial values is smooth there"),
    ("ODE(y*sqrt(t)/t, (y, t), (0, 1), 2)", "no power series"),
    ("ODE(y*log(t), (y, t), (0, 1), 2)", "no power series"),
])  # fmt: skip
def test_what_no_power_series_starts_from_is_said(text, reason):
    with pytest.raises(AccuracyError, match=reason), budget(5):
        value(text)
