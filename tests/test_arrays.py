"""The front door: arrays broadcast, one clear error for what is no array, one reading of vertex and sheet."""

from __future__ import annotations

import numpy as np
import pytest

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.errors import InputError
from higgs_sym.physics.dynamics import amplitude

SHAPED = [
    (h.chi_inv, ([[1.0], [2.5]], [0.1, 0.5, 1.5]), {"kappa": 0.25}),
    (h.chi, ([1.0, 2.5], 0.1), {"kappa": [[0.0], [0.5]], "T": [[0.0], [0.25]]}),
    (h.spectral_u, ([[1.0], [2.5]], [0.1, 0.5, 1.5]), {}),
    (h.dos, ([[1.0], [2.5]], [0.1, 0.5, 1.5]), {}),
    (h.chi_t, ([[1.0], [-2.5]], [0.1, 1.5]), {}),
    (h.quench, ([1.0, 2.5], [[0.1], [0.5]]), {}),
    (amplitude, ([1.0, 2.5], [[0.1], [0.5]]), {}),
]


@pytest.mark.parametrize(("function", "args", "options"), SHAPED, ids=[row[0].__name__ for row in SHAPED])
def test_parameters_broadcast_and_every_element_is_the_value_of_its_own_call(function, args, options):
    found = function(*args, **options)
    names = list(options)
    columns = np.broadcast_arrays(*args, *options.values())
    assert found.shape == columns[0].shape
    for place in np.ndindex(found.shape):
        numbers = [float(column[place]) for column in columns]
        alone = function(*numbers[: len(args)], **dict(zip(names, numbers[len(args) :], strict=True)))
        assert found[place] == pytest.approx(alone, rel=1e-13)


def test_arrays_of_strings_are_exact_and_digits_give_arrays_of_objects():
    found = h.chi_inv(["2", "5/2"], ["1/10", "3/10"], digits=20)
    assert found.dtype == object
    assert found[1] == h.chi_inv("5/2", "3/10", digits=20)
    assert np.array_equal(h.gap(["1/10", "3/10"]), [h.gap("1/10"), h.gap("3/10")])


def test_an_empty_array_stays_empty():
    assert h.chi_inv(np.zeros((0, 3)), 0.1).shape == (0, 3)
    assert h.chi_inv(np.zeros((0, 3)), [0.1, 0.2, 0.3]).shape == (0, 3)
    assert h.gap(np.zeros(0)).shape == (0,)


RAGGED = [[1.0, 2.0], [3.0]]
MASKED = np.ma.array([1.0, 2.0], mask=[False, True])


@pytest.mark.parametrize("bad", [RAGGED, MASKED], ids=["ragged", "masked"])
@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda x: h.chi_inv(x, 0.1), "omega"),
        (lambda x: h.chi_inv(2.0, x), "zeta"),
        (lambda x: h.chi_inv(x, 0.1, digits=12), "omega"),
        (lambda x: h.chi(2.0, 0.1, kappa=x), "kappa"),
        (lambda x: h.chi_inv(2.0, 0.1, T=x), "T"),
        (lambda x: h.chi_t(x, 0.1), "t"),
        (lambda x: h.dos(x, 0.1), "eps"),
        (lambda x: h.spectral_u(x, 0.1), "z"),
        (lambda x: h.gap(x), "zeta"),
        (lambda x: h.order_parameter(x), "gamma"),
        (lambda x: h.scaling_function(x), "Y"),
    ],
)
def test_ragged_lists_and_masks_are_refused_by_name(function, name, bad):
    with pytest.raises(InputError, match=f"^{name} = "):
        function(bad)


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(InputError, match=r"omega \(2,\), zeta \(3,\)"):
        h.chi_inv([1, 2], [0.1, 0.2, 0.3])


@pytest.mark.parametrize("module", [h, certify])
def test_both_doors_read_vertex_and_sheet_alike(module):
    options = {"digits": 10 if module is certify else 30}
    same = [module.chi_inv(2, "1/10", vertex=vertex, **options) for vertex in (True, np.True_)]
    same += [module.chi(2 - 0.1j, "1/10", sheet=sheet, **options) for sheet in (1, 1.0)]
    assert str(same[0]) == str(same[1])
    assert str(same[2]) == str(same[3])
    calls = [
        ({"vertex": 1}, "vertex = 1: accepted is True or False"),
        ({"sheet": True}, "sheet = True: accepted is None, 0 or 1"),
        ({"sheet": 2}, "sheet = 2: accepted is None, 0 or 1"),
        ({"sheet": 0, "T": 1}, "T = 1: accepted is 0 when a sheet is given"),
        ({"sheet": 1}, r"omega = \(2\+1j\): accepted is numbers with Im < 0 on sheet 1"),
        ({"zeta": -1}, "zeta = -1: accepted is a finite real number >= 0"),
        ({"kappa": float("nan")}, "kappa = nan: accepted is a finite number"),
    ]
    for wrong, message in calls:
        with pytest.raises(InputError, match=f"^{message}"):
            module.chi_inv(2 + 1j, **{"zeta": "1/10", **wrong})
    with pytest.raises(InputError, match=r"^omega = \(2-1j\): accepted is a finite number with Im >= 0"):
        module.chi_inv(2 - 1j, "1/10")
