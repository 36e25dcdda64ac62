"""Long calls end with their budget, and what would end the process ends a child; the functions that were too slow."""

from __future__ import annotations

import os
import signal
import time
from fractions import Fraction

import flint
import mpmath
import pytest

from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.errors import AccuracyError, BudgetError
from higgs_sym.evaluation.apart import apart, called
from higgs_sym.evaluation.budget import budget, left
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse

SUSPECT = [  # calls that the guard sends apart; what is called here only lasts
    ("polylog", (500, 2)),
    ("lerchphi", (1, 2, 4000)),
    ("polygamma", (4000, 3)),
    ("legendre", (10**6, 2)),
    ("hankel1", (-(10**6), 3)),
    ("zetazero", (10**9,)),
]


def _lasts(*_: object) -> flint.acb:
    while True:
        pass


def _balls(numbers: tuple[int, ...]) -> list[flint.acb]:
    return [flint.acb(number) for number in numbers]


def _value(text: str, digits: int = 25) -> object:
    return Expression(parse(text)).value({}, digits).number


@pytest.mark.parametrize(("name", "args"), SUSPECT)
def test_a_long_call_hears_its_budget(name, args):
    began = time.perf_counter()
    with pytest.raises(BudgetError, match=r"0\.3 s"), budget(0.3):
        called(name, _lasts, True, _balls(args))
    assert time.perf_counter() - began < 10  # the machine may be busy


@pytest.mark.parametrize("text", ["chi_t(1, 1/10)", "besseljzero(1e6, 50)"])
def test_long_ways_of_our_own_hear_their_budget(text):
    began = time.perf_counter()
    with pytest.raises(BudgetError, match=r"0\.3 s"), budget(0.3):
        _value(text)
    assert time.perf_counter() - began < 10


def test_what_a_child_uses_counts_for_every_budget_around():
    def work():
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
        return flint.acb(1) / 3

    with budget(60), budget(30):
        before = left()
        found = apart("work", work)
        assert found.real.mid() == (flint.acb(1) / 3).real.mid()
        assert holds(found.real, flint.arb(flint.fmpq(1, 3)))
        assert before - left() > 0.25


def test_an_abort_in_the_library_is_an_error_here():
    with pytest.raises(AccuracyError, match="FermiDirac could not be evaluated"):
        called("FermiDirac", lambda *_: os.abort(), True, _balls((400, 1)))


def test_an_interrupt_is_heard_within_a_long_call():
    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    children: list[int] = []
    fork = os.fork
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fork", lambda: children.append(fork()) or children[-1])
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with pytest.raises(KeyboardInterrupt):
                called("polylog", _lasts, True, _balls((500, 2)))
    finally:
        signal.signal(signal.SIGALRM, before)
    with pytest.raises(ProcessLookupError):
        os.kill(children[-1], 0)


@pytest.mark.parametrize("z", ["999/1000", "1 - 1e-8", "-99/100", "1 - 1e-3"])
def test_3f2_next_to_the_circle_by_clausens_square(z):
    found = _value(f"hyp3f2(2/3, 2/5, 8/15, 16/15, 31/30, {z})")
    square = _value(f"hyp2f1(1/3, 1/5, 31/30, {z})**2")
    assert abs(found / square - 1) < 1e-24


def test_3f2_next_to_one_by_the_dilogarithm():
    z = Fraction(10**20 - 1, 10**20)
    found = Expression(parse("hyp3f2(1, 1, 1, 2, 2, z)", ("z",))).value({"z": z}, 30)
    known = Expression(parse("polylog(2, z)/z", ("z",))).value({"z": z}, 30)
    assert abs(found.number - known.number) < 1e-29
    assert abs(found.number - known.number) <= found.ball.rad() + known.ball.rad()


@pytest.mark.parametrize(("kind", "order"), [("j", 5), ("j", 50), ("j", 400), ("y", 7), ("y", 300)])
def test_zeros_of_bessel_functions_of_any_order(kind, order):
    scipy_special = pytest.importorskip("scipy.special")
    known = getattr(scipy_special, f"{kind}n_zeros")(order, 20)
    for number in (1, 2, 20):
        assert float(_value(f"bessel{kind}zero({order}, {number})")) == pytest.approx(known[number - 1], rel=1e-13)


def test_anger_functions_of_whole_order_are_bessel_functions():
    assert _value("angerj(40, 5/2)") == _value("besselj(40, 5/2)")
    assert _value("angerj(3, 0) + 1") == 1


def test_what_comes_back_quickly_several_times_needs_no_child_any_more(monkeypatch):
    forks: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: forks.append(1) or fork())
    orders = [flint.acb(10**6 + k) for k in range(50)]
    assert [called("quick", lambda analytic, order, x: order + x, True, [order, flint.acb(1)]) for order in orders] == [
        order + 1 for order in orders
    ]
    assert 0 < len(forks) < 50
    forks.clear()
    beyond = flint.acb(10) ** 300  # where machine integers may overflow, each call goes apart
    for _ in range(5):
        called("quick", lambda analytic, order, x: order + x, True, [beyond, flint.acb(1)])
    assert len(forks) == 5


def test_bessel_functions_of_many_orders_need_no_child(monkeypatch):
    """I_0 + 2 (I_1 + I_2 + ...) = e^x."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a child"))
    with mpmath.workdps(30):
        expected = (1 - mpmath.besseli(0, 1000) * mpmath.exp(-1000)) / 2
    found = Expression(parse("Sum(exp(-x)*besseli(n,x),(n,1,oo))", ("x",))).value({"x": Fraction(1000)}, 20)
    assert abs(found.number / expected - 1) < mpmath.mpf(10) ** -14
