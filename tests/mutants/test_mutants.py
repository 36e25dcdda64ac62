"""The mutants themselves, and a fast part of the score; `make mutants` does the rest."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest
import sympy

from higgs_sym.conventions import symbol
from higgs_sym.records import Claim, Formula, Kind, Limit, Source
from higgs_sym.registry import FORMULAS
from tests.mutants.judge import Court, score
from tests.mutants.mutate import mutants
from tests.mutants.run import lines

QUICK = ("bcs:below", "eq:12", "gap:deficit", "static:gapped")
delta, zeta = symbol("delta"), symbol("zeta")


def formula(body) -> Formula:
    return Formula("synthetic", "", "y", ("delta", "zeta"), body, "", Source("higgs_sym"))


LAW = formula(lambda lib, delta, zeta: delta**2 / zeta - lib.pi * delta)


def test_every_kind_of_mistake_is_made():
    trees = {mutant.tree for mutant in mutants(LAW)}
    eps_g = (1 - zeta ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    exact = delta**2 / zeta - sympy.pi * delta
    assert trees >= {
        -exact, 2 * exact, sympy.pi * exact,
        delta**2 / zeta + sympy.pi * delta, -delta**2 / zeta - sympy.pi * delta,
        2 * delta**2 / zeta - sympy.pi * delta,
        delta**2 / zeta, -sympy.pi * delta,
        delta ** sympy.Rational(5, 2) / zeta - sympy.pi * delta, delta**3 / zeta - sympy.pi * delta,
        zeta**2 / delta - sympy.pi * zeta,
        exact * eps_g, exact.xreplace({delta: delta / eps_g}),
        delta**2 / zeta**2 - sympy.pi * delta, delta**2 / zeta * eps_g - sympy.pi * delta,
    }  # fmt: skip
    assert exact not in trees
    assert len(trees) == len(mutants(LAW))


def claim(truth, **more) -> Claim:
    def oracle(variables, digits):
        with mpmath.workdps(digits + 5):
            return truth(mpmath.mpf(variables["delta"]))

    path = Limit("x", lambda x: {"delta": x, "zeta": "1/2"})
    return Claim("synthetic", "", "", "synthetic", oracle, "", path, "1", **more)


def truth(x):
    return -mpmath.pi * x + 2 * x**2


def test_claim_kills_what_differs_at_any_written_order():
    found = score(LAW, [claim(truth, stated="O(x**3)")], every=6)
    assert found.survivors == ()
    assert found.differing == found.mutants


def test_a_dropped_term_lives_where_no_remainder_is_stated():
    """What is left of the formula is right, term by term: only the verdict counts, not the numbers beside it."""
    dropped = [each for each in mutants(LAW) if each.tree == -sympy.pi * delta]
    silent, stated = (Court(claim(truth, **more), LAW) for more in ({}, {"stated": "O(x**3)"}))
    assert silent.differs(dropped[0])
    assert not silent.kills(dropped[0])
    assert stated.kills(dropped[0])


def test_a_claim_on_the_leading_law_speaks_of_nothing_else():
    found = score(LAW, [claim(truth, terms=1)], every=2)
    assert found.survivors == ()
    assert found.differing < found.mutants  # terms of order delta^2 are beyond what it speaks of


def test_a_claim_that_sees_nothing_lets_mutants_live():
    """The exact quantity is out of reach, so that every formula is undecided."""
    blind = claim(lambda x: x * (1 + mpmath.sin(mpmath.log(x)) / 5), expectation=Kind.UNDECIDED)
    found = score(LAW, [blind], every=5)
    assert found.differing > 5
    assert len(found.survivors) > found.differing // 2


@pytest.mark.parametrize("identifier", QUICK)
def test_claims_on_a_formula_kill_its_mutants(identifier):
    found = score(FORMULAS[identifier])
    assert found.differing > 5
    assert found.survivors == ()


def test_the_report_lists_survivors():
    found = score(LAW, [claim(lambda x: -mpmath.pi * x)], every=8)
    text = "\n".join(lines([replace(found, survivors=("a sign",))]))
    assert "- `synthetic`: a sign" in text
    assert f"{found.differing - 1} of {found.differing} mutants killed" in text
