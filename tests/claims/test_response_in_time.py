"""Times at which published and full response are compared: the oscillation is at the same point of its turn."""

from __future__ import annotations

import mpmath
import pytest

from higgs_sym.claims.response_in_time import _in_step
from higgs_sym.registry import CLAIMS

CTX = mpmath.MPContext()
CTX.dps = 60


@pytest.mark.parametrize("identifier", ["eq:26:late", "eq:27:bcs"])
@pytest.mark.parametrize("x", ["1/512", "0.000123456789", "1e-9"])
def test_the_carrier_stands_still(identifier: str, x: str) -> None:
    at = CLAIMS[identifier].limit.path(CTX.mpf(mpmath.mpf(1) / 512) if x == "1/512" else CTX.mpf(x))
    edge = (1 - CTX.cbrt(CTX.mpf(1) / 10) ** 2) ** CTX.mpf("1.5") if identifier == "eq:26:late" else CTX.one
    phase = 2 * edge * CTX.convert(at["t"])
    sine, cosine = (1 / CTX.sqrt(2), 1 / CTX.sqrt(2)) if identifier == "eq:26:late" else (0, 1)
    assert abs(CTX.sin(phase) - sine) < CTX.mpf(10) ** -45
    assert abs(CTX.cos(phase) - cosine) < CTX.mpf(10) ** -45


def test_times_are_of_the_order_asked_for() -> None:
    at = _in_step(CTX.mpf("1e-6"), "0", 0)
    assert abs(at["t"] / (CTX.pi * 10**6) - 1) < CTX.mpf("1e-6")
