"""Laplace's method and Watson's lemma: integrals of exp(-X^p phi(t)) g(t), X -> oo, from where phi is smallest.

With phi = phi(c) + a v^m + rho(v) at v = |t - c|, exp(-M rho) g is expanded in v and integrated term by term. The
lemma holds if phi rises from there to the end of the interval, and g is continuous inside it, has a series at c and
grows no faster than a power: these are proved, or named as a doubt. For imaginary phi the ends of the interval take the
place of the minimum (Erdelyi).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import transseries
from higgs_sym.expanding.formal import ZERO, Formal, Key, UnderivableError
from higgs_sym.expanding.hypotheses import noted
from higgs_sym.expanding.notes import Notes, written
from higgs_sym.expanding.shaping import LARGE, Shape, shapes
from higgs_sym.expanding.signs import positive, tame
from higgs_sym.expanding.transseries import Trans, of, of_constant
from higgs_sym.printing import latex

WATSON = "Watson's lemma"
V = sympy.Symbol("v", positive=True)
LINE = Formal({(Fraction(1), 0): sympy.Integer(1)})
MOST_POWERS = 40
GUESS = Fraction(6)  # powers that show how the exponent starts


class Rules(Protocol):
    """What derives series of trees."""

    symbol: Any
    local: Formal
    width: Fraction
    notes: Notes | None

    def nested(self, tree: Tree, symbol: Tree, local: Formal, width: Fraction, *, quiet: bool = False) -> Trans: ...


@dataclass(frozen=True)
class Place:
    """A point that contributes, the direction of the interval from there, and where it ends."""

    point: Any
    direction: int
    end: Any


def laplace(tree: Tree, rules: Rules) -> Trans:
    """The series of an integral; UnderivableError if the lemma does not apply."""
    if not isinstance(tree, sympy.Integral):
        raise UnderivableError("no integral")
    t, why = tree.limits[0][0], "no rule for this integral"
    for found in shapes(tree, rules.symbol, rules.local):
        mark = rules.notes.mark() if rules.notes is not None else None
        try:
            return _summed([_of_shape(each, t, rules) for each in found])
        except UnderivableError as error:
            why = str(error)
            if rules.notes is not None and mark is not None:
                rules.notes.back(mark)
    raise UnderivableError(why)


def _summed(parts: Tree) -> Trans:
    return transseries.gathered(part for each in parts for part in each.parts)


def _of_shape(shape: Shape, t: Tree, rules: Rules) -> Trans:
    phase = sympy.expand(shape.phase)
    imaginary = sympy.expand(phase / sympy.I)
    wave = imaginary.is_real is not False and not imaginary.has(sympy.I)
    real = imaginary if wave else phase
    if real.has(sympy.I):
        raise UnderivableError("an exponent neither real nor imaginary")
    places = _ends(real, t, shape) if wave else minima(real, t, shape.low, shape.high)
    if not places or (shape.changed != t and not tame(shape.rest, t, shape.low, shape.high)):
        raise UnderivableError("no point that contributes")
    front = rules.nested(shape.front, LARGE, Formal({(Fraction(-1), 0): sympy.Integer(1)}), rules.width + 4)
    if rules.notes is not None:
        noted(rules.notes, shape, t, [(each.point, each.end) for each in places], real, wave)
    return front * _summed(_contribution(shape, phase, t, place, rules) for place in places)


def minima(phase: Tree, t: Tree, low: Tree, high: Tree) -> list[Place]:
    """Where a real phase is smallest, if that is proved: it rises from there to the next zero of its slope."""
    slope = sympy.diff(phase, t)
    for point, direction, end in ((low, 1, high), (high, -1, low)):
        if not point.is_infinite and positive(direction * slope, t, low, high):
            return [Place(point, direction, end)]
    turns = [c for c in _turns(slope, t) if bool(c > low) and bool(c < high)]
    corners = [low, *sorted(turns, key=lambda c: float(c)), high]
    rises = []
    for a, b in pairwise(corners):
        sign = _sign_between(slope, t, a, b)
        if not sign:
            raise UnderivableError("where the exponent is smallest is not known")
        rises.append(Place(a, 1, b) if sign > 0 else Place(b, -1, a))
    if any(each.point.is_infinite for each in rises):
        raise UnderivableError("the exponent is smallest at infinity")
    heights = [sympy.simplify(phase.subs(t, each.point)) for each in rises]
    least = min(heights, key=lambda value: value.evalf(40))
    return [each for each, height in zip(rises, heights, strict=True) if sympy.simplify(height - least) == 0]


def _sign_between(slope: Tree, t: Tree, a: Tree, b: Tree) -> int:
    """The sign that is proved between two neighbouring points of `_turns`; 0 for none."""
    top, bottom = sympy.fraction(sympy.together(slope))
    if top.is_polynomial(t) and bottom.is_polynomial(t):
        poles = sympy.real_roots(sympy.Poly(bottom, t)) if bottom.has(t) else []
        if any(bool(c > a) and bool(c < b) for c in poles):
            return 0
        inside = (a + b) / 2 if not (a.is_infinite or b.is_infinite) else b - 1 if a.is_infinite else a + 1
        inside = sympy.Integer(0) if a.is_infinite and b.is_infinite else inside
        return transseries.sign(slope.subs(t, inside).evalf(40))  # every real zero is known: one point tells
    return 1 if positive(slope, t, a, b) else -1 if positive(-slope, t, a, b) else 0


def _turns(slope: Tree, t: Tree) -> list[Tree]:
    """Zeros of the slope that are known exactly; that there are no others is proved by signs between them."""
    top = sympy.numer(sympy.together(slope))
    if top.is_polynomial(t):
        return list(dict.fromkeys(sympy.real_roots(sympy.Poly(top, t))))
    candidates = [sympy.Integer(k) for k in (-1, 0, 1)] + [sympy.pi / 2, sympy.pi, -sympy.pi / 2]
    return [c for c in candidates if sympy.simplify(slope.subs(t, c)) == 0]


def _ends(phase: Tree, t: Tree, shape: Shape) -> list[Place]:
    slope = sympy.diff(phase, t)
    low, high = shape.low, shape.high
    corners = [low, *(c for c in _turns(slope, t) if bool(c > low) and bool(c < high)), high]
    if not all(_sign_between(slope, t, a, b) for a, b in pairwise(corners)):
        raise UnderivableError("a phase that may stand still")
    found = []
    for a, b in pairwise(corners):
        found += [Place(a, 1, b)] if not a.is_infinite else []
        found += [Place(b, -1, a)] if not b.is_infinite else []
    return found


def _contribution(shape: Shape, phase: Tree, t: Tree, place: Place, rules: Rules) -> Trans:
    """What one point gives."""
    power = Fraction(int(shape.power.p), int(shape.power.q))
    near = place.point + place.direction * V
    height = sympy.simplify(phase.subs(t, place.point))
    if not height.is_finite:
        raise UnderivableError("an exponent that is not finite where it is smallest")
    w = rules.nested(phase.subs(t, near) - height, V, LINE, GUESS, quiet=True).plain()
    m, a = w.leading()
    if m <= 0:
        raise UnderivableError("an exponent that is not smallest there")
    width = rules.width * m / power
    w = rules.nested(phase.subs(t, near) - height, V, LINE, width + m).plain().cut(m + width)
    g = rules.nested(shape.rest.subs(t, near), V, LINE, width).plain()
    if g.terms and g.lowest <= -1:
        raise UnderivableError("an integrand that is not integrable there")
    functional = _Functional(w, m, a, width)
    series = functional.of(g)
    if rules.notes is not None:
        _checked(rules.notes, functional, w, g, series, (shape, place, near, t))
    scaled = Formal(
        {
            (e * power, b): c * sympy.Rational(power.numerator, power.denominator) ** b
            for (e, b), c in series.terms.items()
        },
        None if series.order is None else series.order * power,
    )
    front = {(-power, 0): sympy.expand(-height)} if height != 0 else {}
    return of(Formal(scaled.terms, scaled.order, front)) + _other_end(shape, phase, t, place, series)


def _other_end(shape: Shape, phase: Tree, t: Tree, place: Place, series: Formal) -> Trans:
    """What an exact series leaves out: the end of the interval, as a remainder."""
    if series.order is not None or place.end.is_infinite or phase.has(sympy.I):
        return of_constant(sympy.Integer(0))
    power = Fraction(int(shape.power.p), int(shape.power.q))
    end = sympy.expand(-sympy.simplify(phase.subs(t, place.end)))
    return of(Formal({}, ZERO, {(-power, 0): end}))


@dataclass(frozen=True)
class _Functional:
    """g -> the series in 1/M of the integral of exp(-M w(v)) g(v), w = a v^m + rho."""

    w: Formal
    m: Fraction
    a: Any
    width: Fraction

    def of(self, g: Formal) -> Formal:
        rho = self.w + Formal({(self.m, 0): -self.a})
        if not g.terms and g.order is None:
            return Formal({})
        reach, factor = g.reach, g
        total: dict[Key, Any] = {}
        orders = []
        for j in range(MOST_POWERS):
            for key, c in factor.terms.items():
                for (e, b), part in moments(key, self.a, self.m).items():
                    place = e - j, b
                    total[place] = sympy.expand(total.get(place, sympy.Integer(0)) + c * part)
            if factor.order is not None:
                orders.append((factor.order + 1) / self.m - j)
            factor = (factor * rho).scaled(sympy.Rational(-1, j + 1))
            if not factor.terms:
                if factor.order is not None:
                    orders.append((factor.order + 1) / self.m - j - 1)
                break
            if factor.reach - (j + 1) * self.m >= reach + self.width:
                orders.append((factor.reach + 1) / self.m - j - 1)
                break
        order = min(orders) if orders else None
        return Formal({key: c for key, c in total.items() if c != 0 and (order is None or key[0] < order)}, order)


@lru_cache(maxsize=1024)
def moments(key: Key, c: Tree, m: Fraction) -> Mapping[Key, Tree]:
    """Integral of exp(-c M v^m) v^a ln(1/v)^b over v > 0 in powers of 1/M and ln M, by derivatives by a."""
    (a, b), made = key, {}
    root, start = (sympy.Rational(each.numerator, each.denominator) for each in (m, a + 1))
    exponent = start / root
    place = Fraction(int(exponent.p), int(exponent.q))
    unit = c ** (-exponent)
    unit = sympy.gamma(exponent) / root * (unit if c.is_real else sympy.expand(unit, complex=True))
    if not b:
        return {(place, 0): unit}
    z, big = sympy.Dummy("z"), sympy.Dummy("L")
    # M^-(z/m) is kept as exp(-z/m L), L = ln M
    value = sympy.loggamma(z / root) - z / root * (big + sympy.log(c))
    slopes = sympy.exp(value).diff(z, b) / sympy.exp(value)
    polynomial = sympy.Poly(sympy.expand(sympy.expand_func(slopes.subs(z, start)) * (-1) ** b), big)
    for (degree,), part in polynomial.terms():
        made[place, int(degree)] = sympy.expand(part * unit)
    return made


def _checked(notes: Notes, functional: _Functional, w: Formal, g: Formal, series: Formal, where: Tree) -> None:
    """Integration by parts: exp(-M w)(M w' h - h') integrates to nothing where h vanishes at both ends."""
    shape, place, near, t = where
    h = g.shifted(Fraction(1)) if g.lowest > -1 else g
    slopes = [transseries.derivative(of(each)).plain() for each in (w, h)]
    one, other = functional.of(slopes[0] * h), functional.of(slopes[1])
    residual = of(one.shifted(Fraction(-1))) + of(other.scaled(sympy.Integer(-1)))
    point = latex(place.point)
    notes.show(
        f"{WATSON} at t = {place.point}"
        + ("" if place.direction > 0 else ", from below")
        + f": {shape.phase}, {shape.rest}",
        rf"t={latex(near)},\quad \phi-\phi({point})={written(of(w))},\quad g={written(of(g))},"
        rf"\quad\int\to {written(of(series))},\ s=1/M,\ M={latex(LARGE**shape.power)}",
        r"Term by term, $\int_0^\infty e^{-cMv^m}v^a\,dv=\Gamma(\frac{a+1}{m})/(m(cM)^{(a+1)/m})$ (DLMF 2.3.7). "
        r"Checked by integration by parts, $\int e^{-Mw}(Mw'h-h')=0$ for $h=vg$.",
        residual,
    )
    del t
