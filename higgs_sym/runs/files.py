"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from higgs_sym.errors import HiggsSymError


def write(path: Path, content: str | bytes) -> None:
    """Write a file atomically: temporary file in the same folder, then rename.

    Raises HiggsSymError naming the path if the system refuses; nothing half-written stays behind.
    """
    with whole(path) as stream:
        stream.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A stream to a temporary file that takes the name `path` when the block ends well, and vanishes otherwise.

    Raises HiggsSymError naming the path where the system refuses.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        os.chmod(temporary, 0o666 & ~_umask())  # mkstemp makes the file private; results are for reading
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise HiggsSymError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)  # the mask can only be read by setting it
    os.umask(mask)
    return mask
