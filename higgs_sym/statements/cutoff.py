"""The statement that the response does not depend on the Debye cutoff."""

from __future__ import annotations

from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym import certify
from higgs_sym.physics.spectrum import spectral_u
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import DERIVATIONS, STATEMENTS

ZETA, FREQUENCY = "1/2", 1  # omega = i: everything is real and smooth there
CUTOFFS = (10, 100, 1000)
DIGITS = 20
NEAR = "1e-2"


@STATEMENTS.register(
    id="s:10",
    title="Independence of the cutoff",
    text=r"The integrals in (18) and (19) need a cutoff, together they converge: $\chi^{-1}$ does not depend on it.",
    definition=r"With both integrals cut off at $\omega_D$, $\omega_D\,[\chi^{-1}_{\omega_D}-\chi^{-1}]$ tends to "
    r"$-(\kappa-i\omega)/2$ (units of $\Delta$), so that the cutoff drops out as $1/\omega_D$ (`d:cutoff`); shown at "
    r"$\omega=i$, $\zeta=\frac12$, $q=0$ by cutting off each sum by itself at $\omega_D/\Delta=10,100,1000$, against a "
    "ball for the response without cutoff.",
    source=Source("DzeroKamenev2025", "section II.3"),
    derivations=("d:cutoff", "d:response"),
    remark=r"Each integral alone grows as $\ln\omega_D$. The decay does not need the vertex term: without it "
    r"the limit is $-(\kappa-i\omega-\zeta)/2$.",
)
def independent_of_cutoff(digits: int | None) -> Finding:
    """Both sums with a cutoff, their difference against the response without."""
    DERIVATIONS["d:cutoff"].build()
    context = MPContext()
    context.dps = DIGITS + 10
    ball = certify.chi_inv(FREQUENCY * 1j, ZETA, digits=digits or DIGITS).real
    exact = context.mpf(ball.mid().str(DIGITS, radius=False))
    mixed = context.quad(lambda tau: _kernel(context, FREQUENCY * tau, FREQUENCY * (tau - 1)), [0, 1])
    numbers, errors = [("$\\chi^{-1}(i)$ without cutoff", context.nstr(exact, 15))], []
    for cutoff in CUTOFFS:
        coupling = _integral(context, lambda y: 1 / _r(context, y)[1], cutoff)
        bubble = _integral(context, lambda y: _kernel(context, FREQUENCY + y, y), cutoff)
        response = coupling - bubble - context.mpf(FREQUENCY) / 2 * mixed
        errors.append(cutoff * (response - exact))
        numbers.append((rf"$1/\lambda$ at $\omega_D={cutoff}\Delta$", context.nstr(coupling, 12)))
        numbers.append((rf"$\chi^{{-1}}_{{\omega_D}}$ at $\omega_D={cutoff}\Delta$", context.nstr(response, 12)))
    # -(kappa - i omega)/2 at omega = i
    limit = -context.mpf(FREQUENCY) / 2
    numbers.append((r"$\omega_D[\chi^{-1}_{\omega_D}-\chi^{-1}]$ at the largest", context.nstr(errors[-1], 8)))
    if abs(errors[-1] / limit - 1) < context.mpf(NEAR):
        reason = "the integrand decays as the inverse square of the energy"
        return Finding(Kind.CONFIRMED, reason, "proven by derivation", tuple(numbers))
    return Finding(
        Kind.REFUTED, "the difference from the response without cutoff does not vanish", "measured", tuple(numbers)
    )


def _r(context: Any, frequency: Any) -> tuple[Any, Any]:
    """(u/i, r) at a positive Matsubara frequency."""
    u = context.convert(spectral_u(context.mpc(0, frequency), ZETA, digits=DIGITS)).imag
    return u, context.sqrt(1 + u * u)


def _kernel(context: Any, first: Any, second: Any) -> Any:
    """K on the Matsubara axis from sin(theta) = 1/r, cos(theta) = -iu/r; the second frequency may be negative."""
    zeta = context.mpf(1) / 2
    (v1, r1), (v2, r2) = _r(context, first), _r(context, abs(second))
    sign = 1 if second > 0 else -1
    cosine = (sign * v1 * v2 - 1) / (r1 * r2)  # cos(theta_n + theta_m)
    return (1 + cosine) / (r1 + r2 - zeta * (1 - cosine))


def _integral(context: Any, integrand: Any, cutoff: int) -> Any:
    """From 0 to the cutoff, in ln y beyond 1."""
    far = context.quad(
        lambda t: context.exp(t) * integrand(context.exp(t)), context.linspace(0, context.log(cutoff), 3)
    )
    return context.quad(integrand, [0, 1]) + far
