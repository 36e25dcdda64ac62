"""The goals of speed, one row each: today's build, the release before, and a plain script.

Every row is a program of its own, run in a process of its own, that prints CPU seconds and an error: so the same
programs run against a checkout of another revision (`BASE`), and nothing is warm but what a row warms up.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 400  # seconds for one program

_FRAME = """
import time, warnings
warnings.simplefilter("ignore")
import numpy as np
import higgs_sym
from higgs_sym import certify
def worst(found, omega, zeta, **options):
    chosen = np.linspace(0, np.size(omega) - 1, 7).astype(int)
    exact = [complex(higgs_sym.chi_inv(float(omega[k]), zeta, digits=20, **options)) for k in chosen]
    return max(abs(found[k] - e) / abs(e) for k, e in zip(chosen, exact))
def beside(found, exact):
    context = getattr(exact, "context", None)
    return float(abs(found / exact - 1)) if context is None else float(abs(context.convert(found) / exact - 1))
def one(w):
    return higgs_sym.chi_inv(w, "0.1", sheet=1, digits=40)
error = float("nan")
{setup}
started = time.process_time()
value = {call}
seconds = time.process_time() - started
{check}
print("RESULT", seconds / {count}, error)
"""
_SCRIPT = """
import time, warnings
warnings.simplefilter("ignore")
import numpy as np
from tests.bench import plain_numpy
omega = np.linspace(0.01, 4, 400)
plain_numpy.chi_inv(omega[:100], 0.1)
started = time.process_time()
value = np.concatenate([plain_numpy.chi_inv(omega[k : k + 100], 0.1) for k in range(0, 400, 100)])
print("RESULT", (time.process_time() - started) / 400, np.nan)
"""


class Row(NamedTuple):
    """One goal."""

    job: str
    setup: str
    call: str
    goal: float  # CPU seconds, each
    before: float  # the same for the release before (0.1.0), measured on the same kind of machine in November 2026
    check: str = ""
    count: int = 1  # values: times are per value
    script: bool = False  # whether the goal is a fifth of what the NumPy script needs


def _certified(where: str, given: str, before: float, below: str = "") -> Row:
    """Certified values over uncertified ones, 30 digits."""
    setup = f"""
def mean(f):
    f(1.9{below})
    started = time.process_time()
    values = [f(w{below}) for w in (2.0, 2.1, 1.7, 2.3)]
    return (time.process_time() - started) / 4, values
slow, balls = mean(lambda w: certify.chi_inv(w, {given}, digits=30))
fast, values = mean(lambda w: higgs_sym.chi_inv(w, {given}, digits=30))
"""
    check = "ratio = seconds = slow / fast; error = max(2.0 ** -b.rel_accuracy_bits() for b in balls)"
    return Row("certified over uncertified, 30 digits" + where, setup, "0", 4, before, check)


_GRID = "omega = np.linspace(0.01, 4, {})"
_WORST = "error = worst(value, omega, 0.1)"

ROWS = (
    Row("10^6 frequencies, T = 0", _GRID.format("10**6"), "higgs_sym.chi_inv(omega, 0.1)", 1, 128, _WORST),
    Row("10^4 frequencies, T = 0", _GRID.format("10**4"), "higgs_sym.chi_inv(omega, 0.1)", 0.2, 1.3, _WORST),
    Row(
        "one frequency of 500, no interpolation",
        _GRID.format(500) + "\nhiggs_sym.chi_inv(omega, 0.1)",
        "higgs_sym.chi_inv(omega, 0.1)", 0, 1.3e-4, _WORST, 500, True,
    ),
    Row(
        "10^4 frequencies, T = 0.2", _GRID.format("10**4"), "higgs_sym.chi_inv(omega, 0.1, T=0.2)", 2, 86,
        "error = worst(value, omega, 0.1, T=0.2)",
    ),
    Row(
        "300 x 300 map over omega and zeta", "omega, zeta = np.linspace(0.02, 3, 300), np.linspace(0.01, 1.2, 300)",
        "higgs_sym.chi_inv(omega, zeta[:, None])", 1, 27, "error = worst(value[40], omega, float(zeta[40]))",
    ),
    Row(
        "300 x 300 map over omega and kappa", "omega, kappa = np.linspace(0.02, 3, 300), np.linspace(0.01, 1.2, 300)",
        "higgs_sym.chi_inv(omega, 0.1, kappa=kappa[:, None])", 1, 27,
        "error = worst(value[40], omega, 0.1, kappa=float(kappa[40]))",
    ),
    Row(
        "300 x 300 map over omega and T", "omega, T = np.linspace(0.02, 3, 300), np.linspace(0.05, 1.2, 300)",
        "higgs_sym.chi_inv(omega, 0.1, T=T[:, None])", 1, 780,
        "error = worst(value[40], omega, 0.1, T=float(T[40]))",
    ),
    Row(
        "30 digits, each of 1,000 frequencies", "omega = np.linspace(0.01, 4, 1000)",
        "higgs_sym.chi_inv(omega, '0.1', digits=30)", 3e-3, 12e-3,
        "error = max(beside(value[k], higgs_sym.chi_inv(omega[k], '0.1', digits=40)) for k in (0, 345, 700, 999))",
        1000,
    ),
    _certified("", "'0.1'", 45),
    _certified(", zeta = 1", "'1'", 60),
    _certified(", T = 0.2", "'0.1', T='0.2'", 20),
    _certified(", sheet 1", "'0.1', sheet=1", 20, " - 0.1j"),
    Row(
        "sheet 1, float64", "higgs_sym.chi_inv(1.6 - 0.2j, 0.1, sheet=1)",
        "[higgs_sym.chi_inv(w - 0.1j, 0.1, sheet=1) for w in (1.5, 1.8, 2.1, 2.4)]", 5e-3, 1,
        "error = max(beside(a, complex(one(w - 0.1j))) for a, w in zip(value, (1.5, 1.8, 2.1, 2.4)))", 4,
    ),
    Row(
        "sheet 1, 30 digits", "w = higgs_sym.chi_inv(1.6 - 0.2j, '0.1', sheet=1, digits=30)",
        "[higgs_sym.chi_inv(w - 0.1j, '0.1', sheet=1, digits=30) for w in (1.5, 1.8, 2.1, 2.4)]", 0.05, 1.9,
        "error = max(beside(a, one(w - 0.1j)) for a, w in zip(value, (1.5, 1.8, 2.1, 2.4)))", 4,
    ),
    Row(
        "chi_t, first value at T = 0.1", "", "higgs_sym.chi_t(3.0, 0.1, T=0.1)", 1, 14,
        """
from tests.oracles.time_domain import thermal_sine_transform
absorption = lambda w: np.imag(higgs_sym.chi(w, 0.1, T=0.1))
error = beside(value, thermal_sine_transform(absorption, 2 * higgs_sym.gap(0.1), 3.0))
""",
    ),
    Row(
        "chi_t, first value, 15 digits", "", "higgs_sym.chi_t(3, '0.1', digits=15)", 2, 36,
        "error = beside(value, higgs_sym.chi_t(3, '0.1', digits=20))",
    ),
    Row(
        "chi_t, first value gapless, 10 digits", "", "higgs_sym.chi_t(1, 2, digits=10)", 3, 50,
        "error = beside(value, higgs_sym.chi_t(1, 2, digits=14))",
    ),
    Row(
        "chi_t, first value, 30 digits", "", "higgs_sym.chi_t(3, '0.1', digits=30)", 10, 110,
        "error = beside(value, higgs_sym.chi_t(3, '0.1', digits=33))",
    ),
    Row(
        "chi_t at each of 10^6 times", "t = np.geomspace(1, 1e4, 10**6)\nhiggs_sym.chi_t(t[:50], 0.1)",
        "higgs_sym.chi_t(t, 0.1)", 2e-7, 6.2e-5,
        "error = max(beside(value[k], float(higgs_sym.chi_t(t[k], 0.1, digits=15))) for k in (0, 10**5))", 10**6,
    ),
    Row(
        "absorption_peak", "higgs_sym.absorption_peak(0.2)", "higgs_sym.absorption_peak(0.1)", 0.02, 0.5,
        "error = beside(value.frequency, float(higgs_sym.absorption_peak(0.1, digits=20).frequency))",
    ),
    Row(
        "ringdown_pole", "higgs_sym.ringdown_pole(0.2)", "higgs_sym.ringdown_pole(0.1)", 0.05, 1.5,
        "error = beside(value.frequency, complex(higgs_sym.ringdown_pole(0.1, digits=20).frequency))",
    ),
    Row(
        "absorption_peak, 30 digits", "", "higgs_sym.absorption_peak('0.1', digits=30)", 0.5, 6,
        "error = beside(value.frequency, higgs_sym.absorption_peak('0.1', digits=36).frequency)",
    ),
    Row(
        "ringdown_pole, 30 digits", "", "higgs_sym.ringdown_pole('0.1', digits=30)", 0.5, 4.7,
        "error = beside(value.frequency, higgs_sym.ringdown_pole('0.1', digits=36).frequency)",
    ),
    Row(
        "order_parameter at each of 1,000 (gamma, T)",
        "gamma, T = np.linspace(0, 0.49, 50), np.linspace(0.05, 0.5, 20)\nhiggs_sym.order_parameter(0.2, T=0.1)",
        "higgs_sym.order_parameter(gamma, T=T[:, None])", 1e-5, 1e-2,
        "error = beside(value[5, 20], float(higgs_sym.order_parameter(gamma[20], T=T[5], digits=20)))", 1000,
    ),
    Row(
        "critical_temperature at each of 10^4 gamma",
        "gamma = np.linspace(0, 0.5, 10**4)\nhiggs_sym.critical_temperature(0.2)",
        "higgs_sym.critical_temperature(gamma)", 1e-5, 2e-3,
        "error = beside(value[4321], float(higgs_sym.critical_temperature(gamma[4321], digits=20)))", 10**4,
    ),
)  # fmt: skip


class Measured(NamedTuple):
    """CPU seconds and error of a row; None where the program failed."""

    seconds: float | None
    error: float


def run(program: str, where: Path = ROOT) -> Measured:
    """The program against the package in a folder."""
    path = os.pathsep.join(map(str, (where, ROOT)))  # the tests are those of here
    environment = os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", program]
    try:
        done = subprocess.run(
            command, env=environment, cwd=where, capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return Measured(None, float("nan"))
    words = done.stdout.split()
    return Measured(float(words[-2]), float(words[-1])) if "RESULT" in words else Measured(None, float("nan"))


def program(row: Row) -> str:
    """What is run for a row."""
    return _FRAME.format(setup=row.setup, call=row.call, check=row.check, count=row.count)


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """A folder with the package at a revision."""
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", revision, "higgs_sym"], capture_output=True, check=True)
    with tempfile.TemporaryDirectory(prefix="higgs-sym-bench-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder)


def table(base: str | None, wanted: str = "") -> str:
    """All rows whose names hold `wanted`, as Markdown; `base` is a revision to measure too."""
    lines = [
        "| job | CPU time | error | before | faster | NumPy script | over script | goal | met |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    script = run(_SCRIPT).seconds
    rows = [row for row in ROWS if wanted in row.job]
    if base:
        with checkout(base) as folder:
            before = {row.job: run(program(row), folder).seconds for row in rows}
    else:
        before = {row.job: row.before for row in rows}
    for row in rows:
        lines.append(_line(row, run(program(row)), before[row.job], script))
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines)


def _line(row: Row, now: Measured, before: float | None, script: float | None) -> str:
    goal = script / 5 if row.script and script else row.goal
    ratio = "ratio" in row.call + row.check
    shown = [row.job, _time(now.seconds, ratio), "" if now.error != now.error else f"{now.error:.0e}"]
    shown += [_time(before, ratio) if before else "failed", _times(before, now.seconds)]
    shown += [_time(script, False), _times(script, now.seconds)] if row.script else ["", ""]
    met = "yes" if now.seconds is not None and now.seconds <= goal else "NO"
    return f"| {' | '.join([*shown, _time(goal, ratio), met])} |"


def _time(seconds: float | None, ratio: bool) -> str:
    if seconds is None:
        return "failed"
    if ratio:
        return f"{seconds:.3g} x"
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.1g} s"


def _times(slow: float | None, fast: float | None) -> str:
    return f"{slow / fast:.3g}" if slow and fast else ""
