"""The report as LaTeX for pdflatex with amsmath and graphicx; the plots lie beside it as PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from higgs_sym.printing import notation
from higgs_sym.records import Kind, Source
from higgs_sym.report import bibliography, prose, rounding
from higgs_sym.report.html import require_libraries
from higgs_sym.report.model import METHODS, Report, slug
from higgs_sym.report.own.model import OwnReport
from higgs_sym.typeset.layout import LINE, display


class Tex(str):
    """Text that is LaTeX already."""


def render(report: Report | OwnReport, plots: Mapping[str, str], template: str = "report.tex") -> str:
    """LaTeX text; `plots` maps the slugs of sections, maps and figures to files to include."""
    return str(environment().get_template(template).render(report=report, plots=plots, kinds=tuple(Kind)))


def environment() -> Any:
    """jinja2 with \\VAR{} and \\BLOCK{}: braces belong to LaTeX."""
    require_libraries()
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("higgs_sym.report"),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        block_start_string=r"\BLOCK{",
        block_end_string="}",
        variable_start_string=r"\VAR{",
        variable_end_string="}",
        comment_start_string=r"\#{",
        comment_end_string="}",
    )
    filters: dict[str, Callable[..., Any]] = {
        "prose": lambda text: Tex(prose.to_tex(text)),
        "heading": lambda text: Tex(rf"\texorpdfstring{{{prose.to_tex(text)}}}{{{prose.to_bookmark(text)}}}"),
        "sentence": prose.sentence,
        "domain": lambda text: Tex(prose.to_tex(prose.as_math(text))),
        "tex": _verbatim,
        "display": lambda latex, width=LINE: Tex(display(notation(latex), width)),
        "together": ",\\qquad ".join,
        "short": lambda text: Tex(_math(rounding.short(text))),
        "code": lambda text: Tex(rf"\texttt{{{_breakable(text)}}}"),
        "measured": lambda number: Tex(_math(str(number))),
        "short_name": lambda entry: Tex(bibliography.short_name(entry)),
        "citation": lambda entry: Tex(bibliography.citation_tex(entry)),
    }
    made.filters |= filters
    made.globals |= {"cite": _cite, "fraction": _fraction, "slug": slug, "methods": METHODS, "dash": Tex("--")}
    made.globals["reach"] = lambda section, limit: Tex(_reach(section.reach(limit)))
    made.globals["with_error"] = lambda value, error: Tex(_math(rounding.with_error(value, error)))
    return made


def _verbatim(latex: str) -> Tex:
    return Tex(notation(latex))


def _breakable(text: str) -> str:
    """Code that may be broken after what divides a path, a formula or a command."""
    return re.sub(r"([/:=.,*+ ])(?=\S)", r"\1\\allowbreak{}", prose.escape_tex(text))


def _finalize(value: Any) -> Any:
    """Escape whatever did not pass a filter: the template language's autoescape knows HTML only."""
    return value if isinstance(value, Tex) else prose.escape_tex(str(value))


def _cite(source: Source) -> Tex:
    place = f"[{prose.to_tex(source.place)}]" if source.place else ""
    return Tex(rf"\cite{place}{{{source.key}}}")


def _fraction(text: str) -> Tex:
    if not text:
        return Tex("")
    numerator, slash, denominator = text.partition("/")
    return Tex(f"${numerator}/{denominator}$" if slash else _math(text))


def _reach(text: str) -> str:
    """A range such as x <= 0.1 in math mode, words as words."""
    _, found, number = text.partition("\N{LESS-THAN OR EQUAL TO} ")
    return rf"$x\le{_math(number).strip('$')}$" if found else prose.escape_tex(text)


def _math(number: str) -> str:
    """A number in math mode, so that its minus is one; words stay words."""
    if rounding.decimal(re.split(r"[( ]", number)[0]) is None:
        return prose.escape_tex(number)
    number = re.sub(r"(?<= )1e(-?\d+)$", r"10^{\1}", number.replace("\N{PLUS-MINUS SIGN}", r"\pm"))
    mantissa, e, exponent = number.partition("e")
    return f"${mantissa}" + (rf"\times10^{{{exponent}}}$" if e else "$")
