"""Formulas of users as LaTeX, their terms in the order in which they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import sympy
from sympy.core.parameters import distribute

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import FormulaError
from higgs_sym.parsing.grammar import parse
from higgs_sym.printing import SETTINGS, Printer, bracketed, notation
from higgs_sym.registry import FORMULAS, QUANTITIES

_CALL = re.compile(r"\([^()]*\)(?=[^()]*$)")  # the arguments at the end of "\\chi(\\omega)"
_DIMENSION = re.compile(r"/\\(?:Delta(?:_0)?|varepsilon_g)$")
_EULER = sympy.Symbol("e", positive=True)
_PARTS = {sympy.re: r"\operatorname{Re}", sympy.im: r"\operatorname{Im}", sympy.arg: r"\operatorname{arg}"}


def written(text: str, variables: Iterable[str]) -> str:
    """LaTeX of a formula string of the grammar; FormulaError for what is none."""
    return tree(parse(text, variables))


def tree(given: Tree) -> str:
    """LaTeX of an unevaluated tree."""
    return str(_Printer(SETTINGS | {"order": "none"}).doprint(_tidy(given)))


def or_code(text: str, variables: Iterable[str]) -> str:
    """LaTeX of a formula string, in typewriter letters where it is none of the grammar (a limit, a word)."""
    try:
        return written(text, variables)
    except FormulaError:
        escaped = re.sub(r"([\\{}_^#$%&~])", lambda found: rf"\{found[1]}" if found[1] in "{}_#$%&" else "", text)
        return rf"\mathtt{{{escaped}}}"


def _tidy(node: Tree) -> Any:
    """Products and whole powers collected, sums in their order; functions are not evaluated."""
    if node is sympy.E:
        return _EULER
    if not node.args:
        return node
    args = [_tidy(each) for each in node.args]
    if node.is_Add:
        return sympy.Add(*args, evaluate=False)
    if node.is_Pow:
        return sympy.Pow(_held(args[0]), args[1], evaluate=bool(args[1].is_Integer))
    if node.is_Mul:
        with distribute(False):
            return sympy.Mul(*(_held(each) for each in args))
    if isinstance(node, (sympy.Integral, sympy.Sum, sympy.Tuple)):
        return node.func(*args)
    return node.func(*args, evaluate=False)


def _held(factor: Tree) -> Any:
    """A root of a product as a letter that prints like it: a product would tear sqrt(2/(pi x)) into two roots."""
    if factor.is_Pow and factor.base.is_Mul and not factor.exp.is_Integer and not factor.exp.could_extract_minus_sign():
        return sympy.Symbol(str(_Printer(SETTINGS | {"order": "none"}).doprint(factor)))
    return factor


class _Printer(Printer):
    """The project's style, with the letters that the quantities of the package have."""

    def _print_re(self, node: Tree, exp: Tree | None = None) -> str:
        return self._part(node, exp)

    def _print_im(self, node: Tree, exp: Tree | None = None) -> str:
        return self._part(node, exp)

    def _print_arg(self, node: Tree, exp: Tree | None = None) -> str:
        return self._part(node, exp)

    def _part(self, node: Tree, exp: Tree) -> str:
        inside = str(self._print(node.args[0]))
        inside = inside if isinstance(node.args[0], sympy.core.function.AppliedUndef) else bracketed(inside)
        made = rf"{_PARTS[node.func]} {inside}"
        return made if exp is None else rf"({made})^{{{exp}}}"

    def _print_Function(self, node: Tree, exp: Tree | None = None) -> str:  # noqa: N802
        name = node.func.__name__
        if name not in QUANTITIES and name not in FORMULAS:
            return str(super()._print_Function(node, exp))
        args = list(node.args)
        if name in QUANTITIES:
            head = _DIMENSION.sub("", notation(QUANTITIES[name].latex))
            while len(args) > 1 and args[-1] in _left_out(name, len(args)):
                args.pop()
        else:
            head = notation(FORMULAS[name].lhs)
        head = _CALL.sub("", head).replace(r"(\varepsilon)", "")
        over, slash, under = head.partition("/")
        head = rf"\tfrac{{{over}}}{{{under}}}" if slash else head
        made = head + bracketed(", ".join(str(self._print(each)) for each in args))
        return made if exp is None else rf"\left[{made}\right]^{{{exp}}}"


def _left_out(name: str, count: int) -> tuple[Any, ...]:
    """The value of the last parameter that need not be printed: its default."""
    from higgs_sym.parsing.vocabulary import physics

    found = physics(name)
    place = count - 1 - (len(found.parameters) - len(found.defaults)) if found else -1
    return (sympy.Integer(int(found.defaults[place] or 0)),) if found and place >= 0 else ()
