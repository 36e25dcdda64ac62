"""What `expand` promises beside the right terms: its forms, its errors, the two commands of the guide."""

from __future__ import annotations

import tomllib
from fractions import Fraction

import pytest
import sympy
from mpmath.ctx_mp import MPContext

import higgs_sym
from higgs_sym.check import check
from higgs_sym.errors import BudgetError, FormulaError, InputError
from higgs_sym.expand import expand
from higgs_sym.expanding.collocation import fit
from higgs_sym.expanding.expansion import NoExpansionError
from higgs_sym.expanding.ladder import Ladder, Rung, climb, extended
from higgs_sym.expanding.regular import regular
from higgs_sym.expanding.series import Wanted
from higgs_sym.expanding.source import source_of


@pytest.fixture(scope="module")
def threshold():
    return expand("im(chi_inv(2*gap(1/8)+x, 1/8))", "x", "0+", terms=2)


def test_a_quantity_of_the_package_in_terms_of_its_gap(threshold):
    assert [term.scale for term in threshold.terms] == ["x**2", "x**3"]
    # -pi/24 x^2/(zeta gap), by the derivation; gap(1/8) = (3/4)^(3/2)
    assert str(threshold.terms[0].recognised) == "-8*sqrt(3)*pi/27"
    assert threshold.complete
    assert threshold.verdict.kind.value == "confirmed"


def test_what_it_can_be_taken_away_as(threshold):
    assert threshold.as_expr().has(sympy.pi)
    assert threshold.latex().endswith(r"O\left(x^{4}\right)")
    assert threshold._repr_latex_() == f"${threshold.latex()}$"
    table = threshold._repr_html_()
    assert table.count("<tr>") == 1 + len(threshold.terms)
    assert all(term.scale in table and term.number in table for term in threshold.terms)
    claim = tomllib.loads(threshold.claim("mine"))["claim"][0]
    assert (claim["id"], claim["var"], claim["to"]) == ("mine", "x", "0+")
    assert str(threshold).startswith("-8*sqrt(3)*pi*x**2/27 + 704*pi*x**3/2187")


def test_code_runs():
    found = expand("gamma(x)", "x", "oo", terms=3)
    space: dict = {}
    exec(compile(found.code(), "expansion", "exec"), space)
    assert abs(space["expansion"](20.0) / float(sympy.gamma(20)) - 1) < 1e-6


def test_the_claim_it_writes_is_confirmed():
    claim = tomllib.loads(expand("elliptic_k(1-x**2)", "x", "0+", terms=3).claim())["claim"][0]
    assert check(claim["approx"], claim["exact"], claim["var"], claim["to"]).kind.value == "confirmed"


def test_a_function_serves_as_the_exact_side():
    def values(x, digits):
        work = MPContext()
        work.dps = digits + 10
        return work.exp(work.convert(x)) - 1

    found = expand(values, "x", "0+", terms=3)
    assert [str(term.recognised) for term in found.terms] == ["1", "1/2", "1/6"]


def test_parameters_that_scale_together():
    found = expand("sqrt(x**2+kappa)", "x", "0+", at={"kappa": "x**3"}, terms=3)
    assert [str(term.expression) for term in found.terms] == ["x", "x**2/2", "-x**3/8"]


def test_a_coefficient_without_closed_form_keeps_its_error_bar():
    found = expand("zeta(1+x)", "x", "0+", terms=3)
    stieltjes = "0.0728158454836767248605863758749013191377363383"  # -gamma_1
    assert found.terms[2].recognised is None
    assert abs(found.terms[2].coefficient.value - type(found.terms[2].coefficient.value)(stieltjes)) < 1e-40
    assert found.terms[2].number.startswith("0.07281584548367672486")


def test_what_has_an_end_says_so():
    found = expand("cosh(x)", "x", "oo")
    assert (found.remainder, found.complete, len(found.terms)) == ("0", True, 2)


def test_the_module_is_called_as_its_function():
    assert str(higgs_sym.expand("sin(x)", "x", "0+", terms=2)) == "x - x**3/6 + O(x**5)"


@pytest.mark.parametrize("wrong", [{"terms": 0}, {"terms": 21}, {"digits": 5}, {"digits": 61}, {"terms": True}])
def test_arguments_out_of_range(wrong):
    with pytest.raises(InputError):
        expand("sin(x)", "x", "0+", **wrong)


def test_what_is_no_formula_and_what_has_no_law():
    with pytest.raises(FormulaError):
        expand("sin(x", "x", "0+")
    with pytest.raises(NoExpansionError):
        expand("exp(sin(x))", "x", "oo")
    with pytest.raises(BudgetError):
        expand("im(chi_inv(2*gap(1/10)+x, 1/10))", "x", "0+", timeout=0.01)


def sequence(work, function, count=20):
    xs = [work.mpf(1) / 16 / work.mpf(8) ** k for k in range(count)]
    values = [function(x) for x in xs]
    return xs, values, [abs(v) * work.mpf(10) ** -90 for v in values]


def test_a_ladder_is_climbed_to_its_top():
    work = MPContext()
    work.dps = 110
    _, values, noise = sequence(work, lambda s: s ** (work.mpf(1) / 3) + s * work.log(s) ** 2 + 5 * s**2)
    ladder = climb(values, noise, work.mpf(8), work, 9)
    assert ladder.rungs == [Rung(Fraction(1, 3), 1), Rung(Fraction(1), 3), Rung(Fraction(2), 1)]
    assert ladder.ended == "zero"


def test_a_regular_ladder_goes_on_and_an_irregular_one_does_not():
    regular = Ladder([Rung(Fraction(k, 2), k + 1) for k in range(4)])
    assert extended(regular, 15).rungs[-1] == Rung(Fraction(2), 5)
    irregular = Ladder([Rung(Fraction(k * k), 1) for k in range(4)])
    assert extended(irregular, 15) is irregular


def test_error_bars_of_the_fit_hold():
    work = MPContext()
    work.dps = 110
    xs, values, _ = sequence(work, lambda s: 1 / (1 - s))
    for size in range(2, 12):
        found = fit(xs, values, [lambda s, k=k: s**k for k in range(size)], work)
        assert all(abs(each.value - 1) <= each.error for each in found)
        assert found[0].digits > 30 or size < 3


@pytest.mark.parametrize("exact", ["cos(x)+exp(sin(x)-x)", "1/x+exp(sin(x))/x**2"])
def test_what_is_left_without_a_law_is_said(exact):
    """Terms that fit all samples far out are not the whole quantity: nearer by, something is left."""
    found = expand(exact, "x", "oo")
    assert found.remainder == ""
    assert "something is left" in found.stopped
    assert not found.complete


@pytest.mark.parametrize(
    ("exact", "limit", "terms", "said"),
    [
        ("Sum(exp(-n**2*x), (n, 1, oo))", "0+", 3, "sqrt(pi)/(2*sqrt(x)) - 1/2 + sqrt(pi)*exp(-pi**2/x)/sqrt(x)"),
        ("log(tanh(x))", "oo", 2, "-2*exp(-2*x) - 2*exp(-6*x)/3"),
        pytest.param(
            "erf(x)*cos(x)", "oo", 2, "cos(x) - exp(-x**2)*cos(x)/(sqrt(pi)*x) + O(exp(-x**2)*cos(x)/x**3)",
            marks=pytest.mark.slow,
        ),
    ],
)  # fmt: skip
def test_what_is_exponentially_small_after_an_end(exact, limit, terms, said):
    found = expand(exact, "x", limit, terms=terms)
    assert str(found) == said
    assert found.complete


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        ("cos(x)*(log(x)+1)/x", "log(x)*cos(x)/x + cos(x)/x"),
        ("1/x+sin(x)*log(x)/x", "log(x)*sin(x)/x + 1/x"),
        pytest.param(
            "sin(x)/(log(x)+1)", "sin(x)/log(x) - sin(x)/log(x)**2 + O(sin(x)/log(x)**3)", marks=pytest.mark.slow
        ),
    ],
)
def test_waves_whose_amplitude_has_logarithms(exact, said):
    assert str(expand(exact, "x", "oo", terms=2)) == said


def test_error_bars_of_what_falls_hold():
    terms = higgs_sym.expand.search("exp(2*x)*erfc(sqrt(2*x))-exp(-3*x)/(1+x)", "x", "oo", terms=3)
    work = terms[0].coefficient.value.context
    for term, right in zip(terms, (1, -work.mpf(1) / 4, work.mpf(3) / 16), strict=True):
        exact = right / work.sqrt(2 * work.pi)
        assert abs(term.coefficient.value - exact) <= term.coefficient.error


def test_samples_fall_on_no_zeros_of_a_wave():
    assert str(expand("sin(pi*x)/(1+x)", "x", "oo", terms=1).terms[0].expression) == "sin(pi*x)/x"


@pytest.mark.parametrize("exact", ["log(x)/x + 1/x", "x**(1/3) + x**sqrt(2)", "sin(x)/x", "cosh(x)", "1 + exp(-x)"])
def test_the_short_road_is_for_evenly_spaced_powers_only(exact):
    assert regular(source_of(exact, "x", "oo", None), Wanted(4, 15)) is None


def test_the_short_road_finds_twelve_coefficients_of_stirling():
    terms = higgs_sym.expand.search("gamma(x+1)/(x**x*exp(-x)*sqrt(2*pi*x))", "x", "oo", terms=12)
    assert [str(term.recognition) for term in terms[:4]] == ["1", "1/12", "1/288", "-139/51840"]
    assert str(terms[11].recognition) == "-25834629665134204969/13494625021640835072000"
    assert all(term.recognition.retested for term in terms)


def test_the_short_road_goes_on_where_every_other_power_has_no_term():
    terms = higgs_sym.expand.search("polygamma(1,x)", "x", "oo", terms=12)
    assert str(terms[11].recognition) == "-174611/330"  # B_20
    assert terms[11].scale.power.shift == 21


def test_error_bars_of_the_short_road_hold():
    for term, right in zip(higgs_sym.expand.search("x/(1+x)**2", "x", "0+", terms=12), range(1, 13), strict=True):
        assert abs(term.coefficient.value - (-1) ** (right + 1) * right) <= term.coefficient.error


def test_a_sum_that_has_values_at_whole_numbers_only():
    found = expand("Sum(factorial(k), (k, 0, n))/gamma(n+1)", "n", "oo")
    assert str(found) == "1 + 1/n + n**(-2) + 2/n**3 + O(n**(-4))"
