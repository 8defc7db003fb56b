"""A ticket is handed over to another desk; row TK7."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.ticket_event import TicketEvent


class TicketHandedOver(TicketEvent):
    """转到别的窗口: it waits again, for that desk alone, and keeps its place in the line."""

    type: ClassVar[str] = "ticket_handed_over"

    desk: int = Field(ge=1)
    to_desk: int = Field(ge=1)
