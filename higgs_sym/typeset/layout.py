"""Long displays in lines: where to break a formula that is wider than the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from higgs_sym.typeset import latex_groups as reader

LINE = 74.0  # width of a text line, in widths of an average letter
_SPACES = {r"\,": 0.3, r"\;": 0.5, r"\:": 0.4, r"\!": -0.3, r"\quad": 2.0, r"\qquad": 4.0, "~": 0.5}
_SILENT = {r"\left", r"\right", r"\displaystyle", "&", "{", "}", r"\big", r"\Big", "."}
_SMALL = 0.7
_OPERATOR = re.compile(r"[=+<>-]|\\(?:to|le|ge|ll|gg|ne|approx|sim|simeq|cdot|times|pm|mp|equiv|propto|mapsto)$")
_OPEN, _CLOSE = {"{", r"\left", r"\begin", "(", "[", r"\{"}, {"}", r"\right", r"\end", ")", "]", r"\}"}
_PART = ",\\qquad "
_GAP = ",\\quad "


def lines(latex: str, width: float = LINE) -> list[str]:
    """The formula in lines of about the given width: parts first, then relations, then terms.

    A line that cannot be broken is returned as it is, too wide.
    """
    filled: list[str] = []
    parts = [piece for part in latex.split(_PART) for piece in _looser(part, width)]
    for place, part in enumerate(parts):
        text = part + ("," if place < len(parts) - 1 else "")
        joined = f"{filled[-1]}\\qquad {text}" if filled else ""
        if filled and measure(joined) <= width:
            filled[-1] = joined
        elif measure(text) <= width:
            filled.append(text)
        else:
            filled += _broken(text, width)
    return filled


def display(latex: str, width: float = LINE) -> str:
    """The formula for a display: as it is if it fits, else a `multlined`-like stack in amsmath's `gathered`."""
    found = lines(latex, width)
    if len(found) == 1:
        return found[0]
    return r"\begin{gathered}" + r"\\".join(found) + r"\end{gathered}"


def measure(latex: str) -> float:
    """Estimated width of a formula in widths of an average letter."""
    return _width(reader.tokens(latex))


def _looser(part: str, width: float) -> list[str]:
    """A part too wide for a line taken apart at its smaller gaps, where they stand outside all brackets."""
    if measure(part) <= width:
        return [part]
    pieces: list[str] = []
    for piece in part.split(_GAP):
        if pieces and (pieces[-1].count("{") != pieces[-1].count("}")):
            pieces[-1] += _GAP + piece
        else:
            pieces.append(piece)
    return pieces


def _broken(latex: str, width: float) -> list[str]:
    """Break before relations, and before + and - where that is not enough; continuation lines start with a space."""
    for operators in (("=",), ("=", "+", "-")):
        pieces = _pieces(latex, operators)
        found = [pieces[0]]
        for piece in pieces[1:]:
            if measure(found[-1] + piece) <= width:
                found[-1] += piece
            else:
                found.append(r"\quad{}" + piece)
        if all(measure(each) <= width for each in found):
            return found
    return found


def _pieces(latex: str, operators: Sequence[str]) -> list[str]:
    """The formula cut before each operator that stands outside all brackets and is binary."""
    pieces, depth, position = [""], 0, 0
    previous = ""
    for token in re.findall(r"\\[A-Za-z]+|\\.|\s+|.", latex, re.DOTALL):
        depth += (token in _OPEN) - (token in _CLOSE)
        binary = previous not in ("", "=", "+", "-", ",", r"\qquad", "^", "_") and previous not in _OPEN
        if depth == 0 and token in operators and binary and pieces[-1].strip():
            pieces.append("")
        pieces[-1] += token
        previous = previous if token.isspace() else token
        position += len(token)
    return pieces


def _width(given: Sequence[str]) -> float:
    total, place = 0.0, 0
    while place < len(given):
        token = given[place]
        place += 1
        if token in (r"\frac", r"\dfrac", r"\tfrac", r"\binom"):
            over, place = reader.argument(given, place)
            under, place = reader.argument(given, place)
            total += (_SMALL if token == r"\tfrac" else 1) * max(_width(over), _width(under)) + 0.4
        elif token in ("^", "_"):
            script, place = reader.argument(given, place)
            total += _SMALL * _width(script)
        elif token in reader.WORDS:
            word, place = reader.argument(given, place)
            total += len("".join(word))
        elif token == r"\begin":
            _, rows, place = reader.environment(given, place - 1)
            total += 2 + max(sum(_width(cell) + 1.5 for cell in row) for row in rows)
        else:
            total += _single(token)
    return total


def _single(token: str) -> float:
    if token in _SILENT:
        return 0
    if token in _SPACES:
        return _SPACES[token]
    if _OPERATOR.match(token):
        return 2
    if token in (r"\int", r"\sum", r"\sqrt"):
        return 1.2
    name = token[1:]
    return len(name) * 0.9 if name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "ln", "arcsin", "coth") else 1
