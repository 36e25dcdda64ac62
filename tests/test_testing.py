"""Digit-wise comparison, golden tables and the pytest plugin, the last run as a user's pytest would run it."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higgs_sym import chi_inv
from higgs_sym.testing import Interval, Table, TableError, agreeing_digits, assert_digits, box, read_table
from higgs_sym.testing.numbers import decimal_text, rounded

pytest_plugins = ["pytester"]

THIRD = Fraction(1, 3)


def wide(midpoint, radius):
    return flint.arb(midpoint, radius)


@pytest.mark.parametrize(
    ("value", "reference"),
    [
        (0.1, "0.1"),
        (np.float64(0.1), "0.1"),
        (np.float32(0.5), "1/2"),
        (np.array(3), 3),
        (np.int64(3), "3.000"),
        (np.longdouble(1) / 3, THIRD),
        (complex(1, -2), "(1.0 - 2.0j)"),
        (np.complex64(1 - 2j), "1-2j"),
        (mpmath.mpf(1) / 3, THIRD),
        (mpmath.mpc(1, "0.5"), "1+.5j"),
        (Decimal("1.50"), "3/2"),
        ("-1e-3j", complex(0, -1e-3)),
        (flint.arb(1) / 3, THIRD),
        (flint.acb(1, 2) / 3, "1/3+2/3j"),
        (1.5, "[1.5 +/- 1e-30]"),
        (1.5 + 1e-9j, "[1.6 +/- 0.2] + [+/- 1e-8]j"),
        (str(flint.acb(1, 2) / 4), "1/4+1/2j"),
        (chi_inv(2, "0.1", digits=30), chi_inv(2, "0.1", digits=40)),
    ],
    ids=lambda x: type(x).__name__,
)
def test_equal_numbers_of_different_kinds_agree(value, reference):
    assert_digits(value, reference, 15)


def test_a_float_is_the_double_it_is():
    assert_digits(0.1, "0.1", 16)
    with pytest.raises(AssertionError, match="16 of 18 digits"):
        assert_digits(0.1, "0.1", 18)


@pytest.mark.parametrize(
    ("value", "reference", "message"),
    [
        (
            "1.2345678",
            "1.2345679",
            r"7 of 10 digits agree in the real part\n +value +1.2345678\n +ref\w+ +1.2345679",
        ),
        ("1+1.01j", "1+1j", "2 of 10 digits agree in the imaginary part"),
        (1 + 1e-17j, 1, "imaginary part of the reference is 0"),
        (wide("1.2345678", 1e-5), "1.2345678", r"5 of 10 digits.*the value's own radius"),
        ("1.6", "[1.5 +/- 0.05]", r"reference +1.5 \+/- 0.05"),
        (float("nan"), 1, "not finite: nan"),
        (mpmath.inf, 1, "not finite"),
        (flint.arb("nan"), 1, "not finite"),
    ],
)
def test_failure_says_how_many_digits_agree_and_shows_both(value, reference, message):
    with pytest.raises(AssertionError, match=message):
        assert_digits(value, reference, 10)


def test_a_small_part_is_compared_with_itself_not_with_the_modulus():
    with pytest.raises(AssertionError, match="imaginary part"):
        assert_digits("1+1.001e-20j", "1+1e-20j", 10)


@pytest.mark.parametrize("reference", ["nan", float("inf"), "1..2", "[]", "1/0", "__import__('os')", "1e999999"])
def test_a_reference_that_is_no_number_is_refused(reference):
    with pytest.raises(ValueError, match=r"finite|not a number|divides|beyond"):
        assert_digits(1, reference, 10)


@pytest.mark.parametrize(
    "value", [True, None, [1], np.array([1.0]), np.bool_(True), object()], ids=lambda x: type(x).__name__
)
def test_what_is_no_number_is_refused(value):
    with pytest.raises(TypeError, match="accepted"):
        assert_digits(value, 1, 10)


@pytest.mark.parametrize("n", [0, -1, 1.5, True])
def test_number_of_digits_is_checked(n):
    with pytest.raises(ValueError, match="digits >= 1"):
        assert_digits(1, 1, n)


def test_agreeing_digits_are_counted_part_by_part():
    real, imag = agreeing_digits("1.001+2j", "1+2j")
    assert real == pytest.approx(3)
    assert imag == float("inf")


@given(st.fractions(), st.fractions(min_value=0), st.integers(1, 60))
def test_a_ball_written_as_decimals_contains_the_ball(mid, rad, digits):
    ball = Interval(mid, rad)
    written = Interval(*(Fraction(text) for text in rounded(ball, digits)))
    assert written.encloses(ball)
    assert written.rad <= rad * Fraction(102, 100) or not rad


@given(st.integers(-(10**40), 10**40), st.integers(-60, 60))
def test_exact_decimals_are_kept(mantissa, exponent):
    x = mantissa * Fraction(10) ** exponent
    assert Fraction(decimal_text(x, 45)) == x


def example(path):
    table = Table(path, ("omega", "zeta"), ["made by hand"])
    table.put(("2", "1/10"), box(flint.acb(1, -2) / 3))
    table.put((0, THIRD), box("0.5"))
    return table


def test_a_table_reads_back_as_it_was_written(tmp_path):
    path = tmp_path / "example.golden.txt"
    example(path).write()
    again = read_table(path)
    assert again.text() == path.read_text(encoding="utf-8")
    assert again.columns == ("omega", "zeta")
    assert again.comments == ("made by hand",)
    assert again[("2", "1/10")].encloses(box(flint.acb(1, -2) / 3))
    assert again[("0", "1/3")] == box("1/2")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]  # nothing temporary is left


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("golden-table 1", "golden-table 2", r":1: 'golden-table 2' should be 'golden-table 1'"),
        ("columns omega zeta", "omega zeta", r":2: the names of the key columns"),
        ("0 1/3 | 0.5 0", "0 | 0.5 0", r":5: expected 2 key cells"),
        ("0 1/3 | 0.5 0 ", "0 1/3 | 0.5 ", r":5: expected 2 key cells"),
        ("| 0.5 0", "| 0.5x 0", r":5: '0.5x' is not a decimal"),
        ("| 0.5 0", "| 0.5 -1", r":5: a radius is negative"),
        ("| 0.5 0", "| nan 0", r":5: 'nan' is not a decimal"),
        ("| 0 0\n", "| 0 0", r":5: the line has no end"),
        ("0 1/3", "2 1/10", r":5: the key 2 1/10 stands here a second time"),
    ],
)
def test_a_damaged_table_names_the_line(tmp_path, old, new, message):
    path = tmp_path / "example.golden.txt"
    text = example(path).text()
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(TableError, match=message):
        read_table(path)


def test_keys_are_exact(tmp_path):
    table = Table(tmp_path / "t", ("omega",))
    with pytest.raises(TypeError, match="write it as text"):
        table.put(0.1, box(1))
    with pytest.raises(ValueError, match="no blanks"):
        table.put("1 2", box(1))
    with pytest.raises(ValueError, match="the key columns omega"):
        table.put(("1", "2"), box(1))
    with pytest.raises(KeyError, match="7 is not in t"):
        table[7]


GOLDEN_TEST = """
def test_it(golden):
    table = golden("numbers", columns=("name",))
    table.check("third", {third}, 12)
    table.check("i", 1j, 12)
"""


@pytest.fixture
def project(pytester):
    pytester.makeini("[pytest]\n")
    pytester.makepyfile(test_numbers=GOLDEN_TEST.format(third="1/3"))
    return pytester


def test_update_then_compare(project):
    result = project.runpytest("--golden-update")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["golden: numbers.golden.txt: 2 added, 0 changed, 2 in all"])
    path = project.path / "numbers.golden.txt"
    before = path.read_text(encoding="utf-8")
    assert before.splitlines()[2] == "third | 0.333333333333333 3.15e-16 | 0 0"
    project.runpytest().assert_outcomes(passed=1)
    project.makepyfile(test_numbers=GOLDEN_TEST.format(third="1/3 + 1e-9"))
    result = project.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*numbers.golden.txt [[]third[]]: 8 of 12 digits agree in the real part*"])
    assert path.read_text(encoding="utf-8") == before


def test_an_update_leaves_rows_that_hold(project):
    project.runpytest("--golden-update")
    before = (project.path / "numbers.golden.txt").read_text(encoding="utf-8")
    project.makepyfile(test_numbers=GOLDEN_TEST.format(third="1/3 + 1e-15"))
    result = project.runpytest("--golden-update")
    result.stdout.fnmatch_lines(["golden: numbers.golden.txt: 0 added, 0 changed, 2 in all"])
    assert (project.path / "numbers.golden.txt").read_text(encoding="utf-8") == before
    project.makepyfile(test_numbers=GOLDEN_TEST.format(third="0.25"))
    result = project.runpytest("--golden-update")
    result.stdout.fnmatch_lines(["golden: numbers.golden.txt: 0 added, 1 changed, 2 in all"])


def test_a_missing_table_or_row_names_the_remedy(project):
    result = project.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*numbers.golden.txt does not exist; record it with pytest --golden-update*"])
    project.runpytest("--golden-update")
    project.makepyfile(test_numbers=GOLDEN_TEST.format(third="1/3").replace('"third"', '"half"'))
    project.runpytest().stdout.fnmatch_lines(["*[[]half[]]: no such row; record it with pytest --golden-update*"])


def test_tables_may_live_in_one_directory(project):
    project.makeini("[pytest]\ngolden_dir = data/golden\n")
    project.runpytest("--golden-update").assert_outcomes(passed=1)
    assert (project.path / "data" / "golden" / "numbers.golden.txt").exists()
    project.runpytest().assert_outcomes(passed=1)


def test_several_processes_do_not_update_one_table(project):
    result = project.runpytest_subprocess("--golden-update", "-n", "1")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--golden-update writes tables from one process*"])


def test_the_plugin_is_light():
    heavy = ("numpy", "sympy", "mpmath", "flint", "matplotlib")
    code = f"import sys, higgs_sym.testing.plugin; sys.exit(' '.join(m for m in {heavy!r} if m in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
