"""Execute the notebooks and write them with their outputs beside the sources: `make notebooks`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
SOURCES = sorted(FOLDER.glob("*.py"))
PATIENCE = 600  # seconds for one cell


def executed(source: Path) -> Any:
    """The notebook with its outputs, and with nothing in it that changes from run to run."""
    import jupytext
    import nbclient

    notebook = jupytext.read(source)
    where = {"metadata": {"path": str(FOLDER)}}
    client = nbclient.NotebookClient(
        notebook, timeout=PATIENCE, kernel_name="python3", resources=where, record_timing=False
    )
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    return notebook


def said(notebook: Any) -> list[tuple[str, list[str]]]:
    """Source and text output of every cell; pictures differ from one matplotlib to the next."""
    return [
        (cell.source, ["".join(each.text) for each in cell.get("outputs", ()) if each.output_type == "stream"])
        for cell in notebook.cells
    ]


def main() -> None:
    """Write all of them."""
    import nbformat

    for source in SOURCES:
        nbformat.write(executed(source), source.with_suffix(".ipynb"))
        print(source.with_suffix(".ipynb"))


if __name__ == "__main__":
    main()
