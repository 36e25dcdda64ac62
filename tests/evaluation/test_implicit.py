"""Roots, extrema, derivatives, differential equations and cases to 30 digits, against closed forms and mpmath."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError, HiggsSymError
from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.implicit.derivatives import _weights
from higgs_sym.parsing.grammar import parse
from tests.evaluation.values import M, right, value


def _airy(x):
    """The solution of y'' = -t y, y(0) = 1, y'(0) = 0."""
    return mp.pi * (mp.airyai(-x) * mp.airybi(0, derivative=1) - mp.airybi(-x) * mp.airyai(0, derivative=1))


def _tilted(slope):
    """The lower of the minima of (x^2 - 1)^2 + slope x."""
    return min(mp.polyroots([4, 0, -4, slope], maxsteps=200, extraprec=200), key=lambda x: mp.re(x)).real


def _spike(sharpness):
    """The top of a peak on a slope: the zero of its derivative in units of its width."""
    at = M(0)
    for _ in range(10):
        at = mp.cos(M("0.7123") + at) * mp.exp(sharpness * at**2) / (6 * sharpness)
    return mp.sin(M("0.7123") + at) + 3 * mp.exp(-sharpness * at**2)


def _pendulum(t):
    k = mp.sin(M(1) / 20)
    return 2 * mp.asin(k * mp.ellipfun("cn", t, k**2) / mp.ellipfun("dn", t, k**2))


def _root_of_tan(near):
    return mp.findroot(lambda x: 1 / x - mp.tan(x), near)


CLOSED = [
    # roots
    ("Root(x*exp(x) - 3, (x, 0, 5))", lambda: mp.lambertw(3), {}),
    ("Root(x**3 - 2, (x, 0, oo))", lambda: mp.cbrt(2), {}),
    ("Root(x - 1/2, (x, 0, 1))", lambda: M(1) / 2, {}),
    ("Root(log(x) + 10**6, (x, 0, 1))", lambda: mp.exp(-(10**6)), {}),
    ("Root(x**3 - 1e-300, (x, -oo, oo))", lambda: M(10) ** -100, {}),
    ("Root(1/x - tan(x), (x, n*pi, (n + 1/2)*pi))", lambda: _root_of_tan(314.163), {"n": 100}),
    ("Inverse(erf(x), (x, 0, oo), 1/2)", lambda: mp.erfinv(M(1) / 2), {}),
    ("Root(m - tanh(m*(1 + t)), (m, 0, 1))", lambda: mp.findroot(lambda m: m - mp.tanh(1.5 * m), 0.85), {"t": "1/2"}),
    ("Root(m - tanh(m*(1 + t)), (m, 0, 1))", "1.732050807568877293527446341504313521216e-15", {"t": "1e-30"}),
    ("Root(Integral(exp(-m*t), (t, 0, oo)) - 1/3, (m, 0, oo))", lambda: M(3), {}),
    # derivatives
    ("Derivative(sin(x)**2, x)", lambda: mp.sin(2), {"x": 1}),
    ("Derivative(x**5, (x, 3))", lambda: M(240), {"x": 2}),
    ("Derivative(sin(x), x)", lambda: M(1), {"x": 0}),
    ("Derivative(besselj(n, 2), (n, 1), 0)", lambda: mp.pi / 2 * mp.bessely(0, 2), {}),
    ("Derivative(tanh(x/T), x)", lambda: mp.sech(1) ** 2 * M(10) ** 30, {"x": "1e-30", "T": "1e-30"}),
    ("Derivative(exp(-1/t), (t, 2), x)", lambda: mp.exp(-10) * (10**4 - 2 * 10**3), {"x": "1/10"}),
    ("Derivative(Integral(exp(-x*t)/(1 + t), (t, 0, oo)), x)", lambda: mp.exp(2) * mp.e1(2) - M(1) / 2, {"x": 2}),
    ("Derivative(Sum(1/n**x, (n, 1, oo)), x)", lambda: mp.zeta(2, derivative=1), {"x": 2}),
    ("Derivative(Root(m**3 - t, (m, 0, oo)), t)", lambda: M(1) / 12, {"t": 8}),
    # extrema
    ("ArgMin(gamma(x), (x, 0, oo))", lambda: mp.findroot(mp.digamma, 1.46), {}),
    ("Minimum(gamma(x), (x, 0, oo))", lambda: mp.gamma(mp.findroot(mp.digamma, 1.46)), {}),
    ("ArgMax(x**3/(exp(x) - 1), (x, 0, oo))", lambda: 3 + mp.lambertw(-3 * mp.exp(-3)), {}),
    ("Maximum(x*exp(-x*y), (x, 0, oo))", lambda: mp.exp(-1) * M(10) ** 40, {"y": "1e-40"}),
    ("Minimum(x**2, (x, 1, 2))", lambda: M(1), {}),
    ("ArgMin(cos(x) + x/1e9, (x, 0, 20))", lambda: mp.pi + mp.asin(M(-1) / 10**9), {}),  # not the next one, at 3 pi
    ("Maximum(sin(x), (x, 0, 100))", lambda: M(1), {}),
    ("ArgMin((x**2 - 1)**2 + x/1e20, (x, -3, 3))", lambda: _tilted(M(10) ** -20), {}),
    ("Maximum(sin(x) + 3*exp(-1e10*(x - 0.7123)**2), (x, 0, 1))", lambda: _spike(M(10) ** 10), {}),
    # differential equations
    ("ODE(-t*y, (y, t), (0, 1, 0), x)", lambda: _airy(10), {"x": 10}),
    ("ODE(-t*y, (y, t), (0, 1, 0), x)", lambda: _airy(-10), {"x": -10}),
    ("ODE(-y, (y, t), (0, 0, 1), x)", lambda: mp.sin(1000), {"x": 1000}),
    ("ODE(y, (y, t), (0, 1), x)", lambda: mp.exp(100), {"x": 100}),
    ("ODE(-y1/t - y, (y, t), (1, besselj(0, 1), -besselj(1, 1)), x)", lambda: mp.besselj(0, 50), {"x": 50}),
    ("ODE(y**2, (y, t), (0, 1), x)", lambda: M(10), {"x": "9/10"}),
    ("ODE(-sin(y), (y, t), (0, 1/10, 0), x)", lambda: _pendulum(7), {"x": 7}),
    ("ODE(y2, (y, t), (0, 1, 1, 1), x)", lambda: mp.exp(3), {"x": 3}),
    # cases, marks, several variables
    ("Piecewise((x, x < 1), (x**2, True))", lambda: M(4), {"x": 2}),
    ("Piecewise((x, x <= 1), (x**2, True))", lambda: M(1), {"x": 1}),
    ("Integral(Piecewise((t, t < x), (x**2/t, True)), (t, 0, 1))", lambda: M(1) / 18 + mp.log(3) / 9, {"x": "1/3"}),
    ("5! + 7!! + x!", lambda: M(225) + mp.gamma(M(7) / 2), {"x": "5/2"}),
    ("2^x^2", lambda: M(512), {"x": 3}),
    ("Integral(t*s, (t, 0, s), (s, 0, 1))", lambda: M(1) / 8, {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "given"), CLOSED, ids=[f"{row[0]} {row[2]}" for row in CLOSED])
def test_to_thirty_digits(text, expected, given):
    assert right(text, expected, 20, **given)


def test_a_root_of_balls_is_proved_and_a_derivative_measured():
    assert value("Root(x*exp(x) - 3, (x, 0, 5))").proven
    assert value("Derivative(sin(x)**2, x)", x=1).proven  # by rule
    assert not value("Derivative(gamma(x)**2, x)", x=1).proven
    assert not value("Root(Integral(exp(-m*t), (t, 0, oo)) - 1/3, (m, 0, oo))").proven


def test_a_quantity_of_the_package_has_a_derivative():
    found = value("Derivative(gap(x), x)", 20, x="1/10").number
    with mpmath.workdps(40):
        x = M(1) / 10
        assert abs(found + mp.sqrt(1 - mp.cbrt(x) ** 2) / mp.cbrt(x)) < M(10) ** -20  # of (1 - x^(2/3))^(3/2)


@pytest.mark.parametrize(("text", "x", "known"), [
    ("Derivative(abs(x) + x, x)", 2, 2),
    ("Derivative(re(x) + x, x)", 2, 2),
    ("Derivative(sqrt(x**2) + 2*x, x)", -2, 1),
    ("Derivative(Piecewise((x, x < 0), (2*x, True)), x)", 1, 2),
    ("Derivative(abs(gamma(x)) + 3*x, x)", 1, "2.4227843350984671393934879099175975689578406640600764"),
    ("Derivative(abs(x)**3 + gamma(x + 1), x)", 0, "-0.5772156649015328606065120900824024310421593359399236"),
])  # fmt: skip
def test_what_is_not_holomorphic_has_the_slope_of_the_real_line(text, x, known):
    found = value(text, 25, x=x).number
    with mpmath.workdps(50):
        assert abs(found - M(known)) < M(10) ** -24


@pytest.mark.parametrize("text", [
    "Derivative(abs(x) + x, x)", "Derivative(abs(sin(x)) + 2*x, x)", "Derivative(sqrt(x**2) + exp(x), x)",
    "Derivative(Piecewise((x, x < 0), (2*x, True)), x)", "Derivative(x*sign(x) + gamma(x + 1), x)",
])  # fmt: skip
def test_a_kink_has_no_slope(text):
    with pytest.raises(AccuracyError, match="smooth"):
        value(text, x=0)


@pytest.mark.parametrize(("text", "reason"), [
    ("Root(cos(x), (x, 0, oo))", "roots in x, near .*: make the bracket narrower"),
    ("Root(x**2 - 2, (x, -oo, oo))", "2 roots"),
    ("Root(x**2 + 2, (x, 0, 5))", "no change of sign"),
    ("Root(sqrt(x - 2), (x, 0, 1))", "no change of sign"),
    ("Maximum(x, (x, 0, oo))", "not reached"),
    ("ArgMax(sin(x), (x, 0, 20))", r"as good at 1\.5707963, 7\.8539816, 14\.137167"),
    ("ArgMin((x**2 - 1)**2, (x, -3, 3))", "as good at -1.0000000, 1.0000000"),
    ("ODE(y**2, (y, t), (0, 1), 2)", r"singular at or near t = 1\.0000000"),
    ("ODE(y/t, (y, t), (0, 1), 2)", "singular at or near t = 0"),
    ("Derivative(abs(x), (x, 1), 0)", "smooth|digits"),
])  # fmt: skip
def test_what_is_not_there_is_refused(text, reason):
    with pytest.raises(AccuracyError, match=reason), budget(10):
        value(text)


def test_cases_that_nobody_can_tell_apart_have_no_value():
    with pytest.raises(HiggsSymError):
        value("Piecewise((1, sin(pi*x) < 0), (2, True))", x=1)


def test_difference_weights_are_exact_for_polynomials():
    for order in (1, 2, 3):
        weights = _weights(order, 4)
        for power in range(9):
            found = sum(weight * Fraction(k) ** power for weight, k in zip(weights, range(-4, 5), strict=True))
            assert found == (mpmath.factorial(order) if power == order else 0)


@pytest.mark.parametrize(("text", "count"), [
    ("Root(x**3 - x + 0.1, (x, 0, 1))", 2),
    ("Root(sin(x), (x, 1, 20))", 6),
    ("Root((x - 1/3)*(x - 1/3 - 1e-12)*(x - 1/2), (x, 0, 1))", 3),
])  # fmt: skip
def test_more_roots_than_one_are_named_and_none_is_chosen(text, count):
    with pytest.raises(AccuracyError, match=f"{count} roots in x, near .*: make the bracket narrower"):
        value(text)


@pytest.mark.parametrize(("text", "known"), [
    ("Root(m - tanh(2*m), (m, 0, 5))", "0.957504024077268740676501"),  # not the one at the end
    ("Root(x**3 - x + 0.1, (x, 0, 1/2))", "0.101031257881010818"),
])  # fmt: skip
def test_a_root_that_is_alone_is_proved_to_be(text, known):
    found = value(text)
    assert found.proven
    assert abs(found.number - found.number.context.mpf(known)) < 1e-17


@pytest.mark.parametrize(("text", "x"), [("Derivative(cos(x), (x, 1), 0)", 0), ("Derivative(x**2*exp(-x), x)", 2)])
def test_a_derivative_that_vanishes_is_zero(text, x):
    assert value(text, x=x).number == 0


def test_a_decaying_solution_is_as_far_off_as_its_radius_says():
    found = Expression(parse("ODE(t*y, (y, t), (0, airyai(0), airyaiprime(0)), 5)")).value({}, 30)
    known = Expression(parse("airyai(5)")).value({}, 60)
    assert abs(found.ball.mid() - known.ball.mid()) < found.ball.rad() / 1000


def test_radii_hold_what_an_equation_makes_of_uncertain_initial_values():
    start = "airyai(0)*critical_temperature(1/10)/critical_temperature(1/10)"  # promised, not proven
    found = Expression(parse(f"ODE(t*y, (y, t), (0, {start}, airyaiprime(0)), 4)")).value({}, 12)
    known = Expression(parse("airyai(4)")).value({}, 60)
    assert abs(found.ball.mid() - known.ball.mid()) < found.ball.rad()
