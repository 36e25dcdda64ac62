"""Which root of the spectral equation is physical: the one attracting fixed point of a half-plane map."""

from __future__ import annotations

from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain, equal, stated

ZETA = symbol("zeta")
X, W = sp.symbols("x w", real=True)
PHI = X + sp.I * W
U, Z = sp.symbols("u z")
# In the strip |x| < pi/2, w > 0: c = cos(x), S = sinh(w), h = cosh(w) are positive, sigma = sin(x) is real.
C, S, H = sp.symbols("c S h", positive=True)
SIGMA = sp.Symbol("sigma", real=True)
COSH = sp.sqrt(1 + S**2)


@DERIVATIONS.register(id="d:root", title="The physical root is the attracting fixed point", source=Source("higgs_sym"))
def root_criterion() -> Chain:
    """Exactly one root has Im u >= 0 and |zeta/r^3| <= 1; the result is its real energy as z(c, S)."""
    chain = Chain()
    image = half_plane(chain)
    contraction(chain, image)
    no_escape(chain)
    gap_interval(chain)
    return chain.finish(real_energies(chain, image))


def strip(expression: Any) -> Any:
    """All angles as rational functions of tan(x/2) and exp(w), where equality is decidable."""
    p, e = sp.symbols("p e", positive=True)
    cos, sin = (1 - p**2) / (1 + p**2), 2 * p / (1 + p**2)
    sinh, cosh = (e - 1 / e) / 2, (e + 1 / e) / 2
    angles = {sp.cos(X): cos, sp.sin(X): sin, sp.sinh(W): sinh, sp.cosh(W): cosh}
    return sp.expand_trig(expression).subs(angles | {C: cos, SIGMA: sin, S: sinh, H: cosh})


def half_plane(chain: Chain) -> Any:
    """The map and its image; returns tan(phi) split into real and imaginary part."""
    chain.define(
        "The map",
        stated("G(u)", Z + ZETA * U / sp.sqrt(1 - U**2)),
        r"Its fixed points are the roots of (6) on the sheet $\operatorname{Re}r>0$, $r=\sqrt{1-u^2}$. The "
        r"retarded one continues that of $z=i\omega_n$, $u=i\cot\theta$, $r=1/\sin\theta$, where "
        r"$\operatorname{Im}u>0$.",
    )
    sine, cosine = SIGMA * H + sp.I * C * S, C * H - sp.I * SIGMA * S
    chain.show(
        "The half-plane as a strip",
        [stated(r"\sin\phi", sine), stated(r"\cos\phi", cosine)],
        r"$u=\sin\phi$, $r=\cos\phi$, $\phi=x+iw$; $\sigma=\sin x$, $c=\cos x$, $S=\sinh w$, $h=\cosh w$: "
        r"the strip $|x|<\pi/2$, $w>0$ covers $\operatorname{Im}u=cS>0$ once; there "
        r"$\operatorname{Re}r=ch>0$.",
        zero=[strip(sp.sin(PHI) - sine), strip(sp.cos(PHI) - cosine), C * S > 0, C * H > 0],
    )
    tangent = SIGMA * C / (C**2 + S**2) + sp.I * S * H / (C**2 + S**2)
    chain.show(
        "The map raises the imaginary part",
        [stated(r"\tan\phi", tangent), sp.Gt(S * H / (C**2 + S**2), 0, evaluate=False)],
        r"$G=z+\zeta\tan\phi$, so $\operatorname{Im}G>\operatorname{Im}z$: for $\operatorname{Im}z\ge0$ the "
        "upper half-plane goes into itself.",
        zero=[strip(sp.sin(PHI) / sp.cos(PHI) - tangent), S * H / (C**2 + S**2) > 0],
    )
    return tangent


def contraction(chain: Chain, tangent: Any) -> None:
    """Schwarz-Pick made explicit."""
    chain.show(
        "The derivative",
        stated("G'(u)", ZETA / sp.Symbol("r") ** 3),
        r"The same combination whose value 1 marks the branch points, $dz/du=1-\zeta/r^3$.",
        zero=sp.diff(U / sp.sqrt(1 - U**2), U) - 1 / sp.sqrt(1 - U**2) ** 3,
    )
    modulus = C**2 + S**2  # |r|^2
    gain = sp.im(sp.expand(tangent)) ** 2 - (C * S) ** 2 / modulus**3
    form = S**4 * (1 + C**2 + S**2) / modulus**3
    chain.show(
        "Strict contraction",
        [
            r"(\operatorname{Im}G-\operatorname{Im}z)^2-|G'|^2(\operatorname{Im}u)^2=\zeta^2" + rf"\,{sp.latex(form)}",
            sp.Gt(form, 0, evaluate=False),
        ],
        r"Schwarz-Pick for this map: $|G'|\operatorname{Im}u<\operatorname{Im}G$, the hyperbolic length "
        r"$|du|/\operatorname{Im}u$ shrinks. Two fixed points with $\operatorname{Im}u>0$ would keep their "
        r"distance, so there is at most one; there $\operatorname{Im}G=\operatorname{Im}u$, hence "
        r"$|\zeta/r^3|<1$.",
        zero=[
            strip(sp.cos(PHI) * sp.cos(X - sp.I * W) - modulus),
            (gain - form).subs(H, COSH),
            form > 0,
        ],
    )


def no_escape(chain: Chain) -> None:
    """The iterates do not run to infinity."""
    y = sp.Symbol("y", positive=True)
    along = sp.I * y
    chain.show(
        "Infinity does not attract",
        r"\lim_{y\to\infty}\frac{G(iy)}{iy}=0",
        "Denjoy-Wolff: the iterates of $G$ tend to one point of the closed half-plane or to infinity, the "
        "only fixed point with (angular) derivative at most 1 in modulus. Infinity would need a limit of "
        r"at least 1 here; $u=\mp1$ is no fixed point, the map is unbounded there. So for each $z$ with "
        r"$\operatorname{Im}z\ge0$ just one root has $\operatorname{Im}u\ge0$ and $|\zeta/r^3|\le1$. For "
        r"$\operatorname{Im}z>0$ it has $\operatorname{Im}u>\operatorname{Im}z$, is simple, hence analytic "
        "in $z$, and is the retarded one; on approach to real $z$ its limit points stay finite, keep both "
        "properties, and so there is one limit: the same root for real $z$.",
        zero=sp.limit((Z + ZETA * along / sp.sqrt(1 - along**2)) / along, y, sp.oo),
    )


def gap_interval(chain: Chain) -> None:
    """Real roots: the gap and nothing else."""
    r_g, step, u_g = sp.symbols("r_g d u_g", positive=True)
    inside = 1 - r_g**3 / (r_g + step) ** 3
    edge = u_g * (1 - r_g**3 / r_g)
    chain.show(
        "The gap",
        [
            rf"r=r_g+d:\quad\partial_uz={sp.latex(sp.factor(inside))}>0",
            equal(sp.Symbol("varepsilon_g") / sp.Symbol("Delta"), u_g**3),
        ],
        r"Real $u$ with $|\zeta/r^3|\le1$ are those with $r\ge r_g=\zeta^{1/3}$, $|u|\le u_g$. On them "
        r"$z(u)$ grows from $-\varepsilon_g$ to $\varepsilon_g$ (units of $\Delta$): inside the gap the "
        r"physical root is real, one for each $z$. For $\zeta>1$ there is none.",
        zero=[sp.factor(inside) > 0, edge.subs(r_g, sp.sqrt(1 - u_g**2)) - u_g**3],
    )
    beyond = sp.Symbol("u_0", positive=True)
    u = sp.sqrt(1 + beyond**2)
    chain.show(
        "No real root beyond 1",
        stated(r"\operatorname{Im}G(u+i0)", ZETA * sp.Abs(U) / sp.sqrt(U**2 - 1)),
        r"For real $u$, $|u|>1$, $r=\mp i\sqrt{u^2-1}$ on the upper side: the map leaves the real axis. So "
        r"for real $z$ outside the gap the physical root has $\operatorname{Im}u>0$.",
        zero=[sp.im(sign * u * ZETA / (-sign * sp.I * sp.sqrt(u**2 - 1))) - ZETA * u / beyond for sign in (1, -1)],
    )


def real_energies(chain: Chain, tangent: Any) -> Any:
    """Outside the gap the root is explicit in S."""
    energy = sp.expand(SIGMA * H + sp.I * C * S - ZETA * tangent)
    imaginary, real = sp.im(energy), sp.re(energy)
    condition = C * (C**2 + S**2) - ZETA * COSH
    (zeta,) = sp.solve(imaginary, ZETA)
    chain.show(
        "Real energies above the edge",
        equal(C * (C**2 + S**2), ZETA * COSH),
        r"$\operatorname{Im}z=0$ with $\operatorname{Im}u>0$.",
        zero=(imaginary * (C**2 + S**2) / S - condition).subs(H, COSH),
    )
    z = SIGMA * (1 + S**2 - C**2) / COSH
    chain.show(
        "The energy on it",
        [equal(Z, z), equal(SIGMA**2, 1 - C**2)],
        r"$\zeta$ eliminated. The left-hand side of the condition grows with $c$ from 0 to $1+S^2$ at "
        r"$c=1$, so each $S\ge0$ with $1+S^2\ge\zeta^2$ has one $c\in(0,1]$. Different $S$ have different "
        r"$z\ge0$, because the root is unique: the curve runs once through all energies above the edge.",
        zero=[
            (real.subs(ZETA, zeta) - z).subs(H, COSH),
            sp.diff(condition, C) > 0,
            condition.subs(C, 1) - COSH * (COSH - ZETA),
        ],
    )
    chain.show(
        "Its end",
        [r"S=0:\quad c=r_g=\zeta^{1/3},\quad z=\varepsilon_g/\Delta"],
        r"For $\zeta<1$ the curve starts at the gap edge; for $\zeta>1$ at $c=1$, $z=0$.",
        zero=[
            condition.subs({S: 0, C: sp.cbrt(ZETA)}),
            (z - SIGMA**3).subs({S: 0, C: sp.sqrt(1 - SIGMA**2)}),
        ],
    )
    return z.subs(SIGMA, sp.sqrt(1 - C**2))
