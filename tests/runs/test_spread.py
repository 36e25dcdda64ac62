"""Items over workers: order, loss, and who is to blame."""

from __future__ import annotations

import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import mpmath
import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.runs import spread as spreading
from higgs_sym.runs.spread import spread
from higgs_sym.runs.workers import InProcess, open_workers
from tests.runs import deadly


class Source:
    """Items from a list; `known` maps those whose results are there already."""

    def __init__(self, items, known=None):
        self.items, self.known = list(items), known or {}
        self.arrived, self.gone, self.largest = [], [], 0

    def take(self, count):
        if not self.items:
            return [], None
        first_known = self.items[0] in self.known
        taken = []
        while self.items and (self.items[0] in self.known) == first_known and len(taken) < count:
            taken.append(self.items.pop(0))
        self.largest = max(self.largest, len(taken))
        return taken, [self.known[item] for item in taken] if first_known else None

    def landed(self, items, results):
        assert len(items) == len(results)
        self.arrived += items

    def lost(self, item, reason):
        self.gone.append((item, reason))
        return None


def results(workers, function, source):
    return [row for rows in spread(workers, function, source) for row in rows]


def test_in_process_in_order_and_in_growing_batches():
    source = Source(range(3000))
    assert results(InProcess(), deadly.square, source) == [n * n for n in range(3000)]
    assert source.arrived == list(range(3000))
    assert source.largest == spreading.LARGEST


def test_known_results_are_not_computed_again():
    known = {n: -n for n in range(100) if n % 7 < 5}
    source = Source(range(100), known)
    made = results(InProcess(), deadly.square, source)
    assert made == [known.get(n, n * n) for n in range(100)]
    assert source.arrived == [n for n in range(100) if n not in known]


def test_what_a_task_raises_in_this_process_is_raised_at_once():
    def refuse(items):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        results(InProcess(), refuse, Source([1]))


def test_processes_give_the_same_in_the_same_order():
    with open_workers(2) as workers:
        assert results(workers, deadly.slow_first, Source(range(60))) == [n * n for n in range(60)]
        assert len(set(results(workers, deadly.process_ids, Source(range(8))))) == 2


def test_precision_does_not_leak_from_task_to_task():
    digits = [15, 200, 16, 50, 15, 100] * 4
    with mpmath.workdps(210):
        pi = {n: str(+mpmath.MPContext().pi) if n == 15 else mpmath.nstr(+mpmath.pi, n) for n in digits}
    before = mpmath.mp.dps
    with open_workers(2) as workers:
        assert results(workers, deadly.digits_of_pi, Source(digits)) == [pi[n] for n in digits]
    assert mpmath.mp.dps == before


def test_a_worker_that_dies_once_costs_nothing(tmp_path):
    source = Source(range(40))
    with open_workers(2) as workers:
        made = results(workers, deadly.DieOnce(tmp_path, 17), source)
    assert made == [n * n for n in range(40)]
    assert sorted(source.arrived) == list(range(40))
    assert source.gone == []


def test_an_item_that_kills_is_found_and_costs_nobody_else():
    items = [*range(1, 20), -5, *range(20, 40)]
    source = Source(items)
    with open_workers(2) as workers:
        made = results(workers, deadly.square_or_die, source)
    assert made == [n * n if n > 0 else None for n in items]
    assert source.gone == [(-5, "the worker process died")]
    assert sorted(source.arrived) == sorted(n for n in items if n > 0)


def test_workers_that_always_die_end_the_run(monkeypatch):
    monkeypatch.setattr(spreading, "HOPELESS", 2)
    with open_workers(2) as workers, pytest.raises(HiggsSymError, match="workers fail whatever they are given"):
        results(workers, deadly.square_or_die, Source([-1] * 9))


class Unreliable(Executor):
    """Fails like a cluster that has lost a worker: with its own exception, for one task only."""

    def __init__(self, bad):
        self.bad = bad

    def submit(self, function, /, *arguments):
        future = Future()
        if self.bad in arguments[1]:
            future.set_exception(ConnectionResetError("worker gone"))
        else:
            future.set_result(function(*arguments))
        return future


def test_a_failure_of_a_foreign_executor_is_narrowed_down_to_the_item():
    source = Source(range(20))
    with open_workers(executor=Unreliable(13)) as workers:
        made = results(workers, deadly.square, source)
    assert made == [None if n == 13 else n * n for n in range(20)]
    assert source.gone == [(13, "ConnectionResetError: worker gone")]


def test_any_executor_serves():
    with ThreadPoolExecutor(3) as pool, open_workers(3, executor=pool) as workers:
        assert results(workers, deadly.square, Source(range(50))) == [n * n for n in range(50)]


def test_few_batches_are_under_way_at_a_time(monkeypatch):
    """Memory is bounded although the first batch is late: the others wait for it."""
    monkeypatch.setattr(spreading, "WINDOW", 5)
    source = Source(range(1000))

    def square(items):
        if 0 in items:
            time.sleep(0.2)
            assert 1000 - len(source.items) <= 5 * spreading.LARGEST
        return [n * n for n in items]

    with ThreadPoolExecutor(2) as pool, open_workers(2, executor=pool) as workers:
        monkeypatch.setattr(spreading, "LARGEST", 10)
        assert results(workers, square, source) == [n * n for n in range(1000)]
