"""Ctrl-C is answered within a second, also while one long call into a library hears of no signals.

Python answers a signal between two of its own steps, and one call of Arb may last for minutes. A child process, forked
before anything large is loaded, reads each signal from a pipe as soon as the system delivers it. Where no answer
follows in time it ends this process; files appear whole or not at all, and a survey goes on where it stopped. It does
the same where a budget of time has ended long ago within one such call.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from higgs_sym.evaluation.budget import LISTENERS
from higgs_sym.runs.watcher import ANSWERED, LEFT, WORDS, watch

LONGEST = 3000  # bytes of last words, which a pipe takes at once
_pipe: int | None = None  # where the watcher of this process listens


@contextmanager
def watched() -> Iterator[None]:
    """Within the block SIGINT and SIGTERM end this process within a second, whatever it does.

    Only for a whole process, in its main thread; without `fork`, and where SIGINT is ignored, nothing is watched.
    """
    if not hasattr(os, "fork") or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(write)
        watch(read, os.getppid())
    os.close(read)
    os.set_blocking(write, False)
    os.register_at_fork(after_in_child=_leave)
    _begin(write)
    before = taken(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _leave()
        os.waitpid(child, 0)


def taken(number: int) -> Any:
    """Take a signal as KeyboardInterrupt, and say to the watcher, if there is one, that it was heard.

    While a first SIGINT has no answer, a second ends the process as the system would: the shell sees it interrupted.
    Not so with SIGTERM, which `timeout` sends twice. Returns what was done with the signal before.
    """
    once = _pipe is not None and number == signal.SIGINT

    def interrupt(*_: object) -> None:
        _say(ANSWERED)
        if once:
            _only_once(number)
        raise KeyboardInterrupt

    before = signal.signal(number, interrupt)
    if once:
        _only_once(number)
    return before


@contextmanager
def last_words(text: str) -> Iterator[None]:
    """Within the block a budget that has ended long ago within one long step prints the text, and the exit code is 1.

    Without a watcher, or where a hang-up is not left to the system, nothing changes.
    """
    data = text.encode()
    ours = (
        _pipe is not None
        and len(data) < LONGEST
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
    )
    if not ours:
        yield
        return
    library = ctypes.CDLL(None)
    library.signal.restype, library.signal.argtypes = ctypes.c_void_p, [ctypes.c_int, ctypes.c_void_p]
    # The number of SIGHUP is 1, and so is what _exit makes of it as a handler: no step of Python is needed.
    before = library.signal(signal.SIGHUP, ctypes.cast(library._exit, ctypes.c_void_p))
    _say(WORDS + struct.pack("d", len(data)) + data)
    try:
        yield
    finally:
        _say(WORDS + struct.pack("d", 0))
        library.signal(signal.SIGHUP, before)


def _begin(pipe: int) -> None:
    global _pipe
    _pipe = pipe
    signal.set_wakeup_fd(pipe, warn_on_full_buffer=False)
    signal.signal(signal.SIGALRM, lambda *_: _say(ANSWERED))  # the watcher's question whether Python still works
    LISTENERS.append(_left)


def _leave() -> None:
    """Without a watcher from here on: at the end, and in every child of this process."""
    global _pipe
    if _pipe is None:
        return
    LISTENERS.remove(_left)
    if threading.current_thread() is threading.main_thread():
        signal.set_wakeup_fd(-1)
    os.close(_pipe)
    _pipe = None


def _say(what: bytes) -> None:
    if _pipe is not None:
        with contextlib.suppress(OSError):
            os.write(_pipe, what)


def _left(seconds: float) -> None:
    if threading.current_thread() is threading.main_thread():
        _say(LEFT + struct.pack("d", seconds))


def _only_once(number: int) -> None:
    """Let the next signal do what Python does with it, and one after that what the system does."""
    handler = ctypes.pythonapi.PyOS_getsig
    handler.restype, handler.argtypes = ctypes.c_void_p, [ctypes.c_int]
    once = getattr(ctypes.CDLL(None), "sysv_signal", None)
    if once is not None:  # elsewhere the watcher has to kill
        once.restype, once.argtypes = ctypes.c_void_p, [ctypes.c_int, ctypes.c_void_p]
        once(number, handler(number))
