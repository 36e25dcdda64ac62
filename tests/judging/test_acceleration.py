"""Limits of sequences: the error bar holds on random expansions, and is small where it can be."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import mpmath
import pytest

from higgs_sym.judging.acceleration import converges_slowly, limit

CTX = mpmath.MPContext()
CTX.dps = 60
TERMS = 14

Remainder = Callable[[list[float], Any, Any], Any]


def powers(step: str) -> Remainder:
    p = CTX.mpf(1) / int(step)
    return lambda c, x, log: sum(a * x ** ((j + 1) * p) for j, a in enumerate(c))


def mixed(c: list[float], x: Any, log: Any) -> Any:
    return c[0] * CTX.sqrt(x) + c[1] * x + c[2] * x ** (CTX.mpf(4) / 3) + c[3] * x**2


def logarithms(c: list[float], x: Any, log: Any) -> Any:
    return x * (c[0] + c[1] * log) + x**2 * (c[2] + c[3] * log + c[4] * log**2)


def root_logarithms(c: list[float], x: Any, log: Any) -> Any:
    return CTX.sqrt(x) * (c[0] + c[1] * log) + x * (c[2] + c[3] * log)


def inverse_logarithm(c: list[float], x: Any, log: Any) -> Any:
    return c[0] / (log + c[1])


def noise(c: list[float], x: Any, log: Any) -> Any:
    return c[0] * x + CTX.mpf(random.Random(str(c[1] * x)).gauss(0, 1e-2))


# remainder, ratio, error bar that every one of the random cases must stay below (None: no promise)
FAMILIES: dict[str, tuple[Remainder, int, float | None]] = {
    "integer powers": (powers("1"), 4, 1e-30),
    "half-integer powers": (powers("2"), 4, 1e-14),
    "powers of the cube root": (powers("3"), 4, 1e-2),
    "half-integer powers, ratio 2": (powers("2"), 2, 1e-3),
    "half-integer powers, ratio 16": (powers("2"), 16, 1e-25),
    "mixed powers": (mixed, 4, 1e-4),
    "powers with logarithms": (logarithms, 4, 1e-10),
    "half-integer powers with logarithms": (root_logarithms, 4, 1e-2),
    "inverse logarithm": (inverse_logarithm, 4, 1e-2),
    "noise": (noise, 4, None),
}


def terms(remainder: Remainder, ratio: int, value: float, draw: random.Random) -> list[Any]:
    c = [draw.uniform(-3, 3) for _ in range(TERMS)]
    xs = [CTX.mpf(1) / 16 / ratio**k for k in range(TERMS)]
    return [value + remainder(c, x, -CTX.log(x)) for x in xs]


@pytest.mark.parametrize("family", FAMILIES)
def test_true_error_stays_inside_the_error_bar(family: str) -> None:
    remainder, ratio, worst = FAMILIES[family]
    draw = random.Random(family)
    for _ in range(40):
        value = draw.uniform(-2, 2)
        found = limit(terms(remainder, ratio, value, draw), ratio, CTX)
        assert abs(found.value - value) <= found.error
        assert worst is None or found.error < worst


@pytest.mark.parametrize("count", [8, 9, 11])
def test_logarithm_too_short_to_recognise_still_lies_inside_the_error_bar(count: int) -> None:
    draw = random.Random(count)
    for _ in range(100):
        amplitude, offset = draw.uniform(-3, 3), draw.uniform(-1, 6)
        logs = [CTX.log(16) + k * CTX.log(4) for k in range(count)]
        for power in (1, 2):
            found = limit([amplitude / (log + offset) ** power for log in logs], 4, CTX)
            assert abs(found.value) <= found.error


def test_noise_is_given_an_error_bar_of_its_own_size() -> None:
    draw = random.Random(7)
    errors = [limit(terms(noise, 4, 1.0, draw), 4, CTX).error for _ in range(40)]
    assert min(errors) > 1e-3


def test_constant_sequence_has_only_the_noise_floor_for_an_error() -> None:
    found = limit([CTX.mpf(3)] * 6, 4, CTX, CTX.mpf("1e-20"))
    assert found.value == 3
    assert found.error == CTX.mpf("1e-20")


@pytest.mark.parametrize("ratio", [2, 4, 16])
def test_powers_down_to_one_quarter_are_not_taken_for_logarithms(ratio: int) -> None:
    assert not converges_slowly([CTX.mpf(ratio) ** (-CTX.mpf(k) / 4) for k in range(TERMS)], ratio)
    assert converges_slowly([1 / CTX.mpf(k + 2) for k in range(TERMS)], 4)


def test_too_few_terms_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        limit([CTX.mpf(1)] * 4, 4, CTX)
