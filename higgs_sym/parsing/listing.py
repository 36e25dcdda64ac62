"""Everything a formula may use, in words: for `higgs-sym list function` and the documentation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from higgs_sym.parsing.binding import BINDING
from higgs_sym.parsing.names import NAMES
from higgs_sym.parsing.vocabulary import CONSTANTS

_CONSTANTS = {
    "pi": "3.14159...",
    "E": "base of the natural logarithm, 2.71828...",
    "EulerGamma": "Euler's constant, 0.57721...",
    "Catalan": "Catalan's constant, 0.91596...",
    "GoldenRatio": "1.61803...",
    "I": "imaginary unit",
}
_BINDING = {
    "Integral": "integral of f over t from a to b; the ends may be oo and -oo; further ranges may follow",
    "Sum": "sum of f over whole n from a to b; b may be oo",
    "Product": "product of f over whole n from a to b; b may be oo",
    "PrincipalValue": "principal value of an integral through a pole",
    "Root": "the t between a and b at which f vanishes",
    "Minimum": "smallest value of f for t between a and b",
    "Maximum": "largest value of f for t between a and b",
    "ArgMin": "the t between a and b at which f is smallest",
    "ArgMax": "the t between a and b at which f is largest",
    "Inverse": "the t between a and b at which f is y",
    "Derivative": "derivative with respect to x, n times, at the point p",
    "ODE": "value at t1 of the solution that starts with y0, ... at t0",
    "Piecewise": "the first case whose condition holds",
    "meijerg": "Meijer's function G of four rows of parameters; MeijerG is read too",
}


@dataclass(frozen=True)
class Line:
    """One name: how it is written, what else is read for the same, what it means, where it is cut."""

    call: str
    aliases: tuple[str, ...]
    meaning: str
    cut: str = ""


def lines() -> Iterator[Line]:
    """Constants, forms that bind a variable, then the functions in the order of the table."""
    spelled: dict[object, list[str]] = {}
    for name, (value, _) in CONSTANTS.items():
        spelled.setdefault(value, []).append(name)
    for name, *aliases in spelled.values():
        yield Line(name, tuple(aliases), _CONSTANTS.get(name, ""))
    for name, form in BINDING.items():
        if name not in _BINDING:
            continue  # another name of one that is listed
        yield Line(form.partition(", where")[0], (), _BINDING.get(name, ""))
    for row in NAMES:
        yield Line(f"{row.name}({row.arguments})", row.aliases, row.meaning, row.cut)


def letters(formulas: Collection[str], names: Collection[str]) -> dict[str, str]:
    """Letters of these formulas that are read as constants, with what they mean; `names` are the formula's own.

    Physicists write E for an energy and I for a current: who did not mean the constant should hear what was read.
    """
    found = {}
    for letter in (name for name in CONSTANTS if len(name) == 1):
        bare = re.compile(rf"(?<![\w.]){letter}(?![\w(])")
        bound = re.compile(rf"\(\s*{letter}\s*,")
        written = [text for text in formulas if bare.search(text) and not bound.search(text)]
        if written and letter not in names:
            found[letter] = _CONSTANTS["E" if letter == "e" else letter]
    return found
