"""Verdicts and findings as JUnit XML, which continuous-integration services show as tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from higgs_sym.records import Kind, Outcome

# XML 1.0 has no place for control characters, whatever a reason quotes.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(outcome: Outcome, expected: Mapping[str, Kind]) -> str:
    """JUnit XML: one test per claim or statement.

    A verdict other than the expected one is a failure, an undecided one is an error, whatever was expected: undecided
    never counts as passed.
    """
    kinds, reasons = outcome.kinds(), outcome.reasons()
    seconds = {verdict.claim: verdict.cpu_seconds for verdict in outcome.verdicts}
    undecided = [key for key, kind in kinds.items() if kind is Kind.UNDECIDED]
    failed = [key for key, kind in kinds.items() if kind is not Kind.UNDECIDED and kind is not expected[key]]
    counts = {"tests": str(len(kinds)), "failures": str(len(failed)), "errors": str(len(undecided))}
    root = ElementTree.Element("testsuites", {"name": "higgs-sym verify", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "higgs-sym verify", **counts})
    for key, kind in kinds.items():
        group = "claim" if key in seconds else "statement"
        case = ElementTree.SubElement(suite, "testcase", {
            "name": _clean(key), "classname": f"higgs_sym.{group}", "time": f"{seconds.get(key, 0):.2f}",
        })  # fmt: skip
        message = _clean(f"{kind.value}: {reasons[key]}")
        if key in undecided:
            ElementTree.SubElement(case, "error", {"message": message, "type": "undecided"})
        elif key in failed:
            text = f"{message} (expected: {expected[key].value})"
            ElementTree.SubElement(case, "failure", {"message": text, "type": kind.value})
        else:
            ElementTree.SubElement(case, "system-out").text = message
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("?", text)
