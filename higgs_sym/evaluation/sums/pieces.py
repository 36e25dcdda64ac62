"""What a summand is made of: parts that are functions of balls, with what is known of each, as terms of a sum."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.sums.recurrent import exponent
from higgs_sym.evaluation.sums.terms import Found, Term, amplitude

Values = Mapping[str, Any]  # name -> acb
Compiled = Callable[[Values, Run], Any]
Compile = Callable[[Any], Compiled]
SPARE = 5  # digits beyond what is asked for


@dataclass(frozen=True)
class Nature:
    """The index of a sum, the powers of two that the numbers of its summand span, and whether that takes long."""

    name: str
    scale: int
    costly: bool


@dataclass(frozen=True)
class Piece:
    """A part of a summand, and that part without its wave where it is one."""

    body: Compiled
    amplitude: Compiled | None = None
    phase: tuple[Compiled, int] | None = None  # of a polynomial times an exponential, with the polynomial's degree


def piece_of(tree: Tree, symbol: Tree, compile_tree: Compile) -> Piece:
    bare, phase = amplitude(tree, symbol), exponent(tree, symbol)
    return Piece(
        compile_tree(tree),
        None if bare is None else _lazily(bare, compile_tree),
        None if phase is None else (_lazily(phase[0], compile_tree), phase[1]),
    )


def _lazily(tree: Tree, compile_tree: Compile) -> Compiled:
    """What is compiled when it is asked for, which is rare."""
    made: list[Compiled] = []

    def value(values: Values, run: Run) -> Any:
        if not made:
            made.append(compile_tree(tree))
        return made[0](values, run)

    return value


def term_of(piece: Piece, nature: Nature, values: Values, run: Run) -> Term:
    centres = {key: flint.acb(value.real.mid(), value.imag.mid()) for key, value in values.items()}
    sizes = [abs(part.mid()) for value in values.values() for part in (value.real, value.imag)]
    powers = [int(abs(float(size.log() / flint.arb(2).log()))) + 1 for size in sizes if size > 0]

    own, inner = {**values}, Run(run.digits + SPARE, run.certify, inner=True)
    body, bare = piece.body, piece.amplitude

    def exact(n: Any) -> Any:
        if nature.costly:
            digits = int(flint.ctx.prec / BITS_PER_DIGIT)
            return body({**centres, nature.name: n}, Run(digits + SPARE, run.certify, inner=True))
        centres[nature.name] = n
        return body(centres, inner)

    def near(n: Any) -> Any:
        own[nature.name] = n
        return body(own, run)

    def without_wave(n: Any) -> Any:
        assert bare is not None
        centres[nature.name] = n
        return bare(centres, inner)

    return Term(
        exact,
        near,
        max([nature.scale, *powers]),
        nature.costly,
        None if bare is None or nature.costly else without_wave,
    )


def ball_of(found: Found, run: Run, real: bool) -> Any:
    """The sum as a ball; a `real` one has no imaginary part where none is seen."""
    if found.proven:
        return found.value
    run.proven = False
    error = found.error.upper()
    parts = [flint.arb(part.mid(), (part.rad() + error).upper()) for part in (found.value.real, found.value.imag)]
    return flint.acb(parts[0]) if real and holds(parts[1], 0) else flint.acb(*parts)


def scale(tree: Tree, symbol: Tree) -> int:
    """That of the factors which depend on the symbol: others do not tell where something changes."""
    return max((scale_of(part) for part in sympy.Mul.make_args(tree) if algebra.depends(part, symbol)), default=0)


def scale_of(tree: Tree) -> int:
    """The powers of two that the numbers of a formula span."""
    if tree.is_Rational:
        return max(abs(int(tree.p)).bit_length(), int(tree.q).bit_length())
    if tree.is_Pow and tree.exp.is_Rational and not tree.base.free_symbols:
        size = abs(tree.base) if tree.base.is_Rational and tree.base != 0 else None
        inside = scale_of(tree.base) if size is None else abs(math.log2(size.p) - math.log2(size.q)) + 1
        return math.ceil(inside * max(1.0, abs(float(tree.exp))))
    return max((scale_of(part) for part in tree.args), default=0)
