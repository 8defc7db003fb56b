"""Finding what an item may repeat: few are looked up, only these are compared, and fewer are shown with their grounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.domain.numbers import LOCAL
from services.intake.people import accused_keys, keys, keys_of_all, opened
from services.intake.repeats.grounds import Compared, grounds
from services.intake.repeats.likeness import Telling, likeness
from services.intake.repeats.lookup import Leads, Lookup
from services.intake.repeats.question import RepeatQuestion, Someone
from services.intake.repeats.ranking import Ranked, nearest, nearness, shown
from services.intake.repeats.shingles import shingles
from services.intake.repeats.tracing import wrapped_keys
from services.intake.store import ITEMS


@dataclass(frozen=True)
class Finder:
    """Asks one county's own store."""

    door: FrontDoor

    async def candidates(self, asked: RepeatQuestion, without: Collection[str] = ()) -> list[dict[str, Any]]:
        """At most five matters, the likeliest first; `without` are ids of items that are not proposed.

        An accusation is found only for an accusation, by the accused unit and the text, never by who wrote it.
        """
        known = self.known(asked)
        leads = await self._leads(asked, tuple(known))
        near = {id_: share for id_, share in nearness(leads.postings).items() if id_ not in without}
        wanted = ({*nearest(near)} | leads.people | leads.accused) - {*without}
        kept = await self.door.parts.store.get(ITEMS, wanted)
        items = {id_: document.state for id_, document in kept.items() if document.state}
        people = await self._people(items, leads.people, known)
        now = _telling(asked.title, asked.main_content, asked.claims)
        compared = [
            Ranked(id_, item.matter_id, id_ in people or id_ in leads.accused, near.get(id_, 0.0), likeness(now, _told(item)))
            for id_, item in items.items()
        ]  # fmt: skip
        chosen = shown(compared)
        visits = await Lookup(self.door.parts.mongo).visits([each.matter_id for each in chosen])
        return [
            self._candidate(asked, items[each.item_id], each, people.get(each.item_id, ()), visits.get(each.matter_id, 1))
            for each in chosen
        ]  # fmt: skip

    def known(self, asked: RepeatQuestion) -> dict[str, Someone]:
        """Who is asked about, by their blind keys; nobody in an accusation."""
        if asked.is_accusation:
            return {}
        secret, today = self.door.registrar.secret, self._today()
        return {key: someone for someone in asked.people for key in keys(secret, someone, today)}

    async def _leads(self, asked: RepeatQuestion, people: tuple[str, ...]) -> Leads:
        rest = "\n".join((asked.main_content, *asked.claims))
        secret, county, apart = self.door.registrar.secret, self.door.county, asked.is_accusation
        pieces = shingles(secret, asked.title, rest, apart=apart)
        accused = accused_keys(secret, county, asked.accused, asked.accused_unit) if apart else ()
        return await Lookup(self.door.parts.mongo).leads(people, accused, pieces)

    async def _people(
        self, items: dict[str, Item], among: Collection[str], known: dict[str, Someone]
    ) -> dict[str, tuple[Someone, ...]]:
        """Who of those asked about is in which item, by what its sealed fields say today: whose key is destroyed is nobody."""
        led = {id_: item for id_, item in items.items() if id_ in among}
        wrapped = await wrapped_keys(self.door, led.values()) if led else {}
        registrar, today = self.door.registrar, self._today()
        found = {}
        for id_, item in led.items():
            there = keys_of_all(registrar.secret, opened(registrar.persons, item.now, wrapped), today)
            if both := dict.fromkeys(known[key] for key in there if key in known):
                found[id_] = tuple(both)
        return found

    def _candidate(
        self, asked: RepeatQuestion, item: Item, each: Ranked, in_both: tuple[Someone, ...], visits: int
    ) -> dict[str, Any]:
        event, directory = item.now, self.door.parts.directory
        rows = grounds(Compared(asked, event, in_both, each.like.same), directory.place_name, self._unit)
        return {
            "item_id": each.item_id, "item_no": item.item_no, "matter_id": item.matter_id,
            "received_on": event.received_at.astimezone(LOCAL).date(), "channel": event.channel.value, "title": event.title,
            "state": "", "count": visits, "same_person": bool(in_both), "grounds": rows,
        }  # fmt: skip

    def _unit(self, code: str) -> str:
        directory = self.door.parts.directory
        return directory.unit(code).name if directory.has_unit(code) else ""

    def _today(self) -> date:
        return self.door.parts.clock.now().astimezone(LOCAL).date()


def _told(item: Item) -> Telling:
    event = item.now
    return _telling(event.title, event.main_content, tuple(claim.text for claim in event.claims))


def _telling(title: str, content: str, claims: tuple[str, ...]) -> Telling:
    return Telling(title, "\n".join((content, *claims)))
