"""Generated functions give the numbers of the formula: the C ones compiled, the Python ones executed."""

from __future__ import annotations

import ctypes
import functools
import math
import re
import shutil
import subprocess
import warnings

import numpy as np
import pytest

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.registry import FORMULAS
from higgs_sym.typeset.code import LANGUAGES, argument_names, function_name, source
from tests.typeset.points import point

COMPILER = shutil.which("cc")
FORTRAN = shutil.which("gfortran")


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


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """The C function of every formula."""
    if COMPILER is None:
        pytest.skip("no C compiler")
    folder = tmp_path_factory.mktemp("code")
    (folder / "all.c").write_text("\n".join(source(formula, "c") for formula in FORMULAS), encoding="utf-8")
    flags = ["-std=c99", "-O1", "-shared", "-fPIC", "-Wall", "-Werror", "-lm"]
    command = [COMPILER, str(folder / "all.c"), "-o", str(folder / "all.so"), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    library = ctypes.CDLL(str(folder / "all.so"))
    made = {}
    for formula in FORMULAS:
        function = getattr(library, function_name(formula))
        function.restype = ctypes.c_double
        function.argtypes = [ctypes.c_double] * len(formula.variables)
        made[formula.id] = function
    return made


def by_reference(function, number):
    """A Fortran function as a Python one: it takes addresses."""
    function.restype = ctypes.c_double
    function.argtypes = [ctypes.POINTER(ctypes.c_double)] * number
    return lambda *values: function(*(ctypes.byref(ctypes.c_double(value)) for value in values))


@pytest.fixture(scope="module")
def compiled_fortran(tmp_path_factory):
    """The Fortran function of every formula."""
    if FORTRAN is None:
        pytest.skip("no gfortran")
    folder = tmp_path_factory.mktemp("fortran")
    (folder / "all.f90").write_text("\n".join(source(formula, "fortran") for formula in FORMULAS), encoding="utf-8")
    flags = ["-std=f2018", "-O1", "-shared", "-fPIC", "-Wall", "-Werror"]
    command = [FORTRAN, str(folder / "all.f90"), "-o", str(folder / "all.so"), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    library = ctypes.CDLL(str(folder / "all.so"))
    return {
        row.id: by_reference(getattr(library, f"{function_name(row)}_".lower()), len(row.variables)) for row in FORMULAS
    }


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
def test_c_runs(formula, compiled):
    values = arguments(formula)
    expected = float(formula.body(BACKEND, *values))
    assert compiled[formula.id](*values) == pytest.approx(expected, rel=1e-11), formula.id


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
def test_fortran_runs(formula, compiled_fortran):
    values = arguments(formula)
    expected = float(formula.body(BACKEND, *values))
    assert compiled_fortran[formula.id](*values) == pytest.approx(expected, rel=1e-11), formula.id


BESIDE = (0.0, -0.0, 1.0, math.nextafter(1, 0), math.nextafter(1, 2), 1.5, 2.0, -1.0)


def number(function, values):
    """What a function says to the values, nan where it refuses or has no real value."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = complex(function(*values))
    except (ArithmeticError, ValueError):
        return math.nan
    return value.real if math.isfinite(value.real) and not value.imag else math.nan


# eq:11 holds the square of eps_g, and SymPy takes the root away: beyond zeta = 1 the code goes on with a polynomial.
# order-parameter:cold holds exp(-eps_g/T): at T = 0 C and the package have exp(-oo) = 0, Python refuses to divide.
# decay-rate:crossing holds zeta_c^(2/3) - 1, rounding next to zeta_c = 1: zeta_c is one number, 1.54, and no variable.
CUT = [row for row in FORMULAS if row.id not in ("eq:11", "order-parameter:cold", "decay-rate:crossing")]


def same_side(formula, function):
    """Every variable in turn at 0, at 1, next to them and beyond: the number of the package, or none in either."""
    base = arguments(formula)
    for place, usual in enumerate(base):
        for value in (*BESIDE, -usual):
            values = [*base[:place], value, *base[place + 1 :]]
            expected = number(functools.partial(formula.body, BACKEND), values)
            assert number(function, values) == pytest.approx(expected, rel=1e-9, abs=1e-15, nan_ok=True), values


@pytest.mark.parametrize("formula", CUT, ids=lambda row: row.id)
def test_code_takes_the_side_of_the_package_on_and_beside_its_cuts(formula, compiled):
    room: dict[str, object] = {}
    exec(compile(source(formula, "python"), formula.id, "exec"), room)  # our own text
    same_side(formula, room[function_name(formula)])
    same_side(formula, compiled[formula.id])


@pytest.mark.parametrize("formula", CUT, ids=lambda row: row.id)
def test_fortran_takes_the_side_of_the_package_on_and_beside_its_cuts(formula, compiled_fortran):
    same_side(formula, compiled_fortran[formula.id])


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
