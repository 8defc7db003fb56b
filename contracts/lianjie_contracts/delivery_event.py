"""What all events of deliveries share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event


class DeliveryEvent(Event):
    """A fact about one document on its way to one addressee; the stream is the delivery."""

    topic: ClassVar[str] = "notifications.deliveries.v1"

    delivery_id: str
    matter_id: str
    item_id: str | None = None
    county: County
    document: str = Field(description="code.sub of the text, e.g. D11.1")
    title: str = ""
