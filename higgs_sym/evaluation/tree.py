"""A SymPy tree as a function of balls, put together once and called at any precision."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import flint
import mpmath
import sympy
from sympy.core.function import AppliedUndef

from higgs_sym import certify
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.ball_backend import BallBackend
from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Context, Tree
from higgs_sym.errors import AccuracyError, BudgetError, InputError
from higgs_sym.evaluation import algebra, closures
from higgs_sym.evaluation.agreement import MEASURED, measured
from higgs_sym.evaluation.apart import called
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.closures import Compiled, Values
from higgs_sym.evaluation.functions import CONSTANTS, FUNCTIONS, NOT_A_NUMBER
from higgs_sym.evaluation.implicit.table import IMPLICIT
from higgs_sym.evaluation.integrals.integral import integral
from higgs_sym.evaluation.run import Run, finite
from higgs_sym.evaluation.special.hypergeometric import gauss
from higgs_sym.evaluation.special.table import ON_CUTS, SPECIAL
from higgs_sym.evaluation.sums.sums_and_products import multiplied, summed
from higgs_sym.inputs import MAX_DIGITS, MIN_DIGITS
from higgs_sym.inputs import exact as exact_number
from higgs_sym.parsing import vocabulary
from higgs_sym.parsing.nodes import PrincipalValue
from higgs_sym.registry import FORMULAS, QUANTITIES
from higgs_sym.results import context

MOST_GIVEN = 2000  # digits of an argument of a quantity, which takes no more
SPARE = 5  # digits that a leaf without proof is asked for beyond what the result needs
SIDES = {"above": 1, "below": -1}
NEARNESS = 4  # times the bits of a number: its distance from a branch cut
BACKEND = BallBackend()


def compiled(tree: Tree) -> Compiled:
    """The function (values of the symbols by name, run) -> acb; InputError for a node nobody can evaluate."""
    made = _compiled(tree)
    return _once(made) if _is_constant(tree) else made


def _is_constant(tree: Tree) -> bool:
    """Whether it costs something and has the same value wherever it stands: gamma(1/4), 2^(1/3), an integral."""
    if algebra.symbols(tree):
        return False
    if is_costly(tree):
        return True
    plain = {"Add", "Mul", "Pow", *CONSTANTS, *FUNCTIONS} - ON_CUTS
    nodes = sympy.preorder_traversal(tree)
    return (tree.is_Function or tree.is_Pow) and all(each.is_Rational or type(each).__name__ in plain for each in nodes)


def is_costly(tree: Tree) -> bool:
    """A sum, a product, an integral, a root or the like."""
    return (
        isinstance(tree, (sympy.Sum, sympy.Product, sympy.Integral, PrincipalValue)) or type(tree).__name__ in IMPLICIT
    )


def _compiled(tree: Tree) -> Compiled:
    if tree.is_Rational:
        return closures.rational(int(tree.p), int(tree.q))
    if tree.is_Float:
        binary: Fraction = exact_number("a number in the formula", tree)
        return closures.rational(binary.numerator, binary.denominator)
    name = type(tree).__name__
    if name in CONSTANTS:
        known = CONSTANTS[name]
        return closures.constant(lambda: flint.acb(known()))
    if name == "gamma" and tree.args[0].is_Rational:
        fraction = flint.fmpq(int(tree.args[0].p), int(tree.args[0].q))
        return closures.constant(lambda: flint.acb(flint.arb.gamma_fmpq(fraction)))
    if tree.is_Symbol:
        return _symbol(tree.name)
    if isinstance(tree, (sympy.Sum, sympy.Product)):
        return summed(tree, compiled) if isinstance(tree, sympy.Sum) else multiplied(tree, compiled)
    if isinstance(tree, (sympy.Integral, PrincipalValue)):
        return integral(tree, compiled)
    if name in IMPLICIT:
        return IMPLICIT[name](tree, compiled)
    parts = [compiled(part) for part in tree.args]
    if tree.is_Add:
        return closures.added(tree.args, parts)
    if tree.is_Mul:
        return closures.multiplied(tree.args, parts)
    if tree.is_Pow:
        return closures.raised(parts[0], parts[1], *tree.args)
    if isinstance(tree, AppliedUndef):
        return _physics(tree.func.__name__, parts)
    if name in SIDES:
        return _beside(parts[0], SIDES[name])
    if name in MEASURED:
        balls = _applied(name, SPECIAL[name], parts) if name in SPECIAL else None
        return _measured(name, parts, balls)
    quick = closures.applied(name, parts)
    if quick is not None:
        return quick
    function = gauss(tree.args[:3]) if name == "hyp2f1" else SPECIAL.get(name) or FUNCTIONS.get(name)
    if function is not None:
        return _applied(name, function, parts)
    raise InputError("formula", tree, "made of numbers, symbols, + - * / **, and functions that can be evaluated")


def _once(function: Compiled) -> Compiled:
    """A number that costs something, computed once at each precision."""
    known: dict[tuple[int, int, bool, bool, bool], tuple[Any, Run]] = {}

    def value(values: Values, run: Run) -> Any:
        key = flint.ctx.prec, run.digits, run.certify, run.analytic, run.inner
        if key not in known:
            own = Run(run.digits, run.certify, analytic=run.analytic, inner=run.inner)
            known[key] = function(values, own), own
        found, own = known[key]
        run.proven &= own.proven
        run.beside |= own.beside
        run.cut = run.cut or own.cut
        return found

    return value


def _applied(name: str, function: Callable[..., Any], parts: list[Compiled]) -> Compiled:
    cut = name if name in ON_CUTS else ""
    lasts = len(parts) > 1 or name in SPECIAL

    def value(values: Values, run: Run) -> Any:
        check()
        args = [part(values, run) for part in parts]
        found = called(name, function, run.analytic, args) if lasts else function(run.analytic, *args)
        if not cut or run.analytic or not all(arg.imag == 0 for arg in args) or may_be(found.imag):
            return found
        return _on_cut(cut, found, run)

    return value


def _on_cut(name: str, found: Any, run: Run) -> Any:
    """The values on both sides, which are conjugate: the real part is known, the imaginary one up to its sign."""
    if run.inner:
        raise AccuracyError(on_cut(name))
    run.cut = name
    return flint.acb(found.real, flint.arb(0, abs(found.imag).upper()))


def on_cut(name: str) -> str:
    """What there is to say about a function on its branch cut."""
    return (
        f"{name} has a branch cut there, and its imaginary part depends on the side: only re({name}(...)) is known; "
        "for an argument x write above(x) or below(x), the side it is approached from"
    )


def _beside(part: Compiled, side: int) -> Compiled:
    """x + i0 or x - i0: so close to x that no digit shows the distance."""

    def value(values: Values, run: Run) -> Any:
        found = part(values, run)
        if run.analytic or not may_be(found.imag):
            return NOT_A_NUMBER
        run.proven, run.beside = False, True
        step = abs(found.real).upper() if abs(found.real).upper() > 0 else flint.arb(1)
        return flint.acb(found.real, (side * step * flint.arb(2) ** (-NEARNESS * flint.ctx.prec)).mid())

    return value


def _measured(name: str, parts: list[Compiled], balls: Compiled | None) -> Compiled:
    """By balls where these have a value, else by two precisions."""

    def value(values: Values, run: Run) -> Any:
        found = NOT_A_NUMBER if balls is None else balls(values, run)
        if found.is_finite():
            return found
        if run.analytic:
            return NOT_A_NUMBER
        args = [part(values, run) for part in parts]
        if not all(_is_number(arg, run) for arg in args):  # a value at the midpoint says nothing about a wide ball
            return NOT_A_NUMBER
        found = measured(name, args, run)
        beside = name in ON_CUTS and all(arg.imag == 0 for arg in args) and not may_be(found.imag)
        return _on_cut(name, found, run) if beside else found

    return value


def _is_number(ball: Ball, run: Run) -> bool:
    """Whether a ball is known to the digits of the run."""
    return bool(ball.is_exact() or (ball.is_finite() and ball.rel_accuracy_bits() >= run.digits * BITS))


def _symbol(name: str) -> Compiled:
    def value(values: Values, _run: Run) -> Any:
        try:
            return values[name]
        except KeyError:
            accepted = f"made of {', '.join(sorted(values)) or 'no variables'}"
            raise InputError("formula", name, accepted) from None

    return value


def _physics(name: str, parts: list[Compiled]) -> Compiled:
    """A quantity or a registered formula by its name."""
    if name in FORMULAS:
        body = FORMULAS[name].body
        return lambda values, run: (
            NOT_A_NUMBER if run.analytic else flint.acb(body(BACKEND, *(_real(p(values, run)) for p in parts)))
        )
    if name not in QUANTITIES:
        raise InputError("formula", name, "a function that can be evaluated")
    full = vocabulary.physics(name)
    assert full is not None  # it is one of QUANTITIES

    def quantity(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        # Thresholds forgive no rounding of the argument, so arguments get all the digits there are.
        with flint_precision(max(flint.ctx.prec, int(MAX_DIGITS * BITS))):
            inner = Run(MAX_DIGITS - SPARE, run.certify)
            balls = {key: part(values, inner) for key, part in zip(full.parameters, parts, strict=True)}
        run.proven &= inner.proven
        given = {key: bool(ball == 1) if key in full.switches else ball for key, ball in balls.items()}
        return _proved(name, given, run) if run.certify and _provable(name, given) else _promised(name, given, run)

    return quantity


def _real(ball: Ball) -> Any:
    return ball.real if ball.imag == 0 else ball


def _provable(name: str, given: Mapping[str, object]) -> bool:
    """Whether balls exist for this quantity at these parameters; those it has none for must have no effect."""
    known = _certified_parameters(name)
    return bool(known) and all(key in known or ball == 0 for key, ball in given.items())


def _certified_parameters(name: str) -> Mapping[str, Any]:
    return inspect.signature(getattr(certify, name)).parameters if hasattr(certify, name) else {}


def _proved(name: str, given: Mapping[str, object], run: Run) -> Any:
    known = _certified_parameters(name)
    balls = {key: value if isinstance(value, bool) else _exact(value) for key, value in given.items() if key in known}
    digits = min(certify.MAX_DIGITS, max(MIN_DIGITS, run.digits + SPARE))
    return flint.acb(getattr(certify, name)(**balls, digits=digits))


def _exact(ball: Ball) -> Any:
    """A real ball without radius as the fraction it is: what is exact has thresholds, poles and a zero."""
    part = _real(ball)
    if isinstance(part, flint.acb) or not part.is_exact():
        return part
    return convert.to_fraction(part)


def _promised(name: str, given: Mapping[str, Any], run: Run) -> Any:
    digits = min(MAX_DIGITS, max(MIN_DIGITS, run.digits + SPARE))
    known = [isinstance(value, bool) or _is_number(value, run) for value in given.values()]
    if all(known):
        return _promised_at(name, given, run, digits)
    balls = [value for value in given.values() if not isinstance(value, bool)]
    if not all(ball.is_finite() and ball.imag == 0 for ball in balls):
        return NOT_A_NUMBER
    return _over(name, given, run)


def _promised_at(name: str, given: Mapping[str, Any], run: Run, digits: int) -> Any:
    numbers = {key: value if isinstance(value, bool) else midpoint(value) for key, value in given.items()}
    return run.promised(from_mp(QUANTITIES[name].function(**numbers, digits=digits)), digits)


def _over(name: str, given: Mapping[str, Any], run: Run) -> Any:
    """On arguments that are intervals: what spans the values at the ends and the middle, twice as wide.

    No enclosure, but a zero that the search for poles has in an interval is not lost at once.
    """
    narrow = max(value.real.rel_accuracy_bits() for value in given.values() if not isinstance(value, bool))
    digits = min(MAX_DIGITS, 2 * MIN_DIGITS + max(0, int(narrow / BITS)))
    found = []
    for end in ("lower", "mid", "upper"):
        at = {
            key: value if isinstance(value, bool) else flint.acb(getattr(value.real, end)())
            for key, value in given.items()
        }
        try:
            found.append(_promised_at(name, at, run, digits))
        except BudgetError:
            raise
        except (InputError, AccuracyError):
            return NOT_A_NUMBER
    span = found[0].union(found[1]).union(found[2])
    real, imag = (flint.arb(0, 2 * part.rad().upper()) if part != 0 else 0 for part in (span.real, span.imag))
    return span + flint.acb(real, imag)


def from_mp(value: Ball) -> Any:
    """An mpmath number as an exact acb."""
    if not mpmath.isfinite(value):
        raise AccuracyError("a quantity is not finite")
    return flint.acb(convert.to_flint(value))


def to_mp(ball: Ball, numbers: Context) -> Any:
    """The midpoint as a number of an mpmath context, rounded to its precision; real where the ball touches the axis."""
    ball = finite(ball, "the expression")
    real, imag = (_part(part, numbers) for part in (ball.real, ball.imag))
    return real if may_be(ball.imag) else numbers.mpc(real, imag)


def midpoint(ball: Ball) -> Any:
    """The midpoint as an exact mpmath number."""
    return to_mp(ball, context(min(MOST_GIVEN, int(flint.ctx.prec / BITS) + 20)))


def _part(part: Any, numbers: Context) -> Any:
    return +convert.to_mp(part, numbers)
