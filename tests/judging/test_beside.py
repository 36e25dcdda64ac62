"""K0(x) = -(ln(x/2) + gamma)(1 + x^2/4) + x^2/4 + ..., written with and without what stands beside its logarithm."""

from __future__ import annotations

import pytest

from higgs_sym.check import check
from higgs_sym.records import Kind

LEAD = "-log(x/2) - EulerGamma"


@pytest.mark.parametrize(
    ("approx", "kind"),
    [
        ("-(log(x/2) + EulerGamma)*(1 + x**2/4)", Kind.MISSING_TERM),
        ("-(log(x/2) + EulerGamma)*(1 + x**2/4) + x**2/4", Kind.CONFIRMED),
        (f"{LEAD} - log(x)*x**2/4", Kind.CONFIRMED),  # the logarithm alone is claimed at this order
        (f"{LEAD} - log(x/2)*x**2/4", Kind.WRONG_TERM),  # its constant is another one
    ],
)
def test_the_constant_beside_a_logarithm_is_claimed_where_it_is_written(approx: str, kind: Kind) -> None:
    assert check(approx, "besselk(0, x)", "x", "0+").kind is kind
