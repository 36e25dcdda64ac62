"""One integral: its path in parts, each in a coordinate in which the integrand is smooth, added up in two ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import arb_integral
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.evaluation import budget
from higgs_sym.evaluation.integrals.charts import Ray, graded
from higgs_sym.evaluation.integrals.features import OPAQUE, SINGULAR
from higgs_sym.evaluation.integrals.integrand import Compiled, Integrand, Place, Workshop
from higgs_sym.evaluation.integrals.panels import Part, Total, integrate
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Number = Any  # acb
SPARE = 3  # digits beyond those asked for
FEWEST_DIGITS = 8  # agreement below this is no result
SLICE = 1000  # integrand values that the certified rule may take
STRETCH = 700.0


def integral(tree: Any, compile_tree: Callable[[Any], Compiled]) -> Compiled:
    """The function of a SymPy Integral with limits, the innermost first."""
    body = tree.function
    for limits in tree.limits[:-1]:
        body = sympy.Integral(body, limits)
    variable, low, high = limited(tree)
    workshop = Workshop(compile_tree)
    ends = [None if each in (sympy.oo, -sympy.oo) else compile_tree(each) for each in (low, high)]
    compile_tree(body)  # refuses what nobody can evaluate

    def value(values: Mapping[str, Any], run: Run) -> Number:
        if run.analytic:
            return flint.acb(flint.arb.nan())
        bits = flint.ctx.prec
        a, b = (None if end is None else _real(end(values, run), tree) for end in ends)
        if a is not None and b is not None:
            if a == b:
                return flint.acb(0)
            if a > b:
                return -_between(Integrand(body, variable, values, run, workshop), Place(high, b), Place(low, a))
        integrand = Integrand(body, variable, values, run, workshop)
        with flint_precision(bits):
            return _between(integrand, None if a is None else Place(low, a), None if b is None else Place(high, b))

    return value


def limited(tree: Any) -> tuple[Any, Any, Any]:
    """The outermost variable and its limits; InputError unless there are two, in order."""
    last = tree.limits[-1]
    if any(len(each) != 3 for each in tree.limits) or last[1] == sympy.oo or last[2] == -sympy.oo:
        raise InputError("formula", tree, "an integral from a lower to an upper limit")
    return tuple(last)


def _real(end: Number, tree: Any) -> Real:
    if not end.is_finite() or not may_be(end.imag):
        raise AccuracyError(f"a limit of {str(tree)[:60]} is not a real number")
    return end.real


def _between(integrand: Integrand, low: Place | None, high: Place | None) -> Number:
    """The integral over the path, None being an infinite end."""
    digits = integrand.run.digits + SPARE
    bits = int(digits * BITS + 6 * integrand.far) + 64
    with flint_precision(max(bits, flint.ctx.prec)):
        places = special_places(integrand, low, high)
    plain = not integrand.tree.has(*OPAQUE)
    if plain and low is not None and high is not None and not any(each.kind == SINGULAR for each in places):
        ball = _certified(integrand, [each.value for each in places])
        if ball is not None:
            return ball
    with flint_precision(max(bits, flint.ctx.prec)):
        parts = parts_of(integrand, places, low is None, high is None, digits)
        return _twice(integrand.run, parts, digits)


def special_places(integrand: Integrand, low: Place | None, high: Place | None) -> list[Place]:
    """The ends of the path and what is special between, in order, each with its kind."""
    a = _horizon(integrand, -1) if low is None else low.value
    b = _horizon(integrand, 1) if high is None else high.value
    if not (a < b):
        raise AccuracyError("the limits of an integral cannot be told apart")
    inside = integrand.places(a, b)
    ends = [Place(e.point, e.value, SINGULAR if integrand.is_special_at(e) else None) for e in (low, high) if e]
    if low is not None:
        inside = [ends[0], *inside]
    if high is not None:
        inside = [*inside, ends[-1]]
    return inside or [Place(sympy.Integer(0), flint.arb(0))]


def _horizon(integrand: Integrand, direction: int) -> Real:
    return direction * flint.arb(integrand.far + 1).exp()


def _certified(integrand: Integrand, points: Sequence[Real]) -> Number | None:
    """A proven ball over a finite interval; None if Arb cannot prove enough digits. Points between are hints."""
    run, name = integrand.run, integrand.variable.name
    body = integrand.workshop.function(integrand.tree)
    if body is None:
        return None
    values = {**integrand.values}
    real_run, analytic_run = Run(run.digits, run.certify), Run(run.digits, run.certify, analytic=True)

    def at(t: Any, analytic: bool) -> Any:
        budget.check()
        values[name] = t
        return body(values, analytic_run if analytic else real_run)

    goal = flint.arb(2) ** -int((run.digits + SPARE) * BITS)
    stops = [points[0], *(each.mid() for each in points[1:-1]), points[-1]]
    total, limit = flint.acb(0), SLICE * (8 if run.certify else 1)
    for a, b in pairwise(stops):
        tiny = flint.arb(2) ** -(10**9)
        ball = arb_integral(at, a, b, rel_tol=goal, abs_tol=max(abs(total) * goal, tiny).mid(), eval_limit=limit)
        if not ball.is_finite():
            return None
        total += ball
    return total if total.rel_accuracy_bits() >= run.digits * BITS else None


def parts_of(integrand: Integrand, places: list[Place], from_oo: bool, to_oo: bool, digits: int) -> list[Part]:
    """The path in parts."""
    parts: list[Part] = []
    for left, right in pairwise(places):
        tree = integrand.between(left.value, right.value)
        parts += _segment(integrand, tree, left, right, digits)
    if from_oo:
        tree = integrand.between(places[0].value - 2, places[0].value - 1)
        parts += _to_infinity(integrand, tree, places[0], -1, digits)
    if to_oo:
        tree = integrand.between(places[-1].value + 1, places[-1].value + 2)
        parts += _to_infinity(integrand, tree, places[-1], 1, digits)
    return parts


def ray(integrand: Integrand, tree: Any, place: Place, direction: int) -> Ray:
    """The integrand on one side of a place."""
    name = integrand.variable.name
    shown = place.value.str(10, radius=False) if place.point.is_Symbol else place.point
    deepest = 6 * integrand.far if place.point.is_Symbol and place.point.name not in integrand.values else None
    function = integrand.near(place, direction, tree)
    return Ray(function, integrand.far, f"at {name} = {shown}", integrand.scales, deepest)


def _segment(integrand: Integrand, tree: Any, left: Place, right: Place, digits: int) -> list[Part]:
    length = right.value - left.value
    both = left.kind == right.kind == SINGULAR
    top = (length / 2 if both else length).log().mid()
    found: list[Part] = []
    if left.kind == SINGULAR:
        found += graded(ray(integrand, tree, left, 1), top, None, digits)
    if right.kind == SINGULAR:
        found += graded(ray(integrand, tree, right, -1), top, None, digits)
    if not found:
        found.append(_straight(integrand.near(left, 1, tree), length))
    return found


def _straight(function: Callable[[Real], Number], length: Real) -> Part:
    """From a place over a finite length, in the distance itself."""
    return Part(lambda v: function(length * v) * length, [flint.arb(0), flint.arb(1)])


def _to_infinity(integrand: Integrand, tree: Any, place: Place, direction: int, digits: int) -> list[Part]:
    path = ray(integrand, tree, place, direction)
    if place.kind == SINGULAR:
        return graded(path, None, None, digits)
    rows = path.profile(-path.far, path.far)
    start = max(rows, key=lambda row: row[1])[0]
    parts = graded(path, None, start, digits)
    edge = flint.arb(start)

    def straight(v: Real) -> Number:
        length = edge.exp()
        return path.function(length * v) * length

    return [Part(straight, [flint.arb(0), flint.arb(1)]), *parts]


def _twice(run: Run, parts: list[Part], digits: int) -> Number:
    """The sum over the parts by two orders on different panels; the difference is the error."""
    order = int(0.7 * digits) + 12
    first = integrate(parts, digits, order)
    if run.inner:
        found, error = first, first.error
    else:
        moved = [Part(part.function, _moved(part, edges)) for part, edges in zip(parts, first.edges, strict=True)]
        found = integrate(moved, digits, order + 7)
        error = abs(found.value - first.value)
    run.proven = False
    return _with_error(found, error, digits)


def _with_error(found: Total, error: Real, digits: int) -> Number:
    flint.ctx.prec = 64
    radius = (error + found.error + found.size * flint.arb(10) ** -digits).upper()
    flint.ctx.prec = int(digits * BITS) + 64
    return flint.acb(
        flint.arb(found.value.real.mid(), (radius + found.value.real.rad()).upper()),
        flint.arb(found.value.imag.mid(), (radius + found.value.imag.rad()).upper()) if found.value.imag != 0 else 0,
    )


def _moved(part: Part, edges: list[Real]) -> list[Real]:
    """Other edges: what was fixed stays."""
    flint.ctx.prec = 64
    kept = [part.edges[0]]
    for a, b in pairwise(edges):
        kept.append((a + (b - a) * 0.382).mid())
        if any(edge == b for edge in part.edges):
            kept.append(b)
    return kept
