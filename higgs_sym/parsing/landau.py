"""The remainder that a formula states: `... + O(x**3)` or `... + o(x)` as its last summand."""

from __future__ import annotations

from dataclasses import dataclass

from higgs_sym.errors import FormulaError
from higgs_sym.parsing.tokens import Token, tokenize

NAMES = ("O", "o")


@dataclass(frozen=True)
class Landau:
    """What is claimed of the remainder."""

    kind: str  # "O": at most of that order; "o": smaller
    text: str  # the formula between the parentheses

    def __str__(self) -> str:
        return f"{self.kind}({self.text})"


def split(text: str) -> tuple[str, Landau | None]:
    """A formula without the O(...) or o(...) at its end, and that; FormulaError for one that stands elsewhere."""
    tokens = tokenize(text)
    places = [place for place, token in enumerate(tokens) if _opens(tokens, place)]
    if not places:
        return text, None
    place = places[0]
    end = _closing(tokens, place + 1)
    before = tokens[place - 1] if place else None
    last = end is not None and tokens[end + 1].kind == "end"
    level = sum({"(": 1, ")": -1}.get(token.text, 0) for token in tokens[:place])
    if len(places) > 1 or not last or level or before is None or before.text not in "+-" or end is None:
        raise FormulaError(text, tokens[place].position, "O(...) and o(...) stand last, after all terms: x + O(x**3)")
    inner = text[tokens[place + 1].position + 1 : tokens[end].position].strip()
    return text[: before.position].rstrip() or "0", Landau(tokens[place].text, inner)


def _opens(tokens: list[Token], place: int) -> bool:
    token, following = tokens[place], tokens[min(place + 1, len(tokens) - 1)]
    return token.kind == "name" and token.text in NAMES and following.text == "("


def _closing(tokens: list[Token], start: int) -> int | None:
    level = 0
    for place in range(start, len(tokens)):
        level += {"(": 1, ")": -1}.get(tokens[place].text, 0)
        if level == 0:
            return place
    return None
