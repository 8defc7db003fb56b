"""A document is void before anybody was told of it; row DL10. Its number stays as 作废."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.delivery_event import DeliveryEvent


class DeliveryVoided(DeliveryEvent):
    """作废 (correction 12): the number is never given again."""

    type: ClassVar[str] = "delivery_voided"

    number: str
    reason: str
