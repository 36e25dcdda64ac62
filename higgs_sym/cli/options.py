"""Options that every long command has: where it runs, and whether it uses the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from higgs_sym.errors import InputError
from higgs_sym.evaluation.budget import DEFAULT

F = TypeVar("F", bound=Callable[..., Any])


def running(command: F) -> F:
    """Add --jobs, --scheduler and --no-cache."""
    for option in (
        click.option("--no-cache", is_flag=True, help="Compute everything again and keep nothing."),
        click.option("--scheduler", default="", metavar="ADDRESS", help="Dask scheduler to run on: tcp://host:8786."),
        click.option(
            "--jobs",
            type=click.IntRange(1, 4096),
            envvar="HIGGS_SYM_JOBS",
            help="Processes on this machine; one per core if neither this nor HIGGS_SYM_JOBS is given.",
        ),
    ):
        command = option(command)
    return command


def timed(command: F) -> F:
    """Add --timeout."""
    return click.option(
        "--timeout",
        type=click.FloatRange(0, 1e6, min_open=True),
        default=DEFAULT,
        show_default=True,
        metavar="SECONDS",
        help="CPU time that a formula of yours may take; then the answer is what is known: undecided.",
    )(command)


def runner(jobs: int | None, scheduler: str, no_cache: bool) -> Any:
    """The runner these options ask for."""
    from higgs_sym.runs.tasks import Runner

    return Runner(jobs, scheduler, store=not no_cache)


def assignments(given: Sequence[str]) -> dict[str, str]:
    """NAME=FORMULA options as a table."""
    found = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign:
            raise InputError("--at", text, "NAME=FORMULA")
        found[name.strip()] = value.strip()
    return found
