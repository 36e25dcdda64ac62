"""LaTeX formulas as Typst: the commands that this package prints, and an error for any other."""

from __future__ import annotations

from collections.abc import Sequence

from higgs_sym.errors import HiggsSymError
from higgs_sym.typeset import latex_groups as reader

_SAME = """alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau chi psi omega
Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega sin cos tan cot sec csc sinh cosh tanh coth ln log exp lim
arcsin arccos arctan min max det"""
_SYMBOLS = {name: name for name in _SAME.split()} | {
    "varepsilon": "epsilon", "epsilon": "epsilon.alt", "phi": "phi.alt", "varphi": "phi", "ell": "ell",
    "cdot": "dot.op", "times": "times", "pm": "plus.minus", "mp": "minus.plus", "to": "arrow.r",
    "mapsto": "arrow.r.bar", "le": "<=", "ge": ">=", "ll": "<<", "gg": ">>", "ne": "!=", "approx": "approx",
    "sim": "tilde.op", "simeq": "tilde.eq", "equiv": "equiv", "propto": "prop", "infty": "infinity",
    "int": "integral", "sum": "sum", "partial": "partial", "hbar": "planck.reduce", "dots": "dots.h",
    "ldots": "dots.h", "circ": "compose", "otimes": "times.o",
    "big": "", "Big": "", "bigl": "", "bigr": "", "Bigl": "", "Bigr": "",
    "in": "in", "langle": "chevron.l", "rangle": "chevron.r", "nabla": "nabla",
    "quad": "quad", "qquad": "wide", "left": "", "right": "", "displaystyle": "", "surd": "sqrt",
    "vert": "|", "lvert": "|", "rvert": "|", "mid": "|", "prime": "prime", "dagger": "dagger",
}  # fmt: skip
_SIGNS = {
    r"\,": "thin",
    r"\;": "thick",
    r"\:": "med",
    r"\!": "",
    r"\{": "{",
    r"\}": "}",
    "/": r"\/",
    "~": "space.nobreak",
}
_SIGNS |= {"'": "'", "*": "*", r"\|": "||", r"\ ": "space", "#": r"\#", "$": r"\$"}
_ACCENTS = {"bar": "overline", "overline": "overline", "tilde": "tilde", "hat": "hat", "dot": "dot", "mathbf": "bold"}
_FRACTIONS = ("frac", "tfrac", "dfrac")
_MATRICES = {"pmatrix": "mat", "matrix": "mat", "bmatrix": "mat"}


def typst(latex: str) -> str:
    """The formula in Typst's mathematics, without the dollar signs; HiggsSymError for a command it does not know."""
    return _convert(reader.tokens(latex))


def _convert(given: Sequence[str]) -> str:
    made: list[str] = []
    place = 0
    while place < len(given):
        text, place = _next(given, place)
        if text[:1] in ("^", "_") and made:
            made[-1] += text
        elif text:
            made.append(text)
    return " ".join(made)


def _next(given: Sequence[str], place: int) -> tuple[str, int]:
    """What the token at `place` becomes, with its arguments, and the place after them."""
    token, name = given[place], given[place][1:]
    if token == "{":
        inside, place = reader.argument(given, place)
        return _convert(inside), place
    if token in ("^", "_"):
        script, place = reader.argument(given, place + 1)
        return f"{token}({_convert(script)})", place
    if token in reader.WORDS:
        word, place = reader.argument(given, place + 1)
        return f'op("{"".join(word)}")', place
    if token.startswith("\\") and name in _FRACTIONS:
        over, place = reader.argument(given, place + 1)
        under, place = reader.argument(given, place)
        return f"frac({_argument(over)}, {_argument(under)})", place
    if token == r"\sqrt":
        inside, place = reader.argument(given, place + 1)
        return f"sqrt({_argument(inside)})", place
    if token.startswith("\\") and name in _ACCENTS:
        inside, place = reader.argument(given, place + 1)
        return f"{_ACCENTS[name]}({_argument(inside)})", place
    if token == r"\underset":
        under, place = reader.argument(given, place + 1)
        base, place = reader.argument(given, place)
        return f"attach({_argument(base)}, b: {_argument(under)})", place
    if token == r"\begin":
        return _environment(given, place)
    return _single(token), place + 1


def _argument(given: Sequence[str]) -> str:
    """A comma in an argument would start the next one."""
    text = _convert(given)
    return text.replace(",", r"\,") if "," in given else text


def _environment(given: Sequence[str], place: int) -> tuple[str, int]:
    name, rows, place = reader.environment(given, place)
    if name not in _MATRICES:
        raise HiggsSymError(f"no Typst form of the LaTeX environment {name}")
    body = "; ".join(", ".join(_argument(cell) for cell in row) for row in rows)
    return f"{_MATRICES[name]}({body})", place


def _single(token: str) -> str:
    if token in _SIGNS:
        return _SIGNS[token]
    if not token.startswith("\\"):
        return token
    if token[1:] not in _SYMBOLS:
        raise HiggsSymError(f"no Typst form of the LaTeX command {token}")
    return _SYMBOLS[token[1:]]
