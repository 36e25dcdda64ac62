# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Check a formula of your own
#
# An approximation says three things: an order, a prefactor, and a range. Each can be wrong without the others. This
# notebook takes a formula typed as text, compares it with the full quantity on the way to the limit, and reads off
# which of the three hold.

# %%
from higgs_sym.check import check

# %% [markdown]
# ## A textbook case
#
# $K(m)\simeq\ln(4/\sqrt{1-m})$ for $m\to1$. The full quantity is known to any precision, so the verdict rests on
# numbers with error bars, not on a plot.

# %%
verdict = check("ln(4/sqrt(1 - m))", "elliptic_k(m)", "m", "1-", order=0)
print(verdict.kind.value, "-", verdict.reason)
assert verdict.kind.value == "confirmed"

# %% [markdown]
# The same with a slip in the constant is close for every $m$ that one would plot, and yet it is refused.

# %%
slip = check("ln(3/sqrt(1 - m))", "elliptic_k(m)", "m", "1-", remainder=1)
print(slip.kind.value, "-", slip.reason)
assert slip.kind.value != "confirmed"

# %% [markdown]
# ## A quantity of this package
#
# Above the gap edge the density of states starts as a square root; its prefactor depends on the pair-breaking
# parameter. Suppose that a manuscript says $N(\varepsilon)/N_0\simeq\sqrt{x}$ at $\varepsilon=\varepsilon_g+x$,
# $\zeta=1/10$.

# %%
claimed = check("sqrt(x)", "dos(gap(1/10) + x, 1/10)", "x", "0+", order="1/2")
print(claimed.kind.value, "-", claimed.reason)
assert claimed.kind.value == "wrong prefactor"

# %% [markdown]
# The measured prefactor is what the formula should have had:

# %%
print(claimed.prefactor)

# %% [markdown]
# ## Where the formula is good enough
#
# Order and prefactor concern the limit. The range in which the error stays below 1% and 10% is measured as well.

# %%
onset = check(
    "-pi/24*x**2/(zeta*gap(zeta))", "im(chi_inv(2*gap(zeta) + x, zeta))", "x", "0+", at={"zeta": "1/10"}, order=2
)
print(onset.kind.value, "- below 1% up to", onset.range_1_percent, "- below 10% up to", onset.range_10_percent)
assert onset.kind.value == "confirmed"

# %% [markdown]
# ## From a checked formula to the manuscript
#
# A formula that is registered (see *How to add a formula* in the guide) also prints itself, in units of $\Delta$
# and with $\Delta$ written out, and as a function in other languages.

# %%
from higgs_sym.registry import FORMULAS
from higgs_sym.typeset.code import source
from higgs_sym.typeset.forms import dimensionful, in_units_of_delta

formula = FORMULAS["threshold:im"]
print(in_units_of_delta(formula).latex)
print(dimensionful(formula).latex)
print(source(formula, "fortran"))
