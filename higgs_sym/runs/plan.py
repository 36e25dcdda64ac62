"""What a survey computes: a quantity, its digits, and the points, read from a TOML file."""

from __future__ import annotations

import difflib
import inspect
import math
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from higgs_sym.errors import HiggsSymError, InputError, UnknownIdError
from higgs_sym.inputs import check_digits
from higgs_sym.runs import sobol
from higgs_sym.runs.axes import Axis, read_axis

MAX_POINTS = 10**8
MAX_BYTES = 2**20  # of the file
SAMPLINGS = ("grid", "random", "sobol")
_KEYS = ("quantity", "certified", "digits", "sampling", "points", "seed", "parameters")
_RANDOM_BITS = 53


@dataclass(frozen=True)
class Survey:
    """Points and what to compute at each; `point(k)` is cheap for any k, so that nothing is kept in memory."""

    quantity: str
    certified: bool
    digits: int | None
    sampling: str
    axes: tuple[Axis, ...]
    drawn: int = 0  # number of points that are random or Sobol
    seed: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters in the order of the columns."""
        return tuple(axis.name for axis in self.axes)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the text of each parameter stands for, see `Axis.kind`."""
        return tuple(axis.kind for axis in self.axes)

    def __len__(self) -> int:
        return self.drawn or math.prod(len(axis.values) for axis in self.axes)

    def point(self, index: int) -> tuple[str, ...]:
        """The parameters of point `index` from 0, as text; on a grid the last axis turns fastest."""
        if self.sampling == "grid":
            picked = []
            for axis in reversed(self.axes):
                index, place = divmod(index, len(axis.values))
                picked.append(axis.values[place])
            return tuple(reversed(picked))
        if self.sampling == "random":
            draw = random.Random(f"{self.seed}:{index}")
            fractions = [Fraction(draw.getrandbits(_RANDOM_BITS), 2**_RANDOM_BITS) for _ in self._free]
        else:
            fractions = [Fraction(c, 2**sobol.BITS) for c in sobol.point(index, len(self._free))]
        drawn = {axis.name: axis.value(fraction) for axis, fraction in zip(self._free, fractions, strict=True)}
        return tuple(drawn.get(axis.name) or axis.values[0] for axis in self.axes)

    def facts(self) -> dict[str, Any]:
        """What the columns of the output hold, for its header."""
        return {"quantity": self.quantity, "certified": self.certified, "digits": self.digits}

    @cached_property
    def _free(self) -> tuple[Axis, ...]:
        """The axes along which there is something to draw."""
        return tuple(axis for axis in self.axes if len(axis.values) != 1)


def load(path: Path | str) -> Survey:
    """The survey in a TOML file. Raises HiggsSymError if it cannot be read, InputError for what it says.

    Numbers are exact: 0.1 means one tenth, here also without quotes; fractions and complex numbers are strings.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise HiggsSymError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > MAX_BYTES:
        raise HiggsSymError(f"{path} is no survey: longer than {MAX_BYTES} bytes")
    return parse(data, str(path))


def parse(data: bytes, name: str = "the survey") -> Survey:
    """The survey in TOML text; see `load`."""
    try:
        content = tomllib.loads(data.decode(), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise HiggsSymError(f"{name} is not TOML: {error}") from error
    return plan(content)


def plan(content: Mapping[str, object]) -> Survey:
    """The survey that a mapping with the keys of the TOML file describes.

    Keys: quantity (see `higgs-sym list quantity`); certified (false): a proven enclosure from `higgs_sym.certify`;
    digits; sampling ("grid", "random" or "sobol"); points and seed (0) of the latter two; parameters: name -> number,
    list, or {from, to, points, scale ("linear" or "log"), imag}. Raises InputError and UnknownIdError.
    """
    _check_keys("survey", content, _KEYS)
    certified = content.get("certified", False)
    if not isinstance(certified, bool):
        raise InputError("certified", certified, "true or false")
    signature = inspect.signature(function_of(_name(content), certified)).parameters
    sampling = content.get("sampling", "grid")
    if sampling not in SAMPLINGS:
        raise InputError("sampling", sampling, " or ".join(SAMPLINGS))
    axes = _axes(content.get("parameters"), signature, sampling == "grid")
    survey = Survey(_name(content), certified, _digits(content, signature, certified), sampling, axes)
    if sampling == "grid":
        for key in {"points", "seed"} & set(content):
            raise InputError(key, content[key], "nothing on a grid: points belong to the axes, seed to random sampling")
        if len(survey) > MAX_POINTS:
            raise InputError("parameters", f"{len(survey)} points", f"at most {MAX_POINTS} points")
        return survey
    free = len(survey._free)
    if sampling == "sobol" and not 1 <= free <= sobol.MAX_DIMENSIONS:
        raise InputError("parameters", f"{free} to draw", f"1 to {sobol.MAX_DIMENSIONS} to draw in a Sobol survey")
    drawn, seed = _integer(content, "points", None, MAX_POINTS), _integer(content, "seed", 0, 2**63)
    return Survey(survey.quantity, certified, survey.digits, sampling, axes, drawn, seed)


def function_of(quantity: str, certified: bool) -> Any:
    """The function that computes a quantity: of the registry, or of `higgs_sym.certify`. UnknownIdError."""
    if not certified:
        from higgs_sym.registry import QUANTITIES

        return QUANTITIES[quantity].function
    from higgs_sym import certify

    known = {
        name: value
        for name, value in vars(certify).items()
        if inspect.isfunction(value) and value.__module__ == certify.__name__ and not name.startswith("_")
    }
    if quantity not in known:
        raise UnknownIdError("certified quantity", quantity, tuple(difflib.get_close_matches(quantity, known)))
    return known[quantity]


def _name(content: Mapping[str, object]) -> str:
    name = content.get("quantity")
    if not isinstance(name, str):
        raise InputError("quantity", name, "the name of a quantity, as a string")
    return name


def _digits(content: Mapping[str, object], signature: Mapping[str, inspect.Parameter], certified: bool) -> int | None:
    default = signature["digits"].default
    if not certified:
        return check_digits(content.get("digits", default))
    from higgs_sym.certify import MAX_DIGITS

    return check_digits(content.get("digits", default), MAX_DIGITS)


def _axes(given: object, signature: Mapping[str, inspect.Parameter], grid: bool) -> tuple[Axis, ...]:
    if not isinstance(given, Mapping):
        raise InputError("parameters", given, "a table of parameters")
    names = [name for name in signature if name != "digits"]
    _check_keys("parameters", given, names)
    for name in names:
        if signature[name].default is inspect.Parameter.empty and name not in given:
            raise InputError("parameters", ", ".join(given), f"a table with a value for {name}")
    return tuple(read_axis(name, _kind(signature[name]), value, grid) for name, value in given.items())


def _kind(parameter: inspect.Parameter) -> str:
    if isinstance(parameter.default, bool):
        return "flag"
    return "count" if "int" in str(parameter.annotation) else "number"


def _integer(content: Mapping[str, object], key: str, default: int | None, largest: int) -> int:
    value = content.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not (0 if default == 0 else 1) <= value <= largest:
        raise InputError(key, value, f"an integer from {0 if default == 0 else 1} to {largest}")
    return value


def _check_keys(what: str, given: Mapping[str, object], known: Sequence[str]) -> None:
    for key in given:
        if key not in known:
            raise InputError(what, key, "one of " + ", ".join(known))
