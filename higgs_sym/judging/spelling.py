"""Parts of a formula as one would type them: nothing is expanded, but 3*(1/2) is 3/2 and x*x**2 is x**3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import sympy
from sympy.printing.str import StrPrinter

from higgs_sym.arithmetic.types import Tree
from higgs_sym.judging.atoms import Path, alone, node, rebuilt

SIMPLEST = 1024  # denominator up to which 3/8 stays what it is
SHOWN = 17  # digits of a decimal
LONGEST = 60  # characters of what a term is said to stand in


class _Printer(StrPrinter):  # type: ignore[misc]
    """1/x**2 instead of x**(-2)."""

    def _print_Pow(self, expr: Any, rational: bool = False) -> str:  # noqa: N802
        if expr.exp.is_Rational and expr.exp < 0 and expr.exp.q == 1 and expr.exp != -1:
            return f"1/{super()._print_Pow(_power(expr.base, -expr.exp), rational)}"
        return str(super()._print_Pow(expr, rational))


def text(tree: Tree) -> str:
    """A tree as one would type it."""
    return str(_Printer({"order": "none"}).doprint(_decimals(tidied(tree))))


def _decimals(tree: Any) -> Any:
    """Numbers that were typed as decimals stand as decimals again, long ones to so many digits."""
    if tree.is_Rational and tree.q > SIMPLEST and not _other_factors(tree.q):
        name = sympy.Symbol(format(abs(Decimal(tree.p)) / Decimal(tree.q), f".{SHOWN}g"))
        return name if tree > 0 else sympy.Mul(-1, name, evaluate=False)
    if not tree.args or not (tree.is_Add or tree.is_Mul or tree.is_Pow or isinstance(tree, sympy.Function)):
        return tree
    parts = [_decimals(part) for part in tree.args]
    if tree.is_Mul:
        parts = [each for part in parts for each in (part.args if part.is_Mul else [part])]
    return rebuilt(tree, parts)


def _other_factors(number: int) -> bool:
    """Whether it has prime factors besides 2 and 5."""
    for prime in (2, 5):
        while number % prime == 0:
            number //= prime
    return number > 1


def joined(terms: Iterable[str]) -> str:
    """Several terms as a sum."""
    return " + ".join(terms).replace("+ -", "- ")


def term(tree: Tree, path: Path) -> str:
    """The summand at a path; one that stands inside a root, a denominator or a function with what it stands in."""
    inner = text(alone(tree, path))
    outer = _around(tree, path)
    return inner if outer is None or len(outer) > LONGEST else f"{inner} in {outer}"


def _around(tree: Any, path: Path) -> str | None:
    """The innermost power or function with several summands around the one at `path`."""
    for depth in reversed(range(len(path))):
        each = node(tree, path[:depth])
        if not each.is_Add and not each.is_Mul:
            return text(each)
    return None


def tidied(tree: Any) -> Any:
    """The tree with numbers worked out and powers of one symbol drawn together."""
    if not tree.args or not (tree.is_Add or tree.is_Mul or tree.is_Pow or isinstance(tree, sympy.Function)):
        return tree
    parts = [tidied(part) for part in tree.args]
    if all(part.is_Rational for part in parts) and not isinstance(tree, sympy.Function):
        found = tree.func(*parts)
        if found.is_Rational:
            return found
    if tree.is_Pow:
        return _power(*parts)
    if tree.is_Mul:
        return _product(parts)
    return rebuilt(tree, parts)


def _power(base: Any, exponent: Any) -> Any:
    if exponent == 1 or base == 1:
        return base
    if base.is_Pow and base.exp.is_Rational and exponent.is_Integer:
        return _power(base.base, base.exp * exponent)
    if base.is_Rational and exponent.is_Integer:
        return base**exponent
    if base.is_Mul and exponent.is_Integer:
        return _product([_power(part, exponent) for part in base.args])
    return sympy.Pow(base, exponent, evaluate=False)


def _product(parts: Sequence[Any]) -> Any:
    """One rational number in front, one power a symbol; the others as they stand."""
    number, others, powers = sympy.Integer(1), [], dict[Any, Any]()
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if part.is_Mul:
            waiting = [*part.args, *waiting]
        elif part.is_Rational:
            number = number * part
        elif part.is_Symbol or (part.is_Pow and part.base.is_Symbol and part.exp.is_Rational):
            base, exponent = part.as_base_exp()
            if base not in powers:
                others.append(base)
            powers[base] = powers.get(base, 0) + exponent
        else:
            others.append(part)
    drawn = [_power(part, powers[part]) if part in powers else part for part in others]
    drawn = [part for part in drawn if part != 1 and not (part.is_Pow and part.exp == 0)]
    if number == 0 or not drawn:
        return number
    if number != 1:
        drawn.insert(0, number)
    return drawn[0] if len(drawn) == 1 else sympy.Mul(*drawn, evaluate=False)
