"""Entry point of `higgs-sym` and `python -m higgs_sym`."""

from __future__ import annotations

import sys

from higgs_sym.runs.watching import watched


def main() -> None:
    """Run the command line; a missing extra is reported as one line, not as a traceback."""
    with watched():
        try:
            from higgs_sym.cli import run
        except ModuleNotFoundError as error:
            if error.name not in {"click", "rich"}:
                raise
            sys.exit("higgs-sym needs the command-line extra; run: pip install 'higgs_sym[cli]'")
        sys.exit(run())


if __name__ == "__main__":
    main()
