"""Derivations: the series of a formula by exact arithmetic, as far as rules go, to set beside what was measured.

Powers, roots, logarithms and exponentials by `transseries`; functions that are analytic at a number by their
derivatives there; others by their series in the handbook, `near` a number or `far` out; integrals by Watson's lemma or
by Mellin transforms. With `notes`, every step leaves behind the identity that proves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy
from sympy.polys.polyerrors import PolynomialError

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import transseries
from higgs_sym.expanding.equations import checked_far, checked_near
from higgs_sym.expanding.far import far_out
from higgs_sym.expanding.formal import ZERO, Formal, UnderivableError
from higgs_sym.expanding.integrals import INTEGRALS
from higgs_sym.expanding.near import BELOW, NEAR, near_by
from higgs_sym.expanding.notes import Notes, written
from higgs_sym.expanding.rewriting import REWRITTEN, at_pole
from higgs_sym.expanding.taylor import Derivatives
from higgs_sym.expanding.transseries import Trans, of, of_constant
from higgs_sym.judging.approaches import Approach
from higgs_sym.printing import latex

# Analytic at every number where their derivatives are numbers.
ANALYTIC = frozenset((
    "sin", "cos", "tan", "sec", "sinh", "cosh", "tanh", "atan", "asin", "acos", "asinh", "atanh", "erf", "erfc", "erfi",
    "Si", "besselj", "besseli", "gamma", "loggamma", "polygamma", "digamma", "airyai", "airybi", "LambertW", "zeta",
))  # fmt: skip
ARITHMETIC = "series arithmetic"


@dataclass
class Deriver:
    """Series of trees in one symbol, each to a relative s^width; `used` names the rules, `beside` other symbols."""

    symbol: Any
    local: Formal  # the symbol as a series
    width: Fraction
    used: set[str]
    beside: Mapping[Any, Formal] = field(default_factory=dict)
    notes: Notes | None = None
    made: dict[Any, Trans] = field(default_factory=dict)

    def of(self, tree: Tree) -> Trans:
        """The series of a tree."""
        if tree not in self.made:
            self.made[tree] = self._of(tree)
        return self.made[tree]

    def _of(self, tree: Tree) -> Trans:
        if tree in self.beside:
            return of(self.beside[tree])
        if not self._varies(tree):
            return of_constant(_constant(tree))
        if tree == self.symbol:
            return of(self.local)
        if isinstance(tree, sympy.Add):
            return self._folded(tree.args, Trans.__add__, sympy.Integer(0))
        if isinstance(tree, sympy.Mul):
            return self._folded(tree.args, Trans.__mul__, sympy.Integer(1))
        if isinstance(tree, sympy.Pow):
            return self._power(tree)
        if isinstance(tree, sympy.exp):
            return self._exponential(tree, self.of(tree.args[0]))
        if isinstance(tree, sympy.log) and len(tree.args) == 1:
            return self._logarithm(tree, self.of(tree.args[0]))
        if isinstance(tree, (sympy.Integral, sympy.Sum)):
            return self._integral(tree)
        if isinstance(tree, (sympy.re, sympy.im)):
            series = self.of(tree.args[0])
            sign = 1 if isinstance(tree, sympy.re) else -1
            half = sympy.Rational(1, 2) if sign > 0 else -sympy.I / 2
            return (series + series.conjugate().scaled(sympy.Integer(sign))).scaled(half)
        if isinstance(tree, sympy.Function):
            return self._function(tree)
        raise UnderivableError(f"no rule for {type(tree).__name__}")

    def nested(self, tree: Tree, symbol: Tree, local: Formal, width: Fraction, *, quiet: bool = False) -> Trans:
        """The series of a tree in another symbol, with the rules and, unless quiet, the notes of this one."""
        return Deriver(symbol, local, width, self.used, notes=None if quiet else self.notes).of(tree)

    def _varies(self, tree: Tree) -> bool:
        return self.symbol in tree.free_symbols or any(each in tree.free_symbols for each in self.beside)

    def _folded(self, args: Any, join: Callable[[Trans, Trans], Trans], start: Any) -> Trans:
        total = of_constant(start)
        for arg in args:
            total = join(total, self.of(arg))
        return total

    def _power(self, tree: Tree) -> Trans:
        base, exponent = tree.args
        if self._varies(exponent) or not exponent.doit().is_Rational:
            log = transseries.logarithm(self.of(base), self.width + 4)
            return self._exponential(tree, self.of(exponent) * log)
        inner, r = self.of(base), exponent.doit()
        found = transseries.power(inner, r, self.width)
        if self.notes is not None and not (r.is_Integer and r > 0):
            up, down = (transseries.derivative(each) for each in (found, inner))
            self._note(
                tree, found, "$BR'=rB'R$ for $R=B^r$, and the leading terms", inner * up, (down * found).scaled(-r)
            )
        return found

    def _exponential(self, tree: Tree, inner: Trans) -> Trans:
        found = transseries.exponential(inner, self.width)
        if self.notes is not None:
            up, down = (transseries.derivative(each) for each in (found, inner))
            self._note(tree, found, r"$R'=A'R$ for $R=\exp A$, and the leading terms", up, (down * found).scaled(-_ONE))
        return found

    def _logarithm(self, tree: Tree, inner: Trans) -> Trans:
        found = transseries.logarithm(inner, self.width)
        if self.notes is not None:
            up, down = (transseries.derivative(each) for each in (found, inner))
            self._note(tree, found, r"$AR'=A'$ for $R=\ln A$, and the leading terms", inner * up, down.scaled(-_ONE))
        return found

    def _note(self, tree: Tree, found: Trans, reason: str, one: Trans, other: Trans) -> None:
        assert self.notes is not None
        self.notes.show(str(tree), f"{latex(tree)}={written(found)}", f"Checked by {reason}.", one + other)

    def _function(self, tree: Tree) -> Trans:
        name, (*given, argument) = type(tree).__name__, tree.args
        if name in REWRITTEN and name not in ANALYTIC:
            return self._rewritten(tree)
        orders = [order if self._varies(order) else order.doit() for order in given]
        if any(self._varies(order) for order in orders):
            return self._rewritten(tree)
        inner = self.of(argument)
        if len(inner.parts) == 1 and not inner.parts[0].front:
            head = [key for key in inner.parts[0].terms if key[0] <= 0]
            if inner.parts[0].reach < 0 or any(key[1] > 0 for key in head):
                return self._far(tree, orders, inner.parts[0])
            found = self._near(tree, orders, inner.parts[0])
            if found is not None:
                return found
        if len(inner.parts) == 1 and transseries.growth(inner.parts[0].front, {}) < 0 and inner.parts[0].order is None:
            found = self._near(tree, orders, inner.parts[0])
            if found is not None:
                return found
        if name == "LambertW" and len(inner.parts) == 1:
            return self._lambert(tree, transseries.logarithm(inner, self.width + 4))
        return self._taylor(tree, orders, inner)

    def _lambert(self, tree: Tree, log: Trans) -> Trans:
        """W = ln z - ln W, time and again: each time one power more is right."""
        found = log
        for _ in range(int(self.width) + 3):
            found = log + transseries.logarithm(found, self.width + 4).scaled(-_ONE)
        lowest = found.single().lowest
        found = of(found.single().cut(lowest + self.width))
        if self.notes is not None:
            once = transseries.logarithm(found, self.width)
            self._note(tree, found, r"$W+\ln W=\ln z$", found + once, log.scaled(-_ONE))
        return found

    def _far(self, tree: Tree, orders: list[Tree], z: Formal) -> Trans:
        name = type(tree).__name__
        try:
            found, number = far_out(name, orders, z, self.width)
        except UnderivableError:
            return self._rewritten(tree)
        if self.notes is not None:
            checked_far(self.notes, name, tuple(orders), z.leading()[1].is_negative, number)
        return found

    def _near(self, tree: Tree, orders: list[Tree], inner: Formal) -> Trans | None:
        name, place = type(tree).__name__, sympy.Integer(0) if inner.front else _place(inner)
        if (name, place) not in NEAR and (name, place) not in BELOW and name != "zeta":
            return None
        if name in ANALYTIC and all(order.is_Integer for order in orders) and name not in ("zeta", "LambertW"):
            return None
        found, number = near_by(name, orders, place, inner + formal_constant(-place), self.width)
        if self.notes is not None:
            checked_near(self.notes, name, tuple(orders), place, number)
        return of(found)

    def _taylor(self, tree: Tree, orders: list[Tree], inner: Trans) -> Trans:
        name = type(tree).__name__
        plain = [part for part in inner.parts if not part.front]
        place = _place(plain[0]) if plain else sympy.Integer(0)
        derivatives = Derivatives(type(tree), orders, place)
        if name not in ANALYTIC or not derivatives.exist():
            pole = at_pole(tree, place)
            if pole is None:
                return self._rewritten(tree)
            if self.notes is not None:
                self.notes.state(f"{tree} at its pole", f"{latex(tree)}={latex(pole)}", "DLMF 5.5.1, 5.5.2.")
            return self.of(pole)
        small = inner + of_constant(-place)
        found = transseries.composed(derivatives.coefficient, small, self.width)
        if self.notes is not None:
            slope = transseries.composed(lambda k: (k + 1) * derivatives.coefficient(k + 1), small, self.width)
            up, down = (transseries.derivative(each) for each in (found, small))
            self._note(
                tree, found, "$R'=f'(A)A'$ for $R=f(A)$, with the derivatives of $f$", up, (slope * down).scaled(-_ONE)
            )
        return found

    def _rewritten(self, tree: Tree) -> Trans:
        name = type(tree).__name__
        other = REWRITTEN[name](*tree.args) if name in REWRITTEN else None
        if other is None:
            raise UnderivableError(f"no rule for {name}")
        if self.notes is not None:
            self.notes.state(f"{tree} written otherwise", f"{latex(tree)}={latex(other)}", "An identity.")
        return self.of(other)

    def _integral(self, tree: Tree) -> Trans:
        if self.beside:
            raise UnderivableError("no rule for this integral")
        why = "no rule for this integral"
        for name, rule in INTEGRALS:
            try:
                found = rule(tree, self)
            except UnderivableError as error:
                why = str(error)
                continue
            self.used.add(name)
            return found
        raise UnderivableError(why)


_ONE = sympy.Integer(1)


def formal_constant(value: Tree) -> Formal:
    """A number as a series."""
    return Formal({(ZERO, 0): value} if value != 0 else {})


def _constant(tree: Tree) -> Tree:
    """The value of what does not vary, which must be known to be real or complex and finite."""
    value = tree.doit() if not tree.has(sympy.Integral, sympy.Sum) else None
    if value is None or tree.free_symbols or value.is_finite is False or value.has(sympy.zoo, sympy.nan):
        raise UnderivableError("a constant without a value")
    return value


def _place(inner: Formal) -> Tree:
    """What a series tends to."""
    head = {b: c for (a, b), c in inner.terms.items() if a == 0}
    if set(head) - {0} or any(a < 0 for a, _ in inner.terms) or (inner.order is not None and inner.order <= 0):
        raise UnderivableError("an argument without a limit")
    return head.get(0, sympy.Integer(0))


@dataclass(frozen=True)
class Derived:
    """A series, the rules it took, and the notes on its steps if they were taken."""

    series: Trans
    rules: str
    notes: Notes | None = None


def derived(tree: Tree, approach: Approach, width: Fraction, notes: Notes | None = None) -> Derived | None:
    """The exact series of a tree near its limit; None where there are no rules for it."""
    used: set[str] = set()
    found = series_of(tree, approach, width, {}, used, notes)
    if found is None or not any(part.terms for part in found.parts):
        return None
    return Derived(found, " and ".join([*sorted(used), ARITHMETIC]), notes)


def series_of(
    tree: Tree,
    approach: Approach,
    width: Fraction,
    beside: Mapping[Tree, Formal],
    used: set[str] | None = None,
    notes: Notes | None = None,
) -> Trans | None:
    """The series of a tree in the variable and the symbols `beside`, which are series; None where there is no rule."""
    used = set() if used is None else used
    try:
        return Deriver(sympy.Symbol(approach.variable), local_of(approach), width, used, beside, notes).of(tree)
    except (UnderivableError, PolynomialError, NotImplementedError):  # the last two: SymPy knows no way either
        return None


def local_of(approach: Approach) -> Formal:
    """The variable as a series in s."""
    direction = sympy.Integer(approach.direction)
    if approach.point is None:
        return Formal({(Fraction(-1), 0): direction})
    made = {(Fraction(1), 0): direction}
    if approach.point != 0:
        made[ZERO, 0] = approach.point.doit()
    return Formal(made)
