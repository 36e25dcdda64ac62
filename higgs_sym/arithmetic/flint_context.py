"""python-flint's working precision is one global number: change it only through here."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOCK = threading.RLock()


def _renew() -> None:
    """A lock that another thread held when the process forked is held for ever in the child: it gets its own."""
    global _LOCK
    _LOCK = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


@contextmanager
def flint_precision(bits: int) -> Iterator[None]:
    """Hold flint at `bits` bits; other threads wait, and the old precision comes back whatever happens."""
    import flint

    with _LOCK:
        old = flint.ctx.prec
        flint.ctx.prec = bits
        try:
            yield
        finally:
            flint.ctx.prec = old


@contextmanager
def series_terms(count: int) -> Iterator[None]:
    """Let flint's power series have `count` terms, which is one global number as well."""
    import flint

    with _LOCK:
        old = flint.ctx.cap
        flint.ctx.cap = count
        try:
            yield
        finally:
            flint.ctx.cap = old
