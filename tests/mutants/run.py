"""Write reports/mutants.md: the mutation score of every registered formula, and the survivors by name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from higgs_sym.registry import FORMULAS
from higgs_sym.runs.files import write
from tests.forked import forked
from tests.mutants.judge import Score, score

PATH = Path(__file__).resolve().parents[2] / "reports" / "mutants.md"
GOAL = 0.995
SECONDS = 7200  # of CPU for one formula


def lines(scores: Sequence[Score]) -> Iterator[str]:
    """The report, line by line."""
    differing, killed = sum(s.differing for s in scores), sum(s.killed for s in scores)
    yield "# Mutation score"
    yield ""
    yield f"{killed} of {differing} mutants killed, {100 * killed / max(1, differing):.1f}%."
    yield ""
    yield "Every registered formula is changed in one place: sign of a term, factors 2 and pi, exponents by 1/2 and 1,"
    yield "a dropped term, swapped parameters, eps_g for Delta, a constant inside a logarithm; exponents and eps_g also"
    yield "in one term alone. A mutant counts if it differs from the formula at any order that one of its claims speaks"
    yield "of (at every order, for an identity). It is killed if one of the claims then has another verdict, or one"
    yield "of the same kind with other numbers: of prefactor or exponents. `make mutants` writes this page."
    yield "Where a claim refutes the leading law it speaks of that law only (`terms=1`): what comes after has nothing"
    yield "to stand on, and a mutant that differs there alone is in the first column and not in the second."
    yield ""
    yield "| formula | mutants | differ | killed |"
    yield "|---|---:|---:|---:|"
    for each in scores:
        yield f"| `{each.formula}` | {each.mutants} | {each.differing} | {each.killed} |"
    yield ""
    yield "## Survivors"
    yield ""
    survivors = [f"- `{each.formula}`: {mistake}" for each in scores for mistake in each.survivors]
    yield from survivors or ["None."]
    unclaimed = [formula for formula in FORMULAS if formula.no_claim]
    if unclaimed:
        yield ""
        yield "## Without a claim"
        yield ""
        yield from (f"- `{formula.id}`: {formula.no_claim}" for formula in unclaimed)


def main(argv: Sequence[str]) -> int:
    """Score every formula, or those named; only the full run is written."""
    formulas = [FORMULAS[name] for name in argv] or [formula for formula in FORMULAS if not formula.no_claim]
    order = {formula.id: place for place, formula in enumerate(formulas)}
    scores = []
    for done in forked(score, formulas, SECONDS, processes=os.cpu_count() or 1):
        if done.result is None:
            raise SystemExit(f"{done.job.id}: {done.ended}")
        scores.append(done.result)
        each = scores[-1]
        line = f"{each.formula:<24} {each.killed}/{each.differing} of {each.mutants} in {done.seconds:.0f} s"
        print(line, *each.survivors, sep="\n  ", flush=True)
    scores.sort(key=lambda each: order[each.formula])
    if not argv:
        write(PATH, "\n".join(lines(scores)) + "\n")
    killed, differing = sum(s.killed for s in scores), sum(s.differing for s in scores)
    return 0 if killed >= GOAL * differing else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
