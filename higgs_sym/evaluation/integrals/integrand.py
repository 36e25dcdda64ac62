"""An integrand with the values of its parameters: as a function of the distance to a point, with its scales."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.agreement import MEASURED
from higgs_sym.evaluation.integrals.features import (
    KINK,
    OPAQUE,
    Feature,
    features,
)
from higgs_sym.evaluation.integrals.rays import NEAR
from higgs_sym.evaluation.integrals.shifts import distance, shifted, without_kinks
from higgs_sym.evaluation.integrals.workshop import Compiled, Workshop
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Number = Any  # acb
DEEPER = 4  # digits that an integral inside another has more
WIDEST = 1e7  # logarithm of a scale


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
