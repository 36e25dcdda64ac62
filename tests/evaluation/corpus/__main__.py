"""Evaluate the exact sides whose ids hold one of the words, all of them without. Prints a table and a summary."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence

from tests.evaluation.corpus.sides import DIGITS, ERROR, OK, WRONG, Outcome, Side, evaluate, plainly, sides
from tests.forked import forked

GOAL, MEDIAN, WORST, RATIO = 0.95, 0.5, 20.0, 5.0
PLAIN_DIGITS = (DIGITS + 5, DIGITS + 20, 2 * DIGITS + 10)  # what a patient user would try one after the other
PLAIN_SECONDS = 20  # of CPU, after which a script counts as never right


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0, or 1 if a figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.corpus", description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of ids")
    parser.add_argument("--digits", type=int, default=DIGITS)
    parser.add_argument("--seconds", type=float, default=30, help="CPU seconds for a value (default 30)")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--bad", action="store_true", help="print only what is not right")
    parser.add_argument("--plain", action="store_true", help="time plain mpmath scripts too")
    options = parser.parse_args(arguments)
    chosen, results, ratios = sides(options.words), [], []
    for done in forked(
        lambda side: evaluate(side, options.digits, options.seconds), chosen, options.seconds + 10, options.processes
    ):
        outcome = done.result or Outcome(ERROR, f"CRASH {done.ended}")
        results.append((done.job, outcome, done.seconds))
        beside = ""
        if options.plain and done.job.plain and outcome.state == OK:
            plain = plain_seconds(done.job)
            ratios.append(plain / max(done.seconds, 1e-3))
            beside = "plain: never right" if plain == float("inf") else f"plain: {plain:.2f} s"
        if not (options.bad and outcome.state == OK):
            said = outcome.text.partition("\n")[0][:110]
            print(f"{outcome.state:<6}{done.seconds:7.2f} s  {done.job.id:<28} {said}  {beside}", flush=True)
    return summary(results, ratios)


def plain_seconds(side: Side) -> float:
    """CPU seconds of the plain script at the least precision that gets all digits right; infinite if none does."""
    for dps in PLAIN_DIGITS:
        done = next(forked(lambda job, dps=dps: plainly(job, dps), [side], PLAIN_SECONDS))
        if done.result:
            return done.seconds
    return float("inf")


def summary(results: Sequence[tuple[Side, Outcome, float]], ratios: Sequence[float]) -> int:
    """Print the figures; 1 if one is missed."""
    count = {state: sum(outcome.state == state for _, outcome, _ in results) for state in (OK, WRONG, ERROR)}
    times = [seconds for *_, seconds in results]
    median, worst = statistics.median(times), max(times)
    print(f"right: {count[OK]} of {len(results)}, {100 * count[OK] / len(results):.1f}%; wrong: {count[WRONG]}")
    print(f"CPU seconds: median {median:.2f}, worst {worst:.1f}, all {sum(times):.0f}")
    met = count[OK] >= GOAL * len(results) and not count[WRONG] and median < MEDIAN and worst < WORST
    if ratios:
        never = sum(ratio == float("inf") for ratio in ratios)
        print(f"plain scripts: {statistics.median(ratios):.1f} times slower in the median, {never} never right")
        met &= statistics.median(ratios) >= RATIO
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
