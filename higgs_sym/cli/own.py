"""Claims of the user's own, as the commands share them."""

from __future__ import annotations

from typing import Any

from higgs_sym.cli.options import runner
from higgs_sym.cli.output import progress


def judged(project: Any, timeout: float, how: Any) -> tuple[Any, ...]:
    """The verdicts on the claims of a project, from the store where they are known."""
    from higgs_sym.runs.checks import judge_own

    with runner(**how) as hands, progress("verifying") as bar:
        return judge_own(project.entries, timeout, hands, bar)
