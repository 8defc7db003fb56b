"""A ticket: a place in one queue on one day, and what can be done to it. No name, no need, no matter: a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.intake.hall.desk import Desk


class TicketState(StrEnum):
    """States of machine `ticket` (corrections 24)."""

    WAITING = "WAITING"
    CALLED = "CALLED"
    IN_TALK = "IN_TALK"
    DONE = "DONE"
    LEFT = "LEFT"


class Act(StrEnum):
    TAKE = "take"
    CALL = "call"
    CALL_AGAIN = "call_again"
    NOT_COME = "not_come"
    BEGIN = "begin"
    END = "end"
    HAND_OVER = "hand_over"
    LINK = "link"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`since` is its place in the line: when it was taken, or the time of its appointment. `green`: goes first [S1 3(4)];
    why is not kept. `at_desk`: only this desk may call it, for another has handed it over. `overtook`: when it was first
    called, somebody had waited longer. `calls` counts those of the present desk."""

    number: str
    day: date
    queue: str
    state: TicketState
    taken_at: datetime
    since: datetime
    green: bool = False
    appointment: str | None = None
    at_desk: int | None = None
    desk: int | None = None
    first_called_at: datetime | None = None
    overtook: bool = False
    called_at: datetime | None = None
    calls: int = 0
    began_at: datetime | None = None
    ended_at: datetime | None = None
    item_id: str | None = None

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands in the line: who has waited longest comes first."""
        return self.since, self.number

    def goes_first(self, now: datetime) -> bool:
        """The green lane, and an appointment whose time has come."""
        return self.green or (self.appointment is not None and self.since <= now)

    @property
    def waited_seconds(self) -> int | None:
        """From taking the ticket, or from the appointed time if that was later, to the first call; None: not called yet."""
        if self.first_called_at is None:
            return None
        return max(int((self.first_called_at - max(self.taken_at, self.since)).total_seconds()), 0)

    @property
    def talked_seconds(self) -> int | None:
        if self.began_at is None or self.ended_at is None:
            return None
        return max(int((self.ended_at - self.began_at).total_seconds()), 0)


@dataclass(frozen=True, slots=True)
class Intent:
    """Who wants which act, when and from which desk. `to` is the desk that takes over, `item_id` what was registered,
    `busy_with` the number that is at the desk already, `fresh` a ticket that is not given out yet."""

    act: Act
    at: datetime
    roles: frozenset[str]
    by: str = ""
    desk: Desk | None = None
    to: Desk | None = None
    item_id: str | None = None
    overtakes: bool = False
    busy_with: str | None = None
    fresh: Ticket | None = None
