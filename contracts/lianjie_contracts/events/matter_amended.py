"""What a later stage or a correction of an item has made of its matter, while the matter is not yet dispatched."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import Claim, MatterEvent, Place, Suggestion, UnitCode
from lianjie_contracts.vocabulary import LitigationStatus, MatterClass, Urgency


class MatterAmended(MatterEvent):
    """The state stays; `claims` and the facts that decide the road are told whole (correction 16)."""

    type: ClassVar[str] = "matter_amended"

    item_id: str
    headcount: int = 1
    place: Place
    title: str
    claims: tuple[Claim, ...]
    matter_class: MatterClass
    category: str = ""
    litigation_status: LitigationStatus = LitigationStatus.NOT_ASKED
    urgency: Urgency = Urgency.ORDINARY
    restricted: bool = False
    secret: bool = False
    accused_unit: UnitCode | None = None
    suggestion: Suggestion
