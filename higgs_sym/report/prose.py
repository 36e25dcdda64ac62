"""Prose with $LaTeX$ inside, as HTML with MathML or as LaTeX."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from higgs_sym.errors import HiggsSymError
from higgs_sym.printing import notation
from higgs_sym.report import plain_math
from higgs_sym.typeset.mathml import mathml

_MATH = re.compile(r"\$([^$]+)\$")
_WORD = re.compile(r"[a-z]{2,}(?![\w^(])")
_CODE = re.compile(r"`([^`]+)`")

_TEX_SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\ensuremath{<}",
    ">": r"\ensuremath{>}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "\N{NO-BREAK SPACE}": "~",
    "\N{MINUS SIGN}": r"\ensuremath{-}",
    "\N{EN DASH}": "--",
    "\N{EM DASH}": "---",
    "\N{HORIZONTAL ELLIPSIS}": r"\dots{}",
    "\N{LEFT DOUBLE QUOTATION MARK}": "``",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "''",
    "\N{LEFT SINGLE QUOTATION MARK}": "`",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LESS-THAN OR EQUAL TO}": r"\ensuremath{\le}",
    "\N{GREATER-THAN OR EQUAL TO}": r"\ensuremath{\ge}",
    "\N{NOT EQUAL TO}": r"\ensuremath{\ne}",
    "\N{ALMOST EQUAL TO}": r"\ensuremath{\approx}",
    "\N{MULTIPLICATION SIGN}": r"\ensuremath{\times}",
    "\N{PLUS-MINUS SIGN}": r"\ensuremath{\pm}",
    "\N{MIDDLE DOT}": r"\ensuremath{\cdot}",
    "\N{RIGHTWARDS ARROW}": r"\ensuremath{\to}",
    "\N{INFINITY}": r"\ensuremath{\infty}",
    "\N{SQUARE ROOT}": r"\ensuremath{\surd}",
    "\N{INTEGRAL}": r"\ensuremath{\int}",
    "\N{PLANCK CONSTANT OVER TWO PI}": r"\ensuremath{\hbar}",
    "\N{SUPERSCRIPT MINUS}": r"\ensuremath{^{-}}",
    "\N{SUPERSCRIPT ONE}": r"\ensuremath{^{1}}",
    "\N{SUPERSCRIPT TWO}": r"\ensuremath{^{2}}",
    "\N{SUPERSCRIPT THREE}": r"\ensuremath{^{3}}",
}


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Split prose into ("text", ...), ("math", ...) and ("code", ...) pieces, in order.

    Formulas in plain characters, such as chi^-1 or eps_g^(2/3), count as mathematics.
    """
    for position, part in enumerate(_MATH.split(text)):
        if position % 2:
            yield "math", notation(part)
            continue
        for place, words in enumerate(_CODE.split(part)):
            if place % 2:
                yield "code", words
                continue
            for turn, word in enumerate(_MATH.split(plain_math.mark(words))):
                if word:
                    yield ("math", notation(word)) if turn % 2 else ("text", word)


def to_html(text: str) -> str:
    """HTML with inline MathML; everything else is escaped."""
    made = {
        "math": lambda part: mathml(part),
        "code": lambda part: f"<code>{html.escape(part)}</code>",
        "text": lambda part: html.escape(curly(part), quote=False),
    }
    return "".join(made[kind](part) for kind, part in pieces(text))


def to_tex(text: str) -> str:
    """LaTeX; raises HiggsSymError for a character that pdflatex would not print."""
    made = {
        "math": lambda part: f"${part}$",
        "code": lambda part: rf"\texttt{{{escape_tex(part)}}}",
        "text": lambda part: escape_tex(curly(part)),
    }
    return "".join(made[kind](part) for kind, part in pieces(text))


def to_plain(text: str) -> str:
    """One line for a terminal: formulas in Unicode, the rest as it stands."""
    parts = enumerate(_MATH.split(text))
    return " ".join("".join(plain_math.unicode_of(part) if place % 2 else part for place, part in parts).split())


def to_bookmark(text: str) -> str:
    """LaTeX for a PDF bookmark: ASCII, no mathematics."""
    plain = plain_math.spell(to_plain(text))
    return escape_tex("".join(char for char in plain if char.isascii()))


def sentence(text: str) -> str:
    """The text with a capital and a full stop, nothing for nothing; a symbol at its head stays as it is."""
    text = text.strip()
    if not text:
        return ""
    head = _WORD.match(text)
    if head and head[0] not in (*plain_math.GREEK, "eps"):
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else text + "."


def as_math(text: str) -> str:
    """Prose from a field that holds either bare LaTeX or prose with $LaTeX$ in it."""
    return text if "$" in text or not text else f"${text}$"


def curly(text: str) -> str:
    """Straight quotation marks as typographic ones."""
    text = re.sub(r'(^|[\s(\[])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", text)
    text = text.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def escape_tex(text: str) -> str:
    """Plain text as LaTeX, Greek letters and common symbols included."""
    return "".join(_tex_char(char) for char in text)


def _tex_char(char: str) -> str:
    if char in _TEX_SPECIALS:
        return _TEX_SPECIALS[char]
    if char.isascii() or ord(char) < 0x180:  # inputenc knows Latin-1 and Latin Extended-A
        return char
    name = unicodedata.name(char, "")
    if name.startswith("GREEK ") and " LETTER " in name and len(name.split()) == 4:
        letter = name.split()[-1].lower().replace("lamda", "lambda")
        command = letter.capitalize() if "CAPITAL" in name else letter
        return rf"\ensuremath{{\{command}}}"
    raise HiggsSymError(f"no LaTeX for character {char!r} (U+{ord(char):04X}); write it as $...$")
