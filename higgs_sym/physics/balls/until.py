"""The working precision raised until a certified quantity keeps its promise."""

from __future__ import annotations

from collections.abc import Callable

import flint

from higgs_sym import inputs
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError, InputError, UndecidedError

MAX_DIGITS = 250  # radii of roots are doubles: beyond 1e-290 they cannot shrink
_TRIES = 5


def checked(digits: Ball) -> int:
    """Digits within what can be certified."""
    count = inputs.check_digits(digits, MAX_DIGITS)
    if count is None:
        raise InputError("digits", digits, f"an integer from {inputs.MIN_DIGITS} to {MAX_DIGITS}")
    return count


def proved(value: Callable[[], Ball], name: str, digits: int, exact: bool, given: tuple[Ball, ...]) -> Ball:
    """value() with `digits` proven relative digits; for ball parameters (not `exact`) computed once, or twice."""
    wanted = checked(digits)
    bits = convert.bits(wanted + 6)
    reached = 0
    for left in reversed(range(_TRIES if exact else 2)):
        try:
            with flint_precision(bits):
                found = value()
        except UndecidedError:  # cheap: no integral has been tried
            if not exact or not left:
                raise
            bits *= 3
            continue
        if found.is_finite():
            if not exact:
                return found
            reached = max(0, _accuracy(found))  # of a ball around 0 it is no number of bits to ask for
            if reached >= wanted:
                return found
            bits += convert.bits(wanted - reached + 6)
        else:
            bits = int(bits * 1.6) + 32
    shown = ", ".join(str(x) for x in given)
    raise AccuracyError(
        f"certify.{name}({shown}) proved {max(0, reached)} of {digits} digits; "
        "use smaller balls or ask for fewer digits"
    )


def reflected(value: Ball, sign: int = 1) -> Ball:
    """sign times the conjugate, not rounded to whatever precision happens to be set."""
    with flint_precision(convert.bits(MAX_DIGITS + 40)):
        return sign * value.conjugate()


def _accuracy(value: Ball) -> int:
    """Proven relative digits of the worse part; an exactly zero part has them all."""
    parts = (value.real, value.imag) if isinstance(value, flint.acb) else (value,)
    return min(10**6 if part == 0 else convert.digits(part.rel_accuracy_bits()) for part in parts)
