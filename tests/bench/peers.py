"""`make bench-peers`: who notices a wrong last term? Other programs and ours on examples/literature.toml.

Each program is asked for the limit of (exact - formula)/(last term), which is 0 for a right formula and not for a wrong
one. Which term is the last is not its problem: that is read from the formula for it. A wrong formula counts as noticed
if the limit is told from 0 there, and that of the right one is not.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import mpmath
import sympy

from higgs_sym.judging.question import pose
from higgs_sym.judging.terms import read
from higgs_sym.parsing.grammar import parse
from tests.bench import peers_expand
from tests.bench.dialects import MPMATH, PARI
from tests.bench.measure import machine
from tests.forked import forked
from tests.literature.__main__ import FILE
from tests.literature.trial import trials

REPORT = Path(__file__).resolve().parents[2] / "reports" / "bench-peers.md"
SECONDS = 2  # of CPU for a limit by another program
OURS = 20  # of CPU for a verdict
ZERO, SOMETHING = 0.05, 0.2  # a limit below is 0, one above is not
POWERS = ("1", "1/2", "2")  # PARI is told the step of the exponents; every one of these is tried for it

N = sympy.Symbol("x_to")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """Exact side, formula and the formula without its last term, as functions of x_to -> oo."""

    exact: Any
    formula: Any
    before: Any


def asked(row: Row) -> Asked:
    """What is asked about one formula."""
    names = [row["var"], *row.get("at", {})]
    fixed = {sympy.Symbol(name): parse(str(text), names) for name, text in row.get("at", {}).items()}
    point, side = row["to"].rstrip("+-") or "0", row["to"][-1]
    to = N if row["to"] == "oo" else parse(point, ()) + {"+": 1, "-": -1}[side] / N
    question = pose(row["approx"], row["exact"], row["var"], row["to"], at=row.get("at"))
    reading = read(question.formula)
    made = (parse(row["exact"], names), reading.whole.tree, reading.rows[-1].before.tree)
    return Asked(*(tree.xreplace({**fixed, sympy.Symbol(row["var"]): to}) for tree in made))


def by_mpmath(question: Asked) -> Any:
    """mpmath's limit, which accelerates a sequence."""
    return mpmath.limit(_quotient(question), mpmath.inf)


def by_richardson(question: Asked) -> Any:
    """mpmath's Richardson extrapolation of the values at 1, 2, ..., 24."""
    with mpmath.workdps(40):
        quotient = _quotient(question)
        return mpmath.richardson([quotient(mpmath.mpf(k)) for k in range(1, 25)])[0]


def _quotient(question: Asked) -> Callable[[Any], Any]:
    exact, formula, before = (MPMATH.written(tree) for tree in (question.exact, question.formula, question.before))
    text = f"lambda {N}: ({exact} - {formula})/({formula} - {before})"
    return cast(Callable[[Any], Any], eval(text, {**vars(mpmath), "Abs": abs}))  # lines of this repository


def by_pari(question: Asked) -> Any:
    """PARI's asympnum, its first coefficient; the smallest that it finds with one of several steps of the exponents."""
    import cypari

    exact, formula, before = (PARI.written(tree) for tree in (question.exact, question.formula, question.before))
    cypari.pari("default(realprecision, 57)")
    quotient, found = f"({exact} - {formula})/({formula} - {before})", []
    for power in POWERS:
        with suppress(cypari.PariError):
            found.append(abs(complex(cypari.pari(f"asympnumraw({N} -> {quotient}, 1, {power})[1]"))))
    if not found:
        raise ArithmeticError("no limit")
    return min(found)


def by_sympy(question: Asked) -> Any:
    """SymPy's limit, by its series."""
    n = sympy.Symbol("n", positive=True)
    exact, formula, before = (
        tree.xreplace({N: n}).doit() for tree in (question.exact, question.formula, question.before)
    )
    return sympy.limit((exact - formula) / (formula - before), n, sympy.oo)


PEERS = {
    "PARI/GP asympnum": by_pari,
    "mpmath limit": by_mpmath,
    "mpmath richardson": by_richardson,
    "SymPy limit": by_sympy,
}


def notices(right: float | None, wrong: float | None) -> bool:
    """Whether the limit of the wrong formula is told from that of the right one."""
    return right is not None and wrong is not None and right < ZERO and wrong > SOMETHING


def pairs(words: Sequence[str], every: int) -> list[tuple[Row, Row]]:
    """The formulas, right and wrong."""
    rows = {row["id"]: row for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["claim"]}
    chosen = [name for name in rows if name + ":wrong" in rows]
    chosen = [name for name in chosen if not words or any(word in name for word in words)][::every]
    return [(rows[name], rows[name + ":wrong"]) for name in chosen]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0, or 1 if ours notices less than three times what the best other program does, and not all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description=__doc__.partition("\n")[0])
    parser.add_argument("words", nargs="*", help="parts of ids")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth formula, nothing written")
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args(arguments)
    chosen = pairs(options.words, options.every)
    table = [_of_peer(name, work, chosen, options.processes) for name, work in PEERS.items()]
    table.insert(0, _ours(chosen, options.processes))
    text = report(table, len(chosen))
    if not options.words and options.every == 1:
        text += "\n" + peers_expand.report()
    print(text, flush=True)
    if not options.words and options.every == 1:
        REPORT.write_text(text, encoding="utf-8")
    ours, best = table[0][1], max(row[1] for row in table[1:])
    return 0 if ours >= 3 * best or ours == len(chosen) else 1


Line = tuple[str, int, int, float]  # name, noticed, no answer, median seconds


def _of_peer(name: str, work: Callable[[Asked], Any], chosen: Sequence[tuple[Row, Row]], processes: int) -> Line:
    def limit(row: Row) -> float:
        return abs(complex(work(asked(row))))

    limits: dict[str, float | None] = {}
    seconds: dict[str, float] = {}

    def ask(rows: Sequence[Row]) -> None:
        for done in forked(limit, rows, SECONDS, processes):
            limits[done.job["id"]], seconds[done.job["id"]] = done.result, done.seconds
            shown = done.ended[:80] if done.result is None else f"{done.result:.3g}"
            print(f"{name:<20} {done.job['id']:<40} {shown}", file=sys.stderr, flush=True)

    # Who has no limit of the right formula, or not zero, cannot notice anything and is not asked again.
    ask([right for right, _ in chosen])
    ask([wrong for right, wrong in chosen if _is_zero(limits, right)])
    answers = [(limits[right["id"]], limits.get(wrong["id"])) for right, wrong in chosen]
    noticed = sum(notices(*pair) for pair in answers)
    silent = sum(right is None or (right < ZERO and wrong is None) for right, wrong in answers)
    times = [sum(seconds.get(row["id"], 0) for row in pair) for pair in chosen]
    return name, noticed, silent, statistics.median(times)


def _is_zero(limits: Mapping[str, float | None], row: Row) -> bool:
    found = limits.get(row["id"])
    return found is not None and found < ZERO


def _ours(chosen: Sequence[tuple[Row, Row]], processes: int) -> Line:
    done = {trial.id: trial for trial in trials([row for pair in chosen for row in pair], OURS, processes)}
    answers = [(done[right["id"]], done[wrong["id"]]) for right, wrong in chosen]
    noticed = sum(right.decided and wrong.decided for right, wrong in answers)
    silent = sum(
        "undecided" in (right.kind, wrong.kind) or "error" in (right.kind, wrong.kind) for right, wrong in answers
    )
    return "higgs_sym", noticed, silent, statistics.median(right.seconds + wrong.seconds for right, wrong in answers)


def report(table: Sequence[Line], count: int) -> str:
    """The whole file but for the expansions."""
    lines = "\n".join(f"| {name} | {noticed} | {silent} | {seconds:.2f} |" for name, noticed, silent, seconds in table)
    return f"""# Wrong last terms, and who notices

{count} formulas of `examples/literature.toml`, each right and with a mistake in its last term. The other programs are
asked for the limit of (exact - formula)/(last term), and which term is the last is read from the formula for them; ours
is given the formula. A mistake is noticed if the wrong formula is refused and the right one is not.

| program | noticed | no answer | CPU seconds, median |
|---|---:|---:|---:|
{lines}

PARI is told the exponents' step: 1, 1/2 and 2 are tried for it. No answer: an error, a function it does not have, or
more than {SECONDS} s ({OURS} s for ours). Machine: {machine()}.
"""


if __name__ == "__main__":
    sys.exit(main())
