"""The constants that closed forms are made of: what they are called, and their values to any number of digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from higgs_sym.arithmetic.types import Context, Number, Tree
from higgs_sym.results import context

GUARD = 15  # digits


@dataclass(frozen=True)
class Constant:
    """A positive or negative real number with a name that the formula grammar reads."""

    text: str
    value: Callable[[Any], Any]  # mpmath context -> number of that context

    def number(self, digits: int) -> Any:
        """To `digits` digits, in a context that carries a few more."""
        return _number(self, digits)

    def expression(self) -> Any:
        """As SymPy."""
        return _expression(self.text)


@lru_cache(maxsize=512)
def _expression(text: str) -> Any:
    import sympy

    from higgs_sym.parsing.grammar import parse

    tree = parse(text)
    return tree if tree.has(sympy.Integral, sympy.Sum) else tree.doit()


@lru_cache(maxsize=4096)
def _number(constant: Constant, digits: int) -> Any:
    work = context(digits + GUARD)
    return work.convert(constant.value(work))


def _whole(number: int, context: Context) -> Number:
    return context.mpf(number)


# The order is the order of likelihood: what stands first is cheap to name.
ADDITIVE = (
    Constant("1", lambda c: c.mpf(1)),
    Constant("pi", lambda c: +c.pi),
    Constant("log(2)", lambda c: c.log(2)),
    Constant("pi**2", lambda c: c.pi**2),
    Constant("EulerGamma", lambda c: +c.euler),
    Constant("sqrt(2)", lambda c: c.sqrt(2)),
    Constant("sqrt(3)", lambda c: c.sqrt(3)),
    Constant("log(pi)", lambda c: c.log(c.pi)),
    Constant("zeta(3)", lambda c: c.zeta(3)),
    Constant("log(3)", lambda c: c.log(3)),
    Constant("log(2)**2", lambda c: c.log(2) ** 2),
    Constant("EulerGamma**2", lambda c: c.euler**2),
    Constant("EulerGamma*log(2)", lambda c: c.euler * c.log(2)),
    Constant("Catalan", lambda c: +c.catalan),
    Constant("pi**4", lambda c: c.pi**4),
    Constant("pi*log(2)", lambda c: c.pi * c.log(2)),
    Constant("sqrt(5)", lambda c: c.sqrt(5)),
    Constant("E", lambda c: +c.e),
    Constant("pi*sqrt(3)", lambda c: c.pi * c.sqrt(3)),
    Constant("pi**3", lambda c: c.pi**3),
    Constant("log(5)", lambda c: c.log(5)),
    Constant("pi**2*log(2)", lambda c: c.pi**2 * c.log(2)),
    Constant("pi**2*EulerGamma", lambda c: c.pi**2 * c.euler),
    Constant("EulerGamma**3", lambda c: c.euler**3),
    Constant("log(2)**3", lambda c: c.log(2) ** 3),
    Constant("zeta(5)", lambda c: c.zeta(5)),
    Constant("log(2)*log(3)", lambda c: c.log(2) * c.log(3)),
    Constant("sqrt(6)", lambda c: c.sqrt(6)),
    Constant("EulerGamma*log(pi)", lambda c: c.euler * c.log(c.pi)),
    Constant("log(pi)**2", lambda c: c.log(c.pi) ** 2),
    Constant("log(2)*log(pi)", lambda c: c.log(2) * c.log(c.pi)),
    Constant("log(7)", lambda c: c.log(7)),
    Constant("log(2)**4", lambda c: c.log(2) ** 4),
    Constant("exp(-1)", lambda c: c.exp(-1)),
)
# Constants that seldom stand apart and often together: where to look for sums.
FAMILIES = (
    ("1", "pi", "log(2)", "pi**2", "EulerGamma"),
    ("1", "pi", "pi**2", "pi**3", "pi**4"),
    ("1", "EulerGamma", "log(2)", "log(pi)", "log(3)"),
    ("1", "zeta(3)", "pi**2", "pi**2*log(2)", "log(2)**3"),
    ("1", "log(2)", "log(2)**2", "pi**2", "zeta(3)"),
    ("1", "EulerGamma", "EulerGamma**2", "pi**2", "log(2)"),
    ("EulerGamma**2", "EulerGamma*log(2)", "log(2)**2", "pi**2", "1"),
    ("EulerGamma**3", "pi**2*EulerGamma", "zeta(3)", "pi**2", "1"),
    ("1", "sqrt(2)", "sqrt(3)", "sqrt(6)", "sqrt(5)"),
    ("1", "Catalan", "pi", "pi*log(2)", "log(2)"),
    ("1", "log(2)", "log(3)", "log(5)", "log(7)"),
    ("1", "pi", "sqrt(3)", "pi*sqrt(3)", "log(3)"),
    ("1", "E", "exp(-1)", "pi", "EulerGamma"),
    ("1", "zeta(3)", "zeta(5)", "pi**2", "pi**4"),
    ("1", "pi", "sqrt(2)", "log(2)", "sqrt(3)"),
    ("log(2)**2", "log(2)*log(3)", "pi**2", "log(2)", "log(3)"),
    ("log(pi)**2", "log(2)*log(pi)", "EulerGamma*log(pi)", "log(2)**2", "pi**2"),
)
WIDE = ("1", "pi", "pi**2", "log(2)", "EulerGamma", "zeta(3)", "log(3)", "log(pi)", "Catalan", "sqrt(2)", "sqrt(3)")
QUADRATIC = (
    "1", "EulerGamma", "log(2)", "log(pi)", "pi**2", "EulerGamma**2", "log(2)**2", "EulerGamma*log(2)", "log(pi)**2",
    "EulerGamma*log(pi)", "log(2)*log(pi)", "zeta(3)",
)  # fmt: skip
# What products are made of, beside powers of small primes; the first of them go together with any other.
PRIMES = tuple(Constant(str(prime), partial(_whole, prime)) for prime in (2, 3, 5, 7))
FACTORS = (
    Constant("pi", lambda c: +c.pi),
    Constant("gamma(1/4)", lambda c: c.gamma(c.mpf(1) / 4)),
    Constant("gamma(1/3)", lambda c: c.gamma(c.mpf(1) / 3)),
    Constant("E", lambda c: +c.e),
    Constant("exp(EulerGamma)", lambda c: c.exp(c.euler)),
    Constant("log(2)", lambda c: c.log(2)),
    Constant("zeta(3)", lambda c: c.zeta(3)),
    Constant("zeta(3/2)", lambda c: c.zeta(c.mpf(3) / 2)),
    Constant("abs(zeta(1/2))", lambda c: abs(c.zeta(c.mpf(1) / 2))),
    Constant("Catalan", lambda c: +c.catalan),
    Constant("EulerGamma", lambda c: +c.euler),
    Constant("(1+sqrt(5))/2", lambda c: +c.phi),
    Constant("log(3)", lambda c: c.log(3)),
    Constant("zeta(5/2)", lambda c: c.zeta(c.mpf(5) / 2)),
    Constant("zeta(5)", lambda c: c.zeta(5)),
    Constant("gamma(1/5)", lambda c: c.gamma(c.mpf(1) / 5)),
    Constant("gamma(2/5)", lambda c: c.gamma(c.mpf(2) / 5)),
    Constant("gamma(1/8)", lambda c: c.gamma(c.mpf(1) / 8)),
)
# Factors in front of a sum: the sum itself is then one of constants.
OUTSIDE = (
    "1",
    "pi",
    "1/pi",
    "sqrt(pi)",
    "1/sqrt(pi)",
    "sqrt(2)",
    "pi**2",
    "1/pi**2",
    "sqrt(2*pi)",
    "sqrt(2/pi)",
    "sqrt(3)",
)


def given(names: Iterable[str]) -> tuple[Constant, ...]:
    """Constants of the caller by their formulas; none of them may contain a symbol."""
    from higgs_sym.evaluation.expression import Expression
    from higgs_sym.parsing.grammar import parse

    return tuple(_of_expression(name, Expression(parse(name))) for name in names)


def _of_expression(text: str, expression: Tree) -> Constant:
    return Constant(text, lambda work: work.convert(expression.value({}, work.dps - GUARD + 5).number))


@lru_cache(maxsize=64)
def outside(text: str) -> Constant:
    """A factor of `OUTSIDE`."""
    (made,) = given((text,))
    return made
