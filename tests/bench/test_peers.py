"""The comparison with other programs asks them what is meant."""

from __future__ import annotations

import pytest

from tests.bench.peers import PEERS, asked, notices, pairs


@pytest.mark.parametrize("name", [name for name in PEERS if "PARI" not in name])
def test_a_planted_mistake_is_noticed(name):
    ((right, wrong),) = pairs(["dlmf-5.11.3:two"], 1)
    limits = [float(abs(PEERS[name](asked(row)))) for row in (right, wrong)]
    assert notices(*limits)


def test_the_last_term_is_that_of_the_formula():
    ((right, _),) = pairs(["dlmf-19.12.1:two"], 1)
    question = asked(right)
    last = question.formula - question.before
    assert abs(float(last.subs("x_to", 50).evalf()) + 0.02**2 / 4) < 1e-12  # x^2 ln(4/x)/4 comes before it
