"""The one-page summary and the JUnit file: complete, in order, readable."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from higgs_sym.records import Finding, Kind, Outcome
from higgs_sym.report import junit, summary


def test_every_verdict_and_finding_stands_in_its_place(archive, records):
    text = summary.render(archive.outcome, records.claims, records.statements)
    assert re.findall(r"^## (\w+) \((\d+)\)$", text, re.MULTILINE) == [
        ("Confirmed", "1"), ("Corrected", "2"), ("Undecided", "1"),
    ]  # fmt: skip
    confirmed, corrected, undecided = re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]
    assert "**identity**" in confirmed
    assert "**eq:22**" in corrected
    assert "What holds: threshold." in corrected
    assert "**s:1**" in corrected
    assert "**threshold**" in undecided
    assert "The error bar holds two orders." in undecided
    assert text.startswith("# Verdicts\n\n1 confirmed, 2 corrected, 0 refuted and 1 undecided.\n")
    assert "$" not in text
    assert "\\" not in text


def test_refuted_is_what_nothing_replaces(archive, records):
    verdict = replace(archive.verdicts[1], kind=Kind.WRONG_ORDER, reason="another power")
    text = summary.render(Outcome((verdict,)), records.claims, records.statements)
    assert "## Refuted (1)" in text
    assert "Wrong order: another power." in text


def test_a_claim_out_of_a_file_needs_no_record(archive, records):
    verdict = replace(archive.verdicts[1], claim="mine")
    assert "- **mine** " in summary.render(Outcome((verdict,)), records.claims, records.statements)


def test_junit_counts_failures_and_errors(archive):
    expected = {"eq:22": Kind.CONFIRMED, "identity": Kind.CONFIRMED, "threshold": Kind.UNDECIDED, "s:1": Kind.REFUTED}
    root = ElementTree.fromstring(junit.render(archive.outcome, expected))
    suite = root.find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "1", "1")
    cases = {case.get("name"): case for case in suite}
    assert "expected: confirmed" in cases["eq:22"].find("failure").get("message")
    assert cases["threshold"].find("error").get("type") == "undecided"
    assert cases["identity"].find("failure") is None
    assert cases["s:1"].get("classname") == "higgs_sym.statement"


def test_junit_survives_characters_that_xml_does_not_know():
    outcome = Outcome(findings={"s": Finding(Kind.CONFIRMED, "a\x00b <&> \ud800", "measured")})
    root = ElementTree.fromstring(junit.render(outcome, {"s": Kind.CONFIRMED}))
    assert root.find(".//system-out").text == "confirmed: a?b <&> ?"
