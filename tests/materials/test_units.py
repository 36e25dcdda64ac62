"""Exact constants, exact conversions, and no confusion of E/h with E/hbar."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from higgs_sym import results
from higgs_sym.errors import InputError
from higgs_sym.materials.units import HBAR, Energy, diffusion, energy, wave_number

WRONG = ["2.6", "meV 2", "-1 meV", "3 lb", "nan meV", "inf K", "2 meV; x", "", 2.6, None, "1/0 K"]
CONTEXT = results.context(60)


def shown(text, digits=30):
    return Energy(energy("E", text).mp(CONTEXT), digits)


def test_a_gap_of_nbn_in_every_unit():
    """2.6 meV = 0.628677... THz as E/h and 3.950095... rad/ps as E/hbar."""
    made = shown("2.6 meV")
    assert str(made.frequency_THz).startswith("0.62867720294207872218")
    radians, cycles = (CONTEXT.convert(each) for each in (made.angular_frequency_rad_per_ps, made.frequency_THz))
    assert abs(radians / cycles - 2 * CONTEXT.pi) < CONTEXT.mpf(10) ** -28
    assert math.isclose(made.kelvin, 2.6e-3 / 8.617333262e-5, rel_tol=1e-9)
    assert math.isclose(made.wavenumber_per_cm, 2.6e-3 * 8065.543937, rel_tol=1e-9)


def test_times_of_an_energy():
    made = shown("4.135667696923859 meV")  # h/e: one terahertz as E/h
    assert math.isclose(made.period_ps, 1, rel_tol=1e-14)
    assert math.isclose(made.hbar_over_E_ps * 2 * math.pi, made.period_ps, rel_tol=1e-14)


@pytest.mark.parametrize("unit", ["meV", "eV", "ueV", "µeV", "K", "mK", "THz", "GHz", "1/cm", "cm^-1", "rad/ps", "J"])
def test_units_agree_with_themselves(unit):
    """Twice the number is twice the energy, whatever the unit and however the number is written."""
    assert energy("E", f"1/2 {unit}").times(energy("E", "2 J")) == energy("E", f"1.0e0 {unit}")
    assert energy("E", f"0.5{unit}") == energy("E", f" 5e-1   {unit} ")


def test_frequencies_are_exact_multiples_of_the_constants():
    assert energy("E", "1 THz").ratio == Fraction("6.62607015e-22")
    assert energy("E", "1 eV").ratio == Fraction("1.602176634e-19")
    radians = energy("E", "1 rad/s")
    assert radians == HBAR
    assert energy("E", "1 THz").over(energy("E", "1 rad/ps")).number() == 2 * sympy_pi()


def sympy_pi():
    import sympy

    return sympy.pi


def test_diffusion_and_wave_number():
    assert diffusion("D", "0.5 cm^2/s").ratio == Fraction(1, 20000)
    assert diffusion("D", "50 nm^2/ps") == diffusion("D", "0.5 cm2/s")
    assert wave_number("q", "0.02 1/nm") == wave_number("q", "20 1/um")


@pytest.mark.parametrize("text", WRONG)
def test_refused(text):
    with pytest.raises(InputError, match=r"^Gamma = "):
        energy("Gamma", text)


@pytest.mark.parametrize("text", ["5 1/ps", "5 ps^-1", "5 Hz/2pi"])
def test_an_inverse_time_must_say_which(text):
    with pytest.raises(InputError, match="THz means E/h, rad/ps E/hbar"):
        energy("Gamma", text)


def test_printed_with_its_meaning():
    assert str(shown("2.6 meV", None)) == "2.6 meV (E/h = 0.62868 THz, E/hbar = 3.9501 rad/ps)"
