"""The page holds everything it needs, links to nothing that is not there, and says what the verdicts say."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources

import pytest

from higgs_sym.errors import MissingExtraError
from higgs_sym.report import html as page
from higgs_sym.report.model import compose, slug

VOID = {"meta", "img", "link", "br", "hr", "input"}


class Reader(HTMLParser):
    """Collects ids, links, images, mathematics; checks that tags nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids, self.anchors, self.addresses, self.images, self.mathematics = [], [], [], [], []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            (self.anchors if values["href"].startswith("#") else self.addresses).append((tag, values["href"]))
        if "src" in values:
            self.images.append(values)
        assert not any(name.startswith("on") for name in values), "no scripts in attributes"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "math" in self.open:
            self.mathematics.append(data)


def check(text: str) -> Reader:
    """What must hold for every page, the committed one included."""
    reader = Reader(text)
    assert not reader.open
    assert len(reader.ids) == len(set(reader.ids)), "ids come once"
    assert {target[1:] for _, target in reader.anchors} <= set(reader.ids), "links lead somewhere"
    assert all(tag == "a" and where.startswith("https://") for tag, where in reader.addresses)
    assert all(image["src"].startswith("data:image/svg+xml,<svg ") and image["alt"] for image in reader.images)
    assert all(uri.startswith(("data:", "%23")) for uri in re.findall(r"url\(([^)]*)\)", text))
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in text or f"script-src 'sha256-{digest}'" in text
    assert not re.search(r"fetch|XMLHttpRequest|import\(|eval\(|innerHTML", script)
    assert "@import" not in text
    missing = set("".join(reader.mathematics)) - embedded() - set("\n ")
    assert not missing, f"the embedded font lacks {missing}"
    return reader


def embedded() -> set[str]:
    """The characters of the embedded mathematical font."""
    listed = resources.files("higgs_sym.report").joinpath("fonts/stix-two-math.unicodes.txt").read_text()
    found = set()
    for line in listed.splitlines():
        for item in line.partition("#")[0].split():
            first, _, last = item.removeprefix("U+").partition("-")
            found |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return found


@pytest.fixture(scope="module")
def text(archive, records):
    report = compose(archive, records)
    names = [section.slug for section in report.sections] + [slug("figure", each.id) for each in report.figures]
    names += [slug("map", each.record.id) for each in report.pages if each.plane]
    return page.render(report, dict.fromkeys(names, "data:image/svg+xml,<svg />"))


def test_the_page_is_sound(text):
    check(text)


def test_every_claim_has_its_section_and_its_row(text, archive, records):
    table = text[: text.index("</table>")]
    for verdict in archive.verdicts:
        kind = verdict.kind.value.replace(" ", "-")
        assert table.count(f'href="#{slug("claim", verdict.claim)}"') == 1
        assert text.count(f'<section class="claim item {kind}" id="{slug("claim", verdict.claim)}"') == 1
        assert f"higgs-sym verify {verdict.claim}" in text


def test_what_was_not_expected_is_said(text):
    assert text.count('class="unexpected"') == 1
    assert "The verdict on record is <em>confirmed</em>" in text


def test_steps_say_how_they_were_checked(text):
    assert '<span class="method proved">proved</span>' in text
    assert '<span class="method definition">stated</span>' in text
    assert "2 steps: 1 proved, 1 stated" in text


def test_a_derivation_is_told_once_and_linked_after_that(text):
    assert text.count('id="derivation-edge"') == 1
    assert text.count('href="#derivation-edge"') == 2  # from the formula and from the statement


def test_text_from_records_is_escaped(text):
    assert "no &lt;less&gt;" in text


def test_light_dark_and_print(text):
    assert "@media (prefers-color-scheme: dark)" in text
    assert "@media print" in text
    assert '<html lang="en">' in text


def test_no_policy_hole(text):
    assert "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'" in text


def test_numbers_in_html():
    assert page.uncertain("2", "1e-19") == "2 ± 10<sup>−19</sup>"
    assert page.scientific("-1.5e-7") == "−1.5\N{NARROW NO-BREAK SPACE}×\N{NARROW NO-BREAK SPACE}10<sup>−7</sup>"
    assert page.scientific("<b>") == "&lt;b&gt;"


def test_missing_library_gives_the_pip_command(monkeypatch):
    monkeypatch.setattr(page.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"jinja2 .* pip install 'higgs_sym\[report\]'"):
        page.require_libraries()
