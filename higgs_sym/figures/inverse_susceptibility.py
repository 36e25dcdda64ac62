"""Figure 2: the inverse susceptibility, full and by the laws near the threshold."""

from __future__ import annotations

from typing import Any

from higgs_sym.figures._near_threshold import panels
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES


@FIGURES.register(
    id="fig:2",
    title="Inverse susceptibility for growing pair breaking",
    caption=r"$\mathrm{Re}\,\chi^{-1}$ and $\mathrm{Im}\,\chi^{-1}$ at $q=0$, $T=0$: full integral (solid), the "
    "mapped laws "
    r"(20), (22) above the threshold (dashed), marks at $2\epsilon_g$. Below, the error of the laws relative to the "
    r"full $\chi^{-1}$. The onset of $-\mathrm{Im}\,\chi^{-1}$ is quadratic, that of (22) linear.",
    source=Source("DzeroKamenev2025", "Fig. 2"),
)
def draw() -> Any:
    """Three panels against frequency."""
    return panels(
        lambda value: value,
        (r"$\mathrm{Re}\,\chi^{-1}$", r"$\mathrm{Im}\,\chi^{-1}$"),
        ((-0.4, 1.1), (-1.6, 0.2)),
        "lower left",
    )
