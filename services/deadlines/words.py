"""How a date came about, in sentences that the reader can repeat to a citizen."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from services.deadlines.domain.counting import Counting, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from services.deadlines.domain.counting import Step
    from services.deadlines.domain.explanation import Counted


class Words:
    """One language; a missing word is an error, never an empty sentence."""

    def __init__(self, sentences: dict[str, Any]) -> None:
        self._sentences = sentences

    def explanation(self, clock: str, counted: Counted) -> tuple[str, ...]:
        """The numbered sentences of a limit."""
        unit = self._sentences["workdays" if counted.limit.counting is Counting.WORKING else "days"]
        return tuple(self._told(clock, counted, unit))

    def basis(self, clock: str) -> str:
        basis = self._sentences["basis"]
        return str(basis[clock] + basis["counting"])

    def void(self, clock: str) -> str:
        return _of(self._sentences["void"], clock)

    def feed(self, name: str) -> str:
        """The words of the calendar that somebody subscribes to."""
        return str(self._sentences["feed"][name])

    def _told(self, clock: str, counted: Counted, unit: str) -> Iterator[str]:
        base = counted.due.steps[0].on
        for step in counted.due.steps:
            if sentence := self._sentence(clock, step, counted.limit.unit):
                yield sentence.format(
                    on=self._day(step.on, base),
                    then=self._day(step.then, base) if step.then else "",
                    count=step.count,
                    unit=unit,
                    weekday=self._weekday(step.on),
                    holiday=step.holiday,
                )

    def _sentence(self, clock: str, step: Step, unit: str) -> str:
        """A provisional date is a mark of its own on every page, so it needs no sentence."""
        of = self._sentences
        match step.kind:
            case StepKind.START if step.then is None:
                return _of(of["start_given"], clock)
            case StepKind.START:
                return str(of["start"][clock])
            case StepKind.GIVEN | StepKind.NO_LATER:
                return _of(of[step.kind.lower()], clock)
            case StepKind.PAUSED:
                return str(of["paused"]["ended" if step.then else "lasting"])
            case StepKind.ELAPSED:
                return str(of["elapsed"][unit])
            case StepKind.PROVISIONAL:
                return ""
            case StepKind.LAST_DAY | StepKind.EXTENDED | StepKind.ROLLED:
                return str(of[step.kind.lower()][step.nature])

    def _day(self, day: date, base: date) -> str:
        said = self._sentences["day" if day.year == base.year else "day_of_year"]
        return str(said.format(year=day.year, month=day.month, day=day.day))

    def _weekday(self, day: date) -> str:
        return str(self._sentences["weekday"].format(name=self._sentences["weekdays"][day.weekday()]))


def _of(sentences: dict[str, str], clock: str) -> str:
    return sentences.get(clock, sentences["other"])


@cache
def words(language: str = "zh") -> Words:
    text = files("services.deadlines").joinpath("locale", f"{language}.toml").read_text(encoding="utf-8")
    return Words(tomllib.loads(text))
