"""The oracles against one another, before they judge anything else."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import mpmath
import numpy as np
import pytest

from tests import oracles
from tests.oracles import closed_forms, dispersion, matsubara, plain, sign_matrix

# lower energy, Omega, zeta, kappa: same and opposite signs, gapped and gapless, with and without momentum
POINTS = [
    (0.3, 0.7, 0.4, 0.0),
    (-0.3, 0.7, 0.4, 0.0),
    (-0.35, 0.7, 0.05, 0.0),
    (0.2, 1.9, 1.0, 0.0),
    (-0.3, 0.7, 1.7, 0.0),
    (0.3, 0.7, 0.4, 0.6),
    (-0.3, 0.7, 0.4, 0.6),
    (-0.5, 2.2, 1.7, 0.3),
]


def test_oracles_do_not_import_the_package():
    for path in Path(oracles.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.startswith(("higgs_sym", "derivations"))], path.name


@pytest.mark.parametrize("vertex", [True, False])
@pytest.mark.parametrize("phase", [False, True])
@pytest.mark.parametrize("point", POINTS)
def test_kernel_is_the_derivative_of_the_matrix_sign_function(point, phase, vertex):
    lower, Omega, zeta, kappa = point
    matrix = sign_matrix.kernel(lower, Omega, zeta, kappa, vertex=vertex, phase=phase)
    formula = matsubara.kernel(lower + Omega, lower, zeta, kappa, vertex=vertex, phase=phase)
    assert matrix == pytest.approx(formula, rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("zeta", [0.0, 0.3, 1.0, 2.5])
@pytest.mark.parametrize("energy", [0.2, 1.0, 4.0])
def test_static_kernel_is_the_derivative_of_the_condensate(energy, zeta):
    # sin(theta) depends on omega/Delta and Gamma/Delta; K(0) = d sin(theta)/d Delta
    step = 1e-3

    def condensate(delta: float) -> float:
        return math.sin(matsubara.angle(energy / delta, zeta / delta))

    near, far = ((condensate(1 + s) - condensate(1 - s)) / (2 * s) for s in (step, 2 * step))
    assert matsubara.kernel(energy, energy, zeta) == pytest.approx((4 * near - far) / 3, rel=1e-8)
    if zeta:
        without = matsubara.kernel(energy, energy, zeta, vertex=False)
        assert without != pytest.approx((4 * near - far) / 3, rel=1e-3)


@pytest.mark.parametrize("zeta", [0.0, 1e-4, 0.1, 0.9, 1.0, 1.1, 3.0, 100.0])
def test_goldstone_theorem_holds_for_every_zeta(zeta):
    assert abs(matsubara.chi_inv(0, zeta, phase=True)) < 1e-12
    # and the mode is soft, not flat: chi^-1(i Omega, q) rises as Omega^2 when gapped, and always with q
    assert matsubara.chi_inv(0, zeta, kappa=0.01, phase=True) > 1e-4 * min(1, 1 / max(zeta, 1))
    assert matsubara.chi_inv(0.01, zeta, phase=True) > 0


def test_goldstone_theorem_fails_without_the_vertex():
    assert abs(matsubara.chi_inv(0, 0.3, phase=True, vertex=False)) > 0.1


@pytest.mark.parametrize("Omega", [0.1, 2.0, 30.0])
def test_phase_kernel_has_its_bcs_limit(Omega):
    w = Omega / 2
    expected = w * math.asinh(w) / math.hypot(1, w)
    assert matsubara.chi_inv(Omega, 0, phase=True) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("Omega", [0.1, 2.0, 30.0])
def test_matsubara_axis_integral_has_its_bcs_limit(Omega):
    assert matsubara.chi_inv(Omega, 0) == pytest.approx(closed_forms.bcs(1j * Omega).real, rel=1e-10)


@pytest.mark.parametrize("zeta", [1e-4, 0.1, 0.9, 1.0, 1.1, 3.0, 100.0])
def test_matsubara_axis_integral_has_its_static_limit(zeta):
    assert matsubara.chi_inv(0, zeta) == pytest.approx(closed_forms.static(zeta), abs=1e-11)


def test_multiprecision_and_double_matsubara_integrals_agree():
    precise = matsubara.chi_inv_mp("1.5", "0.3", "0.2", dps=15)
    assert matsubara.chi_inv(1.5, 0.3, 0.2) == pytest.approx(float(precise), rel=1e-12)


def test_polynomial_roots_give_the_matsubara_angle():
    for omega, zeta in [(0.3, 0.2), (0.01, 2.0), (5.0, 1.0), (1e-3, 1e-6)]:
        u, r = plain.root(1j * omega, zeta)
        theta = matsubara.angle(omega, zeta)
        assert complex(1 / r) == pytest.approx(math.sin(theta), rel=1e-12)
        assert complex(-1j * u / r) == pytest.approx(math.cos(theta), rel=1e-10)


def test_bcs_golden_rule_agrees_with_the_general_one():
    found = plain.golden_rule(2.5, 0, kappa=0.3, dps=15)
    assert closed_forms.bcs_golden_rule(2.5, 0.3) == pytest.approx(float(found), rel=1e-10)


def test_dispersion_integral_is_accurate_where_everything_is_elementary():
    def imaginary(x):
        return -math.pi / 2 * np.sqrt(np.maximum(x * x - 4, 0)) / x

    omegas = [0.5, 1.9, 2.7, 9.0]
    for omega, found in zip(omegas, dispersion.rises(imaginary, omegas, 2.0, scale=1e-8), strict=True):
        assert 1 + found == pytest.approx(closed_forms.bcs(omega).real, abs=1e-6)


def test_mpmath_precision_is_restored_by_every_oracle():
    before = mpmath.mp.prec
    plain.golden_rule(1.9, "0.1", dps=12)
    assert mpmath.mp.prec == before
