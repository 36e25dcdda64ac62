"""The numbered equations: they scale as physics must, and do what the sentences of the source say of them."""

from __future__ import annotations

from random import Random

import mpmath
import pytest
import sympy as sp

from derivations import fluctuation, usadel
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.conventions import symbol
from higgs_sym.physics.spectrum import gap, spectral_u
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Equation
from higgs_sym.registry import DERIVATIONS, EQUATIONS, FORMULAS

CTX = mpmath.MPContext()
CTX.dps = 40
ENERGIES = [symbol(name) for name in ("Delta", "Gamma", "epsilon", "Q")]
SCALE = sp.Rational(7, 3)
MINE = [row for row in EQUATIONS if int(row.id.partition(":")[2]) < 20]
# derived expression and its dimension as a power of energy
EVALUATED = [("d:usadel", 1), ("d:kernel", -1), ("d:fluctuation", -1), ("d:phase", -1)]


@pytest.mark.parametrize("equation", MINE, ids=lambda row: row.id)
def test_rebuilt_equations_quote_the_source(equation: Equation) -> None:
    assert equation.reconstructed
    assert all(sentence.count('"') == 2 for sentence in equation.sentences)


@pytest.mark.parametrize("equation", MINE, ids=lambda row: row.id)
def test_energies_keep_their_units(equation: Equation) -> None:
    """No zeta, kappa or Delta = 1 in what stands in the equation."""
    assert r"\zeta" not in equation.latex
    assert r"\kappa" not in equation.latex


@pytest.mark.parametrize(("identifier", "dimension"), EVALUATED)
def test_derived_equations_scale_with_the_energies(identifier: str, dimension: int) -> None:
    """Delta, Gamma, epsilon and D q^2 times a number, angles as they are."""
    form = DERIVATIONS[identifier].build().result
    draw = Random(1)
    point = {name: sp.Rational(draw.randint(3, 40), 10) for name in sorted(form.free_symbols, key=str)}
    scaled = {name: value * SCALE if name in ENERGIES else value for name, value in point.items()}
    ratio = (form.subs(scaled) / form.subs(point)).evalf(30)
    assert abs(ratio - SCALE**dimension) < sp.Float("1e-25")


def eta(energy: object, order: object, rate: object) -> object:
    """eta = i (Delta r - Gamma/2) with every energy in its own units."""
    u = CTX.convert(spectral_u(energy / order, rate / order, digits=38))
    return CTX.mpc(0, 1) * (order * CTX.sqrt(1 - u * u) - rate / 2)


@pytest.mark.parametrize(
    ("energy", "order", "rate"), [("2.1", "1.3", "0.4"), ("0.2", "1.3", "0.4"), ("0.9", "0.6", "0.8")]
)
def test_the_full_spectral_function_solves_the_ninth_equation(energy: str, order: str, rate: str) -> None:
    E, D, G = map(CTX.mpf, (energy, order, rate))
    half = CTX.mpc(0, 1) * G / 2
    for scale in (1, CTX.mpf("2.75")):
        value = eta(E * scale, D * scale, G * scale)
        assert (
            abs((E * scale) ** 2 / (value - half * scale) ** 2 - (D * scale) ** 2 / (value + half * scale) ** 2 - 1)
            < 1e-32
        )
        assert abs(value / scale - eta(E, D, G)) < CTX.mpf(10) ** -32


def test_without_pair_breaking_the_spectral_function_is_that_of_bcs() -> None:
    """(8) "is analogous to the definition [...] for the case of a superconductor without pair-breaking"."""
    E, D = CTX.mpf("1.7"), CTX.mpf("1.2")
    assert abs(eta(CTX.mpc(E, "1e-42"), D, CTX.zero) - CTX.sqrt(E**2 - D**2)) < CTX.mpf(10) ** -35


def test_the_astroid_follows_from_the_ninth_equation() -> None:
    """ "follows directly from Eq. (9)": its fourth-order equation has a double root at the full gap edge."""
    zeta = CTX.mpf("0.35")
    z = CTX.convert(gap(zeta, digits=38))
    quartic = [1, -2 * zeta, zeta**2 + z * z - 1, 2 * zeta, -(zeta**2)]
    r = CTX.cbrt(zeta)
    value, slope = CTX.polyval(quartic, r, derivative=True)
    assert abs(value) < CTX.mpf(10) ** -36
    assert abs(slope) < CTX.mpf(10) ** -36


def test_energy_formula_without_pair_breaking() -> None:
    body = FORMULAS["eq:6"].body
    assert body(MpBackend(CTX), CTX.mpf("0.4"), CTX.zero) == CTX.mpf("0.4")


def test_no_landau_damping_below_the_threshold() -> None:
    """ "reflecting absence of the Landau damping": exactly real."""
    assert chi_inv(2 * float(gap("0.2")) * 0.99, "0.2", digits=20).imag == 0


def test_anomalous_part_vanishes_with_the_difference_of_distributions() -> None:
    """ "to separate the linear correction to the quasiparticle spectrum from that to the [...] distribution"."""
    steps = {step.title: step.latex for step in DERIVATIONS["d:fluctuation"].build().steps}
    assert steps["Anomalous part, (17)"].startswith(r"\delta Q^{\mathrm{an}}=(F_+-F_-)")
    same = {fluctuation.F_PLUS: fluctuation.F_MINUS}
    assert all(
        entry.subs(same) == 0 for entry in fluctuation.equation_residual(fluctuation.F_PLUS - fluctuation.F_MINUS)
    )


def test_advanced_component_is_the_reflected_retarded_one() -> None:
    R = usadel.retarded(sp.Rational(1, 3) + 2 * sp.I)
    assert (usadel.advanced(R) + usadel.retarded(sp.Rational(1, 3) - 2 * sp.I)).applyfunc(sp.simplify) == sp.zeros(2, 2)
