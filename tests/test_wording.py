"""How the code is written: names, signatures, and what stands in no file."""

from __future__ import annotations

import ast
import importlib
import inspect
import re

import pytest

from tests.source import ROOT, modules, part

NUMBERS = {"Any", "Answer", "Array", "Ball", "Exact", "Number", "Real", "Scalar", "complex", "float", "int", "str"}
SEVERAL = {"Array", "Iterator", "Mapping", "Sequence", "dict", "list", "tuple"}
OTHER_VERBS = {"calculate", "calculated", "compute", "computed", "evaluate", "evaluated", "evaluation"}
NOT_GIVEN_BY = {"value": SEVERAL, "values": {"Ball", "Number", "Real", "complex", "float"}, "at": NUMBERS | SEVERAL}
MOST_ANY = 0.43  # in the signatures of the package, a function


def test_public_names_resolve():
    package = importlib.import_module("higgs_sym")
    modules_of_names = {"certify", "notebook", "testing"}
    assert all(callable(getattr(package, name)) for name in set(package.__all__) - modules_of_names)
    assert all(inspect.ismodule(getattr(package, name)) for name in modules_of_names)
    assert set(package.__all__) == set(package._HOME)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        package.nonsense  # noqa: B018


def test_nothing_that_went_wrong_is_passed_over():
    silent = re.compile(r"except[^\n]*:\s*\n\s*pass\b")
    assert not [name for name, path in modules().items() if silent.search(path.read_text(encoding="utf-8"))]


def test_no_path_of_somebodys_machine():
    kinds = {".py", ".md", ".toml", ".html", ".tex", ".json", ".css", ".bib", ".txt", ""}
    skipped = {".git", "build", "dist", ".hypothesis", "htmlcov", ".coverage", "__pycache__"}
    roots = ("/" + "work/", "/" + "root/", "/" + "home/", "/" + "Users/")
    wrong = []
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if any(part in skipped or part.startswith(".venv") or part.endswith("_cache") for part in inside):
            continue
        if path.suffix not in kinds or not path.is_file():
            continue
        if ".egg-info" in str(path):
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        wrong += [f"{path.relative_to(ROOT)}: {root}" for root in roots if root in text]
    assert not wrong


def test_signatures_name_what_they_take():
    """`Any` a function: where a value has a kind, `arithmetic.types` has its name. The bound may only fall."""
    functions, anys = 0, 0
    for module, path in modules().items():
        if part(module) == "derivations":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                functions += 1
                anys += sum(
                    isinstance(name, ast.Name) and name.id == "Any"
                    for each in signature(node)
                    for name in ast.walk(each)
                )
    assert anys <= MOST_ANY * functions, anys / functions


def test_one_verb_for_one_act():
    """`value` is one number and `values` are many; `at` fixes arguments and gives what is asked further."""
    wrong = []
    for module, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or (module.startswith("higgs_sym.cli.") and node.decorator_list):
                continue
            name, given = node.name.strip("_"), head(node.returns)
            if name in OTHER_VERBS or given in NOT_GIVEN_BY.get(name, ()):
                wrong.append(f"{module}: {node.name} -> {given}")
    assert not wrong


def head(annotation: ast.expr | None) -> str:
    """Its outermost name: tuple of tuple[Any, bool]; of a union the first one's."""
    while isinstance(annotation, ast.BinOp):
        annotation = annotation.left
    return ast.unparse(annotation.value if isinstance(annotation, ast.Subscript) else annotation) if annotation else ""


def signature(node: ast.FunctionDef) -> list[ast.expr]:
    """The annotations of a function's parameters and of what it returns."""
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    found = [each.annotation for each in named if each is not None]
    return [each for each in (*found, node.returns) if each is not None]
