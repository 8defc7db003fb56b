"""A further item of the same person about the same facts joins its matter (重复件)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import Claim, MatterEvent
from lianjie_contracts.vocabulary import Channel, Source


class MatterItemJoined(MatterEvent):
    """One matter, several items: no clock starts again (spec/domain 3.2), new claims are added."""

    type: ClassVar[str] = "matter_item_joined"

    item_id: str
    item_no: str
    channel: Channel
    source: Source = Source.SELF
    received_at: AwareDatetime
    headcount: int = 1
    title: str
    new_claims: tuple[Claim, ...] = ()
