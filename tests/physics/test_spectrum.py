"""Gap edge, physical root and density of states: exact statements first, then every promise of accuracy."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_sym import dos, gap, spectral_u
from higgs_sym.errors import InputError
from tests.oracles import matsubara, plain

ZETAS = [0.0, 1e-8, 1e-3, 0.1, 0.7, 1 - 1e-9, 1.0, 1 + 1e-9, 1.5, 20.0, 1e3]
SPECIAL = [0, "1e-8", "0.1", "0.999999999", 1, "1.000000001", "2.5", 1000]


def _context(dps):
    context = mpmath.MPContext()
    context.dps = dps
    return context


def _relative(found, exact):
    return float(abs(found - exact) / abs(exact)) if exact else float(abs(found))


# ---------------------------------------------------------------- gap


@pytest.mark.parametrize("zeta", ["1e-8", "0.001", "0.1", "0.5", "0.999999999", sympy.pi / 4, 0.1])
def test_gap_lies_on_the_astroid(zeta):
    context = _context(110)
    found = context.mpf(gap(zeta, digits=100))
    exact = context.mpf(str(sympy.N(sympy.Rational(zeta) if not isinstance(zeta, sympy.Expr) else zeta, 120)))
    third = context.mpf(2) / 3
    assert abs(found**third + exact**third - 1) < context.mpf(10) ** -99


@pytest.mark.parametrize("digits", [None, 10, 100])
def test_gap_is_one_without_pair_breaking_and_zero_from_one_on(digits):
    assert gap(0, digits=digits) == 1
    for zeta in (1, "1", 1.0, "1.000000001", 2.5, 1e3):
        assert gap(zeta, digits=digits) == 0


def test_gap_in_float64_keeps_its_relative_accuracy_down_to_closing(rng):
    for zeta in [*10 ** rng.uniform(-8, 0, 60), *(1 - 10 ** rng.uniform(-15.9, -1, 60)), 5e-324]:
        assert _relative(gap(float(zeta)), gap(float(zeta), digits=30)) <= 1e-14, f"zeta = {zeta!r}"


@pytest.mark.parametrize("zeta", ["1e-8", "0.1", "0.5", "0." + "9" * 40, "1/3", sympy.pi / 4])
def test_gap_at_fewer_digits_agrees_with_a_hundred(zeta):
    most = gap(zeta, digits=100)
    for digits in (10, 20, 50):
        assert _relative(gap(zeta, digits=digits), most) <= 10**-digits


# ---------------------------------------------------------------- root


def _check_root(z, zeta, u, tolerance):
    """All that singles the root out: half-plane, attraction, and the equation itself."""
    context = _context(60)
    z, zeta, u = context.mpc(z), context.mpf(zeta), context.mpc(u)
    where = f"z = {z}, zeta = {zeta}"
    assert u.imag >= 0, where
    if not zeta:
        assert abs(u - z) <= tolerance * abs(z), where
        return
    r = context.sqrt(1 - u * u)
    attraction = abs(zeta / r**3)
    assert attraction <= 1 + 1e-6, where
    # a change du of the root moves z by (1 - zeta/r^3) du
    slope = abs(1 - zeta / r**3)
    assert abs(u - zeta * u / r - z) <= tolerance * (slope * abs(u) + tolerance), where


def test_root_satisfies_equation_and_criterion_in_the_upper_half_plane(rng):
    for _ in range(200):
        zeta = float(10 ** rng.uniform(-8, 3))
        re, im = 10 ** rng.uniform(-6, 3, 2)
        z = complex(re * rng.choice([-1, 1]), im)
        _check_root(z, zeta, spectral_u(z, zeta), 1e-11)


def test_root_satisfies_equation_and_criterion_on_the_real_axis(rng):
    for _ in range(200):
        zeta = float(10 ** rng.uniform(-8, 3))
        eps = float(10 ** rng.uniform(-6, 3)) * float(rng.choice([-1, 1]))
        _check_root(eps, zeta, spectral_u(eps, zeta), 1e-11)


@pytest.mark.parametrize("zeta", [z for z in ZETAS if 0 < z < 1])
@pytest.mark.parametrize("off", [-1e-3, -1e-6, -1e-9, 1e-9, 1e-6, 1e-3])
def test_root_next_to_the_edge_is_the_one_of_thirty_digits(zeta, off):
    z = gap(zeta) * (1 + off)
    exact = spectral_u(z, zeta, digits=30)
    found = spectral_u(z, zeta)
    assert _relative(found, exact) <= 1e-12
    if off < 0:
        assert found.imag == 0
        assert exact.imag == 0
    else:
        assert found.imag > 0
        assert _relative(found.imag, exact.imag) <= 1e-10  # only |u| is promised to 1e-12


@pytest.mark.parametrize("zeta", SPECIAL)
@pytest.mark.parametrize("z", [0.3, 1.7, 0.9j, 0.2 + 1e-5j, -0.4 + 0.1j, 40.0])
def test_root_is_the_one_found_among_all_four_by_polynomial_solving(z, zeta):
    value = float(zeta)
    with mpmath.workdps(25):
        expected, _ = plain.root(z, mpmath.mpf(value))
    assert _relative(spectral_u(z, value, digits=20), expected) < 1e-8  # double roots at zeta = 1
    if value != 1:
        assert _relative(spectral_u(z, value, digits=20), expected) < 1e-15
        assert _relative(spectral_u(z, value), expected) < 1e-12


@pytest.mark.parametrize("zeta", [0.0, 1e-6, 0.5, 1.0, 3.0])
def test_root_on_the_imaginary_axis_is_the_matsubara_angle(zeta):
    for omega in (1e-3, 0.4, 7.0):
        theta = matsubara.angle(omega, zeta)
        u = complex(spectral_u(1j * omega, zeta))
        assert u.real == pytest.approx(0, abs=1e-15)
        assert u.imag == pytest.approx(1 / math.tan(theta), rel=1e-10)


@pytest.mark.parametrize("power", [50, 90, 400, 900])
def test_gap_next_to_the_gapless_state_keeps_its_digits(power):
    """(1 - (1 - x)^(2/3))^(3/2) = (2x/3)^(3/2) (1 + O(x)); once 0 where 1 - zeta fell below the working precision."""
    context = _context(60)
    expected = context.sqrt(2 * context.mpf(10) ** -power / 3) ** 3
    assert _relative(gap(1 - Fraction(1, 10**power), 30), expected) < 1e-29
    assert gap(1 + Fraction(1, 10**power), 30) == 0


@pytest.mark.parametrize("nines", [12, 14, 15])
@pytest.mark.parametrize("factor", [0.7, 0.97, 1.02, 1.3, 3])
def test_float64_next_to_the_gapless_state(nines, factor):
    """r - a is formed without cancellation; it was once r/a - 1."""
    zeta = 1 - 10.0**-nines
    energy = gap(zeta) * factor
    assert abs(spectral_u(energy, zeta) / spectral_u(energy, zeta, 20) - 1) < 1e-13
    exact = dos(energy, zeta, 20)
    assert abs(dos(energy, zeta) - exact) <= 1e-12 * exact


def sizes(low, high):
    """Numbers of a size that is accepted."""
    return st.floats(low, high).map(lambda x: x if abs(x) >= 1e-60 else 0.0)


@given(sizes(-50, 50), sizes(0, 50), sizes(0, 20))
@settings(deadline=None, max_examples=60)
def test_root_is_reflected_with_the_energy(re, im, zeta):
    z = complex(re, im)
    assert abs(spectral_u(-z.conjugate(), zeta) + np.conj(spectral_u(z, zeta))) <= 1e-12 * (1 + abs(z) + zeta)


def test_root_at_zero_energy_is_zero_in_the_gap_and_imaginary_in_the_gapless_state():
    assert spectral_u(0, 0.3) == 0
    assert spectral_u(0, "0.3", digits=30) == 0
    assert spectral_u(0, 1) == 0
    assert spectral_u(0, 2.0) == pytest.approx(1j * math.sqrt(3), rel=1e-14)
    context = _context(60)
    assert _relative(spectral_u(0, "2", digits=50), context.mpc(0, context.sqrt(3))) < 1e-49


def test_root_without_pair_breaking_is_the_energy():
    for z in (0.0, 0.5, 2.0, -3.0, 1 + 1j):
        assert spectral_u(z, 0) == z
        assert spectral_u(z, 0, digits=20) == z


@pytest.mark.parametrize("zeta", SPECIAL)
@pytest.mark.parametrize("z", ["0.2", "1.3", 0.01 + 0.2j])
def test_root_at_fewer_digits_agrees_in_both_parts_with_more(z, zeta):
    more = spectral_u(z, zeta, digits=60)
    for digits in (12, 30):
        found = spectral_u(z, zeta, digits=digits)
        assert _relative(found.real, more.real) <= 10**-digits
        assert _relative(found.imag, more.imag) <= 10**-digits


def test_real_energies_mean_the_upper_lip():
    for zeta in (0.1, 1.0, 2.0):
        above = spectral_u(1.5 + 1e-13j, zeta)
        assert abs(spectral_u(1.5, zeta) - above) < 1e-11


# ---------------------------------------------------------------- density of states


@pytest.mark.parametrize("zeta", [0.0, 1e-8, 0.1, 0.7, 1 - 1e-9])
def test_dos_is_exactly_zero_in_the_gap_and_positive_above(zeta):
    edge = gap(zeta)
    inside = edge * np.array([0, 1e-6, 0.5, 1 - 1e-3, 1 - 1e-9])
    assert (dos(inside, zeta) == 0).all()
    assert (dos(-inside, zeta) == 0).all()
    assert (dos(edge * np.array([1 + 1e-9, 1.001, 2, 100]), zeta) > 0).all()
    assert dos(float(inside[-1]), zeta, digits=20) == 0


@pytest.mark.parametrize("eps", [1.0000001, 1.5, 20.0])
def test_dos_without_pair_breaking_is_that_of_bcs(eps):
    assert dos(eps, 0) == pytest.approx(eps / math.sqrt((eps - 1) * (eps + 1)), rel=1e-13)


@pytest.mark.parametrize("zeta", [1 + 1e-9, 1.5, 20.0, 1e3])
def test_dos_of_the_gapless_state_at_the_fermi_level(zeta):
    expected = math.sqrt((zeta - 1) * (zeta + 1)) / zeta
    assert dos(0, zeta) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("zeta", [1e-3, 0.1, 0.7, 1.0, 2.0, 30.0])
def test_states_are_conserved(zeta):
    edge = gap(zeta)
    nodes, weights = np.polynomial.legendre.leggauss(24)

    def integral(function, ends):
        low, high = ends[:-1, None], ends[1:, None]
        return float(((high - low) / 2 * weights * function((high + low) / 2 + (high - low) / 2 * nodes)).sum())

    # eps = edge + s^2 tames the square root at the edge; eps = top/v the tail, which is 1 + O(v^2)
    top = edge + 9
    excess = -edge
    excess += integral(lambda s: 2 * s * (dos(edge + s * s, zeta) - 1), np.append(0, np.geomspace(1e-4, 3, 40)))
    excess += integral(lambda v: (dos(top / v, zeta) - 1) * top / v**2, np.linspace(0, 1, 4))
    assert abs(excess) < 1e-9 * max(1, zeta)


def test_dos_is_even(rng):
    eps = 10 ** rng.uniform(-3, 2, 40)
    for zeta in (0.0, 0.2, 1.0, 4.0):
        assert (dos(-eps, zeta) == dos(eps, zeta)).all()


def test_dos_in_float64_agrees_with_thirty_digits(rng):
    for _ in range(100):
        zeta = float(10 ** rng.uniform(-8, 3))
        eps = float(10 ** rng.uniform(-6, 3))
        if zeta < 1 and rng.random() < 0.6:
            eps = float(gap(zeta) * (1 + 10 ** rng.uniform(-9, 0)))
        assert _relative(dos(eps, zeta), dos(eps, zeta, digits=30)) <= 1e-12, f"eps = {eps!r}, zeta = {zeta!r}"


@pytest.mark.parametrize("zeta", SPECIAL[1:])
def test_dos_at_fewer_digits_agrees_with_more(zeta):
    most = dos("1.2", zeta, digits=70)
    for digits in (12, 40):
        assert _relative(dos("1.2", zeta, digits=digits), most) <= 10**-digits


# ---------------------------------------------------------------- shapes, exactness, refusals


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3)])
@pytest.mark.parametrize(("function", "dtype"), [(spectral_u, np.complex128), (dos, np.float64)])
@pytest.mark.parametrize("zeta", [0.0, 0.3, 2.0])
def test_results_have_the_shape_of_the_energies(function, dtype, zeta, shape):
    found = function(np.full(shape, 1.2), zeta)
    assert np.shape(found) == shape
    assert np.asarray(found).dtype == dtype
    assert np.all(np.asarray(found) == function(1.2, zeta))


def test_single_numbers_give_single_numbers():
    assert isinstance(gap(0.1), float)
    assert isinstance(dos(1.2, 0.1), float)
    assert isinstance(spectral_u(1.2, 0.1), complex)
    assert isinstance(gap("0.1", digits=20), mpmath.ctx_mp_python._mpf)
    assert isinstance(dos("1.2", "0.1", digits=20), mpmath.ctx_mp_python._mpf)
    assert isinstance(spectral_u("1.2", "0.1", digits=20), mpmath.ctx_mp_python._mpc)


def test_a_double_is_not_the_decimal_that_it_prints_as():
    assert gap(0.1, digits=30) != gap("0.1", digits=30)
    assert gap(0.1, digits=30) == gap(sympy.Rational(0.1), digits=30)
    assert gap("1/10", digits=30) == gap("0.1", digits=30)
    assert spectral_u(1.1, 0.1, digits=30) != spectral_u("1.1", "0.1", digits=30)


def test_printing_shows_all_digits_and_the_global_precision_stays():
    before = mpmath.mp.prec
    shown = str(gap("1/8", digits=30))
    assert mpmath.mp.prec == before
    # (3/4)^(3/2)
    assert shown.startswith("0.649519052838328985072792378065")


BAD = [-1e-300, "-0.1", math.nan, math.inf, 0.1 + 0.1j, "abc", "__import__('os')", None, sympy.Symbol("x")]


@pytest.mark.parametrize("digits", [None, 20])
@pytest.mark.parametrize("zeta", BAD)
def test_bad_zeta_is_named_with_its_value_and_range(zeta, digits):
    calls = (lambda: gap(zeta, digits), lambda: spectral_u(1.5, zeta, digits), lambda: dos(1.5, zeta, digits))
    for call in calls:
        with pytest.raises(InputError, match=r"^zeta = .*: accepted is ") as caught:
            call()
        assert str(zeta)[:20] in str(caught.value)


@pytest.mark.parametrize("digits", [None, 20])
@pytest.mark.parametrize("z", [math.nan, math.inf, 1 - 1e-9j, complex(0, math.nan), "abc", None])
def test_bad_energies_of_the_root_are_named(z, digits):
    with pytest.raises(InputError, match=r"^z = .*: accepted is "):
        spectral_u(z, 0.1, digits)


@pytest.mark.parametrize("digits", [None, 20])
@pytest.mark.parametrize("eps", [math.nan, -math.inf, 1j, "abc", None])
def test_bad_energies_of_the_density_of_states_are_named(eps, digits):
    with pytest.raises(InputError, match=r"^eps = .*: accepted is "):
        dos(eps, 0.1, digits)


@pytest.mark.parametrize("digits", [9, 101, 0, 20.5, True, "20"])
def test_bad_digits_are_named_with_the_range(digits):
    for call in (
        lambda: gap("0.1", digits),
        lambda: spectral_u(1, "0.1", digits),
        lambda: dos(1, "0.1", digits),
    ):
        with pytest.raises(InputError, match=r"^digits = .* 10 to 100"):
            call()


def test_gap_of_many_numbers_is_that_of_each():
    zeta = np.concatenate([np.linspace(0, 1.2, 500), 1 - np.geomspace(1e-15, 1e-2, 100)])
    one_by_one = np.array([gap(z) for z in zeta.tolist()])
    assert (np.abs(gap(zeta.reshape(2, -1)).ravel() - one_by_one) <= np.spacing(one_by_one)).all()
