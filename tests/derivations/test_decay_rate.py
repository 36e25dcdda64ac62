"""The decay of a gapless state: derivations that end at the numbers of the full integral, and refuse wrong ones."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from derivations import decay_deep, decay_rate
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.physics import poles
from higgs_sym.steps import Chain


def test_deep_in_the_state() -> None:
    """At zeta = 100 what is left is of order zeta^-7."""
    law = decay_deep.deep().result.subs(symbol("zeta"), 100)
    found = poles.decay_rate("100", digits=20).rate
    assert abs(mpmath.mpf(str(sympy.N(law, 20))) / mpmath.mpf(str(found)) - 1) < 1e-11


def test_another_response_deep_in_the_state_is_refused() -> None:
    first, second, third = decay_deep.orders(Chain())
    with pytest.raises(StepError, match="The zero"):
        decay_deep.zero(Chain(), [first, second + sympy.Rational(1, 40), third])


def test_strength_of_the_branch_point() -> None:
    """C of C (eps_* - Y)^(3/2) at zeta_c as fitted to the full integral: -1.37977128174."""
    critical = sympy.Rational("1.54199499979079")
    at = {
        symbol("zeta"): critical,
        decay_rate.NU: sympy.sqrt(critical ** sympy.Rational(2, 3) - 1),
        decay_rate.NU0: sympy.sqrt(critical**2 - 1),
        decay_rate.R: sympy.cbrt(critical),
    }
    assert abs(sympy.N(decay_rate.singular(Chain()).subs(at), 15) + 1.37977128174) < 1e-10
