"""A record as plain facts, ready to print."""

from __future__ import annotations

from typing import Any

from higgs_sym.cli.output import speaks_unicode
from higgs_sym.errors import HiggsSymError
from higgs_sym.printing import notation
from higgs_sym.records import Source
from higgs_sym.registry import CLAIMS, FORMULAS
from higgs_sym.report import bibliography
from higgs_sym.report.model import equation
from higgs_sym.report.prose import as_math, to_plain


def describe(kind: str, row: Any) -> dict[str, Any]:
    """Field -> text (or list of lines) for one record; empty fields included."""
    facts = {"kind": kind, "id": row.id}
    return facts | KINDS.get(kind, _other)(row)


def latex(kind: str, row: Any, full: bool = False, *, definitions: bool = True) -> list[str]:
    """The record's equations, with Delta written out if `full`; raises HiggsSymError for a record that has none.

    With `definitions` a formula is followed by what the names in it stand for.
    """
    if kind == "claim":
        kind, row = "formula", FORMULAS[row.formula]
    if kind == "formula":
        made = equation(row)
        form = made.full if full else made.scaled
        return [",\\qquad ".join([form.latex, *(form.where if definitions else ())])]
    if full:
        raise HiggsSymError(f"{kind} {row.id!r} has one form only; --full is for formulas and claims")
    if kind in ("quantity", "equation"):
        return [notation(row.latex)]
    if kind == "derivation":
        return [step.latex for step in row.build().steps]
    raise HiggsSymError(f"{kind} {row.id!r} has no LaTeX")


def source(where: Source) -> str:
    """Names, year and place: "Dzero and Kamenev 2025, eq. (22)"."""
    entry = bibliography.references().get(where.key)
    name = bibliography.readable(bibliography.short_name(entry)) if entry else where.key
    return f"{name}, {where.place}" if where.place else name


def _quantity(row: Any) -> dict[str, Any]:
    import inspect

    text = inspect.getdoc(row.function) or ""
    call = f"{row.id}{inspect.signature(row.function, eval_str=False)}".replace("'", "").replace(": Input", "")
    return {"call": call, "latex": row.latex, "source": source(row.source), "about": text}


def _formula(row: Any) -> dict[str, Any]:
    made = equation(row)
    return {
        "title": to_plain(row.title),
        "equation": [f"{to_plain(as_math(row.lhs))} =", *_drawn(made.scaled.shown)],
        "with": [to_plain(as_math(each)) for each in made.scaled.where],
        "full": [f"{to_plain(as_math(made.full.left))} =", *_drawn(made.full.shown)],
        "full with": [to_plain(as_math(each)) for each in made.full.where],
        "latex": made.latex,
        "full latex": made.full.latex,
        "variables": list(row.variables),
        "domain": to_plain(as_math(row.domain)),
        "source": source(row.source) + (" (reconstructed)" if row.reconstructed else ""),
        "sentences": [f"- {to_plain(each)}" for each in row.sentences],
        "no claim": to_plain(row.no_claim),
    }


def _drawn(value: Any) -> list[str]:
    """The expression in two dimensions, as lines."""
    import sympy

    letters = {
        each: sympy.Symbol(each.name.replace("\\", "").replace("varepsilon", "epsilon"), positive=True)
        for each in value.free_symbols
    }
    drawn = sympy.pretty(value.doit().xreplace(letters), use_unicode=speaks_unicode(), wrap_line=False)
    return str(drawn).split("\n")


def _claim(row: Any) -> dict[str, Any]:
    return {
        "title": to_plain(row.title),
        "statement": to_plain(row.statement),
        "formula": row.formula,
        "against": to_plain(row.oracle_text),
        "limit": to_plain(as_math(row.limit.text)),
        "order": row.order,
        "hypothesis": to_plain(row.hypothesis),
        "expected": row.expectation.value,
        "derivation": row.derivation or "",
        "corrected": row.corrected_by or "",
        "remark": to_plain(row.remark),
    }


def _equation(row: Any) -> dict[str, Any]:
    return {
        "title": to_plain(row.title),
        "equation": to_plain(as_math(row.latex)),
        "latex": notation(row.latex),
        "where": to_plain(as_math(row.where)) if row.where else "",
        "text": to_plain(row.text),
        "source": source(row.source) + (" (reconstructed)" if row.reconstructed else ""),
        "sentences": [f"- {to_plain(each)}" for each in row.sentences],
        "formulas": list(row.formulas),
        "derivations": list(row.derivations),
    }


def _statement(row: Any) -> dict[str, Any]:
    return {
        "title": to_plain(row.title),
        "text": to_plain(row.text),
        "tested as": to_plain(row.definition),
        "source": source(row.source),
        "expected": row.expectation.value,
        "corrected": to_plain(row.corrected),
        "hypothesis": to_plain(row.hypothesis),
        "claims": list(row.claims),
        "derivations": list(row.derivations),
        "remark": to_plain(row.remark),
    }


def _map(row: Any) -> dict[str, Any]:
    axes = [f"{axis.name} from {axis.low:g} to {axis.high:g}" for axis in row.axes]
    return {"title": to_plain(row.title), "axes": axes, "formulas": list(row.formulas)}


def _derivation(row: Any) -> dict[str, Any]:
    return {
        "title": to_plain(row.title),
        "source": source(row.source),
        "claims": [claim.id for claim in CLAIMS if claim.derivation == row.id],
        "steps": f"higgs-sym derive {row.id}",
    }


def _other(row: Any) -> dict[str, Any]:
    facts = {"title": to_plain(row.title), "source": source(row.source)}
    return facts | ({"caption": to_plain(row.caption)} if hasattr(row, "caption") else {})


KINDS = {
    "quantity": _quantity,
    "equation": _equation,
    "formula": _formula,
    "derivation": _derivation,
    "claim": _claim,
    "statement": _statement,
    "map": _map,
}
