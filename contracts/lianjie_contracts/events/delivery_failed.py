"""An attempt of service failed; row DL5."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.vocabulary import DeliveryMode


class DeliveryFailed(DeliveryEvent):
    """ServiceFailed: mode, time and reason are on record; another mode may be tried (no mode twice in vain)."""

    type: ClassVar[str] = "delivery_failed"

    mode: DeliveryMode
    attempt: int
    reason: str
    again_at: AwareDatetime | None = Field(
        default=None, description="next attempt in the same mode; none: this mode is given up"
    )
