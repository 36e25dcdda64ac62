"""Expansions that are known, from handbooks: found with every term right, or said not to be found; never wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from higgs_sym.errors import BudgetError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expand import expand
from higgs_sym.expanding.expansion import Expansion, NoExpansionError
from higgs_sym.inputs import exact
from higgs_sym.judging.approaches import approaching
from higgs_sym.parsing.grammar import parse


def lines(name: str) -> list[list[str]]:
    """The rows of a file beside this one."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [[part.strip() for part in line.split("|")] for line in text.splitlines() if line and line[0] != "#"]


KNOWN = lines("known.txt")
FRESH = lines("fresh.txt")
SAMPLE = KNOWN[::11]
FEWER: dict[tuple[str, str], str] = {}  # (exact, limit): why; leaves when found
DIGITS = 15
POINTS = ("7/353", "3/3001")  # small parameters at which terms are compared; no zeros of waves


def values(formula: str, variable: str, limit: str) -> list:
    """A formula near the limit."""
    tree = Expression(parse(formula, (variable,)))
    approach = approaching(variable, limit)
    found = []
    for point in POINTS:
        small = exact("small", point)
        found.append(tree.value({"small parameter": small, variable: approach.expression()}, 60).number)
    return found


def assert_right(found: Expansion, written: list[str]) -> None:
    """Each term is the written one, to all digits where it has a closed form, within its error bar otherwise."""
    for term, text in zip(found.terms, written, strict=False):
        right = values(text, found.variable, found.limit)
        scale = values(term.scale, found.variable, found.limit)
        true = [a / b for a, b in zip(right, scale, strict=True)]
        assert abs(true[0] / true[1] - 1) < 1e-50, f"the scale of {text} is not {term.scale}"
        error = abs(true[0] - true[0].context.mpf(str(term.coefficient.value)))
        assert error <= float(term.coefficient.error) + 1e-50 * abs(true[0]), f"outside its error bar: {term}"
        assert term.digits >= DIGITS
        if term.recognised is not None:
            shown = values(str(term.expression), found.variable, found.limit)
            assert abs(shown[0] / right[0] - 1) < 1e-50, f"{text} is not {term.recognised}"


def search(row: list[str]) -> Expansion:
    formula, variable, limit, terms = row
    return expand(formula, variable, limit, terms=len(terms.split(";")), digits=DIGITS)


def check(row: list[str]) -> None:
    written = [text.strip() for text in row[3].split(";")]
    found = search(row)
    assert_right(found, written)
    assert len(found.terms) == len(written), found.stopped


@pytest.mark.parametrize("row", SAMPLE, ids=lambda row: f"{row[0]}, {row[2]}")
def test_known_expansions_of_every_kind(row):
    check(row)


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in KNOWN if row not in SAMPLE], ids=lambda row: f"{row[0]}, {row[2]}")
def test_known_expansions(row):
    if (row[0], row[2]) in FEWER:
        found = search(row)
        assert_right(found, [text.strip() for text in row[3].split(";")])
        assert found.stopped
    else:
        check(row)


# Expansions that were written down after the search was made: nothing was changed for them but errors mended.
NOT_FOUND: dict[str, str] = {}  # formula: why; leaves when found


@pytest.mark.slow
@pytest.mark.parametrize("row", FRESH, ids=lambda row: f"{row[0]}, {row[2]}")
def test_expansions_that_nothing_was_tuned_on(row):
    if row[0] in NOT_FOUND:
        with pytest.raises((NoExpansionError, BudgetError)):
            search(row)
    else:
        check(row)


# As a newcomer types them: textbooks of calculus, of asymptotics (Bender and Orszag, Olver, de Bruijn, Wong), DLMF.
TYPED = lines("typed.txt")
SLOW_TO_SEE = {  # where fewer terms are found than are written; leaves when all are
    "(n!)**(1/n)": "the judge does not resolve the fourth term",
}


@pytest.mark.slow
@pytest.mark.parametrize("row", TYPED, ids=lambda row: f"{row[0]}, {row[2]}")
def test_expansions_as_they_are_typed(row):
    if row[0] not in SLOW_TO_SEE:
        check(row)
        return
    written = [text.strip() for text in row[3].split(";")]
    try:
        found = search(row)
    except (NoExpansionError, BudgetError):
        return
    assert_right(found, written)
    assert found.stopped


def test_there_are_enough_of_them():
    assert len(TYPED) >= 50
    assert len(SLOW_TO_SEE) <= len(TYPED) // 10
    assert len(FRESH) >= 40
    assert len(KNOWN) >= 80
    assert len(FEWER) <= len(KNOWN) // 20
