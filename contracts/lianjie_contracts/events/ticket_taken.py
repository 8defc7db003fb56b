"""A ticket of the hall is taken; row TK1."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.ticket_event import TicketEvent


class TicketTaken(TicketEvent):
    """取号: from now somebody waits."""

    type: ClassVar[str] = "ticket_taken"

    since: AwareDatetime = Field(description="its place in the line: now, or the time of its appointment")
    green: bool = Field(default=False, description="goes first [S1 3(4)]; why is nobody's business")
    appointment: str | None = Field(default=None, description="the appointment it was made from")
