"""What intake keeps, in one database per county."""

from __future__ import annotations

from chassis.documents import Kind
from services.intake.domain.item import Holders, Item, PersonDataKey, Refusal, Sighted

ITEMS: Kind[Item] = Kind(
    "items", Item, subject="item", topic="intake.items.{county}.v1",
    indexes=(("item_no",), ("person", "-registered.received_at"), ("matter_id",), ("last_at",), ("registered.carried_over.batch", "undo")),
)  # fmt: skip
PERSON_KEYS: Kind[PersonDataKey] = Kind("person_keys", PersonDataKey, subject="key", topic="intake.keys.v1")
REFUSALS: Kind[Refusal] = Kind("refusals", Refusal, subject="refusal", topic="intake.items.{county}.v1")
HOLDERS: Kind[Holders] = Kind("holders", Holders)
SIGHTED: Kind[Sighted] = Kind("sighted", Sighted, indexes=(("keys",),))
COUNTERS = "counters"
