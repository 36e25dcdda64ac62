"""Formula strings -> SymPy expressions, without `eval` or `sympify`.

    sum      = product (("+" | "-") product)*
    product  = signed (("*" | "/") signed)*
    signed   = ("+" | "-") signed | power
    power    = atom ("!" | "!!")? (("**" | "^") signed)?
    atom     = number | name | call | "(" sum ")"
    call     = name "(" sum ("," sum)* ("," name "=" sum)* ")"
             | one of `binding.BINDING`, for instance "Integral" "(" sum ("," "(" name "," bound "," bound ")")+ ")"
    bound    = sum | "oo" | "-oo"

Numbers are exact: 0.1 is one tenth. Names are those of `vocabulary`, the registered quantities and formulas (by id),
and the variables that the caller declares. The tree is not evaluated. What could grow without bound is refused with its
position: length, depth, exponents beyond a million, constants of more than 10,000 digits before the point; those that
an exponential makes, beyond 10^(10^9).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sympy

from higgs_sym.parsing import sizes
from higgs_sym.parsing.binding import BINDING, Binding
from higgs_sym.parsing.cursor import Piece
from higgs_sym.parsing.nodes import node
from higgs_sym.parsing.sizes import Size
from higgs_sym.parsing.tokens import Token
from higgs_sym.parsing.vocabulary import CONSTANTS, FUNCTIONS, Function, Physics, physics, suggestion

MAX_DEPTH = 40
MAX_EXPONENT = 10**6


def parse(text: str, variables: Iterable[str] = ()) -> Any:
    """The SymPy expression that a formula string stands for, unevaluated.

    `variables` are the names that may occur as symbols; they come back as plain `sympy.Symbol`. Raises FormulaError
    (an InputError), which points at the place, for everything that is not a formula of the grammar above.
    """
    parser = _Parser(text, variables)
    piece = parser.sum()
    parser.expect_end()
    return piece.tree


class _Parser(Binding):
    """Recursive descent over the tokens of one formula."""

    def sum(self) -> Piece:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"a formula is at most {MAX_DEPTH} levels deep")
        pieces = [self.product()]
        while sign := self.takes("+", "-"):
            term = self.product()
            pieces.append(term if sign.text == "+" else _negative(term))
        self.depth -= 1
        return pieces[0] if len(pieces) == 1 else self.combined(sympy.Add, pieces)

    def product(self) -> Piece:
        pieces = [self.signed()]
        while sign := self.takes("*", "/"):
            factor = self.signed()
            pieces.append(factor if sign.text == "*" else self.inverse(factor, sign))
        return pieces[0] if len(pieces) == 1 else self.combined(sympy.Mul, pieces)

    def combined(self, head: Any, pieces: list[Piece]) -> Piece:
        values = [piece.value for piece in pieces if piece.value is not None]
        total = sizes.added if head is sympy.Add else sizes.multiplied
        value = total(values) if len(values) == len(pieces) else None
        return self.bounded(Piece(node(head, *(piece.tree for piece in pieces)), value))

    def inverse(self, piece: Piece, sign: Token) -> Piece:
        if piece.value == 0:
            raise self.refuse("division by zero", sign)
        value = None if piece.value is None else sizes.inverse(piece.value)
        if isinstance(piece.tree, sympy.Integer):
            return Piece(sympy.Rational(1, piece.tree), value)
        return Piece(node(sympy.Pow, piece.tree, sympy.Integer(-1)), value)

    def signed(self) -> Piece:
        negative = False
        while sign := self.takes("+", "-"):
            negative ^= sign.text == "-"
        return _negative(self.power()) if negative else self.power()

    def power(self) -> Piece:
        base = self.atom()
        while mark := self.takes("!", "!!"):
            base = self.applied(FUNCTIONS["factorial" if mark.text == "!" else "factorial2"], [base], mark)
        sign = self.takes("**")
        if sign is None:
            return base
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"a formula is at most {MAX_DEPTH} levels deep", sign)
        exponent = self.signed()
        self.depth -= 1
        natural = base.tree is sympy.E  # what is known of exp is known of e^x
        if not natural and exponent.value is not None and abs(exponent.value) > MAX_EXPONENT:
            raise self.refuse(f"an exponent lies between -{MAX_EXPONENT} and {MAX_EXPONENT}", sign)
        value = None
        if base.value is not None and exponent.value is not None:
            value = self.estimated("exp" if natural else "power", (base.value, exponent.value)[natural:], sign)
        power = node(sympy.exp, exponent.tree) if natural else node(sympy.Pow, base.tree, exponent.tree)
        return self.bounded(Piece(power, value), sign)

    def atom(self) -> Piece:
        token = self.token
        if token.kind == "number":
            self.at += 1
            number = sympy.Integer(token.text) if token.text.isdigit() else sympy.Rational(token.text)
            return Piece(number, sizes.of_fraction(int(number.p), int(number.q)))
        if token.kind == "name":
            self.at += 1
            return self.call(token) if self.takes("(") else self.word(token)
        if self.takes("("):
            inside = self.sum()
            self.expect(")", "a ) is missing" if self.token.kind == "end" else "a ) or a sign is missing")
            return inside
        ends = token.kind == "end"
        raise self.refuse("the formula ends too early" if ends else f"{token.text!r} has no place here")

    def word(self, token: Token) -> Piece:
        if token.text in self.variables:
            return Piece(sympy.Symbol(token.text))
        if token.text in CONSTANTS:
            return Piece(*CONSTANTS[token.text])
        if token.text == "oo":
            raise self.refuse("oo stands only in the limits of integrals, sums and the like", token)
        if token.text in FUNCTIONS or token.text in BINDING or physics(token.text):
            valued = f"; a number of that name gets its value from `at`: {token.text}=..."
            raise self.refuse(f"{token.text} is a function: write {token.text}(...){valued}", token)
        raise self.refuse(self.unknown(token.text, self.variables), token)

    def unknown(self, name: str, more: Collection[str] = ()) -> str:
        meant = suggestion(name, more)
        hint = f"; {meant}" if meant else ""
        given = f"; variables here: {', '.join(sorted(self.variables))}" if self.variables and not meant else ""
        return f"unknown name {name[:40]!r}{hint}{given}"

    def call(self, name: Token) -> Piece:
        if name.text in BINDING:
            return self.binding(name)
        args, named = self.arguments()
        if name.text in FUNCTIONS:
            if named:
                raise self.refuse(f"{name.text} takes no named arguments", name)
            return self.applied(FUNCTIONS[name.text], args, name)
        full = physics(name.text)
        if full is None:
            raise self.refuse(self.unknown(name.text), name)
        return Piece(full.build(self.bound(full, args, named, name)))

    def arguments(self) -> tuple[list[Piece], dict[str, Piece]]:
        """What stands between the parentheses of a call, the closing one included."""
        args: list[Piece] = []
        named: dict[str, Piece] = {}
        while True:
            token, following = self.token, self.tokens[min(self.at + 1, len(self.tokens) - 1)]
            if token.kind == "name" and following.text == "=":
                if token.text in named:
                    raise self.refuse(f"{token.text} is given twice", token)
                self.at += 2
                named[token.text] = self.switch() or self.sum()
            elif named:
                raise self.refuse("named arguments come last", token)
            else:
                args.append(self.sum())
            if self.takes(")"):
                return args, named
            self.expect(",", "a , or ) is missing")

    def switch(self) -> Piece | None:
        """True or False, as one or zero."""
        if self.token.text not in ("True", "False"):
            return None
        self.at += 1
        return Piece(sympy.Integer(self.tokens[self.at - 1].text == "True"))

    def applied(self, function: Function, args: list[Piece], name: Token) -> Piece:
        if not function.least <= len(args) <= function.most:
            wanted = str(function.least) if function.least == function.most else f"{function.least} or {function.most}"
            raise self.refuse(f"{name.text} takes {wanted} argument(s), not {len(args)}", name)
        values = [piece.value for piece in args if piece.value is not None]
        tree = function.build(*(piece.tree for piece in args))
        if function.estimate is None or len(values) < len(args):
            return Piece(tree)
        return self.bounded(Piece(tree, self.estimated(function.estimate, tuple(values), name)), name)

    def bound(self, full: Physics, args: list[Piece], named: dict[str, Piece], name: Token) -> tuple[Any, ...]:
        """The arguments of a quantity in the order of its parameters, defaults filled in."""
        if len(args) > len(full.parameters) or set(named) - set(full.parameters[len(args) :]):
            raise self.refuse(f"{full.id} takes {', '.join(full.parameters)}", name)
        first_default = len(full.parameters) - len(full.defaults)
        given = []
        for place, parameter in enumerate(full.parameters):
            if place < len(args):
                given.append(args[place].tree)
            elif parameter in named:
                given.append(named[parameter].tree)
            elif place < first_default:
                raise self.refuse(f"{full.id} needs {parameter}", name)
            else:
                given.append(sympy.Integer(int(full.defaults[place - first_default] or 0)))
            if parameter in full.switches and given[-1] not in (0, 1):
                raise self.refuse(f"{parameter} is True or False", name)
        return tuple(given)

    def estimated(self, function: str, values: tuple[Size, ...], token: Token) -> Size | None:
        """A constant's rough value; None where floats cannot tell (a pole of gamma is for the evaluation to see)."""
        try:
            return sizes.estimate(function, values)
        except OverflowError as error:
            raise self.refuse(f"the constant is too large or too small: {sizes.ACCEPTED}", token) from error
        except (ValueError, ZeroDivisionError) as error:
            raise self.refuse("the constant is not a finite number", token) from error

    def bounded(self, piece: Piece, token: Token | None = None) -> Piece:
        if piece.value is None:
            return piece
        if sizes.too_large(piece.value):
            raise self.refuse(f"the constant is too large or too small: {sizes.ACCEPTED}", token)
        # Floats that cancel leave rounding behind: their difference may be zero.
        return Piece(piece.tree, None if sizes.too_small(piece.value) else piece.value)


def _negative(piece: Piece) -> Piece:
    value = None if piece.value is None else -piece.value
    if piece.tree.is_Rational:
        return Piece(-piece.tree, value)
    return Piece(node(sympy.Mul, sympy.Integer(-1), piece.tree), value)
