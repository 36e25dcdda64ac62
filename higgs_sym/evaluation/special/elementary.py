"""Elementary functions that SymPy has no class for."""

from __future__ import annotations

from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.evaluation.special.base import Function, cut, entire, left, of_reals


def _heaviside(x: Any) -> Any:
    if x == 0:
        return flint.arb(0.5)
    return flint.arb(1) if x > 0 else flint.arb(0) if x < 0 else flint.arb.nan()


TABLE: dict[str, Function] = {
    "sinc": entire(lambda x: x.sinc()),
    "expm1": entire(lambda x: x.expm1()),
    "log1p": cut(lambda x: x.log1p(), lambda x: left(x + 1)),
    "acot": cut(lambda x: (1 / x).atan(), lambda x: may_be(x.real) and not (x.imag > 1 or x.imag < -1)),
    "acoth": cut(lambda x: (1 / x).atanh(), lambda x: may_be(x.imag) and not (x.real > 1 or x.real < -1)),
    "atan2": of_reals(lambda y, x: flint.arb.atan2(y, x)),
    "Heaviside": of_reals(_heaviside),
    "sinpi": entire(lambda x: x.sin_pi()),
    "cospi": entire(lambda x: x.cos_pi()),
    "sigmoid": entire(lambda x: 1 / (1 + (-x).exp())),
    "frac": of_reals(lambda x: x - x.floor()),
    "floor": of_reals(lambda x: x.floor()),
    "ceiling": of_reals(lambda x: x.ceil()),
    "Max": of_reals(lambda x, y: x.max(y)),
    "Min": of_reals(lambda x, y: x.min(y)),
}
ON_CUTS = frozenset({"acos", "acosh", "acoth", "asin", "atanh", "log1p"})
