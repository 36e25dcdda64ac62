"""The oracle of infinite sums: what it refuses, and what it knows."""

from __future__ import annotations

import ast

import pytest
from mpmath import mp, mpf, workdps

from tests.oracles import series
from tests.oracles.series import NoSumError, infinite_sum
from tests.source import ROOT

TESTS = sorted(ROOT.glob("tests/**/*.py"))
ACCELERATORS = {"nsum", "nprod", "sumem", "sumap", "richardson", "shanks", "levin", "cohen_alt"}

DIVERGENT = [  # or so slow that nobody's digits are right
    lambda n: 1 / (n + mpf(1)),
    lambda n: 1 / mp.sqrt(n + 1),
    lambda n: 1 / ((n + 2) * mp.log(n + 2)),
    lambda n: 1 / ((n + 2) * mp.log(n + 2) ** 2),
    lambda n: 1 / mpf(n + 1) ** mpf("1.2"),
    lambda n: mpf((-1) ** n),
    lambda n: (-1) ** n * (1 + 1 / mpf(n + 1)),
    lambda n: (-1) ** n * mpf(n),
    lambda n: (-1) ** n / mp.log(n + 2),
    lambda n: mp.cos(n) / (n + 1),
]


def accelerators(text):
    """Those of mpmath that a source names."""
    nodes = list(ast.walk(ast.parse(text)))
    called = [node.attr for node in nodes if isinstance(node, ast.Attribute)]
    imported = [each.name for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names]
    return [name for name in called + imported if name in ACCELERATORS]


@pytest.mark.parametrize("term", DIVERGENT)
def test_what_diverges_or_nearly_does_is_no_oracle(term):
    with workdps(20), pytest.raises(NoSumError):
        infinite_sum(term)


@pytest.mark.parametrize(("term", "exact"), [
    (lambda n: 1 / mpf(n + 1) ** 2, lambda: mp.pi**2 / 6),
    (lambda n: -1 / mpf(n + 1) ** 3, lambda: -mp.zeta(3)),
    (lambda n: mpf((-1) ** n) / (2 * n + 1), lambda: mp.pi / 4),
    (lambda n: (-1) ** n / mp.sqrt(n + 1), lambda: mp.altzeta(mpf(1) / 2)),
])  # fmt: skip
def test_known_sums(term, exact):
    with workdps(25):
        assert abs(infinite_sum(term) / exact() - 1) < mpf(10) ** -22


@pytest.mark.parametrize("wrong", [mpf(2), mpf(1), mpf("1.55"), mpf(-3)])
def test_an_accelerator_that_has_gone_astray_is_noticed(monkeypatch, wrong):
    monkeypatch.setattr(series.mpmath, "nsum", lambda *_: wrong)
    with pytest.raises(NoSumError, match="astray"):
        infinite_sum(lambda n: 1 / mpf(n + 1) ** 2)  # 1.6449


def test_no_test_asks_an_accelerator_itself():
    """Those that agree have not converged for that: `infinite_sum` decides first. Benchmarks time others."""
    asked = {str(path.relative_to(ROOT)): accelerators(path.read_text(encoding="utf-8")) for path in TESTS}
    assert asked.pop("tests/oracles/series.py") == ["nsum"]
    assert not {name: found for name, found in asked.items() if found and not name.startswith("tests/bench/")}


def test_the_search_sees_calls_and_methods_passed_on():
    source = "mp.nsum(f, [1, 2])\nuse(mpmath.richardson)\nfrom mpmath import nprod\nmp.fsum(x)\nmp.quad(f, [0, 1])"
    assert accelerators(source) == ["nsum", "richardson", "nprod"]
