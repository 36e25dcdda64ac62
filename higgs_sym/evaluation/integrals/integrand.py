"""An integrand with the values of its parameters: as a function of the distance to a point, and its special places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.enclosure import may_be, meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.agreement import MEASURED
from higgs_sym.evaluation.integrals.features import (
    EDGE,
    ENDLESS,
    KINK,
    OPAQUE,
    SINGULAR,
    Feature,
    factors,
    features,
    has_opaque_pole,
)
from higgs_sym.evaluation.integrals.intervals import as_balls, ranged
from higgs_sym.evaluation.integrals.rays import NEAR
from higgs_sym.evaluation.integrals.shifts import distance, shifted, without_kinks
from higgs_sym.evaluation.integrals.zeros import MOST, TooManyError, in_order, zeros
from higgs_sym.evaluation.polynomials import coefficients
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Number = Any  # acb
Compiled = Callable[[Mapping[str, Any], Run], Number]
DEEPER = 4  # digits that an integral inside another has more
WIDEST = 1e7  # logarithm of a scale
MOST_FOR_EDGES = 600  # parts of the path that are looked at for places which only help
SHARES = (1.0, 0.5, 0.25, 0.1)  # of the range of log s in which kinks are looked for
STRENGTH = (EDGE, ENDLESS, KINK, SINGULAR)


class Workshop:
    """Trees to functions, each made once."""

    def __init__(self, compile_tree: Callable[[Any], Compiled]) -> None:
        self._compile = compile_tree
        self._made: dict[Any, Any] = {}

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What `make` gives, kept under the key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def function(self, tree: Tree) -> Compiled | None:
        """The tree's function; None if nobody can evaluate it."""
        return self.once(("function", tree), lambda: self._tried(tree))

    def name(self, tree: Tree) -> str:
        """A short name of its own: printing a tree takes longer than looking for its zeros."""
        return str(self.once(("name", tree), lambda: f"function {len(self._made)}"))

    def _tried(self, tree: Tree) -> Compiled | None:
        try:
            return self._compile(tree)
        except InputError:
            return None


@dataclass(frozen=True)
class Place:
    """A point of the path: as an expression where it is one, its ball, and what is there."""

    point: Any  # SymPy expression; a symbol of its own for a number
    value: Real
    kind: str | None = None


@dataclass(frozen=True)
class Integrand:
    """f(t) at fixed values of everything else."""

    tree: Any
    variable: Any
    values: Mapping[str, Any]
    run: Run
    workshop: Workshop
    limits: tuple[Any, ...] = ()
    principal: bool = False  # whether simple poles on the path are allowed
    smooth: bool = False  # whether it is known to be holomorphic along the path

    @property
    def opaque(self) -> bool:
        """Whether values of the integrand are integrals, sums or quantities, each of which takes its time."""
        return algebra.has(self.tree, OPAQUE)

    @property
    def measured(self) -> bool:
        """Whether a function in it has numbers only, and no balls."""
        return any(type(node).__name__ in MEASURED for node in sympy.preorder_traversal(self.tree))

    def is_odd_around(self, place: Place) -> bool:
        """Whether the integrand is seen to change its sign where it is mirrored at a place."""
        moved = shifted(self.tree, self.variable, place.point, 1)
        return algebra.is_odd(moved, distance(self.variable))

    def near(self, place: Place, direction: int, tree: Tree | None = None, digits: int = 0) -> Callable[[Real], Number]:
        """f at the distance s > 0 from a place, on one side; integrals in it to so many digits, if they are given."""
        tree = self.tree if tree is None else tree
        moved, values = self.moved(tree, place, direction)
        body, run = self.workshop.function(moved), self._run_within(digits)
        if body is None:
            return self._unmoved(tree, place, direction, values, run)
        name = distance(self.variable).name

        def value(s: Real) -> Number:
            values[name] = flint.acb(s)
            return body(values, run)

        return value

    def moved(self, tree: Tree, place: Place, direction: int) -> tuple[Any, dict[str, Any]]:
        """The tree in the distance from a place, and the values of all else in it."""
        key = ("shifted", tree, place.point, direction)
        moved = self.workshop.once(key, lambda: shifted(tree, self.variable, place.point, direction))
        values = {**self.values}
        if place.point.is_Symbol and place.point.name not in values:
            values[place.point.name] = flint.acb(place.value)
        return moved, values

    def _run_within(self, digits: int) -> Run:
        return Run(digits or self.run.digits + DEEPER, self.run.certify, inner=True)

    def _unmoved(
        self, tree: Tree, place: Place, direction: int, values: dict[str, object], run: Run
    ) -> Callable[[Real], Number]:
        body = self.workshop.function(tree)
        if body is None:
            raise InputError("formula", tree, "an integrand that can be evaluated")
        name = self.variable.name

        def value(s: Real) -> Number:
            values[name] = flint.acb(place.value + direction * s)
            return body(values, run)

        return value

    def of(self, tree: Tree) -> Callable[[Any], Number] | None:
        """A function of the variable itself."""
        body = self.workshop.function(tree)
        if body is None:
            return None
        values, name, run = {**self.values}, self.variable.name, Run(self.run.digits)

        def value(t: Ball) -> Number:
            values[name] = t if isinstance(t, flint.acb) else flint.acb(t)
            return body(values, run)

        return value

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """What the expression says about where the integrand is special."""
        if self.smooth:
            return ()
        return self.workshop.once(("features", self.tree), lambda: features(self.tree, self.variable))

    @cached_property
    def scales(self) -> tuple[float, ...]:
        """Logarithms of the sizes that parameters and constants of the integrand have."""
        found = set()
        key = ("fixed", self.tree, self.limits)
        with flint_precision(64):
            for body in self.workshop.once(key, self._fixed_parts):
                size = abs(body(self.values, Run(15)))
                if size.is_finite() and size > 0:
                    found.add(float(size.log().mid()))
        return tuple(found)

    def _fixed_parts(self) -> list[Compiled]:
        """The largest parts of the integrand and the limits that do not contain the variable; factors set no scale."""
        factors = [each for each in sympy.Mul.make_args(self.tree) if algebra.depends(each, self.variable)]
        ends = [each for each in self.limits if each not in (sympy.oo, -sympy.oo)]
        parts = dict.fromkeys(part for tree in (*factors, *ends) for part in _fixed(tree, self.variable))
        made = [self.workshop.function(part) for part in parts]
        return [body for body in made if body is not None]

    @property
    def far(self) -> float:
        """|log s| beyond which nothing new happens."""
        widest = max((abs(each) for each in self.scales), default=0.0)
        if widest > WIDEST:
            raise AccuracyError(f"a number in an integrand is e^(+-{widest:.3g}): at most e^(+-{WIDEST:.0e})")
        return NEAR + 3 * widest

    def is_special_at(self, place: Place) -> bool:
        """Whether a function in whose zeros the integrand may be singular vanishes there."""
        for feature in self.features:
            function = self.of(feature.function)
            if feature.kind == SINGULAR and function is not None:
                value = function(place.value)
                if may_be(value):
                    return True
        return False

    def places(self, low: Real, high: Real, *, finite: bool = True) -> list[Place]:
        """The special places between two points, in order; whether they are ends of the path or stand for infinity."""
        found: list[Place] = []
        for feature in self.features:
            if feature.endless and not finite:
                continue
            for place in self._zeros(feature, low, high):
                same = next((k for k, each in enumerate(found) if _same(each.value, place.value)), None)
                if same is None:
                    found.append(place)
                    continue
                kinds = (found[same].kind, place.kind)
                point = found[same].point if not found[same].point.is_Symbol else place.point
                value = found[same].value if not found[same].point.is_Symbol else place.value
                found[same] = Place(point, value, max(kinds, key=STRENGTH.index))
        return sorted(found, key=lambda place: in_order(place.value.mid()))

    def beyond(self, low: Real, high: Real) -> tuple[Place, int] | None:
        """The nearest singular place close to the interval but not on it, and the direction from it to the interval."""
        best, nearest = None, (high - low) / 4
        for feature in self.features if self.run.inner else ():
            if feature.kind != SINGULAR:
                continue
            exact = self._linear(feature)
            body = None if exact is None else self.workshop.function(exact)
            if body is None:
                continue
            found = body(self.values, Run(self.run.digits))
            apart = (found.real - high) if found.real > high else (low - found.real)
            if found.imag == 0 and apart > 0 and apart < nearest:
                best, nearest = (Place(exact, found.real, SINGULAR), -1 if found.real > high else 1), apart
        return best

    def sharpness(self, place: Place) -> Real | None:
        """The distance from a place to the nearest pair of complex zeros, of functions with an extremum there."""
        found = []
        for feature in self.features:
            if feature.kind != SINGULAR or place.kind == SINGULAR:
                continue
            jets = [jet for jet in map(self.of, self._derivatives(feature.function)) if jet is not None]
            if len(jets) < 3:
                continue
            with flint_precision(64):
                value, slope, bend = (abs(jet(place.value)) for jet in jets)
                if not (value > 0 and bend > 0 and value.is_finite() and bend.is_finite()):
                    continue
                reach = (2 * value / bend).sqrt().mid()
                if slope * reach < value:
                    found.append(reach)
        return min(found) if found else None

    def zeros_of(self, tree: Tree, low: Real, high: Real) -> list[Real] | None:
        """Those of a real function inside an interval, in order; None where there are too many."""
        found: list[Real] = []
        for factor in factors(tree):
            if algebra.depends(factor, self.variable):
                try:
                    found += [place.value.mid() for place in self._zeros(Feature(KINK, factor), low, high)]
                except AccuracyError:
                    return None
        found = [each for each in found if each > low and each < high]
        return sorted(dict.fromkeys(found), key=in_order)

    def _linear(self, feature: Feature) -> Any:
        key = ("zero", feature.function)
        return self.workshop.once(key, lambda: _linear_zero(feature.function, self.variable))

    def _zeros(self, feature: Feature, low: Real, high: Real) -> Iterator[Place]:
        exact = self._linear(feature)
        if exact is not None:
            body = self.workshop.function(exact)
            zero = body(self.values, Run(self.run.digits)) if body is not None else flint.acb("nan")
            if zero.real > low and zero.real < high:
                beside = may_be(zero.imag)  # off the axis it is a scale only
                yield Place(
                    exact if beside else sympy.re(exact, evaluate=False), zero.real, feature.kind if beside else EDGE
                )
            return
        jets = self._jets(feature.function)
        if jets[0] is None:
            return
        try:
            points, end = self._found(jets, feature.kind, low, high)
        except TooManyError:
            if feature.kind == SINGULAR:
                raise AccuracyError(
                    f"an integrand has too many places on its path where {feature.function} vanishes"
                ) from None
            if feature.kind == KINK:
                raise AccuracyError(
                    f"an integrand has too many kinks on its path, where {feature.function} vanishes; "
                    "where they pile up at a point, substitute so that they are evenly spaced (1/t for t)"
                ) from None
            return
        if feature.kind == SINGULAR and has_opaque_pole(self.tree, feature.function):
            self._refuse_poles([*points, *(each for each in (low, high) if _vanishes(jets[0](each.mid())))], feature)
        name = self.workshop.name(feature.function)
        if end < high:
            yield Place(sympy.Symbol(f"last zero of {name}"), end, ENDLESS)
        for number, point in enumerate(points):
            if self._is_origin(feature, point):
                yield Place(algebra.ZERO, flint.arb(0), feature.kind)
                continue
            yield Place(sympy.Symbol(f"zero {number} of {name}"), point, feature.kind)

    def _refuse_poles(self, points: list[Real], feature: Feature) -> None:
        if points:
            raise AccuracyError(
                f"an integrand has a pole at {self.variable} = {points[0].str(10, radius=False)}, where "
                f"{feature.function} vanishes: next to it a quantity is not known well enough"
            )

    def _is_origin(self, feature: Feature, point: Real) -> bool:
        """Whether a zero that was found as a tiny number is exactly at 0, where halving never arrives."""
        function = self.of(feature.function)
        if function is None or not abs(point) < flint.arb(-self.far).exp():
            return False
        return bool(function(flint.arb(0)).is_zero())

    def _found(self, jets: Any, kind: str, low: Real, high: Real) -> tuple[list[Real], Real]:
        """The zeros between, and up to where; of endless kinks only the first are found."""
        finest = -int(1.5 * self.far) - 20
        endless = kind == KINK and low > -flint.arb(self.far / 2).exp()
        for share in SHARES if endless else (1.0,):
            end = high if share == 1 else low + flint.arb(share * self.far).exp().mid()
            try:
                return zeros(jets, low, end, finest, MOST_FOR_EDGES if kind == EDGE else MOST), end
            except TooManyError:
                if not endless or share == SHARES[-1]:
                    raise
        raise TooManyError

    def _derivatives(self, tree: Tree) -> tuple[Any, Any, Any]:
        t = self.variable
        trees: tuple[Any, Any, Any] = self.workshop.once(("jets", tree), lambda: _jets(tree, t))
        return trees

    def _jets(self, tree: Tree) -> tuple[Any, Any, Any]:
        one, two, three = (self._ranged(each) for each in self._derivatives(tree))
        return one, two, three

    def _ranged(self, tree: Tree) -> Any:
        function = self.of(tree)
        return None if function is None else as_balls(ranged(tree, self.variable, self._constant), function)

    def _constant(self, tree: Tree) -> Any:
        body = self.workshop.function(tree)
        value = flint.acb(flint.arb.nan()) if body is None else body(self.values, Run(self.run.digits))
        return value.real if value.is_finite() and value.imag == 0 else None

    def between(self, low: Real, high: Real) -> Any:
        """The tree as it is between two neighbouring places: without absolute values, signs and cases."""
        if not any(feature.kind == KINK for feature in self.features):
            return self.tree
        middle = ((low + high) / 2).mid()

        def sign(tree: Tree) -> int:
            function = self.of(tree)
            value = flint.acb(0) if function is None else function(middle)
            real = value.real if may_be(value.imag) else flint.arb(0)
            return 1 if real > 0 else -1 if real < 0 else 0

        def whole(tree: Tree) -> int | None:
            function = self.of(tree)
            found = flint.arb.nan() if function is None else function(middle).real.floor()
            return int(found.unique_fmpz()) if found.is_exact() and found.is_finite() else None

        return without_kinks(self.tree, self.variable, sign, whole)


def mirrored(integrand: Integrand, tree: Tree, place: Place) -> tuple[Integrand, Place]:
    """The tree in -t as an integrand, and the place there: what went to minus infinity goes to infinity."""
    t, known = integrand.variable, integrand.values
    point = place.point if place.point.is_Symbol and place.point.name not in known else -place.point
    turned = algebra.replaced(tree, {t: algebra.multiply(algebra.MINUS_ONE, t)})
    return replace(integrand, tree=turned), Place(point, -place.value, place.kind)


def _fixed(tree: Tree, variable: Tree) -> Iterator[Any]:
    """The largest parts of a tree that do not contain the variable."""
    if not algebra.depends(tree, variable):
        yield tree
        return
    if isinstance(tree, OPAQUE):
        return
    for part in tree.args:
        yield from _fixed(part, variable)


def _linear_zero(tree: Tree, variable: Tree) -> Any:
    """The zero of a linear function as an expression, else None."""
    rows = coefficients(tree, variable)
    if rows is None or 1 not in rows or not rows.keys() <= {0, 1}:
        return None
    return algebra.multiply(algebra.MINUS_ONE, rows.get(0, algebra.ZERO), algebra.power(rows[1], algebra.MINUS_ONE))


def _jets(tree: Tree, variable: Tree) -> tuple[Any, Any, Any]:
    """The tree and its first two derivatives."""
    slope = algebra.derivative(tree, variable)
    return tree, slope, algebra.derivative(slope, variable)


def _same(one: Real, other: Real) -> bool:
    if meets(one, other):
        return True
    bits = flint.ctx.prec // 2
    return bool(abs(one - other) < abs(one) * flint.arb(2) ** -bits)


def _vanishes(value: Ball) -> bool:
    """Whether a ball may be zero without being known to be."""
    return bool(may_be(value) and value.is_finite() and not value.is_zero())
