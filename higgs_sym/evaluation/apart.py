"""Calls into flint that may last longer than anyone waits, in a child process that can be ended.

One call of Arb hears of no budget and of no signal, and where its machine integers overflow it ends the whole process.
Which calls may do so is known from their arguments: large orders, many bits; or from the call before at the same point.
Whatever is not suspect is called at once, for a child takes some milliseconds; so is what has come back quickly several
times with arguments of the same sizes, unless these are beyond machine integers.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import pickle
import select
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NoReturn

import flint

from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError, HiggsSymError
from higgs_sym.evaluation import budget

LONG = 0.25  # seconds after which the next call at the same point, which asks for more, goes apart
MANY_BITS = 3000
LARGE = 100  # arguments that count as large where there are many bits
ORDER = 10**5  # from which on a parameter, an order is suspect
ORDERS = {  # functions for which it is earlier, or never: those that are gamma functions
    **dict.fromkeys(("binomial", "rf", "ff"), float("inf")),
    **dict.fromkeys(("polylog", "clsin", "clcos", "FermiDirac", "BoseEinstein"), 300),
    **dict.fromkeys(("lerchphi", "polygamma", "harmonic"), 3000),
    "zetazero": 10**8,
}
EVERY = frozenset({"lerchphi", "betainc", "zetazero"})  # whose last argument counts as an order
TRIALS = 3  # quick calls in a child after which others of the same kind are made here
QUICK = 0.1  # seconds
OVERFLOW = 2.0**31  # arguments from which on nothing is learned
BESSELS = {"besseli", "besselj", "besselk", "bessely"}  # quick for any order to the right of zero
MODERATE = 1e5  # arguments up to which they are
SLICE = 0.05  # seconds between two looks at what the child has used
_DEATH = 1  # prctl: which signal a process gets when its parent ends

Key = tuple[str, tuple[tuple[Any, Any], ...]]
Kind = tuple[object, ...]
_long: set[Key] = set()
_quick: Counter[Kind] = Counter()  # calls in a child, of those that are made alike


def called(name: str, function: Callable[..., Ball], analytic: bool, args: list[Ball]) -> Ball:
    """function(analytic, *args), apart where that may last."""
    if _long and _key(name, args) in _long:
        return apart(name, lambda: function(analytic, *args))
    kind = _kind(name, args) if _suspect(name, args) else None
    began = time.perf_counter()
    if kind is not None and _quick[kind] < TRIALS:
        found = apart(name, lambda: function(analytic, *args))
        if len(kind) > 1 and time.perf_counter() - began < QUICK:
            _quick[kind] += 1
        return found
    found = function(analytic, *args)
    if time.perf_counter() - began > LONG:
        _long.add(_key(name, args))
    return found


def _suspect(name: str, args: list[Ball]) -> bool:
    if name in BESSELS and args[0].real >= 0 and abs(args[1]) < MODERATE:
        return False
    if flint.ctx.prec > MANY_BITS and any(not abs(arg) < LARGE for arg in args):
        return True
    if len(args) == 1 and name not in EVERY:
        return False
    most = ORDERS.get(name, ORDER)
    return any(not abs(arg) < most for arg in (args if name in EVERY else args[:-1]))


def _kind(name: str, args: list[Ball]) -> Kind:
    """What calls have in common that take about as long; the name alone where they may end the process."""
    sizes = [abs(arg) for arg in args]
    if not all(size < OVERFLOW for size in sizes):
        return (name,)
    octaves = (int(float(size.upper())).bit_length() for size in sizes)
    exact = (arg.rel_accuracy_bits() > flint.ctx.prec // 2 for arg in args)
    return (name, flint.ctx.prec // 256, *octaves, *exact)


def _key(name: str, args: list[Ball]) -> Key:
    return name, tuple((arg.real.str(15, radius=False), arg.imag.str(15, radius=False)) for arg in args)


def apart(name: str, work: Callable[[], Ball]) -> Ball:
    """What `work` returns, from a child process where there can be one."""
    budget.check()
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return work()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _work(write, work)
    os.close(write)
    try:
        said = _said(child, read)
    finally:
        os.close(read)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if not said:
        raise AccuracyError(f"{name} could not be evaluated: its arguments are too large")
    error, parts = pickle.loads(said)  # from a copy of this process
    if error is not None:
        raise error
    return flint.acb(*(_ball(part) for part in parts))


def _said(child: int, read: int) -> bytes:
    """What the child writes until it ends; its seconds count as ours."""
    said, spent = b"", 0.0
    while True:
        ready, _, _ = select.select([read], [], [], SLICE)
        now = _cpu(child, spent)
        budget.spend(now - spent)
        spent = now
        budget.check()
        if ready:
            more = os.read(read, 1 << 16)
            if not more:
                return said
            said += more


def _work(write: int, work: Callable[[], Ball]) -> NoReturn:
    """The life of the child."""
    try:
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH, signal.SIGKILL)
        faulthandler.disable()
        for stream in (1, 2):  # flint says why it aborts
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        try:
            found = work()
            answer = pickle.dumps((None, [_numbers(part) for part in (found.real, found.imag)]))
        except (HiggsSymError, ArithmeticError, ValueError) as error:
            answer = pickle.dumps((error, None))
        while answer:
            answer = answer[os.write(write, answer) :]
    finally:
        os._exit(0)


def _numbers(part: Any) -> tuple[tuple[int, int], ...] | None:
    """Mantissa and exponent of the middle and of the radius; None for what is not finite."""
    if not part.is_finite():
        return None
    return tuple((int(number[0]), int(number[1])) for number in (part.mid().man_exp(), part.rad().man_exp()))


def _ball(numbers: tuple[tuple[int, int], ...] | None) -> Any:
    if numbers is None:
        return flint.arb.nan()
    middle, radius = (flint.arb(number) for number in numbers)
    return flint.arb(middle, radius) if radius != 0 else middle


def _cpu(process: int, before: float) -> float:
    """Seconds of CPU that a process has used; where the system does not say, a slice more than before."""
    try:
        return time.clock_gettime((~process << 3) | 2)
    except OSError:
        return before + SLICE
