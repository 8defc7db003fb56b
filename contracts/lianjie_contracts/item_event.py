"""What all events of an item after its registration share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event
from lianjie_contracts.events.item_registered import ItemRegistered


class ItemEvent(Event):
    """A fact about a registered item. `item` is the item as it reads from now on, whole: nobody needs to add up its
    history, and what was registered first stays in the first event of the stream."""

    topic: ClassVar[str] = "intake.items.{county}.v1"

    item_id: str
    matter_id: str
    county: County
    item: ItemRegistered
    dropped_claims: tuple[str, ...] = Field(
        default=(), description="ids of claims that no longer stand; the standing ones are the item's"
    )
