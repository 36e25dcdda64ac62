"""The radicals against the full spectral root, and the criterion that picks one of the four."""

from __future__ import annotations

from random import Random

import mpmath
import pytest
import sympy as sp

from derivations import dressed, radicals
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.physics.spectrum import dos, gap, spectral_u
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

CTX = mpmath.MPContext()
CTX.dps = 45
NAMES = [symbol("epsilon"), symbol("zeta")]
DIGITS = 30


def value(identifier: str, energy: str, zeta: str) -> object:
    with mpmath.workdps(60):
        function = sp.lambdify(NAMES, DERIVATIONS[identifier].build().result, "mpmath")
        return CTX.convert(function(mpmath.mpf(energy), mpmath.mpf(zeta)))


def full_r(energy: object, zeta: str) -> object:
    u = CTX.convert(spectral_u(energy, zeta, digits=DIGITS + 8))
    return CTX.sqrt(1 - u * u)


def close(left: object, right: object) -> bool:
    return bool(abs(left - right) <= CTX.mpf(10) ** (2 - DIGITS) * abs(right))


@pytest.mark.parametrize(
    ("energy", "zeta"), [("0.99", "0.01"), ("1.5", "0.3"), ("0.2", "0.7"), ("1e-3", "1.2"), ("40", "5"), ("0.7", "1")]
)
def test_above_the_gap(energy: str, zeta: str) -> None:
    r = full_r(energy, zeta)
    assert close(value("d:radicals", energy, zeta), r.real - CTX.mpf(zeta) / 2)
    assert close(value("d:radicals-re", energy, zeta), -r.imag)
    assert close(value("d:radicals-dos", energy, zeta), CTX.convert(dos(energy, zeta, digits=DIGITS + 8)))


@pytest.mark.parametrize(("energy", "zeta"), [("0.9", "0.01"), ("1e-6", "0.3"), ("0.4", "0.3"), ("0.003", "0.95")])
def test_in_the_gap(energy: str, zeta: str) -> None:
    assert float(energy) < gap(zeta)
    assert close(value("d:radicals-gap", energy, zeta), full_r(energy, zeta) - CTX.mpf(zeta) / 2)


@pytest.mark.parametrize("seed", range(12))
def test_one_of_the_four_is_attracting_at_complex_energies(seed: int) -> None:
    """|zeta/r^3| < 1, Re r > 0 and (6), not only its square, single out the root of `spectral_u`."""
    draw = Random(seed)
    z, zeta = CTX.mpc(draw.uniform(-2, 2), draw.uniform(0.01, 2)), CTX.mpf(draw.uniform(0.02, 3))
    (m, *_) = CTX.polyroots([2, 1 - z * z - zeta**2, 0, -((zeta * z) ** 2)], maxsteps=200, extraprec=200)
    h = CTX.sqrt(m * m + zeta**2)
    s = zeta * (1 + m) / h
    four = []
    for k in (1, -1):
        half = (zeta + k * s) / 2
        root = CTX.sqrt(half**2 - m - k * h)
        four += [half + root, half - root]
    physical = [r for r in four if r.real > 0 and abs(zeta / r**3) < 1 and (z * r / (r - zeta)).imag > 0]
    assert len(physical) == 1
    u = CTX.convert(spectral_u(z, zeta, digits=DIGITS))
    assert close(z * physical[0] / (physical[0] - zeta), u)


def test_a_wrong_factor_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    h, s = radicals.coefficients()
    monkeypatch.setattr(radicals, "coefficients", lambda: (h, 2 * s))
    with pytest.raises(StepError, match="Two quadratics"):
        radicals.factors(Chain())


def test_a_wrong_spectral_function_is_refused() -> None:
    eta = sp.I * (dressed.DELTA * dressed.R + dressed.GAMMA / 2)
    polynomial = dressed.usadel_in_eta(Chain())
    with pytest.raises(StepError, match="real form"):
        dressed.quartic_in_r(Chain(), eta, polynomial)
