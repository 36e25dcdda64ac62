"""LaTeX as a person writes it: each line below was compared with the printed page."""

from __future__ import annotations

import pytest
import sympy as sp

from higgs_sym.printing import bracketed, latex, notation

x, y, zeta, omega = (sp.Symbol(name, positive=True) for name in ("x", "y", "zeta", "omega"))
r1, r2, theta = sp.Symbol("r_1"), sp.Symbol("r_2"), sp.Symbol("theta")
S, Gamma, Delta, Q = (sp.Symbol(name, positive=True) for name in ("S", "Gamma", "Delta", "Dq^2"))
half = sp.Rational(1, 2)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (-sp.pi * x**2 / (24 * y), r"-\frac{\pi}{24} \frac{x^{2}}{y}"),
        (sp.pi * x / 4, r"\frac{\pi}{4} x"),
        (sp.Rational(3, 2) * zeta ** sp.Rational(2, 3), r"\frac{3}{2} \zeta^{2/3}"),
        (x / 2, r"\frac{x}{2}"),
        (sp.pi * Gamma / (4 * Delta), r"\frac{\pi \Gamma}{4 \Delta}"),
        (1 - sp.pi * zeta / 4, r"1 - \frac{\pi}{4} \zeta"),
        (sp.sqrt(x**2 + 4 * y) - x, r"\sqrt{x^{2} + 4 y} - x"),
        ((1 - zeta ** sp.Rational(2, 3)) ** sp.Rational(3, 2), r"(1 - \zeta^{2/3})^{3/2}"),
        (x ** sp.Rational(-1, 2), r"\frac{1}{\sqrt{x}}"),
        (sp.sqrt(x) / sp.sqrt(y), r"\sqrt{\frac{x}{y}}"),
        ((Gamma / Delta) ** sp.Rational(2, 3), r"\left(\frac{\Gamma}{\Delta}\right)^{2/3}"),
        (S * sp.log((S - x) / (S + x)) / 2, r"\frac{S}{2} \ln\frac{S - x}{S + x}"),
        (x - 3 * sp.log(3) / 2, r"x - \frac{3}{2} \ln 3"),
        (S * sp.log(x) / 4 - y * sp.log(y) / 4, r"\frac{1}{4} (S \ln x - y \ln y)"),
        (-sp.pi * (S - Q) / (4 * Delta), r"-\frac{\pi}{4} \frac{S - Dq^2}{\Delta}"),
        (Q**2, r"(Dq^2)^{2}"),
        (sp.sin(theta) * sp.cos(theta) * Gamma, r"\Gamma \sin\theta \cos\theta"),
        (sp.cos(2 * theta) + 1, r"\cos 2 \theta + 1"),
        (sp.sin(theta) ** 2, r"\sin^{2}\theta"),
        (sp.cos(x - y), r"\cos(x - y)"),
        (sp.acosh(omega / 2), r"\operatorname{arcosh}\frac{\omega}{2}"),
        (-((r1 - r2) ** 2) / (2 * r1 * r2 * (r1 + r2)), r"-\frac{(r_1 - r_2)^{2}}{2 r_1 r_2 (r_1 + r_2)}"),
        (sp.I * x, "i x"),
        (2 * 3 ** sp.Rational(1, 3), r"2 \cdot 3^{1/3}"),
        (sp.Matrix([[1, x], [x, -1]]), r"\begin{pmatrix}1 & x\\x & -1\end{pmatrix}"),
        (sp.Eq(x, y / 2), r"x = \frac{y}{2}"),
        (sp.exp(-x * y), r"e^{-x y}"),
        (sp.exp(-sp.pi / 4), r"e^{-\pi/4}"),
        ((-x - 1) / y, r"-\frac{x + 1}{y}"),
        (x / (2 * y**2 - 2), r"\frac{x}{2 (y^{2} - 1)}"),
        (sp.sqrt(x**2 - 4) / x, r"\frac{\sqrt{x^{2} - 4}}{x}"),
        (sp.sqrt(6) * sp.sqrt(x * y) / 3, r"\sqrt{\frac{2}{3} x y}"),
        (x * (sp.log(2) / 2 - sp.pi / 4), r"x \left(\frac{1}{2} \ln 2 - \frac{\pi}{4}\right)"),
    ],
    ids=str,
)
def test_reads_like_handwriting(expression, expected):
    assert latex(expression) == expected


def test_brackets_grow_outwards():
    assert bracketed("x") == "(x)"
    assert bracketed("(x)") == "[(x)]"
    assert bracketed("[(x)]") == r"\{[(x)]\}"
    assert bracketed(r"\frac{1}{2}") == r"\left(\frac{1}{2}\right)"


def test_a_list_is_set_side_by_side():
    assert latex([x, "y=1"]) == r"x,\qquad y=1"


def test_energies_have_the_letter_of_the_source():
    assert notation(r"2\epsilon_g + \varepsilon") == r"2\varepsilon_g + \varepsilon"
