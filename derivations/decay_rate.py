"""The decay of a gapless state: where the gap closes, where a pole leaves the branch point, and deep in the state."""

from __future__ import annotations

from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, stated

ZETA, CRITICAL, A, SLOPE = symbol("zeta"), symbol("zeta_c"), symbol("a"), symbol("b")
HERE = Source("higgs_sym")
NU, NU0, R = sp.symbols("nu nu_0 r", positive=True)
X = sp.Symbol("x", positive=True)


@DERIVATIONS.register(id="d:decay-onset", title="The decay rate where the gap closes", source=HERE)
def onset() -> Chain:
    """The result is eps_* through the third order in zeta - 1."""
    chain = Chain()
    edge = sp.Rational(2, 3) * X * (1 - X / 6 + 2 * X**2 / 27)
    bracket = 1 - X / 4 + 35 * X**2 / 288
    law = (sp.Rational(2, 3) * X) ** sp.Rational(3, 2) * bracket
    chain.show(
        "The branch point",
        [r"\varepsilon_*=(\zeta^{2/3}-1)^{3/2}", stated(r"\varepsilon_*", law) + r"+\dots,\qquad x=\zeta-1"],
        r"The continuation of the astroid, `d:gap`: for $1<\zeta<\zeta_c$ it is the singularity nearest the real axis.",
        zero=[
            sp.series((1 + X) ** sp.Rational(2, 3) - 1 - edge, X, 0, 4).removeO(),
            sp.series((edge / (sp.Rational(2, 3) * X)) ** 3 - bracket**2, X, 0, 3).removeO(),
        ],
    )
    return chain.finish(law.subs(X, ZETA - 1))


@DERIVATIONS.register(id="d:decay-crossing", title="The decay rate where the pole leaves the branch point", source=HERE)
def crossing() -> Chain:
    """The result is eps_* - rate to order (zeta - zeta_c)^(3/2)."""
    chain = Chain()
    chain.define(
        "Below the real axis",
        r"\chi^{-1}(-iY)=\chi^{-1}(iY)+\int_0^{Y/2}dy\,[K(1,2)+K(\bar1,\bar2)-K(1,\bar2)-K(\bar1,2)]",
        r"The golden rule continued to $\omega=-iY$; energies $-iy$ (1) and $-i(Y-y)$ (2), $u=\pm i\nu$, "
        r"$y=\nu(\zeta/r-1)$ on the continued sheet. It is real for $Y<\varepsilon_*$.",
    )
    strength = singular(chain)
    delta = sp.Symbol("delta", positive=True)
    c = sp.Symbol("C")
    place = A * X + c / -SLOPE * (A * X) ** sp.Rational(3, 2)
    root = sp.Symbol("s", positive=True)  # sqrt(x)
    value = -A * SLOPE * X + SLOPE * delta + c * delta ** sp.Rational(3, 2)
    expanded = sp.series(value.subs(delta, place).subs(X, root**2), root, 0, 4).removeO()
    chain.show(
        "The pole",
        [
            r"\chi^{-1}(-i(\varepsilon_*-\delta))=-ab\,(\zeta-\zeta_c)+b\,\delta+C\delta^{3/2}+\dots=0",
            stated(r"\delta", place),
        ],
        r"With $x=\zeta-\zeta_c$; $b$ and $ab$ are minus the derivatives of $\chi^{-1}$ by $Y$ and by $\zeta$ along "
        r"$Y=\varepsilon_*$, at $\zeta_c$, where $\chi^{-1}(-i\varepsilon_*)=0$. No pole for $x<0$: $\delta>0$ "
        r"is asked for. It leaves the branch point with a kink, not with a square root.",
        zero=[sp.expand(expanded.coeff(root, k)) for k in (2, 3)],
    )
    at = {NU: sp.sqrt(CRITICAL ** sp.Rational(2, 3) - 1), NU0: sp.sqrt(CRITICAL**2 - 1), R: sp.cbrt(CRITICAL)}
    law = place.subs(c, strength.subs(ZETA, CRITICAL).subs(at)).subs(X, ZETA - CRITICAL)
    return chain.finish(law)


def singular(chain: Chain) -> Any:
    """C of C (eps_* - Y)^(3/2)."""
    radius = sp.sqrt(1 + NU**2)

    def kernel(sign: int) -> Any:
        """Between r = zeta, u = +-i nu_0 (energy zero) and u = i nu."""
        c = (-sign * NU0 * NU - 1) / (ZETA * radius)
        return (1 + c) / (ZETA + radius - ZETA * (1 - c))

    both = kernel(1) - kernel(-1)
    form = -2 * NU0 * radius / (ZETA * NU * (radius + ZETA))
    gone = {NU0: sp.sqrt(ZETA**2 - 1)}
    chain.show(
        "The kernels at the branch point",
        stated(r"K(1,2)-K(\bar1,2)", form.subs(radius, R)),
        r"At $y=0$, where $r=\zeta$, $u=\pm i\nu_0$, $\nu_0=\sqrt{\zeta^2-1}$ on the two sheets.",
        zero=sp.simplify((both - form).subs(gone)),
    )
    edge = {ZETA: R**3}
    slope = sp.diff(form, NU)
    turning = NU * (ZETA / radius - 1)
    closed = 4 * NU0 / (ZETA * NU**2 * (1 + R**2) ** 2)
    bend = sp.diff(turning, NU, 2)
    on_edge = {NU: sp.sqrt(R**2 - 1)}
    strength = -sp.Rational(2, 3) * closed * R * sp.sqrt(2 / (3 * NU))
    delta, y = sp.symbols("delta y", positive=True)
    primitive = sp.Rational(2, 3) * (delta + y) ** sp.Rational(3, 2)
    chain.show(
        "What is singular",
        [
            r"\varepsilon_*-(Y-y)\simeq\frac{3\nu_*}{2r_*^2}(\nu-\nu_*)^2,\quad r_*^3=\zeta",
            stated("C", strength),
        ],
        r"Root 2 has its branch point at $Y-y=\varepsilon_*$: $\int_0dy\,\sqrt{\delta+y}$ leaves "
        r"$-\frac23\delta^{3/2}$, $\delta=\varepsilon_*-Y$, times "
        r"$\partial_\nu[K(1,2)-K(\bar1,2)]=4\nu_0/[\zeta\nu_*^2(1+r_*^2)^2]$ and "
        r"$r_*\sqrt{2/(3\nu_*)}$.",
        zero=[
            sp.simplify((slope - closed).subs(edge).subs(on_edge)),
            sp.simplify(sp.diff(turning, NU).subs(edge).subs(on_edge)),
            sp.simplify((bend + 3 * NU / R**2).subs(edge).subs(on_edge)),
            sp.simplify(3 * NU / (2 * R**2) * (R * sp.sqrt(2 / (3 * NU))) ** 2 - 1),
            sp.diff(primitive, y) - sp.sqrt(delta + y),
            primitive.subs(y, 0) - sp.Rational(2, 3) * delta ** sp.Rational(3, 2),
        ],
    )
    return strength
