"""The names a formula may use, and how each becomes SymPy. Nothing is evaluated while it is built.

An unevaluated tree is data: SymPy's own simplifications, which can run for ever on `factorial(10**9)`, never start.
"""

from __future__ import annotations

import difflib
import inspect
import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import sympy

from higgs_sym.parsing.binding import BINDING
from higgs_sym.parsing.heads import head
from higgs_sym.parsing.names import HINTS, NAMES, Named
from higgs_sym.parsing.nodes import node
from higgs_sym.parsing.sizes import ESTIMATES
from higgs_sym.registry import FORMULAS, QUANTITIES

CONSTANTS = {
    "pi": (sympy.pi, math.pi),
    "E": (sympy.E, math.e),
    "e": (sympy.E, math.e),
    "EulerGamma": (sympy.EulerGamma, 0.5772156649015329),
    "Catalan": (sympy.Catalan, 0.915965594177219),
    "GoldenRatio": (sympy.GoldenRatio, (1 + 5**0.5) / 2),
    "I": (sympy.I, 1j),
}
NOT_PASSED = ("digits", "sheet")  # parameters of the quantities that a formula does not set


@dataclass(frozen=True)
class Function:
    """A function by name: how many arguments it takes, its SymPy form, and by what name the sizes of constants go."""

    least: int
    most: int
    build: Callable[..., Any]
    estimate: str | None = None


def _power(exponent: object) -> Callable[[Any], Any]:
    return lambda x: node(sympy.Pow, x, exponent)


def _log(x: object, base: object = None) -> Any:
    top = node(sympy.log, x)
    if base is None:
        return top
    return node(sympy.Mul, top, node(sympy.Pow, node(sympy.log, base), sympy.Integer(-1)))


_root, _square = _power(sympy.Rational(1, 2)), _power(sympy.Integer(2))
_SYMPY = {  # names for which SymPy has a class of its own, and that class
    "abs": "Abs",
    **dict.fromkeys(("factorial", "gamma", "loggamma", "beta", "digamma", "polygamma", "lowergamma", "uppergamma")),
    **dict.fromkeys(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch")),
    **dict.fromkeys(("asin", "acos", "atan", "asinh", "acosh", "atanh", "exp", "re", "im", "arg", "conjugate")),
    **dict.fromkeys(("zeta", "polylog", "erf", "erfc", "erfi", "Ei", "expint", "Si", "Ci", "LambertW", "sign")),
    **dict.fromkeys(("besselj", "bessely", "besseli", "besselk", "airyai", "airybi", "elliptic_k")),
}


def _bessel(kind: str, order: int) -> Callable[[Any], Any]:
    return lambda x: node(getattr(sympy, kind), sympy.Integer(order), x)


_WRITTEN: dict[str, Callable[..., Any]] = {  # in terms of others
    "sqrt": _power(sympy.Rational(1, 2)),
    "cbrt": _power(sympy.Rational(1, 3)),
    "log": _log,
    "log10": lambda x: _log(x, sympy.Integer(10)),
    "log2": lambda x: _log(x, sympy.Integer(2)),
    "asec": lambda x: sympy.acos(_power(sympy.Integer(-1))(x), evaluate=False),
    "acsc": lambda x: sympy.asin(_power(sympy.Integer(-1))(x), evaluate=False),
    "asech": lambda x: sympy.acosh(_power(sympy.Integer(-1))(x), evaluate=False),
    "acsch": lambda x: sympy.asinh(_power(sympy.Integer(-1))(x), evaluate=False),
    "hypot": lambda x, y: _root(sympy.Add(_square(x), _square(y), evaluate=False)),
    "E1": lambda x: node(sympy.expint, sympy.Integer(1), x),
    **{f"{kind[-1].upper()}{order}": _bessel(kind, order)
       for kind in ("besselj", "bessely", "besseli", "besselk") for order in (0, 1)},
}  # fmt: skip


def _function(row: Named) -> Function:
    if row.name in _WRITTEN:
        build = _WRITTEN[row.name]
    else:
        cls = getattr(sympy, _SYMPY[row.name] or row.name) if row.name in _SYMPY else head(row.name)
        build = partial(node, cls)
    return Function(row.least, row.most, build, row.name if row.name in ESTIMATES else None)


FUNCTIONS: dict[str, Function] = {
    name: function for row in NAMES for function in [_function(row)] for name in (row.name, *row.aliases)
}


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
    own = [*CONSTANTS, *FUNCTIONS, *BINDING]
    return own + [row.id for row in QUANTITIES] + [row.id for row in FORMULAS]


def suggestion(name: str, more: Collection[str] = ()) -> str:
    """What may be meant by a name nobody knows: by its meaning first, then by its letters; "" for nothing."""
    if name in HINTS:
        return HINTS[name]
    names = [*more, *known_names()]
    same = [each for each in names if each.lower() == name.lower()]
    meant = [row.name for row in NAMES if name.lower() in re.findall(r"[a-z]+", row.meaning.lower()) and len(name) > 3]
    near = same or meant or difflib.get_close_matches(name, names, n=3, cutoff=0.7)
    return f"did you mean {', '.join(near[:3])}?" if near else ""
