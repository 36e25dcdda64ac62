"""Integrals over two and three variables to 30 digits, against closed forms and one-dimensional integrals of mpmath."""

from __future__ import annotations

import flint
import pytest
from mpmath import mp

from higgs_sym.arithmetic.enclosure import meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import ComplexError, DivergesError
from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.integrals.grids import on_a_grid
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.tree import compiled
from higgs_sym.parsing.grammar import parse
from tests.evaluation.values import M, right, value


def third(a):
    return M(a) / 3


def lattice(energy):
    """The integral of 1/(energy - cos a - cos b) over (0, pi)^2."""
    return (2 * mp.pi / energy * mp.ellipk(4 / energy**2)).real


SQUARE, CUBE = "(a, 0, 1), (b, 0, 1)", "(a, 0, 1), (b, 0, 1), (c, 0, 1)"
QUADRANT, OCTANT = "(a, 0, oo), (b, 0, oo)", "(a, 0, oo), (b, 0, oo), (c, 0, oo)"
PLANE, SPACE = "(a, -oo, oo), (b, -oo, oo)", "(a, -oo, oo), (b, -oo, oo), (c, -oo, oo)"
ZONE, ZONES = "(a, 0, pi), (b, 0, pi)", "(a, 0, pi), (b, 0, pi), (c, 0, pi)"
DISC = "(b, -sqrt(1 - a^2), sqrt(1 - a^2)), (a, -1, 1)"

FACTORS = {
    f"Integral(cos(a - b)^2*exp(-a - b), {QUADRANT})": lambda: M(3) / 5,
    f"Integral(exp(-(a - b)^2 - (a + b - 1)^2), {PLANE})": lambda: mp.pi / 2,
    f"Integral(a^(1/2)*b^(1/3)*exp(-a - b), {QUADRANT})": lambda: mp.gamma(M(3) / 2) * mp.gamma(third(4)),
    "Integral(1/(sqrt(a*b)*(1 + a)), (a, 0, oo), (b, 0, 1))": lambda: 2 * mp.pi,
    f"Integral((a + b*c)^2, {CUBE})": lambda: third(1) + M(1) / 4 + M(1) / 9,
}
SUMS = {
    f"Integral(exp(-(a - b)^2*10^6), {SQUARE})": lambda: mp.sqrt(mp.pi) / 1000 * mp.erf(1000) - M(10) ** -6,
    f"Integral(1/((a - b)^2 + 10^(-6)), {SQUARE})": lambda: 2000 * mp.atan(1000) - mp.log(1 + M(10) ** 6),
    f"Integral(Abs(a - b)^(1/2), {SQUARE})": lambda: M(8) / 15,
    f"Integral(log(Abs(a - b)), {SQUARE})": lambda: -M(3) / 2,
    f"Integral(Abs(sin(a - b)), {ZONE})": lambda: 2 * mp.pi,
    "Integral(sin(2*a - b + 1), (a, -1, 2), (b, 0, 3))": lambda: (
        sum(s * mp.sin(1 + u) for u, s in ((4, -1), (-2, 1), (1, 1), (-5, -1))) / 2
    ),
    f"Integral(1/(1 + a + b + c), {CUBE})": lambda: sum(
        s * M(n) ** 2 / 2 * mp.log(n) for n, s in ((4, 1), (3, -3), (2, 3))
    ),
    f"Integral(1/(1 + a + b + c)^4, {OCTANT})": lambda: M(1) / 6,
    f"Integral(1/(exp(a + b) + 1), {QUADRANT})": lambda: mp.pi**2 / 12,
    "Integral(Integral(1/(1 + x + y)**3, (y, 0, oo)), (x, 0, oo))": lambda: M(1) / 2,
    "Integral(exp(a + b), (a, -oo, 0), (b, -oo, 1))": lambda: mp.e,
    "Integral(exp(-(a + b)^2), (a, -2, sqrt(2)), (b, 1/3, pi))": lambda: mp.quad(
        lambda b: (mp.erf(mp.sqrt(2) + b) - mp.erf(b - 2)) * mp.sqrt(mp.pi) / 2, [third(1), 1, 2, mp.pi]
    ),
}
PRODUCTS = {
    f"Integral(1/(1 - a*b*c), {CUBE})": lambda: mp.zeta(3),
    f"Integral(1/(1 - a*b*c)^2, {CUBE})": lambda: mp.zeta(2),
    f"Integral(-log(a*b)/(1 - a*b), {SQUARE})": lambda: 2 * mp.zeta(3),
    f"Integral((a - 1)/((1 - a*b)*log(a*b)), {SQUARE})": lambda: mp.euler,
    f"Integral((a - 1)/((1 + a*b)*log(a*b)), {SQUARE})": lambda: mp.log(4 / mp.pi),
    "Integral(cos(a*b), (a, 0, 10), (b, 0, 10))": lambda: mp.si(100),
    "Integral(a^2*b/(2 + a*b), (a, 0, 2), (b, 0, 3))": lambda: mp.quad(
        lambda a: 3 * a - 2 * mp.log(1 + 3 * a / 2), [0, 2]
    ),
}
LENGTHS = {
    f"Integral(exp(-sqrt(a^2 + b^2)), {PLANE})": lambda: 2 * mp.pi,
    f"Integral(1/(exp(a^2 + b^2 + c^2) - 1), {OCTANT})": lambda: mp.pi**1.5 * mp.zeta(1.5) / 8,
    f"Integral(log(a^2 + b^2), {DISC})": lambda: -mp.pi,
    f"Integral(1/sqrt(1 - a^2 - b^2), {DISC})": lambda: 2 * mp.pi,
    "Integral(1, (c, 0, sqrt(4 - a^2 - b^2)), (b, -sqrt(4 - a^2), sqrt(4 - a^2)), (a, 0, 2))": lambda: 8 * mp.pi / 3,
    f"Integral(exp(-a - b)/sqrt(a^2 + b^2), {QUADRANT})": lambda: mp.sqrt(2) * mp.asinh(1),
    f"Integral(a^(1/2)*(a + b)^(-1/3)*exp(-a - b), {QUADRANT})": lambda: third(2) * mp.gamma(M(13) / 6),
    f"Integral(a*b/(exp(a + b) - 1), {QUADRANT})": lambda: mp.pi**4 / 90,
    f"Integral(a^2*b^2*exp(-2*a - 2*b)/Max(a, b), {QUADRANT})": lambda: M(5) / 128,
    f"Integral(exp(-Abs(a - b) - a - b), {QUADRANT})": lambda: M(1) / 2,
    f"Integral(exp(-(a^2 - a*b + b^2)*2/3), {QUADRANT})": lambda: mp.pi / mp.sqrt(3),
    f"4*Integral((1 - a)*(1 - b)*sqrt(a^2 + b^2), {SQUARE})": lambda: (
        (2 + mp.sqrt(2) + 5 * mp.log(1 + mp.sqrt(2))) / 15
    ),
}
KNOWN_INSIDE = {
    f"Integral(exp(-a^2 - b^2 - a*b), {PLANE})": lambda: 2 * mp.pi / mp.sqrt(3),
    f"Integral(exp(-a^2 - (a - b)^2 - (b - c)^2), {SPACE})": lambda: mp.pi**1.5,
    "Integral(exp(-(a - b)^2), (a, -oo, oo), (b, 0, 1))": lambda: mp.sqrt(mp.pi),
    f"Integral(exp(-a*b)/((1 + a)*(1 + b)), {QUADRANT})": lambda: mp.quad(
        lambda a: mp.exp(a) * mp.e1(a) / (1 + a), [0, 0.01, 0.3, 3, 30, 1000, mp.inf]
    ),
    f"Integral(1/((1 + a + b)*(a*b + a + b)), {QUADRANT})": lambda: (
        2 * mp.quad(lambda a: mp.log((1 + a) ** 2 / a) / (1 + a + a * a), [0, 0.001, 0.1, 1])
    ),
    "Integral(exp(-x*y)*sin(x), (y, 0, oo), (x, 0, oo))": lambda: mp.pi / 2,
    "Integral(exp(-b)/(-1 - a*b - b)^2, (a, 0, oo), (b, 1/2, 1))": lambda: mp.quad(
        lambda b: mp.exp(-b) / (b * (1 + b)), [0.5, 1]
    ),
    "Integral((a^2 + b)/(1 + a + 2*b)^2, (a, 0, 1), (b, -1/4, 1))": lambda: mp.quad(
        lambda b: (
            1
            + (1 + 2 * b)
            - (1 + 2 * b) ** 2 / (2 + 2 * b)
            - 2 * (1 + 2 * b) * mp.log((2 + 2 * b) / (1 + 2 * b))
            + b / ((1 + 2 * b) * (2 + 2 * b))
        ),
        [-0.25, 1],
    ),
    f"Integral(1/(1 + a^2 + b^2)^(3/2), {SQUARE})": lambda: mp.pi / 6,
    f"Integral(1/(1 + a^2 + b^2), {SQUARE})": lambda: mp.quad(
        lambda b: mp.atan(1 / mp.sqrt(1 + b * b)) / mp.sqrt(1 + b * b), [0, 1]
    ),
    f"Integral(1/(2 - cos(a)*cos(b)), {ZONE})": lambda: mp.pi * mp.ellipk(M(1) / 4),
    f"1/(2*pi^2)*Integral(log(2 - cos(a) - cos(b)), {ZONE})": lambda: 2 * mp.catalan / mp.pi - mp.log(2) / 2,
    "Integral((1 - cos(a + b))/(2 - cos(a) - cos(b)), (a, -pi, pi), (b, -pi, pi))": lambda: 8 * mp.pi,
    f"Integral(re(1/(1 + I/10 - cos(a) - cos(b))), {ZONE})": lambda: lattice(mp.mpc(1, M(1) / 10)),
    "Integral(sqrt(1 - k^2*sin(t)^2), (t, 0, pi/2), (k, 0, 1))": lambda: mp.catalan + M(1) / 2,
    "Integral(1/sqrt(1 - k^2*sin(t)^2), (t, 0, pi/2), (k, 0, 1))": lambda: 2 * mp.catalan,
}
MORE = {
    f"Integral(a^2*b^2*exp(-a^2 - b^2 + a*b/2), {PLANE})": lambda: (
        2 * mp.pi / mp.sqrt(M(15) / 4) * ((M(8) / 15) ** 2 + 2 * (M(2) / 15) ** 2)
    ),
    f"Integral(1/((1 + a^2)*(1 + b^2)*(1 + (a - b)^2)), {PLANE})": lambda: mp.pi**2 / 3,
    f"Integral(exp(-a^2 - b^2)*cos(2*a*b), {PLANE})": lambda: mp.pi / mp.sqrt(2),
    f"Integral(exp(-a*b)*(exp(-a) - exp(-2*a)), {QUADRANT})": lambda: mp.log(2),
    "Integral(sqrt(x*y*(1 - x - y)), (y, 0, 1 - x), (x, 0, 1))": lambda: mp.gamma(1.5) ** 3 / mp.gamma(4.5),
    "Integral(r/sqrt(r^2 + 1 - 2*r*cos(t)), (t, 0, 2*pi), (r, 0, 1))": lambda: M(4),
    "Integral(x*y*z*exp(-x - y - z), (z, 0, 1 - x - y), (y, 0, 1 - x), (x, 0, 1))": lambda: (
        1 - sum(1 / mp.factorial(k) for k in range(6)) / mp.e
    ),
    "Integral(1/(x + 2 - cos(a) - cos(b)), (a, 0, pi), (b, 0, pi))": lambda: lattice(2 + M(10) ** -20),
    f"8*Integral((1 - a)*(1 - b)*(1 - c)*sqrt(a^2 + b^2 + c^2), {CUBE})": lambda: (
        (4 + 17 * mp.sqrt(2) - 6 * mp.sqrt(3) + 21 * mp.log(1 + mp.sqrt(2)) + 42 * mp.log(2 + mp.sqrt(3)) - 7 * mp.pi)
        / 105
    ),
    "Integral(exp(-(a - b)^2/(4*t))/sqrt(4*pi*t), (a, 0, 1), (b, 0, 1), (t, 0, 1))": lambda: mp.quad(
        lambda t: mp.erf(1 / (2 * t)) * 2 * t - 4 * t * t / mp.sqrt(mp.pi) * (1 - mp.exp(-1 / (4 * t * t))), [0, 0.1, 1]
    ),
    "Integral(log(Abs(a/2 + 5*b - 5)), (a, 1, 1/2), (b, 0, 2))": lambda: (
        -sum(
            s * ((u * u) * mp.log(abs(u)) / 2 - 3 * u * u / 4)
            for u, s in ((M(11) / 2, 1), (-M(9) / 2, -1), (M(21) / 4, -1), (-M(19) / 4, 1))
        )
        / (M(5) / 2)
    ),
    f"Integral(exp(-t*(a^2 + b^2))*t, {PLANE}, (t, 0, 1))": lambda: mp.pi,
    "Integral(exp(-z), (z, sqrt(x^2 + y^2), oo), (y, -oo, oo), (x, -oo, oo))": lambda: 2 * mp.pi,
}
WATSON = {
    "Integral(1/(3 - cos(a) - cos(b) - cos(c)), %s)": lambda: (
        mp.sqrt(6) / 96 * mp.fprod(mp.gamma(M(k) / 24) for k in (1, 5, 7, 11))
    ),
    "Integral(1/(1 - cos(a)*cos(b)*cos(c)), %s)": lambda: mp.gamma(M(1) / 4) ** 4 / 4,
    "Integral(1/(3 - cos(a)*cos(b) - cos(b)*cos(c) - cos(c)*cos(a)), %s)": lambda: (
        3 * mp.gamma(third(1)) ** 6 / (2 ** third(14) * mp.pi)
    ),
}
WATSON = {key % ZONES: each for key, each in WATSON.items()}
ALL = {**FACTORS, **MORE, **SUMS, **PRODUCTS, **LENGTHS, **KNOWN_INSIDE, **WATSON}
QUICK = (*list(FACTORS)[::4], *list(MORE)[::2], *list(SUMS)[::3], *list(PRODUCTS)[::3], *list(LENGTHS)[::3])
DEFAULT = {*QUICK, *list(KNOWN_INSIDE)[::3], next(iter(WATSON))}


@pytest.mark.parametrize(
    "text", [text if text in DEFAULT else pytest.param(text, marks=pytest.mark.slow) for text in ALL]
)
def test_an_integral_over_several_variables_has_its_digits(text):
    given = {"x": "1e-20"} if "(x + 2" in text else {}
    assert right(text, ALL[text], 3, **given)


@pytest.mark.parametrize("text", [
    f"Integral(1/sqrt(1 - a - b), {SQUARE})",
    f"Integral(sqrt(1 - a - b - c), {CUBE})",
    f"Integral(log(a - b), {SQUARE})",
])  # fmt: skip
def test_what_is_complex_is_called_so_at_once(text):
    with pytest.raises(ComplexError), budget(1):
        value(text)


@pytest.mark.parametrize(("text", "where"), [
    (f"Integral(1/(a - b)^2, {SQUARE})", "at a - b = 0"),
    (f"Integral(1/(a*b), {SQUARE})", "diverges"),
    (f"Integral(1/(1 - a*b)^2, {SQUARE})", "at b = 1"),
    (f"Integral(1/(2 - cos(a) - cos(b)), {ZONE})", "at b = 0"),
    (f"Integral(1/(1 + a + b)^2, {QUADRANT})", "at infinity"),
    (f"Integral(1/(1 + (a - b)^2), {QUADRANT})", "at infinity"),
    (f"Integral(exp(-(a - b)^2), {PLANE})", "at infinity"),
    (f"Integral(exp(-a*b), {QUADRANT})", "diverges"),
    (f"Integral(exp(-a - b)/(a + b)^2, {QUADRANT})", "diverges"),
    (f"Integral(1/(a^2 + b^2 + c^2)^(3/2), {CUBE})", "along a line"),
    (f"Integral(1/(1 - a - b), {SQUARE})", "at a \\+ b = 1"),
])  # fmt: skip
def test_what_diverges_is_told_where(text, where):
    with pytest.raises(DivergesError, match=where), budget(3):
        value(text)


@pytest.mark.parametrize("text", [
    "Integral(1/(x^2 - 2*x*cos(a) + 1/4), (a, 0, pi), (x, 0, 1))",  # the pole crosses the inner path
    "Integral(1/(1/2 - cos(a) - cos(b)), (a, 0, pi), (b, 0, pi))",
    "Integral(1/(a*b - 1/4), (a, 0, 1), (b, 1/8, 1))",
])  # fmt: skip
def test_a_closed_form_is_not_taken_where_the_inner_integral_has_no_value(text):
    with pytest.raises(DivergesError), budget(5):
        value(text)


def test_a_step_has_a_name_that_is_printed():
    assert right("Integral(Heaviside(t - 1/3)*exp(-t), (t, 0, 1))", lambda: mp.exp(-third(1)) - mp.exp(-1))
    assert right("Integral(Heaviside(t - 1/3)*exp(-t), (t, 0, oo))", lambda: mp.exp(-third(1)))
    assert "Heaviside" in str(parse("Heaviside(t)", ["t"]))


def test_a_closed_form_is_taken_only_where_it_is_one():
    """(x - y)/(x + y)^3 has another value in the other order; a parameter decides about the sign."""
    inside = "(x - y)/(x + y)^3"
    assert right(f"Integral({inside}, (x, 0, 1), (y, 0, 1))", -M(1) / 2)
    assert right(f"Integral({inside}, (y, 0, 1), (x, 0, 1))", M(1) / 2)


@pytest.mark.parametrize("tenths", [30, -30, 21, -21])
def test_a_lattice_has_the_sign_of_its_energy(tenths):
    assert right(f"Integral(1/({tenths}/10 - cos(a) - cos(b)), {ZONE})", lambda: lattice(M(tenths) / 10))


GRIDS = {
    "Integral(exp(a + 2*b)/2, (b, 0, a), (a, 0, 1))": lambda: (mp.exp(3) - 3 * mp.e + 2) / 12,
    f"Integral(1/((a + b)*sqrt((1 - a)*(1 - b))), {SQUARE})": lambda: 4 * mp.catalan,
    f"Integral(log(2 - cos(a) - cos(b)), {ZONE})": lambda: 4 * mp.pi * mp.catalan - mp.pi**2 * mp.log(2),
    f"Integral(1/((exp(a) + 1)*(exp(b) + 1)*(exp(-a - b) + 1)), {PLANE})": lambda: mp.pi**2 / 4,
    f"Integral(1/((exp(a) + 1)*(exp(b) + 1)*(a + b)), {QUADRANT})": lambda: mp.quad(
        lambda s: ((mp.psi(0, (s + 2) / 2) - mp.psi(0, (s + 1) / 2)) / 2) ** 2, [0, 1, 10, 100, 1000, mp.inf]
    ),
    f"Integral(sqrt(1 - a^2 - b^2), {DISC})": lambda: 2 * mp.pi / 3,
}


@pytest.mark.parametrize(
    "text", [text if text in list(GRIDS)[:3] else pytest.param(text, marks=pytest.mark.slow) for text in GRIDS]
)
def test_a_grid_has_the_digits_it_says(text):
    digits = 12
    with flint_precision(100):
        ball = on_a_grid(parse(text, []), compiled)({}, Run(digits))
        known = flint.arb(mp.nstr(GRIDS[text](), 25))
        assert meets(ball.real, known)
        assert ball.real.rad() < abs(known) * flint.arb(10) ** -digits


@pytest.mark.parametrize("inside", [
    "1/(a - b)^2", "1/(a - b - 1/3)", "1/(a + b)^2", "1/(a*b)", "1/(1 - a*b)^2", "(a - b)/(a + b)^3",
    "1/((a + b)^2*log(3/(a + b))^2)", "1/(2 - cos(a) - cos(b))", "sqrt(1 - a - b)", "1/((a + b)^2*(3 + a))",
])  # fmt: skip
def test_a_grid_gives_nothing_for_what_diverges_or_is_not_smooth_inside(inside):
    with flint_precision(100):
        assert not on_a_grid(parse(f"Integral({inside}, {SQUARE})", []), compiled)({}, Run(12)).is_finite()


@pytest.mark.parametrize("inside", [
    "1 + exp(-10^6*((a - 1/3)^2 + (b - 1/5)^2))", "exp(-((a - 1/3)/10^(-5))^2)", "Abs(a - b)", "besselj(0, 900*a*b)",
    "1 + exp(-x*((a - 1/3)^2 + (b - 1/5)^2))",
])  # fmt: skip
def test_what_a_grid_might_miss_is_not_asked_of_it(inside):
    function = on_a_grid(parse(f"Integral({inside}, {SQUARE})", ["x"]), compiled)
    assert function is None or not function({"x": flint.acb(10**6)}, Run(12)).is_finite()
