"""What reaches the terminal: tables, one-line errors, progress, and Greek on terminals that have none."""

from __future__ import annotations

import codecs
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

ERROR_HANDLER = "higgs_sym.spell"


def survive_any_encoding() -> None:
    """Make stdout and stderr spell what their encoding lacks: ASCII reads "chi" for the letter."""
    codecs.register_error(ERROR_HANDLER, _spell)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not (stream.encoding or "").lower().startswith("utf"):
            reconfigure(errors=ERROR_HANDLER)


def _spell(error: UnicodeError) -> tuple[str, int]:
    from higgs_sym.report.plain_math import spell

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return spell(error.object[error.start : error.end]), error.end


def say(text: str = "") -> None:
    """A line on stdout, in its own encoding, without colours unless it is a terminal.

    `click.echo` would send UTF-8 to a stream that calls itself ASCII.
    """
    try:
        print(text if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else click.unstyle(text))
    except BrokenPipeError:
        leave_quietly()


def flush() -> None:
    """Send what is buffered, while a reader that has left can still be told from an error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()


def leave_quietly() -> NoReturn:
    """The reader of a pipe has left: what remains has nowhere to go, and that is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise click.exceptions.Exit(0)


def complain(message: str) -> None:
    """One line on stderr, and below it what points at a place in a formula."""
    first, *rest = message.split("\n")
    pointer = [line for line in rest if line.startswith("  ")]
    words = " ".join([first, *(line for line in rest if line not in pointer)])
    print("\n".join([f"higgs-sym: error: {' '.join(words.split())}", *pointer]), file=sys.stderr)


@contextmanager
def warnings_as_lines() -> Iterator[None]:
    """Warnings about the store are one line on stderr each, for the time of the block."""
    from higgs_sym.runs.store import StoreWarning

    with warnings.catch_warnings():
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
            if issubclass(category, StoreWarning):
                print(f"higgs-sym: warning: {' '.join(str(message).split())}", file=sys.stderr)
            else:
                usual(message, category, *rest, **more)

        warnings.showwarning = show
        yield


def speaks_unicode() -> bool:
    """Whether stdout can show mathematics in two dimensions and Greek."""
    return (sys.stdout.encoding or "").lower().startswith("utf")


def print_json(content: Any) -> None:
    """JSON on stdout."""
    say(json.dumps(content, indent=2, ensure_ascii=not speaks_unicode(), default=str))


def print_table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], colours: Mapping[str, str] | None = None
) -> None:
    """A ruled table on a terminal, aligned lines in a pipe; `colours` maps cell texts to rich styles."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        say("\n".join(aligned([headers, *rows])))
        return
    table = Table(*headers, box=_box(), header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell, style=(colours or {}).get(cell, "")) for cell in row))
    console.print(table)


def _box() -> Any:
    from rich import box

    return box.SIMPLE_HEAD


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with the columns padded to equal width, two spaces apart."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return ["  ".join(cells).rstrip() for cells in padded]


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr, if that is a terminal; yields `report(done, total, name)`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total, name: None
        return
    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
        console=console,
        transient=True,
        redirect_stdout=sys.stdout.isatty(),  # else what is meant for a file would go to the terminal
    )
    with bar:
        task = bar.add_task(what, total=None, name="")

        def report(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield report
