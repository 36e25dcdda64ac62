"""LaTeX of a formula -> tokens; what is only for the eye is dropped."""

from __future__ import annotations

import re

from higgs_sym.parsing.tokens import Token, scanned

_TOKEN = re.compile(
    r"(?P<space>\s+|\\[,;:! ]|~|\\(?:quad|qquad|displaystyle|textstyle|limits|nolimits|biggl?|biggr|bigl?|bigr|Bigl?"
    r"|Bigr|middle)(?![A-Za-z]))"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"|(?P<command>\\(?:operatorname|mathrm|mathcal|text|mathit)\*?\s*\{\s*(?:p\.v\.|[A-Za-z]+)\s*\}|\\[A-Za-z]+|\\[{}|])"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<sign>[-+*/()\[\]{}^_=,!|<>])",
    re.ASCII,
)
_NAMED = re.compile(r"\\(?:operatorname|mathrm|mathcal|text|mathit)\*?\s*\{\s*(p\.v\.|[A-Za-z]+)\s*\}")


def tokenize(text: str) -> list[Token]:
    """The tokens, an `end` token last: numbers, letters, signs, commands without their backslash, and words."""
    return scanned(text, _TOKEN, _token, lambda char: f"{char!a} has no place in the LaTeX of a formula")


def _token(kind: str, text: str, position: int) -> Token:
    named = _NAMED.fullmatch(text)
    if named:
        return Token("word", named.group(1), position)
    if kind == "command":
        return Token(kind, text[1:], position)
    return Token(kind, text, position)
