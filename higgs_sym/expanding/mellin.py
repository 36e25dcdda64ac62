"""Mellin transforms: integrals of K(x^a t) G(t) t^m over t > 0, and sums of K(x^a n) n^m, as x^a -> 0 or oo.

By Parseval's formula the integral is one along a vertical line over x^(-a z) times a product of gamma functions, and of
a zeta function for a sum. Moving the line to one side leaves residues behind, powers and logarithms. The line may be
moved if the product falls exponentially along it, which the arguments of the gamma functions tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import Integer, Rational, gamma, oo, zeta

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.formal import ZERO, Formal, Key, UnderivableError
from higgs_sym.expanding.kernels import Kernel, Z, kernel_of, monomial, truncated
from higgs_sym.expanding.notes import Notes, written
from higgs_sym.expanding.shaping import LARGE
from higgs_sym.expanding.transseries import Trans, of
from higgs_sym.expanding.watson import Rules
from higgs_sym.printing import latex

MELLIN = "Mellin transforms"
MOST_POLES = 40
ONE = Integer(1)
LINE = Formal({(Fraction(1), 0): ONE})


@dataclass(frozen=True)
class Barnes:
    """front(X) times the integral of product(z) xi^(-z) dz/(2 pi i), low < Re z < high, with xi = scale X^power."""

    front: Any
    product: Any
    scale: Any
    power: Any
    low: Any
    high: Any


def mellin(tree: Tree, rules: Rules) -> Trans:
    """The series of an integral over (0, oo) or of a sum over n >= 1."""
    if not isinstance(tree, (sympy.Integral, sympy.Sum)) or len(tree.limits) != 1 or len(tree.limits[0]) != 3:
        raise UnderivableError("no rule for this integral")
    t, low, high = tree.limits[0]
    summed = isinstance(tree, sympy.Sum)
    ends = ((1, oo),) if summed else ((0, oo), (0, 1))
    if (low, high) not in ends or rules.local.order is not None:
        raise UnderivableError("no Mellin transform")
    put = sympy.Add(
        *(c * LARGE ** -Rational(a.numerator, a.denominator) for (a, _), c in rules.local.terms.items())
    )  # fmt: skip
    barnes = _barnes(tree.function.subs(rules.symbol, put), t, summed, short=high == 1)
    return _residues(barnes, rules, tree)


def _barnes(function: Tree, t: Tree, summed: bool, *, short: bool) -> Barnes:
    """The integral along a line that it is."""
    front, exponent, kernels, ended = ONE, Integer(0), list[Kernel](), not short
    for factor in _factors(function):
        found = monomial(factor, t)
        if found is not None:
            front, exponent = front * found[0], exponent + found[1]
            continue
        base, power = factor.as_base_exp()
        ending = truncated(base, power, t) if short else None
        kernel = ending or kernel_of(factor, t)
        if kernel is None:
            raise UnderivableError("no Mellin transform")
        front, kernels = front * kernel.front, [*kernels, kernel]
        ended = ended or ending is not None
    moving = [each for each in kernels if each.scale.has(LARGE)]
    fixed = [each for each in kernels if not each.scale.has(LARGE)]
    if len(moving) != 1 or len(fixed) != (0 if summed else 1) or not ended:
        raise UnderivableError("no Mellin transform")
    first = moving[0]
    if summed:
        product = first.transform * zeta(Z - exponent)
        return _named(front, product, first.scale, max(first.low, exponent + 1), first.high)
    second = fixed[0]
    mirrored = second.transform.subs(Z, exponent + 1 - Z)
    front *= second.scale ** (-exponent - 1)
    low, high = max(first.low, exponent + 1 - second.high), min(first.high, exponent + 1 - second.low)
    return _named(front, first.transform * mirrored, first.scale / second.scale, low, high)


def _factors(function: Tree) -> Iterator[Tree]:
    for factor in sympy.Mul.make_args(sympy.expand_power_base(sympy.powsimp(function), force=True)):
        if isinstance(factor, sympy.exp):
            for each in sympy.Add.make_args(sympy.expand(factor.args[0])):
                yield sympy.exp(each)
        else:
            yield factor


def _named(front: Tree, product: Tree, xi: Tree, low: Tree, high: Tree) -> Barnes:
    if not bool(low < high):
        raise UnderivableError("Mellin transforms without a common strip")
    scale, rest = sympy.powdenest(xi, force=True).as_independent(LARGE)
    base, power = rest.as_base_exp()
    if base != LARGE or not power.is_Rational or not scale.is_positive:
        raise UnderivableError("no Mellin transform")
    return Barnes(front, product, scale, power, low, high)


def _residues(barnes: Barnes, rules: Rules, tree: Tree) -> Trans:
    """The residues on the side where xi^(-z) is small, until they are beyond the width."""
    left = bool(barnes.power < 0)  # xi -> 0
    slope = abs(barnes.power)
    poles = _poles(barnes, left)
    total: dict[Key, Any] = {}
    first: Any = None
    order: Fraction | None = None
    for pole in poles:
        exponent = (-pole if left else pole) * slope  # of s = 1/X
        place = Fraction(int(exponent.p), int(exponent.q))
        if first is not None and place >= first + rules.width:
            order = place
            break
        found = _residue(barnes, pole, place, left, rules)
        if found:
            first = place if first is None else first
            total |= found
    if rules.notes is not None:
        _noted(rules.notes, barnes, tree, Formal(total, order), left)
    front = rules.nested(barnes.front, LARGE, Formal({(Fraction(-1), 0): ONE}), rules.width + 4)
    if order is None:  # what is left falls beyond every power
        order = max((a for a, _ in total), default=ZERO) + rules.width
    return front * of(Formal({key: c for key, c in total.items() if key[0] < order}, order))


def _poles(barnes: Barnes, left: bool) -> list[Tree]:
    """Where poles may be, from the line outwards."""
    found = set()
    for a, b, kind in arguments(barnes.product):
        for k in range(MOST_POLES):
            found.add((-k - b) / a if kind == "gamma" else (1 - b) / a)
    beyond = [z for z in found if bool(z <= barnes.low if left else z >= barnes.high)]
    if any(not z.is_Rational for z in beyond):
        raise UnderivableError("poles that are no fractions")
    return sorted(beyond, reverse=left)[: 2 * MOST_POLES]


def arguments(product: Tree) -> list[tuple[Tree, Tree, str]]:
    """(a, b, kind) of every gamma or zeta function of a z + b."""
    found = []
    for each in product.atoms(gamma, zeta):
        inner = sympy.Poly(each.args[0], Z)
        found.append((inner.coeff_monomial(Z), inner.coeff_monomial(1), type(each).__name__))
    return found


def _residue(barnes: Barnes, pole: Tree, place: Fraction, left: bool, rules: Rules) -> dict[Key, Tree]:
    """What a pole gives: powers of L = ln X."""
    near = barnes.product.subs(Z, pole + sympy.Symbol("v"))
    local = rules.nested(near, sympy.Symbol("v"), LINE, Fraction(4)).plain()
    found: dict[Key, Any] = {}
    if local.order is not None and local.order < 0:
        raise UnderivableError("a residue that is not known")
    if not local.terms or local.lowest >= 0:
        return found
    log = sympy.Symbol("log")
    # xi^(-z) = xi^(-pole) exp(-v ln xi), ln xi = ln scale + power L
    ln = sympy.log(barnes.scale) + barnes.power * log
    total = Integer(0)
    for k in range(int(-local.lowest)):
        c = local.terms.get((Fraction(-1 - k), 0), Integer(0))
        total += c * (-ln) ** k / sympy.factorial(k)
    total = sympy.expand(total * barnes.scale ** (-pole)) * (1 if left else -1)
    for (degree,), c in sympy.Poly(total, log).terms():
        if c != 0:
            found[place, int(degree)] = c
    return found


def decay(product: Tree) -> Tree:
    """d of exp(-pi d |y|/2), by which the product falls along vertical lines (DLMF 5.11.9)."""
    total = Integer(0)
    for factor in sympy.Mul.make_args(sympy.powsimp(product)):
        base, power = factor.as_base_exp()
        if isinstance(base, gamma):
            total += power * abs(sympy.Poly(base.args[0], Z).coeff_monomial(Z))
        elif base.has(gamma):
            raise UnderivableError("no product of gamma functions")
    return total


def _noted(notes: Notes, barnes: Barnes, tree: Tree, series: Formal, left: bool) -> None:
    falls = decay(barnes.product)
    notes.state(
        f"Parseval's formula: {tree}",
        rf"{latex(tree)}={latex(barnes.front)}\cdot\frac1{{2\pi i}}"
        rf"\int_{{({latex(barnes.low)},\,{latex(barnes.high)})}} "
        rf"{latex(barnes.product)}\,\xi^{{-z}}\,dz,\quad\xi={latex(barnes.scale * LARGE**barnes.power)}",
        "DLMF 1.14.36; the transforms of the factors are those of DLMF 5.2, 5.12, 5.9, 10.22.43, 10.43.19 and 25.5.1.",
    )
    if not falls > 0:
        notes.doubt("that the product falls along vertical lines was not shown")
    else:
        notes.proved(
            f"Decay: {tree}",
            sympy.Gt(falls, 0, evaluate=False),
            "The product falls like exp(-pi d |Im z|/2) along vertical lines (DLMF 5.11.9), d the sum of the slopes "
            "of the arguments above minus those below: the line may be moved.",
            sympy.Gt(falls, 0),
        )
    side = "left" if left else "right"
    notes.state(
        f"Residues: {tree}",
        rf"\sum\operatorname{{Res}}={written(of(series))},\quad s=1/X",
        f"All poles to the {side} of the line, one after the other; each by the Laurent series of the gamma functions.",
    )
