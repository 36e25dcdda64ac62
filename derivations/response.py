"""The response from the Matsubara sum to real energies, its form at T = 0, and its independence of the cutoff."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from higgs_sym.conventions import symbol
from higgs_sym.records import Source
from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

OMEGA, ZETA, KAPPA, R, TEMPERATURE = (symbol(name) for name in ("omega", "zeta", "kappa", "r", "T"))
ENERGY, SHIFT, Y = sp.symbols("z Omega y", positive=True)
RR, AA, RA = sp.symbols("K_RR K_AA K_RA")
LOWER, UPPER = sp.symbols("t_- t_+")  # tanh(eps_-/2T), tanh(eps_+/2T)


@DERIVATIONS.register(
    id="d:response", title="The response from the Matsubara sum to real energies", source=Source("higgs_sym")
)
@cache
def response() -> Chain:
    """(18); the result is the integrand of -4i(chi^-1 - 1/lambda), t for tanh."""
    chain = Chain()
    braces = contour(chain)
    zero_temperature(chain)
    return chain.finish(braces)


def contour(chain: Chain) -> Any:
    """The sum as an integral along the two cuts."""
    chain.define(
        "The Matsubara sum",
        r"\chi^{-1}(i\Omega)=\frac1\lambda-\pi T\sum_nK(\omega_n,\omega_n-\Omega),\qquad"
        r"\frac1\lambda=\pi T\sum_n\frac{\sin\theta_n}{\Delta}",
        r"$K$ of `d:kernel`, $\Omega=2\pi Tm>0$; both sums with the same cutoff.",
    )
    z, T = sp.Symbol("z"), TEMPERATURE
    n, m = sp.symbols("n m", integer=True)
    pole = sp.I * (2 * n + 1) * sp.pi * T
    tanh = sp.sinh(z / (2 * T)) / sp.cosh(z / (2 * T))
    chain.show(
        "The function with the right poles",
        [
            r"\operatorname*{Res}_{z=i\omega_n}\tanh\frac z{2T}=2T",
            r"\tanh\frac{z+i\Omega}{2T}=\tanh\frac z{2T}",
        ],
        r"So $T\sum_nf(i\omega_n)=\frac1{4\pi i}\oint dz\,f(z)\tanh\frac z{2T}$ around the poles.",
        zero=[
            sp.cosh(z / (2 * T)).subs(z, pole),
            sp.simplify(sp.sinh(z / (2 * T)) / sp.diff(sp.cosh(z / (2 * T)), z)) - 2 * T,
            sp.simplify((tanh.subs(z, z + 2 * sp.pi * sp.I * m * T) - tanh).rewrite(sp.exp)),
        ],
    )
    # cuts at Im z = Omega (second energy on the axis) and Im z = 0 (first energy on the axis)
    along_upper, along_lower = LOWER * (RR - RA), UPPER * (RA - AA)
    braces = LOWER * RR - UPPER * AA + (UPPER - LOWER) * RA
    chain.show(
        "Along the two cuts, (18)",
        r"\chi^{-1}(\omega)=\frac1\lambda-\frac1{4i}\int d\varepsilon\Big\{\tanh\frac{\varepsilon_-}{2T}K_{RR}"
        r"-\tanh\frac{\varepsilon_+}{2T}K_{AA}+\Big[\tanh\frac{\varepsilon_+}{2T}"
        r"-\tanh\frac{\varepsilon_-}{2T}\Big]K_{RA}\Big\}",
        r"$K(z,z-i\Omega)$ has cuts at $\operatorname{Im}z=0$ and $\operatorname{Im}z=\Omega$; above, between "
        "and below "
        r"them it is $K_{RR}$, $K_{RA}$, $K_{AA}$. On the upper cut $z=\varepsilon_-+i\Omega$, on the lower one "
        r"$z=\varepsilon_+$. Then $i\Omega\to\omega+i0$, $\varepsilon_\pm=\varepsilon\pm\omega/2$. The "
        "Keldysh equations "
        "give the same (`d:fluctuation`).",
        zero=sp.expand(along_upper + along_lower - braces),
    )
    return braces


def zero_temperature(chain: Chain) -> None:
    """One contour for T = 0."""
    theta_n, theta_m = sp.symbols("theta_n theta_m")
    kernel = DERIVATIONS["d:kernel"].build().result
    flipped = kernel.subs({theta_n: sp.pi - theta_m, theta_m: sp.pi - theta_n}, simultaneous=True)
    chain.show(
        "Both frequencies of one sign",
        r"K(-\omega_m,-\omega_n)=K(\omega_n,\omega_m)",
        r"$\theta(-\omega)=\pi-\theta(\omega)$. The parts of the sum with both frequencies positive and both negative "
        "are equal.",
        zero=sp.simplify(sp.expand_trig(flipped - kernel)),
    )
    nu, tau = sp.symbols("nu tau")
    first = nu + SHIFT
    middle = {nu: -SHIFT * (1 - tau)}
    chain.show(
        "The response at T = 0",
        r"\chi^{-1}(\omega)=\int_0^\infty dy\Big[\frac1{r(iy)}-K_{RR}(\omega+iy,iy)\Big]"
        r"+\frac{i\omega}2\int_0^1d\tau\,K_{RA}\big(\omega\tau,\omega(1-\tau)\big)",
        r"Units of $\Delta$. $\pi T\sum_n\to\frac12\int d\nu$; both frequencies of one sign: "
        r"$\int_0^\infty dy\,K(\Omega+y,y)$. For $-\Omega<\nu<0$ one is $\nu+\Omega=\Omega\tau$, the other "
        r"$-\Omega(1-\tau)$, which gives $\frac\Omega2\int_0^1d\tau$. Then $\Omega\to-i\omega$.",
        zero=[
            sp.expand(first.subs(middle) - SHIFT * tau),
            sp.diff(middle[nu], tau) - SHIFT,
            (-SHIFT / 2).subs(SHIFT, -sp.I * OMEGA) - sp.I * OMEGA / 2,
        ],
    )


@DERIVATIONS.register(id="d:cutoff", title="The response does not depend on the cutoff", source=Source("higgs_sym"))
@cache
def cutoff() -> Chain:
    """The result is the leading term of the integrand at large y: what a cutoff at y leaves out, times 1/y^2."""
    chain = Chain()
    large = spectral_expansion(chain)
    leading = decay(chain, large)
    L, a, c = sp.symbols("L a c", positive=True)
    chain.show(
        "What a cutoff leaves out",
        [
            r"\int_L^\infty dy\Big[\frac1r-K_{RR}\Big]=\frac{\kappa-i\omega}{2L}+O(L^{-2})",
            r"\int_L^{L+c}\frac{dy}y\to0",
        ],
        r"It vanishes with growing cutoff, and so does the difference between sums cut off at ends that are a fixed "
        r"distance $c$ apart. Each sum alone grows as $\ln L$.",
        zero=[
            sp.integrate(a / Y**2, (Y, L, sp.oo)) - a / L,
            sp.limit(sp.log((L + c) / L), L, sp.oo),
        ],
    )
    return chain.finish(leading / Y**2)


def spectral_expansion(chain: Chain) -> Any:
    """r/y on the imaginary axis at large energy, as a function of 1/y."""
    x = sp.Symbol("x")  # 1/y
    form = 1 / x + ZETA + x / 2 - ZETA * x**2
    quartic = DERIVATIONS["d:dressed"].build().result
    z = sp.Symbol("z")
    residual = sp.expand(quartic.subs({sp.Symbol("r"): form, z: sp.I / x}, simultaneous=True) * x**4)
    chain.show(
        "Large energies",
        r"r(iy)=y+\zeta+\frac1{2y}-\frac\zeta{y^2}+O(y^{-3})",
        r"The quartic of `d:dressed` at $z=iy$, $r>0$. Checked: put into it, four orders vanish.",
        zero=[residual.coeff(x, k) for k in range(4)],
    )
    return sp.Lambda(x, sp.expand(x * form))


def decay(chain: Chain, large: Any) -> Any:
    """1/r - K_RR at large y, with and without the vertex term."""
    x, v = sp.symbols("x v")  # x = 1/y; everything in units of y is regular at x = 0
    y_1 = 1 - sp.I * OMEGA * x  # the other energy is i(y - i omega)
    r_1, r_2 = y_1 * large(x / y_1), large(x)
    C = y_1 / ((r_1 - ZETA * x) * (r_2 - ZETA * x)) - x**2 / (r_1 * r_2)
    integrand = 1 / r_2 - (1 + C) / (r_1 + r_2 + x * (KAPPA - ZETA * (1 - v * C)))
    series = [sp.simplify(sp.diff(integrand, x, k).subs(x, 0)) for k in (0, 1)]
    coefficient = (KAPPA - sp.I * OMEGA - (1 - v) * ZETA) / 2
    chain.show(
        "The integrand at large energies",
        r"\frac1{r(iy)}-K_{RR}(\omega+iy,iy)=\frac{\kappa-i\omega-(1-v)\zeta}{2y^2}+O(y^{-3})",
        r"$C_{RR}=-(u_1u_2+1)/(r_1r_2)$ with $u=zr/(r-\zeta)$. Both terms begin with $1/y$; their difference "
        "is integrable, with the vertex "
        r"term ($v=1$) and without it ($v=0$).",
        zero=[series[0], series[1] - coefficient],
    )
    return coefficient.subs(v, 1)
