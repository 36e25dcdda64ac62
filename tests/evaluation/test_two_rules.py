"""The two rules behind a value without a proof share no fault: one planted in either is noticed."""

from __future__ import annotations

import flint
import pytest
import sympy

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.integrals import charts, integral, second
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.integrals.workshop import Workshop
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.sums import rays, series, tails
from higgs_sym.evaluation.sums.growth import Growth
from higgs_sym.evaluation.tree import compiled
from higgs_sym.parsing.grammar import parse
from tests.evaluation.corpus.sides import OK, compared

INTEGRALS = (
    "Integral(exp(-t)/(1 + t), (t, 0, oo))",
    "Integral(exp(-t)*log(t), (t, 0, oo))",
    "Integral(cos(t)/(1 + t**2), (t, 0, oo))",
    "Integral(log(t)/sqrt(1 - t), (t, 0, 1))",
)
SUMS = ("Sum(1/(n**2 + 1), (n, 1, oo))", "Sum((-1)**n/sqrt(n), (n, 1, oo))", "Sum(log(n)/n**(3/2), (n, 1, oo))")
TINY = 1e-8


DIGITS = 16


def value(text, digits=DIGITS):
    return Expression(parse(text)).value({}, digits)


@pytest.fixture
def nudged(monkeypatch):
    """Replace a function by one whose results are wrong by a relative 1e-8."""

    def replace(owner, name, error=TINY):
        right = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *args, **kwargs: right(*args, **kwargs) * (1 + error))

    return replace


@pytest.mark.parametrize("text", [*INTEGRALS, *SUMS])
def test_they_agree(text):
    assert value(text).number != 0


@pytest.mark.parametrize("text", INTEGRALS)
def test_an_integral_cut_off_too_early_is_noticed(text, monkeypatch):
    right, known = charts._edge, value(text)
    monkeypatch.setattr(charts, "_edge", lambda ray, rows, *rest: 0.4 * right(ray, rows, *rest))
    with monkeypatch.context() as alone:  # control: the first rule by itself does not see it
        alone.setattr(integral, "second_opinion", lambda *args: None)
        assert abs(value(text).number / known.number - 1) > 1e-16
    with pytest.raises(AccuracyError, match="two ways to integrate do not agree"):
        value(text)


@pytest.mark.parametrize("text", INTEGRALS)
def test_a_wrong_weight_of_the_second_rule_is_noticed(text, nudged):
    nudged(second._Rule, "side")
    with pytest.raises(AccuracyError):
        value(text)


@pytest.mark.parametrize(("text", "owner", "name"), [
    ("Sum(log(n)/n**(3/2), (n, 1, oo))", tails, "plana"),
    ("Sum(log(n)/n**(3/2), (n, 1, oo))", tails, "_taylor"),
    ("Sum(log(n)/n**(3/2), (n, 1, oo))", rays, "refined"),
    ("Sum((-1)**n/sqrt(n), (n, 1, oo))", tails, "alternating"),
    ("Sum((-1)**n/sqrt(n), (n, 1, oo))", tails, "waves"),
    ("Sum(cos(3*n)/n**(1/4), (n, 1, oo))", tails, "waves"),
    ("Sum(cos(3*n)/n**(1/4), (n, 1, oo))", tails, "_taylor"),
])  # fmt: skip
def test_a_wrong_tail_of_a_sum_is_noticed(text, owner, name, nudged, monkeypatch):
    if name == "_taylor":
        right = tails._taylor
        monkeypatch.setattr(tails, name, lambda *args: [each * (1 + TINY) for each in right(*args)])
    else:
        # What a sum differs by from its integral is so small that a start further out heals a small fault.
        nudged(owner, name, 1e-2 if name == "plana" else TINY)
    with pytest.raises(AccuracyError):
        value(text)


SLOW = pytest.mark.slow


@pytest.mark.parametrize("text", [
    "Sum(1/n, (n, 1, oo))",
    pytest.param("Sum(1/(n*log(n)), (n, 2, oo))", marks=SLOW),
    pytest.param("Sum(1/sqrt(n), (n, 1, oo))", marks=SLOW),
])  # fmt: skip
def test_both_tails_refuse_a_divergent_sum_that_was_taken_for_a_convergent_one(text, monkeypatch):
    monkeypatch.setattr(series, "growth", lambda *args, **kwargs: Growth(flint.acb(0), 2.0))
    with pytest.raises(AccuracyError):
        value(text, 8)


@pytest.mark.parametrize("text", ["1/t", "1/(t*log(t + 2))", "1/sqrt(t)"])
def test_the_second_rule_has_no_opinion_on_a_divergent_tail(text):
    t = sympy.Symbol("t")
    integrand = Integrand(parse(text, ["t"]), t, {}, Run(30), Workshop(compiled))
    place = Place(sympy.Integer(1), flint.arb(1))
    assert second.second_opinion(integrand, [place], from_oo=False, to_oo=True, digits=30) is None


@pytest.mark.parametrize(("text", "known"), [
    ("Integral(t*log(t), (t, 0, 1))", "-0.25"),
    ("Integral(1/(t*log(t)**2), (t, 2, oo))", "1.442695040888963407359924681001892137427"),
    ("Sum(1/(n*log(n)**2), (n, 2, oo))", "2.109742801236891974479257197616551326359"),
])  # fmt: skip
def test_logarithms_are_no_control_that_only_one_rule_passes(text, known):
    assert compared(value(text, 30).number, known, 30)[0] == OK
