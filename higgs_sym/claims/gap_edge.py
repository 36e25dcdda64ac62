"""Claims on the gap edge, against the energy at which the full spectral function stops being real.

The oracle knows no closed form of the edge: it brackets the energy by evaluating u, and accepts a value only
if it solves eps = u (1 - zeta/r), r = sqrt(1 - u^2), on the attracting branch |zeta/r^3| < 1. A mistaken edge
inside `spectral_u` could therefore not confirm itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym import inputs
from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.spectrum import spectral_u
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

GUARD = 8  # digits beyond those asked for
LOST = 12  # digits that the smallest zeta sampled can cost in a difference
NEAR = 1 / 1024
WEAK = Limit(r"\zeta\to 0^+,\ \zeta=x", lambda x: {"zeta": x}, ratio=8, samples=9)
CLOSING = Limit(r"\zeta\to 1^-,\ \zeta=1-x", lambda x: {"zeta": 1 - x}, ratio=8, samples=7)


class Edge:
    """Brackets the gap edge of one zeta to `digits` digits."""

    def __init__(self, zeta: Number, digits: int) -> None:
        if digits + GUARD > inputs.MAX_DIGITS:
            most = inputs.MAX_DIGITS - GUARD - LOST
            raise AccuracyError(f"the edge cannot be bracketed to {digits} digits; ask for at most {most}")
        self.context = MPContext()
        self.context.dps = 2 * digits + 2 * GUARD
        self.zeta = inputs.exact("zeta", zeta)
        self.number = inputs.to_mp(self.zeta, self.context)
        self.digits = digits
        self.low, self.high = self._bracket()

    def r(self, energy: Any) -> Any:
        """r(energy), after u has been put back into the equation that defines it."""
        digits = max(inputs.MIN_DIGITS, self.digits + GUARD)
        u = self.context.convert(spectral_u(energy, self.zeta, digits=digits))
        r = self.context.sqrt(1 - u * u)
        small = self.context.mpf(10) ** (1 - digits)
        steepness = self.number / abs(r) ** 3
        solves = abs(u * (1 - self.number / r) - energy) <= abs(u) * (1 + steepness) * small
        # At a distance h from the edge the two branches have steepness 1 -+ O(sqrt h).
        if not solves or steepness > 1 + self.context.sqrt(small) / 1000:
            where = self.context.nstr(energy, 15)
            raise AccuracyError(f"u at {where} is not the physical root; ask for fewer digits")
        return r

    def _bracket(self) -> tuple[Number, Number]:
        """Energies just below (r real) and just above (r complex) the edge.

        Above the edge (Im r)^2 vanishes linearly, so two points there point at it. Both sides of that guess
        are tried; halving takes over wherever the guess does not help.
        """
        low, high = self.context.zero, self.context.one
        above: list[tuple[Any, Any]] = []
        width = self.context.mpf(10) ** -self.digits
        while high - low > width * high:
            trials = [(low + high) / 2]
            if len(above) > 1:
                (e1, g1), (e2, g2) = above[-2:]
                guess = e2 - g2 * (e2 - e1) / (g2 - g1)
                trials += [guess + side * NEAR * (high - guess) for side in (1, -1)]
            for energy in trials:
                if not low < energy < high:
                    continue
                complexity = self.context.im(self.r(energy)) ** 2
                if complexity:
                    high = energy
                    above.append((energy, complexity))
                else:
                    low = energy
        return low, high


@lru_cache(maxsize=256)
def _edge(zeta: Number, digits: int) -> Edge:
    """One search serves every claim; it is precise enough for 1 - eps_g and r - zeta/2 to keep `digits` digits."""
    return Edge(zeta, digits + LOST)


@CLAIMS.register(
    id="eq:10:weak",
    title="Astroid relation for weak pair breaking",
    statement=r"$\epsilon_g=\Delta(1-\zeta^{2/3})^{3/2}$ exactly; $\epsilon_g\to\Delta$ as $\zeta\to 0$.",
    formula="eq:10",
    oracle_text=r"the energy at which the full $u(\epsilon)$ stops being real, bracketed",
    limit=WEAK,
    order="0",
    exact=True,
    derivation="d:gap",
)
@CLAIMS.register(
    id="eq:10:closing",
    title="Astroid relation where the gap closes",
    statement=r"$\epsilon_g=\Delta(1-\zeta^{2/3})^{3/2}$ exactly; the gap closes as $(1-\zeta)^{3/2}$.",
    formula="eq:10",
    oracle_text=r"the energy at which the full $u(\epsilon)$ stops being real, bracketed",
    limit=CLOSING,
    order="3/2",
    exact=True,
    derivation="d:gap",
)
def edge_energy(variables: Mapping[str, Any], digits: int) -> Number:
    """eps_g."""
    return _edge(variables["zeta"], digits).low


@CLAIMS.register(
    id="gap:deficit:weak",
    title="The gap is non-analytic in the pair-breaking rate",
    statement=r"$\Delta-\epsilon_g\simeq\frac32\Delta\,\zeta^{2/3}$: no finite order in $\Gamma$ gives it.",
    formula="gap:deficit",
    oracle_text=r"1 minus the energy at which the full $u(\epsilon)$ stops being real, bracketed",
    limit=WEAK,
    order="2/3",
    derivation="d:gap-deficit",
)
def edge_deficit(variables: Mapping[str, Any], digits: int) -> Number:
    """1 - eps_g."""
    return 1 - _edge(variables["zeta"], digits).low


@CLAIMS.register(
    id="eq:12:weak",
    title="The constant imaginary part of the spectral function",
    statement=r"At the edge $\eta=i\gamma\Delta$ with $\gamma\simeq\zeta^{1/3}$ for weak pair breaking.",
    formula="eq:12",
    oracle_text=r"$r-\zeta/2=\eta/(i\Delta)$ from the full $u(\epsilon)$ at the bracketed edge",
    limit=WEAK,
    order="1/3",
)
@CLAIMS.register(
    id="eq:12:eta:weak",
    title="The constant imaginary part of the spectral function, exactly",
    statement=r"At the edge $\eta=i\gamma\Delta$ with $\gamma=\zeta^{1/3}-\zeta/2$ for every $\zeta\le 1$.",
    formula="eq:12:eta",
    oracle_text=r"$r-\zeta/2=\eta/(i\Delta)$ from the full $u(\epsilon)$ at the bracketed edge",
    limit=WEAK,
    order="1/3",
    exact=True,
)
def eta_at_edge(variables: Mapping[str, Any], digits: int) -> Any:
    """eta/(i Delta) = r - zeta/2 at the edge; just above it Re r is analytic in the energy, Im r its root."""
    edge = _edge(variables["zeta"], digits)
    return edge.context.re(edge.r(edge.high)) - edge.number / 2
