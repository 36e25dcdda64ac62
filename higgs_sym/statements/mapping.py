"""The statement that pair breaking maps the response near the threshold onto that of dirty BCS at finite momentum."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
from mpmath.ctx_mp import MPContext

from higgs_sym import certify
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.records import Finding, Kind, Source
from higgs_sym.registry import FORMULAS, STATEMENTS

# Rational edges: zeta^(1/3) = 2n/(n^2 + 1) gives eps_g = ((n^2 - 1)/(n^2 + 1))^3
SIZES = (10, 160)
PLACES = (Fraction(1, 16), Fraction(1), Fraction(16))  # (omega - 2 eps_g)/(gamma^2 eps_g)
TOLERANCE = 0.1
BITS = 120


@STATEMENTS.register(
    id="s:11",
    title="Mapping onto dirty BCS",
    text=r"Near the threshold the expressions are those without pair breaking with $\Delta\to\epsilon_g$, "
    r"$Dq^2\to2\gamma\epsilon_g$.",
    definition=r"(20) and (22), the dirty-BCS laws (31) and (39) so mapped, against balls for $\chi^{-1}$ at $q=0$: "
    "the "
    "quotients of the real and of the imaginary parts at "
    r"$(\omega-2\epsilon_g)/(\gamma^2\epsilon_g)=\frac1{16},1,16$ "
    r"at $\gamma=\zeta^{1/3}=0.198$ and $0.0125$. It holds if at the smallest $\gamma$ every quotient is "
    "within 10% "
    "of 1.",
    source=Source("DzeroKamenev2025", "section II.3"),
    expectation=Kind.REFUTED,
    claims=(
        "eq:20:threshold",
        "eq:20:scaling",
        "eq:20:eta:threshold",
        "eq:22:onset",
        "eq:22:scaling",
        "eq:22:bcs",
        "eq:22:eta:onset",
    ),
    derivations=("d:threshold", "d:golden-rule"),
    corrected=r"The powers of $\gamma$ are those of the mapping, $\chi^{-1}\propto\gamma$ at "
    r"$\omega-2\epsilon_g\sim\gamma^2\epsilon_g$, up to the logarithm in (20); the function of "
    r"$(\omega-2\epsilon_g)/(\gamma^2\epsilon_g)$ is another one, with the onset "
    r"$\mathrm{Im}\,\chi^{-1}=-\frac{\pi}{24}(\omega-2\epsilon_g)^2/(\Gamma\epsilon_g)$. For "
    r"$\omega-2\epsilon_g\gg\gamma^2\epsilon_g$ both tend to the response without pair breaking.",
    hypothesis=r"(20)-(22) are rebuilt from the words; $\gamma=\zeta^{1/3}$, which the other reading "
    r"$\zeta^{1/3}-\zeta/2$ approaches for weak pair breaking. Vertex term included; for weak pair breaking "
    "it drops out.",
)
def mapping(digits: int | None) -> Finding:
    """Quotients of the full response and of the mapped laws."""
    numbers: list[tuple[str, str]] = []
    smallest: list[float] = []
    for n in SIZES:
        gamma, edge = Fraction(2 * n, n * n + 1), Fraction(n * n - 1, n * n + 1) ** 3
        smallest = []
        for place in PLACES:
            quotients = _quotients(gamma, edge, place, digits or 12)
            smallest += quotients
            where = rf"$\gamma={float(gamma):.4f}$, $(\omega-2\epsilon_g)/(\gamma^2\epsilon_g)={place}$"
            numbers.append((f"Re, Im over (20), (22): {where}", ", ".join(f"{q:.6f}" for q in quotients)))
    evidence = f"certified at {len(SIZES) * len(PLACES)} points"
    worst = max(abs(q - 1) for q in smallest)
    if worst <= TOLERANCE:
        return Finding(Kind.CONFIRMED, f"every quotient is within {worst:.2g} of 1", evidence, tuple(numbers))
    reason = f"at the smallest gamma the quotients differ from 1 by up to {worst:.2f}"
    return Finding(Kind.REFUTED, reason, evidence, tuple(numbers))


def _quotients(gamma: Fraction, edge: Fraction, place: Fraction, digits: int) -> list[float]:
    """Re and Im of the full chi^-1 over those of the mapped law."""
    context = MPContext()
    context.dps = 40
    delta, zeta = place * gamma**2 * edge, gamma**3
    exact = certify.chi_inv(2 * edge + delta, zeta, digits=digits)
    out = []
    with flint_precision(BITS):
        for part, identifier in ((exact.real, "eq:20"), (exact.imag, "eq:22")):
            arguments = (context.mpf(x.numerator) / x.denominator for x in (delta, zeta))
            law: Any = FORMULAS[identifier].body(MpBackend(context), *arguments)
            out.append(float((part / flint.arb(context.nstr(law, 30))).mid()))
    return out
