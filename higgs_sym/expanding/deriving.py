"""Derivations: the series of a formula by exact arithmetic, as far as rules go, to set beside what was measured.

Powers, roots, logarithms and exponentials by `formal`; functions that are analytic at a number by their derivatives
there; some functions at infinity by their series in the handbooks; integrals of exp(-c x t^m) f(t) from zero by
Watson's lemma from the series of f, which goes through the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy
from sympy.polys.polyerrors import PolynomialError

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.formal import (
    ZERO,
    Formal,
    UnderivableError,
    composed,
    constant,
    exponential,
    logarithm,
    power,
)
from higgs_sym.judging.approaches import Approach

# Analytic at every number where their derivatives are numbers.
ANALYTIC = (
    sympy.sin, sympy.cos, sympy.tan, sympy.sec, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan, sympy.asin, sympy.acos,
    sympy.asinh, sympy.atanh, sympy.erf, sympy.erfc, sympy.erfi, sympy.Si, sympy.besselj, sympy.besseli, sympy.gamma,
    sympy.loggamma, sympy.polygamma, sympy.digamma, sympy.airyai, sympy.airybi, sympy.LambertW,
)  # fmt: skip
WATSON, ARITHMETIC = "Watson's lemma", "series arithmetic"
DERIVATIVES = 40


@dataclass
class Deriver:
    """Series of trees in one symbol, each to a relative s^width; `used` names the rules, `beside` other symbols."""

    symbol: Any
    local: Formal  # the symbol as a series
    width: Fraction
    used: set[str]
    beside: Mapping[Any, Formal] = field(default_factory=dict)

    def of(self, tree: Tree) -> Formal:
        """The series of a tree."""
        if tree in self.beside:
            return self.beside[tree]
        if not self._varies(tree):
            if tree.free_symbols or tree.has(sympy.Integral, sympy.Sum) or not tree.doit().is_real:
                raise UnderivableError("a constant without a value")
            return constant(tree.doit())
        if tree == self.symbol:
            return self.local
        if isinstance(tree, sympy.Add):
            return self._folded(tree.args, Formal.__add__, sympy.Integer(0))
        if isinstance(tree, sympy.Mul):
            return self._folded(tree.args, Formal.__mul__, sympy.Integer(1))
        if isinstance(tree, sympy.Pow):
            return self._power(*tree.args)
        if isinstance(tree, sympy.exp):
            return exponential(self.of(tree.args[0]), self.width)
        if isinstance(tree, sympy.log) and len(tree.args) == 1:
            return logarithm(self.of(tree.args[0]), self.width)
        if isinstance(tree, sympy.Integral):
            return self._watson(tree)
        if isinstance(tree, sympy.Function):
            return self._function(tree)
        raise UnderivableError(f"no rule for {type(tree).__name__}")

    def _varies(self, tree: Tree) -> bool:
        return self.symbol in tree.free_symbols or any(each in tree.free_symbols for each in self.beside)

    def _folded(self, args: Any, join: Callable[[Formal, Formal], Formal], start: Any) -> Formal:
        total = constant(start)
        for arg in args:
            total = join(total, self.of(arg))
        return total

    def _power(self, base: Tree, exponent: Tree) -> Formal:
        if not self._varies(exponent) and exponent.doit().is_Rational:
            return power(self.of(base), exponent.doit(), self.width)
        return exponential(self.of(exponent) * logarithm(self.of(base), self.width + 4), self.width)

    def _function(self, tree: Tree) -> Formal:
        *given, argument = tree.args
        orders = [order if self._varies(order) else order.doit() for order in given]
        inner = self.of(argument)
        if any(self._varies(order) for order in orders) or inner.front:
            raise UnderivableError(f"no rule for {tree.func}")
        if inner.lowest < 0:
            return self._far(tree.func, orders, inner)
        head = {b: c for (a, b), c in inner.terms.items() if a == 0}
        if set(head) - {0} or not isinstance(tree, ANALYTIC):
            raise UnderivableError(f"no rule for {tree.func}")
        place = head.get(0, sympy.Integer(0))
        z = sympy.Dummy("z")
        derivatives = [tree.func(*orders, z)]

        def coefficient(k: int) -> Any:
            while len(derivatives) <= k:
                derivatives.append(derivatives[-1].diff(z))
            value = derivatives[k].subs(z, place)
            if k > DERIVATIVES or not value.is_finite or value.has(sympy.Subs, sympy.Derivative, sympy.zoo, sympy.nan):
                raise UnderivableError(f"{tree.func} has no derivatives at {place}")
            return value / sympy.factorial(k)

        return composed(coefficient, inner + constant(-place), self.width)

    def _far(self, function: Any, orders: list[Any], z: Formal) -> Formal:
        """Functions at +oo (DLMF 5.11, 5.15, 6.12, 7.12, 8.11, 9.7, 10.40; atan by its reflection)."""
        if not z.leading()[1].is_positive:
            raise UnderivableError(f"no rule for {function} far out")
        inverse, zero = power(z, sympy.Integer(-1), self.width + 4), sympy.Integer(0)
        if function in (sympy.gamma, sympy.factorial):
            z = z + constant(sympy.Integer(1)) if function == sympy.factorial else z
            return exponential(self._loggamma(z), self.width)
        if function == sympy.loggamma:
            return self._loggamma(z)
        if function == sympy.digamma or (function == sympy.polygamma and orders == [0]):
            tail = composed(lambda k: -sympy.bernoulli(k) / k if k > 1 else zero, inverse, self.width + 2)
            return logarithm(z, self.width) + inverse.scaled(sympy.Rational(-1, 2)) + tail
        if function == sympy.atan:
            tail = composed(lambda k: sympy.Rational(-((-1) ** (k // 2)), k) if k % 2 else zero, inverse, self.width)
            return tail + constant(sympy.pi / 2)
        if function == sympy.erfc:
            square = power(z, sympy.Integer(-2), self.width)
            tail = composed(lambda k: sympy.factorial2(2 * k - 1) / sympy.Integer(-2) ** k, square, self.width)
            front = exponential((z * z).scaled(sympy.Integer(-1)), self.width)
            return (front * inverse * tail).scaled(1 / sympy.sqrt(sympy.pi))
        if function == sympy.expint and len(orders) == 1 and orders[0].is_Integer and orders[0] > 0:
            tail = composed(lambda k: (-1) ** k * sympy.rf(orders[0], k), inverse, self.width)
            return exponential(z.scaled(sympy.Integer(-1)), self.width) * inverse * tail
        return self._with_front(function, orders, z, inverse)

    def _with_front(self, function: Any, orders: list[Any], z: Formal, inverse: Formal) -> Formal:
        """exp(..) z^a times a series of products, each coefficient from the one before it."""
        one = sympy.Integer(1)
        if function in (sympy.besselk, sympy.besseli) and orders[0].is_Rational:
            sign = 1 if function == sympy.besselk else -1
            steps, front, root = _hankel(orders[0], sign), z.scaled(sympy.Integer(-sign)), sympy.Rational(-1, 2)
            unit = sympy.sqrt(sympy.pi / 2) if sign > 0 else 1 / sympy.sqrt(2 * sympy.pi)
        elif function in (sympy.airyai, sympy.airybi):
            sign = 1 if function == sympy.airyai else -1
            power_of_z = power(z, sympy.Rational(3, 2), self.width)
            inverse = power(z, sympy.Rational(-3, 2), self.width + 4).scaled(sympy.Rational(3, 2))
            steps, front = _airy(sign), power_of_z.scaled(sympy.Rational(-2 * sign, 3))
            unit, root = (one / 2 if sign > 0 else one) / sympy.sqrt(sympy.pi), sympy.Rational(-1, 4)
        elif function == sympy.uppergamma and orders[0].is_Rational:
            a = orders[0]
            steps, front, unit, root = lambda k: a - k, z.scaled(-one), one, a - 1
        else:
            raise UnderivableError(f"no rule for {function} far out")
        made = [one]

        def coefficient(k: int) -> Any:
            while len(made) <= k:
                made.append(made[-1] * steps(len(made)))
            return made[k]

        tail = composed(coefficient, inverse, self.width)
        return exponential(front, self.width) * power(z, root, self.width) * tail.scaled(unit)

    def _loggamma(self, z: Formal) -> Formal:
        """Stirling's series."""
        inverse, zero = power(z, sympy.Integer(-1), self.width + 4), sympy.Integer(0)
        tail = composed(lambda k: sympy.bernoulli(k + 1) / (k * (k + 1)) if k % 2 else zero, inverse, self.width + 2)
        main = (z + constant(sympy.Rational(-1, 2))) * logarithm(z, self.width + 4)
        return main + z.scaled(sympy.Integer(-1)) + constant(sympy.log(2 * sympy.pi) / 2) + tail

    def _watson(self, tree: Tree) -> Formal:
        """Integral of exp(-c x t^m) f(t) from 0 as x -> oo."""
        (t, low, high), *others = tree.limits
        if (
            others
            or self.beside
            or low != 0
            or self.local.terms.keys() != {(Fraction(-1), 0)}
            or self.symbol in high.free_symbols
        ):
            raise UnderivableError("no rule for this integral")
        rate, rest = _damping(tree.function, t, self.symbol)
        if rate is None or self.symbol in rest.free_symbols:
            raise UnderivableError("no rule for this integral")
        c, m = rate
        near = Deriver(t, Formal({(Fraction(1), 0): sympy.Integer(1)}), self.width * Fraction(m.p, m.q), self.used)
        f = near.of(rest)
        if f.front:
            raise UnderivableError("no rule for this integral")
        self.used.add(WATSON)
        made: Terms = {}
        for key, coefficient in f.terms.items():
            for place, part in _laplace(key, c, m).items():
                made[place] = made.get(place, sympy.Integer(0)) + coefficient * part
        p, q = Fraction(1), Fraction(int(m.q), int(m.p))
        return Formal(made, None if f.order is None else (f.order + p) * q)


Terms = dict[tuple[Fraction, int], Any]


def _laplace(key: tuple[Fraction, int], c: Any, m: Any) -> Terms:
    """Integral of exp(-c x t^m) t^a ln(1/t)^b over t > 0, by derivatives with respect to a."""
    (a, b), made = key, {}
    z, big = sympy.Dummy("z"), sympy.Dummy("L")
    # x^-((z+1)/m) is kept as exp(-(z+1)/m L), L = ln x
    value = sympy.gamma((z + 1) / m) / m * sympy.exp(-(z + 1) / m * (big + sympy.log(c)))
    value = (-1) ** b * value.diff(z, b) if b else value
    value = value.subs(z, sympy.Rational(a.numerator, a.denominator))
    exponent = (sympy.Rational(a.numerator, a.denominator) + 1) / m
    polynomial = sympy.Poly(sympy.expand(sympy.simplify(value * sympy.exp(exponent * big))), big)
    for (degree,), part in polynomial.terms():
        made[Fraction(int(exponent.p), int(exponent.q)), int(degree)] = part
    return made


def _hankel(order: Any, sign: int) -> Callable[[int], Any]:
    """c_k/c_(k-1) of the modified Bessel functions."""
    return lambda k: sign * (4 * order**2 - (2 * k - 1) ** 2) / (8 * sympy.Integer(k))


def _airy(sign: int) -> Callable[[int], Any]:
    """c_k/c_(k-1) of the Airy functions, in powers of 1/zeta, zeta = 2 z^(3/2)/3."""
    return lambda k: -sign * sympy.Rational((6 * k - 5) * (6 * k - 3) * (6 * k - 1), 216 * k * (2 * k - 1))


def _damping(integrand: Tree, t: Any, x: Any) -> tuple[Any, Tree]:
    """(c, m) of a factor exp(-c x t^m), and the other factors."""
    rate, rest = None, []
    for factor in sympy.Mul.make_args(integrand):
        if isinstance(factor, sympy.exp) and factor.has(x) and rate is None:
            product = sympy.expand(factor.args[0])
            c, m = (-product / x).as_independent(t)[0], None
            powers = (-product / x / c).as_base_exp()
            if powers[0] == t:
                m = powers[1]
            if m is not None and m.is_Rational and m > 0 and c.is_positive:
                rate = (c, m)
                continue
        rest.append(factor)
    return rate, sympy.Mul(*rest)


def derived(tree: Tree, approach: Approach, width: Fraction) -> tuple[Formal, str] | None:
    """The exact series of a tree near its limit and the rules it took; None where there are none for it."""
    used: set[str] = set()
    found = series_of(tree, approach, width, {}, used)
    return (found, " and ".join([*sorted(used), ARITHMETIC])) if found is not None and found.terms else None


def series_of(
    tree: Tree, approach: Approach, width: Fraction, beside: Mapping[Any, Formal], used: set[str] | None = None
) -> Formal | None:
    """The series of a tree in the variable and the symbols `beside`, which are series; None where there is no rule."""
    try:
        return Deriver(
            sympy.Symbol(approach.variable), _local(approach), width, set() if used is None else used, beside
        ).of(tree)
    except (UnderivableError, PolynomialError, NotImplementedError):  # the last two: SymPy knows no way either
        return None


def _local(approach: Approach) -> Formal:
    """The variable as a series in s."""
    direction = sympy.Integer(approach.direction)
    if approach.point is None:
        return Formal({(Fraction(-1), 0): direction})
    made = {(Fraction(1), 0): direction}
    if approach.point != 0:
        made[ZERO, 0] = approach.point
    return Formal(made)
