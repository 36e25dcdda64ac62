"""A place among the tokens of a formula in LaTeX, and the formula string that is written while they are read."""

from __future__ import annotations

from abc import ABC, abstractmethod

from higgs_sym.errors import FormulaError
from higgs_sym.parsing.latex.tokens import tokenize
from higgs_sym.parsing.tokens import Token

Written = list[tuple[str, int]]  # pieces of a formula string and where in the LaTeX they are from
OPENING = {
    "(": ")", "[": "]", "{": "}", "lbrace": "rbrace", "lbrack": "rbrack", "lvert": "rvert", "|": "|", "vert": "vert",
    "lfloor": "rfloor", "lceil": "rceil",
}  # fmt: skip
_ONE_SIDE = "one side alone is a formula: without =, \\approx or \\sim"
_DOTS = "what the dots stand for is open: write \\mathcal{O}(...) for what is left out, or a sum"
REASONS = {  # of what is never read
    **dict.fromkeys(
        ("=", "approx", "sim", "simeq", "equiv", "propto", "to", "rightarrow", "<", ">", "le", "ge"), _ONE_SIDE
    ),
    **dict.fromkeys(("cdots", "ldots", "dots", "dotsb"), _DOTS),
    "lim": "limits are not read: the variable and what it tends to are given beside the formula",
    **dict.fromkeys(("iint", "iiint"), "write one \\int with limits for each variable"),
    **dict.fromkeys(
        ("oint", "fint"), "an integral has two limits: write \\int_{a}^{b}, with \\mathrm{P} for a principal value"
    ),
    **dict.fromkeys(("text", "mbox", "textrm"), "text has no place in a formula"),
    "begin": "environments have no place in the LaTeX of a formula: give what stands in them",
    "'": "a prime is read behind a function before its parenthesis only: J_0'(x), \\zeta'(s)",
}


class LatexCursor(ABC):
    """The tokens, how far they have been read, and what was written."""

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self.depth = 0
        self.variables = set(variables)
        self.written: Written = []
        self.bound: list[str] = []  # variables of the integrals around

    @abstractmethod
    def sum(self) -> None:
        """Terms with plus and minus."""

    @abstractmethod
    def product(self) -> None:
        """Factors, written one behind the other."""

    @abstractmethod
    def factor(self) -> None:
        """A base with its powers."""

    @abstractmethod
    def base(self) -> None:
        """A number, a name, a call, a bracket."""

    @abstractmethod
    def group(self) -> None:
        """What stands in braces, or a single token."""

    def taken(self, start: int) -> Written:
        """What was written since it was this long, taken off."""
        found, self.written = self.written[start:], self.written[:start]
        return found

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    def ahead(self, steps: int = 1) -> Token:
        """A token further on."""
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def refuse(self, reason: str, token: Token | None = None) -> FormulaError:
        """An error that points at a token, the next one by default."""
        return FormulaError(self.text, (token or self.token).position, reason)

    def write(self, text: str, token: Token | None = None) -> None:
        """Add to the formula string."""
        self.written.append((text, (token or self.token).position))

    def place(self, position: int) -> int:
        """Where in the LaTeX the character of the formula string comes from."""
        for piece, origin in self.written:
            if position < len(piece):
                return origin
            position -= len(piece)
        return len(self.text)

    def next_is(self, *texts: str) -> bool:
        """Whether a sign or command comes next."""
        return self.token.kind in ("sign", "command") and self.token.text in texts

    def takes(self, *texts: str) -> Token | None:
        """The next token if it is one of these signs or commands."""
        if self.next_is(*texts):
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def expect(self, text: str, why: str) -> None:
        """Read a sign that has to stand here."""
        if not self.takes(text):
            raise self.refuse(why)

    def expect_end(self) -> None:
        """Nothing may follow, but what ends a sentence."""
        if self.next_is(".", ",", ";") and self.ahead().kind == "end":
            self.at += 1
        if self.token.kind != "end":
            raise self.misplaced()

    def misplaced(self) -> FormulaError:
        """An error about the next token."""
        return self.refuse(REASONS.get(self.token.text, f"{self.token.text!r} has no place here"))
