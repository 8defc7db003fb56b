"""A document is served by public announcement; row DL7: starts C27."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.delivery_event import DeliveryEvent


class DeliveryAnnounced(DeliveryEvent):
    """公告送达 (CPL 95 by analogy): the announcement names the number and where it may be collected, nobody and nothing else."""

    type: ClassVar[str] = "delivery_announced"

    number: str = Field(description="of the document")
    place: str = Field(description="where it may be collected")
    published_at: AwareDatetime
