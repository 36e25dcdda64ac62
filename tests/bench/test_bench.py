"""The benchmarks run, and the plain scripts compute the same quantity. Nothing here looks at a clock."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest

import higgs_sym
from higgs_sym.testing import assert_digits
from tests.bench import jobs, measure, plain_mpmath, plain_numpy, plain_scipy, run, speed


@pytest.mark.parametrize(("omega", "zeta"), [(2.0, 0.1), (0.5, 0.3), (1.0, 1.5)])
def test_plain_double_precision_script(omega, zeta):
    found, exact = plain_scipy.chi_inv(omega, zeta), higgs_sym.chi_inv(omega, zeta)
    assert found == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize("zeta", [0.1, 0.5, 1.5])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_plain_numpy_script(zeta):
    omega = np.linspace(0.01, 4, 200)
    exact = higgs_sym.chi_inv(omega, zeta)
    assert np.abs(plain_numpy.chi_inv(omega, zeta) / exact - 1).max() < 1e-6


def test_plain_root_is_the_physical_one():
    u, _ = plain_mpmath.root(plain_mpmath.mpc(2), plain_mpmath.mpf("0.1"))
    assert_digits(u, higgs_sym.spectral_u(2, "0.1", digits=20), 10)


@pytest.mark.slow
def test_plain_multiprecision_script():
    assert_digits(plain_mpmath.chi_inv("2", "0.1", 12), higgs_sym.chi_inv("2", "0.1", digits=20), 12)


def test_exponent_of_a_power_law_is_found():
    sizes = [30, 50, 100, 300]
    assert measure.fitted_exponent(sizes, [1e-4 * n**2.2 for n in sizes]) == pytest.approx(2.2, abs=1e-12)


def test_digits_are_counted_in_the_worse_part():
    assert measure.digits_got("1.001+2.1j", "1+2j") == pytest.approx(math.log10(20), abs=1e-9)
    assert measure.show_digits(31.5, 30) == ">= 30"
    assert measure.show_digits(21.04, 30) == "21.0"


def test_peak_memory_is_that_of_the_program():
    small, large = (measure.peak_mebibytes(f"x = bytearray({n} * 2**20)") for n in (1, 65))
    assert 50 < large - small < 80


def test_a_million_frequencies_fit_into_little_memory():
    assert jobs.memory(jobs.Settings(quick=False)).met


def test_report_says_what_was_met():
    rows = [jobs.Result("a", "1", "2", "3", "4", "5", met) for met in (True, False, None)]
    text = run.report(rows)
    assert [line.split(" | ")[-1] for line in run.table(rows).splitlines()[2:]] == ["yes |", "NO |", "not judged |"]
    assert "Python 3" in text
    assert run.table(rows) in text


@pytest.mark.slow
def test_all_jobs_run_in_small():
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.run", "--quick"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 2 + len(list(jobs.all_jobs(jobs.Settings(True))))


def test_goals_are_programs_that_print_a_time_and_an_error():
    row = speed.Row("small", "omega = np.linspace(0.1, 1, 3)", "higgs_sym.chi_inv(omega, 0.1)", 1, 2, speed._WORST, 3)
    measured = speed.run(speed.program(row))
    assert measured.seconds is not None
    assert measured.error < 1e-13
    assert speed.run("1/0").seconds is None


def test_line_of_a_goal_says_what_was_met():
    row = speed.Row("job", "", "", 0.2, 1.0)
    line = speed._line(row, speed.Measured(0.1, 1e-14), 1.0, None)
    assert line == "| job | 100 ms | 1e-14 | 1 s | 10 |  |  | 200 ms | yes |"
    assert speed._line(row, speed.Measured(None, math.nan), None, None).endswith(
        "| failed |  | failed |  |  |  | 200 ms | NO |"
    )
    assert len({row.job for row in speed.ROWS}) == len(speed.ROWS)
    for row in speed.ROWS:
        compile(speed.program(row), row.job, "exec")
