"""Judge the literature: formulas whose ids hold one of the words, all of them without. Prints score and times."""

from __future__ import annotations

import argparse
import statistics
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tests.literature.trial import UNDECIDED, Trial, trials

FILE = Path(__file__).resolve().parents[2] / "examples" / "literature.toml"
GOAL, MEDIAN, WORST = 0.98, 2.0, 20.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0, or 1 if a figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.literature", description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of ids")
    parser.add_argument("--file", type=Path, default=FILE, help="a claim file (default examples/literature.toml)")
    parser.add_argument("--seconds", type=float, default=30, help="CPU seconds for a claim (default 30)")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth formula")
    parser.add_argument("--bad", action="store_true", help="print only what was not decided rightly")
    options = parser.parse_args(arguments)
    rows = tomllib.loads(options.file.read_text(encoding="utf-8"))["claim"]
    rows = [row for row in rows if not options.words or any(word in row["id"] for word in options.words)]
    kept = sorted({row["id"].removesuffix(":wrong") for row in rows})[:: options.every]
    rows = [row for row in rows if row["id"].removesuffix(":wrong") in kept]
    done = []
    for trial in trials(rows, options.seconds, options.processes):
        done.append(trial)
        if not (options.bad and trial.decided):
            mark = " " if trial.decided else "!"
            reason = trial.reason.partition("\n")[0][:150]
            print(f"{mark} {trial.seconds:6.2f} s  {trial.id:<40} {trial.kind}: {reason}", flush=True)
    return summary(done)


def summary(done: Sequence[Trial]) -> int:
    """Print the score; 1 if a figure is missed."""
    right = [trial for trial in done if not trial.wrong_on_purpose]
    wrong = [trial for trial in done if trial.wrong_on_purpose]
    blessed = [trial.id for trial in wrong if trial.kind == "confirmed"]
    times = [trial.seconds for trial in done]
    met = not blessed
    by_source(done)
    for name, half in (("right formulas confirmed", right), ("wrong formulas refused", wrong)):
        score = sum(trial.decided for trial in half)
        met &= score >= GOAL * len(half)
        print(f"{name}: {score} of {len(half)}, {100 * score / max(1, len(half)):.1f}%")
    print(f"wrong formulas confirmed: {len(blessed)}", *blessed, sep="\n  ")
    for kind in (UNDECIDED, "error"):
        ids = [trial.id for trial in done if trial.kind == kind]
        print(f"{kind}: {len(ids)}", *ids, sep="\n  ")
    refused = [f"{trial.id}: {trial.kind}" for trial in right if trial.kind not in ("confirmed", UNDECIDED, "error")]
    print(f"right formulas refused: {len(refused)}", *refused, sep="\n  ")
    print(f"CPU seconds: median {statistics.median(times):.2f}, worst {max(times):.1f}, all {sum(times):.0f}")
    return 0 if met and statistics.median(times) < MEDIAN and max(times) < WORST else 1


def by_source(done: Sequence[Trial]) -> None:
    """A line for every chapter or book: how many were decided rightly, and the seconds."""
    groups: dict[str, list[Trial]] = {}
    for trial in done:
        groups.setdefault(trial.id.removeprefix("lit:").partition(":")[0].partition(".")[0], []).append(trial)
    print(f"{'':<24}{'right':>12}{'wrong':>12}{'median s':>10}{'worst s':>10}")
    for name, group in groups.items():
        halves = [[trial.decided for trial in group if trial.wrong_on_purpose is half] for half in (False, True)]
        right, wrong = (f"{sum(half)} of {len(half)}" for half in halves)
        times = [trial.seconds for trial in group]
        print(f"{name:<24}{right:>12}{wrong:>12}{statistics.median(times):>10.2f}{max(times):>10.1f}")


if __name__ == "__main__":
    sys.exit(main())
