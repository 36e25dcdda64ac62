"""Names and functions in LaTeX: letters with indices, commands, operators, letters that are functions."""

from __future__ import annotations

from abc import abstractmethod

from higgs_sym.parsing.latex.cursor import OPENING, LatexCursor, Written
from higgs_sym.parsing.tokens import Token
from higgs_sym.parsing.vocabulary import FUNCTIONS

GREEK = frozenset(
    {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi"}
    | {"rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "pi", "Gamma", "Delta", "Theta", "Lambda"}
    | {"Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"}
)
VARIANTS = {
    "varepsilon": ("varepsilon", "epsilon", "eps"), "epsilon": ("epsilon", "eps"), "varphi": ("varphi", "phi"),
    "vartheta": ("vartheta", "theta"), "varrho": ("varrho", "rho"), "varkappa": ("varkappa", "kappa"),
    "lambda": ("lambda", "lam"),
}  # fmt: skip
COMMANDS = {"Re": "re", "Im": "im", "lg": "log10"}  # others are named as our functions
FUNCTION_COMMANDS = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan"}
    | {"exp", "ln", "log", "lg", "max", "min", "Re", "Im", "arg"}
)
EULER = "gamma_E"  # Euler's constant as it is printed; a bare gamma is a symbol
INDEXED = {  # letter with an index, before a parenthesis
    "J": "besselj", "Y": "bessely", "I": "besseli", "K": "besselk", "P": "legendre", "T": "chebyshevt",
    "U": "chebyshevu", "H": "hermite", "L": "laguerre", "E": "expint", "Li": "polylog", "D": "debye",
    "F": "FermiDirac", "j": "jn", "y": "yn", "psi": "polygamma",
}  # fmt: skip
PLAIN = {  # of one argument, of two
    "Gamma": ("gamma", "uppergamma"), "zeta": ("zeta", "zeta"), "psi": ("digamma", ""), "W": ("LambertW", ""),
    "B": ("", "beta"), "Ai": ("airyai", ""), "Bi": ("airybi", ""),
}  # fmt: skip


class Functions(LatexCursor):
    """What reads names and calls."""

    @abstractmethod
    def starts_factor(self) -> bool:
        """Whether another factor follows by juxtaposition."""

    @abstractmethod
    def differential(self) -> str:
        """The variable of the integral around, if d and it come next."""

    def is_name(self) -> bool:
        """Whether a letter comes next, Latin or Greek."""
        token = self.token
        return token.kind == "letter" or (token.kind == "command" and (token.text in GREEK or token.text in VARIANTS))

    def name(self) -> str:
        """A letter with its index, as a name of formula strings."""
        token = self.token
        if not self.is_name():
            raise self.refuse("a letter stands here")
        self.at += 1
        index = ""
        if self.next_is("_"):
            here = self.at
            self.at += 1
            index = self.index()
            if not index:
                self.at = here
        for stem in VARIANTS.get(token.text, (token.text,)):
            if stem + index in self.variables:
                return stem + index
        return VARIANTS.get(token.text, (token.text,))[0] + index

    def index(self) -> str:
        """A subscript that belongs to a name: letters and digits; nothing for every other."""
        parts: list[str] = []
        braces = self.takes("{") is not None
        while self.token.kind in ("letter", "number", "word") or (
            self.token.kind == "command" and self.token.text in GREEK
        ):
            parts.append(self.token.text)
            self.at += 1
            if not braces:
                break
        if not parts or (braces and not self.takes("}")) or any("." in part for part in parts):
            return ""
        return "_" + "".join(parts)

    def named(self) -> None:
        """A variable, a constant, or a function that goes by a letter."""
        token = self.token
        here = self.at
        name = self.name()
        if name in self.variables or name == EULER:
            self.write(name if name in self.variables else "EulerGamma", token)
            return
        self.at = here
        if self.lettered(token):
            return
        self.at = here + 1
        if token.text == "e" and not self.next_is("_"):
            self.write("E", token)
        elif token.text == "i" and not self.next_is("_"):
            self.write("I", token)
        elif token.text == "pi":
            self.write("pi", token)
        else:
            self.at = here
            raise self.refuse(
                f"{self.name()} is no variable here; variables: {', '.join(sorted(self.variables)) or 'none'}", token
            )

    def lettered(self, token: Token) -> bool:
        """J_0(x), \\Gamma(s, x) and the like, read if they stand here."""
        self.at += 1
        start = len(self.written)
        index: Written = []
        if self.takes("_"):
            self.group()
            index = self.taken(start)
        if not self._opens():
            return False
        if index and token.text in INDEXED:
            self.write(f"{INDEXED[token.text]}(", token)
            self.written += [*index, (",", token.position)]
            self.arguments(token)
            return True
        if index or token.text not in PLAIN:
            return False
        mark = len(self.written)
        self.write("", token)
        count = self.arguments(token)
        one, two = PLAIN[token.text]
        name = one if count == 1 else two
        if not name or count > 2:
            raise self.refuse(f"{token.text} of {count} arguments is no function here", token)
        self.written[mark] = (f"{name}(", token.position)
        return True

    def _opens(self) -> bool:
        return self.next_is("(", "[") or (self.next_is("left") and self.ahead().text in ("(", "["))

    def arguments(self, token: Token) -> int:
        """The arguments of a call and its closing parenthesis; how many there are."""
        sized = self.takes("left") is not None
        opening = self.token
        self.at += 1
        count = 1
        self.sum()
        while self.takes(","):
            self.write(",")
            self.sum()
            count += 1
        if sized:
            self.expect("right", "a \\right is missing")
        self.expect(OPENING[opening.text], f"a {OPENING[opening.text]} is missing")
        self.write(")", token)
        return count

    def is_function(self) -> bool:
        """Whether a function comes next."""
        token = self.token
        if token.kind == "word":
            return token.text not in ("d", "e", "i")
        return token.kind == "command" and token.text in FUNCTION_COMMANDS

    def function(self) -> None:
        """A function by its command or its word, with index, power and argument."""
        token = self.token
        self.at += 1
        name = COMMANDS.get(token.text, token.text)
        index: Written = []
        start = len(self.written)
        if self.takes("_"):
            self.group()
            index = self.taken(start)
        if index and token.text in ("log", *INDEXED):
            name = INDEXED.get(token.text, name)
        elif index:
            raise self.refuse(f"{token.text} takes no index", token)
        elif token.text in PLAIN:
            name = PLAIN[token.text][0]
        if name not in FUNCTIONS:
            raise self.refuse(f"unknown function {token.text!r}", token)
        power = self._power_of_function(token)
        self.write("(" if power else "", token)
        self.write(f"{name}(", token)
        if index and token.text != "log":
            self.written += [*index, (",", token.position)]
        if self._opens():
            self.arguments(token)
        else:
            self.bare_argument(token)
            self.write(")", token)
        if index and token.text == "log":  # the base comes last
            self.written[-1:] = [(",", token.position), *index, (")", token.position)]
        if power:
            self.write(")**(", token)
            self.written += power
            self.write(")", token)

    def _power_of_function(self, token: Token) -> Written:
        if not self.takes("^"):
            return []
        start = len(self.written)
        self.group()
        power = self.taken(start)
        if "".join(piece for piece, _ in power).startswith("-"):
            raise self.refuse(
                f"\\{token.text}^{{-1}} can mean two things: write 1/\\{token.text} or arc{token.text}", token
            )
        return power

    def bare_argument(self, token: Token) -> None:
        """Without parentheses: a number, a symbol, a fraction or a root, or a number times a symbol."""
        if self.takes("-"):
            self.write("-", token)
        number = self.token.kind == "number"
        self.factor()
        if number and (self.is_name() or self.next_is("pi")) and not self.differential():
            self.write("*")
            self.factor()
        if self.starts_factor() and not self.is_function() and not self.next_is("int", "sum", "prod"):
            raise self.refuse(f"where the argument of \\{token.text} ends is open: use parentheses")
