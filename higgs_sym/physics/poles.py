"""Where the amplitude mode peaks on the real axis, and the poles that its decay is made of."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from higgs_sym import inputs, results
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.edge import edge_float, edge_mp
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.integrals.legendre import gauss, projection
from higgs_sym.physics.sheet1 import axis_flint, golden_flint
from higgs_sym.physics.sheet1.cut import nearest_branch_point
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi
from higgs_sym.quantity import promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

MAX_DIGITS = 40
_START = (
    -0.01 + 1.9j,
    -0.71 - 1.75j,
    -0.6 + 0.35j,
    -0.69 - 1.19j,
)  # Y_p against zeta^(1/3), roughly: Newton starts here
_FIT = 16  # samples of a line for the Lorentzian
_FARTHEST = 1e4  # where the search for half the height of a line without end is given up


class AbsorptionPeak(NamedTuple):
    """The maximum of Im chi(omega): place, height, full width at half maximum, and how far from a Lorentzian."""

    frequency: Any
    height: Any
    width: float | None
    lorentzian_residual: float | None


class Pole(NamedTuple):
    """A pole of chi on the second sheet and its residue."""

    frequency: Any
    residue: Any


class Decay(NamedTuple):
    """chi(t) ~ t^exponent e^{-rate t} at late times, from a "branch point" or a "pole"."""

    rate: Any
    kind: str
    exponent: Fraction


@promised
def absorption_peak(zeta: Any, *, kappa: Any = 0, digits: int | None = None) -> AbsorptionPeak:
    """Frequency at which Im chi(omega) is largest, with height, width and deviation from a Lorentzian; T = 0.

    Parameters: zeta = Gamma/Delta > 0 and kappa = D q^2/Delta >= 0 (zeta = 0 with kappa > 0 is accepted too). Returns
    an AbsorptionPeak: frequency and height as floats (relative error 1e-9 and 1e-11) or mpf with `digits` (10 to 40)
    correct digits, width (full width at half maximum) and lorentzian_residual as floats. The latter is the largest
    deviation, over the height, from the Lorentzian h w^2/[(omega - omega_0)^2 + w^2] that fits best between the
    points of half height. Im chi falls as 1/ln^2 omega only: where it has not fallen to half its height at
    omega = 1e4 (kappa beyond about 100), both are None.

    Raises InputError (zeta or kappa < 0, both 0, digits out of range) and AccuracyError.
    Source: DzeroKamenev2025, Eq. (23) and the text before it.
    """
    z, k, count = _checked(zeta, kappa, digits)
    if not z and not k:
        raise InputError("zeta", zeta, "zeta > 0 or kappa > 0: without either Im chi diverges at 2")
    return _peak(z, k, count)


@lru_cache(maxsize=256)
def _peak(z: Any, k: Any, count: int | None) -> AbsorptionPeak:
    place, size = _coarse(z, k)
    centre, height = _refined(place, size, z, k)
    left, right = (_half(centre, height, side, z, k) for side in (-1, 1))
    assert left is not None
    if right is None:
        width, residual, reach = None, None, (centre - left) / 5
    else:
        width, residual, reach = right - left, _lorentzian(left, right, height, z, k), (right - left) / 10
    if count is not None:
        centre, height = _refined_digits(centre, reach, z, k, count)
    return AbsorptionPeak(centre, height, width, residual)


@promised
def ringdown_pole(zeta: Any, *, kappa: Any = 0, digits: int | None = None) -> Pole:
    """The zero of chi^-1 on the second sheet (through omega > 2 eps_g) nearest the real axis, and the residue of chi.

    It rings down as e^{-i omega_p t}: frequency Re omega_p, rate -Im omega_p. Parameters: 0 < zeta < 1; kappa =
    D q^2/Delta >= 0, moderate: the pole is followed from kappa = 0 until
    it passes behind a branch point. Returns complex numbers (relative error 1e-12), or mpc with `digits` (10 to 40)
    correct digits of the modulus.

    Raises InputError and AccuracyError (the pole could not be followed). Source: derived here.
    """
    z, k, count = _checked(zeta, kappa, digits)
    if not 0 < z < 1:
        raise InputError(
            "zeta", zeta, "0 < zeta < 1 (decay_rate serves zeta > 1; at zeta = kappa = 0 there is no pole)"
        )
    return _ringdown(z, k, count)


@lru_cache(maxsize=256)
def _ringdown(z: Any, k: Any, count: int | None) -> Pole:
    working = (count or 14) + 4
    a = float(inputs.to_float(z)) ** (1 / 3)
    delta = 2 + complex(np.polyval(np.array(_START), a)) * a * a - 2 * gap(z)
    steps = [k * Fraction(n, 12) for n in range(13)] if k else [k]
    branch = nearest_branch_point(edge_float(z))
    for step in steps:
        delta = complex(_zero(delta, z, step, 12, 1e-7))
        if abs(delta) > 0.99 * abs(branch) and (delta / branch).imag < 0:
            raise AccuracyError(
                f"at kappa = {inputs.show(step)} the pole has moved behind the branch point next to the cut, where "
                "the second sheet depends on the path; take a smaller kappa"
            )
    found = _zero(delta, z, k, working, 10.0 ** (3 - working))
    slope = _slope(found, z, k, working)
    context = found.context
    pole = 2 * context.convert(edge_mp(z, results.context(working + 20)).eps_g) + found
    if count is None:
        return Pole(complex(pole), complex(1 / slope))
    return Pole(results.cplx(pole, count), results.cplx(1 / slope, count))


@promised
def decay_rate(zeta: Any, digits: int | None = None) -> Decay:
    """Rate at which chi(t) of a gapless state, zeta > 1, kappa = T = 0, decays in the end.

    The smaller of eps_star = (zeta^(2/3) - 1)^(3/2), a branch point at -i eps_star leaving t^(-5/2) e^{-eps_star t},
    and the rate of a pole on the negative imaginary axis, which is there for zeta > zeta_c (`crossover_zeta`) only.
    Returns a Decay: rate a float, or an mpf with `digits` (10 to 40) correct digits; kind; exponent of t.

    Raises InputError (zeta <= 1, digits out of range). Source: derived here; DzeroKamenev2025, Section IV has eps_star.
    """
    z, _, count = _checked(zeta, 0, digits)
    if z <= 1:
        raise InputError("zeta", zeta, "zeta > 1")
    return _decay(z, count)


@lru_cache(maxsize=256)
def _decay(z: Any, count: int | None) -> Decay:
    working = (count or 14) + 5
    context = results.context(2 * working + 30)
    limit = axis_flint.star(z, context)

    def inverse(y: Any) -> Any:
        return axis_flint.on_axis(z, Fraction(0), y, working)

    rate, kind, exponent = limit, "branch point", Fraction(-5, 2)
    if inverse(limit) < 0:
        rate, kind, exponent = _bracketed(inverse, limit, working), "pole", Fraction(0)
    return Decay(float(rate) if count is None else results.real(rate, count), kind, exponent)


@QUANTITIES.register(id="crossover_zeta", latex=r"\zeta_c", source=Source("higgs_sym"))
@promised
def crossover_zeta(digits: int | None = None) -> Any:
    """zeta_c: where the pole on the negative imaginary axis emerges from the branch point, chi^-1(-i eps_star) = 0.

    A float, or an mpf with `digits` (10 to 40) correct digits.
    """
    return _crossover(inputs.check_digits(digits, MAX_DIGITS))


@lru_cache(maxsize=16)
def _crossover(count: int | None) -> Any:
    working = (count or 14) + 5
    context = results.context(2 * working + 30)

    def inverse(z: Any) -> Any:
        exact = inputs.exact("zeta", context.mpf(z))
        return axis_flint.on_axis(exact, Fraction(0), axis_flint.star(exact, context), working)

    root = _secant(inverse, context.mpf("1.45"), context.mpf("1.5"), 10.0 ** (-working + 2))
    return float(root) if count is None else results.real(root, count)


def _checked(zeta: Any, kappa: Any, digits: int | None) -> tuple[Any, Any, int | None]:
    count = inputs.check_digits(digits, MAX_DIGITS)
    return inputs.energy("zeta", zeta, minimum=0), inputs.energy("kappa", kappa, minimum=0), count


def _absorption(omega: Any, zeta: Any, kappa: Any) -> Any:
    return np.imag(chi(omega, zeta, kappa=kappa))


def _coarse(zeta: Any, kappa: Any) -> tuple[float, float]:
    """Where a logarithmic grid of distances from the threshold peaks, and the distance of its neighbours."""
    edge = 2 * gap(zeta)
    grid = np.logspace(-12, max(2.5, math.log10(1 + float(kappa)) + 1), 400)
    values = _absorption(edge + grid, zeta, kappa)
    k = int(np.argmax(values))
    return edge + float(grid[k]), float(grid[min(k + 1, 399)] - grid[max(k - 1, 0)])


def _refined(place: float, size: float, zeta: Any, kappa: Any) -> tuple[Any, Any]:
    """The maximum of Legendre series on shrinking windows."""
    height = 0.0
    for _ in range(3):
        nodes = place + size * (2 * gauss(12)[0] - 1)
        series = np.polynomial.legendre.Legendre(projection(12) @ _absorption(nodes, zeta, kappa))
        inside = [float(x.real) for x in series.deriv().roots() if abs(x.imag) < 1e-6 and abs(x.real) < 1]
        if not inside:
            raise AccuracyError(f"no maximum of Im chi within {size:.3g} of {place:.6g}; ask for digits=15")
        x = max(inside, key=series)
        place, height = place + size * x, float(series(x))
        size /= 3
    return place, height


def _refined_digits(centre: float, size: float, zeta: Any, kappa: Any, digits: int) -> tuple[Any, Any]:
    """Newton's method on the polynomial through values at Gauss nodes, two degrees that must agree."""
    context = results.context(digits + 25)
    found: list[tuple[Any, Any]] = []
    count = digits + 6
    while len(found) < 2 or abs(found[-1][0] - found[-2][0]) > context.mpf(10) ** (-digits - 1) * found[-1][0]:
        if count > 4 * digits + 40:
            raise AccuracyError(f"absorption_peak reached fewer than {digits} digits at zeta = {inputs.show(zeta)}")
        nodes = [context.mpf(centre) + context.mpf(size) * context.cospi(context.mpf(2 * k + 1) / (2 * count))
                 for k in range(count)]  # fmt: skip
        heights = [context.convert(chi(w, zeta, kappa=kappa, digits=digits + 12).imag) for w in nodes]
        found.append(_maximum(context, centre, size, heights))
        count = math.ceil(1.3 * count)
    place, height = found[-1]
    return results.real(place, digits), results.real(height, digits)


def _maximum(context: Any, centre: float, size: float, values: list[Any]) -> tuple[Any, Any]:
    """Maximum near the centre of the Chebyshev series through values at Chebyshev nodes."""
    n = len(values)
    coefficients = [
        2 * context.fsum(v * context.cospi(context.mpf(j * (2 * k + 1)) / (2 * n)) for k, v in enumerate(values)) / n
        for j in range(n)
    ]
    x = context.mpf(0)
    for _ in range(context.prec.bit_length() + 4):
        one, two = _derivatives(context, coefficients, x)
        x -= one / two
    height = context.fsum(c * context.chebyt(j, x) for j, c in enumerate(coefficients)) - coefficients[0] / 2
    return context.mpf(centre) + context.mpf(size) * x, height


def _derivatives(context: Any, coefficients: list[Any], x: Any) -> tuple[Any, Any]:
    """First and second derivative of a Chebyshev series at |x| < 1."""
    one = context.fsum(j * c * context.chebyu(j - 1, x) for j, c in enumerate(coefficients) if j)
    two = context.fsum(
        c * j * (j * context.chebyt(j, x) - x * context.chebyu(j - 1, x)) / (x * x - 1)
        for j, c in enumerate(coefficients)
        if j > 1
    )
    return one, two


def _half(centre: float, height: float, side: int, zeta: Any, kappa: Any) -> float | None:
    """Where the absorption has fallen to half of its maximum; None if it has not within reach."""
    edge = 2 * gap(zeta)
    far = edge
    if side > 0:
        far = centre + (centre - edge)
        while _absorption(np.array([far]), zeta, kappa)[0] > height / 2:
            if far == _FARTHEST:
                return None
            far = min(_FARTHEST, centre + 2 * (far - centre))
    near = centre
    for _ in range(60):
        middle = (near + far) / 2
        above = _absorption(np.array([middle]), zeta, kappa)[0] > height / 2
        near, far = (middle, far) if above else (near, middle)
    return float(near + far) / 2


def _lorentzian(left: float, right: float, height: float, zeta: Any, kappa: Any) -> float:
    """Largest deviation from the best Lorentzian (least squares) between two points."""
    middle, reach = (left + right) / 2, (right - left) / 2
    x = 2 * gauss(_FIT)[0] - 1
    data = _absorption(middle + reach * x, zeta, kappa) / height
    powers = np.stack([np.ones(_FIT), x, x * x], axis=1)
    weights = data**2
    shape = np.zeros(3)
    for _ in range(30):  # 1/data is a parabola; the weights turn its error into that of data
        shape = np.linalg.lstsq(powers * weights[:, None], weights / data, rcond=None)[0]
        weights = data / (powers @ shape)
    dense = np.linspace(-1, 1, 201)
    exact = _absorption(middle + reach * dense, zeta, kappa) / height
    return float(np.abs(exact - 1 / (shape[0] + shape[1] * dense + shape[2] * dense**2)).max())


def _second_sheet(delta: Any, zeta: Any, kappa: Any, digits: int) -> Any:
    """chi^-1 on sheet 1 at 2 eps_g + delta, below the axis."""
    context = results.context(digits + 25)
    distance = context.mpc(delta)
    edge = edge_mp(zeta, context).eps_g
    above = flint_engine.chi_inv(2 * edge + context.conj(distance), zeta, kappa, digits)
    momentum = inputs.to_mp(kappa, context)
    golden = golden_flint.golden_rule(zeta, momentum, distance, digits)
    return context.conj(context.convert(above)) + 2 * context.mpc(0, 1) * context.convert(golden)


def _zero(delta: Any, zeta: Any, kappa: Any, digits: int, accuracy: float) -> Any:
    """The zero of chi^-1 on sheet 1 next to a start."""
    context = results.context(digits + 25)
    start = context.mpc(delta)
    found = _secant(lambda x: _second_sheet(x, zeta, kappa, digits), start, start * context.mpf("1.0001"), accuracy)
    if abs(complex(found) / complex(start) - 1) > 0.5:
        raise AccuracyError(f"the pole could not be followed to kappa = {inputs.show(kappa)}; take a smaller kappa")
    return found


def _slope(delta: Any, zeta: Any, kappa: Any, digits: int) -> Any:
    """d chi^-1/d omega on sheet 1, from values on a circle."""
    context = delta.context
    radius, count = abs(delta) / 40, math.ceil(digits / 1.3) + 2
    total = context.mpc(0)
    for k in range(count):
        turn = context.expjpi(context.mpf(2 * k) / count)
        total += _second_sheet(delta + radius * turn, zeta, kappa, digits) / turn
    return total / (count * radius)


def _secant(function: Any, first: Any, second: Any, accuracy: float) -> Any:
    one = function(first)
    for _ in range(40):
        two = function(second)
        if two == one:
            return second
        step = two * (second - first) / (two - one)
        first, second, one = second, second - step, two
        if abs(step) <= accuracy * abs(second):
            return second
    raise AccuracyError("the secant method for a zero of chi^-1 did not converge")


def _bracketed(function: Any, limit: Any, digits: int) -> Any:
    """The zero between 0 and `limit` of a function that falls through it: bisections, then the secant method."""
    low, high = limit * 0, limit
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return _secant(function, low if low else high / 2, high, 10.0 ** (2 - digits))
