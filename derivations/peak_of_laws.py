"""Where the laws (20) and (22) themselves put the absorption peak for weak pair breaking."""

from __future__ import annotations

from typing import Any

import sympy as sp

from derivations.mapping import GAP
from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

GAMMA, ZETA = symbol("gamma"), symbol("zeta")
EXCESS = sp.Symbol("s", positive=True)  # sigma - 1
LOG = sp.Symbol("L", positive=True)  # ln(4/gamma)
SIGMA = sp.Symbol("sigma", positive=True)


@DERIVATIONS.register(
    id="d:peak-laws",
    title=r"The peak of the laws (20), (22) leaves the window below $2\Delta$",
    source=Source("DzeroKamenev2025", "eq. (23)"),
)
def peak_of_laws() -> Chain:
    """The result is (omega_res - 2 eps_g)/eps_g of the laws to leading order for gamma -> 0."""
    chain = Chain()
    real, imaginary = one_variable(chain)
    slope = rising(chain, real, imaginary)
    window(chain, real, imaginary)
    place(chain, slope)
    return chain.finish(4 * GAMMA**2 * sp.log(GAMMA) ** 2 / sp.pi**2)


def one_variable(chain: Chain) -> tuple[Any, Any]:
    """Re chi^-1/gamma and -Im chi^-1/gamma as functions of sigma = S_g/gamma."""
    S, distance = GAMMA * SIGMA, GAMMA**2 * GAP * (SIGMA**2 - 1)
    given = (S * sp.log((S - GAMMA) / (S + GAMMA)) - GAMMA * sp.log(distance / (16 * GAP))) / 2
    real = LOG + (SIGMA * sp.log((SIGMA - 1) / (SIGMA + 1)) - sp.log(SIGMA**2 - 1)) / 2
    imaginary = sp.pi / 2 * (SIGMA - 1)
    rest = (given / GAMMA - real.subs(LOG, sp.log(4 / GAMMA))).subs(SIGMA, 1 + EXCESS)
    chain.show(
        "One variable",
        [
            r"\sigma=\frac{S_g}\gamma=\sqrt{1+x},\qquad x=\frac{\omega-2\varepsilon_g}{\gamma^2\varepsilon_g}",
            r"\frac{\chi^{-1}}\gamma=\rho-i\iota,\qquad "
            r"\rho=\ln\frac4\gamma+\frac\sigma2\ln\frac{\sigma-1}{\sigma+1}-\frac12\ln(\sigma^2-1),"
            r"\qquad\iota=\frac\pi2(\sigma-1)",
        ],
        "(20), (22) divided by $\\gamma$: the pair-breaking rate enters through $\\ln(4/\\gamma)$ alone.",
        zero=[
            sp.expand_log(sp.expand(sp.expand_log(factored(rest), force=True)), force=True),
            sp.expand(S**2 - GAMMA**2 - distance / GAP),
            sp.expand(sp.pi / 2 * (S - GAMMA) / GAMMA - imaginary),
        ],
    )
    return real, imaginary


def factored(expression: Any) -> Any:
    """Every logarithm of a product with the product spelt out, sigma = 1 + s."""
    return expression.replace(sp.log, lambda argument: sp.log(sp.factor(argument)))


def rising(chain: Chain, real: Any, imaginary: Any) -> Any:
    """The derivative of the absorption; returns what decides its sign."""
    drop = sp.log((SIGMA - 1) / (SIGMA + 1)) / 2
    rho, iota = sp.Function("rho")(SIGMA), sp.Function("iota")(SIGMA)
    absorption = iota / (rho**2 + iota**2)
    sign = iota.diff(SIGMA) * (rho**2 - iota**2) - 2 * iota * rho * rho.diff(SIGMA)
    chain.show(
        "The absorption rises while the real part is the larger",
        [
            equal(sp.Symbol(r"\rho'"), drop),
            r"\left(\frac{\iota}{\rho^2+\iota^2}\right)'=\frac{\frac\pi2(\rho^2-\iota^2)-2\rho\iota\rho'}"
            r"{(\rho^2+\iota^2)^2}",
        ],
        r"$\rho'<0<\iota'$: as long as $\rho\ge\iota$ both terms are positive, and $\rho-\iota$ falls with $\sigma$. "
        r"So $\gamma\operatorname{Im}\chi$ rises from the threshold up to the place where $\rho=\iota$, at least.",
        zero=[
            sp.simplify(sp.diff(real, SIGMA) - drop),
            sp.simplify(sp.diff(absorption, SIGMA) * (rho**2 + iota**2) ** 2 - sign),
            sp.diff(imaginary, SIGMA) - sp.pi / 2,
        ],
    )
    return sp.pi / 2 * (real**2 - imaginary**2) - 2 * real * imaginary * drop


def window(chain: Chain, real: Any, imaginary: Any) -> None:
    """The end of the window, omega = 2 Delta."""
    gap = DERIVATIONS["d:gap"].build().result
    end = (2 - 2 * gap) / (GAMMA**2 * gap)
    readings = [sp.cbrt(ZETA), sp.cbrt(ZETA) - ZETA / 2]
    z = sp.Symbol("z", positive=True)  # zeta^(1/3)
    limits = [sp.limit(sp.powdenest(end.subs({GAMMA: g}).subs(ZETA, z**3), force=True), z, 0) for g in readings]
    margin = (real - imaginary).subs(SIGMA, 2)
    form = LOG - sp.Rational(3, 2) * sp.log(3) - sp.pi / 2
    chain.show(
        r"At $2\Delta$",
        [
            r"x(2\Delta)=\frac{2\Delta-2\varepsilon_g}{\gamma^2\varepsilon_g}\to3,\qquad\sigma\to2",
            stated(r"\rho-\iota", form.subs(LOG, sp.log(4 / GAMMA))),
        ],
        r"For either reading of $\gamma$. The difference grows without bound as $\gamma\to0$: for weak pair breaking "
        r"the laws rise through the whole window $2\varepsilon_g<\omega<2\Delta$ and have their maximum above it.",
        zero=[*(each - 3 for each in limits), sp.simplify(sp.expand_log(margin - form, force=True))],
    )


def place(chain: Chain, slope: Any) -> None:
    """sigma ~ (2/pi) L."""
    c = sp.Symbol("c", positive=True)
    leading = sp.limit((slope / LOG**2).subs(SIGMA, c * LOG), LOG, sp.oo)
    form = sp.pi / 2 * (1 - (sp.pi * c / 2) ** 2)
    (root,) = sp.solve(sp.Eq(form, 0), c)
    chain.show(
        "Where the maximum goes",
        [
            r"\sigma_*\simeq\frac2\pi\ln\frac1\gamma",
            r"\omega_\mathrm{res}-2\varepsilon_g\simeq\frac4{\pi^2}\gamma^2\varepsilon_g\ln^2\gamma",
        ],
        r"At $\sigma=c\ln(4/\gamma)$ the derivative has the sign of $1-(\pi c/2)^2$ for $\gamma\to0$. The maximum of "
        r"the integral lies at $\omega_\mathrm{res}-2\varepsilon_g\simeq3\gamma^2\varepsilon_g$ instead, `d:peak`.",
        zero=[sp.simplify(leading - form), root - 2 / sp.pi],
    )
