"""Balls below the real axis contain the continued value; or they refuse."""

from __future__ import annotations

import flint
import pytest
import sympy

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.arithmetic.enclosure import apart, holds, meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.balls import chain as ball_chain
from higgs_sym.physics.balls import sheets
from tests.containment import holds_to

EXACT = [
    (3, "1/10", "1/10", 0, True),
    ("5/2", "1/20", "1/50", "3/10", True),
    (2, "1/10", "4/10", 0, False),
    (1, "2/25", "3/2", 0, True),
]


def number(real, depth):
    return sympy.Rational(real) - sympy.I * sympy.Rational(depth)


@pytest.mark.parametrize(("real", "depth", "zeta", "kappa", "vertex"), EXACT)
def test_sheet_1_contains_the_multiprecision_value(real, depth, zeta, kappa, vertex):
    omega, options = number(real, depth), {"kappa": kappa, "vertex": vertex, "sheet": 1}
    ball = certify.chi_inv(omega, zeta, digits=12, **options)
    assert holds_to(ball, h.chi_inv(omega, zeta, digits=20, **options), 19)


@pytest.mark.slow
def test_random_balls_on_sheet_1_contain_the_multiprecision_value(rng):
    """Both engines may refuse; at least two thirds of the points must be compared."""
    compared = 0
    for _ in range(60):
        zeta = 10 ** rng.uniform(-1.5, 0.7)
        omega, kappa = complex(rng.uniform(0.5, 4), -(10 ** rng.uniform(-2, 0))), rng.choice([0, 0.5])
        print("point:", omega, zeta, kappa)
        try:
            ball = certify.chi_inv(omega, zeta, kappa=kappa, digits=12, sheet=1)
            value = h.chi_inv(omega, zeta, kappa=kappa, digits=20, sheet=1)
        except AccuracyError:
            continue
        compared += 1
        assert holds_to(ball, value, 19)
    assert compared >= 40


@pytest.mark.parametrize(("omega", "zeta"), [(3, "1/10"), ("1/2", "3/2"), (2, "1/50")])
def test_sheet_1_joins_the_upper_lip_of_the_cut(omega, zeta):
    """Over a box that reaches from below to the axis the value differs little from the one above."""
    above = certify.chi_inv(omega, zeta, kappa="1/4", digits=15)
    below = certify.chi_inv(number(omega, "1e-12"), zeta, kappa="1/4", digits=15, sheet=1)
    assert abs(complex(above) - complex(below)) < 1e-9
    assert apart(above, below)


def test_on_the_negative_imaginary_axis_the_gapless_value_is_real():
    ball = certify.chi_inv(number(0, "1/10"), "3/2", digits=12, sheet=1)
    assert ball.imag == 0
    assert holds_to(ball, h.chi_inv(number("1e-9", "1/10"), "3/2", digits=15, sheet=1).real, 7)


def test_reflection_of_the_frequency_conjugates_sheet_1():
    right = certify.chi_inv(number(2, "1/5"), "1/10", digits=12, sheet=1)
    left = certify.chi_inv(number(-2, "1/5"), "1/10", digits=12, sheet=1)
    assert meets(left.conjugate(), right)


def test_more_digits_nest_inside_fewer():
    coarse, fine = (certify.chi_inv(number(2, "1/5"), "1/10", digits=n, sheet=1) for n in (12, 30))
    assert holds(coarse, fine)


def test_a_parameter_box_contains_its_samples(rng):
    with flint_precision(200):
        box = flint.acb(flint.arb("2.2 +/- 1e-8"), flint.arb("-0.1 +/- 1e-8"))
    ball = certify.chi_inv(box, "1/10", digits=15, sheet=1)
    assert float(ball.rad()) < 1e-3
    for _ in range(3):
        a, b = (centre + rng.uniform(-0.99e-8, 0.99e-8) for centre in (2.2, -0.1))
        assert holds_to(ball, h.chi_inv(complex(a, b), "1/10", digits=20, sheet=1), 18)


@pytest.mark.parametrize("zeta", ["1/10", "3/2"])
def test_sheet_0_is_the_reflection(zeta):
    ball = certify.chi_inv(number(2, 1), zeta, digits=12, sheet=0)
    assert holds_to(ball, h.chi_inv(number(2, 1), zeta, digits=30, sheet=0), 29)
    assert meets(certify.chi_inv(2, zeta, digits=12, sheet=0), certify.chi_inv(2, zeta, digits=12))


def test_the_continued_root_solves_the_usadel_equation_on_the_other_side():
    """Below the cut its u has left the upper half-plane's root and satisfies z = u (1 - zeta/r), u^2 + r^2 = 1."""
    with flint_precision(100):
        edge = sheets.problem(flint.acb(3), flint.arb("0.1"), flint.arb(0), True).edge
        delta = flint.acb(flint.arb("1.5"), flint.arb("-0.3"))
        root = ball_chain.Chain(edge, delta).root(flint.acb(1))
        z = edge.eps_g + delta
        assert holds(z - root.u * (1 - edge.zeta / root.r), 0)
        assert holds(root.u * root.u + root.r * root.r - 1, 0)
        physical = certify.spectral_u(z.conjugate(), "0.1", digits=20).conjugate()
        assert apart(root.u, physical)


@pytest.mark.parametrize("zeta", ["1/10", "3/2"])
def test_the_wrong_root_at_the_start_is_refused(monkeypatch, zeta):
    """The mirror image of the right one is a zero of the same quartic."""
    right = ball_chain.Chain._first
    monkeypatch.setattr(ball_chain.Chain, "_first", lambda chain: -right(chain))
    with pytest.raises(AccuracyError, match="mirror image"):
        certify.chi_inv(number(2, "1/5"), zeta, digits=12, sheet=1)


def test_a_branch_point_on_the_line_is_refused():
    point = h.branch_points("1/10", digits=30)[1][1]  # eps_g + e_1
    beyond = 2 * h.gap("1/10", digits=30) + (point - 2 * h.gap("1/10", digits=30)) * 2
    with flint_precision(120):
        omega = flint.acb(flint.arb(str(beyond.real)), flint.arb(str(beyond.imag)))
    with pytest.raises(AccuracyError, match="branch point"):
        certify.chi_inv(omega, "1/10", digits=12, sheet=1)


@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (lambda: certify.chi_inv(2, "0.1", sheet=1), InputError, "^omega = "),
        (lambda: certify.chi_inv(2 - 1j, "0.1", sheet=2), InputError, "^sheet = "),
        (lambda: certify.chi_inv(2 - 1j, "0.1", sheet=1, T=1), InputError, "^T = "),
        (lambda: certify.chi_inv(2 - 1j, 1, sheet=1), AccuracyError, "zeta != 1"),
    ],
)
def test_bad_input_is_named(call, error, match):
    with pytest.raises(error, match=match):
        call()
