"""The public door, with its checks and its cap of digits, is for users: inside, engines are called."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PHYSICS = sorted(ROOT.glob("higgs_sym/physics/**/*.py"))
INSIDE = [*PHYSICS, ROOT / "higgs_sym/certify.py"]

# A public function on another's way, and why its cap of digits costs nothing there.
ALLOWED = {
    ("higgs_sym.certify", "higgs_sym.certify.chi_inv"): "chi is 1/chi_inv, with the same cap",
    ("higgs_sym.certify", "higgs_sym.physics.poles.ringdown_pole"): "a start for Newton's method, which proves nothing",
}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_promised(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "promised" for each in node.decorator_list)


@cache
def public() -> set[str]:
    """Every function behind the door, by its full name."""
    return {
        f"{dotted(path)}.{node.name}"
        for path in INSIDE
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and is_promised(node)
    }


def names_of(tree: ast.Module, module: str) -> dict[str, str]:
    """What every name at the top of a module stands for."""
    found = {node.name: f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def used(tree: ast.Module, module: str) -> set[str]:
    """Full names of the functions a module reads: as a name, or as an attribute of a module."""
    names, found = names_of(tree, module), set()
    for node in ast.walk(tree):  # a variable of the same name is another thing
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.pop(node.id, None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
            found.add(names[node.id])
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            found.add(f"{names[node.value.id]}.{node.attr}")
    return found


def test_the_reader_finds_the_door_and_who_goes_through():
    assert {"higgs_sym.physics.susceptibility.chi_inv", "higgs_sym.certify.chi_inv"} <= public()
    text = "from higgs_sym.physics import poles\nfrom a import b as c\ndef f():\n    return poles.g(c)"
    assert {"higgs_sym.physics.poles.g", "a.b"} <= used(ast.parse(text), "m")


@pytest.mark.parametrize("path", INSIDE, ids=dotted)
def test_physics_never_goes_through_the_public_door(path):
    module, tree = dotted(path), ast.parse(path.read_text(encoding="utf-8"))
    through = {name for name in used(tree, module) & public() if (module, name) not in ALLOWED}
    assert not through, f"{module} calls {through}: call the engine, on exact numbers and with the digits it needs"


def test_what_is_allowed_is_still_used():
    for module, name in ALLOWED:
        path = ROOT / (module.replace(".", "/") + ".py")
        assert name in used(ast.parse(path.read_text(encoding="utf-8")), module)


def capped(tree: ast.AST) -> list[str]:
    """min(MAX_DIGITS, ...), by which a callee gets fewer digits than its caller counts on, without a word."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "min":
            parts = [part for arg in node.args for part in ast.walk(arg)]
            inside = {getattr(part, "id", getattr(part, "attr", "")) for part in parts}
            if any("MAX_DIGITS" in each for each in inside):
                found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize("path", INSIDE, ids=dotted)
def test_no_cap_lowers_the_digits_of_a_callee(path):
    found = capped(ast.parse(path.read_text(encoding="utf-8")))
    allowed = ["min(checked(digits) + 3, poles.MAX_DIGITS)"] if path.name == "certify.py" else []
    assert found == allowed
