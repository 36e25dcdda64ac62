# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # The amplitude mode with pair breaking, from the Usadel equation to the tail
#
# Units: $\hbar=k_\mathrm{B}=\Delta=1$; $\zeta=\Gamma/\Delta$ measures pair breaking.

# %%
import matplotlib.pyplot as plt
import numpy as np

import higgs_sym as h

zeta = "1/10"

# %% [markdown]
# ## The spectrum
#
# The Usadel equation at real energies, $\varepsilon=u\,(1-\zeta/\sqrt{1-u^2})$, has four roots. The physical one is
# the attracting fixed point of $u\mapsto\varepsilon+\zeta u/\sqrt{1-u^2}$ in the upper half-plane. Pair breaking
# rounds the BCS singularity and moves the edge to $\varepsilon_g=(1-\zeta^{2/3})^{3/2}$.

# %%
energies = np.linspace(0, 2, 401)
figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
for rate in ("1/100", zeta, "1/2", "3/2"):
    axes.plot(energies, np.minimum(h.dos(energies, rate), 6), label=rf"$\zeta={rate}$")
axes.set(xlabel=r"$\varepsilon/\Delta$", ylabel="$N/N_0$")
axes.legend()
print("gap edge", h.gap(zeta, digits=30))

# %% [markdown]
# How this follows is on record, step by step, and every step is checked again when it is asked for.

# %%
from higgs_sym.registry import DERIVATIONS

for step in DERIVATIONS["d:gap"].build().steps:
    print(f"{step.method:10}  {step.title}")

# %% [markdown]
# ## The response
#
# $\chi^{-1}(\omega)$ is an integral over pairs of energies. Below $2\varepsilon_g$ it is real; above, pairs are
# broken.

# %%
omega = np.linspace(0.3, 3, 301)
response = h.chi(omega, zeta)
figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
axes.plot(omega, response.real, label=r"$\mathrm{Re}\,\chi$")
axes.plot(omega, response.imag, label=r"$\mathrm{Im}\,\chi$")
axes.axvline(2 * h.gap(zeta), linestyle=":", color="0.4")
axes.axvline(2, linestyle=":", color="0.4")
axes.set(xlabel=r"$\omega/\Delta$")
axes.legend()
peak = omega[np.argmax(response.imag)]
print(f"threshold {2 * h.gap(zeta):.4f}, maximum of absorption near {peak:.3f}, 2 Delta = 2")
assert 2 * h.gap(zeta) < peak < 2

# %% [markdown]
# ## The threshold
#
# Both gap edges stay at finite $r_g=\zeta^{1/3}$, so no denominator vanishes and the absorption starts
# quadratically: $\mathrm{Im}\,\chi^{-1}\simeq-\frac{\pi}{24}\,(\omega-2\varepsilon_g)^2/(\Gamma\varepsilon_g)$.

# %%
edge = 2 * h.gap(zeta)
distance = np.logspace(-3, -0.5, 26)
ratio = np.imag(h.chi_inv(edge + distance, zeta)) / (-np.pi / 24 * distance**2 / (0.1 * edge / 2))
figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
axes.semilogx(distance, ratio)
axes.set(xlabel=r"$(\omega-2\varepsilon_g)/\Delta$", ylabel="full integral over quadratic law", ylim=(0, 1.1))
assert abs(ratio[0] - 1) < 0.02

# %% [markdown]
# ## In time
#
# $\chi(t)$ oscillates at $2\varepsilon_g$ for long times, with an envelope that a quadratic onset makes $t^{-3}$:
# $\chi(t)\to-\cos(2\varepsilon_gt)/(6\Gamma\varepsilon_gR^2t^3)$ with $R=\chi^{-1}(2\varepsilon_g)$.

# %%
t = np.geomspace(1, 3000, 600)
signal = h.chi_t(t, zeta)
R = h.chi_inv(edge, zeta).real
envelope = 1 / (6 * 0.1 * (edge / 2) * R**2 * t**3)
figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
axes.loglog(t, np.abs(signal), linewidth=0.7, label=r"$|\chi(t)|$")
axes.loglog(t, envelope, "--", label="tail")
axes.set(xlabel=r"$t\Delta$", ylim=(1e-10, 3))
axes.legend()
late = t > 1000
assert abs(np.max(np.abs(signal[late]) * t[late] ** 3) / np.max(envelope[late] * t[late] ** 3) - 1) < 0.05

# %% [markdown]
# ## In the laboratory
#
# The same film in meV, THz and ps. A frequency is either $E/h$ or $E/\hbar$, and the name says which.

# %%
film = h.Material(Delta0="2.6 meV", Gamma="0.25 meV", T="1 K")
seen = film.experiment
print(f"zeta = {film.zeta:.4f}")
print("order parameter      ", film.order_parameter)
print("threshold 2 eps_g    ", film.gap.times(2))
print("maximum of absorption", seen.resonance)
print(
    f"the oscillation falls by e in {seen.ring_down_ps:.2f} ps, the tail takes over after {seen.tail_after_ps:.1f} ps"
)
assert film.gap.times(2).meV < seen.resonance.meV < 2 * film.order_parameter.meV
