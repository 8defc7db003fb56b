"""An attempt to register was refused: that is a fact, too, so that nothing is hidden (R22 44)."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import County, Event
from lianjie_contracts.vocabulary import Channel


class RegistrationRefused(Event):
    """Who (`by`) was refused when, by which channel, on what ground; names of fields, never what was in them."""

    type: ClassVar[str] = "registration_refused"
    topic: ClassVar[str] = "intake.items.{county}.v1"

    refusal_id: str
    county: County
    channel: Channel | None = None
    code: str
    fields: tuple[str, ...] = ()
