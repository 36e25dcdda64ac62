"""Factors of integrands that have Mellin transforms: exponentials, powers of 1 + y, waves, Bessel, Bose and Fermi."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Integer, Rational, gamma, oo, pi, sqrt, zeta

from higgs_sym.arithmetic.types import Tree

Z = sympy.Symbol("z")
ONE = Integer(1)


@dataclass(frozen=True)
class Kernel:
    """front x K(scale t), with the transform of K(y), integral of y^(z-1) K(y) over y > 0, on a strip of z."""

    front: Any
    scale: Any
    transform: Any
    low: Any
    high: Any


def monomial(factor: Tree, t: Tree) -> tuple[Tree, Tree] | None:
    """(c, m) of c t^m; None for anything else."""
    outer, inner = sympy.powdenest(factor, force=True).as_independent(t, as_Add=False)
    if inner == 1:
        return outer, Integer(0)
    base, power = inner.as_base_exp()
    return (outer, power) if base == t and power.is_Rational else None


def kernel_of(factor: Tree, t: Tree) -> Kernel | None:
    """The kernel that a factor of an integrand is."""
    base, power = factor.as_base_exp()
    if isinstance(factor, sympy.exp):
        return _of(monomial(-factor.args[0], t), (gamma(Z), Integer(0), oo))
    if base.is_Add and power.is_Rational and power < 0:
        return _bose_or_fermi(base, power, t) or _power(base, -power, t)
    if isinstance(factor, sympy.log):
        return _logarithm(factor.args[0], t)
    if isinstance(factor, sympy.Function) and len(factor.args) <= 2:
        row = _waves(type(factor).__name__, factor.args[:-1])
        return _of(monomial(factor.args[-1], t), row) if row else None
    return None


def _waves(name: str, orders: Tree) -> tuple[Tree, Tree, Tree] | None:
    """(transform, low, high): DLMF 5.9.6, 5.9.7, 10.22.43, 10.43.19."""
    two, root = 2 ** (Z - 1), sqrt(pi)
    if name == "cos":
        return two * root * gamma(Z / 2) / gamma((1 - Z) / 2), Integer(0), ONE
    if name == "sin":
        return two * root * gamma((1 + Z) / 2) / gamma(1 - Z / 2), -ONE, ONE
    if name == "besselj" and orders[0].is_Rational and orders[0] >= 0:
        n = orders[0]
        return two * gamma((n + Z) / 2) / gamma(1 + (n - Z) / 2), -n, Rational(3, 2)
    if name == "besselk" and orders[0].is_Rational:
        n = abs(orders[0])
        return two / 2 * gamma((Z - n) / 2) * gamma((Z + n) / 2), n, oo
    return None


def _of(argument: tuple[Tree, Tree] | None, row: tuple[Tree, Tree, Tree], front: Tree = ONE) -> Kernel | None:
    """K(c t^r) from the transform of K."""
    if argument is None:
        return None
    c, r = argument
    if r == 0 or c.is_positive is not True:
        return None
    transform, low, high = row
    ends = sorted((low * r, high * r))
    return Kernel(front, c ** (1 / r), transform.subs(Z, Z / r) / abs(r), *ends)


def _binomial(base: Tree, t: Tree) -> tuple[Tree, tuple[Tree, Tree]] | None:
    """A, (c, r) of A (1 + c t^r)."""
    parts = [monomial(each, t) for each in sympy.Add.make_args(sympy.expand(base))]
    if len(parts) != 2 or any(part is None for part in parts):
        return None
    constant = [part for part in parts if part is not None and part[1] == 0]
    other = [part for part in parts if part is not None and part[1] != 0]
    if len(constant) != 1 or len(other) != 1:
        return None
    a = constant[0][0]
    return a, (sympy.cancel(other[0][0] / a), other[0][1])


def truncated(base: Tree, power: Tree, t: Tree) -> Kernel | None:
    """(1 - t^r)^p on 0 < t < 1 and nothing beyond, DLMF 5.12.1."""
    found = _binomial(base, t)
    if found is None or found[1][0] != -1 or not (power.is_Rational and power > -1 and found[1][1] > 0):
        return None
    a, r = power + 1, found[1][1]
    transform = gamma(Z / r) * gamma(a) / (r * gamma(Z / r + a))
    return Kernel(found[0] ** power, ONE, transform, Integer(0), oo)


def _power(base: Tree, a: Tree, t: Tree) -> Kernel | None:
    """(1 + y)^-a, DLMF 5.12.3."""
    found = _binomial(base, t)
    if found is None or found[0].is_positive is not True:
        return None
    return _of(found[1], (gamma(Z) * gamma(a - Z) / gamma(a), Integer(0), a), found[0] ** -a)


def _logarithm(argument: Tree, t: Tree) -> Kernel | None:
    """ln(1 + y), by parts from 1/(1 + y)."""
    found = _binomial(argument, t)
    if found is None or found[0] != 1:
        return None
    # pi/(z sin(pi z))
    return _of(found[1], (-gamma(Z) * gamma(-Z), -ONE, Integer(0)))


def _bose_or_fermi(base: Tree, power: Tree, t: Tree) -> Kernel | None:
    """1/(e^y - 1) and 1/(e^y + 1), DLMF 25.5.1 and 25.5.3."""
    rest, grown = base.as_independent(sympy.exp)
    if power != -1 or rest not in (-1, 1) or not isinstance(grown, sympy.exp):
        return None
    argument = monomial(grown.args[0], t)
    if rest == -1:
        return _of(argument, (gamma(Z) * zeta(Z), ONE, oo))
    return _of(argument, (gamma(Z) * zeta(Z) * (1 - 2 ** (1 - Z)), Integer(0), oo))
