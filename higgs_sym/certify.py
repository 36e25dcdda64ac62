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

import flint

from higgs_sym import inputs
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Input
from higgs_sym.errors import AccuracyError, InputError, UndecidedError
from higgs_sym.physics import poles
from higgs_sym.physics.balls import engine, given, pole, root_paths, sheets, thermal
from higgs_sym.physics.balls import problem as ball_problem
from higgs_sym.physics.balls.until import MAX_DIGITS as MAX_DIGITS
from higgs_sym.physics.balls.until import checked, proved, reflected
from higgs_sym.physics.edge import on_edge
from higgs_sym.physics.symmetry import reduced, righted
from higgs_sym.quantity import promised, sheet_number, truth


@promised
def chi_inv(
    omega: Input,
    zeta: Input,
    *,
    kappa: Input = 0,
    T: Input = 0,
    digits: int = 30,
    vertex: bool = True,
    sheet: int | None = None,
) -> flint.acb:
    """A ball that contains the inverse amplitude susceptibility.

    Parameters
    ----------
    omega, zeta, kappa, T : exact number or ball
        As for `higgs_sym.chi_inv` (units of Delta; omega real or in the upper half-plane; with sheet = 0 or 1 and T = 0
        also below).
    digits : int
        Correct digits in the real and in the imaginary part, 10 to 250.
    vertex : bool
        Keep the pair-breaking vertex correction.
    sheet : {0, 1}, optional
        Sheet 1 is defined in `physics.balls.sheets`; there zeta > 0, zeta != 1.

    Returns
    -------
    acb
        For real omega <= 2 eps_g and T = 0 its imaginary part is exactly 0.

    Raises
    ------
    InputError
        For bad input.
    AccuracyError
        Where a ball leaves the side of a threshold open, a branch point or pole is too near, or the digits are not
        reached.

    Notes
    -----
    Source: DzeroKamenev2025, Eqs. (18), (19).
    """
    keep, on = truth("vertex", vertex), sheet_number(sheet)
    z, k = given.real("zeta", zeta), given.real("kappa", kappa)
    heat = (given.real if on is None else given.cold)("T", T)
    cold = not given.is_ball(heat) and heat == 0
    asked = given.frequency("omega", omega, on)
    exact = given.are_exact(asked, z, k, heat)
    with flint_precision(convert.bits(MAX_DIGITS + 40)):
        w, conjugate, real, zero = reduced(asked, z, k, on)
    if zero:
        return flint.acb(0)
    if on == 1 and isinstance(w, tuple) and w[0] == 0:
        # gapless and on the negative imaginary axis all roots have u imaginary and r real, and K is real
        real = bool(given.arb(z) > 1)
    at_threshold = exact and not isinstance(w, tuple) and on_edge(w / 2, z)

    def value() -> Ball:
        if on == 1:
            found = sheets.chi_inv_sheet_1(given.acb(w), given.arb(z), given.arb(k), keep)
        else:
            p = ball_problem.problem(given.acb(w), given.arb(z), given.arb(k), keep, at_threshold)
            found = engine.chi_inv(p) if cold else thermal.chi_inv(p, given.arb(heat))
        return flint.acb(found.real) if real else found

    name = "chi_inv on sheet 1" if on == 1 else "chi_inv"
    found = proved(value, name, digits, exact, (omega, zeta, kappa) if cold else (omega, zeta, kappa, T))
    return reflected(found) if conjugate else found


@promised
def chi(
    omega: Input,
    zeta: Input,
    *,
    kappa: Input = 0,
    T: Input = 0,
    digits: int = 30,
    vertex: bool = True,
    sheet: int | None = None,
) -> flint.acb:
    """A ball that contains the amplitude susceptibility 1/chi_inv.

    Parameters
    ----------
    omega, zeta, kappa, T, digits, vertex, sheet
        As for `chi_inv`.

    Returns
    -------
    acb
        The ball.

    Raises
    ------
    InputError, AccuracyError
        As for `chi_inv`.
    """
    inverse = chi_inv(omega, zeta, kappa=kappa, T=T, digits=checked(digits) + 3, vertex=vertex, sheet=sheet)
    with flint_precision(convert.bits(digits + 20)):
        value = 1 / inverse
    if not value.is_finite():
        raise AccuracyError("chi: the ball of chi_inv contains 0; move away from the pole or use smaller balls")
    return value


@promised
def gap(zeta: Input, digits: int = 30) -> flint.arb:
    """A ball that contains eps_g/Delta, exactly 0 in the gapless state.

    Parameters
    ----------
    zeta : exact number or ball
        Pair breaking Gamma/Delta >= 0.
    digits : int
        Correct digits, 10 to 250.

    Returns
    -------
    arb
        The ball. Source: DzeroKamenev2025, Eq. (10).
    """
    z = given.real("zeta", zeta)
    return proved(lambda: ball_problem.edge_ball(given.arb(z)).eps_g, "gap", digits, not given.is_ball(z), (zeta,))


@promised
def threshold_residue(zeta: Input, *, kappa: Input = 0, digits: int = 30, vertex: bool = True) -> flint.arb:
    r"""A ball that contains :math:`R=\chi^{-1}(2\varepsilon_g)`, the weight of the long-time tail being 1/R^2.

    Parameters
    ----------
    zeta, kappa : exact number or ball
        Pair breaking, 0 <= zeta < 1, and momentum.
    digits : int
        Correct digits, 10 to 250.
    vertex : bool
        Keep the pair-breaking vertex correction.

    Returns
    -------
    arb
        The ball.

    Raises
    ------
    InputError
        For zeta outside of its range.
    """
    z, k = given.real("zeta", zeta), given.real("kappa", kappa)
    if not z < 1:
        raise InputError("zeta", zeta, "0 <= zeta < 1 (there is no threshold in the gapless state)")

    def value() -> Ball:
        ball = given.arb(z)
        omega = 2 * ball_problem.edge_ball(ball).eps_g
        return engine.chi_inv(ball_problem.problem(flint.acb(omega), ball, given.arb(k), vertex, True)).real

    if z == 0 and k == 0:
        return flint.arb(0)
    return proved(value, "threshold_residue", digits, not (given.is_ball(z) or given.is_ball(k)), (zeta, kappa))


@promised
def ringdown_pole(zeta: Input, *, kappa: Input = 0, digits: int = 30) -> flint.acb:
    """A ball around exactly one pole of chi on sheet 1, the one next to `higgs_sym.ringdown_pole`.

    Parameters
    ----------
    zeta, kappa : exact number
        0 < zeta < 1 and kappa >= 0. At kappa = 0 the pole is proved for zeta >= 0.07; closer to zero a branch point
        lies next to the line from the threshold.
    digits : int
        Correct digits in the real and in the imaginary part, 10 to 250.

    Returns
    -------
    acb
        The ball.

    Raises
    ------
    InputError, AccuracyError
        For bad input, and where the pole could not be proved or the digits not reached.

    Notes
    -----
    Source: derived here; what is proved stands in `physics.balls.pole`.
    """
    z, k = inputs.energy("zeta", zeta, minimum=0), inputs.energy("kappa", kappa, minimum=0)
    near = poles.ringdown_pole(z, kappa=k, digits=min(checked(digits) + 3, poles.MAX_DIGITS)).frequency

    def value() -> Ball:
        start = flint.acb(flint.arb(near.real).mid(), flint.arb(near.imag).mid())
        goal = float(min(abs(near.real), abs(near.imag))) * 10.0 ** -(digits + 1)
        with flint_precision(flint.ctx.prec + pole.EXTRA_BITS):
            ball, width = given.arb(z), given.arb(k)
            return pole.zero_near(lambda w: sheets.chi_inv_sheet_1(w, ball, width, True), start, goal)

    return proved(value, "ringdown_pole", digits, True, (zeta, kappa))


@promised
def spectral_u(z: Input, zeta: Input, digits: int = 30) -> flint.acb:
    """A ball that contains the physical root u(z).

    Parameters
    ----------
    z, zeta : exact number or ball
        Energy with Im z >= 0, and pair breaking >= 0, both over Delta.
    digits : int
        Correct digits in the real and in the imaginary part, 10 to 250.

    Returns
    -------
    acb
        The ball. Source: DzeroKamenev2025, Eq. (6).
    """
    energy, parameter = given.frequency("z", z), given.real("zeta", zeta)
    exact = not (given.is_ball(energy) or given.is_ball(parameter))
    flip, energy = righted(energy)
    on_axis = isinstance(energy, tuple) and energy[0] == 0

    def value() -> Ball:
        u = flint.acb(_root(energy, parameter)[0])
        return flint.acb(0, u.imag) if on_axis else u  # imaginary on the Matsubara axis, by reflection

    found = proved(value, "spectral_u", digits, exact, (z, zeta))
    return reflected(found, -1) if flip else found


@promised
def dos(eps: Input, zeta: Input, digits: int = 30) -> flint.arb:
    """A ball that contains the density of states over the normal one; exactly 0 in the gap.

    Parameters
    ----------
    eps, zeta : exact number or ball
        Real energy, and pair breaking >= 0, both over Delta.
    digits : int
        Correct digits, 10 to 250.

    Returns
    -------
    arb
        The ball. Source: AbrikosovGorkov1961.
    """
    energy, parameter = given.real("eps", eps, None), given.real("zeta", zeta)
    exact = not (given.is_ball(energy) or given.is_ball(parameter))
    _, energy = righted(energy)

    def value() -> Ball:
        u, r = _root(energy, parameter)
        return flint.arb(0) if u.imag == 0 and r.imag == 0 else (u / r).imag  # u is real at zeta = 0 as well

    return proved(value, "dos", digits, exact, (eps, zeta))


def _root(energy: Ball, zeta: Ball) -> tuple[Ball, Ball]:
    """Certified (u, r) at one energy with Re >= 0."""
    edge = ball_problem.edge_ball(given.arb(zeta))
    z = given.acb(energy)
    real = z.imag == 0
    if edge.zeta == 0 and real and z.real == 1:
        raise InputError("eps", 1, "any energy but the edge itself at zeta = 0")
    if (
        edge.gapped
        and not (given.is_ball(energy) or given.is_ball(zeta))
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
