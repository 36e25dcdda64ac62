"""Elliptic integrals, Jacobi and theta functions, of the parameter m = k^2 or the nome q."""

from __future__ import annotations

from collections.abc import Callable

import flint

from higgs_sym.evaluation.special.base import (
    NOT_A_NUMBER,
    Ball,
    Function,
    I,
    above_one,
    cut,
    entire,
    left,
    pi,
    whole_order,
)


def _elliptic_pi(n: Ball, *rest: Ball) -> Ball:
    return flint.acb.elliptic_pi(n, *rest) if len(rest) == 1 else flint.acb.elliptic_pi_inc(n, *rest)


def _elliptic_e(*args: Ball) -> Ball:
    return args[0].elliptic_e() if len(args) == 1 else flint.acb.elliptic_e_inc(*args)


def _jacobi(name: str) -> Function:
    """By theta functions of u/(2 K(m))."""
    at_zero = {"sn": lambda u: u.sin(), "cn": lambda u: u.cos(), "dn": lambda u: flint.acb(1) + 0 * u}
    at_one = {"sn": lambda u: u.tanh(), "cn": lambda u: u.sech(), "dn": lambda u: u.sech()}
    upper = {"sn": (2, 1, 0), "cn": (3, 1, 1), "dn": (3, 2, 2)}  # thetas at 0 above and below, theta of u

    def value(u: Ball, m: Ball) -> Ball:
        if m == 0 or m == 1:
            return (at_zero if m == 0 else at_one)[name](u)
        k = m.elliptic_k()
        tau = I * (1 - m).elliptic_k() / k
        above, below, own = upper[name]
        zero, at = (flint.acb.modular_theta(v, tau) for v in (flint.acb(0), u / (2 * k)))
        return zero[above] / zero[below] * at[own] / at[3]

    return entire(value)


def _jtheta(n: Ball, z: Ball, q: Ball) -> Ball:
    which = whole_order("jtheta", n, 1, 4)
    if not abs(q) < 1 or not q.real > 0:
        return NOT_A_NUMBER
    tau = q.log() / (I * pi())
    return flint.acb.modular_theta(z / pi(), tau)[which - 1]


def _carlson(function: Callable[..., Ball]) -> Function:
    """Holomorphic where no argument touches the negative real axis."""
    return lambda analytic, *args: NOT_A_NUMBER if analytic and any(left(arg) for arg in args) else function(*args)


def _klein(tau: Ball) -> Ball:
    return flint.acb.modular_j(tau) / 1728


TABLE: dict[str, Function] = {
    "elliptic_e": cut(_elliptic_e, above_one),
    "elliptic_f": cut(flint.acb.elliptic_f, above_one),
    "elliptic_pi": cut(_elliptic_pi, above_one),
    "agm": lambda analytic, a, b: NOT_A_NUMBER if analytic and (left(a) or left(b)) else a.agm(b),
    "jacobi_sn": _jacobi("sn"),
    "jacobi_cn": _jacobi("cn"),
    "jacobi_dn": _jacobi("dn"),
    "jtheta": entire(_jtheta),
    **{f"ellipr{kind}": _carlson(getattr(flint.acb, f"elliptic_r{kind}")) for kind in "fcdgj"},
    "weierstrass_p": entire(lambda z, tau: z.elliptic_p(tau)),
    "kleinj": entire(_klein),
    "dedekind_eta": entire(lambda tau: flint.acb.modular_eta(tau)),
}
ON_CUTS = frozenset({"agm", "elliptic_e", "elliptic_f", "elliptic_k", "elliptic_pi"})
