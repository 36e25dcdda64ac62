"""Laboratory numbers lead to the parameters of the theory and back."""

from __future__ import annotations

import math

import pytest

import higgs_sym
from higgs_sym import results
from higgs_sym.errors import InputError
from higgs_sym.materials.material import Material
from higgs_sym.materials.presets import PRESETS
from higgs_sym.report.bibliography import references

FILM = Material(Delta0="2.6 meV", Gamma="0.1 meV", D="0.5 cm^2/s", T="4 K", q="0.02 1/nm")


def test_parameters_from_constants_by_hand():
    """Delta from self-consistency, then plain ratios with CODATA numbers typed in."""
    delta = 2.6 * higgs_sym.order_parameter("1/26", T=4 * 0.08617333262 / 2.6)
    assert math.isclose(FILM.zeta, 0.1 / delta, rel_tol=1e-9)
    assert math.isclose(FILM.T_over_Delta, 4 * 0.08617333262 / delta, rel_tol=1e-9)
    hbar_D_q2 = 0.6582119569 * 0.5e-4 * (0.02e9) ** 2 / 1e12  # meV: hbar in meV ps, D in m^2/s, q in 1/m
    assert math.isclose(FILM.kappa, hbar_D_q2 / delta, rel_tol=1e-9)
    assert math.isclose(FILM.gap.meV, delta * higgs_sym.gap(0.1 / delta), rel_tol=1e-9)


def test_digits_are_kept():
    """Double precision and 40 digits agree, and 30 digits are the first of 40."""
    few, more = (Material("2.6 meV", "0.1 meV", T="4 K", digits=n) for n in (30, 40))
    assert math.isclose(FILM.zeta, few.zeta, rel_tol=1e-12)
    context = results.context(60)
    for short, long in ((few.zeta, more.zeta), (few.T_over_Delta, more.T_over_Delta), (few.gap.meV, more.gap.meV)):
        assert abs(context.convert(short) / context.convert(long) - 1) < context.mpf(10) ** -30
    assert len(str(few.zeta).removeprefix("0.0")) == 30


def test_without_pair_breaking_at_zero_temperature():
    clean = Material("0.17 meV")
    assert clean.zeta == clean.kappa == clean.T_over_Delta == 0
    assert math.isclose(clean.gap.meV, 0.17, rel_tol=1e-15)
    assert math.isclose(clean.critical_temperature.kelvin, 0.17 / 1.7638770 / 0.08617333262, rel_tol=1e-6)


def test_parameters_go_straight_into_the_full_quantities():
    assert higgs_sym.chi_inv(2, **FILM.parameters).imag < 0


def test_gapless_has_no_gap():
    gapless = Material("2 meV", "0.96 meV")
    assert gapless.zeta > 1
    assert gapless.gap.meV == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"Delta0": "0 meV"}, "Delta0 = '0 meV'|Delta0 = 0 meV"),
        ({"Delta0": "2 meV", "q": "1 1/nm"}, "^D = None: accepted is a diffusion coefficient"),
        ({"Delta0": "2 meV", "Gamma": "1"}, "^Gamma = "),
        ({"Delta0": "2 meV", "D": "1 cm/s", "q": "1 1/nm"}, "^D = "),
        ({"Delta0": "2 meV", "digits": 99}, "^digits = 99"),
    ],
)
def test_refused(arguments, message):
    with pytest.raises(InputError, match=message):
        Material(**arguments)


def test_a_normal_metal_says_so():
    with pytest.raises(InputError, match=r"T = 20 K: accepted is below T_c = 17\.1"):
        _ = Material("2.6 meV", T="20 K").zeta
    with pytest.raises(InputError, match="beyond, a normal metal"):
        _ = Material("2.6 meV", Gamma="1.3 meV").gap


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_typical_and_sourced(name):
    film = Material.preset(name, Gamma="0.01 meV")
    assert 0.1 < film.order_parameter.meV < 3
    assert PRESETS[name].source.key in references()
    assert bool(PRESETS[name].Delta0) != bool(PRESETS[name].Tc0)


def test_weak_coupling_relation():
    made = Material.from_critical_temperature("15 K")
    assert math.isclose(made.order_parameter.kelvin, 1.7638770 * 15, rel_tol=1e-6)
    assert math.isclose(made.critical_temperature.kelvin, 15, rel_tol=1e-13)


def test_an_unknown_preset_lists_the_known():
    with pytest.raises(InputError, match="one of Al, Nb, NbN, NbTiN"):
        Material.preset("Pb")
