"""One table per kind of record, one decorator that fills it, one loop that discovers the modules.

Adding a record is adding a file (or a function in one): nothing else keeps a list.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Generic, TypeVar

from higgs_sym.errors import DuplicateIdError, HiggsSymError, UnknownIdError
from higgs_sym.records import Claim, Derivation, Equation, Figure, Formula, Quantity, Statement, ValidityMap

R = TypeVar("R", Quantity, Equation, Formula, Derivation, Claim, Statement, ValidityMap, Figure)
F = TypeVar("F", bound=Callable[..., Any])

PACKAGES = {
    "quantity": "higgs_sym.physics",
    "equation": "higgs_sym.equations",
    "formula": "higgs_sym.formulas",
    "derivation": "derivations",
    "claim": "higgs_sym.claims",
    "statement": "higgs_sym.statements",
    "map": "higgs_sym.maps",
    "figure": "higgs_sym.figures",
}


class Table(Generic[R]):
    """Records of one kind by permanent id. Reading it first imports every module of its package."""

    def __init__(self, record: type[R], kind: str, function_field: str) -> None:
        self.record: type[R] = record
        self.kind = kind
        self.function_field = function_field
        self._rows: dict[str, R] = {}
        self._modules: dict[str, str] = {}
        self._complete = False

    def add(self, row: R, module: str) -> None:
        """Put a record in; a second record with the same id raises DuplicateIdError."""
        if row.id in self._rows:
            raise DuplicateIdError(f"{self.kind} {row.id!r}: in {self._modules[row.id]} and in {module}")
        self._rows[row.id] = row
        self._modules[row.id] = module

    def state(self, **values: Any) -> None:
        """Register a record that has no callable, from the module that calls."""
        self.add(self.record(**values), sys._getframe(1).f_globals["__name__"])

    def register(self, **values: Any) -> Callable[[F], F]:
        """Decorator: the decorated function becomes the record's callable; the keywords are the rest."""
        known = {f.name for f in fields(self.record)}
        unknown = set(values) - known
        if unknown:
            raise HiggsSymError(f"{self.kind} has no field {sorted(unknown)}")

        def keep(function: F) -> F:
            given: dict[str, Any] = {self.function_field: function, **values}
            self.add(self.record(**given), function.__module__)
            return function

        return keep

    def discover(self) -> None:
        """Import every module of the package; import errors are the caller's to see."""
        if self._complete:
            return
        for name in module_names(PACKAGES[self.kind]):
            importlib.import_module(name)
        self._complete = True

    def __iter__(self) -> Iterator[R]:
        self.discover()
        return iter([self._rows[key] for key in sorted(self._rows, key=natural)])

    def __len__(self) -> int:
        self.discover()
        return len(self._rows)

    def __contains__(self, identifier: object) -> bool:
        self.discover()
        return identifier in self._rows

    def __getitem__(self, identifier: str) -> R:
        self.discover()
        if identifier not in self._rows:
            near = tuple(difflib.get_close_matches(identifier, self._rows, n=3, cutoff=0.5))
            raise UnknownIdError(self.kind, identifier, near, kind_of(identifier))
        return self._rows[identifier]

    def module_of(self, identifier: str) -> str:
        """Dotted name of the module that registered the record."""
        self[identifier]
        return self._modules[identifier]

    def by_module(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the records that each module registered."""
        self.discover()
        grouped: dict[str, list[str]] = {}
        for identifier, module in self._modules.items():
            grouped.setdefault(module, []).append(identifier)
        return {module: tuple(ids) for module, ids in grouped.items()}


def natural(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts eq:9 before eq:10."""
    parts: list[str] = []
    for char in identifier:
        if parts and char.isdigit() == parts[-1][-1].isdigit():
            parts[-1] += char
        else:
            parts.append(char)
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)


def module_names(package: str) -> list[str]:
    """Dotted names of the modules in a package, sub-packages excluded."""
    home = importlib.import_module(package)
    return sorted(f"{package}.{info.name}" for info in pkgutil.iter_modules(home.__path__) if not info.ispkg)


QUANTITIES: Table[Quantity] = Table(Quantity, "quantity", "function")
EQUATIONS: Table[Equation] = Table(Equation, "equation", "")
FORMULAS: Table[Formula] = Table(Formula, "formula", "body")
DERIVATIONS: Table[Derivation] = Table(Derivation, "derivation", "build")
CLAIMS: Table[Claim] = Table(Claim, "claim", "oracle")
STATEMENTS: Table[Statement] = Table(Statement, "statement", "decide")
MAPS: Table[ValidityMap] = Table(ValidityMap, "map", "exact")
FIGURES: Table[Figure] = Table(Figure, "figure", "draw")

TABLES: Mapping[str, Table[Any]] = {
    table.kind: table for table in (QUANTITIES, EQUATIONS, FORMULAS, DERIVATIONS, CLAIMS, STATEMENTS, MAPS, FIGURES)
}


def kind_of(identifier: str) -> str:
    """The kind of the record with this id, "" if there is none."""
    return next((kind for kind, table in TABLES.items() if identifier in table), "")
