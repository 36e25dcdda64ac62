"""LaTeX as MathML with the spacing and the upright letters that LaTeX would give it."""

from __future__ import annotations

import re
from functools import lru_cache

from higgs_sym.errors import HiggsSymError, MissingExtraError
from higgs_sym.printing import notation

_CAPITAL = re.compile(r"<mi>(&#x0039[1-9A-F];|&#x003A[0-9];)</mi>")
_FUNCTION = re.compile(
    r"(?P<before></m\w+>)?(?P<power><msup>)?<(?P<tag>m[io])>(?P<name>[A-Za-z]{2,})</(?P=tag)>"
    r"(?P<exponent>(?:<mn>[^<]*</mn>|<mrow>.{1,60}?</mrow>)</msup>)?(?P<after>(?:<mrow>)*<mo[^>]*>(?:&#x0002[89];|\[|&#x0005B;))?"
)
_SIGN_AS_LETTER = re.compile(r"<mi>(&#x000B1;|&#x02213;)</mi>")
# A sign after an opening bracket, a relation or a comma belongs to what follows; browsers see that at the
# beginning of a row only.
_UNARY = re.compile(
    r"(<mo(?:(?!postfix)[^>])*>(?!&#x00029;|\]|&#x0005D;|&#x0007D;|\||&#x0007C;|!|&#x00021;)[^<]+</mo>)"
    r"<mo>(&#x02212;|&#x0002B;|&#x000B1;|&#x02213;)</mo>"
)
_BAR = '<mo stretchy="false">&#x0007C;</mo>'
THIN = '<mspace width="0.1667em" />'


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool = False) -> str:
    """MathML of a LaTeX formula.

    Raises MissingExtraError without latex2mathml, HiggsSymError if the formula does not convert.
    """
    try:
        from latex2mathml.converter import convert
    except ModuleNotFoundError as error:
        raise MissingExtraError("latex2mathml", "report") from error
    try:
        made = str(convert(notation(latex), display="block" if display else "inline"))
    except Exception as error:  # the converter raises a dozen unrelated classes
        raise HiggsSymError(f"LaTeX {latex!r} does not convert to MathML: {error!r}") from error
    # A solidus in a formula is a fraction bar, not a binary operator with space around it.
    made = made.replace("<mo>&#x0002F;</mo>", '<mo lspace="0" rspace="0">&#x0002F;</mo>')
    made = _moduli(made)
    made = _SIGN_AS_LETTER.sub(r"<mo>\1</mo>", made)
    made = _UNARY.sub(r'\1<mo form="prefix">\2</mo>', made)
    made = _FUNCTION.sub(_spaced, made)
    made = made.replace("</mfrac><mfrac>", f"</mfrac>{THIN}<mfrac>")  # TeX keeps fractions apart by itself
    # Capital Greek letters stand upright in LaTeX; MathML would slant them.
    made = _CAPITAL.sub(r'<mi mathvariant="normal">\1</mi>', made)
    return made.replace('xmlns="http://www.w3.org/1998/Math/MathML" ', "")


def _moduli(made: str) -> str:
    """Bars that come in pairs open and close: left alone, the second of |x| would be spaced like a relation."""
    pieces = made.split(_BAR)
    if len(pieces) % 2 == 0:  # an odd number: one of them is no modulus
        return made
    forms = (
        f'<mo stretchy="false" form="{form}" lspace="0" rspace="0">|</mo>'
        for form in ("prefix", "postfix") * len(pieces)
    )
    return "".join(piece + form for piece, form in zip(pieces[:-1], forms, strict=False)) + pieces[-1]


def _spaced(found: re.Match[str]) -> str:
    """A function name with the thin spaces that LaTeX puts around it, none next to a bracket or an operator."""
    if bool(found["power"]) != bool(found["exponent"]):
        return found[0]
    before, after = found["before"] or "", found["after"] or ""
    name = f"{found['power'] or ''}<mi>{found['name']}</mi>{found['exponent'] or ''}"
    left = THIN if before not in ("", "</mo>") else ""
    return before + left + name + (after or THIN)
