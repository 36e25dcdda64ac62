"""The formulas against one another and against independent closed forms."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy

from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.symbolic_backend import expression
from higgs_sym.conventions import symbol
from higgs_sym.registry import FORMULAS

CTX = mpmath.MPContext()
CTX.dps = 40
ZETA, DELTA, KAPPA, OMEGA = (symbol(name) for name in ("zeta", "delta", "kappa", "omega"))


def value(identifier: str, *arguments: Any) -> Any:
    return FORMULAS[identifier].body(MpBackend(CTX), *(CTX.convert(a) for a in arguments))


def symbolic(identifier: str) -> Any:
    return expression(FORMULAS[identifier])


def close(left: Any, right: Any, digits: int = 35) -> bool:
    return bool(abs(left - right) <= CTX.mpf(10) ** -digits * (abs(left) + abs(right)))


def test_gap_solves_the_astroid_relation() -> None:
    gap = symbolic("eq:10")
    assert sympy.simplify(sympy.powdenest(gap ** sympy.Rational(2, 3), force=True) + ZETA ** sympy.Rational(2, 3)) == 1


def test_gap_is_one_without_pair_breaking_and_zero_at_zeta_one() -> None:
    assert value("eq:10", 0) == 1
    assert value("eq:10", 1) == 0


def test_gap_deficit_is_the_first_term_of_the_gap() -> None:
    s = sympy.Symbol("s", positive=True)
    lost = 1 - symbolic("eq:10").subs(ZETA, s**3)
    assert sympy.limit(lost / symbolic("gap:deficit").subs(ZETA, s**3), s, 0) == 1


def test_bcs_above_is_the_continuation_of_bcs_below() -> None:
    omega = CTX.mpf("2.7")
    continued = value("bcs:below", CTX.mpc(omega, CTX.mpf(10) ** -60))
    assert close(continued.real, value("bcs:above:re", omega))
    assert close(continued.imag, value("bcs:above:im", omega))


def test_bcs_threshold_law_is_the_first_term_of_the_closed_form() -> None:
    closed = symbolic("bcs:above:im").subs(OMEGA, 2 + DELTA)
    assert sympy.limit(closed / symbolic("eq:30"), DELTA, 0) == 1


def test_dirty_bcs_without_momentum_is_bcs() -> None:
    assert sympy.simplify(symbolic("eq:31").subs(KAPPA, 0) - symbolic("eq:30")) == 0
    assert sympy.simplify(symbolic("eq:39").subs(KAPPA, 0)) == 0


@pytest.mark.parametrize("distance", ["0.001", "0.02", "0.3"])
def test_dirty_bcs_parts_belong_to_one_analytic_function(distance: str) -> None:
    """Continued through the upper half-plane to below 2 Delta, the absorption vanishes."""
    kappa = CTX.mpf("1.5")
    below = CTX.mpc(-CTX.mpf(distance), CTX.mpf(10) ** -60)
    continued = value("eq:39", below, kappa) + CTX.mpc(0, 1) * value("eq:31", below, kappa)
    assert abs(continued.imag) < CTX.mpf(10) ** -38
    assert abs(continued.real) > CTX.mpf("0.01")


@pytest.mark.parametrize(("mapped", "original"), [("eq:20", "eq:39"), ("eq:22", "eq:31")])
@pytest.mark.parametrize(("suffix", "rate"), [("", "eq:12"), (":eta", "eq:12:eta")])
def test_laws_with_pair_breaking_are_the_mapped_dirty_bcs_laws(
    mapped: str, original: str, suffix: str, rate: str
) -> None:
    """Delta -> eps_g and D q^2 -> 2 gamma eps_g."""
    delta, zeta = CTX.mpf("0.013"), CTX.mpf("0.21")
    direct = value(mapped + suffix, delta, zeta)
    assert close(direct, value(original, delta / value("eq:10", zeta), 2 * value(rate, zeta)))


def test_frequency_scale_is_the_one_inside_the_mapped_law() -> None:
    delta, zeta = CTX.mpf("0.013"), CTX.mpf("0.21")
    gamma = value("eq:12", zeta)
    assert close(value("eq:22", delta, zeta), -CTX.pi / 2 * (value("eq:21", delta, gamma, zeta) - gamma))


def test_published_real_part_at_the_threshold_is_gamma_log_two_over_gamma() -> None:
    zeta = CTX.mpf("0.21")
    gamma = value("eq:12", zeta)
    assert close(value("eq:20", CTX.mpf(10) ** -45, zeta), gamma * CTX.log(2 / gamma), 30)


def test_quadratic_onset_scales_as_the_cube_root_of_zeta_in_the_window() -> None:
    y = sympy.Symbol("y", positive=True)
    s = sympy.Symbol("s", positive=True)
    inside = symbolic("threshold:im").subs({DELTA: y * s**2, ZETA: s**3})
    assert sympy.limit(inside / s, s, 0) == -sympy.pi * y**2 / 24


def test_static_response_is_the_stiffness_of_the_self_consistency_relation() -> None:
    """chi^-1(0) = Delta d/dDelta of ln Delta - F(Gamma/Delta) with ln(Delta/Delta_0) = F (Abrikosov-Gor'kov)."""
    gapped = -sympy.pi * ZETA / 4
    root = sympy.sqrt(1 - ZETA**-2)
    gapless = -sympy.acosh(ZETA) - (ZETA * sympy.asin(1 / ZETA) - root) / 2
    for identifier, relation, at in (("static:gapped", gapped, "0.4"), ("static:gapless", gapless, "2.3")):
        stiffness = 1 + ZETA * sympy.diff(relation, ZETA)
        difference = (stiffness - symbolic(identifier)).subs(ZETA, sympy.Rational(at))
        assert abs(sympy.N(difference, 50)) < sympy.Float(10) ** -45


def test_static_response_and_its_slope_are_continuous_at_the_gapless_transition() -> None:
    gapped, gapless = symbolic("static:gapped"), symbolic("static:gapless")
    assert sympy.simplify((gapped - gapless).subs(ZETA, 1)) == 0
    assert sympy.limit(sympy.diff(gapped - gapless, ZETA), ZETA, 1, "+") == 0


def test_static_deficit_is_what_the_static_response_lacks_to_one() -> None:
    assert sympy.simplify(1 - symbolic("static:gapped") - symbolic("static:deficit")) == 0
