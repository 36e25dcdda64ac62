"""The same survey on a Dask cluster of separate processes."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from higgs_sym import run_survey
from higgs_sym.cli import run
from higgs_sym.errors import HiggsSymError
from higgs_sym.runs.spread import spread
from higgs_sym.runs.workers import open_workers
from tests.runs import deadly
from tests.runs.test_spread import Source
from tests.runs.test_survey import SMALL

distributed = pytest.importorskip("distributed")

pytestmark = pytest.mark.filterwarnings("default")  # of dask, tornado and their event loops


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def test_a_survey_is_the_same_on_a_cluster(cluster, tmp_path):
    run_survey(SMALL, tmp_path / "here.csv", store=False)
    done = run_survey(SMALL, tmp_path / "there.csv", scheduler=cluster.scheduler_address, store=tmp_path / "store")
    assert (done.points, done.computed, done.failures) == (91, 91, {})
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()
    assert run_survey(SMALL, tmp_path / "again.csv", store=tmp_path / "store").computed == 0


def test_work_is_shared_by_separate_processes(cluster):
    with open_workers(scheduler=cluster.scheduler_address) as workers:
        assert workers.size == 2
        rows = spread(workers, deadly.process_ids, Source(range(12)))
        pids = {pid for batch in rows for pid in batch}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_a_worker_that_is_killed_costs_nothing(cluster, tmp_path):
    with open_workers(scheduler=cluster.scheduler_address) as workers:
        victim = workers.submit(os.getpid).result()

        def kill():
            time.sleep(0.3)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        source = Source(range(30))
        rows = [pid for batch in spread(workers, deadly.process_ids, source) for pid in batch]
        killer.join()
    assert len(rows) == 30
    assert source.gone == []


def test_the_command_line_takes_a_scheduler(cluster, tmp_path, capsys):
    (tmp_path / "survey.toml").write_text('quantity = "gap"\nparameters.zeta = [0.1, 0.2]\n', encoding="utf-8")
    command = ["survey", str(tmp_path / "survey.toml"), "-o", str(tmp_path / "out.csv")]
    assert run([*command, "--no-cache", "--scheduler", cluster.scheduler_address]) == 0
    assert capsys.readouterr().out.startswith("2 points, 2 computed")


def test_no_scheduler_is_one_clear_error(monkeypatch):
    from higgs_sym.runs import workers

    monkeypatch.setattr(workers, "_ANSWER", 0.5)
    with pytest.raises(HiggsSymError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        open_workers(scheduler="tcp://127.0.0.1:9").__enter__()
