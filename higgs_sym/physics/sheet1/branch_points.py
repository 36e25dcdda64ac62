"""Where chi^-1 is singular below the real axis."""

from __future__ import annotations

from typing import Any

from higgs_sym import inputs, results
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.errors import InputError
from higgs_sym.physics.edge import edge_mp, third_branch_point
from higgs_sym.quantity import promised


@promised
def branch_points(zeta: Number, digits: int | None = None) -> dict[int, tuple[Any, ...]]:
    r"""Branch points of chi^-1(omega) in the closed right half-plane Re omega >= 0, Im omega <= 0, by sheet.

    Parameters
    ----------
    zeta : real number
        Pair breaking Gamma/Delta > 0.
    digits : int, optional
        Correct decimal digits, 10 to 100; complex numbers if not given.

    Returns
    -------
    dict
        {0: (...), 1: (...)}. The mirror images -conj(omega) belong to the same sheets.

    Raises
    ------
    InputError
        For zeta <= 0 and digits out of range.

    Notes
    -----
    The root u(z) has branch points where :math:`r^3=\zeta`: :math:`e_k=(1-\zeta^{2/3}w^k)^{3/2}` with :math:`w=e^{2\pi
    i/3}`. Sheet 0 holds the threshold 2 eps_g; gapless, chi^-1 has none there. Sheet 1, reached through the cut, is
    singular where omega - eps_g (gapless: omega) or omega/2 meets a branch point of the continued root. Source: derived
    here.
    """
    checked = inputs.check_digits(digits)
    exact = inputs.energy("zeta", zeta, minimum=0)
    if not exact:
        raise InputError("zeta", zeta, "zeta > 0 (at zeta = 0 the only branch point is 2)")
    context = results.context((checked or 20) + 12)
    edge = edge_mp(exact, context)
    other = third_branch_point(MpBackend(context), edge)
    if edge.gapped:
        zero: tuple[Any, ...] = (2 * edge.eps_g,)
        one: tuple[Any, ...] = (2 * edge.eps_g, edge.eps_g + other, 2 * other)
    else:
        star = context.mpc(0, -edge.star)
        zero, one = (), (star, 2 * star, other, 2 * other)

    def shown(x: Real) -> Any:
        return complex(x) if checked is None else results.cplx(context.mpc(x), checked)

    return {0: tuple(map(shown, zero)), 1: tuple(map(shown, one))}
