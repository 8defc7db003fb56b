"""The day of a hearing is set and told to its parties; row H6."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import HearingKind


class MatterHearingNotified(MatterEvent):
    """听证通知: when, where, before whom; the host did not investigate, and the officers are odd in number [S1 一(三)]."""

    type: ClassVar[str] = "matter_hearing_notified"

    kind: HearingKind
    held_at: AwareDatetime
    place: str
    host: str
    officers: tuple[str, ...] = ()
    notice_waived: bool = Field(
        default=False, description="the petitioner does without the days between notice and hearing"
    )
