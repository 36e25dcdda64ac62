"""Adjudicates asymptotic claims with derivations, full integrals and certified numbers."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from higgs_sym import certify, notebook, testing
    from higgs_sym.check import check
    from higgs_sym.errors import AccuracyError, HiggsSymError, InputError
    from higgs_sym.expand import expand
    from higgs_sym.materials.material import Material
    from higgs_sym.physics.critical_temperature import critical_temperature
    from higgs_sym.physics.dynamics import chi_t, quench
    from higgs_sym.physics.order_parameter import order_parameter
    from higgs_sym.physics.peaks import absorption_peak
    from higgs_sym.physics.poles import crossover_zeta, decay_rate, ringdown_pole
    from higgs_sym.physics.scaling import scaling_function, scaling_peak, scaling_pole
    from higgs_sym.physics.sheet1.branch_points import branch_points
    from higgs_sym.physics.spectrum import dos, gap, spectral_u
    from higgs_sym.physics.susceptibility import chi, chi_inv
    from higgs_sym.runs.survey import run_survey
    from higgs_sym.runs.tables import read_survey

__version__ = "0.2.0"

# Public name -> module. Imported on first use, so that `import higgs_sym` stays light.
_HOME = {
    "AccuracyError": "errors",
    "HiggsSymError": "errors",
    "InputError": "errors",
    "Material": "materials.material",
    "absorption_peak": "physics.peaks",
    "branch_points": "physics.sheet1.branch_points",
    "certify": "certify",  # a module, as `notebook` and `testing` are
    "check": "check",  # a module that can be called like its function of the same name
    "chi": "physics.susceptibility",
    "chi_inv": "physics.susceptibility",
    "chi_t": "physics.dynamics",
    "critical_temperature": "physics.critical_temperature",
    "crossover_zeta": "physics.poles",
    "decay_rate": "physics.poles",
    "dos": "physics.spectrum",
    "expand": "expand",
    "gap": "physics.spectrum",
    "notebook": "notebook",
    "order_parameter": "physics.order_parameter",
    "quench": "physics.dynamics",
    "read_survey": "runs.tables",
    "ringdown_pole": "physics.poles",
    "run_survey": "runs.survey",
    "scaling_function": "physics.scaling",
    "scaling_peak": "physics.scaling",
    "scaling_pole": "physics.scaling",
    "spectral_u": "physics.spectrum",
    "testing": "testing",
}

__all__ = [
    "AccuracyError",
    "HiggsSymError",
    "InputError",
    "Material",
    "absorption_peak",
    "branch_points",
    "certify",
    "check",
    "chi",
    "chi_inv",
    "chi_t",
    "critical_temperature",
    "crossover_zeta",
    "decay_rate",
    "dos",
    "expand",
    "gap",
    "notebook",
    "order_parameter",
    "quench",
    "read_survey",
    "ringdown_pole",
    "run_survey",
    "scaling_function",
    "scaling_peak",
    "scaling_pole",
    "spectral_u",
    "testing",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'higgs_sym' has no attribute {name!r}")
    module = importlib.import_module(f"higgs_sym.{_HOME[name]}")
    return module if _HOME[name] == name else getattr(module, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
