"""`check`: anybody's approximation -> verdict."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from higgs_sym.cli.figure import check_drawing, save
from higgs_sym.cli.options import assignments, timed
from higgs_sym.cli.output import as_text, progress, say

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="A formula of your own -> order, prefactor, remainder, range.")
@click.option("--approx", metavar="FORMULA", help="The approximation.")
@click.option("--exact", metavar="FORMULA", help="The full quantity; Integral(f, (t, a, b)) is allowed.")
@click.option("--approx-latex", metavar="LATEX", help="The approximation in LaTeX, instead of --approx.")
@click.option("--exact-latex", metavar="LATEX", help="The full quantity in LaTeX, instead of --exact.")
@click.option("--var", required=True, metavar="NAME", help="The variable that tends to the limit.")
@click.option(
    "--to", required=True, metavar="LIMIT", help='oo, -oo, or a point: "0+", "pi/2-", without a sign from both sides.'
)
@click.option("--at", multiple=True, metavar="NAME=FORMULA", help="Another symbol: a number, or a formula in VAR.")
@click.option("--order", metavar="NUMBER", help="Claimed exponent of the leading term in the small parameter.")
@click.option("--prefactor", metavar="FORMULA", help="Claimed coefficient of that term.")
@click.option("--remainder", metavar="FORMULA", help="Claimed exact/approx - 1, or its exponent.")
@click.option("--range", "claimed_range", metavar="NUMBER", help="Value of VAR up to which 10% is claimed.")
@click.option("--start", metavar="NUMBER", help="Value of VAR that the way to the limit starts from.")
@click.option("--digits", type=int, help="Digits to start from; 20 if not given. They rise as needed.")
@click.option("--certify", is_flag=True, help="Evaluate quantities of the package in balls; slower.")
@click.option("--terms", type=int, help="How many of the written terms are claimed, the largest first; all by default.")
@click.option("--leading", is_flag=True, help="Only the leading law is claimed: --terms 1.")
@click.option("--find", is_flag=True, help="What is not confirmed is answered with the expansion found; some seconds.")
@click.option("--plot", type=FILE, help="Draw both sides and the error of every partial sum: .pdf, .svg or .png.")
@click.option("--report", type=FILE, help="Write a page about it: .html, .pdf or .tex.")
@timed
@click.option("--json", "as_json", is_flag=True, help="Print JSON, samples included.")
def check(
    at: tuple[str, ...],
    digits: int | None,
    plot: Path | None,
    report: Path | None,
    timeout: float,
    as_json: bool,
    leading: bool,
    find: bool,
    **given: Any,
) -> int:
    """Judge an approximation of your own: order, prefactor, remainder, range.

    Formulas are read by a small grammar: numbers, + - * / **, parentheses, functions such as exp, log, sqrt, gamma,
    besselj(n, x), Integral(f, (t, a, b)), Sum(f, (n, a, b)), and the quantities of `higgs-sym list quantity`. The
    small parameter is the distance from the point, or 1/VAR at infinity; exponents refer to it.

    Exits with 0 if the claim is confirmed, with 1 if it is not, with 2 for what is no formula.

    \b
    Examples:
      higgs-sym check --approx "1/x - 1/x**2" --exact "Integral(exp(-x*t)/(1+t), (t, 0, oo))" --var x --to oo
      higgs-sym check --approx "sqrt(2*pi*n)*(n/E)**n" --exact "gamma(n+1)" --var n --to oo --remainder "1/(12*n)"
      higgs-sym check --approx "-pi/24*delta**2/(zeta*gap(zeta))" \\
          --exact "im(chi_inv(2*gap(zeta)+delta, zeta))" --var delta --to 0+ --at zeta=1/10
      higgs-sym check --approx-latex "\\frac{\\ln 2}{x}" --exact "Integral(1/(exp(x*t)+1), (t, 0, oo))" --var x --to oo
      higgs-sym check --approx "1/x - 2/x**2" --exact "exp(x)*E1(x)" --var x --to oo --report page.html
    """
    from higgs_sym.errors import BudgetError
    from higgs_sym.judging.answering import answer
    from higgs_sym.judging.question import pose
    from higgs_sym.judging.writing import unmeasured
    from higgs_sym.records import Kind
    from higgs_sym.runs.outcomes import plain
    from higgs_sym.runs.watching import last_words

    var, to = given.pop("var"), given.pop("to")
    values = assignments(at)
    approx, exact = (
        _side(key, given.pop(key), given.pop(f"{key}_latex"), (var, *values)) for key in ("approx", "exact")
    )
    if leading:
        given["terms"] = 1
    shown = _Pages(plot, report)
    question = pose(approx, exact, var, to, at=values, **given)
    constants = _constants((approx, exact), (var, *values))

    def shown_as(verdict: Any, found: list[tuple[str, str]]) -> str:
        if as_json:
            extra = {"found": dict(found)} if find else {}
            return as_text(plain(verdict) | {"small_parameter": question.small} | extra)
        return "\n".join(f"{name:<14} {text}" for name, text in [*lines(question, verdict), *constants, *found])

    late = unmeasured(question.claim, Kind.UNDECIDED, f"{BudgetError(timeout)}, within one long step", ())
    with progress("checking"), last_words(shown_as(late, []) + "\n"):
        verdict = answer(question, digits, timeout)
    row = {"approx": approx, "exact": exact, "var": var, "to": to, "at": values, "digits": digits, **given}
    shown.write(row, verdict)
    found = _found(exact, var, to, values) if find and verdict.kind is not Kind.CONFIRMED else []
    say(shown_as(verdict, found))
    return 0 if verdict.kind is Kind.CONFIRMED else 1


def _found(exact: str, var: str, to: str, at: Mapping[str, str]) -> list[tuple[str, str]]:
    """The expansion that stands in for a claim which is not confirmed, one line a side of the limit."""
    from higgs_sym.expand import instead

    sides = (to,) if to.endswith(("+", "-", "oo")) else (f"{to}+", f"{to}-")
    rows = []
    for side in sides:
        name = "found" if len(sides) == 1 else f"found, {side}"
        with progress("searching"):
            expansion = instead(exact, var, side, at)
        rows.append((name, f"{expansion} ({expansion.evidence})" if expansion else "no expansion that is confirmed"))
    return rows


class _Pages:
    """The files that --plot and --report ask for; a name that cannot be is told before the work."""

    def __init__(self, plot: Path | None, report: Path | None) -> None:
        from higgs_sym.report.own.build import check_output
        from higgs_sym.runs.files import require_folder

        self.plot, self.report = plot, report
        if plot is not None:
            check_drawing(plot)
        if report is not None:
            check_output(report)
        for path in filter(None, (plot, report)):
            require_folder(path)

    def write(self, row: dict[str, Any], verdict: Any) -> None:
        """Draw, and write the page."""
        if self.plot is None and self.report is None:
            return
        from higgs_sym.report import error_plot
        from higgs_sym.report.own.build import build
        from higgs_sym.report.own.project import of_one

        keys = {"claimed_range": "range"}
        given = {keys.get(key, key): value for key, value in row.items() if value}
        project = of_one(given, f"higgs-sym check {_words(row)}")
        if self.plot is not None:
            save(lambda: error_plot.draw(project.entries[0].question.claim, verdict), self.plot)
            click.echo(str(self.plot), err=True)
        if self.report is not None:
            build(project, [verdict], self.report, lambda _done, _total, _name: None)
            click.echo(str(self.report), err=True)


def _words(row: dict[str, Any]) -> str:
    """The options that pose this question, as a shell takes them."""
    import shlex

    found = []
    for key, value in row.items():
        name = "--range" if key == "claimed_range" else f"--{key}"
        if key == "at":
            found += [f"--at {shlex.quote(f'{symbol}={text}')}" for symbol, text in value.items()]
        elif value:
            found.append(name if value is True else f"{name} {shlex.quote(str(value))}")
    return " ".join(found)


def _side(name: str, formula: str | None, latex: str | None, names: tuple[str, ...]) -> str:
    """One side as a formula string, from whichever of the two options was given."""
    if (formula is None) == (latex is None):
        raise click.UsageError(f"give one of --{name} and --{name}-latex")
    if latex is None:
        return str(formula)
    from higgs_sym.parsing.latex.reader import formula_of

    return formula_of(latex, names)


def _constants(formulas: tuple[str, str], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """A line where letters were read as constants: they may have been meant as symbols."""
    from higgs_sym.parsing.listing import letters

    found = letters(formulas, names)
    return [("read", ", ".join(f"{letter} as {meaning}" for letter, meaning in found.items()))] if found else []


def lines(question: Any, verdict: Any) -> list[tuple[str, str]]:
    """What was found, line by line; nothing where nothing could be measured."""
    from higgs_sym.report.rounding import with_error

    small = question.small
    found = [
        ("verdict", f"{verdict.kind.value}: {verdict.reason}"),
        *_rows(verdict),
        ("exact goes as", _law(verdict, question.naming)),
        ("exponent", _exponent(verdict, small)),
        ("exact/approx", with_error(verdict.prefactor_ratio, verdict.prefactor_error)),
        ("remainder", _remainder(verdict, small)),
        ("stated", _stated(verdict)),
        ("error < 1%", _reach(question, verdict.range_1_percent)),
        ("error < 10%", _reach(question, verdict.range_10_percent)),
    ]
    if verdict.samples:
        last = f"{small} = {verdict.samples[-1].x}"
        proven = f", {verdict.digits_proven} of them proved" if verdict.digits_proven else ""
        found += [
            ("agreement", f"{verdict.digits_agreed} digits at {last}{proven}"),
            ("evidence", f"{verdict.evidence}; {len(verdict.samples)} points, {verdict.working_digits} digits"),
            ("effort", f"{verdict.cpu_seconds:.1f} s of CPU, seed {verdict.seed}"),
        ]
    return [(name, text) for name, text in found if text]


def _rows(verdict: Any) -> list[tuple[str, str]]:
    """One line a term, where there is more than one."""
    if len(verdict.terms) < 2:
        return []
    return [
        (f"term {row.number}", f"{row.written}: {row.kind.value}" + (f", {row.reason}" if row.reason else ""))
        for row in verdict.terms
    ]


def _law(verdict: Any, naming: Any) -> str:
    from fractions import Fraction

    from higgs_sym.report.rounding import decimal, with_error

    if verdict.law:
        return str(verdict.law)
    if not verdict.prefactor or decimal(verdict.measured_order) is None:
        return ""
    text = with_error(verdict.measured_order, verdict.order_error).partition(" ")[0].partition("(")[0]
    near = Fraction(text).limit_denominator(6)
    order = near if abs(float(near) - float(text)) < 1e-6 else Fraction(text)
    return str(naming.term(verdict.prefactor, order, Fraction(verdict.logarithm or 0)))


def _exponent(verdict: Any, small: str) -> str:
    from higgs_sym.report.rounding import with_error

    text = with_error(verdict.measured_order, verdict.order_error)
    return f"{text} in {small}" if text else ""


def _remainder(verdict: Any, small: str) -> str:
    """What is left after all terms; its order alone where no law was recognised."""
    from higgs_sym.report.rounding import with_error

    if verdict.remainder and verdict.remainder.text:
        return str(verdict.remainder.text)
    if verdict.remainder_order == "exact":
        return "none: all digits agree"
    if not verdict.remainder_order:
        return "smaller than any power seen" if verdict.digits_agreed >= 90 else ""
    return f"exact/approx - 1 has exponent {with_error(verdict.remainder_order, verdict.remainder_error)} in {small}"


def _stated(verdict: Any) -> str:
    rest = verdict.remainder
    return f"{rest.claimed}: {rest.reason}" if rest and rest.claimed else ""


def _reach(question: Any, text: str) -> str:
    from mpmath.ctx_mp import MPContext

    from higgs_sym.report.rounding import short

    if text in ("", "0"):
        return "at none of the samples" if text else ""
    context = MPContext()
    edge = context.nstr(question.to_variable(context.mpf(text)), 4)
    return f"up to {question.small} = {short(text)} ({question.claim.limit.text.partition(' ')[0]} = {edge})"
