"""Decays like 1/(n ln n) and 1/(n ln n ln ln n): which logarithm tells whether a sum converges."""

from __future__ import annotations

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.sums.terms import Term

# Powers of two of ln n, and of ln ln n, at which logarithms are told apart.
DEPTHS = {1: ((30, 60), (6, 12)), 2: ((4, 7), (3, 5))}
CLOSE = 1e-3  # an exponent this close to one may be one


def like_one_over_log(exponents: list[float], powers: tuple[int, ...], limit: float) -> bool:
    """Whether the exponents tend to `limit` like 1/ln n: what powers of the logarithm do."""
    distances = [exponent - limit for exponent in exponents]
    if distances[-1] == 0 or distances[-2] == 0:
        return False
    fall = distances[-1] / distances[-2] * powers[-1] / powers[-2]
    return 0.5 < fall < 1.5 and abs(distances[-1]) > 1e-12


def logarithms(term: Term, bits: int, what: str) -> int:
    """Through how many logarithms a decay like 1/(n ln^q n) has to be followed; DivergesError if it is too slow."""
    names = ("ln n", "ln ln n")
    written = "1/(n"
    for level, name in enumerate(names, 1):
        exponents, depths = _logarithmic_exponents(term, level, bits)
        exponent = exponents[1]
        if abs(exponent - 1) > CLOSE and like_one_over_log(exponents, depths, 1):
            exponent = 1
        if exponent > 1 + CLOSE:
            return level
        if exponent < 1 - CLOSE:
            power = f"^{exponent:.4g}" if abs(exponent) > CLOSE else ""
            shown = f"{written} ({name}){power})" if power else f"{written})"
            raise DivergesError(f"the {what} diverges: its terms fall like {shown}")
        written += f" {name}"
    raise DivergesError(f"the {what} diverges, or converges too slowly to tell: its terms fall like {written})")


def _logarithmic_exponents(term: Term, level: int, bits: int) -> tuple[list[float], tuple[int, ...]]:
    """-d ln g/d ln L, g = f(n) n ln n..., L = 2^depth the `level`-th logarithm of n, at two depths."""
    for depths in DEPTHS[level]:
        try:
            return [_slope(term, level, depth, bits) for depth in depths], depths
        except AccuracyError:
            continue
    raise AccuracyError("the terms of a sum cannot be followed far enough out")


def _slope(term: Term, level: int, depth: int, bits: int) -> float:
    with flint_precision(bits + 512):
        logs = []
        for power in (depth, depth + 1):
            variable = flint.arb(2) ** power
            value, weight = variable, flint.arb(1)
            for _ in range(level):
                value = value.exp().mid()
                weight = weight * value
            size = abs(term.far(flint.acb(value), bits)) * weight
            logs.append(size.log())
        return float(((logs[0] - logs[1]) / flint.arb(2).log()).mid())
