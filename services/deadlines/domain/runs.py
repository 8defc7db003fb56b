"""What happened to a clock, as marks: in the order in which it happened they give the clock's runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from services.deadlines.domain.counting import Pause, local_day

if TYPE_CHECKING:
    from collections.abc import Iterable


class Act(StrEnum):
    """In the order in which the acts of one event take effect (rule clock_order)."""

    STOP = "STOP"
    VOID = "VOID"
    PAUSE = "PAUSE"
    HOLD = "HOLD"
    RESUME = "RESUME"
    RELEASE = "RELEASE"
    START = "START"
    RESTORE = (
        "RESTORE"  # what stopped it came to nothing: it runs on to its original end, and nothing is added
    )
    EXTEND = "EXTEND"
    ANNUL = "ANNUL"  # what never was to be counted counts no more, not even what had ended


ORDER = {act: place for place, act in enumerate(Act)}


@dataclass(frozen=True, slots=True)
class Mark:
    """One act on one clock, effective `at`; `seq` is the place of event `by` in the matter's own stream. Where a matter has
    several of a kind, `assignment_id` says which: a share, or the number of a question.

    Without an assignment, an act other than a start means the clocks of all: the matter ends for every unit.
    `until`: the end that was set or agreed upon at a start. `cause`: what a pause is for, if several may last at once.
    """

    clock: str
    act: Act
    at: datetime
    by: str
    seq: int
    assignment_id: str | None = None
    unit: str | None = None
    days: int = 0
    until: date | None = None
    cause: str = ""


class Ending(StrEnum):
    STOPPED = "STOPPED"
    VOID = "VOID"
    ANNULLED = "ANNULLED"  # it was never to be counted, and neither was its end


class Run(NamedTuple):
    """One time that a clock runs, from its start to what ended it. A tuple, for it is made anew at every mark.

    `issued_at`: when its text was last issued; unlike a hold, service that is missed does not undo it.
    """

    started_at: datetime
    started_by: str
    unit: str | None
    until: date | None = None
    pauses: tuple[Pause, ...] = ()
    held_at: datetime | None = None
    issued_at: datetime | None = None
    extension: int = 0
    extended_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    ending: Ending | None = None

    @property
    def paused_at(self) -> datetime | None:
        return self.pauses[-1].since if self.pauses and self.pauses[-1].until is None else None

    @property
    def stayed_at(self) -> datetime | None:
        """Since when nothing can be missed: paused, or held until the opinion is served."""
        return min((at for at in (self.paused_at, self.held_at) if at), default=None)


def runs_of(marks: Iterable[Mark]) -> tuple[Run, ...]:
    """The runs of one clock. Starting what runs and stopping what does not, do nothing (rule clock_noop).

    Only a pause with a cause is remembered while the clock does not run: begun meanwhile, it stands still at once.
    """
    runs: list[Run] = []
    causes: set[str] = set()
    for mark in sorted(marks, key=lambda m: (m.at, m.seq, ORDER[m.act], m.by)):
        _keep_causes(causes, mark)
        is_running = bool(runs) and runs[-1].ended_at is None
        if mark.act is Act.ANNUL:
            runs = [_annulled(run, mark) for run in runs]
        elif mark.act is Act.START and not is_running:
            runs.append(_begun(mark, causes))
        elif mark.act is Act.RESTORE and runs and runs[-1].ending is Ending.STOPPED:
            runs[-1] = runs[-1]._replace(ended_at=None, ended_by=None, ending=None)
        elif is_running and not (mark.act is Act.RESUME and causes):
            runs[-1] = _after(runs[-1], mark)
    return tuple(runs)


def _keep_causes(causes: set[str], mark: Mark) -> None:
    match mark.act:
        case Act.PAUSE if mark.cause:
            causes.add(mark.cause)
        case Act.RESUME:
            causes.discard(mark.cause)
        case Act.VOID:
            causes.clear()


def _begun(mark: Mark, causes: set[str]) -> Run:
    pauses = (Pause(mark.at),) if causes else ()
    return Run(mark.at, mark.by, mark.unit, mark.until, pauses)


def _annulled(run: Run, mark: Mark) -> Run:
    return run._replace(ended_at=run.ended_at or mark.at, ended_by=mark.by, ending=Ending.ANNULLED)


def _after(run: Run, mark: Mark) -> Run:
    match mark.act:
        case Act.STOP | Act.VOID:
            ending = Ending.STOPPED if mark.act is Act.STOP else Ending.VOID
            return run._replace(ended_at=mark.at, ended_by=mark.by, ending=ending)
        case Act.PAUSE if run.paused_at is None:
            return run._replace(pauses=(*run.pauses, Pause(mark.at)))
        case Act.RESUME if run.paused_at is not None:
            return run._replace(pauses=(*run.pauses[:-1], Pause(run.paused_at, mark.at)))
        case Act.HOLD if run.held_at is None:
            return run._replace(held_at=mark.at, issued_at=mark.at)
        case Act.RELEASE:
            return run._replace(held_at=None)
        case Act.EXTEND if mark.until is not None:
            in_time = run.until is not None and local_day(mark.at) <= run.until
            return run._replace(until=mark.until) if in_time else run
        case Act.EXTEND if run.extended_at is None:
            return run._replace(extension=mark.days, extended_at=mark.at)
        case _:
            return run
