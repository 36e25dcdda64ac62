"""Where chi^-1 is tabulated: exact decimals, drawn once from a fixed seed and the same on every machine.

Each group aims at what could go wrong in its own way. T and the sheet of the continuation are columns.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Context, Decimal, localcontext
from typing import Any, NamedTuple

COLUMNS = ("omega_re", "omega_im", "zeta", "kappa", "vertex", "T", "sheet")
_WIDE = Context(prec=60)
_ZETAS = ("1e-6", "1e-4", "0.001", "0.01", "0.1", "0.3", "0.6", "0.9", "0.999", "1", "1.001", "1.5", "3", "10")
_OMEGAS = ("0", "0.001", "0.5", "1", "1.9", "2", "2.1", "3", "5", "20")
_KAPPAS = ("0", "0.01", "0.5", "3")


class Point(NamedTuple):
    """Arguments of chi_inv as decimal strings: a row's key."""

    omega_re: str
    omega_im: str = "0"
    zeta: str = "0"
    kappa: str = "0"
    vertex: str = "1"
    T: str = "0"
    sheet: str = "0"

    @property
    def omega(self) -> Any:
        """omega as chi_inv takes it, exact: a string, or a SymPy number where there is an imaginary part."""
        if self.omega_im == "0":
            return self.omega_re
        import sympy

        return sympy.Rational(self.omega_re) + sympy.I * sympy.Rational(self.omega_im)

    @property
    def options(self) -> dict[str, Any]:
        """The other arguments, those at their default left out."""
        found: dict[str, Any] = {"kappa": self.kappa, "vertex": self.vertex == "1"}
        if self.T != "0":
            found["T"] = self.T
        if self.omega_im.startswith("-"):
            found["sheet"] = int(self.sheet)
        return found


def points() -> tuple[Point, ...]:
    """All points, without repetition."""
    cold = (*_grid(), *_thresholds(), *_gapless_border(), *_weak(), *_complex(), *_scattered())
    return tuple(dict.fromkeys((*cold, *_warm(), *_lower_half_plane())))


def _grid() -> Iterator[Point]:
    for zeta in _ZETAS:
        for omega in _OMEGAS:
            yield Point(omega, zeta=zeta)


def _thresholds() -> Iterator[Point]:
    """Both sides of 2 eps_g, and exactly on it where it is rational: zeta = a^3 with a^2 + b^2 = 1."""
    for zeta in ("1e-6", "0.0001", "0.01", "0.1", "0.3", "0.6", "0.9", "0.999"):
        for offset in ("1e-12", "-1e-12", "1e-5", "-1e-5"):
            omega = _near_threshold(zeta, offset)
            yield Point(omega, zeta=zeta)
            if offset == "1e-12":
                yield Point(omega, zeta=zeta, kappa="0.5")
                yield Point(omega, zeta=zeta, vertex="0")
    for a, b in (("0.6", "0.8"), ("0.8", "0.6"), ("0.28", "0.96"), ("0.96", "0.28")):
        omega, zeta = str(2 * Decimal(b) ** 3), str(Decimal(a) ** 3)
        for vertex in ("1", "0"):
            yield Point(omega, zeta=zeta, vertex=vertex)
        yield Point(omega, zeta=zeta, kappa="0.01")
        yield Point(str(Decimal(omega) * (1 + Decimal("1e-12"))), zeta=zeta)
        yield Point(str(Decimal(omega) * (1 - Decimal("1e-12"))), zeta=zeta)
    for omega in ("2", "2.000000000002", "1.999999999998"):  # without pair breaking
        for kappa in ("0", "0.01", "3"):
            yield Point(omega, kappa=kappa)


def _near_threshold(zeta: str, offset: str) -> str:
    """2 eps_g (1 + offset) to 30 digits; what matters is that the string is exact."""
    with localcontext(_WIDE):
        third = (Decimal(zeta).ln() * 2 / 3).exp()
        omega = 2 * ((1 - third) ** 3).sqrt() * (1 + Decimal(offset))
    return str(Context(prec=30).plus(omega))


def _gapless_border() -> Iterator[Point]:
    """zeta next to 1, where the gap and the scale eps_* of the gapless state vanish together."""
    for off in ("1e-12", "1e-6", "0.001"):
        for zeta in (str(1 - Decimal(off)), str(1 + Decimal(off))):
            for omega in ("0", "1e-9", "0.0001", "0.3", "2"):
                yield Point(omega, zeta=zeta)
            yield Point("0.01", zeta=zeta, kappa="0.5", vertex="0")


def _weak() -> Iterator[Point]:
    """zeta -> 0 in the window |omega - 2| ~ zeta^(2/3) that pair breaking opens below and above 2 Delta."""
    for zeta, width in (("1e-6", "1e-4"), ("0.00001", "0.00046"), ("0.001", "0.01")):
        for y in ("-5", "-2.9", "-1.5", "-0.3", "0.3", "1", "4", "30"):
            yield Point(str(2 + Decimal(y) * Decimal(width)), zeta=zeta)
        yield Point("2", zeta=zeta, kappa="0.0001")
        yield Point("2", zeta=zeta, kappa="3", vertex="0")


def _complex() -> Iterator[Point]:
    """The upper half-plane: the Matsubara axis, close above the cut, and far away."""
    rng = random.Random(1961)
    for zeta in ("0", "1e-6", "0.1", "0.9", "1", "1.5", "10"):
        for height in ("1e-6", "0.5", "10")[zeta == "0" :]:  # at zeta = 0 next to 0 nothing can be proved
            yield Point("0", height, zeta)
    for _ in range(75):
        zeta = _log(rng, -6, 1)
        omega, height = rng.choice([-1, 1]) * _log(rng, -2, 1.3), _log(rng, -8, 1)
        yield Point(_three(omega), _three(height), _three(zeta), rng.choice(_KAPPAS), rng.choice("01"))


def _scattered() -> Iterator[Point]:
    """Anywhere on the real axis, with every kappa and either vertex."""
    rng = random.Random(1962)
    for _ in range(170):
        zeta, omega = _log(rng, -6, 1), _log(rng, -2, 1.3)
        if rng.random() < 0.1:
            omega = -omega
        yield Point(_three(omega), "0", _three(zeta), rng.choice((*_KAPPAS, "1.7")), rng.choice("01"))


def _warm() -> Iterator[Point]:
    """T > 0: the thermal tail, the threshold, the static limit, without pair breaking, and anywhere."""
    for zeta in ("0.001", "0.1", "0.6", "1", "1.5"):
        for T in ("0.05", "0.3", "2"):
            for omega in ("0.5", "2.1"):
                yield Point(omega, zeta=zeta, T=T)
    for zeta in ("0", "0.1", "1", "3"):
        yield Point("0", zeta=zeta, T="0.3")
    yield Point("0", zeta="0.1", kappa="0.5", T="0.3")
    for omega, kappa in (("1", "0"), ("2", "0.01"), ("3", "3")):
        yield Point(omega, kappa=kappa, T="0.3")
    for offset in ("1e-12", "-1e-12"):
        yield Point(_near_threshold("0.1", offset), zeta="0.1", T="0.3")
    for vertex in ("1", "0"):
        yield Point("1.024", zeta="0.216", T="0.3", vertex=vertex)  # exactly 2 eps_g
    rng = random.Random(1963)
    for k in range(20):
        omega, height = _log(rng, -1, 1), _log(rng, -2, 0.5) if k % 2 else 0
        zeta, T = _log(rng, -3, 1), _log(rng, -1.5, 0.5)
        kappa, vertex = rng.choice(_KAPPAS), rng.choice("01")
        yield Point(_three(omega), _three(height), _three(zeta), kappa, vertex, _three(T))


def _lower_half_plane() -> Iterator[Point]:
    """Both sheets below the real axis; on sheet 1 also next to the pole of the ring-down and to the cut."""
    for zeta in ("0.01", "0.05", "0.1", "0.4", "0.9", "1.5", "3"):
        for omega, depth in (("1.5", "-0.05"), ("2", "-0.01"), ("2.5", "-0.3"), ("5", "-1")):
            yield Point(omega, depth, zeta, sheet="1")
    for zeta, kappa, vertex in (("0.1", "0.5", "1"), ("0.1", "0", "0"), ("1.5", "0.5", "1"), ("1.5", "0", "0")):
        yield Point("2.2", "-0.1", zeta, kappa, vertex, sheet="1")
        yield Point("3", "-1e-9", zeta, kappa, vertex, sheet="1")
        yield Point("2.2", "-0.1", zeta, kappa, vertex, sheet="0")
    yield Point("0", "-0.5", "0.1", sheet="0")


def _log(rng: random.Random, low: float, high: float) -> float:
    return float(10 ** rng.uniform(low, high))


def _three(x: float) -> str:
    return f"{x:.3g}"
