"""A ticket is called to a desk; rows TK2 and TK3."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.ticket_event import TicketEvent


class TicketCalled(TicketEvent):
    """叫号: at the first call the waiting ends."""

    type: ClassVar[str] = "ticket_called"

    desk: int = Field(ge=1)
    calls: int = Field(ge=1, description="how often this desk has called it")
    overtook: bool = Field(
        default=False, description="somebody had waited longer: it went first by the fair rule"
    )
