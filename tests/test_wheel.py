"""What is installed elsewhere: a wheel that holds everything it reads, and extras that say how to get them."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command, **more):
    """Without the surroundings' idea of where modules are."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    words = [str(part) for part in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=clean, **more)


@pytest.mark.slow
def test_an_empty_environment(tmp_path):
    """Downloads what the package needs; the core alone computes, and names the extra for everything else."""
    built = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", tmp_path, ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    needed = {
        "report/templates/report.js",
        "report/fonts/stix-two-math.woff2",
        "explore/page/plot.js",
        "references.bib",
    }
    assert {f"higgs_sym/{name}" for name in needed} <= set(names)
    assert not [name for name in names if name.startswith(("tests", "docs", "notebooks"))]
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python, command = home / "bin/python", home / "bin/higgs-sym"
    assert run(python, "-m", "pip", "install", "-q", wheel).returncode == 0
    value = run(python, "-c", "import higgs_sym as h; print(h.chi_inv(2, '0.1', digits=30))", cwd=tmp_path)
    assert value.stdout == "(0.312836547483648010280368704833 - 0.475325539711927071024221990011j)\n"
    bare = run(command, "list")
    assert bare.returncode == 1
    assert "pip install 'higgs_sym[cli]'" in bare.stderr
    assert run(python, "-m", "pip", "install", "-q", f"{wheel}[cli]").returncode == 0
    listed = run(command, "eval", "gap", "--zeta", "1/10", cwd=tmp_path)
    assert listed.stdout == "0.694922483446\n"
    missing = run(command, "latex", "eq:22", cwd=tmp_path)
    assert missing.returncode == 2
    assert "pip install 'higgs_sym[report]'" in missing.stderr
    assert "Traceback" not in missing.stderr
