"""Formulas in LaTeX, by a small grammar of its own that writes them as formula strings.

Read are fractions (\\frac12 too), roots, powers, subscripts, brackets of every size, |x|, integrals, sums and
products with limits, principal values (\\mathrm{P}\\int), binomials, n!, Greek letters, the functions of `names` as
commands, \\operatorname{...} or letters with an index (J_0(x), K_{\\nu}(x), \\Gamma(s, x)), and products by
juxtaposition; besides {}_2F_1(a, b; c; x), J_0'(x), J_0^2(x), H^{(1)}_n, L_n^{(a)}, derivatives \\frac{d}{dx} of what
follows, {n \\choose k}, \\sum_{n \\ge 1}, \\sum_{n \\in \\mathbb{Z}}, and \\mathcal{O}(...) as the last term.

Where LaTeX leaves open what is meant, the formula is refused at that place: a letter that is no variable before a
parenthesis, more than a number and one symbol behind a function without parentheses, \\sin^{-1}, a/b c, P_n^m(x),
F_j(x), K(k). Refused are \\lim, dots, text, = and \\approx.
A name that is a variable is one, also before a parenthesis: \\zeta(x + 1) is a product then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from higgs_sym.errors import FormulaError
from higgs_sym.parsing.grammar import parse
from higgs_sym.parsing.landau import split
from higgs_sym.parsing.latex.cursor import OPENING, REASONS
from higgs_sym.parsing.latex.ranges import Ranges
from higgs_sym.parsing.tokens import Token

MAX_DEPTH = 40
BRACKETS = {"|": "abs", "lvert": "abs", "vert": "abs", "lfloor": "floor", "lceil": "ceiling"}
PRINCIPAL = ("P", "PV", "p.v.", "pv")  # before an integral sign


def from_latex(text: str, variables: Iterable[str] = ()) -> Any:
    """The SymPy expression of a formula in LaTeX, unevaluated, as `grammar.parse` gives it.

    `variables` are names as in formula strings: x, zeta, epsilon_g. Raises FormulaError, which points at the place.
    """
    return _read(text, tuple(variables))[1]


def formula_of(text: str, variables: Iterable[str] = ()) -> str:
    """The formula string that a formula in LaTeX stands for; see `from_latex`."""
    return _read(text, tuple(variables))[0]


def _read(text: str, variables: tuple[str, ...]) -> tuple[str, Any]:
    reader = Reader(text, variables)
    reader.sum()
    reader.expect_end()
    written = "".join(piece for piece, _ in reader.written)
    try:
        formula, remainder = split(written)
        if remainder is not None:
            parse(remainder.text, variables)
        return written, parse(formula, variables)
    except FormulaError as error:
        raise FormulaError(text, reader.place(error.position), error.reason) from error


class Reader(Ranges):
    """Recursive descent that writes as it reads."""

    def sum(self) -> None:
        """Terms with plus and minus."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"a formula is at most {MAX_DEPTH} levels deep")
        if sign := self.takes("+", "-"):
            self.write(sign.text, sign)
        self.product()
        while sign := self.takes("+", "-"):
            self.write(sign.text, sign)
            self.product()
        self.depth -= 1

    def product(self) -> None:
        """Factors one behind the other, or with signs between them."""
        self.factor()
        divided: Token | None = None
        while True:
            if sign := self.takes("*", "cdot", "times"):
                self.write("*", sign)
                divided = None
            elif sign := self.takes("/"):
                if divided:
                    raise self.refuse("a/b/c can mean two things: use \\frac", sign)
                self.write("/", sign)
                divided = sign
            elif self.starts_factor():
                if divided:
                    raise self.refuse("a/b c can mean two things: use \\frac or parentheses")
                self.write("*")
            else:
                return
            if sign := self.takes("-", "+"):
                raise self.refuse("a sign behind a product sign needs parentheses", sign)
            self.factor()

    def starts_factor(self) -> bool:
        """Whether another factor follows by juxtaposition."""
        if self.differential():
            return False
        token = self.token
        if token.kind in ("number", "letter", "word"):
            return True
        if token.kind == "sign":
            return token.text in ("(", "[", "{") or self.series_follows()
        closing = (*OPENING.values(), "right", "cdot", "times", "infty", "choose", *REASONS)
        return token.kind == "command" and token.text not in closing

    def factor(self) -> None:
        """A base with its powers and factorials."""
        start = len(self.written)
        self.base()
        while self.next_is("!", "^"):
            mark = self.token
            self.at += 1
            self.written.insert(start, ("(", mark.position))
            self.write(")", mark)
            if mark.text == "!":
                self.write("!!" if self.takes("!") else "!", mark)
                continue
            self.write("**(", mark)
            self.group()
            self.write(")", mark)

    def part(self) -> None:
        """An argument of a command: what stands in braces, or a single digit or token, as in \\frac12."""
        token = self.token
        if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
            first = Token(token.kind, token.text[0], token.position)
            rest = Token(token.kind, token.text[1:], token.position + 1)
            self.tokens = [*self.tokens[: self.at], first, rest, *self.tokens[self.at + 1 :]]
        self.group()

    def group(self) -> None:
        """What stands in braces, or a single token."""
        if self.takes("{"):
            self.sum()
            self.pass_differential()
            self.expect("}", "a } is missing")
        elif self.token.kind == "number":
            digits = self.token.text
            if len(digits) > 1:
                raise self.refuse(f"^{digits} means ^{digits[0]} {digits[1:]}: use braces")
            self.base()
        else:
            self.base()

    def base(self) -> None:
        """A number, a name, a call, a bracket."""
        token = self.token
        if self.pass_differential():
            self.write("1", token)
        elif self.series_follows():
            self.series()
        elif token.kind == "number":
            self.at += 1
            self.write(token.text, token)
        elif token.kind == "end":
            raise self.refuse("the formula ends too early")
        elif self.takes("left"):
            self.bracket(sized=True)
        elif token.kind == "word" and token.text in PRINCIPAL and self.tokens[self.at + 1].text == "int":
            self.at += 2
            self.read_int(token, "PrincipalValue")
        elif token.text in OPENING and token.kind in ("sign", "command"):
            self.bracket(sized=False)
        elif token.kind == "command" and hasattr(self, f"read_{token.text}"):
            self.at += 1
            getattr(self, f"read_{token.text}")(token)
        elif token.kind == "word":
            self.upright()
        elif self.is_function():
            self.function()
        elif self.is_name():
            self.named()
        else:
            raise self.misplaced()

    def bracket(self, *, sized: bool) -> None:
        """What stands in brackets of any kind; between bars its modulus."""
        opening = self.token
        if opening.text not in OPENING:
            raise self.refuse("a bracket has to follow \\left")
        self.at += 1
        start = len(self.written)
        self.write(f"{BRACKETS.get(opening.text, '')}(", opening)
        self.sum()
        if opening.text == "{" and self.takes("choose"):
            self.written[start] = ("binomial(", opening.position)
            self.write(",", opening)
            self.sum()
        self.close(opening, sized)
        self.write(")", opening)

    def read_frac(self, token: Token) -> None:
        """A fraction, or the sign of a derivative."""
        if self.read_derivative(token):
            return
        self.write("((", token)
        self.part()
        self.write(")/(", token)
        self.part()
        self.write("))", token)

    read_dfrac = read_tfrac = read_cfrac = read_frac

    def read_sqrt(self, token: Token) -> None:
        """A root."""
        if self.takes("["):
            start = len(self.written)
            self.sum()
            index = self.taken(start)
            self.expect("]", "a ] is missing")
            self.write("(", token)
            self.part()
            self.write(")**(1/(", token)
            self.written += index
            self.write("))", token)
            return
        self.write("sqrt(", token)
        self.part()
        self.write(")", token)

    def read_binom(self, token: Token) -> None:
        """A binomial coefficient."""
        self.write("binomial(", token)
        self.part()
        self.write(",", token)
        self.part()
        self.write(")", token)
