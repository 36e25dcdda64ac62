"""The oracle for the gap edge finds it without being told, and does not believe a wrong root."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest

from higgs_sym.claims import gap_edge
from higgs_sym.errors import AccuracyError

CTX = mpmath.MPContext()
CTX.dps = 60


# A rational edge: zeta = a^3 with a^2 + b^2 = 1 gives eps_g = b^3.
@pytest.mark.parametrize(("zeta", "b"), [("27/125", "4/5"), ("125/2197", "12/13"), ("64/125", "3/5")])
def test_bracket_holds_a_rational_edge(zeta: str, b: str) -> None:
    numerator, denominator = (int(part) for part in b.split("/"))
    exact = CTX.mpf(numerator) ** 3 / denominator**3
    found = gap_edge.Edge(zeta, 20)
    assert found.low <= exact <= found.high
    assert found.high - found.low <= exact * CTX.mpf(10) ** -20


def edge_of_half() -> gap_edge.Edge:
    return gap_edge.Edge("1/8", 15)


def test_root_with_a_wrong_digit_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    edge, truth = edge_of_half(), gap_edge.spectral_u

    def wrong(energy: Any, zeta: Any, digits: int) -> Any:
        return CTX.convert(truth(energy, zeta, digits=digits)) * (1 + CTX.mpf(10) ** -15)

    monkeypatch.setattr(gap_edge, "spectral_u", wrong)
    with pytest.raises(AccuracyError, match="not the physical root"):
        edge.r(edge.context.mpf("0.8"))


def test_real_root_above_the_edge_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the edge built into `spectral_u` lay too high."""
    edge, truth = edge_of_half(), gap_edge.spectral_u
    monkeypatch.setattr(gap_edge, "spectral_u", lambda *a, **k: truth(*a, **k).real)
    with pytest.raises(AccuracyError, match="not the physical root"):
        edge.r(edge.high * (1 + edge.context.mpf(10) ** -6))


def test_second_real_solution_below_the_edge_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It solves the equation, but repels: |zeta/r^3| > 1."""
    edge = edge_of_half()
    energy = edge.low * CTX.mpf("0.9")
    zeta = CTX.mpf(1) / 8
    between = (CTX.sqrt(3) / 2, CTX.sqrt(63) / 8)  # where u (1 - zeta/r) falls from eps_g to zero
    other = CTX.findroot(lambda u: u * (1 - zeta / CTX.sqrt(1 - u * u)) - energy, between, solver="anderson")
    assert CTX.sqrt(1 - other**2) < CTX.cbrt(zeta)
    monkeypatch.setattr(gap_edge, "spectral_u", lambda *a, **k: other)
    with pytest.raises(AccuracyError, match="not the physical root"):
        edge.r(energy)
