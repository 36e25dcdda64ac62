"""`cache`: the local store of results."""

from __future__ import annotations

import click

from higgs_sym.cli.output import aligned, print_json, say


@click.group(short_help="What is kept of earlier work: show it, remove it.")
def cache() -> None:
    """The local store of verdicts, derivations, drawings and points of surveys.

    A result is used again only if its inputs, its digits, the source of the code behind it and the versions of the
    libraries are the same. The store lies in $HIGGS_SYM_CACHE, or in higgs_sym below $XDG_CACHE_HOME or ~/.cache.

    \b
    Examples:
      higgs-sym cache info
      higgs-sym cache clear
    """


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def info(as_json: bool) -> None:
    """Where the store is and what it holds.

    \b
    Examples:
      higgs-sym cache info
      higgs-sym cache info --json
    """
    from higgs_sym.runs.store import Store

    with Store() as store:
        found = store.info()
    if as_json:
        aside = [str(path) for path in found.set_aside]
        print_json({"path": str(found.path), "bytes": found.bytes, "results": found.results, "set aside": aside})
        return
    rows = [("path", str(found.path)), ("bytes", str(found.bytes))]
    rows += [(kind, str(number)) for kind, number in found.results.items()]
    rows += [("set aside", str(path)) for path in found.set_aside]
    for line in aligned(rows):
        say(line)


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def clear(as_json: bool) -> None:
    """Remove the store, and damaged or foreign files that were set aside in its place.

    \b
    Examples:
      higgs-sym cache clear
    """
    from higgs_sym.runs import store

    freed = store.clear()
    if as_json:
        print_json({"bytes freed": freed})
    else:
        say(f"{freed} bytes freed")
