"""How the terms of a sum behave far out, and whether their sum can converge.

ln f(n+1)/f(n) is followed at n = 2^256, 2^512, 2^1024, or further where the formula has larger numbers. Where it tends
to a number L the terms go as exp(L n) times what changes more slowly, and that is compared with n^-p; where p is 1,
with 1/(n ln^q n), far out in ln n; and once more. The powers 1/n and 1/(n ln n) are seen to diverge, where no partial
sum would tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.sums.logarithms import CLOSE, like_one_over_log, logarithms
from higgs_sym.evaluation.sums.terms import Term

FIRST_POWER = 256  # of two, of the index at which ratios are taken
FIRST_POWER_OF_COSTLY = 48
EARLIEST = (32, 64)  # where terms that fall exponentially are told already, and at most
EARLY_SLOPE = 1e-3
UNDECIDED = (
    "whether the sum converges could not be decided: its terms follow no simple law; "
    "give it an upper limit (up to 100,000 terms are added one by one) and bound the rest"
)
SAME_TURN = 1e-15  # of half a turn, what is one
STEADY = 0.02  # change of an exponent from one octave to the next, of what is a law
ENVELOPE = 0.05  # beyond the least one, of the exponent of what waves in ln n and converges
LEAP, LEAPS = 0.7, 12  # in ln n, between places that are compared
STANDS = 1e-6  # relative change of the distance from one far out, below which it is a constant


@dataclass(frozen=True)
class Growth:
    """f(n) goes as exp(rate n) n^-power; `rate` None: faster than every exponential, downwards."""

    rate: Any | None  # acb
    power: float  # infinite where f falls faster than every power
    logarithms: int = 0  # how many logarithms its decay has to be followed through
    pure: bool = False  # whether no logarithm was seen next to the power

    @property
    def exponential(self) -> bool:
        """Whether terms fall at least exponentially."""
        return self.rate is None or bool(self.rate.real < 0)

    @property
    def turns(self) -> bool:
        """Whether the terms alternate or turn in the complex plane."""
        return self.rate is not None and self.rate != 0

    @property
    def waves(self) -> bool:
        """Whether the terms turn in the complex plane."""
        return self.rate is not None and bool(self.rate.imag != 0)

    @property
    def alternates(self) -> bool:
        """Whether f(n) goes as (-1)^n n^-power."""
        if self.rate is None or self.rate.real != 0:
            return False
        return bool(abs(abs(self.rate.imag) - flint.arb.pi()).upper() < SAME_TURN)


def growth(term: Term, bits: int, what: str = "sum", *, must_converge: bool = True) -> Growth:
    """How the terms go; DivergesError if they do not fall fast enough for the `what` to converge."""
    early = None if term.costly or 3 * term.scale > EARLIEST[1] else _early(term, bits)
    if early is not None:
        return early
    first = max(FIRST_POWER_OF_COSTLY if term.costly else FIRST_POWER, 3 * term.scale)
    for powers in ((first, 2 * first, 4 * first), (8 * first, 16 * first, 32 * first)):
        found = [_log_ratio(term, power, bits) for power in powers]
        control = _log_ratio(term, powers[2], bits, 12345)
        ratios = [ratio for ratio in found if ratio is not None]
        if control is None and not ratios:
            return Growth(None, float("inf"))  # it vanishes
        if control is None or len(ratios) < len(found):
            continue
        slopes = [ratio.real.mid() for ratio in ratios]
        same = bool(abs(control.real.mid() - slopes[2]) <= abs(slopes[2]) * 1e-6)
        if slopes[2] < 0 and same and _runs_off(slopes):
            return Growth(None, float("inf"))
        if slopes[2] > 0 and same and _runs_off(slopes):
            if must_converge:
                raise DivergesError(f"the {what} diverges: its terms grow faster than every exponential")
            return Growth(flint.acb(flint.arb("inf")), float("inf"))
        rate = _rate(ratios, powers, bits)
        if rate is not None and _moved(ratios[2], control) < 1e-30:
            return _of_rate(term, rate, ratios, powers, bits, what, must_converge)
    raise AccuracyError(UNDECIDED)


def _early(term: Term, bits: int) -> Growth | None:
    """Of terms that fall so fast, where nothing but smaller numbers than there are could hide others; else None."""
    ratios: list[Any] = []
    start = max(EARLIEST[0], 3 * term.scale)
    for power, beyond in ((start, 0), (2 * start, 0), (4 * start, 0), (4 * start, 12345)):
        ratio = _log_ratio(term, power, bits, beyond)
        if ratio is None or not ratio.real < -EARLY_SLOPE:
            return None
        ratios.append(ratio)
    slopes = [ratio.real.mid() for ratio in ratios]
    if not abs(slopes[3] - slopes[2]) <= abs(slopes[2]) * 1e-6:
        return None
    if _runs_off(slopes[:3]):
        return Growth(None, float("inf"))
    # The rate is known to 38 digits only, which is too few for waves to be taken off far out.
    settled = all(_moved(one, other) < 1e-15 and holds(other.imag, 0) for one, other in pairwise(ratios[1:]))
    return Growth(_rate_of(ratios[2], 4 * start), float("inf")) if settled else None


def _log_ratio(term: Term, power: int, bits: int, beyond: int = 0) -> Any | None:
    """ln f(n+1)/f(n) at n = 2^power + beyond, to well beyond 1/n; None where f is zero."""
    accuracy = 2 * power + bits + 64
    with flint_precision(accuracy + 64):
        n = flint.acb(2) ** power + beyond
        one, next_one = term.far(n, accuracy), term.far(n + 1, accuracy)
        if one == 0 and next_one == 0:
            return None
        if one == 0 or next_one == 0:
            raise AccuracyError(UNDECIDED)
        return _log(next_one / one)


def _log(number: Any) -> Any:
    """The logarithm, not torn where a negative number has a small imaginary part."""
    return (-number).log() + flint.acb(0, flint.arb.pi()) if number.real < 0 else number.log()


def windings(term: Term, rate: Ball, bits: int) -> int:
    """How often f turns around between one integer and the next beyond what its ratios there show."""
    power, step = FIRST_POWER, flint.acb(2) ** -60
    accuracy = 2 * power + bits
    with flint_precision(accuracy + 64):
        n = flint.acb(2) ** power
        slope = _log(term.far(n + step, accuracy) / term.far(n, accuracy)) / step
        return round(float(((slope - rate).imag / (2 * flint.arb.pi())).mid()))


def _runs_off(slopes: list[Any]) -> bool:
    """Whether slopes keep growing in size instead of tending to a number, at least like ln n."""
    first, second, third = (abs(slope) for slope in slopes)
    return bool(third > second * 1.6 and second > first * 1.6 and third > 20)


def _rate(ratios: list[Any], powers: tuple[int, ...], bits: int) -> Any | None:
    """The limit of the ratios, if there is one."""
    with flint_precision(2 * powers[-1] + bits):
        moves = [_moved(a, b) for a, b in pairwise(ratios)]
        if moves[1] > 1e-30 or moves[1] > moves[0] * 1e-6 + 1e-60:
            return None
        return _rate_of(ratios[-1], powers[-1])


def _rate_of(ratio: Any, power: int) -> Any:
    """The limit of the ratios, of which this is one at 2^power."""
    # What the powers of n leave behind is of the size of 1/n.
    small = flint.arb(2) ** (-power // 3)
    real = flint.arb(0) if abs(ratio.real) < small else ratio.real.mid()
    imag = flint.arb(0) if abs(ratio.imag) < small else ratio.imag.mid()
    turn = 2 * flint.arb.pi()
    imag = imag - turn * round(float((imag / turn).mid()))
    if abs(abs(imag) - flint.arb.pi()) < small:
        imag = flint.arb.pi()
    return flint.acb(real, imag)


def _moved(one: Any, other: Any) -> float:
    """The distance between two logarithms, whichever branches they are on."""
    turn, difference = 2 * flint.arb.pi(), other - one
    turns = round(float((difference.imag / turn).mid()))
    return float(abs(difference - flint.acb(0, turn * turns)).mid())


def _of_rate(
    term: Term, rate: Ball, ratios: list[Any], powers: tuple[int, ...], bits: int, what: str, must_converge: bool
) -> Growth:
    if rate.real != 0:
        if rate.real > 0 and must_converge:
            raise DivergesError(f"the {what} diverges: its terms grow exponentially")
        return Growth(rate, float("inf"))
    with flint_precision(2 * powers[-1] + bits):
        exact = [-(ratio.real) * flint.arb(2) ** power for ratio, power in zip(ratios, powers, strict=True)]
        exponents = [float(each.mid()) for each in exact]
        beyond_one = [float((each - 1).mid()) for each in exact]
    last = exponents[-1]
    runs_off = abs(last) > 50 and abs(last) > 1.5 * abs(exponents[-2])
    if runs_off:
        beside = _exponent_beside(term, powers[-1], bits)
        runs_off = beside is None or 0.9 < beside / last < 3.5
    if runs_off:
        if last < 0 and must_converge:
            raise DivergesError(f"the {what} diverges: its terms grow faster than every power")
        return Growth(rate, float("inf") if last > 0 else float("-inf"))
    if not must_converge:
        return Growth(rate, last)
    if rate != 0:
        return _of_turning(term, rate, exponents, powers, bits, what)
    return _of_power(term, rate, exponents, beyond_one, powers, bits, what)


def _of_turning(
    term: Term, rate: Ball, exponents: list[float], powers: tuple[int, ...], bits: int, what: str
) -> Growth:
    """Terms that turn around: their sum converges where they tend to zero."""
    if not _steady(term, exponents, powers, bits):
        return _of_envelope(term, rate, powers, bits, ENVELOPE)
    if exponents[-1] <= 0 or (exponents[-1] < CLOSE and not like_one_over_log(exponents, powers, 0)):
        with flint_precision(bits + 64):
            near, further = (abs(term.far(flint.acb(2) ** power, bits)) for power in (powers[0], powers[2]))
        if further.upper() < near.lower() / 2:  # one term is no law for the next: (1 + (-1)^n/n) and the like
            raise AccuracyError(f"{UNDECIDED}; add up the even and the odd ones apart")
        raise DivergesError(f"the {what} diverges: its terms do not tend to zero")
    return Growth(rate, exponents[-1])


def _of_power(
    term: Term,
    rate: Ball,
    exponents: list[float],
    beyond_one: list[float],
    powers: tuple[int, ...],
    bits: int,
    what: str,
) -> Growth:
    last, excess = exponents[-1], beyond_one[-1]
    if not _steady(term, exponents, powers, bits):
        return _of_envelope(term, rate, powers, bits, 1 + ENVELOPE)
    limit = _limit(beyond_one)
    if limit is not None and limit > 0:
        return Growth(rate, 1 + limit)
    if limit is not None and limit > CLOSE - 1:
        shown = f"n^-{1 + limit:.4g}" if limit < -CLOSE else f"n^-(1 - {-limit:.4g})"
        raise DivergesError(
            f"the {what} diverges: its terms fall like {shown} but for logarithms, more slowly than 1/n"
        )
    if limit is None and abs(last - 1) < 0.05 and like_one_over_log(exponents, powers, 1):
        return Growth(rate, 1.0, logarithms(term, bits, what))
    # A power of n that is not one stays as far from it; what is 1/n comes closer.
    stays = excess != 0 and abs(excess - beyond_one[-2]) <= abs(excess) * STANDS
    if excess > 0 and (stays or excess > CLOSE):
        return Growth(rate, last, pure=stays)
    if not stays and abs(excess) <= CLOSE:
        raise DivergesError(f"the {what} diverges: its terms fall like 1/n")
    if 0 < last < 0.05 and like_one_over_log(exponents, powers, 0):
        raise DivergesError(f"the {what} diverges: its terms fall more slowly than every power of n")
    if last > CLOSE:
        shown = f"n^-{last:.4g}" if abs(excess) > CLOSE else f"n^-(1 - {-excess:.4g})"
        raise DivergesError(f"the {what} diverges: its terms fall like {shown}, more slowly than 1/n")
    raise DivergesError(f"the {what} diverges: its terms do not tend to zero")


def _steady(term: Term, exponents: list[float], powers: tuple[int, ...], bits: int) -> bool:
    """Whether exponents are those of one law, and no samples of what waves in ln n, as cos(ln n) does."""
    last = exponents[-1]
    if abs(last - exponents[-2]) <= abs(last) * STANDS:
        return True
    other = _exponent_beside(term, powers[-1], bits)
    return other is not None and abs(other - last) <= STEADY * max(1.0, abs(last))


def _exponent_beside(term: Term, power: int, bits: int) -> float | None:
    """The exponent at 3 2^power."""
    ratio = _log_ratio(term, power, bits, 2 ** (power + 1))
    if ratio is None:
        return None
    with flint_precision(2 * power + bits):
        return float((-ratio.real * 3 * flint.arb(2) ** power).mid())


def _of_envelope(term: Term, rate: Ball, powers: tuple[int, ...], bits: int, least: float) -> Growth:
    """Terms that wave in ln n: their sum converges where the largest in a stretch fall faster than this power."""
    logs = []
    with flint_precision(bits + 64):
        for power in powers[1:]:
            places = [(flint.arb(2) ** power * flint.arb(LEAP * j).exp()).floor().mid() for j in range(LEAPS)]
            logs.append(max(abs(term.far(flint.acb(n), bits)).mid() for n in places).log())
        exponent = float(((logs[0] - logs[1]) / flint.arb(2).log()).mid()) / (powers[2] - powers[1])
    if exponent < least:
        raise AccuracyError(UNDECIDED)
    return Growth(rate, exponent)


def _limit(beyond_one: list[float]) -> float | None:
    """What is left of the distance of exponents from one where logarithms in the terms move it by 1/ln n."""
    first, second, third = beyond_one
    if third == second or not 1.5 < (second - first) / (third - second) < 2.5:
        return None
    earlier, later = 2 * second - first, 2 * third - second
    limit = (4 * later - earlier) / 3
    return limit if abs(limit - later) < abs(limit) / 4 else None
