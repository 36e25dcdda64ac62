"""What is called proved: right to the handbook, and not where a step, a branch or a hypothesis is wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from higgs_sym.errors import StepError
from higgs_sym.expand import expand, search
from higgs_sym.expanding import far, foreseeing, watson
from higgs_sym.expanding.agreeing import Agreed, coefficients
from higgs_sym.expanding.attempts import attempt
from higgs_sym.expanding.closures import equation_of
from higgs_sym.expanding.holonomic import satisfied
from higgs_sym.expanding.hypotheses import noted
from higgs_sym.expanding.notes import Notes
from higgs_sym.expanding.operators import Z
from higgs_sym.expanding.rows import Row, found_of, rows_of
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.shaping import Shape
from higgs_sym.expanding.signs import positive, tame
from higgs_sym.judging.approaches import approaching
from higgs_sym.judging.question import tree_of
from tests.expanding.test_known import FRESH, KNOWN, lines, values

PROVED = lines("proved.txt")
T = sympy.Symbol("t")
X = sympy.Symbol("x")
DEAR = (  # seconds each
    "Integral(exp(-t)/sqrt(1+x*t), (t, 0, oo))",
    "Integral(cos(t)/(t+x), (t, 0, oo))",
    "besselk(1/3,x)",
    "Integral(1/sqrt((t**2+x**2)*(1-t**2)), (t, 0, 1))",
    "Integral(besselk(0,t)/(1+x*t), (t, 0, oo))",
)
WIDTHS = (Fraction(4), Fraction(9), Fraction(16))


def proof(formula, limit, variable="x", width=WIDTHS[0]):
    """The derived series and the notes on its steps; None, None where there is none."""
    notes = Notes()
    tree, approach = tree_of(formula, (variable,), "exact"), approaching(variable, limit)
    return attempt(tree, approach, width, notes), notes


def assert_derived(row):
    """Each written term is among the derived ones, and nothing else is as large."""
    formula, variable, limit, written = row
    small, texts = Small(approaching(variable, limit)), [text.strip() for text in written.split(";")]
    for width in WIDTHS:
        made, notes = proof(formula, limit, variable, width)
        assert made is not None
        rows = rows_of(made.series, made.depth)
        if len(rows) >= len(texts):
            break
    shown = []
    for each in rows:
        found = found_of(each, small, 60)
        exact = each.coefficient if each.depth else each.coefficient * small.sign**each.logarithm
        shown.append(values(str(exact * found.scale.expression(small)), variable, limit))
    for text in texts:
        right = values(text, variable, limit)
        same = [all(abs(a / b - 1) < 1e-40 for a, b in zip(right, other, strict=True)) for other in shown]
        assert any(same), f"{text} is not among {[str(each) for each in rows]}"
        assert same.index(True) < len(texts) + 2, "something else is as large"
    return notes


def marked(row):
    return pytest.param(row, marks=[pytest.mark.slow] * (row[0] in DEAR), id=f"{row[0]}, {row[2]}")


@pytest.mark.parametrize("row", [marked(row) for row in PROVED])
def test_expansions_of_the_handbook_are_proved(row):
    notes = assert_derived(row)
    assert notes.complete, notes.doubts
    assert all(step.method in ("proved", "definition") for step in notes.steps)


UNDERIVED = 1  # of the known and the fresh ones (1/digamma(x)); may only fall


@pytest.mark.slow
def test_most_known_expansions_are_proved():
    lacking = []
    for row in (*KNOWN, *FRESH):
        made, notes = proof(row[0], row[2], row[1])
        if made is None or not notes.complete:
            lacking.append(row[0])
        else:
            assert_derived(row)
    assert len(lacking) <= UNDERIVED, lacking


def test_a_wrong_fact_does_not_pass_its_equation(monkeypatch):
    rule, number = far.FAR["dawson"]
    wrong = {**far.FAR, "dawson": (lambda n, z: rule(n, z) + far.of(z.power(-5)), number)}
    monkeypatch.setattr(far, "FAR", wrong)
    with pytest.raises(StepError):
        proof("dawson(x)", "oo")


@pytest.mark.parametrize("formula", ["sqrt(1+x)", "exp(x+x**2)", "log(1+x)", "sin(x)"])
def test_a_wrong_coefficient_does_not_pass_its_identity(monkeypatch, formula):
    from higgs_sym.expanding import formal

    composed = formal.composed
    planted = lambda c, u, w: composed(lambda k: c(k) + int(k == 3), u, w)  # noqa: E731
    for module in (formal, far):
        monkeypatch.setattr(getattr(module, "formal", module), "composed", planted)
    with pytest.raises(StepError):
        proof(formula, "0+")


def test_a_wrong_moment_does_not_pass_integration_by_parts(monkeypatch):
    moments = watson.moments

    def planted(key, c, m):
        return {place: value * (2 if key[0] == 2 else 1) for place, value in moments(key, c, m).items()}

    monkeypatch.setattr(watson, "moments", planted)
    with pytest.raises(StepError):
        proof("Integral(exp(-x*t)/(1+t), (t, 0, oo))", "oo")


def test_a_step_that_fails_leaves_what_was_measured(monkeypatch):
    rule, number = far.FAR["dawson"]
    wrong = {**far.FAR, "dawson": (lambda n, z: rule(n, z) + far.of(z.power(-5)), number)}
    terms = search("dawson(x)", "x", "oo", terms=2)
    approach = approaching("x", "oo")
    assert coefficients(tree_of("dawson(x)", ("x",), "exact"), approach, terms).proved
    monkeypatch.setattr(far, "FAR", wrong)
    assert coefficients(tree_of("dawson(x)", ("x",), "exact"), approach, terms) == Agreed()


@pytest.mark.parametrize(
    "formula",
    [
        "Integral(exp(-x*(t-3*sin(t)/2)), (t, 0, 10))",  # lower minima inside, which no equation gives
        "Integral(exp(-x*t**2)*cos(2*x*t), (t, -oo, oo))",  # a saddle off the line
        "Integral(exp(-x*(t+5*exp(-(t-3)**2))), (t, 0, oo))",
        "Integral(exp(-x*(t-t**2)), (t, 0, oo))",  # smallest at infinity: no value
    ],
)
def test_where_the_exponent_is_smallest_must_be_known(formula):
    assert proof(formula, "oo")[0] is None


@pytest.mark.parametrize(
    ("phase", "places"),
    [
        ((T - 1) ** 2, [(1, 3)]),  # right
        ((T - 1) ** 2, [(2, 3)]),  # no place to stand still
        ((T - 1) ** 2, [(1, 3), (0, 1)]),  # the second is higher
        (-T, [(0, 3)]),  # it falls
    ],
)
def test_points_that_do_not_contribute_are_refused(phase, places):
    shape = Shape(sympy.Integer(1), sympy.Integer(1), phase, sympy.Integer(1), sympy.Integer(0), sympy.Integer(3), T)
    places = [tuple(map(sympy.Integer, place)) for place in places]
    if places == [(1, 3)]:
        noted(notes := Notes(), shape, T, places, phase, False)
        assert notes.complete
    else:
        with pytest.raises(StepError):
            noted(Notes(), shape, T, places, phase, False)


def test_the_lower_of_two_minima_is_taken():
    """exp(-x (t^3 - 3 t^2 + t)) on (0, 3): smallest not at 0 but at 1 + sqrt(2/3)."""
    made, notes = proof("Integral(exp(-x*(t**3-3*t**2+t)), (t, 0, 3))", "oo")
    (part,) = made.series.parts
    assert part.front[Fraction(-1), 0].equals(1 + 4 * sympy.sqrt(6) / 9)
    assert notes.complete


@pytest.mark.parametrize(
    ("formula", "doubt"),
    [
        ("Integral(exp(-x*t)*exp(sqrt(t)), (t, 0, oo))", "grows no faster than a power"),
        ("Integral(sin(x*t)*exp(-t), (t, 0, oo))", "nothing comes from infinity"),
    ],
)
def test_what_is_not_shown_is_a_doubt(formula, doubt):
    made, notes = proof(formula, "oo")
    assert made is not None
    assert not notes.complete
    assert any(doubt in each for each in notes.doubts)


@pytest.mark.slow
def test_a_derivation_with_a_doubt_is_not_called_proved():
    found = expand("Integral(sin(x*t)*exp(-t), (t, 0, oo))", "x", "oo", terms=2)
    assert found.status == "derived"
    assert "nothing comes from infinity was not shown" in found.evidence


def test_the_other_branch_is_not_proved():
    """y^2 - 2y + 1 = x y has the roots 1 +- sqrt(x) + ...: the terms of one are no proof about the other."""
    approach = approaching("x", "0+")
    upper = tree_of("Root(y**2-2*y+1-x*y, (y, 1, 3))", ("x",), "exact")
    lower = tree_of("Root(y**2-2*y+1-x*y, (y, 0, 1))", ("x",), "exact")
    terms = search("Root(y**2-2*y+1-x*y, (y, 1, 3))", "x", "0+", terms=3)
    assert coefficients(upper, approach, terms).proved
    other = coefficients(lower, approach, terms)
    assert not other.proved
    assert "that the root meant is this one was not shown" in other.doubts


@pytest.mark.parametrize(
    ("function", "low", "high", "holds"),
    [
        (T**2 + 1, -sympy.oo, sympy.oo, True),
        (T**2 - 2, 0, sympy.oo, False),
        (1 / (1 - T), 0, 1, True),
        (sympy.sinh(T), 0, sympy.oo, True),
        (sympy.exp(T) - 3, 0, sympy.oo, False),
        (sympy.sin(T), 0, sympy.pi, True),
        (sympy.sin(T), 0, 4, False),
        (T - sympy.sin(T), 0, 3, True),
        (sympy.cos(T) - sympy.Rational(999, 1000), 0, 1, False),
    ],
)
def test_signs_are_proved_or_not_said(function, low, high, holds):
    assert positive(function, T, sympy.sympify(low), sympy.sympify(high)) is holds


def test_what_is_tame():
    zero, infinity = sympy.Integer(0), sympy.oo
    for function in (T / (1 + T**2), sympy.log(1 + T) * sympy.sin(T), sympy.exp(-(T**2)), 1 / sympy.sqrt(T)):
        assert tame(function, T, zero, infinity)
    for function in (1 / (T - 1), sympy.exp(T), sympy.log(T - 1), sympy.gamma(T), sympy.floor(T)):
        assert not tame(function, T, zero, infinity)


@pytest.mark.parametrize(
    ("formula", "operator"),
    [
        ("airyai(x)**2", (-2, -4 * Z, 0, 1)),  # DLMF 9.11.2
        ("airyai(x)*airybi(x)", (-2, -4 * Z, 0, 1)),
        ("ODE(t*y, (y, t), (0, 1, 0), x)", (-Z, 0, 1)),
        ("exp(-x**2)/x", (2 * Z**2 + 1, Z)),
        ("x**(1/3)*log(x)", (sympy.Rational(1, 9), Z / 3, Z**2)),
        ("sin(pi*x)", (sympy.pi**2, 0, 1)),
    ],
)
def test_closures_find_the_equation(formula, operator):
    found = equation_of(tree_of(formula, ("x",), "exact"), X)
    factor = sympy.cancel(found[-1] / operator[-1])
    assert all(sympy.expand(a - factor * b) == 0 for a, b in zip(found, operator, strict=True))


@pytest.mark.parametrize(
    "formula", ["gamma(x)", "airyai(sqrt(x))", "exp(sin(x))", "LambertW(x)", "ODE(y**2, (y, t), (0, 1), x)"]
)
def test_what_has_no_equation_here(formula):
    assert equation_of(tree_of(formula, ("x",), "exact"), X) is None


def test_terms_follow_from_the_equation_and_the_leading_ones():
    found = expand("airyaiprime(x)", "x", "oo", terms=3)
    assert (found.status, found.derivation) == ("derived", "a linear differential equation")
    assert "recognised, not derived" in found.evidence
    assert [step.method for step in found.steps] == ["proved"]


def test_initial_values_are_no_recognised_constants():
    assert expand("ODE(t*y, (y, t), (0, 1, 0), x)", "x", "0+", terms=3).status == "proved"


@pytest.mark.parametrize("wrong", [("1/(2*x)", "1/(4*x**3)", "1/(8*x**5)"), ("1/(2*x)", "3/(8*x**5)", "15/(16*x**7)")])
def test_a_wrong_or_missing_term_does_not_satisfy_the_equation(wrong):
    """Dawson's integral is 1/(2x) + 1/(4x^3) + 3/(8x^5) + ...; a wrong third term, and a missing second."""
    tree, approach = tree_of("dawson(x)", ("x",), "exact"), approaching("x", "oo")

    def rows(texts):
        for text in texts:
            c, power = sympy.sympify(text).as_independent(X)
            yield Row(Fraction(-int(power.as_base_exp()[1])), 0, c)

    right = ("1/(2*x)", "1/(4*x**3)", "3/(8*x**5)")
    assert satisfied(tree, approach, list(rows(right)), Notes())
    assert not satisfied(tree, approach, list(rows(wrong)), Notes())


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("Integral(1/((x+t)*(1+t)), (t, 0, oo))", "log(x)/x + log(x)/x**2 + log(x)/x**3 + O(log(x)/x**4)"),
        ("LambertW(log(x))", "log(log(x)) - log(log(log(x))) + log(log(log(x)))/log(log(x))"),
        pytest.param("cos(x)+exp(-x)*cos(sqrt(2)*x)", "cos(x) + exp(-x)*cos(sqrt(2)*x)", marks=pytest.mark.slow),
    ],
)
def test_what_the_search_does_not_find_is_derived_and_judged(formula, said):
    found = expand(formula, "x", "oo", terms=3)
    assert str(found).startswith(said)
    assert (found.status, found.verdict.kind.value) == ("proved", "confirmed")
    assert "confirmed by the judge" in found.evidence


def test_what_the_judge_does_not_confirm_is_not_shown(monkeypatch):
    """A derivation that were wrong in its second term: the court sees it, and the measured terms are shown."""
    right = foreseeing.attempt
    other = tree_of("Integral(exp(-x*t)/(1+2*t), (t, 0, oo))", ("x",), "exact")
    monkeypatch.setattr(foreseeing, "attempt", lambda _tree, *given: right(other, *given))
    found = expand("Integral(exp(-x*t)/(1+t), (t, 0, oo))", "x", "oo", terms=2)
    assert str(found) == "1/x - 1/x**2 + O(x**(-3))"
    assert not found.foreseen
