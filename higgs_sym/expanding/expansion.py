"""The result of `expand`: terms with error bars and closed forms, in every form that one wants to take them away in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_UP, Context, Decimal
from typing import Any

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.errors import HiggsSymError
from higgs_sym.expanding.enclosing import Enclosure
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.series import Found, times
from higgs_sym.measured import Measured
from higgs_sym.recognition.closed_form import Recognition
from higgs_sym.records import Verdict
from higgs_sym.steps import Step


class NoExpansionError(HiggsSymError):
    """No expansion was found and confirmed; the message says how far the search came."""


@dataclass(frozen=True)
class ExpansionTerm:
    """coefficient x scale; `recognised` is the closed form of the coefficient with its evidence, never a proof."""

    coefficient: Measured
    scale: str  # in the user's variable, formula grammar
    recognised: Recognition | None
    digits: int  # correct digits of the coefficient
    expression: Any = field(repr=False)  # SymPy: closed form or all digits, times the scale
    behind: Any = field(repr=False)  # the same without the exponential in front
    derived: str = ""  # the coefficient by exact arithmetic on the formula, where that was possible and agrees

    @property
    def number(self) -> str:
        """The coefficient to at most 20 digits, with its error bar."""
        shown = Context(prec=min(max(self.digits, 1), 20)).create_decimal(self.coefficient.value)
        return f"{shown} ± {self.coefficient.error:.0e}" if self.coefficient.error else str(shown.normalize())

    def __str__(self) -> str:
        return f"{self.derived or self.recognised or self.number} * {self.scale}"


@dataclass(frozen=True)
class Expansion:
    """What `expand` found and the judge confirmed.

    Coefficients are measured, with error bars; where `derivation` names rules, exact arithmetic gives the same ones,
    by `steps`. If `proved`, each step was shown exactly by an identity, and cited facts satisfy their equations.
    `certified` holds proven brackets of the quantity minus the sum at some points; of the limit they prove nothing.
    `remainder` is the scale of the first omitted term, "0" if nothing follows, "" if it was not seen. `stopped` says
    why there are fewer terms than asked for. `verdict` is the judge's on all terms together.
    """

    exact: str
    variable: str
    limit: str
    at: Mapping[str, str]
    terms: tuple[ExpansionTerm, ...]
    remainder: str
    stopped: str = ""
    verdict: Verdict | None = field(default=None, repr=False)
    cpu_seconds: float = field(default=0.0, compare=False)
    front: Any = field(default=None, repr=False)  # SymPy: common factor of all terms, None for 1
    derivation: str = ""  # the rules by which all terms were derived as well
    steps: tuple[Step, ...] = field(default=(), repr=False)  # of the derivation, each as it was checked
    doubts: tuple[str, ...] = ()  # what a proof needs beside the steps and was not shown
    foreseen: bool = False  # whether the terms were derived before anything was measured
    proved: bool = False  # whether every step was proved exactly, and there is no doubt
    certified: tuple[Enclosure, ...] = ()

    @property
    def status(self) -> str:
        """How the coefficients are known: "proved", "derived" or "measured"."""
        return "measured" if not self.derivation else "proved" if self.proved else "derived"

    @property
    def evidence(self) -> str:
        """The same in words, with the rules of the derivation."""
        if not self.derivation:
            return "measured"
        digits = min(term.digits for term in self.terms)
        agreed = "confirmed by the judge" if self.foreseen else f"equal to what was measured to {digits} digits"
        count = sum(step.method == "proved" for step in self.steps)
        checked = f", {count} step{'s' if count != 1 else ''} checked exactly" if count else ""
        lacking = "".join(f"; {each}" for each in self.doubts)
        return f"{self.status}: {self.derivation}{checked}, {agreed}{lacking}"

    @property
    def complete(self) -> bool:
        """Whether all terms asked for are there, or all there are."""
        return not self.stopped

    def as_expr(self) -> Number:
        """The sum of the terms as a SymPy expression."""
        return total([term.expression for term in self.terms], [term.behind for term in self.terms], self.front)

    def latex(self) -> str:
        """The expansion in LaTeX, with its remainder."""
        import sympy

        parts = [sympy.latex(_rounded(term.expression), inv_trig_style="full") for term in self.terms]
        text = str(parts[0])
        for part in parts[1:]:
            text += f" {part}" if part.startswith("-") else f" + {part}"
        if self.remainder in ("", "0"):
            return text
        from higgs_sym.parsing.grammar import parse

        scale = sympy.latex(parse(self.remainder, (self.variable,)).doit(), inv_trig_style="full")
        return rf"{text} + O\left({scale}\right)"

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def _repr_html_(self) -> str:
        """A table for notebooks: one row a term, with its closed form and how the coefficients are known."""
        import html

        head = "".join(f"<th>{name}</th>" for name in ("", "coefficient", "scale", "closed form", "digits"))
        rows = [
            (number, term.number, term.scale, term.derived or term.recognised or "", term.digits)
            for number, term in enumerate(self.terms, 1)
        ]
        cells = ["".join(f"<td>{html.escape(str(each))}</td>" for each in row) for row in rows]
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        last = {"": "not seen", "0": "none"}.get(self.remainder, f"O({self.remainder})")
        said = f"{self.evidence}; remainder {last}" + (f"; {self.stopped}" if self.stopped else "")
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{html.escape(said)}</p>"

    def claim(self, identifier: str = "expansion") -> str:
        """The expansion as a claim for a TOML file, to keep and to verify again."""
        import json

        lines = ["[[claim]]", f"id = {json.dumps(identifier)}", f"approx = {json.dumps(str(self.as_expr()))}"]
        lines += [f"exact = {json.dumps(self.exact)}", f"var = {json.dumps(self.variable)}"]
        lines += [f"to = {json.dumps(self.limit)}"]
        lines.append(f"note = {json.dumps(self.evidence)}")
        if self.at:
            pairs = ", ".join(f"{name} = {json.dumps(value)}" for name, value in self.at.items())
            lines.append(f"at = {{ {pairs} }}")
        return "\n".join(lines) + "\n"

    def code(self) -> str:
        """A Python function of the variable, in double precision."""
        from sympy.printing.pycode import pycode

        body = pycode(_rounded(self.as_expr()))
        said = f'"""{self.exact} as {self.variable} -> {self.limit}."""'
        return f"import math\n\n\ndef expansion({self.variable}):\n    {said}\n    return {body}\n"

    def __str__(self) -> str:
        parts = [str(_rounded(term.expression if self.front is None else term.behind)) for term in self.terms]
        text = parts[0] + "".join(f" - {part[1:]}" if part.startswith("-") else f" + {part}" for part in parts[1:])
        if self.front is not None:
            text = f"{self.front}*({text})" if len(parts) > 1 else str(_rounded(self.as_expr()))
        return text if self.remainder in ("", "0") else f"{text} + O({self.remainder})"


def total(terms: Sequence[Any], behind: Sequence[Any], front: Any) -> Any:
    """The sum of terms, with the exponential that all have in common, if there is one, written once."""
    import sympy

    if front is None:
        return sympy.Add(*terms)
    return sympy.Mul(front, sympy.Add(*behind), evaluate=False) if len(terms) > 1 else terms[0]


def _rounded(expression: Tree) -> Number:
    """Numbers without closed form to the digits a reader wants."""
    import sympy

    return expression.xreplace({x: sympy.Float(x, 17) for x in expression.atoms(sympy.Float)})


def term_of(found: Found, small: Small) -> ExpansionTerm:
    """A term as it is shown."""
    context, number = found.coefficient.value.context, found.coefficient
    error = Context(prec=2, rounding=ROUND_UP).create_decimal(_decimal(number.error, context))
    value = Context(prec=number.digits + 3).create_decimal(_decimal(number.value, context))
    measured = Measured(value, error + abs(_decimal(number.value, context) - value))
    scale = str(found.scale.expression(small))
    forms = found.expression(small), found.behind(small)
    return ExpansionTerm(measured, scale, found.recognition, number.digits, *forms)


def derived_term(term: ExpansionTerm, found: Found, exact: Tree, small: Small) -> ExpansionTerm:
    """A term with what was derived for its coefficient; written so where no closed form was recognised."""
    term = replace(term, derived=str(exact))
    if term.recognised is not None:
        return term
    scale, behind = found.scale.expression(small), found.scale.behind(small)
    return replace(term, expression=times(exact, scale), behind=times(exact, behind))


def _decimal(number: Number, context: Any) -> Decimal:
    return Decimal(context.nstr(number, context.dps))
