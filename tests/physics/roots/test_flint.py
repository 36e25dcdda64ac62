"""The root finder in flint numbers: a start can cost time, never give another root."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
import pytest

from higgs_sym import spectral_u
from higgs_sym.arithmetic import convert
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.roots import flint as root_flint
from higgs_sym.physics.roots import float64 as root_float64

DIGITS = 40


def points(edge, z):
    squared = (z - edge.eps_g) * (z + edge.eps_g) if edge.gapped else z * z - edge.m**3
    return [(flint.acb(z), flint.acb(squared))]


@pytest.mark.parametrize("zeta", ["0.001", "0.3", "0.999", "1", "1.7"])
@pytest.mark.parametrize("z", [(0, "0.5"), (2, 0), ("-0.3", "0.1"), (7, "1e-9"), ("0.01", "20")])
def test_root_agrees_with_mpmath(zeta, z):
    energy = mpmath.mpc(*z)
    with flint_engine.precise(DIGITS):
        tables = flint_engine.tables(Fraction(zeta), DIGITS)
        given = flint.acb(*(convert.to_arb(part) for part in (energy.real, energy.imag)))
        (root,) = tables.roots(points(tables.edge, given))
        found, _ = flint_engine.ENGINE.shown(root.u, DIGITS)
    expected = spectral_u(energy, zeta, digits=DIGITS)
    with mpmath.workdps(DIGITS + 10):
        assert abs(mpmath.mpc(found) - mpmath.mpc(expected)) < abs(expected) * mpmath.mpf(10) ** (3 - DIGITS)


@pytest.mark.parametrize("zeta", ["0.3", "1.7"])
def test_every_other_root_is_refused_and_handed_on(zeta):
    with flint_engine.precise(DIGITS):
        edge = flint_engine.tables(Fraction(zeta), DIGITS).edge
        given = points(edge, flint.acb(1, 0.25))
        z, a, zeta2 = complex(given[0][0]), float(edge.a), float(edge.zeta) ** 2
        u = root_float64.ferrari(-2 * z, z * z + zeta2 - 1, 2 * z, -z * z)
        r = z * 0 + (1 - u * u) ** 0.5
        right = root_float64.start(edge_of(zeta), *map(complex, given[0]))
        handed = []
        for start in (r - a if edge.gapped else u).tolist():
            root_flint.solve(edge, given, [start], lambda point: handed.append(point))
        (kept,) = root_flint.solve(edge, given, [right], lambda point: handed.append(None))
    assert len(handed) == 3
    assert None not in handed
    assert abs(complex(kept.q if edge.gapped else kept.u) - right) < 1e-12


def edge_of(zeta):
    return flint_engine.tables(Fraction(zeta), DIGITS).rough
