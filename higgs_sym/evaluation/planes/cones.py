"""Integrands over all of space, or a part of it cut out by x_i > 0, in which a single length occurs.

A function of x1^2 + x2^2 + ... is integrated over the radius. In h(x) phi(l(x)), with h and l homogeneous of degrees p
and k, x = s v leaves the integral over v of h l^-((d + p)/k), and that of phi alone.
"""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import plain, variables_of, without
from higgs_sym.evaluation.planes.corners import degree, made_of_positive, monomial
from higgs_sym.evaluation.polynomials import expanded, terms

HALF, LINE = (sympy.Integer(0), sympy.oo), (-sympy.oo, sympy.oo)
SPHERES = {2: 2 * sympy.pi, 3: 4 * sympy.pi}  # of radius one


def of_the_radius(tree: Tree) -> Tree | None:
    """The integral over the radius of what depends on that alone, over space or a part of it, a disc or a ball."""
    variables = variables_of(tree)
    if len(variables) not in SPHERES or not plain(tree.function):
        return None
    space = _part_of_space(tree)
    share, radius = space if space is not None else _part_of_ball(tree) or (None, None)
    if share is None:
        return None
    r, first = sympy.Symbol(f"radius of {' and '.join(map(str, variables))}"), variables[0]
    square = sympy.Symbol("square")
    rest = algebra.add(
        square, *(algebra.multiply(algebra.MINUS_ONE, algebra.power(x, sympy.Integer(2))) for x in variables[1:])
    )
    inside = without(tree.function, {first: algebra.power(rest, sympy.Rational(1, 2))}, variables[1:])
    if inside is None:
        return None
    function = _squared(inside, square, r)
    weight = algebra.multiply(SPHERES[len(variables)], share, algebra.power(r, sympy.Integer(len(variables) - 1)))
    return sympy.Integral(algebra.multiply(weight, function), (r, algebra.ZERO, radius))


def _squared(tree: Tree, square: Tree, r: Tree) -> Tree:
    """The tree with r^2, where r > 0, for a symbol."""
    if tree == square:
        return algebra.power(r, sympy.Integer(2))
    if tree.is_Pow and tree.base == square and tree.exp.is_Rational:
        return algebra.power(r, 2 * tree.exp)
    if not tree.args or not algebra.depends(tree, square):
        return tree
    return algebra.rebuilt(tree, [_squared(part, square, r) for part in tree.args])


def _part_of_space(tree: Tree) -> tuple[Tree, Tree] | None:
    """Which part of space it is over, and the largest radius."""
    share = sympy.Integer(1)
    for _, *ends in tree.limits:
        if tuple(ends) == HALF or tuple(ends) == (-sympy.oo, sympy.Integer(0)):
            share = share / 2
        elif tuple(ends) != LINE:
            return None
    return share, sympy.oo


def _part_of_ball(tree: Tree) -> tuple[Tree, Tree] | None:
    """Which part of a ball around the origin it is over, and the radius."""
    share, radius = sympy.Integer(1), None
    outer: list[Any] = []
    for x, low, high in reversed(tree.limits):
        square = expanded(algebra.power(high, sympy.Integer(2)))
        if radius is None:
            if algebra.symbols(high) or not high.is_positive:
                return None
            radius = high
        elif not high.is_Pow or high.exp != sympy.Rational(1, 2):
            return None
        left = expanded(algebra.add(square, *(algebra.power(y, sympy.Integer(2)) for y in outer)))
        if left != expanded(algebra.power(radius, sympy.Integer(2))):
            return None
        if low == 0:
            share = share / 2
        elif expanded(algebra.add(low, high)) != 0:
            return None
        outer.append(x)
    return share, radius


def of_one_length(tree: Tree) -> Tree | None:
    """A product of two integrals, one over the length in the integrand; over x_i > 0 only."""
    variables = variables_of(tree)
    if len(variables) < 2 or not plain(tree.function) or any(tuple(ends) != HALF for _, *ends in tree.limits):
        return None
    power, alike, others = sympy.Integer(0), [], []
    for factor in sympy.Mul.make_args(tree.function):
        own = degree(factor, set(variables))
        if own is None:
            others.append(factor)
        else:
            alike.append(factor)
            power += own
    length = sympy.Symbol(f"length of {' and '.join(map(str, variables))}")
    found = _of_length(algebra.multiply(*others), variables, length)
    if found is None:
        return None
    function, form, grade = found
    exponent = (len(variables) + power) / grade
    one = {variables[0]: algebra.ONE}
    angles = algebra.multiply(*alike, algebra.power(form, -exponent))
    rest = [(x, algebra.ZERO, sympy.oo) for x in variables[1:]]
    along = algebra.multiply(algebra.power(length, exponent - 1), function)
    return sympy.Mul(
        1 / grade,
        sympy.Integral(algebra.replaced(angles, one), *rest),
        sympy.Integral(along, (length, algebra.ZERO, sympy.oo)),
        evaluate=False,
    )


def _of_length(tree: Tree, variables: list[Tree], length: Tree) -> tuple[Tree, Tree, Tree] | None:
    """The tree as a function of a homogeneous form, the form, which is positive, and its degree."""
    forms: list[Any] = []

    def replaced(part: Tree) -> Tree | None:
        if not algebra.symbols(part) & set(variables):
            return part
        own = degree(part, set(variables))
        if own is not None and own != 0:
            factor, base, exponent = _parted(part, variables)
            if not forms:
                forms.append(base)
            if base != forms[0]:
                return None
            return algebra.multiply(factor, algebra.power(length, exponent))
        parts = [replaced(each) for each in part.args]
        return None if any(each is None for each in parts) or not parts else algebra.rebuilt(part, parts)

    found = replaced(tree)
    if found is None or not forms or not _is_positive(forms[0], variables):
        return None
    return found, forms[0], degree(forms[0], set(variables))


def _parted(tree: Tree, variables: list[Tree]) -> tuple[Tree, Tree, Tree]:
    """Factor, base and exponent of a homogeneous form."""
    exponent = sympy.Integer(1)
    if tree.is_Pow and tree.exp.is_Rational:
        tree, exponent = tree.base, tree.exp
    rows = terms(tree, variables)
    if rows is None:
        turned = expanded(algebra.multiply(algebra.MINUS_ONE, tree))
        if exponent.is_Integer and made_of_positive(turned, variables):
            return algebra.power(algebra.MINUS_ONE, exponent), turned, exponent
        return algebra.ONE, tree, exponent
    first = rows[max(rows)]
    base = algebra.add(
        *(algebra.multiply(factor, 1 / first, *monomial(variables, powers)) for powers, factor in rows.items())
    )
    if not first.is_Rational or not (exponent.is_Integer or first > 0):
        return algebra.ONE, tree, exponent
    return algebra.power(first, exponent), base, exponent


def _is_positive(form: Tree, variables: list[Tree]) -> bool:
    """Whether it is positive for positive variables."""
    rows = terms(form, variables)
    if rows is None:
        return made_of_positive(form, variables)
    if not all(factor.is_Rational for factor in rows.values()):
        return False
    if all(factor > 0 for factor in rows.values()):
        return True
    degrees = {sum(powers) for powers in rows}
    return len(variables) == 2 and degrees == {2} and _is_definite(rows)


def _is_definite(rows: dict[Tree, Tree]) -> bool:
    a, b, c = (rows.get(powers, sympy.Integer(0)) for powers in ((2, 0), (1, 1), (0, 2)))
    return bool(a > 0 and 4 * a * c > b * b)
