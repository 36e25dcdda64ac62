"""The gamma function, its relatives, and numbers of combinatorics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.evaluation.special.base import (
    HALF,
    LARGEST_ORDER,
    Ball,
    Function,
    above_one,
    cut,
    entire,
    left,
    pi,
    whole,
    whole_order,
)
from higgs_sym.evaluation.special.incomplete import lower_regularized
from higgs_sym.evaluation.special.zetas import zeta


def _rising(x: Ball, n: Ball) -> Ball:
    steps = whole(n)
    if steps is not None and 0 <= steps <= LARGEST_ORDER:
        return x.rising(n)
    return (x + n).gamma() * x.rgamma()


def _binomial(n: Ball, k: Ball) -> Ball:
    steps = whole(k)
    if steps is not None and steps < 0:
        return flint.acb(0)
    if steps is not None and steps <= LARGEST_ORDER:
        return (n - k + 1).rising(k) * (k + 1).rgamma()
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _double(n: Ball) -> Ball:
    wave = (n * pi()).cos() - 1
    return flint.acb(2) ** (n / 2) * (flint.acb(pi()) / 2) ** (wave / 4) * (n / 2 + 1).gamma()


def _harmonic(n: Ball, order: Ball | None = None) -> Ball:
    if order is None or order == 1:
        return (n + 1).digamma() + flint.arb.const_euler()
    return order.zeta() - zeta(order, n + 1)


def _fibonacci(n: Ball) -> Ball:
    golden = (1 + flint.acb(5).sqrt()) / 2
    return (golden**n - (n * pi()).cos() * golden ** (-n)) / flint.acb(5).sqrt()


def _bernoulli(n: Ball) -> Ball:
    return flint.acb(flint.arb.bernoulli(whole_order("bernoulli", n, 0, LARGEST_ORDER)))


def _bernoulli_polynomial(n: Ball, x: Ball) -> Ball:
    return x.bernoulli_poly(whole_order("bernpoly", n, 0, LARGEST_ORDER))


def _number(name: str, method: Callable[[int], Any], most: int) -> Function:
    """A number of combinatorics."""
    return entire(lambda n: flint.acb(method(whole_order(name, n, 0, most))))


def _hyperfactorial(z: Ball) -> Ball:
    return (z * (z + 1).lgamma() - (z + 1).log_barnes_g()).exp()


TABLE: dict[str, Function] = {
    "rgamma": entire(lambda x: x.rgamma()),
    "factorial2": entire(_double),
    "binomial": entire(_binomial),
    "rf": entire(_rising),
    "ff": entire(lambda x, n: _rising(x - n + 1, n)),
    "betainc": cut(lambda a, b, x: x.beta_lower(a, b), lambda x: left(x) or above_one(x)),
    "harmonic": entire(_harmonic),
    "gammaP": cut(lower_regularized, left),
    "gammaQ": cut(lambda s, x: x.gamma_upper(s, regularized=1), left),
    "barnesg": entire(lambda z: z.barnes_g()),
    "catalan": entire(lambda n: flint.acb(4) ** n * (n + HALF).gamma() * (n + 2).rgamma() / flint.acb(pi()).sqrt()),
    "fibonacci": entire(_fibonacci),
    "bernoulli": entire(_bernoulli),
    "bernpoly": entire(_bernoulli_polynomial),
    "bell": _number("bell", flint.arb.bell_number, LARGEST_ORDER),
    "partition": _number("partition", flint.arb.partitions_p, 10**12),
    "superfac": entire(lambda z: (z + 2).barnes_g()),
    "hyperfac": cut(_hyperfactorial, lambda z: left(z + 1)),
}
ON_CUTS = frozenset({"betainc", "gammaP", "gammaQ", "loggamma", "lowergamma", "uppergamma"})
