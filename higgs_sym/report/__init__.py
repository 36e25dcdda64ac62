"""Verdicts, derivations and figures -> report.html, report.tex and verdicts.json."""
