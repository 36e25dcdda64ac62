"""check(): claims that have nothing to do with the paper, with verdicts that are known."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import mpmath
import pytest
import sympy

from higgs_sym.check import check
from higgs_sym.errors import FormulaError, InputError
from higgs_sym.judging.question import pose
from higgs_sym.records import Kind

# approximation, exact, variable, limit, more arguments -> order, exponent of the logarithm, prefactor, remainder
RIGHT = {
    "a power": (("x", "sin(x)", "x", "0+"), {}, (1, "0", 1, 2)),
    "from below": (("x", "sin(x)", "x", "0-"), {}, (1, "0", -1, 2)),
    "at infinity": (("1/x - 1/x**2", "Integral(exp(-x*t)/(1 + t), (t, 0, oo))", "x", "oo"), {}, (1, "0", 1, 2)),
    "at minus infinity": (("-1/x", "1/(1 - x)", "x", "-oo"), {}, (1, "0", 1, 1)),
    "at a point": (("tan(x)", "1/(pi/2 - x)", "x", "pi/2-"), {}, (-1, "0", 1, 2)),
    "a root": (("sqrt(x)", "sqrt(x + x**(4/3))", "x", "0+"), {}, ("1/2", "0", 1, "1/3")),
    "x ln x": (("x*log(x)", "x*log(x) + x**2", "x", "0+"), {}, (1, "1", -1, None)),
    "x/ln x": (("x/log(x)", "x/(log(x) + 3)", "x", "0+"), {}, (1, "-1", -1, None)),
    "x^(1/2) ln^2 x": (("sqrt(x)*log(x)**2", "sqrt(x)*(log(x)**2 + log(x))", "x", "0+"), {}, ("1/2", "2", 1, None)),
    "sqrt(ln x)": (("sqrt(-log(x))", "sqrt(1 - log(x))", "x", "0+"), {}, (0, "1/2", 1, None)),
    "K_0": (("-log(x)", "besselk(0, x)", "x", "0+"), {}, (0, "1", 1, None)),
    "ln n!": (("n*log(n) - n", "loggamma(n + 1)", "n", "oo"), {}, (-1, "1", 1, None)),
    "together": (("y + y**2/2", "exp(y) - 1", "eps", "0+"), {"at": {"y": "eps**2"}}, (2, "0", 1, 4)),
    "oscillating": (("sqrt(2/(pi*x))*cos(x - pi/4)", "besselj(0, x)", "x", "oo"), {}, ("1/2", "0", 0.7978845608, 1)),
}  # fmt: skip


@pytest.mark.parametrize("case", RIGHT)
def test_right_law_is_confirmed_with_exponent_logarithm_prefactor_and_remainder(case):
    arguments, more, (order, logarithm, prefactor, remainder) = RIGHT[case]
    verdict = check(*arguments, **more)
    assert verdict.kind is Kind.CONFIRMED, verdict.reason
    assert abs(float(verdict.measured_order) - float(sympy.Rational(order))) <= 1e-6
    assert float(verdict.order_error) <= 1e-6
    assert verdict.logarithm == logarithm
    assert float(verdict.prefactor) == pytest.approx(prefactor, rel=1e-6)
    assert remainder is None or float(verdict.remainder_order) == pytest.approx(
        float(sympy.Rational(remainder)), abs=1e-3
    )
    assert float(verdict.range_1_percent or 0) <= float(verdict.range_10_percent or 0)


WRONG = {
    "sign": (("-x", "sin(x)", "x", "0+"), {}, Kind.WRONG_PREFACTOR, "tends to -1"),
    "factor": (("2*x", "sin(x)", "x", "0+"), {}, Kind.WRONG_PREFACTOR, "tends to 0.5"),
    "power": (("x**2", "sin(x)", "x", "0+"), {}, Kind.WRONG_ORDER, "goes as 1/x, not as a constant"),
    "logarithm missed": (("x", "x*log(x)", "x", "0+"), {}, Kind.WRONG_ORDER, r"goes as \|ln x\|"),
    "logarithm too many": (("x*log(x)**2", "x*log(x)", "x", "0+"), {}, Kind.WRONG_ORDER, r"goes as 1/\|ln x\|"),
    "exponential for a power": (("x", "exp(-2/x)", "x", "0+"), {}, Kind.WRONG_ORDER, r"exp\(-2/x\)"),
    "wrong exponential": (("exp(-1/x)", "exp(-2/x)", "x", "0+"), {}, Kind.WRONG_ORDER, r"exp\(-1/x\)"),
    "claimed order": (("sin(x)", "x", "x", "0+"), {"order": 2}, Kind.WRONG_ORDER, r"goes as x, not as x\^2"),
    "claimed prefactor": (("sin(x)", "x", "x", "0+"), {"prefactor": "pi/3"}, Kind.WRONG_PREFACTOR, "not 1.047"),
    "claimed remainder": (("x", "sin(x)", "x", "0+"), {"remainder": 1}, Kind.WRONG_ORDER, r"remainder goes as x\^"),
    "claimed remainder law": (("x", "sin(x)", "x", "0+"), {"remainder": "x**2/6"}, Kind.WRONG_PREFACTOR, "-1.0 times"),
    "claimed range": (("x", "sin(x)", "x", "0+"), {"claimed_range": "3", "start": "1"}, None, "on the way"),
    "claimed range behind": (("x", "sin(x)", "x", "0+"), {"claimed_range": "-1"}, None, "on the way"),
    "range overstated": (("x", "x + 4*x**2", "x", "0+"), {"claimed_range": "1/20"}, Kind.RANGE_OVERSTATED, "10%"),
    "phase": (("cos(x - pi/3)/sqrt(x)", "besselj(0, x)", "x", "oo"), {}, Kind.WRONG_PREFACTOR, "0.261799 rad = pi/12"),
    "a sign that one side lacks": (("1/x", "cos(x)/x", "x", "oo"), {}, Kind.WRONG_PREFACTOR, "oscillates"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_claim_is_refuted_for_the_right_reason(case):
    arguments, more, kind, reason = WRONG[case]
    if kind is None:
        with pytest.raises(InputError, match=reason):
            check(*arguments, **more)
        return
    verdict = check(*arguments, **more)
    assert verdict.kind is kind
    assert re.search(reason, verdict.reason), verdict.reason


UNDECIDED = {
    "ln ln x": ("x*log(-log(x))", "x*log(3 - log(x))*(1 + 1/log(-log(x)))", "x", "0+"),
    "log-periodic with the period of the samples": ("x", "x*(1 + sin(2*pi*log(x)/log(8))/5)", "x", "0+"),
    "an integral nobody can follow": ("1/x", "Integral(sin(sin(x*t))/(1 + t), (t, 0, oo))", "x", "oo"),
}


ENDLESS = {"an integral nobody can follow": {"timeout": 1}}


@pytest.mark.parametrize("case", UNDECIDED)
def test_what_cannot_be_settled_is_undecided_with_a_reason(case):
    verdict = check(*UNDECIDED[case], **ENDLESS.get(case, {}))
    assert verdict.kind is Kind.UNDECIDED
    assert len(verdict.reason) > 10


def test_exponentially_small_quantities_are_compared_by_their_quotient():
    verdict = check("sqrt(pi/(2*x))*exp(-x)", "besselk(0, x)", "x", "oo", remainder="-1/(8*x)")
    assert verdict.kind is Kind.CONFIRMED
    assert verdict.law == "exp(-x)"
    assert (verdict.measured_order, verdict.logarithm) == ("", "")
    assert check("sqrt(2*pi*n)*(n/E)**n", "gamma(n + 1)", "n", "oo").law == "exp(n ln n)"


def test_balls_on_both_sides_certify_the_samples():
    verdict = check("x", "sin(x)", "x", "0+")
    assert verdict.evidence == f"certified at {len(verdict.samples)} points"
    assert verdict.digits_proven == verdict.digits_agreed > 10
    low, high = map(float, verdict.order_bracket)
    assert low <= 1 <= high + 1e-9
    low, high = map(float, verdict.remainder_bracket)
    assert low == pytest.approx(2, abs=1e-6)
    assert high - low < 1e-6


def test_quadratures_measure_and_do_not_certify():
    verdict = check("1/x", "Integral(exp(-x*t)/(1 + t), (t, 0, oo))", "x", "oo", remainder="-1/x")
    assert (verdict.kind, verdict.evidence, verdict.digits_proven) == (Kind.CONFIRMED, "measured", 0)


def test_quantities_of_the_package_take_part():
    verdict = check(
        "-pi/24*delta**2/(zeta*gap(zeta))", "im(chi_inv(2*gap(zeta) + delta, zeta))", "delta", "0+",
        at={"zeta": "1/10"}, order=2, remainder=1,
    )  # fmt: skip
    assert verdict.kind is Kind.CONFIRMED
    assert float(verdict.order_error) < 1e-9


def test_sympy_expressions_and_functions_are_taken_too():
    x = sympy.Symbol("x", positive=True)
    assert check(x, sympy.sin(x), "x", "0+").kind is Kind.CONFIRMED

    def exact(value, digits):
        with mpmath.workdps(digits + 5):
            return mpmath.mpf(value) * (1 + mpmath.sqrt(mpmath.mpf(value)))

    verdict = check(x, exact, "x", "0+")
    assert (verdict.kind, verdict.evidence) == (Kind.CONFIRMED, "measured")
    assert float(verdict.remainder_order) == pytest.approx(0.5, abs=1e-6)


def test_the_same_question_has_the_same_answer():
    one, other = (check("x", "sin(x) + x**2*log(x)", "x", "0+") for _ in range(2))
    assert one == other
    assert one.seed


@pytest.mark.parametrize(("arguments", "more", "error", "message"), [
    (("x**", "x", "x", "0+"), {}, FormulaError, "ends too early"),
    (("y", "x", "x", "0+"), {}, FormulaError, "unknown name 'y'"),
    (("x", "x", "x", ""), {}, InputError, "limit"),
    (("x", "x", "x", "nowhere+"), {}, FormulaError, "unknown name"),
    (("x", "x", "2x", "0+"), {}, InputError, "variable"),
    (("x", "x", "x", "0+"), {"at": {"x": 1}}, InputError, "at = x"),
    (("x", "x", "x", "0+"), {"start": "2"}, InputError, "a value of x with 0 < x <= 1"),
    (("x", "x", "x", "oo"), {"start": "1/2"}, InputError, "a value of x with 0 < 1/x <= 1"),
    (("x", "x", "x", "2-"), {"start": "3"}, InputError, "a value of x with 0 < 2 - x <= 1"),
    (("x", "x", "x", "0+"), {"digits": 5}, InputError, "digits"),
    (("x", [1], "x", "0+"), {}, InputError, "exact"),
    ((sympy.Symbol("y"), "x", "x", "0+"), {}, InputError, "give y a value"),
    (("x", "x", "x", "0+"), {"order": "banana"}, FormulaError, "unknown name"),
])  # fmt: skip
def test_bad_questions_are_refused(arguments, more, error, message):
    with pytest.raises(error, match=message):
        check(*arguments, **more)


@pytest.mark.parametrize(("limit", "more", "start"), [
    ("0+", {}, "1/16"),
    ("0+", {"start": "1/8"}, "1/8"),
    ("oo", {"start": "8"}, "1/8"),
    ("-oo", {"start": "-8"}, "1/8"),
    ("2-", {"start": "15/8"}, "1/8"),
    ("0+", {"claimed_range": "1/2"}, "1/2"),  # the start goes as far as what is claimed
    ("oo", {"claimed_range": "4"}, "1/4"),
    ("oo", {"claimed_range": "100"}, "1/16"),
    ("0+", {"claimed_range": "1/8", "start": "1/4"}, "1/4"),
])  # fmt: skip
def test_start_and_range_are_values_of_the_variable(limit, more, start):
    claim = pose("x", "x", "x", limit, **more).claim
    assert claim.limit.start == start
    assert not claim.claimed_range or Fraction(claim.claimed_range) <= Fraction(start)


def test_a_range_at_an_irrational_point():
    claim = pose("pi/2 - x", "cos(x)", "x", "pi/2-", claimed_range="3/2").claim
    assert float(Fraction(claim.claimed_range)) == pytest.approx(math.pi / 2 - 1.5, rel=1e-12)
