"""Which terms an approximation is written with: its leading law and the corrections to it, the largest first.

A summand whose removal changes the formula by a relatively vanishing amount is a correction; the others make up the
leading law. Sizes are compared far out, at s = e^-L with L doubling: powers of s part fast, powers of ln s slowly but
steadily, and summands of equal size stand still next to one another. Those make one term.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.judging.atoms import Path, in_factors, node, opened, sums, varies, without
from higgs_sym.judging.partials import RESOLVED, Approximation, Partial, difference, far
from higgs_sym.judging.sizes import Sizes, smaller
from higgs_sym.judging.spelling import joined, term, text

CLUSTER = (0, 13, 29, 53, 71)  # hundredths: relative distances of points at which something oscillating is averaged
SCATTER = 1.5  # by so much ln(quotient) of averages over a few phases must fall on the whole way
MOST_TERMS = 16
LOST = 2  # points one after the other at which an effect is not seen, after which it is not looked for
SHIFTING = 0.1  # the power of s by which a shift of the variable is smaller than the term it stands in, at least
OSCILLATING = (sympy.sin, sympy.cos)


@dataclass(frozen=True)
class Row:
    """One term: the formula up to it and before it, and how it is written."""

    written: str
    up_to: Partial
    before: Partial

    def effect(self, s: Number, digits: int = RESOLVED) -> Any | None:
        """What the term adds to the formula at s, to so many digits; None where it cannot be told from nothing."""
        return difference(self.up_to, self.before, s, digits)


@dataclass(frozen=True)
class Reading:
    """A formula as its terms."""

    whole: Partial
    rows: tuple[Row, ...]  # the leading law first
    oscillates: bool = False


@lru_cache(maxsize=1)  # the one at hand is read for its waves and for its terms
def read(formula: Approximation) -> Reading:
    """The terms of a formula; a single one where nothing in it is a correction."""
    tree = opened(formula.tree, _equal_under(formula))
    reader = _Reader(formula, tree)
    groups = reader.groups()
    whole = formula.expression(tree)
    trees = [reader.kept(groups[:count]) for count in range(len(groups) + 1)]
    partials = [formula.expression(each) for each in trees[:-1]] + [whole]
    nothing = formula.expression(sympy.Integer(0))
    if not groups or not _tends_to_one(whole, partials[0]):
        return Reading(whole, (Row(text(formula.tree), whole, nothing),))
    written = [text(trees[0]), *(joined(term(tree, path) for path in group) for group in groups)]
    before = [nothing, *partials[:-1]]
    rows = tuple(Row(*row) for row in zip(written, partials, before, strict=True))
    return Reading(whole, rows, reader.oscillates)


def _equal_under(formula: Approximation) -> Callable[[Number, Number], bool]:
    """Whether two trees have the same value close to the limit."""

    def equal(one: Any, other: Any) -> bool:
        if not varies(one, formula.varying):
            return False  # constants are left as they are
        a, b = formula.expression(one), formula.expression(other)
        for s in far(6)[2:5]:
            x, y = a.value(s, 20), b.value(s, 20)
            if x is None or y is None or abs(x - y) > abs(x) * s.context.mpf(10) ** -18:
                return False
        return True

    return equal


def _tends_to_one(one: Partial, other: Partial) -> bool:
    """Whether other/one tends to one."""
    sizes = []
    for s in far():
        a, b = one.value(s, 30), other.value(s, 30)
        if a is None or b is None or not a:
            continue
        off = abs(b / a - 1)
        sizes.append(float(off) if off else 0.0)
    return bool(sizes) and (sizes[-1] == 0 or sizes[-1] < 0.5 * max(sizes) or sizes[-1] < 1e-3)


class _Reader:
    """Sorts the summands of one tree."""

    def __init__(self, formula: Approximation, tree: Tree) -> None:
        self.formula, self.tree = formula, tree
        self.whole = formula.expression(tree)
        nodes = list(sympy.preorder_traversal(tree))
        self.sums = [each for each in nodes if each.is_Add]
        self.oscillates = any(isinstance(each, OSCILLATING) or each == sympy.I for each in nodes)
        self.points = far(9) if self.oscillates else far()
        self.corrections: dict[Path, Sizes] = {}

    def groups(self) -> list[tuple[Path, ...]]:
        """The corrections, the largest first; those of equal size together."""
        self._sort((), (0.0,) * len(self.points))
        ordered: list[list[Path]] = []
        for path in self.corrections:
            self._insert(ordered, path)
        groups = [tuple(sorted(group)) for group in ordered]
        return self._by_effect(groups)[: MOST_TERMS - 1]

    def kept(self, groups: Sequence[tuple[Path, ...]]) -> Any:
        """The tree with the leading law and these corrections only."""
        stays = {path for group in groups for path in group}
        return without(self.tree, frozenset(path for path in self.corrections if path not in stays))

    def _sort(self, parent: Path, size: Sizes, within: Path | None = None) -> None:
        """Find the corrections among the summands below `parent`, which has this size and stands in that correction."""
        for place in sums(node(self.tree, parent), self.formula.varying, parent):
            deeper = within is not None and not in_factors(self.tree, within, place)
            if deeper and self._is_a_name(place):
                continue
            for child in range(len(node(self.tree, place).args)):
                path = (*place, child)
                own = self._effect({path})
                if own is not None and self._of_other_part(own):
                    continue
                if own is not None and smaller(own, size, self._scatter):
                    if deeper and self._shifts(path, own, size):
                        continue
                    self.corrections[path] = own
                    self._sort(path, own, path)
                else:
                    self._sort(path, size, within)

    def _is_a_name(self, place: Path) -> bool:
        """Whether the sum at this path is written elsewhere too: L - log(L) speaks of the summands of L where L stands.

        In the later of both it is the name of a variable.
        """
        return self.sums.count(node(self.tree, place)) > 1

    def _shifts(self, path: Path, own: Sizes, size: Sizes) -> bool:
        """Whether a number is there for the natural variable of a later term, as in 1/(n + 1) + 1/((n + 1)*(n + 2)).

        It changes the term by a power, and other sums differ from this one by a number; a number beside a logarithm,
        or one that is written once, is a term like any other.
        """
        if varies(node(self.tree, path), self.formula.varying) or not self._has_relatives(path[:-1]):
            return False
        known = [k for k, (a, b) in enumerate(zip(own, size, strict=True)) if a is not None and b is not None]
        if not known:
            return True
        far_out, s = known[-1], self.points[known[-1]]
        return (own[far_out] or 0.0) - (size[far_out] or 0.0) < SHIFTING * float(s.context.log(s))

    def _has_relatives(self, place: Path) -> bool:
        """Whether another sum has the same varying part as the one at this path."""
        own = self._varying_part(node(self.tree, place))
        return sum(self._varying_part(each) == own for each in self.sums) > 1

    def _varying_part(self, tree: Tree) -> frozenset[Any]:
        return frozenset(each for each in tree.args if varies(each, self.formula.varying))

    def _of_other_part(self, own: Sizes) -> bool:
        """Whether a summand of a complex formula has no share in the real or imaginary part that is read."""
        return isinstance(self.tree, (sympy.re, sympy.im)) and all(each is None for each in own)

    def _insert(self, ordered: list[list[Path]], path: Path) -> None:
        own = self.corrections[path]
        for place, group in enumerate(ordered):
            other = self.corrections[group[0]]
            if smaller(other, own, self._scatter):
                ordered.insert(place, [path])
                return
            if not smaller(own, other, self._scatter):
                group.append(path)
                return
        ordered.append([path])

    def _by_effect(self, groups: list[tuple[Path, ...]]) -> list[tuple[Path, ...]]:
        """Summands of equal size may cancel: what counts is what the group as a whole does."""
        if all(len(group) == 1 for group in groups):
            return groups
        sizes = {group: self._effect(set(group)) for group in groups}
        found: list[tuple[Path, ...]] = []
        for group in groups:
            own = sizes[group]
            if own is None or all(each is None for each in own):
                continue  # they cancel altogether
            behind = [i for i, each in enumerate(found) if smaller(sizes[each] or own, own, self._scatter)]
            found.insert(behind[0] if behind else len(found), group)
        return found

    @property
    def _scatter(self) -> float:
        return SCATTER if self.oscillates else 0.0

    def _effect(self, removed: set[Path]) -> Sizes | None:
        """What these summands do to the formula; None if nothing with a value is left without them."""
        rest = self.formula.expression(without(self.tree, frozenset(removed)))
        if all(rest.value(s, 10) is None for s in self.points[1:4]):
            return None
        sizes: list[float | None] = []
        for s in self.points:
            lost = len(sizes) > LOST and sizes[-LOST:] == [None] * LOST  # further out it would be lost the more
            sizes.append(None if lost else self._average(s, rest))
        return tuple(sizes)

    def _average(self, s: Any, rest: Partial) -> float | None:
        """ln of the root mean square over a few phases, of the value itself where nothing oscillates."""
        context = s.context
        places = [s * (100 + each) / 100 for each in CLUSTER] if self.oscillates else [s]
        effects = [(difference(self.whole, rest, each), self.whole.value(each, 10)) for each in places]
        known = [(abs(effect), abs(value)) for effect, value in effects if effect is not None and value]
        if len(known) * 2 <= len(places):
            return None
        squares = [sum(context.convert(each[i]) ** 2 for each in known) for i in (0, 1)]
        return float(context.log(squares[0] / squares[1]) / 2)
