"""The table of lines that the tests run."""

from __future__ import annotations

from tests.covered import lines


def test_rooms_and_the_whole():
    def row(statements, run):
        return {"num_statements": statements, "covered_lines": run}

    files = {
        "higgs_sym/check.py": row(10, 9),
        "/somewhere/higgs_sym/judging/terms.py": row(30, 30),
        "higgs_sym/physics/balls/root.py": row(50, 40),
        "higgs_sym/physics/edge.py": row(10, 10),
        "derivations/peak.py": row(0, 0),
    }
    assert list(lines(files))[4:] == [
        "| derivations | 0 | 0 | 0.0 |",
        "| higgs_sym | 10 | 9 | 90.0 |",
        "| higgs_sym/judging | 30 | 30 | 100.0 |",
        "| higgs_sym/physics | 60 | 50 | 83.3 |",
        "| all | 100 | 89 | 89.0 |",
    ]
