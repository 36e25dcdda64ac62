"""What part of the lines the tests run, by room of the package; `make coverage` of all tests keeps the table."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Read .coverage and print the table; --write: into the file too."""
    import coverage

    measured = coverage.Coverage(data_file=str(ROOT / ".coverage"))
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        measured.json_report(outfile=f"{folder}/lines.json")
        files = json.loads(Path(folder, "lines.json").read_text(encoding="utf-8"))["files"]
    text = "\n".join(lines({name: row["summary"] for name, row in files.items()})) + "\n"
    if "--write" in sys.argv[1:]:
        (ROOT / "reports/coverage.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def lines(files: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Markdown: one row a room, the whole at the end."""
    rooms: dict[str, list[int]] = {}
    for name, row in files.items():
        for room in (_room(Path(name)), "all"):
            counted = rooms.setdefault(room, [0, 0])
            counted[0] += row["num_statements"]
            counted[1] += row["covered_lines"]
    yield "# Lines that the tests run\n"
    yield "`make coverage` on the default tests; what runs in processes that tests start is not counted.\n"
    yield "| room | statements | run | percent |"
    yield "|---|---|---|---|"
    for room in (*sorted(set(rooms) - {"all"}), "all"):
        statements, run = rooms[room]
        yield f"| {room} | {statements} | {run} | {100 * run / max(1, statements):.1f} |"


def _room(path: Path) -> str:
    """`higgs_sym/judging`, or `higgs_sym` for what stands in no room."""
    parts = path.parts[path.parts.index("higgs_sym") :] if "higgs_sym" in path.parts else path.parts[-2:]
    return "/".join(parts[: min(2, len(parts) - 1)])


if __name__ == "__main__":
    sys.exit(main())
