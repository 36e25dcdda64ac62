"""Laboratory units through the exact constants of the SI.

An energy E has two frequencies, E/h (cycles per second, "THz") and E/hbar (radians per second, "rad/ps"). They differ
by 2 pi, so every name here says which of the two it is, and an inverse time without a word, "1/ps", is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from higgs_sym import inputs, results
from higgs_sym.errors import InputError

# BIPM, The International System of Units, 9th edition (2019): exact by definition.
ELEMENTARY_CHARGE = Fraction("1.602176634e-19")  # C, J/eV
PLANCK = Fraction("6.62607015e-34")  # h, J s
BOLTZMANN = Fraction("1.380649e-23")  # J/K
LIGHT = Fraction(299792458)  # m/s

GUARD = 12
_QUANTITY = re.compile(r"\s*(?P<number>[^a-zA-Zµμ]*?(?:[eE][+-]?\d+)?)\s*(?P<unit>(?:1/)?[a-zA-Zµμ].*?)\s*\Z")
_ENERGY: dict[str, Fraction] = {
    "J": Fraction(1),
    "eV": ELEMENTARY_CHARGE,
    "meV": ELEMENTARY_CHARGE / 10**3,
    "ueV": ELEMENTARY_CHARGE / 10**6,
    "K": BOLTZMANN,
    "mK": BOLTZMANN / 10**3,
    "THz": PLANCK * 10**12,
    "GHz": PLANCK * 10**9,
    "1/cm": PLANCK * LIGHT * 100,
}
_ENERGY_TIMES_2_PI: dict[str, Fraction] = {"rad/ps": PLANCK * 10**12, "rad/s": PLANCK}
_DIFFUSION: dict[str, Fraction] = {
    "m^2/s": Fraction(1),
    "cm^2/s": Fraction(1, 10**4),
    "mm^2/s": Fraction(1, 10**6),
    "nm^2/ps": Fraction(1, 10**6),
}
_WAVE_NUMBER: dict[str, Fraction] = {
    "1/m": Fraction(1),
    "1/cm": Fraction(10**2),
    "1/mm": Fraction(10**3),
    "1/um": Fraction(10**6),
    "1/nm": Fraction(10**9),
}
_SAME = {"µeV": "ueV", "μeV": "ueV", "cm^-1": "1/cm", "cm-1": "1/cm", "nm^-1": "1/nm", "um^-1": "1/um", "m^-1": "1/m"}
_SAME |= {"1/µm": "1/um", "1/μm": "1/um", "cm2/s": "cm^2/s", "m2/s": "m^2/s", "cm²/s": "cm^2/s", "m²/s": "m^2/s"}


@dataclass(frozen=True)
class Exact:
    """A physical quantity >= 0 in SI units, value = ratio * pi^power, ratio rational."""

    ratio: Fraction
    power: int = 0

    def over(self, other: Exact) -> Exact:
        """The quotient."""
        return Exact(self.ratio / other.ratio, self.power - other.power)

    def times(self, other: Exact) -> Exact:
        """The product."""
        return Exact(self.ratio * other.ratio, self.power + other.power)

    def number(self) -> Any:
        """An exact number that every function of this package accepts: a Fraction, or a SymPy number with pi."""
        if self.power == 0:
            return self.ratio
        import sympy

        return sympy.Rational(self.ratio.numerator, self.ratio.denominator) * sympy.pi**self.power

    def mp(self, context: Any) -> Any:
        """Rounded to the precision of an mpmath context."""
        return inputs.to_mp(self.ratio, context) * context.pi**self.power


HBAR = Exact(PLANCK / 2, -1)


def energy(name: str, text: Any) -> Exact:
    """An energy from "2.6 meV", "0.63 THz" (E/h), "3.95 rad/ps" (E/hbar), "4 K" (E/k_B) or "15 1/cm" (E/hc), in J.

    Raises InputError, naming the parameter, for another unit, a negative number or no number.
    """
    number, unit = _split(name, text, (*_ENERGY, *_ENERGY_TIMES_2_PI))
    if unit in _ENERGY:
        return Exact(number * _ENERGY[unit])
    return Exact(number * _ENERGY_TIMES_2_PI[unit] / 2, -1)


def diffusion(name: str, text: Any) -> Exact:
    """A diffusion coefficient from "0.5 cm^2/s", in m^2/s; InputError as in `energy`."""
    number, unit = _split(name, text, tuple(_DIFFUSION))
    return Exact(number * _DIFFUSION[unit])


def wave_number(name: str, text: Any) -> Exact:
    """A wave number 2 pi/wavelength from "1/nm" units, in 1/m; InputError as in `energy`."""
    number, unit = _split(name, text, tuple(_WAVE_NUMBER))
    return Exact(number * _WAVE_NUMBER[unit])


def _split(name: str, text: Any, units: tuple[str, ...]) -> tuple[Fraction, str]:
    accepted = f"a number >= 0 and a unit, one of {', '.join(units)}"
    if "rad/ps" in units:
        accepted += ' (THz means E/h, rad/ps E/hbar; "1/ps" could be either)'
    found = _QUANTITY.match(text) if isinstance(text, str) else None
    if found is None:
        raise InputError(name, text, accepted)
    unit = _SAME.get(found["unit"].replace(" ", ""), found["unit"].replace(" ", ""))
    number = inputs.exact(name, found["number"].strip() or "1")
    if unit not in units or not isinstance(number, Fraction) or number < 0:
        raise InputError(name, text, accepted)
    return number, unit


@dataclass(frozen=True)
class Energy:
    """An energy, with what it is as a frequency, a temperature or a time; numbers are floats, or mpf with `digits`."""

    joule: Any  # mpf with guard digits
    digits: int | None = None

    @property
    def meV(self) -> Any:  # noqa: N802
        """In millielectronvolts."""
        return self._shown(self._over(Exact(_ENERGY["meV"])))

    @property
    def kelvin(self) -> Any:
        """E/k_B in kelvin."""
        return self._shown(self._over(Exact(BOLTZMANN)))

    @property
    def frequency_THz(self) -> Any:  # noqa: N802
        """E/h: cycles per picosecond, what a spectrometer shows."""
        return self._shown(self._over(Exact(_ENERGY["THz"])))

    @property
    def angular_frequency_rad_per_ps(self) -> Any:
        """E/hbar: radians per picosecond, what stands in cos(omega t)."""
        return self._shown(self._over(HBAR) / 10**12)

    @property
    def wavenumber_per_cm(self) -> Any:
        """E/(hc) in inverse centimetres."""
        return self._shown(self._over(Exact(_ENERGY["1/cm"])))

    @property
    def period_ps(self) -> Any:
        """h/E: one oscillation, in picoseconds."""
        return self._shown(10**12 / self._over(Exact(PLANCK)))

    @property
    def hbar_over_E_ps(self) -> Any:  # noqa: N802
        """hbar/E: the time in which exp(-E t/hbar) falls by a factor e, in picoseconds."""
        return self._shown(10**12 / self._over(HBAR))

    def times(self, factor: Any) -> Energy:
        """A multiple of this energy."""
        return Energy(self.joule * self.joule.context.convert(factor), self.digits)

    def in_units(self) -> dict[str, Any]:
        """The energy in the units that experiments use, by the name of the unit; no period for energy 0."""
        found = {"meV": self.meV, "E/h in THz": self.frequency_THz}
        found |= {"E/hbar in rad/ps": self.angular_frequency_rad_per_ps, "K": self.kelvin}
        return found | ({"period in ps": self.period_ps} if self.joule else {})

    def __str__(self) -> str:
        context = self.joule.context
        shown = (context.nstr(context.convert(each), 5) for each in (
            self.meV, self.frequency_THz, self.angular_frequency_rad_per_ps))  # fmt: skip
        return "{} meV (E/h = {} THz, E/hbar = {} rad/ps)".format(*shown)

    def _over(self, unit: Exact) -> Any:
        return self.joule / unit.mp(self.joule.context)

    def _shown(self, value: Any) -> Any:
        return float(value) if self.digits is None else results.real(value, self.digits)
