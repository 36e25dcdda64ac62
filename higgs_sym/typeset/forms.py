"""A formula as it is printed: in units of Delta, and with Delta, Gamma, D q^2 written out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy

from higgs_sym.arithmetic.symbolic_backend import expression, parts
from higgs_sym.arithmetic.types import Tree
from higgs_sym.conventions import DIMENSIONFUL, symbol
from higgs_sym.printing import latex, notation
from higgs_sym.records import Formula
from higgs_sym.registry import FORMULAS, Table

GAP = sympy.Symbol(r"\varepsilon_g", positive=True)
_GAP_POWER = sympy.Rational(3, 2)
_ABOVE_THRESHOLD = re.compile(r"2\\(?:varepsilon_g|Delta)\s*\+\s*\\delta")


@dataclass(frozen=True)
class Form:
    """An equation ready to print: `left` = `right`, and what the names in it stand for."""

    left: str
    right: str
    where: tuple[str, ...]
    shown: Any  # the right-hand side as a SymPy expression, with the names in it
    names: Mapping[Any, Any]  # what they stand for, each in terms of later ones
    value: Any  # the right-hand side as the same in nothing but the variables

    @property
    def latex(self) -> str:
        """The whole equation."""
        return f"{self.left} = {self.right}"


def in_units_of_delta(formula: Formula, formulas: Table[Formula] = FORMULAS) -> Form:
    """The formula as its body computes it, hbar = k_B = Delta = 1."""
    value = expression(formula)
    shown, names = _folded(formula, formulas)
    names = {name: _tidy(definition) for name, definition in names.items()}
    return _form(notation(formula.lhs), _tidy(shown), names, value)


def dimensionful(formula: Formula, formulas: Table[Formula] = FORMULAS) -> Form:
    """The same with every energy in its own units, hbar = k_B = 1.

    zeta becomes Gamma/Delta, alpha Gamma/Delta_0, kappa D q^2/Delta, a distance from the threshold (omega -
    2 eps_g)/Delta, or (omega - 2 Delta)/Delta where there is no pair breaking, a time t Delta; the right-hand side
    carries the dimension of the left-hand side. `value` contains Delta, Delta_0, Gamma, omega, Q = D q^2, t, T and
    pure numbers.
    """
    Delta, omega, distance = symbol("Delta"), symbol("omega"), symbol("delta")
    bare = expression(formula)
    shown, names = _folded(formula, formulas)
    units = _units(formula)
    threshold = 2 * (GAP if "zeta" in formula.variables else Delta)
    above = {distance: sympy.UnevaluatedExpr(omega - threshold)}

    def written_out(value: Tree, power: int = 0) -> Any:
        scaled = value.xreplace(units).xreplace({GAP: GAP / Delta})
        terms = scaled.args if scaled.is_Add and power else (scaled,)
        return sympy.Add(*[_tidy(Delta**power * term) for term in terms]).xreplace(above)

    names = {name: written_out(definition, int(name == GAP)) for name, definition in names.items()}
    exact = threshold.xreplace({GAP: Delta * _gap().xreplace(units)})
    value = (Delta**formula.dimension * bare.xreplace(units)).xreplace({distance: omega - exact})
    left = _ABOVE_THRESHOLD.sub(r"\\omega", notation(formula.lhs))
    return _form(left, written_out(shown, formula.dimension), names, value)


def _units(formula: Formula) -> dict[Any, Any]:
    """Variable -> dimensionful variable times its power of Delta or Delta_0, for the variables that have units."""
    known = {name: DIMENSIONFUL[name] for name in formula.variables if name in DIMENSIONFUL}
    return {symbol(name): symbol(full) * symbol(unit) ** power for name, (full, unit, power) in known.items()}


def _gap() -> Any:
    return (1 - symbol("zeta") ** sympy.Rational(2, 3)) ** _GAP_POWER


def _folded(formula: Formula, formulas: Table[Formula]) -> tuple[Any, dict[Any, Any]]:
    """The expression in terms of names, and what each name stands for, in terms of later names.

    The names are the formula's own intermediate results, then the left-hand sides of the formulas that it `uses`,
    then the gap. A variable that a used formula has and this one lacks is the next used formula's name.
    """
    used = [formulas[identifier] for identifier in formula.uses]
    letters = [sympy.Symbol(notation(each.lhs), positive=True) for each in used]
    (_, value), *named = parts(formula)
    if value == _gap():
        return value, {}
    inner = {None: _with_gap(value)} | {name: _with_gap(definition) for name, definition in named}
    for place, each in enumerate(used):
        body = _with_gap(expression(each))
        strange = [symbol(name) for name in each.variables if name not in formula.variables]
        whole = dict(zip(strange, map(expression, used[place + 1 :]), strict=False))
        old = body.xreplace(whole)
        inner = {name: definition.subs(old, letters[place]) for name, definition in inner.items()}
        inner[letters[place]] = body.xreplace(dict(zip(strange, letters[place + 1 :], strict=False)))
    return inner.pop(None), inner | {GAP: _gap()}


def _form(left: str, shown: Tree, names: Mapping[Any, Any], value: Tree) -> Form:
    """The form with the names that occur in it, repeated roots named as well."""
    roots = _repeated_roots(shown)
    shown = shown.xreplace({root: name for name, root in roots.items()})
    constant, rest = shown.as_independent(*shown.free_symbols, as_Add=False)
    if constant.has(sympy.gamma) and rest != 1:  # a number too long to stand in a formula
        roots[sympy.Symbol("c")] = constant
        shown = sympy.Symbol("c") * rest
    present, where = set(shown.free_symbols), []
    for name, definition in {**roots, **names}.items():
        if name in present:
            number = rf" = {sympy.N(definition, 6)}\dots" if definition.is_number else ""
            where.append(f"{latex(name)} = {latex(definition)}{number}")
            present |= definition.free_symbols
    return Form(left, latex(shown), tuple(where), shown, {**roots, **names}, value)


def _with_gap(value: Tree) -> Any:
    """Powers of 1 - zeta^(2/3) that are whole or half powers of the gap, as such."""
    base = 1 - symbol("zeta") ** sympy.Rational(2, 3)

    def fits(part: Any) -> bool:
        return bool(part.is_Pow and part.base == base and (part.exp / _GAP_POWER).q <= 2)

    return value.replace(fits, lambda part: GAP ** (part.exp / _GAP_POWER))


def _tidy(value: Tree) -> Any:
    """Common powers of Delta out of sums, and perfect squares out of roots."""
    if not value.args or isinstance(value, sympy.UnevaluatedExpr):
        return value
    value = value.func(*[_tidy(part) for part in value.args])
    if value.is_Add:
        Delta = symbol("Delta")
        powers = {sympy.sympify(term.as_powers_dict().get(Delta, 0)) for term in value.args}
        power = min(powers)
        if (len(powers) == 1 and power) or (power <= -2 and all(each.is_Integer for each in powers)):
            return Delta**power * sympy.Add(*[term / Delta**power for term in value.args])
    if value.is_Pow and value.base.is_Add and value.exp.is_Rational and value.exp.q == 2:
        top, bottom = sympy.fraction(sympy.together(value.base))
        content, top = top.primitive()
        scale = sympy.sqrt(content / bottom)
        if bottom != 1 and not _has_root(scale):
            return (top * 1) ** value.exp * scale ** (2 * value.exp)
    return value


def _has_root(value: Tree) -> bool:
    return any(part.is_Pow and not part.exp.is_Integer for part in sympy.preorder_traversal(value))


def _repeated_roots(value: Tree) -> dict[Any, Any]:
    """Square roots of sums that occur more than once, under the names S, S_1, ..."""
    half = sympy.Rational(1, 2)
    found = Counter(p for p in sympy.preorder_traversal(value) if p.is_Pow and p.exp == half and p.base.is_Add)
    roots = [root for root, number in found.items() if number > 1]
    names = ["S"] if len(roots) == 1 else [f"S_{n}" for n in range(1, len(roots) + 1)]
    return {sympy.Symbol(name): root for name, root in zip(names, roots, strict=True)}
