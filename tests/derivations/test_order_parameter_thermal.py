"""What low temperatures take from the order parameter, against the order parameter itself."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from higgs_sym import results
from higgs_sym.claims import _thermal
from higgs_sym.conventions import symbol
from higgs_sym.registry import DERIVATIONS

CTX = results.context(60)


def law(identifier: str, **at: str) -> mpmath.mpf:
    expression = DERIVATIONS[identifier].build().result
    exact = {symbol(name): sp.Rational(value) for name, value in at.items()}
    return CTX.make_mpf(sp.N(expression.subs(exact), 40)._mpf_)


def test_the_thermal_integral_is_the_difference_of_two_order_parameters() -> None:
    alpha = CTX.mpf(1) / 10 * CTX.exp(-CTX.pi / 40)  # zeta = 1/10
    direct = _thermal.lost_gapped(CTX.mpf(1) / 10, CTX.mpf(1) / 20, 15)
    assert abs(CTX.convert(direct) / CTX.convert(_thermal.lost(alpha, CTX.mpf(1) / 20, 25)) - 1) < CTX.mpf("1e-14")


def test_with_a_gap_what_is_left_is_of_second_order() -> None:
    exact = CTX.convert(_thermal.lost_gapped(CTX.mpf(3) / 10, CTX.mpf("1e-5"), 20))
    assert abs(exact / law("d:order-parameter-cold", T="1e-5", zeta="3/10") - 1) < CTX.mpf("1e-9")


@pytest.mark.slow
def test_where_the_gap_closes() -> None:
    exact = CTX.convert(_thermal.lost(CTX.exp(-CTX.pi / 4), CTX.mpf("1e-6"), 20))
    assert abs(exact / law("d:order-parameter-cold-critical", T="1e-6") - 1) < CTX.mpf("1e-4")
