"""Figure 3: the susceptibility, full and by the laws near the threshold."""

from __future__ import annotations

from typing import Any

from higgs_sym.figures._near_threshold import panels
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES


@FIGURES.register(
    id="fig:3",
    title="Susceptibility for growing pair breaking",
    caption=r"$\mathrm{Re}\,\chi$ and $\mathrm{Im}\,\chi$ at $q=0$, $T=0$: full integral (solid), the inverse "
    "of the mapped "
    r"laws (20), (22) (dashed), marks at $2\epsilon_g$. Below, the error of the laws relative to the full $\chi$. The "
    r"absorption peaks just below $2\Delta$, with an upper half-width more than three times the lower.",
    source=Source("DzeroKamenev2025", "Fig. 3"),
)
def draw() -> Any:
    """Three panels against frequency."""
    labels = (r"$\mathrm{Re}\,\chi$", r"$\mathrm{Im}\,\chi$")
    return panels(lambda value: 1 / value, labels, ((-0.3, 4.2), (-0.2, 3.4)), "upper left")
