"""Everything a formula may use, in words: for `higgs-sym list function` and the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from higgs_sym.parsing.names import NAMES
from higgs_sym.parsing.vocabulary import CONSTANTS, RANGED

_CONSTANTS = {
    "pi": "3.14159...",
    "E": "base of the natural logarithm, 2.71828...",
    "EulerGamma": "Euler's constant, 0.57721...",
    "Catalan": "Catalan's constant, 0.91596...",
    "GoldenRatio": "1.61803...",
    "I": "imaginary unit",
}
_RANGED = {
    "Integral": ("f, (t, a, b)", "integral of f over t from a to b; the ends may be oo and -oo"),
    "Sum": ("f, (n, a, b)", "sum of f over whole n from a to b; b may be oo"),
    "Product": ("f, (n, a, b)", "product of f over whole n from a to b; b may be oo"),
}


@dataclass(frozen=True)
class Line:
    """One name: how it is written, what else is read for the same, what it means, where it is cut."""

    call: str
    aliases: tuple[str, ...]
    meaning: str
    cut: str = ""


def lines() -> Iterator[Line]:
    """Constants, integrals and sums, then the functions in the order of the table."""
    spelled: dict[object, list[str]] = {}
    for name, (value, _) in CONSTANTS.items():
        spelled.setdefault(value, []).append(name)
    for name, *aliases in spelled.values():
        yield Line(name, tuple(aliases), _CONSTANTS.get(name, ""))
    for name in RANGED:
        arguments, meaning = _RANGED.get(name, ("f, (t, a, b)", ""))
        yield Line(f"{name}({arguments})", (), meaning)
    for row in NAMES:
        yield Line(f"{row.name}({row.arguments})", row.aliases, row.meaning, row.cut)
