"""Formula strings -> SymPy expressions, without `eval` or `sympify`.

    sum      = product (("+" | "-") product)*
    product  = signed (("*" | "/") signed)*
    signed   = ("+" | "-") signed | power
    power    = atom ("**" signed)?
    atom     = number | name | call | "(" sum ")"
    call     = name "(" sum ("," sum)* ("," name "=" sum)* ")"
             | ("Integral" | "Sum") "(" sum "," "(" name "," bound "," bound ")" ")"
    bound    = sum | "oo" | "-oo"

Numbers are exact: 0.1 is one tenth. Names are those of `vocabulary`, the registered quantities and formulas (by id),
and the variables that the caller declares. The tree is not evaluated. What could grow without bound is refused with its
position: length, depth, exponents beyond 1000, constants outside 1e-300 .. 1e300.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sympy

from higgs_sym.errors import FormulaError
from higgs_sym.parsing.tokens import Token, tokenize
from higgs_sym.parsing.vocabulary import CONSTANTS, FUNCTIONS, RANGED, Function, Physics, physics, suggestion

MAX_DEPTH = 40
MAX_NESTED_RANGES = 2
MAX_EXPONENT = 1000
LARGEST = 1e300


def parse(text: str, variables: Iterable[str] = ()) -> Any:
    """The SymPy expression that a formula string stands for, unevaluated.

    `variables` are the names that may occur as symbols; they come back as plain `sympy.Symbol`. Raises FormulaError
    (an InputError), which points at the place, for everything that is not a formula of the grammar above.
    """
    parser = _Parser(text, variables)
    piece = parser.sum()
    parser.expect_end()
    return piece.tree


@dataclass(frozen=True)
class _Piece:
    """A tree and, where it is a constant of elementary functions, roughly its value."""

    tree: Any
    value: complex | None = None


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, text: str, variables: Iterable[str]) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self.depth = 0
        self.ranges = 0
        self.variables = set(variables)

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def refuse(self, reason: str, token: Token | None = None) -> FormulaError:
        return FormulaError(self.text, (token or self.token).position, reason)

    def takes(self, *signs: str) -> Token | None:
        """The next token if it is one of these signs."""
        if self.token.kind == "operator" and self.token.text in signs:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def expect(self, sign: str, why: str) -> None:
        if not self.takes(sign):
            raise self.refuse(why)

    def expect_end(self) -> None:
        if self.token.kind != "end":
            product = self.token.kind != "operator" or self.token.text == "("
            raise self.refuse("a product is written with *" if product else f"{self.token.text!r} has no place here")

    def sum(self) -> _Piece:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"a formula is at most {MAX_DEPTH} levels deep")
        pieces = [self.product()]
        while sign := self.takes("+", "-"):
            term = self.product()
            pieces.append(term if sign.text == "+" else _negative(term))
        self.depth -= 1
        return pieces[0] if len(pieces) == 1 else self.combined(sympy.Add, pieces, sum)

    def product(self) -> _Piece:
        pieces = [self.signed()]
        while sign := self.takes("*", "/"):
            factor = self.signed()
            pieces.append(factor if sign.text == "*" else self.inverse(factor, sign))
        return pieces[0] if len(pieces) == 1 else self.combined(sympy.Mul, pieces, math.prod)

    def combined(self, head: Any, pieces: list[_Piece], total: Any) -> _Piece:
        values = [piece.value for piece in pieces]
        value = None if None in values else total(values)
        return self.bounded(_Piece(head(*(piece.tree for piece in pieces), evaluate=False), value))

    def inverse(self, piece: _Piece, sign: Token) -> _Piece:
        if piece.value == 0:
            raise self.refuse("division by zero", sign)
        value = None if piece.value is None else 1 / piece.value
        if isinstance(piece.tree, sympy.Integer):
            return _Piece(sympy.Rational(1, piece.tree), value)
        return _Piece(sympy.Pow(piece.tree, -1, evaluate=False), value)

    def signed(self) -> _Piece:
        negative = False
        while sign := self.takes("+", "-"):
            negative ^= sign.text == "-"
        return _negative(self.power()) if negative else self.power()

    def power(self) -> _Piece:
        base = self.atom()
        sign = self.takes("**")
        if sign is None:
            return base
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"a formula is at most {MAX_DEPTH} levels deep", sign)
        exponent = self.signed()
        self.depth -= 1
        if exponent.value is not None and abs(exponent.value) > MAX_EXPONENT:
            raise self.refuse(f"an exponent lies between -{MAX_EXPONENT} and {MAX_EXPONENT}", sign)
        value = None
        if base.value is not None and exponent.value is not None:
            value = self.estimated(lambda a, b: complex(a) ** complex(b), (base.value, exponent.value), sign)
        return self.bounded(_Piece(sympy.Pow(base.tree, exponent.tree, evaluate=False), value), sign)

    def atom(self) -> _Piece:
        token = self.token
        if token.kind == "number":
            self.at += 1
            number = sympy.Rational(token.text)
            return _Piece(number, float(number))
        if token.kind == "name":
            self.at += 1
            return self.call(token) if self.takes("(") else self.word(token)
        if self.takes("("):
            inside = self.sum()
            self.expect(")", "a ) is missing" if self.token.kind == "end" else "a ) or a sign is missing")
            return inside
        ends = token.kind == "end"
        raise self.refuse("the formula ends too early" if ends else f"{token.text!r} has no place here")

    def word(self, token: Token) -> _Piece:
        if token.text in self.variables:
            return _Piece(sympy.Symbol(token.text))
        if token.text in CONSTANTS:
            return _Piece(*CONSTANTS[token.text])
        if token.text == "oo":
            raise self.refuse("oo stands only in the limits of Integral and Sum", token)
        if token.text in FUNCTIONS or token.text in RANGED or physics(token.text):
            raise self.refuse(f"{token.text} is a function: write {token.text}(...)", token)
        raise self.refuse(self.unknown(token.text, self.variables), token)

    def unknown(self, name: str, more: Collection[str] = ()) -> str:
        meant = suggestion(name, more)
        hint = f"; {meant}" if meant else ""
        given = f"; variables here: {', '.join(sorted(self.variables))}" if self.variables and not meant else ""
        return f"unknown name {name[:40]!r}{hint}{given}"

    def call(self, name: Token) -> _Piece:
        if name.text in RANGED:
            return self.ranged(name)
        args, named = self.arguments()
        if name.text in FUNCTIONS:
            if named:
                raise self.refuse(f"{name.text} takes no named arguments", name)
            return self.applied(FUNCTIONS[name.text], args, name)
        full = physics(name.text)
        if full is None:
            raise self.refuse(self.unknown(name.text), name)
        return _Piece(full.build(self.bound(full, args, named, name)))

    def arguments(self) -> tuple[list[_Piece], dict[str, _Piece]]:
        """What stands between the parentheses of a call, the closing one included."""
        args: list[_Piece] = []
        named: dict[str, _Piece] = {}
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

    def switch(self) -> _Piece | None:
        """True or False, as one or zero."""
        if self.token.text not in ("True", "False"):
            return None
        self.at += 1
        return _Piece(sympy.Integer(self.tokens[self.at - 1].text == "True"))

    def applied(self, function: Function, args: list[_Piece], name: Token) -> _Piece:
        if not function.least <= len(args) <= function.most:
            wanted = str(function.least) if function.least == function.most else f"{function.least} or {function.most}"
            raise self.refuse(f"{name.text} takes {wanted} argument(s), not {len(args)}", name)
        values = [piece.value for piece in args if piece.value is not None]
        tree = function.build(*(piece.tree for piece in args))
        if function.estimate is None or len(values) < len(args):
            return _Piece(tree)
        return self.bounded(_Piece(tree, self.estimated(function.estimate, tuple(values), name)), name)

    def bound(self, full: Physics, args: list[_Piece], named: dict[str, _Piece], name: Token) -> tuple[Any, ...]:
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

    def ranged(self, name: Token) -> _Piece:
        """Integral or Sum: the name of its variable stands after the body and is looked up first."""
        self.ranges += 1
        if self.ranges > MAX_NESTED_RANGES:
            raise self.refuse(f"at most {MAX_NESTED_RANGES} integrals or sums inside one another", name)
        inner = self.range_variable(name)
        self.variables.add(inner.text)
        body = self.sum()
        self.variables.remove(inner.text)
        form = f"{name.text}(f, (t, a, b))"
        self.expect(",", f"write {form}")
        self.expect("(", f"write {form}")
        self.at += 1  # the variable, which range_variable has seen
        self.expect(",", f"write {form}")
        low = self.bound_of_range()
        self.expect(",", f"write {form}")
        high = self.bound_of_range()
        for _ in range(2):
            self.expect(")", f"write {form}")
        self.ranges -= 1
        symbol = sympy.Symbol(inner.text)
        return _Piece(RANGED[name.text](body.tree, (symbol, low, high)))

    def range_variable(self, name: Token) -> Token:
        """The token after the comma and parenthesis that end the body."""
        level = 0
        for place in range(self.at, len(self.tokens) - 2):
            token = self.tokens[place]
            level += {"(": 1, ")": -1}.get(token.text, 0)
            if level < 0:
                break
            if level == 0 and token.text == ",":
                found = self.tokens[place + 2]
                if self.tokens[place + 1].text != "(" or found.kind != "name" or ":" in found.text:
                    break
                if found.text in self.variables or found.text == "oo":
                    raise self.refuse(f"{found.text} already means something else", found)
                return found
        raise self.refuse(f"write {name.text}(f, (t, a, b))", name)

    def bound_of_range(self) -> Any:
        start = self.at
        sign = self.takes("+", "-")
        if self.token.text == "oo":
            self.at += 1
            return -sympy.oo if sign and sign.text == "-" else sympy.oo
        self.at = start
        return self.sum().tree

    def estimated(self, function: Any, values: tuple[complex, ...], token: Token) -> complex | None:
        """A constant's rough value; None where floats cannot tell (a pole of gamma is for the evaluation to see)."""
        try:
            value = function(*values)
        except OverflowError as error:
            raise self.refuse("the constant is too large", token) from error
        except (ValueError, ZeroDivisionError) as error:
            raise self.refuse("the constant is not a finite number", token) from error
        return None if value != value else value

    def bounded(self, piece: _Piece, token: Token | None = None) -> _Piece:
        if piece.value is None:
            return piece
        size = abs(piece.value)
        if size > LARGEST:
            raise self.refuse("the constant is too large", token)
        # Floats that cancel leave rounding behind: their difference may be zero.
        return _Piece(piece.tree, piece.value if size > 1 / LARGEST else None)


def _negative(piece: _Piece) -> _Piece:
    value = None if piece.value is None else -piece.value
    if piece.tree.is_Rational:
        return _Piece(-piece.tree, value)
    return _Piece(sympy.Mul(sympy.Integer(-1), piece.tree, evaluate=False), value)
