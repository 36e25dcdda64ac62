"""Equations (13)-(19): linear response in Keldysh space and the longitudinal susceptibility."""

from __future__ import annotations

from higgs_sym.records import Source
from higgs_sym.registry import EQUATIONS

PAPER = "DzeroKamenev2025"
VERTEX = (
    "The last term of the denominator comes from the response of the pair-breaking self-energy, the vertex "
    "correction. "
    r"Whether the published formula carries it cannot be read from the text; without it the denominator is that of a "
    r"superconductor without pair breaking with the spectral function (8) in it."
)
SHORTHAND = r"\varepsilon_\pm=\varepsilon\pm\frac\omega2"

EQUATIONS.state(
    id="eq:13",
    title="Longitudinal variation of the order parameter",
    latex=r"\hat\Delta\to\big[\Delta+\delta\Delta(\mathbf r,t)\big]\,i\tau_2,\qquad "
    r"\delta\Delta(\mathbf r,t)=\delta\Delta\,e^{i\mathbf q\mathbf r-i\omega t}",
    source=Source(PAPER, "eq. (13)"),
    text="A real change of the order parameter along itself.",
    reconstructed=True,
    sentences=(
        '"Restricting variations of the order parameter to the longitudinal form"',
        '"provides for the excitation of the collective Schmid-Higgs amplitude mode"',
    ),
    derivations=("d:fluctuation",),
)
EQUATIONS.state(
    id="eq:14",
    title="Retarded correction",
    latex=r"\delta Q^R=\frac{i\tau_2-Q^R_{\varepsilon_+}\,i\tau_2\,Q^R_{\varepsilon_-}}"
    r"{\eta^R_{\varepsilon_+}+\eta^R_{\varepsilon_-}+iDq^2"
    r"+i\Gamma\cosh(\theta^R_{\varepsilon_+}+\theta^R_{\varepsilon_-})}\,\delta\Delta",
    source=Source(PAPER, "eq. (14)"),
    where=SHORTHAND,
    text=VERTEX,
    reconstructed=True,
    sentences=(
        '"solving the linearized Usadel equation"',
        '"linear correction to the retarded part of the ground state [Q]-matrix configuration"',
        '"is the diffusion coefficient and we adopted the shorthand notation": D q^2 and the two energies',
    ),
    derivations=("d:fluctuation", "d:kernel"),
)
EQUATIONS.state(
    id="eq:15",
    title="Advanced correction",
    latex=r"\delta Q^A=\frac{i\tau_2-Q^A_{\varepsilon_+}\,i\tau_2\,Q^A_{\varepsilon_-}}"
    r"{\eta^A_{\varepsilon_+}+\eta^A_{\varepsilon_-}+iDq^2"
    r"+i\Gamma\cosh(\theta^A_{\varepsilon_+}+\theta^A_{\varepsilon_-})}\,\delta\Delta,\qquad\eta^A=-\bar\eta^R",
    source=Source(PAPER, "eq. (15)"),
    where=SHORTHAND,
    text=VERTEX,
    reconstructed=True,
    sentences=('"in full analogy with (14)": the same function of the advanced angle',),
    derivations=("d:fluctuation",),
)
EQUATIONS.state(
    id="eq:16",
    title="Keldysh correction: regular and anomalous part",
    latex=r"\delta Q^K=\delta Q^R\tanh\frac{\varepsilon_-}{2T}-\tanh\frac{\varepsilon_+}{2T}\,\delta Q^A"
    r"+\delta Q^{\mathrm{an}}",
    source=Source(PAPER, "eq. (16)"),
    where=SHORTHAND,
    text="The first two terms change the spectrum at fixed distribution, the last one changes the distribution.",
    reconstructed=True,
    sentences=(
        '"to separate the linear correction to the quasiparticle spectrum from that to the quasiparticle distribution '
        'function"',
        '"is temperature": it enters through the distribution only',
    ),
    derivations=("d:fluctuation",),
)
EQUATIONS.state(
    id="eq:17",
    title="Anomalous part",
    latex=r"\delta Q^{\mathrm{an}}=\Big(\tanh\frac{\varepsilon_+}{2T}-\tanh\frac{\varepsilon_-}{2T}\Big)"
    r"\frac{i\tau_2-Q^R_{\varepsilon_+}\,i\tau_2\,Q^A_{\varepsilon_-}}"
    r"{\eta^R_{\varepsilon_+}+\eta^A_{\varepsilon_-}+iDq^2"
    r"+i\Gamma\cosh(\theta^R_{\varepsilon_+}+\theta^A_{\varepsilon_-})}\,\delta\Delta",
    source=Source(PAPER, "eq. (17)"),
    where=SHORTHAND,
    text="It vanishes where the two distributions agree. " + VERTEX,
    reconstructed=True,
    sentences=(
        '"that to the quasiparticle distribution function"',
        '"the sum of the imaginary parts of the three integrals whose kernels are defined by the functions" K: besides '
        "the retarded and the advanced one there is a third, mixed one",
    ),
    derivations=("d:fluctuation",),
)
EQUATIONS.state(
    id="eq:18",
    title="Inverse longitudinal susceptibility",
    latex=r"\chi^{-1}(\omega,q)=\frac1\lambda-\frac1{4i}\int_{-\omega_D}^{\omega_D}d\varepsilon\,\Big\{"
    r"\tanh\frac{\varepsilon_-}{2T}\,K^{RR}-\tanh\frac{\varepsilon_+}{2T}\,K^{AA}"
    r"+\Big[\tanh\frac{\varepsilon_+}{2T}-\tanh\frac{\varepsilon_-}{2T}\Big]K^{RA}\Big\},\quad "
    r"K^{ab}=\frac{1+\cosh(\theta^a_{\varepsilon_+}+\theta^b_{\varepsilon_-})}"
    r"{-i(\eta^a_{\varepsilon_+}+\eta^b_{\varepsilon_-})+Dq^2+\Gamma\cosh(\theta^a_{\varepsilon_+}+\theta^b_{\varepsilon_-})}",
    source=Source(PAPER, "eq. (18)"),
    where=SHORTHAND + r",\quad\omega\text{ has a positive imaginary part}",
    text=r"At $T=0$ and $\omega_D\to\infty$, in units of $\Delta$: "
    r"$\chi^{-1}=\int_0^\infty dy\,[1/r(iy)-K^{RR}(\omega+iy,iy)]"
    r"+\frac{i\omega}{2}\int_0^1d\tau\,K^{RA}(\omega\tau,\omega(1-\tau))$, the second energy of $K^{RA}$ with its sign "
    "reversed. " + VERTEX,
    reconstructed=True,
    sentences=(
        '"The resulting linear consistency relation": (2) for the variation (13)',
        '"being taken together they yield a UV convergent integral"',
        '"the sum of the imaginary parts of the three integrals whose kernels are defined by the functions" K',
        '"for the case [Gamma = 0] one reproduce known expressions for longitudinal susceptibility of superconductors '
        'without magnetic impurities in the dirty limit"',
        '"reflecting absence of the Landau damping": no imaginary part below 2 eps_g at T = 0',
    ),
    derivations=("d:fluctuation", "d:response", "d:kernel-real", "d:cutoff"),
)
EQUATIONS.state(
    id="eq:19",
    title="Coupling constant",
    latex=r"\frac1\lambda=\int_0^{\omega_D}\frac{d\varepsilon}{\Delta}\,\operatorname{Re}\sinh\theta^R_\varepsilon\,"
    r"\tanh\frac{\varepsilon}{2T}",
    source=Source(PAPER, "eq. (19)"),
    text=r"Equal to $\pi T\sum_n\sin\theta_n/\Delta$; it eliminates the coupling and the cutoff from (18).",
    reconstructed=True,
    sentences=(
        '"is the dimensionless BCS coupling constant given by": (2) in the ground state',
        '"is the Debye cutoff frequency"',
        '"expression for the inverse susceptibility [...] is, in fact, cutoff independent"',
    ),
    formulas=("order-parameter:gapped", "order-parameter:gapless"),
    derivations=("d:gap-equation", "d:cutoff", "d:static"),
)
