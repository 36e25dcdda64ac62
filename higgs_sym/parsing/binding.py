"""Calls that bind a variable: its name stands behind the formula it is used in, and is looked up first."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.parsing import nodes
from higgs_sym.parsing.cursor import Cursor, Piece
from higgs_sym.parsing.tokens import Token

MAX_RANGES = 3  # integrals, sums, roots and the like inside one another
MAX_ORDER = 20  # of a derivative
MAX_EQUATION = 8  # order of a differential equation
MAX_CASES = 20
MAX_PARAMETERS = 16  # of Meijer's G

RANGED = {  # (f, (t, a, b)); those in MANY take several ranges, the innermost first
    "Integral": sympy.Integral,
    "Sum": sympy.Sum,
    "Product": sympy.Product,
    "PrincipalValue": nodes.PrincipalValue,
    "Root": nodes.Root,
    "Minimum": nodes.Minimum,
    "Maximum": nodes.Maximum,
    "ArgMin": nodes.ArgMin,
    "ArgMax": nodes.ArgMax,
}
MANY = ("Integral", "Sum")
BINDING = {  # name -> how it is written
    **{name: f"{name}(f, (t, a, b))" for name in RANGED},
    "Inverse": "Inverse(f, (t, a, b), y)",
    "Derivative": "Derivative(f, x), Derivative(f, (x, n)) or Derivative(f, (x, n), p)",
    "ODE": "ODE(f, (y, t), (t0, y0, ...), t1), where f is the highest derivative of y in terms of t, y, y1, ...",
    "Piecewise": "Piecewise((f, condition), ..., (g, True))",
    **dict.fromkeys(
        ("meijerg", "MeijerG"), "meijerg([[a1, ...], [...]], [[b1, ...], [...]], z), as SymPy and mpmath do"
    ),
}
COMPARISONS = {
    "<": sympy.StrictLessThan,
    ">": sympy.StrictGreaterThan,
    "<=": sympy.LessThan,
    ">=": sympy.GreaterThan,
}


class Binding(Cursor):
    """What reads the calls of BINDING, the opening parenthesis behind it."""

    def binding(self, name: Token) -> Piece:
        """The node of a call."""
        before = self.ranges
        read = {
            "Inverse": self._inverse, "Derivative": self._derivative, "ODE": self._ode, "Piecewise": self._cases,
            "meijerg": self._meijer, "MeijerG": self._meijer,
        }  # fmt: skip
        piece = read[name.text](name) if name.text in read else self._ranged(name)
        self.expect(")", f"write {BINDING[name.text]}")
        self.ranges = before
        return piece

    def _deeper(self, name: Token, count: int = 1) -> None:
        self.ranges += count
        if self.ranges > MAX_RANGES:
            raise self.refuse(f"at most {MAX_RANGES} integrals, sums or the like inside one another", name)

    def _ranged(self, name: Token) -> Piece:
        starts = self.starts()[1:]
        if not starts or (len(starts) > 1 and name.text not in MANY):
            raise self.refuse(f"write {BINDING[name.text]}", name)
        bound = [self._new_variable(start, name) for start in starts]
        if len(set(bound)) < len(bound):
            raise self.refuse("each range has a variable of its own", name)
        self._deeper(name, len(bound))
        body = self._within(bound)
        limits = []
        for place, variable in enumerate(bound):
            limits.append(self._range(name, variable, bound[place + 1 :]))
        return Piece(nodes.bound(RANGED[name.text], body.tree, *limits))

    def _inverse(self, name: Token) -> Piece:
        starts = self.starts()
        if len(starts) != 3:
            raise self.refuse(f"write {BINDING[name.text]}", name)
        self._deeper(name)
        variable = self._new_variable(starts[1], name)
        body = self._within([variable])
        limits = self._range(name, variable, [])
        self.expect(",", f"write {BINDING[name.text]}")
        level = self.sum()
        return Piece(nodes.bound(nodes.Root, nodes.node(sympy.Add, body.tree, _minus(level.tree)), limits))

    def _derivative(self, name: Token) -> Piece:
        starts, form = self.starts(), f"write {BINDING[name.text]}"
        if len(starts) not in (2, 3):
            raise self.refuse(form, name)
        listed = self.tokens[starts[1]].text == "("
        token = self.tokens[starts[1] + listed]
        if token.kind != "name" or ":" in token.text:
            raise self.refuse(form, name)
        if len(starts) == 2 and token.text not in self.variables:
            raise self.refuse(f"{token.text} has no value here: {form}", token)
        self._deeper(name)
        body = self._within([token.text])
        self.expect(",", form)
        self.at += 1 + listed  # the parenthesis and the variable
        order = 1
        if listed:
            self.expect(",", form)
            order = self._whole(MAX_ORDER)
            self.expect(")", form)
        symbol = sympy.Symbol(token.text)
        point = self.sum().tree if self.takes(",") else symbol
        return Piece(nodes.bound(nodes.DerivativeAt, body.tree, (symbol, sympy.Integer(order), point)))

    def _ode(self, name: Token) -> Piece:
        starts, form = self.starts(), f"write {BINDING[name.text]}"
        if len(starts) != 4:
            raise self.refuse(form, name)
        self._deeper(name)
        unknown = self._new_variable(starts[1], name)
        time = self.tokens[starts[1] + 3]
        order = self._conditions(starts[2], form)
        names = [time.text, unknown, *(f"{unknown}{k}" for k in range(1, order))]
        taken = [each for each in names if each in self.variables]
        if taken or time.kind != "name" or len(set(names)) < len(names):
            raise self.refuse(f"{(taken or [time.text])[0]} already means something else", time)
        body = self._within(names)
        self.expect(",", form)
        for sign in ("(", None, ",", None, ")", ",", "("):
            if sign is None:
                self.at += 1
            else:
                self.expect(sign, form)
        values = []
        for place in range(order + 1):
            values.append(self.sum().tree)
            self.expect(")" if place == order else ",", form)
        self.expect(",", form)
        end = self.sum().tree
        symbols = [sympy.Symbol(each) for each in names]
        unknowns = [(symbol, 0, value) for symbol, value in zip(symbols[1:], values[1:], strict=True)]
        return Piece(nodes.Solution(body.tree, (symbols[0], values[0], end), *unknowns))

    def _conditions(self, start: int, form: str) -> int:
        """How many initial values stand in the group at this token, which is the order of the equation."""
        here, self.at = self.at, start + 1
        order = len(self.starts()) - 1
        self.at = here
        if self.tokens[start].text != "(" or not 1 <= order <= MAX_EQUATION:
            raise self.refuse(form, self.tokens[start])
        return order

    def _cases(self, name: Token) -> Piece:
        form = f"write {BINDING[name.text]}"
        cases = []
        while True:
            self.expect("(", form)
            value = self.sum().tree
            self.expect(",", form)
            cases.append((value, self._condition(form)))
            self.expect(")", form)
            if len(cases) > MAX_CASES:
                raise self.refuse(f"at most {MAX_CASES} cases", name)
            if not self.takes(","):
                break
        if cases[-1][1] is not sympy.true:
            raise self.refuse("the last case needs the condition True", name)
        return Piece(sympy.Piecewise(*cases, evaluate=False))

    def _meijer(self, name: Token) -> Piece:
        """Two pairs of rows of parameters, and the argument."""
        form = f"write {BINDING[name.text]}"
        rows: list[list[Any]] = []
        while len(rows) < 4:
            nested = len(rows) % 2 == 0 and all(self.tokens[self.at + k].text in ("[", "(") for k in (0, 1))
            self.at += nested
            rows.append(self._row(form))
            if nested:
                self.expect(",", form)
                rows.append(self._row(form))
                self._close(form)
            self.expect(",", form)
        argument = self.sum().tree
        above, below = rows[0] + rows[1], rows[2] + rows[3]
        if len(above) + len(below) > MAX_PARAMETERS:
            raise self.refuse(f"at most {MAX_PARAMETERS} parameters", name)
        counts = [sympy.Integer(len(each)) for each in (rows[2], rows[0], above, below)]
        return Piece(nodes.meijerg(*counts, *above, *below, argument, evaluate=False))

    def _row(self, form: str) -> list[Any]:
        if self.token.text not in ("[", "("):
            raise self.refuse(form)
        self.at += 1
        found: list[Any] = []
        while self.token.text not in ("]", ")"):
            found.append(self.sum().tree)
            if self.token.text not in ("]", ")"):
                self.expect(",", form)
        self._close(form)
        return found

    def _close(self, form: str) -> None:
        if self.token.text not in ("]", ")"):
            raise self.refuse(form)
        self.at += 1

    def _condition(self, form: str) -> Any:
        if self.token.text == "True":
            self.at += 1
            return sympy.true
        left = self.sum().tree
        sign = self.takes(*COMPARISONS)
        if sign is None:
            raise self.refuse(f"a condition is a < b, a > b, a <= b, a >= b or True: {form}")
        return COMPARISONS[sign.text](left, self.sum().tree, evaluate=False)

    def _new_variable(self, start: int, name: Token) -> str:
        """The name behind the parenthesis at this token."""
        token = self.tokens[min(start + 1, len(self.tokens) - 1)]
        if self.tokens[start].text != "(" or token.kind != "name" or ":" in token.text:
            raise self.refuse(f"write {BINDING[name.text]}", name)
        if token.text in self.variables or token.text == "oo":
            raise self.refuse(f"{token.text} already means something else", token)
        return token.text

    def _within(self, names: list[str]) -> Piece:
        """A formula in which these names are variables as well."""
        new = set(names) - self.variables
        self.variables |= new
        body = self.sum()
        self.variables -= new
        return body

    def _range(self, name: Token, variable: str, others: list[str]) -> tuple[Any, Any, Any]:
        """One range; its ends may depend on the variables of the ranges behind it."""
        form = f"write {BINDING[name.text]}"
        self.expect(",", form)
        self.expect("(", form)
        self.at += 1  # the variable
        self.expect(",", form)
        self.variables |= set(others)
        low = self._end()
        self.expect(",", form)
        high = self._end()
        self.variables -= set(others)
        self.expect(")", form)
        return sympy.Symbol(variable), low, high

    def _end(self) -> Any:
        start = self.at
        sign = self.takes("+", "-")
        if self.token.text == "oo":
            self.at += 1
            return -sympy.oo if sign and sign.text == "-" else sympy.oo
        self.at = start
        return self.sum().tree

    def _whole(self, most: int) -> int:
        token = self.token
        if token.kind != "number" or not token.text.isdigit() or not 1 <= int(token.text) <= most:
            raise self.refuse(f"a whole number from 1 to {most} stands here")
        self.at += 1
        return int(token.text)


def _minus(tree: Any) -> Any:
    return nodes.node(sympy.Mul, sympy.Integer(-1), tree)
