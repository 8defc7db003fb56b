"""Somebody was registered in a county: all that other counties are told of it (correction 25)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event, Value


class SightedPerson(Value):
    """One person, by keyed hashes alone."""

    key_id: str = Field(
        description="id of the person's data key; once that is destroyed, the sighting is forgotten"
    )
    keys: tuple[str, ...] = Field(description="HMAC under the bus-wide key, the same in every county")


class ItemSighted(Event):
    """Where and when, of whom: no name and no text. Never of an accusation, nor where secrecy was asked for."""

    type: ClassVar[str] = "item_sighted"
    topic: ClassVar[str] = "intake.sightings.v1"

    item_id: str
    county: County
    place: str = Field(description="name of the place of occurrence")
    received_on: date
    people: tuple[SightedPerson, ...]
