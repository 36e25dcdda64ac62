"""The errors this package raises; every one names what was wrong, with its value, and what to do."""

from __future__ import annotations

from typing import Any


class HiggsSymError(Exception):
    """Parent of every error raised on purpose by higgs_sym."""


class InputError(HiggsSymError, ValueError):
    """An argument lies outside its accepted range."""

    def __init__(self, name: str, value: object, accepted: str) -> None:
        shown = str(value)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        super().__init__(f"{name} = {shown}: accepted is {accepted}")
        self.name = name
        self.value = shown
        self.accepted = accepted

    def __reduce__(self) -> tuple[type[InputError], tuple[Any, ...]]:
        return type(self), (self.name, self.value, self.accepted)


class FormulaError(InputError):
    """A formula string that is not one; the message points at the place."""

    WIDTH = 72  # characters of the formula that are shown around it

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__("formula", text, reason)
        self.text, self.position, self.reason = text, position, reason

    def __str__(self) -> str:
        return f"{self.reason}, at character {self.position + 1}\n{self.pointer()}"

    def pointer(self) -> str:
        """The formula around the place, and a line with a caret under it."""
        first = max(0, self.position - self.WIDTH // 2)
        window = self.text[first : first + self.WIDTH]
        shown = "".join(char if char.isprintable() and char.isascii() else "?" for char in window)
        return f"  {shown}\n  {' ' * (self.position - first)}^"

    def __reduce__(self) -> tuple[type[InputError], tuple[Any, ...]]:
        return type(self), (self.text, self.position, self.reason)


class UnknownIdError(HiggsSymError, KeyError):
    """No record with this id exists."""

    def __init__(self, kind: str, identifier: str, near: tuple[str, ...] = (), other: str = "") -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        if other:  # the kind of record that does have this id
            hint = f"; it belongs to another kind of record: {other}"
        self.arguments = (kind, identifier, near, other)
        self.message = f"unknown {kind} id {identifier!r}{hint}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[type[UnknownIdError], tuple[str, str, tuple[str, ...], str]]:
        return type(self), self.arguments


class DuplicateIdError(HiggsSymError):
    """Two records claim the same permanent id."""


class AccuracyError(HiggsSymError, ArithmeticError):
    """The promised digits were not reached; the message says which were, and the remedy."""


# What a formula raises where it has no value: errors of the package about digits and input are among them.
UNDEFINED = (ArithmeticError, ValueError)


class DivergesError(AccuracyError):
    """An integral, sum or product has no value; the message says where, and how its terms or its integrand go there."""


class BudgetError(AccuracyError):
    """A time budget ended before the answer was found."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the time budget of {seconds:g} s ended; raise it with --timeout, or ask for fewer digits")
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[BudgetError], tuple[float]]:
        return type(self), (self.seconds,)


class ComplexError(AccuracyError):
    """A value is complex where a real one is asked for."""


class UndecidedError(AccuracyError):
    """A ball lies on both sides of a point at which the answer changes; a smaller one may not."""


class StepError(HiggsSymError):
    """A derivation step failed its check; the message carries the residual."""


class MissingExtraError(HiggsSymError, ImportError):
    """An optional dependency is absent; the message gives the pip command."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; run: pip install 'higgs_sym[{extra}]'")
        self.arguments = (package, extra)

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), self.arguments
