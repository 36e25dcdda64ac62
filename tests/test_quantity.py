"""A public function returns what it promises or raises one of this package's errors."""

from __future__ import annotations

import math
import pickle
import warnings

import flint
import mpmath
import numpy as np
import pytest

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.errors import AccuracyError, HiggsSymError, InputError
from higgs_sym.quantity import promised


def no_convergence(x):
    raise mpmath.mp.NoConvergence("steps")


BROKEN = [lambda x: 1 / x, lambda x: int(x + math.inf), lambda x: math.sqrt(x - 1), no_convergence,
          lambda x: x + math.nan, lambda x: np.array([x, math.nan]), lambda x: mpmath.mpf("nan")]  # fmt: skip


@pytest.mark.parametrize("function", BROKEN, ids=range(len(BROKEN)))
def test_arithmetic_that_breaks_down_is_named_with_its_arguments(function):
    with pytest.raises(AccuracyError, match=r"could not be computed at x = 0 \("):
        promised(function)(0)


def test_numpy_does_not_warn_on_the_way():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert promised(lambda x: 1 / np.exp(x))(np.array([1e3])) == 0


def test_our_errors_and_mistakes_of_the_program_pass():
    def refuse(x):
        raise InputError("x", x, "a number >= 0")

    with pytest.raises(InputError, match="x = -1"):
        promised(refuse)(-1)
    with pytest.raises(TypeError):
        promised(len)(3)


def test_name_signature_and_pickle_stay():
    assert h.dos.__name__ == "dos"
    assert pickle.loads(pickle.dumps(h.dos)) is h.dos


# Found by attacks: each once ended in ZeroDivisionError, OverflowError, ValueError, NoConvergence, a warning or NaN
FOUND = [
    (certify.chi_inv, (2, "0.1"), {"T": flint.arb(0.5, 0.6)}),
    (certify.chi_inv, (flint.acb(2e14, 1e14), 3), {"digits": 10}),
    (certify.dos, (1e300, 1.5), {"digits": 30}),
    (certify.dos, (1e-50, 1e15), {"digits": 10}),
    (certify.spectral_u, (flint.arb("1e2000"), 1e50), {}),
    (h.spectral_u, (1e-200j, 1), {"digits": 40}),
    (h.spectral_u, (np.array([1e-50, 0.5]), 1e15), {}),
    (h.spectral_u, (1e15 + 1e-3j, 1.3), {}),
    (h.chi, (1e-60 + 1e14j, 1e15), {"kappa": "0.5", "T": 3, "digits": 30}),
    (h.dos, (1e14, 8), {"digits": 10}),
    (h.chi_t, (9922, 1e15), {}),
    (h.chi_t, ("1e400", "0.13"), {}),
    (h.quench, (1e-300, "0.28"), {"kappa": 1, "digits": 15}),
    (h.scaling_function, (1e200,), {"digits": 15}),
    (h.absorption_peak, ("0.1",), {"kappa": 1e15}),
    (h.ringdown_pole, ("0.46",), {"kappa": 1e15, "digits": 10}),
]


@pytest.mark.parametrize(
    ("function", "args", "kwargs"), FOUND, ids=[f"{k}-{call[0].__name__}" for k, call in enumerate(FOUND)]
)
def test_extreme_arguments_give_a_finite_value_or_one_of_our_errors(function, args, kwargs):
    try:
        value = function(*args, **kwargs)
    except HiggsSymError:
        return
    if isinstance(value, (flint.arb, flint.acb)):
        assert value.is_finite()
    else:
        assert np.isfinite(complex(value.frequency if hasattr(value, "frequency") else np.ravel(value)[0]))


@pytest.mark.parametrize("call", [
    lambda x: h.chi_inv(x, "0.1"), lambda x: h.chi_inv(x, "0.1", digits=10), lambda x: h.chi_inv(1, x),
    lambda x: h.chi_inv(1, "0.1", kappa=x), lambda x: h.chi_inv(1, "0.1", T=x), lambda x: h.dos(float(x), "0.1"),
    lambda x: h.spectral_u(np.array([0.5, float(x)]), "0.1"), lambda x: certify.chi_inv(x, "0.1"),
    lambda x: certify.dos(flint.arb(x), "0.1"), lambda x: h.chi_inv((1 - 1j) * float(x), "0.1", sheet=1, digits=10),
])  # fmt: skip
@pytest.mark.parametrize("size", ["1e-61", "1e16"])
def test_sizes_beyond_the_accepted_ones_are_refused(call, size):
    with pytest.raises(InputError, match="1e-60 to 1e\\+15"):
        call(size)
