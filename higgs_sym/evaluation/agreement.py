"""Functions that no ball exists for: mpmath at two precisions, and the digits to which the two agree.

They are right to the digits asked for as far as that shows; nothing is proved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
from mpmath.ctx_mp import MPContext
from mpmath.libmp import NoConvergence

from higgs_sym.arithmetic import convert
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation import bessel_zeros, near_one
from higgs_sym.evaluation.apart import apart
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.primes import primepi
from higgs_sym.evaluation.run import Run

Ball = Any  # acb
MORE = 1.4  # the second precision, in terms of the first
GUARD = 15  # digits
INSIDE = 0.9  # from which on the series of 3F2 is slow
ZEROS = {"besseljzero": "J", "besselyzero": "Y"}
QUICK = frozenset({"primepi"})  # that hear of the budget, and keep what they have counted


def _real(mp: Any, x: Any) -> Any:
    """A real argument; AccuracyError for a complex one."""
    if mp.im(x) != 0:
        raise AccuracyError("primepi of a complex number has no value")
    return mp.re(x)


def _number_of(k: Any) -> int:
    """The number of a zero; mpmath takes that of 20.5 for the 20th."""
    if k != int(k):
        raise ValueError(f"the number of a zero: {k} is no whole number")
    return int(k)


def _meijer(mp: Any, *args: Any) -> Any:
    """G of m, n, p, q, the parameters and the argument."""
    m, n, p, q = (int(each) for each in args[:4])
    above, below, z = list(args[4 : 4 + p]), list(args[4 + p : 4 + p + q]), args[-1]
    for a in above[:n]:
        for b in below[:m]:
            if mp.isint(a - b) and a - b > 0:
                raise ValueError(f"{mp.nstr(a, 8)} above and {mp.nstr(b, 8)} below differ by a whole number")
    if p == q and abs(z) == 1:
        raise ValueError("with as many parameters above as below its series end at |z| = 1")
    if z == 0:
        raise ValueError("z = 0 is a branch point")
    try:
        return mp.meijerg([above[:n], above[n:]], [below[:m], below[m:]], z)
    except (ValueError, NoConvergence) as error:
        reason = f"its series cancel at z = {mp.nstr(z, 8)} beyond what mpmath follows; write its asymptotic law"
        raise ValueError(reason) from error


def _three_two(mp: Any, *args: Any) -> Any:
    """On and beyond the circle on which its series converges, and close to it."""
    *parameters, z = args
    if INSIDE < abs(z) < 1:
        balls = [flint.acb(convert.to_flint(each)) for each in args]
        found = near_one.inside(balls[:3], balls[3:5], balls[5], mp.prec)
        value = mp.mpc(*(convert.to_mp(part.mid(), mp) for part in (found.real, found.imag)))
        return value if mp.im(z) or any(mp.im(each) for each in parameters) else value.real
    return mp.hyp3f2(*args)


class _Heard(MPContext):  # type: ignore[misc]
    """An mpmath context that ends with the budget: its functions convert numbers again and again."""

    def convert(self, *args: Any, **options: Any) -> Any:
        """A number of this context."""
        check()
        return super().convert(*args, **options)


MEASURED: dict[str, Callable[..., Any]] = {
    "angerj": lambda mp, n, x: mp.angerj(n, x),
    "webere": lambda mp, n, x: mp.webere(n, x),
    "scorergi": lambda mp, x: mp.scorergi(x),
    "scorerhi": lambda mp, x: mp.scorerhi(x),
    "besseljzero": lambda mp, n, k: bessel_zeros.zero("J", mp, n, _number_of(k)),
    "besselyzero": lambda mp, n, k: bessel_zeros.zero("Y", mp, n, _number_of(k)),
    "hyp3f2": _three_two,
    "meijerg": _meijer,
    "lommels1": lambda mp, mu, nu, x: mp.lommels1(mu, nu, x),
    "lommels2": lambda mp, mu, nu, x: mp.lommels2(mu, nu, x),
    "pcfv": lambda mp, a, x: mp.pcfv(a, x),
    "pcfw": lambda mp, a, x: mp.pcfw(a, x),
    "primezeta": lambda mp, s: mp.primezeta(s),
    "riemannr": lambda mp, x: mp.riemannr(x),
    "pcfd": lambda mp, n, x: mp.pcfd(n, x),
    "pcfu": lambda mp, a, x: mp.pcfu(a, x),
    "primepi": lambda mp, x: mp.mpf(primepi(int(mp.floor(_real(mp, x))))),
}


def measured(name: str, args: list[Ball], run: Run) -> Ball:
    """The value around which two precisions agree."""
    run.proven = False
    if run.inner and name in ZEROS and abs(args[0]) < bessel_zeros.SMALLEST and args[1].real > bessel_zeros.FURTHER:
        return bessel_zeros.between(ZEROS[name], *args)  # sums look at their terms between the integers
    if run.inner or name in QUICK:
        return _agreed(name, args, run.digits)
    return apart(name, lambda: _agreed(name, args, run.digits))


def _agreed(name: str, args: list[Ball], wanted: int) -> Ball:
    found: list[Any] = []
    for digits in (wanted + GUARD, int(MORE * wanted) + 2 * GUARD):
        check()
        context = _Heard()
        context.dps = digits
        # What the radii of the arguments do is seen where the two do not begin alike.
        numbers = [_number(each, context, radii=1 - len(found)) for each in args]
        try:
            found.append(context.convert(MEASURED[name](context, *numbers)))
        except (ValueError, NoConvergence, ZeroDivisionError, OverflowError) as reason:
            said = str(reason) or "mpmath does not come to an end"
            raise AccuracyError(f"{name} could not be evaluated: {said}") from reason
    value, other = found[1], found[0]
    if not context.isfinite(value):
        raise AccuracyError(f"{name} is not finite there")
    apart = abs(value - other)
    error = max(apart, abs(value) * context.mpf(10) ** -(wanted + GUARD - 3))
    ball = flint.acb(convert.to_flint(value))
    wide = flint.arb(0, convert.to_arb(error).upper())
    return ball + (flint.acb(wide, wide) if ball.imag != 0 else flint.acb(wide))


def _number(ball: Ball, context: Any, radii: int) -> Any:
    """The middle of a ball moved by so many of its radii."""
    real, imag = (
        +convert.to_mp(part.mid(), context) + radii * convert.to_mp(part.rad(), context)
        for part in (ball.real, ball.imag)
    )
    return real if imag == 0 else context.mpc(real, imag)
