"""LaTeX of a formula -> tokens; what is only for the eye is dropped."""

from __future__ import annotations

import re

from higgs_sym.errors import FormulaError
from higgs_sym.parsing.tokens import MAX_CHARS, MAX_TOKENS, Token

_TOKEN = re.compile(
    r"(?P<space>\s+|\\[,;:! ]|~|\\(?:quad|qquad|displaystyle|textstyle|limits|nolimits|biggl?|biggr|bigl?|bigr|Bigl?"
    r"|Bigr|middle)(?![A-Za-z]))"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"|(?P<command>\\(?:operatorname|mathrm|text|mathit)\*?\s*\{\s*[A-Za-z]+\s*\}|\\[A-Za-z]+|\\[{}|])"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<sign>[-+*/()\[\]{}^_=,!|<>])",
    re.ASCII,
)
_NAMED = re.compile(r"\\(?:operatorname|mathrm|text|mathit)\*?\s*\{\s*([A-Za-z]+)\s*\}")


def tokenize(text: str) -> list[Token]:
    """The tokens, an `end` token last: numbers, letters, signs, commands without their backslash, and words."""
    if not isinstance(text, str):
        raise FormulaError(str(text), 0, f"a formula is a str, not {type(text).__name__}")
    if len(text) > MAX_CHARS:
        raise FormulaError(text, MAX_CHARS, f"a formula has at most {MAX_CHARS} characters")
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise FormulaError(text, position, f"{text[position]!a} has no place in the LaTeX of a formula")
        kind = match.lastgroup or "space"
        if kind != "space":
            found.append(_token(kind, match.group(), position))
        position = match.end()
        if len(found) > MAX_TOKENS:
            raise FormulaError(text, found[-1].position, f"a formula has at most {MAX_TOKENS} numbers, names and signs")
    if not found:
        raise FormulaError(text, 0, "the formula is empty")
    return [*found, Token("end", "", len(text))]


def _token(kind: str, text: str, position: int) -> Token:
    named = _NAMED.fullmatch(text)
    if named:
        return Token("word", named.group(1), position)
    if kind == "command":
        return Token(kind, text[1:], position)
    return Token(kind, text, position)
