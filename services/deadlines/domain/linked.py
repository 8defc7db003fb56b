"""What one limit of a matter takes from another: the end that none was set for, the end it may not outlast, or its own end.

Rule issue_and_serve: a text counts with its issue, if its service was begun within C26 and then succeeded or was shown to
be impossible; else the limit ends when that is known. C26 itself is a part of the limit that the issue holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.deadlines.domain.runs import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.clock import Running

SERVICE = "C26"


def linked(running: Sequence[Running], calendar: WorkCalendar) -> Iterator[Running]:
    """The same runs, each with what it takes from others; one whose end nobody can tell yet is left out."""
    served = {}
    for each in running:
        if each.rule.id == SERVICE:
            served[each.run.started_at] = replace(each, part_of=_whole(each, running))
    for each in running:
        if each.rule.id == SERVICE:
            yield served[each.run.started_at]
        elif each.run.until is None and each.rule.default_as is not None:
            followed = _followed(each, running)
            if followed is not None:
                yield replace(each, follows=followed)
        elif each.run.held_at is None or each.run.ending is not Ending.STOPPED:
            yield each
        else:
            yield _given_with_its_issue(each, served.get(each.run.held_at), calendar)


def _whole(service: Running, running: Sequence[Running]) -> Running | None:
    """The limit that was held when the text was issued."""
    others = (each for each in running if each.rule.id != SERVICE)
    return next((each for each in others if each.run.issued_at == service.run.started_at), None)


def _followed(each: Running, running: Sequence[Running]) -> Running | None:
    """The first run of the clock to be followed that was not over when this one began."""
    same = (r for r in running if r.rule.id == each.rule.default_as)
    open_then = (r for r in same if r.run.ended_at is None or r.run.ended_at > each.run.started_at)
    return min(open_then, key=lambda r: r.run.started_at, default=None)


def _given_with_its_issue(held: Running, service: Running | None, calendar: WorkCalendar) -> Running:
    begun_at = service.run.ended_at if service else None
    if service is None or begun_at is None or begun_at >= service.counted(calendar).due.over_at:
        return held
    return replace(held, run=held.run._replace(ended_at=held.run.held_at))
