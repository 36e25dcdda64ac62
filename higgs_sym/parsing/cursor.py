"""A place among the tokens of a formula, and what is read there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from higgs_sym.errors import FormulaError
from higgs_sym.parsing.sizes import Size
from higgs_sym.parsing.tokens import Token, tokenize


@dataclass(frozen=True)
class Piece:
    """A tree and, where it is a constant of elementary functions, roughly its value."""

    tree: Any
    value: Size | None = None


class Cursor(ABC):
    """The tokens of one formula and how far they have been read."""

    def __init__(self, text: str, variables: Iterable[str]) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self.depth = 0
        self.ranges = 0
        self.variables = set(variables)

    @abstractmethod
    def sum(self) -> Piece:
        """A formula, as far as it goes."""

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    def refuse(self, reason: str, token: Token | None = None) -> FormulaError:
        """An error that points at a token, the next one by default."""
        return FormulaError(self.text, (token or self.token).position, reason)

    def takes(self, *signs: str) -> Token | None:
        """The next token if it is one of these signs."""
        if self.token.kind == "operator" and self.token.text in signs:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def expect(self, sign: str, why: str) -> None:
        """Read a sign that has to stand here."""
        if not self.takes(sign):
            raise self.refuse(why)

    def name(self, why: str) -> Token:
        """Read a name that has to stand here."""
        if self.token.kind != "name" or ":" in self.token.text:
            raise self.refuse(why)
        self.at += 1
        return self.tokens[self.at - 1]

    def expect_end(self) -> None:
        """Nothing may follow."""
        if self.token.kind != "end":
            product = self.token.kind != "operator" or self.token.text == "("
            raise self.refuse("a product is written with *" if product else f"{self.token.text!r} has no place here")

    def starts(self) -> list[int]:
        """Where the arguments of the call begin whose first one comes next: places among the tokens."""
        found, level = [self.at], 0
        for place in range(self.at, len(self.tokens)):
            text = self.tokens[place].text if self.tokens[place].kind == "operator" else ""
            level += {"(": 1, ")": -1}.get(text, 0)
            if level < 0:
                break
            if level == 0 and text == ",":
                found.append(place + 1)
        return found
