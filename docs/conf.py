"""Sphinx: Markdown, API from docstrings, formulas as MathML (no script, no request to anybody)."""

from __future__ import annotations

import sys
from pathlib import Path

import higgs_sym

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "higgs_sym"
author = "The higgs_sym authors"
project_copyright = "the higgs_sym authors"
version = release = higgs_sym.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "higgs_sym_docs"]
napoleon_google_docstring = False
myst_enable_extensions = ["dollarmath", "amsmath", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "higgs_sym"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["math.css"]
html_copy_source = False
exclude_patterns = ["_build", "_ext"]
autodoc_typehints = "none"  # nearly everything accepts numbers of every library
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
