"""The same SVG in less than half the bytes: matplotlib writes for clarity, and a page holds eighty drawings.

Nothing moves by more than a fiftieth of a point: coordinates become relative steps on a grid, names that nothing refers
to go, repeated styles become classes.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator
from xml.etree import ElementTree

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
PLACES = 2  # decimals of a point
COARSER = 16  # glyphs are drawn on a grid of 1/640 pt; a sixteenth of it is enough
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_TOKEN = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}")
_SCALE = re.compile(r"scale\(([\d.]+)\)\Z")
_MOVE = re.compile(r"translate\((\S+) (\S+)\)\Z")
_REFERENCE = re.compile(r"#([\w.-]+)")
_PAIRS = {"M": 1, "L": 1, "Q": 2, "C": 3}


def compact(text: str) -> str:
    """An SVG by matplotlib, shorter."""
    ElementTree.register_namespace("", SVG[1:-1])
    root = ElementTree.fromstring(text)
    for metadata in root.findall(f"{SVG}metadata"):
        root.remove(metadata)
    for node in root.iter():
        _plain_references(node)
    _unwrap(root)
    _rename(root)
    for node in root.iter():
        _shorten(node)
    _classes(root)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True).replace(" />", "/>")


def _plain_references(node: ElementTree.Element) -> None:
    if (target := node.attrib.pop(f"{XLINK}href", None)) is not None:
        node.set("href", target)
    if node.tag != f"{SVG}style":
        node.text = (node.text or "").strip() or None
    node.tail = None


def _unwrap(node: ElementTree.Element) -> None:
    """Groups that only have a name give way to what is in them."""
    for child in list(node):
        _unwrap(child)
        if child.tag in (f"{SVG}g", f"{SVG}defs") and not len(child):
            node.remove(child)
        elif child.tag == f"{SVG}g" and not set(child.attrib) - {"id"}:
            place = list(node).index(child)
            node[place : place + 1] = list(child)


def _rename(root: ElementTree.Element) -> None:
    """Ids of one or two letters for what is referred to, none for the rest."""
    used = {name for node in root.iter() for value in node.attrib.values() for name in _REFERENCE.findall(value)}
    names: dict[str, str] = dict(zip((n.get("id", "") for n in root.iter() if n.get("id") in used), _short()))  # noqa: B905
    for node in root.iter():
        for key, value in node.attrib.items():
            if key != "id" and "#" in value:
                node.set(key, _REFERENCE.sub(lambda found: "#" + names.get(found[1], found[1]), value))
        if (name := node.attrib.pop("id", None)) in names:
            node.set("id", names[str(name)])


def _short() -> Iterator[str]:
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_letters, repeat=length):
            yield "".join(letters)


def _shorten(node: ElementTree.Element) -> None:
    transform = node.get("transform", "")
    if (outline := node.get("d")) is not None:
        scale = _SCALE.match(transform)
        node.set("d", relative(outline, 1 / COARSER, 0) if scale else relative(outline))
        if scale:
            node.set("transform", f"scale({float(scale[1]) * COARSER:g})")
    elif node.tag == f"{SVG}use" and (moved := _MOVE.match(transform)):  # a glyph, at a tenth of the size
        del node.attrib["transform"]
        node.attrib |= {"x": _rounded(moved[1], 1), "y": _rounded(moved[2], 1)}
    elif transform:
        node.set("transform", _NUMBER.sub(lambda found: _rounded(found[0], 3), transform))
    for key in {"x", "y", "width", "height"} & node.attrib.keys():
        if node.tag != f"{SVG}svg":
            node.set(key, _rounded(node.attrib[key], PLACES))


def _rounded(number: str, places: int) -> str:
    return _decimal(round(float(number) * 10**places), places)


def relative(outline: str, scale: float = 1, places: int = PLACES) -> str:
    """Absolute M, L, Q, C, z as relative steps on a grid of 10^-places; errors do not add up."""
    tokens = iter(_TOKEN.findall(outline))
    made: list[tuple[str, list[int]]] = []
    here = start = (0, 0)
    for letter in tokens:
        if letter in "zZ":
            made.append(("z", []))
            here = start
            continue
        numbers = [round(float(next(tokens)) * scale * 10**places) for _ in range(2 * _PAIRS[letter])]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        name, steps = _step(letter, here, points)
        if made and name == made[-1][0] != "M":
            made[-1][1].extend(steps)
        else:
            made.append((name, steps))
        here = points[-1]
        start = here if letter == "M" else start
    return "".join(name + _joined([_decimal(step, places) for step in steps]) for name, steps in made)


def _step(letter: str, here: tuple[int, int], points: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """One segment of an outline, from here through the points."""
    if letter == "M":
        return "M", list(points[0])
    steps = [each - base for point in points for each, base in zip(point, here, strict=True)]
    if letter == "L" and not all(steps):
        return ("v", steps[1:]) if not steps[0] else ("h", steps[:1])
    return letter.lower(), steps


def _joined(numbers: list[str]) -> str:
    """Numbers with a space only where neither a sign nor a second point divides them."""
    text = ""
    for number in numbers:
        apart = number.startswith("-") or (number.startswith(".") and "." in re.split("[ -]", text)[-1])
        text += number if apart or not text else f" {number}"
    return text


def _decimal(number: int, places: int) -> str:
    """number/10^places without needless zeros."""
    digits = str(abs(number)).rjust(places + 1, "0")
    whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    text = (whole.lstrip("0") if fraction else whole) + (f".{fraction}" if fraction else "")
    return f"-{text}" if number < 0 else text


def _classes(root: ElementTree.Element) -> None:
    """Styles as classes, one rule each; the class stands where the style attribute stood."""
    rules: dict[str, str] = {}
    fresh = _short()
    for node in root.iter():
        style = re.sub(r"\s*([:;,])\s*", r"\1", node.attrib.pop("style", "").strip()).rstrip(";")
        if style:
            if style not in rules:
                rules[style] = next(fresh)
            node.set("class", rules[style])
    sheet = ElementTree.Element(f"{SVG}style")
    sheet.text = "".join(f".{name}{{{style}}}" for style, name in rules.items())
    root.insert(1, sheet)
