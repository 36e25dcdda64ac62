"""Whether a function of one variable is positive on an interval, and no larger than a power: proved or not said.

Rational functions of the variable, or of its exponential, by counting real roots; anything else on a finite interval by
balls, which are halved until each shows a sign. Where the function vanishes at an end, its slope decides close by.
"""

from __future__ import annotations

from fractions import Fraction

import flint
import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import UNDEFINED, BudgetError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.tree import compiled

BITS, DEPTH = 80, 12
END = Fraction(1, 8)  # of the interval, where slopes decide
SLOPES = 4
BOUNDED = ("sin", "cos", "tanh", "atan", "erf", "sech", "Si", "besselj", "airyai")
ENTIRE = (*BOUNDED, "exp", "sinh", "cosh", "airybi", "besseli", "erfc")


def positive(function: Tree, t: Tree, low: Tree, high: Tree) -> bool:
    """Whether f(t) > 0 for all low < t < high is proved."""
    function = sympy.together(function)
    if function.is_positive and not function.free_symbols:
        return True
    exact = _by_roots(function, t, low, high)
    if exact is not None:
        return exact
    if not (low.is_Rational and high.is_Rational) and all((end / sympy.pi).is_Rational for end in (low, high)):
        function, low, high = function.subs(t, sympy.pi * t), low / sympy.pi, high / sympy.pi
    if not (low.is_Rational and high.is_Rational):
        return False
    a, b = (Fraction(int(end.p), int(end.q)) for end in (low, high))
    return _by_balls(function, t, a, b)


def _by_roots(function: Tree, t: Tree, low: Tree, high: Tree) -> bool | None:
    """By the real roots of numerator and denominator; None if it is no rational function of t or of exp t."""
    y = sympy.Symbol("y", positive=True)
    for inner, start, end in ((y, low, high), (sympy.log(y), _exp(low), _exp(high))):
        put = sympy.together(sympy.expand(function.rewrite(sympy.exp).subs(t, inner), power_exp=True))
        top, bottom = sympy.fraction(sympy.cancel(put) if put.is_rational_function(y) else put)
        if not (top.is_polynomial(y) and bottom.is_polynomial(y)):
            continue
        try:
            polynomial = sympy.Poly(top, y, domain="QQ") * sympy.Poly(bottom, y, domain="QQ")
        except (sympy.CoercionFailed, sympy.PolynomialError):
            continue
        if not all(each.is_Rational or each.is_infinite for each in (start, end)):
            continue
        return _no_roots(polynomial, start, end) and bool(polynomial.eval(_inside(start, end)) > 0)
    return None


def _exp(value: Tree) -> Tree:
    return sympy.oo if value == sympy.oo else sympy.Integer(0) if value == -sympy.oo else sympy.exp(value)


def _no_roots(polynomial: Tree, low: Tree, high: Tree) -> bool:
    if polynomial.is_zero:
        return False
    ends = sum(1 for end in {low, high} if not end.is_infinite and polynomial.eval(end) == 0)
    roots = polynomial.sqf_part().count_roots(*(None if end.is_infinite else end for end in (low, high)))
    return bool(roots == ends)


def _inside(low: Tree, high: Tree) -> Tree:
    if low.is_infinite:
        return sympy.Integer(0) if high.is_infinite else high - 1
    return low + 1 if high.is_infinite else (low + high) / 2


def _by_balls(function: Tree, t: Tree, a: Fraction, b: Fraction) -> bool:
    """By balls; next to an end where it vanishes, by the first derivative that does not."""
    margin = (b - a) * END
    left = a + margin if _value(function, t, a) == 0 else a
    right = b - margin if _value(function, t, b) == 0 else b
    return (
        _panels(function, t, left, right)
        and (left == a or _risen(function, t, (a, a, left), 1))
        and (right == b or _risen(function, t, (b, right, b), -1))
    )


def _value(function: Tree, t: Tree, at: Fraction) -> Tree:
    return sympy.simplify(function.subs(t, sympy.Rational(at.numerator, at.denominator)))


def _risen(function: Tree, t: Tree, where: tuple[Fraction, Fraction, Fraction], direction: int) -> bool:
    """Whether a function that vanishes at an end is positive close to it."""
    end, low, high = where
    for _ in range(SLOPES):
        function = direction * function.diff(t)
        if _value(function, t, end) != 0:
            return _panels(function, t, low, high)
    return False


def _panels(function: Tree, t: Tree, a: Fraction, b: Fraction) -> bool:
    try:
        made = compiled(function)
        waiting = [(a, b, 0)]
        with flint_precision(BITS):
            while waiting:
                check()
                low, high, depth = waiting.pop()
                ball = made({t.name: flint.acb(_hull(low, high))}, Run(20, certify=True))
                if ball.is_finite() and ball.real > 0:
                    continue
                if depth >= DEPTH or (ball.is_finite() and ball.real < 0):
                    return False
                middle = (low + high) / 2
                waiting += [(low, middle, depth + 1), (middle, high, depth + 1)]
    except BudgetError:
        raise
    except UNDEFINED:
        return False
    return True


def _hull(low: Fraction, high: Fraction) -> Tree:
    one, other = (flint.arb(flint.fmpq(each.numerator, each.denominator)) for each in (low, high))
    return one.union(other)


def tame(function: Tree, t: Tree, low: Tree, high: Tree) -> bool:
    """Whether a function is proved to be continuous inside the interval and to grow no faster than some power.

    Whether it is integrable at a finite end its series there says.
    """
    if t not in function.free_symbols:
        return True
    if function == t:
        return True
    if function.is_Add or function.is_Mul:
        return all(tame(each, t, low, high) for each in function.args)
    if function.is_Pow and t not in function.exp.free_symbols:
        whole = function.exp.is_Integer and function.exp >= 0
        return tame(function.base, t, low, high) and (
            whole or (_algebraic(function.base, t) and positive(function.base, t, low, high))
        )
    if isinstance(function, sympy.log):
        inner = function.args[0]
        return _algebraic(inner, t) and positive(inner, t, low, high)
    name, inner = type(function).__name__, function.args[-1] if function.args else function
    if name == "exp":
        return _bounded_above(inner, t, low, high)
    known = BOUNDED if low.is_infinite or high.is_infinite else ENTIRE
    plain = all(t not in each.free_symbols and each.is_nonnegative for each in function.args[:-1])
    return name in known and plain and inner.is_polynomial(t)


def _algebraic(function: Tree, t: Tree) -> bool:
    """Whether it is made of t by rational powers: it then has some power as its size at either end."""
    return all(
        node.is_Add or node.is_Mul or node == t or t not in node.free_symbols
        or (node.is_Pow and node.exp.is_Rational)
        for node in sympy.preorder_traversal(function)
    ) or isinstance(function, (sympy.cosh, sympy.sinh, sympy.exp))  # fmt: skip


def _bounded_above(exponent: Tree, t: Tree, low: Tree, high: Tree) -> bool:
    if not exponent.is_polynomial(t):
        return False
    if not (low.is_infinite or high.is_infinite):
        return True
    leading = sympy.Poly(exponent, t)
    even = leading.degree() % 2 == 0
    return bool(leading.LC() < 0) and (even or not low.is_infinite)
