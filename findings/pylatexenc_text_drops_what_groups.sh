#!/usr/bin/env bash
# LaTeX becomes text that means something else.
#
# pylatexenc 2.11. Expected: latex_to_text keeps the value of a formula that it writes in one line, as it does for \\sqrt{x+1}. Seen: fractions and exponents lose their
# braces: \\frac{1}{a+b} becomes 1/a+b, \\tfrac12 becomes 12, e^{-2x} becomes e^-2x, \\sqrt[3]{x} becomes the square root.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'pylatexenc==2.11'
venv/bin/python -W ignore - <<'PY'
from pylatexenc.latex2text import LatexNodes2Text

text = LatexNodes2Text().latex_to_text
seen = {formula: text(f"${formula}$") for formula in (r"\frac{1}{a+b}", r"\tfrac12", r"e^{-2x}", r"\sqrt[3]{x}", r"\sqrt{x+1}")}
print(seen)
assert seen[r"\frac{1}{a+b}"] == "1/a+b"
assert seen[r"\tfrac12"] == "12"
assert seen[r"e^{-2x}"] == "e^-2x"
assert "3" not in seen[r"\sqrt[3]{x}"]
assert "(" in seen[r"\sqrt{x+1}"]
PY
