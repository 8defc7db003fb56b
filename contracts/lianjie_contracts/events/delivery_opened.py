"""A document is due to somebody (NoticeDue, DocumentIssued); rows DL1 and DL2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import UnitCode
from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.vocabulary import Addressee, DeliveryMode


class DeliveryOpened(DeliveryEvent):
    """`mode` is how it will be tried first; ELECTRONIC needs consent and an address, else DIRECT at the window.

    What is `to` no petitioner is only put down here: it lies with who it is for, and is served on nobody.
    """

    type: ClassVar[str] = "delivery_opened"

    mode: DeliveryMode
    item_no: str = ""
    number: str = Field(default="", description="文号, if its text has one")
    unit: UnitCode | None = Field(default=None, description="who issued it; none: the county's centre")
    courtesy: bool = False
    to: Addressee = Addressee.PETITIONER
    to_unit: UnitCode | None = Field(default=None, description="the unit it is addressed to")
