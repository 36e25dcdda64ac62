"""Number types behind one interface; each module is imported only when its backend is asked for."""

from __future__ import annotations

import importlib
from functools import cache

from higgs_sym.arithmetic.base import Backend
from higgs_sym.registry import module_names


@cache
def get(name: str) -> Backend:
    """The backend of this name: "float64", "mp", "ball" or "symbolic"."""
    module = importlib.import_module(f"higgs_sym.arithmetic.{name}_backend")
    backend: Backend = module.BACKEND
    return backend


def names() -> tuple[str, ...]:
    """Names of all backends, found from the files present."""
    found = (m.rpartition(".")[2] for m in module_names("higgs_sym.arithmetic"))
    return tuple(m.removesuffix("_backend") for m in found if m.endswith("_backend"))
