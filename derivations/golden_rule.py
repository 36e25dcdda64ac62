"""Im chi^-1 at T = 0 as an integral over pairs of quasiparticles."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

U1, R1, U2, R2 = sp.symbols("u_1 r_1 u_2 r_2")


@DERIVATIONS.register(
    id="d:golden-rule",
    title=r"Golden rule for $\operatorname{Im}\chi^{-1}$ at $T=0$",
    source=Source("higgs_sym"),
)
@cache
def golden_rule() -> Chain:
    """The result is the retarded-advanced kernel K(u_1, u_2) of the golden rule, both energies positive."""
    chain = Chain()
    window(chain)
    K = pairs(chain)
    return chain.finish(K)


def window(chain: Chain) -> None:
    """The imaginary part comes from |epsilon| < omega/2."""
    chain.define(
        "Response at $T=0$",
        r"\chi^{-1}=\frac1\lambda-\frac1{4i}\int d\varepsilon\,\{\operatorname{sgn}(\varepsilon_-)K_{RR}"
        r"-\operatorname{sgn}(\varepsilon_+)K_{AA}+[\operatorname{sgn}(\varepsilon_+)"
        r"-\operatorname{sgn}(\varepsilon_-)]K_{RA}\},\qquad\varepsilon_\pm=\varepsilon\pm\omega/2",
        r"The Matsubara sum of $K$ continued to $\omega>0$, energies in units of $\Delta$; "
        r"$K_{AA}=\bar K_{RR}$.",
    )
    a, b, c, d = sp.symbols("a b c d", real=True)
    K_RR, K_AA, K_RA = a + sp.I * b, a - sp.I * b, c + sp.I * d

    def absorbed(plus: int, minus: int) -> Any:
        return sp.im(sp.I / 4 * (minus * K_RR - plus * K_AA + (plus - minus) * K_RA))

    chain.show(
        "Absorbing window",
        r"\operatorname{Im}\chi^{-1}=\frac12\int_{-\omega/2}^{\omega/2}d\varepsilon\,"
        r"\operatorname{Re}(K_{RA}-K_{RR})",
        "Where both energies have the same sign the integrand is real.",
        zero=[absorbed(1, -1) - (c - a) / 2, absorbed(1, 1), absorbed(-1, -1)],
    )


def pairs(chain: Chain) -> Any:
    """In terms of two positive energies, and with the forbidden ones removed."""
    retarded = DERIVATIONS["d:kernel-real"].build().result
    K = retarded.subs(U2, -U2)
    u2, r2 = sp.conjugate(U2), sp.conjugate(R2)
    real_1 = dict(zip((U1, R1), sp.symbols("u_1 r_1", real=True), strict=True))
    conjugated = K.subs({U2: u2, R2: r2})
    chain.show(
        "Two positive energies",
        [r"K_{RA}=K(u_1,u_2)", r"K_{RR}=K(u_1,\bar u_2)", r"\varepsilon_1+\varepsilon_2=\omega"],
        r"$\varepsilon_1=\varepsilon_+$, $\varepsilon_2=-\varepsilon_-$; $K$ is the retarded-advanced "
        r"kernel of `d:kernel-real`. Schwarz reflection: $u(-\varepsilon)=-\bar u(\varepsilon)$, "
        r"$r(-\varepsilon)=\bar r(\varepsilon)$.",
        zero=retarded.subs({U2: -u2, R2: r2}) - conjugated,
    )
    chain.show(
        "Golden rule",
        r"\operatorname{Im}\chi^{-1}=\frac12\int_{\varepsilon_g}^{\omega-\varepsilon_g}d\varepsilon\,"
        r"\operatorname{Re}[K(u_1,u_2)-K(u_1,\bar u_2)]",
        "With one energy inside the gap its $u$ and $r$ are real, and the two terms are equal or "
        r"conjugate: nothing is left below $2\varepsilon_g$.",
        zero=sp.conjugate(K.subs(real_1)) - conjugated.subs(real_1),
    )
    return K
