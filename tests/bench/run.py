"""`make bench`: run every job, print the table and write reports/bench.md. See --help."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core, also for NumPy

from tests.bench import speed
from tests.bench.jobs import OMEGA, REFERENCE_DIGITS, ZETA, Result, Settings, all_jobs
from tests.bench.measure import machine

REPORT = Path(__file__).resolve().parents[2] / "reports" / "bench.md"
HEAD = ("job", "measured", "digits right", "plain script", "ratio", "must", "met")


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    lines = [" | ".join(HEAD), " | ".join("---" for _ in HEAD)]
    for result in results:
        met = {True: "yes", False: "NO", None: "not judged"}[result.met]
        lines.append(" | ".join((*result[:-1], met)))
    return "\n".join(f"| {line} |" for line in lines)


def report(results: Sequence[Result], goals: str = "") -> str:
    """The whole file; `goals` is the table of `speed`."""
    return f"""# Benchmarks

{table(results)}

{goals}

Machine: {machine()}. One core, CPU seconds of one run.

- One value: chi_inv(omega={OMEGA}, zeta={ZETA}); the time shown is the median over other frequencies with the same
  zeta, the first call also fills the tables that depend on zeta alone: quadrature nodes and the points of the ray.
- Plain scripts: `tests/bench/plain_mpmath.py` (`mpmath.quad` + `mpmath.polyroots`) and `tests/bench/plain_scipy.py`
  (`scipy.integrate.quad` + `numpy.roots`), with the correct root, split at the gap edges. They are asked for the
  digits of the job; the digits they really get are shown beside the time.
- Digits right: in the worse of real and imaginary part, against {REFERENCE_DIGITS} digits; for certified values the
  radius counts as error. The error of float64 is relative to the modulus, the worst of a sample.
- Goals: every row is a program in a process of its own (`tests/bench/speed.py`). "Before" is release 0.1.0 on the same
  kind of machine, or the revision given as `make bench BASE=revision`, measured in the same run; where it refused
  arrays, the same work one value at a time. The NumPy script is `tests/bench/plain_numpy.py`: its worst error on this
  grid is 3e-8. Errors of certified values are the radii of the balls; chi_t at T > 0 is compared
  with the sine transform of Im chi along the real axis.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0, or 1 if a "must" is missed."""
    parser = argparse.ArgumentParser(description="Measure the package against plain scripts.")
    parser.add_argument("--quick", action="store_true", help="small jobs, no mpmath script, nothing judged or written")
    parser.add_argument("--base", help="revision whose speed is measured too")
    parser.add_argument("--row", metavar="TEXT", help="only the goals whose names hold this, printed and not written")
    parser.add_argument("--output", type=Path, default=REPORT, help="file to write (default reports/bench.md)")
    options = parser.parse_args(arguments)
    if options.row is not None:
        print(speed.table(options.base, options.row))
        return 0
    results: list[Result] = []
    for job in all_jobs(Settings(options.quick)):
        results.append(job())
        print(" | ".join(results[-1][:-1]), file=sys.stderr)
        if not options.quick:
            options.output.write_text(report(results), encoding="utf-8")  # what was measured is kept, come what may
    print(table(results))
    if not options.quick:
        goals = speed.table(options.base)
        options.output.write_text(report(results, goals), encoding="utf-8")
        print(goals)
    return int(any(result.met is False for result in results) and not options.quick)


if __name__ == "__main__":
    sys.exit(main())
