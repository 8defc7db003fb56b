"""A ticket has ended: the talk is over, or nobody came; rows TK4, TK6 and TK9."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.ticket_event import TicketEvent
from lianjie_contracts.vocabulary import TicketEnd


class TicketEnded(TicketEvent):
    """接谈结束或离开, with how long was waited and talked."""

    type: ClassVar[str] = "ticket_ended"

    outcome: TicketEnd
    desk: int | None = Field(default=None, ge=1)
    waiting_seconds: int | None = Field(
        default=None, ge=0, description="to the first call; none: never called"
    )
    talk_seconds: int | None = Field(default=None, ge=0, description="none: never talked with")
    item_id: str | None = Field(default=None, description="what was registered in this visit")
