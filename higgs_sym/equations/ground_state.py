"""Equations (1)-(9): the dirty superconductor and its ground state. (6) and (10) are formulas."""

from __future__ import annotations

from higgs_sym.records import Source
from higgs_sym.registry import EQUATIONS

PAPER = "DzeroKamenev2025"

EQUATIONS.state(
    id="eq:1",
    title="Dynamical Usadel equation with pair breaking",
    latex=r"D\nabla(Q\circ\nabla Q)-\{\tau_3\partial_t,Q\}+i[\hat\Delta,Q]=\frac{\Gamma}{2}[\tau_3Q\tau_3,Q],"
    r"\qquad Q\circ Q=1",
    source=Source(PAPER, "eq. (1)"),
    where=r"D=\frac{v_F^2\tau_{\mathrm{el}}}{d},\quad\Delta\tau_{\mathrm{el}}\ll1",
    text=r"$Q(\mathbf r;t,t')$ is a matrix in Keldysh and Nambu space, $\circ$ convolves times, $\hat\Delta="
    r"\Delta\tau_+-\Delta^*\tau_-$, and the right-hand side is the average over a random magnetic field.",
    reconstructed=True,
    sentences=(
        '"Pauli matrices which act in Nambu space": the time derivative multiplies tau_3',
        '"denotes the usual convolution with respect to time and space variables"',
        '"pair-breaking term on the right hand side of the Usadel equation (1)"',
        '"expands the sigma-model action to the second order in the random magnetic field": the term is quadratic in Q',
        '"a variation of the resulting action over [Q], subject to the constraint": a commutator with Q',
    ),
    derivations=("d:usadel",),
)
EQUATIONS.state(
    id="eq:2",
    title="Self-consistency relation",
    latex=r"\Delta(\mathbf r,t)=\frac{\pi\lambda}{2}\,\mathrm{Tr}\{\gamma_1\otimes\tau_-\,Q_{tt}(\mathbf r)\}",
    source=Source(PAPER, "eq. (2)"),
    text=r"$\gamma_1$ acts in Keldysh space; $\lambda$ is normalised so that $\Delta_0=2\omega_De^{-1/\lambda}$ "
    r"without pair breaking. At $T=0$ it gives the order parameter as a function of $\Gamma$.",
    reconstructed=True,
    sentences=(
        '"is the first Pauli matrix acting in the Keldysh subspace": it picks the Keldysh component',
        '"variation of the action with respect to the quantum component of the" order parameter: linear in Delta and Q',
        '"is the dimensionless BCS coupling constant"',
        '"Here [Delta] is the order parameter, determined self-consistently through Eq. (2) for a given value of the '
        'pair-breaking rate"',
    ),
    formulas=(
        "order-parameter:gapped",
        "order-parameter:gapless",
        "order-parameter:deficit",
        "order-parameter:closing",
    ),
    derivations=("d:gap-equation", "d:order-parameter", "d:order-parameter-gapless"),
)
EQUATIONS.state(
    id="eq:3",
    title="Wigner transformation",
    latex=r"Q_\varepsilon(\mathbf r,t)=\int ds\;Q\Big(\mathbf r;t+\frac s2,t-\frac s2\Big)e^{i\varepsilon s}",
    source=Source(PAPER, "eq. (3)"),
    text=r"A convolution becomes the product $A_{\varepsilon+\omega/2}\,\delta B_\varepsilon$, "
    r"$\delta B_\varepsilon\,A_{\varepsilon-\omega/2}$ for a stationary $A$ and $\delta B\propto e^{-i\omega t}$.",
    reconstructed=True,
    sentences=(
        '"It is convenient to perform the Wigner transformation with respect to the relative time"',
        '"In the ground state, matrix [Q] is static and spatially homogeneous": convolutions are then products',
    ),
    derivations=("d:wigner",),
)
EQUATIONS.state(
    id="eq:4",
    title="Retarded and advanced components",
    latex=r"Q^R=\cosh\theta\,\tau_3+\sinh\theta\,\big(e^{i\varphi}\tau_+-e^{-i\varphi}\tau_-\big),\qquad "
    r"Q^A=-\tau_3\,(Q^R)^+\,\tau_3",
    source=Source(PAPER, "eq. (4)"),
    where=r"\tau_\pm=\tfrac12(\tau_1\pm i\tau_2)",
    text=r"$\theta=\theta_\varepsilon$ is complex. In equilibrium $Q^K=(Q^R-Q^A)\tanh(\varepsilon/2T)$.",
    reconstructed=True,
    sentences=(
        '"The retarded and advanced components of [Q] can be parametrized as follows"',
        '"in the absence of a current flowing in a superconductor one can set [the phase to zero]"',
        '"It is straightforward to verify that both [...] satisfy the normalization condition"',
    ),
    derivations=("d:usadel",),
)
EQUATIONS.state(
    id="eq:5",
    title="Equation for the complex Nambu angle",
    latex=r"\varepsilon\sinh\theta-\Delta\cosh\theta+i\Gamma\sinh\theta\cosh\theta=0",
    source=Source(PAPER, "eq. (5)"),
    text=r"The one independent component of (1) in the ground state. On the Matsubara axis "
    r"$\omega_n\sin\theta_n-\Delta\cos\theta_n+\Gamma\sin\theta_n\cos\theta_n=0$.",
    reconstructed=True,
    sentences=(
        '"The complex Nambu angle, [theta], describing the ground state, is then found from the equation"',
        '"which follows directly from the Usadel equation (1)"',
    ),
    derivations=("d:usadel", "d:gap"),
)
EQUATIONS.state(
    id="eq:7",
    title="Dressed energy and order parameter",
    latex=r"\tilde\varepsilon=\varepsilon+\frac{i\Gamma}{2}\cosh\theta,\qquad"
    r"\tilde\Delta=\Delta-\frac{i\Gamma}{2}\sinh\theta",
    source=Source(PAPER, "eq. (7)"),
    text=r"Then $\tanh\theta=\tilde\Delta/\tilde\varepsilon$.",
    reconstructed=True,
    sentences=('"one finds for the complex Nambu angle": tanh(theta) is the ratio of the two, by (5)',),
    derivations=("d:dressed",),
)
EQUATIONS.state(
    id="eq:8",
    title="Spectral function",
    latex=r"\eta_\varepsilon=\sqrt{\tilde\varepsilon^2-\tilde\Delta^2}=i\Big(\Delta r-\frac\Gamma2\Big)",
    source=Source(PAPER, "eq. (8)"),
    where=r"r=\sqrt{1-u^2},\quad\operatorname{Re}r>0,\quad u=\coth\theta",
    text=r"$\cosh\theta=\tilde\varepsilon/\eta$ and $\sinh\theta=\tilde\Delta/\eta$; without pair breaking "
    r"$\eta=\sqrt{(\varepsilon+i0)^2-\Delta^2}$. The formulas give it in radicals.",
    reconstructed=True,
    sentences=(
        '"one rewrites the Usadel equation (6)": cosh(theta) and sinh(theta) are the dressed energies over eta',
        '"apart from the extra imaginary part [...] expression (11) is analogous to the definition of [eta] for the '
        'case of a superconductor without pair-breaking": eta is BCS-like',
        '"The spectral function (8) play an important role in the subsequent analysis": (14)-(18) are written in it',
    ),
    formulas=("eta:re", "eta:im", "eta:gap"),
    derivations=("d:dressed", "d:radicals", "d:radicals-re", "d:radicals-gap"),
)
EQUATIONS.state(
    id="eq:9",
    title="Usadel equation in terms of the spectral function",
    latex=r"\frac{\varepsilon^2}{\big(\eta-\frac{i\Gamma}{2}\big)^2}"
    r"-\frac{\Delta^2}{\big(\eta+\frac{i\Gamma}{2}\big)^2}=1",
    source=Source(PAPER, "eq. (9)"),
    text=r"A quartic, $(\eta^2+\Gamma^2/4)^2=\varepsilon^2(\eta+i\Gamma/2)^2-\Delta^2(\eta-i\Gamma/2)^2$; with "
    r"$\eta=i\Delta(r-\zeta/2)$ it reads $(r-\zeta)^2(1-r^2)=(\varepsilon/\Delta)^2r^2$. The physical root has "
    r"$\operatorname{Im}u>0$ for $\operatorname{Im}\varepsilon>0$, and $|\zeta/r^3|<1$.",
    reconstructed=True,
    sentences=(
        '"one rewrites the Usadel equation (6) as follows"',
        '"follows directly from Eq. (9)": its discriminant vanishes on the astroid (10)',
        '"exact solution of the fourth order algebraic equation for the function": it is of fourth order',
    ),
    formulas=("eta:re", "eta:im", "eta:gap", "dos:radicals"),
    derivations=("d:dressed", "d:root", "d:radicals"),
)
