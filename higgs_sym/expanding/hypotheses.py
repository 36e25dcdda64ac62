"""What Watson's lemma and its kin take for granted, proved for an integral or named as a doubt."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.notes import Notes
from higgs_sym.expanding.shaping import LARGE, Shape
from higgs_sym.expanding.signs import tame
from higgs_sym.printing import latex

Ends = list[tuple[Any, Any]]  # where the exponent is smallest, and the end of the interval beyond


def noted(notes: Notes, shape: Shape, t: Tree, places: Ends, phase: Tree, wave: bool) -> None:
    """That the lemma applies; what was proved already is stated, the rest is a doubt."""
    exponent = latex(-(LARGE**shape.power) * shape.phase)
    ends = ", ".join(dict.fromkeys(str(point) for point, _ in places))
    front, rest = ("" if each == 1 else latex(each) for each in (shape.front, shape.rest))
    notes.state(
        f"The integral: {shape.phase}, {shape.rest}, {shape.low}, {shape.high}",
        rf"{front}\int_{{{latex(shape.low)}}}^{{{latex(shape.high)}}} e^{{{exponent}}}\,{rest}\,dt",
        f"With t = {shape.changed}." if shape.changed != t else "In this form.",
    )
    low, high, slope = shape.low, shape.high, sympy.diff(phase, t)
    what = "the ends and where the phase stands still" if wave else "where the exponent is smallest"
    notes.proved(
        f"Contributions from t = {ends}: {shape.phase}",
        rf"\phi={latex(phase)},\quad\phi'={latex(slope)}",
        f"These are {what}: the slope has one sign between these points and the ends, by counting its real roots or by "
        "balls that cover the interval.",
        [each for place in places for each in _contributes(shape, phase, t, places[0][0], place, wave)],
    )
    if not tame(shape.rest, t, low, high):
        notes.doubt(f"that {shape.rest} is continuous and grows no faster than a power was not shown")
    for end in {end for _, end in places}:
        if end.is_infinite:
            _at_infinity(notes, shape, phase, t, end, wave)


def _contributes(shape: Shape, phase: Tree, t: Tree, first: Tree, place: tuple[Tree, Tree], wave: bool) -> list[Tree]:
    """What is checked at a point: the slope vanishes inside, all points are as low, and the end lies higher."""
    point, end = place
    inside = (point + end) / 2 if not end.is_infinite else point + (1 if end == sympy.oo else -1)
    still = [] if point in (shape.low, shape.high) else [sympy.diff(phase, t).subs(t, point)]
    if wave:
        return [*still, sympy.Ne(sympy.diff(phase, t).subs(t, inside), 0)]
    height = phase.subs(t, point)
    return [*still, height - phase.subs(t, first), sympy.Gt(phase.subs(t, inside) - height, 0)]


def _at_infinity(notes: Notes, shape: Shape, phase: Tree, t: Tree, end: Tree, wave: bool) -> None:
    if wave:
        linear = sympy.Poly(phase, t).degree() == 1 if phase.is_polynomial(t) else False
        if not (linear and _decays(shape.rest, t)):
            notes.doubt("that nothing comes from infinity was not shown")
        return
    sign = 1 if end == sympy.oo else -1
    rises = phase.is_polynomial(t) and phase.has(t)
    if not rises and sympy.limit(phase, t, sign * sympy.oo) != sympy.oo:
        notes.doubt("that the exponent grows at infinity was not shown")


def _decays(function: Tree, t: Tree) -> bool:
    """Whether it is a constant times a product of powers (t + c)^-r, c > 0: analytic to the right, and falling."""
    total = sympy.Integer(0)
    for factor in sympy.Mul.make_args(function):
        if not factor.has(t):
            continue
        base, power = factor.as_base_exp()
        linear = base.is_polynomial(t) and sympy.Poly(base, t).degree() == 1
        if not (linear and power.is_Rational and all(c.is_nonnegative for c in sympy.Poly(base, t).coeffs())):
            return False
        total += power
    return bool(total < 0)
