"""A document has reached its addressee; row DL4. Two versions and the step between them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.vocabulary import DeliveryMode


class DeliveryServedV1(DeliveryEvent):
    """The first form: only a channel, which could not tell service in law from a courtesy copy."""

    type: ClassVar[str] = "delivery_served"
    version: ClassVar[int] = 1

    channel: str = Field(description="email, sms or window")
    served_at: AwareDatetime

    def upgraded(self) -> DeliveryServed:
        mode = {"email": DeliveryMode.ELECTRONIC, "window": DeliveryMode.DIRECT}.get(self.channel)
        same = self.model_dump(exclude={"channel"})
        return DeliveryServed(
            **same,
            mode=mode or DeliveryMode.ELECTRONIC,
            courtesy=mode is None,  # R22 23 wants writing: a text message was never service
            begun_at=self.served_at,
        )


class DeliveryServed(DeliveryEvent):
    """Delivered, with the mode of service, when the attempt began, and the proof of service (送达回证, D19.1)."""

    type: ClassVar[str] = "delivery_served"
    version: ClassVar[int] = 2

    mode: DeliveryMode
    courtesy: bool = False
    begun_at: AwareDatetime
    served_at: AwareDatetime
    proof: str = ""
