"""Where the gap closes, Gamma = Delta: the response at low frequencies and at long times."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

HERE = Source("higgs_sym", "expansion of the golden rule where the gap closes")


def _second(lib: Backend) -> Number:
    """Of omega^(7/3) in Im chi^-1, about -0.0057748."""
    parts = lib.gamma(lib.rational(2, 3)) * lib.gamma(lib.rational(5, 6))
    return lib.let("d_2", -3 * parts / (448 * lib.sqrt(lib.pi)))


def _fourth(lib: Backend) -> Number:
    """Of omega^(11/3), about 0.00084649."""
    parts = lib.gamma(lib.rational(1, 6)) * lib.gamma(lib.rational(1, 3))
    return lib.let("d_4", 17 * parts / (168960 * lib.sqrt(lib.pi)))


@FORMULAS.register(
    id="critical:im",
    title="Imaginary part at low frequencies where the gap closes",
    lhs=r"\mathrm{Im}\,\chi^{-1}(\omega)",
    variables=("omega",),
    domain=r"0 < \omega \ll 1,\ \zeta = 1,\ q = 0",
    source=HERE,
)
def imaginary(lib: Backend, omega: Number) -> Number:
    """-sqrt(3) pi omega/18 + d_2 omega^(7/3) + sqrt(3) pi omega^3/3888 + d_4 omega^(11/3); no omega^(5/3)."""
    unit = lib.sqrt(lib.rational(3)) * lib.pi
    whole = -lib.rational(1, 18) * unit * omega + lib.rational(1, 3888) * unit * omega**3
    second = _second(lib) * lib.power(omega, lib.rational(7, 3))
    return whole + second + _fourth(lib) * lib.power(omega, lib.rational(11, 3))


@FORMULAS.register(
    id="critical:tail",
    title="Long times where the gap closes",
    lhs=r"\chi(t)",
    variables=("t",),
    domain=r"t \gg 1,\ \zeta = 1,\ q = 0",
    source=Source("higgs_sym", "the powers of omega that are not whole, continued to the cut"),
    no_claim="a value of chi(t) at zeta = 1 to 20 digits takes half a minute; `critical:im:low` judges the powers it "
    "follows from, `d:critical-tail` derives it, and a slow test compares it with chi(t)",
    dimension=1,
)
def tail(lib: Backend, t: Number) -> Number:
    """-c_2 t^(-10/3)/(a^2 Gamma(-7/3)) + 2 c_0 c_2 t^(-13/3)/(a^3 Gamma(-10/3)) - c_4 t^(-14/3)/(a^2 Gamma(-11/3)).

    chi^-1 = a + c_0 s + ... + c_2 s^(7/3) + ... + c_4 s^(11/3), s = -i omega; the Gamma functions are reflected.
    """
    start = 1 - lib.rational(1, 4) * lib.pi
    root = lib.sqrt(lib.rational(3))
    leak = lib.rational(1, 18) * root * lib.pi
    second, fourth = 2 * _second(lib), 2 * _fourth(lib)
    first = second * root / (2 * lib.pi) * lib.gamma(lib.rational(10, 3)) * lib.power(t, lib.rational(-10, 3))
    next_ = second * leak * root / lib.pi * lib.gamma(lib.rational(13, 3)) * lib.power(t, lib.rational(-13, 3))
    last = fourth * root / (2 * lib.pi) * lib.gamma(lib.rational(14, 3)) * lib.power(t, lib.rational(-14, 3))
    return first / start**2 + next_ / start**3 - last / start**2
