"""Balls that provably contain what the oracles of the claims evaluate, by another engine than theirs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from higgs_sym import certify, inputs
from higgs_sym.arithmetic.convert import bits, to_arb
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Number

SPARE = 25  # digits that a frequency given as a ball costs


@lru_cache(maxsize=512)
def _chi_inv(omega: Number, zeta: Number, kappa: Number, digits: int) -> Any:
    return certify.chi_inv(omega, zeta, kappa=kappa, digits=digits)


@lru_cache(maxsize=512)
def _above_threshold(delta: Number, zeta: Number, digits: int, vertex: bool) -> Any:
    """chi^-1(2 eps_g + delta)."""
    distance = inputs.exact("delta", delta)
    lost = len(str(distance.denominator // max(1, distance.numerator)))
    working = digits + lost + SPARE
    with flint_precision(bits(working)):
        edge = certify.gap(zeta, digits=working)
        omega = 2 * edge + to_arb(distance)
    return certify.chi_inv(omega, zeta, digits=working, vertex=vertex)


def above_threshold_im(variables: Mapping[str, Any], digits: int) -> Number:
    """Im chi^-1(2 eps_g + delta)."""
    return _above_threshold(variables["delta"], variables["zeta"], digits, True).imag


def above_threshold_re(variables: Mapping[str, Any], digits: int) -> Number:
    """Re chi^-1(2 eps_g + delta)."""
    return _above_threshold(variables["delta"], variables["zeta"], digits, True).real


def above_threshold_im_bare(variables: Mapping[str, Any], digits: int) -> Number:
    """Im chi^-1(2 eps_g + delta) without the vertex correction."""
    return _above_threshold(variables["delta"], variables["zeta"], digits, False).imag


def bcs_re(variables: Mapping[str, Any], digits: int) -> Number:
    """Re chi^-1 at zeta = 0; the frequency as omega, or as 2 + delta."""
    return _chi_inv(_frequency(variables), 0, variables.get("kappa", 0), digits).real


def bcs_im(variables: Mapping[str, Any], digits: int) -> Number:
    """Im chi^-1 at zeta = 0; the frequency as omega, or as 2 + delta."""
    return _chi_inv(_frequency(variables), 0, variables.get("kappa", 0), digits).imag


def _frequency(variables: Mapping[str, Number]) -> Any:
    return variables["omega"] if "omega" in variables else 2 + variables["delta"]


def static(variables: Mapping[str, Any], digits: int) -> Number:
    """chi^-1(0)."""
    return _chi_inv(0, variables["zeta"], 0, digits).real


def static_deficit(variables: Mapping[str, Any], digits: int) -> Number:
    """1 - chi^-1(0), with as many more digits as the difference costs."""
    zeta = inputs.exact("zeta", variables["zeta"])
    working = digits + len(str(zeta.denominator // max(1, zeta.numerator)))
    ball = _chi_inv(0, variables["zeta"], 0, working).real
    with flint_precision(bits(working + SPARE)):
        return 1 - ball
