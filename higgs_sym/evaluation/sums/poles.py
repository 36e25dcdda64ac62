"""Terms of a sum that are infinite: denominators that vanish at a whole number, however far out it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import DivergesError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.sums.terms import degree

Values = Mapping[str, Any]  # name -> acb
Compiled = Callable[[Values, Run], Any]
MOST_DEGREE = 6
FAR = 100  # terms, beyond which a zero is far out
NEAR = 1e-3  # a zero this close to a whole number may be one


def denominators(tree: Tree) -> dict[Tree, int]:
    """Polynomials in the last index of a sum, with their degrees, that its summand is divided by and may vanish."""
    found: dict[Tree, int] = {}
    symbol = tree.limits[-1][0]
    known = algebra.symbols(tree.function) - {limit[0] for limit in tree.limits[:-1]}
    if tree.function.has(sympy.Piecewise):  # which may leave them out
        return found
    for part in sympy.preorder_traversal(tree.function):
        if part.is_Pow and part.exp.could_extract_minus_sign() and algebra.symbols(part.base) <= known:
            sizes = {base: degree(base, symbol) for base in _factors(part.base)}
            found.update((base, n) for base, n in sizes.items() if n and n <= MOST_DEGREE and not _positive(base))
    return found


def _factors(tree: Tree) -> list[Tree]:
    """What a product of powers vanishes with: double zeros are not found."""
    if tree.is_Mul:
        return [factor for part in tree.args for factor in _factors(part)]
    return _factors(tree.base) if tree.is_Pow and tree.exp.is_positive else [tree]


def _positive(tree: Tree) -> bool:
    """Whether nothing in it is subtracted, so that it has no zero from 1 on."""
    return len(algebra.symbols(tree)) == 1 and all(number > 0 for number in tree.atoms(sympy.Number))


def refuse_infinite(
    polynomials: list[tuple[Compiled, int]], name: str, first: Ball, last: Ball | None, values: Values, run: Run
) -> list[int]:
    """DivergesError where one of these denominators vanishes at an index from the first to the last.

    Else the k > FAR for which first + k is next to a zero of one.
    """
    places: set[int] = set()
    for compiled, size in polynomials:

        def denominator(k: int, compiled: Compiled = compiled) -> Ball:
            return compiled({**values, name: first + k}, run)

        for root in _roots([denominator(k) for k in range(size + 1)]):
            nearest = (root.real.mid() + 0.5).floor().unique_fmpz()
            if nearest is not None and nearest > FAR and 2 * abs(root.imag).mid() < nearest:
                places.add(int(nearest))
            k = _whole(root)
            if k is None or (last is not None and (first + k - last).real.mid() > NEAR):
                continue
            with flint_precision(4 * flint.ctx.prec):  # the parameters are known that well
                vanishes = holds(denominator(k), 0)
            if vanishes:
                shown = (first + k).real.mid().str(20, radius=False)
                raise DivergesError(f"the sum has no value: its term of {name} = {shown} is not finite")
    return sorted(places)


def _roots(values: list[Ball]) -> list[Ball]:
    """The zeros of the polynomial that has these values at 0, 1, 2, ...; none where they cannot be told apart."""
    total, basis, differences = flint.acb_poly([0]), flint.acb_poly([1]), values
    for k in range(len(values)):
        total = total + basis * differences[0]
        differences = [after - before for before, after in pairwise(differences)]
        basis = basis * flint.acb_poly([flint.acb(-k) / (k + 1), flint.acb(1) / (k + 1)])
    centres = [flint.acb(each.real.mid(), each.imag.mid()) for each in total.coeffs()]
    try:
        return list(flint.acb_poly(centres).roots()) if len(centres) > 1 else []
    except ValueError:
        return []


def _whole(root: Ball) -> int | None:
    """The whole number, not below zero, that a zero may be."""
    nearest = (root.real.mid() + 0.5).floor().unique_fmpz()
    if nearest is None or nearest < 0 or not abs(root - nearest).mid() < NEAR:
        return None
    return int(nearest)
