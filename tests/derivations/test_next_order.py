"""The constants of the next order against the full integral and the scaling function at tiny arguments."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy

from derivations import next_order, peak_next, peak_third, scaling_centre
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.physics.scaling import scaling_function
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain
from tests import values

CTX = mpmath.MPContext()
CTX.dps = 40


def number(expression: Any) -> Any:
    return CTX.mpc(values.number(expression))


def test_value_at_the_centre() -> None:
    g0, constant = (number(DERIVATIONS[name].build().result) for name in ("d:scaling-centre", "d:next-order"))
    for power in (9, 12):
        zeta = CTX.mpf(10) ** -power
        full = CTX.convert(chi_inv(2, zeta, digits=35))
        rest = (full - CTX.cbrt(zeta) * g0 * CTX.expjpi(-CTX.mpf(1) / 3)) / zeta + CTX.ln(zeta) / 6
        # 0.0046 zeta^(2/3) is what follows
        assert abs(rest - constant) < CTX.mpf("0.005") * zeta ** (CTX.mpf(2) / 3)


def test_slope_at_the_centre() -> None:
    """H'(0) from differences in Y of the full integral less the scaling function and Y."""
    zeta, step = CTX.mpf(10) ** -15, CTX.mpf("0.01")
    z = CTX.cbrt(zeta)
    rests = []
    for sign in (-1, 1):
        full = CTX.convert(chi_inv(2 + sign * step * z * z, zeta, digits=35))
        rests.append((full - z * CTX.convert(scaling_function(sign * step, 35)) - z * z * sign * step) / zeta)
    expected = number(next_order.H1) * CTX.expjpi(-CTX.mpf(1) / 3)
    assert abs((rests[1] - rests[0]) / (2 * step) - expected) < CTX.mpf("1e-4")


def test_third_coefficient_of_the_scaling_function() -> None:
    """By differences of F on the turned axis, Y = e^(i pi/3) tau."""
    turn, step = CTX.expjpi(CTX.mpf(1) / 3), CTX.mpf("0.001")
    found = [(turn * CTX.convert(scaling_function(turn * k * step, 35))).real for k in (1, 2)]
    g0, g1, g2 = (number(g).real for g in (DERIVATIONS["d:scaling-centre"].build().result, peak_next.G1, peak_next.G2))
    first, second = (v - g0 - g1 * k * step - g2 * (k * step) ** 2 for k, v in enumerate(found, 1))
    # free of the fourth coefficient
    assert abs((16 * first - second) / (8 * step**3) - number(peak_next.G3)) < CTX.mpf("1e-7")


def test_constant_of_the_peak() -> None:
    value = number(DERIVATIONS["d:peak-constant"].build().result.subs(symbol("zeta"), 1))
    assert abs(value - CTX.mpf("0.432623937730807536887595349924")) < CTX.mpf(10) ** -29


def test_a_wrong_third_coefficient_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peak_next, "G3", 2 * peak_next.G3)
    with pytest.raises(StepError, match="third Taylor"):
        peak_next.coefficient(Chain())


def test_by_parts_notices_another_remainder() -> None:
    """d/dn of sqrt(n) b^(-4/3) alone, b = 1/16 - n^2."""
    n = scaling_centre.N
    density = (sympy.Rational(1, 2) * (sympy.Rational(1, 16) - n**2) + sympy.Rational(8, 3) * n**2) / n
    in_m = density.subs(n, scaling_centre.M - sympy.Rational(1, 4))
    assert next_order.by_parts(in_m, -sympy.Rational(7, 3), sympy.S.One, sympy.S.Zero) == 0
    assert next_order.by_parts(in_m, -sympy.Rational(7, 3), sympy.S.One, sympy.S.One) != 0


def test_third_order_of_the_peak() -> None:
    """Numbers fitted to maxima of the full integral before the derivation was written."""
    law = peak_third.peak_third().result
    two = DERIVATIONS["d:peak-next"].build().result
    zeta = symbol("zeta")
    third = [number(((law - two) / zeta ** sympy.Rational(5, 3)).subs(zeta, z)).real for z in (1, sympy.exp(-1))]
    assert abs(third[0] - CTX.mpf("-0.3461465481957")) < CTX.mpf("1e-12")
    assert abs(third[0] - third[1] - CTX.mpf("0.003649743132755")) < CTX.mpf("1e-12")
