"""Which terms an approximation is written with: its leading law and the corrections to it, the largest first.

A summand whose removal changes the formula by a relatively vanishing amount is a correction; the others make up the
leading law. Sizes are compared far out, at s = e^-L with L doubling: powers of s part fast, powers of ln s slowly but
steadily, and summands of equal size stand still next to one another. Those make one term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError, InputError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.judging.atoms import Path, alone, node, opened, sums, varies, without
from higgs_sym.results import context

FIRST, DOUBLINGS = 3, 14  # L = ln(1/s) of the points far out
PRECISIONS = (30, 60, 90, 120, 500, 2000)  # digits that a difference is looked for with; quantities end before 100
RESOLVED = 6  # digits that it must have
CLUSTER = (0, 13, 29, 53, 71)  # hundredths: relative distances of points at which something oscillating is averaged
STANDING = 0.02  # change of ln(quotient) per doubling of L below which two sizes are equal
SETTLING = 0.75  # or which shrinks by this factor each time ...
SMALL_STEP = 0.3  # ... and is this small
SCATTER = 1.5  # the same for averages over a few phases
MOST_TERMS = 16
OSCILLATING = (sympy.sin, sympy.cos)

TIDIER = (  # what SymPy prints of trees that are not evaluated
    (re.compile(r"\(\(([^()]*)\)\)"), r"(\1)"),
    (re.compile(r"/\((\w+(?:\*\*\d+)?)\)"), r"/\1"),
    (re.compile(r"\*\(1/(\d+)\)"), r"/\1"),
    (re.compile(r"\*1(?![\w.*/])"), ""),
    (re.compile(r"(?<![\w.)*])1\*(?!\*)"), ""),
)

Values = Callable[[Any], Mapping[str, Any]]  # s -> what Expression.value takes


@dataclass(frozen=True)
class Approximation:
    """A formula as a tree, and the values of its symbols at the small parameter s, an mpmath number."""

    tree: Any
    values: Values
    varying: frozenset[str]  # names of the symbols that change on the way to the limit
    exact: Any = None  # the tree of the exact side, if it is one

    def expression(self, tree: Tree) -> Partial:
        """Part of the formula as something to evaluate."""
        return Partial(tree, self.values)


class Partial:
    """A formula, or a part of one, evaluated at s; what has been computed is kept."""

    def __init__(self, tree: Tree, values: Values) -> None:
        self.tree = tree
        self._values = values
        self._expression = Expression(tree)
        self._kept: dict[Any, tuple[int, Any]] = {}

    def at(self, s: Any, digits: int) -> Any | None:
        """The value to so many digits, None where there is none."""
        key = s._mpf_
        known, number = self._kept.get(key, (0, None))
        if known < digits:
            number = self._number(s, digits)
            self._kept[key] = digits, number
        return number

    def _number(self, s: Any, digits: int) -> Number | None:
        if self.tree == 0:
            return s.context.zero
        try:
            return self._expression.value(self._values(s), digits).number
        except (BudgetError, DivergesError):
            raise
        except (AccuracyError, InputError, ArithmeticError, ValueError):
            return None


@dataclass(frozen=True)
class Row:
    """One term: the formula up to it and before it, and how it is written."""

    written: str
    up_to: Partial
    before: Partial

    def effect(self, s: Number, digits: int = RESOLVED) -> Any | None:
        """What the term adds to the formula at s, to so many digits; None where it cannot be told from nothing."""
        return difference(self.up_to, self.before, s, digits)


def difference(one: Partial, other: Partial, s: Any, digits: int = RESOLVED, most: int = PRECISIONS[-1]) -> Any | None:
    """one - other at s to so many digits; None where they agree to all precisions tried, or one has no value."""
    for precision in PRECISIONS:
        if precision > most:
            break
        precision = max(precision, digits + 5)
        a, b = one.at(s, precision), other.at(s, precision)
        if a is None or b is None:
            return None
        work = context(precision + 10)
        a, b = work.convert(a), work.convert(b)
        found = a - b
        if abs(found) > work.mpf(10) ** (digits - precision) * max(abs(a), abs(b)):
            return found
    return None


@dataclass(frozen=True)
class Reading:
    """A formula as its terms."""

    whole: Partial
    rows: tuple[Row, ...]  # the leading law first
    oscillates: bool = False


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
    written = [text(trees[0]), *(" + ".join(text(alone(tree, path)) for path in group) for group in groups)]
    before = [nothing, *partials[:-1]]
    rows = tuple(Row(*row) for row in zip(_signed(written), partials, before, strict=True))
    return Reading(whole, rows, reader.oscillates)


def text(tree: Tree) -> str:
    """A tree as one would type it."""
    found = str(sympy.sstr(tree, order="none"))
    for pattern, better in TIDIER:
        found = pattern.sub(better, found)
    return found


def _signed(written: Iterable[str]) -> list[str]:
    return [each.replace("+ -", "- ") for each in written]


def _equal_under(formula: Approximation) -> Callable[[Number, Number], bool]:
    """Whether two trees have the same value close to the limit."""

    def equal(one: Any, other: Any) -> bool:
        if not varies(one, formula.varying):
            return False  # constants are left as they are
        a, b = formula.expression(one), formula.expression(other)
        for s in far(6)[2:5]:
            x, y = a.at(s, 20), b.at(s, 20)
            if x is None or y is None or abs(x - y) > abs(x) * s.context.mpf(10) ** -18:
                return False
        return True

    return equal


def far(count: int = DOUBLINGS) -> list[Any]:
    """s = e^-L, L doubling, as powers of two."""
    work = context(15)
    return [work.ldexp(work.mpf(1), -round(FIRST * 2**k / 0.6931471805599453)) for k in range(count)]


def _tends_to_one(one: Partial, other: Partial) -> bool:
    """Whether other/one tends to one."""
    sizes = []
    for s in far():
        a, b = one.at(s, 30), other.at(s, 30)
        if a is None or b is None or not a:
            continue
        off = abs(b / a - 1)
        sizes.append(float(off) if off else 0.0)
    return bool(sizes) and (sizes[-1] == 0 or sizes[-1] < 0.5 * max(sizes) or sizes[-1] < 1e-3)


Sizes = tuple[float | None, ...]  # ln|size/formula| at the points far out; None where it is not known


class _Reader:
    """Sorts the summands of one tree."""

    def __init__(self, formula: Approximation, tree: Tree) -> None:
        self.formula, self.tree = formula, tree
        self.whole = formula.expression(tree)
        nodes = sympy.preorder_traversal(tree)
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

    def _sort(self, parent: Path, size: Sizes) -> None:
        """Find the corrections among the summands below `parent`, whose own size is given."""
        for place in sums(node(self.tree, parent), self.formula.varying, parent):
            for child in range(len(node(self.tree, place).args)):
                path = (*place, child)
                own = self._effect({path})
                if own is not None and self._of_other_part(own):
                    continue
                if own is not None and _smaller(own, size, self._scatter):
                    self.corrections[path] = own
                    self._sort(path, own)
                else:
                    self._sort(path, size)

    def _of_other_part(self, own: Sizes) -> bool:
        """Whether a summand of a complex formula has no share in the real or imaginary part that is read."""
        return isinstance(self.tree, (sympy.re, sympy.im)) and all(each is None for each in own)

    def _insert(self, ordered: list[list[Path]], path: Path) -> None:
        own = self.corrections[path]
        for place, group in enumerate(ordered):
            other = self.corrections[group[0]]
            if _smaller(other, own, self._scatter):
                ordered.insert(place, [path])
                return
            if not _smaller(own, other, self._scatter):
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
            smaller = [i for i, each in enumerate(found) if _smaller(sizes[each] or own, own, self._scatter)]
            found.insert(smaller[0] if smaller else len(found), group)
        return found

    @property
    def _scatter(self) -> float:
        return SCATTER if self.oscillates else 0.0

    def _effect(self, removed: set[Path]) -> Sizes | None:
        """What these summands do to the formula; None if nothing with a value is left without them."""
        rest = self.formula.expression(without(self.tree, frozenset(removed)))
        if all(rest.at(s, 10) is None for s in self.points[1:4]):
            return None
        return tuple(self._average(s, rest) for s in self.points)

    def _average(self, s: Any, rest: Partial) -> float | None:
        """ln of the root mean square over a few phases, of the value itself where nothing oscillates."""
        context = s.context
        places = [s * (100 + each) / 100 for each in CLUSTER] if self.oscillates else [s]
        effects = [(difference(self.whole, rest, each), self.whole.at(each, 10)) for each in places]
        known = [(abs(effect), abs(value)) for effect, value in effects if effect is not None and value]
        if len(known) * 2 <= len(places):
            return None
        squares = [sum(context.convert(each[i]) ** 2 for each in known) for i in (0, 1)]
        return float(context.log(squares[0] / squares[1]) / 2)


def _smaller(one: Sizes, other: Sizes, scatter: float) -> bool:
    """Whether one/other tends to zero."""
    common = [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a is not None and b is not None]
    last_one = max((k for k, a in enumerate(one) if a is not None), default=-1)
    last_other = max((k for k, b in enumerate(other) if b is not None), default=-1)
    if not common or last_one < 0:
        return last_one < last_other
    quotients = [(one[k] or 0.0) - (other[k] or 0.0) for k in common]
    if scatter and len(quotients) > 2:
        # Few phases make a rough average: the whole way from the first point to the last must show it.
        first, middle, last = quotients[0], quotients[len(quotients) // 2], quotients[-1]
        return last - first < -scatter and last < middle
    if len(quotients) < 3:
        return quotients[-1] < -3 and (len(quotients) < 2 or quotients[-1] < quotients[0])
    steps = [b - a for a, b in pairwise(quotients)]
    last, previous = steps[-1], steps[-2]
    if abs(last) < STANDING or (abs(last) < SETTLING * abs(previous) and abs(last) < SMALL_STEP):
        return False
    return last < 0
