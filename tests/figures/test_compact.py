"""A drawing in fewer bytes is the same drawing."""

from __future__ import annotations

import io
import itertools
import re
from xml.etree import ElementTree

import pytest

from higgs_sym.figures import _compact, _style

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def pair():
    """One drawing with words, powers, markers, dashes and a filled region: as matplotlib writes it, and shorter."""
    from matplotlib.figure import Figure

    with _style.style():
        figure = Figure(figsize=(4, 3), layout="constrained")
        axes = figure.subplots()
        axes.loglog([1, 10, 100], [1e-3, 1e-2, 1e2], "o--", label=r"$\chi^{-1}(\omega)$ & more")
        axes.fill_between([1, 10], [1e-2, 1e-1], alpha=0.3)
        axes.legend()
        stream = io.StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None})
    text = re.sub(r"<!DOCTYPE[^>]*>", "", stream.getvalue())
    return ElementTree.fromstring(text), ElementTree.fromstring(_compact.compact(text)), text


def points(outline: str) -> list[tuple[float, float]]:
    """The end of every segment of a path in absolute coordinates; M, L, Q, C, z of either case, h and v."""
    tokens = iter(re.findall(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)", outline))
    found, here, start, letter = [], (0.0, 0.0), (0.0, 0.0), ""
    for token in tokens:
        if token.isalpha():
            letter = token
            if letter in "zZ":
                here = start
                continue
            token = next(tokens)
        if letter in "hv":
            here = (here[0] + float(token), here[1]) if letter == "h" else (here[0], here[1] + float(token))
        else:
            size = {"m": 2, "l": 2, "q": 4, "c": 6}[letter.lower()]
            numbers = [float(token), *(float(next(tokens)) for _ in range(size - 1))]
            base = here if letter.islower() else (0.0, 0.0)
            here = (base[0] + numbers[-2], base[1] + numbers[-1])
        start = here if letter == "M" else start
        found.append(here)
    return found


def test_outlines_keep_their_points(pair):
    before, after, _ = pair
    for old, new in zip(before.iter(f"{SVG}path"), after.iter(f"{SVG}path"), strict=True):
        unit = _compact.COARSER if "scale(" in old.get("transform", "") else 1
        allowed = 0.5 + 1e-9 if unit > 1 else 0.5 * 10**-_compact.PLACES + 1e-9
        for first, second in zip(points(old.get("d", "")), points(new.get("d", "")), strict=True):
            assert all(abs(a / unit - b) <= allowed for a, b in zip(first, second, strict=True))


def test_errors_of_many_small_steps_do_not_add_up():
    outline = "M 0 0 " + " ".join(f"L {0.004 * n:.3f} {-0.003 * n:.3f}" for n in range(1, 1001))
    x, y = points(_compact.relative(outline))[-1]
    assert abs(x - 4) <= 0.005
    assert abs(y + 3) <= 0.005


@pytest.mark.parametrize(("number", "places", "text"), [
    (0, 2, "0"), (5, 2, ".05"), (-50, 2, "-.5"), (1200, 2, "12"), (-1234, 2, "-12.34"), (-7, 0, "-7"), (30, 0, "30"),
])  # fmt: skip
def test_numbers(number, places, text):
    assert _compact._decimal(number, places) == text


def test_nothing_is_lost_and_every_name_leads_somewhere(pair):
    before, after, text = pair
    for tag in ("path", "use", "clipPath"):
        assert len(list(after.iter(SVG + tag))) == len(list(before.iter(SVG + tag)))
    written = ElementTree.tostring(after, encoding="unicode")
    ids = [node.get("id") for node in after.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    references = {value for node in after.iter() for key, value in node.attrib.items() if key == "href"}
    references |= set(re.findall(r"url\((#\w+)\)", written))
    assert references == {f"#{name}" for name in ids}
    rules = dict(re.findall(r"\.(\w+)\{([^}]*)\}", "".join(node.text or "" for node in after.iter(f"{SVG}style"))))
    old = [re.sub(r"\s", "", node.get("style")) for node in before.iter() if node.get("style")]
    new = [rules[node.get("class")] for node in after.iter() if node.get("class")]
    assert sorted(new) == sorted(style.rstrip(";") for style in old if style)
    assert len(written) < len(text) / 2


def test_names_are_short_and_differ():
    names = list(itertools.islice(_compact._short(), 3000))
    assert len(set(names)) == 3000
    assert max(map(len, names)) == 3


def test_a_data_uri_holds_the_drawing_and_no_double_quote():
    from urllib.parse import unquote

    uri = _style.data_uri('<svg id="a"><path d=\'M0 0\' fill="url(#a)"/>100%&amp;</svg>')
    assert '"' not in uri
    assert unquote(uri.removeprefix("data:image/svg+xml,")) == (
        "<svg id='a'><path d='M0 0' fill='url(#a)'/>100%&amp;</svg>"
    )
