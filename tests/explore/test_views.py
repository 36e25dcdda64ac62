"""What the explorer draws is what the functions say, in parts that are quick, and the Python it shows reproduces it."""

from __future__ import annotations

import json

import numpy as np
import pytest

import higgs_sym
from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.errors import InputError
from higgs_sym.explore.views import FREQUENCIES, TIMES, VIEWS, view
from higgs_sym.registry import FORMULAS

GIVEN = {"zeta": "1/10", "kappa": "0.2", "T": "0"}


def exact(made):
    return [curve for curve in made.curves if curve.style != "approximation"]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("zeta", ["0", "1/10", "1", "1.5"])
def test_every_view_is_json_for_every_state(name, zeta):
    made = view(name, {"zeta": zeta}).as_dict()
    json.dumps(made, allow_nan=False)
    for curve in made["curves"]:
        assert len(curve["y"]) == len(curve["x"] if curve["x"] is not None else made["x"])
        assert any(value is not None for value in curve["y"]) or curve["style"] == "approximation"


@pytest.mark.parametrize("name", VIEWS)
def test_the_python_reproduces_the_curves(name):
    made = view(name, GIVEN)
    made = view(name, GIVEN, made.parts - 1) if made.replaces else made
    room: dict[str, object] = {}
    exec(made.call, room)  # our own text
    if name == "plane":
        points = [complex(each) for found in room["points"].values() for each in found]
        drawn = [complex(x, y) for curve in made.curves for x, y in zip(curve.x, curve.y, strict=True)]
        assert all(min(abs(point - each) for each in drawn) < 1e-12 for point in points)
        return
    if name == "map":
        assert room["error"].shape == (len(room["zeta"]), len(room["delta"]))
        return
    values = np.asarray(room["values"])
    sides = [values.real, values.imag] if np.iscomplexobj(values) else [values]
    for curve, side in zip(exact(made), sides, strict=True):
        drawn = np.array([np.nan if y is None else y for y in curve.y])
        shown = np.isfinite(drawn)
        assert shown.sum() > 0.8 * len(drawn)
        np.testing.assert_allclose(drawn[shown], side[shown], rtol=1e-8, atol=1e-8)


def test_the_python_gives_the_pole_that_is_drawn():
    made = view("plane", {"zeta": "1/10", "kappa": "1/20"})
    room: dict[str, object] = {}
    exec(made.call, room)  # our own text
    (drawn,) = (curve for curve in made.curves if curve.name.startswith("poles"))
    assert complex(drawn.x[0], drawn.y[0]) == pytest.approx(room["omega"], rel=1e-6)
    assert all(not curve.name.startswith("poles") for curve in view("plane", {"zeta": "1/10", "kappa": "1/2"}).curves)


def test_marks_that_coincide_are_one():
    assert [name for _, name in view("chi", {"zeta": "0"}).marks] == ["2Δ"]
    assert [name for _, name in view("chi", {"zeta": "0.1"}).marks] == ["2ε_g", "2Δ"]


def test_warm_parts_together_are_the_whole_axis():
    first = view("chi", {"zeta": "0.1", "T": "0.3"})
    assert first.parts > 1
    parts = [view("chi", {"zeta": "0.1", "T": "0.3"}, part) for part in (1, first.parts - 1)]
    axis = np.linspace(*FREQUENCIES)
    for made in (first, *parts):
        assert len(made.x) == len(axis) // first.parts
        assert set(made.x) <= set(axis.tolist())
    assert not set(parts[0].x) & set(parts[1].x) & set(first.x)
    value = higgs_sym.chi(parts[0].x[3], "0.1", T="0.3")
    assert exact(parts[0])[1].y[3] == pytest.approx(value.imag, rel=1e-8)


def test_approximations_stand_where_they_are_meant_to_hold():
    made = view("chi_inv", {"zeta": "0.1"})
    (onset,) = [curve for curve in made.curves if curve.name == "quadratic onset"]
    edge = 2 * higgs_sym.gap("0.1")
    inside = [(x, y) for x, y in zip(made.x, onset.y, strict=True) if y is not None]
    assert all(x > edge for x, _ in inside)
    from higgs_sym.arithmetic.float64_backend import BACKEND

    x, y = inside[0]
    assert y == pytest.approx(FORMULAS["threshold:im"].body(BACKEND, x - edge, 0.1), rel=1e-8)
    gapless = view("chi_inv", {"zeta": "1.5"})
    assert all(curve.style == "exact" for curve in gapless.curves)


def test_the_envelope_meets_the_tail():
    """At the largest time shown for strong pair breaking the maxima touch the envelope to a few per cent."""
    made = view("time", {"zeta": "0.5"}, part=1)
    signal, upper = (np.array(made.curves[k].y, dtype=float) for k in (0, 1))
    late = np.array(made.x) > 0.7 * TIMES[1]
    assert np.max(np.abs(signal[late] / upper[late])) == pytest.approx(1, abs=0.02)
    assert not view("time", {"zeta": "0.5", "kappa": "0.1"}).curves[1:]
    assert "at T = 0" in view("time", {"zeta": "0.5", "T": "0.1"}).note


@pytest.mark.parametrize("given", [{"zeta": "0.1"}, {"zeta": "0.5"}, {"zeta": "0.2", "kappa": "0.3"}])
def test_the_quick_curve_is_good_to_half_a_per_cent_of_the_largest_value(given):
    quick, exact = (np.array(view("time", given, part).curves[0].y, dtype=float) for part in (0, 1))
    assert np.max(np.abs(quick - exact)) < 5e-3 * np.max(np.abs(exact))


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("nothing", {}, "^view = "),
        ("chi", {"zeta": "-1"}, "^zeta = "),
        ("chi", {"zeta": "x"}, "^zeta = "),
        ("chi", {"zeta": "0.1", "T": "1e9"}, "^T = "),
        ("chi", {"kappa": "__import__('os')"}, "^kappa = "),
    ],
)
def test_refused(name, given, message):
    with pytest.raises(InputError, match=message):
        view(name, given)


def test_the_map_has_the_lines_of_one_and_ten_per_cent():
    made = view("map", {"zeta": "1/10"})
    assert {"quadratic onset, 1%", "quadratic onset, 10%", "(22), 1%", "(22), 10%", "ζ"} <= {
        c.name for c in made.curves
    }
    solid = next(curve for curve in made.curves if curve.name == "quadratic onset, 1%")
    for x, y in list(zip(solid.x, solid.y, strict=True))[5:-5:20]:
        zeta, delta = 10**y, 10**x
        exact_value = higgs_sym.chi_inv(2 * higgs_sym.gap(zeta) + delta, zeta).imag
        law = FORMULAS["threshold:im"].body(BACKEND, delta, zeta)
        assert 0.005 < abs(law / exact_value - 1) < 0.02
