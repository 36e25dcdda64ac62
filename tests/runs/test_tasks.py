"""Verdicts, derivations and drawings by way of the store and of workers: the same as computed here."""

from __future__ import annotations

import json

import pytest

from higgs_sym import check
from higgs_sym.check import decide_record, verify_all
from higgs_sym.cli import run
from higgs_sym.errors import HiggsSymError, InputError
from higgs_sym.records import Claim, Derivation, Figure, Finding, Limit, Source, Statement, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FIGURES, FORMULAS, STATEMENTS
from higgs_sym.report import build, drawings
from higgs_sym.runs import checks, outcomes, tasks
from higgs_sym.runs.checks import derive, judge
from higgs_sym.runs.store import FILE, Store, StoreWarning
from higgs_sym.runs.tasks import Runner, Task

QUICK = ("bcs:below:static", "eq:10:weak", "s:2")
SOURCE = Source("higgs_sym")


def silent(done, total, name):
    pass


def counted(monkeypatch):
    """The records that are decided in this process from now on."""
    done = []

    def decide(row, digits, certify):
        done.append(row.id)
        return decide_record(row, digits, certify)

    monkeypatch.setattr(checks, "decide_record", decide)
    return done


@pytest.fixture(scope="module")
def expected():
    return verify_all(QUICK, 12)


def test_decisions_survive_their_journey_as_text(expected):
    for decided, back in ((expected.verdicts[0], outcomes.verdict_of), (expected.findings["s:2"], outcomes.finding_of)):
        assert back(json.loads(json.dumps(outcomes.plain(decided)))) == decided


def test_the_store_answers_the_second_time(expected, tmp_path, monkeypatch):
    done = counted(monkeypatch)
    for _ in range(2):
        heard = []
        with Runner(store=tmp_path) as runner:
            found = verify_all(QUICK, 12, lambda *row, heard=heard: heard.append(row), judge=judge(runner))
        assert found == expected
        assert sorted(heard) == [(k, 3, heard[k - 1][2]) for k in (1, 2, 3)]
        assert {row[2] for row in heard} == set(QUICK)
    assert done == list(QUICK)
    with Store(tmp_path) as store:
        assert store.info().results == {"decision": 3, "seconds": 3}


def test_other_digits_and_certificates_are_other_results(tmp_path, monkeypatch):
    done = counted(monkeypatch)
    with Runner(store=tmp_path) as runner:
        for digits, certify in ((12, False), (13, False), (None, False), (12, True)):
            verify_all(QUICK[:1], digits, certify=certify, judge=judge(runner))
    assert len(done) == 4


def test_two_workers_decide_the_same(expected):
    with Runner(jobs=2) as runner:
        assert verify_all(QUICK, 12, judge=judge(runner)) == expected
        rows = [DERIVATIONS["d:gap"], DERIVATIONS["d:root"]]
        steps = derive(rows, runner, silent)
    assert steps == {row.id: tuple(row.build().steps) for row in rows}


def test_an_error_in_a_worker_is_the_error_here():
    with Runner(jobs=2) as runner, pytest.raises(InputError, match="digits = 7"):
        verify_all(QUICK, 7, judge=judge(runner))


def test_changed_code_is_computed_again(expected, tmp_path, monkeypatch):
    done = counted(monkeypatch)
    with Runner(store=tmp_path) as runner:
        verify_all(QUICK, 12, judge=judge(runner))
        monkeypatch.setattr(tasks, "code_version", lambda modules: "another")
        assert verify_all(QUICK, 12, judge=judge(runner)) == expected
    assert len(done) == 6


def test_a_claim_of_a_user_is_neither_kept_nor_sent_away(tmp_path, monkeypatch):
    """Its module is not part of the project: nobody can tell whether it has changed."""
    CLAIMS.discover()
    FORMULAS.discover()
    row = Claim("z:own", "", "", "eq:10", lambda variables, digits: variables["zeta"], "",
                Limit("", lambda x: {"zeta": x}), "1")  # fmt: skip
    monkeypatch.setitem(CLAIMS._rows, row.id, row)
    monkeypatch.setitem(CLAIMS._modules, row.id, "higgs_sym.claims.bcs")
    done = counted(monkeypatch)
    for _ in range(2):
        with Runner(jobs=2, store=tmp_path) as runner:
            verify_all([row.id], 12, judge=judge(runner))
    assert done == ["z:own", "z:own"]


def test_what_a_record_depends_on():
    claim = CLAIMS["threshold:im:1/10"]
    behind = checks._behind_claim(claim)
    assert behind >= {CLAIMS.module_of(claim.id), FORMULAS.module_of(claim.formula), "derivations.threshold"}
    statement = checks._behind_statement(STATEMENTS["s:2"])
    assert statement >= set(CLAIMS.by_module()) | set(FORMULAS.by_module()) | set(DERIVATIONS.by_module())
    assert outcomes.modules(Statement("s", "", "", "", silent, SOURCE)) == {__name__}
    assert build._figure_task(FIGURES["onset"]).behind >= set(FORMULAS.by_module())


@pytest.mark.parametrize("table", [CLAIMS, STATEMENTS, DERIVATIONS, FIGURES], ids=lambda table: table.kind)
def test_everything_registered_can_be_kept(table):
    for row in table:
        if isinstance(row, (Claim, Statement)):
            task = checks._task(row, None, False)
        else:
            task = checks._derivation_task(row) if isinstance(row, Derivation) else build._figure_task(row)
        assert task.portable
        assert len(task.key) == 32


def test_a_drawing_survives_its_journey(tmp_path):
    verdict = check.verify(CLAIMS[QUICK[0]], 10)
    task = build._claim_task(CLAIMS[QUICK[0]], verdict)
    with Runner(store=tmp_path) as runner:
        (first,), (second,) = (runner.run([task], silent) for _ in range(2))
    svg, pdf = drawings.loads(first)
    assert first == second == task.function(task.id, task.given)
    assert svg.startswith("<?xml") or "<svg" in svg
    assert pdf.startswith(b"%PDF")
    assert isinstance(FIGURES["onset"], Figure)


def test_a_store_that_cannot_be_used_is_done_without(expected, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.warns(StoreWarning, match="results are not kept"):
        runner = Runner(store=tmp_path / "file")
    with runner:
        assert verify_all(QUICK, 12, judge=judge(runner)) == expected


def test_a_store_that_fills_up_on_the_way_is_done_without(expected, tmp_path, monkeypatch):
    from tests.runs.test_store import Refusing, sqlite3

    with Runner(store=tmp_path) as runner:
        runner._store._connection = Refusing(runner._store._connection, sqlite3.SQLITE_FULL, "disk is full")
        with pytest.warns(StoreWarning, match=r"disk is full.*results are not kept"):
            found = verify_all(QUICK, 12, judge=judge(runner))
    assert found == expected


def test_a_damaged_store_is_computed_again(expected, tmp_path):
    with Runner(store=tmp_path) as runner:
        verify_all(QUICK, 12, judge=judge(runner))
    (tmp_path / FILE).write_bytes(b"damaged")
    with pytest.warns(StoreWarning, match="set aside"):
        runner = Runner(store=tmp_path)
    with runner:
        assert verify_all(QUICK, 12, judge=judge(runner)) == expected


def test_the_longest_known_task_starts_first(tmp_path, monkeypatch):
    made = [Task(outcomes.steps, name, "{}", frozenset(), lambda name=name: f'"{name}"') for name in "abc"]
    with Runner(store=tmp_path) as runner:
        for task, seconds in zip(made, (1.0, 3.0, 2.0), strict=True):
            runner._keep(task, "x", seconds)
        order = []
        monkeypatch.setattr(tasks, "spread", lambda workers, function, source: order.extend(source._waiting) or ())
        monkeypatch.setattr(tasks, "open_workers", lambda *_: Store(tmp_path))
        runner._away(made, [0, 1, 2], silent)
    assert order == [1, 2, 0]


def test_a_task_that_no_worker_survives_ends_the_run():
    source = tasks._Parcels(Runner(), [], [], silent)
    with pytest.raises(HiggsSymError, match="d:gap: the worker process died"):
        source.lost((outcomes.steps, "d:gap", "{}", frozenset(), ""), "the worker process died")


def test_verify_on_the_command_line_keeps_and_forgets(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HIGGS_SYM_CACHE", str(tmp_path))
    done = counted(monkeypatch)
    texts = []
    for more in ((), (), ("--no-cache",), ("--jobs", "2")):
        assert run(["verify", QUICK[0], "--digits", "12", *more]) == 0
        texts.append(capsys.readouterr().out)
    assert len(set(texts)) == 1
    assert done == [QUICK[0]] * 2
    assert isinstance(verify_all(QUICK[:1], 12).verdicts[0], Verdict)
    assert not isinstance(verify_all(QUICK[2:]).findings["s:2"], Verdict)
    assert isinstance(verify_all(QUICK[2:]).findings["s:2"], Finding)
