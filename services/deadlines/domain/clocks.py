"""The table of clocks as typed rows: what each limit is, who owes it, and what a local profile changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from lianjie_contracts.profiles import line
from services.deadlines.domain.counting import Counting, Limit, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """Only a DUTY turns black; everything else expires (correction 2)."""

    DUTY = "DUTY"
    RIGHT_WINDOW = "RIGHT_WINDOW"
    LEAD_TIME = "LEAD_TIME"
    PERIODIC = "PERIODIC"
    TECH = "TECH"


class Level(StrEnum):
    """How near a duty is (spec/clocks 2); a right is only ever GREEN, its holder is reminded."""

    GREEN = "GREEN"
    BLUE = "BLUE"
    YELLOW = "YELLOW"
    RED = "RED"
    BLACK = "BLACK"


class Moment(StrEnum):
    """When a warning is due, in the words of the specification; levels.py says exactly what each means."""

    HALF_USED = "50%"
    FIFTH_LEFT = "max(3d, 20%) left"
    ONE_WORKDAY_LEFT = "1wd left"
    TWO_WORKDAYS_LEFT = "2wd left"
    THREE_WORKDAYS_LEFT = "3wd left"
    THREE_DAYS_LEFT = "3d left"
    TEN_DAYS_LEFT = "10d left"
    HALF_TIME = "1 reminder at half time"
    LAST_DAY = "last day"
    HOUR_BEFORE_CLOSING = "1h before closing time"
    BEFORE_NOTICE_DAY = "2wd before the last notice day"
    BEFORE_PERIOD_END = "3wd before period end"
    DUE_PASSED = "due_passed"
    END = "end"


@dataclass(frozen=True, slots=True)
class Warn:
    """One line of a schedule: a level for a duty, an addressee for a right, or what is said at the end."""

    at: Moment
    level: Level | None = None
    to: str | None = None
    says: str | None = None


LONG = (
    Warn(Moment.HALF_USED, Level.BLUE),
    Warn(Moment.FIFTH_LEFT, Level.YELLOW),
    Warn(Moment.ONE_WORKDAY_LEFT, Level.RED),
    Warn(Moment.DUE_PASSED, Level.BLACK),
)
WEEK = (
    Warn(Moment.TWO_WORKDAYS_LEFT, Level.YELLOW),
    Warn(Moment.LAST_DAY, Level.RED),
    Warn(Moment.DUE_PASSED, Level.BLACK),
)
SHORT = (
    Warn(Moment.HALF_TIME, Level.YELLOW),
    Warn(Moment.LAST_DAY, Level.RED),
    Warn(Moment.DUE_PASSED, Level.BLACK),
)


@dataclass(frozen=True, slots=True)
class Override:
    """What a local profile changes; `remarks` are its words for what the program does not decide."""

    length: int | None = None
    unit: Unit | None = None
    counting: Counting | None = None
    enabled: bool | None = None
    remarks: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One row of the table. `runs`: this release starts it; the other rows wait for their events. `moves`: its end
    brings something about, which the owner of what it moves decides. `default_length` (days) and `default_as` (the clock
    whose end is taken): for a limit whose end is a given date, if none was given."""

    id: str
    name_zh: str
    name_en: str
    kind: Kind
    scope: str
    owner_role: str
    start_event: str
    length: int | None
    unit: Unit
    counting: Counting
    stop_events: tuple[str, ...]
    pause: str
    extension: str
    warnings: tuple[Warn, ...]
    on_breach: str
    source: str
    profiles: Mapping[str, Override] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    rule: str | None = None
    default: str | None = None
    proposed: bool = False
    runs: bool = False
    moves: bool = False
    default_length: int | None = None
    default_as: str | None = None
    enabled: bool = True

    @property
    def is_per_assignment(self) -> bool:
        return self.scope == "assignment"

    @property
    def is_owed_by_unit(self) -> bool:
        """A unit owes it, or serves the text: its people see it; every other clock is the office's or the petitioner's."""
        return self.owner_role.startswith("unit_") or self.owner_role == "notifier"

    @property
    def limit(self) -> Limit:
        """The length as counted; raises ValueError for a limit whose end is a given date, with nothing in its place."""
        if self.length is not None:
            return Limit(self.length, self.unit, self.counting)
        if self.default_length is None:
            raise ValueError(f"{self.id} has no length: its end is a given date")
        return Limit(self.default_length, Unit.DAY, Counting.CALENDAR)

    def under(self, profile: str) -> ClockRule:
        """The row as a profile has it; what it does not mention is as in what it rests on, at last national."""
        changed = next((self.profiles[name] for name in line(profile) if name in self.profiles), Override())
        rule = replace(
            self,
            length=self.length if changed.length is None else changed.length,
            unit=changed.unit or self.unit,
            counting=changed.counting or self.counting,
            enabled=self.enabled if changed.enabled is None else changed.enabled,
        )
        same = (rule.length, rule.counting) == (self.length, self.counting)
        return rule if same else replace(rule, warnings=_schedule(rule))


def _schedule(rule: ClockRule) -> tuple[Warn, ...]:
    """A duty that a profile cuts to a few working days is warned of like any other (correction 9)."""
    if rule.kind is not Kind.DUTY or rule.counting is not Counting.WORKING or not rule.length:
        return rule.warnings
    return SHORT if rule.length <= 3 else WEEK if rule.length <= 5 else rule.warnings


@dataclass(frozen=True, slots=True)
class ClockTable:
    """All rows under one profile, by number."""

    rules: Mapping[str, ClockRule]

    def under(self, profile: str) -> ClockTable:
        return ClockTable({id_: rule.under(profile) for id_, rule in self.rules.items()})

    def running(self, clock: str) -> ClockRule | None:
        """The row of a clock that this release and profile run."""
        rule = self.rules.get(clock)
        return rule if rule and rule.runs and rule.enabled else None
