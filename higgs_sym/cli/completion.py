"""Ids of records for the shell's completion."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, split_arg_string


def ids_of(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """A `shell_complete` that offers the ids of these kinds of records; of every kind if none is given."""

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        from higgs_sym.registry import TABLES

        chosen = [table for name, table in TABLES.items() if not kinds or name in kinds]
        return [row.id for table in chosen for row in table if row.id.startswith(incomplete)]

    return complete


@add_completion_class
class Bash(BashComplete):
    """For bash a colon ends a word, and what is offered replaces only what follows it; ids are full of colons."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed, and that one, as the reader sees them."""
        number = int(os.environ["COMP_CWORD"])
        cut = split_arg_string(os.environ["COMP_WORDS"])[: number + 1]
        words: list[str] = []
        for place, piece in enumerate(cut):
            if place and (piece.startswith(":") or cut[place - 1].endswith(":")):
                words[-1] += piece
            else:
                words.append(piece)
        incomplete = words.pop() if number < len(cut) else ""
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """The rest of the word."""
        head = self.get_completion_args()[1].rpartition(":")
        value: Any = item.value
        return f"{item.type},{str(value).removeprefix(head[0] + head[1])}"
