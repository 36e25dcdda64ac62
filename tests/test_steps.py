"""The derivation engine: what it accepts, as what, and what stops it."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy as sp

from higgs_sym.errors import StepError
from higgs_sym.steps import ZERO, Chain, as_residuals, equal, magnitude, sample, stated

X, A = sp.symbols("x a", positive=True)
DOMAIN = {X: (0.1, 0.9), A: (1.5, 3.0)}


@pytest.fixture
def chain() -> Chain:
    return Chain(domain=DOMAIN)


TRUE = {
    "expanded": equal((X + A) ** 2, X**2 + 2 * A * X + A**2),
    "over a common denominator": equal(1 / X + 1 / A, (X + A) / (A * X)),
    "simplified": equal(sp.sin(X) ** 2, 1 - sp.cos(X) ** 2),
    "identical": equal(X, X),
    "matrix": equal(sp.Matrix([[X, 1], [0, X]]) ** 2, sp.Matrix([[X**2, 2 * X], [0, X**2]])),
    "inequality": sp.Gt(X / (1 + A), 0, evaluate=False),
    "list": [equal(X + X, 2 * X), X > 0],
}

# Equal by a theorem: Legendre, Euler, Machin.
UNSIMPLIFIED = {
    "duplication": equal(
        sp.gamma(X) * sp.gamma(X + sp.Rational(1, 2)), 2 ** (1 - 2 * X) * sp.sqrt(sp.pi) * sp.gamma(2 * X)
    ),
    "dilogarithm": equal(sp.polylog(2, X) + sp.polylog(2, 1 - X), sp.pi**2 / 6 - sp.log(X) * sp.log(1 - X)),
    "constant": equal(4 * sp.acot(5) - sp.acot(239), sp.pi / 4),
}

FALSE = {
    "factor 2": equal((X + A) ** 2, 2 * (X**2 + 2 * A * X + A**2)),
    "sign": equal((X - A) ** 2, X**2 + 2 * A * X + A**2),
    "missing term": equal((X + A) ** 2, X**2 + A**2),
    "wrong power": equal(sp.sqrt(X) ** 3, X**2),
    "small residual": equal(sp.sin(X), sp.sin(X) + X * sp.Rational(1, 10**30)),
    "factor 2 in a theorem": equal(sp.gamma(X) * sp.gamma(X + 1), 2 * X * sp.gamma(X) ** 2),
    "matrix entry": equal(sp.Matrix([[X, 0]]), sp.Matrix([[X, A]])),
    "one of a list": [equal(X + X, 2 * X), equal(X, 2 * X)],
    "collapsed": sp.Eq(1, 2),
    "inequality": sp.Lt(X, 0, evaluate=False),
    "undecided inequality": sp.Gt(A - X, 0, evaluate=False),
    "singular": equal(sp.nan, X),
    "constant": equal(sp.sqrt(2), sp.Integer(1)),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_are_proved(chain: Chain, name: str) -> None:
    chain.show(name, TRUE[name], "")
    assert [step.method for step in chain.steps] == ["proved"]


@pytest.mark.parametrize("name", UNSIMPLIFIED)
def test_what_sympy_cannot_reduce_is_numeric_and_never_proved(
    chain: Chain, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SymPy learns with every release; the engine's second path is tested as if it had not.
    monkeypatch.setattr("higgs_sym.steps.sympy.simplify", lambda expression: expression)
    chain.show(name, UNSIMPLIFIED[name], "")
    assert [step.method for step in chain.steps] == ["numeric"]


@pytest.mark.parametrize("name", FALSE)
def test_false_statements_stop_the_chain(chain: Chain, name: str) -> None:
    with pytest.raises(StepError, match=name):
        chain.show(name, FALSE[name], "")
    assert chain.steps == []


@pytest.mark.parametrize("name", ["factor 2", "sign", "missing term", "matrix entry"])
def test_the_message_carries_the_residual(name: str) -> None:
    symbolic = Chain()
    with pytest.raises(StepError, match=r"not proved; residual .*a"):
        symbolic.show(name, FALSE[name], "")
    with pytest.raises(StepError, match=r"residual \d\.\d+(e-?\d+)? at a=\d\.\d+"):
        Chain(domain=DOMAIN).show(name, FALSE[name], "")


def test_a_false_matrix_entry_names_its_point(chain: Chain) -> None:
    with pytest.raises(StepError, match=r"fails: residual .* at a="):
        chain.show("matrix", FALSE["matrix entry"], "")


def test_symbols_without_a_domain_are_not_sampled() -> None:
    other = sp.Symbol("other")
    with pytest.raises(StepError, match="not proved"):
        Chain(domain=DOMAIN).show("outside", equal(sp.gamma(other), sp.gamma(other + 1)), "")


def test_exact_numbers_only(chain: Chain) -> None:
    with pytest.raises(StepError, match="does not hold"):
        chain.show("floating point", equal(X * sp.Float("0.1"), X * sp.Float("0.1") + sp.Float("1e-60")), "")


@pytest.mark.parametrize("zero", [[], ()])
def test_a_step_must_check_something(chain: Chain, zero: object) -> None:
    with pytest.raises(StepError, match="checks nothing"):
        chain.show("vacuous", "x = x", "", zero=zero)


def test_text_alone_is_not_a_check(chain: Chain) -> None:
    with pytest.raises(StepError, match="nothing to check"):
        chain.show("words", "x = y", "")


def test_text_with_residuals(chain: Chain) -> None:
    chain.show("series", r"\sin x = x + O(x^3)", "", zero=sp.sin(X).series(X, 0, 3).removeO() - X)
    assert chain.steps[0].latex == r"\sin x = x + O(x^3)"
    assert chain.steps[0].method == "proved"


def test_definitions_are_not_checked_and_say_so(chain: Chain) -> None:
    chain.define("name", equal(A, X**2), "because")
    assert chain.steps[0].method == "definition"
    assert chain.steps[0].reason == "because"


def test_equations_keep_their_two_sides(chain: Chain) -> None:
    chain.show("trivial", equal(X + A, A + X), "")
    assert "=" in chain.steps[0].latex
    assert "True" not in chain.steps[0].latex
    assert stated("K", X**2) == "K = x^{2}"


def test_finish_sets_the_result(chain: Chain) -> None:
    assert chain.finish(X).result == X


def test_magnitude_sees_through_cancellation() -> None:
    value = magnitude((X - A) * (X - A + 1) ** 2).subs({X: 1, A: 1}).doit()
    assert value == 2 * 3**2


def test_residuals_of_matrices() -> None:
    M = sp.Matrix([[X, A]])
    assert as_residuals(equal(M, 2 * M)) == [-X, -A]
    assert as_residuals(sp.MatMul(M, sp.eye(2), evaluate=False)) == [X, A]


def test_samples_have_full_precision_and_repeat() -> None:
    with mpmath.workdps(60):
        first, again = (sample((0.25, 0.75), random.Random(1)) for _ in range(2))
        assert first == again
        assert mpmath.mpf("0.25") <= first <= mpmath.mpf("0.75")
        assert first != mpmath.mpf(float(first))
        assert sample(lambda draw: mpmath.mpc(0, draw.random()), random.Random(1)).real == 0


def test_a_complex_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("higgs_sym.steps.sympy.simplify", lambda expression: expression)
    z = sp.Symbol("z")
    chain = Chain(domain={z: lambda draw: mpmath.mpc(sample((0, 1), draw), sample((0, 1), draw))})
    chain.show("complex", equal(sp.sin(3 * z), 3 * sp.sin(z) - 4 * sp.sin(z) ** 3), "")
    assert chain.steps[0].method == "numeric"
    with pytest.raises(StepError, match="fails"):
        chain.show("complex, wrong", equal(sp.sin(3 * z), 3 * sp.sin(z) - 3 * sp.sin(z) ** 3), "")


def test_the_numeric_threshold_is_tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A residual just above the accepted size is refused."""
    monkeypatch.setattr("higgs_sym.steps.sympy.simplify", lambda expression: expression)
    chain = Chain(domain=DOMAIN)
    off = sp.Rational(1, 10 ** (ZERO - 2))
    with pytest.raises(StepError, match="fails"):
        chain.show("off", equal(sp.gamma(X + 1), X * sp.gamma(X) * (1 + off)), "")
