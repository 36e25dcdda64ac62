"""Every range that a docstring promises, at both its ends: a value there, and a clear refusal next to it.

A row is (call with the number, ends inside, numbers outside, name in the error). What takes seconds is marked slow.
"""

from __future__ import annotations

import cmath
import inspect
import math

import flint
import mpmath
import numpy as np
import pytest

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.dynamics import amplitude


def slow(*row):
    return pytest.param(*row, marks=pytest.mark.slow)


SIZE = [1e-60, 1e15]
TOO_MUCH = [1e-61, 1e16, -1.0, math.nan, math.inf]

PARAMETERS = [
    ("gap: zeta", lambda x: h.gap(x), [0, 1e-60, 1, 1e60], [-1e-9, math.nan, 1j], "zeta"),
    ("spectral_u: z", lambda x: h.spectral_u(x, 0.1), [0, *SIZE, -1e15], [1 - 1e-9j, 1e16, 1e-61], "z"),
    ("spectral_u: zeta", lambda x: h.spectral_u(1.5, x), [0, *SIZE], TOO_MUCH, "zeta"),
    ("dos: eps", lambda x: h.dos(x, 0.1), [0, *SIZE, -1e15], [1j, 1e16], "eps"),
    ("chi_inv: omega", lambda x: h.chi_inv(x, 0.1), [0, *SIZE, -1e15, 1e-60j, 1e15j], [-1e-9j, 1e16, 1e-61], "omega"),
    ("chi_inv: zeta", lambda x: h.chi_inv(2.5, x), [0, *SIZE], TOO_MUCH, "zeta"),
    ("chi_inv: kappa", lambda x: h.chi_inv(2.5, 0.1, kappa=x), [0, *SIZE], TOO_MUCH, "kappa"),
    ("chi_inv: T", lambda x: h.chi_inv(2.5, 0.1, T=x), [0, 1e-60, 1e-9, 1e6], TOO_MUCH, "T"),
    ("dos: zeta", lambda x: h.dos(1.5, x), [0, *SIZE], TOO_MUCH, "zeta"),
    ("chi: omega", lambda x: h.chi(x, 0.1), [0, *SIZE, -1e15, 1e-60j, 1e15j], [-1e-9j, 1e16, 1e-61], "omega"),
    ("chi: zeta", lambda x: h.chi(2.5, x), [0, *SIZE], TOO_MUCH, "zeta"),
    ("chi: T", lambda x: h.chi(2.5, 0.1, T=x), [0, 1e-60, 1e-9, 1e6], TOO_MUCH, "T"),
    ("chi: sheet 1", lambda x: h.chi(x, 0.1, sheet=1), [2.5 - 1e-60j, 2.5 - 10j], [2.5, 2.5 + 1j], "omega"),
    ("chi: kappa", lambda x: h.chi(2.5, 0.1, kappa=x), [0, *SIZE], TOO_MUCH, "kappa"),
    ("chi_inv: sheet 1", lambda x: h.chi_inv(x, 0.1, sheet=1), [2.5 - 1e-60j, 2.5 - 10j, -2.5 - 1e-9j], [2.5, 2.5 + 1j],
     "omega"),
    ("chi_inv: sheet 0", lambda x: h.chi_inv(x, 0.1, sheet=0), [2.5 - 1e-60j, 2.5, -1e15j], [1e16, math.nan], "omega"),
    ("order_parameter: gamma", lambda x: h.order_parameter(x), [0, 0.5, 1e60], [-1e-9, math.nan], "gamma"),
    ("order_parameter: T", lambda x: h.order_parameter(0.1, T=x), [0, 0.567, 1e3], [-1e-9, math.nan], "T"),
    ("critical_temperature: gamma", lambda x: h.critical_temperature(x), [0, 0.5, 1e60], [-1e-9, math.nan], "gamma"),
    ("chi_t: t", lambda x: h.chi_t(x, 0.1), [-1e300, 0, 1e-9, 1e8], [1e-10, 1.1e8, math.nan], "t"),
    ("chi_t: zeta", lambda x: h.chi_t(1.0, x), [0, 1e-8, 1, 3], [-1.0, 1e16], "zeta"),
    ("chi_t: kappa", lambda x: h.chi_t(1.0, 0.1, kappa=x), [0, *SIZE], TOO_MUCH, "kappa"),
    ("chi_t: T", lambda x: h.chi_t(1.0, 0.1, T=x), [0, 1e-60, 1e-9, 1e-3], TOO_MUCH, "T"),
    ("quench: zeta", lambda x: h.quench(1.0, x), [0, 1e-8, 1], [-1.0, 1e16], "zeta"),
    ("quench: kappa", lambda x: h.quench(1.0, 0.1, kappa=x), [0, *SIZE], TOO_MUCH, "kappa"),
    ("quench: T", lambda x: h.quench(1.0, 0.1, T=x), [0, 1e-60, 1e-9, 1e-3], TOO_MUCH, "T"),
    ("quench: t", lambda x: h.quench(x, 0.1), [-1e300, 0, 1e-9, 1e8], [1e-10, 1.1e8, math.nan], "t"),
    ("amplitude: t", lambda x: amplitude(x, 0.1), [1e-9, 1e12], [1e-10, 1.1e12], "t"),
    ("amplitude: kappa", lambda x: amplitude(1.0, 0.1, kappa=x), [0, *SIZE], TOO_MUCH, "kappa"),
    ("amplitude: zeta", lambda x: amplitude(1.0, x), [0, 1], [1.001, -1], "zeta"),
    ("scaling_function: Y", lambda x: h.scaling_function(x),
     [0, 1e15, -1e15, 1e15j, -3, 1.4999 * cmath.exp(-2j * math.pi / 3)], [-2j, 1e16], "Y"),
    ("absorption_peak: zeta", lambda x: h.absorption_peak(x), [1e-8, 100], [0, -1, 1e16], "zeta"),
    ("absorption_peak: kappa", lambda x: h.absorption_peak(0.1, kappa=x), [0, 1e-60, 1e3], TOO_MUCH, "kappa"),
    ("ringdown_pole: kappa", lambda x: h.ringdown_pole(0.1, kappa=x), [0, 1e-60, 0.1], TOO_MUCH, "kappa"),
    ("ringdown_pole: zeta", lambda x: h.ringdown_pole(x), [1e-12, 0.9999], [0, 1, 2], "zeta"),
    ("decay_rate: zeta", lambda x: h.decay_rate(x), [1.0001, 1000], [1, 0.5, 0], "zeta"),
    ("branch_points: zeta", lambda x: h.branch_points(x)[1][-1], [1e-60, 1e15], [0, -1, 1e16], "zeta"),
    ("certify.chi_inv: zeta", lambda x: certify.chi_inv(2.5, x, digits=10), [0, 1000], TOO_MUCH, "zeta"),
    ("certify.gap: zeta", lambda x: certify.gap(x), [0, 1e-60, 1, 1e15], [-1e-9, math.nan, 1e16], "zeta"),
    ("certify.spectral_u: z", lambda x: certify.spectral_u(x, 0.1), [0, 1000, -1000, 1j], [-1j, 1e16], "z"),
    ("certify.dos: eps", lambda x: certify.dos(x, 0.1), [0, 1000, -1000], [1j, 1e16], "eps"),
    ("certify.chi_inv: kappa", lambda x: certify.chi_inv(2.5, 0.1, kappa=x, digits=10), [0, 1000], TOO_MUCH, "kappa"),
    ("certify.spectral_u: zeta", lambda x: certify.spectral_u(1.5, x), [0, 1e-60, 1000], TOO_MUCH, "zeta"),
    ("certify.dos: zeta", lambda x: certify.dos(1.5, x), [0, 1e-60, 1000], TOO_MUCH, "zeta"),
    ("certify.chi_inv: T", lambda x: certify.chi_inv(2.5, 0.1, T=x, digits=10), [0, 0.2, 10], TOO_MUCH, "T"),
    ("certify.chi: omega", lambda x: certify.chi(x, 0.1, digits=10), [0.5, 1000, 1j], [-1j, 1e16], "omega"),
    ("certify.chi: zeta", lambda x: certify.chi(2.5, x, digits=10), [0, 1000], TOO_MUCH, "zeta"),
    ("certify.chi: kappa", lambda x: certify.chi(2.5, 0.1, kappa=x, digits=10), [0, 1000], TOO_MUCH, "kappa"),
    ("certify.chi: T", lambda x: certify.chi(2.5, 0.1, T=x, digits=10), [0, 0.2], TOO_MUCH, "T"),
    ("certify.ringdown_pole: zeta", lambda x: certify.ringdown_pole(x, digits=10), [0.1, 0.9], [0, 1, 2], "zeta"),
    ("certify.ringdown_pole: kappa", lambda x: certify.ringdown_pole(0.1, kappa=x, digits=10), [0, 0.1], TOO_MUCH,
     "kappa"),
    ("certify.threshold_residue: zeta", lambda x: certify.threshold_residue(x, digits=10), [1e-8, 0.9999], [-1, 1e16],
     "zeta"),
    ("certify.threshold_residue: kappa", lambda x: certify.threshold_residue(0.1, kappa=x, digits=10), [0, *SIZE],
     TOO_MUCH, "kappa"),
    ("certify.chi_inv: omega", lambda x: certify.chi_inv(x, 0.1, digits=10), [0, 1000, 1j], [-1j, 1e16], "omega"),
]  # fmt: skip


def numbers(value):
    """The real numbers that a result is made of."""
    if isinstance(value, tuple):
        return [number for part in value if not isinstance(part, (str, type(None))) for number in numbers(part)]
    if isinstance(value, (flint.arb, flint.acb)):
        return [complex(value)]
    return [complex(value)]


NAMES = [row[0] for row in PARAMETERS]
LONG = {
    "absorption_peak: zeta", "chi_t: zeta", "chi_t: t", "chi_t: kappa", "quench: zeta", "decay_rate: zeta",
    "certify.chi_inv: omega", "certify.chi: omega", "certify.chi_inv: T", "certify.chi: T",
    "certify.ringdown_pole: zeta", "certify.ringdown_pole: kappa",
    "certify.threshold_residue: zeta", "certify.threshold_residue: kappa",
}  # fmt: skip
ENDS = [slow(*row[1:3]) if row[0] in LONG else row[1:3] for row in PARAMETERS]


NUMBERS = {"omega", "zeta", "kappa", "T", "t", "z", "eps", "gamma", "Y"}
PUBLIC = {name: getattr(h, name) for name in h.__all__} | {
    f"certify.{name}": getattr(certify, name) for name in vars(certify) if not name.startswith("_")
}
TAKEN = [
    f"{name}: {parameter}"
    for name, function in PUBLIC.items()
    if inspect.isfunction(function) and not (name.startswith("certify.") and function.__module__ != certify.__name__)
    for parameter in inspect.signature(function).parameters
    if parameter in NUMBERS
]


def test_every_number_that_a_public_function_takes_has_a_row():
    assert set(TAKEN) <= set(NAMES)
    assert "certify.ringdown_pole: kappa" in TAKEN


@pytest.mark.parametrize(("call", "inside"), ENDS, ids=NAMES)
def test_there_are_values_at_both_ends(call, inside):
    for end in inside:
        assert not any(cmath.isnan(number) for number in numbers(call(end))), end


@pytest.mark.parametrize(("call", "outside", "name"), [(row[1], *row[3:]) for row in PARAMETERS], ids=NAMES)
def test_beyond_the_ends_the_parameter_is_named(call, outside, name):
    for number in outside:
        with pytest.raises(InputError, match=rf"^{name} = "):
            call(number)


@pytest.mark.parametrize("quantity", [h.chi_t, h.quench])
def test_more_digits_than_the_gapless_response_has_are_refused_at_once(quantity):
    with pytest.raises(AccuracyError, match="digits = 51: for zeta > 1 at most 50"):
        quantity(1, 2, digits=51)


DIGITS = [
    ("gap", lambda n: h.gap("1/10", digits=n), 100),
    ("spectral_u", lambda n: h.spectral_u("3/2", "1/10", digits=n), 100),
    ("dos", lambda n: h.dos("3/2", "1/10", digits=n), 100),
    ("chi_inv", lambda n: h.chi_inv("5/2", "1/10", digits=n), 100),
    ("chi_inv on sheet 1", lambda n: h.chi_inv(2.5 - 0.25j, "1/10", sheet=1, digits=n), 100),
    ("chi", lambda n: h.chi("5/2", "1/10", digits=n), 100),
    ("order_parameter", lambda n: h.order_parameter("1/10", digits=n), 100),
    ("critical_temperature", lambda n: h.critical_temperature("1/10", digits=n), 100),
    ("scaling_function", lambda n: h.scaling_function("1/2", digits=n), 100),
    slow("scaling_pole", lambda n: h.scaling_pole(digits=n).place, 100),
    ("absorption_peak", lambda n: h.absorption_peak("1/10", digits=n).frequency, 40),
    ("ringdown_pole", lambda n: h.ringdown_pole("1/10", digits=n).frequency, 40),
    slow("decay_rate", lambda n: h.decay_rate("2", digits=n).rate, 40),
    slow("crossover_zeta", lambda n: h.crossover_zeta(digits=n), 40),
    slow("chi_t", lambda n: h.chi_t(1, "1/10", digits=n), 80),
    slow("chi_t, critical", lambda n: h.chi_t(1, 1, digits=n), 80),
    slow("chi_t, gapless", lambda n: h.chi_t(1, 2, digits=n), 50),
    slow("quench, gapless", lambda n: h.quench(1, 2, digits=n), 50),
    ("chi_t, clean", lambda n: h.chi_t(1, 0, digits=n), 80),
    ("certify.gap", lambda n: certify.gap("1/10", digits=n), 250),
    ("certify.dos", lambda n: certify.dos("3/2", "1/10", digits=n), 250),
    slow("certify.chi_inv", lambda n: certify.chi_inv("5/2", "1/10", digits=n), 250),
]


@pytest.mark.parametrize(("name", "call", "most"), DIGITS)
def test_the_fewest_and_the_most_digits_agree_and_one_more_is_refused(name, call, most):
    few, many = (call(n) for n in (10, most))
    with mpmath.workdps(most + 10):
        if hasattr(few, "mid"):
            assert may_be(few - many)
        else:
            assert abs(few - many) <= 1e-10 * abs(many)
            assert many.digits == most
    for wrong in (9, most + 1, 0, -5, 10.5, True):
        with pytest.raises(InputError, match=r"^digits = "):
            call(wrong)


def test_doubles_reach_from_the_smallest_to_the_largest_documented_frequency():
    """chi_inv: relative error <= 1e-12 for |omega| in [1e-6, 1e3], zeta = 0 or in [1e-8, 1e3]."""
    for zeta in (0.0, 1e-8, 1.0, 1e3):
        omega = np.array([1e-6, 1e-6j, 1e3, 1e3j, 700 + 700j])
        for w, found in zip(omega.tolist(), h.chi_inv(omega, zeta).tolist(), strict=True):
            assert abs(found - complex(h.chi_inv(w, zeta, digits=17))) <= 1e-12 * abs(found), (w, zeta)
