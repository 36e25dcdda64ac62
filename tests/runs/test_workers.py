"""Where tasks run, and how workers begin and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor

import pytest

from higgs_sym.errors import HiggsSymError, InputError, MissingExtraError
from higgs_sym.runs.workers import open_workers


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def test_one_job_is_this_process():
    with open_workers(1) as workers:
        assert workers.submit(os.getpid).result() == os.getpid()


def test_workers_are_ended_at_their_task_when_the_block_fails():
    pids = []

    def interrupted():
        with open_workers(2) as workers:
            pids.append(workers.submit(os.getpid).result())
            workers.submit(time.sleep, 60)
            workers.submit(time.sleep, 60)
            raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert gone(pids[0])
    assert time.monotonic() - start < 30


def test_a_dead_pool_is_replaced():
    with open_workers(2) as workers:
        with pytest.raises(BrokenExecutor):
            workers.submit(os._exit, 3).result()
        workers.renew()
        assert workers.submit(abs, -3).result() == 3


PARENT = """
import os, sys, time
from higgs_sym.runs.workers import open_workers
if __name__ == "__main__":
    with open_workers(2) as workers:
        print(workers.submit(os.getpid).result(), flush=True)
        workers.submit(time.sleep, 60).result()
"""


def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    pid = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert gone(pid)


def test_a_script_without_a_guard_is_told_so(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text("from higgs_sym.runs.workers import open_workers\nwith open_workers(2): pass\n", encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "if __name__ == '__main__':" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("jobs", [0, -1, 5000, True, 2.0, "two"])
def test_a_number_of_jobs_that_cannot_be_is_refused(jobs):
    with pytest.raises(InputError, match="jobs = "), open_workers(jobs):
        pytest.fail("no workers")


def test_no_scheduler_and_no_dask_are_clear_errors(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(MissingExtraError, match=r"pip install 'higgs_sym\[dask\]'"),
        open_workers(scheduler="tcp://x:1"),
    ):
        pytest.fail("no workers")


def test_an_executor_from_outside_is_not_replaced():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        with open_workers(2, executor=pool) as workers, pytest.raises(HiggsSymError, match="start the run again"):
            workers.renew()
        assert pool.submit(abs, -1).result() == 1
