"""Every written term is judged: wrong later terms are refused with the right coefficient, right ones confirmed."""

from __future__ import annotations

from itertools import pairwise

import pytest

from higgs_sym.check import check
from higgs_sym.errors import FormulaError, InputError
from higgs_sym.judging.question import pose
from higgs_sym.judging.terms import read
from higgs_sym.records import Kind

WATSON = "Integral(exp(-x*t)/(1+t), (t, 0, oo))"
STIRLING = "sqrt(2*pi/x)*(x/E)**x"
TANH = "Integral(tanh(u/(2*T))/u, (u, 0, 1))"
J = "sqrt(2/(pi*x))"
LAPLACE = "sqrt(2/(pi*n*sin(1)))*((1-1/(4*n))*cos(n+1/2-pi/4)+cos(1)/(8*n*sin(1))*sin(n+1/2-pi/4))"
SZEGO = "cos(sqrt(2*n+1)-n*pi/2)+sin(sqrt(2*n+1)-n*pi/2)/(6*sqrt(2*n+1))"
MILLS = "sqrt(pi/2)*exp(x**2/2)*erfc(x/sqrt(2))"
TURNING = "2**(1/3)/(3**(2/3)*gamma(2/3)*n**(1/3))-2**(2/3)/(70*n**(5/3)*3**(1/3)*gamma(1/3))"
EXP_W = "x/log(x)*(1+{}*log(log(x))/log(x))"
QUANTILE = "sqrt(log({0}/(pi*x**2)) - log(log({0}/(pi*x**2))))/sqrt(2)"
E4 = "pi**4/(15*x**4) - 1/240 + 16*pi**4/x**4*exp(-4*pi**2/x)"
ZERO = "(3*pi*(4*n-1)/8)"


def slow(*row):
    return pytest.param(*row, marks=pytest.mark.slow)


# approximation, exact, variable, limit -> kind, words of the reason
REFUSED = [
    ("1/x - 2/x**2", WATSON, "x", "oo", Kind.WRONG_TERM, "written -2/x^2, measured -1.0000000000(1)/x^2 = -1/x^2"),
    (f"{STIRLING}*(1+1/(6*x))", "gamma(x)", "x", "oo", Kind.WRONG_TERM, "measured 0.5000000000(1)"),
    ("pi**2/6 - x*log(x)", "polylog(2,1-x)", "x", "0+", Kind.WRONG_TERM, "measured -1.0000000000(1) x |ln x|"),
    ("1-exp(-2*x)", "tanh(x)", "x", "oo", Kind.WRONG_TERM, "measured 2.0000000000(1) times"),
    ("log(4*exp(EulerGamma)/(pi*T))", TANH, "T", "0+", Kind.WRONG_TERM, "measured 0.1256329596(1)"),
    ("1+5*exp(-x**2)/x", "erf(x)", "x", "oo", Kind.WRONG_TERM, "measured -0.11283"),
    ("sin(x)/x", "Ci(x)+Si(x)-pi/2", "x", "oo", Kind.WRONG_PREFACTOR, "a quadrature is missing: -1.00000000"),
    (f"{J}*cos(x-pi/4)", "besselj(0,x)-bessely(0,x)", "x", "oo", Kind.WRONG_PREFACTOR, "quadrature is missing: 1.0000"),
    ("-2*cos(x)/x**2", "sin(x)/x", "x", "oo", Kind.WRONG_ORDER, "amplitude of the exact quantity is 1.0000000000(1)/x"),
    ("log(x)-1/(2*x)+1/(120*x**4)", "digamma(x)", "x", "oo", Kind.MISSING_TERM, "coefficient is -1/12"),
    slow("log(x)-1/(2*x)-1/(12*x**2)+1/x**3", "digamma(x)", "x", "oo", Kind.WRONG_TERM, "left goes as 0.0083333"),
    ("-log(x)-EulerGamma", "besselk(0,x)", "x", "0+", Kind.WRONG_TERM, "-EulerGamma + log(2), recognised, not proven"),
    slow("log(x)-log(log(x))+2*log(log(x))/log(x)", "LambertW(x)", "x", "oo", Kind.WRONG_TERM, "measured 0.50000"),
    slow("x/log(x)+2*x/log(x)**2", "Ei(log(x))", "x", "oo", Kind.WRONG_TERM, "measured 1.0000000000(1) x/(ln x)^2"),
    slow("pi/2-cos(x)/x+sin(x)/x**2", "Si(x)", "x", "oo", Kind.WRONG_TERM, "term 3: wrong amplitude: measured -1"),
    slow("cos(x)/x", "cos(x+log(x))/x", "x", "oo", Kind.WRONG_ORDER, "drift"),
    ("cos(2/3*x**(3/2)+pi/4)/(sqrt(pi)*x**(1/4))", "airyai(-x)", "x", "oo", Kind.WRONG_PREFACTOR, "rad = -pi/2"),
    ("0", "sin(x)", "x", "0+", Kind.WRONG_ORDER, "0 says that the exact quantity vanishes"),
    ("x + O(x**4)", "sin(x)", "x", "0+", Kind.MISSING_TERM, "of order x^3, larger than O(x**4)"),
    ("1 + x + O(x**3)", "exp(x)", "x", "0+", Kind.MISSING_TERM, "a term 0.5000000000(1) x^2 is missing"),
    ("abs(x)", "sin(x)", "x", "0", Kind.WRONG_PREFACTOR, "from below: exact/approximation tends to -1"),
    slow("exp(I*x)/x", "exp(-I*x)/x", "x", "oo", Kind.WRONG_PREFACTOR, "imaginary part: wrong amplitude"),
    ("coulombf(0,0,x)", "coulombf(0,0,x+1/10)", "x", "oo", Kind.WRONG_PREFACTOR, "0.995 at antinodes and -0.0998"),
    ("coulombf(0,0,x)", "coulombf(0,0,101*x/100)", "x", "oo", Kind.WRONG_ORDER, "drift"),
    ("coulombf(0,0,x)/x", "coulombf(0,0,x)", "x", "oo", Kind.WRONG_ORDER, "grows beyond the amplitude"),
    ("sin(log(x))", "cos(log(x))", "x", "0+", Kind.WRONG_PREFACTOR, "0 at antinodes and 1.0 at nodes"),
    ("1+exp(-x)*sin(x)", "1+exp(-x)*cos(x)+exp(-2*x)", "x", "oo", Kind.WRONG_TERM, "term 2: amplitude or phase drift"),
    slow("1/x", "Integral(cos(x*t)/(1+t**2), (t, 0, oo))", "x", "oo", Kind.WRONG_ORDER, "goes as exp("),
    ("1 - 1/(x+2)", "1 - 1/(x+3)", "x", "oo", Kind.WRONG_TERM, "term 3: written 2/x^2, measured 3.0000000000(1)/x^2"),
    (QUANTILE.format(1), "erfcinv(x)", "x", "0+", Kind.WRONG_TERM, "term 3: written -0.2861824743/|ln x|^(1/2)"),
    ("I/(sqrt(pi)*x)*(1+1/x**2)", "faddeeva(x)", "x", "oo", Kind.WRONG_TERM, "measured 0.2820947918(1)/x^3"),
    ("-1+2*(x-3)**2", "cos(x-3)", "x", "3", Kind.WRONG_PREFACTOR, "tends to -1"),
    ("1-(x-3)**2", "cos(x-3)", "x", "3+", Kind.WRONG_TERM, "written -(x - 3)^2"),
    ("x/2", "Integral(1/t,(t,0,x))", "x", "0+", Kind.REFUTED, "diverges at t = 0"),
    ("10**30/x", "10**30/(x+10**15)", "x", "oo", Kind.UNDECIDED, "further out the leading law holds"),
    ("1/(x+1/(x+3/x))", MILLS, "x", "oo", Kind.WRONG_TERM, "measured 2.0000000000(1)/x^5"),
    ("1-1/(log(x)+2)", "1-1/(log(x)+3)", "x", "oo", Kind.WRONG_TERM, "measured 3.0000000000(1)/(ln x)^2"),
    ("exp(-90*x)-exp(-900*x)", "exp(-90*x)-exp(-900*x)/3", "x", "oo", Kind.WRONG_TERM, "measured 0.33333"),
    ("sqrt(E/pi)*n**(-1/4)*cos(2*sqrt(n)+pi/4)", "laguerre(n,1)", "n", "oo", Kind.WRONG_PREFACTOR, "rad = -pi/2"),
    ("2**(-s) + 3**(-s) + 4**(-s)", "log(zeta(s))", "s", "oo", Kind.WRONG_TERM, "measured 0.5000000000(1) times that"),
    (EXP_W.format(2), "Root(t*log(t)-x,(t,1,x))", "x", "oo", Kind.WRONG_TERM, "measured 0.500000000"),
    ("exp(-x)-exp(-2*x)", "1-exp(-exp(-x))", "x", "oo", Kind.WRONG_TERM, "0.5000000000(1) times that (1/2, recognised"),
]  # fmt: skip


@pytest.mark.parametrize(("approx", "exact", "var", "to", "kind", "words"), REFUSED)
def test_a_wrong_term_is_refused_and_measured(approx, exact, var, to, kind, words):
    verdict = check(approx, exact, var, to)
    assert verdict.kind is kind, verdict.reason
    assert words in verdict.reason


CONFIRMED = [
    slow("1/x - 1/x**2 + 2/x**3", WATSON, "x", "oo", "-6.0000000"),
    (f"{STIRLING}*(1+1/(12*x)+1/(288*x**2))", "gamma(x)", "x", "oo", ""),
    slow("pi**2/6 + x*log(x)", "polylog(2,1-x)", "x", "0+", "-1.00000"),
    slow("1-2*exp(-2*x)", "tanh(x)", "x", "oo", ""),
    slow("log(2*exp(EulerGamma)/(pi*T))", TANH, "T", "0+", ""),
    slow("1-exp(-x**2)/(sqrt(pi)*x)", "erf(x)", "x", "oo", ""),
    slow("(sin(x)-cos(x))/x", "Ci(x)+Si(x)-pi/2", "x", "oo", "1.41421356"),
    slow(f"{J}*(cos(x-pi/4)+sin(x-pi/4)/(8*x))", "besselj(0,x)", "x", "oo", "0.056101258"),
    ("log(x)-1/(2*x)-1/(12*x**2)+1/(120*x**4)", "digamma(x)", "x", "oo", "-0.0039682540"),
    ("-log(x/2)-EulerGamma", "besselk(0,x)", "x", "0+", "0.25000000"),
    slow("log(x)-log(log(x))+log(log(x))/log(x)", "LambertW(x)", "x", "oo", ""),
    slow("log(4/x)+x**2/4*(log(4/x)-1)", "elliptic_k(1-x**2)", "x", "0+", "0.140625"),
    slow("1/s + EulerGamma", "zeta(1+s)", "s", "0", "0.072815845"),
    ("x + o(x)", "sin(x)", "x", "0+", "-0.16666"),
    slow("1 + x/2", "sqrt(1+x)", "x", "0", "-0.12500"),
    ("x/sin(x) - 1/x", "x/sin(x) - 1/x + x**3", "x", "0+", "1.0000000000"),
    slow("exp(x)/x*(1+1/x+2/x**2)", "Ei(x)", "x", "oo", ""),
    ("1+I*x", "exp(I*x)", "x", "0+", "-0.5000"),
    (LAPLACE, "legendre(n,cos(1))", "n", "oo", "0.0523957"),
    (SZEGO, "hermite(n,1)*gamma(n/2+1)/gamma(n+1)*exp(-1/2)", "n", "oo", "0.118055555"),
    ("1/(x+1/(x+2/x))", MILLS, "x", "oo", "-6.0000000000"),
    (TURNING, "besselj(n,n)", "n", "oo", "-0.00198803"),
    (EXP_W.format(1), "Root(t*log(t)-x,(t,1,x))", "x", "oo", ""),
    (QUANTILE.format(2), "erfcinv(x)", "x", "0+", ""),
    ("I/(sqrt(pi)*x)*(1+1/(2*x**2))", "faddeeva(x)", "x", "oo", ""),
    (f"-{ZERO}**(2/3)*(1+5/(48*{ZERO}**2))", "airyaizero(n)", "n", "oo", ""),
    ("a-1/3+8/(405*a)", "Inverse(gammaP(a,t),(t,a-1,a),1/2)", "a", "oo", ""),
    slow("sqrt(log(x))/x*(1+EulerGamma/(2*log(x)))", "Integral(exp(-x*t)*sqrt(-log(t)),(t,0,1))", "x", "oo", ""),
    slow(E4, "Sum(k**3/(exp(k*x)-1),(k,1,oo))", "x", "0+", ""),
    ("1/x-1/x**3+3/x**5", "sqrt(pi/2)*exp(x**2/2)*erfc(x/sqrt(2))", "x", "oo", "-15.000000"),
]  # fmt: skip


@pytest.mark.parametrize(("approx", "exact", "var", "to", "remainder"), CONFIRMED)
def test_right_terms_are_confirmed_one_by_one(approx, exact, var, to, remainder):
    verdict = check(approx, exact, var, to)
    assert verdict.kind is Kind.CONFIRMED, verdict.reason
    assert {row.kind for row in verdict.terms} == {Kind.CONFIRMED}
    assert [row.number for row in verdict.terms] == list(range(1, len(verdict.terms) + 1))
    assert all(row.ratio is None or row.ratio.covers(1) for row in verdict.terms)
    assert all(row.digits >= 3 for row in verdict.terms[1:])
    assert remainder in (verdict.remainder.text if verdict.remainder else "")


def test_only_the_terms_that_are_claimed_count():
    wrong = ("1/x - 2/x**2", "1/(x+1)", "x", "oo")
    assert check(*wrong).kind is Kind.WRONG_TERM
    one = check(*wrong, terms=1)
    assert (one.kind, len(one.terms)) == (Kind.CONFIRMED, 1)
    three = ("1/x - 1/x**2 + 7/x**3", "1/(x+1)", "x", "oo")
    assert check(*three, terms=2).kind is Kind.CONFIRMED
    assert check(*three).kind is Kind.WRONG_TERM


@pytest.mark.parametrize("terms", [0, -1, True, "two"])
def test_terms_is_a_count(terms):
    with pytest.raises(InputError, match="terms"):
        check("x", "sin(x)", "x", "0+", terms=terms)


def test_what_stands_behind_a_wrong_term_is_not_judged():
    verdict = check("1/x - 2/x**2 + 2/x**3", "1/(x+1)", "x", "oo")
    assert [row.kind for row in verdict.terms] == [Kind.CONFIRMED, Kind.WRONG_TERM, Kind.UNDECIDED]
    assert verdict.terms[2].reason == "not judged: hidden by term 2"


def test_an_exponentially_small_term_below_omitted_powers_is_neither_confirmed_nor_refuted():
    verdict = check("1/x + exp(-x)", "1/x + 1/x**3 + exp(-x)", "x", "oo")
    assert verdict.kind is Kind.UNDECIDED
    assert "cannot be seen below the omitted 1/x^3 term" in verdict.reason


def test_errors_of_the_partial_sums_stand_beside_the_samples():
    verdict = check("1/x - 1/x**2 + 1/x**3", "1/(x+1)", "x", "oo")
    assert all(len(row.errors) == len(verdict.samples) for row in verdict.terms)
    last = [float(row.errors[3]) for row in verdict.terms]
    assert all(a > 10 * b for a, b in pairwise(last))


RIGHT = [
    ("coulombf(0,0,x)", "coulombf(0,0,x)*(1+1/x)", "x", "oo"),
    ("sin(log(x))", "sin(log(x))+x", "x", "0+"),
    ("1+exp(-x)*cos(x)", "1+exp(-x)*cos(x)+exp(-2*x)", "x", "oo"),
    ("1", "exp(10**20*x)", "x", "0+"),
    ("exp(-x)-exp(-2*x)/2", "1-exp(-exp(-x))", "x", "oo"),
]


@pytest.mark.parametrize("claim", RIGHT)
def test_phases_that_are_not_known_and_terms_that_cancel_early(claim):
    verdict = check(*claim)
    assert verdict.kind is Kind.CONFIRMED, verdict.reason


def test_what_stays_behind_a_slow_approach_of_an_unknown_phase_is_not_confirmed():
    hidden = check("coulombf(0,0,x)", "coulombf(0,0,x+1/2000+x**(-1/4))", "x", "oo")
    assert hidden.kind is Kind.UNDECIDED
    assert "too slowly to tell" in hidden.reason
    assert check("coulombf(0,0,x)", "coulombf(0,0,x+x**(-1/4))", "x", "oo").kind is Kind.CONFIRMED


def test_an_exponential_towards_minus_infinity_has_its_sign():
    assert "goes as exp(x)" in check("exp(x)-exp(2*x)/4", "-polylog(2,-exp(x))", "x", "-oo").reason


def test_time_that_ends_is_no_error():
    verdict = check("sqrt(pi/x)/2", "Integral(besselj(0, x*t)/(1 + t), (t, 0, oo))", "x", "oo", timeout=0.2)
    assert verdict.kind is Kind.UNDECIDED
    assert "time budget" in verdict.reason


WRITTEN = {
    "log(4/x) + x**2/4*(log(4/x) - 1)": 4,
    "sqrt(2*pi/x)*(x/E)**x*(1 + 1/(12*x))": 2,
    "1/(log(1/x) + 3)": 2,
    "x/sin(x) - 1": 1,
    "1 - cos(x)": 1,
    "sin(1/x)/x + cos(1/x)/x": 1,
    "cos(pi/4 - x)": 2,
    "1 + x - sin(x) + x**2": 3,
    "gamma(x + 1)": 2,
    "exp(-1/x)*(1 + x)": 2,
    "1 - x/(1 + 2*x)": 3,
    "x/(1/x + 1) + x/((1/x + 1)*(1/x + 2))": 2,
    "log(1/x + 2) - x/(1/x + 2)": 3,
}


@pytest.mark.parametrize("formula", WRITTEN)
def test_terms_are_read_off_the_formula(formula):
    reading = read(pose(formula, "x", "x", "0+").formula)
    assert len(reading.rows) == WRITTEN[formula], [row.written for row in reading.rows]


@pytest.mark.parametrize("formula", ["O(x) + x", "x*O(x)", "O(x)", "x + O(x) + O(x)", "x + (1 + O(x))"])
def test_a_stated_remainder_stands_last(formula):
    with pytest.raises(FormulaError, match="stand last"):
        check(formula, "sin(x)", "x", "0+")
