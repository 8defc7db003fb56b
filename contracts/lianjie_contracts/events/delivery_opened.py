"""A document is due to somebody (NoticeDue, DocumentIssued); rows DL1 and DL2."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.vocabulary import DeliveryMode


class DeliveryOpened(DeliveryEvent):
    """`mode` is how it will be tried first; ELECTRONIC needs consent and an address, else DIRECT at the window."""

    type: ClassVar[str] = "delivery_opened"

    mode: DeliveryMode
    courtesy: bool = False
