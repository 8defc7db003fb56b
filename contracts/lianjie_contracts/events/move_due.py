"""A limit that moves something by itself is over: deadlines proposes, the owner decides."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import County, Event


class MoveDue(Event):
    """期满待定: C10 and C13 make a matter final (32), C22 and C23 end the simple road (46.3, 46.4), C24 the time for rating
    (EV3, EV4), C26 the hold on a limit (24.3, 28.3, 31.4), C16 the time to ask for a hearing (H3), C40 the waiting (3.5); C42 deems receipt (7.2), C45 lets a
    withdrawal take effect (25)."""

    type: ClassVar[str] = "move_due"
    topic: ClassVar[str] = "deadlines.proposals.v1"

    matter_id: str
    county: County
    clock: str = Field(pattern=r"^C\d\d$", description="number in the table of clocks")
    started_at: AwareDatetime
    due_at: AwareDatetime
    assignment_id: str | None = Field(default=None, description="of a limit that one share of a matter has")
