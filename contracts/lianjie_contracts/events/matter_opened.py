"""A matter is opened for a first item and screened; rows 1 and 2, or 43.2 where another matter was split."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Claim, MatterEvent, Place, Suggestion, UnitCode
from lianjie_contracts.vocabulary import Channel, LitigationStatus, MatterClass, Source, Urgency


class MatterOpened(MatterEvent):
    """The matter exists, C02 runs from `received_at`, and the rules have proposed a unit with their reasons."""

    type: ClassVar[str] = "matter_opened"

    item_id: str
    item_no: str
    channel: Channel
    source: Source = Source.SELF
    received_at: AwareDatetime
    registered_at: AwareDatetime
    headcount: int = 1
    place: Place
    title: str
    claims: tuple[Claim, ...]
    matter_class: MatterClass
    category: str = ""
    litigation_status: LitigationStatus = LitigationStatus.NOT_ASKED
    urgency: Urgency = Urgency.ORDINARY
    restricted: bool = False
    secret: bool = Field(default=False, description="secrecy asked for: a unit's topic carries a ticket only")
    accused_unit: UnitCode | None = None
    suggestion: Suggestion
    exchange_due_on: date | None = Field(
        default=None, description="of a matter that the superior has transferred"
    )
    split_from: str | None = Field(
        default=None, description="the matter whose claims these were (row 43.2); its item is counted there"
    )
    was_dispatched: bool = Field(
        default=False, description="of a sister: whether C02 of that matter had ended"
    )
