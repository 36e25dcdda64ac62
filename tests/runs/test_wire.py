"""What travels to workers and back, and what is stored, is text and integers: pickled numbers do not cross releases."""

from __future__ import annotations

import json
import pickle
import pickletools
import sqlite3
from concurrent.futures import Executor, Future
from contextlib import closing, nullcontext

import mpmath

from higgs_sym import run_survey
from higgs_sym.check import verify_all
from higgs_sym.runs.checks import judge
from higgs_sym.runs.store import FILE
from higgs_sym.runs.tasks import Runner
from higgs_sym.runs.workers import Given

SURVEY = {"quantity": "spectral_u", "certified": True, "digits": 12, "parameters": {"z": [0, 1], "zeta": ["1/10"]}}
NUMBERS = ("mpmath", "flint", "sympy", "gmpy2", "numpy")


def modules_in(data: bytes) -> set[str]:
    """Top-level packages whose classes a pickle names."""
    names = [arg for op, arg, _ in pickletools.genops(data) if isinstance(arg, str)]
    return {name.partition(".")[0].partition(" ")[0] for name in names}


class Wire(Executor):
    """Runs tasks here, and reads the pickles of what goes out and what comes back."""

    def __init__(self):
        self.seen, self.parcels = set(), 0

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        self._read((function, args, kwargs))
        value = function(*args, **kwargs)
        self._read(value)
        future.set_result(value)
        return future

    def _read(self, value):
        self.parcels += 1
        self.seen |= modules_in(pickle.dumps(value))


def test_the_reader_of_pickles_sees_a_number():
    assert "mpmath" in modules_in(pickle.dumps([mpmath.mpf(1) / 3]))


def test_a_survey_sends_no_numbers_of_other_libraries(tmp_path):
    wire = Wire()
    run_survey(SURVEY, tmp_path / "out.csv", store=False, executor=wire)
    assert wire.parcels >= 2
    assert not wire.seen & set(NUMBERS)


def test_verdicts_and_findings_are_sent_and_stored_as_text(tmp_path, monkeypatch):
    wire = Wire()
    monkeypatch.setattr("higgs_sym.runs.tasks.open_workers", lambda *args: nullcontext(Given(wire, 2)))
    with Runner(jobs=2, store=tmp_path) as runner:
        verify_all(["bcs:below:static", "s:2"], 12, judge=judge(runner))
    assert wire.parcels >= 2
    assert not wire.seen & set(NUMBERS)
    with closing(sqlite3.connect(tmp_path / FILE)) as stored:
        values = [value for (value,) in stored.execute("select value from results where kind = 'decision'")]
    assert len(values) == 2
    assert all(isinstance(json.loads(value.decode()), dict) for value in values)
