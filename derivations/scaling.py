"""Weak pair breaking at a fixed place in the window it opens: universal cubic, kernel, and the symmetry of both.

r = zeta^(1/3) v, eps = 1 + zeta^(2/3) y, omega = 2 + zeta^(2/3) Y, chi^-1 = zeta^(1/3) F(Y) + ...
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

ZETA = symbol("zeta")
V, V1, V2 = sp.symbols("v v_1 v_2")
LITTLE = sp.Symbol("z", positive=True)  # zeta^(1/3)
ENERGY, FREQUENCY = sp.symbols("y Y")
X, RHO, A = sp.symbols("x rho a", positive=True)
TURN = sp.exp(2 * sp.pi * sp.I / 3)


@DERIVATIONS.register(
    id="d:scaling", title=r"Scaling limit $\zeta\to0$: universal cubic and kernel", source=Source("higgs_sym")
)
@cache
def scaling_limit() -> Chain:
    """The result is the universal kernel zeta^(1/3) K(v_1, v_2) at zeta = 0."""
    chain = Chain()
    cubic(chain)
    kernel = universal_kernel(chain)
    chain.define(
        "Scaling function",
        [
            r"\chi^{-1}(2+\zeta^{2/3}Y)=\zeta^{1/3}F(Y)+\dots",
            r"F(Y)=i\;\mathrm{f.p.}\!\int_0^\infty ds\,K(v(\tfrac Y2+s),v(\tfrac Y2-s))",
        ],
        r"The retarded-advanced part $\frac{i\omega}{2}\int_0^1d\tau\,K_{RA}$ comes from energies within "
        r"$\zeta^{2/3}$ of "
        r"the gap edge; the remainder of $\chi^{-1}$ is regular there. $v(y)$ is the branch with "
        r"$v\simeq\sqrt{-2y}$, cut along $y>-\frac32$. The finite part drops $\sqrt s$ at the upper end, which the "
        r"regular remainder cancels.",
    )
    bcs(chain, kernel)
    return chain.finish(kernel)


def cubic(chain: Chain) -> None:
    """(6) at r = z v, z -> 0."""
    exact = (sp.sqrt(1 - LITTLE**2 * V**2) * (1 - LITTLE**2 / V) - 1) / LITTLE**2
    energy = sp.limit(exact, LITTLE, 0)
    chain.show(
        "Universal cubic",
        [equal(V**3 + 2 * ENERGY * V + 2, 0), stated("y", energy)],
        r"(6), $\varepsilon=u(1-\zeta/r)$, with $r=\zeta^{1/3}v$ and $\varepsilon=1+\zeta^{2/3}y$.",
        zero=sp.simplify(V**3 + 2 * energy * V + 2),
    )
    chain.show(
        "Its edge",
        [stated("v_g", 1), stated("y_g", sp.Rational(-3, 2)), stated(r"\frac{dy}{dv}", sp.factor(sp.diff(energy, V)))],
        r"Where $dy/dv=0$ on the physical branch: $\varepsilon_g=1-\frac32\zeta^{2/3}$, as the astroid says. The "
        r"threshold $2\varepsilon_g$ is at $Y=-3$.",
        zero=[
            sp.diff(energy, V).subs(V, 1),
            energy.subs(V, 1) + sp.Rational(3, 2),
            sp.limit((1 - (1 - LITTLE**2) ** sp.Rational(3, 2)) / LITTLE**2, LITTLE, 0) - sp.Rational(3, 2),
        ],
    )


def universal_kernel(chain: Chain) -> Any:
    """K of the golden rule at the same scale."""
    u1, r1, u2, r2 = sp.symbols("u_1 r_1 u_2 r_2")
    K = DERIVATIONS["d:golden-rule"].build().result.subs(symbol("kappa"), 0)
    u = [sp.sqrt(1 - LITTLE**2 * v**2) for v in (V1, V2)]
    scaled = K.subs({ZETA: LITTLE**3, r1: LITTLE * V1, r2: LITTLE * V2, u1: u[0], u2: u[1]})
    top = sp.Symbol("T")  # (u_1 u_2 - 1)/z^2
    limit_of_top = sp.limit((u[0] * u[1] - 1) / LITTLE**2, LITTLE, 0)
    rational = sp.cancel(
        (LITTLE * K).subs({ZETA: LITTLE**3, r1: LITTLE * V1, r2: LITTLE * V2}).subs(u1, (1 + LITTLE**2 * top) / u2)
    )
    form = -((V1 - V2) ** 2) / (2 * V1 * V2 * (V1 + V2))
    chain.show(
        "Universal kernel",
        stated(r"\zeta^{1/3}K", form),
        r"$u_1u_2-1\simeq-\frac12\zeta^{2/3}(v_1^2+v_2^2)$. The pair-breaking vertex correction is of relative order "
        r"$\zeta^{2/3}$ and drops out.",
        zero=[
            limit_of_top + (V1**2 + V2**2) / 2,
            sp.cancel(rational.subs(LITTLE, 0).subs(top, limit_of_top) - form),
            sp.cancel((LITTLE * scaled).subs(u[0] * u[1], 1 + LITTLE**2 * top) - rational),
        ],
    )
    chain.show(
        "Absorption",
        r"\operatorname{Im}F=\frac12\int_{-3/2}^{Y+3/2}dy\,\operatorname{Re}[K(v_1,v_2)-K(v_1,\bar v_2)]",
        r"The golden rule of `d:golden-rule`; scale invariance of the cubic: $v\to e^{2\pi i/3}v$, "
        r"$y\to e^{-2\pi i/3}y$, $K\to e^{-2\pi i/3}K$.",
        zero=[
            sp.expand_complex(sp.expand((TURN * V) ** 3 + 2 * (ENERGY / TURN) * (TURN * V) - V**3 - 2 * ENERGY * V)),
            sp.cancel(form.subs({V1: 2 * V1, V2: 2 * V2}, simultaneous=True) - form / 2),
        ],
    )
    return form


def bcs(chain: Chain, kernel: Any) -> None:
    """|Y| -> infinity: v = sqrt(-2 y), and F = (pi/2) sqrt(-Y)."""
    psi = sp.Symbol("psi")
    first, second = (sp.sqrt(A) * (sp.sin(psi) + sign * sp.cos(psi)) for sign in (1, -1))
    s = (A - first**2) / 2
    integrand = sp.simplify(kernel.subs({V1: first, V2: second}) * sp.diff(s, psi))
    primitive = sp.sqrt(A) * (sp.log(sp.tan(psi / 2)) + sp.cos(psi))
    top = sp.Symbol("tau", positive=True)
    chain.show(
        r"Far from the window",
        [r"v\simeq\sqrt{-2y}", r"F\simeq\frac\pi2\sqrt{-Y}"],
        r"At $Y=-a$ put $v_{1,2}=\sqrt a\,(\sin\psi\pm\cos\psi)$: $s=0$ is $\psi=\frac\pi2$ and $s\to\infty$ is "
        r"$\psi\to+i\infty$. There the primitive is $i\frac\pi2$ plus a multiple of $\sqrt s$ alone, so that "
        "its finite "
        r"part gives BCS, (30).",
        zero=[
            sp.expand(first**2 + second**2 - 2 * A).rewrite(sp.exp).expand(),
            sp.expand(second**2 - A - 2 * s),
            trigonometric(integrand + sp.diff(primitive, psi)),
            primitive.subs(psi, sp.pi / 2),
            sp.limit(sp.tan(sp.I * top).rewrite(sp.exp), top, sp.oo) - sp.I,
            sp.log(sp.I) - sp.I * sp.pi / 2,
        ],
    )


def trigonometric(expression: Any) -> Any:
    """Rational in tan(psi/2)."""
    psi, t = sp.Symbol("psi"), sp.Symbol("t")
    plain = sp.expand_trig(expression).subs(
        {sp.sin(psi): 2 * t / (1 + t**2), sp.cos(psi): (1 - t**2) / (1 + t**2), sp.tan(psi / 2): t}
    )
    return sp.cancel(plain)


@DERIVATIONS.register(
    id="d:scaling-symmetry",
    title=r"Symmetry of the scaling function: $\arg F(0)=-\pi/3$ and the place of the maximum",
    source=Source("higgs_sym"),
)
def symmetry() -> Chain:
    """The result is the phase of F(0)."""
    chain = Chain()
    real_ray(chain)
    analytic_sector(chain)
    rotated_contour(chain)
    return chain.finish(consequences(chain))


def real_ray(chain: Chain) -> None:
    """On the ray arg y = pi/3 the cubic is real."""
    phase = sp.exp(sp.I * sp.pi / 3)
    turned = (V**3 + 2 * ENERGY * V + 2).subs({V: X / phase, ENERGY: phase * RHO})
    rho = X**2 / 2 - 1 / X
    chain.show(
        "A real cubic",
        [r"v=e^{-i\pi/3}x", r"y=e^{i\pi/3}\rho", equal(X**3 - 2 * RHO * X - 2, 0)],
        r"On the ray $\arg y=\frac\pi3$ in the upper half-plane.",
        zero=sp.expand_complex(turned + X**3 - 2 * RHO * X - 2),
    )
    chain.show(
        "Its positive root",
        [stated(r"\rho", rho), sp.Gt(sp.diff(rho, X), 0, evaluate=False)],
        r"$\rho$ rises monotonically from $-\infty$ to $\infty$ with $x>0$: one positive root for every real $\rho$, "
        r"analytic in $\rho$. For large $\rho$ it is $\sqrt{2\rho}$, hence $v\simeq\sqrt{-2y}$, the physical branch.",
        zero=[
            sp.expand((X**3 - 2 * RHO * X - 2).subs(RHO, rho)),
            sp.S.Zero if (sp.diff(rho, X) > 0) == sp.true else sp.S.One,
            sp.limit(rho / X**2, X, sp.oo) - sp.Rational(1, 2),
        ],
    )


def analytic_sector(chain: Chain) -> None:
    """v(y) for -pi/3 < arg y < pi."""
    a = sp.Symbol("a", positive=True)
    b = sp.Symbol("b", real=True, nonzero=True)
    energy = -(V**2) / 2 - 1 / V
    chain.show(
        "Upper half-plane",
        r"\operatorname{Im}y>0:\quad -\tfrac\pi2<\arg v<0",
        r"A real $v$ belongs to a real $y$, and $v=-ia$, $a>0$, to $\operatorname{Im}y=-1/a<0$: in the upper "
        "half-plane "
        r"$v$ cannot leave the quadrant in which it lies for large $y$.",
        zero=[sp.im(energy.subs(V, b)), sp.im(energy.subs(V, -sp.I * a)) + 1 / a],
    )
    w = sp.Symbol("w")
    mirrored = sp.expand((TURN * w) ** 3 + 2 * (ENERGY / TURN) * (TURN * w) + 2)
    chain.show(
        "Reflection",
        r"v(y)=e^{-2\pi i/3}\,\left[v(e^{2\pi i/3}\,y^{*})\right]^{*}",
        r"Both sides solve the cubic and agree on the ray $\arg y=\frac\pi3$, which the reflection "
        r"$y\to e^{2\pi i/3}y^{*}$ leaves in place. It continues $v$ through the cut into $-\frac\pi3<\arg "
        "y<0$, where "
        r"$-\frac{2\pi}3<\arg v<-\frac\pi6$.",
        zero=[
            sp.expand_complex(mirrored - (w**3 + 2 * ENERGY * w + 2)),
            sp.expand_complex(TURN * sp.exp(-sp.I * sp.pi / 3) - sp.exp(sp.I * sp.pi / 3)),
        ],
    )


def rotated_contour(chain: Chain) -> None:
    """s = e^(-i pi/6) sigma."""
    right, up = sp.symbols("x' x''", positive=True)
    x1, x2 = right + sp.I * up, right - sp.I * up
    kernel = DERIVATIONS["d:scaling"].build().result
    phase = sp.exp(-sp.I * sp.pi / 3)
    weight = up**2 / ((right**2 + up**2) * right)
    value = sp.I * kernel.subs({V1: phase * x1, V2: phase * x2}) * sp.exp(-sp.I * sp.pi / 6)
    tau, sigma = sp.symbols("tau sigma", real=True)
    first = sp.exp(sp.I * sp.pi / 3) * tau / 2 + sp.exp(-sp.I * sp.pi / 6) * sigma
    chain.show(
        "The contour turned by -pi/6",
        [
            r"F(e^{i\pi/3}\tau)=e^{-i\pi/3}G(\tau)",
            r"G(\tau)=-\mathrm{f.p.}\!\int_0^\infty d\sigma\,\frac{(\operatorname{Im}x)^2}{|x|^2\operatorname{Re}x}",
            r"x^3=(\tau-2i\sigma)\,x+2",
        ],
        r"$s=e^{-i\pi/6}\sigma$ keeps $y_{1,2}=\frac Y2\pm s$ inside $-\frac\pi3<\arg y<\pi$, where $\arg v$ "
        "spans less "
        r"than $\pi$ and $v_1+v_2$ has no zero. $x_{1,2}$ are conjugate: $G$ is real.",
        zero=[
            sp.expand_complex(first - sp.exp(sp.I * sp.pi / 3) * (tau / 2 - sp.I * sigma)),
            sp.simplify(sp.expand_complex(value + phase * weight)),
        ],
    )


def consequences(chain: Chain) -> Any:
    """Phases of the Taylor coefficients."""
    h0, h1, h2 = sp.symbols("h_0 h_1 h_2", real=True)
    phase = sp.exp(-sp.I * sp.pi / 3)
    Y = sp.Symbol("Y", real=True)
    absorption = sp.im(sp.expand_complex((h0 + h1 * phase * Y + h2 * phase**2 * Y**2) / phase))
    form = sp.sqrt(3) / 2 * (h0 - h2 * Y**2)
    g0 = sp.Symbol("g_0", positive=True)
    chain.show(
        "Consequences",
        [
            r"F(Y)=e^{-i\pi/3}G(e^{-i\pi/3}Y)",
            r"\arg F(0)=-\tfrac\pi3",
            stated(r"\operatorname{Im}\frac1F", form) + r"+O(Y^3)",
        ],
        r"$G$ is analytic at 0 with real Taylor coefficients, $1/G=h_0+h_1\tau+h_2\tau^2+\dots$; $G(0)>0$ "
        r"(`d:scaling-centre`). The linear term of the absorption vanishes: it is stationary at $Y=0$, that is at "
        r"$\omega=2\Delta$, and largest there because $h_2>0$ (`d:scaling-centre`).",
        zero=[sp.expand(absorption - form), sp.arg(g0 * phase) + sp.pi / 3],
    )
    return phase
