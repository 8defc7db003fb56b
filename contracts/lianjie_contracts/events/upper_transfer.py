"""The superior's petition system hands a matter down (上级转交): what it asks a county's centre to register."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import County, Message, Sealed
from lianjie_contracts.vocabulary import Channel, MatterClass, Urgency


class UpperTransfer(Message):
    """A command, answered by `transfer_answered` [S3 6.4.1; corrections 21]. The topic is the identity, `county` says whose it is; `number` is the superior's own,
    and a transfer is registered once however often it comes.

    Personal fields are sealed (AES-256-GCM) under a data key of this transfer, which `wrapped` holds under the exchange key that
    both sides know (RFC 3394); the field's name is bound in as `<sealed.key>|<field>`.
    """

    type: ClassVar[str] = "upper_transfer"
    topic: ClassVar[str] = "exchange.in.v1"

    county: County
    number: str = Field(min_length=1, max_length=60, pattern=r"^[0-9A-Za-z-]+$")
    due_on: date
    at: AwareDatetime
    channel: Channel
    received_at: AwareDatetime = Field(
        description="by the superior; the county's limits count from its own receipt"
    )
    place_code: str = Field(pattern=r"^\d{6}(\d{3})?$")
    title: str = Field(min_length=1, max_length=100)
    main_content: str = Field(default="", max_length=5000)
    claims: tuple[str, ...] = ()
    headcount: int = Field(default=1, ge=1)
    matter_class: MatterClass = MatterClass.APPEAL
    urgency: Urgency = Urgency.ORDINARY
    wrapped: str = Field(
        default="", description="data key of this transfer under the exchange key; empty: nobody is named"
    )
    name: Sealed | None = None
    phone: Sealed | None = None
    address: Sealed | None = None
    id_no: Sealed | None = None
