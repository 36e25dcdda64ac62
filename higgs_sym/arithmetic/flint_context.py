"""python-flint's working precision is one global number: change it only through here."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

_LOCK = threading.RLock()


def _renew() -> None:
    """A lock that another thread held when the process forked is held for ever in the child: it gets its own."""
    global _LOCK
    _LOCK = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


def flint_precision(bits: int) -> AbstractContextManager[None]:
    """Hold flint at `bits` bits; other threads wait, and the old precision comes back whatever happens."""
    return _held("prec", bits)


def series_terms(count: int) -> AbstractContextManager[None]:
    """Let flint's power series have `count` terms, which is one global number as well."""
    return _held("cap", count)


@contextmanager
def _held(name: str, value: int) -> Iterator[None]:
    import flint

    with _LOCK:
        old = getattr(flint.ctx, name)
        setattr(flint.ctx, name, value)
        try:
            yield
        finally:
            setattr(flint.ctx, name, old)
