"""`clock`: what a limit comes to, told day by day; with nothing running."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deploy.words import Misasked, listed, say
from lianjie_contracts.profiles import NATIONAL
from services.deadlines import calendar as work_calendar, table as clock_table
from services.deadlines.domain.counting import Counting, Pause, local_day, start_of
from services.deadlines.domain.explanation import DayMark, weeks
from services.deadlines.domain.foretelling import LACKING, foretold, known_profiles, most_extension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.clocks import ClockRule
    from services.deadlines.domain.counting import Step
    from services.deadlines.domain.explanation import Counted, DayCell

app = typer.Typer(help=say("help_clock"), add_completion=False, rich_markup_mode=None)
YEARS = range(1950, 2100)  # what counting can go through without end


@app.callback()
def clock() -> None:
    """Only the commands below do anything."""


@app.command("due", help=say("help_clock_due"))
def due(
    clock: Annotated[str, typer.Option("--clock", help=say("help_clock_number"))],
    start: Annotated[str, typer.Option("--from", help=say("help_clock_from"))],
    *,
    extend: Annotated[int, typer.Option("--extend", help=say("help_clock_extend"))] = 0,
    pause: Annotated[list[str] | None, typer.Option("--pause", help=say("help_clock_pause"))] = None,
    profile: Annotated[str, typer.Option("--profile", help=say("help_clock_profile"))] = NATIONAL,
    as_json: Annotated[bool, typer.Option("--json", help=say("help_clock_json"))] = False,
) -> None:
    told = foretell(clock.upper(), _day(start), extend, tuple(_pause(each) for each in pause or ()), profile)
    if as_json:
        typer.echo(json.dumps(told.figures(), ensure_ascii=False))
        return
    for line in told.page():
        typer.echo(line)


def foretell(id_: str, start: date, extend: int, pauses: tuple[Pause, ...], profile: str) -> Told:
    """Raises Misasked for whatever cannot be computed, saying what is lacking."""
    committed = clock_table.committed()
    if id_ not in committed.rules:
        raise Misasked("clock_unknown", clock=id_)
    if profile not in (known := known_profiles(committed)):
        raise Misasked("clock_profile_unknown", profile=profile, names=listed(known))
    if id_ in LACKING:
        raise Misasked("clock_lacks", clock=id_, what=say(f"clock_lacks_{id_}"))
    table = committed.under(profile)
    rule = table.rules[id_]
    most = most_extension(rule, table, profile)
    if not 0 <= extend <= most:
        raise Misasked("clock_extension" if most else "clock_no_extension", clock=id_, most=most, days=extend)
    calendar = work_calendar.committed()
    return Told(rule, profile, foretold(rule, table, start, extend, pauses, calendar), calendar)


@dataclass(frozen=True, slots=True)
class Told:
    """A limit that was counted, as figures for a program or as a page for a person."""

    rule: ClockRule
    profile: str
    counted: Counted
    calendar: WorkCalendar

    def figures(self) -> dict[str, Any]:
        """Dates as ISO; `steps` holds every day from the start to the end, with what it counted for."""
        due = self.counted.due
        return {
            "clock": self.rule.id, "profile": self.profile, "start": f"{local_day(self.counted.start)}",
            "nominal": f"{due.nominal_on}", "due": f"{due.due_on}", "provisional": due.provisional,
            "steps": [
                {
                    "on": f"{cell.on}", "mark": cell.mark.value, "number": cell.ordinal, "rest": cell.is_rest,
                    "nature": self.calendar.nature(cell.on).value, "holiday": self.calendar.holiday(cell.on),
                    "says": self._said(cell),
                }
                for cell in self._days()
            ],
        }  # fmt: skip

    def page(self) -> Iterator[str]:
        """The answer, the sentences it follows from, the days, and the law."""
        due = self.counted.due
        yield say("clock_due_on", clock=self.rule.id, name=self.rule.name_zh, english=self.rule.name_en, due=due.due_on, weekday=_weekday(due.due_on), profile=self.profile)  # fmt: skip
        if not self.rule.enabled:
            yield say("clock_off", profile=self.profile)
        yield ""
        for number, step in enumerate(due.steps, 1):
            yield f"{number}. {self._sentence(step)}"
        yield ""
        yield from (f"{cell.on} {_weekday(cell.on)}  {self._said(cell)}" for cell in self._days())
        yield ""
        yield say("clock_source", source=self.rule.source)

    def _days(self) -> Iterator[DayCell]:
        start, end = local_day(self.counted.start), self.counted.due.due_on
        return (
            cell for week in weeks(self.counted, self.calendar) for cell in week if start <= cell.on <= end
        )

    def _unit(self) -> str:
        return say("clock_workdays" if self.counted.limit.counting is Counting.WORKING else "clock_days")

    def _sentence(self, step: Step) -> str:
        name = f"clock_step_{step.kind.value}"
        if step.kind.value == "PAUSED" and step.then is None:
            name = "clock_step_PAUSED_on"
        what = self._nature(step.on)
        return say(name, on=step.on, then=step.then, count=step.count, unit=self._unit(), nature=what)

    def _said(self, cell: DayCell) -> str:
        """What one day of the limit is: its number, and why it rests, or does not count, or ends it."""
        parts = [say(f"clock_day_{cell.mark.value}")] if cell.mark is not DayMark.COUNTED else []
        if cell.ordinal is not None:
            parts.insert(0, say("clock_day_number", number=cell.ordinal, unit=self._unit()))
        nature = self._nature(cell.on)
        if cell.mark is DayMark.PLAIN or (cell.is_rest or nature != say("clock_nature_WORKDAY")):
            parts.append(nature)
        if not self.calendar.is_known(cell.on):
            parts.append(say("clock_day_provisional"))
        return listed(dict.fromkeys(part for part in parts if part))

    def _nature(self, day: date) -> str:
        return say(f"clock_nature_{self.calendar.nature(day).value}", holiday=self.calendar.holiday(day))


def _weekday(day: date) -> str:
    return say("clock_weekdays").split(" ")[day.weekday()]


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Misasked("clock_no_date", text=text) from None
    if found.year not in YEARS or text != found.isoformat():
        raise Misasked("clock_no_date", text=text)
    return found


def _pause(text: str) -> Pause:
    since, mark, until = text.partition("..")
    if not mark:
        raise Misasked("clock_no_pause", text=text)
    first, last = _day(since), _day(until)
    if last < first:
        raise Misasked("clock_pause_backwards", text=text)
    return Pause(start_of(first), start_of(last))
