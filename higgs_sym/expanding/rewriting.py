"""Functions in terms of others, by identities: where a function has no series of its own, the others may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy
from sympy import I, Integer, Rational, exp, log, pi, sqrt

from higgs_sym.arithmetic.types import Tree

HALF = Rational(1, 2)
NEAREST_POLES = 40


def _sine(z: Tree) -> Tree:
    return (exp(I * z) - exp(-I * z)) / (2 * I)


def _cosine(z: Tree) -> Tree:
    return (exp(I * z) + exp(-I * z)) / 2


def _spherical(kind: Tree, n: Tree, z: Tree) -> Tree:
    return sqrt(pi / 2) / sqrt(z) * kind(n + HALF, z)


REWRITTEN: Mapping[str, Callable[..., Any]] = {
    "sin": _sine,
    "cos": _cosine,
    "tan": lambda z: sympy.sin(z, evaluate=False) / sympy.cos(z, evaluate=False),
    "cot": lambda z: sympy.cos(z, evaluate=False) / sympy.sin(z, evaluate=False),
    "sec": lambda z: 1 / sympy.cos(z, evaluate=False),
    "csc": lambda z: 1 / sympy.sin(z, evaluate=False),
    "sinc": lambda z: sympy.sin(z, evaluate=False) / z,
    "sinh": lambda z: (exp(z) - exp(-z)) / 2,
    "cosh": lambda z: (exp(z) + exp(-z)) / 2,
    "tanh": lambda z: (1 - exp(-2 * z)) / (1 + exp(-2 * z)),
    "coth": lambda z: (1 + exp(-2 * z)) / (1 - exp(-2 * z)),
    "sech": lambda z: 2 * exp(-z) / (1 + exp(-2 * z)),
    "csch": lambda z: 2 * exp(-z) / (1 - exp(-2 * z)),
    "expm1": lambda z: exp(z) - 1,
    "log1p": lambda z: log(1 + z),
    "asinh": lambda z: log(z + sqrt(1 + z**2)),
    "acosh": lambda z: log(z + sqrt(z - 1) * sqrt(z + 1)),
    "atanh": lambda z: (log(1 + z) - log(1 - z)) / 2,
    "acoth": lambda z: (log(1 + z) - log(z - 1)) / 2,
    "asin": lambda z: pi / 2 - 2 * sympy.asin(sqrt((1 - z) / 2)),
    "acos": lambda z: 2 * sympy.asin(sqrt((1 - z) / 2)),
    "atan": lambda z: pi / 2 - sympy.atan(1 / z),
    "acot": lambda z: sympy.atan(1 / z),
    "li": lambda z: sympy.Ei(log(z)),
    "erfcx": lambda z: exp(z**2) * sympy.erfc(z),
    "Shi": lambda z: (sympy.Ei(z) + sympy.expint(1, z)) / 2,
    "Chi": lambda z: (sympy.Ei(z) - sympy.expint(1, z)) / 2,
    "factorial": lambda n: sympy.gamma(n + 1),
    "binomial": lambda n, k: sympy.gamma(n + 1) / (sympy.gamma(k + 1) * sympy.gamma(n - k + 1)),
    "beta": lambda a, b: sympy.gamma(a) * sympy.gamma(b) / sympy.gamma(a + b),
    "rf": lambda a, n: sympy.gamma(a + n) / sympy.gamma(a),
    "RisingFactorial": lambda a, n: sympy.gamma(a + n) / sympy.gamma(a),
    "FallingFactorial": lambda a, n: sympy.gamma(a + 1) / sympy.gamma(a - n + 1),
    "rgamma": lambda z: 1 / sympy.gamma(z),
    "harmonic": lambda n: sympy.polygamma(0, n + 1) + sympy.EulerGamma,
    "dilog": lambda z: sympy.polylog(2, z),
    "lowergamma": lambda a, z: sympy.gamma(a) - sympy.uppergamma(a, z),
    "gammaQ": lambda a, z: sympy.uppergamma(a, z) / sympy.gamma(a),
    "gammaP": lambda a, z: 1 - sympy.uppergamma(a, z) / sympy.gamma(a),
    "hankel1": lambda n, z: sympy.besselj(n, z) + I * sympy.bessely(n, z),
    "hankel2": lambda n, z: sympy.besselj(n, z) - I * sympy.bessely(n, z),
    "spherical_jn": lambda n, z: _spherical(sympy.besselj, n, z),
    "spherical_yn": lambda n, z: _spherical(sympy.bessely, n, z),
    "spherical_in": lambda n, z: _spherical(sympy.besseli, n, z),
    "spherical_kn": lambda n, z: _spherical(sympy.besselk, n, z),
    "exp_polar": lambda z: exp(z),
}


def at_pole(tree: Tree, place: Tree) -> Tree:
    """Gamma functions moved away from their poles; None if there is none."""
    name, (*orders, z) = type(tree).__name__, tree.args
    if not (place.is_Integer and -NEAREST_POLES <= place <= 0):
        return None
    shift = 1 - int(place)
    moved, factors = z + shift, [z + k for k in range(shift)]
    if name == "gamma":
        return sympy.gamma(moved) / sympy.Mul(*factors)
    if name == "loggamma" and place == 0:
        return sympy.loggamma(moved) - log(z)
    if name in ("digamma", "polygamma"):
        n = orders[0] if orders else Integer(0)
        if not n.is_Integer:
            return None
        unit = (-1) ** n * sympy.factorial(n)
        return sympy.polygamma(n, moved) - unit * sympy.Add(*(each ** (-n - 1) for each in factors))
    return None
