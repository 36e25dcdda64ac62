"""One point of a survey -> one row of text: what the workers do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from higgs_sym.errors import HiggsSymError
from higgs_sym.runs import text
from higgs_sym.runs.plan import Survey, function_of
from higgs_sym.runs.text import number, texts
from higgs_sym.runs.versions import check_version, code_version


class Row(NamedTuple):
    """The result at one point; empty text where there is nothing."""

    re: str = ""
    im: str = ""
    re_radius: str = ""
    im_radius: str = ""
    error: str = ""
    keep: bool = True  # whether the result is the same next time: not if a worker died

    def dumps(self) -> str:
        """As JSON text for the store."""
        return json.dumps(self[:-1], ensure_ascii=True, separators=(",", ":"))


def loads(text: str) -> Row:
    """The row in a JSON text; ValueError if it holds none."""
    values = json.loads(text)
    if not isinstance(values, list) or len(values) != len(Row._fields) - 1:
        raise ValueError("not a row of a survey")
    if not all(isinstance(value, str) for value in values):
        raise ValueError("not a row of a survey")
    return Row(*values)


@dataclass(frozen=True)
class Job:
    """What a worker must know besides the points."""

    quantity: str
    certified: bool
    digits: int | None
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    version: str

    def __call__(self, points: Sequence[Sequence[str]]) -> list[Row]:
        """Rows for points. Raises HiggsSymError where this process runs other code than the one that asks."""
        function = _function(self)
        return [self._row(function, point) for point in points]

    def _row(self, function: Any, point: Sequence[str]) -> Row:
        given = zip(self.names, self.kinds, point, strict=True)
        try:
            arguments = {name: VALUES[kind](text) for name, kind, text in given}
            return Row(*texts(function(**arguments, digits=self.digits), self.digits, self.certified))
        except HiggsSymError as error:
            return Row(error=f"{type(error).__name__}: {error}")
        except Exception as error:  # a defect; the other points are not to pay for it
            return Row(error=f"{type(error).__name__}: {error}", keep=False)


VALUES: dict[str, Any] = {"number": number, "flag": lambda text: text == "true", "count": int}


def job_of(survey: Survey) -> Job:
    """The job of a survey, with the version of the code that computes it."""
    version = code_version(_modules(survey.quantity, survey.certified))
    return Job(survey.quantity, survey.certified, survey.digits, survey.names, survey.kinds, version)


def _modules(quantity: str, certified: bool) -> frozenset[str]:
    """The modules that make the rows."""
    return frozenset({function_of(quantity, certified).__module__, text.__name__})


@cache
def _function(job: Job) -> Any:
    """The function of a job, once it is clear that it is the one that is meant."""
    check_version(_modules(job.quantity, job.certified), job.version)
    return function_of(job.quantity, job.certified)
