"""A delivery as notifications keeps it: one paper on its way to one addressee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lianjie_contracts.vocabulary import Addressee, DeliveryMode, DeliveryState


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be served. `unit` issued it, or the county's centre if none; `cause` is the event that made it due.

    `to_unit`: the unit it is addressed to. What goes `to` no petitioner is issued, kept, and served on nobody.
    """

    county: str
    matter_id: str
    item_id: str
    item_no: str
    document: str
    title: str
    number: str
    cause: str
    unit: str | None = None
    courtesy: bool = False
    to: Addressee = Addressee.PETITIONER
    to_unit: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """`mode` is the one in hand or next to be tried. `next_at` is when the sender must look again: the next attempt
    or, while one runs, the end of its lease; none if it waits for people or is at rest. `begun_at` is when service was
    *first* begun, which is what C26 asks; `signed_for` is sealed. `approved_by`: who agreed that it cannot be served; `announced_at`, `place`: since when it is
    announced, and where it may be collected.
    """

    paper: Paper
    electronic: bool
    mode: DeliveryMode
    opened_at: datetime
    last_at: datetime
    state: DeliveryState = DeliveryState.SIGNED
    attempt: int = 0
    in_vain: tuple[DeliveryMode, ...] = ()
    next_at: datetime | None = None
    begun_at: datetime | None = None
    served_at: datetime | None = None
    proof: str = ""
    signed_for: str = ""
    reason: str = ""
    trace: str | None = None
    approved_by: str = ""
    announced_at: datetime | None = None
    place: str = ""

    def due(self, now: datetime) -> bool:
        return self.next_at is not None and self.next_at <= now


@dataclass(frozen=True, slots=True)
class Patience:
    """How often, and after which pauses, a passing hindrance is met with another attempt."""

    first: timedelta
    longest: timedelta
    attempts: int

    def again_at(self, attempt: int, failed_at: datetime) -> datetime | None:
        """The next attempt, each pause twice the last one; None when the attempts are used up."""
        if attempt >= self.attempts:
            return None
        doubled = self.first * float(2 ** min(attempt - 1, 20))
        return failed_at + min(doubled, self.longest)
