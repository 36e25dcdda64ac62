"""Where the gap closes: the expansions against the full integral."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from derivations import critical as module
from higgs_sym.errors import StepError
from higgs_sym.physics.dynamics import chi_t
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain


def value(identifier: str, at: str) -> mpmath.mpf:
    expression = DERIVATIONS[identifier].build().result
    (name,) = expression.free_symbols
    return mpmath.mpf(sp.N(expression.subs(name, sp.Rational(at)), 40))


def test_every_term_of_the_absorption_is_needed() -> None:
    """At omega = 1e-6 the last of the four is 1e-16 of the first; what is left is another 1e-4 of it."""
    with mpmath.workdps(40):
        exact = mpmath.mpf(chi_inv("1e-6", 1, digits=30).imag)
        assert abs(value("d:critical-absorption", "1e-6") / exact - 1) < mpmath.mpf("1e-19")


def test_a_wrong_angle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANGLE", (1, sp.Rational(1, 12), *module.ANGLE[2:]))
    with pytest.raises(StepError, match="The spectrum where the gap closes"):
        module.kernel(Chain())


@pytest.mark.slow
def test_tail_is_that_of_the_full_response() -> None:
    """Relative error of order t^-2."""
    with mpmath.workdps(30):
        exact = mpmath.mpf(chi_t(1000, 1, digits=15))
        assert abs(value("d:critical-tail", "1000") / exact - 1) < mpmath.mpf("1e-4")
