"""Verdicts in a notebook: as a table, as LaTeX, as a plot; and a bar that says how far long work is.

import higgs_sym as h

verdict = h.check("1/x - 2/x**2", "exp(x)*E1(x)", "x", "oo")
verdict  # a table with one row a term
verdict.plot()

with h.notebook.progress("verifying") as bar:
    h.check.verify_all(progress=bar)
"""

from __future__ import annotations

import html as markup
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from higgs_sym.measured import Measured
from higgs_sym.records import Kind, Verdict
from higgs_sym.registry import CLAIMS
from higgs_sym.report import rounding

COLOURS = {Kind.CONFIRMED: "#1d6b3a", Kind.UNDECIDED: "#55555f"}
WRONG = "#a61e1e"
EVERY = 0.2  # seconds between two states of the bar
WIDTH = 30


def html(verdict: Verdict) -> str:
    """The verdict as an HTML table: what was decided, the numbers, and one row a term."""
    rows = [
        ("exponent", rounding.with_error(verdict.measured_order, verdict.order_error)),
        ("exact/approximation", rounding.with_error(verdict.prefactor_ratio, verdict.prefactor_error)),
        ("exponent of the error", rounding.with_error(verdict.remainder_order, verdict.remainder_error)),
        ("error below 10%", _reach(verdict, verdict.range_10_percent)),
        ("error below 1%", _reach(verdict, verdict.range_1_percent)),
        ("evidence", verdict.evidence),
    ]
    facts = "".join(f"<tr><th>{name}</th><td>{markup.escape(text)}</td></tr>" for name, text in rows if text)
    return (
        f"<p>{_badge(verdict.kind)} {markup.escape(verdict.reason)}</p>"
        f"{_terms_html(verdict)}<table><tbody>{facts}</tbody></table>"
    )


def _badge(kind: Kind) -> str:
    return f'<strong style="color:{COLOURS.get(kind, WRONG)}">{kind.value}</strong>'


def _terms_html(verdict: Verdict) -> str:
    if not verdict.terms:
        return ""
    head = "".join(f"<th>{name}</th>" for name in ("", "term", "verdict", "measured/written", "digits", "found"))
    body = "".join(
        f"<tr><td>{row.number}</td><td><code>{markup.escape(row.written)}</code></td><td>{_badge(row.kind)}</td>"
        f"<td>{row.ratio or ''}</td><td>{row.digits or ''}</td><td>{markup.escape(row.reason)}</td></tr>"
        for row in verdict.terms
    )
    rest = verdict.remainder.text if verdict.remainder else ""
    last = f"<tr><td></td><td>rest</td><td colspan=4>{markup.escape(rest)}</td></tr>" if rest else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}{last}</tbody></table>"


def _reach(verdict: Verdict, text: str) -> str:
    if text in ("", "0"):
        return "at none of the samples" if text else ""
    return f"{verdict.small} \N{LESS-THAN OR EQUAL TO} {rounding.short(text)}"


def latex(verdict: Verdict) -> str:
    """The verdict as LaTeX: one row a term, with what was measured over what was written."""
    from higgs_sym.report.model import rows_of

    head = rf"\text{{{verdict.kind.value}}}"
    if not verdict.terms:
        return rf"$\displaystyle {head}$"
    rows = [
        rf"{row.term.number} & \displaystyle {row.latex} & \text{{{row.term.kind.value}}} & "
        + (_number(row.term.ratio) if row.term.ratio else "")
        for row in rows_of(verdict)
    ]
    body = r"\\ ".join(rows)
    return rf"$\displaystyle {head}\colon\quad \begin{{array}}{{rlll}} {body} \end{{array}}$"


def _number(number: Measured) -> str:
    text = str(number).replace("\N{PLUS-MINUS SIGN}", r"\pm")
    return re.sub(r"1e(-?\d+)$", r"10^{\1}", text)


def plot(verdict: Verdict) -> Any:
    """Both sides, and the error of every partial sum, as a matplotlib Figure."""
    from higgs_sym.figures import _style
    from higgs_sym.report import error_plot

    exact = verdict.claim in CLAIMS and CLAIMS[verdict.claim].exact
    with _style.style():
        return error_plot.of_verdict(verdict, exact)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar below the cell (or on stderr outside notebooks); yields `report(done, total, name)`."""
    last = [0.0]
    show = _in_notebook() or _on_stderr

    def report(done: int, total: int, name: str) -> None:
        if time.monotonic() - last[0] > EVERY or done == total:
            last[0] = time.monotonic()
            full = WIDTH * done // total if total else 0
            show(f"{what} [{'#' * full}{'.' * (WIDTH - full)}] {done}/{total} {name}")

    yield report
    show(what + ": done")


def _in_notebook() -> Callable[[str], None] | None:
    """How to replace one line of a cell's output; None outside IPython."""
    shell = sys.modules.get("IPython")
    if shell is None or shell.get_ipython() is None:
        return None
    from IPython.display import HTML, display

    handle = display(HTML(""), display_id=True)
    return lambda text: handle.update(HTML(f"<code>{markup.escape(text)}</code>"))


def _on_stderr(text: str) -> None:
    print(f"\r{text:<100}", end="", file=sys.stderr, flush=True)
