"""No scale is preferred: every kind of exact side keeps its digits from 1e-300 to 1e300."""

from __future__ import annotations

from fractions import Fraction

import pytest

from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from higgs_sym.results import context

DIGITS = 30
M = context(700)  # exp(-1e300) leaves 300 digits less than it is given
SCALES = ("1e-300", "1e-100", "1", "1e100", "1e300")

VALUES = {
    "Sum(c/n**2, (n, 1, oo))": lambda c: c * M.zeta(2),
    "Sum(1/(n**2 + c**2), (n, 1, oo))": lambda c: (
        (M.pi * c * M.coth(M.pi * c) - 1) / (2 * c**2) if c >= 1 else M.zeta(2) - c**2 * M.zeta(4)
    ),
    "Sum(exp(-n*c), (n, 1, oo))": lambda c: 1 / M.expm1(c),
    "Product(1 + c/n**2, (n, 1, oo))": lambda c: M.sinh(M.pi * M.sqrt(c)) / (M.pi * M.sqrt(c)),
    "Integral(c*exp(-t/c)/(1 + t/c), (t, 0, oo))": lambda c: c**2 * M.e * M.e1(1),
    "PrincipalValue(1/(t - c), (t, 0, 3*c))": lambda c: M.log(2),
    "Root(y**3 - c, (y, 0, 1 + c))": lambda c: M.cbrt(c),
    "Root(cos(y/c) - y/c, (y, 0, 2*c))": lambda c: c * M.findroot(lambda z: M.cos(z) - z, 0.7),
    "Inverse(y**3 + y*c**2, (y, 0, 2*c), 2*c**3)": lambda c: c,
    "Minimum((y/c - 1)**2 + c, (y, 0, 3*c))": lambda c: c,
    "ArgMin((y/c - 1)**2, (y, 0, 3*c))": lambda c: c,
    "Derivative(y**3, (y, 1), c)": lambda c: 3 * c**2,
    "Derivative(sin(y/c)*c, (y, 2), c)": lambda c: -M.sin(1) / c,
    "ODE(-y/c, (y, s), (0, c), c)": lambda c: c / M.e,
    "ODE(-y/c**2, (y, s), (0, 0, 1), c)": lambda c: c * M.sin(1),
}
OUT_OF_REACH = {  # AccuracyError today
    ("Product(1 + c/n**2, (n, 1, oo))", "1e-300"),
    ("Product(1 + c/n**2, (n, 1, oo))", "1e300"),
    ("Minimum((y/c - 1)**2 + c, (y, 0, 3*c))", "1e-300"),
}


CASES = [(formula, scale) for formula in VALUES for scale in SCALES if (formula, scale) not in OUT_OF_REACH]


@pytest.mark.parametrize(("formula", "scale"), CASES)
def test_digits_do_not_depend_on_the_scale(formula, scale):
    found = Expression(parse(formula, ("c",))).value({"c": Fraction(scale)}, DIGITS)
    expected = VALUES[formula](M.mpf(scale))
    assert abs(M.mpf(str(found.number)) - expected) <= abs(expected) * M.mpf(10) ** (1 - DIGITS)


BEYOND_FLOATS = {  # what no float holds, and what it is
    "E**(-2000)": lambda: M.exp(-2000),
    "1/exp(-exp(8))": lambda: M.exp(M.exp(8)),
    "1e-400*(1 + 1e-400)": lambda: M.mpf(10) ** -400,
    "Integral(t**3000*exp(-t), (t, 0, oo))": lambda: M.gamma(3001),
    "Integral((1 - t**2)**100000, (t, -1, 1))": lambda: M.beta(M.mpf(1) / 2, 100001),
    "Integral(tanh(u/(2*1e-400))/u, (u, 0, 1))": lambda: M.log(4 / M.pi * M.mpf(10) ** 400 / 2) + M.euler,
    "1e400*Integral(exp(-1e800*(t - 1/3)**2), (t, 0, 1))": lambda: M.sqrt(M.pi),
    "Integral(1/(t + 1e-5000), (t, 0, 1))": lambda: 5000 * M.log(10),
    "Sum(1e400/n**2, (n, 1, oo))": lambda: M.mpf(10) ** 400 * M.zeta(2),
    "Root(exp(-m) - 1e-400, (m, 1, 10000))": lambda: 400 * M.log(10),
    "Derivative(exp(1e400*t), (t, 1), 1e-400)": lambda: M.mpf(10) ** 400 * M.e,
    "Derivative((1 + t)**5000, (t, 2), 1/10)": lambda: 5000 * 4999 * M.mpf("1.1") ** 4998,
    "ODE(-1e400*y, (y, s), (0, 1), 1e-400)": lambda: 1 / M.e,
}


@pytest.mark.parametrize("formula", BEYOND_FLOATS)
def test_constants_that_no_float_holds(formula):
    found = Expression(parse(formula)).value({}, DIGITS).number
    true = BEYOND_FLOATS[formula]()
    assert abs(M.convert(found) / true - 1) < M.mpf(10) ** -(DIGITS - 1)
