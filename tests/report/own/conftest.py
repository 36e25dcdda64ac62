"""A project of two claims, the second wrong in its second term, judged once."""

from __future__ import annotations

import pytest

from higgs_sym.report.own.project import load
from higgs_sym.runs.checks import judge_own
from higgs_sym.runs.tasks import Runner

CLAIMS = r"""
title = "Two formulas"

[[claim]]
id = "stirling"
title = "Stirling's series"
approx = "sqrt(2*pi*n)*(n/E)**n*(1 + 1/(12*n))"
exact = "gamma(n + 1)"
var = "n"
to = "oo"
source = "@Dingle1973, ch. 1"

[[claim]]
id = "slip"
approx = "1/x - 2*a/x**2"
exact = "Integral(exp(-x*t)/(1 + t)**a, (t, 0, oo))"
var = "x"
to = "oo"
at = { a = "1" }
order = "1"
note = "The second term is -a/x^2: 100% of it & <no> more."
"""
BIBTEX = """
@book{Dingle1973,
  author = "Dingle, R. B.", title = {Asymptotic {Expansions}}, publisher = {Academic Press}, year = 1973}
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("paper")
    (made / "claims.toml").write_text(CLAIMS, encoding="utf-8")
    (made / "references.bib").write_text(BIBTEX, encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def project(folder):
    return load([str(folder / "claims.toml")])


@pytest.fixture(scope="session")
def verdicts(project):
    return judge_own(project.entries, 60, Runner(), lambda done, total, name: None)
