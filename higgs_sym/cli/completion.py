"""Ids of records for the shell's completion."""

from __future__ import annotations

from collections.abc import Callable

import click


def ids_of(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """A `shell_complete` that offers the ids of these kinds of records; of every kind if none is given."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        from higgs_sym.registry import TABLES

        chosen = [table for name, table in TABLES.items() if not kinds or name in kinds]
        return [row.id for table in chosen for row in table if row.id.startswith(incomplete)]

    return complete
