"""What the page draws: each view is a set of curves over one axis, in double precision, in parts of under 0.1 s."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.inputs import exact_real, to_float
from higgs_sym.materials.experiment import pole
from higgs_sym.physics.dynamics import chi_t
from higgs_sym.physics.sheet1.branch_points import branch_points
from higgs_sym.physics.spectrum import dos, gap
from higgs_sym.physics.susceptibility import chi, chi_inv
from higgs_sym.registry import FORMULAS, MAPS

FREQUENCIES = (0.02, 4.0, 240)
ENERGIES = (0.0, 2.0, 401)
TIMES = (0.25, 80.0, 480)
WARM_PART = 12  # frequencies at T > 0 that take less than a tenth of a second
_TINY = 1e-9
PLANE, MAP_POINTS = "map:threshold:im", 61


@dataclass(frozen=True)
class Point:
    """The parameters as typed and as doubles."""

    texts: Mapping[str, str]
    zeta: float
    kappa: float
    T: float

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Point:
        """From texts such as "1/10"; InputError names what is wrong."""
        names = ("zeta", "kappa", "T")
        for name in set(given) - set(names):
            raise InputError("field", name, f"one of view, part, {', '.join(names)}")
        texts = {name: given.get(name) or "0" for name in names}
        numbers = {name: float(to_float(exact_real(name, text, minimum=0))) for name, text in texts.items()}
        for name, largest in (("zeta", 100.0), ("kappa", 100.0), ("T", 100.0)):
            if numbers[name] > largest:
                raise InputError(name, texts[name], f"0 to {largest:g}")
        return cls(texts, **numbers)

    @property
    def arguments(self) -> str:
        """As they stand in a call."""
        rest = "".join(f', {name}="{self.texts[name]}"' for name in ("kappa", "T") if getattr(self, name))
        return f'"{self.texts["zeta"]}"{rest}'

    @property
    def edge(self) -> float:
        """eps_g/Delta."""
        return float(gap(self.zeta))


@dataclass(frozen=True)
class Curve:
    """One line: exact ones are drawn solid, approximations dashed; points have no line."""

    name: str
    y: list[float | None]
    style: str = "exact"
    x: list[float] | None = None  # its own, if not the view's
    colour: int = 0


@dataclass(frozen=True)
class View:
    """What one picture shows, or one part of it."""

    title: str
    x_label: str
    y_label: str
    x: list[float]
    curves: list[Curve]
    marks: list[tuple[float, str]]  # places on the axis, with names
    call: str  # Python that gives the exact curves
    parts: int = 1
    part: int = 0
    note: str = ""
    equal: bool = False  # same scale on both axes
    replaces: bool = False  # a later part is the whole again, better
    extra: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def view(name: str, given: Mapping[str, str], part: int = 0) -> View:
    """The view of this name at these parameters; InputError for unknown names and wrong numbers."""
    if name not in VIEWS:
        raise InputError("view", name, f"one of {', '.join(VIEWS)}")
    made = VIEWS[name](Point.read(given), part)
    if part >= made.parts:
        raise InputError("part", part, f"0 to {made.parts - 1}")
    return made


def _spectrum(point: Point, _part: int) -> View:
    energies = np.linspace(*ENERGIES)
    with np.errstate(all="ignore"):
        bcs = np.where(energies > 1, energies / np.sqrt(np.abs(energies**2 - 1) + _TINY**2), 0.0)
    curves = [
        Curve("N(ε)/N₀", _clean(dos(energies, point.zeta), 12)),
        Curve("without pair breaking", _clean(bcs, 12), "approximation", colour=1),
    ]
    call = f'energies = np.linspace{ENERGIES}\nvalues = higgs_sym.dos(energies, "{point.texts["zeta"]}")'
    marks = [(point.edge, "ε_g"), (1.0, "Δ")] if 0 < point.edge < 1 else [(1.0, "Δ")]
    note = "" if point.edge else "gapless: states at every energy"
    return View("Density of states", "ε/Δ", "N(ε)/N₀", energies.tolist(), curves, marks, _script(call), note=note)


def _inverse(point: Point, part: int) -> View:
    omega, parts = _frequencies(point, part)
    values = chi_inv(omega, point.zeta, kappa=point.kappa, T=point.T)
    curves = [Curve("Re χ⁻¹", _clean(values.real)), Curve("Im χ⁻¹", _clean(values.imag), colour=1)]
    if parts == 1:
        curves += _near_threshold(point, omega)
    return _response("Inverse susceptibility", "χ⁻¹(ω)", "chi_inv", point, omega, curves, part, parts)


def _susceptibility(point: Point, part: int) -> View:
    omega, parts = _frequencies(point, part)
    values = chi(omega, point.zeta, kappa=point.kappa, T=point.T)
    curves = [Curve("Re χ", _clean(values.real, 30)), Curve("Im χ", _clean(values.imag, 30), colour=1)]
    return _response("Susceptibility", "χ(ω)", "chi", point, omega, curves, part, parts)


def _response(
    title: str, label: str, function: str, point: Point, omega: Any, curves: list[Curve], part: int, parts: int
) -> View:
    call = f"omega = np.linspace{FREQUENCIES}\nvalues = higgs_sym.{function}(omega, {point.arguments})"
    marks = [(2 * point.edge, "2ε_g"), (2.0, "2Δ")] if 0 < point.edge < 1 else [(2.0, "2Δ")]
    return View(title, "ω/Δ", label, omega.tolist(), curves, marks, _script(call), parts, part)


def _near_threshold(point: Point, omega: Any) -> list[Curve]:
    """The laws just above the threshold, where they are meant to hold."""
    distance = omega - 2 * point.edge
    if not 0 < point.zeta < 1 or point.kappa:
        return []
    wanted = (("eq:20", "(20) Re", 0), ("eq:22", "(22) Im", 1), ("threshold:im", "quadratic onset", 2))
    return [_law(key, name, colour, {"delta": distance, "zeta": point.zeta}) for key, name, colour in wanted]


def _law(key: str, name: str, colour: int, variables: Mapping[str, Any]) -> Curve:
    formula = FORMULAS[key]
    inside = (variables["delta"] > 0) & (variables["delta"] < 1)
    with np.errstate(all="ignore"):
        values = formula.body(BACKEND, *(variables[each] for each in formula.variables))
    return Curve(
        name, _clean(np.where(inside & (variables["delta"] < 1), values, np.nan), 3), "approximation", None, colour
    )


def _time(point: Point, part: int) -> View:
    """First from the spectral integral, which is quick; then, where there is a gap, to the digits of `chi_t`."""
    times = np.linspace(*TIMES)
    quick = point.zeta > 0
    exact = point.zeta < 1 and (part > 0 or not quick)
    values = chi_t(times, point.zeta, kappa=point.kappa) if exact else _spectral(times, point)
    curves = [Curve("χ(t)", _clean(values))]
    if 0 < point.zeta < 1 and not point.kappa:
        curves += [_envelope(sign, point, times) for sign in (1, -1)]
    rest = f', kappa="{point.texts["kappa"]}"' if point.kappa else ""
    call = f'times = np.linspace{TIMES}\nvalues = higgs_sym.chi_t(times, "{point.texts["zeta"]}"{rest})'
    notes = [
        "" if exact else "to about three digits, from Im χ",
        "at T = 0, whatever the slider says" if point.T else "",
    ]
    parts = 2 if quick and point.zeta < 1 else 1
    note = "; ".join(filter(None, notes))
    return View(
        "Response in time", "tΔ", "χ(t)", times.tolist(), curves, [], _script(call), parts, part, note, replaces=True
    )


def _spectral(times: Any, point: Point) -> Any:
    """(2/pi) int Im chi sin(omega t) with Im chi linear between the nodes; the last node's end term is left out."""
    start = 2 * point.edge
    nodes = start + np.concatenate([[1e-6], np.linspace(0.01, 1.5, 160), np.geomspace(1.51, 80, 80)])
    absorption = chi(nodes, point.zeta, kappa=point.kappa).imag
    slopes = np.diff(absorption) / np.diff(nodes)
    waves = np.sin(np.outer(times, nodes))
    return 2 / np.pi * (absorption[0] * np.cos(nodes[0] * times) / times + np.diff(waves) @ slopes / times**2)


def _envelope(sign: int, point: Point, times: Any) -> Curve:
    """Amplitude of the tail, 1/(6 zeta eps_g R^2 t^3) with R = chi^-1(2 eps_g)."""
    R = chi_inv(2 * point.edge, point.zeta).real
    name = "envelope of the tail" if sign > 0 else ""
    values = sign / (6 * point.zeta * point.edge * R**2 * times**3)
    return Curve(name, _clean(values, 2), "approximation", colour=1)


def _plane(point: Point, _part: int) -> View:
    """Where chi^-1 is singular in the plane of complex frequency."""
    curves = []
    # Without pair breaking the three branch points of sheet 1 fall on the one of sheet 0.
    found_on = branch_points(point.zeta) if point.zeta else {0: (2.0,)}
    for sheet, found in found_on.items():
        places = [complex(each) for each in found]
        places += [-each.conjugate() for each in places if each.real]
        heights: list[float | None] = [each.imag for each in places]
        if places:
            across = [each.real for each in places]
            curves.append(Curve(f"branch points, sheet {sheet}", heights, "points", across, sheet))
    more, place = "", None
    if 0 < point.zeta < 1:
        # far from q = 0 the pole goes behind a branch point; then the plane is shown without it
        with suppress(AccuracyError):
            place, _ = pole(point.zeta, point.kappa)
    if place is not None:
        rest = f', kappa="{point.texts["kappa"]}"' if point.kappa else ""
        more = f'\nomega, residue = higgs_sym.ringdown_pole("{point.texts["zeta"]}"{rest})'
        both = [place, -place.conjugate()]
        curves.append(Curve("poles, sheet 1", [each.imag for each in both], "points", [each.real for each in both], 2))
    alone = "points = {0: (2.0,)}  # without pair breaking there is no other"
    call = f'points = higgs_sym.branch_points("{point.texts["zeta"]}"){more}' if point.zeta else alone
    return View("Singular points", "Re ω/Δ", "Im ω/Δ", [], curves, [], _script(call, arrays=False), equal=True)


@cache
def _contours(formula: str, level: float) -> tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]:
    """Where in the plane of distance and pair breaking the relative error of a formula is so large: log10 of both."""
    from contourpy import contour_generator

    across, up = (np.geomspace(axis.low, axis.high, MAP_POINTS) for axis in MAPS[PLANE].axes)
    grid = dict(zip(("delta", "zeta"), np.meshgrid(across, up), strict=True))
    row = FORMULAS[formula]
    with np.errstate(all="ignore"):
        error = row.body(BACKEND, *(grid[name] for name in row.variables)) / MAPS[PLANE].exact(across, up) - 1
    # With its sign the error is smooth where it passes through zero; its size has a kink there, and jagged contours.
    size = np.arcsinh(np.nan_to_num(error, nan=1e9, posinf=1e9, neginf=-1e9) / level)
    lines = contour_generator(np.log10(across), np.log10(up), size).lines
    found = [line for sign in (1, -1) for line in lines(sign * np.arcsinh(1))]
    return tuple((tuple(line[:, 0].tolist()), tuple(line[:, 1].tolist())) for line in found)


def _map(point: Point, _part: int) -> View:
    """Where two laws for Im chi^-1 hold, in the plane of both parameters; the present pair breaking is a line."""
    curves = []
    for colour, (formula, name) in enumerate((("threshold:im", "quadratic onset"), ("eq:22", "(22)"))):
        for level, style in ((0.01, "exact"), (0.1, "approximation")):
            for number, (x, y) in enumerate(_contours(formula, level)):
                told = "" if number else f"{name}, {level:.0%}"
                curves.append(Curve(told, [float(f"{each:.6g}") for each in y], style, list(x), colour))
    low, high = (np.log10(each) for each in (MAPS[PLANE].axes[0].low, MAPS[PLANE].axes[0].high))
    if point.zeta > 0:
        curves.append(Curve("ζ", [float(np.log10(point.zeta))] * 2, "approximation", [float(low), float(high)], 2))
    call = (
        "from higgs_sym.registry import FORMULAS, MAPS\nfrom higgs_sym.report import validity\n\n"
        f'delta, zeta, error = validity.errors(FORMULAS["threshold:im"], MAPS["{PLANE}"])'
    )
    note = "the relative error is 1% on solid lines, 10% on dashed ones; q = 0, T = 0"
    label = "lg δ/Δ", "lg ζ"
    return View("Where the laws for Im χ⁻¹ hold", *label, [], curves, [], _script(call, arrays=False), note=note)


def _frequencies(point: Point, part: int) -> tuple[Any, int]:
    """All frequencies at T = 0; at T > 0 one part of them, spread over the whole axis."""
    omega = np.linspace(*FREQUENCIES)
    if not point.T:
        return omega, 1
    parts = len(omega) // WARM_PART
    return omega[_order(parts)[part % parts] :: parts], parts


def _order(parts: int) -> list[int]:
    """Offsets in the order in which they fill gaps evenly."""
    return sorted(range(parts), key=lambda number: f"{number:08b}"[::-1])


def _clean(values: Any, largest: float = np.inf) -> list[float | None]:
    """JSON has no infinity; what is too large for the picture is left out."""
    return [float(f"{value:.9g}") if np.isfinite(value) and abs(value) <= largest else None for value in values]


def _script(call: str, arrays: bool = True) -> str:
    head = "import numpy as np\n\nimport higgs_sym\n\n" if arrays else "import higgs_sym\n\n"
    return head + call + "\n"


VIEWS: dict[str, Callable[[Point, int], View]] = {
    "spectrum": _spectrum,
    "chi_inv": _inverse,
    "chi": _susceptibility,
    "time": _time,
    "plane": _plane,
    "map": _map,
}
