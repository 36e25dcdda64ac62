#!/usr/bin/env bash
# A BibTeX file read and written again has other maths in its titles, and shorter addresses.
#
# pybtex 0.26.1 and bibtexparser 2.1.0, with its LaTeX decoder. Expected: $T_c$, 50\% and https://example.org/a%20b survive. Seen: pybtex writes $T\_c$, text in maths,
# and 50\\%, which for LaTeX is a new line and a comment that swallows what follows; bibtexparser's LatexDecodingMiddleware
# returns the title as it is meant and the address as https://example.org/a, cut where LaTeX would see a comment. No warning from either.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'pybtex==0.26.1' 'bibtexparser==2.1.0'
venv/bin/python -W ignore - <<'PY'
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from pybtex.database import parse_string

ENTRY = r"""@article{key, title = {The gap at $T_c$, 50\% of it}, url = {https://example.org/a%20b}, year = {2025}}"""
read = parse_string(ENTRY, "bibtex")
written = read.to_string("bibtex")
print(written)
assert read.entries["key"].fields["title"] == r"The gap at $T_c$, 50\% of it"
assert r"$T\_c$" in written and r"50\\% of it" in written
fields = {each.key: each.value for each in bibtexparser.parse_string(ENTRY, append_middleware=[LatexDecodingMiddleware()]).entries[0].fields}
print(fields)
assert fields["title"] == "The gap at $T_c$, 50% of it"
assert fields["url"] == "https://example.org/a"
PY
