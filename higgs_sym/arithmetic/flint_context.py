"""python-flint's working precision is one global number: change it only through here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOCK = threading.RLock()


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
