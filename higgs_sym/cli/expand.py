"""`expand`: an exact quantity -> its asymptotic expansion."""

from __future__ import annotations

from typing import Any

import click

from higgs_sym.cli.options import assignments
from higgs_sym.cli.output import murmur, print_json, say


@click.command(short_help="The asymptotic expansion of a quantity, found and judged.")
@click.option("--exact", required=True, metavar="FORMULA", help="The full quantity; Integral(f, (t, a, b)) is allowed.")
@click.option("--var", required=True, metavar="NAME", help="The variable that tends to the limit.")
@click.option("--to", required=True, metavar="LIMIT", help='0+, 0-, oo, -oo, or a point with its side: "pi/2-".')
@click.option("--terms", type=int, default=4, show_default=True, help="How many terms.")
@click.option("--at", multiple=True, metavar="NAME=FORMULA", help="Another symbol: a number, or a formula in VAR.")
@click.option("--digits", type=int, default=15, show_default=True, help="Digits of every coefficient, at least.")
@click.option("--timeout", type=float, default=60.0, show_default=True, help="Seconds of CPU after which to stop.")
@click.option("--latex", "form", flag_value="latex", help="Print LaTeX.")
@click.option("--claim", "form", flag_value="claim", help="Print a [[claim]] for a TOML file, to verify again.")
@click.option("--code", "form", flag_value="code", help="Print a Python function.")
@click.option("--steps", is_flag=True, help="List the steps of the derivation, each as it was checked.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def expand(at: tuple[str, ...], form: str | None, to: str, steps: bool, **given: Any) -> int:
    """Find the asymptotic expansion of a quantity: scales, coefficients, closed forms, remainder.

    Powers and logarithms, exponentials in front, waves, powers of the logarithm, exponentially small terms. Closed
    forms are recognised, not proven; each says what speaks for it. All terms shown are confirmed by the judge of
    `check`. The line "evidence" says whether they were proved or derived as well; --steps shows how.

    Exits with 0 if all terms were found or nothing follows, with 1 if fewer were found, with 2 if none was or the
    input is wrong.

    \b
    Examples:
      higgs-sym expand --exact "gamma(x)" --var x --to oo
      higgs-sym expand --exact "Integral(1/sqrt((t**2+x**2)*(1-t**2)), (t, 0, 1))" --var x --to 0+ --latex
      higgs-sym expand --exact "im(chi_inv(2*gap(1/10)+x, 1/10))" --var x --to 0+ --terms 3
    """
    from higgs_sym.expand import expand as find

    found = find(**given, limit=to, at=assignments(at), tell=lambda text: murmur(f"higgs-sym: {text}"))
    if form == "json":
        print_json(facts(found))
    elif form is not None:
        say(getattr(found, form)().rstrip("\n"))
    else:
        for name, text in [*lines(found), *(stepwise(found) if steps else [])]:
            say(f"{name:<12} {text}")
    return 0 if found.complete else 1


def lines(found: Any) -> list[tuple[str, str]]:
    """The expansion, line by line."""
    rows = []
    for number, term in enumerate(found.terms, 1):
        rows.append((f"term {number}", f"{term.number}  x  {term.scale}"))
        if term.derived:
            rows.append(("", f"= {term.derived}  ({found.status})"))
        elif term.recognised:
            rows.append(("", f"= {term.recognised}  ({term.recognised.evidence})"))
    remainder = {"0": "none", "": "not seen"}.get(found.remainder, f"O({found.remainder})")
    rows += [("remainder", remainder), ("sum", str(found))]
    if found.verdict is not None:
        rows.append(("judge", str(found.verdict)))
    rows.append(("evidence", found.evidence))
    rows += [("certified", str(each)) for each in found.certified]
    if found.stopped:
        rows.append(("stopped", found.stopped))
    return [*rows, ("effort", f"{found.cpu_seconds:.1f} s of CPU")]


def stepwise(found: Any) -> list[tuple[str, str]]:
    """The derivation, step by step."""
    rows = []
    for number, step in enumerate(found.steps, 1):
        rows += [(f"step {number}", f"{step.title} ({step.method})"), ("", step.latex), ("", step.reason)]
    return rows


def facts(found: Any) -> dict[str, Any]:
    """The expansion as plain data; numbers are decimal strings."""
    rows = [
        {
            "coefficient": str(term.coefficient.value),
            "error": str(term.coefficient.error),
            "digits": term.digits,
            "scale": term.scale,
            "recognised": str(term.recognised) if term.recognised else None,
            "evidence": term.recognised.evidence if term.recognised else None,
            "derived": term.derived or None,
        }
        for term in found.terms
    ]
    return {
        "exact": found.exact, "variable": found.variable, "limit": found.limit, "at": dict(found.at), "terms": rows,
        "remainder": found.remainder, "stopped": found.stopped, "sum": str(found.as_expr()),
        "verdict": found.verdict.kind.value if found.verdict is not None else None,
        "evidence": found.evidence, "status": found.status, "doubts": list(found.doubts),
        "steps": [{"title": step.title, "latex": step.latex, "reason": step.reason, "method": step.method}
                  for step in found.steps],
        "certified": [{"at": each.at, "low": str(each.low), "high": str(each.high)} for each in found.certified],
    }  # fmt: skip
