"""Both printed forms are the formula, and the one with Delta written out scales as an equation of physics must."""

from __future__ import annotations

import pytest
import sympy as sp

from higgs_sym.arithmetic.symbolic_backend import expression
from higgs_sym.conventions import DIMENSIONFUL, SYMBOLS, symbol
from higgs_sym.records import Formula, Source
from higgs_sym.registry import FORMULAS
from higgs_sym.typeset.forms import dimensionful, in_units_of_delta
from tests.typeset.points import as_sympy, point
from tests.values import number, same

ALL = pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
INVERSE = {symbol("t"): -1, symbol("R1"): -1, symbol("R2"): -2}  # times, and derivatives by a frequency
ENERGIES = {symbol(name) for row in DIMENSIONFUL.values() for name in row[:2]} - set(INVERSE)


@ALL
def test_the_folded_form_is_the_formula(formula):
    """Putting what the names stand for back in, one after the other, gives the body."""
    form = in_units_of_delta(formula)
    values = {symbol(name): as_sympy(value) for name, value in point(formula).items()}
    shown = form.shown
    for name, definition in form.names.items():
        shown = shown.xreplace({name: definition})
    assert same(number(expression(formula), values), number(shown, values))


@ALL
def test_the_full_form_is_the_formula_and_scales_as_an_energy(formula, rng):
    """Delta, Gamma, omega, D q^2, T times lambda, t over lambda: the value times lambda^dimension."""
    form = dimensionful(formula)
    scaled = {name: as_sympy(value) for name, value in point(formula).items()}
    Delta, Delta_0 = (sp.Rational(rng.randint(11, 30), 10) for _ in range(2))
    values = {symbol("Delta"): Delta, symbol("Delta_0"): Delta_0}
    for name, value in scaled.items():
        full, unit, power = DIMENSIONFUL.get(name, (name, "Delta", 0))
        values[symbol(full)] = value / values[symbol(unit)] ** power
    if "delta" in scaled:
        edge = (1 - scaled["zeta"] ** sp.Rational(2, 3)) ** sp.Rational(3, 2) if "zeta" in scaled else 1
        values[symbol("omega")] = (2 * edge + scaled["delta"]) * Delta
        del values[symbol("delta")]
    assert form.value.free_symbols <= set(values)
    first = number(form.value, values)
    body = number(expression(formula), {symbol(name): value for name, value in scaled.items()})
    assert same(first, body, Delta**formula.dimension)
    scale = sp.Rational(rng.randint(31, 70), 10)
    powers = dict.fromkeys(ENERGIES, 1) | INVERSE
    again = number(form.value, {key: value * scale ** powers.get(key, 0) for key, value in values.items()})
    assert same(again, first, scale**formula.dimension)


def test_variables_with_units_are_known():
    """A new variable is either a pure number or has its entry in DIMENSIONFUL."""
    pure = {"gamma", "u", "r", "R", "R0", "phi", "Delta", "Gamma", "Q", "rho", "g", "zeta_c", "a", "b"}
    used = {name for formula in FORMULAS for name in formula.variables}
    assert used <= set(SYMBOLS)
    assert used <= pure | set(DIMENSIONFUL)
    assert not (pure & set(DIMENSIONFUL))


def test_delta_stays_visible():
    full = dimensionful(FORMULAS["threshold:im"])
    assert full.latex == (
        r"\mathrm{Im}\,\chi^{-1}(\omega) = -\frac{\pi}{24} \frac{(\omega - 2 \varepsilon_g)^{2}}{\Gamma \varepsilon_g}"
    )
    assert full.where == (r"\varepsilon_g = \Delta \left[1 - \left(\frac{\Gamma}{\Delta}\right)^{2/3}\right]^{3/2}",)


def test_names_of_the_source():
    form = in_units_of_delta(FORMULAS["eq:22:eta"])
    assert form.right == r"-\frac{\pi}{2} (S_g - \gamma_\eta)"
    assert [each.partition(" =")[0] for each in form.where] == ["S_g", r"\gamma_\eta", r"\varepsilon_g"]


def test_a_root_that_comes_back_gets_a_name():
    form = in_units_of_delta(FORMULAS["eq:39"])
    assert form.where == (r"S = \sqrt{\kappa^{2} + 4 \delta}",)
    assert form.right.count("S") == 3


def test_a_dimension_multiplies():
    decay = Formula("x", "Decay", r"\chi(t)", ("t",), lambda lib, t: 1 / t**2, "", Source("higgs_sym"), dimension=1)
    assert dimensionful(decay).right == r"\frac{1}{\Delta t^{2}}"
