"""What is known: sources, quantities, formulas, numbered equations and derivations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from higgs_sym.errors import HiggsSymError


@dataclass(frozen=True)
class Source:
    """Where a formula or statement stands: a BibTeX key of `references.bib` and the place inside."""

    key: str
    place: str = ""


@dataclass(frozen=True)
class Quantity:
    """A full (not approximated) quantity that users and claims can evaluate by name."""

    id: str
    function: Callable[..., Any]
    latex: str
    source: Source


@dataclass(frozen=True)
class Formula:
    """A closed-form approximation or identity, written once for every number type.

    `body(lib, *variables)` takes a backend first (see `arithmetic.base`), then the variables in order.
    """

    id: str
    title: str
    lhs: str  # LaTeX of the left-hand side
    variables: tuple[str, ...]  # names from conventions.SYMBOLS
    body: Callable[..., Any]
    domain: str
    source: Source
    reconstructed: bool = False
    sentences: tuple[str, ...] = ()  # the sentences of the source that a reconstructed formula satisfies
    no_claim: str = ""  # why no claim checks it, if none does
    dimension: int = 0  # of the left-hand side, as a power of energy: 1 for chi(t), 0 for chi(omega)
    uses: tuple[str, ...] = ()  # ids of formulas whose left-hand sides abbreviate parts of this one in print

    def __post_init__(self) -> None:
        if self.reconstructed and not self.sentences:
            raise HiggsSymError(f"formula {self.id}: reconstructed, but names no sentence of the source")


@dataclass(frozen=True)
class Equation:
    """A numbered equation of the source as it stands there, dimensions included, and what the package has on it.

    A closed form of numbers is a Formula under the same id instead; this record is for definitions, matrix
    equations and integrals, which have derivations.
    """

    id: str  # "eq:5"
    title: str
    latex: str  # with Delta, Gamma, D, hbar = k_B = 1 written out
    source: Source
    where: str = ""  # conditions, LaTeX
    text: str = ""  # what it says, in words; may hold $LaTeX$
    reconstructed: bool = False
    sentences: tuple[str, ...] = ()  # the sentences of the source that a reconstructed equation satisfies
    formulas: tuple[str, ...] = ()
    derivations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.reconstructed and not self.sentences:
            raise HiggsSymError(f"equation {self.id}: reconstructed, but names no sentence of the source")


@dataclass(frozen=True)
class Derivation:
    """A chain of machine-checked steps; `build()` returns the finished `steps.Chain`, made once in a process."""

    id: str
    title: str
    build: Callable[[], Any]
    source: Source

    def __post_init__(self) -> None:
        # Several claims rest on one derivation, and derivations on one another.
        object.__setattr__(self, "build", cache(self.build))
