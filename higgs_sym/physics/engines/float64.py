"""chi^-1 in float64, vectorised over the frequencies that share a layout of nodes.

Cost on one core of an AMD EPYC: 0.010 to 0.015 ms a frequency at T = 0, of which a root takes 0.1 microseconds and a
kernel as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND, keep_memory
from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.integrals.cold import Frame, Layout, h_scale, integrated, layout, middle, point_on_curve
from higgs_sym.physics.integrals.panels import LONGEST, RATIO, most_nodes
from higgs_sym.physics.kernel import Parameters
from higgs_sym.physics.roots import float64 as root_float64

ORDER = 20  # nodes per panel
CHUNK = 24_000  # nodes held at once: few enough for the cache, enough to hide Python
_CALL = 3000  # nodes that take as long as what Python adds to each evaluation
_TABLE = 256
_TINY = 1e-150
FRACTION = 1e-16

keep_memory()


def chi_inv(edge: Edge, omega: Any, kappa: float, vertex: bool, delta: Any = None) -> Any:
    """chi^-1 for a one-dimensional array of omega, real or in the upper half-plane; complex128.

    `delta` is omega - 2 eps_g where that is known better than from omega; then Re omega >= 0.
    """
    result = np.zeros(omega.shape, dtype=complex)
    negative = omega.real < 0  # chi^-1(-omega*) = conj chi^-1(omega)
    omega = np.where(negative, -omega.conj(), omega)
    omega = np.where(np.abs(omega) < _TINY, 0, omega)  # squares would underflow; chi^-1 is flat there
    if delta is None or not edge.gapped:
        delta = (omega - 2 * edge.eps_g) - 2 * edge.eps_low if edge.gapped else omega
    else:
        delta = delta + 0j
    with np.errstate(all="ignore"):
        lasts = _window_ends(edge, omega, delta, kappa)
        for where, members in by_layout(edge, omega, delta, kappa, lasts):
            size = 1 if where.kind in ("line", "vertical") else max(1, CHUNK // most_nodes(ORDER, *where[1:]))
            for start in range(0, len(members), size):
                part = members[start : start + size]
                frame = _frame(edge, omega[part], delta[part], kappa, vertex, where.kind)
                if where.kind == "above":
                    frame = frame._replace(last=lasts[part][:, None])
                result[part] = integrated(frame, where)[0].ravel()
    result.imag[omega.real == 0] = 0.0  # real on the Matsubara axis
    if edge.zeta == 0 and kappa == 0:
        result[omega == 2] = 0.0  # the pole sits at the threshold
    return np.where(negative, result.conj(), result)


def _frame(edge: Edge, omega: Any, delta: Any, kappa: float, vertex: bool, kind: str) -> Frame:
    if kind in ("below", "above"):
        omega, delta = omega.real[:, None], delta.real[:, None]
    else:
        omega, delta = omega[0], delta[0]
    at = Parameters(omega, edge.zeta, kappa, vertex, edge.gapped)
    return Frame(BACKEND, edge, delta, at, lambda points: root_float64.solve(edge, *points), ORDER)


def by_layout(edge: Edge, omega: Any, delta: Any, kappa: float, lasts: Any) -> Iterator[tuple[Layout, Any]]:
    """Layouts, and the places of the frequencies that share them; `lasts` are h at the end of their windows."""
    ends = np.arcsinh(lasts / h_scale(edge))
    apart = (omega.imag != 0) | (delta == 0) | (omega == 0)  # these one by one
    for k in np.flatnonzero(apart).tolist():
        yield layout(edge, complex(omega[k]), complex(delta[k]), kappa, FRACTION, partial(_known, float(ends[k]))), [k]
    places = np.flatnonzero(~apart)
    if not places.size:
        return
    counts = _counts(edge, omega.real[places], delta.real[places], kappa, ends[places])
    order = np.lexsort(counts)
    sorted_counts = counts[:, order]
    starts = np.flatnonzero(np.r_[True, (np.diff(sorted_counts) != 0).any(0)])
    rows = (tuple(row) for row in sorted_counts[:, starts].T.tolist())
    for (below, *counted), members in _joined(list(zip(rows, np.split(order, starts[1:]), strict=True))):
        yield Layout("below" if below else "above", *counted), places[members]


Counts = tuple[int, int, int, int]


def _joined(groups: list[tuple[Counts, Array]]) -> Iterator[tuple[Counts, Array]]:
    """Groups of frequencies by `_counts`; small ones are joined and take more nodes than they need."""
    where, members = groups[0]
    for one, some in groups[1:]:
        both: Counts = tuple(map(max, where, one))  # type: ignore[assignment]
        apart = len(members) * most_nodes(ORDER, *where[1:]) + len(some) * most_nodes(ORDER, *one[1:])
        if one[0] == where[0] and (len(members) + len(some)) * most_nodes(ORDER, *both[1:]) <= apart + _CALL:
            where, members = both, np.concatenate([members, some])
        else:
            yield where, members
            where, members = one, some
    yield where, members


def _window_ends(edge: Edge, omega: Any, delta: Array, kappa: float) -> Array:
    """The parameter h of the curve at the end of the window; 0 where there is none."""
    ends = np.zeros(omega.shape)
    window = delta.real > 0
    if window.any():
        frame = _frame(edge, omega, delta, kappa, True, "above")
        shift = delta.real[window]
        reach = np.where(omega.imag == 0, omega.real, delta.real + 2 * edge.eps_g)[window]
        ends[window] = middle(frame, reach, shift, partial(_roughly, edge))
    return ends


def _roughly(edge: Edge, target: Array) -> Array:
    """The parameter h of the curve at distances x - eps_g, to about a per cent."""
    if "curve" not in edge.tables:
        h = h_scale(edge) * np.geomspace(1e-8, 1e6, _TABLE)
        edge.tables["curve"] = np.log(point_on_curve(BACKEND, edge, h).distance), np.log(h)
    return np.exp(np.interp(np.log(target), *edge.tables["curve"]))


def _known(end: float, _omega: Number, _delta: Number) -> float:
    return end


def _counts(edge: Edge, omega: Array, delta: Array, kappa: float, ends: Number) -> Array:
    """`cold.layout` for arrays of real omega, delta != 0: rows (is below, fine, coarse, window) of integers."""
    below = (delta < 0) & edge.gapped
    own = np.sqrt(np.where(below, -delta / 2, np.minimum(np.abs(delta), omega))) if edge.gapped else np.cbrt(omega)
    fine = np.ceil(-_log4(_smallest_scale(edge, own)))
    far = np.maximum(omega, max(abs(edge.base_xi), kappa))
    coarse = np.ceil(np.maximum(0, _log4(np.where(below, max(1.0, kappa) ** 0.5, far))))
    window = np.where(below, 0, np.maximum(1, np.ceil(ends / LONGEST)))
    return np.array([below, fine, coarse, window]).astype(int)


def _log4(x: Any) -> Array:
    return np.log(x) / np.log(RATIO)


def _smallest_scale(edge: Edge, own: Array) -> Number:
    """`panels.smallest_scale` for an array of `own` > 0."""
    third, half = FRACTION ** (1 / 3), FRACTION ** (1 / 2)
    reach = np.minimum(own, 1)
    if not edge.gapped:
        width = edge.zeta2_minus_1**0.5
        return np.maximum(width, third * reach) if width else reach
    base = np.minimum(1, np.maximum(edge.m**0.5, third * reach))
    if edge.a:
        base = np.minimum(base, np.maximum(edge.a, half * reach))
    return np.minimum(base, np.maximum(own, (third if edge.a else half) * base))
