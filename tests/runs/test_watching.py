"""Signals and budgets that end while one long call into a library hears of nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from higgs_sym.runs import watching

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")

BUSY = """
import sys, time, flint, higgs_sym.cli
from higgs_sym.evaluation.budget import budget

def busy(**_):
    print("begun", flush=True)
    with budget({budget}):
        {work}

higgs_sym.cli.main.main = busy
from higgs_sym.__main__ import main
main()
"""
ONE_CALL = "flint.ctx.prec = 3 * 10**8; [flint.arb.pi() for _ in range(100)]"
STEPS = "while True: time.sleep(0.01)"


def started(work, budget=None):
    code = BUSY.format(work=work, budget=budget)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    return process


def ended(process, seconds):
    begun = time.monotonic()
    _, complaint = process.communicate(timeout=seconds)
    return process.returncode, complaint, time.monotonic() - begun


def group_is_empty(process):
    """The pipes are at their ends: nobody holds them open, so no watcher is left."""
    return process.stdout.closed and process.stderr.closed


def test_an_interrupt_within_one_long_call_is_answered():
    process = started(ONE_CALL)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    code, complaint, seconds = ended(process, 20)
    assert code in (-signal.SIGINT, -signal.SIGKILL)  # the shell says 130 or 137
    assert complaint == "higgs-sym: error: interrupted within one long step\n"
    assert seconds < 2  # of which 0.7 are patience, and the machine may be busy
    assert group_is_empty(process)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_between_steps_is_answered_by_python(number):
    process = started(STEPS)
    process.send_signal(number)
    assert ended(process, 20)[:2] == (130, "higgs-sym: error: interrupted\n")


@pytest.mark.slow
def test_sigterm_within_one_long_call_and_a_budget_that_ends_there():
    process = started(ONE_CALL)
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert ended(process, 20)[1] == "higgs-sym: error: interrupted within one long step\n"
    process = started(ONE_CALL, budget=0.5)
    assert (
        ended(process, 100)[1] == "higgs-sym: error: the time of 0.5 s ended within one long step; nothing is decided\n"
    )


@pytest.mark.slow
def test_steps_that_only_outlast_their_budget_are_left_alone():
    process = started("begun = time.process_time()\n        while time.process_time() < begun + 7: pass", budget=0.5)
    assert ended(process, 200)[:2] == (0, "")


def test_the_children_of_a_watched_process_are_not_watched():
    look = "child or os._exit(higgs_sym.runs.watching._pipe is not None)"
    process = started(f"import os; child = os.fork(); {look}; print(os.waitpid(child, 0)[1])")
    out, complaint = process.communicate(timeout=20)
    assert (process.returncode, out, complaint) == (0, "0\n", "")


def test_nothing_is_watched_where_the_command_line_is_a_function():
    from higgs_sym.cli import run

    assert run(["list", "--help"]) == 0
    assert watching._pipe is None
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_it_costs_next_to_nothing():
    begun = time.perf_counter()
    with watching.watched():
        pass
    assert time.perf_counter() - begun < 0.1  # 2 ms in a small process


@pytest.mark.slow
def test_a_budget_that_ends_within_one_long_step_leaves_its_last_words():
    work = "from higgs_sym.runs.watching import last_words\n"
    work += f"        with last_words('verdict: undecided' + chr(10)): {ONE_CALL}"
    process = started(work, budget=0.5)
    out, complaint = process.communicate(timeout=100)
    assert (process.returncode, out, complaint) == (1, "verdict: undecided\n", "")
    process = started(
        f"from higgs_sym.runs.watching import last_words\n        with last_words('x'): pass\n        {ONE_CALL}", 0.5
    )
    assert ended(process, 100)[1].endswith("nothing is decided\n")  # they are taken back


def test_last_words_without_a_watcher_change_nothing():
    with watching.last_words("never"):
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
