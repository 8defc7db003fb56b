"""What one life makes the system write and say, as counted from a real run: who saves what, how large, and announces what.

Sizes are bytes as the collections and histories of a real run held them on average; the benchmark puts the database's
own counts of both runs side by side, so that a recipe which has fallen behind is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "raw."
MATTERS, CLOCKS, DELIVERIES = "routing.matters.v1", "deadlines.clocks.v1", "notifications.deliveries.v1"
ITEMS, KEYS, UNIT = "intake.items.{county}.v1", "intake.keys.v1", "routed.{unit}.v1"
SIGHTINGS = "intake.sightings.v1"


@dataclass(frozen=True, slots=True)
class Say:
    """One message: its type, topic, body in bytes, and which clock or document it is about."""

    type: str
    topic: str
    size: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Save:
    """One document saved under one id of the life; `grows` bytes are added with every message it hears."""

    collection: str
    id: str
    size: int
    says: tuple[Say, ...] = ()
    grows: int = 0


TO_UNIT = Say("matter_routed", UNIT, 1530)


def _matter(*says: tuple[str, int], unit: bool = True) -> Save:
    told = tuple(Say(type_, MATTERS, size) for type_, size in says)
    return Save("matters", "matter_id", 3900, (*told, TO_UNIT) if unit else told)


def _clocks(*says: tuple[str, int, str]) -> tuple[Save, ...]:
    return (
        Save(
            "sheets", "matter_id", 3200, tuple(Say(type_, CLOCKS, size, about) for type_, size, about in says)
        ),
    )


def _paper(document: str) -> tuple[Save, ...]:
    opened = Say("delivery_opened", DELIVERIES, 401, document)
    return (Save("letters", "delivery_id", 1400), Save("deliveries", "delivery_id", 900, (opened,)))


# By the last word of the address, in the service that owns it.
COMMANDS: dict[tuple[str, str], tuple[Save, ...]] = {
    ("intake", "items"): (
        Save("person_keys", "key_id", 150, (Say("person_key_issued", KEYS, 275),)),
        Save("items", "item_id", 2300, (Say("item_registered", ITEMS, 1947), Say("item_sighted", SIGHTINGS, 420))),
        Save("traces", "item_id", 1100),
    ),
    ("routing", "dispatch"): (_matter(("matter_dispatched", 729)),),
    ("routing", "sign"): (_matter(("matter_signed", 407)),),
    ("routing", "accept"): (_matter(("matter_accepted", 821)),),
    ("routing", "handlers"): (_matter(("matter_handler_assigned", 439)),),
    ("routing", "opinion"): (_matter(("matter_opinion_drafted", 429), ("matter_opinion_issued", 1065)),),
    ("notifications", "hand-over"): (
        Save("deliveries", "delivery_id", 1300, (
            Say("delivery_begun", DELIVERIES, 477, "same"), Say("delivery_served", DELIVERIES, 591, "same"))),
    ),
}  # fmt: skip

_SEEN = (Save("matters", "matter_id", 1200, grows=760),)
_FACT, _CLOCK = (Save("matter_facts", "matter_id", 560),), (Save("clock_facts", "clock_id", 300),)

REACTIONS: dict[tuple[str, str], tuple[Save, ...]] = {
    ("intake", "matter_dispatched"): (Save("holders", "matter_id", 120),),
    ("routing", "item_registered"): (_matter(("matter_opened", 1269), unit=False),),
    ("routing", "delivery_served D11.1"): (_matter(("matter_completed", 585)),),
    ("deadlines", "matter_opened"): _clocks(("clock_started", 977, "C02")),
    ("deadlines", "matter_dispatched"): _clocks(
        ("clock_stopped", 487, "C02"), ("clock_started", 977, "C04"), ("clock_started", 977, "C05")
    ),
    ("deadlines", "matter_accepted"): _clocks(
        ("clock_stopped", 487, "C04"), ("clock_voided", 448, "C05"), ("clock_started", 977, "C07")
    ),
    ("deadlines", "matter_opinion_issued"): _clocks(("clock_held", 440, "C07")),
    ("deadlines", "matter_completed"): _clocks(("clock_stopped", 487, "C07")),
    ("notifications", "person_key_issued"): (Save("key_copies", "key_id", 180),),
    ("notifications", "item_registered"): (Save("contacts", "item_id", 400),),
    ("notifications", "matter_opened"): (Save("matter_sheets", "matter_id", 400),),
    ("notifications", "matter_accepted"): (*_paper("D02.2"), Save("series", "unit", 90)),
    ("notifications", "matter_opinion_issued"): _paper("D11.1"),
    **{("analytics", f"matter_{act}"): _FACT for act in ("opened", "dispatched", "accepted", "completed")},
    **{("analytics", f"clock_{act}"): _CLOCK for act in ("started", "stopped", "voided", "held")},
    ("workbench", "person_key_issued"): (Save("key_copies", "key_id", 180),),
    ("workbench", "item_registered"): _SEEN,
    **{("workbench", f"matter_{act}"): _SEEN for act in (
        "opened", "dispatched", "signed", "accepted", "handler_assigned", "opinion_drafted", "opinion_issued", "completed")},
    **{("workbench", f"clock_{act}"): _SEEN for act in ("started", "stopped", "voided", "held")},
    **{("workbench", f"delivery_{act}"): _SEEN for act in ("opened", "begun", "served")},
}  # fmt: skip

# A county's front door follows its own matters; these alone it follows of the others.
OF_ONE_COUNTY, OF_OTHER_COUNTIES = "intake", frozenset({"person_key_issued", "item_sighted"})
