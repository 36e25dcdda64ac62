"""Oscillations that become faster without end: coordinates in which they have a steady pace.

sin(1/t) at 0 is integrated in v = 1/t, cos(log t) in v = -log t, and cos(sinh t) at infinity in v = e^t.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.integrals.waves import OSCILLATING

Real = Any  # arb
PACES = (20, 40)  # logarithms of the distance, or distances in tenths of `far`, at which phases are looked at
MOST_SLOW, EVENLY = 1000, 1e-9  # of paces 1/7: the largest denominator, and how closely a phase keeps it
MANY = 1e4  # radians by which a phase has run that grows without end


def at_end(
    integrand: Integrand, tree: Tree, place: Place, direction: int, length: Real
) -> tuple[Integrand, Place] | None:
    """The integrand over so long a way from a place as one to infinity; None where no phase runs off there."""
    phases = _phases(integrand, tree, place, lambda power: direction * flint.arb(-power).exp())
    if not any(abs(late) > max(10.0, 1.5 * abs(early)) for early, late in phases):
        return None
    v = sympy.Symbol(f"inverse distance along {integrand.variable}")
    if all(abs(late) < 5 * abs(early) for early, late in phases):  # a logarithm
        step, weight, start = sympy.exp(-v), sympy.exp(-v), -length.log()
    else:
        step, weight, start = 1 / v, 1 / v**2, 1 / length
    moved = logarithms(tree.xreplace({integrand.variable: place.point + direction * step})) * weight
    return _moved(integrand, moved, v, place, start)


def at_infinity(integrand: Integrand, tree: Tree, place: Place) -> tuple[Integrand, Place] | None:
    """The integrand to infinity in e^t, where a phase grows exponentially."""
    phases = _phases(integrand, tree, place, lambda pace: pace * flint.arb(integrand.far / 10))
    if not any(abs(late) > max(MANY, MANY * abs(early)) for early, late in phases):
        return None
    v = sympy.Symbol(f"exponential of {integrand.variable}")
    pace = _pace(phases, (PACES[1] - PACES[0]) * integrand.far / 10)
    moved = tree.xreplace({integrand.variable: place.point + sympy.log(v) / pace}) / (pace * v)
    return _moved(integrand, moved, v, place, flint.arb(1))


def _pace(phases: list[tuple[float, float]], way: float) -> Tree:
    """1/7 where the fastest phase grows like exp(t/7), 1 where it grows as fast as exp(t) or not that evenly."""
    early, late = max(phases, key=lambda row: row[1])
    slope = math.log(late / early) / way if early > 0 else 1.0
    near = sympy.Rational(slope).limit_denominator(MOST_SLOW)
    return near if 0 < near < 1 and abs(near - slope) < EVENLY else sympy.Integer(1)


def logarithms(tree: Tree) -> Any:
    """The tree with log(exp(x)) = x for real x, which continues it to all complex x."""
    if not tree.args:
        return tree
    parts = [logarithms(part) for part in tree.args]
    if isinstance(tree, sympy.log):
        sign, inner = parts[0].as_coeff_Mul() if parts[0].is_Mul else (sympy.Integer(1), parts[0])
        if isinstance(inner, sympy.exp) and sign > 0:
            return inner.args[0] if sign == 1 else inner.args[0] + sympy.log(sign)
    return tree.func(*parts)


def _moved(integrand: Integrand, tree: Tree, variable: Tree, place: Place, start: Real) -> tuple[Integrand, Place]:
    values = {**integrand.values}
    if place.point.is_Symbol and place.point.name not in values:
        values[place.point.name] = flint.acb(place.value)
    moved = replace(integrand, tree=tree, variable=variable, values=values, limits=())
    return moved, Place(sympy.Symbol(f"start of {variable}"), start)


def _phases(integrand: Integrand, tree: Tree, place: Place, distance: Any) -> list[tuple[float, float]]:
    """The arguments of what oscillates, at two distances from a place."""
    found = []
    nodes = {node for node in sympy.preorder_traversal(tree) if isinstance(node, (*OSCILLATING, sympy.exp))}
    for node in nodes:
        function = integrand.of(node.args[-1])
        if not node.has(integrand.variable) or function is None or not node.free_symbols <= tree.free_symbols:
            continue  # the last: it stands inside another integral, whose variable is unknown here
        if isinstance(node, sympy.exp) and not node.has(sympy.I):
            continue
        with flint_precision(256):
            sizes = [abs(function(place.value + distance(pace))).mid() for pace in PACES]
        found.append(tuple(min(1e300, float(size)) if size.is_finite() else 0.0 for size in sizes))
    return [(early, late) for early, late in found]
