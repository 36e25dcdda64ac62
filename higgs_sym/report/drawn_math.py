"""LaTeX formulas in two dimensions for a terminal: fractions stand above one another, exponents above the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from higgs_sym.report.plain_math import unicode_of
from higgs_sym.typeset import latex_groups as reader
from higgs_sym.typeset.layout import lines as broken

WIDTH = 74.0  # of a line, in letters
_FRACTIONS = (r"\frac", r"\dfrac", r"\tfrac")
_SPACES = {r"\,": "", r"\;": " ", r"\:": " ", r"\!": "", r"\ ": " ", r"\quad": "  ", r"\qquad": "    ", "~": " "}
_SILENT = {r"\limits", r"\left", r"\right", r"\displaystyle", r"\big", r"\Big", r"\bigl", r"\bigr", r"\Bigl",
           r"\Bigr", "{", "}"}  # fmt: skip
_ROOM = {"=", "+", "-", "<", ">", r"\to", r"\le", r"\ge", r"\ll", r"\gg", r"\ne", r"\approx", r"\sim", r"\simeq",
         r"\equiv", r"\propto", r"\mapsto", r"\times", r"\pm", r"\mp"}  # fmt: skip
_TALL = {
    sign: tuple(parts)
    for sign, parts in {
        "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", r"\{": "⎧⎨⎩", r"\}": "⎫⎬⎭", "|": "│││",
    }.items()
}  # fmt: skip
_LIMITS = {r"\int", r"\sum"}
_PAIRS = {"(": ")", "[": "]", r"\{": r"\}"}
_WORDS = "sin cos tan cot sinh cosh tanh coth ln log exp arcsin arccos arctan"
_FUNCTIONS = frozenset(_WORDS.split())


@dataclass(frozen=True)
class Box:
    """Lines of equal width and the number of the one that others align with."""

    rows: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        """In characters."""
        return len(self.rows[0])

    def padded(self, above: int, below: int) -> Box:
        """With empty lines so that it reaches so far above and below its base."""
        blank = " " * self.width
        top, bottom = above - self.base, below - (len(self.rows) - 1 - self.base)
        return Box((*[blank] * top, *self.rows, *[blank] * bottom), above)


def drawn(latex: str, width: float = WIDTH) -> list[str]:
    """The formula as lines of Unicode text, broken where it is wider than `width`."""
    found: list[str] = []
    for line in broken(latex, width):
        found += [row.rstrip() for row in _row(reader.tokens(line)).rows]
    return found


def _text(text: str) -> Box:
    return Box((text,))


def _beside(boxes: Sequence[Box]) -> Box:
    boxes = [box for box in boxes if box.width]
    if not boxes:
        return _text("")
    above = max(box.base for box in boxes)
    below = max(len(box.rows) - 1 - box.base for box in boxes)
    level = [box.padded(above, below) for box in boxes]
    return Box(tuple("".join(parts) for parts in zip(*(box.rows for box in level), strict=True)), above)


def _over(top: Box, bottom: Box) -> Box:
    width = max(top.width, bottom.width)
    middle = "─" * width
    return Box((*(r.center(width) for r in top.rows), middle, *(r.center(width) for r in bottom.rows)), len(top.rows))


def _script(base: Box, script: Box, sign: str) -> Box:
    """An exponent above the top line, an index below the bottom line."""
    blank = " " * base.width
    if sign == "^":
        rows = (*(blank + row for row in script.rows), *(row + " " * script.width for row in base.rows))
        return Box(rows, base.base + len(script.rows))
    rows = (*(row + " " * script.width for row in base.rows), *(blank + row for row in script.rows))
    return Box(rows, base.base)


def _root(inside: Box) -> Box:
    if len(inside.rows) == 1:
        return _text(f"√{inside.rows[0]}" if inside.width == 1 else f"√({inside.rows[0]})")
    height = len(inside.rows)
    rows = [f" {'_' * inside.width}", *(f"{'│' if place < height - 1 else '√'}{row}" for place, row in
                                        enumerate(inside.rows))]  # fmt: skip
    return Box(tuple(row.ljust(inside.width + 1) for row in rows), inside.base + 1)


def _bracket(sign: str, like: Box) -> Box:
    """A bracket as tall as what it holds."""
    height = len(like.rows)
    if height == 1 or sign not in _TALL:
        return _text(sign.removeprefix("\\") if sign != "." else "")
    top, middle, bottom = _TALL[sign]
    return Box((top, *[middle] * (height - 2), bottom), like.base)


def _row(given: Sequence[str]) -> Box:
    """Tokens side by side."""
    boxes: list[Box] = []
    place, before = 0, ""
    while place < len(given):
        token = given[place]
        if token in _PAIRS and (end := _closing(given, place)):
            inside = _row(given[place + 1 : end])
            boxes.append(_beside([_bracket(token, inside), inside, _bracket(given[end], inside)]))
            place = end + 1
            before = given[end]
        elif token in ("^", "_"):
            scripts = {}
            while place < len(given) and given[place] in ("^", "_") and given[place] not in scripts:
                sign = given[place]
                script, place = reader.argument(given, place + 1)
                scripts[sign] = _row(script)
            boxes.append(_scripted(boxes.pop() if boxes else _text(""), scripts, before in _LIMITS))
            before = "x"
        else:
            box, place = _atom(given, place, before)
            boxes.append(box)
            before = before if token == r"\limits" else token
    return _beside(boxes)


def _scripted(base: Box, scripts: dict[str, Box], limits: bool) -> Box:
    """An index on the line where it is short, an exponent above it; both in one column on an integral or a sum."""
    if limits and len(scripts) == 2:
        width = max(script.width for script in scripts.values())
        low, high = [Box(tuple(row.ljust(width) for row in scripts[sign].rows)) for sign in ("_", "^")]
        rows = (*(" " * base.width + row for row in high.rows), *(row + " " * width for row in base.rows))
        return Box((*rows, *(" " * base.width + row for row in low.rows)), len(high.rows) + base.base)
    if (index := scripts.get("_")) is not None:
        flat = index.rows[0]
        if len(index.rows) == 1 == len(base.rows):
            base = _text(f"{base.rows[0]}_{flat if len(flat) == 1 else f'({flat})'}")
        else:
            base = _script(base, index, "_")
    return _script(base, scripts["^"], "^") if "^" in scripts else base


def _atom(given: Sequence[str], place: int, before: str) -> tuple[Box, int]:
    """The box of the command or letter at `place`, with its arguments, and the place after them."""
    token = given[place]
    if token == "{":
        inside, place = reader.argument(given, place)
        return _row(inside), place
    if token in _FRACTIONS:
        over, place = reader.argument(given, place + 1)
        under, place = reader.argument(given, place)
        return _beside([_over(_row(over), _row(under)), _text(" ")]), place
    if token == r"\sqrt":
        inside, place = reader.argument(given, place + 1)
        return _root(_row(inside)), place
    if token in reader.TAKES_ONE:
        inside, place = reader.argument(given, place + 1)
        word = unicode_of(f"{token}{{{''.join(inside)}}}")
        apart = len(word) > 1 and token in reader.WORDS and given[place : place + 1] not in ([], ["^"], ["_"], ["("])
        return _text(f"{word} " if apart else word), place
    if token == r"\underset":
        _, place = reader.argument(given, place + 1)
        base, place = reader.argument(given, place)
        return _row(base), place
    if token == r"\begin":
        _, rows, place = reader.environment(given, place)
        return _matrix([[_row(cell) for cell in row] for row in rows]), place
    return _text(_single(token, before)), place + 1


def _single(token: str, before: str) -> str:
    if token in _SILENT:
        return ""
    if token in _SPACES:
        return _SPACES[token]
    binary = before not in ("", "=", ",", "^", "_", r"\to", r"\qquad") and token in _ROOM
    sign = unicode_of(token).strip().replace("-", "−") if token != "." else ""
    if binary:
        return f" {sign} "
    if token[1:] in _FUNCTIONS:
        return f" {sign} " if before[-1:].isalnum() and before not in _LIMITS else f"{sign} "
    return f"{sign} " if token == "," else sign


def _matrix(cells: Sequence[Sequence[Box]]) -> Box:
    """Rows below one another in brackets, columns centred."""
    widths = [max(box.width for box in column) for column in zip(*cells, strict=False)]
    rows: list[str] = []
    for row in cells:
        level = _beside([_beside([_text(" "), _centred(box, width), _text(" ")])
                         for box, width in zip(row, widths, strict=False)])  # fmt: skip
        rows += level.rows
    width = max(map(len, rows), default=0)
    body = Box(tuple(row.ljust(width) for row in rows), len(rows) // 2)
    return _beside([_bracket("(", body), body, _bracket(")", body)])


def _centred(box: Box, width: int) -> Box:
    return Box(tuple(row.center(width) for row in box.rows), box.base)


def _closing(given: Sequence[str], place: int) -> int:
    """The place of the bracket that closes the one at `place`, 0 if there is none."""
    opening, closing, depth = given[place], _PAIRS[given[place]], 0
    for end in range(place, len(given)):
        depth += {opening: 1, closing: -1}.get(given[end], 0)
        if depth == 0:
            return end
    return 0
