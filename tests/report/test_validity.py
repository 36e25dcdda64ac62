"""Maps of the relative error: the numbers behind them, and the picture."""

from __future__ import annotations

import numpy as np

from higgs_sym.figures import _style
from higgs_sym.registry import FORMULAS, MAPS
from higgs_sym.report import validity


def test_error_of_a_formula_ten_per_cent_off(records):
    """The made-up exact quantity is 1 + delta/10 times the formula."""
    (plane,) = records.maps
    across, up, error = validity.errors(records.formulas["threshold"], plane, points=7)
    assert error.shape == (7, 7)
    np.testing.assert_allclose(error, np.broadcast_to(1 / (1 + across / 10) - 1, (7, 7)), rtol=1e-9)
    assert up[0] == 1e-2


def test_quadratic_onset_is_good_close_to_the_threshold_only():
    plane = MAPS["map:threshold:im"]
    _, _, error = validity.errors(FORMULAS["threshold:im"], plane, points=5)
    assert abs(error[2, 0]) < 0.01 < 0.1 < abs(error[2, -1])
    _, _, linear = validity.errors(FORMULAS["eq:22"], plane, points=5)
    assert abs(linear[2, 0]) > 1


def test_the_picture_has_both_contours(records):
    (plane,) = records.maps
    with _style.style():
        figure = validity.draw(records.formulas["threshold"], plane)
        assert [text.get_text() for text in figure.axes[0].get_legend().get_texts()] == [
            "below 1%",
            "below 10%",
            "above 10%",
        ]
        assert _style.svg(figure) == _style.svg(validity.draw(records.formulas["threshold"], plane))
