"""What all events of quick reports share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import County, Event, Place, UnitCode, Value
from lianjie_contracts.vocabulary import QuickPhase, QuickState


class QuickPhoto(Value):
    """A picture of the place; the bytes are asked for by fingerprint over HTTP."""

    attachment_id: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class QuickReportEvent(Event):
    """A fact about one quick report (随手拍, corrections 17); the stream is the report. Nobody is named: its sender
    need not be known, and who is, is known to intake alone."""

    topic: ClassVar[str] = "intake.quick_reports.{county}.v1"

    report_id: str
    report_no: str
    county: County
    row: str = Field(description="row of the transition table, e.g. QR4")
    state: QuickState = Field(description="after the event")
    phase: QuickPhase | None = Field(
        default=None, description="the timed phase that runs after the event; none: no phase runs (C31)"
    )
    kind: str = Field(description="what it is about, by intake's own list")
    place: Place
    unit: UnitCode | None = Field(default=None, description="the owner, once it has one")
    submitted_at: AwareDatetime = Field(
        description="C29 counts from here, and a petition's clocks if it becomes one"
    )
    returns: int = Field(default=0, ge=0, description="how often the work was sent back")
