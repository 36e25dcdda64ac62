"""Between plain characters and LaTeX: "eps_g^(2/3)" for typesetting, "\\epsilon_g" for terminals."""

from __future__ import annotations

import re
import unicodedata

_SMALL = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega"
_LARGE = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
GREEK = (*_SMALL.split(), *_LARGE.split())
_FUNCTIONS = ("cosh", "sinh", "tanh", "cos", "sin", "tan", "ln")
_COMMANDS = {name: rf"\{name}" for name in (*GREEK, *_FUNCTIONS)} | {"eps": r"\epsilon"}
_GREEK = "|".join(sorted((*GREEK, "eps"), key=len, reverse=True))
_POWER = r"\^(?:\((?P<long>[^()]{1,20})\)|(?P<short>-?\w+(?:/\d+)?))"
# A Greek name, or a letter or function with an index or a power: nothing that could be an English word.
_PLAIN = re.compile(
    rf"(?<![\w\\])(?:(?P<greek>{_GREEK})(?P<number>\d)?(?P<tilde>~)?"
    rf"|(?P<letter>{'|'.join(_FUNCTIONS)}|[A-Za-z])(?=[_^]))"
    rf"(?:_(?P<index>[A-Za-z0-9]{{1,3}}))?(?:{_POWER})?(?![\w^])"
)
_CLOSED = re.compile(rf"(?<=\)){_POWER}(?!\w)")

_RELATIONS = {"->": r"$\to$", "<<": r"$\ll$", ">>": r"$\gg$", "<=": r"$\le$", ">=": r"$\ge$"}
_RELATION = re.compile(r"(?<=\s)(?:->|<<|>>|<=|>=)(?=\s)")
_MINUS = re.compile(r"(?:(?<=[$\d]) - )|(?: - (?=[$\d]))")

_SYMBOLS = {
    r"\to": " \N{RIGHTWARDS ARROW} ",
    r"\mapsto": " \N{RIGHTWARDS ARROW} ",
    r"\infty": "\N{INFINITY}",
    r"\ll": " \N{MUCH LESS-THAN} ",
    r"\gg": " \N{MUCH GREATER-THAN} ",
    r"\le": " \N{LESS-THAN OR EQUAL TO} ",
    r"\ge": " \N{GREATER-THAN OR EQUAL TO} ",
    r"\approx": " \N{ALMOST EQUAL TO} ",
    r"\ne": " \N{NOT EQUAL TO} ",
    r"\cdot": "\N{MIDDLE DOT}",
    r"\times": " \N{MULTIPLICATION SIGN} ",
    r"\pm": " \N{PLUS-MINUS SIGN} ",
    r"\int": "\N{INTEGRAL}",
    r"\partial": "\N{PARTIAL DIFFERENTIAL}",
    r"\nabla": "\N{NABLA}",
    r"\circ": "\N{RING OPERATOR}",
    r"\dots": "\N{HORIZONTAL ELLIPSIS}",
    r"\ldots": "\N{HORIZONTAL ELLIPSIS}",
    r"\propto": " \N{PROPORTIONAL TO} ",
    r"\sim": " \N{TILDE OPERATOR} ",
    r"\otimes": "\N{CIRCLED TIMES}",
    r"\dagger": "\N{DAGGER}",
    r"\hbar": "\N{PLANCK CONSTANT OVER TWO PI}",
    r"\ell": "\N{SCRIPT SMALL L}",
    r"\sqrt": "\N{SQUARE ROOT}",
}
_ASCII = {
    "\N{MINUS SIGN}": "-",
    "\N{PROPORTIONAL TO}": "~",
    "\N{TILDE OPERATOR}": "~",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{PLUS-MINUS SIGN}": "+-",
    "\N{INFINITY}": "infinity",
    "\N{MUCH LESS-THAN}": "<<",
    "\N{MUCH GREATER-THAN}": ">>",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{MIDDLE DOT}": "*",
    "\N{SQUARE ROOT}": "sqrt",
}
_ACCENTS = {
    "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "tilde": "\N{COMBINING TILDE}",
    "bar": "\N{COMBINING MACRON}",
}
_TOKEN = r"\\[A-Za-z]+|\w"
_ACCENTED = re.compile(rf"\\({'|'.join(_ACCENTS)})(?:\{{({_TOKEN})\}}|\s*({_TOKEN}))")
_VARIANTS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi"}
_GROUP = re.compile(r"\{([^{}]*)\}")


def mark(text: str) -> str:
    """Put the formulas that stand in prose as plain characters between dollar signs, as LaTeX."""
    marked = _PLAIN.sub(lambda found: f"${_latex(found)}$", text)
    marked = _MINUS.sub(" \N{MINUS SIGN} ", _RELATION.sub(lambda found: _RELATIONS[found[0]], marked))
    return _CLOSED.sub(lambda found: f"${{}}^{{{found['long'] or found['short']}}}$", marked)


def _latex(found: re.Match[str]) -> str:
    name = found["greek"] or found["letter"]
    base = _COMMANDS.get(name, name)
    if found["tilde"]:
        base = rf"\tilde{{{base}}}"
    index, power = found["number"] or found["index"], found["long"] or found["short"]
    return base + (f"_{{{index}}}" if index else "") + (f"^{{{power}}}" if power else "")


def unicode_of(latex: str) -> str:
    """A short LaTeX formula as one line of Unicode, as a terminal can show it."""
    text = re.sub(r"\\[,;:! ]|~|\\q?quad", " ", latex)
    text = re.sub(r"\\(?:left|right|displaystyle|big|Big)(?![a-zA-Z])", "", text)
    text = re.sub(r"\\operatorname\{(\w+)\}\s*(?=[\\\w])", r"\1 ", text)  # Im x, but Im[x]
    text = re.sub(r"\\(?:mathrm|operatorname|text|mathbf|mathcal)(?:\{([^{}]*)\}|\s+(\w))", r"\1\2", text)
    text = _ACCENTED.sub(lambda found: (found[2] or found[3]) + _ACCENTS[found[1]], text)
    text = re.sub(rf"(\\[td]?frac)\s*(?!\{{)({_TOKEN})", r"\1{\2}", text)
    text = re.sub(rf"(\\[td]?frac\{{[^{{}}]*\}})\s*(?!\{{)({_TOKEN})", r"\1{\2}", text)
    text = text.replace(r"\{", "\x01").replace(r"\}", "\x02")
    text = re.sub(r"\\([A-Za-z]+)", _command, text)
    for _ in range(6):  # innermost braces first; deeper nesting than this is no longer a short formula
        text = re.sub(r"(?<=[\^_])\{([^{}]*)\}", _raised, text)
        text = re.sub(r"\x00\{([^{}]*)\}\{([^{}]*)\}", _fraction, text)
        text = re.sub(r"\N{SQUARE ROOT}\{([^{}]*)\}", "\N{SQUARE ROOT}(\\1)", text)
    text = " ".join(_GROUP.sub(r"\1", text).split())
    return text.replace("\x01", "{").replace("\x02", "}")


def _command(found: re.Match[str]) -> str:
    name = _VARIANTS.get(found.group(1), found.group(1))
    if name in GREEK:
        size = "CAPITAL" if name[0].isupper() else "SMALL"
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")
    if name in ("frac", "tfrac", "dfrac"):
        return "\x00"
    return _SYMBOLS.get("\\" + name, name)


def _raised(found: re.Match[str]) -> str:
    inside = found.group(1)
    return inside if re.fullmatch(r"-?\w+|[+-]", inside) else f"({inside})"


def _fraction(found: re.Match[str]) -> str:
    over, under = (part if re.fullmatch(r"[\w^.]+", part) else f"({part})" for part in found.groups())
    return f"{over}/{under}"


def spell(text: str) -> str:
    """The text in ASCII: Greek letters by name, other characters by their nearest plain form or "?"."""
    return "".join(char if char.isascii() else _spelled(char) for char in text)


def _spelled(char: str) -> str:
    if char in _ASCII:
        return _ASCII[char]
    name = unicodedata.name(char, "").split()
    if name[:1] == ["GREEK"] and "LETTER" in name:
        letter = name[-1].lower().replace("lamda", "lambda")
        return letter.capitalize() if "CAPITAL" in name else letter
    return unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode() or "?"
