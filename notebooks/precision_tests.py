# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Precision tests for the numbers of a paper
#
# Numbers in a paper drift: a library changes, an integral is refactored, a tolerance is loosened. Here each is
# pinned to the digits that were printed, real and imaginary part each for itself.

# %%
import pytest

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.testing import assert_digits

# %% [markdown]
# ## Digits are promises
#
# `digits=n` returns n correct digits or says that it cannot.

# %%
value = h.chi_inv(2, "1/10", digits=30)
print(value)
assert_digits(value, h.chi_inv(2, "1/10", digits=45), 30)

# %% [markdown]
# `"0.1"` is one tenth, `0.1` the double next to it. At 30 digits that is a difference:

# %%
with pytest.raises(AssertionError) as failure:
    assert_digits(h.chi_inv(2, 0.1, digits=30), value, 30)
print(failure.value)

# %% [markdown]
# ## Numbers with a proof
#
# A ball contains the value; root, branch and quadrature error are certified. A number from elsewhere is either
# inside or wrong.

# %%
ball = certify.chi_inv(2, "1/10", digits=20)
print(ball.real.str(20))
print(ball.imag.str(20))
assert_digits(h.chi_inv(2, "1/10"), ball, 11)

# %% [markdown]
# ## Tables in a test suite
#
# With the package installed, pytest has a fixture `golden`. The test below keeps its table as text beside it;
# `pytest --golden-update` records it, and any later difference fails with the number of digits that still agree.

# %%
TEST = """
import pytest
import higgs_sym as h

@pytest.mark.parametrize("zeta", ["1/100", "1/10", "1/2"])
def test_threshold_value(golden, zeta):
    table = golden("threshold", columns=("zeta",))
    table.check(zeta, h.chi_inv(2 * h.gap(zeta, digits=40), zeta, digits=25).real, 25)
"""
import pathlib
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "test_paper.py").write_text(TEST)
    run = [sys.executable, "-m", "pytest", "-q", "--color=no", "-p", "no:cacheprovider", folder]
    subprocess.run([*run, "--golden-update"], check=True, cwd=folder, capture_output=True)
    print((pathlib.Path(folder) / "threshold.golden.txt").read_text())
    again = subprocess.run(run, check=False, cwd=folder, capture_output=True, text=True)
    print(again.stdout.rpartition(" in ")[0])  # without the seconds
assert again.returncode == 0
