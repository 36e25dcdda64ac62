"""The law of late times at T > 0 against a response with the same branch points, integrated along their cuts."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy as sp

from derivations import tail_thermal as module
from higgs_sym.arithmetic.symbolic_backend import BACKEND
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.registry import DERIVATIONS, FORMULAS
from higgs_sym.steps import Chain

CTX = mpmath.MPContext()
CTX.dps = 30
ZETA, T, R, PHI, R0 = (CTX.mpf(value) for value in ("0.5", "0.2", "0.7", "-0.4", "0.6"))
NAMES = ("t", "zeta", "T", "R", "phi", "R0")


def law(time: Any) -> Any:
    expression = DERIVATIONS["d:tail-thermal"].build().result
    values = dict(zip(map(symbol, NAMES), (time, ZETA, T, R, PHI, R0), strict=True))
    return CTX.convert(sp.lambdify(list(values), expression, CTX)(*values.values()))


def constants() -> tuple[Any, Any, Any]:
    """eps_g and the strengths of the two singular terms."""
    third = CTX.cbrt(ZETA)
    gap = (1 - third**2) ** CTX.mpf("1.5")
    pairs = CTX.pi * CTX.tanh(gap / (2 * T)) / (24 * ZETA * gap)
    return gap, pairs, -(2 - third**2) / (432 * third * gap * T * CTX.cosh(gap / (2 * T)) ** 2)


def cut(singular: Any, value: Any, place: Any, time: Any) -> Any:
    """(1/2 pi) int d omega exp(-i omega t)/(value + singular) down the right side and up the left side of one cut."""

    def difference(y: Any) -> Any:
        right, left = (1 / (value + singular(CTX.ln(y) + 1j * CTX.pi * a)) for a in (-CTX.mpf(1) / 2, CTX.mpf(3) / 2))
        return (right - left) * CTX.exp(-y * time)

    return -1j / (2 * CTX.pi) * CTX.expj(-place * time) * CTX.quad(difference, [0, 5 / time, 20 / time, 80 / time])


@pytest.mark.parametrize("time", ["1e4", "1e5"])
def test_both_terms_from_a_model_with_the_same_branch_points(time: str) -> None:
    """Logarithms on the complex plane, the whole of 1/(R + ...): what is left of either term falls with a power."""
    t = CTX.mpf(time)
    gap, A, B = constants()
    R_g = R * CTX.expj(PHI)
    waves = cut(lambda s: A / CTX.pi * CTX.exp(2 * s) * (s - 1j * CTX.pi), R_g, 2 * gap, t)
    steady = cut(lambda s: 1j * B * CTX.exp(3 * s) * (s - 1j * CTX.pi / 2), R0, 0, t)
    exact = 2 * waves.real + steady.real
    assert abs(steady.imag) < CTX.mpf(10) ** -20 * abs(steady.real)
    assert abs(law(t) - exact) * t**4 / (-6 * B / R0**2) < 20 * CTX.ln(t) / t


def test_the_formula_is_the_result() -> None:
    symbols = [symbol(name) for name in NAMES]
    formula = FORMULAS["tail:thermal"].body(BACKEND, *symbols)
    difference = (DERIVATIONS["d:tail-thermal"].build().result - formula).rewrite(sp.exp)
    assert sp.simplify(difference) == 0


def test_without_temperature_the_law_of_the_ground_state_returns() -> None:
    at_zero = sp.limit(DERIVATIONS["d:golden-rule-thermal"].build().result, symbol("T"), 0)
    assert at_zero == 1
    result = DERIVATIONS["d:tail-thermal"].build().result.subs(symbol("phi"), 0).subs(symbol("zeta"), sp.Rational(1, 8))
    leading = DERIVATIONS["d:tail-leading"].build().result.subs(symbol("zeta"), sp.Rational(1, 8))
    assert sp.simplify(sp.limit(result, symbol("T"), 0, "+") - leading) == 0


def test_a_cut_on_the_wrong_side_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEFT", -sp.pi / 2 - 2 * sp.pi)
    monkeypatch.setattr(module, "RIGHT", sp.pi)
    with pytest.raises(StepError, match="late times"):
        module.at_the_threshold(Chain())
