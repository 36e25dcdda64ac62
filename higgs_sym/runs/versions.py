"""What a stored result depends on: the source of the modules behind it and the versions of the libraries.

The modules are found by reading import statements, inside functions included, and following them within the project.
A comment changed somewhere below is another version: recomputing too often costs time, too rarely costs the truth.
"""

from __future__ import annotations

import hashlib
import importlib
import platform
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from higgs_sym.errors import HiggsSymError

PACKAGES = ("higgs_sym", "derivations")
_BY_NAME = {"higgs_sym.arithmetic": "*_backend.py"}  # loaded by name, which no import statement shows
# Import statements, one to a line. Reading them so takes a tenth of the time of parsing the source.
_STATEMENT = re.compile(
    r"^[ \t]*(?:from ([\w.]+) import (\([^)]*\)|[^\n(]*)|import ([\w., \t]+(?: as \w+)?)[ \t]*(?:#[^\n]*)?$)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#[^\n]*")
_DISTRIBUTIONS = {"flint": "python-flint"}
_SILENT = ("gmpy2", "mpmath")  # mpmath computes with gmpy2 where it finds it


@cache
def code_version(modules: frozenset[str]) -> str:
    """A hash of the source of these modules and of all they reach, and of the libraries they import.

    Raises KeyError for a module that is not part of the project: nothing is known about its dependencies.
    """
    found, libraries = reach(modules)
    content = hashlib.sha256()
    for name in sorted(found):
        content.update(f"{name} {hashlib.sha256(_file(name).read_bytes()).hexdigest()}\n".encode())
    for name in sorted({*libraries, *_SILENT}):
        content.update(f"{name} {library_version(name)}\n".encode())
    content.update(f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}".encode())
    return content.hexdigest()


def check_version(modules: frozenset[str], version: str) -> None:
    """Raise HiggsSymError unless this process runs the same code, Python and libraries as the one that asks."""
    if code_version(modules) != version:
        raise HiggsSymError(
            f"worker {platform.node()} runs another version of higgs_sym, of Python or of a library than the process "
            "that sent it work: install the same everywhere, and leave the source alone during a run"
        )


def reach(modules: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The project's modules that these import, directly or not, themselves included, and the libraries."""
    seen: set[str] = set()
    libraries: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        inside, outside = _imports(name)
        libraries |= outside
        waiting += inside
    return frozenset(seen), frozenset(libraries)


def is_ours(module: str) -> bool:
    """Whether a module is part of the project, so that another process can import it and its source is known."""
    try:
        return _file(module).is_file()
    except KeyError:
        return False


@cache
def library_version(name: str) -> str:
    """Version of the distribution a library comes from; "absent" if it is not installed."""
    try:
        return metadata.version(_DISTRIBUTIONS.get(name, name))
    except metadata.PackageNotFoundError:
        return "absent"


@cache
def _imports(module: str) -> tuple[frozenset[str], frozenset[str]]:
    """What one module imports: modules of the project, and top names of everything else."""
    path = _file(module)
    by_name = path.parent.glob(_BY_NAME[module]) if module in _BY_NAME else ()
    found = {f"{module}.{each.stem}" for each in by_name}
    for home, names, plain in _STATEMENT.findall(path.read_text(encoding="utf-8")):
        each_name = [
            name.split()[0] for name in _COMMENT.sub("", names or plain).strip("() \n").split(",") if name.strip()
        ]
        if home:
            found |= {f"{home}.{name}" if is_ours(f"{home}.{name}") else home for name in each_name}
        else:
            found |= set(each_name)
    inside = {name for name in found if name.partition(".")[0] in PACKAGES}
    outside = {name.partition(".")[0] for name in found - inside}
    return frozenset(inside), frozenset(outside - sys.stdlib_module_names)


@cache
def _file(module: str) -> Path:
    top, *rest = module.split(".")
    if top not in PACKAGES:
        raise KeyError(f"{module} is not part of the project")
    home = Path(str(importlib.import_module(top).__file__)).parent.joinpath(*rest)
    path = home / "__init__.py" if home.is_dir() else home.with_suffix(".py")
    if not path.is_file():
        raise KeyError(f"{module} is not part of the project")
    return path
