"""Generated functions give the numbers of the formula: the C ones compiled, the Python ones executed."""

from __future__ import annotations

import ctypes
import math
import re
import shutil
import subprocess

import pytest

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.registry import FORMULAS
from higgs_sym.typeset.code import LANGUAGES, argument_names, function_name, source
from tests.typeset.points import point

COMPILER = shutil.which("cc")


def arguments(formula):
    """A point of the domain, as floats."""
    return [float(value) for value in point(formula).values()]


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
def test_python_runs(formula):
    room: dict[str, object] = {}
    exec(compile(source(formula, "python"), formula.id, "exec"), room)  # our own text
    values = arguments(formula)
    made = room[function_name(formula)](*values)
    assert made == pytest.approx(float(formula.body(BACKEND, *values)), rel=1e-11)


@pytest.mark.skipif(COMPILER is None, reason="no C compiler")
def test_c_compiles_and_runs(tmp_path):
    text = "\n".join(source(formula, "c") for formula in FORMULAS)
    (tmp_path / "all.c").write_text(text, encoding="utf-8")
    flags = ["-std=c99", "-O1", "-shared", "-fPIC", "-Wall", "-Werror", "-lm"]
    command = [COMPILER, str(tmp_path / "all.c"), "-o", str(tmp_path / "all.so"), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    library = ctypes.CDLL(str(tmp_path / "all.so"))
    for formula in FORMULAS:
        function = getattr(library, function_name(formula))
        function.restype = ctypes.c_double
        function.argtypes = [ctypes.c_double] * len(formula.variables)
        values = arguments(formula)
        expected = float(formula.body(BACKEND, *values))
        assert function(*values) == pytest.approx(expected, rel=1e-11), formula.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_function_and_arguments(language):
    text = source(FORMULAS["eq:22:eta"], language)
    assert re.search(r"eq_22_eta\((double |)delta(: float)?, (double |)zeta", text)
    assert "DzeroKamenev2025, eq. (22) with gamma from eta (reconstructed)" in text


def test_fortran_has_no_double_precision_letter_and_no_line_too_long():
    for formula in FORMULAS:
        text = source(formula, "fortran")
        code = [line for line in text.splitlines() if not line.startswith("!")]
        assert all(len(line) <= 132 for line in code)
        assert not re.search(r"\d[dD]0", "\n".join(code))


NAMES = {name: getattr(math, name) for name in ("sqrt", "log", "exp", "sin", "cos", "asin", "acosh", "gamma", "pi")}


def assignments(text, opening, closing):
    """What stands between the lines of a function, comments and declarations left out, one statement a line."""
    inside = text[text.index("\n", text.index(opening)) : text.rindex(closing)]
    joined = re.sub(r"&\s*\n\s*", "", inside)
    return [
        line.strip() for line in joined.splitlines() if line.strip() and "::" not in line and "implicit" not in line
    ]


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
def test_julia_arithmetic_read_as_python(formula):
    """Operators, precedence and functions are the same in both once ^ is **; no compiler is needed for that."""
    text = source(formula, "julia")
    lines = assignments(text, f"function {function_name(formula)}", "end")
    assert ("using SpecialFunctions: gamma" in text) == any("gamma(" in line for line in lines)
    values = arguments(formula)
    room = NAMES | dict(zip(formula.variables, values, strict=True))
    exec("\n".join(lines).replace("^", "**").replace("return ", "value_ = "), room)  # our own text
    assert room["value_"] == pytest.approx(float(formula.body(BACKEND, *values)), rel=1e-11)


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
def test_fortran_arithmetic_read_as_python(formula):
    lines = assignments(source(formula, "fortran"), f"pure function {function_name(formula)}", "end function")
    lines = [line.replace("_real64", "") for line in lines if not line.startswith("use,")]
    values = arguments(formula)
    room = NAMES | dict(zip((name.lower() for name in argument_names(formula, "fortran")), values, strict=True))
    exec("\n".join(lines).lower(), room)  # our own text
    assert room["value"] == pytest.approx(float(formula.body(BACKEND, *values)), rel=1e-11)
