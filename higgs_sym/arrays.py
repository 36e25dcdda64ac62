"""Arrays as users give them: checked once, in double precision; and one value for each of their elements.

Whatever NumPy makes an array of is accepted, numbers of every kind (`inputs.exact`) included. Ragged lists and masked
arrays are refused. Parameters broadcast like NumPy's: `over` calls an evaluator of many frequencies once for each
distinct set of parameters, `each` a function of one exact number after the other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from higgs_sym.errors import InputError
from higgs_sym.inputs import KINDS, LARGEST, SIZES, SMALLEST, UPPER, exact, exact_real, refusal, to_float

Array = npt.NDArray[Any]
RealArray = npt.NDArray[np.float64]
ComplexArray = npt.NDArray[np.complex128]
Check = Callable[[str, Any], Any]  # (name, value as given) -> exact number, or InputError
Given = Mapping[str, tuple[Any, Check]]  # parameters as given, each with its check

_ARRAYS = f"{KINDS}, or an array of them, all rows of one length"


def is_array(value: Any) -> bool:
    """Whether a value stands for more than one number."""
    return isinstance(value, (list, tuple)) or bool(getattr(value, "shape", ()))


def _is_masked(value: Any) -> bool:
    """`numpy.ma.isMaskedArray` without loading that module, which takes as long as a thousand values."""
    module = sys.modules.get("numpy.ma")
    return module is not None and isinstance(value, module.MaskedArray)


def given(name: str, value: Any) -> Array:
    """An array of whatever was given, with shape () for one number."""
    if _is_masked(value):
        raise refusal(name, value, "numbers without a mask (take the ones that count, or fill the others)")
    try:
        return np.asarray(None if isinstance(value, str) else value)
    except ValueError as error:  # rows of different lengths
        raise refusal(name, value, _ARRAYS) from error


def real_array(name: str, value: Any, minimum: int | None = None) -> RealArray:
    """One number (shape ()) or an array of numbers as float64; checks as in `inputs.exact_real`."""
    numbers = given(name, value)
    if numbers.ndim == 0:
        return np.asarray(to_float(exact_real(name, value, minimum)))
    if numbers.dtype.kind not in "iuf":
        items = [to_float(exact_real(name, item, minimum)) for item in numbers.ravel()]
        return np.array(items, dtype=np.float64).reshape(numbers.shape)
    array = numbers.astype(np.float64)
    wrong = ~np.isfinite(array)
    if minimum is not None:
        wrong |= array < minimum
    if wrong.any():
        accepted = "finite real numbers" + ("" if minimum is None else f" >= {minimum}")
        raise refusal(name, numbers[wrong][0], accepted)
    return array


def complex_array(name: str, value: Any) -> ComplexArray:
    """Finite numbers of accepted sizes as complex128, shape kept."""
    numbers = given(name, value)
    if numbers.ndim and numbers.dtype.kind in "iufc":
        array = numbers.astype(complex)
    elif numbers.ndim:
        array = np.array([to_float(exact(name, x)) for x in numbers.ravel()], dtype=complex).reshape(numbers.shape)
    else:
        array = np.asarray(complex(to_float(exact(name, value))))
    bad = ~np.isfinite(array)
    if bad.any():
        raise InputError(name, array[bad].ravel()[0], "finite numbers")
    parts = np.abs(np.stack([array.real, array.imag]))
    bad = ((parts > LARGEST) | (parts < SMALLEST) & (parts > 0)).any(0)
    if bad.any():
        raise InputError(name, array[bad].ravel()[0], SIZES)
    return array


def upper_array(name: str, value: Any) -> ComplexArray:
    """Numbers with Im >= 0 as complex128, shape kept."""
    array = complex_array(name, value)
    bad = array.imag < 0
    if bad.any():
        raise InputError(name, array[bad].ravel()[0], UPPER)
    return array


def plain(array: Array) -> Any:
    """An array, or the Python number where there is but one."""
    return array if array.ndim else array.item()


def over(function: Callable[..., Array], name: str, variable: Array, parameters: Given) -> Any:
    """function(variables, *parameters), once for each distinct set of parameters, broadcast and put together.

    `variable`, called `name`, is a checked array, handed on in one dimension; `parameters` are values as given, each
    with its check, handed on as exact numbers.
    """
    columns = [_distinct(each, *value) for each, value in parameters.items()]
    shape = _common({name: variable.shape} | dict(zip(parameters, (codes.shape for _, codes in columns), strict=True)))
    if all(len(values) == 1 for values, _ in columns):
        one = np.broadcast_to(variable, shape)
        return plain(function(one.ravel(), *(values[0] for values, _ in columns)).reshape(shape))
    which = np.zeros(shape, dtype=np.int64)
    for values, codes in columns:
        which = which * len(values) + codes
    flat, which = np.broadcast_to(variable, shape).ravel(), which.ravel()
    found = np.empty(flat.shape, dtype=complex if np.iscomplexobj(flat) else float)
    order = np.argsort(which, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(which[order])) + 1) if len(order) else ():
        code, chosen = int(which[members[0]]), []
        for values, _ in reversed(columns):
            code, k = divmod(code, len(values))
            chosen.append(values[k])
        some = function(flat[members], *reversed(chosen))
        found = found if found.dtype == some.dtype else found.astype(some.dtype)
        found[members] = some
    return plain(found.reshape(shape))


def together(
    evaluate: Callable[..., Array], name: str, variable: Array, other: str, parameter: tuple[Any, Check]
) -> Any:
    """evaluate(variables, exact numbers, which number each variable meets), once for all, broadcast.

    `variable`, called `name`, is a checked array, `parameter`, called `other`, a value as given with its check.
    """
    values, codes = _distinct(other, *parameter)
    shape = _common({name: variable.shape, other: codes.shape})
    flat, which = (np.broadcast_to(column, shape).ravel() for column in (variable, codes))
    return plain(evaluate(flat, values, which).reshape(shape))


def each(function: Callable[..., Any], arguments: Given) -> Any:
    """function(*exact arguments): one value, or an array of objects where arguments are arrays."""
    if not any(is_array(value) for value, _ in arguments.values()):
        return function(*(check(name, value) for name, (value, check) in arguments.items()))
    columns = [_distinct(name, *value) for name, value in arguments.items()]
    shape = _common(dict(zip(arguments, (codes.shape for _, codes in columns), strict=True)))
    rows = zip(*(np.broadcast_to(codes, shape).ravel().tolist() for _, codes in columns), strict=True)
    out = np.empty(shape, dtype=object)
    out.ravel()[:] = [function(*(values[k] for (values, _), k in zip(columns, row, strict=True))) for row in rows]
    return out


def _distinct(name: str, value: Any, check: Check) -> tuple[list[Any], Array]:
    """The exact values of a parameter, each once, and the shape of the parameter filled with their numbers."""
    if not is_array(value) and not _is_masked(value):
        return [check(name, value)], np.zeros((), dtype=np.int64)
    numbers = given(name, value)
    if numbers.dtype.kind in "iuf":
        items, codes = np.unique(numbers, return_inverse=True)
        return [check(name, item) for item in items], codes.reshape(numbers.shape)
    places: dict[Any, int] = {}
    codes = np.array([places.setdefault(check(name, item), len(places)) for item in numbers.ravel()], dtype=np.int64)
    return list(places), codes.reshape(numbers.shape)


def _common(shapes: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError as error:
        name = max(shapes, key=lambda each: len(shapes[each]))
        listed = ", ".join(f"{each} {shape}" for each, shape in shapes.items() if shape)
        raise InputError(name, f"array of shape {shapes[name]}", f"shapes that broadcast, but: {listed}") from error
