"""Across counties (correction 25): who was registered where and when, told and remembered by blind person keys alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_sighted import ItemSighted, SightedPerson
from services.intake.domain.item import Seen, Sighted
from services.intake.domain.numbers import LOCAL
from services.intake.people import Known, keys, people_of

REMEMBERED = 12  # sightings of one person in one county, the newest
SHOWN = 5


def sighting(
    secret: bytes, item: ItemRegistered, people: Iterable[Known], today: date
) -> tuple[ItemSighted, ...]:
    """What other counties are told of a fresh item; nothing of an accusation, of a secret, or of nobody known.

    `people` are the item's, as typed and in its order: petitioner, then representatives.
    """
    if item.secrecy_requested:  # every accusation is one
        return ()
    known = [
        (each.petitioner_id, keys(secret, someone, today))
        for each, someone in zip(people_of(item), people, strict=True)
    ]
    told = tuple(SightedPerson(key_id=key_id, keys=found) for key_id, found in known if found)
    if not told:
        return ()
    day = item.received_at.astimezone(LOCAL).date()
    event = ItemSighted(
        occurred_at=item.occurred_at, item_id=item.item_id, county=item.county, place=item.place.name, received_on=day, people=told
    )  # fmt: skip
    return (event,)


def remembered(held: Sighted | None, event: ItemSighted, person: SightedPerson) -> Sighted:
    """One more sighting of a person; of one who was forgotten, nothing."""
    if held is not None and held.forgotten:
        return held
    before = held or Sighted(event.county)
    others = [seen for seen in before.seen if seen.item_id != event.item_id]
    newest = sorted(
        [*others, Seen(event.item_id, event.place, event.received_on)], key=lambda seen: seen.received_on
    )
    return replace(
        before, keys=tuple(dict.fromkeys((*before.keys, *person.keys))), seen=tuple(newest[-REMEMBERED:])
    )


def forgotten(county: str) -> Sighted:
    """What is left of a person whose data key is destroyed, whether or not they were seen before."""
    return Sighted(county, forgotten=True)


def newest(found: Iterable[Sighted]) -> list[tuple[str, Seen]]:
    """County and sighting, the newest five."""
    every = [(each.county, seen) for each in found for seen in each.seen]
    once = {(county, seen.item_id): (county, seen) for county, seen in every}
    return sorted(once.values(), key=lambda pair: pair[1].received_on, reverse=True)[:SHOWN]
