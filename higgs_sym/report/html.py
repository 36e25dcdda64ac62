"""The report as one HTML file that needs nothing else: fonts, plots and formulas are inside."""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.util
import re
from collections.abc import Mapping
from importlib import metadata, resources
from typing import Any

from higgs_sym.errors import MissingExtraError
from higgs_sym.records import Kind
from higgs_sym.report import bibliography, prose, rounding
from higgs_sym.report.model import METHODS, Report, slug
from higgs_sym.report.own.model import OwnReport
from higgs_sym.typeset.layout import lines
from higgs_sym.typeset.mathml import mathml

SYMBOLS = {
    Kind.CONFIRMED: "\N{CHECK MARK}",
    Kind.WRONG_ORDER: "\N{MULTIPLICATION SIGN}",
    Kind.WRONG_PREFACTOR: "\N{NOT EQUAL TO}",
    Kind.WRONG_TERM: "\N{NOT EQUAL TO}",
    Kind.MISSING_TERM: "+",
    Kind.RANGE_OVERSTATED: "\N{LEFT RIGHT ARROW}",
    Kind.REFUTED: "\N{MULTIPLICATION SIGN}",
    Kind.UNDECIDED: "?",
}
THIN = "\N{NARROW NO-BREAK SPACE}"


def render(report: Report | OwnReport, plots: Mapping[str, str], template: str = "report.html") -> str:
    """HTML text; `plots` maps the slugs of sections, maps and figures to image addresses (see `_style.data_uri`)."""
    from markupsafe import Markup

    script = resources.files("higgs_sym.report").joinpath("templates/report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    found = _environment().get_template(template)
    given = {"script": Markup(script), "script_hash": f"sha256-{digest}", "fonts": _fonts()}
    images = {name: Markup(address) for name, address in plots.items()}
    return str(
        found.render(report=report, plots=images, kinds=tuple(Kind), version=metadata.version("higgs_sym"), **given)
    )


def require_libraries() -> None:
    """Raise MissingExtraError unless the report's optional libraries are installed."""
    for package in ("jinja2", "latex2mathml"):
        if importlib.util.find_spec(package) is None:
            raise MissingExtraError(package, "report")


def _environment() -> Any:
    require_libraries()
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("higgs_sym.report"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "prose": lambda text: Markup(_short(prose.to_html(text))),
        "inline": lambda latex: Markup(_short(mathml(latex))),
        "display": lambda latex: Markup(_short(mathml(latex, display=True))),
        "lines": lines,
        "slug": slug,
        "sentence": prose.sentence,
        "domain": lambda text: Markup(_short(prose.to_html(prose.as_math(text)))),
        "scientific": lambda text: Markup(scientific(text)),
        "short": lambda text: _minus(rounding.short(text)),
        "short_name": lambda entry: bibliography.readable(bibliography.short_name(entry)),
        "citation": lambda entry: Markup(bibliography.citation_html(entry)),
        "link": bibliography.link,
        "minus": _minus,
        "measured": lambda number: Markup(_power_of_ten(html.escape(str(number)))),
        "css_class": lambda kind: kind.value.replace(" ", "-"),
    }
    environment.globals |= {"symbols": SYMBOLS, "fraction": _minus, "slug": slug, "methods": METHODS}
    environment.globals["reach"] = lambda section, limit: Markup(
        _minus(section.reach(limit).replace("x ", "<i>x</i> "))
    )
    environment.globals["with_error"] = lambda value, error: Markup(uncertain(value, error))
    return environment


def _short(markup: str) -> str:
    """MathML with characters for their numbers, and without what is the default: a page holds thousands of formulas."""
    markup = markup.replace('<math display="inline">', "<math>")
    return re.sub(r"&#x0*(?!26;|3C;|3E;)([0-9A-F]+);", lambda found: chr(int(found[1], 16)), markup)


def scientific(text: str, digits: int = 8) -> str:
    """1.2345 x 10^-6 as HTML."""
    parts = rounding.scientific(text, digits)
    if parts is None:
        return html.escape(text)
    mantissa, exponent = parts
    power = f"{THIN}\N{MULTIPLICATION SIGN}{THIN}10<sup>{exponent}</sup>" if exponent else ""
    return _minus(mantissa + power)


def uncertain(value: str, error: str) -> str:
    """A value with its error bar as HTML."""
    return _power_of_ten(html.escape(rounding.with_error(value, error)))


def _power_of_ten(text: str) -> str:
    """The power of ten at the end of a number as an exponent."""
    text = re.sub(r"(?<= )1e(-?\d+)$", r"10<sup>\1</sup>", text)
    return _minus(re.sub(r"e(-?\d+)$", rf"{THIN}×{THIN}10<sup>\1</sup>", text))


def _minus(text: str) -> str:
    return text.replace("-", rounding.MINUS)


def _fonts() -> dict[str, str]:
    """The embedded fonts as data URIs by file name."""
    folder = resources.files("higgs_sym.report").joinpath("fonts")
    fonts = {each.name: each.read_bytes() for each in folder.iterdir() if each.name.endswith(".woff2")}
    return {
        name.removesuffix(".woff2"): "data:font/woff2;base64," + base64.b64encode(fonts[name]).decode()
        for name in sorted(fonts)
    }
