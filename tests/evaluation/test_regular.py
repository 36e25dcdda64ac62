"""Ends at which an integrand is a series in a root of the distance: which are seen, and values next to them."""

from __future__ import annotations

import flint
import pytest
import sympy
from mpmath import mp

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import DivergesError
from higgs_sym.evaluation.integrals.features import SINGULAR
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.integrals.regular import root_at
from higgs_sym.evaluation.integrals.workshop import Workshop
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.tree import compiled
from higgs_sym.parsing.grammar import parse
from tests.evaluation.values import M, right, value

T = sympy.Symbol("t")
AT_ZERO, AT_INFINITY = -1, 1
ORDERS = [
    ("1/sqrt(t)", AT_ZERO, 2),
    ("t^(1/3)/(1 + t)", AT_ZERO, 3),
    ("t^(1/3)/sqrt(t*(1 + t))", AT_ZERO, 6),  # more than is taken
    ("sqrt(t^2*(1 + t))", AT_ZERO, 1),
    ("t^3/(exp(t) - 1)", AT_ZERO, 1),
    ("(t - sin(t))/t^3", AT_ZERO, 1),
    ("sqrt(sin(t))/t", AT_ZERO, 2),
    ("log(1 + t)/t", AT_ZERO, 1),
    ("log(t)/sqrt(t)", AT_ZERO, None),
    ("t^(-t)", AT_ZERO, None),
    ("exp(-1/t)", AT_ZERO, None),
    ("t^a", AT_ZERO, None),
    ("(1 + t)^a/sqrt(t)", AT_ZERO, 2),
    ("Integral(sqrt(t + y), (y, 0, 1))", AT_ZERO, None),
    ("1/t", AT_ZERO, None),
    ("1/(1 + t^3)", AT_INFINITY, 1),
    ("1/sqrt(1 + t^4)", AT_INFINITY, 1),
    ("1/sqrt(1 + t^3)", AT_INFINITY, 2),
    ("sin(1/t)/t", AT_INFINITY, 1),
    ("exp(-t)", AT_INFINITY, None),
    ("log(t)/t^2", AT_INFINITY, None),
    ("1/sqrt(1 + t^2)", AT_INFINITY, None),
]


@pytest.mark.parametrize(("text", "end", "order"), ORDERS)
def test_orders_of_series(text, end, order):
    with flint_precision(200):
        values = {"a": flint.acb(2).sqrt()}
        integrand = Integrand(parse(text, ["t", "a"]), T, values, Run(30), Workshop(compiled))
        found = root_at(integrand, integrand.tree, Place(sympy.Integer(0), flint.arb(0), SINGULAR), 1, end)
    assert (found and found.order) == (order if order != 6 else None)


@pytest.mark.parametrize("x", [M(10) ** k for k in (1, 6, 15, 30)], ids=lambda x: mp.nstr(x, 3))
def test_structure_next_to_a_regular_end_is_seen(x):
    assert right("Integral(exp(-x*t)/sqrt(t), (t, 0, 1))", lambda: mp.sqrt(mp.pi / x) * mp.erf(mp.sqrt(x)), x=int(x))
    for size in (1, 10**6):
        assert right(f"Integral(t^(-1/2)*(1 + exp(-x*t)/{size}), (t, 0, 1))",
                     lambda a=size: 2 + mp.sqrt(mp.pi / x) * mp.erf(mp.sqrt(x)) / a, x=int(x))  # fmt: skip
    assert right("Integral(1/(sqrt(t)*(1 + t)*(1 + x*t)), (t, 0, oo))", lambda: mp.pi / (1 + mp.sqrt(x)), x=int(x))


@pytest.mark.parametrize("text", [
    "Integral(1/t^(3/2), (t, 0, 1))", "Integral((1 - cos(t))/t^3, (t, 0, 1))", "Integral(1/sqrt(1 + t^2), (t, 0, oo))",
    "Integral(sqrt(t)/(1 + t), (t, 0, oo))", "Integral(1/(t*sqrt(1 + t)), (t, 0, oo))",
])  # fmt: skip
def test_regular_ends_diverge(text):
    with pytest.raises(DivergesError):
        value(text)


@pytest.mark.parametrize(("text", "c", "exact"), [
    ("Integral(t^(2/3)*(1 - t)^(-1/3)*(1 + c*t)^(2/3), (t, 0, 1))", 9_000_000,
     lambda c: mp.beta(M(5) / 3, M(2) / 3) * mp.hyp2f1(-M(2) / 3, M(5) / 3, M(7) / 3, -c)),
    ("Integral(t*log(1 + c*t), (t, 0, 1))", 2 * 10**12,
     lambda c: (mp.log(1 + c) - c / 3 * mp.hyp2f1(1, 3, 4, -c)) / 2),
])  # fmt: skip
def test_what_is_small_and_steep_comes_late_in_the_second_rule(text, c, exact):
    assert right(text, lambda: exact(M(c)), c=c)


@pytest.mark.parametrize(("text", "proven", "exact"), [
    ("Integral(besselj(1, t), (t, -2, 50))", True, lambda: mp.besselj(0, 2) - mp.besselj(0, 50)),
    ("Integral(besseli(1, t), (t, 0, 5))", True, lambda: mp.besseli(0, 5) - 1),
    ("Integral(besselj(3/2, t)/sqrt(t), (t, 0, 5))", False,
     lambda: mp.sqrt(2 / mp.pi) - mp.besselj(M(1) / 2, 5) / mp.sqrt(5)),
])  # fmt: skip
def test_bessel_functions_of_whole_order_are_entire(text, proven, exact):
    assert right(text, exact)
    assert value(text).proven is proven
