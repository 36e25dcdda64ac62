"""What reaches the terminal: tables, one-line errors, progress, and Greek on terminals that have none."""

from __future__ import annotations

import codecs
import json
import os
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

import click

ERROR_HANDLER = "higgs_sym.spell"
LIFE_SIGN = 10.0  # seconds between lines on a stderr that is no terminal


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
        go_on_unheard(sys.stdout)


def flush() -> None:
    """Send what is buffered, while a reader that has left can still be told from an error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            go_on_unheard(stream)


def go_on_unheard(stream: TextIO) -> None:
    """The reader of a pipe has left: what remains has nowhere to go. The work goes on, for its exit code counts."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def complain(message: str) -> None:
    """One line on stderr, and below it what points at a place in a formula."""
    first, *rest = message.split("\n")
    pointer = [line for line in rest if line.startswith("  ")]
    words = " ".join([first, *(line for line in rest if line not in pointer)])
    murmur("\n".join([f"higgs-sym: error: {' '.join(words.split())}", *pointer]))


def murmur(text: str) -> None:
    """A line on stderr at once, whether or not anybody reads it."""
    try:
        print(text, file=sys.stderr, flush=True)
    except BrokenPipeError:
        go_on_unheard(sys.stderr)


@contextmanager
def warnings_as_lines() -> Iterator[None]:
    """Warnings about the store are one line on stderr each, for the time of the block."""
    from higgs_sym.runs.store import StoreWarning

    with warnings.catch_warnings():
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
            if issubclass(category, StoreWarning):
                murmur(f"higgs-sym: warning: {' '.join(str(message).split())}")
            else:
                usual(message, category, *rest, **more)

        warnings.showwarning = show
        yield


def speaks_unicode() -> bool:
    """Whether stdout can show mathematics in two dimensions and Greek."""
    return (sys.stdout.encoding or "").lower().startswith("utf")


def as_text(content: Any) -> str:
    """JSON that stdout can show."""
    return json.dumps(content, indent=2, ensure_ascii=not speaks_unicode(), default=str)


def print_json(content: Any) -> None:
    """JSON on stdout."""
    say(as_text(content))


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
    """A sign of life on stderr; yields `report(done, total, name)`.

    A bar on a terminal; anywhere else a line every LIFE_SIGN seconds, so that short work says nothing.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        with _life_signs(what) as report:
            yield report
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


@contextmanager
def _life_signs(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A line every few seconds from a thread of its own: one step may take longer than that."""
    began, over, said = time.monotonic(), threading.Event(), [""]

    def report(done: int, total: int, name: str) -> None:
        said[0] = f" {done} of {total}" + (f" ({name})" if name else "")

    def speak() -> None:
        while not over.wait(LIFE_SIGN):
            murmur(f"higgs-sym: {what}{said[0]}, {time.monotonic() - began:.0f} s")

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield report
    finally:
        over.set()
        thread.join()
