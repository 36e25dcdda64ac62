"""chi^-1 with n digits at many real frequencies, T = 0, one zeta and kappa: interpolation between single Gauss rules.

The variables are those of `scan.frequencies`, ln |omega - 2 eps_g| or, gapless, ln omega. On panels of length
LENGTHS the polynomial through n nodes is right to _RATES times n digits or more. Its values come from one Gauss rule
each, without the second rule that controls the error of a single value; and so do the values on panels that have too
few frequencies for a polynomial. A panel is used only if what it gives agrees, to DIGITS more than promised and in
either part, with values at some of the frequencies asked for that were computed under full error control. Rules are of
a lower order where at those even EASILY more digits agree. Frequencies on other panels are evaluated one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, NamedTuple

import flint

from higgs_sym import results
from higgs_sym.arithmetic.convert import to_fraction, to_mp
from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.engines import digits as error_control
from higgs_sym.physics.engines import flint as engine
from higgs_sym.physics.integrals import cold

FEWEST = 40  # frequencies; fewer are evaluated one by one
LENGTHS = {True: 1.0, False: 2.5}  # of panels above the threshold and below it, where singularities are farther
_RATES = {True: 0.6, False: 0.36}  # digits a node
DIGITS = 3  # more than promised, in the comparison
_LESS, _SURER = 0.93, 1.15  # orders of rules: the first where it has
EASILY = 2  # digits more than needed at the frequencies that are compared
_FEW = 8  # frequencies of a panel that are evaluated one by one
_GUARD = 22  # digits of the interpolation
_CHECKS = (0.31, 0.97)  # which of a panel's frequencies, besides the first


class Request(NamedTuple):
    """What the frequencies have in common."""

    zeta: Any
    kappa: Any
    digits: int
    vertex: bool

    def value(self, omega: Number) -> Any:
        """One value under error control, an mpc."""
        return engine.chi_inv(omega, self.zeta, self.kappa, self.digits + DIGITS, self.vertex)

    def nodes(self, above: bool) -> int:
        """Of a panel."""
        return math.ceil((self.digits + 10) / _RATES[above])


def values(omegas: Iterable[Number], zeta: Any, kappa: Number, digits: int, vertex: bool) -> dict[Any, Any]:
    """Exact real omega > 0 -> chi^-1 right to `digits` digits in either part, an mpc, where panels agreed."""
    request = Request(zeta, kappa, digits, vertex)
    found: dict[Any, Any] = {}
    with engine.precise(digits + _GUARD):
        sides: dict[bool, list[tuple[float, Any, Any]]] = {True: [], False: []}
        gapped = engine.tables(zeta, digits + _GUARD).edge.gapped
        for omega in set(omegas):
            delta = (
                engine.from_threshold(omega, zeta, digits + _GUARD) if gapped else engine.number(omega, digits + _GUARD)
            )
            if delta != 0:
                t = abs(delta).log()
                sides[bool(delta > 0)].append((float(t), t, omega))
        for above, points in sides.items():
            for panel in _panels(sorted(points, key=lambda point: point[0]), LENGTHS[above]):
                if len(panel) > _FEW:
                    found |= _on_panel(request, panel, above)
    return found


def _itself(omega: Number, _zeta: Number, wide: int) -> Number:
    return engine.number(omega, wide)


def _panels(points: list[tuple[float, Number, Number]], length: float) -> list[list[tuple[float, Any, Any]]]:
    """Points whose t lie together on a panel, counted from the last, where they are dense."""
    panels: list[list[tuple[float, Any, Any]]] = []
    for point in reversed(points):
        if not panels or panels[-1][0][0] - point[0] > length:
            panels.append([])
        panels[-1].append(point)
    return panels


def _on_panel(request: Request, panel: list[tuple[float, Any, Any]], above: bool) -> dict[Any, Any]:
    """The values on a panel, or nothing."""
    real = request.zeta < 1 and not above
    chosen = sorted({0, *(int(share * len(panel)) for share in _CHECKS)})
    expected = {panel[k][2]: request.value(panel[k][2]) for k in chosen}
    context = results.context(request.digits + _GUARD)

    def shown(value: Any) -> Any:
        return to_mp(flint.acb(value.real.mid(), 0 if real else value.imag.mid()), context)

    def least(effort: float) -> bool:
        return all(
            _same(shown(_rule(request, omega, effort)), exact, request.digits + EASILY)
            for omega, exact in expected.items()
        )

    effort = _LESS if least(_LESS) else _SURER
    if len(panel) > request.nodes(above) + len(_CHECKS) + 1:
        value = _polynomial(request, (panel[-1][0], panel[0][0]), above, effort)
        found = {omega: shown(value(t)) for _, t, omega in panel}
    else:
        found = {omega: shown(_rule(request, omega, effort)) for _, _, omega in panel}
    agreed = all(_same(found[omega], exact, request.digits) for omega, exact in expected.items())
    return found if agreed else {}


def _polynomial(request: Request, ends: tuple[float, float], above: bool, effort: float) -> Callable[[Any], Any]:
    """Through values at Chebyshev's nodes, by the barycentric formula."""
    low, high = ends
    count, wide = request.nodes(above), request.digits + _GUARD
    places, samples, weights = [], [], []
    for k in range(count):
        angle = flint.arb(flint.fmpq(2 * k + 1, 2 * count))
        t = ((high + low) / 2 + flint.arb(high - low) / 2 * angle.cos_pi()).mid()
        omega, t = _node(request.zeta, t, above, wide)
        places.append(t)
        weights.append((angle.sin_pi() * (-1) ** k).mid())
        samples.append(_rule(request, omega, effort))

    def value(t: Number) -> Any:
        parts = [w / (t - x).mid() for w, x in zip(weights, places, strict=True)]
        return sum((p * s for p, s in zip(parts, samples, strict=True)), flint.acb(0)) / sum(parts, flint.arb(0))

    return value


def _node(zeta: Any, t: Any, above: bool, wide: int) -> tuple[Fraction, Any]:
    """An exact omega next to t, and the t it has."""
    edge = engine.tables(zeta, wide).edge
    if not edge.gapped:
        omega = to_fraction(t.exp().mid())
        return omega, engine.number(omega, wide).log().mid()
    near = t.exp() if above else -t.exp()
    extra = max(0, math.ceil(-float(t) / math.log(10)))
    with engine.precise(wide + extra):
        omega = to_fraction((2 * engine.tables(zeta, wide + extra).edge.eps_g + near.mid()).mid())
    return omega, abs(engine.from_threshold(omega, zeta, wide)).log().mid()


def _rule(request: Request, omega: Fraction, effort: float) -> Any:
    """The value of one Gauss rule, an acb; its order is relative to the first of those that are controlled."""
    working = request.digits + error_control.GUARD
    with engine.precise(working):
        frame = engine.frame(omega, request.zeta, request.kappa, working, request.vertex)
        where = error_control.layout(frame, working)
        order = math.ceil(effort * error_control.first_order(working))
        found, _ = cold.integrated(frame._replace(order=order), where)
        return flint.acb(flint.acb(found).mid())


def _same(found: Any, expected: Number, digits: int) -> bool:
    tolerance = found.context.mpf(10) ** -(digits + DIGITS - 1)
    pairs = ((found.real, expected.real), (found.imag, expected.imag))
    return all(abs(one - two) <= tolerance * abs(two) for one, two in pairs)


def lookup(omegas: Iterable[Number], zeta: Number, kappa: Number, vertex: bool) -> Callable[[Any, int], Any]:
    """(omega, digits) -> the value, from a table that is made when the first one is asked for."""
    exact = [omega for omega in omegas if not isinstance(omega, tuple)]
    tables: dict[int, dict[Any, Any]] = {}

    def value(omega: Any, digits: int) -> Any:
        if digits not in tables:
            tables[digits] = values({abs(w) for w in exact}, zeta, kappa, digits, vertex)
        kept = None if isinstance(omega, tuple) else tables[digits].get(abs(omega))
        if kept is None:
            return engine.chi_inv(omega, zeta, kappa, digits, vertex)
        return kept.conjugate() if omega < 0 else kept

    return value
