"""Names and functions in LaTeX: letters with indices, commands, operators, letters that are functions."""

from __future__ import annotations

from abc import abstractmethod

from higgs_sym.parsing.latex.calls import INDEXED, PLAIN, Calls
from higgs_sym.parsing.latex.cursor import Written
from higgs_sym.parsing.names import HINTS
from higgs_sym.parsing.tokens import Token
from higgs_sym.parsing.vocabulary import FUNCTIONS

GREEK = frozenset(
    {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi"}
    | {"rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "pi", "Gamma", "Delta", "Theta", "Lambda"}
    | {"Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "hbar", "ell"}
)
VARIANTS = {
    "varepsilon": ("varepsilon", "epsilon", "eps"), "epsilon": ("epsilon", "eps"), "varphi": ("varphi", "phi"),
    "vartheta": ("vartheta", "theta"), "varrho": ("varrho", "rho"), "varkappa": ("varkappa", "kappa"),
    "lambda": ("lambda", "lam"),
}  # fmt: skip
CONSTANTS = {"e": "E", "i": "I", "pi": "pi"}
COMMANDS = {"Re": "re", "Im": "im", "lg": "log10"}  # others are named as our functions
FUNCTION_COMMANDS = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan"}
    | {"exp", "ln", "log", "lg", "max", "min", "Re", "Im", "arg"}
)
EULER = "gamma_E"  # Euler's constant as it is printed; a bare gamma is a symbol


class Functions(Calls):
    """What reads names and functions."""

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
        if self.lettered(token) or self.landau():
            return
        self.at = here + 1
        if token.text in CONSTANTS and not self.next_is("_"):
            self.write(CONSTANTS[token.text], token)
        else:
            self.at = here
            name, called = self.name(), self.opens()
            meant = HINTS.get(name, "") if called else ""
            raise self.refuse(
                f"{name} is no variable here; {meant or 'variables: '}"
                f"{'' if meant else ', '.join(sorted(self.variables)) or 'none'}",
                token,
            )

    def upright(self) -> None:
        """A word: e or i, a variable in upright type, a remainder, or a function."""
        token = self.token
        if token.text in ("e", "i"):
            self.at += 1
            self.write(CONSTANTS[token.text], token)
        elif token.text in self.variables:
            self.at += 1
            self.write(token.text, token)
        elif not self.landau():
            self.function()

    def is_function(self) -> bool:
        """Whether a function comes next."""
        token = self.token
        if token.kind == "word":
            return token.text not in ("d", *CONSTANTS, *self.variables)
        known = token.text in FUNCTION_COMMANDS or token.text in {*FUNCTIONS, *INDEXED, *PLAIN} - GREEK
        return token.kind == "command" and known

    def function(self) -> None:
        """A function by its command or its word, with index, power, primes and argument."""
        token = self.token
        self.at += 1
        name = COMMANDS.get(token.text, token.text)
        index: Written = []
        start = len(self.written)
        if self.takes("_"):
            self.group()
            index = self.taken(start)
        primes = self.primes() if self.primes_follow() else 0
        power = self._power_of_function(token)
        several = self.opens()
        if several:
            count = self.arguments()
        else:
            count = 1
            self.bare_argument(token)
        given = self.taken(start)
        if index and token.text in ("log", *INDEXED):
            name = INDEXED.get(token.text, name)
        elif index:
            raise self.refuse(f"{token.text} takes no index", token)
        elif token.text in PLAIN:
            name = PLAIN[token.text][min(count, 2) - 1] or name
        if name not in FUNCTIONS:
            raise self.refuse(self.unknown(token), token)
        self.write("(" if power else "", token)
        if index and token.text == "log":  # the base comes last
            self.called(name, [], [*given, (",", token.position), *index], primes, token)
        else:
            self.called(name, [index] if index else [], given, primes, token)
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
        """Without parentheses: a number, a symbol, a fraction or a root, or a number or pi times a symbol."""
        if self.takes("-"):
            self.write("-", token)
        while True:
            number = self.token.kind == "number" or (self.next_is("pi") and "pi" not in self.variables)
            self.factor()
            if not (number and self._symbol_follows()):
                break
            self.write("*")
        if self.starts_factor() and not self.is_function() and not self.next_is("int", "sum", "prod"):
            raise self.refuse(f"where the argument of \\{token.text} ends is open: use parentheses")

    def _symbol_follows(self) -> bool:
        """Whether a variable comes next, or pi, which a number before it multiplies; not so e^x."""
        token = self.token
        constant = token.text in ("e", "i") and token.text not in self.variables and self.ahead().text != "_"
        return self.is_name() and not constant and not self.differential()
