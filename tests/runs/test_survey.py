"""Surveys: the same text on any number of workers, after any accident."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import higgs_sym
from higgs_sym import certify, run_survey
from higgs_sym.cli import run
from higgs_sym.errors import HiggsSymError
from higgs_sym.runs import spread as spreading
from higgs_sym.runs import survey as surveys
from higgs_sym.runs.plan import plan
from higgs_sym.runs.store import FILE, Store, StoreError, StoreWarning
from higgs_sym.runs.tables import partial_path

SMALL = {
    "quantity": "spectral_u",
    "certified": True,
    "digits": 20,
    "parameters": {
        "z": {"from": 0, "to": 3, "points": 13},
        "zeta": {"from": "1/100", "to": 2, "points": 7, "scale": "log"},
    },
}
FAILING = {"quantity": "dos", "digits": 15, "parameters": {"eps": [1, "1j", 2], "zeta": ["1/2", -1]}}
# Long enough to be interrupted: tens of milliseconds a point
LONG = """
quantity = "chi_inv"
digits = 10
[parameters]
omega = { from = "0.05", to = "3.95", points = 8 }
zeta = [0.1, 1.4]
"""
LONG_POINTS = 16


def rows(path):
    return path.read_text(encoding="utf-8").splitlines()[2:]


def test_the_values_are_those_of_the_quantity(tmp_path):
    done = run_survey(SMALL, tmp_path / "out.csv", store=False)
    assert (done.points, done.computed, done.failures) == (91, 91, {})
    survey = plan(SMALL)
    for k in (0, 17, 90):
        z, zeta, re, im, re_radius, im_radius, error = rows(done.path)[k].split(",")
        assert (z, zeta) == survey.point(k)
        assert error == ""
        ball = certify.spectral_u(z, zeta, digits=40)
        for part, middle, radius in ((ball.real, re, re_radius), (ball.imag, im, im_radius)):
            assert abs(float(part.mid()) - float(middle)) <= 1e-15 * abs(float(middle))
            assert float(radius) <= 1e-20 * abs(float(middle))


def test_one_worker_two_workers_and_the_store_give_the_same_bytes(tmp_path):
    paths = [tmp_path / f"{name}.csv" for name in ("here", "two", "again", "half")]
    run_survey(SMALL, paths[0], store=False)
    first = run_survey(SMALL, paths[1], jobs=2, store=tmp_path / "store")
    again = run_survey(SMALL, paths[2], store=tmp_path / "store")
    assert (first.computed, again.computed) == (91, 0)
    part = SMALL | {"parameters": SMALL["parameters"] | {"z": [0, "0.25", 3]}}
    assert run_survey(part, tmp_path / "part.csv", store=tmp_path / "other").computed == 21
    assert run_survey(SMALL, paths[3], store=tmp_path / "other").computed == 70
    assert len({path.read_bytes() for path in paths}) == 1


def test_a_point_that_fails_is_recorded_and_costs_nobody_else(tmp_path):
    heard = []
    done = run_survey(FAILING, tmp_path / "out.csv", store=tmp_path, progress=lambda *row: heard.append(row))
    assert done.failures == {"InputError": 4}
    lines = rows(done.path)
    assert lines[0].startswith("1,0.5,1.")
    assert lines[0].endswith(",")
    assert lines[1].startswith("1,-1,,,")
    assert "zeta = '-1'" in lines[1]
    assert lines[2].startswith("0+1j,0.5,,,")
    assert heard[-1] == (6, 6, "")
    assert run_survey(FAILING, tmp_path / "out.csv", store=tmp_path).computed == 0


def test_a_defect_is_recorded_but_not_kept(tmp_path, monkeypatch):
    from higgs_sym.runs import points

    def defect(**_):
        raise ZeroDivisionError("oops")

    points._function.cache_clear()
    monkeypatch.setattr(points, "function_of", lambda *_: defect)
    job = points.Job("gap", False, None, ("zeta",), ("number",), "")
    monkeypatch.setattr(points, "_function", lambda job: defect)
    (row,) = job([("0.1",)])
    assert row.error == "ZeroDivisionError: oops"
    assert not row.keep


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_drawn_points_are_the_same_on_two_workers(tmp_path, sampling):
    content = {
        "quantity": "dos",
        "sampling": sampling,
        "points": 100,
        "parameters": {"eps": {"from": 0, "to": 3}, "zeta": {"from": "0.01", "to": 2, "scale": "log"}},
    }
    run_survey(content, tmp_path / "a.csv", store=False)
    run_survey(content, tmp_path / "b.csv", store=False, jobs=2)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_store_of_nonsense_is_not_believed(tmp_path):
    job = surveys.job_of(plan(SMALL))
    source = surveys._Points(plan(SMALL), job, None, print)
    with Store(tmp_path) as store:
        store.put("survey", [(source._key(plan(SMALL).point(0)), '["1", 2]')])
    with pytest.warns(StoreWarning, match="not a row of a survey"):
        assert run_survey(SMALL, tmp_path / "out.csv", store=tmp_path).computed == 91
    run_survey(SMALL, tmp_path / "good.csv", store=False)
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "good.csv").read_bytes()


def test_a_store_that_cannot_be_used_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot use the store"):
        run_survey(SMALL, tmp_path / "out.csv", store=tmp_path / "file")
    assert not (tmp_path / "out.csv").exists()


def test_memory_does_not_grow_with_the_number_of_points(tmp_path, monkeypatch):
    """Of a survey that is wholly in the store, and of one that is not, a window of points is held at a time."""
    monkeypatch.setattr(spreading, "WINDOW", 4)
    held = []
    content = {"quantity": "gap", "parameters": {"zeta": {"from": 0, "to": 2, "points": 6000}}}
    original = surveys._Points.take

    def take(self, count):
        held.append(len(self._ready) + self._next - self._done)
        return original(self, count)

    monkeypatch.setattr(surveys._Points, "take", take)
    for computed in (6000, 0):
        assert run_survey(content, tmp_path / "out.csv", store=tmp_path).computed == computed
        assert 0 < max(held) <= 500 * (4 + 3)


# The command line, held once three results are kept until it is let go: what a test does to it then, it does in the
# middle of the survey, however fast or busy the machine is.
HELD = """
import sys, time
from pathlib import Path
from higgs_sym.__main__ import main
from higgs_sym.runs import survey

folder = Path(sys.argv.pop(1))
landed = survey._Points.landed

def held(self, points, rows):
    landed(self, points, rows)
    if self.computed >= 3 and not (folder / "held").exists():
        (folder / "held").touch()
        while not (folder / "go").exists():
            time.sleep(0.01)

survey._Points.landed = held
main()
"""


class Started:
    """A survey in a process of its own, to be held in the middle or not."""

    def __init__(self, folder: Path, jobs: int, hold: bool = False) -> None:
        (folder / "survey.toml").write_text(LONG, encoding="utf-8")
        self.folder, self.output = folder, folder / "out.csv"
        start = ["-c", HELD, str(folder)] if hold else ["-m", "higgs_sym"]
        command = [*start, "survey", str(folder / "survey.toml"), "-o", str(self.output), "--jobs", str(jobs)]
        environment = os.environ | {"HIGGS_SYM_CACHE": str(folder / "store")}
        self.process = subprocess.Popen(
            [sys.executable, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def kept(self) -> int:
        with Store(self.folder / "store") as store:
            return store.info().results.get("survey", 0)

    def wait(self) -> None:
        """Until it is held; a survey that ends before has failed."""
        while not (self.folder / "held").exists():
            assert self.process.poll() is None, self.end()
            time.sleep(0.02)

    def let_go(self) -> None:
        (self.folder / "go").touch()

    def end(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=500)
        return self.process.returncode, out, err


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("expected")
    (folder / "survey.toml").write_text(LONG, encoding="utf-8")
    run_survey(folder / "survey.toml", folder / "out.csv", store=False)
    return (folder / "out.csv").read_bytes()


def test_a_killed_parent_goes_on_where_it_stopped(tmp_path, expected):
    first = Started(tmp_path, jobs=2, hold=True)
    first.wait()
    first.process.kill()
    first.end()
    kept = first.kept()
    assert not first.output.exists()
    assert 3 <= kept < LONG_POINTS
    code, out, err = Started(tmp_path, jobs=1).end()
    assert (code, err) == (0, "")
    assert out.startswith(f"{LONG_POINTS} points, {LONG_POINTS - kept} computed, 0 without a value\n")
    assert first.output.read_bytes() == expected


def test_a_killed_worker_costs_nothing(tmp_path, expected):
    psutil = pytest.importorskip("psutil")
    first = Started(tmp_path, jobs=2, hold=True)
    first.wait()
    workers = [
        each for each in psutil.Process(first.process.pid).children() if "resource_tracker" not in str(each.cmdline())
    ]
    workers[0].kill()
    first.let_go()
    code, out, err = first.end()
    assert (code, err) == (0, "")
    assert out.startswith(f"{LONG_POINTS} points, {LONG_POINTS} computed, 0 without a value\n")
    assert first.output.read_bytes() == expected


@pytest.mark.parametrize(("sign", "jobs"), [(signal.SIGINT, 2), (signal.SIGTERM, 1)], ids=["SIGINT-2", "SIGTERM-1"])
def test_an_interrupt_leaves_complete_files(tmp_path, expected, sign, jobs):
    first = Started(tmp_path, jobs, hold=True)
    first.wait()
    first.process.send_signal(sign)
    code, out, err = first.end()
    assert (code, out) == (130, "")
    assert [line for line in err.splitlines() if line] == [
        "higgs-sym: the same command goes on where this one stopped",
        "higgs-sym: error: interrupted",
    ]
    assert not first.output.exists()
    partial = (tmp_path / "out.partial.csv").read_bytes()
    assert expected.startswith(partial)
    assert partial.count(b"\n") >= 2
    assert partial.endswith(b"\n")
    code, out, _ = Started(tmp_path, jobs=2).end()
    assert code == 0
    assert first.output.read_bytes() == expected
    assert not (tmp_path / "out.partial.csv").exists()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from higgs_sym import HiggsSymError, run_survey
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
survey = {"quantity": "gap", "digits": 100, "parameters": {"zeta": {"from": 0, "to": 1, "points": 600}}}
try:
    run_survey(survey, sys.argv[1], store=Path(sys.argv[2]) if len(sys.argv) > 2 else False)
except HiggsSymError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize(("name", "store"), [("out.csv", False), ("out.parquet", False), ("out.csv", True)])
def test_a_system_that_writes_no_more_is_one_clear_error(tmp_path, name, store):
    """The kernel refuses every byte beyond the first 4096 of a file, as a full disk does."""
    command = [sys.executable, "-W", "error", "-c", LIMITED, str(tmp_path / name)]
    done = subprocess.run([*command, *([str(tmp_path)] if store else [])], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    expected = (
        "StoreError cannot use the store" if store else f"HiggsSymError cannot write {partial_path(tmp_path / name)}: "
    )
    assert done.stdout.startswith(expected)
    assert not (tmp_path / name).exists()


def test_command_line(tmp_path, capsys):
    (tmp_path / "survey.toml").write_text('quantity = "gap"\nparameters.zeta = [0.1, 2, -1]\n', encoding="utf-8")
    assert run(["survey", str(tmp_path / "survey.toml"), "-o", str(tmp_path / "out.csv")]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out == ["3 points, 3 computed, 1 without a value", "no value: 1 InputError", str(tmp_path / "out.csv")]
    assert rows(tmp_path / "out.csv")[0] == f"0.1,{higgs_sym.gap('0.1', digits=12)},,"
    assert run(["survey", str(tmp_path / "survey.toml"), "-o", str(tmp_path / "out.csv"), "--jobs", "2"]) == 1
    assert capsys.readouterr().out.startswith("3 points, 0 computed")
    assert run(["survey", str(tmp_path / "survey.toml"), "-o", str(tmp_path / "out.csv"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "path": str(tmp_path / "out.csv"), "points": 3, "computed": 0, "failures": {"InputError": 1}
    }  # fmt: skip
    assert run(["survey", str(tmp_path / "absent.toml"), "-o", str(tmp_path / "out.csv")]) == 2
    assert "cannot read" in capsys.readouterr().err
    assert run(["survey", str(tmp_path / "survey.toml"), "-o", str(tmp_path / "out.txt")]) == 2
    assert "output = " in capsys.readouterr().err


def test_cache_commands(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HIGGS_SYM_CACHE", str(tmp_path))
    run_survey(SMALL, tmp_path / "out.csv")
    assert run(["cache", "info", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["path"] == str(tmp_path / FILE)
    assert found["results"] == {"survey": 91}
    assert run(["cache", "info"]) == 0
    assert "survey  91" in capsys.readouterr().out
    (tmp_path / FILE).write_text("damaged")
    monkeypatch.setattr("warnings.filters", [("default", None, Warning, None, 0)])
    assert run(["cache", "info"]) == 0
    caught = capsys.readouterr()
    assert caught.err.startswith(f"higgs-sym: warning: store {tmp_path / FILE}: it is not a database; set aside as")
    assert "set aside" in caught.out
    assert run(["cache", "clear"]) == 0
    assert capsys.readouterr().out.endswith("bytes freed\n")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out.csv"]


def test_public_names():
    assert higgs_sym.run_survey is run_survey
    assert issubclass(StoreError, HiggsSymError)
