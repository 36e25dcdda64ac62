"""Compute the golden table of chi^-1 again and compare: `make golden`, or `python -m tests.golden.make --help`.

Every row is a ball from `higgs_sym.certify`, so its radius is a proof. A new ball that does not meet the stored one
is a contradiction: it is reported, nothing is written, and the exit code is 1. Otherwise the stored ball may only
shrink, to the intersection of the two. Finished rows are kept in a work file, so that an interrupted run goes on where
it stopped (as long as the code is the same).
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from fractions import Fraction
from pathlib import Path

from higgs_sym.errors import HiggsSymError
from higgs_sym.testing import Interval, Table, box, read_table
from higgs_sym.testing.numbers import decimal_text
from higgs_sym.testing.table import Key, Row, parse_row, row_text
from tests.golden.points import COLUMNS, Point, points

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("chi_inv.golden.txt")
WORK = ROOT / "build" / "chi_inv.part.txt"
DIGITS = 50
COMMENTS = (
    "chi^-1(omega) for omega = omega_re + i omega_im, in units of Delta; omega real means omega + i0.",
    f"Certified balls, at least {DIGITS} digits in either part. Computed again and compared by `make golden`.",
)


def compute(key: Key) -> tuple[Key, str, float]:
    """A row's text, or what went wrong (then it begins with '!'), and the seconds it took; runs in a worker process."""
    from higgs_sym import certify

    started = time.perf_counter()
    point = Point(*key)
    try:
        ball = box(certify.chi_inv(point.omega, point.zeta, digits=DIGITS + 1, **point.options))
    except (HiggsSymError, TypeError) as error:
        return key, f"! {type(error).__name__}: {error}", time.perf_counter() - started
    if ball is None or min(part.digits() for part in ball) < DIGITS:
        return key, "! fewer digits than promised", time.perf_counter() - started
    scratch = Table(TABLE, COLUMNS)
    scratch.put(key, ball, DIGITS + 3)
    return key, row_text(key, scratch.rows[key]), time.perf_counter() - started


def merged(old: Row | None, new: Row) -> tuple[Row, str]:
    """The row to store, and what happened: "added", "same", "shrunk", "wider" or "disjoint"."""
    if old is None:
        return new, "added"
    before, now = old.ball, new.ball
    if not before.meets(now):
        return old, "disjoint"
    if all(b.rad >= a.rad for a, b in zip(before, now, strict=True)):
        wider = any(b.rad > 2 * a.rad for a, b in zip(before, now, strict=True))
        return old, "wider" if wider else "same"
    cells: list[str] = []
    for part, (a, b) in enumerate(zip(before, now, strict=True)):
        if a.encloses(b):
            cells += new.cells[2 * part : 2 * part + 2]
        elif b.encloses(a):
            cells += old.cells[2 * part : 2 * part + 2]
        else:
            cells += _exact_text(max(a.low, b.low), min(a.high, b.high))
    return Row((cells[0], cells[1], cells[2], cells[3])), "shrunk"


def _exact_text(low: Fraction, high: Fraction) -> list[str]:
    """An interval with decimal ends as midpoint and radius, without rounding."""
    middle = Interval((low + high) / 2, (high - low) / 2)
    texts = [decimal_text(x, 400) for x in middle]
    assert [Fraction(text) for text in texts] == list(middle)
    return texts


def fingerprint() -> str:
    """Names the code the balls come from."""
    package = ROOT / "higgs_sym"
    files = [package / f"{name}.py" for name in ("certify", "inputs", "results")]
    files += [*sorted((package / "arithmetic").glob("*.py")), *sorted((package / "physics").rglob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def finished(mark: str) -> dict[Key, Row]:
    """Rows of an interrupted run with the same code; a half-written last line is left out."""
    if not WORK.exists():
        return {}
    lines = WORK.read_text(encoding="utf-8").split("\n")[:-1]
    if not lines or lines[0] != mark:
        print("the code has changed since the interrupted run: starting anew", file=sys.stderr)
        return {}
    return dict(parse_row(line, len(COLUMNS)) for line in lines[1:])


def rows(wanted: Sequence[Key], done: dict[Key, Row], mark: str, jobs: int) -> Iterator[tuple[Key, str]]:
    """Compute what is not done yet, in spawned processes; keep it in the work file and tell of progress on stderr."""
    todo = [key for key in wanted if key not in done]
    WORK.parent.mkdir(exist_ok=True)
    started, shown = time.monotonic(), 0.0
    kept = "".join(row_text(*item) + "\n" for item in done.items())
    WORK.write_text(f"{mark}\n{kept}", encoding="utf-8")
    context = multiprocessing.get_context("spawn")
    with WORK.open("a", encoding="utf-8") as work, ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting = [pool.submit(compute, key) for key in todo]
        for count, future in enumerate(as_completed(waiting), start=1):
            key, text, seconds = future.result()
            if not text.startswith("!"):
                work.write(text + "\n")
                work.flush()
            now = time.monotonic() - started
            if now - shown > 10 or count == len(todo) or seconds > 30:
                shown = now
                left = now / count * (len(todo) - count)
                print(f"{len(done) + count}/{len(wanted)}  {seconds:.1f} s  left {left:.0f} s", file=sys.stderr)
            yield key, text


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0, or 1 if a ball contradicts the stored one or a row could not be computed."""
    parser = argparse.ArgumentParser(description="Compute the golden table of chi^-1 again and compare.")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth point")
    parser.add_argument("--missing", action="store_true", help="only points that the table does not have")
    parser.add_argument("--fresh", action="store_true", help="forget an interrupted run")
    options = parser.parse_args(arguments)

    stored = read_table(TABLE) if TABLE.exists() else Table(TABLE, COLUMNS)
    every = [tuple(point) for point in points()]
    wanted = every[:: options.every]
    if options.missing:
        wanted = [key for key in wanted if key not in stored.rows]
    mark = f"# {fingerprint()}"
    done = {} if options.fresh else {key: row for key, row in finished(mark).items() if key in set(wanted)}
    fresh, failed = dict(done), 0
    for key, text in rows(wanted, done, mark, options.jobs):
        if text.startswith("!"):
            failed += 1
            print(f"{' '.join(key)}: {text[2:]}", file=sys.stderr)
        else:
            fresh[key] = parse_row(text, len(COLUMNS))[1]

    result, counts = Table(TABLE, COLUMNS, COMMENTS), Counter(failed=failed)
    for key in every:
        old, new = stored.rows.get(key), fresh.get(key)
        if new is None and old is not None:
            result.rows[key] = old
        elif new is not None:
            result.rows[key], verdict = merged(old, new)
            counts[verdict] += 1
            if verdict in ("wider", "disjoint"):
                print(f"{verdict}: {' '.join(key)}\n  stored {old}\n  new    {new}", file=sys.stderr)
    counts["removed"] = len(set(stored.rows) - set(every))
    print(f"{len(result)} rows: " + ", ".join(f"{n} {what}" for what, n in counts.items() if n))
    if counts["disjoint"]:
        print("a certified ball contradicts the table: nothing was written", file=sys.stderr)
        return 1
    result.write()
    if not failed:
        WORK.unlink()
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
