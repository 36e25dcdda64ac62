"""The decay of the response of a gapless state: where the gap closes, and where a pole leaves the branch point."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS


@FORMULAS.register(
    id="decay-rate:onset",
    title="Decay rate where the gap closes",
    lhs=r"\mathrm{rate\ of}\ \chi(t)",
    variables=("zeta",),
    domain=r"0 < \zeta-1 \ll 1,\ q = 0,\ T = 0",
    source=Source("higgs_sym", "the branch point eps_* = (zeta^(2/3) - 1)^(3/2)"),
    dimension=1,
)
def onset(lib: Backend, zeta: Number) -> Number:
    """(2x/3)^(3/2) (1 - x/4 + 35 x^2/288), x = zeta - 1."""
    x = zeta - 1
    start = lib.rational(2, 3) * x * lib.sqrt(lib.rational(2, 3) * x)
    return start * (1 - lib.rational(1, 4) * x + lib.rational(35, 288) * x**2)


@FORMULAS.register(
    id="decay-rate:crossing",
    title="Decay rate where a pole leaves the branch point",
    lhs=r"\varepsilon_*/\Delta-\mathrm{rate\ of}\ \chi(t)",
    variables=("zeta", "zeta_c", "a", "b"),
    domain=r"0 < \zeta-\zeta_c \ll 1,\ q = 0,\ T = 0;\ \chi^{-1}(-i\varepsilon_*) = 0\ \mathrm{at}\ \zeta_c,\ "
    r"b = -\partial_Y\chi^{-1}(-iY),\ ab = -d\chi^{-1}(-i\varepsilon_*)/d\zeta\ \mathrm{there}",
    source=Source("higgs_sym", "zero of chi^-1 next to its branch point on the imaginary axis"),
)
def crossing(lib: Backend, zeta: Number, zeta_c: Number, a: Number, b: Number) -> Number:
    """a x + c (a x)^(3/2), x = zeta - zeta_c; about 0.37554 x + 0.47155 x^(3/2).

    c = 8 sqrt(2/3) nu_0 zeta_c^(-2/3)/[3 b nu^(5/2) (1 + zeta_c^(2/3))^2] with nu_0^2 = zeta_c^2 - 1 and
    nu^2 = zeta_c^(2/3) - 1.
    """
    edge = lib.power(zeta_c, lib.rational(2, 3))
    inner = lib.power(edge - 1, lib.rational(5, 4)) * (1 + edge) ** 2
    c = lib.let("c", 8 * lib.sqrt(lib.rational(2, 3) * (zeta_c**2 - 1)) / (3 * b * edge * inner))
    first = a * (zeta - zeta_c)
    return first + c * first * lib.sqrt(first)
