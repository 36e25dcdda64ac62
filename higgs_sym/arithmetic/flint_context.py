"""python-flint's working precision is one global number: change it only through here."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

_LOCK = threading.RLock()
# Called before the precision changes, which long calculations do again and again: whatever ends one may do so here.
HEARERS: list[Callable[[], None]] = []


def _renew() -> None:
    """A lock that another thread held when the process forked is held for ever in the child: it gets its own."""
    global _LOCK
    _LOCK = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


def flint_precision(bits: int) -> AbstractContextManager[None]:
    """Hold flint at `bits` bits; other threads wait, and the old precision comes back whatever happens."""
    return _Held("prec", bits)


def series_terms(count: int) -> AbstractContextManager[None]:
    """Let flint's power series have `count` terms, which is one global number as well."""
    return _Held("cap", count)


class _Held:
    """One of flint's numbers, for a while: a class, since a generator takes longer than most of what is done within."""

    __slots__ = ("_lock", "_name", "_old", "_value")

    def __init__(self, name: str, value: int) -> None:
        self._name, self._value = name, value

    def __enter__(self) -> None:
        import flint

        for hear in HEARERS:
            hear()
        self._lock = _LOCK
        self._lock.acquire()
        try:
            self._old = getattr(flint.ctx, self._name)
            setattr(flint.ctx, self._name, self._value)
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, *_raised: object) -> None:
        import flint

        setattr(flint.ctx, self._name, self._old)
        self._lock.release()
