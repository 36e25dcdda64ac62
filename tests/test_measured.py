"""Numbers with an error bar, and how they are said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from higgs_sym.judging.wording import Naming
from higgs_sym.measured import Measured

INFINITY = Naming("x", -1)


@pytest.mark.parametrize(("value", "error", "shown", "bracketed"), [
    ("1.9998716", "0.00003", "1.99987(4)", "1.99987(4)"),
    ("-1", "1e-14", "-1 ± 1e-14", "-1.0000000000(1)"),
    ("1.25e-9", "3e-12", "1.250(3)e-9", "1.250(3)e-9"),
    ("0.5", "0", "0.5", "0.5000000000(1)"),
])  # fmt: skip
def test_a_number_is_shown_to_the_first_digit_of_its_error(value, error, shown, bracketed):
    number = Measured(Decimal(value), Decimal(error))
    assert (str(number), number.bracketed) == (shown, bracketed)
    assert float(number) == float(value)
    assert number.covers(Decimal(value))
    assert not number.covers(Decimal(value) + 2 * Decimal(error) + 1)


@pytest.mark.parametrize(("naming", "coefficient", "order", "logarithm", "text"), [
    (INFINITY, "-2", "2", "0", "-2/x^2"),
    (INFINITY, "1", "-1", "1", "x ln x"),
    (INFINITY, "0.5", "1/2", "0", "0.5 x^(-1/2)"),
    (INFINITY, "3", "1", "-2", "3/(x (ln x)^2)"),
    (Naming("x"), "-1", "1", "1", "-x |ln x|"),
    (Naming("x - 2"), "1", "-1", "0", "1/(x - 2)"),
    (Naming("1 - k"), "-1", "1", "0", "-(1 - k)"),
    (Naming("x"), "7", "0", "0", "7"),
])  # fmt: skip
def test_a_law_is_said_in_the_variable_of_the_user(naming, coefficient, order, logarithm, text):
    assert naming.term(coefficient, Fraction(order), Fraction(logarithm)) == text


@pytest.mark.parametrize(("naming", "small"), [(INFINITY, "1/x"), (Naming("-x"), "-x"), (Naming("-x", -1), "1/(-x)")])
def test_the_small_parameter_has_a_name(naming, small):
    assert naming.small == small
