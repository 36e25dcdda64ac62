"""mpmath numbers that do not depend on anybody's global precision.

Work happens in private contexts, one per thread and precision. Results are ordinary mpmath numbers that print
the digits they were promised with, whatever `mpmath.mp.dps` is.
"""

from __future__ import annotations

import threading
from typing import Any

import mpmath

from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.types import Scalar

_LOCAL = threading.local()


def context(digits: int) -> Any:
    """This thread's private mpmath context with that many digits; do not change its precision."""
    kept: dict[int, Any] = _LOCAL.__dict__.setdefault("contexts", {})
    if digits not in kept:
        if len(kept) > 128:  # adaptive precision visits many; keep memory bounded
            kept.clear()
        fresh = mpmath.MPContext()
        fresh.dps = digits
        kept[digits] = fresh
    return kept[digits]


class Real(mpmath.mpf):  # type: ignore[misc]
    """An mpf that prints its promised digits."""

    digits: int

    def __str__(self) -> str:
        return str(mpmath.libmp.to_str(self._mpf_, self.digits))

    def __repr__(self) -> str:
        return f"mpf('{self}')"

    def __reduce__(self) -> tuple[Any, ...]:
        sign, man, exponent, count = self._mpf_
        return _rebuild_real, ((int(sign), int(man), int(exponent), int(count)), self.digits)


class Complex(mpmath.mpc):  # type: ignore[misc]
    """An mpc that prints its promised digits, of which there are as many in either part."""

    digits: int

    @property
    def real(self) -> Real:
        return _rebuild_real(self._mpc_[0], self.digits)

    @property
    def imag(self) -> Real:
        return _rebuild_real(self._mpc_[1], self.digits)

    def conjugate(self) -> Complex:
        """The complex conjugate, not rounded."""
        re, im = self._mpc_
        return _rebuild_complex((re, mpmath.libmp.mpf_neg(im)), self.digits)

    def __str__(self) -> str:
        return "(" + str(mpmath.libmp.mpc_to_str(self._mpc_, self.digits)) + ")"

    def __repr__(self) -> str:
        return f"mpc(real='{self.real}', imag='{self.imag}')"

    def __reduce__(self) -> tuple[Any, ...]:
        parts = tuple(tuple(int(x) for x in part) for part in self._mpc_)
        return _rebuild_complex, (parts, self.digits)


def _rebuild_real(raw: Any, digits: int) -> Real:
    made = Real(0)
    made._mpf_ = mpmath.libmp.from_man_exp(-raw[1] if raw[0] else raw[1], raw[2]) if raw[1] else raw
    made.digits = digits
    return made


def _rebuild_complex(raw: Any, digits: int) -> Complex:
    made = Complex(0)
    made._mpc_ = tuple(_rebuild_real(part, digits)._mpf_ for part in raw)
    made.digits = digits
    return made


def real(value: Any, digits: int) -> Real:
    """A real mpmath number of any context, rounded to two digits more than promised."""
    return _rebuild_real(_rounded(value._mpf_, digits), digits)


def cplx(value: Any, digits: int) -> Complex:
    """A complex mpmath number of any context, rounded to two digits more than promised."""
    return _rebuild_complex(tuple(_rounded(part, digits) for part in value._mpc_), digits)


def _rounded(raw: Scalar, digits: int) -> Scalar:
    return mpmath.libmp.mpf_pos(raw, convert.bits(digits + 3), "n")
