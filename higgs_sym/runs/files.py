"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from higgs_sym.errors import HiggsSymError


def write(path: Path, content: str | bytes, *, folders: bool = False) -> None:
    """Write a file atomically: temporary file in the same folder, then rename.

    Only with `folders` are missing folders made: a slip in a path should not leave new ones behind. Raises
    HiggsSymError naming the path if the system refuses; nothing half-written stays behind.
    """
    with whole(path, folders=folders) as stream:
        stream.write(content.encode() if isinstance(content, str) else content)


def require_folder(path: Path) -> None:
    """Raise HiggsSymError unless a file of this name has a folder to lie in: before long work, not after it."""
    if not path.parent.is_dir():
        raise HiggsSymError(f"cannot write {path}: there is no folder {path.parent}")


@contextmanager
def whole(path: Path, *, folders: bool = False) -> Iterator[BinaryIO]:
    """A stream to a temporary file that takes the name `path` when the block ends well, and vanishes otherwise.

    Raises HiggsSymError naming the path where the system refuses.
    """
    temporary = None
    try:
        if folders:
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
