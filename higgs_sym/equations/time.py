"""Equations (24), (25): the response in time as an integral over frequency, and along the imaginary direction."""

from __future__ import annotations

from higgs_sym.records import Source
from higgs_sym.registry import EQUATIONS

PAPER = "DzeroKamenev2025"

EQUATIONS.state(
    id="eq:24",
    title="Response in time",
    latex=r"\chi(t)=\frac{1}{\pi i}\int_{2\varepsilon_g}^\infty d\omega\,\mathrm{Im}\,\chi(\omega)\,e^{i\omega t}"
    r"-\frac{1}{\pi i}\int_{2\varepsilon_g}^\infty d\omega\,\mathrm{Im}\,\chi(\omega)\,e^{-i\omega t}",
    source=Source(PAPER, "eq. (24)"),
    where=r"t>0,\ T=0,\ 0\le\Gamma<\Delta",
    text=r"The sine transform of the absorption: $\chi(\omega)$ is analytic for $\mathrm{Im}\,\omega>0$ and real below "
    "the threshold.",
    reconstructed=True,
    sentences=(
        '"Given its analytical properties, one can write it as"',
        '"shifts the integration variable to the imaginary axis in the first term on its right hand side, while in the '
        'second term one makes the similar change": two terms',
    ),
    derivations=("d:tail",),
)
EQUATIONS.state(
    id="eq:25",
    title="Response in time along the imaginary direction",
    latex=r"\chi(t)=\frac{2}{\pi}\,\mathrm{Re}\left[e^{-2i\varepsilon_gt}\int_0^\infty dy\,e^{-yt}\,"
    r"\rho(2\varepsilon_g-iy)\right],\qquad"
    r"\rho(\omega)=\frac{\chi_{\mathrm{II}}(\omega)-\chi_{\mathrm{I}}(\omega)}{2i}",
    source=Source(PAPER, "eq. (25)"),
    where=r"t>0,\ T=0,\ 0<\Gamma<\Delta",
    text=r"$\rho$ continues $\mathrm{Im}\,\chi$; $\chi_{\mathrm I}$ is the physical sheet, $\chi_{\mathrm{II}}$ "
    "the one "
    r"through the cut $\omega>2\varepsilon_g$. A pole of $\chi_{\mathrm{II}}$ with "
    r"$\mathrm{Re}\,\omega>2\varepsilon_g$ "
    "adds its residue, which decays exponentially; the powers of $1/t$ come from this integral alone.",
    reconstructed=True,
    sentences=(
        '"at long times the integral accumulates in the region of small [y], which allows one expand in powers of" it',
        '"the validity of Eq. (25) is justified for" long times: the residue of the pole has decayed',
    ),
    formulas=("eq:26", "eq:27", "tail:leading", "tail:next"),
    derivations=("d:tail", "d:published-long", "d:published-short"),
)
