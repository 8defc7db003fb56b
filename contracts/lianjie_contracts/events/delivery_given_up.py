"""A document could not be served in at least two modes, and a head agreed to say so; row DL6."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.vocabulary import DeliveryMode


class DeliveryGivenUp(DeliveryEvent):
    """无法送达 (correction 8): the document is kept to be collected, or announced publicly."""

    type: ClassVar[str] = "delivery_given_up"

    modes: tuple[DeliveryMode, ...] = Field(description="tried in vain")
    approved_by: str
    begun_at: AwareDatetime = Field(description="when service was first begun, which is what C26 asks")
    declared_at: AwareDatetime
