"""Closed forms: the right one, or none; never one by chance."""

from __future__ import annotations

import random

import pytest
from mpmath.ctx_mp import MPContext

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from higgs_sym.recognition import coding
from higgs_sym.recognition.closed_form import RETEST, SURPLUS, recognise

# Constants of real expansions: (formula, digits it is known to, names that the problem has beside the usual ones).
KNOWN = (
    ("1/12", 12, ()),
    ("139/51840", 15, ()),
    ("-571/2488320", 18, ()),
    ("5246819/75246796800", 30, ()),
    ("-pi/24", 12, ()),
    ("pi**2/6", 12, ()),
    ("7*pi**4/360", 15, ()),
    ("sqrt(pi)/2", 12, ()),
    ("sqrt(2*pi)/E", 15, ()),
    ("3/8*sqrt(pi/2)", 15, ()),
    ("log(4) - 1", 12, ()),
    ("5/4*log(2) - 3/8", 15, ()),
    ("log(2) - EulerGamma", 12, ()),
    ("log(4/pi) + EulerGamma", 15, ()),
    ("2*exp(EulerGamma)/pi", 15, ()),
    ("EulerGamma**2/2 + pi**2/12", 15, ()),
    ("7*zeta(3)/(8*pi**2)", 15, ()),
    ("(EulerGamma + 2*log(2))/sqrt(pi)", 15, ()),
    ("gamma(1/4)**2/(2*sqrt(2*pi))", 15, ()),
    ("gamma(1/4)**4/(16*pi**2)", 15, ()),
    ("3**(-2/3)/gamma(2/3)", 15, ()),
    ("zeta(3/2)/gamma(1/2)", 15, ()),
    ("(1 + sqrt(5))/2", 12, ()),
    ("1/3 + sqrt(2)", 15, ()),
    ("Catalan/pi - 1/4", 15, ()),
    ("-5*pi/12/gap(1/10)", 15, ("gap(1/10)",)),
    ("1/3*log(7/5) + 2/3", 15, ("log(7/5)",)),
    ("pi*gap(1/10)**2/7", 15, ("gap(1/10)",)),
)


def number(formula: str, digits: int):
    return Expression(parse(formula)).value({}, digits).number


@pytest.mark.parametrize(("formula", "digits", "names"), KNOWN)
def test_recognises(formula, digits, names):
    found = recognise(number(formula, digits), digits, names, refine=lambda n: number(formula, n))
    assert found is not None
    assert abs(number(found.text, 40) / number(formula, 40) - 1) < 1e-38
    assert found.retested == RETEST
    assert "not proven" in found.evidence


def random_real(seed: int):
    draw = random.Random(seed)
    work = MPContext()
    work.dps = 60
    return work.mpf(10) ** work.mpf(str(draw.uniform(-4, 4))) * (1 if seed % 2 else -1)


@pytest.mark.parametrize("digits", [10, 15, 25])
def test_recognises_no_random_number(digits):
    assert not [seed for seed in range(60) if recognise(random_real(seed), digits)]


@pytest.mark.slow
def test_recognises_none_of_a_thousand_random_numbers():
    counts = (8, 10, 12, 15, 20, 25, 30, 40)
    found = [recognise(random_real(seed), counts[seed % 8], ("gap(1/10)",)) for seed in range(1000)]
    assert not list(filter(None, found))


def test_a_form_that_fails_the_retest_is_not_shown():
    near = number("pi/24", 40) * (1 + number("1/10**17", 40))
    assert recognise(near, 15) is not None
    assert recognise(near, 15, refine=lambda n: near) is None


def test_digits_that_cannot_be_had_are_an_error():
    def refuse(digits: int):
        raise AccuracyError("no more")

    with pytest.raises(AccuracyError):
        recognise(number("pi/24", 15), 15, refine=refuse)


def test_few_digits_recognise_nothing_long():
    assert recognise(number("139/51840", 8), 8) is None
    assert recognise(number("1/2", 8), 8).text == "1/2"


def test_evidence_adds_up():
    found = recognise(number("-pi/24", 15), 15)
    assert found.text == str(found) == "-pi/24"
    assert found.surplus == 15 - found.spent >= SURPLUS
    assert 1e-15 < float(found.chance) < 1e-6
    assert found.retested == 0


def test_the_code_is_a_prefix_code():
    """Kraft: the weights 10^-cost of all integers have a finite sum, near one, so that costs are digits of chance."""
    total = sum(2 * 10 ** -coding.integer(n) for n in range(1, 20_000))
    assert total < 3
    assert sum(10 ** -coding.place(rank) for rank in range(1000)) < 2
