"""An attempt of service was begun; row DL3; stops C26."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.vocabulary import DeliveryMode


class DeliveryBegun(DeliveryEvent):
    """ServiceBegun."""

    type: ClassVar[str] = "delivery_begun"

    mode: DeliveryMode
    attempt: int
    begun_at: AwareDatetime
