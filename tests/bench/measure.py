"""Clocks, digits and machine: what every benchmark needs. Times are CPU seconds of this process."""

from __future__ import annotations

import importlib.metadata
import math
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from higgs_sym.testing import agreeing_digits


class Timing(NamedTuple):
    """CPU seconds of the first call (which fills caches) and the median of the others."""

    first: float
    again: float
    values: list[Any]


def timed(calls: Sequence[Callable[[], Any]]) -> Timing:
    """Run each call once, in order."""
    seconds, values = [], []
    for call in calls:
        started = time.process_time()
        values.append(call())
        seconds.append(max(time.process_time() - started, 1e-9))
    return Timing(seconds[0], statistics.median(seconds[1:] or seconds), values)


def digits_got(value: Any, reference: Any) -> float:
    """Digits right in the worse of the two parts."""
    return min(agreeing_digits(value, reference))


def show_digits(digits: float, most: int) -> str:
    """A count of digits, or that none is wrong as far as the reference can tell."""
    return f">= {most}" if digits >= most else f"{max(0.0, digits):.1f}"


def fitted_exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Slope of log(cost) over log(size) by least squares."""
    x, y = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(x, y).slope


# getrusage counts what the parent held when it forked: prefer the peak of the program's own address space
_PEAK = """
import pathlib, resource, sys
status = pathlib.Path("/proc/self/status")
if status.exists():
    print([int(line.split()[1]) * 2**10 for line in status.read_text().splitlines() if line.startswith("VmHWM")][0])
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 2**10))
"""


def peak_mebibytes(program: str) -> float:
    """Peak resident memory of a Python program in a process of its own."""
    done = subprocess.run([sys.executable, "-c", program + _PEAK], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 2**20


def machine() -> str:
    """CPU, Python and versions, in one line."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = [line.partition(":") for line in info.read_text().splitlines()]
        names = [name.strip() for field, _, name in lines if field.strip() == "model name"]
        cpu = f"{names[0]} ({len(names)} cores)" if names else cpu
    packages = ("numpy", "scipy", "mpmath", "python-flint")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return f"{cpu}; Python {platform.python_version()}; {versions}"
