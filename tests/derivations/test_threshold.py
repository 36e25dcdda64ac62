"""The threshold laws against direct quadrature of the golden rule at tiny distances."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from derivations import threshold as module
from higgs_sym.conventions import symbol
from higgs_sym.errors import StepError
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

DIGITS = 40


def above(x: mpmath.mpf, zeta: mpmath.mpf) -> mpmath.mpc:
    """phi at energy eps_g + x: Newton from the square root, whose sign chooses Im u > 0."""
    phi_g = mpmath.acos(mpmath.cbrt(zeta))
    phi = phi_g + 1j * mpmath.sqrt(2 * x / (3 * mpmath.sin(phi_g)))
    for _ in range(80):
        f = mpmath.sin(phi) - zeta * mpmath.tan(phi) - mpmath.sin(phi_g) ** 3 - x
        step = f / (mpmath.cos(phi) - zeta / mpmath.cos(phi) ** 2)
        phi -= step
        if abs(step) < mpmath.mpf(10) ** (4 - DIGITS):
            break
    assert abs(f) < mpmath.mpf(10) ** (8 - DIGITS)
    return phi


def im_chi_inv(delta: mpmath.mpf, zeta: mpmath.mpf, kappa: mpmath.mpf, vertex: int) -> mpmath.mpf:
    """(1/2) int Re[K(u1,u2) - K(u1, conj u2)], x = delta sin^2(a)."""

    def kernel(p: mpmath.mpc, q: mpmath.mpc) -> mpmath.mpc:
        C = (mpmath.sin(p) * mpmath.sin(q) - 1) / (mpmath.cos(p) * mpmath.cos(q))
        return (1 + C) / (mpmath.cos(p) + mpmath.cos(q) + kappa - zeta * (1 - vertex * C))

    def integrand(a: mpmath.mpf) -> mpmath.mpf:
        p, q = above(delta * mpmath.sin(a) ** 2, zeta), above(delta * mpmath.cos(a) ** 2, zeta)
        return mpmath.re(kernel(p, q) - kernel(p, mpmath.conj(q))) * delta * mpmath.sin(2 * a)

    # The integrand is smooth and of period pi in a: the trapezoidal rule converges exponentially.
    points = 24
    return (
        mpmath.pi
        / 2
        * sum(integrand(mpmath.pi * (k + mpmath.mpf(1) / 2) / (2 * points)) for k in range(points))
        / points
        / 2
    )


def value(expression: sp.Expr, **at: object) -> mpmath.mpf:
    names = [symbol(k) if k != "vertex" else module.VERTEX for k in at]
    return mpmath.mpmathify(sp.lambdify(names, expression, "mpmath")(*at.values()))


@pytest.mark.parametrize("zeta", ["0.01", "0.1", "0.3", "0.9"])
def test_leading_term_and_the_next(zeta: str) -> None:
    leading = DERIVATIONS["d:threshold"].build().result
    both = DERIVATIONS["d:threshold-next"].build().result
    with mpmath.workdps(DIGITS):
        z, delta = mpmath.mpf(zeta), mpmath.mpf("1e-9")
        exact = im_chi_inv(delta, z, mpmath.mpf(0), 1)
        assert exact < 0
        first, second = (abs(value(law, delta=delta, zeta=z) / exact - 1) for law in (leading, both))
        assert first < mpmath.mpf("1e-5")
        assert second < first * mpmath.mpf("1e-5")


def test_orders_of_the_remainders() -> None:
    """One, then two, powers of delta beyond the leading term."""
    leading = DERIVATIONS["d:threshold"].build().result
    both = DERIVATIONS["d:threshold-next"].build().result
    with mpmath.workdps(DIGITS):
        z = mpmath.mpf("0.3")
        far, near = mpmath.mpf("1e-7"), mpmath.mpf("1e-8")
        exact = {d: im_chi_inv(d, z, mpmath.mpf(0), 1) for d in (far, near)}
        for law, order in ((leading, 1), (both, 2)):
            errors = [abs(value(law, delta=d, zeta=z) / exact[d] - 1) for d in (far, near)]
            assert abs(mpmath.log10(errors[0] / errors[1]) - order) < mpmath.mpf("1e-4")


@pytest.fixture(scope="module")
def general_law() -> sp.Expr:
    """The leading term in kappa and the vertex weight."""
    (law,) = module.onset(Chain(), order=2)
    return module.at_zeta(law)


@pytest.mark.parametrize("vertex", [0, 1])
@pytest.mark.parametrize("kappa", ["0", "0.4", "3"])
def test_momentum_and_vertex_term(general_law: sp.Expr, vertex: int, kappa: str) -> None:
    with mpmath.workdps(DIGITS):
        z, k, delta = mpmath.mpf("0.2"), mpmath.mpf(kappa), mpmath.mpf("1e-9")
        law = value(general_law, delta=delta, zeta=z, kappa=k, vertex=vertex)
        assert abs(law / im_chi_inv(delta, z, k, vertex) - 1) < mpmath.mpf("1e-6")


def test_a_wrong_integral_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = module.moment
    monkeypatch.setattr(module, "moment", lambda m, n: 2 * right(m, n))
    with pytest.raises(StepError, match="Integrals over the window"):
        module.onset(Chain(), order=2)


def test_a_wrong_expansion_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = module.rotated
    monkeypatch.setattr(module, "rotated", lambda *args: tuple(reversed(right(*args))))
    with pytest.raises(StepError, match="The angle just above the edge"):
        module.onset(Chain(), order=2)
