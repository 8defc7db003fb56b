"""What all events of a citizen's requests share."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import County, Event


class RequestEvent(Event):
    """A fact about what the petitioners of one matter ask for themselves; the stream is the matter's requests."""

    topic: ClassVar[str] = "intake.requests.{county}.v1"

    matter_id: str
    county: County
    item_id: str = ""
    item_no: str = ""
    number: str = ""
