"""The static phase response against the kernel that the matrix sign function confirms, and its digits."""

from __future__ import annotations

import mpmath
import pytest

from higgs_sym.claims._phase import static_phase_response
from tests.oracles import matsubara


@pytest.mark.parametrize("zeta", [0.0, 0.3, 1.0, 1.7])
@pytest.mark.parametrize("kappa", [0.01, 0.8])
def test_agrees_with_the_general_kernel_in_double_precision(zeta: float, kappa: float) -> None:
    expected = matsubara.chi_inv(0, zeta, kappa=kappa, phase=True)
    assert float(static_phase_response(zeta, kappa, 15)) == pytest.approx(expected, rel=1e-9)


def test_without_pair_breaking_it_is_elementary() -> None:
    """r = cosh x at y = sinh x, by another quadrature."""
    with mpmath.workdps(40):
        expected = mpmath.quad(lambda x: mpmath.mpf(1) / (2 * mpmath.cosh(x) + 1), [0, 2, 8, 40, 120])
        assert abs(mpmath.mpf(str(static_phase_response(0, 1, 30))) / expected - 1) < mpmath.mpf(10) ** -29


def test_digits_are_correct() -> None:
    few, many = (mpmath.mpmathify(static_phase_response("9/10", "1/1000", digits)) for digits in (20, 35))
    assert abs(few / many - 1) < mpmath.mpf(10) ** -19
