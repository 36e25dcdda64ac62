"""Homogeneous integrands over boxes with a corner at the origin, such as 1/(x + y + z): one dimension less, no corner.

The box is cut where the largest of x_i/c_i changes. With x_k = c_k u and x_j = c_j u v_j in the k-th part,
f = u^p f(..., c_k, ..., c_j v_j, ...), and the integral over u^(d - 1 + p) is 1/(d + p).
"""

from __future__ import annotations

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import variables_of
from higgs_sym.evaluation.polynomials import terms

EVEN = ("Abs",)  # functions of the degree of their argument
MOST_TERMS = 40


def without_corner(tree: Tree) -> Tree | None:
    """The same integral in one dimension less; None where the integrand, or the box, is not of that kind."""
    ends = _ends(tree)
    if ends is None:
        return None
    variables = variables_of(tree)
    parts = homogeneous_parts(tree.function, variables)
    if parts is None or not all(power.is_Rational for power in parts):
        return None
    if any(len(variables) + power <= 0 for power in parts):
        return _endless(tree, variables)
    found = [_cut(function, power, variables, ends) for power, function in parts.items()]
    return sympy.Mul(*ends, sympy.Add(*found, evaluate=False), evaluate=False)


def at_any_power(tree: Tree) -> tuple[Tree, Tree, Tree] | None:
    """The same for a positive function whose degree p is known when its parameters are: an integral in two ways.

    The first holds where the last, d + p, is positive; the second is the integral over u^(d - 1 + p) as it stands.
    """
    ends = _ends(tree)
    if ends is None:
        return None
    variables = variables_of(tree)
    power = degree(tree.function, set(variables), named=True)
    if power is None or power.is_Rational or not made_of_positive(tree.function, variables, named=True):
        return None
    whole = sympy.Mul(*ends, _cut(tree.function, power, variables, ends), evaluate=False)
    over = algebra.add(sympy.Integer(len(variables)), power)
    along = _from_corner(variables, power)
    return whole, sympy.Mul(whole, over, along, evaluate=False), over


def _ends(tree: Tree) -> list[Tree] | None:
    """The sides of a box with a corner at the origin; None for all else."""
    ends = [high for _, _, high in tree.limits]
    infinite = any(high in (sympy.oo, -sympy.oo) or not high.is_number or not high.is_positive for high in ends)
    return None if len(ends) < 2 or infinite or any(low != 0 for _, low, _ in tree.limits) else ends


def _from_corner(variables: list[Tree], power: Tree) -> Tree:
    """The integral over the distance from the corner."""
    u = sympy.Symbol(f"distance of {', '.join(map(str, variables))} from the corner")
    exponent = algebra.add(sympy.Integer(len(variables) - 1), power)
    return sympy.Integral(algebra.power(u, exponent), (u, algebra.ZERO, algebra.ONE))


def _endless(tree: Tree, variables: list[Tree]) -> Tree | None:
    """What diverges as the integral of a positive homogeneous function at the corner does; None for all else."""
    power = degree(tree.function, set(variables))
    if power is None or not made_of_positive(tree.function, variables):
        return None
    return _from_corner(variables, power)


def _cut(function: Tree, power: Tree, variables: list[Tree], ends: list[Tree]) -> Tree:
    """The integrals of a homogeneous function over the sides of the box that are away from the origin."""
    parts = []
    for k, fixed in enumerate(variables):
        moved = {x: c if x == fixed else c * x for x, c in zip(variables, ends, strict=True)}
        rest = [(x, sympy.Integer(0), sympy.Integer(1)) for j, x in enumerate(variables) if j != k]
        parts.append(sympy.Integral(function.xreplace(moved), *rest))
    return sympy.Mul(sympy.Add(*parts, evaluate=False), 1 / (len(variables) + power), evaluate=False)


def homogeneous_parts(tree: Tree, variables: list[Tree]) -> dict[Tree, Tree] | None:
    """Homogeneous functions whose sum the tree is, by their degrees; polynomials that are factors are taken apart."""
    whole = degree(tree, set(variables))
    if whole is not None:
        return {whole: tree}
    power, alike, polynomial = sympy.Integer(0), [], []
    for factor in sympy.Mul.make_args(tree):
        own = degree(factor, set(variables))
        if own is None:
            polynomial.append(factor)
        else:
            alike.append(factor)
            power += own
    rows = terms(algebra.multiply(*polynomial), variables)
    if rows is None or len(rows) > MOST_TERMS:
        return None
    found: dict[Tree, list[Tree]] = {}
    for powers, factor in rows.items():
        product = algebra.multiply(factor, *monomial(variables, powers))
        found.setdefault(power + sum(powers), []).append(product)
    return {each: algebra.multiply(*alike, algebra.add(*monomials)) for each, monomials in found.items()}


def monomial(variables: list[Tree], powers: tuple[int, ...]) -> list[Tree]:
    """The factors x1^p1, x2^p2, ..."""
    return [algebra.power(x, sympy.Integer(n)) for x, n in zip(variables, powers, strict=True)]


def degree(tree: Tree, variables: set[Tree], *, named: bool = False) -> Tree | None:
    """p of f(s x) = s^p f(x) for s > 0; None where that is not seen. Where `named`, parameters may be in it."""
    if tree in variables:
        return sympy.Integer(1)
    if not tree.free_symbols & variables:
        return sympy.Integer(0)
    if tree.is_Pow and (tree.exp.is_Rational or (named and _is_real(tree.exp, variables))):
        inside = degree(tree.base, variables, named=named)
        return None if inside is None else inside * tree.exp
    degrees = [degree(part, variables, named=named) for part in tree.args]
    if any(each is None for each in degrees):
        return None
    if tree.is_Mul:
        return sympy.Add(*degrees)
    if tree.is_Add or type(tree).__name__ in EVEN or type(tree).__name__ in ("Max", "Min"):
        return degrees[0] if all(each == degrees[0] for each in degrees) else None
    plain = tree.is_Function and not tree.has(sympy.Integral, sympy.Sum)
    return sympy.Integer(0) if plain and all(each == 0 for each in degrees) else None


def _is_real(exponent: Tree, variables: set[Tree]) -> bool:
    """Whether an exponent is a sum of products of real numbers and parameters, which are real."""
    parts = sympy.preorder_traversal(exponent)
    plain = all(each.is_Add or each.is_Mul or each.is_Symbol or each.is_Rational for each in parts)
    return plain and not exponent.free_symbols & variables


def made_of_positive(tree: Tree, variables: list[Tree], *, named: bool = False) -> bool:
    """Whether it is seen to be positive where the variables are, being made of them without a difference."""
    if tree in variables or (tree.is_Rational and tree > 0):
        return True
    name = type(tree).__name__
    if name == "Abs":
        return True  # zero on a line at most
    if name == "Max":
        return any(made_of_positive(part, variables, named=named) for part in tree.args)
    power = tree.is_Pow and (tree.exp.is_Rational or (named and _is_real(tree.exp, set(variables))))
    if tree.is_Add or tree.is_Mul or name == "Min" or power:
        parts = tree.args[:1] if tree.is_Pow else tree.args
        return all(made_of_positive(part, variables, named=named) for part in parts)
    return False
