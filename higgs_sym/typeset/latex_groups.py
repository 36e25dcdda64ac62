"""The LaTeX of formulas, read as tokens and groups: enough for what this package prints, no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from higgs_sym.errors import HiggsSymError

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+|\s+|.", re.DOTALL)


WORDS = frozenset({r"\mathrm", r"\operatorname", r"\text", r"\mathit"})
ACCENTS = frozenset({r"\bar", r"\tilde", r"\hat", r"\dot", r"\overline", r"\mathbf"})
TAKES_ONE = WORDS | ACCENTS | {r"\sqrt"}


# As an argument without braces TeX takes one digit, \\frac12 being a half: these get their braces.
_BARE_DIGIT = (
    re.compile(r"(\\[td]?frac|\\sqrt|[\^_])\s*(\d)"),
    re.compile(r"(\\[td]?frac(?:\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z]))\s*(\d)"),
)


def tokens(latex: str) -> list[str]:
    """Commands, numbers and single characters; white space is dropped."""
    for pattern in _BARE_DIGIT:
        latex = pattern.sub(r"\1{\2}", latex)
    return [token for token in _TOKEN.findall(latex) if not token.isspace()]


def argument(given: Sequence[str], place: int) -> tuple[list[str], int]:
    """The group or single token that starts at `place`, without its braces, and the place after it."""
    if place >= len(given):
        raise HiggsSymError("LaTeX formula ends where an argument is expected")
    if given[place] in TAKES_ONE:  # x^\mathrm{R} is x^{\mathrm{R}}
        _, end = argument(given, place + 1)
        return list(given[place:end]), end
    if given[place] != "{":
        return [given[place]], place + 1
    depth = 0
    for end in range(place, len(given)):
        depth += {"{": 1, "}": -1}.get(given[end], 0)
        if depth == 0:
            return list(given[place + 1 : end]), end + 1
    raise HiggsSymError("LaTeX formula has a brace that is never closed")


def environment(given: Sequence[str], place: int) -> tuple[str, list[list[list[str]]], int]:
    """Name, rows of cells and the place after an environment whose \\begin stands at `place`."""
    name, start = argument(given, place + 1)
    depth = 0
    for end in range(place, len(given)):
        depth += {r"\begin": 1, r"\end": -1}.get(given[end], 0)
        if depth == 0:
            rows = [split(row, "&") for row in split(given[start:end], r"\\")]
            return "".join(name), rows, argument(given, end + 1)[1]
    raise HiggsSymError("LaTeX formula has an environment that is never closed")


def split(given: Sequence[str], separator: str) -> list[list[str]]:
    """The tokens between separators outside braces and environments."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in given:
        depth += {"{": 1, "}": -1, r"\begin": 1, r"\end": -1}.get(token, 0)
        if token == separator and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
