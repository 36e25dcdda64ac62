"""The names a formula may use, and how each becomes SymPy. Nothing is evaluated while it is built.

An unevaluated tree is data: SymPy's own simplifications, which can run for ever on `factorial(10**9)`, never start.
"""

from __future__ import annotations

import cmath
import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy

from higgs_sym.registry import FORMULAS, QUANTITIES

CONSTANTS = {
    "pi": (sympy.pi, math.pi),
    "E": (sympy.E, math.e),
    "EulerGamma": (sympy.EulerGamma, 0.5772156649015329),
    "Catalan": (sympy.Catalan, 0.915965594177219),
    "I": (sympy.I, 1j),
}
NOT_PASSED = ("digits", "sheet")  # parameters of the quantities that a formula does not set


@dataclass(frozen=True)
class Function:
    """A function by name: how many arguments it takes, its SymPy form, and a float version to bound constants."""

    least: int
    most: int
    build: Callable[..., Any]
    estimate: Callable[..., complex] | None = None


def _plain(name: str, count: int = 1, estimate: Callable[..., complex] | None = None) -> Function:
    head = getattr(sympy, name)
    return Function(count, count, lambda *args: head(*args, evaluate=False), estimate)


def _power(exponent: Any) -> Callable[[Any], Any]:
    return lambda x: sympy.Pow(x, exponent, evaluate=False)


def _log(x: Any, base: Any = None) -> Any:
    top = sympy.log(x, evaluate=False)
    if base is None:
        return top
    return sympy.Mul(top, sympy.Pow(sympy.log(base, evaluate=False), -1, evaluate=False), evaluate=False)


def _factorial(x: complex) -> complex:
    return math.gamma(x.real + 1) if not x.imag else complex(math.nan)


def _gamma(x: complex) -> complex:
    return math.gamma(x.real) if not x.imag else complex(math.nan)


_ELEMENTARY = ("sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh")
_ONE = ("cot", "coth", "conjugate", "loggamma", "digamma", "erf", "erfc", "erfi", "airyai", "airybi", "Ei", "Si", "Ci")
_TWO = ("besselj", "bessely", "besseli", "besselk", "polygamma", "polylog", "expint", "lowergamma", "uppergamma")
FUNCTIONS: dict[str, Function] = {
    **{name: _plain(name, 1, getattr(cmath, name)) for name in _ELEMENTARY},
    **{name: _plain(name) for name in (*_ONE, "elliptic_k", "elliptic_e", "LambertW")},
    **{name: _plain(name, 2) for name in (*_TWO, "beta")},
    "exp": _plain("exp", 1, cmath.exp),
    "re": _plain("re", 1, lambda x: x.real),
    "im": _plain("im", 1, lambda x: x.imag),
    "abs": _plain("Abs", 1, abs),
    "arg": _plain("arg", 1, cmath.phase),
    "sign": _plain("sign", 1),
    "zeta": _plain("zeta"),
    "gamma": _plain("gamma", 1, _gamma),
    "factorial": _plain("factorial", 1, _factorial),
    "sqrt": Function(1, 1, _power(sympy.Rational(1, 2)), cmath.sqrt),
    "cbrt": Function(1, 1, _power(sympy.Rational(1, 3)), lambda x: x ** (1 / 3)),
    "log": Function(1, 2, _log, lambda x, *base: cmath.log(x) / (cmath.log(*base) if base else 1)),
    "ln": Function(1, 1, _log, cmath.log),
    "E1": Function(1, 1, lambda x: sympy.expint(1, x, evaluate=False)),
}
RANGED = {"Integral": sympy.Integral, "Sum": sympy.Sum, "Product": sympy.Product}


@dataclass(frozen=True)
class Physics:
    """A full quantity or a registered formula: an opaque function that the package evaluates."""

    id: str
    parameters: tuple[str, ...]
    defaults: tuple[Any, ...]  # of the last parameters
    switches: tuple[str, ...] = ()  # parameters that are True or False

    def build(self, args: tuple[Any, ...]) -> Any:
        """The SymPy node."""
        return sympy.Function(self.id)(*args)


def physics(name: str) -> Physics | None:
    """The quantity or formula of this name, None if there is none."""
    if name in QUANTITIES:
        signature = inspect.signature(QUANTITIES[name].function).parameters.values()
        taken = [each for each in signature if each.name not in NOT_PASSED]
        defaults = tuple(each.default for each in taken if each.default is not inspect.Parameter.empty)
        switches = tuple(each.name for each in taken if isinstance(each.default, bool))
        return Physics(name, tuple(each.name for each in taken), defaults, switches)
    if name in FORMULAS:
        return Physics(name, FORMULAS[name].variables, ())
    return None


def known_names() -> list[str]:
    """Every name that means something by itself, for suggestions."""
    own = [*CONSTANTS, *FUNCTIONS, *RANGED]
    return own + [row.id for row in QUANTITIES] + [row.id for row in FORMULAS]
