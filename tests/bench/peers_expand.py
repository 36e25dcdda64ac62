"""`python -m tests.bench.peers_expand`: rational coefficients of series at infinity, ours and PARI's.

PARI is told that the exponents are integers and answers in a millisecond; ours finds out that they are, and has error
bars. What PARI has no way to ask (logarithms, unknown exponents, exponentials in front, waves) stands below.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from higgs_sym.expanding.search import find
from higgs_sym.expanding.series import Wanted
from higgs_sym.expanding.source import source_of

WANTED = 12
SERIES = (  # what, exact side for us, for PARI
    ("Stirling", "gamma(x+1)/(x**x*exp(-x)*sqrt(2*pi*x))", "n->gamma(n+1)/(n^n*exp(-n)*sqrt(2*Pi*n))"),
    (
        "central binomial",
        "gamma(2*x+1)/gamma(x+1)**2*4**(-x)*sqrt(pi*x)",
        "n->gamma(2*n+1)/gamma(n+1)^2/4^n*sqrt(Pi*n)",
    ),
    (
        "Catalan numbers",
        "gamma(2*x+1)/gamma(x+1)**2/(x+1)*4**(-x)*sqrt(pi*x)*x",
        "n->gamma(2*n+1)/gamma(n+1)^2/(n+1)/4^n*sqrt(Pi*n)*n",
    ),
    ("E1", "expint(1,x)*exp(x)*x", "n->eint1(n)*exp(n)*n"),
)
BEYOND = (
    ("elliptic_k(1-x**2)", "0+", "logarithms"),
    ("(x+x**2)**sqrt(2)", "0+", "an exponent that nobody tells"),
    ("airyai(x)", "oo", "an exponential in front"),
    ("besselj(0,x)", "oo", "a wave"),
    ("erf(x)", "oo", "exponentially small terms"),
)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result and the seconds of CPU."""
    start = time.process_time()
    return work(), time.process_time() - start


def ours(exact: str, limit: str = "oo", terms: int = WANTED) -> list[str]:
    """The coefficients by their closed forms."""
    series = find(source_of(exact, "x", limit, None), Wanted(terms, 15))
    return [str(term.recognition or term.coefficient.value) for term in series.terms] if series else []


def main() -> None:
    """Print the rows."""
    from cypari import pari

    pari.set_real_precision(77)
    print("| series | PARI | s | ours | the same | s |\n|---|---|---|---|---|---|")
    for name, exact, theirs in SERIES:
        peer, short = timed(lambda theirs=theirs: [str(c) for c in pari(f"asympnum({theirs})")])
        own, long = timed(lambda exact=exact: ours(exact))
        same = next((k for k, (a, b) in enumerate(zip(peer, own, strict=False)) if a != b), min(len(peer), len(own)))
        print(f"| {name} | {len(peer)} | {short:.4f} | {len(own)} | {same} | {long:.2f} |", flush=True)
    print("\n| beyond PARI | limit | what it has | terms | s |\n|---|---|---|---|---|")
    for exact, limit, what in BEYOND:
        own, long = timed(lambda exact=exact, limit=limit: ours(exact, limit, 4))
        print(f"| {exact} | {limit} | {what} | {len(own)} | {long:.2f} |", flush=True)


if __name__ == "__main__":
    main()
