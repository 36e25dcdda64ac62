"""Equations (28), (29), (32)-(38): the steps of Appendices A and B on the way to (30), (31) and (39)."""

from __future__ import annotations

from higgs_sym.records import Source
from higgs_sym.registry import EQUATIONS

PAPER = "DzeroKamenev2025"
APPENDIX_A = "Appendix A"
APPENDIX_B = "Appendix B"
RE, IM = r"\mathrm{Re}\,\chi^{-1}", r"\mathrm{Im}\,\chi^{-1}"

EQUATIONS.state(
    id="eq:28",
    title="Spectral functions without pair breaking",
    latex=r"\eta^{R(A)}_\varepsilon=\pm\,\mathrm{sgn}(\varepsilon)\sqrt{(\varepsilon\pm i0)^2-\Delta^2},\qquad "
    r"g^{R(A)}_\varepsilon=\frac{\varepsilon}{\eta^{R(A)}_\varepsilon},\qquad "
    r"f^{R(A)}_\varepsilon=\frac{\Delta}{\eta^{R(A)}_\varepsilon}",
    source=Source(PAPER, f"eq. (28), {APPENDIX_A}"),
    where=r"\Gamma=0",
    text=r"Equations (6)-(8) at $\Gamma=0$: $u=\varepsilon/\Delta$ and $\eta=i\Delta r$.",
    reconstructed=True,
    sentences=(
        '"is analogous to the definition of [eta] for the case of a superconductor without pair-breaking, [...] '
        '(see Eq. (28) in Appendix A)"',
        '"the imaginary part of the inverse amplitude mode susceptibility for the case when there are no magnetic '
        'impurities"',
    ),
    derivations=("d:bcs-im", "d:dirty-im"),
)
EQUATIONS.state(
    id="eq:29",
    title="The spectral function close to the edge",
    latex=r"\eta^{R}_\varepsilon\simeq\sqrt{2\Delta(\varepsilon-\Delta)},\qquad "
    r"\varepsilon(\omega-\varepsilon)-\Delta^2\simeq\Delta(\omega-2\Delta)",
    source=Source(PAPER, f"eq. (29), {APPENDIX_A}"),
    where=r"0<\varepsilon-\Delta<\omega-2\Delta\ll\Delta",
    text="The square root at the edge, all that the threshold needs to leading order.",
    reconstructed=True,
    sentences=(
        '"the integration is performed over the segment [Delta < epsilon < omega - Delta] and we use the following '
        'approximation"',
        '"we will be primarily interested in finding the pairing susceptibility for frequencies [omega] with '
        '[omega - 2 Delta << Delta]"',
    ),
    derivations=("d:dirty-im",),
)
EQUATIONS.state(
    id="eq:32",
    title="Kramers-Kronig relation with one subtraction",
    latex=RE
    + r"(\omega,q)-\chi^{-1}(0,0)=\frac{2}{\pi}\,\mathrm{P}\!\int_{2\Delta}^\infty d\omega'\left[\frac{\omega'\,"
    + IM
    + r"(\omega',q)}{\omega'^2-\omega^2}-\frac{"
    + IM
    + r"(\omega',0)}{\omega'}\right]",
    source=Source(PAPER, f"eq. (32), {APPENDIX_B}"),
    where=r"\Gamma=0",
    text=r"The subtraction at $q=0$, $\omega=0$ makes the integral converge: $\chi^{-1}$ grows as $\ln\omega$.",
    reconstructed=True,
    sentences=(
        '"can be computed by evaluating the principal value of the following integral"',
        '"The second term under the integral guarantees that function [...] vanishes at" zero frequency',
    ),
    derivations=("d:bcs-re", "d:dirty-threshold"),
)
EQUATIONS.state(
    id="eq:33",
    title="Kramers-Kronig relation without pair breaking at zero momentum",
    latex=RE + r"(\omega,0)-\chi^{-1}(0,0)=-w^2\,\mathrm{P}\!\int_1^\infty dx\,\frac{\sqrt{x^2-1}}{x^2(x^2-w^2)},"
    r"\qquad w=\frac{\omega}{2\Delta}",
    source=Source(PAPER, f"eq. (33), {APPENDIX_B}"),
    where=r"\Gamma=0,\ q=0",
    reconstructed=True,
    sentences=(
        '"The first step consists in computing" the real part at q = 0',
        '"This integral needs to be evaluated separately for situations when [w < 1] and [w > 1]"',
    ),
    derivations=("d:bcs-re",),
)
EQUATIONS.state(
    id="eq:34",
    title="Real part without pair breaking at zero momentum",
    latex=RE + r"(\omega,0)=\frac{\sqrt{1-w^2}}{w}\arcsin w\quad(w<1),\qquad "
    r"\frac{\sqrt{w^2-1}}{w}\,\operatorname{arcosh}\,w\quad(w>1)",
    source=Source(PAPER, f"eq. (34), {APPENDIX_B}"),
    where=r"\Gamma=0,\ q=0,\ \chi^{-1}(0,0)=1",
    reconstructed=True,
    sentences=(
        '"This integral needs to be evaluated separately for situations when" w < 1 and w > 1: two lines',
        '"Using the fact that the real part of function [...] is identically zero": at omega = 2 Delta',
    ),
    formulas=("bcs:below", "bcs:above:re"),
    derivations=("d:bcs-re",),
)
EQUATIONS.state(
    id="eq:35",
    title="Real part at the threshold as an integral",
    latex=RE
    + r"(2\Delta,q)=\frac{2}{\pi}\int_{2\Delta}^\infty\frac{\omega'd\omega'}{\omega'^2-4\Delta^2}\left["
    + IM
    + r"(\omega',q)-"
    + IM
    + r"(\omega',0)\right]",
    source=Source(PAPER, f"eq. (35), {APPENDIX_B}"),
    where=r"\Gamma=0",
    reconstructed=True,
    sentences=(
        '"Using the fact that the real part of function [...] is identically zero, we subtract from both sides of '
        '(33) the integral representation for" it',
    ),
    derivations=("d:dirty-threshold",),
)
EQUATIONS.state(
    id="eq:37",
    title="Real part near the threshold as an integral",
    latex=RE
    + r"(\omega,q)="
    + RE
    + r"(2\Delta,q)+\frac{2}{\pi}\,\mathrm{P}\!\int_{2\Delta}^\infty\omega'd\omega'\,"
    + IM
    + r"(\omega',q)\left[\frac{1}{\omega'^2-\omega^2}-\frac{1}{\omega'^2-4\Delta^2}\right]",
    source=Source(PAPER, f"eq. (37), {APPENDIX_B}"),
    where=r"\Gamma=0",
    reconstructed=True,
    sentences=('"We can now proceed with the calculation of" the real part at finite momentum',),
    derivations=("d:dirty-re",),
)
EQUATIONS.state(
    id="eq:38",
    title="Real part near the threshold, leading term of the integral",
    latex=RE + r"(2\Delta+\delta,q)\simeq" + RE + r"(2\Delta,q)-\frac{1}{4\Delta}\,\mathrm{P}\!\int_0^\infty dx"
    r"\left[\sqrt{(Dq^2)^2+4\Delta x}-Dq^2\right]\left[\frac{1}{x-\delta}-\frac{1}{x}\right]",
    source=Source(PAPER, f"eq. (38), {APPENDIX_B}"),
    where=r"\Gamma=0,\ 0<\delta\ll\Delta,\ (Dq^2)^2\sim\Delta\delta",
    reconstructed=True,
    sentences=(
        '"Taking into account that the main contribution to the resulting integral accumulates in the region [...], it '
        'follows"',
        '"Here and on the last step we again used the approximation similar to (29)"',
    ),
    derivations=("d:dirty-re",),
)
