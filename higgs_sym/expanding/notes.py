"""The steps of a derivation as they are made, each with what must vanish if it is right.

A step of series arithmetic is checked by an identity that was not used to make it: the derivative of an exponential,
a root or a logarithm, the differential equation of a function of the handbook. All coefficients below the order that
is known must vanish exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.transseries import Trans
from higgs_sym.printing import latex
from higgs_sym.steps import Chain, Step

S, LARGE = sympy.Symbol("s", positive=True), sympy.Symbol("L", positive=True)
SHOWN = 3  # terms of a series in a step


@dataclass
class Notes:
    """Collects steps; `doubts` says what could not be shown, and why nothing is called proved then."""

    chain: Chain = field(default_factory=Chain)
    doubts: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    def state(self, title: str, statement: Tree, reason: str) -> None:
        """A definition, or a fact of the handbook that is cited."""
        if self._new(title):
            self.chain.define(title, statement, reason)

    def show(self, title: str, statement: Tree, reason: str, *residuals: Trans) -> None:
        """A step that holds if the residuals vanish to the order they are known to."""
        if self._new(title):
            zero = [c for each in residuals for part in each.parts for c in part.terms.values()]
            self.chain.show(title, statement, reason, zero=zero or [sympy.Integer(0)])

    def proved(self, title: str, statement: Tree, reason: str, zero: Tree) -> None:
        """A step whose residuals or inequalities are expressions."""
        if self._new(title):
            self.chain.show(title, statement, reason, zero=zero)

    def doubt(self, why: str) -> None:
        """Something that a proof needs and that was not shown."""
        self.doubts.append(why)

    def mark(self) -> tuple[int, int, set[str]]:
        """Where the notes stand, to come back to."""
        return len(self.chain.steps), len(self.doubts), set(self.said)

    def back(self, mark: tuple[int, int, set[str]]) -> None:
        """Forget what was noted since: a way that led nowhere."""
        del self.chain.steps[mark[0] :], self.doubts[mark[1] :]
        self.said = mark[2]

    def _new(self, title: str) -> bool:
        if title in self.said:
            return False
        self.said.add(title)
        return True

    @property
    def complete(self) -> bool:
        """Whether every step is a definition, a fact that is cited, or proved exactly."""
        return not self.doubts and all(step.method != "numeric" for step in self.chain.steps)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was accepted."""
        return tuple(self.chain.steps)


def written(series: Trans) -> str:
    """LaTeX of the first terms in s and L = ln(1/s)."""
    rows = []
    for part in series.parts:
        front = sympy.exp(sympy.Add(*(_scale(c, key) for key, c in part.front.items())))
        rows += [
            _scale(c, key) * front for key, c in sorted(part.terms.items(), key=lambda row: (row[0][0], -row[0][1]))
        ]
    shown = [latex(row) for row in rows[:SHOWN]]
    text = shown[0] if shown else "0"
    for row in shown[1:]:
        text += row if row.startswith("-") else f"+{row}"
    ends = len(rows) <= SHOWN and all(part.order is None for part in series.parts)
    return text if ends else text + r"+\dots"


def _scale(c: Tree, key: tuple[Tree, int]) -> Tree:
    return c * S ** sympy.Rational(key[0].numerator, key[0].denominator) * LARGE ** key[1]
