"""`python -m tests.bench.peers_expand`: rational coefficients of series at infinity, ours and PARI's.

PARI is told that the exponents are integers and answers in a millisecond; ours finds out that they are, has error bars
and tests every fraction with digits that were not used to find it. That is `expand.search`, the counterpart of
`asympnum`; the whole of `expand`, where every term is judged and derived as well, stands beside it. What PARI has no
way to ask (logarithms, unknown exponents, exponentials in front, waves) stands below.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from higgs_sym.expand import expand, search

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
    ("erfc", "erfc(sqrt(x))*exp(x)*sqrt(pi*x)", "n->erfc(sqrt(n))*exp(n)*sqrt(Pi*n)"),
    ("factorial sum", "Sum(factorial(k), (k, 0, x))/gamma(x+1)", "n->sum(k=0,n,k!)/n!"),
)
BEYOND = (
    ("elliptic_k(1-x**2)", "0+", "logarithms"),
    ("(x+x**2)**sqrt(2)", "0+", "an exponent that nobody tells"),
    ("airyai(x)", "oo", "an exponential in front"),
    ("besselj(0,x)", "oo", "a wave"),
    ("sin(x)+2*cos(sqrt(2)*x)/x", "oo", "two waves"),
    ("exp(-x)*cos(x)/(1+x)", "oo", "a damped wave"),
    ("x*cos(3*log(x))/(1+x)", "0+", "a phase that is a logarithm"),
    ("erf(x)", "oo", "exponentially small terms"),
    ("Ei(log(x))", "oo", "powers of the logarithm"),
)
RUNS = 3


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result and the seconds of CPU, the least of a few runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return result, min(times)


def ours(exact: str, limit: str = "oo", terms: int = WANTED) -> list[str]:
    """The coefficients by their closed forms."""
    found = search(exact, "x", limit, terms=terms)
    return [str(term.recognition or term.coefficient.value) for term in found]


def report() -> str:
    """The rows, as Markdown."""
    from cypari import pari

    pari.set_real_precision(77)
    lines = [
        "## Expansions found",
        "",
        "Exact coefficients of the same series, seconds of CPU (least of three), and the first terms that agree.",
        f"Ours is asked for {WANTED}, and finds exponents and error bars besides; `asympnum` is told the exponents.",
        "The last column is `expand`: every term judged, and derived where rules go.",
        "",
        "| series | PARI | s | ours | the same | s | ours/PARI | judged, s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, exact, theirs in SERIES:
        peer, short = timed(lambda theirs=theirs: [str(c) for c in pari(f"asympnum({theirs})")])
        own, long = timed(lambda exact=exact: ours(exact))
        both = list(zip(peer, own, strict=False))
        same = next((k for k, (a, b) in enumerate(both) if a != b), len(both))
        ratio = f"{long / short:.1f}" if peer else "-"
        _, judged = timed(lambda exact=exact: expand(exact, "x", "oo", terms=WANTED))
        row = f"| {name} | {len(peer)} | {short:.4f} | {len(own)} | {same} | {long:.4f} | {ratio} | {judged:.2f} |"
        lines.append(row)
    lines += ["", "| beyond PARI | limit | what it has | terms | s |", "|---|---|---|---|---|"]
    for exact, limit, what in BEYOND:
        own, long = timed(lambda exact=exact, limit=limit: ours(exact, limit, 4))
        lines.append(f"| `{exact}` | {limit} | {what} | {len(own)} | {long:.2f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(report())
