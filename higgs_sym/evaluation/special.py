"""Special functions of complex balls, by the name of their heads; each a proven ball.

As in `functions`, with `analytic` a function that is not holomorphic on its argument ball answers with a ball that is
not finite.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError

Ball = Any  # acb
Function = Callable[..., Ball]
NOT_A_NUMBER = flint.acb(flint.arb.nan())
HALF = flint.acb(0.5)
I = flint.acb(0, 1)  # noqa: E741  the imaginary unit
FAR = 6  # real part from which erfc is taken from its decaying form
MOST_REFLECTED = 40  # order of a zeta function
LARGEST_ORDER = 10_000  # of what is evaluated by as many steps


def _real(x: Ball) -> Any:
    """A real number's arb; nan for what may be complex."""
    return x.real if x.imag == 0 else flint.arb.nan()


def _left(x: Ball) -> bool:
    return bool(may_be(x.imag) and not x.real > 0)


def _above_one(x: Ball) -> bool:
    return bool(may_be(x.imag) and not x.real < 1)


def _entire(function: Function) -> Function:
    return lambda _analytic, *args: function(*args)


def _cut(function: Function, crosses: Callable[[Ball], bool]) -> Function:
    """Cut where `crosses` says so of the last argument."""
    return lambda analytic, *args: NOT_A_NUMBER if analytic and crosses(args[-1]) else function(*args)


def _of_reals(function: Function) -> Function:
    """A function of real numbers that is nowhere holomorphic, or whose continuation nobody needs."""
    return lambda analytic, *args: NOT_A_NUMBER if analytic else flint.acb(function(*(_real(x) for x in args)))


def _whole(n: Ball) -> int | None:
    """The integer that a ball is; None for every other."""
    if n.is_exact() and n.imag == 0 and n.real.is_integer() and abs(n) < 2**62:
        return int(n.real.unique_fmpz())
    return None


def _order(what: str, n: Ball, least: int, most: int) -> int:
    """An integer between two others; AccuracyError for what is none."""
    found = _whole(n)
    if found is None or not least <= found <= most:
        raise AccuracyError(f"{what}: {n.str(8, radius=False)} is no whole number from {least} to {most}")
    return found


def _pi() -> Any:
    return flint.arb.pi()


# ---- elementary


def _heaviside(x: Any) -> Any:
    if x == 0:
        return flint.arb(0.5)
    return flint.arb(1) if x > 0 else flint.arb(0) if x < 0 else flint.arb.nan()


# ---- gamma


def _rising(x: Ball, n: Ball) -> Ball:
    steps = _whole(n)
    if steps is not None and 0 <= steps <= LARGEST_ORDER:
        return x.rising(n)
    return (x + n).gamma() * x.rgamma()


def _binomial(n: Ball, k: Ball) -> Ball:
    steps = _whole(k)
    if steps is not None and steps < 0:
        return flint.acb(0)
    if steps is not None and steps <= LARGEST_ORDER:
        return (n - k + 1).rising(k) * (k + 1).rgamma()
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _double(n: Ball) -> Ball:
    wave = (n * _pi()).cos() - 1
    return flint.acb(2) ** (n / 2) * (flint.acb(_pi()) / 2) ** (wave / 4) * (n / 2 + 1).gamma()


def _harmonic(n: Ball, order: Ball | None = None) -> Ball:
    if order is None or order == 1:
        return (n + 1).digamma() + flint.arb.const_euler()
    return order.zeta() - order.zeta(n + 1)


def _fibonacci(n: Ball) -> Ball:
    golden = (1 + flint.acb(5).sqrt()) / 2
    return (golden**n - (n * _pi()).cos() * golden ** (-n)) / flint.acb(5).sqrt()


def _bernoulli(n: Ball) -> Ball:
    return flint.acb(flint.arb.bernoulli(_order("bernoulli", n, 0, LARGEST_ORDER)))


def _stieltjes(n: Ball) -> Ball:
    return flint.acb.stieltjes(_order("stieltjes", n, 0, LARGEST_ORDER))


# ---- zeta


def _zeta(s: Ball, *shift: Ball) -> Ball:
    """Riemann's or Hurwitz's; far to the left reflected, where Arb would add up as many terms as it is far."""
    order = _whole(s)
    if not shift or order is None or not 2 <= order <= MOST_REFLECTED or not shift[0].real < -1:
        return s.zeta(*shift)
    z = flint.acb_series([shift[0] * _pi(), flint.acb(_pi())], prec=order)
    cotangent = (z.cos() / z.sin())[order - 1]
    return (-1) ** (order + 1) * (s.zeta(1 - shift[0]) + cotangent * _pi())


def _clausen(sign: int) -> Function:
    def value(analytic: bool, s: Ball, x: Ball) -> Ball:
        up, down = (I * x).exp(), (-I * x).exp()
        if analytic and (_above_one(up) or _above_one(down)):
            return NOT_A_NUMBER
        one, other = up.polylog(s), down.polylog(s)
        return (one + other) / 2 if sign > 0 else (one - other) / (2 * I)

    return value


def _fermi_dirac(analytic: bool, j: Ball, x: Ball) -> Ball:
    argument = -x.exp()
    if analytic and (_above_one(argument) or abs(x.imag) > 3):
        return NOT_A_NUMBER
    return -argument.polylog(j + 1)


def _bose_einstein(analytic: bool, j: Ball, x: Ball) -> Ball:
    argument = x.exp()
    if analytic and (_above_one(argument) or abs(x.imag) > 3):
        return NOT_A_NUMBER
    return argument.polylog(j + 1)


def _debye(n: Ball, x: Ball) -> Ball:
    """The whole integral, n! zeta(n + 1), less that from x on."""
    order = _order("debye", n, 1, 100)
    if not x.real > 0:
        return NOT_A_NUMBER
    small, rest, weight = (-x).exp(), flint.acb(0), flint.acb(1)
    for k in range(order + 1):
        log = -(1 - small).log() if k == 0 else small.polylog(flint.acb(k + 1))
        rest = rest + weight * x ** (order - k) * log
        weight = weight * (order - k)
    return ((n + 1).gamma() * (n + 1).zeta() - rest) * n / x**order


# ---- error functions


def erfc(x: Ball) -> Ball:
    """Far to the right through U(1/2, 1/2, x^2): there Arb's own has no digit for balls that are not exact."""
    own = x.erfc()
    if x.is_exact() or not x.real > FAR:
        return own
    other = (-x * x).exp() * _scaled(x)
    return own if own.rel_accuracy_bits() > other.rel_accuracy_bits() else other


def _scaled(x: Ball) -> Ball:
    """exp(x^2) erfc(x) for Re x > 0."""
    return (x * x).hypgeom_u(HALF, HALF) / flint.acb(_pi()).sqrt()


def _erfcx(x: Ball) -> Ball:
    return _scaled(x) if x.real > FAR else (x * x).exp() * x.erfc()


def _faddeeva(z: Ball) -> Ball:
    return _erfcx(-I * z)


def _dawson(x: Ball) -> Ball:
    return flint.acb(_pi()).sqrt() / 2 * (-x * x).exp() * x.erfi()


# ---- Bessel


def _spherical(method: str, scale: int = 2) -> Function:
    def value(analytic: bool, n: Ball, x: Ball) -> Ball:
        if analytic and _left(x):
            return NOT_A_NUMBER
        return (_pi() / (scale * x)).sqrt() * getattr(x, method)(n + HALF)

    return value


def _hankel(sign: int) -> Function:
    return _cut(lambda n, x: x.bessel_j(n) + sign * I * x.bessel_y(n), _left)


def _kelvin(method: str, quarter: int, imaginary: bool) -> Function:
    """The real or imaginary part of a Bessel function on a ray, continued from real orders and arguments."""

    def value(analytic: bool, n: Ball, x: Ball) -> Ball:
        if analytic and _left(x):
            return NOT_A_NUMBER
        parts = []
        for sign in (1, -1):
            ray = (sign * quarter * I * _pi() / 4).exp()
            twist = (-sign * n * I * _pi() / 2).exp() if method == "bessel_k" else flint.acb(1)
            parts.append(twist * getattr(x * ray, method)(n))
        return (parts[0] - parts[1]) / (2 * I) if imaginary else (parts[0] + parts[1]) / 2

    return value


def _struve(sign: int) -> Function:
    """H for -1, L for +1: a series; H far out through Y and the divergent series of their difference (DLMF 11.6.1)."""

    def value(analytic: bool, n: Ball, x: Ball) -> Ball:
        if analytic and _left(x):
            return NOT_A_NUMBER
        if sign < 0 and not analytic and x.imag == 0 and n.imag == 0 and x.real > flint.ctx.prec:
            return _struve_far(n, x)
        series = (sign * x * x / 4).hypgeom([flint.acb(1)], [flint.acb(1.5), n + 1.5])
        return (x / 2) ** (n + 1) * flint.acb(1.5).rgamma() * (n + 1.5).rgamma() * series

    return value


def _struve_far(n: Ball, x: Ball) -> Ball:
    total, k = flint.acb(0), 0
    tiny = flint.arb(2) ** -flint.ctx.prec
    while True:
        part = (HALF + k).gamma() * (x / 2) ** (n - 2 * k - 1) * (n + HALF - k).rgamma() / _pi()
        if k > n.real - HALF.real and abs(part).upper() <= (abs(total) * tiny).upper():
            # The remainder is smaller than the first term left out.
            return total + flint.acb(flint.arb(0, abs(part).upper())) + x.bessel_y(n)
        total, k = total + part, k + 1
        if k > 4 * flint.ctx.prec:
            return NOT_A_NUMBER


def _airy(place: int) -> Function:
    return _entire(lambda x: x.airy()[place])


def _airy_zero(name: str) -> Function:
    def value(k: Ball) -> Ball:
        return flint.acb(getattr(flint.arb, name)(_order("the number of a zero", k, 1, 10**9)))

    return _entire(value)


# ---- elliptic


def _elliptic_pi(n: Ball, *rest: Ball) -> Ball:
    return flint.acb.elliptic_pi(n, *rest) if len(rest) == 1 else flint.acb.elliptic_pi_inc(n, *rest)


def _elliptic_e(*args: Ball) -> Ball:
    return args[0].elliptic_e() if len(args) == 1 else flint.acb.elliptic_e_inc(*args)


def _jacobi(name: str) -> Function:
    """By theta functions of u/(2 K(m))."""
    at_zero = {"sn": lambda u: u.sin(), "cn": lambda u: u.cos(), "dn": lambda u: flint.acb(1) + 0 * u}
    at_one = {"sn": lambda u: u.tanh(), "cn": lambda u: u.sech(), "dn": lambda u: u.sech()}
    upper = {"sn": (2, 1, 0), "cn": (3, 1, 1), "dn": (3, 2, 2)}  # thetas at 0 above and below, theta of u

    def value(u: Ball, m: Ball) -> Ball:
        if m == 0 or m == 1:
            return (at_zero if m == 0 else at_one)[name](u)
        k = m.elliptic_k()
        tau = I * (1 - m).elliptic_k() / k
        above, below, own = upper[name]
        zero, at = (flint.acb.modular_theta(v, tau) for v in (flint.acb(0), u / (2 * k)))
        return zero[above] / zero[below] * at[own] / at[3]

    return _entire(value)


def _jtheta(n: Ball, z: Ball, q: Ball) -> Ball:
    which = _order("jtheta", n, 1, 4)
    if not abs(q) < 1 or not q.real > 0:
        return NOT_A_NUMBER
    tau = q.log() / (I * _pi())
    return flint.acb.modular_theta(z / _pi(), tau)[which - 1]


# ---- hypergeometric


def _pfq(above: int) -> Function:
    def value(_analytic: bool, *args: Ball) -> Ball:
        tops, bottoms, x = list(args[:above]), list(args[above:-1]), args[-1]
        if above == len(bottoms) + 1 and not abs(x) < 1:
            return NOT_A_NUMBER
        return x.hypgeom(tops, bottoms)

    return value


def gauss(parameters: Sequence[Tree]) -> Function:
    """2F1 with these parameters: of those that are no binary fractions Arb must be told which differ by integers."""
    if not all(each.is_rational for each in parameters):
        return SPECIAL["hyp2f1"]
    a, b, c = (each.doit() for each in parameters)
    whole = {"ab": a - b, "ac": a - c, "bc": b - c, "abc": a + b - c}
    flags = {name: bool(each.is_Integer) for name, each in whole.items()}
    return _cut(lambda a, b, c, x: x.hypgeom_2f1(a, b, c, **flags), _above_one)


def _whittaker_m(k: Ball, m: Ball, x: Ball) -> Ball:
    return (-x / 2).exp() * x ** (m + HALF) * x.hypgeom_1f1(m - k + HALF, 1 + 2 * m)


def _whittaker_w(k: Ball, m: Ball, x: Ball) -> Ball:
    return (-x / 2).exp() * x ** (m + HALF) * x.hypgeom_u(m - k + HALF, 1 + 2 * m)


def _lambert(x: Ball, branch: Ball | None = None) -> Ball:
    return x.lambertw(0 if branch is None else _order("the branch of LambertW", branch, -(10**9), 10**9))


def _lambert_crosses(analytic: bool, x: Ball, branch: Ball | None = None) -> Ball:
    edge = -0.36 if branch is None or branch == 0 else flint.arb("inf")
    return NOT_A_NUMBER if analytic and may_be(x.imag) and not x.real > edge else _lambert(x, branch)


SPECIAL: dict[str, Function] = {
    "sinc": _entire(lambda x: x.sinc()),
    "expm1": _entire(lambda x: x.expm1()),
    "log1p": _cut(lambda x: x.log1p(), lambda x: _left(x + 1)),
    "acot": _cut(lambda x: (1 / x).atan(), lambda x: may_be(x.real) and not (x.imag > 1 or x.imag < -1)),
    "acoth": _cut(lambda x: (1 / x).atanh(), lambda x: may_be(x.imag) and not (x.real > 1 or x.real < -1)),
    "atan2": _of_reals(lambda y, x: flint.arb.atan2(y, x)),
    "Heaviside": _of_reals(_heaviside),
    "floor": _of_reals(lambda x: x.floor()),
    "ceiling": _of_reals(lambda x: x.ceil()),
    "Max": _of_reals(lambda x, y: x.max(y)),
    "Min": _of_reals(lambda x, y: x.min(y)),
    "rgamma": _entire(lambda x: x.rgamma()),
    "factorial2": _entire(_double),
    "binomial": _entire(_binomial),
    "rf": _entire(_rising),
    "ff": _entire(lambda x, n: _rising(x - n + 1, n)),
    "betainc": _cut(lambda a, b, x: x.beta_lower(a, b), lambda x: _left(x) or _above_one(x)),
    "harmonic": _entire(_harmonic),
    "gammaP": _cut(lambda s, x: x.gamma_lower(s, regularized=1), _left),
    "gammaQ": _cut(lambda s, x: x.gamma_upper(s, regularized=1), _left),
    "barnesg": _entire(lambda z: z.barnes_g()),
    "catalan": _entire(lambda n: flint.acb(4) ** n * (n + HALF).gamma() * (n + 2).rgamma() / flint.acb(_pi()).sqrt()),
    "fibonacci": _entire(_fibonacci),
    "bernoulli": _entire(_bernoulli),
    "zeta": _entire(_zeta),
    "dirichlet_eta": _entire(lambda s: s.dirichlet_eta()),
    "dilog": _cut(lambda z: z.polylog(flint.acb(2)), _above_one),
    "lerchphi": lambda analytic, z, s, a: NOT_A_NUMBER if analytic and _above_one(z) else z.lerch_phi(s, a),
    "clsin": _clausen(-1),
    "clcos": _clausen(1),
    "clausen": lambda analytic, x: _clausen(-1)(analytic, flint.acb(2), x),
    "FermiDirac": _fermi_dirac,
    "BoseEinstein": _bose_einstein,
    "debye": lambda analytic, n, x: NOT_A_NUMBER if analytic and _left(x) else _debye(n, x),
    "stieltjes": _entire(_stieltjes),
    "erfcx": _entire(_erfcx),
    "erfinv": _of_reals(lambda x: x.erfinv()),
    "erfcinv": _of_reals(lambda x: x.erfcinv()),
    "dawson": _entire(_dawson),
    "faddeeva": _entire(_faddeeva),
    "plasma_dispersion": _entire(lambda z: I * flint.acb(_pi()).sqrt() * _faddeeva(z)),
    "fresnels": _entire(lambda x: x.fresnel_s()),
    "fresnelc": _entire(lambda x: x.fresnel_c()),
    "li": _cut(lambda x: x.li(), lambda x: _left(x) or may_be(x, 1)),
    "Li": _cut(lambda x: x.li(offset=True), lambda x: _left(x) or may_be(x, 1)),
    "Shi": _entire(lambda x: x.shi()),
    "Chi": _cut(lambda x: x.chi(), _left),
    "hankel1": _hankel(1),
    "hankel2": _hankel(-1),
    "jn": _spherical("bessel_j"),
    "yn": _spherical("bessel_y"),
    "spherical_in": _spherical("bessel_i"),
    "spherical_kn": _spherical("bessel_k"),
    "ber": _kelvin("bessel_j", 3, False),
    "bei": _kelvin("bessel_j", 3, True),
    "ker": _kelvin("bessel_k", 1, False),
    "kei": _kelvin("bessel_k", 1, True),
    "struveh": _struve(-1),
    "struvel": _struve(1),
    "airyaiprime": _airy(1),
    "airybiprime": _airy(3),
    "airyaizero": _airy_zero("airy_ai_zero"),
    "airybizero": _airy_zero("airy_bi_zero"),
    "elliptic_e": _cut(_elliptic_e, _above_one),
    "elliptic_f": _cut(flint.acb.elliptic_f, _above_one),
    "elliptic_pi": _cut(_elliptic_pi, _above_one),
    "agm": lambda analytic, a, b: NOT_A_NUMBER if analytic and (_left(a) or _left(b)) else a.agm(b),
    "jacobi_sn": _jacobi("sn"),
    "jacobi_cn": _jacobi("cn"),
    "jacobi_dn": _jacobi("dn"),
    "jtheta": _entire(_jtheta),
    "hyp0f1": _entire(lambda b, x: x.hypgeom_0f1(b)),
    "hyp1f1": _entire(lambda a, b, x: x.hypgeom_1f1(a, b)),
    "hyp2f1": _cut(lambda a, b, c, x: x.hypgeom_2f1(a, b, c), _above_one),
    "hyperu": _cut(lambda a, b, x: x.hypgeom_u(a, b), _left),
    "hyp1f2": _pfq(1),
    "hyp2f2": _pfq(2),
    "hyp3f2": _pfq(3),
    "whitm": _cut(_whittaker_m, _left),
    "whitw": _cut(_whittaker_w, _left),
    "coulombf": _cut(lambda n, eta, x: x.coulomb_f(n, eta), _left),
    "coulombg": _cut(lambda n, eta, x: x.coulomb_g(n, eta), _left),
    "LambertW": _lambert_crosses,
    "legendre": _cut(lambda n, x: x.legendre_p(n), lambda x: _left(x + 1)),
    "legenp": _cut(lambda n, m, x: x.legendre_p(n, m), lambda x: _left(x + 1) or _above_one(x)),
    "legenq": _cut(lambda n, m, x: x.legendre_q(n, m), lambda x: _left(x + 1) or _above_one(x)),
    "chebyshevt": _cut(lambda n, x: x.chebyshev_t(n), lambda x: _left(x + 1)),
    "chebyshevu": _cut(lambda n, x: x.chebyshev_u(n), lambda x: _left(x + 1)),
    "hermite": _entire(lambda n, x: x.hermite_h(n)),
    "laguerre": _entire(lambda n, x: x.laguerre_l(n)),
    "assoc_laguerre": _entire(lambda n, a, x: x.laguerre_l(n, a)),
    "gegenbauer": _cut(lambda n, a, x: x.gegenbauer_c(n, a), lambda x: _left(x + 1)),
    "jacobi": _cut(lambda n, a, b, x: x.jacobi_p(n, a, b), lambda x: _left(x + 1)),
}
# Functions that are real on one side of a branch point and have a cut on the other.
ON_CUTS = frozenset(
    {"asin", "acos", "acosh", "atanh", "acoth", "log1p", "loggamma", "lowergamma", "uppergamma", "gammaP", "gammaQ"}
    | {"betainc", "polylog", "dilog", "lerchphi", "BoseEinstein", "expint", "Ci", "Chi", "li", "Li", "LambertW"}
    | {"besselj", "bessely", "besseli", "besselk", "jn", "yn", "spherical_in", "spherical_kn", "ker", "kei"}
    | {"elliptic_k", "elliptic_e", "elliptic_f", "elliptic_pi", "agm", "hyp2f1", "hyperu", "whitm", "whitw", "pcfu"}
    | {"legendre", "legenp", "legenq", "chebyshevt", "chebyshevu", "gegenbauer", "jacobi", "coulombf", "coulombg"}
)
