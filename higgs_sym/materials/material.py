"""A superconducting film in laboratory units: what the theory's parameters are, and what an experiment sees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from higgs_sym import results
from higgs_sym.errors import InputError
from higgs_sym.inputs import MAX_DIGITS, check_digits, exact, to_mp
from higgs_sym.materials.experiment import Experiment, observe
from higgs_sym.materials.presets import PRESETS
from higgs_sym.materials.units import GUARD, HBAR, Energy, Exact, diffusion, energy, wave_number
from higgs_sym.physics.critical_temperature import critical_temperature
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.physics.spectrum import gap

_EXTRA = 3  # digits asked of the theory beyond those promised
_DOUBLE = 15


@dataclass(frozen=True)
class Material:
    """A dirty superconductor with pair breaking.

    Parameters, each a string with a unit: Delta0, order parameter at T = 0 without pair breaking, and Gamma,
    pair-breaking rate, both energies ("2.6 meV", "0.63 THz" = E/h, "3.95 rad/ps" = E/hbar, "30 K"); D, diffusion
    coefficient ("0.5 cm^2/s"); T, temperature ("4 K"); q, wave number ("0.02 1/nm"), which needs D; digits: None for
    floats, or how many digits the numbers are to have, 10 to 97.

    The order parameter Delta(Gamma, T) follows from self-consistency. Raises InputError for a quantity that is
    negative or has another unit, and from the properties if the film is normal at T.
    """

    Delta0: str
    Gamma: str = "0 meV"
    D: str | None = None
    T: str = "0 K"
    q: str | None = None
    digits: int | None = None

    def __post_init__(self) -> None:
        check_digits(self.digits, MAX_DIGITS - _EXTRA)
        if not self._delta0.ratio:
            raise InputError("Delta0", self.Delta0, "an energy > 0")
        if self.q is not None and self.D is None:
            raise InputError("D", None, "a diffusion coefficient, because q is given")
        _ = (self._gamma, self._temperature, self._stiffness)

    @classmethod
    def preset(cls, name: str, **parameters: Any) -> Material:
        """A material with a typical Delta0 from the literature (see `presets`); everything else as in `Material`."""
        if name not in PRESETS:
            raise InputError("name", name, f"one of {', '.join(PRESETS)}")
        known = PRESETS[name]
        if known.Delta0:
            return cls(known.Delta0, **parameters)
        return cls.from_critical_temperature(known.Tc0, **parameters)

    @classmethod
    def from_critical_temperature(cls, Tc0: str, **parameters: Any) -> Material:
        """Delta0 = pi exp(-C) k_B T_c0 = 1.764 k_B T_c0, the weak-coupling relation, from T_c without pair breaking."""
        critical = energy("Tc0", Tc0)
        context = results.context(40)
        kelvin = critical.mp(context) / energy("Tc0", "1 K").mp(context) / critical_temperature(0, digits=40)
        return cls(f"{context.nstr(kelvin, 36)} K", **parameters)

    @cached_property
    def _delta0(self) -> Exact:
        return energy("Delta0", self.Delta0)

    @cached_property
    def _gamma(self) -> Any:
        """Gamma/Delta0, exact."""
        return energy("Gamma", self.Gamma).over(self._delta0).number()

    @cached_property
    def _temperature(self) -> Any:
        """k_B T/Delta0, exact."""
        return energy("T", self.T).over(self._delta0).number()

    @cached_property
    def _stiffness(self) -> Any:
        """hbar D q^2/Delta0, exact."""
        D, q = diffusion("D", self.D or "0 m^2/s"), wave_number("q", self.q or "0 1/m")
        return HBAR.times(D).times(q).times(q).over(self._delta0).number()

    @property
    def _asked(self) -> int | None:
        return None if self.digits is None else self.digits + _EXTRA

    @cached_property
    def _context(self) -> Any:
        return results.context((self.digits or _DOUBLE) + GUARD)

    def _number(self, value: Any) -> Any:
        return to_mp(exact("number", value), self._context)

    def _shown(self, value: Any) -> Any:
        return float(value) if self.digits is None else results.real(value, self.digits)

    @cached_property
    def _reduced(self) -> Any:
        """Delta/Delta0."""
        found = self._number(order_parameter(self._gamma, self._asked, T=self._temperature))
        if not found:
            critical = self.critical_temperature.kelvin
            limit = f"below T_c = {float(critical):.6g} K" if critical else "less than Delta0/2; beyond, a normal metal"
            raise InputError("T" if critical else "Gamma", self.T if critical else self.Gamma, limit)
        return found

    def in_units_of_delta(self, multiple: Any) -> Energy:
        """The energy `multiple` times Delta(Gamma, T)."""
        return Energy(self._delta0.mp(self._context) * self._reduced * self._number(multiple), self.digits)

    @property
    def zeta(self) -> Any:
        """Pair-breaking parameter Gamma/Delta."""
        return self._shown(self._number(self._gamma) / self._reduced)

    @property
    def kappa(self) -> Any:
        """Diffusive momentum hbar D q^2/Delta."""
        return self._shown(self._number(self._stiffness) / self._reduced)

    @property
    def T_over_Delta(self) -> Any:  # noqa: N802
        """k_B T/Delta."""
        return self._shown(self._number(self._temperature) / self._reduced)

    @property
    def parameters(self) -> dict[str, Any]:
        """zeta, kappa and T as `chi_inv` and `chi` take them."""
        return {"zeta": self.zeta, "kappa": self.kappa, "T": self.T_over_Delta}

    @property
    def order_parameter(self) -> Energy:
        """Delta(Gamma, T)."""
        return self.in_units_of_delta(1)

    @property
    def gap(self) -> Energy:
        """Quasiparticle gap eps_g, 0 in the gapless state; absorption starts at twice this energy."""
        return self.in_units_of_delta(gap(self.zeta, self.digits))

    @property
    def critical_temperature(self) -> Energy:
        """T_c with this pair-breaking rate; `.kelvin` is the number."""
        reduced = self._number(critical_temperature(self._gamma, self._asked))
        return Energy(self._delta0.mp(self._context) * reduced, self.digits)

    @cached_property
    def experiment(self) -> Experiment:
        """What a terahertz experiment sees: resonance, ring-down, tail; see `experiment.observe`."""
        return observe(self)

    def summary(self) -> dict[str, dict[str, Any]]:
        """Everything above by name: {"value": number} for pure numbers, {unit: number} for energies."""
        numbers = {"zeta": self.zeta, "kappa": self.kappa, "T/Delta": self.T_over_Delta}
        energies = {"order parameter Delta": self.order_parameter, "quasiparticle gap eps_g": self.gap}
        if self.gap.joule:
            energies["absorption threshold 2 eps_g"] = self.gap.times(2)
        found: dict[str, dict[str, Any]] = {name: {"value": value} for name, value in numbers.items()}
        found |= {name: value.in_units() for name, value in energies.items()}
        seen = self.experiment
        found["maximum of absorption omega_res"] = seen.resonance.in_units()
        found["photon of two, omega_res/2"] = seen.photon.in_units()
        if seen.ringing is not None:
            found["ring-down: oscillation"] = seen.ringing.in_units()
            found["ring-down: falls by e in"] = {"ps": seen.ring_down_ps}
        if seen.tail_after_ps is not None:
            found["tail at 2 eps_g takes over after"] = {"ps": seen.tail_after_ps}
        return found | {"critical temperature": {"K": self.critical_temperature.kelvin}}
