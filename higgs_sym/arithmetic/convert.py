"""Numbers of one kind as numbers of another: mpmath, python-flint, Fraction; decimal digits and bits. The only place.

Nothing is rounded unless a function says so: a binary floating-point number is the same number in mpmath, in Arb and
as a Fraction. Of a ball the midpoint is meant.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from mpmath.libmp import from_man_exp, from_rational

from higgs_sym.arithmetic.types import Context, Number, Scalar

if TYPE_CHECKING:
    import flint

BITS_PER_DIGIT = math.log2(10)
DIGITS_PER_BIT = math.log10(2)


def bits(digits: float) -> int:
    """Bits that hold that many decimal digits."""
    return max(1, math.ceil(digits * BITS_PER_DIGIT))


def digits(bits: float) -> int:
    """Decimal digits that fit into that many bits."""
    return math.floor(bits * DIGITS_PER_BIT)


def dyadic(man: int, exponent: int) -> Fraction:
    """man 2^exponent."""
    return Fraction(int(man)) * Fraction(2) ** int(exponent)


def to_fraction(x: Scalar) -> Fraction:
    """A real finite mpf, or the midpoint of a ball, as the fraction it is."""
    if hasattr(x, "_mpf_"):
        sign, man, exponent, _ = x._mpf_
        return dyadic(-int(man) if sign else int(man), exponent)
    if hasattr(x, "mid"):
        return dyadic(*x.mid().man_exp())
    return Fraction(x)


def to_arb(x: Number) -> flint.arb:
    """A real number as a ball at flint's current precision: a Fraction within half a unit, an mpf exactly."""
    import flint

    if isinstance(x, Fraction):
        return flint.arb(flint.fmpq(x.numerator, x.denominator))
    return _arb_from_raw(x._mpf_) if hasattr(x, "_mpf_") else flint.arb(x)


def to_flint(x: Number) -> Scalar:
    """An mpf as an arb, an mpc as an acb, exactly; a Fraction as in `to_arb`."""
    import flint

    if hasattr(x, "_mpc_"):
        return flint.acb(*(_arb_from_raw(part) for part in x._mpc_))
    return to_arb(x)


def to_mp(x: Number, context: Context) -> Scalar:
    """An arb as an mpf and an acb as an mpc of the context, exactly, radii dropped; mpmath numbers likewise.

    A Fraction is rounded to the context's precision.
    """
    if isinstance(x, Fraction):
        return context.make_mpf(from_rational(x.numerator, x.denominator, context.prec, "n"))
    if hasattr(x, "_mpc_"):
        return context.make_mpc(x._mpc_)
    if hasattr(x, "_mpf_"):
        return context.make_mpf(x._mpf_)
    if is_complex_ball(x):
        return context.make_mpc((_raw(x.real), _raw(x.imag)))
    return context.make_mpf(_raw(x))


def is_complex_ball(x: Scalar) -> bool:
    """Whether x is an acb."""
    import flint

    return isinstance(x, flint.acb)


def log10(x: Scalar) -> float:
    """log10 |x| of an mpf or of the midpoint of a real ball, beyond the range of doubles as well; -inf for 0."""
    if hasattr(x, "_mpf_"):
        _, man, exponent, count = x._mpf_
        man = abs(int(man))
    else:
        man, exponent = (int(part) for part in x.mid().man_exp())
        man = abs(man)
        count = man.bit_length()
    if not man:
        return -math.inf
    drop = max(0, int(count) - 60)
    return math.log10(man >> drop) + (int(exponent) + drop) * DIGITS_PER_BIT


def _raw(x: Scalar) -> Scalar:
    man, exponent = x.mid().man_exp()
    return from_man_exp(int(man), int(exponent))


def _arb_from_raw(raw: Scalar) -> Scalar:
    import flint

    sign, man, exponent, _ = raw
    if not man:
        return flint.arb(0)
    return flint.arb((-int(man) if sign else int(man), int(exponent)))
