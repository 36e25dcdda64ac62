"""The page in a real browser: it renders, filters, copies, asks the network for nothing and complains of nothing."""

from __future__ import annotations

import pytest

from higgs_sym.report import html
from higgs_sym.report.model import compose, slug
from tests.browser import Browser, find_browser

EXECUTABLE = find_browser()
pytestmark = pytest.mark.skipif(EXECUTABLE is None, reason="no Chromium is installed")
PLOT = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="


@pytest.fixture(scope="module")
def browser():
    process = Browser(str(EXECUTABLE))
    yield process
    process.close()


@pytest.fixture(scope="module")
def address(archive, records, tmp_path_factory):
    report = compose(archive, records)
    names = [section.slug for section in report.sections]
    names += [slug("figure", each.id) for each in report.figures]
    names += [slug("map", page.record.id) for page in report.pages if page.plane]
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html.render(report, dict.fromkeys(names, PLOT)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser, address):
    opened = browser.open(address)
    yield opened
    assert not opened.complaints()
    assert opened.requests() == [address]
    opened.call("Page.close")


VISIBLE = "[...document.querySelectorAll('{}')].filter(e => e.offsetParent !== null).length"


def visible(page, selector):
    """How many elements of a kind take up room."""
    return page.evaluate(VISIBLE.format(selector))


def choose(page, kinds, chapter=""):
    """Tick these verdicts and no others, and pick a section."""
    page.evaluate(
        f"document.querySelectorAll('[name=kind]').forEach(b => {{ b.checked = {kinds}.includes(b.value); }});"
        f"document.getElementById('filter-chapter').value = '{chapter}';"
        "document.getElementById('filter').dispatchEvent(new Event('input'))"
    )


def test_formulas_are_set_as_mathematics(page):
    """A fraction is as tall as two lines, in the embedded font."""
    assert page.evaluate("document.querySelector('#eq-22 .display math').getBoundingClientRect().height") > 25
    assert page.evaluate("document.fonts.check('16px \"STIX Two Math\"')")
    assert page.evaluate("document.fonts.size") == page.evaluate(
        "[...document.fonts].filter(f => f.status !== 'error').length"
    )


def test_nothing_sticks_out(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 700])
def test_nothing_sticks_out_on_small_screens(browser, address, width):
    narrow = browser.open(address, width=width)
    narrow.evaluate(
        "document.querySelectorAll('p math, dd math').forEach("
        "m => m.insertAdjacentHTML('beforeend', '<mspace width=\"60em\"/>'))"
    )
    assert narrow.evaluate("document.querySelectorAll('mspace[width=\"60em\"]').length") > 5
    assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")
    narrow.call("Page.close")


def test_filter_by_verdict(page):
    every = visible(page, "#verdict-table .item")
    choose(page, ["wrong-order"])
    assert visible(page, "#verdict-table .item") == 1
    assert visible(page, ".claim") == 1
    assert visible(page, ".page") == 1
    assert visible(page, "#statements") == 0
    assert page.evaluate("document.getElementById('filter-count').textContent") == f"1 of {every} verdicts"


def test_filter_by_section(page):
    choose(page, ["wrong-order", "confirmed", "undecided", "refuted"], "near-the-threshold")
    assert visible(page, ".claim") == 1
    assert visible(page, "#chapter-further-formulas") == 0
    choose(page, ["refuted"], "statements")
    assert visible(page, ".statement-page") == 1
    assert visible(page, ".claim") == 0


def test_a_link_to_something_filtered_out_shows_it(page):
    choose(page, ["confirmed"])
    page.evaluate("location.hash = '#claim-eq-22'")
    page.wait("document.getElementById('claim-eq-22').offsetParent !== null")


def test_a_link_to_a_derivation_unfolds_it(page):
    assert not page.evaluate("document.getElementById('derivation-edge').open")
    page.evaluate("location.hash = '#derivation-edge'")
    page.wait("document.getElementById('derivation-edge').open")


def test_copy_puts_the_latex_on_the_clipboard(browser, page):
    browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    page.call("Page.bringToFront")
    page.evaluate("document.querySelector('#eq-22 button.copy').click()")
    page.wait("document.querySelector('#eq-22 button.copy').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.evaluate("document.querySelector('#eq-22 .latex code').textContent")
    assert copied.startswith(r"\mathrm{Im}\,\chi^{-1}")


def test_keyboard_reaches_everything(page):
    """The tab order holds the skip link, the filter, every fold and every button, and Enter opens a fold."""
    page.press("Tab", 9)
    assert page.evaluate("document.activeElement.className") == "skip"
    page.evaluate("document.querySelector('#eq-22 details summary').focus()")
    page.press("Enter", 13)
    page.wait("document.querySelector('#eq-22 details').open")
    assert page.evaluate(
        "[...document.querySelectorAll('button, summary, select, input, a')].every(e => e.tabIndex >= 0)"
    )


def test_dark_is_dark_and_light_is_light(browser, address):
    def brightness(page):
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    light, dark = browser.open(address), browser.open(address, dark=True)
    assert brightness(light) > 700 > 200 > brightness(dark)
    for each in (light, dark):
        each.call("Page.close")


def test_in_print_everything_is_open_and_no_control_is_left(page):
    page.call("Emulation.setEmulatedMedia", media="print")
    assert visible(page, "#filter") == visible(page, "button") == visible(page, "nav") == 0
    made = page.call("Page.printToPDF", preferCSSPageSize=True)
    assert len(made["data"]) > 20_000
    page.wait("[...document.querySelectorAll('details')].every(d => d.open)")
