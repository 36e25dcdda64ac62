"""check.verify on synthetic claims whose true verdict is known."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import mpmath
import pytest
import sympy

from higgs_sym import check
from higgs_sym.check import verify
from higgs_sym.errors import AccuracyError, HiggsSymError, InputError, StepError, UnknownIdError
from higgs_sym.judging.verdict import IDENTITY_DIGITS
from higgs_sym.records import Claim, Derivation, Finding, Formula, Kind, Limit, Outcome, Source, Statement, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, STATEMENTS
from higgs_sym.runs.outcomes import plain, verdict_of

SOURCE = Source("higgs_sym")


def formula(body: Callable[..., Any]) -> Formula:
    return Formula("synthetic", "", "y", ("delta",), body, "", SOURCE)


LINEAR = formula(lambda lib, x: x)


def claim(truth: Callable[[Any, Any], Any], order: str = "1", **values: Any) -> Claim:
    """A claim on `truth(ctx, x)`, evaluated with a few more digits than asked for."""

    def oracle(variables: Any, digits: int) -> Any:
        ctx = mpmath.MPContext()
        ctx.dps = digits + 5
        return truth(ctx, ctx.convert(variables["delta"]))

    limit = values.pop("limit", Limit("x", lambda x: {"delta": x}))
    return Claim("synthetic", "", "", "synthetic", oracle, "", limit, order, **values)


def judge(truth: Callable[[Any, Any], Any], approximation: Formula = LINEAR, **values: Any) -> Verdict:
    return verify(claim(truth, **values), formula=approximation)


def holds(measured: str, error: str, truth: Any) -> bool:
    """Whether the truth lies inside the reported error bar, and the bar is tight enough to decide."""
    with mpmath.workdps(50):
        off = abs(mpmath.mpf(measured) - truth)
        return bool(off <= mpmath.mpf(error) + mpmath.mpf(10) ** -14 and mpmath.mpf(error) <= 1e-3)


# Right laws, with the exponent of their remainder
RIGHT = {
    "remainder x": (lambda c, x: x + 3 * x**2, 1),
    "remainder x^(1/2)": (lambda c, x: x * (1 + c.sqrt(x) - x), 0.5),
    "remainder x^(1/3)": (lambda c, x: x * (1 - 2 * c.cbrt(x) + x), mpmath.mpf(1) / 3),
    "remainder x^(3/2)": (lambda c, x: x * (1 + x * c.sqrt(x) + x**2), 1.5),
    "remainder x^2": (lambda c, x: c.sin(x), 2),
    "remainder x ln x": (lambda c, x: x * (1 + x * c.log(x)), 1),
    "remainder x^(1/2) ln x": (lambda c, x: x * (1 + c.sqrt(x) * c.log(x) + x), 0.5),
    "remainder 1/ln x": (lambda c, x: x * (1 + 1 / c.log(x)), 0),
}


@pytest.mark.parametrize("case", RIGHT)
def test_right_law_is_confirmed_with_its_order_and_prefactor(case: str) -> None:
    verdict = judge(RIGHT[case][0])
    assert verdict.kind is Kind.CONFIRMED
    assert holds(verdict.measured_order, verdict.order_error, 1)
    assert holds(verdict.prefactor_ratio, verdict.prefactor_error, 1)
    assert holds(verdict.prefactor, verdict.prefactor_error, 1)


@pytest.mark.parametrize("case", RIGHT)
def test_remainder_exponent_lies_inside_its_error_bar(case: str) -> None:
    exact, power = RIGHT[case]
    verdict = judge(exact)
    with mpmath.workdps(50):
        error = mpmath.mpf(verdict.remainder_error)
        assert abs(mpmath.mpf(verdict.remainder_order) - power) <= error + mpmath.mpf(10) ** -14
        assert error < 0.02


@pytest.mark.parametrize("shift", ["1/2", "-1/2", "1", "-1", "1/3", "-1/3", "1/6"])
@pytest.mark.parametrize("remainder", ["1", "1/2"])
def test_wrong_exponent_is_found_and_measured(shift: str, remainder: str) -> None:
    power, next_power = 1 + mpmath.mpf(sympy.Rational(shift)), sympy.Rational(remainder)

    def exact(c: Any, x: Any) -> Any:
        exponent = c.mpf(sympy.Rational(shift).p) / sympy.Rational(shift).q
        return 3 * x * x**exponent * (1 + x ** (c.mpf(next_power.p) / next_power.q))

    verdict = judge(exact)
    assert verdict.kind is Kind.WRONG_ORDER
    assert holds(verdict.measured_order, verdict.order_error, power)
    assert verdict.prefactor_ratio == ""
    assert holds(verdict.prefactor, "1e-9", 3)


@pytest.mark.parametrize("factor", ["2", "pi", "-1", "1/2", "1001/1000"])
def test_wrong_prefactor_is_found_and_measured(factor: str) -> None:
    number = sympy.N(sympy.sympify(factor), 60)
    verdict = judge(lambda c, x: c.make_mpf(number._mpf_) * x * (1 + c.sqrt(x)))
    assert verdict.kind is Kind.WRONG_PREFACTOR
    assert holds(verdict.prefactor_ratio, verdict.prefactor_error, mpmath.mpf(number._mpf_))
    assert holds(verdict.measured_order, verdict.order_error, 1)


@pytest.mark.parametrize(("power", "exact"), [
    (1, lambda c, x: x * (2 - c.log(x))),
    (-1, lambda c, x: x / (2 - c.log(x))),
    (1, lambda c, x: -x * (5 - 3 * c.log(x)) + x**2),
])  # fmt: skip
def test_missed_logarithm_is_a_wrong_order(power: int, exact: Callable[[Any, Any], Any]) -> None:
    verdict = judge(exact)
    assert verdict.kind is Kind.WRONG_ORDER
    assert verdict.reason.endswith({1: "goes as |ln x|", -1: "goes as 1/|ln x|"}[power])


UNDECIDABLE = {
    "noise of one percent": lambda c, x: x * (1 + c.mpf(random.Random(str(x)).gauss(0, 0.01))),
    "oscillation in ln x": lambda c, x: x * (1 + c.sin(c.log(x)) / 5),
    "exponent off by 1e-4": lambda c, x: x * x ** c.mpf("1e-4"),
    "iterated logarithm": lambda c, x: x * c.log(2 - c.log(x)),
    "a sign that alternates": lambda c, x: x * (-1) ** int(c.nint(c.log(x, 4))),
}


@pytest.mark.parametrize("case", UNDECIDABLE)
def test_what_the_samples_cannot_settle_is_undecided_with_a_reason(case: str) -> None:
    verdict = judge(UNDECIDABLE[case])
    assert verdict.kind is Kind.UNDECIDED
    assert verdict.reason


def test_oracle_noise_below_the_remainder_only_widens_the_error_bar() -> None:
    clean = judge(lambda c, x: x * (1 + c.sqrt(x)))
    noisy = judge(lambda c, x: x * (1 + c.sqrt(x) + c.mpf(random.Random(str(x)).gauss(0, 1e-12))))
    assert noisy.kind is Kind.CONFIRMED
    assert float(noisy.prefactor_error) > 1e3 * float(clean.prefactor_error)
    assert holds(noisy.prefactor_ratio, noisy.prefactor_error, 1)


def test_law_of_the_wrong_order_in_the_claim_itself_is_found() -> None:
    """Formula and oracle agree, but the claim quotes another exponent."""
    verdict = judge(lambda c, x: c.sin(x), order="2")
    assert verdict.kind is Kind.WRONG_ORDER
    assert holds(verdict.measured_order, verdict.order_error, 1)


@pytest.mark.parametrize("power", ["1/2", "-1/2", "1"])
def test_formula_of_the_wrong_order_is_found_when_the_claim_has_it_right(power: str) -> None:
    fraction = sympy.Rational(power)
    wrong = formula(lambda lib, x: x * lib.power(x, lib.rational(fraction.p, fraction.q)))
    verdict = judge(lambda c, x: x * (1 + c.sqrt(x)), wrong)
    assert verdict.kind is Kind.WRONG_ORDER
    size = {"1/2": "x^(-1/2)", "-1/2": "x^(1/2)", "1": "1/x"}[power]
    assert f"exact/approximation goes as {size}, not as a constant" in verdict.reason


def test_ranges_are_where_the_error_passes_one_and_ten_percent() -> None:
    verdict = judge(lambda c, x: x * (1 + c.sqrt(x)))
    assert float(verdict.range_1_percent) == pytest.approx(1e-4, rel=1e-2)
    assert float(verdict.range_10_percent) == pytest.approx(1e-2, rel=1e-2)


def test_range_is_the_largest_sample_if_the_error_never_passes() -> None:
    assert judge(lambda c, x: x * (1 + x / 100)).range_1_percent == "0.0625"


def test_range_counts_only_what_holds_all_the_way_to_the_limit() -> None:
    """The error passes through zero near x = 0.04, far outside the range where it stays below 1%."""
    verdict = judge(lambda c, x: x * (1 + c.sqrt(x) - 5 * x))
    assert float(verdict.range_1_percent) == pytest.approx(1.1e-4, rel=0.1)


@pytest.mark.parametrize(("claimed", "kind"), [("1/5", Kind.CONFIRMED), ("1/3", Kind.RANGE_OVERSTATED)])
def test_claimed_range_is_held_to_ten_percent(claimed: str, kind: Kind) -> None:
    limit = Limit("x", lambda x: {"delta": x}, start="1/2")
    verdict = judge(lambda c, x: x * (1 + c.sqrt(x) / 5), claimed_range=claimed, limit=limit)
    assert verdict.kind is kind
    assert float(verdict.range_10_percent) == pytest.approx(0.25, rel=1e-2)


def test_claimed_range_beyond_the_samples_is_refused() -> None:
    with pytest.raises(HiggsSymError, match="no samples up to its claimed range"):
        claim(lambda c, x: x, claimed_range="1/2")


@pytest.mark.parametrize("digits", [None, 10, 60, 100])
def test_identity_is_confirmed_to_the_digits_asked_for(digits: int | None) -> None:
    verdict = verify(claim(lambda c, x: c.sin(x), exact=True), digits, formula=formula(lambda lib, x: lib.sin(x)))
    assert verdict.kind is Kind.CONFIRMED
    assert verdict.digits_agreed >= (digits or IDENTITY_DIGITS)
    assert verdict.remainder_order == "exact"
    assert holds(verdict.measured_order, verdict.order_error, 1)
    assert holds(verdict.prefactor, verdict.order_error, 1)


def test_identity_off_in_its_last_digit_is_not_confirmed() -> None:
    wrong = lambda c, x: c.sin(x) * (1 + c.mpf("3e-30"))  # noqa: E731
    verdict = judge(wrong, formula(lambda lib, x: lib.sin(x)), exact=True)
    assert verdict.kind is Kind.WRONG_PREFACTOR
    assert verdict.digits_agreed == 29


def test_law_that_holds_only_in_the_limit_is_no_identity() -> None:
    verdict = judge(lambda c, x: c.sin(x), exact=True)
    assert verdict.kind is Kind.RANGE_OVERSTATED
    assert float(verdict.remainder_order) == 2


def test_identity_between_zeros_is_confirmed_without_an_order() -> None:
    zero = formula(lambda lib, x: lib.rational(0))
    verdict = judge(lambda c, x: c.zero, zero, exact=True, order="0")
    assert (verdict.kind, verdict.measured_order) == (Kind.CONFIRMED, "")


def test_exact_quantity_that_vanishes_identically_has_no_such_order() -> None:
    assert judge(lambda c, x: c.zero).kind is Kind.WRONG_ORDER


def test_precision_rises_until_the_difference_has_fifteen_digits() -> None:
    """exact/approximation - 1 reaches 1e-36 at the smallest x."""
    verdict = judge(lambda c, x: x * (1 + x**4))
    assert verdict.working_digits >= 36 + 15
    assert holds(verdict.remainder_order, verdict.remainder_error, 4)
    assert float(verdict.remainder_error) < 1e-12


def test_difference_beyond_every_precision_leaves_the_remainder_open() -> None:
    verdict = judge(lambda c, x: x * (1 + c.exp(-1 / x)))
    assert verdict.kind is Kind.CONFIRMED
    assert verdict.remainder_order == ""


@pytest.mark.parametrize(("start", "ratio", "samples"), [("1/8", 2, 20), ("1/100", 10, 8), ("1/16", 16, 7)])
def test_any_geometric_sequence_gives_the_same_verdict(start: str, ratio: int, samples: int) -> None:
    limit = Limit("x", lambda x: {"delta": x}, start, ratio, samples)
    verdict = judge(lambda c, x: 2 * x * (1 + c.sqrt(x)), limit=limit)
    assert verdict.kind is Kind.WRONG_PREFACTOR
    assert holds(verdict.prefactor_ratio, verdict.prefactor_error, 2)
    assert len(verdict.samples) == samples


def test_global_precision_neither_matters_nor_changes() -> None:
    exact = claim(lambda c, x: x * (1 + c.sqrt(x)))
    reference = verify(exact, formula=LINEAR)
    with mpmath.workdps(5):
        assert verify(exact, formula=LINEAR) == reference
        assert mpmath.mp.dps == 5


def test_verdict_is_made_of_strings_and_integers_that_round_trip_through_json() -> None:
    verdict = replace(judge(lambda c, x: 2 * x), kind=Kind.WRONG_PREFACTOR)
    content = plain(verdict)
    assert verdict_of(json.loads(json.dumps(content))) == verdict
    floats = [key for key, value in content.items() if isinstance(value, float)]
    assert floats == []


def test_oracle_that_misses_its_accuracy_leaves_the_claim_undecided() -> None:
    def fails(c: Any, x: Any) -> Any:
        raise AccuracyError("reached 12 of 20 digits")

    verdict = judge(fails)
    assert verdict.kind is Kind.UNDECIDED
    assert "12 of 20" in verdict.reason


def test_formula_that_leaves_the_reals_leaves_the_claim_undecided() -> None:
    verdict = judge(lambda c, x: x, formula(lambda lib, x: lib.sqrt(x - 1)))
    assert verdict.kind is Kind.UNDECIDED
    assert "the formula gives" in verdict.reason


def test_an_error_in_the_oracle_itself_is_not_swallowed() -> None:
    def broken(c: Any, x: Any) -> Any:
        raise TypeError("a bug")

    with pytest.raises(TypeError, match="a bug"):
        judge(broken)


@pytest.mark.parametrize("digits", [9, 101, True])
def test_digits_out_of_range_are_refused(digits: int) -> None:
    with pytest.raises(InputError, match="digits"):
        verify(claim(lambda c, x: x), digits, formula=LINEAR)


def derivation(build: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    DERIVATIONS.discover()
    row = Derivation("d:synthetic", "", build, SOURCE)
    monkeypatch.setitem(DERIVATIONS._rows, row.id, row)


class Finished:
    """Stands for a finished chain of steps."""

    def __init__(self, result: Any) -> None:
        self.result = result


X = sympy.Symbol("delta", positive=True)


@pytest.mark.parametrize(("result", "evidence"), [(X * (X + 1) - X**2, "proven by derivation"), (2 * X, "measured")])
def test_only_a_derivation_with_the_same_result_makes_it_proven(
    result: Any, evidence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    derivation(lambda: Finished(result), monkeypatch)
    assert judge(lambda c, x: c.sin(x), derivation="d:synthetic").evidence == evidence


def test_derivation_that_fails_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def build() -> Any:
        raise StepError("step 3")

    derivation(build, monkeypatch)
    assert judge(lambda c, x: c.sin(x), derivation="d:synthetic").evidence == "measured"


def test_derivation_proves_nothing_against_the_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    derivation(lambda: Finished(X), monkeypatch)
    verdict = judge(lambda c, x: 2 * x, derivation="d:synthetic")
    assert (verdict.kind, verdict.evidence) == (Kind.WRONG_PREFACTOR, "measured")


def test_unknown_derivation_is_an_error() -> None:
    with pytest.raises(UnknownIdError):
        judge(lambda c, x: c.sin(x), derivation="d:no such derivation")


def test_verify_all_reports_progress_in_the_order_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    CLAIMS.discover()
    for name in ("z:1", "z:2"):
        row = replace(claim(lambda c, x: c.sin(x)), id=name, formula="z")
        monkeypatch.setitem(CLAIMS._rows, name, row)
    monkeypatch.setitem(check.FORMULAS._rows, "z", replace(LINEAR, id="z"))
    seen: list[tuple[int, int, str]] = []
    verdicts = check.verify_all(["z:2", "z:1"], progress=lambda *row: seen.append(row))
    assert [v.claim for v in verdicts.verdicts] == ["z:2", "z:1"]
    assert seen == [(1, 2, "z:2"), (2, 2, "z:1")]
    assert check.surprises(verdicts) == ()
    wrong = Outcome((replace(verdicts.verdicts[0], kind=Kind.WRONG_ORDER),))
    assert check.surprises(wrong) == ("z:2",)
    assert check.differs_from_expectation(wrong.verdicts[0])


def statement(decide: Callable[[int | None], Finding], monkeypatch: pytest.MonkeyPatch) -> None:
    STATEMENTS.discover()
    row = Statement("s:synthetic", "", "", "", decide, SOURCE)
    monkeypatch.setitem(STATEMENTS._rows, row.id, row)


def test_verify_all_decides_statements_and_hands_them_the_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    statement(lambda digits: Finding(Kind.REFUTED, f"seen at {digits} digits", "measured"), monkeypatch)
    outcome = check.verify_all(["s:synthetic"], 12)
    assert outcome.reasons() == {"s:synthetic": "seen at 12 digits"}
    assert check.surprises(outcome) == ("s:synthetic",)
    assert outcome.counts()[Kind.REFUTED] == 1


def test_statement_without_the_accuracy_it_needs_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(digits: int | None) -> Finding:
        raise AccuracyError("reached 12 of 20 digits")

    statement(fails, monkeypatch)
    found = check.verify_all(["s:synthetic"]).findings["s:synthetic"]
    assert found.kind is Kind.UNDECIDED
    assert "12 of 20" in found.reason


def test_unknown_claim_or_statement_is_an_error() -> None:
    with pytest.raises(UnknownIdError, match="did you mean eq:10:weak"):
        check.verify_all(["eq:10:wek"])
