"""Text -> tokens. Anything outside a short list of characters is refused where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from higgs_sym.errors import FormulaError

MAX_CHARS = 2000
MAX_TOKENS = 800
MAX_DIGITS = 120  # of one number as it is typed
MAX_POWER_OF_TEN = 10_000

_TOKEN = re.compile(
    r"(?P<space>[ \t\n]+)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*(?::[A-Za-z0-9_]+)*)"  # colons: ids of registered formulas
    r"|(?P<operator>\*\*|\^|!!|!|<=|>=|[-+*/(),=<>])",
    re.ASCII,
)
# Brackets stand in Meijer's G only.
_WITH_BRACKETS = re.compile(_TOKEN.pattern + r"|(?P<bracket>[\[\]])", re.ASCII)
_BRACKETED = re.compile(r"\bmeijerg\s*\(", re.IGNORECASE)
_WORDS = {
    "\\": "LaTeX is not read, because it leaves open what a product is: a(b+c), \\sin x y; write sqrt(x), pi/24, x**2",
    "{": "groups are written with ( )",
    "}": "groups are written with ( )",
    "[": "groups are written with ( )",
    "]": "groups are written with ( )",
    ".": "a dot stands inside numbers only",
    "_": "a name starts with a letter and has no _ at its end",
    "'": "text has no place in a formula",
    '"': "text has no place in a formula",
    "#": "comments have no place in a formula",
}


@dataclass(frozen=True)
class Token:
    """A piece of the text and where it starts."""

    kind: str  # "number", "name", "operator", "bracket" or "end"
    text: str
    position: int


def tokenize(text: str) -> list[Token]:
    """The tokens of a formula, an `end` token last; FormulaError at the first character that has no place."""

    def made(kind: str, piece: str, position: int) -> Token:
        token = Token(kind, "**" if piece == "^" else piece, position)
        _check(text, token)
        return token

    brackets = isinstance(text, str) and _BRACKETED.search(text[:MAX_CHARS])
    return scanned(text, _WITH_BRACKETS if brackets else _TOKEN, made, _refusal)


def scanned(
    text: str, pattern: re.Pattern[str], made: Callable[[str, str, int], Token], refusal: Callable[[str], str]
) -> list[Token]:
    """The tokens that the named groups of a pattern find, `space` left out; an `end` token last."""
    if not isinstance(text, str):
        raise FormulaError(str(text), 0, f"a formula is a str, not {type(text).__name__}")
    if len(text) > MAX_CHARS:
        raise FormulaError(text, MAX_CHARS, f"a formula has at most {MAX_CHARS} characters")
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            raise FormulaError(text, position, refusal(text[position]))
        kind = match.lastgroup or "space"
        if kind != "space":
            found.append(made(kind, match.group(), position))
        position = match.end()
        if len(found) > MAX_TOKENS:
            raise FormulaError(text, found[-1].position, f"a formula has at most {MAX_TOKENS} numbers, names and signs")
    if not found:
        raise FormulaError(text, 0, "the formula is empty")
    return [*found, Token("end", "", len(text))]


def _check(text: str, token: Token) -> None:
    after = text[token.position + len(token.text) :][:1]
    if token.kind == "number":
        mantissa, _, power = token.text.lower().partition("e")
        if len(mantissa) > MAX_DIGITS:
            raise FormulaError(text, token.position, f"a number has at most {MAX_DIGITS} digits")
        if len(power.lstrip("+-")) > 5 or abs(int(power or 0)) > MAX_POWER_OF_TEN:
            raise FormulaError(text, token.position, f"powers of ten go from -{MAX_POWER_OF_TEN} to {MAX_POWER_OF_TEN}")
        if after.isalnum() or after in ("_", "."):
            where = token.position + len(token.text)
            raise FormulaError(text, where, "a product is written with *" if after != "." else _WORDS["."])
    if token.kind == "name" and ("__" in token.text or token.text.endswith("_")):
        raise FormulaError(text, token.position, "a name has single _ between letters or digits only")


def _refusal(char: str) -> str:
    if char in _WORDS:
        return _WORDS[char]
    if char.isascii() and char.isprintable():
        return f"{char!r} has no place in a formula"
    return f"the character U+{ord(char):04X} has no place in a formula; names and signs are ASCII (pi, delta)"
