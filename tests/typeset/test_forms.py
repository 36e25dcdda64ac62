"""Both printed forms are the formula, and the one with Delta written out scales as an equation of physics must."""

from __future__ import annotations

import pytest
import sympy as sp

from higgs_sym.backends.symbolic_backend import expression
from higgs_sym.conventions import DIMENSIONFUL, SYMBOLS, symbol
from higgs_sym.records import Formula, Source
from higgs_sym.registry import FORMULAS
from higgs_sym.typeset.forms import dimensionful, in_units_of_delta

ALL = pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
ENERGIES = {symbol(name) for name, _ in DIMENSIONFUL.values()} | {symbol("Delta")}
INVERSE = {symbol("t"), symbol("R1")}


def numbers(formula, rng):
    """A point of the domain: gapped rates below one, gapless ones above, frequencies on the stated side of 2 Delta."""
    ranges = {"zeta": (105, 400)} if r"\zeta > 1" in formula.domain else {}
    ranges["omega"] = (1, 199) if r"\omega < 2" in formula.domain else (201, 400)
    return {name: sp.Rational(rng.randint(*ranges.get(name, (5, 90))), 100) for name in formula.variables}


@ALL
def test_the_folded_form_is_the_formula(formula, rng):
    """Putting the names' definitions back in gives the value of the body."""
    form = in_units_of_delta(formula)
    point = {symbol(name): value for name, value in numbers(formula, rng).items()}
    body = expression(formula).subs(point)
    assert abs((form.value.subs(point) - body).evalf(30)) < sp.Rational(1, 10**25)


@ALL
def test_rescaling_every_energy_rescales_the_value(formula, rng):
    """Delta, Gamma, omega, D q^2, T times lambda, t over lambda: the value times lambda^dimension."""
    form = dimensionful(formula)
    scaled = numbers(formula, rng)
    Delta, scale = sp.Rational(rng.randint(11, 30), 10), sp.Rational(rng.randint(31, 70), 10)
    values = {symbol("Delta"): Delta}
    for name, value in scaled.items():
        full, power = DIMENSIONFUL.get(name, (name, 0))
        values[symbol(full)] = value / Delta**power
    if "delta" in scaled:
        edge = (1 - scaled["zeta"] ** sp.Rational(2, 3)) ** sp.Rational(3, 2) if "zeta" in scaled else 1
        values[symbol("omega")] = (2 * edge + scaled["delta"]) * Delta
        del values[symbol("delta")]
    assert form.value.free_symbols <= set(values)
    first = form.value.subs(values).evalf(40)
    longer = {
        key: value * scale ** (-1 if key in INVERSE else 1 if key in ENERGIES else 0) for key, value in values.items()
    }
    again = form.value.subs(longer).evalf(40)
    assert abs(again / first - scale**formula.dimension) < sp.Float("1e-30")
    in_units = expression(formula).subs({symbol(name): value for name, value in scaled.items()}).evalf(40)
    assert abs(first / (in_units * Delta**formula.dimension) - 1) < sp.Float("1e-30")


def test_variables_with_units_are_known():
    """A new variable is either a pure number or has its entry in DIMENSIONFUL."""
    pure = {"gamma", "u", "r", "Delta", "Gamma", "Q"}
    used = {name for formula in FORMULAS for name in formula.variables}
    assert used <= set(SYMBOLS)
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
