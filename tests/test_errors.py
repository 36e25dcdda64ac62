"""Every error says what was wrong and survives the way between processes."""

from __future__ import annotations

import inspect
import pickle

import pytest

from higgs_sym import errors
from higgs_sym.registry import DERIVATIONS

SAMPLES = [
    errors.InputError("zeta", -1, "a number >= 0"),
    errors.FormulaError("x.__class__", 1, "no attributes"),
    errors.UnknownIdError("claim", "eq:9", ("eq:10",)),
    errors.DuplicateIdError("formula 'a': in b and in c"),
    errors.AccuracyError("12 digits reached, 30 asked for; lower digits"),
    errors.UndecidedError("the ball contains 1: gapped or gapless is undecided"),
    errors.DivergesError("the sum diverges: its terms fall like 1/n"),
    errors.ComplexError("the expression is complex, 1.0 + 1.0j: take re(...) or im(...)"),
    errors.BudgetError(60),
    errors.StepError("step 'x' fails"),
    errors.MissingExtraError("jinja2", "report"),
]


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_pickles(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


def test_every_error_is_a_higgs_sym_error_and_has_a_sample():
    classes = {each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__}
    assert all(issubclass(each, errors.HiggsSymError) for each in classes)
    assert classes - {errors.HiggsSymError} == {type(each) for each in SAMPLES}


def test_input_error_names_parameter_value_and_range():
    error = errors.InputError("zeta", -1, "a number >= 0")
    assert str(error) == "zeta = -1: accepted is a number >= 0"
    assert isinstance(error, ValueError)


def test_a_long_value_is_cut():
    assert len(str(errors.InputError("zeta", "9" * 10_000, "less"))) < 120


def test_unknown_id_suggests():
    error = errors.UnknownIdError("claim", "eq:9", ("eq:10", "eq:12"))
    assert str(error) == "unknown claim id 'eq:9'; did you mean eq:10, eq:12?"
    assert isinstance(error, KeyError)


def test_an_id_of_another_kind_is_recognised():
    with pytest.raises(errors.UnknownIdError, match=r"unknown derivation id 'eq:22'; it belongs to .*: formula"):
        DERIVATIONS["eq:22"]


def test_missing_extra_gives_the_command():
    assert "pip install 'higgs_sym[report]'" in str(errors.MissingExtraError("jinja2", "report"))
