"""A limit that moves something by itself is over: deadlines proposes, the owner decides."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import County, Event


class MoveDue(Event):
    """期满待定: C22 ends the simple road (46.3), C24 the time for rating (EV3, EV4), C45 lets a withdrawal take effect (25)."""

    type: ClassVar[str] = "move_due"
    topic: ClassVar[str] = "deadlines.proposals.v1"

    matter_id: str
    county: County
    clock: str = Field(pattern=r"^C\d\d$", description="number in the table of clocks")
    started_at: AwareDatetime
    due_at: AwareDatetime
