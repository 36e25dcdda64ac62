"""references.bib is read completely and printed both ways."""

from __future__ import annotations

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.report import bibliography as bib

ENTRY = r"""
@article{Key2000,
  author = {Gor'kov, L. P. and M{\"u}ller, K. A. and Third, C.},
  title = {On {BCS} \& more},
  journal = {Sov. Phys. JETP},
  volume = {12},
  pages = {1--9},
  year = {2000},
  doi = {10.1000/1}
}
"""


def test_every_entry_of_the_package_prints_both_ways():
    for key, entry in bib.references().items():
        assert key
        assert entry["year"] in bib.citation_html(entry)
        assert r"\emph" in bib.citation_tex(entry)
        assert "\\" not in bib.readable(bib.short_name(entry))


def test_article():
    entry = bib.parse(ENTRY)["Key2000"]
    html = bib.citation_html(entry)
    assert (
        "L. P. Gor’kov, K. A. Müller and C. Third, <em>On BCS &amp; more</em>".replace(". ", ".\N{NO-BREAK SPACE}")
        in html
    )
    assert "<b>12</b>, 1–9 (2000)." in html
    assert bib.readable(bib.short_name(entry)) == "Gor’kov et al. 2000"
    assert bib.link(entry) == "https://doi.org/10.1000/1"


def test_fields_in_quotation_marks_and_bare_numbers():
    entry = bib.parse('@misc{a, title = "A {"}quoted{"} one", year = 2000, month = jan}')["a"]
    assert (entry["title"], entry["year"]) == ('A {"}quoted{"} one', "2000")


def test_damage_is_named():
    with pytest.raises(HiggsSymError, match="comes twice"):
        bib.parse(ENTRY + ENTRY)
    with pytest.raises(HiggsSymError, match="never closed"):
        bib.parse("@misc{a, title = {open")
    with pytest.raises(HiggsSymError, match=r"my\.bib: quotation mark opened"):
        bib.parse('@misc{a, title = "open}', "my.bib")
    with pytest.raises(HiggsSymError, match="neither in braces nor in quotation marks"):
        bib.parse("@misc{a, title = (x)}")
    with pytest.raises(HiggsSymError, match="cannot read"):
        bib.readable(r"\unknown{x}")
