"""A limit stands still: from the issue of a document until its service is known, or while it is paused."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.clock_event import ClockEvent


class ClockHeld(ClockEvent):
    """Rule issue_and_serve (correction 8): ends with `held_from` if service was begun in time and succeeds, else counts through."""

    type: ClassVar[str] = "clock_held"

    held_from: AwareDatetime
    paused: bool = Field(
        default=False, description="an objection, a dispute or a suspension: the limit moves by the rest"
    )
