"""LaTeX of a formula -> tokens; what is only for the eye is dropped."""

from __future__ import annotations

import re

from higgs_sym.parsing.tokens import Token, scanned

_FONTS = r"\\(?:operatorname|mathrm|mathcal|mathit|mathbb|text)\*?"
_WORDS = (  # in braces, a single letter behind its font, or {\rm ...}
    rf"{_FONTS}\s*\{{\s*(p\.v\.|[A-Za-z]+)\s*\}}",
    rf"{_FONTS}\s+([A-Za-z])",
    r"\{\s*\\(?:rm|it|cal)\s+([A-Za-z]+)\s*\}",
)
_WORD = "|".join(each.replace("(p", "(?:p").replace("([A", "(?:[A") for each in _WORDS)
_TOKEN = re.compile(
    r"(?P<space>\s+|\\[,;:!> ]|~|\\(?:quad|qquad|displaystyle|textstyle|limits|nolimits|biggl?|biggr|bigl?|bigr|Bigl?"
    r"|Bigr|Biggl?|Biggr|middle|nonumber|notag)(?![A-Za-z]))"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    rf"|(?P<command>{_WORD}|\\[A-Za-z]+|\\[{{}}|])"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<sign>[-+*/()\[\]{}^_=,;.!|<>'])",
    re.ASCII,
)
_NAMED = re.compile("|".join(_WORDS))


def tokenize(text: str) -> list[Token]:
    """The tokens, an `end` token last: numbers, letters, signs, commands without their backslash, and words."""
    return scanned(text, _TOKEN, _token, lambda char: f"{char!a} has no place in the LaTeX of a formula")


def _token(kind: str, text: str, position: int) -> Token:
    named = _NAMED.fullmatch(text)
    if named:
        return Token("word", next(each for each in named.groups() if each), position)
    if kind == "command":
        return Token(kind, text[1:], position)
    return Token(kind, text, position)
