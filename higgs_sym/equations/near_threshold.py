"""Equation (23): the absorption peak as the paper's laws near the threshold place it."""

from __future__ import annotations

from higgs_sym.records import Source
from higgs_sym.registry import EQUATIONS

PAPER = "DzeroKamenev2025"

EQUATIONS.state(
    id="eq:23",
    title="Peak frequency from the laws near the threshold",
    latex=r"\omega_\mathrm{res}=2\varepsilon_g+\gamma^2\varepsilon_g\,x_*,\qquad x_*=\underset{x}{\mathrm{arg\,max}}\,"
    r"\frac{\frac\pi2(\sigma-1)}{\left[\frac\sigma2\ln\frac{\sigma-1}{\sigma+1}-\frac12\ln\frac{\gamma^2x}{16}\right]^2"
    r"+\left[\frac\pi2(\sigma-1)\right]^2},\qquad\sigma=\sqrt{1+x}",
    source=Source(PAPER, "eq. (23)"),
    where=r"\gamma\ll1",
    text=r"The maximum of $\mathrm{Im}\,\chi$ with (20) and (22), whose form in the paper is not known. $x_*$ "
    "is 1.70 at "
    r"$\gamma=0.5$, 2.64 at 0.3, 5.24 at 0.1 and grows as a squared logarithm, while the window ends at "
    r"$x\simeq3$: for $\gamma<0.229$ the maximum of (20), (22) lies above the window $\omega<2\Delta$, that of the "
    "integral never does (`eq:23:window`, `peak:shift`).",
    reconstructed=True,
    sentences=(
        '"Employing Eqs. (20) and (22), one estimates it for" gamma << 1',
        'it puts "the peak frequency within the window" 2 eps_g < omega < 2 Delta: so for gamma above 0.229 only',
    ),
    formulas=("peak:shift",),
    derivations=("d:mapping-re", "d:mapping-im", "d:peak-laws", "d:peak"),
)
