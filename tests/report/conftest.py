"""A small made-up world of records: the report can be tested without the physics."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.conventions import symbol
from higgs_sym.records import (
    Axis,
    Claim,
    Derivation,
    Equation,
    Figure,
    Finding,
    Formula,
    Kind,
    Limit,
    Outcome,
    Sample,
    Source,
    Statement,
    ValidityMap,
    Verdict,
)
from higgs_sym.registry import Table
from higgs_sym.report.archive import Archive, collect
from higgs_sym.report.model import Records
from higgs_sym.steps import Chain

PAPER = Source("DzeroKamenev2025", "eq. (22)")
OURS = Source("higgs_sym", "edge expansion")


PLANE = (Axis("delta", 1e-3, 1), Axis("zeta", 1e-2, 0.9))
FINDING = Finding(Kind.REFUTED, "the gap closes", "certified at 3 points", (("gap", "0.1"),))


def _table(record, kind, function_field, rows):
    table = Table(record, kind, function_field)
    table._complete = True  # nothing to discover
    for row in rows:
        table.add(row, __name__)
    return table


def _onset(lib, delta, zeta):
    gap = lib.power(1 - lib.power(zeta, lib.rational(2, 3)), lib.rational(3, 2))
    return -lib.pi * lib.rational(1, 24) * delta**2 / (zeta * gap)


def _linear(lib, delta, zeta):
    gap = lib.power(1 - lib.power(zeta, lib.rational(2, 3)), lib.rational(3, 2))
    gamma = lib.power(zeta, lib.rational(1, 3))
    return -lib.pi * lib.rational(1, 2) * (lib.sqrt(gamma**2 + delta / gap) - gamma)


def _exact(delta, zeta):
    """Ten per cent away from the onset at delta = 1."""
    return np.array([_onset(BACKEND, delta, rate) * (1 + delta / 10) for rate in zeta])


def _build():
    delta, zeta = symbol("delta"), symbol("zeta")
    chain = Chain()
    chain.define(
        "Edge expansion",
        sympy.Eq(symbol("r"), sympy.cbrt(zeta)),
        "where the map $u \\mapsto z$ is stationary",
    )
    chain.show("A square", sympy.Eq((delta + zeta) ** 2, delta**2 + 2 * delta * zeta + zeta**2), "expansion")
    return chain.finish(delta)


def _drawing():
    from matplotlib.figure import Figure as Drawing

    figure = Drawing(figsize=(4, 2.5), layout="constrained")
    figure.subplots().plot([0, 1, 2], [0, 1, 4])
    return figure


def _formula(key, title, body, **more):
    lhs = r"\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)"
    domain = r"0<\delta\ll\epsilon_g"
    return Formula(id=key, title=title, lhs=lhs, variables=("delta", "zeta"), body=body, domain=domain, **more)


def _claim(key, title, formula, **more):
    limit = Limit(r"\delta\to 0^+,\ \zeta=1/10", path=lambda x: {"delta": x, "zeta": x * 0 + 1})
    statement = "Above the threshold $2\\epsilon_g$ the absorption follows the formula: 100% & no <less>."
    return Claim(
        id=key, title=title, statement=statement, formula=formula, oracle=lambda variables, digits: 0,
        oracle_text=r"$\mathrm{Im}\,\chi^{-1}$ in golden-rule form", limit=limit, **more,
    )  # fmt: skip


def _verdict(claim, kind, **more):
    samples = tuple(
        Sample(
            f"{4.0**-n / 16:.17g}",
            f"{-0.4 * 4.0 ** (-2 * n):.17g}",
            f"{-0.2 * 4.0**-n:.17g}",
            f"{0.5 * 4.0**-n:.17g}",
        )
        for n in range(1, 13)
    )
    values = {
        "reason": "The full quantity vanishes as $x^2$.", "claimed_order": "1", "measured_order": "2.0000004",
        "order_error": "0.0000013", "prefactor_ratio": "0", "prefactor_error": "0", "remainder_order": "1",
        "range_1_percent": "0.00123456", "range_10_percent": "0.0123456", "digits_agreed": 0,
        "working_digits": 30,
        "evidence": "measured", "samples": samples,
    }  # fmt: skip
    return Verdict(claim=claim, kind=kind, **values | more)


@pytest.fixture(scope="session")
def records() -> Records:
    formulas = [
        _formula("eq:22", "Imaginary part as published", _linear, source=PAPER, reconstructed=True,
                 sentences=('"appears in the linear order in" ω − 2ε',)),
        _formula("threshold", "Quadratic onset", _onset, source=OURS),
        _formula("eq:21", "An abbreviation", _linear, source=PAPER, no_claim="the claims on (22) check it"),
    ]  # fmt: skip
    claims = [
        _claim(
            "eq:22",
            "Linear onset",
            "eq:22",
            order="1",
            expectation=Kind.WRONG_ORDER,
            corrected_by="threshold",
        ),
        _claim(
            "threshold",
            "Quadratic onset",
            "threshold",
            order="2",
            derivation="edge",
            hypothesis=r"$0<\zeta<1$",
        ),
        _claim("identity", "An identity", "threshold", order="1/2", exact=True, derivation="edge", remark="Holds."),
    ]
    return Records(
        _table(Claim, "claim", "oracle", claims),
        _table(Formula, "formula", "body", formulas),
        _table(Derivation, "derivation", "build", [
            Derivation("edge", "The gap edge", _build, OURS),
            Derivation("spare", "A spare one", _build, OURS),
        ]),
        _table(Figure, "figure", "draw", [Figure("curve", "A curve", "It rises as $x^2$.", _drawing, OURS)]),
        _table(Equation, "equation", "", [
            Equation("eq:6", "Spectrum", r"\frac{\epsilon}{\Delta} = u", PAPER, where=r"\zeta>0", text="Exact & short.",
                     formulas=("eq:21",), derivations=("edge",)),
        ]),
        _table(Statement, "statement", "decide", [
            Statement("s:1", "Gap", "The gap stays: $\\epsilon_g>0$", "three points", lambda digits: FINDING, PAPER,
                      claims=("eq:22",), derivations=("edge",), corrected="It closes at $\\zeta=1$", remark="100% so",
                      expectation=Kind.REFUTED),
        ]),
        _table(ValidityMap, "map", "exact", [
            ValidityMap("map:x", "the plane of $\\delta$", ("threshold",), PLANE, _exact),
        ]),
    )  # fmt: skip


@pytest.fixture(scope="session")
def archive(records) -> Archive:
    verdicts = [
        _verdict("eq:22", Kind.WRONG_ORDER),
        _verdict("identity", Kind.CONFIRMED, remainder_order="exact", digits_agreed=29,
                 evidence="certified at 12 points",
                 samples=tuple(Sample(f"{4.0**-n}", "1.5", "1.5", "0") for n in range(1, 13))),
        _verdict("threshold", Kind.UNDECIDED, claimed_order="2", reason="the error bar holds two orders"),
    ]  # fmt: skip
    return collect(Outcome(tuple(verdicts), {"s:1": FINDING}), records.derivations)
