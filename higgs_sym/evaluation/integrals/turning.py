"""Special functions that oscillate far out, as sums of waves exp(i phase) times something smooth.

Bessel functions are Hankel functions, which are modified ones on a ray; Airy functions of negative arguments are those
on two other rays (DLMF 9.2.14); Fresnel integrals are complementary error functions, sine and cosine integrals E_1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.algebra import MINUS_ONE, ONE, ZERO
from higgs_sym.evaluation.polynomials import coefficients
from higgs_sym.parsing.heads import head

HALF, UNIT, PI = sympy.Rational(1, 2), sympy.I, sympy.pi


@dataclass(frozen=True)
class Turning:
    """`rows` are factors, waves without them and their phases; `still` is what does not oscillate."""

    rows: tuple[tuple[Any, Any, Any], ...]
    still: Any = ZERO


def turning(tree: Tree, variable: Tree) -> Turning | None:
    """The waves of a special function of the variable; None where it is none of these, or does not oscillate."""
    name = type(tree).__name__
    if name not in WAVES or (name in ON_THE_LEFT and not _falls(tree.args[0], variable)):
        return None
    return WAVES[name](*tree.args)


def _falls(argument: Tree, variable: Tree) -> bool:
    """Whether an argument goes to minus infinity, as far as its signs say."""
    rows = coefficients(argument, variable)
    leading = argument if not rows or max(rows) == 0 else rows[max(rows)]
    return bool(leading.could_extract_minus_sign())


def _times(*factors: Tree) -> Any:
    return algebra.multiply(*factors)


def _turn(angle: Tree) -> Any:
    """exp(i angle)."""
    return algebra.function(sympy.exp, _times(UNIT, angle))


def _hankel(order: Tree, z: Tree, sign: int) -> tuple[Any, Any, Any]:
    """H^(1) or H^(2)."""
    side = sympy.Integer(sign)
    factor = _times(-2 * side, UNIT, algebra.power(PI, MINUS_ONE), _turn(_times(-side * HALF, PI, order)))
    return factor, algebra.function(sympy.besselk, order, _times(-side, UNIT, z)), _times(side, z)


def _bessel(up: Tree, down: Tree) -> Callable[[Tree, Tree], Turning]:
    """up H^(1) + down H^(2)."""

    def waves(order: Tree, z: Tree) -> Turning:
        rows = ((up, _hankel(order, z, 1)), (down, _hankel(order, z, -1)))
        return Turning(tuple((_times(factor, own), wave, phase) for factor, (own, wave, phase) in rows if factor != 0))

    return waves


def _spherical(up: Tree, down: Tree) -> Callable[[Tree, Tree], Turning]:
    def waves(order: Tree, z: Tree) -> Turning:
        root = algebra.power(_times(PI * HALF, algebra.power(z, MINUS_ONE)), HALF)
        rows = _bessel(up, down)(algebra.add(order, HALF), z).rows
        return Turning(tuple((_times(root, factor), wave, phase) for factor, wave, phase in rows))

    return waves


def _airy(airy: Any, angle: Tree) -> Callable[[Tree], Turning]:
    """exp(i angle) Ai(z e^(i pi/3)) and its conjugate, or the same of Ai', for an argument -z."""

    def waves(argument: Tree) -> Turning:
        z, rows = _times(MINUS_ONE, argument), []
        phase = _times(sympy.Rational(2, 3), algebra.power(z, sympy.Rational(3, 2)))
        for sign in (1, -1):
            turned = algebra.function(airy, _times(_turn(sign * PI / 3), z))
            rows.append((_turn(sign * angle), turned, _times(sympy.Integer(-sign), phase)))
        return Turning(tuple(rows))

    return waves


def _integral(up: Tree, still: Tree) -> Callable[[Tree], Turning]:
    """up E_1(-i z) and its conjugate, with what is left."""

    def waves(z: Tree) -> Turning:
        def wave(sign: int, factor: Tree) -> tuple[Any, Any, Any]:
            turned = algebra.function(sympy.expint, ONE, _times(sympy.Integer(-sign), UNIT, z))
            return factor, turned, _times(sympy.Integer(sign), z)

        return Turning((wave(1, up), wave(-1, sympy.conjugate(up))), still)

    return waves


def _fresnel(up: Tree) -> Callable[[Tree], Turning]:
    """1/2, and up erfc(sqrt(pi)/2 (1 - i) z) with its conjugate."""

    def waves(z: Tree) -> Turning:
        phase, rows = _times(PI * HALF, algebra.power(z, sympy.Integer(2))), []
        for sign, factor in ((1, up), (-1, sympy.conjugate(up))):
            argument = _times(sympy.sqrt(PI) * HALF, algebra.add(ONE, _times(sympy.Integer(-sign), UNIT)), z)
            rows.append((factor, algebra.function(sympy.erfc, argument), _times(sympy.Integer(sign), phase)))
        return Turning(tuple(rows), HALF)

    return waves


WAVES: dict[str, Callable[..., Turning]] = {
    "besselj": _bessel(HALF, HALF),
    "bessely": _bessel(-UNIT / 2, UNIT / 2),
    "hankel1": _bessel(ONE, ZERO),
    "hankel2": _bessel(ZERO, ONE),
    "jn": _spherical(HALF, HALF),
    "yn": _spherical(-UNIT / 2, UNIT / 2),
    "airyai": _airy(sympy.airyai, PI / 3),
    "airybi": _airy(sympy.airyai, -PI / 6),
    "airyaiprime": _airy(head("airyaiprime"), -PI / 3),
    "airybiprime": _airy(head("airyaiprime"), -5 * PI / 6),
    "Si": _integral(UNIT / 2, PI / 2),
    "Ci": _integral(-HALF, ZERO),
    "fresnels": _fresnel((UNIT - 1) / 4),
    "fresnelc": _fresnel(-(1 + UNIT) / 4),
}
ON_THE_LEFT = {"airyai", "airybi", "airyaiprime", "airybiprime"}
