"""Typical order parameters of films used in terahertz experiments. Films differ: a measured value is better.

The pair-breaking rate is no property of a material (it depends on impurities, field, thickness), nor is the diffusion
coefficient; both stay with the user.
"""

from __future__ import annotations

from dataclasses import dataclass

from higgs_sym.records import Source


@dataclass(frozen=True)
class Preset:
    """Delta0 from a measured gap, or else T_c0, from which the weak-coupling relation gives Delta0."""

    source: Source
    Delta0: str = ""
    Tc0: str = ""
    remark: str = ""


_KITTEL = Source("Kittel2005", "chapter 10, energy gaps")
PRESETS = {
    "Al": Preset(_KITTEL, Delta0="0.17 meV", remark="2 Delta = 0.34 meV, bulk"),
    "Nb": Preset(_KITTEL, Delta0="1.525 meV", remark="2 Delta = 3.05 meV, bulk"),
    "NbN": Preset(Source("Sim2017"), Delta0="15 1/cm", remark="film with T_c = 11 K, 2 Delta(0) = 30/cm"),
    "NbTiN": Preset(
        Source("Thoen2017"), Tc0="15 K", remark="sputtered film; weak coupling assumed, measured ratios are larger"
    ),
}
