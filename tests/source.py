"""The modules of the project as text, and who imports whom."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@cache
def modules() -> dict[str, Path]:
    """Dotted name -> file of every module of the project."""
    files = [*ROOT.glob("higgs_sym/**/*.py"), *ROOT.glob("derivations/**/*.py")]
    return {dotted(path): path for path in sorted(files)}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(module: str) -> frozenset[str]:
    """The project's modules that a module imports anywhere, inside functions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide what is imported"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules() else str(node.module) for name in names}
    return frozenset(name for name in found if name in modules())


def part(module: str) -> str:
    """The layer entry a module belongs to."""
    pieces = module.split(".")
    return pieces[0] if pieces[0] == "derivations" else pieces[1] if len(pieces) > 1 else ""


def reach(module: str) -> set[str]:
    """Everything a module imports, directly or not."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for name in imports(waiting.pop()) - seen:
            seen.add(name)
            waiting.append(name)
    return seen
