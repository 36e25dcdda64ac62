"""A certified survey on one process and on two: `python -m tests.bench.surveys`; writes reports/bench-survey.md.

Wall seconds, start of the workers included, on an empty store each. Both tables must be the same text.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import higgs_sym
from tests.bench.measure import machine

REPORT = Path(__file__).resolve().parents[2] / "reports" / "bench-survey.md"


def survey(points: int, digits: int) -> dict[str, Any]:
    """chi^-1 over frequencies and pair-breaking rates, gapped and gapless; `points` a multiple of 20."""
    omega = {"from": 0, "to": 4, "points": points // 20}
    zeta = {"from": "0.001", "to": 10, "points": 20, "scale": "log"}
    parameters = {"zeta": zeta, "omega": omega, "kappa": 0}
    return {"quantity": "chi_inv", "certified": True, "digits": digits, "parameters": parameters}


def run(what: dict[str, Any], jobs: int, folder: Path) -> tuple[float, str, int]:
    """Wall seconds, the table's text, and the number of points without a value."""
    path, shown = folder / f"on-{jobs}.csv", 0.0

    def progress(done: int, total: int, _name: str) -> None:
        nonlocal shown
        if time.monotonic() - shown > 20:
            shown = time.monotonic()
            print(f"{jobs} processes: {done}/{total}", file=sys.stderr)

    started = time.monotonic()
    summary = higgs_sym.run_survey(what, path, jobs=jobs, store=folder / f"store-{jobs}", progress=progress)
    return time.monotonic() - started, path.read_text(encoding="utf-8"), sum(summary.failures.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0, or 1 if the tables differ or two processes are less than 1.8 times as fast as one."""
    parser = argparse.ArgumentParser(description="Time a certified survey on one process and on two.")
    parser.add_argument("--points", type=int, default=10_000, help="points of the survey (default 10,000)")
    parser.add_argument("--digits", type=int, default=10, help="digits of every point (default 10)")
    parser.add_argument("--output", type=Path, default=REPORT, help=f"file to write (default reports/{REPORT.name})")
    options = parser.parse_args(arguments)
    what = survey(options.points, options.digits)
    with tempfile.TemporaryDirectory() as folder:
        two, text_of_two, failed = run(what, 2, Path(folder))
        one, text_of_one, _ = run(what, 1, Path(folder))
    same = text_of_one == text_of_two
    options.output.write_text(
        f"""# A certified survey on two processes

{options.points:,} points of certify.chi_inv to {options.digits} digits, {failed} without a value:
{one:.0f} s on one process, {two:.0f} s on two, {one / two:.2f} times as fast (must: 1.8).
The two tables are {"identical" if same else "DIFFERENT"}.

Machine: {machine()}. Wall seconds, start of the processes included.
""",
        encoding="utf-8",
    )
    print(options.output.read_text(encoding="utf-8"))
    return int(not same or one < 1.8 * two)


if __name__ == "__main__":
    sys.exit(main())
