"""Tables keep records by id, find modules by themselves, and hide nothing that goes wrong."""

from __future__ import annotations

import sys

import pytest

from higgs_sym import registry
from higgs_sym.errors import DuplicateIdError, HiggsSymError, UnknownIdError
from higgs_sym.records import Formula, Source
from higgs_sym.registry import Table, natural


def formula(key: str) -> Formula:
    return Formula(key, "A title", "y", ("zeta",), lambda lib, zeta: zeta, "", Source("higgs_sym"))


@pytest.fixture
def table(monkeypatch, tmp_path):
    """A table whose package is empty."""
    name = f"empty_{tmp_path.name.replace('-', '_')}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(registry.PACKAGES, "formula", name)
    yield Table(Formula, "formula", "body")
    for loaded in [each for each in sys.modules if each.startswith(name)]:
        del sys.modules[loaded]


def test_a_second_record_with_the_same_id_names_both_places(table):
    table.add(formula("a"), "first")
    with pytest.raises(DuplicateIdError, match="'a': in first and in second"):
        table.add(formula("a"), "second")


def test_unknown_id_suggests_near_ones(table):
    table.add(formula("threshold:im"), "m")
    with pytest.raises(UnknownIdError, match="did you mean threshold:im"):
        table["threshold:in"]
    with pytest.raises(UnknownIdError) as caught:
        table["zzz"]
    assert "did you mean" not in str(caught.value)


def test_order_is_natural(table):
    for key in ("eq:10", "eq:9", "bcs", "eq:9:a"):
        table.add(formula(key), "m")
    assert [row.id for row in table] == ["bcs", "eq:9", "eq:9:a", "eq:10"]
    assert natural("eq:9") < natural("eq:10")


def test_the_decorator_returns_the_function_and_knows_the_fields(table):
    values = {"title": "T", "lhs": "y", "variables": ("zeta",), "domain": "", "source": Source("higgs_sym")}

    @table.register(id="f", **values)
    def body(lib, zeta):
        return zeta

    assert table["f"].body is body
    assert table.by_module() == {__name__: ("f",)}
    with pytest.raises(HiggsSymError, match="no field"):
        table.register(id="g", colour="red", **values)


def test_a_module_that_does_not_import_is_not_passed_over(table, tmp_path):
    package = tmp_path / registry.PACKAGES["formula"]
    (package / "broken.py").write_text("import a_module_that_does_not_exist\n")
    for _ in range(2):  # and stays an error
        with pytest.raises(ModuleNotFoundError, match="a_module_that_does_not_exist"):
            len(table)


def test_reconstructed_needs_sentences():
    with pytest.raises(HiggsSymError, match="names no sentence"):
        Formula("a", "A", "y", (), lambda lib: 0, "", Source("higgs_sym"), reconstructed=True)
