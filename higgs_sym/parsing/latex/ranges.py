"""Integrals, sums and products in LaTeX."""

from __future__ import annotations

from higgs_sym.parsing.latex.cursor import Written
from higgs_sym.parsing.latex.functions import Functions
from higgs_sym.parsing.tokens import Token


class Ranges(Functions):
    """What reads the commands with limits."""

    def differential(self) -> str:
        """The variable of the integral around, if d and it come next."""
        if not self.bound or not _is_differential(self.token):
            return ""
        here = self.at
        self.at += 1
        name = self.name() if self.token.kind in ("letter", "command") and self.is_name() else ""
        self.at = here
        return name

    def pass_differential(self) -> bool:
        """Read the d and the variable of the innermost integral, if they come next."""
        if not self.bound or self.differential() != self.bound[-1]:
            return False
        self.at += 1
        self.name()
        self.bound.pop()
        return True

    def read_int(self, token: Token, kind: str = "Integral") -> None:
        """An integral."""
        low, high = self.limits()
        name = self.find_differential(token)
        self.bound.append(name)
        new = name not in self.variables
        self.variables.add(name)
        self.write(f"{kind}(", token)
        self.sum()
        self.pass_differential()
        if self.bound[-1:] == [name]:
            raise self.refuse(f"the d{name} of an integral stands behind it, or above a fraction in it", token)
        if new:
            self.variables.discard(name)
        self.write(f",({name},", token)
        self.written += [*low, (",", token.position), *high, ("))", token.position)]

    def find_differential(self, token: Token) -> str:
        """The variable of the d ... that belongs to this integral sign."""
        depth, open_integrals = 0, 1
        for place in range(self.at, len(self.tokens) - 1):
            each = self.tokens[place]
            depth += {"{": 1, "}": -1}.get(each.text, 0) if each.kind == "sign" else 0
            open_integrals += each.kind == "command" and each.text == "int"
            if _is_differential(each) and "d" not in self.variables:
                here, self.at = self.at, place + 1
                name = self.name() if self.is_name() else ""
                self.at = here
                if name:
                    open_integrals -= 1
                    if open_integrals == 0:
                        return name
        raise self.refuse("the d of the integral's variable is missing", token)

    def read_derivative(self, token: Token) -> bool:
        """\\frac{d^n}{dx^n} and what follows up to the next plus or minus, if it stands here behind the \\frac."""
        here = self.at
        order, name = self._derivative_sign(), ""
        if order:
            name = self._derivative_variable(order)
        if not name:
            self.at = here
            return False
        if name not in self.variables:
            raise self.refuse(f"{name} is no variable here", token)
        self.write("Derivative(", token)
        self.product()
        self.write(f",({name},{order}))", token)
        return True

    def _is_d(self) -> bool:
        upright = self.token.kind == "word" or "d" not in self.variables
        return self.next_is("partial") or (self.token.text == "d" and self.token.kind in ("letter", "word") and upright)

    def _order(self) -> int:
        """A power that is a whole number, one where there is none, 0 for others."""
        if not self.takes("^"):
            return 1
        braces = self.takes("{") is not None
        text = self.token.text if self.token.text.isdigit() else "0"
        self.at += 1
        return int(text) if not braces or self.takes("}") else 0

    def _derivative_sign(self) -> int:
        """The order that {d^n} says, 0 if it does not stand here."""
        if not self.takes("{") or not self._is_d():
            return 0
        self.at += 1
        order = self._order()
        return order if self.takes("}") else 0

    def _derivative_variable(self, order: int) -> str:
        """The variable of {dx^n}, nothing if it does not stand here."""
        if not self.takes("{") or not self._is_d():
            return ""
        self.at += 1
        name = self.name() if self.is_name() else ""
        return name if self._order() == order and self.takes("}") else ""

    def read_sum(self, token: Token) -> None:
        """A sum."""
        self.ranged("Sum", token)

    def read_prod(self, token: Token) -> None:
        """A product."""
        self.ranged("Product", token)

    def ranged(self, kind: str, token: Token) -> None:
        """A sum or product: what follows belongs to it up to the next plus or minus."""
        self.expect("_", "a sum or product needs its index and limits: _{n=1}^{\\infty}")
        self.expect("{", "a sum or product needs its index and limits: _{n=1}^{\\infty}")
        name = self.name()
        low, high = self.index_range()
        if name in self.variables:
            raise self.refuse(f"{name} already means something else", token)
        self.variables.add(name)
        self.write(f"{kind}(", token)
        self.product()
        self.variables.discard(name)
        self.write(f",({name},", token)
        self.written += [*low, (",", token.position), *high, ("))", token.position)]

    def index_range(self) -> tuple[Written, Written]:
        """The limits of an index: n=1 with an upper one, n \\ge 1, n \\in \\mathbb{Z}."""
        place = self.token.position
        if self.takes("in"):
            if self.token.text != "Z":
                raise self.refuse("an index goes from a number to another, or through \\mathbb{Z}")
            self.at += 1
            self.expect("}", "a } is missing")
            return [("-oo", place)], [("oo", place)]
        if self.takes("ge", "geq", "geqslant"):
            low = self.limit()
            self.expect("}", "a } is missing")
            return low, [("oo", place)]
        self.expect("=", "the index of a sum or product starts at a number: n=1")
        low = self.limit()
        self.expect("}", "a } is missing")
        self.expect("^", "a sum or product needs an upper limit")
        return low, self.grouped_limit()

    def limits(self) -> tuple[Written, Written]:
        """The two limits of an integral."""
        self.expect("_", "an integral needs its limits: _{a}^{b}")
        low = self.grouped_limit()
        self.expect("^", "an integral needs an upper limit")
        return low, self.grouped_limit()

    def grouped_limit(self) -> Written:
        """A limit in braces, or of a single token."""
        if self.takes("{"):
            found = self.limit()
            self.expect("}", "a } is missing")
            return found
        if self.token.kind in ("number", "letter") or self.next_is("infty"):
            return self.limit(single=True)
        start = len(self.written)
        self.base()
        return self.taken(start)

    def limit(self, *, single: bool = False) -> Written:
        """A formula, or infinity."""
        token = self.token
        sign = self.takes("-", "+")
        if self.takes("infty"):
            return [("-oo" if sign and sign.text == "-" else "oo", token.position)]
        self.at -= sign is not None
        start = len(self.written)
        if single:
            self.base()
        else:
            self.sum()
        return self.taken(start)


def _is_differential(token: Token) -> bool:
    """Whether a token is the d of dx."""
    return (token.text == "d" and token.kind in ("letter", "word")) or (
        token.kind == "command" and token.text in ("dd", "diff")
    )
