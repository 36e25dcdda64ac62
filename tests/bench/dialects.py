"""Formulas as mpmath or PARI/GP would have them typed, for the comparison with these programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy


class NotSpokenError(Exception):
    """A formula holds what the other program has no word for."""


@dataclass(frozen=True)
class Dialect:
    """How numbers, powers, functions and ranges are written."""

    power: str
    number: Callable[[str], str]
    constants: dict[str, str]
    functions: dict[str, str]  # name of the SymPy class -> a template of the arguments, or a plain name
    ranges: dict[str, str] = field(default_factory=dict)  # of f, t, a, b

    def written(self, tree: Any) -> str:
        """A tree in this dialect; NotSpokenError where it has no word."""
        name = type(tree).__name__
        if tree.is_Symbol:
            return str(tree)
        if tree.is_Rational:
            return f"({self.number(str(tree.p))}/{self.number(str(tree.q))})"
        if name in self.constants:
            return self.constants[name]
        if name in ("Add", "Mul"):
            return "(" + (" + " if name == "Add" else "*").join(map(self.written, tree.args)) + ")"
        if name == "Pow":
            return f"({self.written(tree.base)}){self.power}({self.written(tree.exp)})"
        return self._ranged(tree, name) if name in self.ranges else self._called(tree, name)

    def _called(self, tree: Any, name: str) -> str:
        if name == "polygamma" and tree.args[0] == 0:
            return self.functions["digamma"].format(self.written(tree.args[1]))
        if name not in self.functions:
            raise NotSpokenError(name)
        args, form = [self.written(arg) for arg in tree.args], self.functions[name]
        try:
            return form.format(*args) if "{" in form else f"{form}({', '.join(args)})"
        except IndexError as error:
            raise NotSpokenError(f"{name} of {len(args)} arguments") from error

    def _ranged(self, tree: Any, name: str) -> str:
        if len(tree.limits) != 1:
            raise NotSpokenError(f"{name} of several variables")
        symbol, low, high = tree.limits[0]
        if name != "Integral" and high != sympy.oo:
            raise NotSpokenError("a sum that ends")
        return self.ranges[name].format(f=self.written(tree.function), t=symbol, a=self._end(low), b=self._end(high))

    def _end(self, end: Any) -> str:
        return self.constants[str(end)] if end in (sympy.oo, -sympy.oo) else self.written(end)


_SAME = ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh")
_SAME += ("gamma", "zeta", "erfc", "besselj", "besseli", "besselk", "polylog")

MPMATH = Dialect(
    "**",
    "mpf({})".format,
    {
        "Pi": "pi", "Exp1": "e", "EulerGamma": "euler", "Catalan": "catalan", "ImaginaryUnit": "j", "oo": "inf",
        "-oo": "-inf",
    },
    {
        **{name: name for name in _SAME},
        "coth": "coth", "cot": "cot", "loggamma": "loggamma", "digamma": "psi(0, {0})", "polygamma": "psi",
        "erf": "erf", "erfi": "erfi", "erfinv": "erfinv", "airyai": "airyai", "airybi": "airybi", "Ei": "ei",
        "Si": "si", "Ci": "ci",
        "Shi": "shi", "Chi": "chi", "expint": "expint", "li": "li", "bessely": "bessely", "beta": "beta",
        "lowergamma": "gammainc({0}, 0, {1})", "uppergamma": "gammainc", "elliptic_k": "ellipk", "elliptic_e": "ellipe",
        "LambertW": "lambertw", "fresnels": "fresnels", "fresnelc": "fresnelc", "re": "re", "im": "im", "Abs": "abs",
        "factorial": "factorial", "airyaiprime": "airyai({0}, derivative=1)", "struveh": "struveh",
        "struvel": "struvel", "hyp1f1": "hyp1f1", "hyperu": "hyperu", "hyp2f1": "hyp2f1", "barnesg": "barnesg",
    },
    {
        "Integral": "quad(lambda {t}: {f}, [{a}, {b}])", "Sum": "nsum(lambda {t}: {f}, [{a}, inf])",
        "Product": "nprod(lambda {t}: {f}, [{a}, inf])",
    },
)  # fmt: skip

PARI = Dialect(
    "^",
    "{}".format,
    {
        "Pi": "Pi", "Exp1": "exp(1)", "EulerGamma": "Euler", "Catalan": "Catalan", "ImaginaryUnit": "I",
        "oo": "[+oo, 1]", "-oo": "[-oo, 1]",  # integrands that fall exponentially are what it needs to be told of
    },
    {
        **{name: name for name in _SAME},
        "coth": "cotanh", "cot": "cotan", "loggamma": "lngamma", "digamma": "psi({0})",
        "polygamma": "((-1)^({0}+1)*gamma({0}+1)*zetahurwitz({0}+1, {1}))",
        "erf": "(1-erfc({0}))", "airyai": "airy({0})[1]", "airybi": "airy({0})[2]", "Ei": "(-real(eint1(-({0}))))",
        "expint": "(({1})^(({0})-1)*incgam(1-({0}), {1}))", "li": "(-real(eint1(-log({0}))))", "bessely": "besseln",
        "beta": "(gamma({0})*gamma({1})/gamma(({0})+({1})))", "lowergamma": "incgamc", "uppergamma": "incgam",
        "elliptic_k": "ellK(sqrt({0}))", "elliptic_e": "ellE(sqrt({0}))", "LambertW": "lambertw", "re": "real",
        "im": "imag", "Abs": "abs", "factorial": "gamma(1+{0})", "hyp1f1": "hypergeom([{0}],[{1}],{2})",
        "hyp2f1": "hypergeom([{0},{1}],[{2}],{3})", "hyperu": "hyperu", "Si": "imag(eint1(I*({0}))+Pi*I/2)",
        "Ci": "(-real(eint1(I*({0}))))",
    },
    {"Integral": "intnum({t}={a}, {b}, {f})", "Sum": "sumnum({t}={a}, {f})", "Product": "prodinf({t}={a}, {f})"},
)  # fmt: skip
