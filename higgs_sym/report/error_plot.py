"""The plot that goes with every claim: both quantities, and their relative difference, near the limit."""

from __future__ import annotations

import math
from typing import Any

from higgs_sym.figures._style import CLAIMED, ERROR, EXACT, INK, few_ticks, figure, sequence
from higgs_sym.records import Claim, Verdict
from higgs_sym.report.rounding import decimal

LARGEST = 290  # power of ten that is drawn as a float
SIDES = (("approx", CLAIMED, "s", "formula"), ("exact", EXACT, "o", "full calculation"))


def draw(claim: Claim, verdict: Verdict) -> Any:
    """The matplotlib Figure of one claim; call it inside `style()`."""
    return of_verdict(verdict, claim.exact)


def of_verdict(verdict: Verdict, exact: bool = False) -> Any:
    """The same for a verdict on a claim that is no record; `exact`: on an identity."""
    drawing = figure(figsize=(7.2, 2.9))
    values, errors = drawing.subplots(1, 2)
    logarithmic = [errors]
    if _beyond_floats(verdict):
        _draw_powers(values, verdict)
    else:
        _draw_values(values, verdict, exact)
        logarithmic.append(values)
    _draw_errors(errors, verdict, exact)
    for axes in logarithmic:
        axes.set(xscale="log", yscale="log")
        few_ticks(axes)
    small = r"distance from the limit, $x$" if verdict.small == "x" else f"small parameter, {verdict.small}"
    for axes in (values, errors):
        axes.set_xlabel(small)
    return drawing


def _beyond_floats(verdict: Verdict) -> bool:
    """Whether a sample cannot be drawn as it is: factorials and exponentials grow beyond what a float holds."""
    numbers = [decimal(text) for sample in verdict.samples for text in (sample.x, sample.exact, sample.approx)]
    return any(each and not -LARGEST < each.adjusted() < LARGEST for each in numbers)


def _draw_powers(axes: Any, verdict: Verdict) -> None:
    """Both sides by their decimal logarithms, the ticks written as powers of ten."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_title("leading behaviour", fontsize=10)
    for attribute, colour, marker, label in SIDES:
        pairs = [(_lg(sample.x), _lg(getattr(sample, attribute))) for sample in verdict.samples]
        seen = [(x, y) for x, y in pairs if x is not None and y is not None]
        fill = "none" if attribute == "approx" else colour
        axes.plot(*zip(*seen, strict=True), marker, color=colour, markerfacecolor=fill, markersize=4.5, label=label)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5, integer=True))
        axis.set_major_formatter(FuncFormatter(lambda power, _place: f"$10^{{{power:.0f}}}$"))
    axes.legend()


def _lg(text: str) -> float | None:
    """The decimal logarithm of the size of a number, also of exponents that decimals do not compute with."""
    number = decimal(text)
    if not number:
        return None
    first, *rest = number.as_tuple().digits
    return number.adjusted() + math.log10(float(f"{first}.{''.join(map(str, rest[:17])) or 0}"))


def _draw_values(axes: Any, verdict: Verdict, exact: bool) -> None:
    axes.set_title("leading behaviour", fontsize=10)
    for attribute, colour, marker, label in SIDES:
        points = _points(verdict, attribute)
        fill = "none" if attribute == "approx" else colour
        axes.plot(*points, marker, color=colour, markerfacecolor=fill, markersize=4.5, label=label)
    x, y = _points(verdict, "approx")
    order = decimal(verdict.claimed_order)
    if x and order is not None and not exact:
        line = _power(x, y, float(order))
        axes.plot(x, line, "-", color=CLAIMED, linewidth=0.9, label=rf"claimed $x^{{{verdict.claimed_order}}}$")
    _keep_decade(axes, y + _points(verdict, "exact")[1])
    axes.legend()


def _draw_errors(axes: Any, verdict: Verdict, exact: bool) -> None:
    axes.set_title("relative error of the formula", fontsize=10)
    x, y = _points(verdict, "relative_error")
    if exact or verdict.remainder_order == "exact" or not x:
        _draw_agreement(axes, verdict)
        return
    if partial := _partial_sums(verdict):
        _draw_partial_sums(axes, partial)
        return
    axes.plot(x, y, "o", color=ERROR, markersize=4.5, label="measured")
    order = decimal(verdict.remainder_order)
    if order is not None:
        line = _power(x, y, float(order))
        axes.plot(x, line, "-", color=ERROR, linewidth=0.9, label=rf"slope {float(order):.3g}")
    _keep_decade(axes, y)
    _mark_levels(axes)
    axes.legend()


def _partial_sums(verdict: Verdict) -> list[tuple[str, list[float], list[float]]]:
    """Label, x and error of the formula cut after its first terms; nothing where there is one term only."""
    found = []
    for row in verdict.terms if len(verdict.terms) > 1 else ():
        pairs = [(_float(s.x), _float(text)) for s, text in zip(verdict.samples, row.errors, strict=False)]
        seen = [(x, y) for x, y in pairs if x is not None and y is not None]
        if seen:
            label = f"{row.number} term{'s' if row.number > 1 else ''}"
            found.append((label, [x for x, _ in seen], [y for _, y in seen]))
    return found


def _draw_partial_sums(axes: Any, partial: list[tuple[str, list[float], list[float]]]) -> None:
    """One line a partial sum: a wrong term shows as a line no steeper than the one before."""
    for number, (label, x, y) in enumerate(partial):
        colour, marker = sequence(4)[number % 4], "osv^"[number % 4]
        dashes = "-" if number < 4 else "--"  # colours come again
        axes.plot(x, y, f"{marker}{dashes}", color=colour, markersize=3.5, linewidth=0.9, label=label)
    axes.set_title("relative error of the formula cut after", fontsize=10)
    _keep_decade(axes, [each for _, _, y in partial for each in y])
    _mark_levels(axes)
    axes.legend()


def _mark_levels(axes: Any) -> None:
    """Lines at one and ten per cent."""
    low, high = axes.get_ylim()
    for level, name in ((0.01, "1%"), (0.1, "10%")):
        if low < level < high:
            axes.axhline(level, color=INK, linewidth=0.6, linestyle=(0, (4, 3)))
            place = (0.01, level)
            axes.annotate(name, place, xycoords=("axes fraction", "data"), va="bottom", fontsize=9)


def _draw_agreement(axes: Any, verdict: Verdict) -> None:
    """Where the two agree in every digit computed, the error is only known to be smaller than the last of them."""
    if not verdict.samples:
        return
    floor = 10.0 ** -max(verdict.digits_agreed, 1)
    x = [float(sample.x) for sample in verdict.samples]
    label = f"{verdict.digits_agreed} digits agree"
    axes.plot(x, [floor] * len(x), "v", color=ERROR, markersize=4.5, label=label)
    axes.set_ylim(floor / 1e3, floor * 1e6)
    axes.legend()


def _points(verdict: Verdict, attribute: str) -> tuple[list[float], list[float]]:
    """x and |value| of the samples that a logarithmic axis can show."""
    pairs = [(_float(sample.x), _float(getattr(sample, attribute))) for sample in verdict.samples]
    seen = [(x, y) for x, y in pairs if x is not None and y is not None]
    return [x for x, _ in seen], [y for _, y in seen]


def _float(text: str) -> float | None:
    """The size of a number that a logarithmic axis can show: not zero, and within what a float holds."""
    number = decimal(text)
    if number is None or not number or not -LARGEST < number.adjusted() < LARGEST:
        return None
    return float(abs(number))


def _power(x: list[float], y: list[float], order: float) -> list[float]:
    """The power law of this order through the sample next to the limit."""
    nearest = min(range(len(x)), key=x.__getitem__)
    return [y[nearest] * (each / x[nearest]) ** order for each in x]


def _keep_decade(axes: Any, y: list[float]) -> None:
    """A constant is drawn as a constant, not as its last digits."""
    if y and max(y) < 30 * min(y):
        middle = (max(y) * min(y)) ** 0.5
        axes.set_ylim(middle / 10, middle * 10)
