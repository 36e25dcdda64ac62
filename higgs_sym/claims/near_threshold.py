"""Claims on chi^-1 just above 2 eps_g with pair breaking, against the full integral at q = 0.

Three limits: the threshold at fixed zeta; zeta -> 0 at a fixed place in the window that pair breaking opens,
(omega - 2 eps_g)/(Delta zeta^(2/3)) = 1; and zeta -> 0 faster than the distance from the threshold.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym import inputs
from higgs_sym.arithmetic.types import Number
from higgs_sym.claims import _balls
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Kind, Limit
from higgs_sym.registry import CLAIMS

REAL = r"$\mathrm{Re}\,\chi^{-1}(2\epsilon_g+\delta)$ from the full integral, $q=0$"
IMAGINARY = r"$\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)$ from the full integral, $q=0$"
AT_TENTH = Limit(r"\delta\to 0^+,\ \zeta=1/10", lambda x: {"delta": x, "zeta": "1/10"}, ratio=8, samples=9)
AT_THREE_TENTHS = Limit(r"\delta\to 0^+,\ \zeta=3/10", lambda x: {"delta": x, "zeta": "3/10"}, ratio=8, samples=9)
AT_NINE_TENTHS = Limit(r"\delta\to 0^+,\ \zeta=9/10", lambda x: {"delta": x, "zeta": "9/10"}, "1/512", 8, 8)
SCALING = Limit(r"\delta=\zeta^{2/3}=x^2,\ x\to 0^+", lambda x: {"delta": x**2, "zeta": x**3}, samples=9)
BCS = Limit(r"\delta=x,\ \zeta=x^3,\ x\to 0^+", lambda x: {"delta": x, "zeta": x**3}, samples=9)
BARE = IMAGINARY + ", with the kernel that lacks the pair-breaking vertex correction"
ONSET = r"$\mathrm{Im}\,\chi^{-1}\simeq-\frac{\pi}{24}(\omega-2\epsilon_g)^2/(\Gamma\epsilon_g)$ at $2\epsilon_g$."
WITHOUT = (
    r"Without vertex correction the coefficient of the onset is $(1-\zeta^{2/3})/(1-\frac12\zeta^{2/3})$ times "
    r"the full one."
)
LINEAR = r"$\mathrm{Im}\,\chi^{-1}=-\frac{\pi}{2}(S_g-\gamma)$ starts linearly at $2\epsilon_g$."


@lru_cache(maxsize=512)
def _chi_inv(delta: Any, zeta: Any, digits: int, vertex: bool = True) -> Any:
    """chi^-1(2 eps_g + delta); the sum is formed with enough digits to keep delta's own."""
    context = MPContext()
    context.dps = digits + 60
    distance = inputs.to_mp(inputs.exact("delta", delta), context)
    needed = digits + 3 - int(context.floor(context.log10(distance)))
    if needed > inputs.MAX_DIGITS:
        raise AccuracyError(f"2 eps_g + {context.nstr(delta, 3)} to {digits} digits; ask for fewer digits")
    omega = 2 * context.convert(gap(zeta, digits=max(inputs.MIN_DIGITS, needed))) + distance
    return chi_inv(omega, zeta, digits=digits, vertex=vertex)


@CLAIMS.register(
    id="eq:22:onset",
    title="Linear onset of Im chi^-1",
    statement=LINEAR,
    formula="eq:22",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_TENTH,
    terms=1,
    order="1",
    expectation=Kind.WRONG_ORDER,
    corrected_by="threshold:im",
    remark="$r$ stays finite at both gap edges, so no denominator vanishes there and the onset is quadratic.",
)
@CLAIMS.register(
    id="eq:22:scaling",
    title="Im chi^-1 inside the window opened by weak pair breaking",
    statement=LINEAR,
    formula="eq:22",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=SCALING,
    terms=1,
    order="1",
    expectation=Kind.WRONG_PREFACTOR,
    remark=r"The power of $\zeta$ is right, its factor of $(\omega-2\epsilon_g)/(\gamma^2\epsilon_g)$ is another one.",
)
@CLAIMS.register(
    id="eq:22:bcs",
    title="Im chi^-1 recovers BCS when pair breaking vanishes first",
    statement=LINEAR,
    formula="eq:22",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=BCS,
    terms=1,
    order="1/2",
)
@CLAIMS.register(
    id="eq:22:eta:onset",
    title="Linear onset of Im chi^-1, second reading of gamma",
    statement=LINEAR,
    formula="eq:22:eta",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_TENTH,
    order="1",
    expectation=Kind.WRONG_ORDER,
    corrected_by="threshold:im",
)
@CLAIMS.register(
    id="threshold:im:1/10",
    title="Quadratic onset of Im chi^-1 at weak pair breaking",
    statement=ONSET,
    formula="threshold:im",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_TENTH,
    order="2",
    derivation="d:threshold",
)
@CLAIMS.register(
    id="threshold:im:3/10",
    title="Quadratic onset of Im chi^-1",
    statement=ONSET,
    formula="threshold:im",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_THREE_TENTHS,
    order="2",
    derivation="d:threshold",
)
@CLAIMS.register(
    id="threshold:im:9/10",
    title="Quadratic onset of Im chi^-1 close to gaplessness",
    statement=ONSET,
    formula="threshold:im",
    oracle_text=IMAGINARY,
    ball=_balls.above_threshold_im,
    limit=AT_NINE_TENTHS,
    order="2",
    derivation="d:threshold",
)
def imaginary_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Im chi^-1(2 eps_g + delta)."""
    return _chi_inv(variables["delta"], variables["zeta"], digits).imag


@CLAIMS.register(
    id="threshold:im:vertex",
    title="The coefficient of the quadratic onset depends on the vertex correction",
    statement=ONSET,
    formula="threshold:im",
    oracle_text=BARE,
    ball=_balls.above_threshold_im_bare,
    limit=AT_TENTH,
    order="2",
    expectation=Kind.WRONG_PREFACTOR,
    corrected_by="threshold:im:bare",
    remark="The exponent does not: the onset is quadratic with and without it.",
)
@CLAIMS.register(
    id="threshold:im:bare:1/10",
    title="Quadratic onset without the vertex correction at weak pair breaking",
    statement=WITHOUT,
    formula="threshold:im:bare",
    oracle_text=BARE,
    ball=_balls.above_threshold_im_bare,
    limit=AT_TENTH,
    order="2",
)
@CLAIMS.register(
    id="threshold:im:bare:3/10",
    title="Quadratic onset without the vertex correction",
    statement=WITHOUT,
    formula="threshold:im:bare",
    oracle_text=BARE,
    ball=_balls.above_threshold_im_bare,
    limit=AT_THREE_TENTHS,
    order="2",
)
def imaginary_part_bare(variables: Mapping[str, Any], digits: int) -> Number:
    """Im chi^-1(2 eps_g + delta) without the vertex correction."""
    return _chi_inv(variables["delta"], variables["zeta"], digits, vertex=False).imag


@CLAIMS.register(
    id="eq:20:threshold",
    title="Re chi^-1 at the threshold",
    statement=r"(20) gives $\mathrm{Re}\,\chi^{-1}(2\epsilon_g)=\gamma\ln(2/\gamma)$.",
    formula="eq:20",
    oracle_text=REAL,
    ball=_balls.above_threshold_re,
    limit=AT_TENTH,
    terms=1,
    order="0",
    expectation=Kind.WRONG_PREFACTOR,
    remark=r"Close at this $\zeta$, not by its law: towards weak pair breaking the quotient drifts with $\ln\zeta$.",
)
@CLAIMS.register(
    id="eq:20:scaling",
    title="Re chi^-1 inside the window opened by weak pair breaking",
    statement=r"(20) holds for $\gamma\ll 1$ at any $(\omega-2\epsilon_g)/(\gamma^2\epsilon_g)$.",
    formula="eq:20",
    oracle_text=REAL,
    ball=_balls.above_threshold_re,
    limit=SCALING,
    terms=1,
    order="1",
    expectation=Kind.WRONG_ORDER,
    remark=r"(20) contains $\gamma\ln(1/\gamma)$; the integral scales as $\zeta^{1/3}$ without a logarithm.",
)
@CLAIMS.register(
    id="eq:20:eta:threshold",
    title="Re chi^-1 at the threshold, second reading of gamma",
    statement=r"(20) gives $\mathrm{Re}\,\chi^{-1}(2\epsilon_g)=\gamma\ln(2/\gamma)$.",
    formula="eq:20:eta",
    oracle_text=REAL,
    ball=_balls.above_threshold_re,
    limit=AT_TENTH,
    terms=1,
    order="0",
    expectation=Kind.WRONG_PREFACTOR,
    remark=r"Closer still at this $\zeta$, by coincidence: for weak pair breaking both readings are the same.",
)
def real_part(variables: Mapping[str, Any], digits: int) -> Number:
    """Re chi^-1(2 eps_g + delta)."""
    return _chi_inv(variables["delta"], variables["zeta"], digits).real
