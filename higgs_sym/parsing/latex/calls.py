"""Calls in LaTeX: letters and words that are functions, with indices, superscripts, primes and arguments."""

from __future__ import annotations

from abc import abstractmethod

from higgs_sym.parsing.latex.cursor import OPENING, LatexCursor, Written
from higgs_sym.parsing.tokens import Token
from higgs_sym.parsing.vocabulary import suggestion

INDEXED = {  # letter with an index, before a parenthesis
    "J": "besselj", "Y": "bessely", "I": "besseli", "K": "besselk", "P": "legendre", "T": "chebyshevt",
    "U": "chebyshevu", "H": "hermite", "L": "laguerre", "E": "expint", "Li": "polylog", "j": "jn", "y": "yn",
    "psi": "polygamma", "W": "LambertW",
}  # fmt: skip
PLAIN = {  # of one argument, of two
    "Gamma": ("gamma", "uppergamma"), "gamma": ("", "lowergamma"), "zeta": ("zeta", "zeta"), "psi": ("digamma", ""),
    "W": ("LambertW", ""), "B": ("", "beta"), "Ai": ("airyai", ""), "Bi": ("airybi", ""),
}  # fmt: skip
UPPER = {"L": "assoc_laguerre", "C": "gegenbauer"}  # with an index and a superscript in parentheses
HANKEL = {"(1)": "hankel1", "(2)": "hankel2"}
UPPER_AMONG = frozenset({"P", "L", "C"})  # a superscript without parentheses may be a second index
OPEN = {  # with an index: what it may be
    "F": "F_j is written with and without 1/Gamma(j + 1): write \\operatorname{FermiDirac}(j, x), which has it",
    "D": "D_n is debye(n, x) or pcfd(n, x): write \\operatorname{debye}(n, x) or \\operatorname{pcfd}(n, x)",
    "theta": "theta functions of z and q, or of z and tau: write \\operatorname{jtheta}(n, z, q)",
    "C": "C_n needs its parameter: C_n^{(a)}(x)",
}
SERIES = {(0, 1): "hyp0f1", (1, 1): "hyp1f1", (2, 1): "hyp2f1", (1, 2): "hyp1f2", (2, 2): "hyp2f2", (3, 2): "hyp3f2"}
MOST_PRIMES = 4


class Calls(LatexCursor):
    """What reads calls."""

    @abstractmethod
    def bare_argument(self, token: Token) -> None:
        """What follows a function without parentheses."""

    def opens(self) -> bool:
        """Whether the parenthesis of a call comes next."""
        return self.next_is("(", "[") or (self.next_is("left") and self.ahead().text in ("(", "["))

    def lettered(self, token: Token) -> bool:
        """J_0(x), J_0^2(x), \\zeta'(s), \\Gamma(s, x) and the like, read if they stand here."""
        if token.text not in {*INDEXED, *PLAIN, *UPPER, *OPEN}:
            return False
        self.at += 1
        index, above, primes = self._scripts()
        if not self.opens():
            return False
        upper = "".join(piece for piece, _ in above)
        if index and token.text == "H" and upper in HANKEL:
            self._call(HANKEL[upper], [index], 0, token)
        elif index and token.text in UPPER and upper.startswith("("):
            self._call(UPPER[token.text], [index, above], 0, token)
        elif not index and token.text == "psi" and upper.startswith("("):
            self._call("polygamma", [above], 0, token)
        else:
            power = self._whole_power(token, upper)
            if index and token.text in OPEN:
                raise self.refuse(OPEN[token.text], token)
            if (index and token.text not in INDEXED) or (not index and token.text not in PLAIN):
                return False
            self._powered(token, index, primes, power)
        return True

    def _powered(self, token: Token, index: Written, primes: int, power: str) -> None:
        name = INDEXED[token.text] if index else ""
        self.write("(" if power else "", token)
        self._call(name, [index] if index else [], primes, token)
        self.write(f")**{power}" if power else "", token)

    def _whole_power(self, token: Token, upper: str) -> str:
        if upper and not upper.isdigit():
            raise self.refuse(f"{token.text}^{{{upper}}} can mean two things: write the power behind the call", token)
        if upper and token.text in UPPER_AMONG:
            raise self.refuse(
                f"{token.text}^{upper} can be a power or a second index: write the power behind the call", token
            )
        return upper

    def _scripts(self) -> tuple[Written, Written, int]:
        """An index, a superscript and primes, in any order."""
        index: Written = []
        above: Written = []
        primes = 0
        while True:
            start = len(self.written)
            if not index and self.takes("_"):
                self.group()
                index = self.taken(start)
            elif self.primes_follow():
                primes += self.primes()
            elif not above and self.takes("^"):
                self.group()
                above = self.taken(start)
            else:
                return index, above, primes

    def primes_follow(self) -> bool:
        """Whether ' or ^\\prime comes next."""
        places = (1, 2) if self.next_is("^") and self.ahead().text == "{" else (1,)
        return self.next_is("'") or (self.next_is("^") and self.ahead(places[-1]).text == "prime")

    def primes(self) -> int:
        """The primes that come next."""
        count = 0
        if self.takes("^"):
            braces = self.takes("{") is not None
            while self.takes("prime"):
                count += 1
            if braces:
                self.expect("}", "a } is missing")
        while self.takes("'"):
            count += 1
        if count > MOST_PRIMES:
            raise self.refuse(f"at most {MOST_PRIMES} primes")
        return count

    def _call(self, name: str, first: list[Written], primes: int, token: Token) -> None:
        """A call whose first arguments are written already; a name is found by the number of arguments."""
        start = len(self.written)
        counted = self.arguments()
        given = self.taken(start)
        if not name:
            names = PLAIN[token.text]
            name = names[counted - 1] if counted <= len(names) else ""
        elif counted != 1:
            name = ""
        if not name:
            raise self.refuse(f"{token.text} of {counted} arguments is no function here", token)
        self.called(name, first, given, primes, token)

    def called(self, name: str, first: list[Written], given: Written, primes: int, token: Token) -> None:
        """Write a call; with primes the derivative by its last argument, at that."""
        variable = self._unused() if primes else ""
        if primes and any(piece == "," for piece, _ in given):
            raise self.refuse("by which argument a derivative is taken is open: use \\frac{d}{dx}", token)
        last: Written = [(variable, token.position)] if primes else given
        parts = [*first, last]
        if name == "LambertW" and first:  # the branch comes last
            parts = [last, *first]
        self.write(f"Derivative({name}(" if primes else f"{name}(", token)
        for place, part in enumerate(parts):
            self.write("," if place else "", token)
            self.written += part
        self.write(")", token)
        if primes:
            self.write(f",({variable},{primes}),", token)
            self.written += given
            self.write(")", token)

    def _unused(self) -> str:
        return next(name for k in range(100) for name in (f"u{k}",) if name not in self.variables)

    def arguments(self) -> int:
        """The arguments of a call, the parentheses read but not written; how many there are."""
        sized = self.takes("left") is not None
        opening = self.token
        self.at += 1
        count = 1
        self.sum()
        while self.takes(","):
            self.write(",")
            self.sum()
            count += 1
        self.close(opening, sized)
        return count

    def close(self, opening: Token, sized: bool) -> None:
        """Read the closing parenthesis."""
        if sized:
            self.expect("right", "a \\right is missing")
        self.expect(OPENING[opening.text], f"a {OPENING[opening.text]} is missing")

    def landau(self) -> bool:
        """O(...) or o(...), read if it stands here."""
        token = self.token
        if token.kind not in ("letter", "word") or token.text not in ("O", "o") or token.text in self.variables:
            return False
        self.at += 1
        if not self.opens():
            self.at -= 1
            return False
        self.write(f"{token.text}(", token)
        self.arguments()
        self.write(")", token)
        return True

    def series_follows(self) -> bool:
        """Whether {}_pF_q comes next, or _pF_q."""
        skipped = 2 if self.next_is("{") and self.ahead().text == "}" else 0
        return self.ahead(skipped).text == "_" and any(self.ahead(skipped + k).text == "F" for k in (2, 4))

    def series(self) -> None:
        """A hypergeometric function: {}_2F_1(a, b; c; x)."""
        token = self.token
        if self.takes("{"):
            self.at += 1
        above = self._count()
        self.at += 1  # the F
        below = self._count()
        name = SERIES.get((above, below))
        if name is None or not self.opens():
            raise self.refuse(
                "hypergeometric functions are {}_0F_1 to {}_3F_2, with their arguments: (a, b; c; x)", token
            )
        sized = self.takes("left") is not None
        opening = self.token
        self.at += 1
        self.write(f"{name}(", token)
        counts = [0, 0, 0]
        for place in range(3):
            while not (place == 0 and above == 0):
                self.sum()
                self.write(",")
                counts[place] += 1
                if not self.takes(","):
                    break
            if place < 2:
                self.expect(";", "the rows of parameters and the argument are parted by semicolons: (a, b; c; x)")
        if counts != [above, below, 1]:
            raise self.refuse(
                f"{{}}_{above}F_{below} has {above} parameters before the first ; and {below} behind it", token
            )
        self.close(opening, sized)
        self.written[-1] = (")", token.position)

    def _count(self) -> int:
        self.expect("_", "write {}_2F_1(a, b; c; x)")
        braces = self.takes("{") is not None
        text = self.token.text
        if self.token.kind != "number" or not text.isdigit():
            raise self.refuse("a number of parameters stands here")
        self.at += 1
        if braces:
            self.expect("}", "a } is missing")
        return int(text)

    def unknown(self, token: Token) -> str:
        """What to say about a function nobody knows."""
        meant = suggestion(token.text)
        return f"unknown function {token.text!r}" + (f"; {meant}" if meant else "")
