"""The version of a result changes with what it depends on, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import higgs_sym
from higgs_sym.errors import HiggsSymError
from higgs_sym.runs import versions
from higgs_sym.runs.versions import check_version, code_version, is_ours, reach
from tests import source

DOS = frozenset({"higgs_sym.physics.spectrum"})


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the package whose source can be changed."""
    shutil.copytree(Path(str(higgs_sym.__file__)).parent, tmp_path / "higgs_sym", ignore=lambda *_: ["fonts"])
    monkeypatch.setattr(higgs_sym, "__file__", str(tmp_path / "higgs_sym" / "__init__.py"))
    clear()
    yield tmp_path / "higgs_sym"
    clear()


def clear():
    for each in (versions.code_version, versions._imports, versions._file, versions.library_version):
        each.cache_clear()


def changed(path: Path) -> bool:
    before = code_version(DOS)
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    clear()
    return code_version(DOS) != before


@pytest.mark.parametrize(
    "name", ["physics/spectrum.py", "physics/roots/float64.py", "inputs.py", "results.py", "errors.py"]
)
def test_what_is_reached_changes_the_version(copy, name):
    assert changed(copy / name)


@pytest.mark.parametrize(
    "name", ["physics/thermal/sums.py", "claims/bcs.py", "certify.py", "report/html.py", "check.py"]
)
def test_what_is_not_reached_does_not(copy, name):
    assert name.removesuffix(".py").replace("/", ".") not in {m.removeprefix("higgs_sym.") for m in reach(DOS)[0]}
    assert not changed(copy / name)


@pytest.mark.parametrize("module", sorted(source.modules()))
def test_imports_are_those_that_the_parser_finds(module):
    found = versions._imports(module)[0]
    assert source.imports(module) <= found
    # a line of a docstring may look like a statement about the module itself
    more = {name for name in found - source.imports(module) if is_ours(name)}
    assert all(name == "higgs_sym" or name.startswith(module) for name in more)


def test_backends_loaded_by_name_are_reached():
    assert "higgs_sym.arithmetic.ball_backend" in reach({"higgs_sym.arithmetic"})[0]


def test_libraries_are_part_of_the_version(monkeypatch):
    before = code_version(DOS)
    assert reach(DOS)[1] >= {"numpy", "mpmath"}
    for library in ("numpy", "gmpy2"):
        clear()
        monkeypatch.setattr(versions.metadata, "version", lambda name, new=library: "99" if name == new else "1")
        other = code_version(DOS)
        assert other != before
        before = other
    monkeypatch.undo()
    clear()


def test_versions_of_libraries():
    import flint

    assert versions.library_version("flint") == flint.__version__
    assert versions.library_version("no such library") == "absent"


def test_modules_outside_of_the_project_have_no_version():
    assert is_ours("derivations.kernel")
    assert is_ours("higgs_sym.physics")
    for name in ("__main__", "numpy", "tests.runs", "higgs_sym.nothing", ""):
        assert not is_ours(name)
    with pytest.raises(KeyError):
        code_version(frozenset({"__main__"}))


def test_a_worker_of_another_version_refuses():
    check_version(DOS, code_version(DOS))
    with pytest.raises(HiggsSymError, match="another version"):
        check_version(DOS, "0" * 64)
