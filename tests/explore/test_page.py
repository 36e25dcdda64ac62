"""The explorer in a real browser: sliders move the curves, and figure, data and Python can be taken away."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest

import higgs_sym
from tests.browser import Browser, find_browser

EXECUTABLE = find_browser()
pytestmark = pytest.mark.skipif(EXECUTABLE is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def browser():
    process = Browser(str(EXECUTABLE))
    yield process
    process.close()


@pytest.fixture
def page(browser, port):
    home = f"http://127.0.0.1:{port}/"
    opened = browser.open(home)
    settled(opened)
    yield opened
    assert not opened.complaints()
    assert all(address.startswith((home, "blob:")) for address in opened.requests())
    opened.call("Page.close")


def settled(page, after=0):
    """Until the curves belong to the parameters."""
    page.wait(f"Number(document.documentElement.dataset.settled ?? 0) > {after}")


def change(page, name, value):
    """Move a slider or type a number, as a reader does."""
    before = page.evaluate("Number(document.documentElement.dataset.settled)")
    page.evaluate(
        f"(() => {{ const field = document.getElementById('{name}'); field.value = '{value}';"
        "field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    settled(page, before)


def look(page, view):
    before = page.evaluate("Number(document.documentElement.dataset.settled)")
    page.evaluate(f"document.querySelector('[name=view][value={view}]').click()")
    settled(page, before)


def test_curves_are_drawn(page):
    assert page.evaluate("document.querySelectorAll('#plot path.exact').length") == 2
    assert page.evaluate("document.querySelectorAll('#plot path.approximation').length") == 3
    assert page.evaluate("document.querySelector('#plot path.exact').getBBox().width") > 500


def test_a_slider_moves_the_curves_and_the_number(page):
    before = page.evaluate("document.querySelector('#plot path.exact').getAttribute('d')")
    change(page, "zeta-slide", "-0.5")
    assert page.evaluate("document.getElementById('zeta').value") == "0.316"
    assert page.evaluate("document.querySelector('#plot path.exact').getAttribute('d')") != before


def test_the_slider_reaches_zero_and_ten_and_follows_a_typed_zero(page):
    change(page, "zeta-slide", "-3.05")
    assert page.evaluate("document.getElementById('zeta').value") == "0"
    change(page, "zeta-slide", "1")
    assert page.evaluate("document.getElementById('zeta').value") == "10"
    change(page, "zeta", "0")
    assert page.evaluate("document.getElementById('zeta-slide').value") == "-3.05"


def test_the_figure_taken_from_a_dark_page_is_for_light_paper(browser, port):
    dark = browser.open(f"http://127.0.0.1:{port}/", dark=True)
    settled(dark)
    figure = dark.evaluate("explorer.svg()")
    assert "#1b1b1f" in figure
    assert "#e4e4ea" not in figure
    assert dark.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#e4e4ea"
    dark.call("Page.close")


def test_a_typed_fraction_is_exact(page):
    change(page, "zeta", "1/3")
    assert '"1/3"' in page.evaluate("document.getElementById('call').textContent")
    assert page.evaluate("Math.abs(10 ** document.getElementById('zeta-slide').value - 1/3) < 0.01")


def test_wrong_input_is_shown_and_forgiven(page):
    before = page.evaluate("Number(document.documentElement.dataset.settled)")
    change(page, "zeta", "-1")
    assert "zeta = '-1'" in page.evaluate("document.getElementById('error').textContent")
    assert before >= 1
    change(page, "zeta", "0.2")
    assert page.evaluate("document.getElementById('error').hidden")
    page.browser.events = [e for e in page.browser.events if "400" not in str(e)]  # the refused request was meant


@pytest.mark.parametrize("view", ["chi", "time", "spectrum", "plane", "map"])
def test_every_view_draws_something(page, view):
    look(page, view)
    assert page.evaluate("document.querySelectorAll('#plot path.exact, #plot .point').length") > 0
    assert page.evaluate("document.getElementById('call').textContent").startswith("import")


def test_finite_temperature_fills_in(page):
    change(page, "T", "0.3")
    assert page.evaluate("explorer.view().x.length") == 240
    assert page.evaluate("explorer.view().x.every((x, n, all) => !n || all[n - 1] < x)")


def test_csv_holds_the_numbers(page):
    rows = list(csv.reader(io.StringIO(page.evaluate("explorer.csv()"))))
    assert rows[0][:3] == ["ω/Δ", "Re χ⁻¹", "Im χ⁻¹"]
    omega, real, imaginary = (float(cell) for cell in rows[200][:3])
    value = higgs_sym.chi_inv(omega, 0.1)
    assert (real, imaginary) == (pytest.approx(value.real, abs=1e-8), pytest.approx(value.imag, abs=1e-8))


def test_the_figure_stands_alone(page):
    root = ElementTree.fromstring(page.evaluate("explorer.svg()"))
    assert root.get("width") == "760"
    text = ElementTree.tostring(root, encoding="unicode")
    assert "var(" not in text
    assert text.count("path") >= 5


def test_buttons_are_named_and_reachable(page):
    assert page.evaluate("[...document.querySelectorAll('button, input')].every(e => e.tabIndex >= 0)")
    assert page.evaluate(
        "[...document.querySelectorAll('input')].every(e => e.labels.length || e.getAttribute('aria-label'))"
    )
