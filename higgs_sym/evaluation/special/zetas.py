"""Zeta functions, polylogarithms, and the integrals of statistical physics that they are."""

from __future__ import annotations

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.special.base import (
    HALF,
    LARGEST_ORDER,
    NOT_A_NUMBER,
    Ball,
    Function,
    I,
    above_one,
    cut,
    entire,
    left,
    pi,
    whole,
    whole_order,
)

MOST_REFLECTED = 40  # order of a zeta function
FAR_RIGHT = 3
HIGHEST = 1e7  # imaginary part, in which time grows
MOST_OCTAVES = 12  # of terms n^-s


def _terms(s: Ball) -> int | None:
    """How many n^-s there are to add, if few enough: Arb takes minutes for 2^900 + 1/3 and for 30 + 10^20 i."""
    exponent = float((flint.ctx.prec / (s.real.lower() - 1)).upper())
    return int(2**exponent) + 1 if exponent < MOST_OCTAVES else None


def _added(s: Ball, terms: int) -> Ball:
    beyond = terms ** (1 - s.real) / (s.real - 1) if terms > 1 else 2 ** (1 - s.real)
    rest = flint.arb(0, beyond.upper())
    total = sum((flint.acb(n) ** -s for n in range(2, terms + 1)), flint.acb(1))
    return total + flint.acb(rest, 0 if s.imag == 0 else rest)


def zeta(s: Ball, *shift: Ball) -> Ball:
    """Riemann's or Hurwitz's; far to the left reflected, where Arb would add up as many terms as it is far."""
    if not shift and s.real > FAR_RIGHT and (s.real > flint.ctx.prec or abs(s.imag) > flint.ctx.prec):
        terms = _terms(s)
        if terms is not None:
            return _added(s, terms)
    if abs(s.imag) > HIGHEST:
        raise AccuracyError(f"zeta({s.str(8, radius=False)}) takes too long: imaginary parts up to {HIGHEST:g} do not")
    order = whole(s)
    if not shift or order is None or not 2 <= order <= MOST_REFLECTED or not shift[0].real < -1:
        return s.zeta(*shift)
    z = flint.acb_series([shift[0] * pi(), flint.acb(pi())], prec=order)
    sine = z.sin()
    if may_be(sine[0]):
        return NOT_A_NUMBER  # poles are at the integers
    cotangent = (z.cos() / sine)[order - 1]
    return (-1) ** (order + 1) * (s.zeta(1 - shift[0]) + cotangent * pi())


def polygamma(order: Ball, x: Ball) -> Ball:
    """The derivatives of the digamma function; far to the left as zeta functions, which are reflected there."""
    n = whole(order)
    if n is None or not 1 <= n < MOST_REFLECTED or not x.real < -1:
        return x.polygamma(order)
    return (-1) ** (n + 1) * (order + 1).gamma() * zeta(order + 1, x)


def _clausen(sign: int) -> Function:
    def value(analytic: bool, s: Ball, x: Ball) -> Ball:
        up, down = (I * x).exp(), (-I * x).exp()
        if analytic and (above_one(up) or above_one(down)):
            return NOT_A_NUMBER
        one, other = up.polylog(s), down.polylog(s)
        return (one + other) / 2 if sign > 0 else (one - other) / (2 * I)

    return value


def _fermi_dirac(analytic: bool, j: Ball, x: Ball) -> Ball:
    argument = -x.exp()
    if analytic and (above_one(argument) or abs(x.imag) > 3):
        return NOT_A_NUMBER
    return -argument.polylog(j + 1)


def _bose_einstein(analytic: bool, j: Ball, x: Ball) -> Ball:
    argument = x.exp()
    if analytic and (above_one(argument) or abs(x.imag) > 3):
        return NOT_A_NUMBER
    return argument.polylog(j + 1)


def _debye(n: Ball, x: Ball) -> Ball:
    """The whole integral, n! zeta(n + 1), less that from x on."""
    order = whole_order("debye", n, 1, 100)
    if not x.real > 0:
        return NOT_A_NUMBER
    small, rest, weight = (-x).exp(), flint.acb(0), flint.acb(1)
    for k in range(order + 1):
        log = -(1 - small).log() if k == 0 else small.polylog(flint.acb(k + 1))
        rest = rest + weight * x ** (order - k) * log
        weight = weight * (order - k)
    return ((n + 1).gamma() * (n + 1).zeta() - rest) * n / x**order


def _stieltjes(n: Ball) -> Ball:
    return flint.acb.stieltjes(whole_order("stieltjes", n, 0, LARGEST_ORDER))


def _siegel_theta(t: Ball) -> Ball:
    up, down = (flint.acb(1) / 4 + sign * I * t / 2 for sign in (1, -1))
    return (up.lgamma() - down.lgamma()) / (2 * I) - t / 2 * pi().log()


def _siegel_z(t: Ball) -> Ball:
    found = (I * _siegel_theta(t)).exp() * zeta(HALF + I * t)
    return flint.acb(found.real) if t.imag == 0 else found


def _zero(n: Ball) -> Ball:
    return flint.acb.zeta_zero(whole_order("zetazero", n, 1, 10**15))


def _gram(n: Ball) -> Ball:
    return flint.acb(flint.arb.gram_point(whole_order("grampoint", n, 0, 10**15)))


def _beside_quarter(t: Ball) -> bool:
    return bool(may_be(t.real) and not (t.imag > -0.5 and t.imag < 0.5))


TABLE: dict[str, Function] = {
    "zeta": entire(zeta),
    "dirichlet_eta": entire(lambda s: s.dirichlet_eta()),
    "dilog": cut(lambda z: z.polylog(flint.acb(2)), above_one),
    "lerchphi": lambda analytic, z, s, a: NOT_A_NUMBER if analytic and above_one(z) else z.lerch_phi(s, a),
    "clsin": _clausen(-1),
    "clcos": _clausen(1),
    "clausen": lambda analytic, x: _clausen(-1)(analytic, flint.acb(2), x),
    "FermiDirac": _fermi_dirac,
    "BoseEinstein": _bose_einstein,
    "debye": lambda analytic, n, x: NOT_A_NUMBER if analytic and left(x) else _debye(n, x),
    "stieltjes": entire(_stieltjes),
    "siegeltheta": cut(_siegel_theta, _beside_quarter),
    "siegelz": cut(_siegel_z, _beside_quarter),
    "zetazero": entire(_zero),
    "grampoint": entire(_gram),
}
ON_CUTS = frozenset({"BoseEinstein", "dilog", "lerchphi", "polylog"})
