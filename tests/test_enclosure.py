"""A ball that says nothing proves nothing: the questions, who may ask flint itself, and engines that return nan."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import flint
import pytest

from higgs_sym.arithmetic.enclosure import apart, finite, holds, may_be, meets
from tests.containment import holds_to

ROOT = Path(__file__).resolve().parents[1]
NAN = flint.arb("nan")
UNBOUNDED = flint.arb(0, 1) / flint.arb(0, 1)
METHODS = {"contains", "overlaps", "contains_interior", "contains_integer"}
ASKED = "higgs_sym/arithmetic/enclosure.py"


@pytest.mark.parametrize("nothing", [NAN, UNBOUNDED, flint.acb(NAN, 1), flint.acb(1, NAN), flint.arb("+/- inf")])
def test_a_ball_that_says_nothing_proves_nothing(nothing):
    one = flint.acb(1)
    assert not finite(nothing)
    assert not holds(nothing, 1)
    assert not holds(one, nothing)
    assert not meets(nothing, one)
    assert not meets(one, nothing)
    assert not apart(nothing, one)
    assert not holds_to(nothing, one, 10)
    assert may_be(nothing)
    assert may_be(nothing, 1)


def test_balls_that_say_something():
    ball, other, far = flint.arb(1, 0.5), flint.arb(1.75, 0.5), flint.arb(3, 0.5)
    assert holds(ball, 1)
    assert holds(ball, flint.arb(1, 0.25))
    assert not holds(ball, other)
    assert meets(ball, other)
    assert not meets(ball, far)
    assert apart(ball, far)
    assert not apart(ball, other)
    assert may_be(ball, 1)
    assert not may_be(ball)
    assert holds(flint.acb(ball, 0), 1)
    assert not holds(flint.acb(ball, 1), 1)


def asked_of_flint(source: str) -> list[int]:
    """Lines that ask a ball itself, as a call or as a function that is passed on."""
    nodes = ast.walk(ast.parse(source))
    return [node.lineno for node in nodes if isinstance(node, ast.Attribute) and node.attr in METHODS]


def test_only_one_module_asks_flint_itself():
    files = [path for part in ("higgs_sym", "derivations", "tests") for path in ROOT.glob(f"{part}/**/*.py")]
    assert len(files) > 300
    wrong = {
        f"{path.relative_to(ROOT)}:{line}": "use arithmetic.enclosure, which demands finite balls"
        for path in files
        if str(path.relative_to(ROOT)) != ASKED
        for line in asked_of_flint(path.read_text(encoding="utf-8"))
    }
    assert not wrong


def test_the_search_sees_calls_and_methods_passed_on():
    assert asked_of_flint("ball.contains(1)\nany(map(ball.overlaps, other))\nrow.holds(2)") == [1, 2]


QUESTIONS = ("holds(", "holds_to(", "meets(", "apart(", "check_containment(")


def questions_to_certified_balls() -> list[str]:
    """Node ids of the default tests that ask a question of a certified quantity."""
    found = []
    for path in sorted(ROOT.glob("tests/**/test_*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
                continue
            source = ast.get_source_segment(text, node) or ""
            slow = any("slow" in ast.unparse(mark) for mark in node.decorator_list)
            through = "certify." in source or "check_containment(" in source
            if through and not slow and any(question in source for question in QUESTIONS):
                found.append(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def test_engines_that_return_nan_fail_every_test_of_their_balls(tmp_path):
    chosen = questions_to_certified_balls()
    assert len(chosen) > 20
    report = tmp_path / "junit.xml"
    command = [sys.executable, "-m", "pytest", "-p", "tests.nothing", "-q", "-n0", f"--junitxml={report}", *chosen]
    subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    cases = list(ElementTree.parse(report).iter("testcase"))
    assert len(cases) > len(chosen)
    passed = [f"{case.get('classname')}.{case.get('name')}" for case in cases if case.find("failure") is None]
    assert not passed
