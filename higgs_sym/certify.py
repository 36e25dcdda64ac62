"""Balls that provably contain the value: `chi_inv`, `chi`, `spectral_u`, `gap`, `dos`, `threshold_residue`, and
`ringdown_pole`.

Every function returns a python-flint ball (`arb` or `acb`) whose radius is a proof, not an estimate. What is proved and
how stands beside the code: roots and branches in `physics.balls.root`, `balls.root_edge`, `balls.root_gap`; integrals
at T = 0 in `balls.engine` and `balls.window`, T > 0 in `balls.thermal` (above the real axis), `balls.thermal_axis` and
`balls.matsubara`, infinite ranges in `balls.far`, the second sheet in `balls.sheets` and `balls.chain`.

Parameters are exact numbers as everywhere in the package (int, str, Fraction, float = the double it is, ...), or balls:
then the result contains the value for every parameter inside. `digits` is a promise for exact parameters: the relative
radius of the real and of the imaginary part is below 10^-digits, each for itself, or AccuracyError says what was
reached. For balls the radius is what the parameters allow, and digits only sets the working precision.

python-flint's precision is global and is held under a lock while a function runs; other threads wait.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, InputError, UndecidedError
from higgs_sym.physics import poles
from higgs_sym.physics.balls import engine, pole, root_paths, sheets, thermal
from higgs_sym.physics.balls import problem as ball_problem
from higgs_sym.physics.edge import on_edge
from higgs_sym.physics.spectrum import upper_exact
from higgs_sym.promise import promised

MAX_DIGITS = 250  # radii of roots are doubles: beyond 1e-290 they cannot shrink
_TRIES = 5


@promised
def chi_inv(
    omega: Any,
    zeta: Any,
    *,
    kappa: Any = 0,
    T: Any = 0,
    digits: int = 30,
    vertex: bool = True,
    sheet: int | None = None,
) -> flint.acb:
    """A ball that contains the inverse amplitude susceptibility.

    Parameters as for `higgs_sym.chi_inv` (units of Delta; omega real or in the upper half-plane; with sheet = 0 or 1
    and T = 0 also below), each exact or a ball; digits from 10 to 250. Sheet 1 is defined in `physics.balls.sheets`;
    there zeta > 0, zeta != 1. Returns an acb; for real omega <= 2 eps_g and T = 0 its imaginary part is exactly 0.
    Raises InputError for bad input and AccuracyError where a ball leaves the side of a threshold open, a branch point
    or pole is too near, or the digits are not reached. Source: DzeroKamenev2025, Eqs. (18), (19).
    """
    if not isinstance(vertex, bool):
        raise InputError("vertex", vertex, "True or False")
    z, k, heat = _real("zeta", zeta), _real("kappa", kappa), _real("T", T)
    cold = not _is_ball(heat) and heat == 0
    if sheet is not None:
        if not cold:
            raise InputError("T", T, "0 when a sheet is given")
        below = _below(omega, sheet)
        if sheet == 1:
            return _sheet_1(below, z, k, digits, vertex, (omega, zeta, kappa))
        if below is not None:
            return _reflected(chi_inv(_conjugate(below), zeta, kappa=kappa, digits=digits, vertex=vertex))
    w = _frequency(omega)
    exact = not any(_is_ball(x) for x in (w, z, k, heat))
    flip, w = _mirror(w)
    if exact and z == 0 and k == 0 and w == 2:
        return flint.acb(0)
    on_axis = isinstance(w, tuple) and w[0] == 0
    at_threshold = exact and not isinstance(w, tuple) and on_edge(w / 2, z)

    def compute() -> Any:
        p = ball_problem.problem(_acb(w), _arb(z), _arb(k), vertex, at_threshold)
        value = engine.chi_inv(p) if cold else thermal.chi_inv(p, _arb(heat))
        return flint.acb(value.real) if on_axis else value  # real on the Matsubara axis, by reflection

    value = _until(compute, "chi_inv", digits, exact, (omega, zeta, kappa) if cold else (omega, zeta, kappa, T))
    return _reflected(value) if flip else value


def _below(omega: Any, sheet: Any) -> Any:
    """omega as a ball or an exact pair if Im omega < 0, else None; on sheet 1 that is an error."""
    if isinstance(sheet, bool) or sheet not in (0, 1):
        raise InputError("sheet", sheet, "None, 0 or 1")
    if _is_ball(omega):
        number: Any = flint.acb(omega)
        lower = number.is_finite() and number.imag < 0
    else:
        number = inputs.exact("omega", omega)
        lower = inputs.is_complex(number) and number[1] < 0
    if sheet == 1 and not lower:
        raise InputError("omega", omega, "numbers with Im < 0 on sheet 1")
    return number if lower else None


def _conjugate(x: Any) -> Any:
    return x.conjugate() if _is_ball(x) else (x[0], -x[1])


def _sheet_1(w: Any, zeta: Any, kappa: Any, digits: int, vertex: bool, given: tuple[Any, ...]) -> flint.acb:
    exact = not any(_is_ball(x) for x in (w, zeta, kappa))
    flip, w = _mirror(w)

    # gapless and on the negative imaginary axis all roots have u imaginary and r real, and K is real
    real = isinstance(w, tuple) and w[0] == 0 and bool(_arb(zeta) > 1)

    def compute() -> Any:
        value = sheets.chi_inv_sheet_1(_acb(w), _arb(zeta), _arb(kappa), vertex)
        return flint.acb(value.real) if real else value

    value = _until(compute, "chi_inv on sheet 1", digits, exact, given)
    return _reflected(value) if flip else value


@promised
def chi(
    omega: Any,
    zeta: Any,
    *,
    kappa: Any = 0,
    T: Any = 0,
    digits: int = 30,
    vertex: bool = True,
    sheet: int | None = None,
) -> flint.acb:
    """A ball that contains the amplitude susceptibility 1/chi_inv; parameters and errors as for `chi_inv`."""
    inverse = chi_inv(omega, zeta, kappa=kappa, T=T, digits=_digits(digits) + 3, vertex=vertex, sheet=sheet)
    with flint_precision(convert.bits(digits + 20)):
        value = 1 / inverse
    if not value.is_finite():
        raise AccuracyError("chi: the ball of chi_inv contains 0; move away from the pole or use smaller balls")
    return value


@promised
def gap(zeta: Any, digits: int = 30) -> flint.arb:
    """A ball that contains eps_g/Delta, exactly 0 in the gapless state. Source: DzeroKamenev2025, Eq. (10)."""
    z = _real("zeta", zeta)
    return _until(lambda: ball_problem.edge_ball(_arb(z)).eps_g, "gap", digits, not _is_ball(z), (zeta,))


@promised
def threshold_residue(zeta: Any, *, kappa: Any = 0, digits: int = 30, vertex: bool = True) -> flint.arb:
    """A ball that contains R = chi^-1(2 eps_g), which sets the weight 1/R^2 of the long-time tail of chi(t).

    Needs 0 <= zeta < 1. Raises InputError otherwise.
    """
    z, k = _real("zeta", zeta), _real("kappa", kappa)
    if not z < 1:
        raise InputError("zeta", zeta, "0 <= zeta < 1 (there is no threshold in the gapless state)")

    def compute() -> Any:
        ball = _arb(z)
        omega = 2 * ball_problem.edge_ball(ball).eps_g
        return engine.chi_inv(ball_problem.problem(flint.acb(omega), ball, _arb(k), vertex, True)).real

    if z == 0 and k == 0:
        return flint.arb(0)
    return _until(compute, "threshold_residue", digits, not (_is_ball(z) or _is_ball(k)), (zeta, kappa))


@promised
def ringdown_pole(zeta: Any, *, kappa: Any = 0, digits: int = 30) -> flint.acb:
    """A ball around exactly one pole of chi on sheet 1, the one next to `higgs_sym.ringdown_pole`.

    Parameters: exact 0 < zeta < 1 and kappa >= 0; digits from 10 to 250, in the real and in the imaginary part. Raises
    InputError and AccuracyError. Source: derived here; what is proved stands in `physics.balls.pole`.
    """
    z, k = inputs.energy("zeta", zeta, minimum=0), inputs.energy("kappa", kappa, minimum=0)
    near = poles.ringdown_pole(z, kappa=k, digits=min(_digits(digits) + 3, poles.MAX_DIGITS)).frequency

    def compute() -> Any:
        start = flint.acb(flint.arb(near.real).mid(), flint.arb(near.imag).mid())
        goal = float(min(abs(near.real), abs(near.imag))) * 10.0 ** -(digits + 1)
        with flint_precision(flint.ctx.prec + pole.EXTRA_BITS):
            ball, width = _arb(z), _arb(k)
            return pole.zero_near(lambda w: sheets.chi_inv_sheet_1(w, ball, width, True), start, goal)

    return _until(compute, "ringdown_pole", digits, True, (zeta, kappa))


@promised
def spectral_u(z: Any, zeta: Any, digits: int = 30) -> flint.acb:
    """A ball that contains the physical root u(z), Im z >= 0. Source: DzeroKamenev2025, Eq. (6)."""
    energy, parameter = _frequency(z, "z"), _real("zeta", zeta)
    exact = not (_is_ball(energy) or _is_ball(parameter))
    flip, energy = _mirror(energy)
    on_axis = isinstance(energy, tuple) and energy[0] == 0

    def compute() -> Any:
        u = flint.acb(_root(energy, parameter)[0])
        return flint.acb(0, u.imag) if on_axis else u  # imaginary on the Matsubara axis, by reflection

    value = _until(compute, "spectral_u", digits, exact, (z, zeta))
    return _reflected(value, -1) if flip else value


@promised
def dos(eps: Any, zeta: Any, digits: int = 30) -> flint.arb:
    """A ball that contains the density of states over the normal one; exactly 0 in the gap.

    Source: AbrikosovGorkov1961.
    """
    energy, parameter = _real("eps", eps, None), _real("zeta", zeta)
    exact = not (_is_ball(energy) or _is_ball(parameter))
    _, energy = _mirror(energy)

    def compute() -> Any:
        u, r = _root(energy, parameter)
        return flint.arb(0) if u.imag == 0 and r.imag == 0 else (u / r).imag  # u is real at zeta = 0 as well

    return _until(compute, "dos", digits, exact, (eps, zeta))


def _root(energy: Any, zeta: Any) -> tuple[Any, Any]:
    """Certified (u, r) at one energy with Re >= 0."""
    edge = ball_problem.edge_ball(_arb(zeta))
    z = _acb(energy)
    real = z.imag == 0
    if edge.zeta == 0 and real and z.real == 1:
        raise InputError("eps", 1, "any energy but the edge itself at zeta = 0")
    if (
        edge.gapped
        and not (_is_ball(energy) or _is_ball(zeta))
        and not isinstance(energy, tuple)
        and on_edge(energy, zeta)
    ):
        return flint.acb(edge.u_g), flint.acb(edge.a)
    if real and edge.gapped:
        below = z.real - edge.eps_g
        if not (below < 0 or below > 0):
            raise UndecidedError(
                "the energy ball contains the gap edge: gap or continuum is undecided; use a smaller ball"
            )
    if not edge.gapped and z == 0:
        u = flint.acb(0, edge.zeta2_minus_1.sqrt())
        return u, flint.acb(edge.zeta)
    found = root_paths.root_at(edge, z)
    return found.u, found.r


def _reflected(value: Any, sign: int = 1) -> Any:
    """sign times the conjugate, not rounded to whatever precision happens to be set."""
    with flint_precision(convert.bits(MAX_DIGITS + 40)):
        return sign * value.conjugate()


def _digits(digits: Any) -> int:
    checked = inputs.check_digits(digits, MAX_DIGITS)
    if checked is None:
        raise InputError("digits", digits, f"an integer from {inputs.MIN_DIGITS} to {MAX_DIGITS}")
    return checked


def _until(compute: Any, name: str, digits: int, exact: bool, given: tuple[Any, ...]) -> Any:
    """Raise the working precision until the promise holds; for ball parameters compute once, or twice."""
    wanted = _digits(digits)
    bits = convert.bits(wanted + 6)
    reached = 0
    for left in reversed(range(_TRIES if exact else 2)):
        try:
            with flint_precision(bits):
                value = compute()
        except UndecidedError:  # cheap: no integral has been tried
            if not exact or not left:
                raise
            bits *= 3
            continue
        if value.is_finite():
            if not exact:
                return value
            reached = max(0, _accuracy(value))  # of a ball around 0 it is no number of bits to ask for
            if reached >= wanted:
                return value
            bits += convert.bits(wanted - reached + 6)
        else:
            bits = int(bits * 1.6) + 32
    shown = ", ".join(str(x) for x in given)
    raise AccuracyError(
        f"certify.{name}({shown}) proved {max(0, reached)} of {digits} digits; "
        "use smaller balls or ask for fewer digits"
    )


def _accuracy(value: Any) -> int:
    """Proven relative digits of the worse part; an exactly zero part has them all."""
    parts = (value.real, value.imag) if isinstance(value, flint.acb) else (value,)
    return min(10**6 if part == 0 else convert.digits(part.rel_accuracy_bits()) for part in parts)


def _is_ball(x: Any) -> bool:
    return isinstance(x, (flint.arb, flint.acb))


def _real(name: str, x: Any, minimum: int | None = 0) -> Any:
    if isinstance(x, flint.arb):
        if not x.is_finite() or (minimum is not None and not x >= minimum):
            raise InputError(name, x, "a finite ball" + ("" if minimum is None else f" of numbers >= {minimum}"))
        return _moderate(name, x)
    return inputs.energy(name, x, minimum=minimum)


def _moderate(name: str, ball: Any) -> Any:
    """A ball, refused beyond the sizes accepted for exact numbers."""
    for part in (ball.real, ball.imag) if isinstance(ball, flint.acb) else (ball,):
        tiny = not may_be(part) and not part.abs_lower() >= inputs.SMALLEST
        if tiny or not part.abs_upper() <= inputs.LARGEST:
            raise InputError(name, ball, f"a ball of numbers of a size from {inputs.SMALLEST:g} to {inputs.LARGEST:g}")
    return ball


def _frequency(x: Any, name: str = "omega") -> Any:
    if isinstance(x, tuple):
        return x
    if isinstance(x, flint.arb):
        x = flint.acb(x)
    if isinstance(x, flint.acb):
        if not x.is_finite() or not x.imag >= 0:
            raise InputError(name, x, "a finite ball with Im >= 0")
        return _moderate(name, x)
    return upper_exact(name, x)


def _mirror(x: Any) -> tuple[bool, Any]:
    """Reflect to Re >= 0: f(-conj x) = conj f(x). Balls across the imaginary axis stay as they are."""
    if _is_ball(x):
        ball = flint.acb(x)
        return (True, flint.acb(-ball.real, ball.imag)) if ball.real < 0 else (False, ball)
    if isinstance(x, tuple):
        return (True, (-x[0], x[1])) if x[0] < 0 else (False, x)
    return (True, -x) if x < 0 else (False, x)


def _arb(x: Any) -> Any:
    """An exact number as an arb at the current precision."""
    if isinstance(x, flint.arb):
        return x
    if isinstance(x, Fraction):
        return convert.to_arb(x)
    # an irrational SymPy number: evaluated with guard digits, the last of which are given away as radius
    value = inputs.to_mp(x, results.context(convert.digits(flint.ctx.prec) + 15))
    return flint.arb(value, abs(flint.arb(value)) * flint.arb(2) ** (-flint.ctx.prec - 10))


def _acb(x: Any) -> Any:
    if isinstance(x, flint.acb):
        return x
    if isinstance(x, tuple):
        return flint.acb(_arb(x[0]), _arb(x[1]))
    return flint.acb(_arb(x))
