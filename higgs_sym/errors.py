"""The errors this package raises; every one names what was wrong, with its value, and what to do."""

from __future__ import annotations


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

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.name, self.value, self.accepted)


class UnknownIdError(HiggsSymError, KeyError):
    """No record with this id exists."""

    def __init__(self, kind: str, identifier: str, near: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        self.arguments = (kind, identifier, near)
        self.message = f"unknown {kind} id {identifier!r}{hint}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[type[UnknownIdError], tuple[str, str, tuple[str, ...]]]:
        return type(self), self.arguments


class DuplicateIdError(HiggsSymError):
    """Two records claim the same permanent id."""


class AccuracyError(HiggsSymError, ArithmeticError):
    """The promised digits were not reached; the message says which were, and the remedy."""


class StepError(HiggsSymError):
    """A derivation step failed its check; the message carries the residual."""


class MissingExtraError(HiggsSymError, ImportError):
    """An optional dependency is absent; the message gives the pip command."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; run: pip install 'higgs_sym[{extra}]'")
        self.arguments = (package, extra)

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), self.arguments
