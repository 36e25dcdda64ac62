"""Error functions, Fresnel integrals, and integrals of exponentials."""

from __future__ import annotations

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.evaluation.special.base import HALF, Ball, Function, I, cut, entire, left, of_reals, pi

FAR = 6  # real part from which erfc is taken from its decaying form


def erfc(x: Ball) -> Ball:
    """Far to the right through U(1/2, 1/2, x^2): there Arb's own has no digit for balls that are not exact."""
    own = x.erfc()
    if x.is_exact() or not x.real > FAR:
        return own
    other = (-x * x).exp() * _scaled(x)
    return own if own.rel_accuracy_bits() > other.rel_accuracy_bits() else other


def _scaled(x: Ball) -> Ball:
    """exp(x^2) erfc(x) for Re x > 0."""
    return (x * x).hypgeom_u(HALF, HALF) / flint.acb(pi()).sqrt()


def _erfcx(x: Ball) -> Ball:
    return _scaled(x) if x.real > FAR else (x * x).exp() * x.erfc()


def _faddeeva(z: Ball) -> Ball:
    return _erfcx(-I * z)


def _dawson(x: Ball) -> Ball:
    return flint.acb(pi()).sqrt() / 2 * (-x * x).exp() * x.erfi()


TABLE: dict[str, Function] = {
    "erfcx": entire(_erfcx),
    "ncdf": entire(lambda x: erfc(-x / flint.acb(2).sqrt()) / 2),
    "npdf": entire(lambda x: (-x * x / 2).exp() / flint.acb(2 * pi()).sqrt()),
    "erfinv": of_reals(lambda x: x.erfinv()),
    "erfcinv": of_reals(lambda x: x.erfcinv()),
    "dawson": entire(_dawson),
    "faddeeva": entire(_faddeeva),
    "plasma_dispersion": entire(lambda z: I * flint.acb(pi()).sqrt() * _faddeeva(z)),
    "fresnels": entire(lambda x: x.fresnel_s()),
    "fresnelc": entire(lambda x: x.fresnel_c()),
    "li": cut(lambda x: x.li(), lambda x: left(x) or may_be(x, 1)),
    "Li": cut(lambda x: x.li(offset=True), lambda x: left(x) or may_be(x, 1)),
    "Shi": entire(lambda x: x.shi()),
    "Chi": cut(lambda x: x.chi(), left),
}
ON_CUTS = frozenset({"Chi", "Ci", "Li", "expint", "li"})
