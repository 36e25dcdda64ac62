"""Numbers come in exactly, or are refused with an error that names parameter, value and range."""

from __future__ import annotations

import math
import pickle
import time
from decimal import Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_sym import arrays, inputs
from higgs_sym.errors import AccuracyError, InputError

TENTH = Fraction(1, 10)
DOUBLE = Fraction(0.1)
x = sympy.Symbol("x")


@pytest.mark.parametrize(
    "given_value", ["0.1", "1/10", " 1 / 10 ", "+.1", "1e-1", "0.01E+1", "10e-1/10", Decimal("0.1"), TENTH]
)
def test_exact_tenths_stay_one_tenth(given_value):
    assert inputs.exact("zeta", given_value) == TENTH


@pytest.mark.parametrize("given_value", [0.1, np.float64(0.1), np.array(0.1), mpmath.mpf(0.1), sympy.Float(0.1)])
def test_floats_are_the_double_they_are(given_value):
    assert inputs.exact("zeta", given_value) == DOUBLE != TENTH


@pytest.mark.parametrize(
    "given_value", [3, np.int8(3), np.uint64(3), sympy.Integer(3), "3.", 3.0, 3 + 0j, mpmath.mpc(3)]
)
def test_integers_of_every_kind_are_exact(given_value):
    assert inputs.exact("zeta", given_value) == 3


def test_narrow_and_wide_floats_keep_their_own_value():
    assert inputs.exact("zeta", np.float32(0.1)) == Fraction(float(np.float32(0.1)))
    third = np.longdouble(1) / 3
    assert inputs.exact("zeta", third) == Fraction(*third.as_integer_ratio())


def test_mpf_from_a_private_context_keeps_all_its_bits():
    context = mpmath.MPContext()
    context.dps = 60
    assert abs(inputs.exact("zeta", context.mpf(1) / 3) - Fraction(1, 3)) < Fraction(1, 10**59)


def test_irrational_sympy_numbers_are_evaluated_at_the_precision_asked_for():
    context = mpmath.MPContext()
    context.dps = 90
    number = inputs.exact("zeta", sympy.pi / 10)
    assert context.almosteq(inputs.to_mp(number, context), context.pi / 10, rel_eps=context.mpf(10) ** -88)
    assert inputs.to_float(number) == math.pi / 10


def test_sympy_numbers_that_are_zero_or_real_in_disguise_are_recognised():
    nothing = sympy.sqrt(2 + sympy.sqrt(3)) - (sympy.sqrt(6) + sympy.sqrt(2)) / 2
    assert inputs.exact("zeta", nothing) == 0
    assert not inputs.is_complex(inputs.exact("zeta", sympy.sqrt(2) + sympy.I * nothing))
    assert inputs.exact_real("zeta", nothing, minimum=0) == 0
    assert inputs.exact_real("zeta", nothing + sympy.pi, minimum=0) == nothing + sympy.pi


@pytest.mark.parametrize("given_value", [1 + 2j, np.complex64(1 + 2j), mpmath.mpc(1, 2), 1 + 2 * sympy.I])
def test_complex_numbers_come_back_as_exact_pairs(given_value):
    number = inputs.exact("omega", given_value)
    assert inputs.is_complex(number)
    assert number == (1, 2)
    assert inputs.to_mp(number, mpmath.mp) == mpmath.mpc(1, 2)
    assert inputs.to_float(number) == 1 + 2j


def test_complex_longdouble_and_sympy_parts_stay_exact():
    real, imag = inputs.exact("omega", sympy.pi + sympy.I / 3)
    assert (real, imag) == (sympy.pi, Fraction(1, 3))


@pytest.mark.parametrize(
    "given_value",
    [
        math.nan,
        math.inf,
        -math.inf,
        "nan",
        "inf",
        complex(1, math.nan),
        np.float32("inf"),
        Decimal("NaN"),
        Decimal("-Infinity"),
        mpmath.nan,
        mpmath.inf,
        mpmath.mpc(1, mpmath.inf),
        sympy.nan,
        sympy.oo,
        sympy.zoo,
        sympy.oo * sympy.I,
        "1/0",
    ],
)
def test_nan_and_infinity_are_refused_whatever_their_type(given_value):
    with pytest.raises(InputError, match=r"^zeta = .*: accepted is .*(finite|number)"):
        inputs.exact("zeta", given_value)


@pytest.mark.parametrize(
    "given_value",
    [
        True,
        np.True_,
        sympy.true,
        None,
        b"1",
        [1],
        (1, 2),
        {},
        object(),
        x,
        x - x + sympy.Symbol("y"),
        sympy.Matrix([1]),
        np.array("1"),
        np.datetime64("2020-01-01"),
        sympy.Eq(x, 1),
    ],
)
def test_what_is_not_a_number_is_refused(given_value):
    with pytest.raises(InputError, match=r"^zeta = "):
        inputs.exact("zeta", given_value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "one",
        "1 0",
        "1_000",
        "0x10",
        "1,5",
        "1e",
        "e5",
        ".",
        "1/2/3",
        "1/-2",
        "--1",
        "1/0.5",
        "٣",
        "１",
        "1\n2",
        "1j",
        "1+1",
        "2**9",
        "__import__('os').system('true')",
        "lambda: 1",
        "1;1",
        "9" * 1001,
        "1e99999",
        "1e999999999",
        "1e9999",
        "-1e-9999",
        "1\x00",
        "\t1",
    ],
)
def test_hostile_strings_are_refused_at_once(text):
    begin = time.perf_counter()
    with pytest.raises(InputError, match=r"^zeta = ") as caught:
        inputs.exact("zeta", text)
    assert time.perf_counter() - begin < 0.5
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "given_value",
    [
        Decimal("1e999999999"),
        Decimal("1e-999999999"),
        Decimal("9" * 9000),
        mpmath.mpf(2) ** 10**9,
        mpmath.ldexp(1, -(10**9)),
        10**5000,
        -(10**5000),
        Fraction(1, 10**5000),
        sympy.Integer(10) ** 5000,
    ],
    ids=lambda value: type(value).__name__,
)
def test_numbers_of_absurd_size_are_refused_without_being_written_out(given_value):
    begin = time.perf_counter()
    with pytest.raises(InputError, match=r"^zeta = .*8192 bits"):
        inputs.exact("zeta", given_value)
    assert time.perf_counter() - begin < 0.5


@given(st.fractions() | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
@settings(deadline=None)
def test_every_rational_survives_the_round_trip(number):
    assert inputs.exact("zeta", number) == Fraction(number)
    assert inputs.exact("zeta", sympy.Rational(Fraction(number))) == Fraction(number)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_any_text_is_a_number_or_an_input_error(text):
    try:
        number = inputs.exact("zeta", text)
    except InputError as error:
        assert str(error).startswith("zeta = ")  # noqa: PT017
    else:
        assert isinstance(number, Fraction)


@given(st.fractions(), st.integers(10, 60))
@settings(deadline=None)
def test_conversion_to_mpmath_is_correctly_rounded(number, dps):
    context = mpmath.MPContext()
    context.dps = dps
    shown = inputs.exact("zeta", inputs.to_mp(number, context))
    assert abs(shown - number) <= abs(number) / 2**context.prec
    assert inputs.to_float(number) == float(number)


@pytest.mark.parametrize(
    ("value", "minimum"),
    [(-1, 0), ("-1e-30", 0), (-5e-324, 0), (-sympy.pi, 0), (sympy.exp(-100) - 1, 0), (1 + 1j, None), (1j, 0)],
)
def test_real_numbers_below_the_minimum_and_complex_ones_are_refused(value, minimum):
    with pytest.raises(InputError, match=r"^kappa = .*: accepted is a finite real number"):
        inputs.exact_real("kappa", value, minimum)


@pytest.mark.parametrize("value", [0, -0.0, "0", "-0", 0j, sympy.pi, "1e-300", sympy.exp(-1000)])
def test_the_minimum_itself_and_all_above_it_are_accepted(value):
    assert not inputs.is_complex(inputs.exact_real("kappa", value, 0))


def test_arrays_become_float64_of_the_same_shape():
    for given_value, shape in [
        ([], (0,)),
        ([[1, 2]], (1, 2)),
        (["0.1", TENTH], (2,)),
        (np.float32(1), ()),
        ("0.1", ()),
        (np.ones((2, 0, 3), dtype=np.int8), (2, 0, 3)),
        ([sympy.pi, 1], (2,)),
    ]:
        found = arrays.real_array("gamma", given_value, minimum=0)
        assert found.dtype == np.float64
        assert found.shape == shape
    assert arrays.real_array("gamma", ["0.1"])[0] == 0.1


@pytest.mark.parametrize(
    "bad", [[1, -1e-9], [1, math.nan], [math.inf], [[1], [2, 3]], [1j], [True], ["x"], [None], [[-1]], {1}]
)
def test_one_bad_element_refuses_the_array_and_is_named(bad):
    with pytest.raises(InputError, match=r"^gamma = "):
        arrays.real_array("gamma", bad, minimum=0)


@pytest.mark.parametrize("digits", [None, 10, 100, np.int64(30)])
def test_digits_in_range_are_accepted(digits):
    assert inputs.check_digits(digits) == digits


@pytest.mark.parametrize("digits", [9, 101, 0, -30, 10**4000, 30.0, "30", True, np.True_, math.nan, [30], Fraction(30)])
def test_digits_out_of_range_are_refused(digits):
    with pytest.raises(InputError, match=r"^digits = .* from 10 to 100$"):
        inputs.check_digits(digits)


def test_a_larger_maximum_of_digits_shows_in_the_message():
    assert inputs.check_digits(300, maximum=1000) == 300
    with pytest.raises(InputError, match="from 10 to 1000"):
        inputs.check_digits(1001, maximum=1000)


def test_cancellation_deeper_than_sympy_resolves_is_an_accuracy_error_not_a_guess():
    hidden = sympy.sqrt(2) * (1 + sympy.exp(-(sympy.Integer(10) ** 5))) - sympy.sqrt(2)
    with pytest.raises(AccuracyError, match="cannot evaluate"):
        inputs.exact("zeta", hidden)


def test_input_errors_survive_pickling():
    with pytest.raises(InputError) as caught:
        inputs.exact("zeta", "no")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert isinstance(again, ValueError)


def test_values_beyond_double_range_become_infinity_not_an_exception():
    assert inputs.to_float(Fraction(10) ** 400) == math.inf
    assert inputs.to_float(-(Fraction(10) ** 400)) == -math.inf
