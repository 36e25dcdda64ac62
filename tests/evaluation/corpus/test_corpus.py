"""Exact sides of many fields against the values of other methods."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.evaluation.corpus.__main__ import GOAL
from tests.evaluation.corpus.sides import ERROR, OK, WRONG, evaluate, sides
from tests.forked import forked

SIDES = {side.id: side for side in sides()}
QUICK = (
    "statistical:tc:1e-30", "statistical:debye:50", "statistical:fermi:half:100", "peaks:hyp2f1:laplace",
    "peaks:lorentz:1e-30", "endpoints:cos:root", "endpoints:euler:heisenberg", "oscillating:struve",
    "oscillating:fourier:root", "principal:plasma", "plane:watson:square", "sums:cosine", "sums:bertrand",
    "sums:geometric:1e-10", "sums:harmonic:1e30", "functions:erfc:1000", "functions:lambertw:huge",
    "functions:cancel", "implicit:root:kepler", "implicit:derivative:integral", "divergent:double:pole",
    "divergent:log", "divergent:times:zero",
)  # fmt: skip


def test_every_side_has_a_value_to_compare_with():
    assert len(SIDES) >= 120
    for side in SIDES.values():
        assert bool(side.diverges) != bool(side.value and side.oracle)


@pytest.mark.parametrize("name", QUICK)
def test_value_is_that_of_another_method(name):
    outcome = evaluate(SIDES[name])
    assert outcome.state == OK, outcome.text


@pytest.mark.slow
def test_all_of_them():
    outcomes = {done.job.id: done.result for done in forked(evaluate, SIDES.values(), 30)}
    states = Counter(ERROR if outcome is None else outcome.state for outcome in outcomes.values())
    assert states[WRONG] == 0, {name: outcome for name, outcome in outcomes.items() if outcome.state == WRONG}
    assert states[OK] >= GOAL * len(SIDES)
